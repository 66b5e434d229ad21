//! Which units of an outline are tasks: the smallest headed, numbered or articled ones that ask for something to be done.
//!
//! Aims, principles and background ask for nothing, nor do reports and news. An article is a task where it lays a duty on
//! somebody; a unit under an article is one of its clauses. Numbered items that only enumerate, each ending in a
//! semicolon under an opening that ends in a colon, belong to the unit above them.

use super::{Draft, Marker, Unit};
use crate::passage::Span;
use crate::words::Words;

/// A task as a place in the document's text.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskPlace {
    /// All of its text, heading included.
    pub span: Span,
    /// Its number.
    pub number: Span,
    /// Its heading, or its opening words.
    pub title: Span,
    /// Number and heading of each unit above it, from the top, as one span each.
    pub path: Vec<Span>,
    /// Whether it is an article.
    pub article: bool,
}

/// The longest title made of opening words, in code points.
const OPENING: usize = 40;

/// The tasks of a document, in reading order.
#[must_use]
pub fn places(draft: &Draft, words: &Words) -> Vec<TaskPlace> {
    let telling = draft.document.genre.as_deref().is_none_or(|genre| words.genres.telling.iter().any(|telling| telling == genre));
    let numbered = draft.units.iter().filter(|unit| !matches!(unit.marker, Marker::Heading | Marker::Attachment)).count();
    if telling && (draft.document.genre.is_some() || numbered < 3) {
        return Vec::new();
    }
    let text = draft.text();
    let enumerations = enumerations(text, &draft.units);
    let asking: Vec<bool> = (0..draft.units.len()).map(|index| !enumerations[index] && asks(text, &draft.units, index, words)).collect();
    // A unit is a task where none under it is one: items too short to ask for anything leave it to the heading above them.
    let mut above_task = vec![false; draft.units.len()];
    for index in (0..draft.units.len()).filter(|&index| asking[index]) {
        for above in ancestors(&draft.units, index) {
            above_task[above] = true;
        }
    }
    let headed = |index: usize| draft.units[index].has_units && draft.units[index].marker == Marker::Heading;
    (0..draft.units.len())
        .filter(|&index| asking[index] && !above_task[index] && !headed(index))
        .map(|index| place(text, &draft.units, index))
        .collect()
}

/// The articles that are no tasks by their words, as tasks: who reads their subjects may find that they lay a duty on one.
///
/// Definitions, what founds a text and what tells to whom it applies are left out.
#[must_use]
pub fn other_articles(draft: &Draft, words: &Words) -> Vec<TaskPlace> {
    let text = draft.text();
    let is_task = |unit: &Unit| draft.tasks.iter().any(|task| task.span.start == unit.span.start);
    let tells = |unit: &Unit| {
        let mut others = words.duties.definitions.iter().chain(&words.duties.scopes);
        others.any(|word| text[unit.span.clone()].contains(word.as_str()))
    };
    (0..draft.units.len())
        .filter(|&index| draft.units[index].marker == Marker::Article && !is_task(&draft.units[index]) && !tells(&draft.units[index]))
        .map(|index| place(text, &draft.units, index))
        .collect()
}

/// Makes a task of a unit.
fn place(text: &str, units: &[Unit], index: usize) -> TaskPlace {
    let unit = &units[index];
    let mut path: Vec<Span> = ancestors(units, index).map(|above| units[above].number.start..units[above].title.end).collect();
    path.reverse();
    let article = unit.marker == Marker::Article;
    let title = if article { opening(text, &unit.span, unit.number.end) } else { unit.title.clone() };
    TaskPlace { span: unit.span.clone(), number: unit.number.clone(), title, path, article }
}

fn ancestors(units: &[Unit], index: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(units[index].parent, |&above| units[above].parent)
}

/// The opening words of a stretch: up to its first comma or stop.
#[must_use]
pub fn opening(text: &str, span: &Span, from: usize) -> Span {
    let rest = &text[from..span.end];
    let lead = rest.len() - rest.trim_start_matches([' ', '，', '、', '\n', '　']).len();
    let rest = &rest[lead..];
    let end = rest.char_indices().take(OPENING).find(|(at, c)| *at > 0 && matches!(c, '，' | '。' | '；' | '：' | '\n')).map(|(at, _)| at);
    let end = end.unwrap_or_else(|| rest.char_indices().nth(OPENING).map_or(rest.len(), |(at, _)| at));
    from + lead..from + lead + end
}

/// Whether a unit asks for something to be done.
fn asks(text: &str, units: &[Unit], index: usize, words: &Words) -> bool {
    let unit = &units[index];
    let aims = std::iter::once(index).chain(ancestors(units, index)).any(|at| words.headings.asks_nothing(&text[units[at].title.clone()]));
    let under_article = ancestors(units, index).any(|at| units[at].marker == Marker::Article);
    let body = &text[unit.number.end..unit.span.end];
    if unit.marker == Marker::Article {
        return lays_a_duty(body, words);
    }
    let divides = matches!(unit.marker, Marker::Attachment | Marker::Part | Marker::Chapter | Marker::Section | Marker::Heading);
    !aims && !under_article && !divides && body.chars().filter(|c| *c != '\n').count() >= 8
}

/// Whether an article lays a duty on somebody: a modal word outside a definition or a mere power.
fn lays_a_duty(article: &str, words: &Words) -> bool {
    article.split(['。', '\n']).any(|sentence| {
        let duties = &words.duties;
        let duty = duties.strong.iter().any(|modal| duties.holds_modal(sentence, modal)) || duties.holds_sanction(sentence);
        let supervises = duties.coordinate.iter().any(|word| sentence.contains(word.as_str())) && sentence.contains("工作");
        let definition = duties.definitions.iter().any(|word| sentence.contains(word.as_str()));
        let interprets = duties.interpretation.iter().any(|word| sentence.contains(word.as_str()));
        let shares = duties.sharing.iter().any(|word| sentence.contains(word.as_str()));
        (duty || supervises || interprets || shares) && !definition
    })
}

/// For each unit, whether it only enumerates within the unit above it.
fn enumerations(text: &str, units: &[Unit]) -> Vec<bool> {
    let mut only = vec![false; units.len()];
    for (index, unit) in units.iter().enumerate() {
        let children: Vec<usize> = units.iter().enumerate().filter(|(_, child)| child.parent == Some(index)).map(|(at, _)| at).collect();
        if children.is_empty() || unit.marker < Marker::Article {
            continue;
        }
        let own = text[unit.title.start..unit.body.end.max(unit.title.end)].trim_end();
        let semicolons = children.iter().filter(|&&child| text[units[child].span.clone()].trim_end().ends_with('；')).count();
        if unit.marker == Marker::Article || (own.ends_with('：') && semicolons * 2 >= children.len()) {
            for child in children {
                only[child] = true;
            }
        }
    }
    for index in 0..units.len() {
        if units[index].parent.is_some_and(|parent| only[parent]) {
            only[index] = true;
        }
    }
    only
}
