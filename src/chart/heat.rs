//! A matrix as a heat map: the darker a cell the greater its number, by square root so that small ones are seen.

use super::{Caption, plain};
use crate::drawing::colours::{FAINT, INK, shade};
use crate::drawing::svg::{Anchor, Svg, fit, width};
use crate::query::heading::heading;
use crate::query::matrix::Matrix;

const MARGIN: f64 = 20.0;
const CELL: f64 = 30.0;
/// Room for the names down and across.
const NAMES: f64 = 240.0;

pub(super) fn draw(matrix: &Matrix, caption: &Caption) -> String {
    let mut svg = Svg::new();
    let longest = |names: &[String]| names.iter().map(|name| width(name, 12.0)).fold(60.0, f64::max).min(NAMES);
    let (down, across) = (longest(&matrix.rows), longest(&matrix.columns));
    let left = MARGIN + down + 8.0;
    // Names across lean by 60°, so that they take most of their length upwards and half of it to the right.
    let top = 74.0 + across * 0.87 + 10.0;
    let whole = (left + CELL * matrix.columns.len() as f64 + across * 0.5 + MARGIN).max(560.0);
    svg.text([MARGIN, 32.0], 18.0, Anchor::Start, INK, &fit(&caption.title, 18.0, whole - 2.0 * MARGIN));
    svg.text([MARGIN, 52.0], 12.0, Anchor::Start, FAINT, &fit(&caption.subtitle, 12.0, whole - 2.0 * MARGIN));
    let most = matrix.cells.iter().flatten().copied().fold(0.0, f64::max);
    for (place, name) in matrix.columns.iter().enumerate() {
        let x = left + CELL * (place as f64 + 0.5);
        svg.turned_text([x + 4.0, top - 6.0], 12.0, -60.0, &fit(name, 12.0, across));
    }
    for (line, (name, cells)) in matrix.rows.iter().zip(&matrix.cells).enumerate() {
        let y = top + CELL * line as f64;
        svg.text([left - 8.0, y + CELL / 2.0 + 4.0], 12.0, Anchor::End, INK, &fit(name, 12.0, down));
        for (place, cell) in cells.iter().enumerate() {
            let x = left + CELL * place as f64;
            let share = if most > 0.0 { (cell.max(0.0) / most).sqrt() } else { 0.0 };
            let told = format!("{name} · {}: {}", matrix.columns[place], plain(*cell));
            svg.telling_rectangle([x + 0.5, y + 0.5], [CELL - 1.0, CELL - 1.0], &shade(share), &told);
            if *cell != 0.0 {
                let colour = if share > 0.55 { "#ffffff" } else { INK };
                svg.text([x + CELL / 2.0, y + CELL / 2.0 + 4.0], 11.0, Anchor::Middle, colour, &plain(*cell));
            }
        }
    }
    let bottom = top + CELL * matrix.rows.len() as f64;
    let value = heading(&matrix.value);
    let words = format!("{} {}  {}", value.chinese, value.english, caption.note);
    svg.text([MARGIN, bottom + 26.0], 11.0, Anchor::Start, FAINT, &fit(&words, 11.0, whole - 2.0 * MARGIN));
    svg.finish_titled([whole, bottom + 42.0], &caption.title)
}
