//! A name cut into the place it states and the rest, and the place that is meant where it states none.

use super::authority::Authority;
use super::shape::begins;
use super::{Context, Place};
use crate::model::Level;

/// A name cut into what it says of its place, and the rest.
pub(super) struct Parts<'a> {
    /// A place named in full or short.
    pub(super) named: Option<&'a Place>,
    /// Whether it was named in full.
    pub(super) in_full: bool,
    /// A level word.
    pub(super) word: Option<Level>,
    pub(super) rest: &'a str,
}

/// Cuts a name: a body's whole form first, then a place, then a level word.
pub(super) fn parts<'a>(authority: &'a Authority, name: &'a str, context: &Context<'_>) -> Parts<'a> {
    let bare = Parts { named: None, in_full: false, word: None, rest: name };
    let whole_form = authority.forms.contains(name)
        || authority.usages.contains(name)
        || context.place.is_some_and(|place| authority.local.contains_key(&(place.to_owned(), name.to_owned())));
    if whole_form && !name.starts_with("国家税务总局") {
        return bare;
    }
    let stripped = name.strip_prefix("中共").unwrap_or(name);
    if let Some(parts) = league(authority, stripped, context) {
        return parts;
    }
    let vertical = stripped.strip_prefix("国家税务总局").or_else(|| stripped.strip_prefix("国家统计局")).filter(|rest| !rest.is_empty());
    let text = vertical.unwrap_or(stripped);
    let (named, in_full, rest) = named_place(authority, text, context);
    // 海 of 威海路 goes with what stands behind it, that of 威海海事局 and of 威海市海洋发展局 too, but there the place is named.
    let inside_a_name = !in_full && begins(&authority.shapes.not_behind_places, rest) && !authority.forms.contains(rest);
    if named.is_some() && !inside_a_name {
        return Parts { named, in_full, word: None, rest };
    }
    if let Some(parts) = kind_of_place(authority, text, context) {
        return parts;
    }
    match level_word(authority, text) {
        Some((level, length)) => Parts { named: None, in_full: false, word: Some(level), rest: &text[length..] },
        None => Parts { rest: text, ..bare },
    }
}

/// 新区 in the papers of a 新区 and 林区 in those of 神农架林区 are their level words; with no place known, before a known form.
fn kind_of_place<'a>(authority: &'a Authority, text: &'a str, context: &Context<'_>) -> Option<Parts<'a>> {
    const KINDS: &[&str] = &["新区", "林区", "特区"];
    let kind = KINDS.iter().find(|kind| text.starts_with(**kind))?;
    let rest = &text[kind.len()..];
    let level = match context.place.and_then(|code| authority.places.get_on(code, context.date)) {
        Some(own) => own.name.ends_with(kind).then_some(own.level)?,
        None => authority.forms.contains(rest).then_some(Level::County)?,
    };
    Some(Parts { named: None, in_full: false, word: Some(level), rest })
}

/// 团省委, 共青团市委: the league names its level inside.
pub(super) fn league<'a>(authority: &'a Authority, name: &'a str, context: &Context<'_>) -> Option<Parts<'a>> {
    const LEAGUE: &str = "团委";
    let inner = name.strip_prefix("共青团").or_else(|| name.strip_prefix('团'))?.strip_suffix('委')?;
    if let Some((level, length)) = level_word(authority, inner)
        && length == inner.len()
    {
        return Some(Parts { named: None, in_full: false, word: Some(level), rest: LEAGUE });
    }
    let (named, in_full, rest) = named_place(authority, inner, context);
    (named.is_some() && rest.is_empty()).then_some(Parts { named, in_full, word: None, rest: LEAGUE })
}

/// The narrowest of the place names that a text starts with: 湖北省武汉市江汉区….
pub(super) fn named_place<'a>(authority: &'a Authority, text: &'a str, context: &Context<'_>) -> (Option<&'a Place>, bool, &'a str) {
    let (mut named, mut in_full, mut rest): (Option<&Place>, bool, &str) = (None, false, text);
    loop {
        let within = named.map(|place| place.code.as_str()).or(context.place);
        let Some((place, length)) = authority.places.at(rest, within, context.date) else { break };
        let inside = named.is_none_or(|outer| outer.code != place.code && authority.lies_within(&place.code, &outer.code));
        if !inside || place.level == Level::Central {
            break;
        }
        in_full = place.is_full_name(&rest[..length]);
        named = Some(place);
        rest = &rest[length..];
    }
    (named, in_full, rest)
}

/// A level word at a name's start, and its bytes; not where it begins a form: 市场监管局, 市政管理局.
pub(super) fn level_word(authority: &Authority, name: &str) -> Option<(Level, usize)> {
    let words = authority.shapes.level_words();
    let of = |level: Level, list: &[String]| list.iter().find(|word| name.starts_with(word.as_str())).map(|word| (level, word.len()));
    let (level, length) =
        of(Level::Province, &words.province).or_else(|| of(Level::City, &words.city)).or_else(|| of(Level::County, &words.county))?;
    // 直 of 省直机关工委 belongs to the body's name.
    let bare = name[..length].strip_suffix('直').filter(|bare| !bare.is_empty()).map(str::len);
    let length = bare.filter(|_| !authority.forms.contains(&name[length..])).unwrap_or(length);
    let rest = &name[length..];
    let begins_form =
        !authority.forms.contains(rest) && authority.shapes.not_level_words.iter().any(|word| name.starts_with(word.as_str()));
    (!begins_form).then_some((level, length))
}

/// The place a name belongs to: the one it names, the one its level word means, else the one carried along the list or the document's.
pub(super) fn base_place<'a>(authority: &'a Authority, parts: &Parts<'a>, context: &Context<'_>) -> Option<&'a Place> {
    if parts.named.is_some() {
        return parts.named;
    }
    let on = |code| authority.places.get_on(code, context.date);
    let own = context.place.and_then(on);
    if let Some(level) = parts.word {
        let own = own?;
        let above = || authority.places.chain(&own.code).find(|place| place.level == level).and_then(|place| on(&place.code));
        return match level {
            // 市 in a municipality's paper is the municipality, in a county-level city's the city itself.
            Level::City if own.level == Level::Province && own.name.ends_with('市') => Some(own),
            Level::City if own.level == Level::County && own.name.ends_with('市') => Some(own),
            Level::City if own.level == Level::County => above()
                .or_else(|| authority.places.chain(&own.code).find(|place| place.level == Level::Province && place.name.ends_with('市'))),
            // 区 in an autonomous region's paper is the region.
            Level::County if own.level == Level::Province && own.name.ends_with('区') => Some(own),
            _ => above(),
        };
    }
    let carried = context.carried.and_then(on).or(own)?;
    // A 厅 stands at the province's level whatever stands before it.
    let hall = parts.rest.ends_with('厅') && carried.level > Level::Province && authority.forms.contains(parts.rest);
    if hall {
        return authority.places.chain(&carried.code).find(|place| place.level == Level::Province);
    }
    Some(carried)
}

/// Whether a name begins with a place or a level word.
pub(super) fn states_place(authority: &Authority, name: &str) -> bool {
    let parts = parts(authority, name, &Context::default());
    parts.named.is_some() || parts.word.is_some()
}

/// The level word that a name begins with, where it begins with no place.
pub(super) fn stated_level(authority: &Authority, name: &str) -> Option<Level> {
    let parts = parts(authority, name, &Context::default());
    parts.word.filter(|_| parts.named.is_none())
}
