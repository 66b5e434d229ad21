//! The store: the only file that loads a graph folder and asks it.
//!
//! It is an index over the graph folder's files, in memory, of which oxigraph's evaluator asks, and is thrown away after use. Two
//! things are added at loading: the labels of the ontology, and the links from citations to the documents that the graph holds,
//! which depend on all files together and so stand in none. Queries see the union of all named graphs as the default graph.

use std::collections::HashMap;
use std::io::Write;

use oxrdf::{GraphName, NamedNode, Quad, Term};
use oxrdfio::{RdfFormat, RdfParser, RdfSerializer};
use rayon::prelude::*;
use sparesults::{QueryResultsFormat, QueryResultsSerializer};
use spareval::{QueryEvaluator, QueryResults};
use spargebra::SparqlParser;

use self::index::Index;
use crate::graph::vocab::{self, PREFIXES, eli, qz};
use crate::graph::{GraphDirectory, iri};
use crate::model::Relation;

mod index;

/// The ontology, whose labels queries use.
const ONTOLOGY: &str = include_str!("../ontology/quanze.ttl");

/// A graph that can be asked.
pub struct Graph {
    index: Index,
}

/// Why the store cannot do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file cannot be read.
    #[error("cannot read `{path}`: {cause}; build the graph anew")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A file holds no N-Quads.
    #[error("`{path}` is not N-Quads ({cause}); build the graph anew")]
    Parse {
        /// The file.
        path: String,
        /// What is wrong, with its line.
        cause: String,
    },
    /// The query is no SPARQL.
    #[error("the query is not SPARQL: {0}")]
    Syntax(String),
    /// The query failed.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// The answer cannot be written.
    #[error("cannot write the answer: {0}")]
    Write(#[from] std::io::Error),
}

/// The rows that answer a SELECT.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The names of its variables, in order.
    pub variables: Vec<String>,
    /// A term for each variable; none where it is unbound.
    pub rows: Vec<Vec<Option<Term>>>,
}

/// A standard form for answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFormat {
    /// SPARQL 1.1 Query Results CSV.
    Csv,
    /// SPARQL 1.1 Query Results TSV.
    Tsv,
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// SPARQL Query Results XML.
    Xml,
}

impl From<AnswerFormat> for QueryResultsFormat {
    fn from(format: AnswerFormat) -> Self {
        match format {
            AnswerFormat::Csv => Self::Csv,
            AnswerFormat::Tsv => Self::Tsv,
            AnswerFormat::Json => Self::Json,
            AnswerFormat::Xml => Self::Xml,
        }
    }
}

impl Graph {
    /// Loads a graph folder.
    ///
    /// # Errors
    /// Where a file of it cannot be read.
    pub fn open(directory: &GraphDirectory) -> Result<Graph, StoreError> {
        let files = directory.files();
        let parsed: Result<Vec<Vec<Quad>>, StoreError> = files
            .par_iter()
            .map(|path| {
                let shown = || path.display().to_string();
                let bytes = std::fs::read(path).map_err(|cause| StoreError::Read { path: shown(), cause })?;
                let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(&bytes).collect::<Result<Vec<_>, _>>();
                quads.map_err(|cause| StoreError::Parse { path: shown(), cause: cause.to_string() })
            })
            .collect();
        let mut quads: Vec<Quad> = parsed?.into_iter().flatten().collect();
        quads.extend(ontology());
        Graph::of_quads(quads)
    }

    /// Loads quads.
    ///
    /// # Errors
    /// Where the store refuses them.
    pub fn of_quads(quads: Vec<Quad>) -> Result<Graph, StoreError> {
        let mut graph = Graph { index: Index::default() };
        graph.index.extend(quads.into_iter());
        let links = graph.links()?;
        graph.index.extend(links.into_iter());
        Ok(graph)
    }

