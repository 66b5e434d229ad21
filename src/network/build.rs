//! Building: the rows of a definition's two queries become a network, filtered, ordered and checked.
//!
//! The nodes query gives `node` (an IRI), `label` and `kind`, the edges query `source`, `target` (IRIs), `role` and
//! `weight`; every further column of theirs is carried along as an attribute. Nodes stand in the order of mode, kind,
//! label and IRI, edges in that of their ends and role, whatever order the rows came in.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use petgraph::graph::{Graph, NodeIndex};

use super::{Column, Definition, Edge, Network, Node, NodeKind, Rows, Shape, Value, ValueKind};

/// What to leave out of a network.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// What to do with classes of bodies.
    pub groups: Groups,
    /// Edges in these roles only; all where empty.
    pub roles: Vec<String>,
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

/// Why rows are no network: something is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// A column that every network needs.
    #[error(
        "the {query} query of network `{network}` has no column `{column}`; select `?{column}` in it"
    )]
    MissingColumn {
        /// The network's name.
        network: String,
        /// `nodes` or `edges`.
        query: &'static str,
        /// The column's name.
        column: &'static str,
    },
    /// A row without one of those columns' values.
    #[error(
        "row {row} of the {query} query of network `{network}` has no usable `{column}`; bind `?{column}` in it"
    )]
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
    /// A kind that is none of [`NodeKind`]'s.
    #[error("`{kind}` is no kind of node; use agency, group, task, document, function or place")]
    UnknownKind {
        /// The word.
        kind: String,
    },
    /// Two rows for one node.
    #[error(
        "network `{network}` has two rows for the node `{node}`; group its nodes query by `?node`"
    )]
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
    #[error(
        "an edge of network `{network}` ends at `{node}`, which its nodes query does not give; select it there"
    )]
    UnknownEnd {
        /// The network's name.
        network: String,
        /// The end's IRI.
        node: String,
    },
}

/// Builds the network that a definition's two queries answered.
///
/// # Errors
///
/// Where the rows break the definition's promise: a column missing, an edge without its node, a pair counted twice.
pub fn build(
    definition: &Definition,
    nodes: &Rows,
    edges: &Rows,
    filter: &Filter,
) -> Result<Network, NetworkError> {
    let table = Table {
        network: definition.name,
        query: "nodes",
        rows: nodes,
    };
    let (all, node_columns) = read_nodes(&table)?;
    let table = Table {
        network: definition.name,
        query: "edges",
        rows: edges,
    };
    let (ties, edge_columns) = read_edges(&table)?;

    let known: HashMap<&str, NodeKind> = all
        .iter()
        .map(|node| (node.iri.as_str(), node.kind))
        .collect();
    let left_out = |kind: NodeKind| kind == NodeKind::Group && filter.groups == Groups::Out;
    let mut kept_ties = Vec::new();
    for tie in ties {
        let kind = |iri: &str| {
            known
                .get(iri)
                .copied()
                .ok_or_else(|| NetworkError::UnknownEnd {
                    network: definition.name.to_owned(),
                    node: iri.to_owned(),
                })
        };
        let dropped = left_out(kind(&tie.source)?)
            || left_out(kind(&tie.target)?)
            || tie.edge.weight < filter.minimum_weight
            || !(filter.roles.is_empty() || filter.roles.contains(&tie.edge.role));
        if !dropped {
            kept_ties.push(tie);
        }
    }

    let tied: HashSet<String> = kept_ties
        .iter()
        .flat_map(|tie| [tie.source.clone(), tie.target.clone()])
        .collect();
    let groups_left_out = all.iter().filter(|node| left_out(node.kind)).count();
    let mut kept: Vec<Node> = all
        .into_iter()
        .filter(|node| !left_out(node.kind) && (!filter.tied_only || tied.contains(&node.iri)))
        .collect();
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

/// A query's rows with the names that a message about them needs.
struct Table<'a> {
    network: &'a str,
    query: &'static str,
    rows: &'a Rows,
}

