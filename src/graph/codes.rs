//! Researchers' codes become quads in a graph of their own: what is coded, by which code of which scheme, by whom.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::directory::{GraphDirectory, GraphError};
use super::iri::{self, segment};
use super::vocab::{BASE, TYPE, qz, skos};
use crate::sidecar::{CodeRow, SidecarError};

/// The tasks and documents that can be coded.
#[derive(Debug, Default)]
pub(super) struct Known {
    tasks: BTreeSet<String>,
    /// By IRI, title and number.
    documents: BTreeMap<String, String>,
}

impl Known {
    /// What a graph folder holds.
    pub(super) fn of(directory: &GraphDirectory) -> Result<Known, GraphError> {
        let mut known = Known::default();
        let is_task = format!("> <{TYPE}> <{}> ", qz::TASK);
        for entry in &directory.manifest.sources {
            let path = directory.path.join(&entry.file);
            let text = std::fs::read_to_string(&path).map_err(|cause| GraphError::Read { path: path.display().to_string(), cause })?;
            let tasks = text.lines().filter_map(|line| line.strip_prefix('<')?.split_once(&is_task));
            known.tasks.extend(tasks.map(|(task, _)| task.to_owned()));
            for document in &entry.documents {
                let node = iri::node(&format!("document/{}", document.key)).into_string();
                let number = document.key.split('/').next().unwrap_or_default().to_owned();
                for name in [node.clone(), document.title.clone(), number] {
                    known.documents.entry(name).or_insert_with(|| node.clone());
                }
            }
        }
        Ok(known)
    }

    fn node(&self, target: &str) -> Option<NamedNode> {
        let found = self.tasks.get(target).or_else(|| self.documents.get(target)).or_else(|| self.documents.get(&segment(target)))?;
        Some(NamedNode::new_unchecked(found))
    }
}

/// The quads of rows, and the rows that speak of nothing known.
pub(super) fn quads(rows: &[CodeRow], known: &Known) -> (Vec<Quad>, Vec<SidecarError>) {
    let (mut quads, mut missing) = (Vec::new(), Vec::new());
    let graph = GraphName::from(iri::node("graph/codes"));
    let mut put = |subject: &NamedNode, predicate: &str, object: Term| {
        quads.push(Quad::new(subject.clone(), NamedNodeRef::new_unchecked(predicate), object, graph.clone()));
    };
    for row in rows {
        let Some(target) = known.node(&row.target) else {
            let (path, line, name) = (row.path.clone(), row.line, row.target.clone());
            missing.push(SidecarError::Missing { path, line, what: "task or document", name });
            continue;
        };
        let code_path = format!("{}/{}", segment(&row.scheme), segment(&row.code));
        let code = iri::node(&format!("code/{code_path}"));
        let of = target.as_str().strip_prefix(BASE).unwrap_or_default();
        let coding = iri::node(&format!("coding/{of}/{code_path}/{}", segment(&row.coder)));
        let text = |text: &str| Term::from(Literal::new_simple_literal(text));
        put(&coding, TYPE, NamedNode::new_unchecked(qz::CODING).into());
        put(&coding, qz::CODED, target.clone().into());
        put(&coding, qz::CODE, code.clone().into());
        put(&coding, qz::CODER, text(&row.coder));
        put(&target, qz::CODED_AS, code.clone().into());
        put(&code, TYPE, NamedNode::new_unchecked(qz::CODE_CLASS).into());
        put(&code, qz::SCHEME, text(&row.scheme));
        put(&code, skos::PREF_LABEL, text(&row.code));
    }
    (quads, missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_hangs_on_what_it_speaks_of_and_on_who_gave_it() {
        let task = format!("{BASE}task/k/一");
        let known = Known { tasks: BTreeSet::from([task.clone()]), ..Known::default() };
        let row = |target: &str| CodeRow {
            target: target.to_owned(),
            scheme: "工具".to_owned(),
            code: "供给型".to_owned(),
            coder: "甲".to_owned(),
            path: "codes.csv".to_owned(),
            line: 2,
        };
        let (quads, missing) = quads(&[row(&task), row("nothing")], &known);
        let lines = super::super::quads::lines(&quads);
        assert!(lines.contains(
            "<https://w3id.org/quanze/task/k/一> <https://w3id.org/quanze/ns#codedAs> <https://w3id.org/quanze/code/工具/供给型>"
        ));
        assert!(
            lines.contains("<https://w3id.org/quanze/coding/task/k/一/工具/供给型/甲> <https://w3id.org/quanze/ns#coder> \"甲\""),
            "{lines}"
        );
        assert_eq!(missing[0].to_string(), "`codes.csv`, line 2: there is no task or document `nothing`; the row is not used");
    }
}
