//! How robust a ranking is: its order under every other way of counting that the question knows, side by side.
//!
//! One way is changed at a time: each other choice of `leads`, `unit`, `within`, `groups` and `names`, and each other measure.
//! Ranks are those of competitions (1, 2, 2, 4). Agreement with the usual order is Kendall's tau-b and Spearman's rho, the
//! latter over mean ranks, among all that either order ranks.

use std::collections::BTreeMap;

use oxrdf::{Literal, Term};

use super::manner::Ranking;
use super::{QueryError, column, find, number, parameters, shown, values};
use crate::store::Answer;

/// The parameters that are ways of counting; all others choose what is counted.
const WAYS: &[&str] = &["leads", "unit", "within", "groups", "names"];

/// One way of counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What it is called: a measure, or `leads=explicit`.
    pub name: String,
    /// The stock question that answers; none for the one that was asked.
    pub question: Option<String>,
    /// The settings.
    pub settings: Vec<String>,
    /// The column that ranks.
    pub measure: String,
}

/// The ways to count a ranking, the usual one first.
///
/// # Errors
/// Where the settings are wrong.
pub fn ways(query: &str, ranking: &Ranking, settings: &[String], measure: Option<&str>) -> Result<Vec<Way>, QueryError> {
    let usual = measure.or(ranking.measures.first().map(String::as_str)).ok_or(QueryError::Manner("`# rank`"))?;
    let way = |name: &str, settings: Vec<String>| Way { name: name.to_owned(), question: None, settings, measure: usual.to_owned() };
    let mut ways = vec![way(usual, settings.to_vec())];
    let set = values(query, settings)?;
    for parameter in parameters(query).iter().filter(|parameter| WAYS.contains(&parameter.name.as_str())) {
        let now = set.get(&parameter.name).and_then(|given| given.first()).unwrap_or(&parameter.default);
        for choice in parameter.choices.iter().filter(|choice| *choice != now && !(parameter.name == "groups" && *choice == "only")) {
            let setting = format!("{}={choice}", parameter.name);
            let mut changed: Vec<String> =
                settings.iter().filter(|other| !other.starts_with(&format!("{}=", parameter.name))).cloned().collect();
            changed.push(setting.clone());
            ways.push(way(&setting, changed));
        }
    }
    for other in ranking.measures.iter().filter(|other| *other != usual) {
        ways.push(match other.split_once('.') {
            None => Way { measure: other.clone(), ..way(other, settings.to_vec()) },
            Some((question, column)) => Way {
                question: Some(question.to_owned()),
                measure: column.to_owned(),
                ..way(other, super::carried_over(query, settings, find(question)?.text)?)
            },
        });
    }
    Ok(ways)
}

/// What a ranking comes to in all its ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// What is ranked, its value and rank by the usual way, its rank by every other, the best and the worst.
    pub ranks: Answer,
    /// A row per other way: Kendall's tau-b, Spearman's rho, and how many of the first ten stay among them.
    pub agreement: Answer,
}

/// Compares the orders; `ask` answers one way.
///
/// # Errors
/// Where a way cannot be asked or its answer lacks a column.
pub fn robustness<E: From<QueryError>>(
    ranking: &Ranking,
    ways: &[Way],
    mut ask: impl FnMut(&Way) -> Result<Answer, E>,
) -> Result<Robustness, E> {
    let mut counted: Vec<BTreeMap<Vec<String>, f64>> = Vec::new();
    for way in ways {
        let answer = ask(way)?;
        let key = ranking.key.iter().map(|name| column(&answer, name)).collect::<Result<Vec<_>, _>>()?;
        let measure = column(&answer, &way.measure)?;
        let name = |row: &Vec<Option<Term>>| key.iter().map(|place| shown(row[*place].as_ref())).collect::<Vec<_>>();
        counted.push(answer.rows.iter().map(|row| (name(row), number(row[measure].as_ref()))).collect());
    }
    let names: Vec<&Vec<String>> = {
        let mut all: Vec<&Vec<String>> = counted.iter().flat_map(BTreeMap::keys).collect();
        all.sort();
        all.dedup();
        all
    };
    let columns: Vec<Vec<f64>> =
        counted.iter().map(|values| names.iter().map(|name| values.get(*name).copied().unwrap_or(0.0)).collect()).collect();
    let ranks: Vec<Vec<usize>> = columns.iter().map(|values| competition_ranks(values)).collect();
    Ok(Robustness { ranks: rank_table(ranking, ways, &names, &columns, &ranks), agreement: agreement_table(ways, &columns, &ranks) })
}

