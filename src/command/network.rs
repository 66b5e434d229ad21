//! `quanze network`: builds a named network from the graph and prints its measures.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;

use super::open;
use crate::cli::NetworkOptions;
use crate::network::measures::{Measures, Paths};
use crate::network::{self, Definition, Filter, Groups, Network, Weights, catalogue, measures, paths, select};
use crate::store::Graph;
use crate::{query, store};

/// Builds a named network from the graph.
pub(super) fn network_of(graph: &Graph, name: &str, options: &NetworkOptions) -> anyhow::Result<Network> {
    let Some(definition) = catalogue::find(name) else {
        let near = query::nearest(name, catalogue::ALL.iter().map(|definition| definition.name));
        let near = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        bail!("no network `{name}`{near}; there are {}", words(catalogue::ALL.iter().map(|definition| definition.name)));
    };
    let Some(weights) = Weights::from_word(&options.weights) else {
        bail!("no weights `{}`; use count, binary or newman", options.weights);
    };
    let settings = settings(definition, options)?;
    // The nodes query answers with the classes of bodies, so that those left out can be counted.
    let mut of_nodes = settings.clone();
    of_nodes.push("groups=in".to_owned());
    let nodes = graph.select(&query::with_settings(definition.nodes, &taken(definition.nodes, &of_nodes))?)?;
    let edges = graph.select(&query::with_settings(definition.edges, &taken(definition.edges, &settings))?)?;
    let groups = if settings.iter().any(|setting| setting == "groups=in") { Groups::In } else { Groups::Out };
    let filter = Filter { groups, weights, minimum_weight: options.minimum_weight, tied_only: options.tied_only };
    let mut network = network::build(definition, &rows(nodes), &rows(edges), &filter)?;
    if let Some(ego) = &options.ego {
        network = select::ego(&network, ego, options.steps)?;
    }
    if options.largest_component {
        network = select::largest_component(&network);
    }
    Ok(network)
}

/// Takes the measures of a network, with a word of warning where that takes long.
pub(super) fn measures_of(network: &Network, options: &NetworkOptions) -> Measures {
    let wanted = if options.no_paths { Paths::LeftOut } else { Paths::Taken };
    if wanted == Paths::Taken && network.graph.node_count() > paths::MANY {
        eprintln!(
            "betweenness and closeness of {} nodes may take long; leave them out with --no-paths, or take a part with --ego or --minimum-weight",
            network.graph.node_count()
        );
    }
    measures::measure_with(network, wanted)
}

/// The options that are parameters of the network's queries, as settings; refuses what neither query takes.
fn settings(definition: &Definition, options: &NetworkOptions) -> anyhow::Result<Vec<String>> {
    if !["list", "task", "document"].contains(&options.within.as_str()) {
        bail!("no unit `{}`; use list, task or document", options.within);
    }
    let mut settings = options.settings.clone();
    let within = (options.within != "list").then_some(&options.within);
    let further = [("within", within), ("role", options.roles.as_ref()), ("basis", options.bases.as_ref())];
    let years = [("from", options.from.as_ref()), ("to", options.to.as_ref())];
    for (name, value) in further.into_iter().chain(years) {
        settings.extend(value.map(|value| format!("{name}={value}")));
    }
    if options.groups {
        settings.push("groups=in".to_owned());
    }
    let mut known: Vec<String> =
        [definition.edges, definition.nodes].into_iter().flat_map(query::parameters).map(|parameter| parameter.name).collect();
    known.sort_unstable();
    known.dedup();
    for setting in &settings {
        let Some((name, _)) = setting.split_once('=') else { return Err(query::QueryError::Setting(setting.clone()).into()) };
        if !known.iter().any(|parameter| parameter == name) {
            bail!("the network `{}` takes no `{name}`; it takes {}", definition.name, known.join(", "));
        }
    }
    Ok(settings)
}

/// The settings that a query takes.
fn taken(query: &str, settings: &[String]) -> Vec<String> {
    let known = query::parameters(query);
    let takes = |setting: &&String| setting.split_once('=').is_some_and(|(name, _)| known.iter().any(|parameter| parameter.name == name));
    settings.iter().filter(takes).cloned().collect()
}

/// An answer as the plain rows that networks are made of.
fn rows(answer: store::Answer) -> network::Rows {
    use oxrdf::Term;
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
    let measured = measures_of(&network, options);
    let mut out = std::io::stdout().lock();
    let figures = measured.figures();
    let width = figures.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    writeln!(out, "{}", network.name)?;
    for (name, value) in figures {
        writeln!(out, "{name:width$}  {}", short(&value))?;
    }
    if network.groups_left_out > 0 {
        writeln!(out, "{} classes of bodies left out; keep them with --groups", network.groups_left_out)?;
    }
    writeln!(out)?;
    let table = measured.rows(&network);
    let text = |value: Option<network::Value>| value.map(|value| oxrdf::Literal::new_simple_literal(short(&value)).into());
    let answer =
        store::Answer { variables: table.columns, rows: table.rows.into_iter().map(|row| row.into_iter().map(text).collect()).collect() };
    out.write_all(query::table(&answer).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// A figure for people: six digits are those that other programs agree on.
fn short(value: &network::Value) -> String {
    match value {
        network::Value::Decimal(number) if number.fract() != 0.0 => format!("{number:.6}"),
        other => other.to_string(),
    }
}

/// Words for a message, commas between.
pub(super) fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
