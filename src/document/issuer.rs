//! Who issued a document and which place it governs: from its title, its signature, its number, the editor's note and its source line.
//!
//! The first of these that names a body decides who issued it; the place is that of the title, else of the issuer, else of
//! the number. A number whose code belongs elsewhere is a finding, not a correction.

use std::sync::LazyLock;

use regex::Regex;

use super::{dates, evidence, outline::Block, place};
use crate::agency::place::COUNTRY;
use crate::agency::{Authority, Context, Likeness};
use crate::model::{Document, Finding, FindingKind, Issuer, IssuerRole};
use crate::passage::{Passage, Span};
use crate::source::Source;
use crate::words::Words;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The issuers, in the order printed.
    pub issuers: Vec<Issuer>,
    /// Code of the place the document governs.
    pub place: Option<String>,
    /// A number that belongs elsewhere.
    pub findings: Vec<Finding>,
}

/// Names as printed, and what is said of how many there are.
#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    names: Vec<String>,
    stated_count: Option<u16>,
    open: bool,
}

/// The subject of a title: 某市人民政府办公室关于…, 上海海关等11部门关于….
static BEFORE_ABOUT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(.{2,80}?)(?:印发|转发|发布)?《?关于").expect("a constant pattern"));

/// The subject of an editor's note: 近日，某省委网信办、省发改委等6部门联合印发….
static NOTE_SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:近日|日前|近期|[0-9]+月[0-9]+日)，?([^，。]{2,80}?)(?:联合)?(?:正式)?(?:印发|发布|出台|公布|下发|制定)")
        .expect("a constant pattern")
});

/// 等6部门.
static STATED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"等([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:个)?(?:部门|单位|家)").expect("a constant pattern"));

/// Reads issuers and place.
#[must_use]
pub fn read(
    passage: &Passage,
    blocks: &[Block],
    note: &Passage,
    source: &Source,
    document: &Document,
    authority: &Authority,
    words: &Words,
) -> Found {
    let title = source.known_form(&super::paragraph_text(&document.title));
    let date = document.known_date();
    let date = date.as_deref();
    let place_in_title = place::of_title(&title, authority, date, words);
    let tally = (place_in_title.is_none()).then(|| place::Tally::of(&passage.text, document.number.as_deref(), authority, date));
    let of_number = document.number.as_deref().and_then(|number| authority.issuer_of_number(number));
    let named_level = authority.stated_level(&title);
    let (of_number, mut foreign) = match of_number {
        // 省住房城乡建设厅 is no ministry whatever letters its number shares with one, and a text that speaks of another
        // province alone does not govern this one.
        Some(owner)
            if (owner.place == COUNTRY && named_level.is_some())
                || tally.as_ref().is_some_and(|tally| tally.speaks_against(&owner.place, authority)) =>
        {
            (None, Some(owner.place))
        }
        other => (other, None),
    };
    let candidates = [
        BEFORE_ABOUT.captures(&title).and_then(|parts| parts.get(1)).map(|subject| names(forwarder(subject.as_str(), words), authority)),
        signature(passage, blocks, authority),
        order(&passage.text, blocks, authority),
        source.metadata.iter().find(|(name, _)| words.frame.fields.issuer.contains(name)).map(|(_, value)| names(value, authority)),
        NOTE_SUBJECT.captures(&note.text).map(|parts| names(&parts[1], authority)),
        of_number.as_ref().and_then(|owner| owner.agency.clone()).map(|agency| Names { names: vec![agency], ..Names::default() }),
        blocks.iter().find_map(|block| words.frame.lines.source(&passage.text[block.span.clone()])).map(|line| names(line, authority)),
    ];
    let signed = candidates[1].as_ref().map(|names| names.names.clone()).unwrap_or_default();
    let mut chosen = candidates.into_iter().flatten().find(|names| !names.names.is_empty()).unwrap_or_default();
    // 教育部等六部门: the signature tells who the others are.
    if chosen.open && signed.len() > chosen.names.len() {
        chosen.open = chosen.stated_count.is_some_and(|count| usize::from(count) > signed.len());
        chosen.names = signed;
    }
    let mut found = Found::default();
    let number_place = of_number.map(|owner| owner.place);
    let letters = document.number.as_deref().and_then(|number| number.split('〔').next());
    let deduced = || tally.as_ref().and_then(|tally| tally.deduce(&passage.text, letters, authority, words));
    let told = number_place.clone().or_else(deduced);
    let mut carried: Option<String> = place_in_title.clone();
    for name in &chosen.names {
        let context = Context { place: carried.as_deref().or(told.as_deref()), date, ..Context::default() };
        let resolved = authority.resolve(name, &context);
        if carried.is_none() {
            carried = resolved.agency.place.clone();
        }
        let role =
            if words.genres.forwards.iter().any(|word| title.contains(word.as_str())) { IssuerRole::Forward } else { IssuerRole::Issue };
        found.issuers.push(Issuer { agency: resolved.agency, role, stated_count: chosen.stated_count, open: chosen.open });
    }
    let of_issuer = found.issuers.iter().find_map(|issuer| issuer.agency.place.clone());
    found.place = place_in_title.or(of_issuer).or(told);
    foreign = foreign.or(number_place);
    if let (Some(place), Some(number_place)) = (&found.place, &foreign)
        && !authority.lies_within(place, number_place)
        && let Some(number) = &document.number
    {
        let at = passage.text.find(number.as_str()).map_or(0..0, |at| at..at + number.len());
        let message =
            format!("the number's code belongs to {}, the text to {}", place_name(authority, number_place), place_name(authority, place));
        found.findings.push(Finding { kind: FindingKind::NumberMismatch, evidence: evidence(passage, &at, source), message });
    }
    found
}