    /// Links from citations to the documents they name: by number, else by title.
    fn links(&self) -> Result<Vec<Quad>, StoreError> {
        let documents = self.select(
            "PREFIX qz: <https://w3id.org/quanze/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX eli: <http://data.europa.eu/eli/ontology#>
             SELECT ?document ?title ?number WHERE { ?document a qz:Document ; dcterms:title ?title . OPTIONAL { ?document eli:id_local ?number } } ORDER BY ?document",
        )?;
        let mut by_number: HashMap<String, NamedNode> = HashMap::new();
        let mut by_title: HashMap<String, NamedNode> = HashMap::new();
        for row in &documents.rows {
            let (Some(Term::NamedNode(document)), Some(title)) = (&row[0], text(row[1].as_ref())) else { continue };
            if let Some(number) = text(row[2].as_ref()) {
                by_number.entry(number).or_insert_with(|| document.clone());
            }
            for title in titles(&title) {
                by_title.entry(title).or_insert_with(|| document.clone());
            }
        }
        let citations = self.select(
            "PREFIX qz: <https://w3id.org/quanze/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX eli: <http://data.europa.eu/eli/ontology#>
             SELECT ?citation ?citing ?title ?number ?full ?relation WHERE { ?citation a qz:Citation ; qz:document ?citing ; dcterms:title ?title ; qz:relation ?relation .
             OPTIONAL { ?citation eli:id_local ?number } OPTIONAL { ?citation qz:standsFor ?full } }",
        )?;
        let graph = GraphName::from(iri::node("graph/links"));
        let mut links = Vec::new();
        for row in &citations.rows {
            let (Some(Term::NamedNode(citation)), Some(Term::NamedNode(citing)), Some(title)) = (&row[0], &row[1], text(row[2].as_ref()))
            else {
                continue;
            };
            let full = text(row[4].as_ref()).unwrap_or(title);
            let cited = text(row[3].as_ref()).and_then(|number| by_number.get(&number)).or_else(|| by_title.get(&even(&full)));
            // A document that names another is not that other, though a short title is the same.
            let itself = text(row[5].as_ref()).is_some_and(|relation| relation == Relation::SelfReference.as_str());
            if let Some(cited) = cited.filter(|cited| itself || *cited != citing) {
                links.push(Quad::new(citation.clone(), NamedNode::new_unchecked(qz::CITED_DOCUMENT), cited.clone(), graph.clone()));
                if cited != citing {
                    links.push(Quad::new(citing.clone(), NamedNode::new_unchecked(eli::CITES), cited.clone(), graph.clone()));
                }
            }
        }
        Ok(links)
    }

    fn evaluate(&self, query: &str) -> Result<QueryResults<'_>, StoreError> {
        let parsed = SparqlParser::new().parse_query(query).map_err(|cause| StoreError::Syntax(cause.to_string()))?;
        let evaluator = QueryEvaluator::new();
        evaluator.prepare(&parsed).execute(self.index.view()).map_err(|cause| StoreError::Evaluation(cause.to_string()))
    }

    /// The rows of a SELECT; the one row of an ASK.
    ///
    /// # Errors
    /// Where the query is no SPARQL, or asks for triples.
    pub fn select(&self, query: &str) -> Result<Answer, StoreError> {
        match self.evaluate(query)? {
            QueryResults::Solutions(solutions) => {
                let variables: Vec<_> = solutions.variables().to_vec();
                let mut answer =
                    Answer { variables: variables.iter().map(|variable| variable.as_str().to_owned()).collect(), rows: Vec::new() };
                for solution in solutions {
                    let solution = solution.map_err(|cause| StoreError::Evaluation(cause.to_string()))?;
                    answer.rows.push(variables.iter().map(|variable| solution.get(variable).cloned()).collect());
                }
                Ok(answer)
            }
            QueryResults::Boolean(truth) => {
                Ok(Answer { variables: vec!["answer".to_owned()], rows: vec![vec![Some(oxrdf::Literal::from(truth).into())]] })
            }
            QueryResults::Graph(_) => {
                Err(StoreError::Evaluation("it asks for triples; use SELECT for rows, or `--format` is not given for CONSTRUCT".to_owned()))
            }
        }
    }

    /// Writes the answer to a query in a standard form; the triples of a CONSTRUCT as Turtle.
    ///
    /// # Errors
    /// Where the query is no SPARQL or the answer cannot be written.
    pub fn write_answer(&self, query: &str, format: AnswerFormat, out: &mut dyn Write) -> Result<(), StoreError> {
        let serializer = QueryResultsSerializer::from_format(format.into());
        match self.evaluate(query)? {
            QueryResults::Solutions(solutions) => {
                let mut writer = serializer.serialize_solutions_to_writer(out, solutions.variables().to_vec())?;
                for solution in solutions {
                    writer.serialize(&solution.map_err(|cause| StoreError::Evaluation(cause.to_string()))?)?;
                }
                writer.finish()?;
            }
            QueryResults::Boolean(truth) => {
                serializer.serialize_boolean_to_writer(out, truth)?;
            }
            QueryResults::Graph(triples) => {
                let mut writer = with_prefixes(RdfSerializer::from_format(RdfFormat::Turtle)).for_writer(out);
                for triple in triples {
                    writer.serialize_triple(&triple.map_err(|cause| StoreError::Evaluation(cause.to_string()))?)?;
                }
                writer.finish()?;
            }
        }
        Ok(())
    }
}

