//! The matrix: how many tasks each agency answers for in each document, darker for more.

use std::collections::BTreeMap;

use super::{FigureError, Labels};
use crate::drawing::colours::{FAINT, INK};
use crate::drawing::svg::{self, Anchor, Svg};
use crate::network::{Network, NodeKind};

/// How many agencies it shows where nothing else is said.
pub const SHOWN: usize = 25;

/// How many documents it shows: more columns do not fit on a page.
pub const DOCUMENTS: usize = 30;

const WIDTH: f64 = 960.0;
const CELL: f64 = 24.0;
const SIZE: f64 = 12.5;
const TOP: f64 = 34.0;
const KEY_LINE: f64 = 20.0;

/// From little to much: the colours of the cells.
const SHADES: [&str; 6] = ["#e6eef5", "#c3d7e8", "#94b8d6", "#6494bf", "#3a6ea3", "#1f4e80"];

/// An agency or a document with what is counted of it.
#[derive(Debug, Clone, Default)]
struct Line {
    node: usize,
    partners: usize,
    tasks: f64,
}

/// Draws an agency–document network: the agencies that occur in most documents, and the documents they occur in.
///
/// # Errors
/// Where no agency answers for anything.
pub fn figure(network: &Network, shown: usize, labels: &Labels) -> Result<String, FigureError> {
    let mut cells: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (source, target, edge) in network.ties() {
        let (agency, document) = if network.node(source).kind == NodeKind::Document { (target, source) } else { (source, target) };
        *cells.entry((agency, document)).or_default() += edge.weight;
    }
    let rows = chosen(&cells, |&(agency, _)| agency, shown);
    cells.retain(|(agency, _), _| rows.iter().any(|row| row.node == *agency));
    let columns = chosen(&cells, |&(_, document)| document, DOCUMENTS);
    if rows.is_empty() {
        return Err(FigureError::Empty { kind: "matrix" });
    }
    Ok(draw(network, &rows, &columns, &cells, labels))
}

/// The rows or columns with most partners, then most tasks.
fn chosen(cells: &BTreeMap<(usize, usize), f64>, side: impl Fn(&(usize, usize)) -> usize, shown: usize) -> Vec<Line> {
    let mut lines: BTreeMap<usize, Line> = BTreeMap::new();
    for (pair, weight) in cells {
        let node = side(pair);
        let line = lines.entry(node).or_insert(Line { node, ..Line::default() });
        line.partners += 1;
        line.tasks += weight;
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by(|a, b| b.partners.cmp(&a.partners).then(b.tasks.total_cmp(&a.tasks)).then(a.node.cmp(&b.node)));
    lines.truncate(shown);
    lines
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn draw(network: &Network, rows: &[Line], columns: &[Line], cells: &BTreeMap<(usize, usize), f64>, labels: &Labels) -> String {
    let name = |line: &Line| network.node(line.node).label.as_str();
    let names = rows.iter().map(|row| svg::width(name(row), SIZE)).fold(0.0, f64::max).min(WIDTH * 0.36);
    let left = names + 26.0;
    let cell = ((WIDTH - left - 24.0) / columns.len() as f64).clamp(18.0, 56.0);
    let greatest = cells.values().copied().fold(1.0, f64::max);
    let mut svg = Svg::new();
    for (number, _) in columns.iter().enumerate() {
        svg.text([left + cell * (number as f64 + 0.5), TOP - 8.0], SIZE - 1.0, Anchor::Middle, FAINT, &(number + 1).to_string());
    }
    for (number, row) in rows.iter().enumerate() {
        let y = TOP + CELL * number as f64;
        let line = y + CELL / 2.0 + SIZE * 0.36;
        svg.text([left - 10.0, line], SIZE, Anchor::End, INK, &svg::fit(name(row), SIZE, names + 1.0));
        for (number, column) in columns.iter().enumerate() {
            let place = [left + cell * number as f64 + 0.75, y + 0.75];
            let room = [cell - 1.5, CELL - 1.5];
            let Some(weight) = cells.get(&(row.node, column.node)) else {
                svg.rectangle(place, room, "#f6f7f8");
                continue;
            };
            let shade = shade(*weight, greatest);
            svg.rectangle(place, room, SHADES[shade]);
            let ink = if shade > 2 { "#ffffff" } else { INK };
            svg.text([place[0] + room[0] / 2.0, line - 0.6], SIZE - 2.0, Anchor::Middle, ink, &weight.to_string());
        }
    }
    let key = TOP + CELL * rows.len() as f64 + 30.0;
    let height = key + KEY_LINE * columns.len() as f64 + 8.0;
    svg.text([left, key - 6.0], SIZE - 1.0, Anchor::Start, FAINT, labels.word("duties"));
    for (number, column) in columns.iter().enumerate() {
        let y = key + KEY_LINE * (number as f64 + 0.8);
        svg.text([32.0, y], SIZE - 1.0, Anchor::End, FAINT, &(number + 1).to_string());
        svg.text([42.0, y], SIZE - 1.0, Anchor::Start, INK, &svg::fit(name(column), SIZE - 1.0, WIDTH - 60.0));
    }
    let titles = columns.iter().map(|column| svg::width(name(column), SIZE - 1.0)).fold(0.0, f64::max);
    let width = (left + cell * columns.len() as f64 + 24.0).max(titles + 66.0).min(WIDTH);
    svg.finish([width, height])
}

/// The shade of a count, by its square root, so that small counts can be told apart.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of the shades")]
fn shade(weight: f64, greatest: f64) -> usize {
    let share = (weight.max(0.0) / greatest).sqrt();
    ((share * (SHADES.len() - 1) as f64).round() as usize).min(SHADES.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_darker() {
        let shades: Vec<usize> = [1.0, 6.0, 20.0, 50.0].into_iter().map(|weight| shade(weight, 50.0)).collect();
        assert!(shades.windows(2).all(|pair| pair[0] < pair[1]), "{shades:?}");
    }

    #[test]
    fn the_agency_of_most_documents_comes_first() {
        let cells = BTreeMap::from([((0, 9), 50.0), ((1, 8), 1.0), ((1, 9), 1.0), ((2, 8), 7.0)]);
        let rows = chosen(&cells, |&(agency, _)| agency, 2);
        assert_eq!(rows.iter().map(|row| row.node).collect::<Vec<_>>(), [1, 0]);
    }
}
