//! Questions: the stock queries by name, queries from files, parameters bound to them, and answers as tables.
//!
//! A stock query states its parameters in its opening lines and holds a `VALUES ?name { … }` clause with the default for
//! each. `--set name=value` puts an escaped literal in its place, so that a value can never become part of the query.

use std::path::PathBuf;
use std::sync::LazyLock;

use oxrdf::Term;
use regex::Regex;
use unicode_width::UnicodeWidthStr;

use crate::graph::vocab::{BASE, PREFIXES};
use crate::store::{Answer, StoreError};

mod settings;
mod stock;

pub mod heading;
pub mod manner;
pub mod matrix;
pub mod robustness;
pub mod workbook;

pub use settings::{Parameter, Values, carried_over, in_force, parameters, values, with_settings};
pub use stock::{CHECKS, STOCK, StockQuery};

/// Why a question cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// No stock query of that name.
    #[error("no stock question `{name}`{}; `quanze queries` lists them", suggestion(.near.as_deref()))]
    Unknown {
        /// The name given.
        name: String,
        /// The nearest name.
        near: Option<String>,
    },
    /// The file cannot be read.
    #[error("cannot read the query `{path}`: {cause}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The query has no such parameter.
    #[error("the question has no parameter `{name}`{}; it takes {}", suggestion(.near.as_deref()), list(.known))]
    Parameter {
        /// The name given.
        name: String,
        /// The nearest name.
        near: Option<String>,
        /// Those it has.
        known: Vec<String>,
    },
    /// `--set` without `=`.
    #[error("`{0}` sets nothing; write --set KEY=VALUE")]
    Setting(String),
    /// A value that the parameter does not take.
    #[error("`{name}` cannot be `{value}`; it takes {}", list(.choices))]
    Choice {
        /// The parameter.
        name: String,
        /// The value given.
        value: String,
        /// Those it takes.
        choices: Vec<String>,
    },
    /// A way of counting set twice.
    #[error("`{0}` is set twice and takes one value; only filters that are open by default take several")]
    Twice(String),
    /// The question has no column of that name, or none that can be shown so.
    #[error("the answer has no column `{name}` to show; it has {}", list(.known))]
    Column {
        /// The column asked for.
        name: String,
        /// Those it has.
        known: Vec<String>,
    },
    /// The question does not say how to show its answer so.
    #[error("the question has no {0} line in its opening comment; queries/README.md tells how to write one")]
    Manner(&'static str),
}

fn suggestion(near: Option<&str>) -> String {
    near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default()
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// The stock query of a name.
///
/// # Errors
/// Where there is none; the nearest name is suggested.
pub fn find(name: &str) -> Result<&'static StockQuery, QueryError> {
    STOCK
        .iter()
        .find(|query| query.name == name)
        .ok_or_else(|| QueryError::Unknown { name: name.to_owned(), near: nearest(name, STOCK.iter().map(|query| query.name)) })
}

/// The name most like another, where one is like it at all.
#[must_use]
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    /// Below this two names have little in common; 1 is equal. The measure is Jaro's and Winkler's.
    const ALIKE: f64 = 0.75;
    let best = names.map(|other| (strsim::jaro_winkler(name, other), other)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness >= ALIKE).map(|(_, other)| other.to_owned())
}

/// The question of a query in Chinese and English: its first two lines, where they are comments.
#[must_use]
pub fn question(query: &str) -> (&str, &str) {
    let mut lines = query.lines().take_while(|line| line.starts_with('#')).map(|line| line.trim_start_matches(['#', ' ']));
    (lines.next().unwrap_or_default(), lines.next().unwrap_or_default())
}

/// The counting rule of a query in Chinese and English: its third and fourth lines, where they are comments.
#[must_use]
pub fn counting_rule(query: &str) -> (&str, &str) {
    let mut lines = query.lines().take_while(|line| line.starts_with('#')).map(|line| line.trim_start_matches(['#', ' '])).skip(2);
    (lines.next().unwrap_or_default(), lines.next().unwrap_or_default())
}

/// The place of a column in an answer.
///
/// # Errors
/// Where it has none of that name.
pub fn column(answer: &Answer, name: &str) -> Result<usize, QueryError> {
    let known = || answer.variables.clone();
    answer
        .variables
        .iter()
        .position(|variable| variable == name)
        .ok_or_else(|| QueryError::Column { name: name.to_owned(), known: known() })
}

/// A cell as a number; what is none counts nothing.
#[must_use]
pub fn number(term: Option<&Term>) -> f64 {
    shown(term).parse().ok().filter(|number: &f64| number.is_finite()).unwrap_or(0.0)
}

