//! Measures: how tied each node is, and the network as a whole.
//!
//! They are taken of the simple network: two edges of one pair in two roles are one tie, whose weight is their sum.
//! What depends on direction says so; everything else looks at ties from both sides.

use std::collections::BTreeMap;

use super::{Column, Network, Rows, Shape, Value, ValueKind};

/// What is measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// How many nodes there are.
    pub nodes: usize,
    /// How many pairs are tied; in a directed network A → B and B → A are two.
    pub ties: usize,
    /// Ties as a share of the ties there could be: between the modes, or between any two; none for fewer nodes.
    pub density: Option<f64>,
    /// How many parts hang together, direction aside; a node without a tie is one.
    pub components: usize,
    /// How many nodes are in the largest.
    pub largest_component: usize,
    /// Each node's, in the network's order.
    pub by_node: Vec<NodeMeasures>,
}

/// What is measured of one node.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodeMeasures {
    /// How many nodes it is tied to.
    pub degree: usize,
    /// The weight of its ties.
    pub weighted_degree: f64,
    /// How many nodes' ties end here; only in a directed network.
    pub in_degree: Option<usize>,
    /// How many nodes its ties lead to; only in a directed network.
    pub out_degree: Option<usize>,
    /// Its share of a walk along the ties by weight, see [`DAMPING`]; the shares of all nodes sum to 1.
    pub pagerank: f64,
    /// The part it is in: 1 is the largest, and of two of one size the one whose first node comes first.
    pub component: usize,
}

/// The chance that a walk goes on: Page, Brin, Motwani, Winograd (1999), and the default of NetworkX and igraph.
pub const DAMPING: f64 = 0.85;

/// The walk has settled once a round moves less than this for each node.
const TOLERANCE: f64 = 1e-12;

/// Rounds after which it has settled anyway: 0.85^200 is below the tolerance.
const ROUNDS: usize = 200;

/// Takes the measures of a network.
#[must_use]
pub fn measure(network: &Network) -> Measures {
    let count = network.graph.node_count();
    let directed = network.shape == Shape::Directed;
    let ties = ties(network);
    let neighbours = neighbours(count, &ties);
    let mut by_node = vec![NodeMeasures::default(); count];
    for (node, near) in by_node.iter_mut().zip(&neighbours) {
        node.degree = near.len();
        if directed {
            (node.in_degree, node.out_degree) = (Some(0), Some(0));
        }
    }
    for (&(source, target), weight) in &ties {
        by_node[source].weighted_degree += weight;
        by_node[target].weighted_degree += weight;
        if let Some(out) = &mut by_node[source].out_degree {
            *out += 1;
        }
        if let Some(into) = &mut by_node[target].in_degree {
            *into += 1;
        }
    }
    for (node, share) in by_node.iter_mut().zip(pagerank(count, &ties, directed)) {
        node.pagerank = share;
    }
    let sizes = components(&neighbours, &mut by_node);
    Measures {
        nodes: count,
        ties: ties.len(),
        density: density(network, ties.len()),
        components: sizes.len(),
        largest_component: sizes.first().copied().unwrap_or_default(),
        by_node,
    }
}

impl Measures {
    /// The measures as a table, the most tied node first.
    #[must_use]
    pub fn rows(&self, network: &Network) -> Rows {
        let (columns, values) = self.columns(network);
        let mut order: Vec<usize> = (0..self.nodes).collect();
        order.sort_by(|&a, &b| {
            let (a, b) = (&self.by_node[a], &self.by_node[b]);
            b.degree.cmp(&a.degree).then(b.weighted_degree.total_cmp(&a.weighted_degree))
        });
        let names = ["node", "label", "kind"].map(str::to_owned).into_iter();
        let row = |place: usize| {
            let node = network.node(place);
            let fixed = [node.id.as_str(), &node.label, node.kind.as_str()].map(|text| Some(Value::from(text)));
            fixed.into_iter().chain(values[place].clone()).collect()
        };
        Rows { columns: names.chain(columns.into_iter().map(|column| column.name)).collect(), rows: order.into_iter().map(row).collect() }
    }

    /// Gives every node its measures as attributes, so that an export carries them.
    pub fn attach(&self, network: &mut Network) {
        let (columns, values) = self.columns(network);
        network.node_columns.extend(columns);
        for (node, values) in network.graph.node_weights_mut().zip(values) {
            node.attributes.extend(values);
        }
    }

