//! The names of bodies in a line that holds nothing else: a title's subject, a signature, a field of a page.

use std::sync::LazyLock;

use regex::Regex;

use super::dates;
use crate::agency::{Authority, Context, Likeness};
use crate::model::Standing;
use crate::passage::{Passage, Span};

/// Names as printed, and what is said of how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) names: Vec<String>,
    pub(super) stated_count: Option<u16>,
    pub(super) open: bool,
}

/// 等6部门.
static STATED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"等([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:个)?(?:部门|单位|家)").expect("a constant pattern"));

/// The names of a subject: split at 、 and spaces, 等6部门 taken off.
pub(super) fn names(text: &str, authority: &Authority) -> Names {
    let mut text = text.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let mut found = Names::default();
    if let Some(parts) = STATED.captures(text) {
        found.stated_count = parts[1].parse().ok().or_else(|| dates::numeral(&parts[1]).and_then(|count| u16::try_from(count).ok()));
        found.open = true;
        text = &text[..parts.get(0).map_or(text.len(), |whole| whole.start())];
    } else if let Some(at) = text.find('等').filter(|at| *at > 0) {
        found.open = true;
        text = &text[..at];
    }
    for name in text.split(['、', ' ', '，', '/', '\u{3000}', '\n']).filter(|name| !name.is_empty()) {
        let name = name.strip_suffix("（代章）").or_else(|| name.strip_suffix("代章）")).unwrap_or(name);
        for name in unglued(name, authority) {
            if is_name(&name, authority) {
                found.names.push(name);
            }
        }
    }
    found
}

/// Whether a text is a body's name, known, of a body's shape, or that of what a body set up with others: 国务院…联防联控机制.
pub(super) fn is_name(text: &str, authority: &Authority) -> bool {
    let set_up = || text.ends_with(MECHANISM) && authority.body_prefix(text).is_some();
    authority.knows(text) || matches!(authority.likeness(text), Some(Likeness::Known | Likeness::Shaped)) || set_up()
}

/// How bodies that act together are named by what they share.
const MECHANISM: &str = "联防联控机制";

/// A line of several names that white space parts, with a space between them; none where a part of it is no name, as in spaced letters.
pub(super) fn at_gaps(passage: &Passage, span: &Span, authority: &Authority) -> Option<String> {
    let parts: Vec<&str> = passage.parts_at_gaps(span).into_iter().map(|part| &passage.text[part]).collect();
    let is_name = |part: &&str| part.chars().count() > 2 && authority.likeness(part).is_some();
    (parts.len() > 1 && parts.iter().all(is_name)).then(|| parts.join(" "))
}

/// Names printed without anything between them: 某省财政厅某省教育厅.
fn unglued(text: &str, authority: &Authority) -> Vec<String> {
    // A name that is whole is no two: 威海市 begins 威海市海洋发展局.
    if authority.likeness(text) == Some(Likeness::Known) {
        return vec![text.to_owned()];
    }
    let names = one_by_one(text, authority);
    if names.iter().all(|name| authority.likeness(name) == Some(Likeness::Known)) {
        return names;
    }
    run_together(text, authority).unwrap_or(names)
}

/// Names taken off the front of a run, each the longest that the tables know.
fn one_by_one(text: &str, authority: &Authority) -> Vec<String> {
    let mut rest = text;
    let mut names = Vec::new();
    while authority.likeness(rest) != Some(Likeness::Known)
        && let Some(length) = authority.known_prefix(rest).filter(|length| *length < rest.len())
    {
        let place_alone = authority.place_at(rest, None, None).is_some_and(|(_, place)| place == length);
        if place_alone || authority.known_prefix(&rest[length..]).is_none() {
            break;
        }
        names.push(rest[..length].to_owned());
        rest = &rest[length..];
    }
    names.push(rest.to_owned());
    names
}

/// The fewest names that together are the text, two at least, where one of them is in the tables and the others are there too or state
/// whose they are: 商务部海关总署.
fn run_together(text: &str, authority: &Authority) -> Option<Vec<String>> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    if ends.len() > LONGEST_RUN {
        return None;
    }
    let known = |name: &str| {
        let place_alone = authority.place_at(name, None, None).is_some_and(|(_, place)| place == name.len());
        // 委员会 and 电力公司 by themselves are somebody's.
        let whose = || authority.resolve(name, &Context::default()).agency.place.is_some() || authority.stated_level(name).is_some();
        authority.knows(name) && !place_alone && !authority.is_division(name) && whose()
    };
    let stated = |name: &str| {
        authority.likeness(name) == Some(Likeness::Shaped)
            && authority.resolve(name, &Context::default()).agency.standing == Standing::Shaped
    };
    // For each end the fewest names up to it, where the last of them begins, and how many of them the tables know.
    let mut best: Vec<Option<(usize, usize, usize)>> = vec![None; ends.len()];
    best[0] = Some((0, 0, 0));
    for end in SHORTEST..ends.len() {
        for from in 0..=end - SHORTEST {
            let Some((count, _, of_tables)) = best[from].filter(|_| from > 0 || end + 1 < ends.len()) else { continue };
            let name = &text[ends[from]..ends[end]];
            let is_known = known(name);
            // Of two ways to part a run the one whose first names are longer: 商务委员会, 上海海关 and not 商务委, 员会上海海关.
            if (is_known || stated(name)) && best[end].is_none_or(|(fewest, ..)| count < fewest) {
                best[end] = Some((count + 1, from, of_tables + usize::from(is_known)));
            }
        }
    }
    best[ends.len() - 1].filter(|(count, _, of_tables)| *count > 1 && *of_tables > 0)?;
    let mut names = Vec::new();
    let mut end = ends.len() - 1;
    while end > 0 {
        let (_, from, _) = best[end]?;
        names.insert(0, text[ends[from]..ends[end]].to_owned());
        end = from;
    }
    Some(names)
}

/// The shortest name that may stand in a run of names, in code points.
const SHORTEST: usize = 3;

/// The longest run of names that is looked at, in code points.
const LONGEST_RUN: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_anything_between_them_are_told_apart() {
        let check = |text: &str, expected: &[&str]| assert_eq!(names(text, Authority::built_in()).names, expected, "{text}");
        check("税务总局商务部海关总署", &["税务总局", "商务部", "海关总署"]);
        check("财政部中国人民银行", &["财政部", "中国人民银行"]);
        check("教育部、全国总工会", &["教育部", "全国总工会"]);
        check("上海市商务委员会上海海关", &["上海市商务委员会", "上海海关"]);
        check("国务院应对某种疫情联防联控机制", &["国务院应对某种疫情联防联控机制"]);
        check("推进工作的长效机制", &[]);
        check("威海市海洋发展局", &["威海市海洋发展局"]);
        check("教育部办公厅", &["教育部办公厅"]);
        check("中共中央组织部", &["中共中央组织部"]);
        check("湖北省税务局湖北省财政厅", &["湖北省税务局", "湖北省财政厅"]);
    }
}
