//! Figures for a paper: a network, a ranking and an agency × document matrix, as SVG and PNG.
//!
//! A figure is made of a network or of a query's rows and holds no title, which the paper's caption is for. The same graph
//! gives the same bytes. Fonts are named, not embedded: an SVG is drawn with what the reader's machine has.

pub mod labels;
pub mod matrix;
pub mod network;
pub mod palette;
pub mod ranking;

use crate::drawing::PngError;
use crate::store::StoreError;

pub use labels::{Labels, Language};
pub use palette::Palette;

/// Why a figure cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum FigureError {
    /// A query failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is nothing to show.
    #[error("nothing to show in a figure of kind `{kind}`; build the graph from documents that name agencies, or set fewer filters")]
    Empty {
        /// The kind of figure.
        kind: &'static str,
    },
    /// The picture cannot be drawn in pixels.
    #[error(transparent)]
    Png(#[from] PngError),
}
