//! The terms that the program writes and those that the ontology declares are the same, both ways.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{NamedOrBlankNode, Term};
use oxrdfio::{RdfFormat, RdfParser};
use quanze::graph::vocab::{self, qz};
use quanze::model::{Basis, Level, Role};

const ONTOLOGY: &str = include_str!("../../ontology/quanze.ttl");

/// Every statement of the ontology: subject, predicate, object.
fn statements() -> Vec<(String, String, Term)> {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(ONTOLOGY.as_bytes())
        .map(|quad| quad.expect("the ontology is Turtle"))
        .filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some((node.into_string(), quad.predicate.into_string(), quad.object)),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect()
}

fn subjects(under: &str) -> BTreeSet<String> {
    statements()
        .into_iter()
        .map(|(subject, ..)| subject)
        .filter(|subject| subject.starts_with(under) && subject.len() > under.len())
        .collect()
}

#[test]
fn every_term_used_is_declared_and_every_declared_term_is_used() {
    let used: BTreeSet<String> = qz::ALL.iter().map(|term| (*term).to_owned()).collect();
    let declared = subjects(qz::NAMESPACE);
    assert_eq!(used.difference(&declared).collect::<Vec<_>>(), Vec::<&String>::new(), "used, not declared");
    assert_eq!(declared.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "declared, not used");
}

#[test]
fn every_term_has_labels_and_comments_in_both_languages() {
    let mut said: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for (subject, predicate, object) in statements() {
        if let Term::Literal(literal) = object {
            let local = predicate.rsplit(['#', '/']).next().unwrap_or_default().to_owned();
            said.entry(subject).or_default().insert((local, literal.language().unwrap_or_default().to_owned()));
        }
    }
    for term in qz::ALL {
        for (property, language) in [("label", "zh"), ("label", "en"), ("comment", "zh"), ("comment", "en")] {
            let has = said.get(*term).is_some_and(|said| said.contains(&(property.to_owned(), language.to_owned())));
            assert!(has, "{term} has no {property}@{language}");
        }
    }
}

#[test]
fn roles_bases_and_levels_are_the_ontologys() {
    let scheme = |name: &str, words: Vec<&str>| {
        let under = format!("{}{name}/", vocab::BASE);
        let used: BTreeSet<String> = words.into_iter().map(|word| format!("{under}{word}")).collect();
        assert_eq!(used, subjects(&under), "{name}");
    };
    scheme("role", Role::ALL.iter().map(|word| word.as_str()).collect());
    scheme("basis", Basis::ALL.iter().map(|word| word.as_str()).collect());
    scheme("level", Level::ALL.iter().map(|word| word.as_str()).collect());
}
