//! Gold: real documents that people have judged by reading. The corpus cannot be published with the code; where the variable
//! `QUANZE_CORPUS` names no folder that holds it, these tests say that they were skipped.
//!
//! `scores.csv` is a ratchet. Every figure must keep its `bound`, and `value` is what was last measured: less is a loss, more
//! is a gain that is to be recorded in the same change.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// A row of `scores.csv`.
#[derive(Debug, Deserialize)]
struct Score {
    set: String,
    figure: String,
    bound: f64,
    value: f64,
}

/// The folder of corpus, gold and score, or a word that there is none; in CI there must be one.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("QUANZE_CORPUS").map(PathBuf::from);
    assert!(folder.is_some() || std::env::var_os("CI").is_none(), "QUANZE_CORPUS must be set in CI");
    if folder.is_none() {
        eprintln!("skipped: QUANZE_CORPUS is not set, so there are no judged documents to compare with");
    }
    folder
}

/// The figures that the scorer prints, by name.
fn figures(shared: &Path, gold: &str, tables: &Path) -> BTreeMap<String, f64> {
    let scorer = Command::new("python3").arg(shared.join("score/score.py")).arg(shared.join("gold").join(gold)).arg(tables).output();
    let scored = scorer.expect("python3 runs the scorer");
    assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stderr));
    let lines = String::from_utf8(scored.stdout).expect("UTF-8");
    lines
        .lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
        })
        .collect()
}

/// Compares a set's figures with the ratchet; every difference is told at once.
fn check(set: &str, figures: &BTreeMap<String, f64>) {
    /// Half of the last digit that the scorer prints.
    const SAME: f64 = 0.000_05;
    let mut wrong = Vec::new();
    let mut reader = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scores.csv")).expect("scores.csv");
    let scores: Vec<Score> = reader.deserialize().collect::<Result<_, _>>().expect("scores.csv");
    for Score { figure, bound, value, .. } in scores.into_iter().filter(|score| score.set == set) {
        let Some(&measured) = figures.get(&figure) else {
            wrong.push(format!("{figure} was not measured"));
            continue;
        };
        if measured + SAME < bound {
            wrong.push(format!("{figure} is {measured}, below its bound {bound}"));
        } else if measured + SAME < value {
            wrong.push(format!("{figure} is {measured}, was {value}"));
        } else if measured > value + SAME {
            wrong.push(format!("{figure} is {measured}, better than the {value} recorded: record it in tests/scores.csv"));
        }
    }
    assert!(wrong.is_empty(), "{set}:\n{}", wrong.join("\n"));
}

#[test]
fn a_magazine_issue_is_read_as_people_read_it() {
    let Some(shared) = corpus() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let issue = shared.join("corpus/2023-25.txt").canonicalize().expect("the issue");
    let tables = crate::support::tables(folder.path(), &[issue.to_str().expect("a UTF-8 path")]);
    check("2023-25", &figures(&shared, "2023-25", &tables));
}

#[test]
fn documents_of_many_places_are_read_as_people_read_them() {
    let Some(shared) = corpus() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let papers = folder.path().join("papers");
    fs::create_dir(&papers).expect("a folder");
    let mut judged = csv::Reader::from_path(shared.join("gold/policy/documents.csv")).expect("the gold's documents");
    let stems: Vec<String> = judged.deserialize().map(|row: Result<crate::support::Row, _>| row.expect("a row")["file"].clone()).collect();
    for file in fs::read_dir(shared.join("corpus/policy")).expect("the corpus") {
        let path = file.expect("a file").path();
        if path.file_stem().is_some_and(|stem| stems.iter().any(|judged| **judged == *stem)) {
            fs::copy(&path, papers.join(path.file_name().expect("a file's name"))).expect("a copy");
        }
    }
    let tables = crate::support::tables(folder.path(), &["papers"]);
    check("policy", &figures(&shared, "policy", &tables));
}

#[test]
fn the_whole_corpus_is_read_and_its_quotes_are_the_sources() {
    let Some(shared) = corpus() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let papers = shared.join("corpus/policy").canonicalize().expect("the corpus");
    let built = crate::support::quanze(folder.path(), &["build", papers.to_str().expect("a UTF-8 path")]).assert();
    let files = fs::read_dir(&papers).expect("the corpus").count();
    let message = crate::support::told(&built);
    assert!(message.contains(&format!("{files} sources:")), "{message}");
    crate::support::run(folder.path(), &["export", "tables", "--out", "tables"]);
    let mut texts: BTreeMap<String, Vec<char>> = BTreeMap::new();
    let mut compared = 0;
    for row in crate::support::rows(&folder.path().join("tables/assignments.csv")) {
        let text = texts.entry(row["source"].clone()).or_insert_with(|| {
            // The text that was taken out of a PDF is kept in the graph folder; every other file of the corpus is text itself.
            let stem = row["source"].strip_suffix(".pdf").map(|stem| format!("{stem}-"));
            let kept = stem.map(|stem| {
                let mut kept = fs::read_dir(folder.path().join("graph/texts")).expect("texts").map(|file| file.expect("a file").path());
                kept.find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&stem))).expect("a kept text")
            });
            let bytes = fs::read(kept.unwrap_or_else(|| papers.join(&row["source"]))).expect("a source");
            String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').chars().collect()
        });
        let (start, end): (usize, usize) = (row["start"].parse().expect("a number"), row["end"].parse().expect("a number"));
        assert_eq!(text[start..end].iter().collect::<String>(), row["quote"], "{}", row["source"]);
        compared += 1;
    }
    assert!(compared > 20_000, "only {compared} assignments");
}
