//! Charts of answers: rankings as stacked bars, matrices as heat maps, time lines.

mod bars;
mod heat;
mod lines;

use crate::drawing::colours::SERIES;
use crate::query::manner::ChartKind;
use crate::query::matrix::matrix;
use crate::query::{QueryError, column, number, shown};
use crate::store::Answer;

/// What stands around the picture.
#[derive(Debug, Clone, Default)]
pub struct Caption {
    /// The question in Chinese.
    pub title: String,
    /// The question in English.
    pub subtitle: String,
    /// What was set.
    pub note: String,
}

/// What is drawn of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// How many bars, rows or lines at most.
    pub top: usize,
    /// The column to draw instead of those that the question names.
    pub measure: Option<&'a str>,
}

/// The picture of an answer as SVG.
///
/// # Errors
/// Where the question names no chart, or the answer lacks a column of it.
pub fn svg(answer: &Answer, kind: Option<&ChartKind>, caption: &Caption, choice: Choice<'_>) -> Result<String, QueryError> {
    let text = |row: &[Option<oxrdf::Term>], place: usize| shown(row[place].as_ref());
    let chosen = |usual: &[String]| choice.measure.map_or_else(|| usual.to_vec(), |measure| vec![measure.to_owned()]);
    match kind {
        None => Err(QueryError::Manner("`# chart`")),
        Some(ChartKind::Bars { key, parts }) => {
            let parts = chosen(parts);
            let key = column(answer, key)?;
            let places = parts.iter().map(|part| column(answer, part)).collect::<Result<Vec<_>, _>>()?;
            let mut bars: Vec<bars::Bar> = answer
                .rows
                .iter()
                .map(|row| bars::Bar { name: text(row, key), parts: places.iter().map(|place| number(row[*place].as_ref())).collect() })
                .collect();
            // A stable sort: of equal ones the answer's order stays.
            bars.sort_by(|a, b| b.total().total_cmp(&a.total()));
            bars.truncate(choice.top);
            Ok(bars::draw(&bars, &parts, caption))
        }
        Some(ChartKind::Matrix { .. }) => Ok(heat::draw(&matrix(answer, kind, choice.measure)?.greatest(choice.top), caption)),
        Some(ChartKind::Lines { time, series, values }) => {
            let values = chosen(values);
            let time = column(answer, time)?;
            let series = series.as_deref().map(|name| column(answer, name)).transpose()?;
            let mut lines: Vec<lines::Line> = Vec::new();
            for value in &values {
                let place = column(answer, value)?;
                for row in &answer.rows {
                    let name = series.map_or_else(|| crate::query::heading::heading(value).chinese, |series| text(row, series));
                    let point = (number(row[time].as_ref()), number(row[place].as_ref()));
                    match lines.iter_mut().find(|line| line.name == name) {
                        Some(line) => line.points.push(point),
                        None => lines.push(lines::Line { name, points: vec![point] }),
                    }
                }
                if series.is_some() {
                    break;
                }
            }
            lines.sort_by(|a, b| b.total().total_cmp(&a.total()));
            lines.truncate(choice.top.min(SERIES.len()));
            // Several values tell themselves apart by the names of their lines.
            let value = values.first().filter(|_| series.is_some() || values.len() == 1);
            Ok(lines::draw(lines, value.map(String::as_str), caption))
        }
    }
}

/// Numbers that mark an axis from 0: round ones, four to six of them, the last not below `most`.
fn ticks(most: f64) -> Vec<f64> {
    let rough = (most / 5.0).max(f64::MIN_POSITIVE);
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].iter().map(|unit| unit * power).find(|step| *step >= rough).unwrap_or(power * 10.0);
    let step = if most >= 1.0 { step.max(1.0) } else { step };
    let mut marks = vec![0.0];
    while marks.last().is_some_and(|last| *last < most) {
        marks.push(marks.len() as f64 * step);
    }
    marks
}

/// A number as people write it: no needless zeros.
fn plain(number: f64) -> String {
    ((number * 100.0).round() / 100.0).to_string()
}

#[cfg(test)]
mod tests {
    use oxrdf::{Literal, Term};

    use super::*;

    fn answer() -> Answer {
        let name = |text: &str| Some(Term::from(Literal::new_simple_literal(text)));
        let count = |number: i64| Some(Term::from(Literal::from(number)));
        Answer {
            variables: ["name", "other", "period", "lead", "support"].map(str::to_owned).to_vec(),
            rows: vec![
                vec![name("省财政厅"), name("省教育厅"), count(2022), count(3), count(2)],
                vec![name("<省>&\"厅\""), name("省财政厅"), count(2023), count(9), count(1)],
            ],
        }
    }

    fn draw(line: &str) -> String {
        let kind = crate::query::manner::manner(&format!("# chart = {line}\n")).chart;
        let caption = Caption { title: "题".to_owned(), subtitle: "title".to_owned(), note: "place=x".to_owned() };
        svg(&answer(), kind.as_ref(), &caption, Choice { top: 20, measure: None }).unwrap()
    }

    #[test]
    fn each_kind_is_well_formed_and_says_its_names() {
        for line in [
            "bars : name : lead support",
            "matrix : name other : lead",
            "matrix : name other : lead : both ways",
            "lines : period name : lead",
            "lines : period : lead support",
        ] {
            let text = draw(line);
            let mut reader = quick_xml::Reader::from_str(&text);
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{line}: {error}")) {
                    quick_xml::events::Event::Eof => break,
                    _ => continue,
                }
            }
            assert!(text.contains("<svg") && text.contains("题") && text.contains("Noto Sans CJK SC"), "{line}");
            assert!(line == "lines : period : lead support" || text.contains("&lt;省&gt;&amp;"), "{line}: {text}");
        }
    }

    #[test]
    fn the_longest_bar_comes_first() {
        let text = draw("bars : name : lead support");
        assert!(text.find("&lt;省&gt;").unwrap() < text.find("省财政厅").unwrap());
    }

    #[test]
    fn the_same_answer_gives_the_same_picture() {
        assert_eq!(draw("bars : name : lead support"), draw("bars : name : lead support"));
    }

    #[test]
    fn axes_are_marked_by_round_numbers() {
        for (most, expected) in [
            (10.0, vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
            (3.0, vec![0.0, 1.0, 2.0, 3.0]),
            (0.0, vec![0.0]),
            (47.0, vec![0.0, 10.0, 20.0, 30.0, 40.0, 50.0]),
        ] {
            assert_eq!(ticks(most), expected, "{most}");
        }
    }
}
