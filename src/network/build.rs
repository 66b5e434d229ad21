//! Building: the rows of a definition's two queries become a network, filtered, ordered and checked.
//!
//! The nodes query gives `node` (an IRI), `label` and `kind`, the edges query `source`, `target` (IRIs), `role` and
//! `weight`; every further column of theirs is carried along as an attribute. Nodes stand in the order of mode, kind,
//! label and IRI, edges in that of their ends and role, whatever order the rows came in.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use petgraph::graph::{Graph, NodeIndex};

use super::read::{Table, Tie, read_edges, read_nodes};
use super::{Definition, Edge, Network, NetworkError, Node, NodeKind, Rows, Shape};

/// What to leave out of a network.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// What to do with classes of bodies.
    pub groups: Groups,
    /// What an edge weighs.
    pub weights: Weights,
    /// Edges of at least this weight only.
    pub minimum_weight: f64,
    /// Whether nodes that have no edge left go too.
    pub tied_only: bool,
}

/// What to do with classes of bodies: 各县（市、区）人民政府 in two documents is one name and many bodies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Groups {
    /// Leave them and their edges out.
    #[default]
    Out,
    /// Keep them beside the identified bodies.
    In,
}

/// What an edge weighs, of the figures that the edges query gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Weights {
    /// `count`: the query's `weight`.
    #[default]
    Count,
    /// `binary`: 1; the count becomes the attribute `count`.
    Binary,
    /// `newman`: the query's `newman`, the sum of 1/(n−1) over the occasions on which both are among n; the count becomes the
    /// attribute `count`. Newman (2001), Physical Review E 64, 016132.
    Newman,
}

impl Weights {
    /// The weights a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "count" => Some(Self::Count),
            "binary" => Some(Self::Binary),
            "newman" => Some(Self::Newman),
            _ => None,
        }
    }
}

/// Builds the network that a definition's two queries answered.
///
/// # Errors
///
/// Where the rows break the definition's promise: a column missing, an edge without its node, a pair counted twice.
pub fn build(definition: &Definition, nodes: &Rows, edges: &Rows, filter: &Filter) -> Result<Network, NetworkError> {
    let table = Table { network: definition.name, query: "nodes", rows: nodes };
    let (all, node_columns) = read_nodes(&table)?;
    let table = Table { network: definition.name, query: "edges", rows: edges };
    let (ties, edge_columns) = read_edges(&table, filter.weights)?;

    let known: HashMap<&str, NodeKind> = all.iter().map(|node| (node.iri.as_str(), node.kind)).collect();
    let left_out = |kind: NodeKind| kind == NodeKind::Group && filter.groups == Groups::Out;
    let mut kept_ties = Vec::new();
    for tie in ties {
        let kind = |iri: &str| {
            known.get(iri).copied().ok_or_else(|| NetworkError::UnknownEnd { network: definition.name.to_owned(), node: iri.to_owned() })
        };
        let dropped = left_out(kind(&tie.source)?) || left_out(kind(&tie.target)?) || tie.edge.weight < filter.minimum_weight;
        if !dropped {
            kept_ties.push(tie);
        }
    }

    let tied: HashSet<String> = kept_ties.iter().flat_map(|tie| [tie.source.clone(), tie.target.clone()]).collect();
    let groups_left_out = all.iter().filter(|node| left_out(node.kind)).count();
    let mut kept: Vec<Node> =
        all.into_iter().filter(|node| !left_out(node.kind) && (!filter.tied_only || tied.contains(&node.iri))).collect();
    order_and_number(&mut kept, definition.shape);

    Ok(Network {
        name: definition.name.to_owned(),
        shape: definition.shape,
        node_columns,
        edge_columns,
        graph: connect(definition, kept, kept_ties)?,
        groups_left_out,
    })
}

/// Puts the nodes in order and gives each its id.
fn order_and_number(nodes: &mut [Node], shape: Shape) {
    let second = |node: &Node| matches!(shape, Shape::TwoMode { second } if second == node.kind);
    nodes.sort_by(|a, b| (second(a), a.kind, &a.label, &a.iri).cmp(&(second(b), b.kind, &b.label, &b.iri)));
    let mut last: BTreeMap<NodeKind, usize> = BTreeMap::new();
    for node in nodes {
        let number = last.entry(node.kind).or_default();
        *number += 1;
        node.id = format!("{}{number}", &node.kind.as_str()[..1]);
    }
}

