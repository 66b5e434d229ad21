//! How files are to be read, and how much of a file's size, nesting, pages and time is borne.

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
    /// Seconds of one file.
    pub seconds: u64,
    /// Megabytes of memory of the process that reads one file.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { size: 200, expanded: 500, members: 100_000, depth: 3, pages: 5_000, seconds: 60, memory: 2_048 }
    }
}

/// Bytes of a megabyte.
pub const MEGABYTE: u64 = 1 << 20;
