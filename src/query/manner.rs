//! How an answer can be shown: what a question's opening lines say of its chart, its ranking and its evidence.
//!
//! ```text
//! # chart = bars : agency_name : lead co_lead support
//! # chart = matrix : first_name second_name : tasks : both ways
//! # chart = lines : period agency_name : tasks
//! # rank = agency_name : lead tasks weighted-agencies.weight
//! # evidence = pair-sentences : lead=first partner=second : either way
//! ```

/// What a question's opening lines say of its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manner {
    /// The picture that shows it.
    pub chart: Option<ChartKind>,
    /// What it ranks, and by what.
    pub rank: Option<Ranking>,
    /// Where the sentences behind it are.
    pub evidence: Option<EvidenceLink>,
}

/// A picture of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartKind {
    /// A ranking: a bar for each row, made of parts.
    Bars {
        /// The column that names a bar.
        key: String,
        /// The columns stacked in it.
        parts: Vec<String>,
    },
    /// A matrix: a row of the answer is a cell.
    Matrix {
        /// The column that names its rows.
        row: String,
        /// The column that names its columns.
        column: String,
        /// The columns that may fill the cells; the first unless another is chosen.
        values: Vec<String>,
        /// What its two sides are.
        sides: Sides,
    },
    /// A time line.
    Lines {
        /// The column of the time.
        time: String,
        /// The column that tells the lines apart; none where each value makes one.
        series: Option<String>,
        /// The columns drawn.
        values: Vec<String>,
    },
}

/// What the rows and the columns of a matrix are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// Two kinds of things.
    Different,
    /// The same things; a cell leads from its row to its column.
    OneWay,
    /// The same things; a cell holds both ways.
    BothWays,
}

/// What a question ranks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// The columns that name what is ranked.
    pub key: Vec<String>,
    /// The measures, the usual one first; `QUESTION.COLUMN` is a column of another question.
    pub measures: Vec<String>,
}

/// The question whose rows are the sentences behind an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLink {
    /// Its name.
    pub question: String,
    /// Pairs of a column here and the column there that must hold the same.
    pub columns: Vec<(String, String)>,
    /// Whether the columns may hold the same in any order.
    pub either_way: bool,
}

/// Reads the opening lines of a query; a line that is not understood is left out, which a test of the stock questions notices.
#[must_use]
pub fn manner(query: &str) -> Manner {
    let mut manner = Manner::default();
    for line in query.lines().take_while(|line| line.starts_with('#')) {
        let Some((word, rest)) = line.trim_start_matches(['#', ' ']).split_once(" = ") else { continue };
        let parts: Vec<&str> = rest.split(" : ").map(str::trim).collect();
        match word {
            "chart" => manner.chart = chart(&parts),
            "rank" => manner.rank = rank(&parts),
            "evidence" => manner.evidence = evidence(&parts),
            _ => {}
        }
    }
    manner
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn chart(parts: &[&str]) -> Option<ChartKind> {
    match parts {
        ["bars", key, columns] => Some(ChartKind::Bars { key: (*key).to_owned(), parts: words(columns) }),
        ["matrix", keys, values, rest @ ..] => {
            let sides = match rest {
                [] => Sides::Different,
                ["one way"] => Sides::OneWay,
                ["both ways"] => Sides::BothWays,
                _ => return None,
            };
            let [row, column] = <[String; 2]>::try_from(words(keys)).ok()?;
            Some(ChartKind::Matrix { row, column, values: words(values), sides })
        }
        ["lines", keys, values] => {
            let mut keys = words(keys).into_iter();
            Some(ChartKind::Lines { time: keys.next()?, series: keys.next(), values: words(values) })
        }
        _ => None,
    }
}

fn rank(parts: &[&str]) -> Option<Ranking> {
    let [key, measures] = parts else { return None };
    Some(Ranking { key: words(key), measures: words(measures) })
}

fn evidence(parts: &[&str]) -> Option<EvidenceLink> {
    let [question, columns, rest @ ..] = parts else { return None };
    let pair = |word: String| match word.split_once('=') {
        Some((here, there)) => (here.to_owned(), there.to_owned()),
        None => (word.clone(), word),
    };
    Some(EvidenceLink {
        question: (*question).to_owned(),
        columns: words(columns).into_iter().map(pair).collect(),
        either_way: rest.contains(&"either way"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_read() {
        let text = "# q\n# chart = matrix : a b : n m : both ways\n# rank = a b : n\n# evidence = s : a=x b : either way\nSELECT";
        let manner = manner(text);
        assert!(
            matches!(&manner.chart, Some(ChartKind::Matrix { row, values, sides: Sides::BothWays, .. }) if row == "a" && values.len() == 2)
        );
        assert_eq!(manner.rank.unwrap().key, ["a", "b"]);
        let link = manner.evidence.unwrap();
        assert_eq!(link.columns, [("a".to_owned(), "x".to_owned()), ("b".to_owned(), "b".to_owned())]);
        assert!(link.either_way);
    }

    #[test]
    fn what_is_no_such_line_is_left_out() {
        assert_eq!(manner("# a = b\n# chart = pie : a : b\nSELECT"), Manner::default());
    }
}