    fn columns(&self, network: &Network) -> (Vec<Column>, Vec<Vec<Option<Value>>>) {
        let whole = |count: usize| Some(Value::Integer(i64::try_from(count).unwrap_or(i64::MAX)));
        let directed = network.shape == Shape::Directed;
        let mut names = vec![("degree", ValueKind::Integer), ("weighted_degree", ValueKind::Decimal)];
        if directed {
            names.extend([("in_degree", ValueKind::Integer), ("out_degree", ValueKind::Integer)]);
        }
        names.extend([("pagerank", ValueKind::Decimal), ("component", ValueKind::Integer)]);
        let columns = names.into_iter().map(|(name, kind)| Column { name: name.to_owned(), kind }).collect();
        let values = self.by_node.iter().map(|node| {
            let mut values = vec![whole(node.degree), Some(Value::Decimal(node.weighted_degree))];
            if directed {
                values.extend([node.in_degree.and_then(whole), node.out_degree.and_then(whole)]);
            }
            values.extend([Some(Value::Decimal(node.pagerank)), whole(node.component)]);
            values
        });
        (columns, values.collect())
    }
}

/// Each tied pair with its weight over all roles.
fn ties(network: &Network) -> BTreeMap<(usize, usize), f64> {
    let mut ties = BTreeMap::new();
    for (source, target, edge) in network.ties() {
        *ties.entry((source, target)).or_default() += edge.weight;
    }
    ties
}

/// For each node the others it is tied to, direction aside, each once.
fn neighbours(count: usize, ties: &BTreeMap<(usize, usize), f64>) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); count];
    for &(source, target) in ties.keys().filter(|(source, target)| source != target) {
        neighbours[source].push(target);
        neighbours[target].push(source);
    }
    for near in &mut neighbours {
        near.sort_unstable();
        near.dedup();
    }
    neighbours
}

#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 pairs")]
fn density(network: &Network, ties: usize) -> Option<f64> {
    let (count, first) = (network.graph.node_count(), network.first_mode());
    let possible = match network.shape {
        Shape::TwoMode { .. } => first * (count - first),
        Shape::Directed => count * count.saturating_sub(1),
        Shape::Undirected => count * count.saturating_sub(1) / 2,
    };
    (possible > 0).then(|| ties as f64 / possible as f64)
}

/// Numbers the parts that hang together, the largest first, and tells their sizes.
fn components(neighbours: &[Vec<usize>], by_node: &mut [NodeMeasures]) -> Vec<usize> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut seen = vec![false; neighbours.len()];
    for start in 0..neighbours.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut part = vec![start];
        let mut next = 0;
        while let Some(&node) = part.get(next) {
            for &near in &neighbours[node] {
                if !std::mem::replace(&mut seen[near], true) {
                    part.push(near);
                }
            }
            next += 1;
        }
        parts.push(part);
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    for (number, part) in parts.iter().enumerate() {
        for &node in part {
            by_node[node].component = number + 1;
        }
    }
    parts.iter().map(Vec::len).collect()
}

