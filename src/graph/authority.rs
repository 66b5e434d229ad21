//! The authority graph: the agencies, places and functions that the documents touch, with what they hang from.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};

use super::iri;
use super::quads::{agency_node, concept};
use super::vocab::{TYPE, qz, skos};
use crate::agency::{Authority, Succession};
use crate::model::{Agency, Level};

/// The quads of the authority graph.
#[must_use]
pub fn quads<'a>(
    agencies: impl Iterator<Item = &'a Agency>,
    document_places: impl Iterator<Item = &'a str>,
    authority: &Authority,
) -> Vec<Quad> {
    let mut out = AuthorityQuads { graph: iri::authority_graph().into(), quads: Vec::new() };
    let mut places: BTreeSet<String> = document_places.map(str::to_owned).collect();
    let mut functions: BTreeSet<String> = BTreeSet::new();
    let mut bodies: BTreeMap<String, Agency> = BTreeMap::new();
    let mut successions: BTreeMap<String, Succession> = BTreeMap::new();
    // Bodies that documents name go before those that only a succession does.
    for agency in agencies {
        bodies.entry(node_of(agency, authority).as_str().to_owned()).or_insert_with(|| agency.clone());
    }
    for agency in bodies.values().cloned().collect::<Vec<_>>() {
        for step in steps(&agency, authority) {
            for body in [&step.predecessor, &step.successor] {
                bodies.entry(node_of(body, authority).as_str().to_owned()).or_insert_with(|| body.clone());
            }
            successions.insert(iri::succession_path(&step.predecessor, &step.successor), step);
        }
    }
    for agency in bodies.values() {
        out.agency(&node_of(agency, authority), agency, authority);
        places.extend(agency.place.clone());
        functions.extend(agency.functions.iter().cloned());
    }
    for (path, step) in &successions {
        out.succession(&iri::node(path), step, authority);
    }
    let chain: BTreeSet<String> = places.iter().flat_map(|code| authority.chain(code)).collect();
    for code in chain {
        out.place(&code, authority);
    }
    for function in functions {
        let node = iri::node(&format!("function/{}", iri::segment(&function)));
        out.kind(&node, qz::FUNCTION_CLASS);
        out.kind(&node, skos::CONCEPT);
        out.label(&node, &function);
    }
    out.quads
}

fn node_of(agency: &Agency, authority: &Authority) -> NamedNode {
    agency_node(agency, agency.place.as_deref().and_then(|code| authority.place(code)).map(|place| place.name.as_str()))
}

/// The successions to tell with a body: its line to the end with what went elsewhere on the way, and what a central body followed.
fn steps(agency: &Agency, authority: &Authority) -> Vec<Succession> {
    let mut steps = authority.successors(agency);
    for step in authority.line(agency) {
        steps.extend(authority.successors(&step.successor));
    }
    if agency.level == Some(Level::Central) {
        steps.extend(authority.predecessors(agency));
    }
    steps
}

struct AuthorityQuads {
    graph: GraphName,
    quads: Vec<Quad>,
}

impl AuthorityQuads {
    fn put(&mut self, subject: &NamedNode, predicate: &str, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), NamedNode::new_unchecked(predicate), object, self.graph.clone()));
    }

    fn kind(&mut self, subject: &NamedNode, class: &str) {
        self.put(subject, TYPE, NamedNode::new_unchecked(class));
    }

    fn label(&mut self, subject: &NamedNode, text: &str) {
        self.put(subject, skos::PREF_LABEL, Literal::new_language_tagged_literal_unchecked(text, "zh"));
    }

    fn text(&mut self, subject: &NamedNode, predicate: &str, text: &str) {
        self.put(subject, predicate, Literal::new_simple_literal(text));
    }

    fn succession(&mut self, node: &NamedNode, step: &Succession, authority: &Authority) {
        self.kind(node, qz::SUCCESSION);
        self.put(node, qz::PREDECESSOR, node_of(&step.predecessor, authority));
        self.put(node, qz::SUCCESSOR, node_of(&step.successor, authority));
        self.text(node, qz::DATE, &step.date);
        self.text(node, qz::SHARE, step.share.as_str());
        self.text(node, qz::SCOPE, step.scope.as_str());
        self.text(node, qz::REFORM, &step.source);
    }

    fn agency(&mut self, node: &NamedNode, agency: &Agency, authority: &Authority) {
        self.kind(node, qz::AGENCY_CLASS);
        self.put(node, qz::TODAY, node_of(&authority.today(agency), authority));
        let life = authority.life(agency);
        for (predicate, day) in [(qz::FOUNDED, life.founded), (qz::ENDED, life.ended)] {
            if let Some(day) = day {
                self.text(node, predicate, &day);
            }
        }
        self.label(node, &agency.name);
        self.text(node, qz::KIND, agency.kind.as_str());
        self.text(node, qz::STANDING, agency.standing.as_str());
        if let Some(kind) = agency.group_kind {
            self.text(node, qz::GROUP_KIND, kind.as_str());
        }
        if let Some(regime) = agency.regime {
            self.text(node, qz::REGIME, regime.as_str());
        }
        if let Some(level) = agency.level {
            self.put(node, qz::LEVEL, concept("level", level.as_str()));
        }
        if let Some(place) = &agency.place {
            self.put(node, qz::PLACE, iri::node(&format!("place/{place}")));
        }
        for (index, function) in agency.functions.iter().enumerate() {
            let function = iri::node(&format!("function/{}", iri::segment(function)));
            if index == 0 {
                self.put(node, qz::FIRST_FUNCTION, function.clone());
            }
            self.put(node, qz::FUNCTION, function);
        }
    }

    fn place(&mut self, code: &str, authority: &Authority) {
        let Some(place) = authority.place(code) else { return };
        let node = iri::node(&format!("place/{code}"));
        self.kind(&node, qz::PLACE_CLASS);
        self.label(&node, &place.name);
        self.text(&node, skos::NOTATION, code);
        self.put(&node, qz::LEVEL, concept("level", place.level.as_str()));
        if let Some(parent) = &place.parent {
            self.put(&node, qz::WITHIN, iri::node(&format!("place/{parent}")));
        }
    }
}
