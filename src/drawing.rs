//! How every picture is written, of an answer or of a network: SVG, PNG made of it, and the colours.

pub mod colours;
pub mod png;
pub mod svg;

pub use png::{PngError, png};
pub use svg::{Anchor, Svg};