fn rank_table(ranking: &Ranking, ways: &[Way], names: &[&Vec<String>], columns: &[Vec<f64>], ranks: &[Vec<usize>]) -> Answer {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|place| (ranks[0][*place], names[*place]));
    let mut variables = ranking.key.clone();
    variables.extend(["value".to_owned(), "rank".to_owned()]);
    variables.extend(ways[1..].iter().map(|way| way.name.clone()));
    variables.extend(["best".to_owned(), "worst".to_owned()]);
    let integer = |rank: usize| Some(Term::from(Literal::from(i64::try_from(rank).unwrap_or(i64::MAX))));
    let row = |place: usize| {
        let own: Vec<usize> = ranks.iter().map(|ranks| ranks[place]).collect();
        let mut row: Vec<Option<Term>> = names[place].iter().map(|name| Some(Literal::new_simple_literal(name).into())).collect();
        row.push(Some(decimal(columns[0][place])));
        row.extend(own.iter().map(|rank| integer(*rank)));
        row.push(integer(own.iter().copied().min().unwrap_or(0)));
        row.push(integer(own.iter().copied().max().unwrap_or(0)));
        row
    };
    Answer { variables, rows: order.into_iter().map(row).collect() }
}

/// How many of the first are compared by name.
const FIRST: usize = 10;

fn agreement_table(ways: &[Way], columns: &[Vec<f64>], ranks: &[Vec<usize>]) -> Answer {
    let variables = ["way", "kendall_tau_b", "spearman_rho", "first_ten_kept"].map(str::to_owned).to_vec();
    let first = |ranks: &[usize]| (0..ranks.len()).filter(|place| ranks[*place] <= FIRST).collect::<Vec<_>>();
    let usual = first(&ranks[0]);
    let rows = ways.iter().zip(columns).zip(ranks).skip(1).map(|((way, values), own)| {
        let kept = usual.iter().filter(|place| own[**place] <= FIRST).count();
        vec![
            Some(Literal::new_simple_literal(&way.name).into()),
            Some(decimal(kendall_tau_b(&columns[0], values))),
            Some(decimal(spearman_rho(&columns[0], values))),
            Some(Literal::new_simple_literal(format!("{kept}/{}", usual.len())).into()),
        ]
    });
    Answer { variables, rows: rows.collect() }
}

/// A number to three places, without needless zeros; nothing is said of what is no number.
fn decimal(number: f64) -> Term {
    let text = if number.is_finite() { ((number * 1000.0).round() / 1000.0).to_string() } else { String::new() };
    Literal::new_simple_literal(text).into()
}

/// Ranks from the greatest, equal ones sharing the best: 1, 2, 2, 4.
fn competition_ranks(values: &[f64]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    values.iter().map(|value| sorted.partition_point(|other| other > value) + 1).collect()
}

/// Ranks from the greatest, equal ones sharing their mean.
fn mean_ranks(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mean = |value: &f64| {
        let (before, through) = (sorted.partition_point(|other| other > value), sorted.partition_point(|other| other >= value));
        (before + 1 + through) as f64 / 2.0
    };
    values.iter().map(mean).collect()
}