/// An edge before its ends have places.
struct Tie {
    source: String,
    target: String,
    edge: Edge,
}

fn read_nodes(table: &Table<'_>) -> Result<(Vec<Node>, Vec<Column>), NetworkError> {
    let [iri, label, kind] = table.required(["node", "label", "kind"])?;
    let (places, columns) = table.further(&[iri, label, kind]);
    let mut seen = HashSet::new();
    let mut nodes = Vec::with_capacity(table.rows.rows.len());
    for (number, row) in table.rows.rows.iter().enumerate() {
        let word = table.text(row, number, kind, "kind")?;
        let iri = table.text(row, number, iri, "node")?;
        let label = one_line(&table.text(row, number, label, "label")?);
        let node = Node {
            id: String::new(),
            label: if label.is_empty() { iri.clone() } else { label },
            iri,
            kind: NodeKind::from_word(&word).ok_or(NetworkError::UnknownKind { kind: word })?,
            attributes: pick(row, &places),
        };
        if !seen.insert(node.iri.clone()) {
            return Err(NetworkError::DuplicateNode {
                network: table.network.to_owned(),
                node: node.iri,
            });
        }
        nodes.push(node);
    }
    Ok((nodes, columns))
}

fn read_edges(table: &Table<'_>) -> Result<(Vec<Tie>, Vec<Column>), NetworkError> {
    let [source, target, role, weight] = table.required(["source", "target", "role", "weight"])?;
    let (places, columns) = table.further(&[source, target, role, weight]);
    let mut ties = Vec::with_capacity(table.rows.rows.len());
    for (number, row) in table.rows.rows.iter().enumerate() {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a count of assignments stays far below 2^52"
        )]
        let weight = match row[weight] {
            Some(Value::Integer(count)) => count as f64,
            Some(Value::Decimal(number)) => number,
            Some(Value::Text(_)) | None => return Err(table.missing(number, "weight")),
        };
        ties.push(Tie {
            source: table.text(row, number, source, "source")?,
            target: table.text(row, number, target, "target")?,
            edge: Edge {
                role: one_line(&table.text(row, number, role, "role")?),
                weight,
                attributes: pick(row, &places),
            },
        });
    }
    Ok((ties, columns))
}

impl Table<'_> {
    /// The places of the columns every network needs.
    fn required<const N: usize>(
        &self,
        names: [&'static str; N],
    ) -> Result<[usize; N], NetworkError> {
        let mut places = [0; N];
        for (place, name) in places.iter_mut().zip(names) {
            *place = self
                .rows
                .column(name)
                .ok_or_else(|| NetworkError::MissingColumn {
                    network: self.network.to_owned(),
                    query: self.query,
                    column: name,
                })?;
        }
        Ok(places)
    }

    /// The places and kinds of all other columns.
    fn further(&self, required: &[usize]) -> (Vec<usize>, Vec<Column>) {
        let places: Vec<usize> = (0..self.rows.columns.len())
            .filter(|place| !required.contains(place))
            .collect();
        let columns = places
            .iter()
            .map(|&place| Column {
                name: self.rows.columns[place].clone(),
                kind: self.kind(place),
            })
            .collect();
        (places, columns)
    }

    /// The narrowest kind that holds every value of a column; text where it holds none.
    fn kind(&self, place: usize) -> ValueKind {
        let values = self.rows.rows.iter().filter_map(|row| row[place].as_ref());
        values.map(Value::kind).max().unwrap_or(ValueKind::Text)
    }

    fn text(
        &self,
        row: &[Option<Value>],
        number: usize,
        place: usize,
        column: &'static str,
    ) -> Result<String, NetworkError> {
        match &row[place] {
            Some(Value::Text(text)) => Ok(text.clone()),
            Some(Value::Integer(_) | Value::Decimal(_)) | None => Err(self.missing(number, column)),
        }
    }

    fn missing(&self, number: usize, column: &'static str) -> NetworkError {
        NetworkError::MissingValue {
            network: self.network.to_owned(),
            query: self.query,
            column,
            row: number + 1,
        }
    }
}

