//! Where labels stand: `责任单位：`, `责任单位——`, `【责任单位】`, `责任单位为`, or a label set apart by white space.
//!
//! ```text
//! labelled := label (： | —— | white space) names | 〔label〕 ：? names | label (为 | 是) body | stem ： body
//! ```
//!
//! Labels without a mark of their own (责任单位为) and without a carrier (牵头：) are labels only where a body follows.

use crate::agency::{Authority, Likeness};
use crate::passage::{Passage, Span};
use crate::words::{LabelSense, RoleWords};

/// A label as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its words.
    pub span: Span,
    /// What it stands for.
    pub sense: LabelSense,
    /// The byte at which it begins, its bracket included.
    pub start: usize,
    /// The byte at which its names begin.
    pub after: usize,
}

/// Marks that part a label from its names, besides the colon.
const DASHES: &[char] = &['—', '－', '─'];

/// Marks before which a label cannot begin.
const STOPS: &[char] = &['。', '；', '，', '！', '）', '〕', '\n'];

/// The longest label in code points.
const LONGEST: usize = 14;

/// The labels of a stretch, in order.
#[must_use]
pub fn labels(passage: &Passage, part: &Span, words: &RoleWords, authority: &Authority) -> Vec<Label> {
    let mut found: Vec<Label> = Vec::new();
    // A text without a carrier of labels holds none; most texts are told so at once.
    let text = &passage.text[part.clone()];
    if !text.contains('：') && !words.may_hold_label(text) {
        return found;
    }
    let before_body = |at: usize| body_follows(&passage.text[at..part.end], words, authority);
    let (mut from, mut depth) = (part.start, 0_usize);
    for (offset, character) in text.char_indices() {
        let at = part.start + offset;
        if at < from {
            continue;
        }
        let label = match character {
            '：' => {
                before_colon(passage, from..at, words).or_else(|| alone(passage, from..at, words).filter(|label| before_body(label.after)))
            }
            '〔' => in_brackets(passage, at..part.end, words),
            _ if words.is_copula(character) => whole(passage, from..at, words)
                .map(|label| Label { after: at + character.len_utf8(), ..label })
                .filter(|label| label.sense.is_role() && bodies_follow(&passage.text[label.after..part.end], words, authority)),
            _ if DASHES.contains(&character) => whole(passage, from..at, words),
            _ if passage.gap_before(at) && at > from => whole(passage, from..at, words).filter(|label| label.sense.is_role()),
            _ => None,
        };
        match character {
            '（' => depth += 1,
            // A bracket inside a label closes no stretch: 牵头（责任）单位.
            '）' if depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if let Some(mut label) = label {
            label.after += passage.text[label.after..part.end].len() - passage.text[label.after..part.end].trim_start_matches(DASHES).len();
            from = label.after;
            found.push(label);
        } else if STOPS.contains(&character) {
            from = at + character.len_utf8();
        }
    }
    found
}

/// The label before a colon: the whole text at a stretch's start, else the ending that white space sets apart, else the longest of
/// those that are no stem and carrier (完成时限, not 时限), else the shortest.
fn before_colon(passage: &Passage, before: Span, words: &RoleWords) -> Option<Label> {
    let after = before.end + '：'.len_utf8();
    if let Some(label) = whole(passage, before.clone(), words) {
        return Some(Label { after, ..label });
    }
    let text = &passage.text[before.clone()];
    let endings: Vec<usize> =
        text.char_indices().rev().take(LONGEST).map(|(at, _)| at).filter(|&at| words.label(&text[at..]).is_some()).collect();
    let apart = endings.iter().find(|&&at| passage.gap_before(before.start + at));
    let whole = || endings.iter().rev().find(|&&at| words.is_whole_label(&text[at..]));
    let at = *apart.or_else(whole).or_else(|| endings.first())?;
    let span = before.start + at..before.end;
    Some(Label { sense: words.label(&text[at..])?, start: span.start, after, span })
}

/// A label in brackets of its own: 【牵头单位】.
fn in_brackets(passage: &Passage, rest: Span, words: &RoleWords) -> Option<Label> {
    let inner = rest.start + '〔'.len_utf8();
    let text = &passage.text[inner..rest.end];
    let length = text.find('〕').filter(|length| text[..*length].chars().count() <= LONGEST)?;
    let sense = words.label(text[..length].trim_end_matches('：'))?;
    let closed = inner + length + '〕'.len_utf8();
    let after = if passage.text[closed..rest.end].starts_with('：') { closed + '：'.len_utf8() } else { closed };
    Some(Label { span: inner..inner + length, sense, start: rest.start, after })
}

/// A stem by itself before a colon, at a stretch's start or behind white space: 牵头：甲局；配合：乙局.
fn alone(passage: &Passage, span: Span, words: &RoleWords) -> Option<Label> {
    let text = &passage.text[span.clone()];
    let opened = span.start + text.len() - text.trim_start_matches(['（', '〔']).len();
    let gap = text.char_indices().rev().take(LONGEST).map(|(at, _)| span.start + at).find(|&at| passage.gap_before(at));
    let (start, sense) =
        [Some(opened), gap].into_iter().flatten().find_map(|start| Some((start, words.label_alone(&passage.text[start..span.end])?)))?;
    Some(Label { sense, start, after: span.end + '：'.len_utf8(), span: start..span.end })
}

/// Whether a text begins with the name of a body or of a class of bodies.
fn body_follows(text: &str, words: &RoleWords, authority: &Authority) -> bool {
    let name = text.split(['、', '，', '；', '。', '\n', '）', '〕']).next().unwrap_or_default();
    is_body(name, words, authority) || authority.body_prefix(name).is_some()
}

/// Whether a text up to its first comma or stop is made of names of bodies: 责任单位是本区域的主管部门 says what one is.
fn bodies_follow(text: &str, words: &RoleWords, authority: &Authority) -> bool {
    let names = text.split(['，', '；', '。', '\n', '）', '〕']).next().unwrap_or_default();
    names.split('、').all(|name| is_body(name, words, authority))
}

fn is_body(name: &str, words: &RoleWords, authority: &Authority) -> bool {
    let surely = |name: &str| {
        let class = authority.likeness(name) == Some(Likeness::Group);
        authority.surely(name) && (!class || words.is_public_class(name) && words.reads_as_name(name))
    };
    surely(name) || surely(name.split(super::token::ETCETERA).next().unwrap_or_default())
}

/// The whole stretch as a label.
fn whole(passage: &Passage, span: Span, words: &RoleWords) -> Option<Label> {
    let text = &passage.text[span.clone()];
    let opened = text.len() - text.trim_start_matches(['（', '〔']).len();
    let span = span.start + opened..span.end;
    let sense = words.label(&passage.text[span.clone()])?;
    Some(Label { start: span.start, after: span.end, span, sense })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let passage = Passage::from(text);
        let all = 0..passage.text.len();
        let found = labels(&passage, &all, &Words::built_in().roles, Authority::built_in());
        let ends = found.iter().skip(1).map(|label| label.start).chain([passage.text.len()]);
        let found: Vec<(&str, &str)> =
            found.iter().zip(ends).map(|(label, end)| (&passage.text[label.span.clone()], &passage.text[label.after..end])).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn labels_stand_before_colons_dashes_gaps_and_in_brackets() {
        check("牵头单位：市财政局；责任单位：市教育局", &[("牵头单位", "市财政局；"), ("责任单位", "市教育局")]);
        check("牵头单位——市财政局", &[("牵头单位", "市财政局")]);
        check("【牵头单位】市财政局【配合单位】市教育局", &[("牵头单位", "市财政局"), ("配合单位", "市教育局")]);
        check("责任单位 市财政局", &[("责任单位", "市财政局")]);
        check("市财政局 完成时限：6月", &[("完成时限", "6月")]);
        check("牵头（责任）单位：市财政局", &[("牵头（责任）单位", "市财政局")]);
        check("牵头：市财政局；配合：市教育局", &[("牵头", "市财政局；"), ("配合", "市教育局")]);
        check("牵头：市财政局 责任：市教育局", &[("牵头", "市财政局"), ("责任", "市教育局")]);
        check("牵头单位为市财政局，责任单位是市教育局", &[("牵头单位", "市财政局，"), ("责任单位", "市教育局")]);
    }

    #[test]
    fn other_words_before_colons_are_none() {
        check("现通知如下：", &[]);
        check("市财政局——市教育局", &[]);
        check("明确责任单位和时限", &[]);
        check("责任：压实各方责任", &[]);
        check("责任单位为第一责任主体", &[]);
    }
}
