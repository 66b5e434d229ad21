//! The outline of a document: headings, numbers and articles, from paragraphs to a tree of units.
//!
//! ```text
//! document := paragraph*
//! unit     := marker heading? body unit*
//! marker   := 第一编 | 第一章 | 第一节 | 第一条 | 一、 | （一） | 1. | （1） | ①
//! heading  := the paragraph without its marker, up to its first stop
//! ```
//!
//! Markers rank in this order whatever the mark-up says, for `#` levels in such files are uneven. A numbered paragraph
//! may hold a heading and its text (run-in). Where a numbered heading stands alone or opens with a general sentence, and
//! the paragraphs under it each begin with a short sentence of their own, these are units too, without a number.

use std::sync::LazyLock;

use regex::Regex;

use super::{closing, run_in, unnumbered};
use crate::passage::Span;
use crate::words::{LabelSense, Words};

/// How a unit is marked, from the widest to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Marker {
    /// 附件1: what is attached stands under it.
    Attachment,
    /// 第一编, 第一部分.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// A heading without a number.
    Heading,
    /// 第一条.
    Article,
    /// 一、
    Numeral,
    /// （一）
    BracketNumeral,
    /// 1.
    Digit,
    /// （1）
    BracketDigit,
    /// ①
    Circled,
    /// A short sentence at the head of a paragraph.
    RunIn,
}

/// One headed, numbered or articled unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// How it is marked.
    pub marker: Marker,
    /// The marker's text; empty for run-in and unnumbered headings.
    pub number: Span,
    /// The heading, without number and stop.
    pub title: Span,
    /// All of it, units under it too.
    pub span: Span,
    /// Its own text behind the heading, up to the first unit under it.
    pub body: Span,
    /// The unit above.
    pub parent: Option<usize>,
    /// Whether units stand under it.
    pub has_units: bool,
}

/// A paragraph as the outline sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its text in the document's passage.
    pub span: Span,
    /// Heading level of the mark-up.
    pub heading: Option<u8>,
    /// Cells of a table's row.
    pub cells: Vec<Span>,
}

/// The longest heading in code points: gold headings and those of the corpus stay below it.
const LONGEST_HEADING: usize = 60;

static MARKERS: LazyLock<[(Marker, Regex); 9]> = LazyLock::new(|| {
    let numeral = "[一二三四五六七八九十百零〇]{1,5}";
    let pattern = |text: String| Regex::new(&text).expect("a constant pattern");
    [
        (Marker::Part, pattern(format!("^第{numeral}(?:[编篇]|部分)"))),
        (Marker::Chapter, pattern(format!("^第{numeral}章"))),
        (Marker::Section, pattern(format!("^第{numeral}节"))),
        (Marker::Article, pattern(format!("^第(?:{numeral}|[0-9]{{1,3}})条"))),
        (Marker::Numeral, pattern(format!("^{numeral}[、.]"))),
        (Marker::BracketNumeral, pattern(format!("^（{numeral}）[、.]?"))),
        (Marker::Digit, pattern("^(?:任务|举措|措施)(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[：.、]|^[0-9]{1,3}(?:[.、](?:[^0-9]|(?:19|20)[0-9]{2}年|$)|．)".to_owned())),
        (Marker::BracketDigit, pattern("^(?:（[0-9]{1,2}）|[0-9]{1,2}）)".to_owned())),
        (Marker::Circled, pattern("^[①-⑳]".to_owned())),
    ]
});

/// The marker a paragraph begins with, and its length in bytes.
#[must_use]
pub fn marker(text: &str) -> Option<(Marker, usize)> {
    let head_end = text.char_indices().nth(12).map_or(text.len(), |(byte, _)| byte);
    let head = &text[..head_end];
    if !head.starts_with(|c: char| c.is_ascii_digit() || "任举措第（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳一二三四五六七八九十百".contains(c))
    {
        return None;
    }
    MARKERS.iter().find_map(|(marker, pattern)| {
        let found = pattern.find(head)?;
        let end = if *marker == Marker::Digit && found.as_str().starts_with(|c: char| c.is_ascii_digit()) {
            found.as_str().find(['.', '、', '．']).map(|at| at + head[at..].chars().next().map_or(1, char::len_utf8))?
        } else {
            found.end()
        };
        Some((*marker, end))
    })
}

