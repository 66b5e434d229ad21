//! A source becomes its documents: mastheads, contents and editor's notes are told from the texts between them.
//!
//! A magazine ends each of its texts with a line that names its source, 来源. Where two such lines stand, the source is a
//! magazine: each stretch up to such a line holds one document, after an editor's note (编者按) where there is one; what
//! follows the last line is the magazine's own matter. Any other source holds one document for each number (文号) that stands on a
//! line of its own with a title beside it and a text behind it; most hold one.

use std::ops::Range;

use super::paragraph::Paragraph;
use super::{metadata, title};
use crate::words::Words;

/// One document's paragraphs in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The editor's note before it.
    pub note: Range<usize>,
    /// The paragraphs that make the title; empty where none is printed.
    pub title: Range<usize>,
    /// Title and text.
    pub body: Range<usize>,
}

/// The documents of a source, in order.
#[must_use]
pub fn parts(paragraphs: &[Paragraph], words: &Words) -> Vec<Part> {
    let ends: Vec<usize> = (0..paragraphs.len()).filter(|&at| words.frame.lines.source(&paragraphs[at].passage.text).is_some()).collect();
    if ends.len() < 2 {
        return numbered(paragraphs, words).into_iter().map(|body| single(paragraphs, body, words)).collect();
    }
    let mut from = 0;
    let mut parts = Vec::new();
    for end in ends {
        if let Some(part) = magazine_part(paragraphs, from..end + 1, words) {
            parts.push(part);
        }
        from = end + 1;
    }
    parts
}

/// The shortest text behind a number, in code points, that makes a document; lists of documents have less.
const SHORTEST: usize = 200;

/// What may stand before a document's number, in code points; a longer stretch with a title of its own is a document.
const LONGEST_HEAD: usize = 600;

/// The paragraphs of each document of a source that is no magazine.
fn numbered(paragraphs: &[Paragraph], words: &Words) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let Some(number) = metadata::whole_line_number(&paragraph.passage.text).filter(|number| !seen.contains(number)) else { continue };
        let title_before =
            (at.saturating_sub(TITLE_LINES)..at).find_map(|from| title::find(paragraphs, from..at, words).filter(|title| title.end == at));
        let title_behind = title::find(paragraphs, at + 1..(at + 1 + TITLE_LINES).min(paragraphs.len()), words);
        let start = match (title_before, &title_behind) {
            (Some(title), _) => title.start,
            (_, Some(_)) => at,
            _ => continue,
        };
        seen.push(number);
        starts.push(start);
    }
    let length =
        |range: &Range<usize>| paragraphs[range.clone()].iter().map(|paragraph| paragraph.passage.text.chars().count()).sum::<usize>();
    starts.extend((1..paragraphs.len()).filter(|&at| title::is_of_collection(paragraphs, at, words)));
    starts.sort_unstable();
    starts.dedup();
    // What stands before the first number belongs to its document, unless it is a document without one.
    let alone = |start: usize| length(&(0..start)) >= LONGEST_HEAD && title::find(paragraphs, 0..start, words).is_some();
    match starts.first_mut() {
        Some(first) if !alone(*first) => *first = 0,
        _ if !paragraphs.is_empty() => starts.insert(0, 0),
        _ => {}
    }
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(paragraphs.len()));
    let bodies: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    if bodies.iter().all(|body| length(body) >= SHORTEST) {
        bodies
    } else {
        starts.first().map(|_| 0..paragraphs.len()).into_iter().collect()
    }
}

/// How many paragraphs before or behind a number a title may begin.
const TITLE_LINES: usize = 6;

fn single(paragraphs: &[Paragraph], body: Range<usize>, words: &Words) -> Part {
    let title = title::find(paragraphs, body.clone(), words).unwrap_or(body.start..body.start);
    Part { note: body.start..body.start, title, body }
}

fn magazine_part(paragraphs: &[Paragraph], stretch: Range<usize>, words: &Words) -> Option<Part> {
    let note_at = stretch.clone().rev().find(|&at| words.frame.lines.is_editors_note(&paragraphs[at].passage.text));
    let from = note_at.map_or(stretch.start, |at| at + 1);
    let first_heading = (from..stretch.end).find(|&at| paragraphs[at].heading == Some(1));
    let after_note = if note_at.is_some() { from + 1 } else { from };
    let title = match first_heading {
        Some(at) => at..at + title_length(paragraphs, at..stretch.end, words),
        None => title::find(paragraphs, after_note.min(stretch.end)..stretch.end, words)?,
    };
    (title.end < stretch.end).then(|| Part { note: from..title.start.max(from), body: title.start..stretch.end, title })
}

/// How many paragraphs a marked-up title runs over: the heading, and headings of its level right behind it that go on with it.
fn title_length(paragraphs: &[Paragraph], stretch: Range<usize>, words: &Words) -> usize {
    let ends = |at: usize| words.genres.of_title(&paragraphs[at].passage.text).is_some();
    let mut length = 1;
    while !ends(stretch.start + length - 1) && stretch.start + length < stretch.end && paragraphs[stretch.start + length].heading == Some(1)
    {
        length += 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<String> {
        let source = crate::source::decode(text.as_bytes(), "t").unwrap();
        let paragraphs = super::super::paragraph::paragraphs(&source, crate::agency::Authority::built_in(), Words::built_in());
        let text = |range: Range<usize>| range.map(|at| paragraphs[at].passage.text.as_str()).collect::<String>();
        parts(&paragraphs, Words::built_in()).into_iter().map(|part| text(part.title)).collect()
    }

    #[test]
    fn a_magazine_holds_one_document_before_each_source_line() {
        let issue = "# 某刊\n\n## 编者按\n\n近日，甲市印发要点。\n\n# 甲市工作要点\n\n一、任务\n\n（来源：甲市人民政府）\n\n# 乙市工作\n\n# 方案\n\n一、任务\n\n(来源:乙市人民政府)\n\n### 本刊简介\n\n本刊由某院主办。\n";
        assert_eq!(titles(issue), ["甲市工作要点", "乙市工作方案"]);
    }

    #[test]
    fn a_file_may_hold_several_numbered_documents() {
        let body = "一、任务\n推进各项工作，按时完成。".repeat(20);
        let text = format!(
            "甲市人民政府关于印发工作要点的通知\n甲政发〔2023〕1号\n{body}\n\n乙市人民政府关于印发实施方案的通知\n乙政发〔2023〕2号\n{body}\n"
        );
        assert_eq!(titles(&text), ["甲市人民政府关于印发工作要点的通知", "乙市人民政府关于印发实施方案的通知"]);
    }

    #[test]
    fn any_other_source_is_one_document() {
        assert_eq!(
            titles(
                "甲政办发〔2023〕1号\n各区人民政府：\n现印发给你们。\n甲市人民政府办公室\n2023年2月1日\n甲市优化环境\n2023年工作要点\n一、任务\n"
            ),
            ["甲市优化环境2023年工作要点"]
        );
    }
}
