//! Figures to be reached: indicator, comparator, value, unit, deadline, and whose task they belong to.
//!
//! A figure is a target where a word binds it (达到, 不少于, 以上), or where it ends a clause that sets something up
//! (新增示范项目10个). A figure that only sorts things is none (20户以上自然村), nor is one that says on which condition
//! something is given, what is paid, what is punished or what was reached before.

use crate::document::Draft;
use crate::model::Target;
use crate::passage::Span;
use crate::source::Source;
use crate::words::{Targets, Words};

use super::due;

mod aside;
mod figure;
mod indicator;

use figure::Figure;

/// The targets of a document, in reading order.
#[must_use]
pub fn read(draft: &Draft, source: &Source, words: &Words) -> Vec<Target> {
    if draft.tasks.is_empty() || words.targets.telling_titles.iter().any(|word| draft.document.title.contains(word.as_str())) {
        return Vec::new();
    }
    let text = draft.text();
    let from = draft.units.first().map_or(0, |unit| unit.span.start);
    let mut targets = Vec::new();
    for sentence in pieces(text, from..text.len(), &['。', '！', '？', '\n']) {
        let mut deadline = None;
        for segment in pieces(text, sentence.clone(), &['；']) {
            let clauses = pieces(text, segment, &['，']);
            for (at, clause) in clauses.iter().enumerate() {
                if let Some(due) = due::stated(&text[clause.clone()]) {
                    deadline = Some(due);
                }
                let found = figure::figures(text, clause, &words.targets);
                if found.is_empty() || aside::is_aside(draft, clause, words) {
                    continue;
                }
                for figure in found {
                    let due = deadline
                        .clone()
                        .or_else(|| inherited_deadline(draft, figure.span.start))
                        .or_else(|| draft.document.plan_end.map(|year| year.to_string()));
                    if aside::is_no_goal(text, &clauses, at, &figure, &words.targets) || is_over(draft, due.as_deref()) {
                        continue;
                    }
                    let before = at.checked_sub(1).map(|before| clauses[before].clone());
                    push(draft, source, &figure, before.as_ref(), due.as_deref(), &words.targets, &mut targets);
                }
            }
        }
    }
    targets
}

/// Pieces of a span between marks.
fn pieces(text: &str, span: Span, marks: &[char]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = span.start;
    for (at, character) in text[span.clone()].char_indices() {
        if marks.contains(&character) {
            found.push(from..span.start + at);
            from = span.start + at + character.len_utf8();
        }
    }
    found.push(from..span.end);
    found.retain(|piece| !piece.is_empty());
    found
}

/// The last time stated before a place in its paragraph, else the one year in the title.
fn inherited_deadline(draft: &Draft, at: usize) -> Option<String> {
    let text = draft.text();
    let paragraph = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let said = due::stated(&text[paragraph..at]);
    said.or_else(|| due::stated(&draft.document.title).filter(|_| draft.document.plan_end.is_none()))
}

/// Whether a time was over when the document was written: what was reached then is no goal.
fn is_over(draft: &Draft, due: Option<&str>) -> bool {
    let year = |date: &str| date.get(..4).and_then(|year| year.parse::<u16>().ok());
    let written = draft.document.signed.as_deref().or(draft.document.published.as_deref()).and_then(year);
    due.and_then(year).zip(written).is_some_and(|(due, written)| due < written)
}

fn push(
    draft: &Draft,
    source: &Source,
    figure: &Figure,
    before: Option<&Span>,
    deadline: Option<&str>,
    words: &Targets,
    targets: &mut Vec<Target>,
) {
    let Some(indicator) = indicator::of(draft.text(), figure, before, words) else { return };
    let printed: String = indicator.words.iter().map(|span| draft.passage.printed(span, &source.characters)).collect();
    let parts = indicator::parts(&printed, figure, indicator.of_several, words);
    for (part, value) in parts {
        targets.push(Target {
            task: draft.tasks.iter().position(|task| task.span.contains(&figure.span.start)),
            indicator: part,
            comparator: figure.comparator,
            value,
            unit: figure.unit.clone(),
            deadline: deadline.map(str::to_owned),
            evidence: draft.evidence(&indicator.evidence, source),
        });
    }
}
