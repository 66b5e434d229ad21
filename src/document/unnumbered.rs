//! Units whose mark is not whole: headings without a number, numbers without a dot.
//!
//! Headings are short lines between numbered units, 预警分级 above （一） or 规划和建设 above 第十二条.
//!
//! A line is one where it holds no mark and no digit, the sentence before it has ended, and the line behind it begins a count anew or is
//! an article; and only in a text that has several such lines, for a single one may be anything.

use super::outline::{Marker, marker};
use super::{Block, Unit, closing};
use crate::words::Words;

/// The longest and the shortest such heading, in code points.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=12;

/// How many a text must have.
const SEVERAL: usize = 2;

/// The blocks, by index, that are headings without a number, with the rank that each has.
pub(super) fn headings(text: &str, blocks: &[Block], words: &Words) -> Vec<(usize, Marker)> {
    let line = |at: usize| &text[blocks[at].span.clone()];
    let marked = |at: usize| if blocks[at].cells.is_empty() { marker(line(at)).map(|(marker, _)| marker) } else { None };
    let count = |wanted: Marker| (0..blocks.len()).filter(|&at| marked(at) == Some(wanted)).count();
    let (chapters, numerals) = (count(Marker::Chapter) > 0, count(Marker::Numeral) > 0);
    let first = (0..blocks.len()).find(|&at| marked(at).is_some()).unwrap_or(blocks.len());
    let found: Vec<(usize, Marker)> = (1..blocks.len().saturating_sub(1))
        .filter(|&at| at + 1 >= first && is_heading(line(at), &blocks[at], words) && line(at - 1).ends_with(['。', '；', '）', '！']))
        .filter_map(|at| match marked(at + 1)? {
            Marker::Article if chapters => Some((at, Marker::Chapter)),
            Marker::Article => Some((at, Marker::Heading)),
            Marker::BracketNumeral if !numerals && line(at + 1).starts_with("（一）") => Some((at, Marker::Heading)),
            _ => None,
        })
        .collect();
    if found.len() < SEVERAL { Vec::new() } else { found }
}

/// Whether a line can be a heading by its own looks: Han characters alone, and no body's name.
fn is_heading(line: &str, block: &Block, words: &Words) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '、';
    let plain = block.cells.is_empty() && block.heading.is_none() && LENGTH.contains(&line.chars().count()) && line.chars().all(han);
    let body = words.citations.body_ends.iter().any(|end| line.ends_with(end.as_str()));
    plain && !body && marker(line).is_none() && !closing::closes(line, words)
}

/// A number that lost its dot, 30推进服务 between 29. and 31.
pub(super) fn undotted(text: &str, blocks: &[Block], units: &[Unit], words: &Words) -> Option<(Marker, usize)> {
    let value = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<u32>().ok();
    let line = |block: &Block| &text[block.span.clone()];
    let (first, rest) = blocks.split_first()?;
    let number = line(first).trim_start_matches(|c: char| c.is_ascii_digit());
    let length = line(first).len() - number.len();
    let counts = words.targets.units.iter().any(|unit| number.starts_with(unit.as_str()))
        || number.starts_with(['级', '月', '时', '号', '位', '国', '省', '市']);
    let is_word = number.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if !(1..=3).contains(&length) || !first.cells.is_empty() || counts || !is_word {
        return None;
    }
    let here = value(line(first))?;
    let before = units.iter().rev().find(|unit| unit.marker == Marker::Digit).and_then(|unit| value(&text[unit.number.clone()]))?;
    let next = rest
        .iter()
        .find(|block| marker(line(block)).is_some_and(|(marker, _)| marker == Marker::Digit))
        .and_then(|block| value(line(block)))?;
    (before + 1 == here && here + 1 == next).then_some((Marker::Digit, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut at = 0;
        let blocks: Vec<Block> = text
            .split('\n')
            .map(|line| {
                let span = at..at + line.len();
                at = span.end + 1;
                Block { span, heading: None, cells: Vec::new() }
            })
            .collect();
        headings(text, &blocks, Words::built_in())
            .into_iter()
            .map(|(at, marker)| format!("{marker:?} {}", &text[blocks[at].span.clone()]))
            .collect()
    }

    #[test]
    fn short_lines_between_units_are_headings() {
        let plan = "为做好工作，制定本方案。\n响应分级\n（一）一级。立即报告。\n（二）二级。当日报告。\n响应措施\n（一）各区巡查。";
        assert_eq!(found(plan), ["Heading 响应分级", "Heading 响应措施"]);
        let law = "第一章总则\n第一条为加强管理，制定本办法。\n规划和建设\n第二条市局应当编制规划。\n运行和改造\n第三条市局应当检查。";
        assert_eq!(found(law), ["Chapter 规划和建设", "Chapter 运行和改造"]);
    }

    #[test]
    fn what_stands_alone_or_inside_a_sentence_is_none() {
        for text in [
            "为做好工作，制定本方案。\n响应分级\n（一）一级。立即报告。",
            "一、任务。\n第一项行动\n（一）建设。\n二、保障。\n第二项行动\n（一）检查。",
            "各区要\n响应分级\n（一）一级。立即报告。\n各区要\n响应措施\n（一）各区巡查。",
            "现印发给你们。\n甲市人民政府\n（一）一级。\n报告。\n甲市财政局\n（一）二级。",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
