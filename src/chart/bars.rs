//! A ranking as bars: one for each name, stacked from its parts, the sum at its end.

use super::{Caption, plain, ticks};
use crate::drawing::colours::{FAINT, INK, SERIES};
use crate::drawing::svg::{Anchor, Svg, fit, width};
use crate::query::heading::heading;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bar {
    /// What it stands for.
    pub(super) name: String,
    /// The lengths of its parts.
    pub(super) parts: Vec<f64>,
}

impl Bar {
    pub(super) fn total(&self) -> f64 {
        self.parts.iter().sum()
    }
}

/// Room for names, for bars, and around.
const NAMES: f64 = 300.0;
const BARS: f64 = 520.0;
const MARGIN: f64 = 20.0;
const STEP: f64 = 26.0;

pub(super) fn draw(bars: &[Bar], parts: &[String], caption: &Caption) -> String {
    let mut svg = Svg::new();
    let names = bars.iter().map(|bar| width(&bar.name, 13.0)).fold(80.0, f64::max).min(NAMES);
    let left = MARGIN + names + 10.0;
    let whole = left + BARS + 70.0;
    svg.text([MARGIN, 32.0], 18.0, Anchor::Start, INK, &fit(&caption.title, 18.0, whole - 2.0 * MARGIN));
    svg.text([MARGIN, 52.0], 12.0, Anchor::Start, FAINT, &fit(&caption.subtitle, 12.0, whole - 2.0 * MARGIN));
    let mut x = left;
    for (part, colour) in parts.iter().zip(SERIES.iter().cycle()) {
        let heading = heading(part);
        let words = format!("{} {}", heading.chinese, heading.english);
        svg.telling_rectangle([x, 66.0], [12.0, 12.0], colour, part);
        svg.text([x + 17.0, 76.5], 12.0, Anchor::Start, INK, &words);
        x += 17.0 + width(&words, 12.0) + 18.0;
    }
    let top = 96.0;
    let bottom = top + STEP * bars.len() as f64;
    let marks = ticks(bars.iter().map(Bar::total).fold(0.0, f64::max));
    let most = marks.last().copied().unwrap_or(1.0).max(f64::MIN_POSITIVE);
    for mark in &marks {
        let x = left + BARS * mark / most;
        svg.line([x, top - 4.0], [x, bottom], 1.0, "#dddddd");
        svg.text([x, bottom + 16.0], 11.0, Anchor::Middle, FAINT, &plain(*mark));
    }
    for (place, bar) in bars.iter().enumerate() {
        let y = top + STEP * place as f64;
        svg.text([left - 8.0, y + 16.0], 13.0, Anchor::End, INK, &fit(&bar.name, 13.0, names));
        let mut x = left;
        for ((length, part), colour) in bar.parts.iter().zip(parts).zip(SERIES.iter().cycle()) {
            let long = BARS * length / most;
            if long > 0.0 {
                svg.telling_rectangle([x, y + 3.0], [long, STEP - 7.0], colour, &format!("{} · {part}: {}", bar.name, plain(*length)));
            }
            x += long;
        }
        svg.text([x + 6.0, y + 16.0], 12.0, Anchor::Start, FAINT, &plain(bar.total()));
    }
    svg.text([MARGIN, bottom + 40.0], 11.0, Anchor::Start, FAINT, &fit(&caption.note, 11.0, whole - 2.0 * MARGIN));
    svg.finish_titled([whole, bottom + 56.0], &caption.title)
}