/// What is wrong with a query, with the line shown and its place marked.
#[must_use]
pub fn show_error(query: &str, error: &StoreError) -> String {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d+):(\d+)").expect("a constant pattern"));
    let StoreError::Syntax(message) = error else { return error.to_string() };
    let place = PLACE.captures(message).and_then(|parts| Some((parts[1].parse::<usize>().ok()?, parts[2].parse::<usize>().ok()?)));
    let Some((line, column)) = place else { return error.to_string() };
    let before: String = query.split_inclusive('\n').take(line.saturating_sub(1)).collect::<String>()
        + &query.lines().nth(line.saturating_sub(1)).unwrap_or_default().chars().take(column.saturating_sub(1)).collect::<String>();
    // White space before the place belongs to no word: what is missing is missing behind the last one.
    let before = before.trim_end();
    let line = before.lines().count().max(1);
    let text = query.lines().nth(line - 1).unwrap_or_default();
    let before = before.lines().last().unwrap_or_default();
    format!("{error}\n{line:>5} | {text}\n      | {}^", " ".repeat(before.width()))
}

/// A term for people: literals by their text, our IRIs by what follows the base, others by their prefix.
#[must_use]
pub fn shown(term: Option<&Term>) -> String {
    match term {
        None => String::new(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::NamedNode(node)) => {
            let iri = node.as_str();
            let short = PREFIXES.iter().find_map(|(prefix, namespace)| {
                iri.strip_prefix(namespace).filter(|rest| !rest.contains('/')).map(|rest| format!("{prefix}:{rest}"))
            });
            short.unwrap_or_else(|| iri.strip_prefix(BASE).unwrap_or(iri).to_owned())
        }
        Some(other) => other.to_string(),
    }
}

/// The widest a column is shown; longer cells are cut.
const WIDEST: usize = 48;

/// An answer as a table whose columns line up for Chinese: a Han character takes two.
#[must_use]
pub fn table(answer: &Answer) -> String {
    let cells: Vec<Vec<String>> = answer.rows.iter().map(|row| row.iter().map(|term| cut(&shown(term.as_ref()))).collect()).collect();
    let numeric: Vec<bool> = (0..answer.variables.len())
        .map(|column| !cells.is_empty() && cells.iter().all(|row| row[column].parse::<f64>().is_ok() || row[column].is_empty()))
        .collect();
    let widths: Vec<usize> = answer
        .variables
        .iter()
        .enumerate()
        .map(|(column, name)| cells.iter().map(|row| row[column].width()).chain([name.width()]).max().unwrap_or(0))
        .collect();
    let line = |row: &[String]| {
        let padded: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let gap = " ".repeat(widths[column] - cell.width());
                if numeric[column] { format!("{gap}{cell}") } else { format!("{cell}{gap}") }
            })
            .collect();
        padded.join("  ").trim_end().to_owned() + "\n"
    };
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    let mut out = line(&answer.variables);
    out.push_str(&(rule.join("  ") + "\n"));
    for row in &cells {
        out.push_str(&line(row));
    }
    out
}

fn cut(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.width() <= WIDEST {
        return text;
    }
    let mut width = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            width += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            width < WIDEST
        })
        .collect();
    kept + "…"
}

#[cfg(test)]
mod tests {
    use oxrdf::Literal;

    use super::*;

    #[test]
    fn every_stock_query_opens_with_its_question_and_counting_rule() {
        for query in STOCK {
            let lines: Vec<&str> = query.text.lines().take(4).collect();
            assert!(lines.iter().all(|line| line.starts_with("# ")), "{}", query.name);
            assert!(lines[2].contains("口径") && lines[3].contains("Counts"), "{}", query.name);
            for parameter in parameters(query.text) {
                assert!(
                    query.text.contains(&format!("VALUES ?{} {{", parameter.name))
                        || query.text.contains(&format!("VALUES ?set_{} {{", parameter.name)),
                    "{}: {}",
                    query.name,
                    parameter.name
                );
            }
        }
    }

    #[test]
    fn what_stock_queries_say_of_themselves_is_understood() {
        for query in STOCK {
            let said = manner::manner(query.text);
            for (word, understood) in
                [("chart", said.chart.is_some()), ("rank", said.rank.is_some()), ("evidence", said.evidence.is_some())]
            {
                let stands = query.text.lines().any(|line| line.starts_with(&format!("# {word} = ")));
                assert_eq!(stands, understood, "{}: {word}", query.name);
            }
            if let Some(link) = said.evidence {
                find(&link.question).unwrap();
            }
        }
    }

    #[test]
    fn a_misspelt_name_gets_a_suggestion() {
        let error = find("cross-document-agency").unwrap_err().to_string();
        assert!(error.contains("`cross-document-agencies`"), "{error}");
    }

    #[test]
    fn columns_line_up_for_chinese() {
        let literal = |text: &str| Some(Term::from(Literal::new_simple_literal(text)));
        let answer = Answer {
            variables: vec!["name".to_owned(), "n".to_owned()],
            rows: vec![vec![literal("省财政厅"), literal("12")], vec![literal("A"), literal("3")]],
        };
        assert_eq!(table(&answer), "name       n\n────────  ──\n省财政厅  12\nA          3\n");
    }
}