fn pick(row: &[Option<Value>], places: &[usize]) -> Vec<Option<Value>> {
    let clean = |value: &Value| match value {
        Value::Text(text) => Value::Text(one_line(text)),
        Value::Integer(_) | Value::Decimal(_) => value.clone(),
    };
    places
        .iter()
        .map(|&place| row[place].as_ref().map(clean))
        .collect()
}

/// Takes out what ends a line or has no place in XML 1.0: each run of blanks and such characters is one space.
fn one_line(text: &str) -> String {
    let printable = |c: char| {
        !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}')
    };
    let blank = |c: char| !printable(c) || c.is_whitespace();
    text.split(blank)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Puts the nodes in order and gives each its id.
fn order_and_number(nodes: &mut [Node], shape: Shape) {
    let second = |node: &Node| matches!(shape, Shape::TwoMode { second } if second == node.kind);
    nodes.sort_by(|a, b| {
        (second(a), a.kind, &a.label, &a.iri).cmp(&(second(b), b.kind, &b.label, &b.iri))
    });
    let mut last: BTreeMap<NodeKind, usize> = BTreeMap::new();
    for node in nodes {
        let number = last.entry(node.kind).or_default();
        *number += 1;
        node.id = format!("{}{number}", &node.kind.as_str()[..1]);
    }
}

