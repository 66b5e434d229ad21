//! A file becomes text, whatever its format: lines to read, each a passage that points into the text. Knows no Chinese.
//!
//! Text, Markdown, HTML and CSV are text already, and offsets count the code points of the file as decoded. Of a DOCX, DOC, PDF or
//! spreadsheet, and of one record of a crawl, the text is taken out first ([`Extract`]); offsets count the code points of that text,
//! which is kept beside the graph, and every stretch of it knows the page, paragraph or cell it came from.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::model::Finding;
use crate::passage::{Passage, Span, form};

pub mod apart;
pub mod crawl;
pub mod csv;
#[cfg(feature = "doc")]
mod doc;
#[cfg(feature = "docx")]
mod docx;
pub mod encoding;
pub mod error;
pub mod extracted;
mod grid;
pub mod html;
pub mod kind;
pub mod limits;
pub mod members;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "sheets")]
mod sheet;
pub mod text;

pub use error::SourceError;
pub use extracted::Extract;
pub use kind::Kind;
pub use limits::{Bound, Limits, Options};
pub use members::Member;

/// One file as decoded, and its lines as a reader sees them.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The path below the folder given, with `/`.
    pub path: String,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub digest: String,
    /// The text as decoded, without a byte-order mark, or as taken out of the file; evidence counts its code points.
    pub characters: Vec<char>,
    /// Code point at which each printed line of the text starts.
    line_starts: Vec<usize>,
    /// The lines to read: those of the file for text, the blocks of the page for HTML, paragraphs and rows for other formats.
    pub lines: Vec<Line>,
    /// What is already known of the document from a page's metadata table or a crawl's fields, as printed: name → value.
    pub metadata: Vec<(String, String)>,
    /// Whether the text was taken out of a format that is not text, so that only a kept copy shows what the offsets count.
    pub extracted: bool,
    /// Where in the file the stretches of an extracted text come from, by their first code point: `page 3`, `table 1, row 2, cell 3`.
    pub places: Vec<(usize, String)>,
    /// Whether it is written in traditional characters; its lines are then made simplified, `characters` are as printed.
    pub traditional: bool,
    /// What the format's reader found.
    pub findings: Vec<Finding>,
    /// Whether bytes had to be replaced in decoding.
    pub damaged: bool,
    /// When reading it has to be over, where that is bounded.
    pub bound: Option<Bound>,
}

/// One line to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What it says, white space at its ends left out.
    pub passage: Passage,
    /// Heading level of the mark-up: 1 for `#` or `<h1>`; none for plain lines.
    pub heading: Option<u8>,
    /// The cells, where the line is a table's row.
    pub cells: Vec<Span>,
    /// Whether the mark-up says that a paragraph ends here, so that the next line never continues it.
    pub closed: bool,
}

/// The SHA-256 of some bytes, in lower-case hexadecimal.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a file that will be known as `name`, in this process and with the usual options.
///
/// # Errors
/// Where the file cannot be read.
pub fn open(path: &Path, name: &str) -> Result<Source, SourceError> {
    let bytes = std::fs::read(path).map_err(|cause| SourceError::Io { path: path.display().to_string(), cause })?;
    decode(&bytes, name)
}

/// Makes a source of bytes that will be known as `name`, in this process and with the usual options.
///
/// # Errors
/// Where the bytes cannot be read.
pub fn decode(bytes: &[u8], name: &str) -> Result<Source, SourceError> {
    let options = Options::default();
    match Kind::of(bytes, name) {
        kind if kind.is_text() => of_text(bytes, name, kind, &options),
        kind => Ok(of_extract(take_out(bytes, name, kind, &options)?, name, digest(bytes))),
    }
}

/// A source of bytes that are text.
///
/// # Errors
/// Where they are no text.
pub fn of_text(bytes: &[u8], name: &str, kind: Kind, options: &Options) -> Result<Source, SourceError> {
    let (text, damaged) = encoding::decode(bytes, name, options.encoding.as_deref())?;
    let characters: Vec<char> = text.chars().collect();
    let mut source = Source { path: name.to_owned(), digest: digest(bytes), characters, damaged, ..Source::default() };
    if kind == Kind::Csv {
        source.lines = csv::lines(&source.characters, name);
    } else if html::is_html(&text) {
        let page = html::read(&source.characters);
        source.lines = page.lines;
        source.metadata = page.metadata;
    } else {
        source.lines = text::lines(&source.characters);
    }
    Ok(source.finished())
}

