//! UCINET DL: an edge list with embedded labels, summed over the roles.
//!
//! Labels stand on one line with commas between, where neither blanks nor commas nor quotes can be part of one, so
//! they become `_`, `、` and `”`, and a label that comes twice gets its node's id behind it. UCINET reads `edgelist1` as directed, so an undirected pair is written both ways.
//! Two modes are `edgelist2`, whose second numbers count the columns from one. The last line must end.

use std::fmt::Write;

use super::names::names;
use super::sums::sums;
use crate::network::{Network, Shape};

/// The whole file.
pub(super) fn render(network: &Network) -> String {
    let mut out = String::new();
    let count = network.graph.node_count();
    let first = network.first_mode();
    let labels = names(network, label);
    let _ = match network.shape {
        Shape::TwoMode { .. } => writeln!(
            out,
            "DL nr={first} nc={}\nformat = edgelist2\nrow labels:\n{}\ncolumn labels:\n{}\ndata:",
            count - first,
            labels[..first].join(","),
            labels[first..].join(","),
        ),
        Shape::Undirected | Shape::Directed => {
            writeln!(out, "DL n={count}\nformat = edgelist1\nlabels:\n{}\ndata:", labels.join(","))
        }
    };
    for ((source, target), weight) in sums(network) {
        let _ = match network.shape {
            Shape::TwoMode { .. } => {
                writeln!(out, "{} {} {weight}", source + 1, target + 1 - first)
            }
            Shape::Directed => writeln!(out, "{} {} {weight}", source + 1, target + 1),
            Shape::Undirected => {
                writeln!(out, "{0} {1} {weight}\n{1} {0} {weight}", source + 1, target + 1)
            }
        };
    }
    out
}

fn label(text: &str) -> String {
    text.replace(',', "、").replace('"', "\u{201D}").replace(char::is_whitespace, "_")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::export::sample;

    #[test]
    fn two_modes_number_columns_from_one() {
        assert_snapshot!(render(&sample::two_mode()), @r#"
        DL nr=3 nc=2
        format = edgelist2
        row labels:
        国家数据局,湖南省发展和改革委员会,各县（市、区）人民政府
        column labels:
        建设”两山”基地、_<试点>_与_A\B🏭,数据_共享
        data:
        1 2 1
        2 1 2
        3 1 1
        "#);
    }

    #[test]
    fn undirected_pairs_go_both_ways() {
        assert_snapshot!(render(&sample::undirected()), @r#"
        DL n=3
        format = edgelist1
        labels:
        丙_局,乙局、_”二”,甲局
        data:
        1 2 0.5
        2 1 0.5
        2 3 2
        3 2 2
        "#);
    }

    #[test]
    fn directed_pairs_are_summed() {
        assert_snapshot!(render(&sample::directed()), @r#"
        DL n=3
        format = edgelist1
        labels:
        丙_局,乙局、_”二”,甲局
        data:
        2 1 1
        2 3 4
        "#);
    }
}
