//! The ranking: who answers for the most tasks, a bar for each agency, stacked by role.

use std::collections::BTreeMap;

use super::{FigureError, Labels};
use crate::drawing::colours::{FAINT, INK, ROLES};
use crate::drawing::svg::{self, Anchor, Svg};
use crate::query::shown;
use crate::store::Answer;

/// The query whose rows it shows.
pub const QUERY: &str = include_str!("../../queries/page/ranking.rq");

/// How many agencies it shows where nothing else is said.
pub const SHOWN: usize = 20;

const WIDTH: f64 = 960.0;
const ROW: f64 = 26.0;
const BAR: f64 = 16.0;
const SIZE: f64 = 13.0;
const TOP: f64 = 52.0;

/// An agency's count for each role.
struct Row {
    name: String,
    agency: String,
    counts: BTreeMap<String, u64>,
}

impl Row {
    fn total(&self) -> u64 {
        self.counts.values().sum()
    }
}

/// Draws the answer of [`QUERY`].
///
/// # Errors
/// Where no agency answers for anything.
pub fn figure(answer: &Answer, shown: usize, labels: &Labels) -> Result<String, FigureError> {
    let mut rows = rows(answer);
    rows.sort_by(|a, b| b.total().cmp(&a.total()).then_with(|| (&a.name, &a.agency).cmp(&(&b.name, &b.agency))));
    rows.truncate(shown);
    let Some(greatest) = rows.first().map(Row::total).filter(|total| *total > 0) else {
        return Err(FigureError::Empty { kind: "ranking" });
    };
    Ok(draw(&rows, greatest, labels))
}

fn rows(answer: &Answer) -> Vec<Row> {
    let place = |name: &str| answer.variables.iter().position(|variable| variable == name);
    let places = ["agency_name", "role", "tasks", "agency"].map(place);
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for row in &answer.rows {
        let [name, role, tasks, agency] = places.map(|place| place.map(|place| shown(row[place].as_ref())).unwrap_or_default());
        let entry = rows.entry(agency.clone()).or_insert_with(|| Row { name, agency, counts: BTreeMap::new() });
        entry.counts.insert(role, tasks.parse().unwrap_or_default());
    }
    rows.into_values().collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn draw(rows: &[Row], greatest: u64, labels: &Labels) -> String {
    let names = rows.iter().map(|row| svg::width(&row.name, SIZE)).fold(0.0, f64::max).min(WIDTH * 0.4);
    let left = names + 28.0;
    let right = WIDTH - 56.0;
    let step = step(greatest);
    let end = greatest.div_ceil(step) * step;
    let at = |count: u64| left + (right - left) * count as f64 / end as f64;
    let bottom = TOP + ROW * rows.len() as f64 + 4.0;

    let mut svg = Svg::new();
    legend(&mut svg, rows, left, labels);
    for tick in (0..=end).step_by(usize::try_from(step).expect("a step is small")) {
        svg.line([at(tick), TOP - 6.0], [at(tick), bottom], 0.6, "#dfe2e6");
        svg.text([at(tick), bottom + 17.0], SIZE - 2.0, Anchor::Middle, FAINT, &tick.to_string());
    }
    svg.text([f64::midpoint(left, right), bottom + 38.0], SIZE - 1.0, Anchor::Middle, FAINT, labels.word("duties"));
    for (number, row) in rows.iter().enumerate() {
        let y = TOP + ROW * number as f64;
        let line = y + ROW / 2.0 + SIZE * 0.36;
        svg.text([left - 10.0, line], SIZE, Anchor::End, INK, &svg::fit(&row.name, SIZE, names + 1.0));
        let mut before = 0;
        for (role, colour) in ROLES {
            let count = row.counts.get(role).copied().unwrap_or_default();
            if count > 0 {
                let (from, to) = (at(before), at(before + count));
                svg.rectangle([from, y + (ROW - BAR) / 2.0], [to - from, BAR], colour);
                if to - from > svg::width(&count.to_string(), SIZE - 3.0) + 6.0 {
                    svg.text([f64::midpoint(from, to), line - 0.8], SIZE - 3.0, Anchor::Middle, "#ffffff", &count.to_string());
                }
                before += count;
            }
        }
        svg.text([at(before) + 7.0, line], SIZE - 1.0, Anchor::Start, INK, &row.total().to_string());
    }
    svg.finish([WIDTH, bottom + 56.0])
}

/// The roles that occur, above the bars.
fn legend(svg: &mut Svg, rows: &[Row], left: f64, labels: &Labels) {
    let mut x = left;
    for (role, colour) in ROLES.into_iter().filter(|(role, _)| rows.iter().any(|row| row.counts.contains_key(*role))) {
        svg.rectangle([x, 16.0], [12.0, 12.0], colour);
        svg.text([x + 18.0, 26.5], SIZE - 1.0, Anchor::Start, INK, labels.role(role));
        x += 18.0 + svg::width(labels.role(role), SIZE - 1.0) + 22.0;
    }
}

/// The distance of two ticks: 1, 2 or 5 times a power of ten, so that there are at most eight.
fn step(greatest: u64) -> u64 {
    let mut power = 1;
    loop {
        for step in [power, 2 * power, 5 * power] {
            if greatest <= 8 * step {
                return step;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxrdf::{Literal, NamedNode};

    fn answer(rows: &[(&str, &str, u64)]) -> Answer {
        let row = |(name, role, tasks): &(&str, &str, u64)| {
            let iri = NamedNode::new_unchecked(format!("x:{name}"));
            vec![
                Some(Literal::from(*name).into()),
                Some(Literal::from(*role).into()),
                Some(Literal::from(i64::try_from(*tasks).unwrap()).into()),
                Some(iri.into()),
            ]
        };
        let variables = ["agency_name", "role", "tasks", "agency"].map(str::to_owned).to_vec();
        Answer { variables, rows: rows.iter().map(row).collect() }
    }

    #[test]
    fn the_longest_bar_comes_first_and_the_rest_is_left_out() {
        let answer = answer(&[("甲局", "lead", 2), ("乙局", "lead", 1), ("乙局", "support", 3), ("丙局", "support", 1)]);
        let figure = figure(&answer, 2, &Labels::default()).unwrap();
        let place = |name: &str| figure.find(name);
        assert!(place("乙局").unwrap() < place("甲局").unwrap());
        assert!(place("丙局").is_none());
        assert!(figure.contains("#a63a2b") && figure.contains("#5b8db0") && !figure.contains("#8a6bab"));
    }

    #[test]
    fn ticks_are_round() {
        for (greatest, expected) in [(1, 1), (8, 1), (9, 2), (40, 5), (41, 10), (65, 10), (1000, 200)] {
            assert_eq!(step(greatest), expected, "{greatest}");
        }
    }

    #[test]
    fn nothing_is_no_figure() {
        assert!(matches!(figure(&answer(&[]), 5, &Labels::default()), Err(FigureError::Empty { .. })));
    }
}
