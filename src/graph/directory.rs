//! The graph folder: one file of quads a source, the authority graph and the manifest, written so that nothing is lost.
//!
//! A file is written beside its place and moved there when it is whole; the manifest comes last. Whatever fails before
//! that leaves the old manifest with the old files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::manifest::{DocumentEntry, FORMAT, Manifest, SourceEntry};
use super::{authority, codes, iri, quads};
use crate::agency::Authority;
use crate::model::{Agency, AgencyKind, Evidence, Finding, FindingKind, Reading, Standing, State};
use crate::sidecar::{CodeRow, SidecarError};

/// A graph folder.
#[derive(Debug)]
pub struct GraphDirectory {
    /// Where it lies.
    pub path: PathBuf,
    /// What it holds.
    pub manifest: Manifest,
}

/// Why a graph folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// There is none.
    #[error("no graph in `{path}`; make one with `quanze build FOLDER --graph {path}`")]
    Missing {
        /// The folder.
        path: String,
    },
    /// It is of another version.
    #[error("the graph in `{path}` has format {found}, this quanze reads format {FORMAT}; build it anew into another folder")]
    Format {
        /// The folder.
        path: String,
        /// Its format.
        found: u32,
    },
    /// The manifest is no manifest.
    #[error("`{path}` is not a manifest ({cause}); move the folder away and build the graph anew")]
    Manifest {
        /// The file.
        path: String,
        /// What is wrong.
        cause: serde_json::Error,
    },
    /// The operating system refused.
    #[error("cannot write `{path}`: {cause}; the graph is as it was before")]
    Write {
        /// The file.
        path: String,
        /// What it said.
        cause: std::io::Error,
    },
    /// The operating system refused.
    #[error("cannot read `{path}`: {cause}")]
    Read {
        /// The file.
        path: String,
        /// What it said.
        cause: std::io::Error,
    },
}

/// What a graph holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files.
    pub sources: usize,
    /// Documents, each once.
    pub documents: usize,
    /// Tasks.
    pub tasks: usize,
    /// Assignments.
    pub assignments: usize,
    /// Identified bodies.
    pub agencies: usize,
    /// Of these, bodies that the authority data does not know.
    pub shaped: usize,
    /// Of these, bodies whose place is unknown.
    pub unplaced: usize,
    /// Classes of bodies.
    pub groups: usize,
    /// Findings.
    pub findings: usize,
}

/// The manifest's file.
const MANIFEST: &str = "manifest.json";
/// The authority graph's file.
const AUTHORITY: &str = "authority.nq";
/// The folder of sources' files.
const SOURCES: &str = "sources";
/// The folder of texts taken out of sources that are not text.
const TEXTS: &str = "texts";
/// The file of researchers' codes.
const CODES: &str = "codes.nq";

impl GraphDirectory {
    /// Opens a graph that is there.
    ///
    /// # Errors
    /// Where there is none, or it is of another version.
    pub fn open(path: &Path) -> Result<GraphDirectory, GraphError> {
        let file = path.join(MANIFEST);
        if !file.exists() {
            return Err(GraphError::Missing { path: path.display().to_string() });
        }
        let text = fs::read_to_string(&file).map_err(|cause| GraphError::Read { path: file.display().to_string(), cause })?;
        let wrong = |cause| GraphError::Manifest { path: file.display().to_string(), cause };
        let version: serde_json::Value = serde_json::from_str(&text).map_err(wrong)?;
        let found = version.get("format").and_then(serde_json::Value::as_u64).and_then(|format| u32::try_from(format).ok()).unwrap_or(0);
        if found != FORMAT {
            return Err(GraphError::Format { path: path.display().to_string(), found });
        }
        let manifest = serde_json::from_value(version).map_err(wrong)?;
        Ok(GraphDirectory { path: path.to_owned(), manifest })
    }

    /// Opens a graph, or begins one where there is none.
    ///
    /// # Errors
    /// Where the folder cannot be made, or holds a graph of another version.
    pub fn open_or_create(path: &Path) -> Result<GraphDirectory, GraphError> {
        match GraphDirectory::open(path) {
            Err(GraphError::Missing { .. }) => {
                let sources = path.join(SOURCES);
                fs::create_dir_all(&sources).map_err(|cause| GraphError::Write { path: sources.display().to_string(), cause })?;
                Ok(GraphDirectory { path: path.to_owned(), manifest: Manifest { format: FORMAT, sources: Vec::new() } })
            }
            other => other,
        }
    }

