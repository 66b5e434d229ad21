//! The graph: what was read becomes quads, and quads become a folder of sorted N-Quads files, which is the truth.
//!
//! Every store is an index over these files that can be thrown away. The same input gives the same bytes: nothing here
//! knows the time, and IRIs come from what a document says, never from where its file lies.

pub mod authority;
mod codes;
pub mod directory;
pub mod iri;
pub mod manifest;
pub mod quads;
pub mod vocab;

pub use directory::{GraphDirectory, GraphError, Summary};
pub use manifest::SourceEntry;
