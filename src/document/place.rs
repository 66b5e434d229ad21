//! The place a document governs: that of its title, of its issuer, of its number, or the one its text leaves no doubt of.
//!
//! The last is a deduction and no guess. Which level speaks is told by words such as 我市 and 全省; which province, by the
//! provinces that the text names and the numbers it cites, where one stands far before the others. A city or county is
//! deduced only inside that province, where it alone fits the letters of the document's number or is named far more often
//! than its neighbours. Where this is not so, the place stays unknown.

use std::collections::BTreeMap;

use super::metadata;
use crate::agency::place::COUNTRY;
use crate::agency::{Authority, Context};
use crate::model::Level;
use crate::words::Words;

/// How often one place must be named for each time another is, so that it stands far before it.
const FAR_BEFORE: usize = 3;

/// Code points from the top among which the addressees stand.
const ADDRESSEES: usize = 200;

/// How often a place without other support must be named.
const OFTEN: usize = 3;

/// The place a title begins with, the narrowest of a chain: 湖北省武汉市江汉区….
pub(super) fn of_title(title: &str, authority: &Authority, date: Option<&str>, words: &Words) -> Option<String> {
    if words.frame.levels.central_titles.iter().any(|word| title.starts_with(word.as_str())) {
        return Some(COUNTRY.to_owned());
    }
    if let Some(code) = of_branch(title, authority, date) {
        return Some(code);
    }
    let mut rest = title.trim_start_matches("中共");
    let mut found: Option<String> = None;
    while let Some((place, length)) = authority.place_at(rest, found.as_deref(), date) {
        let whole = rest[..length] == place.name;
        let inside = found.as_deref().is_none_or(|outer| authority.lies_within(&place.code, outer));
        if !(whole || place.level != Level::County) || !inside {
            break;
        }
        found = Some(place.code.clone());
        rest = &rest[length..];
    }
    // 关于印发《某市方案》的通知: the plan's place, where the title says no other.
    found.or_else(|| title.split_once("印发《").and_then(|(_, plan)| of_title(plan, authority, date, words)))
}

/// The place that a text without a title begins with. Places and bodies named further on say nothing: they may be addressees.
pub(super) fn of_opening(text: &str, authority: &Authority, date: Option<&str>, words: &Words) -> Option<String> {
    let end = text.char_indices().nth(ADDRESSEES).map_or(text.len(), |(at, _)| at);
    of_title(&text[..end], authority, date, words).filter(|code| authority.place(code).is_some_and(|place| place.level != Level::Central))
}

/// The place of a central body's office there, whose name opens with the country's: 国家税务总局某市税务局.
fn of_branch(title: &str, authority: &Authority, date: Option<&str>) -> Option<String> {
    authority.place_at(title, None, date).filter(|(place, _)| place.code == COUNTRY)?;
    let body = &title[..authority.body_prefix(title)?];
    authority.resolve(body, &Context { date, ..Context::default() }).agency.place.filter(|code| code != COUNTRY)
}

/// How often each place is named or its numbers are cited, by code.
pub(super) struct Tally {
    named: BTreeMap<String, usize>,
}

impl Tally {
    /// Counts the places of a text, each once where it is named: 湖北省武汉市 counts both. The document's own number is what the tally is
    /// held against, so it does not count.
    pub(super) fn of(text: &str, own_number: Option<&str>, authority: &Authority, date: Option<&str>) -> Tally {
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        let mut within: Option<String> = None;
        let mut next = 0;
        for (at, _) in text.char_indices() {
            if at < next {
                continue;
            }
            match authority.place_at(&text[at..], within.as_deref(), date) {
                Some((place, length)) if place.code != COUNTRY => {
                    *named.entry(place.code.clone()).or_default() += 1;
                    next = at + length;
                    within = Some(place.code.clone());
                }
                _ => within = None,
            }
        }
        for number in metadata::numbers(text).filter(|number| own_number != Some(number.as_str())) {
            if let Some(owner) = authority.issuer_of_number(&number).filter(|owner| owner.place != COUNTRY) {
                *named.entry(owner.place).or_default() += 1;
            }
        }
        Tally { named }
    }

    /// How often places in another are named, itself included.
    fn inside(&self, code: &str, authority: &Authority) -> usize {
        self.named.iter().filter(|(named, _)| authority.lies_within(named, code)).map(|(_, count)| count).sum()
    }