/// The units of a document's text, in reading order.
#[must_use]
pub fn units(text: &str, blocks: &[Block], words: &Words) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut attached = false;
    let unnumbered = unnumbered::headings(text, blocks, words);
    for (at, block) in blocks.iter().enumerate() {
        let paragraph = &text[block.span.clone()];
        let start = block.span.start;
        if words.frame.lines.heads_attachment(paragraph) {
            open.clear();
            open.push(units.len());
            units.push(attachment(text, block, blocks.get(at + 1)));
            attached = false;
            continue;
        }
        // 附件：1.甲表 2.乙表: the names of what is attached are no units.
        let listed = attached && !paragraph.contains('。') && paragraph.chars().count() <= LONGEST_HEADING;
        attached = words.frame.lines.lists_attachments(paragraph) || (listed && marker(paragraph).is_some());
        if attached {
            continue;
        }
        let bare = || unnumbered.iter().find(|(index, _)| *index == at).map(|(_, marker)| (*marker, 0));
        let undotted = || unnumbered::undotted(text, &blocks[at..], &units, words);
        let Some((marker, length)) = block_marker(paragraph, block).or_else(bare).or_else(undotted) else { continue };
        if marker == Marker::BracketDigit && !follows(text, &units, &paragraph[..length]) {
            continue;
        }
        while let Some(&top) = open.last() {
            if units[top].marker < marker {
                break;
            }
            open.pop();
        }
        let (title, body_start) = heading(paragraph, length, start, words);
        let index = units.len();
        let parent = open.last().copied();
        if let Some(parent) = parent {
            units[parent].has_units = true;
        }
        units.push(Unit {
            marker,
            number: start..start + length,
            title,
            span: start..block.span.end,
            body: body_start..block.span.end,
            parent,
            has_units: false,
        });
        open.push(index);
    }
    close(&mut units, blocks.last().map_or(0, |block| block.span.end));
    run_in::add(text, blocks, &mut units);
    closing::trim(text, blocks, &mut units, words);
    units
}

/// Whether a bracketed number begins a count or goes on with that of the units before: （4） whose （3） stands inside a paragraph is in it.
fn follows(text: &str, units: &[Unit], number: &str) -> bool {
    let value = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u32>().unwrap_or(0);
    let last = units.iter().rev().find(|unit| unit.marker == Marker::BracketDigit).map_or(0, |unit| value(&text[unit.number.clone()]));
    let number = value(number);
    number <= 1 || last + 1 == number
}

/// The unit of an attachment: its title is the line behind its number, where one stands there.
fn attachment(text: &str, block: &Block, next: Option<&Block>) -> Unit {
    let titled = |next: &&Block| {
        let line = &text[next.span.clone()];
        next.cells.is_empty() && line.chars().count() <= LONGEST_HEADING && !line.contains(['。', '：', '；']) && marker(line).is_none()
    };
    let title = next.filter(titled).map_or(block.span.end..block.span.end, |next| next.span.clone());
    Unit {
        marker: Marker::Attachment,
        number: block.span.clone(),
        body: title.end..title.end,
        span: block.span.start..title.end,
        title,
        parent: None,
        has_units: false,
    }
}

fn block_marker(paragraph: &str, block: &Block) -> Option<(Marker, usize)> {
    if !block.cells.is_empty() {
        return None;
    }
    marker(paragraph).or_else(|| (block.heading.is_some() && !paragraph.is_empty()).then_some((Marker::Heading, 0)))
}

/// Lets each unit reach to the next of its rank, and its own text to the first unit under it.
fn close(units: &mut [Unit], end: usize) {
    for index in 0..units.len() {
        let marker = units[index].marker;
        let next = units[index + 1..].iter().find(|unit| unit.marker <= marker).map_or(end, |unit| unit.span.start);
        let child = units.get(index + 1).filter(|unit| unit.span.start < next).map_or(next, |unit| unit.span.start);
        units[index].span.end = next;
        units[index].body.end = child.max(units[index].body.start);
    }
}

/// The heading of a numbered paragraph, and where its text begins.
fn heading(paragraph: &str, number: usize, start: usize, words: &Words) -> (Span, usize) {
    let rest = &paragraph[number..];
    let lead = rest.len() - rest.trim_start_matches(['、', '.', '．', ' ', '，']).len();
    let from = number + lead;
    let rest = &paragraph[from..];
    let stop =
        rest.char_indices().take(LONGEST_HEADING).find(|(at, c)| matches!(c, '。' | '：' | '；' | '！') && !inside_bracket(&rest[..*at]));
    let (end, body) = match stop {
        Some((at, character)) => (at, at + character.len_utf8()),
        None if rest.chars().count() <= LONGEST_HEADING => (rest.len(), rest.len()),
        None => (rest.char_indices().find(|(_, c)| matches!(c, '，' | '。' | '；')).map_or(rest.len(), |(at, _)| at), 0),
    };
    let bare = without_tail_bracket(&rest[..end], words);
    // （六）水库度汛　责任单位：…: the label is of the text.
    let label = stop.filter(|(_, character)| *character == '：').and_then(|(at, _)| label_at_end(&rest[..at], words));
    if let Some(at) = label.filter(|at| *at > 0) {
        return (start + from..start + from + at, start + from + at);
    }
    // A bracket behind the heading belongs to the text, so that its list is read.
    let body = if bare < end { bare } else { body };
    (start + from..start + from + bare, start + from + body)
}

