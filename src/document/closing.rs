//! What closes a text: 特此通知, lists of attachments, signatures with their date, and the paragraph that says since when it holds.
//!
//! None of it is part of the last task, though nothing numbered stands between.

use std::sync::LazyLock;

use regex::Regex;

use super::{Block, Unit, dates};
use crate::words::Words;

/// Since when a text holds, in a paragraph of its own: 本通知自2023年7月1日起施行.
static HOLDS_SINCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:以上|上述)?(?:本|此)?\p{Han}{0,10}自[^。，；]{2,30}起(?:正式)?(?:施行|执行|实施|生效|试行)")
        .expect("a constant pattern")
});

/// The longest line of a signature, in code points; it may hold several bodies.
const LONGEST_SIGNER: usize = 60;

/// How many lines of signers a text may have.
const SIGNERS: usize = 8;

/// Ends each unit before what closes the text, where no unit stands behind it.
pub(super) fn trim(text: &str, blocks: &[Block], units: &mut [Unit], words: &Words) {
    let closing = closings(text, blocks, words);
    for index in 0..units.len() {
        let (start, end) = (units[index].span.start, units[index].span.end);
        let leaf = units.get(index + 1).is_none_or(|next| next.span.start >= end);
        if !leaf {
            continue;
        }
        let own = |at: &usize| blocks[*at].span.start > start.max(units[index].title.end) && blocks[*at].span.start < end;
        let Some(at) = closing.iter().copied().find(own) else { continue };
        let stop = blocks[at].span.start;
        for unit in units.iter_mut().filter(|unit| unit.span.start <= start && unit.span.end == end) {
            unit.span.end = stop;
            unit.body.end = unit.body.end.min(stop).max(unit.body.start);
        }
    }
}

/// Whether a line closes a text by its first words.
pub fn closes(line: &str, words: &Words) -> bool {
    words.frame.lines.lists_attachments(line) || words.headings.closes(line)
}

/// The blocks, by index, with which something that closes a text begins.
fn closings(text: &str, blocks: &[Block], words: &Words) -> Vec<usize> {
    let line = |at: usize| &text[blocks[at].span.clone()];
    let mut found: Vec<usize> = (0..blocks.len())
        .filter(|&at| blocks[at].cells.is_empty() && (closes(line(at), words) || HOLDS_SINCE.is_match(line(at))))
        .collect();
    for at in (1..blocks.len()).filter(|&at| dates::whole_line(line(at)).is_some()) {
        let signs = |before: &usize| {
            let line = line(*before);
            let plain = !line.contains(['。', '；', '：', '，', '！', '？']) && super::outline::marker(line).is_none();
            blocks[*before].cells.is_empty() && plain && line.chars().count() <= LONGEST_SIGNER
        };
        let signers = (0..at).rev().take(SIGNERS).take_while(signs).last();
        let body = words.citations.body_ends.iter().any(|end| line(at - 1).ends_with(end.as_str()));
        found.extend(signers.filter(|_| body));
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use crate::words::Words;

    /// The text of the last unit.
    fn last(text: &str) -> String {
        let mut at = 0;
        let blocks: Vec<super::Block> = text
            .split('\n')
            .map(|line| {
                let span = at..at + line.len();
                at = span.end + 1;
                super::Block { span, heading: None, cells: Vec::new() }
            })
            .collect();
        let units = crate::document::outline::units(text, &blocks, Words::built_in());
        text[units.last().unwrap().span.clone()].trim_end().to_owned()
    }

    #[test]
    fn what_closes_a_text_is_no_part_of_its_last_unit() {
        let task = "一、加强领导。各级要落实责任。\n推进各项工作。";
        for closing in [
            "特此通知。",
            "附件：1.分工表",
            "本通知自2023年7月1日起施行，有效期2年。",
            "本办法自印发之日起施行。",
            "甲市人民政府\n2023年6月1日",
            "甲市财政局\n甲市税务局\n2023年6月1日",
            "（此件公开发布）",
        ] {
            assert_eq!(last(&format!("{task}\n{closing}")), task, "{closing}");
        }
    }

    #[test]
    fn what_goes_on_is_part_of_it() {
        for text in [
            "一、加强领导。\n自2023年起，各级每年报告一次工作。",
            "一、时间安排\n启动阶段\n2023年6月1日\n各级开始工作。",
            "一、本通知自2023年7月1日起施行。",
            "一、加强领导。\n附件所列各项由各级落实。",
        ] {
            assert_eq!(last(text), text);
        }
    }
}