/// Where a walk is found that follows ties by weight and now and then starts anywhere; from a dead end it does so too.
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 nodes")]
fn pagerank(count: usize, ties: &BTreeMap<(usize, usize), f64>, directed: bool) -> Vec<f64> {
    if count == 0 {
        return Vec::new();
    }
    let back = ties.iter().filter(|_| !directed).map(|(&(source, target), &weight)| (target, source, weight));
    let there = ties.iter().map(|(&(source, target), &weight)| (source, target, weight));
    let steps: Vec<(usize, usize, f64)> = there.chain(back).filter(|&(_, _, weight)| weight > 0.0).collect();
    let mut leaving = vec![0.0; count];
    for &(source, _, weight) in &steps {
        leaving[source] += weight;
    }
    let even = 1.0 / count as f64;
    let mut shares = vec![even; count];
    for _ in 0..ROUNDS {
        let stuck: f64 = shares.iter().zip(&leaving).filter(|(_, out)| **out == 0.0).map(|(share, _)| share).sum();
        let mut next = vec![even * (1.0 - DAMPING + DAMPING * stuck); count];
        for &(source, target, weight) in &steps {
            next[target] += DAMPING * shares[source] * weight / leaving[source];
        }
        let moved: f64 = next.iter().zip(&shares).map(|(new, old)| (new - old).abs()).sum();
        shares = next;
        if moved < TOLERANCE * count as f64 {
            break;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::network::{Definition, Filter, NodeKind, build, catalogue::Edges};

    /// A network of agencies from lines such as `a lead b 2`; every agency named is in it, and those in `alone`.
    fn network(shape: Shape, alone: &[&str], edges: &[&str]) -> Network {
        let ties: Vec<Vec<&str>> = edges.iter().map(|edge| edge.split(' ').collect()).collect();
        let names: std::collections::BTreeSet<&str> = ties.iter().flat_map(|tie| [tie[0], tie[2]]).chain(alone.iter().copied()).collect();
        let text = |text: &str| Some(Value::from(text));
        let kind = |name: &str| {
            if name.starts_with('t') { "task" } else { "agency" }
        };
        let nodes = Rows {
            columns: ["node", "label", "kind"].map(str::to_owned).to_vec(),
            rows: names.into_iter().map(|name| vec![text(name), text(name), text(kind(name))]).collect(),
        };
        let edges = Rows {
            columns: ["source", "role", "target", "weight"].map(str::to_owned).to_vec(),
            rows: ties.iter().map(|tie| vec![text(tie[0]), text(tie[1]), text(tie[2]), Value::number(tie[3])]).collect(),
        };
        let definition = Definition { name: "test", shape, nodes: "", edges: Edges::Fixed("") };
        build(&definition, &nodes, &edges, &Filter::default()).unwrap()
    }

    /// The table, with shares to six digits as other programs are compared.
    fn shown(network: &Network) -> String {
        let measures = measure(network);
        let density = measures.density.map_or("-".to_owned(), |density| format!("{density:.6}"));
        let mut out = format!(
            "nodes {} ties {} density {density} components {} largest {}\n",
            measures.nodes, measures.ties, measures.components, measures.largest_component
        );
        let rows = measures.rows(network);
        out += &rows.columns[1..].join(" ");
        for row in rows.rows {
            let cells = row.into_iter().skip(1).flatten().map(|value| match value {
                Value::Decimal(number) => format!("{number:.6}"),
                other => other.to_string(),
            });
            out = out + "\n" + &cells.collect::<Vec<_>>().join(" ");
        }
        out
    }

    #[test]
    fn undirected_with_a_bridge_and_one_alone() {
        let edges = ["a shared b 2", "b shared c 1", "c shared d 1", "b joint a 1"];
        assert_snapshot!(shown(&network(Shape::Undirected, &["e"], &edges)), @r#"
        nodes 5 ties 3 density 0.300000 components 2 largest 4
        label kind degree weighted_degree pagerank component
        b agency 2 4.000000 0.351582 1
        c agency 2 2.000000 0.221650 1
        a agency 1 3.000000 0.260278 1
        d agency 1 1.000000 0.130346 1
        e agency 0 0.000000 0.036145 2
        "#);
    }

    #[test]
    fn directed_with_a_dead_end() {
        let edges = ["a co-lead b 2", "a support b 1", "a support c 1", "b co-lead a 1"];
        assert_snapshot!(shown(&network(Shape::Directed, &[], &edges)), @r#"
        nodes 3 ties 3 density 0.500000 components 1 largest 3
        label kind degree weighted_degree in_degree out_degree pagerank component
        a agency 2 5.000000 1 2 0.426390 1
        b agency 1 4.000000 1 1 0.377413 1
        c agency 1 1.000000 1 0 0.196197 1
        "#);
    }

    #[test]
    fn two_modes_are_dense_when_every_agency_has_every_task() {
        let shape = Shape::TwoMode { second: NodeKind::Task };
        let edges = ["a lead t1 1", "a co-lead t1 1", "b lead t1 1", "a lead t2 1"];
        let measures = measure(&network(shape, &[], &edges));
        assert_eq!((measures.ties, measures.density), (3, Some(0.75)));
    }

    #[test]
    fn nobody_has_no_density() {
        let measures = measure(&network(Shape::Undirected, &[], &[]));
        assert_eq!((measures.nodes, measures.density, measures.components), (0, None, 0));
    }

    #[test]
    fn attached_they_are_columns() {
        let mut network = network(Shape::Undirected, &[], &["a shared b 1"]);
        measure(&network).attach(&mut network);
        let names: Vec<&str> = network.node_columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["degree", "weighted_degree", "pagerank", "component"]);
        assert!(network.nodes().all(|node| node.attributes.len() == names.len()));
    }
}
