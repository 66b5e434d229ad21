//! Paragraphs that each begin with a short sentence of their own: under a heading that stands alone they are units too.

use super::{Block, Marker, Unit};

/// The longest run-in heading of an unnumbered paragraph.
const LONGEST_RUN_IN: usize = 30;

/// Adds the units of paragraphs that begin with a short sentence of their own.
pub(super) fn add(text: &str, blocks: &[Block], units: &mut Vec<Unit>) {
    let mut added = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        if unit.has_units || !matches!(unit.marker, Marker::Numeral | Marker::BracketNumeral | Marker::Digit | Marker::Heading) {
            continue;
        }
        let inner: Vec<&Block> = blocks
            .iter()
            .filter(|block| block.span.start > unit.span.start && block.span.end <= unit.span.end && block.cells.is_empty())
            .collect();
        let stands_alone = text[unit.body.start..].find('\n').is_some_and(|length| length == 0);
        let closed_by_lists = inner.iter().filter(|block| text[block.span.clone()].ends_with(['）', '〕'])).count() >= 2;
        let heads: Vec<(&Block, usize)> = inner
            .iter()
            .enumerate()
            .filter(|(at, _)| {
                !closed_by_lists || *at == 0 && stands_alone || *at > 0 && text[inner[at - 1].span.clone()].ends_with(['）', '〕'])
            })
            .filter_map(|(_, block)| Some((*block, run_in_heading(&text[block.span.clone()], closed_by_lists)?)))
            .collect();
        if heads.len() >= 2 || (heads.len() == 1 && stands_alone && inner.len() == 1) {
            added.extend(heads.iter().map(|(block, length)| (index, block.span.clone(), *length)));
        }
    }
    for (parent, span, length) in added {
        let stop = '。'.len_utf8();
        let start = span.start;
        units.push(Unit {
            marker: Marker::RunIn,
            number: start..start,
            title: start..start + length,
            body: start + length + stop..span.end,
            span,
            parent: Some(parent),
            has_units: false,
        });
        units[parent].has_units = true;
    }
    resort(units);
}

/// Puts units added late into reading order and closes their spans again.
fn resort(units: &mut Vec<Unit>) {
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|&index| (units[index].span.start, units[index].marker));
    let mut place = vec![0; units.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let old = std::mem::take(units);
    units.extend(order.iter().map(|&index| Unit { parent: old[index].parent.map(|parent| place[parent]), ..old[index].clone() }));
    let ends: Vec<(usize, usize)> = (0..units.len())
        .map(|index| {
            let unit = &units[index];
            let limit = unit.parent.map_or(unit.span.end, |parent| units[parent].span.end);
            let next = units[index + 1..]
                .iter()
                .find(|other| other.span.start >= unit.span.start && other.marker <= unit.marker)
                .map_or(limit, |other| other.span.start.min(limit));
            let end = if unit.marker == Marker::RunIn { next } else { unit.span.end };
            let child = units.get(index + 1).filter(|other| other.span.start < end).map_or(end, |other| other.span.start);
            (end, child)
        })
        .collect();
    for (unit, (end, body_end)) in units.iter_mut().zip(ends) {
        unit.span.end = end;
        unit.body.end = body_end.max(unit.body.start);
    }
}

/// The length of a short sentence that heads a paragraph; more text must follow it, unless lists mark the paragraphs' ends.
fn run_in_heading(paragraph: &str, closed_by_lists: bool) -> Option<usize> {
    let stop = paragraph.find('。')?;
    let head = &paragraph[..stop];
    let length = head.chars().count();
    let rest = &paragraph[stop + '。'.len_utf8()..];
    let text = rest.split(['（', '〔']).next().unwrap_or(rest);
    let plain = (4..=LONGEST_RUN_IN).contains(&length) && !head.contains(['，', '；', '：', '（', '〔', '《']);
    (plain && (closed_by_lists || text.chars().count() >= 15)).then_some(stop)
}
