//! Node-link JSON: `networkx.node_link_graph`, D3.
//!
//! The list of edges is called `edges`, as NetworkX has had it since 3.6 (before: `links`). Where a pair is tied in two
//! roles it is a multigraph, whose edges carry the role as `key`.

use serde_json::{Map, json};

use super::json::{number, put, text};
use crate::network::{Network, Shape};

/// The whole file.
pub(super) fn render(network: &Network) -> String {
    let parallel = network.has_parallel_edges();
    let nodes: Vec<_> = network
        .nodes()
        .map(|node| {
            let mut data = Map::new();
            data.insert("id".to_owned(), json!(node.id));
            data.insert("label".to_owned(), json!(node.label));
            data.insert("iri".to_owned(), json!(node.iri));
            data.insert("kind".to_owned(), json!(node.kind.as_str()));
            put(&mut data, &network.node_columns, &node.attributes);
            data
        })
        .collect();
    let edges: Vec<_> = network
        .edges()
        .map(|(source, target, edge)| {
            let mut data = Map::new();
            data.insert("source".to_owned(), json!(source.id));
            data.insert("target".to_owned(), json!(target.id));
            if parallel {
                data.insert("key".to_owned(), json!(edge.role));
            }
            data.insert("role".to_owned(), json!(edge.role));
            data.insert("weight".to_owned(), number(edge.weight));
            put(&mut data, &network.edge_columns, &edge.attributes);
            data
        })
        .collect();
    text(&json!({
        "directed": network.shape == Shape::Directed,
        "multigraph": parallel,
        "graph": {"name": network.name},
        "nodes": nodes,
        "edges": edges,
    }))
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
          "directed": true,
          "edges": [
            {
              "key": "support",
              "role": "support",
              "source": "a2",
              "target": "a1",
              "weight": 1
            },
            {
              "key": "co-lead",
              "role": "co-lead",
              "source": "a2",
              "target": "a3",
              "weight": 3
            },
            {
              "key": "support",
              "role": "support",
              "source": "a2",
              "target": "a3",
              "weight": 1
            }
          ],
          "graph": {
            "name": "lead-partner"
          },
          "multigraph": true,
          "nodes": [
            {
              "id": "a1",
              "iri": "x:c",
              "kind": "agency",
              "label": "丙 局"
            },
            {
              "id": "a2",
              "iri": "x:b",
              "kind": "agency",
              "label": "乙局, \"二\""
            },
            {
              "id": "a3",
              "iri": "x:a",
              "kind": "agency",
              "label": "甲局"
            }
          ]
        }
        "#);
    }

    #[test]
    fn a_simple_graph_has_none() {
        assert_snapshot!(render(&sample::undirected()), @r#"
        {
          "directed": false,
          "edges": [
            {
              "role": "shared",
              "source": "a1",
              "target": "a2",
              "weight": 0.5
            },
            {
              "role": "shared",
              "source": "a2",
              "target": "a3",
              "weight": 2
            }
          ],
          "graph": {
            "name": "agency-agency"
          },
          "multigraph": false,
          "nodes": [
            {
              "id": "a1",
              "iri": "x:c",
              "kind": "agency",
              "label": "丙 局"
            },
            {
              "id": "a2",
              "iri": "x:b",
              "kind": "agency",
              "label": "乙局, \"二\""
            },
            {
              "id": "a3",
              "iri": "x:a",
              "kind": "agency",
              "label": "甲局"
            }
          ]
        }
        "#);
    }
}
