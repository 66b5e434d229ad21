//! How a text looks as a name: a body the tables know, a body by its shape, or a class of bodies.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::authority::Authority;
use super::{Likeness, known, parts};
use crate::model::GroupKind;

/// The table `name_shapes.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shapes {
    ends: Vec<String>,
    group_ends: Vec<String>,
    group_starts: Vec<String>,
    local_governments: Vec<String>,
    members: Vec<String>,
    departments: Vec<String>,
    refusals: Vec<String>,
    verbs: Vec<String>,
    group_allowed: Vec<String>,
    group_refusals: Vec<String>,
    private: Vec<String>,
    self_standing_starts: Vec<String>,
    self_standing_ends: Vec<String>,
    pub(super) not_level_words: Vec<String>,
    group_names: Vec<String>,
    group_brackets: Vec<String>,
    pub(super) carriers: Vec<String>,
    pub(super) line_openers: Vec<String>,
    pub(super) line_ends: Vec<String>,
    pub(super) department_ends: Vec<String>,
    pub(super) department_owners: Vec<String>,
    pub(super) no_line: Vec<String>,
    bracket_levels: Vec<String>,
    bracket_goes_on: Vec<String>,
    town_ends: BTreeMap<String, String>,
    town_offices: Vec<String>,
    no_towns: Vec<String>,
    pub(super) class_levels: Vec<String>,
    one_body_starts: Vec<String>,
    one_body_ends: Vec<String>,
    pub(super) zone_committees: Vec<String>,
    pub(super) zone_ends: Vec<String>,
    pub(super) zones: BTreeMap<String, String>,
    pub(super) division_ends: Vec<String>,
    pub(super) no_division_ends: Vec<String>,
    pub(super) division_names: Vec<String>,
    pub(super) not_departments: Vec<String>,
    /// Words in the names of bodies that coordinate others and have members.
    pub coordinating: Vec<String>,
    pub(super) central_starts: Vec<String>,
    pub(super) central_ends: Vec<String>,
    pub(super) central_offices: Vec<String>,
    pub(super) party_alone: Vec<String>,
    pub(super) not_behind_places: Vec<String>,
    pub(super) courts: Courts,
    pub(super) banks: Banks,
    pub(super) functions: BuiltFunctions,
    expansions: BTreeMap<String, String>,
    level_words: LevelWords,
}

/// Level words by the level they stand for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelWords {
    pub(super) province: Vec<String>,
    pub(super) city: Vec<String>,
    pub(super) county: Vec<String>,
}

/// Courts and procuratorates by how they are printed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Courts {
    pub(super) high: Vec<String>,
    pub(super) middle: Vec<String>,
    pub(super) any: Vec<String>,
    pub(super) procuratorate: Vec<String>,
}

/// Banks whose branches answer for tasks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Banks {
    pub(super) peoples: Vec<String>,
    pub(super) policy: Vec<String>,
}

/// Functions of bodies whose names are built here and not looked up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BuiltFunctions {
    pub(super) court: String,
    pub(super) procuratorate: String,
    pub(super) customs: String,
    pub(super) peoples_bank: String,
    pub(super) policy_bank: String,
    pub(super) government: String,
    pub(super) zone: String,
}

/// The longest name in code points.
const LONGEST: usize = 34;

/// How a text looks as a name.
pub(super) fn likeness(authority: &Authority, name: &str) -> Option<Likeness> {
    let shapes = &authority.shapes;
    let length = name.chars().count();
    if !(2..=LONGEST + 10).contains(&length) || name.contains(['，', '。', '；', '：', '？', '！', '\n', '|', '%']) || !balanced(name)
    {
        return None;
    }
    if shapes.is_private(name) {
        return None;
    }
    if shapes.is_group(name) {
        return (shapes.ends_as_class(name) && !shapes.refused(name, true)).then_some(Likeness::Group);
    }
    // （一）考核结果由领导小组 and （转载）某市人民政府 begin with what is no part of a name.
    if name.contains('、') || name.starts_with(['（', '〔', '〈']) {
        return None;
    }
    if known::is_known(authority, name) {
        return Some(Likeness::Known);
    }
    let bare = without_bracket(name);
    let bare = if bare == name {
        bare
    } else if known::is_known(authority, bare) {
        return Some(Likeness::Known);
    } else {
        bare
    };
    let ends = shapes.ends.iter().any(|end| bare.ends_with(end.as_str()) && bare.len() > end.len());
    let acts = shapes.verbs.iter().any(|verb| name.contains(verb.as_str())) && !parts::states_place(authority, name);
    (ends && !acts && (3..=LONGEST).contains(&length) && !shapes.refused(name, false)).then_some(Likeness::Shaped)
}

