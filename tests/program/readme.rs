//! README.md keeps its word: its commands are the program's, its table of scores is the ratchet's, its answer is the answer.

use std::collections::BTreeMap;

use crate::support::{DOCUMENTS, Row, run, said};
use clap::Parser;
use quanze::cli::Cli;

const README: &str = include_str!("../../README.md");

const IN_CHINESE: &str = include_str!("../../README.zh-CN.md");

/// The lines of the shell blocks.
fn shell() -> Vec<&'static str> {
    shell_of(README)
}

fn shell_of(readme: &str) -> Vec<&str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside {
            lines.push(line);
        }
    }
    lines
}

#[test]
fn its_first_two_commands_build_ask_and_test() {
    let first: Vec<&str> = shell()[0].split(" && ").collect();
    assert_eq!(first.len(), 3);
    assert!(first.iter().all(|command| command.starts_with("cargo run --release -- ")));
    assert_eq!(shell()[1], "cargo test");
}

#[test]
fn every_command_it_shows_can_be_said() {
    let commands = shell().into_iter().flat_map(|line| line.split(" && ")).filter_map(|line| {
        let words = line.split(" #").next().unwrap_or_default().split(" > ").next().unwrap_or_default();
        words.strip_prefix("cargo run --release -- ").or_else(|| words.strip_prefix("quanze ")).map(str::to_owned)
    });
    let mut count = 0;
    for command in commands {
        let words = std::iter::once("quanze").chain(command.split_whitespace());
        assert!(Cli::try_parse_from(words).is_ok(), "{command}");
        count += 1;
    }
    assert!(count >= 10);
}

#[test]
fn both_languages_show_the_same_commands() {
    let commands = |readme: &'static str| -> Vec<&str> {
        shell_of(readme).into_iter().map(|line| line.split(" #").next().unwrap_or_default().trim_end()).collect()
    };
    assert_eq!(commands(README), commands(IN_CHINESE));
}

#[test]
fn its_scores_are_those_measured() {
    let mut reader = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scores.csv")).unwrap();
    let mut told: BTreeMap<(String, String), f64> = BTreeMap::new();
    for row in README.lines().skip_while(|line| *line != "<!-- scores -->").take_while(|line| *line != "<!-- /scores -->").skip(3) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        for (set, cell) in [("2023-25", cells[1]), ("policy", cells[2])] {
            if let Ok(value) = cell.parse() {
                told.insert((set.to_owned(), cells[0].to_owned()), value);
            }
        }
    }
    for row in reader.deserialize() {
        let row: Row = row.unwrap();
        let value: f64 = row["value"].parse().unwrap();
        let shown = told.remove(&(row["set"].clone(), row["figure"].clone()));
        assert!(
            shown.is_some_and(|shown| (shown - value).abs() < 0.000_51),
            "{} {}: {value} is told as {shown:?}",
            row["set"],
            row["figure"]
        );
    }
    assert!(told.is_empty(), "told, not measured: {told:?}");
}

#[test]
fn its_answer_is_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["build", DOCUMENTS]);
    let answer = said(&run(folder.path(), &["query", "cross-document-functions"]));
    let shown = README.lines().skip_while(|line| !line.starts_with("function_name")).take_while(|line| !line.starts_with("```"));
    let mut count = 0;
    for (shown, line) in shown.zip(answer.lines()) {
        assert!(line.starts_with(shown.trim_end()), "README shows\n{shown}\nthe program says\n{line}");
        count += 1;
    }
    assert!(count >= 5);
}
