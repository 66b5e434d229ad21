//! A matrix, for UCINET's spreadsheet editor, Excel and R: first mode by second mode, or all by all.
//!
//! Names head rows and columns, so each must be unique: a name that comes twice gets its node's id behind it. The
//! matrix of an undirected network is symmetric; in that of a directed one the row is the source.

use super::csv::table;
use super::names::names;
use super::sums::sums;
use crate::network::{Network, Shape};

/// The rows and columns by name, and the weights that are not zero.
pub(super) struct Matrix {
    /// The rows' names.
    pub(super) rows: Vec<String>,
    /// The columns' names.
    pub(super) columns: Vec<String>,
    /// For each row the columns that have a weight, in order.
    pub(super) weights: Vec<Vec<(usize, f64)>>,
}

/// The matrix of a network.
pub(super) fn matrix(network: &Network) -> Matrix {
    let mut rows = names(network, str::to_owned);
    let (columns, offset) = match network.shape {
        Shape::TwoMode { .. } => (rows.split_off(network.first_mode()), network.first_mode()),
        Shape::Undirected | Shape::Directed => (rows.clone(), 0),
    };
    let mut weights = vec![Vec::new(); rows.len()];
    for ((source, target), weight) in sums(network) {
        weights[source].push((target - offset, weight));
        if network.shape == Shape::Undirected && source != target {
            weights[target].push((source, weight));
        }
    }
    for row in &mut weights {
        row.sort_unstable_by_key(|(column, _)| *column);
    }
    Matrix { rows, columns, weights }
}

/// The whole table.
pub(super) fn render(network: &Network) -> String {
    let matrix = matrix(network);
    let mut header = vec![""];
    header.extend(matrix.columns.iter().map(String::as_str));
    let rows = matrix.rows.iter().zip(&matrix.weights).map(|(name, weights)| {
        let mut cells = vec!["0".to_owned(); matrix.columns.len() + 1];
        cells[0].clone_from(name);
        for (column, weight) in weights {
            cells[column + 1] = weight.to_string();
        }
        cells
    });
    table(&header, rows)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::export::sample;

    #[test]
    fn two_modes() {
        assert_snapshot!(render(&sample::two_mode()), @r#"
        ,"建设""两山""基地, <试点> 与 A\B🏭",数据 共享
        国家数据局,0,1
        湖南省发展和改革委员会,2,0
        各县（市、区）人民政府,1,0
        "#);
    }

    #[test]
    fn undirected_is_symmetric() {
        assert_snapshot!(render(&sample::undirected()), @r#"
        ,丙 局,"乙局, ""二""",甲局
        丙 局,0,0.5,0
        "乙局, ""二""",0.5,0,2
        甲局,0,2,0
        "#);
    }

    #[test]
    fn directed_rows_are_sources() {
        assert_snapshot!(render(&sample::directed()), @r#"
        ,丙 局,"乙局, ""二""",甲局
        丙 局,0,0,0
        "乙局, ""二""",1,0,4
        甲局,0,0,0
        "#);
    }
}
