//! Measures: how tied each node is, and the network as a whole.
//!
//! They are taken of the [simple network](super::simple). Betweenness, PageRank and the degrees that say so follow the ties'
//! direction; everything else looks at ties from both sides. What means nothing in a two-mode network, because no two nodes of one
//! mode are tied, is not taken of it: clustering, constraint, centralisation and the E–I index.

use super::simple::Simple;
use super::tier::Cell;
use super::{Column, Network, Rows, Shape, Value, ValueKind};
use super::{cohesion, community, paths, spectrum, tier, whole};

/// What is measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    /// How many nodes there are.
    pub nodes: usize,
    /// How many pairs are tied; in a directed network A → B and B → A are two.
    pub ties: usize,
    /// See [`whole::density`].
    pub density: Option<f64>,
    /// How many parts hang together, direction aside; a node without a tie is one.
    pub components: usize,
    /// How many nodes are in the largest.
    pub largest_component: usize,
    /// How many nodes have no tie.
    pub isolates: usize,
    /// See [`whole::degree_centralisation`].
    pub degree_centralisation: Option<f64>,
    /// See [`whole::betweenness_centralisation`].
    pub betweenness_centralisation: Option<f64>,
    /// The mean of the nodes' clustering, of those that have one.
    pub clustering: Option<f64>,
    /// See [`cohesion::transitivity`].
    pub transitivity: Option<f64>,
    /// How many communities there are.
    pub communities: usize,
    /// See [`community::modularity`].
    pub modularity: Option<f64>,
    /// See [`whole::external_internal`], by level.
    pub ei_level: Option<f64>,
    /// The same by place.
    pub ei_place: Option<f64>,
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
    /// See [`paths::betweenness`]; none where it was not asked for.
    pub betweenness: Option<f64>,
    /// See [`paths::closeness`]; none where it was not asked for.
    pub closeness: Option<f64>,
    /// See [`spectrum::eigenvector`].
    pub eigenvector: Option<f64>,
    /// See [`spectrum::pagerank`].
    pub pagerank: f64,
    /// See [`cohesion::cores`].
    pub core: usize,
    /// See [`cohesion::clustering`].
    pub clustering: Option<f64>,
    /// See [`cohesion::constraint`].
    pub constraint: Option<f64>,
    /// See [`community::Communities`].
    pub community: usize,
    /// See [`cohesion::components`].
    pub component: usize,
    /// See [`tier::cells`].
    pub cell: Option<Cell>,
}

/// Whether betweenness and closeness are taken, which large networks take long for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paths {
    /// They are.
    #[default]
    Taken,
    /// They are not.
    LeftOut,
}

/// Takes all measures of a network.
#[must_use]
pub fn measure(network: &Network) -> Measures {
    measure_with(network, Paths::Taken)
}

/// Takes the measures of a network, those of paths if wanted.
#[must_use]
pub fn measure_with(network: &Network, wanted: Paths) -> Measures {
    let simple = Simple::of(network);
    let one_mode = !matches!(network.shape, Shape::TwoMode { .. });
    let mut by_node = degrees(&simple);
    fill(&mut by_node, spectrum::pagerank(&simple), |node, share| node.pagerank = share);
    fill(&mut by_node, spectrum::eigenvector(&simple).unwrap_or_default(), |node, value| node.eigenvector = Some(value));
    fill(&mut by_node, cohesion::cores(&simple), |node, core| node.core = core);
    fill(&mut by_node, tier::cells(network), |node, cell| node.cell = cell);
    let mut centralisation = None;
    if wanted == Paths::Taken {
        let betweenness = paths::betweenness(&simple);
        centralisation = whole::betweenness_centralisation(&betweenness);
        fill(&mut by_node, betweenness, |node, share| node.betweenness = Some(share));
        fill(&mut by_node, paths::closeness(&simple), |node, value| node.closeness = Some(value));
    }
    let (components, sizes) = cohesion::components(&simple);
    fill(&mut by_node, components, |node, component| node.component = component);
    let communities = community::communities(&simple);
    fill(&mut by_node, communities.of, |node, community| node.community = community);
    if one_mode {
        fill(&mut by_node, cohesion::clustering(&simple), |node, value| node.clustering = value);
        fill(&mut by_node, cohesion::constraint(&simple), |node, value| node.constraint = value);
    }
    let in_one_mode = |value: Option<f64>| value.filter(|_| one_mode);
    Measures {
        nodes: simple.count(),
        ties: simple.ties.len(),
        density: whole::density(network, &simple),
        components: sizes.len(),
        largest_component: sizes.first().copied().unwrap_or_default(),
        isolates: by_node.iter().filter(|node| node.degree == 0).count(),
        degree_centralisation: in_one_mode(whole::degree_centralisation(&simple)),
        betweenness_centralisation: in_one_mode(centralisation),
        clustering: mean(by_node.iter().filter_map(|node| node.clustering)),
        transitivity: in_one_mode(cohesion::transitivity(&simple)),
        communities: communities.sizes.len(),
        modularity: communities.modularity,
        ei_level: in_one_mode(whole::external_internal(network, &simple, "level")),
        ei_place: in_one_mode(whole::external_internal(network, &simple, "place")),
        by_node,
    }
}

