//! What was read becomes quads, by the vocabulary of `ontology/quanze.ttl`; lean, for loading them is the user's waiting time.

use std::collections::HashMap;

use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::iri::{self, Seen};
use super::vocab::{self, TYPE, dcterms, eli, oa, prov, qz};
use crate::agency::Authority;
use crate::model::{Agency, Citation, Document, Evidence, Finding, Reading, Role, Target};

/// Collects the quads of one named graph.
struct Writer<'a> {
    graph: GraphName,
    quads: &'a mut Vec<Quad>,
}

/// Values that become terms.
enum Value<'a> {
    Text(&'a str),
    Integer(usize),
    Truth(bool),
    Node(NamedNode),
}

impl Writer<'_> {
    fn put(&mut self, subject: &NamedNode, predicate: &str, value: Value<'_>) {
        let object: Term = match value {
            Value::Text(text) => Literal::new_simple_literal(text).into(),
            Value::Integer(number) => Literal::from(i64::try_from(number).unwrap_or(i64::MAX)).into(),
            Value::Truth(truth) => Literal::from(truth).into(),
            Value::Node(node) => node.into(),
        };
        let predicate = NamedNodeRef::new_unchecked(predicate).into_owned();
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }

    fn text(&mut self, subject: &NamedNode, predicate: &str, text: &str) {
        self.put(subject, predicate, Value::Text(text));
    }

    fn some(&mut self, subject: &NamedNode, predicate: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.text(subject, predicate, text);
        }
    }

    fn number(&mut self, subject: &NamedNode, predicate: &str, number: usize) {
        self.put(subject, predicate, Value::Integer(number));
    }

    fn link(&mut self, subject: &NamedNode, predicate: &str, object: NamedNode) {
        self.put(subject, predicate, Value::Node(object));
    }

    fn kind(&mut self, subject: &NamedNode, class: &str) {
        self.link(subject, TYPE, NamedNode::new_unchecked(class));
    }
}

/// The concept of a closed list: `role/lead`.
pub(super) fn concept(scheme: &str, word: &str) -> NamedNode {
    iri::node(&format!("{scheme}/{word}"))
}

/// The direct property of a role.
fn direct(role: Role) -> &'static str {
    match role {
        Role::Lead => qz::LEAD,
        Role::CoLead => qz::CO_LEAD,
        Role::Support => qz::SUPPORT,
        Role::Supervise => qz::SUPERVISE,
        Role::Coordinate => qz::COORDINATE,
        Role::Responsible => qz::RESPONSIBLE,
    }
}

/// The node of an agency; `place_name` keeps classes of two places apart.
pub(super) fn agency_node(agency: &Agency, place_name: Option<&str>) -> NamedNode {
    iri::node(&iri::agency_path(agency, place_name))
}

/// The quads of a reading, without those of its documents whose keys `aside` holds: another source holds them.
///
/// `authority` tells places' names and what became of bodies.
#[must_use]
pub fn quads(reading: &Reading, authority: &Authority) -> Vec<Quad> {
    let mut quads = Vec::new();
    source_quads(reading, &mut quads);
    for document in &reading.documents {
        let key = iri::document_key(document);
        let graph = GraphName::from(iri::document_graph(&key));
        let mut maker = DocumentQuads { source: iri::source(&reading.digest), key, out: Writer { graph, quads: &mut quads }, authority };
        maker.document(document);
    }
    quads
}

/// The quads of a source by itself: the file and findings outside its documents.
fn source_quads(reading: &Reading, quads: &mut Vec<Quad>) {
    let node = iri::source(&reading.digest);
    let mut out = Writer { graph: iri::source_graph(&reading.digest).into(), quads };
    out.kind(&node, prov::ENTITY);
    out.kind(&node, qz::SOURCE);
    out.text(&node, qz::PATH, &reading.source);
    out.text(&node, qz::DIGEST, &reading.digest);
    out.text(&node, qz::STATE, reading.state().as_str());
    if reading.text.is_some() {
        out.text(&node, qz::TEXT_FILE, &super::directory::text_file(&reading.source, &reading.digest));
    }
    for (index, finding) in reading.findings.iter().enumerate() {
        let rest = format!("source/{}/{}", &reading.digest[..16.min(reading.digest.len())], index + 1);
        finding_quads(&mut out, &rest, finding, &node, None);
    }
}

fn finding_quads(out: &mut Writer<'_>, rest: &str, finding: &Finding, source: &NamedNode, document: Option<&NamedNode>) {
    let node = iri::node(&format!("finding/{rest}"));
    out.kind(&node, qz::FINDING);
    out.text(&node, qz::KIND, finding.kind.as_str());
    out.text(&node, qz::MESSAGE, &finding.message);
    if let Some(document) = document {
        out.link(&node, qz::IN_DOCUMENT, document.clone());
    }
    evidence_quads(out, &node, &format!("finding/{rest}"), &finding.evidence, source);
}

