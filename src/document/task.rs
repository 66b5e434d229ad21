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
        .map(|index| place(text, &draft.units, index, words))
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
        .map(|index| place(text, &draft.units, index, words))
        .collect()
}

/// Makes a task of a unit.
fn place(text: &str, units: &[Unit], index: usize, words: &Words) -> TaskPlace {
    let unit = &units[index];
    let mut path: Vec<Span> = ancestors(units, index).map(|above| units[above].number.start..units[above].title.end).collect();
    path.reverse();
    let article = unit.marker == Marker::Article;
    // A heading that ends at a comma is the opening of a sentence, as an article's is.
    let cut = text[unit.title.end..].starts_with('，');
    let title = match (article, cut) {
        (true, _) => sentence_title(text, &unit.span, unit.number.end, words),
        (false, true) => sentence_title(text, &unit.span, unit.title.start, words),
        (false, false) => unit.title.clone(),
    };
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

/// The longest title made of a sentence, in code points.
const SENTENCE: usize = 60;

/// The title of a unit without a heading: its bracketed name, or its first sentence up to the clause that says what is to be done,
/// without 违反本条例规定 and the like before it. It is cut at punctuation alone.
fn sentence_title(text: &str, span: &Span, from: usize, words: &Words) -> Span {
    let rest = &text[from..span.end];
    let from = from + rest.len() - rest.trim_start_matches([' ', '，', '、', '\n', '　']).len();
    let rest = &text[from..span.end];
    if let Some(name) = bracketed(rest) {
        let start = from + '（'.len_utf8();
        return start..start + name.len();
    }
    let stop = rest.char_indices().find(|(at, c)| *at > 0 && matches!(c, '。' | '；' | '：' | '\n')).map_or(rest.len(), |(at, _)| at);
    let mut clauses: Vec<Span> = Vec::new();
    let mut start = from;
    for (comma, mark) in rest[..stop].match_indices('，') {
        clauses.push(start..from + comma);
        start = from + comma + mark.len();
    }
    clauses.push(start..from + stop);
    let says = |clause: &Span| {
        let clause = &text[clause.clone()];
        let duties = &words.duties;
        let done = duties.strong.iter().any(|modal| duties.holds_modal(clause, modal)) || duties.holds_sanction(clause);
        (done || duties.permits.iter().any(|word| clause.contains(word.as_str()))) && !clause.ends_with('的')
    };
    let leads = |clause: &Span| words.headings.leads_in(&text[clause.clone()]) && !says(clause);
    // 由市财政局责令停业 and 对责任人员给予处分 do not say whom: what leads up to them stays.
    let bare = |clause: &Span| {
        ["由", "对", "处", "责令", "应", "可", "不得", "有权", "给予"].iter().any(|word| text[clause.clone()].starts_with(word))
    };
    let first = clauses.iter().take(clauses.len() - 1).take_while(|clause| leads(clause)).count();
    let first = if bare(&clauses[first]) { 0 } else { first };
    let last = clauses[first..].iter().position(says).map_or(clauses.len() - 1, |at| first + at);
    let length = |first: usize, last: usize| text[clauses[first].start..clauses[last].end].chars().count();
    // A condition goes where it leaves no room for what is to be done.
    let mut first = first;
    while first < last
        && length(first, last) > SENTENCE
        && text[clauses[first].clone()].ends_with(['的', '时', '后'])
        && !bare(&clauses[first + 1])
    {
        first += 1;
    }
    let last = (first..=last).rev().find(|&last| length(first, last) <= SENTENCE).unwrap_or(first);
    clauses[first].start..clauses[last].end
}

/// The name of an article in a bracket behind its number: 第六条（管理机构）.
fn bracketed(text: &str) -> Option<&str> {
    let (open, close) = if text.starts_with('〔') { ('〔', '〕') } else { ('（', '）') };
    let inner = text.strip_prefix(open)?;
    let name = &inner[..inner.find(close)?];
    let numeral = |c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit();
    let named = (2..=20).contains(&name.chars().count()) && !name.contains(['，', '。', '；', '：', '〔']) && !name.chars().all(numeral);
    named.then_some(name)
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
        let binds = words.headings.binds(sentence);
        (duty || supervises || interprets || shares || binds) && !definition
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_makes_a_title() {
        let check = |article: &str, title: &str| {
            assert_eq!(&article[sentence_title(article, &(0..article.len()), 0, Words::built_in())], title, "{article}");
        };
        check("（管理机构）新区设立管理委员会，负责日常工作。", "管理机构");
        check("〔权益保护〕加大保护力度，完善各项机制。", "权益保护");
        check("违反本条例规定，经营者拒不改正的，由市财政局责令停业。", "经营者拒不改正的，由市财政局责令停业");
        check("违反本条例第五条规定，由市财政局责令停业。", "违反本条例第五条规定，由市财政局责令停业");
        check("各类公共场所的管理单位，应当明确责任人，并定期检查。", "各类公共场所的管理单位，应当明确责任人");
        check("本市健全投诉制度，畅通监督渠道。", "本市健全投诉制度，畅通监督渠道");
        check("未达到上述条件之一的，不得提前领取。已经领取的应当退回。", "未达到上述条件之一的，不得提前领取");
        check("按照预案要求，各区应当启动响应。", "各区应当启动响应");
        check("（一）甲局应当报告。", "（一）甲局应当报告");
        let long = "各级人民政府应当按照各自职责对从事生产、销售、使用、运输、贮存、处置有关物品的单位和个人及其设施设备和作业场所定期进行监督检查";
        check(&format!("{long}，及时报告。"), long);
    }

    #[test]
    fn articles_that_forbid_or_share_out_are_tasks() {
        let check = |article: &str, task: bool| assert_eq!(lays_a_duty(article, Words::built_in()), task, "{article}");
        check("国务院水行政主管部门主管全国水资源工作。", true);
        check("禁止在公园内焚烧垃圾。", true);
        check("经验收合格方可投入使用。", true);
        check("具体办法由省人民政府规定。", true);
        check("本条例所称公园，是指向公众开放的绿地，禁止经营的除外。", false);
        check("国家鼓励发展节水技术。", false);
        check("有关主管部门的名称见附表。", false);
    }
}