/// Gives each edge its ends' places and adds it, in order; refuses a pair that comes twice in one role.
fn connect(definition: &Definition, nodes: Vec<Node>, ties: Vec<Tie>) -> Result<Graph<Node, Edge>, NetworkError> {
    let places: HashMap<String, usize> = nodes.iter().enumerate().map(|(place, node)| (node.iri.clone(), place)).collect();
    let directed = definition.shape == Shape::Directed;
    let mut edges = BTreeMap::new();
    for tie in ties {
        let (source, target) = (places[&tie.source], places[&tie.target]);
        let ends = if directed || source < target { (source, target) } else { (target, source) };
        match edges.entry((ends, tie.edge.role.clone())) {
            Entry::Vacant(place) => place.insert(tie.edge),
            Entry::Occupied(_) => {
                return Err(NetworkError::DuplicateEdge {
                    network: definition.name.to_owned(),
                    source_iri: tie.source,
                    target: tie.target,
                    role: tie.edge.role,
                });
            }
        };
    }
    let mut graph = Graph::with_capacity(nodes.len(), edges.len());
    for node in nodes {
        graph.add_node(node);
    }
    for (((source, target), _), edge) in edges {
        graph.add_edge(NodeIndex::new(source), NodeIndex::new(target), edge);
    }
    Ok(graph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Value, ValueKind};

    const TWO_MODE: Shape = Shape::TwoMode { second: NodeKind::Task };

    /// Rows from a table of words: the header first, a bar between cells, numbers as numbers.
    fn rows(table: &str) -> Rows {
        let mut lines = table.lines().map(|line| line.split('|').map(str::trim));
        let columns = lines.next().unwrap().map(str::to_owned).collect();
        let value = |cell: &str| match cell {
            "" => None,
            cell => Some(Value::number(cell).unwrap_or_else(|| Value::from(cell))),
        };
        Rows { columns, rows: lines.map(|line| line.map(value).collect()).collect() }
    }

    /// Reads a network back as a line for each edge, then a line with the nodes.
    fn shown(shape: Shape, nodes: &str, edges: &str, filter: &Filter) -> Result<String, String> {
        let definition = Definition { name: "test", shape, nodes: "", edges: "" };
        let network = build(&definition, &rows(nodes), &rows(edges), filter).map_err(|error| error.to_string())?;
        let edges: String = network
            .edges()
            .map(|(source, target, edge)| format!("{} {} {} {}; ", source.label, edge.role, target.label, edge.weight))
            .collect();
        let nodes: Vec<_> = network.nodes().map(|node| format!("{}={}", node.id, node.label)).collect();
        Ok(format!("{edges}{}", nodes.join(" ")))
    }

    fn all() -> Filter {
        Filter { groups: Groups::In, ..Filter::default() }
    }

    const AGENCIES: &str = "node|label|kind\nx:c|丙|agency\nx:a|甲|agency\nx:g|各县|group";

    #[test]
    fn order_does_not_depend_on_the_rows() {
        let backward = "node|label|kind\nx:g|各县|group\nx:a|甲|agency\nx:c|丙|agency";
        let edges = "source|target|role|weight\nx:a|x:c|shared|2\nx:g|x:a|shared|1";
        let backward_edges = "role|weight|target|source\nshared|1|x:g|x:a\nshared|2|x:a|x:c";
        let expected = "丙 shared 甲 2; 甲 shared 各县 1; a1=丙 a2=甲 g1=各县";
        assert_eq!(shown(Shape::Undirected, AGENCIES, edges, &all()).unwrap(), expected);
        assert_eq!(shown(Shape::Undirected, backward, backward_edges, &all()).unwrap(), expected);
    }

    #[test]
    fn a_filter_leaves_out_groups_and_light_edges() {
        let edges = "source|target|role|weight\nx:a|x:c|co-lead|2\nx:a|x:c|support|1\nx:g|x:a|support|9";
        let shown = |filter| shown(Shape::Directed, AGENCIES, edges, &filter).unwrap();
        assert_eq!(shown(Filter::default()), "甲 co-lead 丙 2; 甲 support 丙 1; a1=丙 a2=甲");
        let filter = Filter { minimum_weight: 3.0, tied_only: true, ..all() };
        assert_eq!(shown(filter), "各县 support 甲 9; a1=甲 g1=各县");
    }

    #[test]
    fn an_edge_weighs_what_is_asked_for() {
        let edges = "source|target|role|weight|newman\nx:a|x:c|shared|4|1.5";
        for (weights, weight, columns) in
            [(Weights::Count, 4.0, "newman"), (Weights::Binary, 1.0, "newman count"), (Weights::Newman, 1.5, "newman count")]
        {
            let definition = Definition { name: "test", shape: Shape::Undirected, nodes: "", edges: "" };
            let network = build(&definition, &rows(AGENCIES), &rows(edges), &Filter { weights, ..all() }).unwrap();
            let (_, _, edge) = network.edges().next().unwrap();
            assert_eq!(edge.weight, weight);
            let names: Vec<_> = network.edge_columns.iter().map(|column| column.name.as_str()).collect();
            assert_eq!(names.join(" "), columns);
            assert_eq!(edge.attributes.len(), names.len());
        }
        let plain = "source|target|role|weight\nx:a|x:c|shared|4";
        let error = shown(Shape::Undirected, AGENCIES, plain, &Filter { weights: Weights::Newman, ..all() }).unwrap_err();
        assert!(error.starts_with("network `test` has no Newman weights"), "{error}");
    }

    #[test]
    fn the_second_mode_comes_last() {
        let nodes = "node|label|kind\nx:t|一|task\nx:g|各县|group\nx:a|甲|agency";
        let edges = "source|target|role|weight\nx:g|x:t|lead|1";
        let expected = "各县 lead 一 1; a1=甲 g1=各县 t1=一";
        assert_eq!(shown(TWO_MODE, nodes, edges, &all()).unwrap(), expected);
    }

    #[test]
    fn columns_have_the_narrowest_kind() {
        let nodes = rows("node|label|kind|n|m|level\nx:a|甲|agency|1|2|\nx:c|丙|agency||0.5|city");
        let edges = rows("source|target|role|weight");
        let definition = Definition { name: "test", shape: TWO_MODE, nodes: "", edges: "" };
        let network = build(&definition, &nodes, &edges, &all()).unwrap();
        let kinds: Vec<_> = network.node_columns.iter().map(|column| column.kind).collect();
        assert_eq!(kinds, [ValueKind::Integer, ValueKind::Decimal, ValueKind::Text]);
    }

    #[test]
    fn rows_that_break_the_promise_are_refused() {
        let edges = "source|target|role|weight";
        for (nodes, edges, message) in [
            ("node|label", edges, "the nodes query of network `test` has no column `kind`; select `?kind` in it"),
            (
                "node|label|kind\nx:a||agency",
                edges,
                "row 1 of the nodes query of network `test` has no usable `label`; bind `?label` in it",
            ),
            ("node|label|kind\nx:a|甲|body", edges, "`body` is no kind of node; use agency, group, task, document, function or place"),
            (
                "node|label|kind\nx:a|甲|agency\nx:a|乙|agency",
                edges,
                "network `test` has two rows for the node `x:a`; group its nodes query by `?node`",
            ),
            (
                AGENCIES,
                "source|target|role|weight\nx:a|x:z|shared|1",
                "an edge of network `test` ends at `x:z`, which its nodes query does not give; select it there",
            ),
            (
                AGENCIES,
                "source|target|role|weight\nx:a|x:c|shared|many",
                "row 1 of the edges query of network `test` has no usable `weight`; bind `?weight` in it",
            ),
        ] {
            assert_eq!(shown(Shape::Undirected, nodes, edges, &all()).unwrap_err(), message);
        }
        let both_ways = "source|target|role|weight\nx:a|x:c|shared|1\nx:c|x:a|shared|1";
        let error = shown(Shape::Undirected, AGENCIES, both_ways, &all()).unwrap_err();
        assert!(error.starts_with("network `test` has two rows for the edge"), "{error}");
        assert!(shown(Shape::Directed, AGENCIES, both_ways, &all()).is_ok());
    }
}
