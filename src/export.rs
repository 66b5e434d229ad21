//! Exporting networks: each in the form that a program people already use opens as it is.
//!
//! A format's file holds its layout, its pitfalls and a test that shows it. Formats differ in what they can hold;
//! [`Format`] says what each loses.

pub mod file;

mod csv;
mod gexf;
mod graphml;

mod cytoscape;
mod dl;
mod dot;
mod matrix;
mod node_link;
mod pajek;
mod vosviewer;

mod xlsx;

mod json;
mod names;
mod sums;
mod xml;

#[cfg(test)]
mod sample;

use std::path::{Path, PathBuf};

use file::Content;

use crate::network::Network;

pub use file::{Encoding, ExportError};

/// A file format for networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `csv`: a folder with `nodes.csv` and `edges.csv`, for Gephi and spreadsheets; holds everything.
    Csv,
    /// `gexf`: GEXF 1.3, for Gephi; holds everything.
    Gexf,
    /// `graphml`: for yEd, Cytoscape, visone, igraph, NetworkX; holds everything.
    GraphMl,
    /// `pajek`: a `.net` file, and beside it a partition of its communities and a table of its nodes; holds labels, weights and
    /// roles.
    Pajek,
    /// `dl`: a UCINET edge list and a table of its nodes beside it; sums a pair's weight over the roles.
    Dl,
    /// `matrix`: a table with a row and a column for each node, as CSV or, where the file ends in `.xlsx`, as a workbook that holds
    /// nodes and edges besides; sums a pair's weight over the roles.
    Matrix,
    /// `vosviewer`: a VOSviewer JSON file, or a folder with `map.txt` and `network.txt`; sums over the roles and has
    /// no direction.
    Vosviewer,
    /// `cytoscape`: `.cyjs`, for Cytoscape and Cytoscape.js; holds everything.
    Cytoscape,
    /// `node-link`: the JSON of NetworkX and D3; holds everything.
    NodeLink,
    /// `dot`: for Graphviz; holds labels, kinds, roles and weights.
    Dot,
}

impl Format {
    /// Every format, the most used first.
    pub const ALL: [Self; 10] = [
        Self::Csv,
        Self::Gexf,
        Self::GraphMl,
        Self::Pajek,
        Self::Dl,
        Self::Matrix,
        Self::Vosviewer,
        Self::Cytoscape,
        Self::NodeLink,
        Self::Dot,
    ];

    /// The word for it on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Gexf => "gexf",
            Self::GraphMl => "graphml",
            Self::Pajek => "pajek",
            Self::Dl => "dl",
            Self::Matrix => "matrix",
            Self::Vosviewer => "vosviewer",
            Self::Cytoscape => "cytoscape",
            Self::NodeLink => "node-link",
            Self::Dot => "dot",
        }
    }

    /// The format a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// Whether it is plain text that may be written in another [`Encoding`]; XML and JSON are UTF-8.
    #[must_use]
    pub const fn takes_encoding(self) -> bool {
        matches!(self, Self::Csv | Self::Pajek | Self::Dl | Self::Matrix)
    }
}

/// Writes a network in UTF-8 and says which files that made; files of the same name are replaced.
///
/// # Errors
///
/// Where a file cannot be written. What stood there before then still does.
pub fn write(network: &Network, format: Format, out: &Path) -> Result<Vec<PathBuf>, ExportError> {
    write_encoded(network, format, out, Encoding::Utf8)
}

/// [`write()`] in another encoding, for programs that do not know UTF-8 by themselves.
///
/// # Errors
///
/// As [`write()`], and where the format has no choice of encoding or the encoding lacks a character.
pub fn write_encoded(network: &Network, format: Format, out: &Path, encoding: Encoding) -> Result<Vec<PathBuf>, ExportError> {
    let workbook = format == Format::Matrix && file::has_extension(out, "xlsx");
    if encoding != Encoding::Utf8 && (workbook || !format.takes_encoding()) {
        return Err(ExportError::AlwaysUtf8 { format: if workbook { "xlsx" } else { format.as_str() } });
    }
    let nodes_beside = || (file::beside(out, "_nodes.csv"), csv::nodes(network).into());
    let parts: Vec<(PathBuf, Content)> = match format {
        Format::Csv => {
            vec![(file::inside(out, "nodes.csv"), csv::nodes(network).into()), (file::inside(out, "edges.csv"), csv::edges(network).into())]
        }
        Format::Pajek => vec![
            (out.to_path_buf(), pajek::render(network).into()),
            (file::beside(out, "_community.clu"), pajek::communities(network).into()),
            nodes_beside(),
        ],
        Format::Dl => vec![(out.to_path_buf(), dl::render(network).into()), nodes_beside()],
        Format::Vosviewer if !file::has_extension(out, "json") => vec![
            (file::inside(out, "map.txt"), vosviewer::map(network).into()),
            (file::inside(out, "network.txt"), vosviewer::network(network).into()),
        ],
        Format::Vosviewer => vec![(out.to_path_buf(), vosviewer::json(network).into())],
        Format::Gexf => vec![(out.to_path_buf(), gexf::render(network).into())],
        Format::GraphMl => vec![(out.to_path_buf(), graphml::render(network).into())],
        Format::Matrix if workbook => vec![(out.to_path_buf(), Content::Bytes(xlsx::render(network, out)?))],
        Format::Matrix => vec![(out.to_path_buf(), matrix::render(network).into())],
        Format::Cytoscape => vec![(out.to_path_buf(), cytoscape::render(network).into())],
        Format::NodeLink => vec![(out.to_path_buf(), node_link::render(network).into())],
        Format::Dot => vec![(out.to_path_buf(), dot::render(network).into())],
    };
    let folder = match format {
        Format::Csv => true,
        Format::Vosviewer => !file::has_extension(out, "json"),
        _ => false,
    };
    file::replace_all(out, folder, parts, encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_word_that_finds_it() {
        for format in Format::ALL {
            assert_eq!(Format::from_word(format.as_str()), Some(format));
        }
        assert_eq!(Format::from_word("GEXF"), None);
    }

    #[test]
    fn a_folder_of_all_formats_for_other_programs_to_read() {
        let folder = tempfile::tempdir().unwrap();
        let kept = std::env::var_os("QUANZE_EXPORT_SAMPLES").map(PathBuf::from);
        let folder = kept.as_deref().unwrap_or(folder.path());
        let networks = [sample::two_mode(), sample::undirected(), sample::directed(), sample::many(), sample::dated(), sample::empty()];
        for mut network in networks {
            crate::network::measures::measure(&network).attach(&mut network);
            for format in Format::ALL {
                let name = match format {
                    Format::Csv => "csv",
                    Format::Pajek => "network.net",
                    Format::Dl => "network.dl",
                    Format::Matrix => "matrix.csv",
                    Format::Vosviewer => "vosviewer.json",
                    Format::Cytoscape => "network.cyjs",
                    Format::NodeLink => "node-link.json",
                    Format::Gexf => "network.gexf",
                    Format::GraphMl => "network.graphml",
                    Format::Dot => "network.dot",
                };
                let made = write(&network, format, &folder.join(&network.name).join(name)).unwrap();
                assert!(made.iter().all(|path| path.is_file()), "{made:?}");
            }
            write(&network, Format::Vosviewer, &folder.join(&network.name).join("vosviewer")).unwrap();
            write(&network, Format::Matrix, &folder.join(&network.name).join("matrix.xlsx")).unwrap();
        }
    }
}
