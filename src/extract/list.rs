//! Where responsibility lists stand: in brackets, behind labels in the text, in the rows of tables.
//!
//! This file only finds the places; whether a place holds a list is decided by its phrases ([`super::token`]): a label or
//! a tail with a name makes one, and a bare bracket is one where every item is a name and it stands where lists stand,
//! behind a sentence.

use super::label::{self, Label};
use crate::agency::Authority;
use crate::document::{Block, Draft};
use crate::passage::Span;
use crate::words::Words;

/// How a list shows itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// （…）, 〔…〕.
    Bracket,
    /// A bracket that never closes.
    OpenBracket,
    /// `责任单位：…` outside brackets.
    Label,
    /// A cell of a table, under a header that says what its names answer as.
    Cell,
}

/// A place that may hold a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The list's text, brackets left out.
    pub span: Span,
    /// How it shows itself.
    pub shape: Shape,
    /// Whether it stands where bare lists stand: behind a sentence, or at a paragraph's end.
    pub behind_sentence: bool,
    /// Whether the sentence before it has ended.
    pub behind_stop: bool,
}

/// The longest list in bytes; the longest of the corpus has about 1,500.
const LONGEST: usize = 4_500;

/// The candidates of a document, in reading order; none inside another.
#[must_use]
pub fn candidates(draft: &Draft, authority: &Authority, words: &Words) -> Vec<Candidate> {
    let mut brackets = brackets(draft.text());
    // A bracket that holds a label alone belongs to what follows it: 【责任单位】甲局.
    brackets.retain(|bracket| words.label(draft.text()[bracket.span.clone()].trim_end_matches('：')).is_none());
    let taken: Vec<Span> = brackets.iter().map(|candidate| candidate.span.clone()).collect();
    let mut candidates = labels(draft, authority, words, &taken);
    // A bracket behind a label outside brackets is part of a name there: 责任单位：市防指办公室（市应急管理局）.
    let inside = |bracket: &Candidate| candidates.iter().any(|label| label.span.contains(&bracket.span.start));
    brackets.retain(|bracket| bracket.shape == Shape::OpenBracket || !inside(bracket));
    candidates.append(&mut brackets);
    candidates.sort_by_key(|candidate| (candidate.span.start, candidate.span.end));
    one_list(draft, authority, words, candidates)
}

/// Puts brackets together that stand side by side and hold a label each: 【牵头单位：甲局】【责任单位：乙局】.
fn one_list(draft: &Draft, authority: &Authority, words: &Words, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let text = draft.text();
    let labelled = |span: &Span| {
        let label = label::labels(&draft.passage, span, &words.roles, authority).into_iter().next();
        label.is_some_and(|label| label.start == span.start)
    };
    let mut joined: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        match joined.last_mut() {
            Some(last)
                if last.shape == Shape::Bracket
                    && candidate.shape == Shape::Bracket
                    && matches!(&text[last.span.end..candidate.span.start], "）（" | "〕〔")
                    && labelled(&last.span)
                    && labelled(&candidate.span) =>
            {
                last.span.end = candidate.span.end;
                last.behind_sentence |= candidate.behind_sentence;
            }
            _ => joined.push(candidate),
        }
    }
    joined
}

/// The outermost brackets of a text.
fn brackets(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '（' | '〔' => open.push(at),
            '）' | '〕' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                {
                    push_bracket(text, start, at, &mut found);
                }
            }
            // A list never runs over more than a page break; an open bracket at a heading was never closed.
            '\n' if open.first().is_some_and(|&start| at - start > LONGEST || starts_unit(&text[at + 1..])) => {
                if let Some(&start) = open.first() {
                    unclosed(text, start, at, &mut found);
                }
                open.clear();
            }
            _ => {}
        }
    }
    if let Some(&start) = open.first() {
        unclosed(text, start, text.trim_end().len(), &mut found);
    }
    found
}

fn push_bracket(text: &str, start: usize, end: usize, found: &mut Vec<Candidate>) {
    let opener = text[start..].chars().next().map_or(1, char::len_utf8);
    let closer = text[end..].chars().next().map_or(1, char::len_utf8);
    let before = text[..start].trim_end_matches('\n');
    let after = &text[end + closer..];
    let ended = before.ends_with(['。', '；', '！', '”', '）', '〕', '：']);
    let ends = after.is_empty() || after.starts_with(['\n', '。', '；']);
    // 张三（市民政局）: a person, alone on the line, and where the person works.
    let line = text[..start].rsplit('\n').next().unwrap_or_default();
    let named = (2..=3).contains(&line.chars().count()) && !line.contains(['。', '，', '；', '、', '：', '第']);
    let person = named && (after.is_empty() || after.starts_with('\n'));
    if end - start <= LONGEST && !person {
        found.push(Candidate {
            span: start + opener..end,
            shape: Shape::Bracket,
            behind_sentence: ended && !before.ends_with('：') || ends,
            behind_stop: before.ends_with(['。', '；', '！']),
        });
    }
}

