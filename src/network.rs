//! Networks: who is tied to whom, as nodes and weighted edges that two queries over the graph define.
//!
//! A [`Definition`] names a network and holds its two SPARQL queries: one says who is in it, the other who is tied to
//! whom. [`build()`] turns their rows into a [`Network`]; it knows nothing of the store that answered them, so that any
//! SPARQL server will do. The queries count; nothing is counted here, so every figure can be asked for again.

pub mod rows;

pub mod catalogue;

pub mod build;
pub mod error;
mod read;
pub mod select;

pub mod simple;

pub mod cohesion;
pub mod community;
pub mod paths;
pub mod spectrum;
pub mod tier;
pub mod whole;

pub mod measures;

pub use build::{Filter, Groups, Weights, build};
pub use catalogue::{Definition, Shape};
pub use error::NetworkError;
pub use rows::{Rows, Value, ValueKind};

use petgraph::graph::{Graph, NodeIndex};

/// A network: nodes in a fixed order, at most one edge for each pair and role.
///
/// Every text in it is one line and holds no control character, so that no format has to guard against them.
#[derive(Debug, Clone)]
pub struct Network {
    /// The name it is asked for by: `agency-task`.
    pub name: String,
    /// Whether edges have a direction, and whether there are two kinds of node.
    pub shape: Shape,
    /// What each node tells besides its label and kind, in column order.
    pub node_columns: Vec<Column>,
    /// What each edge tells besides its role and weight, in column order.
    pub edge_columns: Vec<Column>,
    /// The nodes and edges. An undirected edge runs from the node that comes first to the one that comes later.
    pub graph: Graph<Node, Edge>,
    /// Nodes that the filter left out because they are classes of bodies.
    pub groups_left_out: usize,
}

/// A named column of values of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The variable of the query it comes from: `level`.
    pub name: String,
    /// What its values are.
    pub kind: ValueKind,
}

/// One end of edges.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Short and ASCII, for formats that allow nothing else: `a1`, `t7`, `d3`.
    pub id: String,
    /// What the graph calls it.
    pub iri: String,
    /// Its name, on one line.
    pub label: String,
    /// What it is.
    pub kind: NodeKind,
    /// A value for each of [`Network::node_columns`].
    pub attributes: Vec<Option<Value>>,
}

/// What ties two nodes together.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// The kind of tie: `lead`, `support`, `shared`.
    pub role: String,
    /// How much of it there is, counted by the query.
    pub weight: f64,
    /// A value for each of [`Network::edge_columns`].
    pub attributes: Vec<Option<Value>>,
}

/// What a node is; the first letter of its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// One identified body.
    Agency,
    /// A class of bodies: 各县（市、区）人民政府.
    Group,
    /// A task.
    Task,
    /// A document.
    Document,
    /// A functional line (条线).
    Function,
    /// A place.
    Place,
}

impl NodeKind {
    /// Every kind, in the order in which nodes stand.
    pub const ALL: [Self; 6] = [Self::Agency, Self::Group, Self::Task, Self::Document, Self::Function, Self::Place];

    /// The word for it in queries and files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Group => "group",
            Self::Task => "task",
            Self::Document => "document",
            Self::Function => "function",
            Self::Place => "place",
        }
    }

    /// The kind a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Network {
    /// Nodes, in order.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.graph.node_weights()
    }

    /// Edges with their ends, in order.
    pub fn edges(&self) -> impl Iterator<Item = (&Node, &Node, &Edge)> {
        self.graph.edge_references().map(|edge| {
            use petgraph::visit::EdgeRef;
            (&self.graph[edge.source()], &self.graph[edge.target()], edge.weight())
        })
    }

    /// Edges as places of their ends in [`Network::nodes`], with their weight.
    pub fn ties(&self) -> impl Iterator<Item = (usize, usize, &Edge)> {
        self.graph.edge_references().map(|edge| {
            use petgraph::visit::EdgeRef;
            (edge.source().index(), edge.target().index(), edge.weight())
        })
    }

    /// Whether some pair of nodes is tied in more than one role.
    #[must_use]
    pub fn has_parallel_edges(&self) -> bool {
        let mut seen = std::collections::HashSet::new();
        self.ties().any(|(source, target, _)| !seen.insert((source, target)))
    }

    /// How many nodes stand in the first mode; all of them where there is only one.
    ///
    /// The nodes of the first mode come before those of the second.
    #[must_use]
    pub fn first_mode(&self) -> usize {
        match self.shape {
            Shape::TwoMode { second } => self.nodes().filter(|node| node.kind != second).count(),
            Shape::Undirected | Shape::Directed => self.graph.node_count(),
        }
    }

    /// The node at a place in [`Network::nodes`].
    #[must_use]
    pub fn node(&self, place: usize) -> &Node {
        &self.graph[NodeIndex::new(place)]
    }
}
