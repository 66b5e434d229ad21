//! `quanze network`: builds a named network from the graph and prints its measures.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;

use super::open;
use crate::cli::NetworkOptions;
use crate::network::{self, Filter, Groups, Network, Within, catalogue, measures};
use crate::store::Graph;
use crate::{query, store};

/// Builds a named network from the graph.
pub(super) fn network_of(graph: &Graph, name: &str, options: &NetworkOptions) -> anyhow::Result<Network> {
    let Some(definition) = catalogue::find(name) else {
        let near = query::nearest(name, catalogue::ALL.iter().map(|definition| definition.name));
        let near = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        bail!("no network `{name}`{near}; there are {}", words(catalogue::ALL.iter().map(|definition| definition.name)));
    };
    let Some(within) = Within::from_word(&options.within) else { bail!("no unit `{}`; use list, task or document", options.within) };
    let nodes = graph.select(&query::with_settings(definition.nodes, &options.settings)?)?;
    let edges = graph.select(&query::with_settings(definition.edges(within), &options.settings)?)?;
    let groups = if options.groups { Groups::In } else { Groups::Out };
    let filter = Filter { groups, minimum_weight: options.minimum_weight, ..Filter::default() };
    Ok(network::build(definition, &rows(nodes), &rows(edges), &filter)?)
}

/// An answer as the plain rows that networks are made of.
fn rows(answer: store::Answer) -> network::Rows {
    use oxigraph::model::Term;
    let value = |term: Term| match term {
        Term::Literal(literal) => {
            let number = literal.datatype().as_str().starts_with("http://www.w3.org/2001/XMLSchema#")
                && literal.datatype().as_str() != "http://www.w3.org/2001/XMLSchema#string";
            number
                .then(|| network::Value::number(literal.value()))
                .flatten()
                .unwrap_or_else(|| network::Value::Text(literal.value().to_owned()))
        }
        Term::NamedNode(node) => network::Value::Text(node.into_string()),
        other => network::Value::Text(other.to_string()),
    };
    network::Rows {
        columns: answer.variables,
        rows: answer.rows.into_iter().map(|row| row.into_iter().map(|term| term.map(value)).collect()).collect(),
    }
}

pub(super) fn print_measures(graph: &Path, name: &str, options: &NetworkOptions) -> anyhow::Result<ExitCode> {
    let network = network_of(&open(graph)?, name, options)?;
    let measured = measures::measure(&network);
    let mut out = std::io::stdout().lock();
    let density = measured.density.map_or_else(|| "-".to_owned(), |density| format!("{density:.4}"));
    writeln!(
        out,
        "{}: {} nodes, {} ties, density {density}, {} components, the largest of {}",
        network.name, measured.nodes, measured.ties, measured.components, measured.largest_component
    )?;
    if network.groups_left_out > 0 {
        writeln!(out, "{} classes of bodies left out; keep them with --groups", network.groups_left_out)?;
    }
    let table = measured.rows(&network);
    let text = |value: Option<network::Value>| value.map(|value| oxigraph::model::Literal::new_simple_literal(value.to_string()).into());
    let answer =
        store::Answer { variables: table.columns, rows: table.rows.into_iter().map(|row| row.into_iter().map(text).collect()).collect() };
    out.write_all(query::table(&answer).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Words for a message, commas between.
pub(super) fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