/// Who forwards, of a title's words before 关于: 国务院办公厅 of 国务院办公厅转发财政部.
fn forwarder<'a>(subject: &'a str, words: &Words) -> &'a str {
    let at = words.genres.forwards.iter().filter_map(|word| subject.find(word.as_str())).filter(|at| *at > 0).min();
    at.map_or(subject, |at| &subject[..at])
}

fn place_name<'a>(authority: &'a Authority, code: &'a str) -> &'a str {
    authority.place(code).map_or(code, |place| place.name.as_str())
}

/// The bodies whose order a text is, by the masthead: 某部令第12号.
fn order(text: &str, blocks: &[Block], authority: &Authority) -> Option<Names> {
    static ORDER: LazyLock<Regex> = LazyLock::new(|| Regex::new("^(.{2,60}?)令(?:（?第.{1,8}号）?)?$").expect("a constant pattern"));
    blocks.iter().take(MASTHEAD).find_map(|block| ORDER.captures(&text[block.span.clone()])).map(|parts| names(&parts[1], authority))
}

/// How many paragraphs from the top may hold an order's masthead.
const MASTHEAD: usize = 10;

/// The names of a subject: split at 、 and spaces, 等6部门 taken off.
fn names(text: &str, authority: &Authority) -> Names {
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
    for name in text.split(['、', ' ', '，', '\u{3000}', '\n']).filter(|name| !name.is_empty()) {
        let name = name.strip_suffix("（代章）").or_else(|| name.strip_suffix("代章）")).unwrap_or(name);
        for name in unglued(name, authority) {
            let one_body = authority.knows(&name);
            if one_body || matches!(authority.likeness(&name), Some(Likeness::Known | Likeness::Shaped)) {
                found.names.push(name);
            }
        }
    }
    found
}

/// Names printed without anything between them: 某省财政厅某省教育厅.
fn unglued(text: &str, authority: &Authority) -> Vec<String> {
    let mut rest = text;
    let mut names = Vec::new();
    // A name that is whole is no two: 威海市 begins 威海市海洋发展局.
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

/// A line of several names that white space parts, with a space between them; none where a part of it is no name, as in spaced letters.
fn at_gaps(passage: &Passage, span: &Span, authority: &Authority) -> Option<String> {
    let parts: Vec<&str> = passage.parts_at_gaps(span).into_iter().map(|part| &passage.text[part]).collect();
    let is_name = |part: &&str| part.chars().count() > 2 && authority.likeness(part).is_some();
    (parts.len() > 1 && parts.iter().all(is_name)).then(|| parts.join(" "))
}

/// The agencies on the lines above the first date that stands on a line of its own.
fn signature(passage: &Passage, blocks: &[Block], authority: &Authority) -> Option<Names> {
    let text = passage.text.as_str();
    let dated = blocks.iter().position(|block| block.span.len() < 90 && dates::whole_line(&text[block.span.clone()]).is_some())?;
    let mut found = Names::default();
    for block in blocks[..dated].iter().rev().take(12) {
        let line = &text[block.span.clone()];
        if line.ends_with(['。', '：']) || line.chars().count() > 40 {
            break;
        }
        let line_names = names(&at_gaps(passage, &block.span, authority).unwrap_or_else(|| line.to_owned()), authority);
        if line_names.names.is_empty() {
            continue;
        }
        found.names.splice(0..0, line_names.names);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_forwards_stands_before_the_word() {
        let words = Words::built_in();
        let check = |subject: &str, forwards: &str| assert_eq!(forwarder(subject, words), forwards, "{subject}");
        check("国务院办公厅转发财政部", "国务院办公厅");
        check("国务院批转国家计委", "国务院");
        check("转发", "转发");
        check("武汉市财政局", "武汉市财政局");
    }
}
