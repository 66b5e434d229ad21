//! What each command does: the only place where the pieces meet.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::agency::Authority;
use crate::cli::{Cli, Command};
use crate::explain;
use crate::graph::GraphDirectory;
use crate::reader::Reader;
use crate::store::Graph;
use crate::words::Words;

mod agency;
mod build;
mod check;
mod export;
mod network;
mod picture;
mod query;

/// Does what the command line says.
///
/// # Errors
/// Where it cannot be done; the message says what to do.
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Command::Build { paths, add } => with_reader(cli, |reader| build::build(&cli.graph, paths, *add, reader, cli.data.as_deref())),
        Command::Query { question, settings, format, showing } => query::ask(&cli.graph, question, settings, *format, showing),
        Command::Queries { name } => query::list_queries(name.as_deref()),
        Command::Explain { file } => with_reader(cli, |reader| explain_file(file, reader)),
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

fn explain_file(file: &Path, reader: Reader<'_>) -> anyhow::Result<ExitCode> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source = crate::source::open(file, &name)?;
    let reading = reader.source(&source);
    std::io::stdout().lock().write_all(explain::explain(&reading, &source).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