/// Puts a figure into each node.
fn fill<T>(nodes: &mut [NodeMeasures], values: Vec<T>, mut put: impl FnMut(&mut NodeMeasures, T)) {
    for (node, value) in nodes.iter_mut().zip(values) {
        put(node, value);
    }
}

#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 nodes")]
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0_usize, 0.0), |(count, sum), value| (count + 1, sum + value));
    (count > 0).then(|| sum / count as f64)
}

fn degrees(simple: &Simple) -> Vec<NodeMeasures> {
    let mut by_node = vec![NodeMeasures::default(); simple.count()];
    for (node, near) in by_node.iter_mut().zip(&simple.near) {
        node.degree = near.len();
        if simple.directed {
            (node.in_degree, node.out_degree) = (Some(0), Some(0));
        }
    }
    for (&(source, target), weight) in &simple.ties {
        by_node[source].weighted_degree += weight;
        by_node[target].weighted_degree += weight;
        if let Some(out) = &mut by_node[source].out_degree {
            *out += 1;
        }
        if let Some(into) = &mut by_node[target].in_degree {
            *into += 1;
        }
    }
    by_node
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

    /// The network's figures with their names, those that it has.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Value)> {
        let figures = [
            ("nodes", integer(self.nodes)),
            ("ties", integer(self.ties)),
            ("density", self.density.map(Value::Decimal)),
            ("components", integer(self.components)),
            ("largest_component", integer(self.largest_component)),
            ("isolates", integer(self.isolates)),
            ("degree_centralisation", self.degree_centralisation.map(Value::Decimal)),
            ("betweenness_centralisation", self.betweenness_centralisation.map(Value::Decimal)),
            ("clustering", self.clustering.map(Value::Decimal)),
            ("transitivity", self.transitivity.map(Value::Decimal)),
            ("communities", integer(self.communities)),
            ("modularity", self.modularity.map(Value::Decimal)),
            ("ei_level", self.ei_level.map(Value::Decimal)),
            ("ei_place", self.ei_place.map(Value::Decimal)),
        ];
        figures.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The columns that some node has a figure in, and every node's figures.
    fn columns(&self, network: &Network) -> (Vec<Column>, Vec<Vec<Option<Value>>>) {
        type Figure = fn(&NodeMeasures) -> Option<Value>;
        let all: [(&str, ValueKind, Figure); 16] = [
            ("degree", ValueKind::Integer, |node| integer(node.degree)),
            ("weighted_degree", ValueKind::Decimal, |node| Some(Value::Decimal(node.weighted_degree))),
            ("in_degree", ValueKind::Integer, |node| node.in_degree.and_then(integer)),
            ("out_degree", ValueKind::Integer, |node| node.out_degree.and_then(integer)),
            ("betweenness", ValueKind::Decimal, |node| node.betweenness.map(Value::Decimal)),
            ("closeness", ValueKind::Decimal, |node| node.closeness.map(Value::Decimal)),
            ("eigenvector", ValueKind::Decimal, |node| node.eigenvector.map(Value::Decimal)),
            ("pagerank", ValueKind::Decimal, |node| Some(Value::Decimal(node.pagerank))),
            ("core", ValueKind::Integer, |node| integer(node.core)),
            ("clustering", ValueKind::Decimal, |node| node.clustering.map(Value::Decimal)),
            ("constraint", ValueKind::Decimal, |node| node.constraint.map(Value::Decimal)),
            ("community", ValueKind::Integer, |node| integer(node.community)),
            ("component", ValueKind::Integer, |node| integer(node.component)),
            ("breadth", ValueKind::Integer, |node| node.cell.map(|cell| Value::Integer(cell.breadth))),
            ("depth", ValueKind::Decimal, |node| node.cell.map(|cell| Value::Decimal(cell.depth))),
            ("tier", ValueKind::Text, |node| node.cell.map(|cell| Value::from(cell.tier.as_str()))),
        ];
        // What is always there keeps its column in an empty network too, so that its files have the same header.
        let always = |name: &str| matches!(name, "degree" | "weighted_degree" | "pagerank" | "core" | "community" | "component");
        let directed = |name: &str| network.shape == Shape::Directed && matches!(name, "in_degree" | "out_degree");
        let figures: Vec<_> = all
            .into_iter()
            .filter(|(name, _, figure)| always(name) || directed(name) || self.by_node.iter().any(|node| figure(node).is_some()))
            .collect();
        let columns = figures.iter().map(|(name, kind, _)| Column { name: (*name).to_owned(), kind: *kind }).collect();
        let values = self.by_node.iter().map(|node| figures.iter().map(|(_, _, figure)| figure(node)).collect()).collect();
        (columns, values)
    }
}