/// A name without the bracket at its end: 市发改委（审改办） → 市发改委.
pub(super) fn without_bracket(name: &str) -> &str {
    match name.strip_suffix(['）', ')', '〉', '〕']).and_then(|inner| inner.find(['（', '(', '〈', '〔'])) {
        Some(open) if open > 0 => &name[..open],
        _ => name,
    }
}

/// Whether a name begins with one of some words.
pub(super) fn begins(words: &[String], name: &str) -> bool {
    words.iter().any(|word| name.starts_with(word.as_str()))
}

/// Whether a name ends in one of some words.
pub(super) fn ends(words: &[String], name: &str) -> bool {
    words.iter().any(|word| name.ends_with(word.as_str()))
}

/// A name without the brackets inside it: 开发区（投资区）管委会 → 开发区管委会.
fn without_inner_bracket(name: &str) -> String {
    match (name.find('（'), name.find('）')) {
        (Some(open), Some(close)) if open > 0 && open < close => format!("{}{}", &name[..open], &name[close + '）'.len_utf8()..]),
        _ => name.to_owned(),
    }
}

fn balanced(name: &str) -> bool {
    [('（', '）'), ('〈', '〉'), ('“', '”'), ('〔', '〕'), ('《', '》')]
        .iter()
        .all(|(open, close)| name.matches(*open).count() == name.matches(*close).count())
}

impl Shapes {
    /// Whether a name names a class of bodies.
    #[must_use]
    pub fn is_group(&self, name: &str) -> bool {
        let starts = begins(&self.group_starts, name);
        // 各有关部门（单位） ends as 各有关部门 does.
        let ends = ends(&self.group_ends, name) || ends(&self.group_ends, without_bracket(name));
        // 县（市、区）政府, 乡镇（街道）: a bracket with 、 inside a name of places makes a class.
        let places = name.contains('、') && self.local_governments.iter().any(|word| name.contains(word.as_str()));
        let name = &name.replace('〔', "（").replace('〕', "）");
        let bracketed = self.group_brackets.iter().any(|bracket| name.contains(bracket.as_str())) || self.levels_in_bracket(name);
        let plain = without_inner_bracket(name);
        let whole = self.group_names.iter().any(|class| class == name || *class == plain);
        (starts && !self.named_start(name))
            || (ends && !self.is_one_body(name) && self.town(name).is_none())
            || (places && starts)
            || bracketed
            || whole
    }

    /// Whether a bracket names levels of government: 县（市、区）政府 and 各县（市）. 市应急管理局（市防汛办） has a second name there.
    fn levels_in_bracket(&self, name: &str) -> bool {
        name.match_indices(['（', '〈']).any(|(at, open)| {
            let inner = &name[at + open.len()..];
            let level = self.bracket_levels.iter().filter(|level| inner.starts_with(level.as_str())).map(String::len).max();
            level.is_some_and(|length| begins(&self.bracket_goes_on, &inner[length..]) || begins(&self.bracket_levels, &inner[length..]))
        })
    }

