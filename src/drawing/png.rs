//! PNG: an SVG drawn in pixels with the fonts of this machine.

use std::sync::Arc;

use resvg::{tiny_skia, usvg};
use skrifa::{FontRef, MetadataProvider as _};
use usvg::fontdb::Database;

/// Words in the names of fonts that hold Chinese.
const CHINESE_FONTS: &[&str] =
    &["CJK", "YaHei", "PingFang", "Source Han", "WenQuanYi", "SimHei", "SimSun", "Heiti", "Songti", "DengXian", "Droid Sans Fallback"];

/// Why an SVG cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// No font has the characters.
    #[error(
        "no font on this machine has the character `{0}`; install one with Chinese characters (on Debian and Ubuntu the package fonts-noto-cjk), or write an .svg"
    )]
    NoFont(char),
    /// It is no SVG that can be drawn.
    #[error("the picture cannot be drawn: {0}; write an .svg instead")]
    Drawing(String),
    /// So many pixels do not fit in memory.
    #[error("a picture of {width} × {height} pixels is too large; use a smaller `--scale`")]
    TooLarge {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
}

/// Draws an SVG, `scale` pixels for each of its units.
///
/// # Errors
/// Where no font has its characters or it is too large.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    draw(svg, scale, fonts)
}

/// Draws with these fonts.
fn draw(svg: &str, scale: f32, mut fonts: Database) -> Result<Vec<u8>, PngError> {
    if let Some(character) = svg.chars().find(|c| is_han(*c))
        && !has(&fonts, character)
    {
        return Err(PngError::NoFont(character));
    }
    let mut options = usvg::Options::default();
    if let Some(family) = chinese_family(&fonts) {
        options.font_family.clone_from(&family);
        fonts.set_sans_serif_family(family);
    }
    options.fontdb = Arc::new(fonts);
    let tree = usvg::Tree::from_str(svg, &options).map_err(|cause| PngError::Drawing(cause.to_string()))?;
    let size = tree.size().to_int_size().scale_by(scale).ok_or_else(|| PngError::Drawing("it has no size".to_owned()))?;
    let too_large = PngError::TooLarge { width: size.width(), height: size.height() };
    let Some(mut pixels) = tiny_skia::Pixmap::new(size.width(), size.height()) else { return Err(too_large) };
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|cause| PngError::Drawing(cause.to_string()))
}

/// The first family that holds Chinese, for Latin letters too, so that a line is of one font; simplified before others.
fn chinese_family(fonts: &Database) -> Option<String> {
    let families = fonts.faces().flat_map(|face| face.families.iter().map(|(name, _)| name.clone()));
    let mut holding: Vec<String> = families.filter(|name| CHINESE_FONTS.iter().any(|word| name.contains(word))).collect();
    holding.sort_by_key(|name| (!name.contains("Sans CJK SC"), !name.contains("SC"), name.clone()));
    holding.into_iter().next()
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}')
}

/// Whether some font has a character.
fn has(fonts: &Database, character: char) -> bool {
    fonts.faces().any(|face| {
        let known = |data: &[u8], index| FontRef::from_index(data, index).is_ok_and(|font| font.charmap().map(character).is_some());
        fonts.with_face_data(face.id, known).unwrap_or(false)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str =
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="5" height="5" fill="#a63a2b"/></svg>"##;

    #[test]
    fn it_has_the_size_asked_for() {
        let bytes = draw(SVG, 2.0, Database::new()).unwrap();
        assert_eq!(&bytes[1..4], b"PNG");
        // Width and height stand at a fixed place of the header.
        assert_eq!((bytes[19], bytes[23]), (40, 20));
    }

    #[test]
    fn a_machine_without_fonts_names_no_chinese_family() {
        assert!(chinese_family(&Database::new()).is_none());
    }

    #[test]
    fn without_a_font_it_says_what_to_install() {
        let svg = SVG.replace("</svg>", "<text>权责</text></svg>");
        let error = draw(&svg, 1.0, Database::new()).unwrap_err().to_string();
        assert!(error.contains("`权`") && error.contains("fonts-noto-cjk") && error.contains(".svg"), "{error}");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let large = SVG.replace("20", "200000").replace("10", "200000");
        assert!(draw(&large, 100.0, Database::new()).is_err());
    }
}
