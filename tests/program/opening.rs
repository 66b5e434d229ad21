//! The pages on networks keep their word: every command of theirs runs, writes what it says, and is the same in both languages.

use std::path::Path;

use crate::support::{run, said};

/// The shell lines of a page that begin with the program's name.
fn commands(page: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut inside = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside {
            commands.extend(line.strip_prefix("quanze ").map(str::to_owned));
        }
    }
    commands
}

/// Runs the commands in a folder that looks like the repository's root.
fn run_all(commands: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/documents");
    std::fs::create_dir_all(folder.path().join("data/documents")).unwrap();
    for file in std::fs::read_dir(documents).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), folder.path().join("data/documents").join(file.file_name())).unwrap();
    }
    for command in commands {
        let words: Vec<&str> = command.split_whitespace().collect();
        let assert = run(folder.path(), &words);
        if let Some(at) = words.iter().position(|word| *word == "--out") {
            assert!(folder.path().join(words[at + 1]).exists(), "{command}");
        } else if words[0] == "network" {
            assert!(said(&assert).lines().count() > 12, "{command}");
        }
    }
}

#[test]
fn opening_networks() {
    let english = commands("opening-networks.md");
    assert!(english.len() > 12);
    assert_eq!(english, commands("opening-networks.zh-CN.md"));
    run_all(&english);
}

#[test]
fn networks() {
    let english = commands("networks.md");
    assert!(english.len() > 4);
    assert_eq!(english, commands("networks.zh-CN.md"));
    run_all(&english);
}

#[test]
fn every_network_and_format_is_on_the_pages() {
    let page = |name: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).unwrap();
    for language in ["md", "zh-CN.md"] {
        let networks = page(&format!("networks.{language}"));
        for definition in quanze::network::catalogue::ALL {
            assert!(networks.contains(&format!("| `{}` |", definition.name)), "{}", definition.name);
        }
        let formats = page(&format!("opening-networks.{language}"));
        for format in quanze::export::Format::ALL {
            assert!(formats.contains(&format!("`{}`", format.as_str())), "{}", format.as_str());
        }
    }
}