/// A bracket without its end: what stands up to the first stop or line end is tried, and what is inside it read anew.
fn unclosed(text: &str, start: usize, limit: usize, found: &mut Vec<Candidate>) {
    let opener = text[start..].chars().next().map_or(1, char::len_utf8);
    let from = start + opener;
    let end = text[from..limit].find(['。', '\n']).map_or(limit, |length| from + length);
    if end - from <= LONGEST {
        found.push(Candidate { span: from..end, shape: Shape::OpenBracket, behind_sentence: true, behind_stop: false });
    }
    if end < limit {
        found.extend(
            brackets(&text[end..limit]).into_iter().map(|inner| Candidate { span: end + inner.span.start..end + inner.span.end, ..inner }),
        );
    }
}

fn starts_unit(text: &str) -> bool {
    crate::document::outline::marker(text)
        .is_some_and(|(marker, _)| marker != crate::document::Marker::BracketNumeral || text.chars().nth(3).is_some_and(|c| c != '、'))
}

/// Labels outside brackets: at a paragraph's start, behind a stop or set apart by white space; label lines that follow each other are
/// one list, and so are the lines of names behind a label.
fn labels(draft: &Draft, authority: &Authority, words: &Words, taken: &[Span]) -> Vec<Candidate> {
    let text = draft.text();
    let mut found: Vec<Candidate> = Vec::new();
    // Whether names may follow on lines of their own.
    let mut open = false;
    let dated = |index: usize| {
        let next = draft.blocks.get(index + 1);
        next.is_some_and(|block| crate::document::dates::whole_line(&text[block.span.clone()]).is_some())
    };
    for (index, block) in draft.blocks.iter().enumerate() {
        if !block.cells.is_empty() {
            open = false;
            continue;
        }
        let Some(label) = first_label(draft, block, authority, words, taken) else {
            // The line above a date is a signature.
            open = open && !dated(index) && names_only(&text[block.span.clone()], authority);
            if let Some(last) = found.last_mut().filter(|_| open) {
                last.span.end = block.span.end;
            }
            continue;
        };
        let start = label.start;
        let said = text[label.span.end..label.after].chars().all(|mark| words.roles.is_copula(mark)) && label.span.end < label.after;
        let end = if said { end_of_clauses(draft, &(start..block.span.end), authority, words) } else { block.span.end };
        open = label.sense.is_role() && !text[..end].ends_with('。');
        if end - start > LONGEST {
            open = false;
            continue;
        }
        match found.last_mut() {
            Some(last) if start == block.span.start && text[last.span.end..start].trim().is_empty() => last.span.end = end,
            _ => found.push(Candidate { span: start..end, shape: Shape::Label, behind_sentence: true, behind_stop: true }),
        }
    }
    found
}

/// Where the clauses that each begin with a label end: 牵头单位为甲局，配合单位为乙局，….
fn end_of_clauses(draft: &Draft, span: &Span, authority: &Authority, words: &Words) -> usize {
    let text = draft.text();
    let labels = label::labels(&draft.passage, span, &words.roles, authority);
    let clause_end = |from: usize| text[from..span.end].find(['，', '；', '。']).map_or(span.end, |length| from + length);
    let mut end = span.start;
    for label in labels {
        if label.start > end + '，'.len_utf8() {
            break;
        }
        end = clause_end(label.after);
    }
    end
}

/// The first label of a paragraph that stands where labels stand.
fn first_label(draft: &Draft, block: &Block, authority: &Authority, words: &Words, taken: &[Span]) -> Option<Label> {
    label::labels(&draft.passage, &block.span, &words.roles, authority).into_iter().find(|label| {
        let head = &draft.text()[block.span.start..label.start];
        let placed = head.is_empty() || head.ends_with(['。', '；', '）', '〕', '！']) || draft.passage.gap_before(label.start);
        placed && !taken.iter().any(|span| span.contains(&label.start))
    })
}

/// Whether a line holds names of bodies and nothing else.
fn names_only(line: &str, authority: &Authority) -> bool {
    let line = line.trim_end_matches(['。', '、', '，', '；']);
    let mut items = line.split(['、', '，', '；']);
    crate::document::outline::marker(line).is_none() && items.all(|item| authority.surely(item.trim_end_matches('等')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_nest_and_open_ones_end_at_a_stop() {
        let check = |text: &str, expected: &[(&str, Shape)]| {
            let found: Vec<(&str, Shape)> =
                brackets(text).iter().map(|candidate| (&text[candidate.span.clone()], candidate.shape)).collect();
            assert_eq!(found, expected);
        };
        check("推进。（市局、各县（市、区）政府）\n", &[("市局、各县（市、区）政府", Shape::Bracket)]);
        check("张三丰（市局）\n李四（县局）", &[]);
        check("办理。（市局）\n", &[("市局", Shape::Bracket)]);
        check("推进。〔牵头单位：市局；配合单位：各区\n2.第二。", &[("牵头单位：市局；配合单位：各区", Shape::OpenBracket)]);
    }
}