/// Where the label at a heading's end begins, if one stands there.
fn label_at_end(heading: &str, words: &Words) -> Option<usize> {
    heading.char_indices().rev().take(10).find_map(|(at, _)| words.label(&heading[at..]).is_some_and(LabelSense::is_role).then_some(at))
}

fn inside_bracket(text: &str) -> bool {
    text.matches(['（', '〔', '《', '“']).count() > text.matches(['）', '〕', '》', '”']).count()
}

/// The length of a heading without a bracket at its end that holds a colon or names who leads.
fn without_tail_bracket(heading: &str, words: &Words) -> usize {
    let Some(body) = heading.strip_suffix(['）', '〕']) else { return heading.len() };
    let Some(open) = body.rfind(['（', '〔']) else { return heading.len() };
    let inner = &body[open..];
    let is_list = inner.contains('：') || words.roles.tail(inner).is_some();
    if is_list && open > 0 { open } else { heading.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, usize)]) {
        let mut at = 0;
        let blocks: Vec<Block> = text
            .split('\n')
            .map(|line| {
                let span = at..at + line.len();
                at = span.end + 1;
                Block { span, heading: None, cells: Vec::new() }
            })
            .collect();
        let units = units(text, &blocks, Words::built_in());
        let depth = |unit: &Unit| std::iter::successors(unit.parent, |&parent| units[parent].parent).count();
        let found: Vec<(&str, &str, usize)> =
            units.iter().map(|unit| (&text[unit.number.clone()], &text[unit.title.clone()], depth(unit))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_make_a_tree() {
        check(
            "二、任务\n（一）第一项行动\n1.建设设施。推进服务。\n2.推动升级。做好管养。\n三、保障\n（一）加强领导\n正文。",
            &[
                ("二、", "任务", 0),
                ("（一）", "第一项行动", 1),
                ("1.", "建设设施", 2),
                ("2.", "推动升级", 2),
                ("三、", "保障", 0),
                ("（一）", "加强领导", 1),
            ],
        );
    }

    #[test]
    fn attachments_end_what_stands_above() {
        check(
            "一、任务\n1.建设平台。\n附件2\n联系人名单\n1.甲\n一、空间\n附件：1.清单",
            &[("一、", "任务", 0), ("1.", "建设平台", 1), ("附件2", "联系人名单", 0), ("1.", "甲", 1), ("一、", "空间", 1)],
        );
    }

    #[test]
    fn a_number_between_its_neighbours_needs_no_dot() {
        check("1.建设平台。\n2推进服务。\n3.加强管理。", &[("1.", "建设平台", 0), ("2", "推进服务", 0), ("3.", "加强管理", 0)]);
        check("1.建设平台。\n2个平台由各级建设。\n3.加强管理。", &[("1.", "建设平台", 0), ("3.", "加强管理", 0)]);
        check("1.建设平台。\n5推进服务。\n2.加强管理。", &[("1.", "建设平台", 0), ("2.", "加强管理", 0)]);
    }

    #[test]
    fn a_bracket_behind_a_heading_is_not_of_the_heading() {
        check("（一）深化改革（指标牵头单位：市审批局）\n1.便利开办。推进改革。", &[("（一）", "深化改革", 0), ("1.", "便利开办", 1)]);
    }

    #[test]
    fn short_sentences_at_the_head_of_paragraphs_are_units() {
        let text = "（一）构建体系。全面落实要求，筑牢防线。\n强化安全责任。各部门按照职责做好安全和保密的各项工作。\n落实安全制度。建立健全数据分类分级的制度和检查评估办法。";
        check(text, &[("（一）", "构建体系", 0), ("", "强化安全责任", 1), ("", "落实安全制度", 1)]);
    }

    #[test]
    fn decimals_and_years_are_no_markers() {
        for text in ["2.5件以上", "2023年起", "一般工业", "第一书记", "（市审批局牵头）", "十四五规划"] {
            assert_eq!(marker(text), None, "{text}");
        }
        assert_eq!(marker("2.2023年2月底前，建成平台"), Some((Marker::Digit, 2)));
        assert_eq!(marker("任务3：建设平台"), Some((Marker::Digit, "任务3：".len())));
        assert_eq!(marker("第二部分重点任务"), Some((Marker::Part, "第二部分".len())));
        assert_eq!(marker("任务分工"), None);
        assert_eq!(marker("第十二条为加强"), Some((Marker::Article, "第十二条".len())));
        assert_eq!(marker("1﹒落实".replace('﹒', ".").as_str()), Some((Marker::Digit, 2)));
    }
}
