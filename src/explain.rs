//! How a file was read: each list with carets under its names, the roles, rules and bodies read from them, and each finding.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::model::{Assignment, Document, Reading};
use crate::source::Source;

/// The report for people.
#[must_use]
pub fn explain(reading: &Reading, source: &Source) -> String {
    let mut out = String::new();
    for document in &reading.documents {
        // Writing to a string cannot fail.
        let _ = explain_document(document, source, &mut out);
    }
    for finding in &reading.findings {
        let _ = writeln!(out, "{}: {}", finding.kind, finding.message);
    }
    out
}

fn explain_document(document: &Document, source: &Source, out: &mut String) -> std::fmt::Result {
    writeln!(out, "{} {}", document.title, document.number.as_deref().unwrap_or(""))?;
    let issuers: Vec<&str> = document.issuers.iter().map(|issuer| issuer.agency.name.as_str()).collect();
    writeln!(
        out,
        "  lines {}–{}, {}, {}, issued {} by {}",
        document.first_line,
        document.last_line,
        document.genre.as_deref().unwrap_or("no genre"),
        document.jurisdiction.as_deref().unwrap_or("no place"),
        document.signed.as_deref().or(document.published.as_deref()).unwrap_or("on an unknown day"),
        if issuers.is_empty() { "nobody named".to_owned() } else { issuers.join("、") }
    )?;
    writeln!(
        out,
        "  {} tasks, {} assignments, {} citations, {} targets, {} findings",
        document.tasks.len(),
        document.assignments.len(),
        document.citations.len(),
        document.targets.len(),
        document.findings.len()
    )?;
    for (index, list) in document.lists.iter().enumerate() {
        let rows: Vec<&Assignment> = document.assignments.iter().filter(|row| row.list == index && row.task == list.task).collect();
        if rows.is_empty() {
            continue;
        }
        let task = &document.tasks[list.task];
        writeln!(out, "\n  {} {}", task.number, task.title)?;
        let others = document
            .assignments
            .iter()
            .filter(|row| row.list == index)
            .map(|row| row.task)
            .collect::<std::collections::BTreeSet<_>>()
            .len();
        if others > 1 {
            writeln!(out, "  and {} more tasks", others - 1)?;
        }
        let words: Vec<char> = source.characters[list.start..list.end].to_vec();
        let kept = |character: &char| !character.is_whitespace();
        let line: String = words.iter().filter(|c| kept(c)).collect();
        writeln!(out, "{:>6} │ {line}", list.line)?;
        for row in rows {
            let before: String = source.characters[list.start..row.evidence.start.max(list.start)].iter().filter(|c| kept(c)).collect();
            let place = if row.role_word.is_empty() { String::new() } else { format!(" “{}”", row.role_word) };
            writeln!(
                out,
                "       │ {}{} {}{place} ({}, {}) → {}",
                " ".repeat(before.width()),
                "^".repeat(row.mention.width()),
                row.role,
                row.basis,
                row.rule,
                row.agency.name
            )?;
        }
    }
    for finding in &document.findings {
        writeln!(out, "\n  {}: {}", finding.kind, finding.message)?;
        let words: String = finding.evidence.quote.chars().filter(|c| !c.is_whitespace()).take(60).collect();
        writeln!(out, "{:>6} │ {words}\n       │ {}", finding.evidence.line, "^".repeat(words.width()))?;
    }
    writeln!(out)
}
