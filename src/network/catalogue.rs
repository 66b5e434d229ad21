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
    /// The SPARQL query that says who is tied to whom.
    pub edges: &'static str,
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

/// The network of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Definition> {
    ALL.iter().find(|definition| definition.name == name)
}

macro_rules! networks {
    ($($name:literal is $shape:expr, of $nodes:literal;)+) => {
        /// Every named network.
        pub const ALL: &[Definition] = &[$(Definition {
            name: $name,
            shape: $shape,
            nodes: include_str!(concat!("../../queries/network/", $nodes, ".nodes.rq")),
            edges: include_str!(concat!("../../queries/network/", $name, ".edges.rq")),
        }),+];
    };
}

networks! {
    "agency-task" is Shape::TwoMode { second: NodeKind::Task }, of "agency-task";
    "agency-document" is Shape::TwoMode { second: NodeKind::Document }, of "agency-document";
    "agency-agency" is Shape::Undirected, of "answering";
    "function-function" is Shape::Undirected, of "function";
    "place-function" is Shape::TwoMode { second: NodeKind::Function }, of "place-function";
    "lead-partner" is Shape::Directed, of "lead-partner";
    "joint-issue" is Shape::Undirected, of "issuing";
    "document-citation" is Shape::Directed, of "document-citation";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use spargebra::SparqlParser;

    use super::*;
    use crate::query::parameters;

    fn queries() -> BTreeSet<&'static str> {
        ALL.iter().flat_map(|definition| [definition.nodes, definition.edges]).collect()
    }

    #[test]
    fn every_query_is_sparql_and_opens_with_its_question() {
        for query in queries() {
            let parsed = SparqlParser::new().parse_query(query);
            assert!(parsed.is_ok(), "{:?}\n{query}", parsed.err());
            let comments: Vec<_> = query.lines().take_while(|line| line.starts_with("# ")).collect();
            assert!(comments.len() >= 4 && comments[0].ends_with('？') && comments[1].ends_with('?'), "{query}");
            assert!(comments[2].starts_with("# 口径：") && comments[3].starts_with("# Counts: "), "{query}");
        }
    }

    #[test]
    fn every_parameter_has_its_place_and_every_network_chooses_documents() {
        for query in queries() {
            let stated: Vec<String> = parameters(query).into_iter().map(|parameter| parameter.name).collect();
            for name in &stated {
                assert!(query.contains(&format!("VALUES ?{name} {{")), "`{name}` in\n{query}");
            }
            for name in ["place", "level", "genre", "number", "from", "to"] {
                assert!(stated.iter().any(|stated| stated == name), "no `{name}` in\n{query}");
            }
        }
    }

    /// The lines that choose documents are the same in every query, so that nodes and edges are of the same documents.
    #[test]
    fn documents_are_chosen_in_the_same_words_everywhere() {
        let choice = |query: &str| {
            let lines = query.lines().skip_while(|line| !line.trim().starts_with("VALUES ?place"));
            let end = lines.map(str::trim).take_while(|line| !line.starts_with('}')).collect::<Vec<_>>();
            end.join("\n")
        };
        let choices: BTreeSet<String> = queries().into_iter().map(choice).collect();
        assert_eq!(choices.len(), 1, "{choices:#?}");
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
    }
}
