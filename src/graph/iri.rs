//! Minting: readable IRIs made of what a document says; the only place where one is put together.

use std::collections::HashMap;

use oxigraph::model::NamedNode;

use super::vocab::BASE;
use crate::model::{Agency, AgencyKind, Assignment, Document, Task};

/// One segment of a path: what IRI syntax forbids, and what would end the segment, percent-encoded; Han characters stay.
#[must_use]
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let forbidden =
            character.is_control() || character.is_whitespace() || "/#?%\"<>{}|\\^`[]".contains(character) || is_private(character);
        if forbidden {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(character);
        }
    }
    if out.is_empty() { "-".to_owned() } else { out }
}

/// Characters that RFC 3987 keeps out of paths: private use and non-characters.
fn is_private(character: char) -> bool {
    matches!(u32::from(character), 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xFFF0..=0xFFFF | 0xF0000..)
}

/// An IRI below the base.
#[must_use]
pub fn node(path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{BASE}{path}"))
}

/// What names a document: number and title, else place, date and title.
#[must_use]
pub fn document_key(document: &Document) -> String {
    let title = segment(if document.title.is_empty() { &document.opening } else { &document.title });
    match &document.number {
        Some(number) => format!("{}/{title}", segment(number)),
        None => {
            let place = segment(document.jurisdiction.as_deref().unwrap_or("-"));
            let date = segment(document.signed.as_deref().or(document.published.as_deref()).unwrap_or("-"));
            format!("{place}/{date}/{title}")
        }
    }
}

/// The named graph of a document.
#[must_use]
pub fn document_graph(key: &str) -> NamedNode {
    node(&format!("graph/{key}"))
}

/// The named graph of a source: the file itself, and findings outside its documents.
#[must_use]
pub fn source_graph(digest: &str) -> NamedNode {
    node(&format!("graph/source/{}", &digest[..16.min(digest.len())]))
}

/// The named graph of authority data.
#[must_use]
pub fn authority_graph() -> NamedNode {
    node("graph/authority")
}

/// A source, by its content.
#[must_use]
pub fn source(digest: &str) -> NamedNode {
    node(&format!("source/{}", &digest[..16.min(digest.len())]))
}

/// The part of a task's IRI behind `task/`, unique within its document.
pub(crate) fn task_paths(key: &str, tasks: &[Task]) -> Vec<String> {
    let mut seen = Seen::default();
    tasks.iter().map(|task| seen.unique(task_path(key, task))).collect()
}

fn task_path(key: &str, task: &Task) -> String {
    let above: Vec<&str> = task.path.iter().map(|heading| leading_number(heading)).collect();
    let own = if task.number.is_empty() { segment(&task.title) } else { segment(task.number.trim_end_matches(['.', '、', '．', '﹒'])) };
    if above.is_empty() { format!("{key}/{own}") } else { format!("{key}/{}/{own}", segment(&above.join("."))) }
}

/// The number at a heading's start without its marks: 二、重点任务 → 二.
fn leading_number(heading: &str) -> &str {
    let bare = heading.trim_start_matches(['（', '(', '第']);
    let end = bare.find(|c: char| !(c.is_ascii_digit() || "一二三四五六七八九十百零".contains(c))).unwrap_or(bare.len());
    if end == 0 { heading } else { &bare[..end] }
}

/// The part of an agency's IRI behind the base: classes of two places are two.
#[must_use]
pub fn agency_path(agency: &Agency, place_name: Option<&str>) -> String {
    match agency.kind {
        AgencyKind::Agency => format!("agency/{}", segment(&agency.name)),
        AgencyKind::Group => format!("group/{}/{}", segment(place_name.unwrap_or("-")), segment(&agency.name)),
    }
}

/// The part of a succession's IRI behind the base.
#[must_use]
pub(crate) fn succession_path(predecessor: &Agency, successor: &Agency) -> String {
    format!("succession/{}/{}", segment(&predecessor.name), segment(&successor.name))
}

/// An assignment's IRI behind `assignment/`, before repeats are told apart.
pub(crate) fn assignment_path(task_path: &str, row: &Assignment) -> String {
    format!("{task_path}/{}/{}", row.role, segment(&row.agency.name))
}

/// Tells repeats apart: the second of a name gets `~2`.
#[derive(Debug, Default)]
pub(crate) struct Seen(HashMap<String, usize>);

impl Seen {
    pub(crate) fn unique(&mut self, path: String) -> String {
        let count = self.0.entry(path.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { path } else { format!("{path}~{count}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_stays_and_what_iris_forbid_goes() {
        assert_eq!(segment("湖南省农业农村厅"), "湖南省农业农村厅");
        assert_eq!(segment("A/B 50%\"<>"), "A%2FB%2050%25%22%3C%3E");
        assert_eq!(segment(""), "-");
    }

    #[test]
    fn every_minted_iri_is_one() {
        for text in ["〔2023〕30号", "（市、区）", "“一网通办”", "a\u{e000}b", "x|y^z`[1]"] {
            assert!(NamedNode::new(format!("{BASE}{}", segment(text))).is_ok(), "{text}");
        }
    }

    #[test]
    fn headings_give_their_numbers() {
        let task = Task {
            number: "1.".to_owned(),
            path: vec!["二、任务".to_owned(), "（一）行动".to_owned()],
            title: "建设".to_owned(),
            ..Task::default()
        };
        assert_eq!(task_path("k", &task), "k/二.一/1");
    }
}
