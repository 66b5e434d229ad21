//! `quanze build`: finds the files, reads in parallel those that changed, and lets the graph folder hold them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

use indicatif::{ParallelProgressIterator, ProgressBar, ProgressStyle};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::take;
use crate::graph::{GraphDirectory, GraphError};
use crate::model::State;
use crate::reader::{self, Reader};
use crate::sidecar::{self, CodeRow, DocumentRow, SidecarError, codes};
use crate::source::{Member, Options, SourceError, apart};
use files::{File, Found};
use report::Became;

mod files;
mod report;

/// What the command line says of a build besides the paths.
pub(super) struct Choice<'a> {
    /// Whether to keep what the graph holds besides.
    pub(super) add: bool,
    /// Where to write what became of each source.
    pub(super) report: Option<&'a Path>,
    /// The data folder, where it is not the one built in.
    pub(super) data: Option<&'a Path>,
}

/// All that reading a member needs.
struct Run<'a> {
    directory: &'a GraphDirectory,
    reader: Reader<'a>,
    reader_name: String,
    options: &'a Options,
    rows: Vec<DocumentRow>,
}

/// How many members of an archive or a crawl are read at once.
const BATCH: usize = 64;

/// Builds the graph; the exit status is 1 where a file could not be read or a sidecar not be used whole.
pub(super) fn build(
    graph: &Path,
    paths: &[PathBuf],
    choice: &Choice<'_>,
    reader: Reader<'_>,
    options: &Options,
) -> anyhow::Result<ExitCode> {
    let found = files::find(paths, graph)?;
    let mut directory = GraphDirectory::open_or_create(graph)?;
    let (rows, mut wrong) = document_rows(&found, options);
    let run = Run { directory: &directory, reader, reader_name: reader::name(choice.data, options), options, rows };
    let bar = ProgressBar::new(found.files.len() as u64).with_style(ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}")?);
    let read: Vec<Vec<Became>> =
        found.files.par_iter().progress_with(bar.clone()).map(|file| run.file(file)).collect::<Result<_, GraphError>>()?;
    bar.finish_and_clear();
    let mut all: Vec<Became> = read.into_iter().flatten().collect();
    for (name, what) in &found.passed {
        all.push(run.unread(name, &SourceError::Skipped { path: name.clone(), what })?);
    }
    wrong.extend(unmet(&run.rows, &all, &found));
    let entries = all.iter().map(|one| one.entry.clone()).collect();
    let summary = directory.finish(entries, choice.add, reader.authority)?;
    let (codes, bad) = code_rows(&found, options);
    wrong.extend(bad);
    if !(found.codes.is_empty() && choice.add) {
        wrong.extend(directory.write_codes(&codes)?);
    }
    for one in all.iter().filter(|one| !one.unchanged && one.state() == State::Unreadable) {
        eprintln!("quanze: {}", one.entry.reason);
    }
    for error in &wrong {
        eprintln!("quanze: {error}");
    }
    report::say(&all, &summary, graph);
    if let Some(path) = choice.report {
        report::write(&all, path)?;
    }
    let failed = !wrong.is_empty() || all.iter().any(|one| one.state() == State::Unreadable);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

impl Run<'_> {
    /// Reads what a file holds.
    fn file(&self, file: &File) -> Result<Vec<Became>, GraphError> {
        let all: Mutex<Vec<Result<Became, GraphError>>> = Mutex::default();
        let mut batch: Vec<Member> = Vec::new();
        let read = |batch: &mut Vec<Member>| {
            let became: Vec<_> = std::mem::take(batch).into_par_iter().map(|member| self.member(member)).collect();
            all.lock().expect("no thread panics with it").extend(became);
        };
        take::each(&file.path, &file.name, self.options, &mut |member| {
            batch.push(member);
            if batch.len() >= BATCH {
                read(&mut batch);
            }
        });
        read(&mut batch);
        all.into_inner().expect("no thread panics with it").into_iter().collect()
    }

    fn member(&self, member: Member) -> Result<Became, GraphError> {
        let Member { name, content } = member;
        let content = match content {
            Ok(content) => content,
            Err(error) => return self.unread(&name, &error),
        };
        let rows = sidecar::rows_for(&self.rows, &name);
        let reader_name = self.reader_name_with(&rows);
        if let Some(entry) = self.directory.current(&name, &take::digest(&content), &reader_name) {
            return Ok(Became { entry: entry.clone(), unchanged: true });
        }
        let reading = take::source(content, &name, self.options)
            .and_then(|source| apart::contained(&name, || self.reader.in_time(&source.bounded(&self.options.limits), &rows)));
        match reading {
            Ok(reading) => {
                Ok(Became { entry: self.directory.write_source(&reading, &reader_name, self.reader.authority)?, unchanged: false })
            }
            Err(error) => self.unread(&name, &error),
        }
    }

    fn unread(&self, name: &str, error: &SourceError) -> Result<Became, GraphError> {
        let entry = self.directory.write_source(&reader::unread(name, error), &self.reader_name, self.reader.authority)?;
        Ok(Became { entry, unchanged: false })
    }

    /// What names the reader of a source that a sidecar speaks of: other rows read it anew.
    fn reader_name_with(&self, rows: &[DocumentRow]) -> String {
        if rows.is_empty() {
            return self.reader_name.clone();
        }
        let mut digest = Sha256::new();
        for row in rows {
            digest.update(format!("{:?}", (&row.file, &row.cells)));
        }
        let digest: String = digest.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        format!("{}+{digest}", self.reader_name)
    }
}

/// The rows of every `documents.csv`, and what is wrong with them.
fn document_rows(found: &Found, options: &Options) -> (Vec<DocumentRow>, Vec<SidecarError>) {
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for table in &found.documents {
        match sidecar::documents(&table.path, &table.within, options) {
            Ok((good, bad)) => {
                rows.extend(good);
                wrong.extend(bad);
            }
            Err(error) => wrong.push(error),
        }
    }
    (rows, wrong)
}

/// The rows of every `codes.csv`, and what is wrong with them.
fn code_rows(found: &Found, options: &Options) -> (Vec<CodeRow>, Vec<SidecarError>) {
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for table in &found.codes {
        match codes::read(&table.path, options) {
            Ok((good, bad)) => {
                rows.extend(good);
                wrong.extend(bad);
            }
            Err(error) => wrong.push(error),
        }
    }
    (rows, wrong)
}

/// The rows that name a file which is not there.
fn unmet(rows: &[DocumentRow], all: &[Became], found: &Found) -> Vec<SidecarError> {
    let names: std::collections::HashSet<&str> = all.iter().map(|one| one.entry.path.as_str()).collect();
    let unmet = rows.iter().filter_map(|row| row.file.as_ref().filter(|file| !names.contains(file.as_str())).map(|file| (row, file)));
    unmet
        .map(|(row, file)| {
            let table = found.documents.iter().find(|table| table.within == row.within);
            let path = table.map_or_else(|| sidecar::DOCUMENTS.to_owned(), |table| table.path.display().to_string());
            SidecarError::Missing { path, line: row.line, what: "file", name: file.clone() }
        })
        .collect()
}