/// The quads of a piece of evidence, and the link to it.
fn evidence_quads(out: &mut Writer<'_>, of: &NamedNode, rest: &str, evidence: &Evidence, source: &NamedNode) {
    let node = iri::node(&format!("evidence/{rest}"));
    out.link(of, qz::EVIDENCE, node.clone());
    out.link(&node, oa::HAS_SOURCE, source.clone());
    out.number(&node, oa::START, evidence.start);
    out.number(&node, oa::END, evidence.end);
    out.text(&node, oa::EXACT, &evidence.quote);
    out.number(&node, qz::LINE, evidence.line);
    out.some(&node, qz::PLACE_IN_FILE, evidence.place.as_deref());
}

/// The quads that say of a source that it holds a document another source is the holder of.
pub(super) fn second_source(key: &str, digest: &str) -> Quad {
    Quad::new(
        iri::node(&format!("document/{key}")),
        NamedNode::new_unchecked(dcterms::SOURCE),
        iri::source(digest),
        iri::source_graph(digest),
    )
}

/// The quads of a finding that belongs to a source.
pub(super) fn source_finding(digest: &str, rest: &str, finding: &Finding) -> Vec<Quad> {
    let mut quads = Vec::new();
    let mut out = Writer { graph: iri::source_graph(digest).into(), quads: &mut quads };
    finding_quads(&mut out, rest, finding, &iri::source(digest), None);
    quads
}

struct DocumentQuads<'a> {
    source: NamedNode,
    key: String,
    out: Writer<'a>,
    authority: &'a Authority,
}