    /// The places of a level inside another, with how often they and what lies in them are named, the most named first.
    fn of_level(&self, level: Level, within: &str, authority: &Authority) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (named, count) in &self.named {
            let chain = authority.chain(named);
            let above = chain.iter().find(|code| authority.place(code).is_some_and(|place| place.level == level));
            if let Some(above) = above.filter(|above| authority.lies_within(above, within)) {
                *counts.entry(above.clone()).or_default() += count;
            }
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), code.clone()));
        counts
    }

    /// Whether the text speaks often of other provinces and never of this place's.
    pub(super) fn speaks_against(&self, code: &str, authority: &Authority) -> bool {
        let own = authority.chain(code).into_iter().find(|code| authority.place(code).is_some_and(|place| place.level == Level::Province));
        let Some(own) = own else { return false };
        let others = self.of_level(Level::Province, COUNTRY, authority);
        self.inside(&own, authority) == 0 && others.first().is_some_and(|(_, count)| *count >= OFTEN)
    }

    /// The place the text leaves no doubt of, given the letters of the document's number.
    pub(super) fn deduce(&self, text: &str, letters: Option<&str>, authority: &Authority, words: &Words) -> Option<String> {
        let level = speaking_level(text, words);
        let provinces = self.of_level(Level::Province, COUNTRY, authority);
        let Some(level) = level else {
            let central = words.frame.levels.central.iter().map(|word| text.matches(word.as_str()).count()).sum::<usize>();
            return (central >= 2 && provinces.len() <= 1).then(|| COUNTRY.to_owned());
        };
        let province = leader(&provinces)?;
        let first = letters.and_then(|letters| letters.chars().next());
        let only_fitting = |level: Level| {
            let fits = |code: &String| authority.place(code).is_some_and(|place| place.short.chars().next() == first);
            let mut fitting = authority.places_of(level, &province).filter(|code| first.is_some() && fits(code));
            fitting.next().filter(|_| fitting.next().is_none())
        };
        if level == Level::Province {
            // A city that cites its province a lot still signs its number with its own letter.
            let own = letters.and_then(|letters| authority.issuer_of_number(letters)).is_some();
            return if own { Some(province) } else { only_fitting(Level::City).or(Some(province)) };
        }
        let candidates = self.of_level(level, &province, authority);
        if let Some(only) = only_fitting(level).filter(|only| level == Level::City || candidates.iter().any(|(code, _)| code == only)) {
            return Some(only);
        }
        candidates.first().filter(|(_, count)| *count >= OFTEN).and_then(|_| leader(&candidates))
    }
}

/// The most named, where it stands far before the second.
fn leader(counts: &[(String, usize)]) -> Option<String> {
    let (code, most) = counts.first()?;
    let second = counts.get(1).map_or(0, |(_, count)| *count);
    (*most >= FAR_BEFORE * second.max(1) || (second == 0 && *most >= 1)).then(|| code.clone())
}

/// The level whose government speaks: 我市, 全省, 市政府.
fn speaking_level(text: &str, words: &Words) -> Option<Level> {
    let levels = &words.frame.levels;
    let count = |list: &[String]| list.iter().map(|word| text.matches(word.as_str()).count()).sum::<usize>();
    let counts = [(Level::Province, count(&levels.province)), (Level::City, count(&levels.city)), (Level::County, count(&levels.county))];
    // A lower level's paper speaks of the higher one too; so the lowest that speaks as often as a third of all others wins.
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let head: String = text.chars().take(ADDRESSEES).collect();
    let of_county = levels.towns.iter().any(|word| head.contains(word.as_str()));
    let level = counts.iter().rev().find(|(_, count)| *count > 0 && count * FAR_BEFORE >= total).map(|(level, _)| *level);
    if level == Some(Level::City) && of_county { Some(Level::County) } else { level }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, letters: Option<&str>, expected: Option<&str>) {
        let (authority, words) = (Authority::built_in(), Words::built_in());
        let place = Tally::of(text, None, authority, Some("2023-01-01")).deduce(text, letters, authority, words);
        let name = place.as_deref().and_then(|code| authority.place(code)).map(|place| place.name.as_str());
        assert_eq!(name, expected, "{text}");
    }

    #[test]
    fn what_the_text_leaves_no_doubt_of_is_deduced() {
        check("根据《河南省人民政府办公厅关于某事的通知》（豫政办〔2022〕1号），结合我市实际，市政府决定", Some("安政办"), Some("安阳市"));
        check("按照宁政发〔2023〕1号和宁夏回族自治区要求，在我区、全区推行，自治区政府督办", None, None);
        check("我省各市在湖南省内推行，全省统一", None, Some("湖南省"));
        check("国务院民政部门负责全国工作。国务院其他部门配合。", None, Some("国家"));
    }

    #[test]
    fn a_title_says_its_place_or_that_of_its_plan() {
        let (authority, words) = (Authority::built_in(), Words::built_in());
        let check = |title: &str, expected: Option<&str>| {
            let place = of_title(title, authority, None, words);
            assert_eq!(place.as_deref().and_then(|code| authority.place(code)).map(|place| place.name.as_str()), expected, "{title}");
        };
        check("湖北省武汉市某事工作方案", Some("武汉市"));
        check("市财政局关于印发《大连市某事管理办法》的通知", Some("大连市"));
        check("市财政局关于学习《大连市某事管理办法》的通知", None);
        let opens = |text: &str, expected: Option<&str>| {
            let place = of_opening(text, authority, None, words);
            assert_eq!(place.as_deref().and_then(|code| authority.place(code)).map(|place| place.name.as_str()), expected, "{text}");
        };
        opens("大连市人民政府决定公布以下事项。", Some("大连市"));
        opens("各区人民政府，大连市财政局：", None);
        opens("近日，财政部印发了某项通知。", None);
        opens("为落实《湖北省某事方案》，现通知如下。", None);
        opens("各单位要落实。", None);
    }

    #[test]
    fn what_is_not_certain_stays_unknown() {
        check("结合我市实际，市政府决定", None, None);
        check("学习浙江省、广东省、江苏省的做法，结合我市实际", Some("南政办"), None);
        check("各单位要落实。", None, None);
    }
}
