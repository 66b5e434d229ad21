//! What became of each source: a few lines for people, and a table.

use std::path::Path;

use anyhow::Context as _;

use crate::graph::{SourceEntry, Summary};
use crate::model::State;

/// A source and whether it was as before.
pub(super) struct Became {
    pub(super) entry: SourceEntry,
    pub(super) unchanged: bool,
}

impl Became {
    pub(super) fn state(&self) -> State {
        State::from_word(&self.entry.state).unwrap_or(State::Read)
    }
}

/// Tells people what the run did and what the graph now holds.
pub(super) fn say(all: &[Became], summary: &Summary, graph: &Path) {
    let of = |state: State| all.iter().filter(|one| !one.unchanged && one.state() == state).count();
    let unchanged = all.iter().filter(|one| one.unchanged).count();
    let (read, with_findings) = (of(State::Read), of(State::WithFindings));
    let (skipped, unreadable) = (of(State::Skipped), of(State::Unreadable));
    eprintln!(
        "{} sources: {} read, {unchanged} unchanged, {unreadable} unreadable, {skipped} skipped",
        summary.sources,
        read + with_findings
    );
    eprintln!("{} documents, {} tasks, {} assignments", summary.documents, summary.tasks, summary.assignments);
    eprintln!(
        "{} agencies ({} known by shape only, {} without a known place), {} classes of bodies",
        summary.agencies, summary.shaped, summary.unplaced, summary.groups
    );
    eprintln!("{} findings, {with_findings} of the sources just read have some; `quanze query findings` lists them", summary.findings);
    eprintln!("the graph is in {}", graph.display());
}

/// Writes what became of each source as a table.
pub(super) fn write(all: &[Became], path: &Path) -> anyhow::Result<()> {
    let failed = || format!("cannot write `{}`", path.display());
    let mut writer = csv::Writer::from_path(path).with_context(failed)?;
    writer.write_record(["source", "became", "state", "documents", "tasks", "assignments", "findings", "reason"]).with_context(failed)?;
    for one in all {
        let entry = &one.entry;
        let became = if one.unchanged { "unchanged" } else { entry.state.as_str() };
        let counts = [
            entry.documents.len(),
            entry.documents.iter().map(|document| document.tasks).sum(),
            entry.documents.iter().map(|document| document.assignments).sum(),
            entry.findings,
        ]
        .map(|count| count.to_string());
        let row = [entry.path.as_str(), became, entry.state.as_str()].into_iter().chain(counts.iter().map(String::as_str));
        writer.write_record(row.chain([entry.reason.as_str()])).with_context(failed)?;
    }
    writer.flush().with_context(failed)
}
