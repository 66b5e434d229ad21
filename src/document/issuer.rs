//! Who issued a document and which place it governs: from its title, its signature, its number, the editor's note and its source line.
//!
//! The first of these that names a body decides who issued it; the place is that of the title, else of the issuer, else of
//! the number. A number whose code belongs elsewhere is a finding, not a correction.

use std::sync::LazyLock;

use regex::Regex;

use super::names::{Names, names};
use super::{evidence, outline::Block, place};
use crate::agency::place::COUNTRY;
use crate::agency::{Authority, Context};
use crate::model::{Document, Finding, FindingKind, Issuer, IssuerRole, Level};
use crate::passage::Passage;
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

/// The subject of a title: 某市人民政府办公室关于…, 上海海关等11部门关于….
static BEFORE_ABOUT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(.{2,80}?)(?:印发|转发|发布)?《?关于").expect("a constant pattern"));

/// The subject of an editor's note: 近日，某省委网信办、省发改委等6部门联合印发….
static NOTE_SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:近日|日前|近期|[0-9]+月[0-9]+日)，?([^，。]{2,80}?)(?:联合)?(?:正式)?(?:印发|发布|出台|公布|下发|制定)")
        .expect("a constant pattern")
});

/// A document's text and the editor's note before it.
pub(super) struct Text<'a> {
    pub(super) passage: &'a Passage,
    pub(super) blocks: &'a [Block],
    pub(super) note: &'a Passage,
}

/// Who published a text that a report of it carries: 近日，某办公厅印发了《某意见》，并发出通知.
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[^。]{0,30}?(?:近日|日前|\d日|电)，?)?([^。，《》]{4,60}?)(?:近日|日前|联合)?印发了?《[^《》]{6,80}》[^。]{0,20}?(?:，并发出通知|。?全文如下)")
        .expect("a constant pattern")
});

/// What head and signature tell.
pub(super) struct Told<'a> {
    /// Who passed a statute or ordered it, 、 between several.
    pub(super) enacted: Option<&'a str>,
    /// Who signed.
    pub(super) signed: &'a Names,
}

/// Reads issuers and place.
#[must_use]
pub(super) fn read(text: &Text<'_>, source: &Source, document: &Document, told: &Told<'_>, authority: &Authority, words: &Words) -> Found {
    let (Text { passage, blocks, note }, Told { enacted, signed }) = (text, told);
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
    let number_place = of_number.as_ref().map(|owner| owner.place.clone());
    let letters = document.number.as_deref().and_then(|number| number.split('〔').next());
    let deduced = || tally.as_ref().and_then(|tally| tally.deduce(&passage.text, letters, authority, words));
    let told = number_place.clone().or_else(deduced);
    let of_letters = || government(letters?, place_in_title.as_deref().or(told.as_deref())?, authority);
    let whole = |body: &str| if authority.surely(body) { vec![body.to_owned()] } else { names(body, authority).names };
    let candidates = [
        of_title(&title, authority, words),
        enacted.map(|bodies| Names { names: bodies.split('、').flat_map(whole).collect(), ..Names::default() }),
        Some((*signed).clone()),
        source.metadata.iter().find(|(name, _)| words.frame.fields.issuer.contains(name)).map(|(_, value)| names(value, authority)),
        NOTE_SUBJECT.captures(&note.text).map(|parts| names(&parts[1], authority)),
        of_number.as_ref().and_then(|owner| owner.agency.clone()).map(|agency| Names { names: vec![agency], ..Names::default() }),
        blocks.iter().find_map(|block| words.frame.lines.source(&passage.text[block.span.clone()])).map(|line| names(line, authority)),
        TOLD.captures(&passage.text).map(|parts| names(&parts[1], authority)),
        of_letters().map(|government| Names { names: vec![government], ..Names::default() }),
    ];
    let mut chosen = candidates.into_iter().flatten().find(|names| !names.names.is_empty()).unwrap_or_default();
    // 教育部等六部门: the signature tells who the others are.
    if chosen.open && signed.names.len() > chosen.names.len() {
        chosen.open = chosen.stated_count.is_some_and(|count| usize::from(count) > signed.names.len());
        chosen.names.clone_from(&signed.names);
    }
    let mut found = Found::default();
    let mut carried: Option<String> = place_in_title.clone();
    for name in &chosen.names {
        // A ministry of old that no table knows keeps its name: 国家 is no part of it.
        let unknown = enacted.is_some() && !authority.surely(name);
        let place = carried.as_deref().or(told.as_deref()).filter(|place| !unknown || *place != COUNTRY);
        let resolved = authority.resolve(name, &Context { place, date, ..Context::default() });
        if carried.is_none() {
            carried = resolved.agency.place.clone();
        }
        let role =
            if words.genres.forwards.iter().any(|word| title.contains(word.as_str())) { IssuerRole::Forward } else { IssuerRole::Issue };
        found.issuers.push(Issuer { agency: resolved.agency, role, stated_count: chosen.stated_count, open: chosen.open });
    }
    let of_issuer = found.issuers.iter().find_map(|issuer| issuer.agency.place.clone());
    let central = |body: &str| words.frame.levels.central.iter().any(|word| word == body);
    let of_centre = enacted.filter(|body| central(body)).map(|_| COUNTRY.to_owned());
    let opens = || place::of_opening(passage.text.as_str(), authority, date, words).filter(|_| title.is_empty());
    found.place = place_in_title.or(of_issuer).or(of_centre).or(told).or_else(opens);
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

/// The government of a place, or its office, that the letters of a number stand for where they open with the place's character: 驻政办.
fn government(letters: &str, place: &str, authority: &Authority) -> Option<String> {
    let place = authority.place(place)?;
    let first = place.short.chars().next()?;
    let rest = letters.strip_prefix(first)?;
    // The offices of large cities' governments have either name.
    let large = place.code.ends_with("0100") || LARGE_CITIES.contains(&place.code.as_str());
    let rest = rest.strip_prefix(['政', '府'])?;
    let (office, of_province) = (rest.starts_with('办'), place.level == Level::Province);
    let ending = if !office {
        rest.starts_with(['发', '字', '函', '规', '文']).then_some("人民政府")?
    } else if of_province {
        "人民政府办公厅"
    } else {
        (!large).then_some("人民政府办公室")?
    };
    Some(format!("{}{ending}", place.name))
}

/// Cities under the state's plan that are no capitals: 大连, 宁波, 厦门, 青岛, 深圳.
const LARGE_CITIES: [&str; 5] = ["210200", "330200", "350200", "370200", "440300"];

/// Who forwards or answers, of a title's words before 关于: 国务院办公厅 of 国务院办公厅转发财政部, 国务院 of 国务院对石油部.
fn forwarder<'a>(subject: &'a str, authority: &Authority, words: &Words) -> &'a str {
    let at = words.genres.forwards.iter().filter_map(|word| subject.find(word.as_str())).filter(|at| *at > 0).min();
    // 对 is a part of many words: what stands before it has to be a body.
    let answers = words.genres.addresses.iter().filter_map(|word| subject.find(word.as_str())).find(|&at| authority.knows(&subject[..at]));
    let at = at.or(answers);
    at.map_or(subject, |at| &subject[..at])
}

