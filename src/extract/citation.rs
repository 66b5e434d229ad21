//! Documents named in a document: 《titles》, their numbers, what short ones stand for, and why they are named.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Draft, evidence, metadata};
use crate::model::{Citation, Relation};
use crate::passage::{Passage, Span};
use crate::source::Source;
use crate::words::Words;

/// The declaration of a short form right behind a title: 《X》（以下简称《方案》）.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:（[^）]{0,40}〔[^）]{0,30}）)?（?[^（）]{0,10}(?:以下|下)?(?:简)?称[“：]?《([^《》]{2,20})》")
        .expect("a constant pattern")
});

/// The longest title in code points; what is longer is a bracket that never closed.
const LONGEST: usize = 150;

/// The citations of a document and its editor's note, in reading order.
#[must_use]
pub fn read(draft: &Draft, source: &Source, words: &Words) -> Vec<Citation> {
    let own = even(&draft.document.title);
    let mut short_forms: HashMap<String, String> = HashMap::new();
    let mut citations = Vec::new();
    for (passage, body) in [(&draft.note, false), (&draft.passage, true)] {
        for span in titles(&passage.text) {
            let title_span = span.start + '《'.len_utf8()..span.end - '》'.len_utf8();
            let title = &passage.text[title_span.clone()].replace('\n', "");
            let behind = &passage.text[span.end..];
            if let Some(parts) = SHORT.captures(behind) {
                short_forms.insert(parts[1].to_owned(), title.clone());
            }
            let stands_for = short_forms.get(title).filter(|full| *full != title).cloned();
            let forwarded = own != *title && words.genres.forwards.iter().any(|word| own.contains(word.as_str()));
            let relation = if is_own(&own, title, stands_for.as_deref(), words) {
                // 转发《甲》的通知 carries another body's text, and is no 甲 itself.
                if forwarded && stands_for.is_none() { Relation::Forwards } else { Relation::SelfReference }
            } else {
                relation(passage, &span, draft, body, words)
            };
            if body && in_title(draft, &span) {
                continue;
            }
            citations.push(Citation {
                title: passage.printed(&title_span, &source.characters),
                number: number_behind(behind),
                relation,
                stands_for: stands_for.filter(|_| relation != Relation::SelfReference),
                evidence: evidence(passage, &span, source),
            });
        }
    }
    citations
}

/// The outermost 《…》 of a text.
fn titles(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '《' => open.push(at),
            '》' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                    && text[start..at].chars().count() <= LONGEST
                {
                    found.push(start..at + '》'.len_utf8());
                }
            }
            '。' if open.first().is_some_and(|&start| text[start..at].chars().count() > LONGEST) => open.clear(),
            _ => {}
        }
    }
    found
}

fn in_title(draft: &Draft, span: &Span) -> bool {
    let first = draft.blocks.iter().take(6).find(|block| block.span.start <= span.start && span.end <= block.span.end);
    first.is_some_and(|block| even(&draft.document.title).contains(&draft.text()[block.span.clone()]))
}

fn even(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(crate::passage::fold).collect()
}

/// Whether a title is the document's own, whole, without its issuer, or as its declared short form.
fn is_own(own: &str, title: &str, stands_for: Option<&str>, words: &Words) -> bool {
    let same = |title: &str| {
        own == title || own.ends_with(title) && title.chars().count() > 6 || own.contains(title) && title.chars().count() > 10
    };
    let short = title.chars().count() <= 6 && words.genres.of_title(title).is_some() && own.ends_with(title) && stands_for.is_none();
    same(title) || stands_for.is_some_and(same) || short
}

/// The document number in brackets behind a title.
fn number_behind(behind: &str) -> Option<String> {
    let inner = behind.strip_prefix('（')?;
    let end = inner.find('）').filter(|end| *end < 120)?;
    let end = if inner[..end].matches('〔').count() == 0 && inner[..end].contains('（') {
        inner[end + '）'.len_utf8()..].find('）').map_or(end, |more| end + '）'.len_utf8() + more)
    } else {
        end
    };
    let (range, number) = metadata::number(&inner[..end])?;
    (range.start < 12).then_some(number)
}

/// Why a title is named: the words right before and behind the run of titles it stands in.
fn relation(passage: &Passage, span: &Span, draft: &Draft, body: bool, words: &Words) -> Relation {
    let text = &passage.text;
    let run_start = run_start(text, span.start);
    let sentence =
        text[..run_start].char_indices().rfind(|(_, c)| matches!(c, '。' | '；' | '\n' | '，')).map_or(0, |(at, c)| at + c.len_utf8());
    let before = text.get(sentence..run_start).unwrap_or_default();
    let before = before.trim_end_matches(['《', '“']);
    let behind: String = text[span.end..].chars().take(24).collect();
    let behind = behind.split(['。', '；', '《']).next().unwrap_or_default();
    // The preamble is what stands before the first unit, and an article that says what the document rests on.
    let paragraph = &text[text[..run_start].rfind('\n').map_or(0, |at| at + 1)..];
    let paragraph = paragraph.split('\n').next().unwrap_or_default();
    let founds = words.duties.definitions.iter().any(|word| paragraph.contains(word.as_str()))
        || words.citations.founds.iter().any(|word| paragraph.contains(word.as_str()));
    let preamble = body && (span.start < draft.head().end || founds);
    for row in &words.citations.relations {
        if row.relation == Relation::Basis && !preamble {
            continue;
        }
        let near: String = {
            let mut tail: Vec<char> = before.chars().rev().take(14).collect();
            tail.reverse();
            tail.into_iter().collect()
        };
        if row.before.iter().any(|word| near.contains(word.as_str())) || row.behind.iter().any(|word| behind.contains(word.as_str())) {
            return row.relation;
        }
    }
    Relation::Mention
}

/// Where a run of titles joined by 、 or nothing begins: 根据《A》《B》、《C》.
fn run_start(text: &str, mut start: usize) -> usize {
    loop {
        let before = text[..start].trim_end_matches(['、', '和', '及', '与']);
        let before = match before.strip_suffix('）').and_then(|inner| inner.rfind('（').map(|at| &inner[..at])) {
            Some(outer) if outer.ends_with('》') => outer,
            _ => before,
        };
        let Some(inner) = before.strip_suffix('》') else { return start };
        let Some(open) = inner.rfind('《') else { return start };
        start = open;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_titles_belong_to_the_outer_one() {
        let text = "落实《关于印发〈某方案〉的通知》和《甲》《乙》。";
        let found: Vec<&str> = titles(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["《关于印发〈某方案〉的通知》", "《甲》", "《乙》"]);
        assert_eq!(&text[run_start(text, text.find("《乙").unwrap())..][..9], "《关于");
    }

    #[test]
    fn numbers_stand_behind_titles() {
        assert_eq!(number_behind("（国发〔2022〕14号）精神").as_deref(), Some("国发〔2022〕14号"));
        assert_eq!(number_behind("（国发（2022）14号）精神").as_deref(), Some("国发〔2022〕14号"));
        assert_eq!(number_behind("（以下简称《意见》）"), None);
    }
}
