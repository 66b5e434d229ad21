//! The breadth–depth matrix, which sorts who answers for tasks into leading, key and auxiliary (主导、关键、辅助).
//!
//! Breadth is in how many documents a node answers, depth the share of its tasks that it leads. Each is set against the mean of the
//! network's nodes that answer for a task at all: leading has both at or above, key one of the two, auxiliary neither. Studies of
//! joint issue draw such matrices with cuts of their own; the figures used and the cut at the mean are quanze's convention, and
//! both figures stand beside the result so that it can be cut elsewhere.

use super::{Network, Node, Value};

/// Where a node stands in the matrix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// In how many documents it answers.
    pub breadth: i64,
    /// The share of its tasks that it leads.
    pub depth: f64,
    /// What that makes it.
    pub tier: Tier,
}

/// What breadth and depth make of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// `leading`: broad and deep.
    Leading,
    /// `key`: broad or deep.
    Key,
    /// `auxiliary`: neither.
    Auxiliary,
}

impl Tier {
    /// Every tier.
    pub const ALL: [Self; 3] = [Self::Leading, Self::Key, Self::Auxiliary];

    /// The word for it in tables and files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leading => "leading",
            Self::Key => "key",
            Self::Auxiliary => "auxiliary",
        }
    }
}

/// Each node's cell in the matrix; none for one that answers for no task, and for all where the network does not count them.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of tasks stay far below 2^52")]
pub fn cells(network: &Network) -> Vec<Option<Cell>> {
    let column = |name: &str| network.node_columns.iter().position(|column| column.name == name);
    let (Some(documents), Some(tasks), Some(lead)) = (column("documents"), column("tasks"), column("lead")) else {
        return vec![None; network.graph.node_count()];
    };
    let counted = |node: &Node| match (&node.attributes[documents], &node.attributes[tasks], &node.attributes[lead]) {
        (Some(Value::Integer(documents)), Some(Value::Integer(tasks)), Some(Value::Integer(lead))) if *tasks > 0 => {
            Some((*documents, *lead as f64 / *tasks as f64))
        }
        _ => None,
    };
    let figures: Vec<_> = network.nodes().map(counted).collect();
    let count = figures.iter().flatten().count() as f64;
    let broad = figures.iter().flatten().map(|(breadth, _)| *breadth as f64).sum::<f64>() / count;
    let deep = figures.iter().flatten().map(|(_, depth)| depth).sum::<f64>() / count;
    let cell = |(breadth, depth): (i64, f64)| {
        let tier = match (breadth as f64 >= broad, depth >= deep) {
            (true, true) => Tier::Leading,
            (true, false) | (false, true) => Tier::Key,
            (false, false) => Tier::Auxiliary,
        };
        Cell { breadth, depth, tier }
    };
    figures.into_iter().map(|figures| figures.map(cell)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Definition, Filter, Rows, Shape, build};

    #[test]
    fn breadth_and_depth_are_set_against_their_means() {
        let row = |name: &str, documents: i64, tasks: i64, lead: i64| {
            let text = |text: &str| Some(Value::from(text));
            vec![text(name), text(name), text("agency"), Some(documents.into()), Some(tasks.into()), Some(lead.into())]
        };
        let columns = ["node", "label", "kind", "documents", "tasks", "lead"].map(str::to_owned).to_vec();
        // The means are 4 documents and half of the tasks.
        let rows = vec![row("a", 8, 10, 10), row("b", 6, 10, 0), row("c", 1, 4, 4), row("d", 1, 4, 0), row("e", 0, 0, 0)];
        let edges = Rows { columns: ["source", "target", "role", "weight"].map(str::to_owned).to_vec(), rows: Vec::new() };
        let definition = Definition { name: "test", shape: Shape::Undirected, nodes: "", edges: "" };
        let network = build(&definition, &Rows { columns, rows }, &edges, &Filter::default()).unwrap();
        let shown: Vec<_> = cells(&network).iter().map(|cell| cell.map_or("-", |cell| cell.tier.as_str())).collect();
        assert_eq!(shown, ["leading", "key", "key", "auxiliary", "-"]);
    }

    #[test]
    fn a_network_that_counts_no_tasks_has_no_matrix() {
        let network = crate::network::simple::tests::network(Shape::Undirected, &["a"], &[]);
        assert_eq!(cells(&network), [None]);
    }
}
