//! An index over quads, in memory: every term once with a number, and the numbers sorted so that any pattern is one run of rows.
//!
//! SPARQL's default graph is the union of all graphs, so a triple stands once in it however many graphs hold it. Three orders of
//! the triples answer every pattern of it; two orders of the quads answer the rest, which is asked seldom: `GRAPH`, `FROM`.

use std::cell::RefCell;
use std::convert::Infallible;
use std::slice::Iter;

use indexmap::IndexSet;
use oxrdf::{GraphName, Quad, Term};
use rustc_hash::FxBuildHasher;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};

/// Terms by number, in the order in which they were met.
type Terms = IndexSet<ExpressionTerm, FxBuildHasher>;

/// Rows of term numbers in order, with the place where those of each first number begin.
struct Order<const WIDTH: usize> {
    rows: Vec<[u32; WIDTH]>,
    begins: Vec<u32>,
}

/// Quads that can be asked for by pattern.
#[derive(Default)]
pub(super) struct Index {
    terms: Terms,
    /// Subject, predicate, object.
    by_subject: Order<3>,
    /// Predicate, object, subject.
    by_predicate: Order<3>,
    /// Object, subject, predicate.
    by_object: Order<3>,
    /// Subject, predicate, object, graph.
    graphs: Order<4>,
    /// Graph, subject, predicate, object.
    by_graph: Order<4>,
}

/// The index as one query sees it, with the terms that the query makes itself; their numbers follow those of the index.
pub(super) struct View<'a> {
    index: &'a Index,
    own: RefCell<Terms>,
}

/// The quads of a pattern.
enum Matches<'a> {
    Triples(Iter<'a, [u32; 3]>, fn([u32; 3]) -> [u32; 3]),
    Quads(Box<dyn Iterator<Item = [u32; 4]> + 'a>),
}

impl<const WIDTH: usize> Default for Order<WIDTH> {
    fn default() -> Self {
        Order { rows: Vec::new(), begins: vec![0] }
    }
}

impl<const WIDTH: usize> Order<WIDTH> {
    /// Adds rows; a row is held once. Those that stand in order already cost little.
    fn extend(&mut self, rows: impl Iterator<Item = [u32; WIDTH]>, terms: usize) {
        self.rows.extend(rows);
        self.rows.sort();
        self.rows.dedup();
        self.rows.shrink_to_fit();
        self.begins = vec![0; terms + 1];
        for row in &self.rows {
            self.begins[row[0] as usize + 1] += 1;
        }
        for place in 1..self.begins.len() {
            self.begins[place] += self.begins[place - 1];
        }
    }

    /// The rows that begin with these numbers.
    fn with(&self, beginning: &[u32]) -> &[[u32; WIDTH]] {
        let [first, rest @ ..] = beginning else { return &self.rows };
        let place = *first as usize;
        // A term that the query made itself stands in no row.
        let Some([begin, end]) = self.begins.get(place..place + 2) else { return &[] };
        let rows = &self.rows[*begin as usize..*end as usize];
        if rest.is_empty() {
            return rows;
        }
        let begin = rows.partition_point(|row| &row[1..beginning.len()] < rest);
        let length = rows[begin..].partition_point(|row| &row[1..beginning.len()] == rest);
        &rows[begin..begin + length]
    }
}

impl Index {
    /// Adds quads.
    pub(super) fn extend(&mut self, quads: impl Iterator<Item = Quad>) {
        let (mut triples, mut rows) = (Vec::new(), Vec::new());
        for Quad { subject, predicate, object, graph_name } in quads {
            let [s, p, o] = [subject.into(), predicate.into(), object].map(|term: Term| number(&mut self.terms, term));
            triples.push([s, p, o]);
            let graph = match graph_name {
                GraphName::NamedNode(node) => Term::from(node),
                GraphName::BlankNode(node) => node.into(),
                GraphName::DefaultGraph => continue,
            };
            rows.push([s, p, o, number(&mut self.terms, graph)]);
        }
        let terms = self.terms.len();
        self.by_subject.extend(triples.iter().copied(), terms);
        self.by_predicate.extend(triples.iter().map(|[s, p, o]| [*p, *o, *s]), terms);
        self.by_object.extend(triples.iter().map(|[s, p, o]| [*o, *s, *p]), terms);
        self.by_graph.extend(rows.iter().map(|[s, p, o, g]| [*g, *s, *p, *o]), terms);
        self.graphs.extend(rows.into_iter(), terms);
    }

    /// The index as one query sees it.
    pub(super) fn view(&self) -> View<'_> {
        View { index: self, own: RefCell::default() }
    }

    /// The triples of a pattern in the default graph.
    fn triples(&self, subject: Option<u32>, predicate: Option<u32>, object: Option<u32>) -> Matches<'_> {
        fn of_subject([s, p, o]: [u32; 3]) -> [u32; 3] {
            [s, p, o]
        }
        fn of_predicate([p, o, s]: [u32; 3]) -> [u32; 3] {
            [s, p, o]
        }
        fn of_object([o, s, p]: [u32; 3]) -> [u32; 3] {
            [s, p, o]
        }
        match (subject, predicate, object) {
            (Some(s), Some(p), Some(o)) => Matches::Triples(self.by_subject.with(&[s, p, o]).iter(), of_subject),
            (Some(s), Some(p), None) => Matches::Triples(self.by_subject.with(&[s, p]).iter(), of_subject),
            (Some(s), None, Some(o)) => Matches::Triples(self.by_object.with(&[o, s]).iter(), of_object),
            (Some(s), None, None) => Matches::Triples(self.by_subject.with(&[s]).iter(), of_subject),
            (None, Some(p), Some(o)) => Matches::Triples(self.by_predicate.with(&[p, o]).iter(), of_predicate),
            (None, Some(p), None) => Matches::Triples(self.by_predicate.with(&[p]).iter(), of_predicate),
            (None, None, Some(o)) => Matches::Triples(self.by_object.with(&[o]).iter(), of_object),
            (None, None, None) => Matches::Triples(self.by_subject.with(&[]).iter(), of_subject),
        }
    }

    /// The quads of a pattern in one named graph, or in any.
    fn quads(&self, subject: Option<u32>, predicate: Option<u32>, object: Option<u32>, graph: Option<u32>) -> Matches<'_> {
        let fits = move |sought: Option<u32>, found: u32| sought.is_none_or(|sought| sought == found);
        Matches::Quads(match (graph, subject) {
            (Some(graph), Some(subject)) => Box::new(
                self.by_graph
                    .with(&[graph, subject])
                    .iter()
                    .filter(move |[_, _, p, o]| fits(predicate, *p) && fits(object, *o))
                    .map(|[g, s, p, o]| [*s, *p, *o, *g]),
            ),
            (Some(graph), None) => Box::new(
                self.by_graph
                    .with(&[graph])
                    .iter()
                    .filter(move |[_, _, p, o]| fits(predicate, *p) && fits(object, *o))
                    .map(|[g, s, p, o]| [*s, *p, *o, *g]),
            ),
            (None, _) => Box::new(
                self.triples(subject, predicate, object)
                    .flat_map(|quad| self.graphs.with(&[quad.subject, quad.predicate, quad.object]).iter().copied()),
            ),
        })
    }
}

