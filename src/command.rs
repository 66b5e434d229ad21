//! What each command does: the only place where the pieces meet.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::agency::Authority;
use crate::cli::{Cli, Command};
use crate::explain;
use crate::graph::GraphDirectory;
use crate::reader::Reader;
use crate::source::{self, Options, Source};
use crate::store::Graph;
use crate::words::Words;

mod agency;
mod build;
mod check;
mod export;
mod extract;
mod network;
mod picture;
mod query;
mod take;

/// Does what the command line says.
///
/// # Errors
/// Where it cannot be done; the message says what to do.
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Command::Build { paths, add, report, how } => with_reader(cli, |reader| {
            let options = take::options(how, reader.words)?;
            build::build(
                &cli.graph,
                paths,
                &build::Choice { add: *add, report: report.as_deref(), data: cli.data.as_deref() },
                reader,
                &options,
            )
        }),
        Command::Extract { stdin: _, how } => with_reader(cli, |reader| extract::extract(reader, &take::options(how, reader.words)?)),
        Command::TakeOut { name, options } => {
            source::apart::serve(name, options, std::io::stdin().lock(), std::io::stdout().lock())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Query { question, settings, format, showing } => query::ask(&cli.graph, question, settings, *format, showing),
        Command::Queries { name } => query::list_queries(name.as_deref()),
        Command::Explain { file, how } => with_reader(cli, |reader| explain_file(file, reader, &take::options(how, reader.words)?)),
        Command::Agency { name, place, on } => {
            with_reader(cli, |reader| agency::tell(name, place.as_deref(), on.as_deref(), reader.authority))
        }
        Command::Export(what) => export::write_out(&cli.graph, what),
        Command::Network { network } => network::print_measures(&cli.graph, &network.name, &network.options),
        Command::Check => check::check(&cli.graph),
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

fn explain_file(file: &Path, reader: Reader<'_>, options: &Options) -> anyhow::Result<ExitCode> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut status = ExitCode::SUCCESS;
    let mut out = std::io::stdout().lock();
    for member in take::members(file, &name, options) {
        let read = |source: Source| reader.in_time(&source, &[]).map(|reading| explain::explain(&reading, &source));
        match member
            .content
            .and_then(|content| take::source(content, &member.name, options))
            .and_then(|source| read(source.bounded(&options.limits)))
        {
            Ok(report) => out.write_all(report.as_bytes())?,
            Err(error) => {
                eprintln!("quanze: {error}");
                status = ExitCode::FAILURE;
            }
        }
    }
    Ok(status)
}
