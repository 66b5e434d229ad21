//! DOT, for Graphviz: a picture of a small network.
//!
//! Between quotes only `"` and `\` mean anything. `fontname` asks for a font that has Chinese; `penwidth` grows with
//! the logarithm of the weight, so that one heavy tie does not hide the rest, and `weight` must be whole.

use std::fmt::Write;

use crate::network::{Network, NodeKind, Shape};

/// The whole file.
pub(super) fn render(network: &Network) -> String {
    let directed = network.shape == Shape::Directed;
    let (keyword, arrow) = if directed { ("digraph", "->") } else { ("graph", "--") };
    let mut out = String::new();
    let _ = writeln!(out, "{keyword} {} {{", quoted(&network.name));
    out.push_str("  charset=\"UTF-8\"; overlap=false;\n");
    out.push_str("  node [fontname=\"Noto Sans CJK SC\"]; edge [fontname=\"Noto Sans CJK SC\"];\n");
    for node in network.nodes() {
        let _ = writeln!(out, "  {} [label={}, shape={}];", node.id, quoted(&node.label), shape(node.kind));
    }
    for (source, target, edge) in network.edges() {
        let width = 1.0 + edge.weight.max(1.0).log2();
        let _ = writeln!(
            out,
            "  {} {arrow} {} [label={}, weight={}, penwidth={width:.2}];",
            source.id,
            target.id,
            quoted(&edge.role),
            edge.weight.ceil(),
        );
    }
    out.push_str("}\n");
    out
}

const fn shape(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Agency => "box",
        NodeKind::Group => "box3d",
        NodeKind::Task => "ellipse",
        NodeKind::Document => "note",
        NodeKind::Function => "hexagon",
        NodeKind::Place => "house",
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::export::sample;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_snapshot!(render(&sample::two_mode()), @r#"
        graph "agency-task" {
          charset="UTF-8"; overlap=false;
          node [fontname="Noto Sans CJK SC"]; edge [fontname="Noto Sans CJK SC"];
          a1 [label="国家数据局", shape=box];
          a2 [label="湖南省发展和改革委员会", shape=box];
          g1 [label="各县（市、区）人民政府", shape=box3d];
          t1 [label="建设\"两山\"基地, <试点> 与 A\\B🏭", shape=ellipse];
          t2 [label="数据 共享", shape=ellipse];
          a1 -- t2 [label="lead", weight=1, penwidth=1.00];
          a2 -- t1 [label="co-lead", weight=1, penwidth=1.00];
          a2 -- t1 [label="lead", weight=1, penwidth=1.00];
          g1 -- t1 [label="co-lead", weight=1, penwidth=1.00];
        }
        "#);
    }

    #[test]
    fn directed_edges_are_arrows() {
        assert_snapshot!(render(&sample::directed()), @r#"
        digraph "lead-partner" {
          charset="UTF-8"; overlap=false;
          node [fontname="Noto Sans CJK SC"]; edge [fontname="Noto Sans CJK SC"];
          a1 [label="丙 局", shape=box];
          a2 [label="乙局, \"二\"", shape=box];
          a3 [label="甲局", shape=box];
          a2 -> a1 [label="support", weight=1, penwidth=1.00];
          a2 -> a3 [label="co-lead", weight=3, penwidth=2.58];
          a2 -> a3 [label="support", weight=1, penwidth=1.00];
        }
        "#);
    }
}
