//! `data/words/wordings.toml`: what each wording of responsibility must read and refuse, and that no rule of the reader is without both.

use std::collections::BTreeSet;

use quanze::reader::Reader;
use quanze::source;
use regex::Regex;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    wording: Vec<Wording>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    name: String,
    rules: Vec<String>,
    examples: Vec<Example>,
    refusals: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    text: String,
    reads: Vec<String>,
}

fn table() -> Table {
    toml::from_str(include_str!("../../data/words/wordings.toml")).unwrap()
}

/// The rows that a text at the end of a task is read to, and the rules that made them.
fn read(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let document = format!(
        "长沙市人民政府办公室关于印发长沙市数字服务行动方案的通知\n\n长政办发〔2023〕1号\n\n各区县（市）人民政府：\n\n一、重点任务\n\n1.建设平台。建成服务平台，提供各项服务。{text}\n\n长沙市人民政府办公室\n2023年1月5日\n"
    );
    let reading = Reader::built_in().source(&source::decode(document.as_bytes(), "plan.txt").unwrap());
    let rows = || reading.documents.iter().flat_map(|document| &document.assignments);
    (rows().map(|row| format!("{} {} {}", row.mention, row.role, row.basis)).collect(), rows().map(|row| row.rule.to_owned()).collect())
}

#[test]
fn every_wording_reads_its_examples_and_refuses_its_refusals() {
    let mut wrong = Vec::new();
    for wording in table().wording {
        assert!(!wording.examples.is_empty() && !wording.refusals.is_empty(), "`{}` has no proof", wording.name);
        let mut used = BTreeSet::new();
        for example in &wording.examples {
            let (rows, rules) = read(&example.text);
            used.extend(rules);
            if rows != example.reads {
                wrong.push(format!("{}\n  reads {rows:?}\n  not   {:?}", example.text, example.reads));
            }
        }
        for rule in wording.rules.iter().filter(|rule| !used.contains(*rule)) {
            wrong.push(format!("`{}`: no example is read by {rule}", wording.name));
        }
        for refusal in &wording.refusals {
            let (rows, rules) = read(refusal);
            if wording.rules.iter().any(|rule| rules.contains(rule)) {
                wrong.push(format!("{refusal}\n  reads {rows:?} by {rules:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_of_the_reader_has_a_wording() {
    let literal = Regex::new("\"((?:label|tail|with|list|legend|duty|plain)-[a-z-]+)\"").unwrap();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract");
    let mut rules: BTreeSet<String> = BTreeSet::new();
    for file in std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|file| file.is_file())
        .chain([folder.with_extension("rs")])
    {
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        rules.extend(literal.captures_iter(code).map(|parts| parts[1].to_owned()));
    }
    let proved: BTreeSet<String> = table().wording.into_iter().flat_map(|wording| wording.rules).collect();
    assert_eq!(rules, proved, "rules of src/extract on the left, rules with examples and refusals on the right");
}
