//! `quanze build`: finds the files, reads in parallel those that changed, and lets the graph folder hold them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use indicatif::{ParallelProgressIterator, ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::graph::{GraphDirectory, SourceEntry, Summary};
use crate::reader::{self, Reader};
use crate::source::{self, SourceError};

/// A file to read and the name it goes by.
struct File {
    path: PathBuf,
    name: String,
}

/// What became of a file.
enum Outcome {
    Read(SourceEntry),
    Unchanged(SourceEntry),
    Unread(SourceEntry, SourceError),
}

/// Builds the graph; the exit status is 1 where a file could not be read.
pub(super) fn build(graph: &Path, paths: &[PathBuf], add: bool, reader: Reader<'_>, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    let files = files(paths, graph)?;
    let mut directory = GraphDirectory::open_or_create(graph)?;
    let name = reader::name(data);
    let bar = ProgressBar::new(files.len() as u64).with_style(ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}")?);
    let outcomes: Vec<Outcome> = files
        .par_iter()
        .progress_with(bar.clone())
        .map(|file| read(file, &directory, reader, &name))
        .collect::<Result<_, anyhow::Error>>()?;
    bar.finish_and_clear();
    let (mut entries, mut unchanged, mut unread) = (Vec::new(), 0, 0);
    for outcome in outcomes {
        match outcome {
            Outcome::Read(entry) => entries.push(entry),
            Outcome::Unchanged(entry) => {
                unchanged += 1;
                entries.push(entry);
            }
            Outcome::Unread(entry, error) => {
                unread += 1;
                eprintln!("quanze: {error}");
                entries.push(entry);
            }
        }
    }
    let summary = directory.finish(entries, add, reader.authority)?;
    say(&summary, files.len() - unchanged - unread, unchanged, unread, graph);
    Ok(if unread == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(file: &File, directory: &GraphDirectory, reader: Reader<'_>, reader_name: &str) -> anyhow::Result<Outcome> {
    let bytes = match std::fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(cause) => {
            let error = SourceError::Io { path: file.path.display().to_string(), cause };
            let entry = directory.write_source(&reader::unread(&file.name, &error), reader_name, reader.authority)?;
            return Ok(Outcome::Unread(entry, error));
        }
    };
    if let Some(entry) = directory.current(&file.name, &source::digest(&bytes), reader_name) {
        return Ok(Outcome::Unchanged(entry.clone()));
    }
    match source::decode(&bytes, &file.name) {
        Ok(source) => Ok(Outcome::Read(directory.write_source(&reader.source(&source), reader_name, reader.authority)?)),
        Err(error) => {
            let entry = directory.write_source(&reader::unread(&file.name, &error), reader_name, reader.authority)?;
            Ok(Outcome::Unread(entry, error))
        }
    }
}

/// The files of the paths, by name. A file goes by its own name, one in a folder by its path below the folder; where several
/// paths are given, a folder's name stands in front. Hidden files and the graph itself are left out.
fn files(paths: &[PathBuf], graph: &Path) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    let graph = graph.canonicalize().ok();
    for path in paths {
        let own_name =
            path.canonicalize().ok().and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned())).unwrap_or_default();
        if path.is_dir() {
            let prefix = if paths.len() > 1 { format!("{own_name}/") } else { String::new() };
            let before = files.len();
            walk(path, &prefix, graph.as_deref(), &mut files)?;
            if files.len() == before {
                bail!("no files in `{}`; the graph stays as it was", path.display());
            }
        } else if path.exists() {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or(own_name);
            files.push(File { path: path.clone(), name });
        } else {
            bail!("no file or folder `{}`; the graph stays as it was", path.display());
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(pair) = files.windows(2).find(|pair| pair[0].name == pair[1].name && pair[0].path != pair[1].path) {
        bail!(
            "`{}` and `{}` go by one name, `{}`; build them from a folder above both",
            pair[0].path.display(),
            pair[1].path.display(),
            pair[0].name
        );
    }
    files.dedup_by(|a, b| a.name == b.name);
    Ok(files)
}

fn walk(folder: &Path, prefix: &str, graph: Option<&Path>, files: &mut Vec<File>) -> anyhow::Result<()> {
    let listing = match std::fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(cause) => {
            eprintln!("quanze: cannot list `{}`: {cause}; it is left out", folder.display());
            return Ok(());
        }
    };
    let mut entries: Vec<_> = listing.filter_map(Result::ok).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let (path, kind) = (entry.path(), entry.file_type()?);
        if name.starts_with('.') || graph.is_some_and(|graph| path.canonicalize().is_ok_and(|path| path == graph)) {
            continue;
        }
        // A link to a folder is not followed: it may lead back to where it stands.
        if kind.is_dir() {
            walk(&path, &format!("{prefix}{name}/"), graph, files)?;
        } else if kind.is_file() || (kind.is_symlink() && !path.is_dir()) {
            files.push(File { path, name: format!("{prefix}{name}") });
        }
    }
    Ok(())
}

fn say(summary: &Summary, read: usize, unchanged: usize, unread: usize, graph: &Path) {
    eprintln!("{} sources: {read} read, {unchanged} unchanged, {unread} unreadable", summary.sources);
    eprintln!("{} documents, {} tasks, {} assignments", summary.documents, summary.tasks, summary.assignments);
    eprintln!(
        "{} agencies ({} known by shape only, {} without a known place), {} classes of bodies",
        summary.agencies, summary.shaped, summary.unplaced, summary.groups
    );
    eprintln!("{} findings; `quanze query findings` lists them", summary.findings);
    eprintln!("the graph is in {}", graph.display());
}
