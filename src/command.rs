//! What each command does: the only place where the pieces meet.

use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use oxigraph::io::RdfFormat;

use crate::agency::{Authority, Context};
use crate::cli::{AnswerForm, Cli, Command, Export, NetworkOptions, RdfForm};
use crate::export::{Encoding, Format};
use crate::graph::GraphDirectory;
use crate::network::{self, Filter, Groups, Network, Within, catalogue, measures};
use crate::reader::Reader;
use crate::store::{AnswerFormat, Graph};
use crate::words::Words;
use crate::{explain, export, query, store, tables};

mod build;

/// Does what the command line says.
///
/// # Errors
/// Where it cannot be done; the message says what to do.
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Command::Build { paths, add } => with_reader(cli, |reader| build::build(&cli.graph, paths, *add, reader, cli.data.as_deref())),
        Command::Query { question, settings, format } => ask(&cli.graph, question, settings, *format),
        Command::Queries { name } => list_queries(name.as_deref()),
        Command::Explain { file } => with_reader(cli, |reader| explain_file(file, reader)),
        Command::Agency { name, place, on } => {
            with_reader(cli, |reader| tell_agency(name, place.as_deref(), on.as_deref(), reader.authority))
        }
        Command::Export(what) => write_out(&cli.graph, what),
        Command::Network { network } => print_measures(&cli.graph, &network.name, &network.options),
        Command::Check => check(&cli.graph),
    }
}

