//! The house itself: which module may use which, where IRIs and Chinese words may stand, and that data is in order.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The modules, in the order in which data flows: each may use those before it. `command` may use all.
const ORDER: &[&str] = &[
    "model", "passage", "words", "source", "agency", "document", "extract", "sidecar", "reader", "graph", "store", "query", "drawing",
    "chart", "tables", "network", "export", "layout", "figure", "page", "explain", "cli", "command",
];

/// Files of `src` in which Han characters stand outside comments and tests, because they are structure and not vocabulary:
/// numerals, dates, brackets and marks of enumeration, kinds that tables print, and levels of divisions.
const HAN: &[&str] = &[
    "agency/built.rs",
    "agency/central.rs",
    "agency/form.rs",
    "agency/known.rs",
    "agency/parts.rs",
    "agency/place.rs",
    "agency/resolve.rs",
    "agency/shape.rs",
    "agency/portrait.rs",
    "agency/succession.rs",
    "agency/unit.rs",
    "document/closing.rs",
    "document/dates.rs",
    "document/enactment.rs",
    "document/issuer.rs",
    "document/metadata.rs",
    "document/names.rs",
    "document/outline.rs",
    "document/paragraph.rs",
    "document/place.rs",
    "document/run_on.rs",
    "document/signature.rs",
    "document/task.rs",
    "document/title.rs",
    "document/unnumbered.rs",
    "export/sample.rs",
    "extract.rs",
    "extract/citation.rs",
    "extract/due.rs",
    "extract/duty.rs",
    "extract/list.rs",
    "extract/short_form.rs",
    "extract/subject.rs",
    "extract/target/aside.rs",
    "extract/target/figure.rs",
    "extract/target/indicator.rs",
    "extract/token.rs",
    "graph/iri.rs",
    "model.rs",
    "source/docx/numbering.rs",
    "source/pdf.rs",
    "store.rs",
    "words.rs",
    "words/role.rs",
];

/// The Rust files of `src` by their path below it.
fn sources() -> BTreeMap<String, String> {
    files(&Path::new(ROOT).join("src"), "rs")
}

fn files(folder: &Path, extension: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

/// What a file says before its tests, comments left out.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    let uncommented = |line: &str| line.split("// ").next().unwrap_or_default().to_owned();
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).map(uncommented).collect::<Vec<_>>().join("\n")
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

#[test]
fn data_flows_one_way() {
    let place = |module: &str| ORDER.iter().position(|name| *name == module);
    for (name, text) in sources() {
        let module = name.split(['/', '.']).next().unwrap();
        if matches!(module, "lib" | "main" | "command") {
            continue;
        }
        let here = place(module).unwrap_or_else(|| panic!("`{name}` is of a module that the order does not know"));
        let body = code(&text);
        // `use crate::{agency, words::Words}` and `crate::agency::Name` alike.
        let used = ORDER.iter().filter(|other| {
            let plain = format!("crate::{other}");
            body.match_indices(&plain).any(|(at, _)| !body[at + plain.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_'))
                || body
                    .lines()
                    .filter(|line| line.starts_with("use crate::{"))
                    .any(|line| line.split(['{', ',', '}', ' ', ':', ';']).any(|word| word == **other))
        });
        for other in used {
            assert!(place(other).unwrap() <= here, "`{name}` uses `{other}`, which stands below it");
        }
    }
}

#[test]
fn iris_stand_in_two_files() {
    for (name, text) in sources() {
        if matches!(name.as_str(), "graph/vocab.rs" | "graph/iri.rs") {
            continue;
        }
        for (number, line) in code(&text).lines().enumerate() {
            // Queries that the program asks for itself open with their prefixes, as every query does.
            let minted = line.contains("w3id.org/quanze") && !line.contains("PREFIX");
            assert!(!minted, "{name}:{}: an IRI; it belongs in graph/vocab.rs", number + 1);
        }
    }
}

#[test]
fn only_the_store_evaluates_sparql() {
    for (name, text) in sources() {
        assert!(name.starts_with("store") || !code(&text).contains("spareval"), "{name}");
    }
}

#[test]
fn han_characters_stand_where_they_are_structure() {
    for (name, text) in sources() {
        let holds = code(&text).chars().any(is_han);
        assert!(!holds || HAN.contains(&name.as_str()), "{name} holds Chinese words; they belong in data");
        assert!(holds || !HAN.contains(&name.as_str()), "{name} holds none any more; take it off the list");
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (name, text) in sources() {
        assert!(text.starts_with("//! "), "src/{name}");
    }
    for (name, text) in files(&Path::new(ROOT).join("tests"), "rs") {
        assert!(text.starts_with("//! "), "tests/{name}");
    }
    for (name, text) in files(&Path::new(ROOT).join("data/words"), "toml") {
        assert!(text.starts_with("# "), "data/words/{name}");
    }
}

#[test]
fn tables_are_sorted_and_unique() {
    for (name, text) in files(&Path::new(ROOT).join("data"), "csv") {
        assert!(!text.contains('\r') && text.ends_with('\n'), "{name}: line ends");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{name}: {error}"));
        let key = |row: &csv::StringRecord| match name.as_str() {
            // One code has a row for each name it had, in the order of time.
            "divisions.csv" => (row[0].to_owned(), row[5].to_owned()),
            "agencies.csv" | "successions.csv" => (row[0].to_owned(), row[1].to_owned()),
            "usages.csv" => (format!("{},{}", &row[0], &row[1]), row[2].to_owned()),
            _ => (row[0].to_owned(), String::new()),
        };
        for pair in rows.windows(2) {
            assert!(key(&pair[0]) < key(&pair[1]), "{name}: {:?} does not stand behind {:?}", key(&pair[1]), key(&pair[0]));
        }
        for row in &rows {
            assert!(row.iter().all(|cell| cell == cell.trim()), "{name}: white space in {row:?}");
        }
    }
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let forbidden = ["../shared", "todo!(", "unimplemented!(", "FIXME"];
    let mut texts = sources();
    texts.extend(files(&Path::new(ROOT).join("data"), "md"));
    for name in ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "ARCHITECTURE.md"] {
        texts.insert(name.to_owned(), fs::read_to_string(Path::new(ROOT).join(name)).unwrap());
    }
    for (name, text) in texts {
        for word in forbidden {
            assert!(!text.contains(word), "{name}: `{word}`");
        }
    }
}