/// The number of a term, a new one where it has none.
fn number(terms: &mut Terms, term: Term) -> u32 {
    u32::try_from(terms.insert_full(term.into()).0).expect("fewer terms than fill the machine's memory many times")
}

impl Iterator for Matches<'_> {
    type Item = InternalQuad<u32>;

    fn next(&mut self) -> Option<InternalQuad<u32>> {
        match self {
            Matches::Triples(rows, in_order) => {
                let [subject, predicate, object] = in_order(*rows.next()?);
                Some(InternalQuad { subject, predicate, object, graph_name: None })
            }
            Matches::Quads(rows) => {
                let [subject, predicate, object, graph] = rows.next()?;
                Some(InternalQuad { subject, predicate, object, graph_name: Some(graph) })
            }
        }
    }
}

impl<'a> QueryableDataset<'a> for View<'a> {
    type InternalTerm = u32;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&u32>,
        predicate: Option<&u32>,
        object: Option<&u32>,
        graph: Option<Option<&u32>>,
    ) -> impl Iterator<Item = Result<InternalQuad<u32>, Infallible>> + use<'a> {
        let (subject, predicate, object) = (subject.copied(), predicate.copied(), object.copied());
        let matches = match graph {
            Some(None) => self.index.triples(subject, predicate, object),
            Some(Some(graph)) => self.index.quads(subject, predicate, object, Some(*graph)),
            None => self.index.quads(subject, predicate, object, None),
        };
        matches.map(Ok)
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<u32, Infallible>> + use<'a> {
        self.index.by_graph.rows.chunk_by(|a, b| a[0] == b[0]).map(|rows| Ok(rows[0][0]))
    }

    fn internalize_term(&self, term: Term) -> Result<u32, Infallible> {
        self.internalize_expression_term(term.into())
    }

    fn externalize_term(&self, term: u32) -> Result<Term, Infallible> {
        self.externalize_expression_term(term).map(Term::from)
    }

    fn externalize_expression_term(&self, term: u32) -> Result<ExpressionTerm, Infallible> {
        let place = term as usize;
        Ok(match self.index.terms.get_index(place) {
            Some(term) => term.clone(),
            None => self.own.borrow()[place - self.index.terms.len()].clone(),
        })
    }

    fn internalize_expression_term(&self, term: ExpressionTerm) -> Result<u32, Infallible> {
        let known = self.index.terms.get_index_of(&term);
        let place = known.unwrap_or_else(|| self.index.terms.len() + self.own.borrow_mut().insert_full(term).0);
        Ok(u32::try_from(place).expect("fewer terms than fill the machine's memory many times"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use oxrdf::NamedNode;

    use super::*;

    fn node(name: &str) -> NamedNode {
        NamedNode::new(format!("x:{name}")).unwrap()
    }

    fn quad(words: &str) -> Quad {
        let [s, p, o, g] = words.split(' ').collect::<Vec<_>>().try_into().unwrap();
        Quad::new(node(s), node(p), node(o), node(g))
    }

    const QUADS: &[&str] = &["a p b g", "a p b h", "a p c g", "a q b g", "b p a h", "b q b h", "p p p g", "c q a g"];

    fn index() -> Index {
        let mut index = Index::default();
        let (first, rest) = QUADS.split_at(5);
        index.extend(first.iter().map(|words| quad(words)));
        index.extend(rest.iter().chain(first).map(|words| quad(words)));
        index
    }

    /// Every pattern of terms, known and unknown, finds what going through all quads finds.
    #[test]
    fn every_pattern_finds_its_quads() {
        let index = index();
        let view = index.view();
        let terms = [None, Some("a"), Some("b"), Some("p"), Some("q"), Some("g"), Some("unknown")];
        let number = |name: Option<&str>| name.map(|name| view.internalize_term(node(name).into()).unwrap());
        let shown = |number: u32| view.externalize_term(number).unwrap().to_string().replace("<x:", "").replace('>', "");
        let fits = |sought: Option<&str>, found: &str| sought.is_none_or(|sought| sought == found);
        for s in terms {
            for p in terms {
                for o in terms {
                    let all = QUADS.iter().map(|words| words.split(' ').collect::<Vec<_>>());
                    let all: Vec<_> = all.filter(|quad| fits(s, quad[0]) && fits(p, quad[1]) && fits(o, quad[2])).collect();
                    let found = |graph: Option<Option<u32>>| {
                        let (s, p, o) = (number(s), number(p), number(o));
                        let graph = graph.as_ref().map(Option::as_ref);
                        let quads = view.internal_quads_for_pattern(s.as_ref(), p.as_ref(), o.as_ref(), graph).map(Result::unwrap);
                        let mut found: Vec<String> = quads
                            .map(|quad| {
                                let graph = quad.graph_name.map(shown).unwrap_or_default();
                                [shown(quad.subject), shown(quad.predicate), shown(quad.object), graph].join(" ")
                            })
                            .collect();
                        found.sort();
                        found
                    };
                    let triples: BTreeSet<String> = all.iter().map(|quad| quad[..3].join(" ") + " ").collect();
                    assert_eq!(found(Some(None)), triples.into_iter().collect::<Vec<_>>(), "{s:?} {p:?} {o:?}");
                    for g in [Some("g"), Some("h"), Some("unknown"), None] {
                        let mut quads: Vec<String> = all.iter().filter(|quad| fits(g, quad[3])).map(|quad| quad.join(" ")).collect();
                        quads.sort();
                        assert_eq!(found(number(g).map(Some)), quads, "{s:?} {p:?} {o:?} {g:?}");
                    }
                }
            }
        }
        let graphs: Vec<String> = view.internal_named_graphs().map(|graph| shown(graph.unwrap())).collect();
        assert_eq!(graphs, ["g", "h"]);
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        let index = Index::default();
        let view = index.view();
        let term = view.internalize_term(node("a").into()).unwrap();
        for graph in [None, Some(None), Some(Some(&term))] {
            assert_eq!(view.internal_quads_for_pattern(Some(&term), None, None, graph).count(), 0);
            assert_eq!(view.internal_quads_for_pattern(None, None, None, graph).count(), 0);
        }
    }
}
