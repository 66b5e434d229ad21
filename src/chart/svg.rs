//! SVG as text: the few shapes that pictures are made of, Chinese fonts named, and every word escaped.
//!
//! Coordinates are pixels and are written to two decimals, so that the same picture is the same bytes.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

/// The fonts for text, the first that is there: Linux, Windows, macOS, then any.
pub const FONTS: &str = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif";

/// Colours that people who confuse red and green can tell apart (Okabe and Ito 2008), then two more.
pub const COLOURS: &[&str] =
    &["#0072b2", "#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#f0e442", "#999999", "#332288", "#882255"];

/// The colour of words.
pub const INK: &str = "#222222";

/// The colour of lesser words and of axes.
pub const GREY: &str = "#666666";

/// Which end of a text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Anchor {
    fn word(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Its height in pixels.
    pub size: f64,
    /// Its colour.
    pub colour: &'static str,
    /// Which end stands at its point.
    pub anchor: Anchor,
    /// Degrees clockwise about its point.
    pub turn: f64,
}

impl Style {
    /// A text of a size, from its point on, in ink.
    #[must_use]
    pub fn of(size: f64) -> Style {
        Style { size, colour: INK, anchor: Anchor::Start, turn: 0.0 }
    }

    /// In grey.
    #[must_use]
    pub fn grey(self) -> Style {
        Style { colour: GREY, ..self }
    }

    /// With another end at its point.
    #[must_use]
    pub fn anchored(self, anchor: Anchor) -> Style {
        Style { anchor, ..self }
    }
}

/// A picture in the making.
#[derive(Debug, Clone, Default)]
pub struct Svg {
    body: String,
}

impl Svg {
    /// A filled rectangle; `told` is what a browser shows when it is pointed at.
    pub fn rectangle(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), colour: &str, told: &str) {
        let (colour, told) = (escape(colour), escape(told));
        self.push(&format!(
            r#"<rect x="{x:.2}" y="{y:.2}" width="{width:.2}" height="{height:.2}" fill="{colour}"><title>{told}</title></rect>"#
        ));
    }

    /// A straight line.
    pub fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), colour: &str) {
        let colour = escape(colour);
        self.push(&format!(r#"<line x1="{x1:.2}" y1="{y1:.2}" x2="{x2:.2}" y2="{y2:.2}" stroke="{colour}" stroke-width="1"/>"#));
    }

    /// A line through points.
    pub fn polyline(&mut self, points: &[(f64, f64)], colour: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.2},{y:.2}")).collect();
        let (points, colour) = (points.join(" "), escape(colour));
        self.push(&format!(r#"<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>"#));
    }

    /// A dot.
    pub fn circle(&mut self, (x, y): (f64, f64), radius: f64, colour: &str, told: &str) {
        let (colour, told) = (escape(colour), escape(told));
        self.push(&format!(r#"<circle cx="{x:.2}" cy="{y:.2}" r="{radius:.2}" fill="{colour}"><title>{told}</title></circle>"#));
    }

    /// Words.
    pub fn text(&mut self, (x, y): (f64, f64), words: &str, style: Style) {
        let turn = if style.turn == 0.0 { String::new() } else { format!(r#" transform="rotate({:.1} {x:.2} {y:.2})""#, style.turn) };
        let (size, colour, anchor, words) = (style.size, style.colour, style.anchor.word(), escape(words));
        self.push(&format!(
            r#"<text x="{x:.2}" y="{y:.2}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{turn}>{words}</text>"#
        ));
    }

    fn push(&mut self, element: &str) {
        self.body.push_str("  ");
        self.body.push_str(element);
        self.body.push('\n');
    }

    /// The whole file, on white; `title` is what a screen reader says.
    #[must_use]
    pub fn finish(&self, width: f64, height: f64, title: &str) -> String {
        let mut out = String::new();
        let title = escape(title);
        let _ = writeln!(
            out,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" font-family="{FONTS}" role="img">"#
        );
        let _ = writeln!(out, "  <title>{title}</title>");
        let _ = writeln!(out, r##"  <rect width="100%" height="100%" fill="#ffffff"/>"##);
        out + &self.body + "</svg>\n"
    }
}

/// Words as XML: `<`, `>`, `&` and quotes escaped, control characters taken out.
#[must_use]
pub fn escape(words: &str) -> String {
    let clean: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    quick_xml::escape::escape(clean.as_str()).into_owned()
}

/// About how wide words are drawn at a size: a Han character is as wide as high, a Latin one half of it.
#[must_use]
pub fn width(words: &str, size: f64) -> f64 {
    words.width() as f64 * size * 0.55
}

/// Words that fit into a width, cut with … where they do not.
#[must_use]
pub fn fitted(words: &str, size: f64, room: f64) -> String {
    if width(words, size) <= room {
        return words.to_owned();
    }
    let mut kept = String::new();
    for character in words.chars() {
        if width(&kept, size) + 2.0 * size > room {
            break;
        }
        kept.push(character);
    }
    kept + "…"
}

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
    fn words_are_data() {
        let mut svg = Svg::default();
        svg.text((1.0, 2.0), "</text><script>&\u{7}", Style::of(12.0));
        assert!(svg.finish(10.0, 10.0, "<t>").contains("&lt;/text&gt;&lt;script&gt;&amp; </text>"));
    }

    #[test]
    fn long_words_are_cut_to_their_room() {
        assert_eq!(fitted("省财政厅", 10.0, 100.0), "省财政厅");
        let cut = fitted("省财政厅省财政厅", 10.0, 60.0);
        assert!(cut.ends_with('…') && width(&cut, 10.0) <= 60.0, "{cut}");
    }

    #[test]
    fn shades_run_from_white_to_dark() {
        assert_eq!((shade(0.0).as_str(), shade(1.0).as_str()), ("#f7fbff", "#08306b"));
    }
}