    /// The entry of a source that need not be read again: its bytes and the reader are the same, and it holds its documents itself.
    #[must_use]
    pub fn current(&self, source: &str, digest: &str, reader: &str) -> Option<&SourceEntry> {
        self.manifest.sources.iter().find(|entry| {
            let whole = entry.documents.iter().all(|document| document.held_by.is_none());
            let there = |file: &String| self.path.join(file).exists();
            let kept = there(&entry.file) && entry.text.as_ref().is_none_or(there);
            entry.path == source && entry.digest == digest && entry.reader == reader && whole && kept
        })
    }

    /// Writes the quads of a reading; may be called from many threads.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write_source(&self, reading: &Reading, reader: &str, authority: &Authority) -> Result<SourceEntry, GraphError> {
        let lines = quads::lines(&quads::quads(reading, authority));
        let file = format!("{SOURCES}/{}.nq", slug(&reading.source, &reading.digest));
        write(&self.path.join(&file), lines.as_bytes())?;
        let text = reading.text.as_ref().map(|text| (text_file(&reading.source, &reading.digest), text));
        if let Some((file, text)) = &text {
            write(&self.path.join(file), text.as_bytes())?;
        }
        let mut agencies: BTreeSet<Agency> = BTreeSet::new();
        for document in &reading.documents {
            agencies.extend(document.issuers.iter().map(|issuer| issuer.agency.clone()));
            agencies.extend(document.assignments.iter().map(|row| row.agency.clone()));
        }
        let documents = reading.documents.iter().map(|document| DocumentEntry {
            key: iri::document_key(document),
            title: document.title.clone(),
            place: document.place.clone(),
            tasks: document.tasks.len(),
            assignments: document.assignments.len(),
            held_by: None,
        });
        Ok(SourceEntry {
            path: reading.source.clone(),
            digest: reading.digest.clone(),
            reader: reader.to_owned(),
            file,
            documents: documents.collect(),
            agencies: agencies.into_iter().collect(),
            findings: reading.findings.len() + reading.documents.iter().map(|document| document.findings.len()).sum::<usize>(),
            state: reading.state().as_str().to_owned(),
            reason: match reading.state() {
                State::Skipped | State::Unreadable => reading.findings.first().map(|finding| finding.message.clone()).unwrap_or_default(),
                State::Read | State::WithFindings => String::new(),
            },
            text: text.map(|(file, _)| file),
        })
    }

    /// Makes the graph hold these sources, and where `add` says so what it held before besides; writes authority graph and manifest.
    ///
    /// # Errors
    /// Where a file cannot be written; the graph is then as it was.
    pub fn finish(&mut self, entries: Vec<SourceEntry>, add: bool, authority: &Authority) -> Result<Summary, GraphError> {
        let mut sources: BTreeMap<String, SourceEntry> = BTreeMap::new();
        if add {
            sources.extend(self.manifest.sources.iter().map(|entry| (entry.path.clone(), entry.clone())));
        }
        sources.extend(entries.into_iter().map(|entry| (entry.path.clone(), entry)));
        let mut sources: Vec<SourceEntry> = sources.into_values().collect();
        self.cede_repeats(&mut sources)?;
        let agencies = sources.iter().flat_map(|entry| &entry.agencies);
        let places = sources.iter().flat_map(|entry| &entry.documents).filter_map(|document| document.place.as_deref());
        let lines = quads::lines(&authority::quads(agencies, places, authority));
        write(&self.path.join(AUTHORITY), lines.as_bytes())?;
        let manifest = Manifest { format: FORMAT, sources };
        let text = serde_json::to_string_pretty(&manifest).expect("a manifest is made of strings and numbers") + "\n";
        write(&self.path.join(MANIFEST), text.as_bytes())?;
        self.manifest = manifest;
        self.sweep();
        Ok(summary(&self.manifest))
    }

    /// Lets the first source by path hold a document that several print; the others keep only a link to it and a finding.
    fn cede_repeats(&self, sources: &mut [SourceEntry]) -> Result<(), GraphError> {
        let mut holders: BTreeMap<String, String> = BTreeMap::new();
        for entry in sources.iter_mut() {
            let mut ceded = Vec::new();
            for document in &mut entry.documents {
                match holders.get(&document.key) {
                    Some(holder) if *holder != entry.path => {
                        document.held_by = Some(holder.clone());
                        ceded.push((document.key.clone(), document.title.clone(), holder.clone()));
                    }
                    Some(_) => {}
                    None => {
                        document.held_by = None;
                        holders.insert(document.key.clone(), entry.path.clone());
                    }
                }
            }
            if !ceded.is_empty() {
                self.cede(entry, &ceded)?;
            }
        }
        Ok(())
    }

    fn cede(&self, entry: &mut SourceEntry, ceded: &[(String, String, String)]) -> Result<(), GraphError> {
        let path = self.path.join(&entry.file);
        let text = fs::read_to_string(&path).map_err(|cause| GraphError::Read { path: path.display().to_string(), cause })?;
        let graphs: Vec<String> = ceded.iter().map(|(key, ..)| format!("{} .", iri::document_graph(key))).collect();
        let mut added = Vec::new();
        for (index, (key, title, holder)) in ceded.iter().enumerate() {
            let message = format!("`{title}` stands in `{holder}` too, which holds it; nothing of this copy is counted");
            let finding = Finding { kind: FindingKind::DuplicateDocument, evidence: Evidence { line: 1, ..Evidence::default() }, message };
            added.push(quads::second_source(key, &entry.digest));
            added.extend(quads::source_finding(&entry.digest, &format!("source/{}/repeat/{}", &entry.digest[..16], index + 1), &finding));
        }
        let kept = text.lines().filter(|line| !graphs.iter().any(|graph| line.ends_with(graph.as_str()))).map(str::to_owned);
        let mut lines: Vec<String> = kept.chain(quads::lines(&added).lines().map(str::to_owned)).collect();
        lines.sort_unstable();
        lines.dedup();
        entry.findings += ceded.len();
        write(&path, (lines.join("\n") + "\n").as_bytes())
    }

    /// Removes files that no source of the manifest has.
    fn sweep(&self) {
        let files = self.manifest.sources.iter().flat_map(|entry| std::iter::once(&entry.file).chain(&entry.text));
        let kept: BTreeSet<PathBuf> = files.map(|file| self.path.join(file)).collect();
        let folders = [SOURCES, TEXTS].into_iter().filter_map(|folder| fs::read_dir(self.path.join(folder)).ok());
        for file in folders.flatten().flatten() {
            if !kept.contains(&file.path()) {
                // A file that cannot be removed is never read, for the manifest does not name it.
                let _ = fs::remove_file(file.path());
            }
        }
    }

    /// The files of quads: those of the sources, the authority graph, and researchers' codes where there are any.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        let sources = self.manifest.sources.iter().map(|entry| self.path.join(&entry.file));
        let codes = Some(self.path.join(CODES)).filter(|file| file.exists());
        sources.chain(std::iter::once(self.path.join(AUTHORITY))).chain(codes).collect()
    }

    /// Lets the graph hold these codes and no others; returns the rows that speak of nothing in it.
    ///
    /// # Errors
    /// Where a file cannot be read or written.
    pub fn write_codes(&self, rows: &[CodeRow]) -> Result<Vec<SidecarError>, GraphError> {
        let path = self.path.join(CODES);
        if rows.is_empty() {
            // A file that is not there need not go.
            let _ = fs::remove_file(&path);
            return Ok(Vec::new());
        }
        let known = codes::Known::of(self)?;
        let (quads, missing) = codes::quads(rows, &known);
        write(&path, quads::lines(&quads).as_bytes())?;
        Ok(missing)
    }
}

