//! Why a file cannot be read, each with the way out.

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The operating system refused.
    #[error("cannot read `{path}`: {cause}; check that the file exists and that you may read it")]
    Io {
        /// The file.
        path: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// There is nothing in it.
    #[error("`{path}` is empty (0 bytes); fetch it again")]
    Empty {
        /// The file.
        path: String,
    },
    /// The bytes are no text and of no format that is read.
    #[error("`{path}` is not text (byte {at} is {byte:#04x}) and of no format that is read; convert it to text, DOCX or PDF first")]
    Binary {
        /// The file.
        path: String,
        /// Where the first such byte stands.
        at: usize,
        /// The byte.
        byte: u8,
    },
    /// An encoding that is not known.
    #[error("unknown encoding `{label}`; say utf-8, utf-16le, utf-16be, gb18030 or big5")]
    Encoding {
        /// What was said.
        label: String,
    },
    /// It is of a format and broken.
    #[error("`{path}` is a broken {format} file ({cause}); open it in the program that made it and save it anew")]
    Broken {
        /// The file.
        path: String,
        /// The format.
        format: &'static str,
        /// What the reader of the format said.
        cause: String,
    },
    /// It needs a password.
    #[error("`{path}` is encrypted; save it without a password")]
    Encrypted {
        /// The file.
        path: String,
    },
    /// It is larger than files may be.
    #[error("`{path}` is larger than {limit} MB; split it, or allow more with --max-size")]
    TooLarge {
        /// The file.
        path: String,
        /// Megabytes.
        limit: u64,
    },
    /// What it holds is larger than that may be.
    #[error("`{path}` expands to more than {limit} MB; if it is not a bomb, allow more with --max-expanded")]
    Expands {
        /// The file.
        path: String,
        /// Megabytes.
        limit: u64,
    },
    /// It has more parts than files may have.
    #[error("`{path}` has more than {limit} {what}; split it, or allow more with {option}")]
    TooMany {
        /// The file.
        path: String,
        /// How many may be.
        limit: usize,
        /// Of what.
        what: &'static str,
        /// The option that allows more.
        option: &'static str,
    },
    /// It took longer than files may take.
    #[error("`{path}` was not read in {seconds} s; allow more with --max-seconds")]
    TooSlow {
        /// The file.
        path: String,
        /// Seconds.
        seconds: u64,
    },
    /// Its reader ended without an answer.
    #[error(
        "the reader of `{path}` failed ({how}); allow more with --max-memory, or open the file in the program that made it and save it anew"
    )]
    Died {
        /// The file.
        path: String,
        /// A panic's words, or how the process ended.
        how: String,
    },
    /// This program was built without the format.
    #[error("`{path}` needs the cargo feature `{feature}`; build quanze with `--features {feature}`")]
    FeatureOff {
        /// The file.
        path: String,
        /// The feature.
        feature: &'static str,
    },
    /// It is nothing that holds a document.
    #[error("`{path}` is skipped: it is {what}")]
    Skipped {
        /// The file.
        path: String,
        /// What it is.
        what: &'static str,
    },
    /// What a reader in another process said.
    #[error("{message}")]
    Apart {
        /// Its words.
        message: String,
    },
}

impl SourceError {
    /// Whether the file is rightly left out, so that nothing went wrong.
    #[must_use]
    pub fn is_skip(&self) -> bool {
        matches!(self, SourceError::Skipped { .. })
    }
}
