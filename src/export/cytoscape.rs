//! Cytoscape's JSON (`.cyjs`), for the desktop program, Cytoscape.js and NetworkX.
//!
//! `name` and `interaction` are the columns the desktop program shows; NetworkX wants `value` on every node, and `key`
//! on every edge where a pair is tied in two roles.

use serde_json::{Map, Value as Json, json};

use super::json::{number, put, text};
use crate::network::{Network, Shape};

/// The whole file.
pub(super) fn render(network: &Network) -> String {
    let parallel = network.has_parallel_edges();
    let nodes: Vec<_> = network
        .nodes()
        .map(|node| {
            let mut data = Map::new();
            for (name, value) in [("id", &node.id), ("value", &node.id), ("name", &node.label), ("label", &node.label), ("iri", &node.iri)]
            {
                data.insert(name.to_owned(), json!(value));
            }
            data.insert("kind".to_owned(), json!(node.kind.as_str()));
            put(&mut data, &network.node_columns, &node.attributes);
            json!({"data": data})
        })
        .collect();
    let edges: Vec<_> = network
        .edges()
        .enumerate()
        .map(|(place, (source, target, edge))| {
            let mut data = Map::new();
            for (name, value) in [
                ("id", format!("e{place}")),
                ("source", source.id.clone()),
                ("target", target.id.clone()),
                ("interaction", edge.role.clone()),
                ("role", edge.role.clone()),
            ] {
                data.insert(name.to_owned(), json!(value));
            }
            if parallel {
                data.insert("key".to_owned(), json!(edge.role));
            }
            data.insert("weight".to_owned(), number(edge.weight));
            put(&mut data, &network.edge_columns, &edge.attributes);
            json!({"data": data})
        })
        .collect();
    let file: Json = json!({
        "data": {"name": network.name},
        "directed": network.shape == Shape::Directed,
        "multigraph": parallel,
        "elements": {"nodes": nodes, "edges": edges},
    });
    text(&file)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::export::sample;

    #[test]
    fn a_multigraph_has_keys() {
        assert_snapshot!(render(&sample::directed()), @r#"
        {
          "data": {
            "name": "lead-partner"
          },
          "directed": true,
          "elements": {
            "edges": [
              {
                "data": {
                  "id": "e0",
                  "interaction": "support",
                  "key": "support",
                  "role": "support",
                  "source": "a2",
                  "target": "a1",
                  "weight": 1
                }
              },
              {
                "data": {
                  "id": "e1",
                  "interaction": "co-lead",
                  "key": "co-lead",
                  "role": "co-lead",
                  "source": "a2",
                  "target": "a3",
                  "weight": 3
                }
              },
              {
                "data": {
                  "id": "e2",
                  "interaction": "support",
                  "key": "support",
                  "role": "support",
                  "source": "a2",
                  "target": "a3",
                  "weight": 1
                }
              }
            ],
            "nodes": [
              {
                "data": {
                  "id": "a1",
                  "iri": "x:c",
                  "kind": "agency",
                  "label": "丙 局",
                  "name": "丙 局",
                  "value": "a1"
                }
              },
              {
                "data": {
                  "id": "a2",
                  "iri": "x:b",
                  "kind": "agency",
                  "label": "乙局, \"二\"",
                  "name": "乙局, \"二\"",
                  "value": "a2"
                }
              },
              {
                "data": {
                  "id": "a3",
                  "iri": "x:a",
                  "kind": "agency",
                  "label": "甲局",
                  "name": "甲局",
                  "value": "a3"
                }
              }
            ]
          },
          "multigraph": true
        }
        "#);
    }
}
