//! The manifest of a graph folder: which sources it holds, as what they were read, and where their quads lie.

use serde::{Deserialize, Serialize};

use crate::model::Agency;

/// The format of graph folders that this program writes and reads.
pub const FORMAT: u32 = 1;

/// The manifest.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Format of the folder.
    pub format: u32,
    /// By path.
    pub sources: Vec<SourceEntry>,
}

/// One source in the graph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// The path below the folder given, with `/`.
    pub path: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// What read it: version of the program and digest of its words and tables. Another reader reads it anew.
    pub reader: String,
    /// Its file of quads, below the graph folder.
    pub file: String,
    /// The documents it holds.
    pub documents: Vec<DocumentEntry>,
    /// The bodies it names.
    pub agencies: Vec<Agency>,
    /// Findings in it.
    pub findings: usize,
    /// What became of it, by its word.
    #[serde(default)]
    pub state: String,
    /// Why it was skipped or could not be read; empty where it was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The text taken out of it, below the graph folder, where it is of a format that is not text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// One document of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentEntry {
    /// What names it; see [`super::iri::document_key`].
    pub key: String,
    /// Its title, for people.
    pub title: String,
    /// Code of the place it governs.
    pub place: Option<String>,
    /// Its tasks.
    pub tasks: usize,
    /// Its assignments.
    pub assignments: usize,
    /// The path of the source that holds it, where this one does not: the same document was met twice.
    pub held_by: Option<String>,
}
