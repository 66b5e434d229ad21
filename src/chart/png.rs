//! SVG drawn as PNG, with the fonts of the machine.

use resvg::{tiny_skia, usvg};

/// Words in the names of fonts that hold Chinese.
const CHINESE_FONTS: &[&str] =
    &["CJK", "YaHei", "PingFang", "Source Han", "WenQuanYi", "SimHei", "SimSun", "Heiti", "Songti", "DengXian", "Droid Sans Fallback"];

/// Why there is no PNG.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// No font holds Chinese.
    #[error(
        "no Chinese font was found, so a PNG would show empty boxes; install one (Debian and Ubuntu: fonts-noto-cjk; Fedora: google-noto-sans-cjk-fonts), or write an .svg"
    )]
    NoFont,
    /// The SVG cannot be drawn.
    #[error("cannot draw the picture: {0}")]
    Draw(String),
}

/// The bytes of a PNG, `scale` times as large as the SVG says.
///
/// # Errors
/// Where the machine has no font for Chinese, or the SVG cannot be drawn.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    let mut options = usvg::Options::default();
    options.fontdb_mut().load_system_fonts();
    let Some(family) = chinese_family(&options.fontdb) else { return Err(PngError::NoFont) };
    options.font_family.clone_from(&family);
    options.fontdb_mut().set_sans_serif_family(family);
    let drawn = |cause: &dyn std::fmt::Display| PngError::Draw(cause.to_string());
    let tree = usvg::Tree::from_str(svg, &options).map_err(|cause| drawn(&cause))?;
    let size = tree.size().to_int_size().scale_by(scale).ok_or_else(|| drawn(&"it has no size"))?;
    let mut canvas = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(|| drawn(&"it is too large"))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut canvas.as_mut());
    canvas.encode_png().map_err(|cause| drawn(&cause))
}

/// The first family that holds Chinese; simplified before others.
fn chinese_family(fonts: &usvg::fontdb::Database) -> Option<String> {
    let families = fonts.faces().flat_map(|face| face.families.iter().map(|(name, _)| name.clone()));
    let mut holding: Vec<String> = families.filter(|name| CHINESE_FONTS.iter().any(|word| name.contains(word))).collect();
    holding.sort_by_key(|name| (!name.contains("Sans CJK SC"), !name.contains("SC"), name.clone()));
    holding.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_chinese_fonts_says_so() {
        assert!(chinese_family(&usvg::fontdb::Database::new()).is_none());
        assert!(PngError::NoFont.to_string().contains("fonts-noto-cjk"));
    }
}
