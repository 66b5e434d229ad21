//! Pajek: numbered vertices with labels, then lines, each with its role as line label.
//!
//! `*Vertices N N1` says that the first N1 vertices are the first mode. Pajek has no way to write a `"` in a label,
//! so it becomes `”`; a label that comes twice gets its node's id behind it, for NetworkX takes the label for the node. The
//! communities stand in a partition (`.clu`) beside the network. No byte-order mark unless asked for: NetworkX fails on it, while Pajek on Windows needs it.

use std::fmt::Write;

use super::names::names;
use crate::network::{Network, Shape, Value};

/// The whole `.net` file.
pub(super) fn render(network: &Network) -> String {
    let mut out = String::new();
    let count = network.graph.node_count();
    let _ = match network.shape {
        Shape::TwoMode { .. } => writeln!(out, "*Vertices {count} {}", network.first_mode()),
        Shape::Undirected | Shape::Directed => writeln!(out, "*Vertices {count}"),
    };
    for (place, name) in names(network, label).iter().enumerate() {
        let _ = writeln!(out, "{} \"{name}\"", place + 1);
    }
    out.push_str(if network.shape == Shape::Directed { "*Arcs\n" } else { "*Edges\n" });
    for (source, target, edge) in network.ties() {
        let _ = writeln!(out, "{} {} {} l \"{}\"", source + 1, target + 1, edge.weight, label(&edge.role));
    }
    out
}

/// The partition of the nodes into communities: a number for each, in order; 0 for a node without one.
pub(super) fn communities(network: &Network) -> String {
    let column = network.node_columns.iter().position(|column| column.name == "community");
    let mut out = format!("*Vertices {}\n", network.graph.node_count());
    for node in network.nodes() {
        let community = match column.and_then(|column| node.attributes[column].as_ref()) {
            Some(Value::Integer(community)) => *community,
            _ => 0,
        };
        let _ = writeln!(out, "{community}");
    }
    out
}

fn label(text: &str) -> String {
    text.replace('"', "\u{201D}")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::export::sample;

    #[test]
    fn two_modes() {
        assert_snapshot!(render(&sample::two_mode()), @r#"
        *Vertices 5 3
        1 "国家数据局"
        2 "湖南省发展和改革委员会"
        3 "各县（市、区）人民政府"
        4 "建设”两山”基地, <试点> 与 A\B🏭"
        5 "数据 共享"
        *Edges
        1 5 1 l "lead"
        2 4 1 l "co-lead"
        2 4 1 l "lead"
        3 4 1 l "co-lead"
        "#);
    }

    #[test]
    fn directed_edges_are_arcs() {
        assert_snapshot!(render(&sample::directed()), @r#"
        *Vertices 3
        1 "丙 局"
        2 "乙局, ”二”"
        3 "甲局"
        *Arcs
        2 1 1 l "support"
        2 3 3 l "co-lead"
        2 3 1 l "support"
        "#);
    }

    #[test]
    fn communities_are_a_partition() {
        let mut network = sample::undirected();
        assert_eq!(communities(&network), "*Vertices 3\n0\n0\n0\n");
        crate::network::measures::measure(&network).attach(&mut network);
        assert_eq!(communities(&network), "*Vertices 3\n1\n1\n1\n");
    }

    #[test]
    fn nobody() {
        assert_snapshot!(render(&sample::empty()), @r#"
        *Vertices 0
        *Edges
        "#);
    }
}
