//! What can be wrong with the rows of a network: always a query that breaks its promise.

/// Why rows are no network: something is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// A column that every network needs.
    #[error("the {query} query of network `{network}` has no column `{column}`; select `?{column}` in it")]
    MissingColumn {
        /// The network's name.
        network: String,
        /// `nodes` or `edges`.
        query: &'static str,
        /// The column's name.
        column: &'static str,
    },
    /// A row without one of those columns' values.
    #[error("row {row} of the {query} query of network `{network}` has no usable `{column}`; bind `?{column}` in it")]
    MissingValue {
        /// The network's name.
        network: String,
        /// `nodes` or `edges`.
        query: &'static str,
        /// The column's name.
        column: &'static str,
        /// 1-based.
        row: usize,
    },
    /// A kind that is none of [`NodeKind`](super::NodeKind)'s.
    #[error("`{kind}` is no kind of node; use agency, group, task, document, function or place")]
    UnknownKind {
        /// The word.
        kind: String,
    },
    /// Two rows for one node.
    #[error("network `{network}` has two rows for the node `{node}`; group its nodes query by `?node`")]
    DuplicateNode {
        /// The network's name.
        network: String,
        /// The node's IRI.
        node: String,
    },
    /// Two rows for one pair and role.
    #[error(
        "network `{network}` has two rows for the edge `{source_iri}` – `{target}` in role `{role}`; group its edges \
         query by `?source`, `?target` and `?role`, and let an undirected pair come in one direction only"
    )]
    DuplicateEdge {
        /// The network's name.
        network: String,
        /// IRI of one end.
        source_iri: String,
        /// IRI of the other.
        target: String,
        /// The edge's role.
        role: String,
    },
    /// An edge whose end is no node.
    #[error("an edge of network `{network}` ends at `{node}`, which its nodes query does not give; select it there")]
    UnknownEnd {
        /// The network's name.
        network: String,
        /// The end's IRI.
        node: String,
    },
    /// Newman's weights asked of a network whose ties are no meetings of several.
    #[error("network `{network}` has no Newman weights; use --weights count, or one of agency-agency, function-function and joint-issue")]
    NoNewman {
        /// The network's name.
        network: String,
    },
    /// An ego that is no node.
    #[error("network `{network}` has no node `{name}`{}; `quanze network {network}` lists them", near.as_ref().map(|near| format!(", did you mean `{near}`?")).unwrap_or_default())]
    UnknownEgo {
        /// The network's name.
        network: String,
        /// The name given.
        name: String,
        /// The nearest name.
        near: Option<String>,
    },
}