impl DocumentQuads<'_> {
    fn document(&mut self, document: &Document) {
        let node = iri::node(&format!("document/{}", self.key));
        let out = &mut self.out;
        out.kind(&node, qz::DOCUMENT);
        out.text(&node, dcterms::TITLE, &document.title);
        let texts = [
            (eli::ID_LOCAL, document.number.as_deref()),
            (qz::GENRE, document.genre.as_deref()),
            (dcterms::ISSUED, document.signed.as_deref().or(document.published.as_deref())),
            (eli::DATE_DOCUMENT, document.signed.as_deref()),
            (eli::DATE_PUBLICATION, document.published.as_deref()),
            (eli::FIRST_DATE_ENTRY_IN_FORCE, document.effective.as_deref()),
            (eli::DATE_NO_LONGER_IN_FORCE, document.expires.as_deref()),
            (qz::STATUS, document.status.as_deref()),
            (qz::SUBJECT, document.subject.as_deref()),
            (qz::INDEX_NUMBER, document.index_number.as_deref()),
        ];
        for (predicate, text) in texts {
            out.some(&node, predicate, text);
        }
        for (predicate, year) in [(qz::PLAN_START, document.plan_start), (qz::PLAN_END, document.plan_end)] {
            if let Some(year) = year {
                out.number(&node, predicate, usize::from(year));
            }
        }
        out.number(&node, qz::CHARACTERS, document.characters);
        out.number(&node, qz::PHRASES_SEEN, document.phrases_seen);
        out.number(&node, qz::PHRASES_READ, document.phrases_read);
        out.number(&node, qz::FIRST_LINE, document.first_line);
        out.number(&node, qz::LAST_LINE, document.last_line);
        out.link(&node, dcterms::SOURCE, self.source.clone());
        if let Some(place) = &document.place {
            out.link(&node, qz::PLACE, iri::node(&format!("place/{place}")));
        }
        if let Some(level) = document.level {
            out.link(&node, qz::LEVEL, concept("level", level.as_str()));
        }
        self.issuers(document, &node);
        let tasks = self.tasks(document, &node);
        self.assignments(document, &tasks);
        for (index, citation) in document.citations.iter().enumerate() {
            self.citation(index, citation, &node);
        }
        for (index, target) in document.targets.iter().enumerate() {
            self.target(index, target, &node, &tasks);
        }
        for (index, finding) in document.findings.iter().enumerate() {
            finding_quads(&mut self.out, &format!("{}/{}", self.key, index + 1), finding, &self.source, Some(&node));
        }
    }

    fn agency(&self, agency: &Agency) -> NamedNode {
        agency_node(agency, agency.place.as_deref().and_then(|code| self.authority.place(code)).map(|place| place.name.as_str()))
    }

    fn issuers(&mut self, document: &Document, of: &NamedNode) {
        let date = document.known_date();
        for (index, issuer) in document.issuers.iter().enumerate() {
            let node = iri::node(&format!("issuer/{}/{}", self.key, index + 1));
            let agency = self.agency(&issuer.agency);
            let then = self.agency(&self.authority.on_date(&issuer.agency, date.as_deref()));
            let out = &mut self.out;
            out.kind(&node, qz::ISSUE);
            out.link(&node, qz::IN_DOCUMENT, of.clone());
            out.link(&node, qz::AGENCY, agency.clone());
            out.link(&node, qz::AGENCY_ON_DATE, then);
            out.number(&node, qz::POSITION, index + 1);
            out.text(&node, qz::ISSUER_ROLE, issuer.role.as_str());
            if let Some(count) = issuer.stated_count {
                out.number(&node, qz::STATED_COUNT, usize::from(count));
            }
            out.put(&node, qz::OPEN, Value::Truth(issuer.open));
            out.link(of, eli::PASSED_BY, agency);
        }
    }

    fn tasks(&mut self, document: &Document, of: &NamedNode) -> Vec<String> {
        let paths = iri::task_paths(&self.key, &document.tasks);
        for (index, (task, path)) in document.tasks.iter().zip(&paths).enumerate() {
            let node = iri::node(&format!("task/{path}"));
            let out = &mut self.out;
            out.kind(&node, qz::TASK);
            out.link(&node, dcterms::IS_PART_OF, of.clone());
            out.text(&node, dcterms::TITLE, &task.title);
            out.text(&node, qz::NUMBER, &task.number);
            out.text(&node, qz::HEADINGS, &task.path.join(" / "));
            out.some(&node, qz::DEADLINE, task.deadline.as_deref());
            out.number(&node, qz::LINE, task.line);
            out.text(&node, qz::TEXT, &task.text);
            out.number(&node, qz::POSITION, index + 1);
        }
        paths
    }

    fn assignments(&mut self, document: &Document, tasks: &[String]) {
        for (index, list) in document.lists.iter().enumerate() {
            let node = iri::node(&format!("list/{}/{}", self.key, index + 1));
            self.out.kind(&node, qz::LIST);
            self.out.text(&node, qz::SENTENCE, &list.sentence);
            self.out.number(&node, qz::LINE, list.line);
        }
        let mut seen = Seen::default();
        let date = document.known_date();
        let mut on_date: HashMap<&Agency, NamedNode> = HashMap::new();
        for row in &document.assignments {
            let then = on_date.entry(&row.agency).or_insert_with(|| self.agency(&self.authority.on_date(&row.agency, date.as_deref())));
            let then = then.clone();
            let rest = seen.unique(iri::assignment_path(&tasks[row.task], row));
            let node = iri::node(&format!("assignment/{rest}"));
            let task = iri::node(&format!("task/{}", tasks[row.task]));
            let agency = self.agency(&row.agency);
            let list = iri::node(&format!("list/{}/{}", self.key, row.list + 1));
            let out = &mut self.out;
            out.kind(&node, qz::ASSIGNMENT);
            out.link(&node, qz::IN_TASK, task.clone());
            out.link(&node, qz::AGENCY, agency.clone());
            out.link(&node, qz::AGENCY_ON_DATE, then);
            out.link(&node, qz::ROLE, concept("role", row.role.as_str()));
            out.link(&node, qz::BASIS, concept("basis", row.basis.as_str()));
            out.number(&node, qz::POSITION, row.position);
            out.link(&node, qz::IN_LIST, list);
            out.text(&node, qz::ROLE_WORD, &row.role_word);
            out.put(&node, qz::OPEN, Value::Truth(row.open));
            out.text(&node, qz::MENTION, &row.mention);
            out.text(&node, qz::RULE, row.rule);
            out.link(&task, direct(row.role), agency);
            evidence_quads(out, &node, &rest, &row.evidence, &self.source);
        }
    }

    fn citation(&mut self, index: usize, citation: &Citation, of: &NamedNode) {
        let rest = format!("citation/{}/{}", self.key, index + 1);
        let node = iri::node(&rest);
        let out = &mut self.out;
        out.kind(&node, qz::CITATION);
        out.link(&node, qz::IN_DOCUMENT, of.clone());
        out.text(&node, dcterms::TITLE, &citation.title);
        out.some(&node, eli::ID_LOCAL, citation.number.as_deref());
        out.text(&node, qz::RELATION, citation.relation.as_str());
        out.some(&node, qz::STANDS_FOR, citation.stands_for.as_deref());
        evidence_quads(out, &node, &rest, &citation.evidence, &self.source);
    }

    fn target(&mut self, index: usize, target: &Target, of: &NamedNode, tasks: &[String]) {
        let rest = format!("target/{}/{}", self.key, index + 1);
        let node = iri::node(&rest);
        let out = &mut self.out;
        out.kind(&node, qz::TARGET);
        out.link(&node, qz::IN_DOCUMENT, of.clone());
        if let Some(task) = target.task.and_then(|task| tasks.get(task)) {
            out.link(&node, qz::IN_TASK, iri::node(&format!("task/{task}")));
        }
        out.text(&node, qz::INDICATOR, &target.indicator);
        out.text(&node, qz::COMPARATOR, target.comparator.as_str());
        out.text(&node, qz::VALUE, &target.value);
        out.text(&node, qz::UNIT, &target.unit);
        out.some(&node, qz::DEADLINE, target.deadline.as_deref());
        evidence_quads(out, &node, &rest, &target.evidence, &self.source);
    }
}

/// Quads as sorted N-Quads lines without repeats.
#[must_use]
pub fn lines(quads: &[Quad]) -> String {
    let mut lines: Vec<String> = quads.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}

/// The classes and properties of our own namespace that are written, for the test against the ontology.
#[must_use]
pub fn own_terms() -> &'static [&'static str] {
    vocab::qz::ALL
}
