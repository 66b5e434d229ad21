//! Tables: what the graph holds as eight CSV files, each defined by a query in `queries/tables`.
//!
//! Columns may be added after those that stand here, never renamed: people's spreadsheets depend on them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::query::shown;
use crate::store::{Answer, Graph, StoreError};
use oxrdf::{Literal, Term};

/// A table: its file's stem and its query.
struct Table {
    name: &'static str,
    query: &'static str,
}

macro_rules! tables {
    ($($name:literal),+ $(,)?) => { &[$(Table { name: $name, query: include_str!(concat!("../queries/tables/", $name, ".rq")) }),+] };
}

/// The tables, in the order of writing.
const TABLES: &[Table] =
    tables!["documents", "issuers", "tasks", "assignments", "agencies", "citations", "targets", "findings", "sources", "codings"];

/// Why tables cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum TablesError {
    /// The graph does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file cannot be written.
    #[error("cannot write `{path}`: {cause}; tables written before it are whole")]
    Write {
        /// The file.
        path: String,
        /// What went wrong.
        cause: std::io::Error,
    },
}

/// Whether a byte-order mark opens the files, which Excel needs to know UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// None, as every other program wants it.
    None,
    /// U+FEFF.
    Excel,
}

/// Writes the tables into a folder and says which files that made.
///
/// # Errors
/// Where the graph does not answer or a file cannot be written.
pub fn export(graph: &Graph, folder: &Path, mark: Mark) -> Result<Vec<PathBuf>, TablesError> {
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |cause| TablesError::Write { path, cause }
    };
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let functions = joined(graph, "SELECT ?key (STR(?label) AS ?value) WHERE { ?key qz:function/skos:prefLabel ?label }", Order::Sorted)?;
    let mentions =
        joined(graph, "SELECT DISTINCT ?key ?value WHERE { ?row a qz:Assignment ; qz:agency ?key ; qz:mention ?value }", Order::Sorted)?;
    let issuers = joined(
        graph,
        "SELECT ?key (STR(?label) AS ?value) ?position WHERE { ?issue a qz:Issue ; qz:document ?key ; qz:position ?position ; qz:agency/skos:prefLabel ?label } ORDER BY ?key ?position",
        Order::AsAnswered,
    )?;
    let documents = joined(
        graph,
        "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?key (COUNT(?document) AS ?value) WHERE { ?document a qz:Document ; dcterms:source ?key } GROUP BY ?key",
        Order::AsAnswered,
    )?;
    let findings = joined(
        graph,
        "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?key (COUNT(?finding) AS ?value) WHERE { ?finding a qz:Finding ; qz:evidence ?evidence . ?evidence oa:hasSource ?key } GROUP BY ?key",
        Order::AsAnswered,
    )?;
    let mut written = Vec::new();
    for table in TABLES {
        let mut answer = graph.select(table.query)?;
        match table.name {
            "documents" => fill(&mut answer, "issuers", "document", &issuers),
            "sources" => {
                fill(&mut answer, "documents", "file", &documents);
                fill(&mut answer, "findings", "file", &findings);
            }
            "assignments" => fill(&mut answer, "functions", "agency", &functions),
            "agencies" => {
                fill(&mut answer, "functions", "agency", &functions);
                fill(&mut answer, "mentions_as", "agency", &mentions);
            }
            _ => {}
        }
        let path = folder.join(format!("{}.csv", table.name));
        let bytes = csv_bytes(&answer, mark).map_err(failed(&path))?;
        let beside = path.with_extension("writing");
        std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, &path)).map_err(|cause| {
            // The half-written file is of no use to anybody.
            let _ = std::fs::remove_file(&beside);
            failed(&path)(cause)
        })?;
        written.push(path);
    }
    Ok(written)
}

/// Writes the sheet on which tasks are coded by hand: a row a task, its codes blank.
///
/// # Errors
/// Where the graph does not answer or the file cannot be written.
pub fn codebook(graph: &Graph, path: &Path, mark: Mark) -> Result<(), TablesError> {
    let answer = graph.select(include_str!("../queries/tables/codebook.rq"))?;
    let failed = |cause| TablesError::Write { path: path.display().to_string(), cause };
    std::fs::write(path, csv_bytes(&answer, mark).map_err(failed)?).map_err(failed)
}

/// How the parts of a joined cell are ordered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Sorted,
    AsAnswered,
}

/// The values of a query for each key, joined by `;`: SPARQL promises no order within GROUP_CONCAT.
fn joined(graph: &Graph, query: &str, order: Order) -> Result<BTreeMap<String, String>, StoreError> {
    let prefixes = "PREFIX qz: <https://w3id.org/quanze/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> ";
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in graph.select(&format!("{prefixes}{query}"))?.rows {
        if let (Some(Term::NamedNode(key)), Some(value)) = (&row[0], &row[1]) {
            parts.entry(key.as_str().to_owned()).or_default().push(shown(Some(value)));
        }
    }
    let join = |mut values: Vec<String>| {
        if order == Order::Sorted {
            values.sort_unstable();
        }
        values.join(";")
    };
    Ok(parts.into_iter().map(|(key, values)| (key, join(values))).collect())
}

/// Puts joined cells into a column, by another column's IRI.
fn fill(answer: &mut Answer, column: &str, key: &str, values: &BTreeMap<String, String>) {
    let place = |name: &str| answer.variables.iter().position(|variable| variable == name);
    let (Some(column), Some(key)) = (place(column), place(key)) else { return };
    for row in &mut answer.rows {
        if let Some(Term::NamedNode(node)) = &row[key] {
            row[column] = values.get(node.as_str()).map(|value| Literal::new_simple_literal(value).into());
        }
    }
}

/// An answer as CSV: RFC 4180 with a header; IRIs whole, literals by their text.
fn csv_bytes(answer: &Answer, mark: Mark) -> std::io::Result<Vec<u8>> {
    let mut bytes = if mark == Mark::Excel { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(&answer.variables)?;
    for row in &answer.rows {
        writer.write_record(row.iter().map(|term| match term {
            Some(Term::NamedNode(node)) => node.as_str().to_owned(),
            other => shown(other.as_ref()),
        }))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}
