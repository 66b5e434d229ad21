//! The walkthrough keeps its word, in both languages: its commands run one after another, its output and figures are theirs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{DOCUMENTS, quanze, rows};

const TEXTS: [(&str, &str); 2] =
    [("en", include_str!("../../docs/walkthrough.md")), ("zh-CN", include_str!("../../docs/walkthrough.zh-CN.md"))];

/// A fenced block: its language and its lines.
fn blocks(text: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut blocks = Vec::new();
    let mut open = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(language), None) => open = Some((language, Vec::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => {}
        }
    }
    blocks
}

fn commands(text: &'static str) -> Vec<&'static str> {
    blocks(text).into_iter().filter(|(language, _)| *language == "sh").flat_map(|(_, lines)| lines).collect()
}

/// A folder in which the sample documents lie as in the repository.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let documents = folder.path().join("data/documents");
    fs::create_dir_all(&documents).unwrap();
    for entry in fs::read_dir(DOCUMENTS).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, documents.join(path.file_name().unwrap())).unwrap();
    }
    folder
}

/// Runs a command as a shell would, `> FILE` included; returns what it wrote to standard output.
fn shell(folder: &Path, command: &str) -> String {
    let (command, file) = command.split_once(" > ").map_or((command, None), |(command, file)| (command, Some(file)));
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("quanze"), "{command}");
    let words: Vec<&str> = words.collect();
    let output = quanze(folder, &words).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    // A machine without a font for Chinese cannot draw pixels; then the message must say what to install.
    if command.ends_with(".png") && !output.status.success() {
        assert!(errors.contains("fonts-noto-cjk"), "{command}: {errors}");
        return String::new();
    }
    assert!(output.status.success(), "{command}: {errors}");
    let text = String::from_utf8(output.stdout).unwrap();
    if let Some(file) = file {
        fs::write(folder.join(file), &text).unwrap();
    }
    text
}

#[test]
fn both_languages_give_the_same_commands() {
    let [(_, english), (_, chinese)] = TEXTS;
    assert_eq!(commands(english), commands(chinese));
    assert!(commands(english).len() >= 15);
}

#[test]
fn its_commands_run_and_say_what_it_shows() {
    let folder = repository();
    let mut last = String::new();
    let mut shown = 0;
    for (language, lines) in blocks(TEXTS[0].1) {
        match language {
            "sh" => {
                for command in lines {
                    last = shell(folder.path(), command);
                }
            }
            "text" => {
                for text in [&lines, &blocks(TEXTS[1].1).into_iter().find(|(language, _)| *language == "text").unwrap().1] {
                    let mut answer = last.lines();
                    for line in text {
                        assert!(answer.any(|told| told.starts_with(line)), "the walkthrough shows\n{line}\nthe program says\n{last}");
                        shown += 1;
                    }
                }
            }
            other => panic!("a block of language `{other}`"),
        }
    }
    assert!(shown >= 8);
    for file in ["ranking.csv", "sentences.csv", "tables/assignments.csv", "gansu.gexf", "gansu-leads/edges.csv", "gansu.html"] {
        assert!(folder.path().join(file).metadata().unwrap().len() > 500, "{file}");
    }

    // The nineteen leads that it speaks of are nineteen rows.
    let sentences = rows(&folder.path().join("sentences.csv"));
    let tasks: BTreeSet<&String> = sentences.iter().map(|row| &row["task"]).collect();
    assert_eq!(tasks.len(), 19);

    // The figures in the documentation are those that its commands make; QUANZE_FIGURES=write puts them there.
    for name in ["figure-ranking.svg", "figure-network.svg", "figure-matrix.svg"] {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
        let made = fs::read_to_string(folder.path().join(name)).unwrap();
        if std::env::var_os("QUANZE_FIGURES").is_some_and(|word| word == "write") {
            fs::write(&kept, &made).unwrap();
        }
        assert!(fs::read_to_string(&kept).unwrap_or_default() == made, "docs/{name} is another; make it with QUANZE_FIGURES=write");
    }
}

#[test]
fn it_says_there_is_nothing_to_do_with_a_wrong_kind_of_file() {
    let folder = repository();
    shell(folder.path(), "quanze build data/documents");
    for (words, message) in [
        (&["export", "figure", "--kind", "ranking", "--out", "x.pdf"][..], ".svg or .png"),
        (&["export", "figure", "--kind", "network", "--network", "agency-task", "--out", "x.svg"], "two-mode network `agency-task`"),
        (&["export", "figure", "--kind", "ranking", "--set", "place=火星", "--out", "x.svg"], "nothing to show"),
        (&["export", "figure", "--kind", "ranking", "--groups", "--out", "x.svg"], "leave out --groups"),
        (&["export", "page", "--network", "joint-issue", "--out", "x.html"], "agency-agency or lead-partner"),
        (&["export", "page", "--set", "place=火星", "--out", "x.html"], "nothing to show"),
        (&["export", "page", "--out", "no/such/x.html"], "cannot write `no/such/x.html`"),
    ] {
        let output = quanze(folder.path(), words).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && errors.contains(message), "{words:?}: {errors}");
    }
    assert!(!folder.path().join("x.svg").exists());
}
