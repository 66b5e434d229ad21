//! A time line: a line for each name, a dot for each period in which it stands; a period without it breaks the line.

use super::{Caption, plain, ticks};
use crate::drawing::colours::{FAINT, INK, SERIES};
use crate::drawing::svg::{Anchor, Svg, fit, width};
use crate::query::heading::heading;

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// What it stands for.
    pub(super) name: String,
    /// Time and value.
    pub(super) points: Vec<(f64, f64)>,
}

impl Line {
    pub(super) fn total(&self) -> f64 {
        self.points.iter().map(|point| point.1).sum()
    }
}

const MARGIN: f64 = 20.0;
const LEFT: f64 = 70.0;
const WIDE: f64 = 600.0;
const TOP: f64 = 80.0;
const HIGH: f64 = 340.0;
/// Room for the names.
const NAMES: f64 = 230.0;

pub(super) fn draw(mut lines: Vec<Line>, value: Option<&str>, caption: &Caption) -> String {
    for line in &mut lines {
        line.points.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    let mut svg = Svg::new();
    let whole = LEFT + WIDE + 30.0 + lines.iter().map(|line| width(&line.name, 12.0)).fold(60.0, f64::max).min(NAMES) + MARGIN;
    svg.text([MARGIN, 32.0], 18.0, Anchor::Start, INK, &fit(&caption.title, 18.0, whole - 2.0 * MARGIN));
    svg.text([MARGIN, 52.0], 12.0, Anchor::Start, FAINT, &fit(&caption.subtitle, 12.0, whole - 2.0 * MARGIN));
    let mut times: Vec<f64> = lines.iter().flat_map(|line| line.points.iter().map(|point| point.0)).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let (first, last) = (times.first().copied().unwrap_or(0.0), times.last().copied().unwrap_or(1.0));
    let step = times.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let marks = ticks(lines.iter().flat_map(|line| line.points.iter().map(|point| point.1)).fold(0.0, f64::max));
    let most = marks.last().copied().unwrap_or(1.0).max(f64::MIN_POSITIVE);
    let across = |time: f64| if last > first { LEFT + WIDE * (time - first) / (last - first) } else { LEFT + WIDE / 2.0 };
    let up = |value: f64| TOP + HIGH * (1.0 - value / most);
    for mark in &marks {
        svg.line([LEFT, up(*mark)], [LEFT + WIDE, up(*mark)], 1.0, "#dddddd");
        svg.text([LEFT - 8.0, up(*mark) + 4.0], 11.0, Anchor::End, FAINT, &plain(*mark));
    }
    let mut free = f64::INFINITY;
    for time in times.iter().rev() {
        let x = across(*time);
        // A label only where it has room; the last period always has.
        if x <= free {
            svg.text([x, TOP + HIGH + 18.0], 11.0, Anchor::Middle, FAINT, &plain(*time));
            free = x - 36.0;
        }
    }
    for (place, (line, colour)) in lines.iter().zip(SERIES.iter().cycle()).enumerate() {
        let points: Vec<[f64; 2]> = line.points.iter().map(|(time, value)| [across(*time), up(*value)]).collect();
        // A period without a value breaks the line, for nothing is known of it.
        let mut from = 0;
        for to in 1..=points.len() {
            if to == points.len() || line.points[to].0 - line.points[to - 1].0 > step {
                svg.polyline(&points[from..to], 2.0, colour);
                from = to;
            }
        }
        for (at, (time, value)) in points.iter().zip(&line.points) {
            svg.telling_dot(*at, 3.0, colour, &format!("{} · {}: {}", line.name, plain(*time), plain(*value)));
        }
        let y = TOP + 10.0 + 22.0 * place as f64;
        svg.telling_rectangle([LEFT + WIDE + 18.0, y - 9.0], [12.0, 12.0], colour, &line.name);
        svg.text([LEFT + WIDE + 35.0, y + 1.5], 12.0, Anchor::Start, INK, &fit(&line.name, 12.0, NAMES));
    }
    let bottom = TOP + HIGH.max(22.0 * lines.len() as f64);
    let words = match value {
        Some(value) => format!("{} {}  {}", heading(value).chinese, heading(value).english, caption.note),
        None => caption.note.clone(),
    };
    svg.text([MARGIN, bottom + 44.0], 11.0, Anchor::Start, FAINT, &fit(&words, 11.0, whole - 2.0 * MARGIN));
    svg.finish_titled([whole, bottom + 60.0], &caption.title)
}