/// Writes the quads of a graph folder in an RDF format, sorted; formats without named graphs hold the union.
///
/// # Errors
/// Where a file cannot be read or the output not written.
pub fn write_rdf(directory: &GraphDirectory, format: RdfFormat, out: &mut dyn Write) -> Result<(), StoreError> {
    let mut quads = Vec::new();
    for path in directory.files() {
        let shown = || path.display().to_string();
        let bytes = std::fs::read(&path).map_err(|cause| StoreError::Read { path: shown(), cause })?;
        let parsed = RdfParser::from_format(RdfFormat::NQuads).for_slice(&bytes).collect::<Result<Vec<_>, _>>();
        quads.extend(parsed.map_err(|cause| StoreError::Parse { path: shown(), cause: cause.to_string() })?);
    }
    let key = |quad: &Quad| (quad.graph_name.to_string(), quad.subject.to_string(), quad.predicate.to_string(), quad.object.to_string());
    if format.supports_datasets() {
        quads.sort_by_cached_key(key);
    } else {
        for quad in &mut quads {
            quad.graph_name = GraphName::DefaultGraph;
        }
        quads.sort_by_cached_key(key);
        quads.dedup();
    }
    let mut writer = with_prefixes(RdfSerializer::from_format(format)).for_writer(out);
    for quad in &quads {
        writer.serialize_quad(quad)?;
    }
    writer.finish()?;
    Ok(())
}

fn with_prefixes(serializer: RdfSerializer) -> RdfSerializer {
    PREFIXES.iter().fold(serializer, |serializer, (prefix, namespace)| {
        serializer.with_prefix(*prefix, *namespace).expect("the vocabulary's namespaces are IRIs")
    })
}

/// The ontology's triples in a graph of their own.
fn ontology() -> Vec<Quad> {
    let graph = GraphName::from(NamedNode::new_unchecked(format!("{}graph/ontology", vocab::BASE)));
    RdfParser::from_format(RdfFormat::Turtle)
        .with_default_graph(graph)
        .for_slice(ONTOLOGY.as_bytes())
        .collect::<Result<_, _>>()
        .expect("the built-in ontology is checked by the tests")
}

/// The text of a literal.
fn text(term: Option<&Term>) -> Option<String> {
    match term {
        Some(Term::Literal(literal)) => Some(literal.value().to_owned()),
        _ => None,
    }
}

/// A title for comparison: even characters, brackets of titles left out.
fn even(title: &str) -> String {
    title.chars().map(crate::passage::fold).filter(|c| !c.is_whitespace() && !matches!(c, '《' | '》' | '〈' | '〉' | '“' | '”')).collect()
}

/// The titles a document answers to: its own, and that of the text its notice carries; 贯彻《甲》的方案 carries no 甲.
fn titles(title: &str) -> Vec<String> {
    let mut titles = vec![even(title)];
    for (open, close) in [('《', '》'), ('〈', '〉')] {
        if let (Some(start), Some(end)) = (title.find(open), title.rfind(close))
            && start < end
            && ["印发", "发布", "公布", "转发", "批转"].iter().any(|word| title[..start].ends_with(word))
        {
            titles.push(even(&title[start..end]));
        }
    }
    if let Some(rest) = even(title).split_once("关于印发").and_then(|(_, rest)| rest.strip_suffix("的通知").map(str::to_owned)) {
        titles.push(rest);
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many rows a query has on a graph in which a triple stands in two graphs.
    #[track_caller]
    fn check(query: &str, rows: usize) {
        let quads = "<x:a> <x:p> \"1\" <x:g> .\n<x:a> <x:p> \"1\" <x:h> .\n<x:b> <x:p> \"2\" <x:h> .\n";
        let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(quads.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
        assert_eq!(Graph::of_quads(quads).unwrap().select(query).unwrap().rows.len(), rows, "{query}");
    }

    #[test]
    fn the_default_graph_is_the_union_of_all_and_graphs_can_be_named() {
        check("SELECT * { ?s <x:p> ?o }", 2);
        check("SELECT * { GRAPH ?g { ?s <x:p> ?o } }", 3);
        check("SELECT * { GRAPH <x:h> { ?s <x:p> ?o } }", 2);
        check("SELECT * { GRAPH ?g { } }", 2);
        check("SELECT * { ?s <x:p> ?o GRAPH <x:g> { ?s <x:p> ?o } }", 1);
        check("SELECT * FROM <x:g> { ?s <x:p> ?o }", 1);
        check("SELECT * FROM NAMED <x:g> { GRAPH ?g { ?s <x:p> ?o } }", 1);
        check("SELECT * { <x:a> <x:p>* ?o }", 2);
        check("SELECT * { ?s ?p ?o FILTER(STR(?o) = CONCAT(\"\", \"2\")) }", 1);
        check("SELECT * { ?s ?p ?o BIND(CONCAT(?o, \"!\") AS ?made) } ORDER BY ?made", 2);
    }
}
