//! The simple network that measures are taken of: two edges of one pair in two roles are one tie, whose weight is their sum.
//!
//! What a measure says of direction it says itself; most look at ties from both sides, where A → B and B → A are one tie of
//! both weights. A tie of a node to itself does not count.

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, UnGraph};

use super::{Network, Shape};

/// A network without roles.
#[derive(Debug, Clone)]
pub struct Simple {
    /// Whether ties have a direction.
    pub directed: bool,
    /// Each tied pair, by the places of its ends, with its weight over all roles.
    pub ties: BTreeMap<(usize, usize), f64>,
    /// Ties from both sides, each pair once.
    pub both: UnGraph<(), f64>,
    /// Ties with their direction, where they have one.
    pub arcs: DiGraph<(), f64>,
    /// For each node the others it is tied to and by how much, from both sides, in order.
    pub near: Vec<Vec<(usize, f64)>>,
}

impl Simple {
    /// The simple network of a network.
    #[must_use]
    pub fn of(network: &Network) -> Self {
        let mut ties = BTreeMap::new();
        for (source, target, edge) in network.ties().filter(|(source, target, _)| source != target) {
            *ties.entry((source, target)).or_default() += edge.weight;
        }
        Self::of_ties(network.graph.node_count(), network.shape == Shape::Directed, ties)
    }

    /// The simple network of tied pairs.
    #[must_use]
    pub fn of_ties(count: usize, directed: bool, ties: BTreeMap<(usize, usize), f64>) -> Self {
        let mut pairs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for (&(source, target), weight) in &ties {
            *pairs.entry((source.min(target), source.max(target))).or_default() += weight;
        }
        let mut both = UnGraph::with_capacity(count, pairs.len());
        let mut arcs = DiGraph::with_capacity(count, if directed { ties.len() } else { 0 });
        let places: Vec<_> = (0..count).map(|_| (both.add_node(()), arcs.add_node(()))).collect();
        let mut near = vec![Vec::new(); count];
        for (&(one, other), &weight) in &pairs {
            both.add_edge(places[one].0, places[other].0, weight);
            near[one].push((other, weight));
            near[other].push((one, weight));
        }
        if directed {
            for (&(source, target), &weight) in &ties {
                arcs.add_edge(places[source].1, places[target].1, weight);
            }
        }
        for near in &mut near {
            near.sort_unstable_by_key(|(place, _)| *place);
        }
        Self { directed, ties, both, arcs, near }
    }

    /// How many nodes there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.near.len()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::network::{Definition, Filter, Rows, Value, build};

    /// A network of agencies from lines such as `a lead b 2`; every agency named is in it, and those in `alone`. What begins
    /// with `t` is a task.
    pub(crate) fn network(shape: Shape, alone: &[&str], edges: &[&str]) -> Network {
        let ties: Vec<Vec<&str>> = edges.iter().map(|edge| edge.split(' ').collect()).collect();
        let names: std::collections::BTreeSet<&str> = ties.iter().flat_map(|tie| [tie[0], tie[2]]).chain(alone.iter().copied()).collect();
        let text = |text: &str| Some(Value::from(text));
        let kind = |name: &str| if name.starts_with('t') { "task" } else { "agency" };
        let nodes = Rows {
            columns: ["node", "label", "kind"].map(str::to_owned).to_vec(),
            rows: names.into_iter().map(|name| vec![text(name), text(name), text(kind(name))]).collect(),
        };
        let edges = Rows {
            columns: ["source", "role", "target", "weight"].map(str::to_owned).to_vec(),
            rows: ties.iter().map(|tie| vec![text(tie[0]), text(tie[1]), text(tie[2]), Value::number(tie[3])]).collect(),
        };
        let definition = Definition { name: "test", shape, nodes: "", edges: "" };
        build(&definition, &nodes, &edges, &Filter::default()).unwrap()
    }

    /// The simple network of such lines.
    pub(crate) fn simple(shape: Shape, edges: &[&str]) -> Simple {
        Simple::of(&network(shape, &[], edges))
    }

    #[test]
    fn a_pair_is_one_tie() {
        let simple = simple(Shape::Directed, &["a lead b 2", "a support b 1", "b lead a 4", "b lead b 9"]);
        assert_eq!(simple.ties, BTreeMap::from([((0, 1), 3.0), ((1, 0), 4.0)]));
        assert_eq!(simple.near, [[(1, 7.0)], [(0, 7.0)]]);
        assert_eq!((simple.both.edge_count(), simple.arcs.edge_count()), (1, 2));
    }
}