/// A source of what was taken out of a file whose bytes have this digest.
#[must_use]
pub fn of_extract(extract: Extract, name: &str, digest: String) -> Source {
    let mut source = extract.assembled();
    name.clone_into(&mut source.path);
    source.digest = digest;
    source.finished()
}

/// Takes the text out of a format that is not text. What a library does on a bad file, `members` and `apart` contain.
///
/// # Errors
/// Where the file is broken, encrypted, none that is read, or of a format that this program was built without.
pub fn take_out(bytes: &[u8], name: &str, kind: Kind, options: &Options) -> Result<Extract, SourceError> {
    match kind {
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read(bytes, name, &options.limits),
        #[cfg(feature = "docx")]
        Kind::Docx => docx::read(bytes, name, &options.limits),
        #[cfg(feature = "doc")]
        Kind::Doc => doc::read(bytes, name),
        #[cfg(feature = "sheets")]
        Kind::Sheet => sheet::read(bytes, name, &options.limits),
        Kind::Encrypted => Err(SourceError::Encrypted { path: name.to_owned() }),
        Kind::Other(what) => Err(SourceError::Skipped { path: name.to_owned(), what }),
        kind => Err(SourceError::FeatureOff { path: name.to_owned(), feature: kind.feature() }),
    }
}

impl Source {
    /// Counts the lines, and makes traditional characters simplified ones for reading.
    fn finished(mut self) -> Source {
        self.line_starts = vec![0];
        self.line_starts.extend(self.characters.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(at, _)| at + 1));
        self.traditional = form::is_traditional(&self.characters);
        if self.traditional {
            self.lines.iter_mut().for_each(|line| line.passage.simplify());
        }
        self
    }

    /// The same, to be read within the time that a file may take, which begins now.
    #[must_use]
    pub fn bounded(self, limits: &Limits) -> Source {
        Source { bound: limits.bound(self.characters.len()), ..self }
    }

    /// Whether its time is over. Whoever reads it looks from place to place and stops then; what was read is of no use, for
    /// [`Source::in_time`] refuses it.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.bound.is_some_and(|bound| bound.is_past())
    }

    /// That its time is not over.
    ///
    /// # Errors
    /// Where it is.
    pub fn in_time(&self) -> Result<(), SourceError> {
        match self.bound.filter(Bound::is_past) {
            Some(bound) => Err(SourceError::TooSlow { path: self.path.clone(), seconds: bound.seconds }),
            None => Ok(()),
        }
    }

    /// The 1-based line of the text in which a code point stands.
    #[must_use]
    pub fn line_of(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at).max(1)
    }

    /// The slice of the text between two code points.
    #[must_use]
    pub fn slice(&self, range: std::ops::Range<usize>) -> String {
        self.characters[range].iter().collect()
    }

    /// Where in the file a code point of an extracted text comes from.
    #[must_use]
    pub fn place_of(&self, at: usize) -> Option<&str> {
        let before = self.places.partition_point(|(start, _)| *start <= at);
        before.checked_sub(1).map(|index| self.places[index].1.as_str()).filter(|place| !place.is_empty())
    }

    /// Printed words in the form in which names and words are known: simplified where the source is written in traditional characters.
    #[must_use]
    pub fn known_form(&self, printed: &str) -> String {
        if self.traditional { printed.chars().map(form::simplified).collect() } else { printed.chars().map(form::ideograph).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_in_the_file() {
        let source = decode("一\r\n二\n三".as_bytes(), "t").unwrap();
        assert_eq!(source.line_of(0), 1);
        assert_eq!(source.line_of(3), 2);
        assert_eq!(source.line_of(5), 3);
        assert_eq!(source.place_of(3), None);
    }

    #[test]
    fn traditional_lines_are_read_as_simplified_and_printed_as_they_are() {
        let source = decode("省農業農村廳牽頭，省財政廳配合。".as_bytes(), "t").unwrap();
        let passage = &source.lines[0].passage;
        assert_eq!(passage.text, "省农业农村厅牵头，省财政厅配合。");
        assert_eq!(passage.printed(&(0.."省农业农村厅".len()), &source.characters), "省農業農村廳");
        assert_eq!(source.known_form("省農業農村廳"), "省农业农村厅");
    }
}