    /// The full name of a town's or subdistrict's government, without the places above it, where a name ends in one that is named:
    /// 南浔镇 and 南浔镇政府, not 镇政府 and not 乡镇政府. The bytes before it come first.
    pub(super) fn town(&self, name: &str) -> Option<(usize, String)> {
        let seat = |printed: &String| name.strip_suffix(printed.as_str());
        let town = self.town_offices.iter().filter_map(seat).min_by_key(|town| town.len()).unwrap_or(name);
        let printed = &name[town.len()..];
        let fits =
            |(end, office): &(&String, &String)| town.ends_with(end.as_str()) && (office.ends_with(printed) || office.starts_with(printed));
        let (end, office) = self.town_ends.iter().find(fits)?;
        let own = &town[..town.len() - end.len()];
        // 湖州市练市镇: what stands before is cut off where a name is left.
        let levels = ['市', '县', '区', '旗'];
        let cuts = own.rmatch_indices(levels).map(|(at, level)| at + level.len());
        let from = cuts.filter(|&cut| own[cut..].chars().count() >= 2).max().unwrap_or(0);
        let own = &own[from..];
        let named = own.contains(|c| !levels.contains(&c))
            && (2..=6).contains(&own.chars().count())
            && !own.contains(['、', '（', '）', '和', '及', '各']);
        let class = self.no_towns.iter().any(|word| town[from..].contains(word.as_str()));
        (named && !class).then(|| (from, format!("{}{office}", &town[from..])))
    }

    /// Whether a class's name ends as names do: 各地工业 does not.
    pub(super) fn ends_as_class(&self, name: &str) -> bool {
        self.ends.iter().chain(&self.group_ends).any(|end| name.ends_with(end.as_str())) || name.ends_with(['）', '〉', '〕'])
    }

    /// 驻马店市财政局 begins with 驻 and is one body; 全国妇联 with 全国.
    fn named_start(&self, name: &str) -> bool {
        self.one_body_starts.iter().any(|body| name.starts_with(body.as_str()))
    }

    /// Endings of classes that one body's name has too: 某市人民政府, 某开发区管委会.
    fn is_one_body(&self, name: &str) -> bool {
        let ending = self.one_body_ends.iter().any(|end| name.ends_with(end.as_str()));
        let stands = !self.group_starts.iter().any(|start| name.starts_with(start.as_str()));
        ending && stands
    }

    /// What kind of class a group is.
    #[must_use]
    pub fn group_kind(&self, name: &str) -> GroupKind {
        let holds = |words: &[String]| words.iter().any(|word| name.contains(word.as_str()));
        if holds(&self.members) {
            GroupKind::Members
        } else if holds(&self.local_governments) && !holds(&self.departments) {
            GroupKind::LocalGovernments
        } else if holds(&self.departments) {
            GroupKind::Departments
        } else {
            GroupKind::Other
        }
    }

    /// Whether a name ends as one body's does.
    pub(super) fn ends_as_body(&self, name: &str) -> bool {
        self.ends.iter().any(|end| name.ends_with(end.as_str()))
    }

    /// Whether a text holds what no name holds.
    pub(super) fn refused(&self, name: &str, group: bool) -> bool {
        // 有许可审批职能的处室: a class may say which of its kind are meant.
        if group && self.group_refusals.iter().any(|word| name.contains(word.as_str())) {
            return true;
        }
        let qualified = group && self.departments.iter().any(|end| name.ends_with(end.as_str()));
        self.refusals
            .iter()
            .any(|word| name.contains(word.as_str()) && !(group && self.group_allowed.contains(word)) && !(qualified && word == "的"))
    }

    fn is_private(&self, name: &str) -> bool {
        self.private.iter().any(|word| name == word || (name.ends_with(word.as_str()) && name.chars().count() <= word.chars().count() + 4))
    }

    /// Whether a name stands by itself, so that no place is put before it: 中铁水务集团有限公司.
    pub(super) fn stands_by_itself(&self, name: &str) -> bool {
        let zone = self.zones.keys().any(|zone| name.starts_with(zone.as_str()));
        (begins(&self.self_standing_starts, name) && !zone) || self.self_standing_ends.iter().any(|end| name.ends_with(end.as_str()))
    }

    /// A name with its short words written out: 管委会 → 管理委员会.
    pub(super) fn expanded(&self, name: &str) -> String {
        self.expansions.iter().fold(
            name.to_owned(),
            |name, (short, full)| if name.contains(full.as_str()) { name } else { name.replace(short.as_str(), full) },
        )
    }

    pub(super) fn level_words(&self) -> &LevelWords {
        &self.level_words
    }
}