fn integer(count: usize) -> Option<Value> {
    Some(Value::Integer(i64::try_from(count).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::network::NodeKind;
    use crate::network::simple::tests::network;

    /// The figures and the table, with shares to four digits.
    fn shown(network: &Network) -> String {
        let measures = measure(network);
        let short = |value: Value| match value {
            Value::Decimal(number) => format!("{number:.4}"),
            other => other.to_string(),
        };
        let figures = measures.figures().into_iter().map(|(name, value)| format!("{name} {}", short(value))).collect::<Vec<_>>();
        let rows = measures.rows(network);
        let mut out = format!("{}\n{}", figures.join(", "), rows.columns[1..].join(" "));
        for row in rows.rows {
            let cells = row.into_iter().skip(1).map(|value| value.map_or("-".to_owned(), short));
            out = out + "\n" + &cells.collect::<Vec<_>>().join(" ");
        }
        out
    }

    #[test]
    fn undirected_with_a_bridge_and_one_alone() {
        let edges = ["a shared b 2", "b shared c 1", "c shared d 1", "b joint a 1"];
        assert_snapshot!(shown(&network(Shape::Undirected, &["e"], &edges)), @r#"
        nodes 5, ties 3, density 0.3000, components 2, largest_component 4, isolates 1, degree_centralisation 0.3333, betweenness_centralisation 0.2500, clustering 0.0000, transitivity 0.0000, communities 3, modularity 0.2200
        label kind degree weighted_degree betweenness closeness eigenvector pagerank core clustering constraint community component
        b agency 2 4.0000 0.3333 0.5625 0.7029 0.3516 1 0.0000 0.6250 1 1
        c agency 2 2.0000 0.3333 0.5625 0.2453 0.2216 1 0.0000 0.5000 2 1
        a agency 1 3.0000 0.0000 0.3750 0.6632 0.2603 1 - 1.0000 1 1
        d agency 1 1.0000 0.0000 0.3750 0.0772 0.1303 1 - 1.0000 2 1
        e agency 0 0.0000 0.0000 0.0000 0.0000 0.0361 0 - - 3 2
        "#);
    }

    #[test]
    fn directed_with_a_dead_end() {
        let edges = ["a co-lead b 2", "a support b 1", "a support c 1", "b co-lead a 1"];
        assert_snapshot!(shown(&network(Shape::Directed, &[], &edges)), @r#"
        nodes 3, ties 3, density 0.5000, components 1, largest_component 3, isolates 0, degree_centralisation 1.0000, betweenness_centralisation 0.5000, clustering 0.0000, transitivity 0.0000, communities 1, modularity 0.0000
        label kind degree weighted_degree in_degree out_degree betweenness closeness eigenvector pagerank core clustering constraint community component
        a agency 2 5.0000 1 2 0.5000 1.0000 0.7071 0.4264 1 0.0000 0.6800 1 1
        b agency 1 4.0000 1 1 0.0000 0.6667 0.6860 0.3774 1 - 1.0000 1 1
        c agency 1 1.0000 1 0 0.0000 0.6667 0.1715 0.1962 1 - 1.0000 1 1
        "#);
    }

    #[test]
    fn two_modes() {
        let edges = ["a lead t1 1", "a co-lead t1 1", "b lead t1 1", "a lead t2 1"];
        assert_snapshot!(shown(&network(Shape::TwoMode { second: NodeKind::Task }, &[], &edges)), @r#"
        nodes 4, ties 3, density 0.7500, components 1, largest_component 4, isolates 0, communities 2, modularity 0.0000
        label kind degree weighted_degree betweenness closeness eigenvector pagerank core community component
        a agency 2 3.0000 0.6667 0.7500 0.6533 0.3604 1 1 1
        t1 task 2 3.0000 0.6667 0.7500 0.6533 0.3604 1 2 1
        b agency 1 1.0000 0.0000 0.5000 0.2706 0.1396 1 2 1
        t2 task 1 1.0000 0.0000 0.5000 0.2706 0.1396 1 1 1
        "#);
    }

    #[test]
    fn one_alone_and_nobody() {
        assert_snapshot!(shown(&network(Shape::Undirected, &["a"], &[])), @r#"
        nodes 1, ties 0, components 1, largest_component 1, isolates 1, communities 1
        label kind degree weighted_degree betweenness closeness pagerank core community component
        a agency 0 0.0000 0.0000 0.0000 1.0000 0 1 1
        "#);
        assert_snapshot!(shown(&network(Shape::Directed, &[], &[])), @r#"
        nodes 0, ties 0, components 0, largest_component 0, isolates 0, communities 0
        label kind degree weighted_degree in_degree out_degree pagerank core community component
        "#);
    }

    #[test]
    fn attached_they_are_columns() {
        let mut network = network(Shape::Undirected, &[], &["a shared b 1"]);
        measure_with(&network, Paths::LeftOut).attach(&mut network);
        let names: Vec<&str> = network.node_columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["degree", "weighted_degree", "eigenvector", "pagerank", "core", "constraint", "community", "component"]);
        assert!(network.nodes().all(|node| node.attributes.len() == names.len()));
    }
}