/// The file of the text taken out of a source, below the graph folder.
pub(super) fn text_file(path: &str, digest: &str) -> String {
    format!("{TEXTS}/{}.txt", slug(path, digest))
}

/// Counts what a manifest holds.
fn summary(manifest: &Manifest) -> Summary {
    let mut summary = Summary { sources: manifest.sources.len(), ..Summary::default() };
    let mut agencies: BTreeSet<&Agency> = BTreeSet::new();
    for entry in &manifest.sources {
        summary.findings += entry.findings;
        agencies.extend(&entry.agencies);
        for document in entry.documents.iter().filter(|document| document.held_by.is_none()) {
            summary.documents += 1;
            summary.tasks += document.tasks;
            summary.assignments += document.assignments;
        }
    }
    for agency in agencies {
        match (agency.kind, agency.standing) {
            (AgencyKind::Group, _) => summary.groups += 1,
            (AgencyKind::Agency, standing) => {
                summary.agencies += 1;
                summary.shaped += usize::from(standing == Standing::Shaped);
                summary.unplaced += usize::from(standing == Standing::Unplaced);
            }
        }
    }
    summary
}

/// A file name that people can tell and every file system takes: letters and digits of the path, and a digest of path and content.
///
/// The content is part of the name so that a file is never overwritten while the old manifest still names it.
fn slug(path: &str, digest: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let readable: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(40).collect();
    let of_path = crate::source::digest(path.as_bytes());
    format!("{}-{}{}", readable.trim_matches('-'), &of_path[..8], &digest[..8.min(digest.len())])
}

/// Writes a file beside its place and moves it there when it is whole.
fn write(path: &Path, bytes: &[u8]) -> Result<(), GraphError> {
    let failed = |cause| GraphError::Write { path: path.display().to_string(), cause };
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let beside = path.with_extension("writing");
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, path)).map_err(|cause| {
        // The half-written file is of no use to anybody.
        let _ = fs::remove_file(&beside);
        failed(cause)
    })
}