/// Spearman's rho: Pearson's correlation of mean ranks. No number where one side is all equal.
#[must_use]
pub fn spearman_rho(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (mean_ranks(a), mean_ranks(b));
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let sum = |pick: &dyn Fn(f64, f64) -> f64| a.iter().zip(&b).map(|(x, y)| pick(x - mean_a, y - mean_b)).sum::<f64>();
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}

/// Kendall's tau-b (Kendall 1945), which allows for ties; a fast sort-and-count as Knight's (1966). No number where one side is all equal.
#[must_use]
pub fn kendall_tau_b(a: &[f64], b: &[f64]) -> f64 {
    let mut pairs: Vec<(f64, f64)> = a.iter().copied().zip(b.iter().copied()).collect();
    pairs.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)));
    let choose = |count: usize| (count * count.saturating_sub(1) / 2) as f64;
    let ties = |runs: &[&[(f64, f64)]]| runs.iter().map(|run| choose(run.len())).sum::<f64>();
    let all = choose(pairs.len());
    let tied_a = ties(&pairs.chunk_by(|x, y| x.0 == y.0).collect::<Vec<_>>());
    let tied_both = ties(&pairs.chunk_by(|x, y| x == y).collect::<Vec<_>>());
    let mut second: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let swaps = sort_counting(&mut second) as f64;
    let tied_b: f64 = second.chunk_by(|x, y| x == y).map(|run| choose(run.len())).sum();
    let difference = all - tied_a - tied_b + tied_both - 2.0 * swaps;
    difference / ((all - tied_a) * (all - tied_b)).sqrt()
}

/// Sorts by merging and counts the pairs that stood the wrong way round.
fn sort_counting(values: &mut [f64]) -> usize {
    if values.len() < 2 {
        return 0;
    }
    let (left, right) = values.split_at_mut(values.len() / 2);
    let mut swaps = sort_counting(left) + sort_counting(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if right[j] < left[i] {
            swaps += left.len() - i;
            merged.push(right[j]);
            j += 1;
        } else {
            merged.push(left[i]);
            i += 1;
        }
    }
    merged.extend_from_slice(&left[i..]);
    merged.extend_from_slice(&right[j..]);
    values.copy_from_slice(&merged);
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_the_best_rank() {
        assert_eq!(competition_ranks(&[5.0, 9.0, 5.0, 1.0]), [2, 1, 2, 4]);
    }

    /// The expected values are those of scipy.stats.kendalltau and spearmanr.
    #[test]
    fn coefficients_are_those_of_scipy() {
        let check = |a: &[f64], b: &[f64], tau: f64, rho: f64| {
            assert!((kendall_tau_b(a, b) - tau).abs() < 1e-6, "{} for {tau}", kendall_tau_b(a, b));
            assert!((spearman_rho(a, b) - rho).abs() < 1e-6, "{} for {rho}", spearman_rho(a, b));
        };
        check(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0], 1.0, 1.0);
        check(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0], -1.0, -1.0);
        check(&[12.0, 2.0, 1.0, 12.0, 2.0], &[1.0, 4.0, 7.0, 1.0, 0.0], -0.471_404_520, -0.540_738_070);
        check(&[5.0, 3.0, 3.0, 2.0, 0.0, 0.0, 9.0], &[4.0, 4.0, 1.0, 2.0, 0.0, 1.0, 8.0], 0.789_473_684, 0.861_111_111);
    }

    #[test]
    fn one_way_of_counting_changes_at_a_time() {
        let query = "# param leads = listed : explicit | listed | first\n# param place =  : p\n# param groups = out : out | in | only\n# rank = a : n m";
        let ranking = super::super::manner::manner(query).rank.unwrap();
        let ways = ways(query, &ranking, &["place=x".to_owned(), "leads=explicit".to_owned()], None).unwrap();
        let names: Vec<&str> = ways.iter().map(|way| way.name.as_str()).collect();
        assert_eq!(names, ["n", "leads=listed", "leads=first", "groups=in", "m"]);
        assert_eq!(ways[1].settings, ["place=x", "leads=listed"]);
    }
}
