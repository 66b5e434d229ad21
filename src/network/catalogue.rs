//! The networks that have a name, and the queries that define them.

use super::NodeKind;

/// A network: a name, a shape and two queries over the graph.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// What it is asked for by: `agency-task`.
    pub name: &'static str,
    /// What kind of network it is.
    pub shape: Shape,
    /// The SPARQL query that says who is in it.
    pub nodes: &'static str,
    /// The SPARQL query, or the choice of queries, that says who is tied to whom.
    pub edges: Edges,
}

/// What kind of network it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Edges run between nodes of two modes and have no direction.
    TwoMode {
        /// The kind of the second mode; all other kinds make the first.
        second: NodeKind,
    },
    /// All nodes are alike and edges have no direction.
    Undirected,
    /// All nodes are alike and edges run from source to target.
    Directed,
}

/// Where a network's edges come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edges {
    /// One query.
    Fixed(&'static str),
    /// One query for each reading of "together".
    Within {
        /// In one list.
        list: &'static str,
        /// In one task.
        task: &'static str,
        /// In one document.
        document: &'static str,
    },
}

/// What two agencies must stand in together to be tied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Within {
    /// `list`: one bracket, label block, table row or clause.
    #[default]
    List,
    /// `task`: one task, in one list or in several.
    Task,
    /// `document`: one document.
    Document,
}

impl Within {
    /// Every reading, the strictest first.
    pub const ALL: [Self; 3] = [Self::List, Self::Task, Self::Document];

    /// The word for it on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Task => "task",
            Self::Document => "document",
        }
    }

    /// The reading a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|within| within.as_str() == word)
    }
}

impl Definition {
    /// The query for the edges under a reading of "together", which only some networks ask for.
    #[must_use]
    pub const fn edges(&self, within: Within) -> &'static str {
        match (self.edges, within) {
            (Edges::Fixed(query), _) => query,
            (Edges::Within { list, .. }, Within::List) => list,
            (Edges::Within { task, .. }, Within::Task) => task,
            (Edges::Within { document, .. }, Within::Document) => document,
        }
    }

    /// Whether [`Within`] makes a difference.
    #[must_use]
    pub const fn takes_within(&self) -> bool {
        matches!(self.edges, Edges::Within { .. })
    }
}

/// The network of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Definition> {
    ALL.iter().find(|definition| definition.name == name)
}

/// Every named network.
pub const ALL: &[Definition] = &[
    Definition {
        name: "agency-task",
        shape: Shape::TwoMode { second: NodeKind::Task },
        nodes: include_str!("../../queries/network/agency-task.nodes.rq"),
        edges: Edges::Fixed(include_str!("../../queries/network/agency-task.edges.rq")),
    },
    Definition {
        name: "agency-document",
        shape: Shape::TwoMode { second: NodeKind::Document },
        nodes: include_str!("../../queries/network/agency-document.nodes.rq"),
        edges: Edges::Fixed(include_str!("../../queries/network/agency-document.edges.rq")),
    },
    Definition {
        name: "agency-agency",
        shape: Shape::Undirected,
        nodes: include_str!("../../queries/network/answering.nodes.rq"),
        edges: Edges::Within {
            list: include_str!("../../queries/network/agency-agency.list.edges.rq"),
            task: include_str!("../../queries/network/agency-agency.task.edges.rq"),
            document: include_str!("../../queries/network/agency-agency.document.edges.rq"),
        },
    },
    Definition {
        name: "lead-partner",
        shape: Shape::Directed,
        nodes: include_str!("../../queries/network/answering.nodes.rq"),
        edges: Edges::Within {
            list: include_str!("../../queries/network/lead-partner.list.edges.rq"),
            task: include_str!("../../queries/network/lead-partner.task.edges.rq"),
            document: include_str!("../../queries/network/lead-partner.document.edges.rq"),
        },
    },
    Definition {
        name: "joint-issue",
        shape: Shape::Undirected,
        nodes: include_str!("../../queries/network/issuing.nodes.rq"),
        edges: Edges::Fixed(include_str!("../../queries/network/joint-issue.edges.rq")),
    },
];

#[cfg(test)]
mod tests {
    use oxigraph::sparql::SparqlEvaluator;

    use super::*;

    fn queries() -> Vec<&'static str> {
        let edges = |definition: &Definition| Within::ALL.map(|within| definition.edges(within));
        let mut queries: Vec<_> = ALL.iter().flat_map(|definition| edges(definition).into_iter().chain([definition.nodes])).collect();
        queries.sort_unstable();
        queries.dedup();
        queries
    }

    #[test]
    fn every_query_is_sparql_and_opens_with_its_question() {
        for query in queries() {
            let parsed = SparqlEvaluator::new().parse_query(query);
            assert!(parsed.is_ok(), "{:?}\n{query}", parsed.err());
            let comments: Vec<_> = query.lines().take_while(|line| line.starts_with("# ")).collect();
            assert!(comments.len() >= 4 && comments[0].ends_with('？') && comments[1].ends_with('?'), "{query}");
            assert!(comments[2].starts_with("# 口径：") && comments[3].starts_with("# Counts: "), "{query}");
        }
    }

    #[test]
    fn every_query_file_is_used() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("queries/network");
        let files = std::fs::read_dir(folder).unwrap();
        let query = files.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|end| end == "rq"));
        assert_eq!(query.count(), queries().len());
    }

    #[test]
    fn a_name_finds_its_network() {
        for definition in ALL {
            assert_eq!(find(definition.name).unwrap().name, definition.name);
        }
        assert!(find("agency").is_none());
        assert!(find("agency-agency").unwrap().takes_within());
        assert!(!find("agency-task").unwrap().takes_within());
        assert!(Within::ALL.into_iter().all(|within| Within::from_word(within.as_str()) == Some(within)));
    }
}