/// Gives each edge its ends' places and adds it, in order; refuses a pair that comes twice in one role.
fn connect(
    definition: &Definition,
    nodes: Vec<Node>,
    ties: Vec<Tie>,
) -> Result<Graph<Node, Edge>, NetworkError> {
    let places: HashMap<String, usize> = nodes
        .iter()
        .enumerate()
        .map(|(place, node)| (node.iri.clone(), place))
        .collect();
    let directed = definition.shape == Shape::Directed;
    let mut edges = BTreeMap::new();
    for tie in ties {
        let (source, target) = (places[&tie.source], places[&tie.target]);
        let ends = if directed || source < target {
            (source, target)
        } else {
            (target, source)
        };
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
    use crate::network::catalogue::Edges;

    const TWO_MODE: Shape = Shape::TwoMode {
        second: NodeKind::Task,
    };

    /// Rows from a table of words: the header first, a bar between cells, numbers as numbers.
    fn rows(table: &str) -> Rows {
        let mut lines = table.lines().map(|line| line.split('|').map(str::trim));
        let columns = lines.next().unwrap().map(str::to_owned).collect();
        let value = |cell: &str| match cell {
            "" => None,
            cell => Some(Value::number(cell).unwrap_or_else(|| Value::from(cell))),
        };
        Rows {
            columns,
            rows: lines.map(|line| line.map(value).collect()).collect(),
        }
    }

    /// Reads a network back as a line for each edge, then a line with the nodes.
    fn shown(shape: Shape, nodes: &str, edges: &str, filter: &Filter) -> Result<String, String> {
        let definition = Definition {
            name: "test",
            shape,
            nodes: "",
            edges: Edges::Fixed(""),
        };
        let network = build(&definition, &rows(nodes), &rows(edges), filter)
            .map_err(|error| error.to_string())?;
        let edges: String = network
            .edges()
            .map(|(source, target, edge)| {
                format!(
                    "{} {} {} {}; ",
                    source.label, edge.role, target.label, edge.weight
                )
            })
            .collect();
        let nodes: Vec<_> = network
            .nodes()
            .map(|node| format!("{}={}", node.id, node.label))
            .collect();
        Ok(format!("{edges}{}", nodes.join(" ")))
    }

    fn all() -> Filter {
        Filter {
            groups: Groups::In,
            ..Filter::default()
        }
    }

    const AGENCIES: &str = "node|label|kind\nx:c|丙|agency\nx:a|甲|agency\nx:g|各县|group";

    #[test]
    fn order_does_not_depend_on_the_rows() {
        let backward = "node|label|kind\nx:g|各县|group\nx:a|甲|agency\nx:c|丙|agency";
        let edges = "source|target|role|weight\nx:a|x:c|shared|2\nx:g|x:a|shared|1";
        let backward_edges = "role|weight|target|source\nshared|1|x:g|x:a\nshared|2|x:a|x:c";
        let expected = "丙 shared 甲 2; 甲 shared 各县 1; a1=丙 a2=甲 g1=各县";
        assert_eq!(
            shown(Shape::Undirected, AGENCIES, edges, &all()).unwrap(),
            expected
        );
        assert_eq!(
            shown(Shape::Undirected, backward, backward_edges, &all()).unwrap(),
            expected
        );
    }

    #[test]
    fn a_filter_leaves_out_groups_roles_and_light_edges() {
        let edges =
            "source|target|role|weight\nx:a|x:c|co-lead|2\nx:a|x:c|support|1\nx:g|x:a|support|9";
        let shown = |filter| shown(Shape::Directed, AGENCIES, edges, &filter).unwrap();
        assert_eq!(
            shown(Filter::default()),
            "甲 co-lead 丙 2; 甲 support 丙 1; a1=丙 a2=甲"
        );
        let roles = vec!["support".to_owned()];
        assert_eq!(
            shown(Filter {
                roles,
                ..Filter::default()
            }),
            "甲 support 丙 1; a1=丙 a2=甲"
        );
        let filter = Filter {
            minimum_weight: 3.0,
            tied_only: true,
            ..all()
        };
        assert_eq!(shown(filter), "各县 support 甲 9; a1=甲 g1=各县");
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
        let definition = Definition {
            name: "test",
            shape: TWO_MODE,
            nodes: "",
            edges: Edges::Fixed(""),
        };
        let network = build(&definition, &nodes, &edges, &all()).unwrap();
        let kinds: Vec<_> = network
            .node_columns
            .iter()
            .map(|column| column.kind)
            .collect();
        assert_eq!(
            kinds,
            [ValueKind::Integer, ValueKind::Decimal, ValueKind::Text]
        );
    }

    #[test]
    fn a_label_is_one_line_and_holds_no_control_character() {
        assert_eq!(
            one_line("  一\r\n二\t三\u{0}\u{2028}四\u{FFFE}\u{3000}五 "),
            "一 二 三 四 五"
        );
        assert_eq!(one_line("\"<&>\" 🏭"), "\"<&>\" 🏭");
    }

    #[test]
    fn rows_that_break_the_promise_are_refused() {
        let edges = "source|target|role|weight";
        for (nodes, edges, message) in [
            (
                "node|label",
                edges,
                "the nodes query of network `test` has no column `kind`; select `?kind` in it",
            ),
            (
                "node|label|kind\nx:a||agency",
                edges,
                "row 1 of the nodes query of network `test` has no usable `label`; bind `?label` in it",
            ),
            (
                "node|label|kind\nx:a|甲|body",
                edges,
                "`body` is no kind of node; use agency, group, task, document, function or place",
            ),
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
            assert_eq!(
                shown(Shape::Undirected, nodes, edges, &all()).unwrap_err(),
                message
            );
        }
        let both_ways = "source|target|role|weight\nx:a|x:c|shared|1\nx:c|x:a|shared|1";
        let error = shown(Shape::Undirected, AGENCIES, both_ways, &all()).unwrap_err();
        assert!(
            error.starts_with("network `test` has two rows for the edge"),
            "{error}"
        );
        assert!(shown(Shape::Directed, AGENCIES, both_ways, &all()).is_ok());
    }
}
