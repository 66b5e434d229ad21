//! How files are to be read, and how much of a file's size, nesting, pages and time is borne.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// How files are to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The encoding of every text file, by its label; detected where none is given.
    pub encoding: Option<String>,
    /// For crawls: which field of a record is what, `text`, `title`, …, besides the usual names.
    pub fields: Vec<(String, String)>,
    /// What is borne.
    pub limits: Limits,
}

/// What is borne of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Megabytes of the file.
    pub size: u64,
    /// Megabytes that the members of an archive, or the parts of a DOCX or XLSX, may come to.
    pub expanded: u64,
    /// Files in an archive, records in a crawl.
    pub members: usize,
    /// Archives in archives, and tables in tables.
    pub depth: usize,
    /// Pages of a PDF.
    pub pages: usize,
    /// Seconds for taking the text out of one file, and then for reading [`CHARACTERS`] of it.
    pub seconds: u64,
    /// Megabytes of memory of the process that reads one file.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { size: 200, expanded: 500, members: 100_000, depth: 3, pages: 5_000, seconds: 60, memory: 2_048 }
    }
}

/// So many code points, about ten megabytes of Chinese, may take [`Limits::seconds`] to read; a longer text may take as much longer.
pub const CHARACTERS: usize = 3_000_000;

/// When reading a source has to be over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The moment.
    end: Instant,
    /// Seconds until then, at first.
    pub seconds: u64,
}

impl Limits {
    /// The bound of a text of so many code points whose reading begins now; none where it lies beyond all time.
    #[must_use]
    pub fn bound(&self, characters: usize) -> Option<Bound> {
        let seconds = self.seconds.saturating_mul(1 + (characters / CHARACTERS) as u64);
        Some(Bound { end: Instant::now().checked_add(Duration::from_secs(seconds))?, seconds })
    }
}

impl Bound {
    /// Whether it is behind us.
    #[must_use]
    pub fn is_past(&self) -> bool {
        Instant::now() >= self.end
    }
}

/// Bytes of a megabyte.
pub const MEGABYTE: u64 = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_text_may_take_longer() {
        let limits = Limits::default();
        for (characters, seconds) in [(0, 60), (CHARACTERS - 1, 60), (CHARACTERS, 120), (10 * CHARACTERS, 660)] {
            let bound = limits.bound(characters).unwrap();
            assert_eq!((bound.seconds, bound.is_past()), (seconds, false), "{characters}");
        }
        assert!(Limits { seconds: 0, ..limits }.bound(CHARACTERS).unwrap().is_past());
        assert!(Limits { seconds: u64::MAX, ..limits }.bound(CHARACTERS).is_none());
    }
}