fn place_name<'a>(authority: &'a Authority, code: &'a str) -> &'a str {
    authority.place(code).map_or(code, |place| place.name.as_str())
}

/// The body that a title names as its issuer, as printed: 国务院 of 国务院批转某部报告, 某部 of 某部对某事的批复.
pub(super) fn of_title(title: &str, authority: &Authority, words: &Words) -> Option<Names> {
    if let Some(subject) = BEFORE_ABOUT.captures(title).and_then(|parts| parts.get(1)) {
        let found = names(forwarder(subject.as_str(), authority, words), authority);
        if !found.names.is_empty() {
            return Some(found);
        }
    }
    let length = authority.body_prefix(title)?;
    // 某市对标先进 begins with a place.
    authority.place_at(title, None, None).is_none_or(|(_, place)| place != length).then_some(())?;
    let verb = words.genres.forwards.iter().chain(&words.genres.addresses).any(|word| title[length..].starts_with(word.as_str()));
    verb.then(|| Names { names: vec![title[..length].to_owned()], ..Names::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_a_number_name_a_government_whose_place_is_known() {
        let authority = Authority::built_in();
        let check = |letters: &str, place: &str, name: Option<&str>| {
            assert_eq!(government(letters, place, authority).as_deref(), name, "{letters}");
        };
        check("驻政办", "411700", Some("驻马店市人民政府办公室"));
        check("驻政发", "411700", Some("驻马店市人民政府"));
        check("驻教发", "411700", None);
        check("豫政办", "411700", None);
        check("杭政办", "330100", None);
    }

    #[test]
    fn a_title_names_who_forwards_or_answers() {
        let (authority, words) = (Authority::built_in(), Words::built_in());
        let check = |title: &str, names: &[&str]| {
            assert_eq!(of_title(title, authority, words).map(|found| found.names).unwrap_or_default(), names, "{title}");
        };
        check("国务院批转某次会议纪要", &["国务院"]);
        check("财政部对教育部关于某事请示的批复", &["财政部"]);
        check("财政部、教育部关于某事的通知", &["财政部", "教育部"]);
        check("某次会议纪要", &[]);
        check("大连市对标先进工作方案", &[]);
    }

    #[test]
    fn who_forwards_stands_before_the_word() {
        let words = Words::built_in();
        let check = |subject: &str, forwards: &str| assert_eq!(forwarder(subject, Authority::built_in(), words), forwards, "{subject}");
        check("国务院办公厅转发财政部", "国务院办公厅");
        check("国务院批转国家计委", "国务院");
        check("转发", "转发");
        check("武汉市财政局", "武汉市财政局");
        check("财政部对某部", "财政部");
        check("中央应对某事领导小组", "中央应对某事领导小组");
    }
}
