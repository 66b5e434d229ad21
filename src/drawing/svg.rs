//! Writing SVG: the few shapes that pictures are made of, Chinese fonts named, and every word escaped.
//!
//! Coordinates are pixels and are written to one place behind the point, so that the same picture is the same bytes.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

use super::colours::INK;

/// The fonts to draw with: those of Debian and most Linux systems, Windows, macOS, then whatever there is.
pub const FONTS: &str = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif";

/// A picture being drawn.
#[derive(Debug, Clone, Default)]
pub struct Svg {
    body: String,
}

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

impl Svg {
    /// An empty picture.
    #[must_use]
    pub fn new() -> Svg {
        Svg::default()
    }

    /// A rectangle.
    pub fn rectangle(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2], colour: &str) {
        let _ = writeln!(self.body, r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{colour}"/>"#);
    }

    /// A rectangle that says something when it is pointed at.
    pub fn telling_rectangle(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2], colour: &str, told: &str) {
        let told = escape(told);
        let _ = writeln!(
            self.body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{colour}"><title>{told}</title></rect>"#
        );
    }

    /// A dot that says something when it is pointed at.
    pub fn telling_dot(&mut self, [x, y]: [f64; 2], radius: f64, colour: &str, told: &str) {
        let told = escape(told);
        let _ = writeln!(self.body, r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" fill="{colour}"><title>{told}</title></circle>"#);
    }

    /// A disc with a thin rim.
    pub fn disc(&mut self, [x, y]: [f64; 2], radius: f64, colour: &str) {
        let _ = writeln!(
            self.body,
            r##"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" fill="{colour}" stroke="#ffffff" stroke-width="0.8"/>"##
        );
    }

    /// A line.
    pub fn line(&mut self, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2], width: f64, colour: &str) {
        let _ = writeln!(
            self.body,
            r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="{colour}" stroke-width="{width:.2}"/>"#
        );
    }

    /// A line through points.
    pub fn polyline(&mut self, points: &[[f64; 2]], width: f64, colour: &str) {
        let points: Vec<String> = points.iter().map(|[x, y]| format!("{x:.1},{y:.1}")).collect();
        let points = points.join(" ");
        let _ = writeln!(
            self.body,
            r#"<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width:.2}" stroke-linejoin="round"/>"#
        );
    }

    /// A filled triangle, the head of an arrow.
    pub fn triangle(&mut self, corners: [[f64; 2]; 3], colour: &str) {
        let [[x1, y1], [x2, y2], [x3, y3]] = corners;
        let _ = writeln!(self.body, r#"<path d="M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}L{x3:.1} {y3:.1}Z" fill="{colour}"/>"#);
    }

    /// A text.
    pub fn text(&mut self, [x, y]: [f64; 2], size: f64, anchor: Anchor, colour: &str, text: &str) {
        let anchor = anchor.as_str();
        let text = escape(text);
        let _ = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size:.1}" text-anchor="{anchor}" fill="{colour}">{text}</text>"#
        );
    }

    /// A text in ink that begins at its point and is turned about it, clockwise.
    pub fn turned_text(&mut self, [x, y]: [f64; 2], size: f64, degrees: f64, text: &str) {
        let text = escape(text);
        let _ = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size:.1}" transform="rotate({degrees:.1} {x:.1} {y:.1})" fill="{INK}">{text}</text>"#
        );
    }

    /// A text with a white rim, to be read above lines.
    pub fn label(&mut self, [x, y]: [f64; 2], size: f64, anchor: Anchor, text: &str) {
        let anchor = anchor.as_str();
        let text = escape(text);
        let _ = writeln!(
            self.body,
            r##"<text x="{x:.1}" y="{y:.1}" font-size="{size:.1}" text-anchor="{anchor}" fill="none" stroke="#ffffff" stroke-width="{rim:.1}" stroke-linejoin="round" stroke-opacity="0.9">{text}</text><text x="{x:.1}" y="{y:.1}" font-size="{size:.1}" text-anchor="{anchor}" fill="{INK}">{text}</text>"##,
            rim = size / 4.0
        );
    }

    /// The whole file, on white.
    #[must_use]
    pub fn finish(self, size: [f64; 2]) -> String {
        self.file(size, "", "")
    }

    /// The whole file, on white, with a title for screen readers.
    #[must_use]
    pub fn finish_titled(self, size: [f64; 2], title: &str) -> String {
        self.file(size, " role=\"img\"", &format!("<title>{}</title>\n", escape(title)))
    }

    fn file(self, [width, height]: [f64; 2], kind: &str, title: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"{FONTS}\"{kind}>\n\
             {title}<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{}</svg>\n",
            self.body
        )
    }
}

/// Words as XML: `<`, `>`, `&` and quotes escaped, control characters taken out.
fn escape(words: &str) -> String {
    let clean: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    quick_xml::escape::escape(clean.as_str()).into_owned()
}

impl Anchor {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// About how wide a text is: a Han character is as wide as the font is high, others a little over half.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| if c.width().unwrap_or(0) > 1 { size } else { size * 0.57 }).sum()
}

/// A text cut to a width, with `…` where something is left out.
#[must_use]
pub fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        if width(&kept, size) + width(&character.to_string(), size) + size > room {
            break;
        }
        kept.push(character);
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_markup() {
        let mut svg = Svg::new();
        let words = "</text><script>alert(1)</script>&\"\u{7}";
        svg.text([0.0, 0.0], 12.0, Anchor::Start, INK, words);
        svg.turned_text([0.0, 0.0], 12.0, 30.0, words);
        svg.label([0.0, 0.0], 12.0, Anchor::End, words);
        svg.telling_rectangle([0.0, 0.0], [1.0, 1.0], INK, words);
        svg.telling_dot([0.0, 0.0], 1.0, INK, words);
        let file = svg.finish_titled([10.0, 10.0], words);
        assert!(!file.contains("<script") && !file.contains('\u{7}'), "{file}");
        // A label is written twice: its rim and itself.
        assert_eq!(file.matches("&lt;script&gt;").count(), 7, "{file}");
    }

    #[test]
    fn a_text_is_cut_to_its_room() {
        assert_eq!(fit("省财政厅", 10.0, 40.0), "省财政厅");
        assert_eq!(fit("省农业农村厅", 10.0, 40.0), "省农业…");
        assert!(width("abc", 10.0) < width("省财政", 10.0));
    }
}
