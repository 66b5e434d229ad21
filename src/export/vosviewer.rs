//! VOSviewer: a JSON file, or a map and a network file of tab-separated text.
//!
//! Items are numbered from one. A link has no role and no direction, so a pair's weights are summed, both ways. A community is a
//! cluster; documents and tasks are weights, 0 where a node has none; what every node has of lead share, betweenness and years is
//! a score. In the map file a text with a comma, semicolon or quote stands in quotes, and quotes in it are doubled.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value as Json, json};

use super::json::{number, text};
use crate::network::{Network, Node, Value};

/// The JSON file.
pub(super) fn json(network: &Network) -> String {
    let strengths = strengths(network);
    let (weights, scores) = (columns(network, WEIGHTS, false), columns(network, SCORES, true));
    let items: Vec<_> = network
        .nodes()
        .zip(totals(network, &strengths))
        .enumerate()
        .map(|(place, (node, (links, total)))| {
            let figures = |columns: &[(&'static str, usize)]| -> Map<String, Json> {
                columns.iter().map(|(name, column)| ((*name).to_owned(), number(figure(node, *column)))).collect()
            };
            let mut item = Map::new();
            item.insert("id".to_owned(), json!(place + 1));
            item.insert("label".to_owned(), json!(node.label));
            if let Some(cluster) = cluster(network, node) {
                item.insert("cluster".to_owned(), json!(cluster));
            }
            let mut weights = figures(&weights);
            weights.insert("Links".to_owned(), json!(links));
            weights.insert("Total link strength".to_owned(), number(total));
            item.insert("weights".to_owned(), Json::Object(weights));
            let scores = figures(&scores);
            if !scores.is_empty() {
                item.insert("scores".to_owned(), Json::Object(scores));
            }
            Json::Object(item)
        })
        .collect();
    let links: Vec<_> =
        strengths.iter().map(|((a, b), strength)| json!({"source_id": a + 1, "target_id": b + 1, "strength": number(*strength)})).collect();
    text(&json!({"network": {"items": items, "links": links}}))
}

/// `map.txt`: the items.
pub(super) fn map(network: &Network) -> String {
    let (weights, scores) = (columns(network, WEIGHTS, false), columns(network, SCORES, true));
    let clustered = network.nodes().any(|node| cluster(network, node).is_some());
    let mut out = String::from("id\tlabel");
    if clustered {
        out.push_str("\tcluster");
    }
    out.push_str("\tweight<Links>\tweight<Total link strength>");
    for (kind, columns) in [("weight", &weights), ("score", &scores)] {
        for (name, _) in columns {
            let _ = write!(out, "\t{kind}<{name}>");
        }
    }
    out.push('\n');
    let totals = totals(network, &strengths(network));
    for (place, (node, (links, total))) in network.nodes().zip(totals).enumerate() {
        let _ = write!(out, "{}\t{}", place + 1, quoted(&node.label));
        if clustered {
            let _ = write!(out, "\t{}", cluster(network, node).map(|cluster| cluster.to_string()).unwrap_or_default());
        }
        let _ = write!(out, "\t{links}\t{total}");
        for (_, column) in weights.iter().chain(&scores) {
            let _ = write!(out, "\t{}", figure(node, *column));
        }
        out.push('\n');
    }
    out
}

/// Columns that give an item its size, and what VOSviewer calls them.
const WEIGHTS: &[(&str, &str)] = &[("documents", "Documents"), ("tasks", "Tasks")];

/// Columns that give an item its colour.
const SCORES: &[(&str, &str)] =
    &[("depth", "Lead share"), ("betweenness", "Betweenness"), ("first_year", "First year"), ("last_year", "Last year")];

/// Those of some columns that the network has, by their places; where asked, only those in which every node has a figure.
fn columns(network: &Network, wanted: &[(&'static str, &'static str)], of_all: bool) -> Vec<(&'static str, usize)> {
    let place = |name: &str| network.node_columns.iter().position(|column| column.name == name);
    let whole = |place: &usize| !of_all || network.nodes().all(|node| node.attributes[*place].is_some());
    wanted.iter().filter_map(|(column, name)| Some((*name, place(column).filter(whole)?))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts and years stay far below 2^52")]
fn figure(node: &Node, column: usize) -> f64 {
    match &node.attributes[column] {
        Some(Value::Integer(integer)) => *integer as f64,
        Some(Value::Decimal(decimal)) => *decimal,
        Some(Value::Text(_)) | None => 0.0,
    }
}

/// A node's community, where VOSviewer can hold it: it knows a thousand clusters.
fn cluster(network: &Network, node: &Node) -> Option<i64> {
    let column = network.node_columns.iter().position(|column| column.name == "community")?;
    match &node.attributes[column] {
        Some(Value::Integer(community)) => (1..=1000).contains(community).then_some(*community),
        _ => None,
    }
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
    fn communities_are_clusters_and_counts_are_weights() {
        let mut network = sample::two_mode();
        crate::network::measures::measure(&network).attach(&mut network);
        assert_snapshot!(map(&network), @r#"
        id	label	cluster	weight<Links>	weight<Total link strength>	weight<Tasks>	score<Betweenness>
        1	国家数据局	2	1	1	1	0
        2	湖南省发展和改革委员会	1	1	2	2	0
        3	各县（市、区）人民政府	1	1	1	0	0
        4	"建设""两山""基地, <试点> 与 A\B🏭"	1	2	3	0	0.16666666666666666
        5	数据 共享	2	1	1	0	0
        "#);
        let item: Json = serde_json::from_str(&json(&network)).unwrap();
        assert_eq!(item["network"]["items"][1]["weights"]["Tasks"], json!(2));
        assert_eq!(item["network"]["items"][1]["cluster"], json!(1));
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
