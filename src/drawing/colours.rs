//! Colours: of words, of roles, of categories, of series, and of more and less.

/// The colour of text.
pub const INK: &str = "#22262b";

/// The colour of lesser text and of axes.
pub const FAINT: &str = "#6b7178";

/// The roles in the order in which they are stacked, with their colours.
pub const ROLES: [(&str, &str); 6] = [
    ("lead", "#a63a2b"),
    ("co-lead", "#e0954a"),
    ("support", "#5b8db0"),
    ("coordinate", "#6a9a5b"),
    ("supervise", "#8a6bab"),
    ("responsible", "#9a9a94"),
];

/// Colours that stay apart on white and on black, for categories in the order of their size.
pub const CATEGORIES: [&str; 10] =
    ["#3f74a8", "#d9822b", "#4f9a5f", "#b8474d", "#7d62a8", "#2f9c9c", "#b3792f", "#cf6f9e", "#7f8c2e", "#5a6fd6"];

/// All other categories.
pub const OTHER: &str = "#9aa0a6";

/// Series of numbers, which may be of anything: colours that people who confuse red and green can tell apart (Okabe and Ito 2008),
/// then two more.
pub const SERIES: [&str; 10] =
    ["#0072b2", "#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#f0e442", "#999999", "#332288", "#882255"];

/// The colour of a share from 0 to 1: white to dark blue.
#[must_use]
pub fn shade(share: f64) -> String {
    let mix = |from: f64, to: f64| (from + (to - from) * share.clamp(0.0, 1.0)).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mix(247.0, 8.0), mix(251.0, 48.0), mix(255.0, 107.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_run_from_white_to_dark() {
        assert_eq!((shade(0.0).as_str(), shade(1.0).as_str()), ("#f7fbff", "#08306b"));
    }
}
