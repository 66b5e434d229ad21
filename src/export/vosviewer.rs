//! VOSviewer: a JSON file, or a map and a network file of tab-separated text.
//!
//! Items are numbered from one. A link has no role and no direction, so a pair's weights are summed, both ways. In the
//! map file a text with a comma, semicolon or quote stands in quotes, and quotes in it are doubled.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use super::json::{number, text};
use crate::network::Network;

/// The JSON file.
pub(super) fn json(network: &Network) -> String {
    let strengths = strengths(network);
    let items: Vec<_> = network
        .nodes()
        .zip(totals(network, &strengths))
        .enumerate()
        .map(|(place, (node, (links, total)))| {
            json!({
                "id": place + 1,
                "label": node.label,
                "weights": {"Links": links, "Total link strength": number(total)},
            })
        })
        .collect();
    let links: Vec<_> =
        strengths.iter().map(|((a, b), strength)| json!({"source_id": a + 1, "target_id": b + 1, "strength": number(*strength)})).collect();
    text(&json!({"network": {"items": items, "links": links}}))
}

/// `map.txt`: the items.
pub(super) fn map(network: &Network) -> String {
    let mut out = String::from("id\tlabel\tweight<Links>\tweight<Total link strength>\n");
    let totals = totals(network, &strengths(network));
    for (place, (node, (links, total))) in network.nodes().zip(totals).enumerate() {
        let _ = writeln!(out, "{}\t{}\t{links}\t{total}", place + 1, quoted(&node.label));
    }
    out
}

/// `network.txt`: the links, without a header.
pub(super) fn network(network: &Network) -> String {
    let mut out = String::new();
    for ((a, b), strength) in strengths(network) {
        let _ = writeln!(out, "{}\t{}\t{strength}", a + 1, b + 1);
    }
    out
}

/// The summed weight of each pair, the earlier node first.
fn strengths(network: &Network) -> BTreeMap<(usize, usize), f64> {
    let mut strengths = BTreeMap::new();
    for (source, target, edge) in network.ties() {
        *strengths.entry((source.min(target), source.max(target))).or_default() += edge.weight;
    }
    strengths
}

/// Links and their strength, for each node.
fn totals(network: &Network, strengths: &BTreeMap<(usize, usize), f64>) -> Vec<(usize, f64)> {
    let mut totals = vec![(0, 0.0); network.graph.node_count()];
    for ((a, b), strength) in strengths {
        for end in [*a, *b] {
            totals[end].0 += 1;
            totals[end].1 += strength;
        }
    }
    totals
}

fn quoted(text: &str) -> String {
    if text.contains([',', ';', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::export::sample;

    #[test]
    fn as_json() {
        assert_snapshot!(json(&sample::undirected()), @r#"
        {
          "network": {
            "items": [
              {
                "id": 1,
                "label": "丙 局",
                "weights": {
                  "Links": 1,
                  "Total link strength": 0.5
                }
              },
              {
                "id": 2,
                "label": "乙局, \"二\"",
                "weights": {
                  "Links": 2,
                  "Total link strength": 2.5
                }
              },
              {
                "id": 3,
                "label": "甲局",
                "weights": {
                  "Links": 1,
                  "Total link strength": 2
                }
              }
            ],
            "links": [
              {
                "source_id": 1,
                "strength": 0.5,
                "target_id": 2
              },
              {
                "source_id": 2,
                "strength": 2,
                "target_id": 3
              }
            ]
          }
        }
        "#);
    }

    #[test]
    fn as_map() {
        assert_snapshot!(map(&sample::undirected()), @r#"
        id	label	weight<Links>	weight<Total link strength>
        1	丙 局	1	0.5
        2	"乙局, ""二"""	2	2.5
        3	甲局	1	2
        "#);
    }

    #[test]
    fn as_network() {
        assert_snapshot!(network(&sample::undirected()), @r#"
        1	2	0.5
        2	3	2
        "#);
    }
}
