//! A matrix as a CSV table, for UCINET's spreadsheet editor, Excel and R: first mode by second mode, or all by all.
//!
//! Names head rows and columns, so each must be unique: a name that comes twice gets its node's id behind it. The
//! matrix of an undirected network is symmetric; in that of a directed one the row is the source.

use std::collections::HashMap;

use super::csv::table;
use super::sums::sums;
use crate::network::{Network, Shape};

/// The whole table.
pub(super) fn render(network: &Network) -> String {
    let names = names(network);
    let first = network.first_mode();
    let (rows, columns) = match network.shape {
        Shape::TwoMode { .. } => (&names[..first], &names[first..]),
        Shape::Undirected | Shape::Directed => (&names[..], &names[..]),
    };
    let offset = if matches!(network.shape, Shape::TwoMode { .. }) { first } else { 0 };
    let mut lines = vec![vec![0.0; columns.len()]; rows.len()];
    for ((source, target), weight) in sums(network) {
        lines[source][target - offset] = weight;
        if network.shape == Shape::Undirected {
            lines[target][source] = weight;
        }
    }

    let mut header = vec![""];
    header.extend(columns.iter().map(String::as_str));
    let rows = rows.iter().zip(lines).map(|(name, line)| {
        let cells = line.iter().map(ToString::to_string);
        std::iter::once(name.clone()).chain(cells).collect()
    });
    table(&header, rows)
}

fn names(network: &Network) -> Vec<String> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for node in network.nodes() {
        *times.entry(&node.label).or_default() += 1;
    }
    let unique = |label: &str| times.get(label) == Some(&1);
    network.nodes().map(|node| if unique(&node.label) { node.label.clone() } else { format!("{} ({})", node.label, node.id) }).collect()
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