/// Runs something with the data that is built in, or that of `--data`.
fn with_reader(cli: &Cli, act: impl FnOnce(Reader<'_>) -> anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
    match &cli.data {
        None => act(Reader::built_in()),
        Some(folder) => {
            let authority = Authority::load(folder)?;
            let words = Words::load(&folder.join("words"))?;
            act(Reader { authority: &authority, words: &words })
        }
    }
}

/// Opens the graph folder as a store.
fn open(graph: &Path) -> anyhow::Result<Graph> {
    Ok(Graph::open(&GraphDirectory::open(graph)?)?)
}

fn ask(graph: &Path, question: &str, settings: &[String], format: AnswerForm) -> anyhow::Result<ExitCode> {
    let text = match question {
        "-" => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).context("cannot read the query from standard input")?;
            text
        }
        name if query::STOCK.iter().any(|stock| stock.name == name) => query::find(name)?.text.to_owned(),
        file if Path::new(file).exists() => {
            std::fs::read_to_string(file).map_err(|cause| query::QueryError::File { path: file.into(), cause })?
        }
        name => query::find(name)?.text.to_owned(),
    };
    let text = query::with_settings(&text, settings)?;
    let graph = open(graph)?;
    let explained = |error: store::StoreError| match error {
        store::StoreError::Syntax(_) => anyhow::anyhow!(query::show_error(&text, &error)),
        other => other.into(),
    };
    let mut out = std::io::stdout().lock();
    match format {
        AnswerForm::Table => out.write_all(query::table(&graph.select(&text).map_err(explained)?).as_bytes())?,
        AnswerForm::Csv => graph.write_answer(&text, AnswerFormat::Csv, &mut out).map_err(explained)?,
        AnswerForm::Tsv => graph.write_answer(&text, AnswerFormat::Tsv, &mut out).map_err(explained)?,
        AnswerForm::Json => graph.write_answer(&text, AnswerFormat::Json, &mut out).map_err(explained)?,
        AnswerForm::Xml => graph.write_answer(&text, AnswerFormat::Xml, &mut out).map_err(explained)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn list_queries(name: Option<&str>) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    if let Some(name) = name {
        let stock = query::find(name)?;
        for line in stock.text.lines().take_while(|line| line.starts_with('#')) {
            writeln!(out, "{}", line.trim_start_matches(['#', ' ']))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let width = query::STOCK.iter().map(|stock| stock.name.len()).max().unwrap_or(0);
    for stock in query::STOCK {
        let (chinese, english) = stock.question();
        writeln!(out, "{:width$}  {chinese}\n{:width$}  {english}", stock.name, "")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn explain_file(file: &Path, reader: Reader<'_>) -> anyhow::Result<ExitCode> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source = crate::source::open(file, &name)?;
    let reading = reader.source(&source);
    std::io::stdout().lock().write_all(explain::explain(&reading, &source).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn tell_agency(name: &str, place: Option<&str>, on: Option<&str>, authority: &Authority) -> anyhow::Result<ExitCode> {
    let place = match place {
        None => None,
        Some(text) => match authority.place_at(text, None, on) {
            Some((place, length)) if length == text.len() => Some(place.code.clone()),
            _ => bail!("no place `{text}` in the table of divisions; give a province, city or county by its full name"),
        },
    };
    let context = Context { place: place.as_deref(), date: on, ..Context::default() };
    let agency = authority.resolve(name, &context).agency;
    let place = agency.place.as_deref().and_then(|code| authority.place(code));
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", agency.name)?;
    writeln!(out, "  kind       {}{}", agency.kind, agency.group_kind.map(|kind| format!("（{kind}）")).unwrap_or_default())?;
    writeln!(out, "  place      {}", place.map_or("unknown", |place| place.name.as_str()))?;
    writeln!(out, "  level      {}", agency.level.map_or("unknown", |level| level.as_str()))?;
    let functions = if agency.functions.is_empty() { "unknown".to_owned() } else { agency.functions.join("、") };
    writeln!(out, "  functions  {functions}")?;
    writeln!(out, "  regime     {}", agency.regime.map_or("unknown", |regime| regime.as_str()))?;
    let standing = match agency.standing {
        crate::model::Standing::Known => "the tables know it",
        crate::model::Standing::Shaped => "only its shape tells what it is; no table knows it",
        crate::model::Standing::Unplaced => "its place is unknown; say where with --in",
    };
    writeln!(out, "  standing   {standing}")?;
    Ok(ExitCode::SUCCESS)
}

fn write_out(graph: &Path, what: &Export) -> anyhow::Result<ExitCode> {
    match what {
        Export::Tables { out, excel } => {
            let mark = if *excel { tables::Mark::Excel } else { tables::Mark::None };
            say_written(&tables::export(&open(graph)?, out, mark)?);
        }
        Export::Network { name, format, out, encoding, options } => {
            let Some(format) = Format::from_word(format) else {
                bail!("no network format `{format}`; use one of {}", words(Format::ALL.iter().map(|format| format.as_str())));
            };
            let Some(encoding) = Encoding::from_word(encoding) else { bail!("no encoding `{encoding}`; use utf8, utf8-bom or gbk") };
            let mut network = network_of(&open(graph)?, name, options)?;
            measures::measure(&network).attach(&mut network);
            say_written(&export::write_encoded(&network, format, out, encoding)?);
        }
        Export::Rdf { format, out } => {
            let directory = GraphDirectory::open(graph)?;
            let failed = || format!("cannot write `{}`", out.display());
            let mut file = std::io::BufWriter::new(std::fs::File::create(out).with_context(failed)?);
            store::write_rdf(&directory, rdf_format(*format), &mut file).with_context(failed)?;
            file.flush().with_context(failed)?;
            say_written(std::slice::from_ref(out));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn rdf_format(form: RdfForm) -> RdfFormat {
    match form {
        RdfForm::Nq => RdfFormat::NQuads,
        RdfForm::Trig => RdfFormat::TriG,
        RdfForm::Ttl => RdfFormat::Turtle,
        RdfForm::Nt => RdfFormat::NTriples,
        RdfForm::Jsonld => RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() },
        RdfForm::Rdfxml => RdfFormat::RdfXml,
    }
}

fn say_written(paths: &[std::path::PathBuf]) {
    for path in paths {
        eprintln!("wrote {}", path.display());
    }
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// Builds a named network from the graph.
fn network_of(graph: &Graph, name: &str, options: &NetworkOptions) -> anyhow::Result<Network> {
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

fn print_measures(graph: &Path, name: &str, options: &NetworkOptions) -> anyhow::Result<ExitCode> {
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

fn check(graph: &Path) -> anyhow::Result<ExitCode> {
    let graph = open(graph)?;
    let mut out = std::io::stdout().lock();
    let mut wrong = 0;
    for check in query::CHECKS {
        let answer = graph.select(check.text)?;
        let (chinese, english) = check.question();
        if !answer.rows.is_empty() {
            wrong += answer.rows.len();
            writeln!(out, "{}: {} — {chinese} {english}", check.name, answer.rows.len())?;
            out.write_all(query::table(&answer).as_bytes())?;
        }
    }
    writeln!(out, "{} checks, {wrong} violations", query::CHECKS.len())?;
    let findings = graph.select("PREFIX qz: <https://w3id.org/quanze/ns#> SELECT ?kind (COUNT(?finding) AS ?findings) WHERE { ?finding a qz:Finding ; qz:kind ?kind } GROUP BY ?kind ORDER BY DESC(?findings) ?kind")?;
    if !findings.rows.is_empty() {
        out.write_all(query::table(&findings).as_bytes())?;
    }
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
