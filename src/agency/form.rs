//! Forms of bodies' names: `委员会|局` behind 发展和改革, 厅 or 局 behind 农业农村, and what short forms stand for.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::Place;
use super::authority::in_force;
use crate::model::{Level, Regime};

/// A row of `bodies.csv`: one line of bodies that every place may have.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodyRow {
    stem: String,
    suffixes: String,
    shorts: String,
    functions: String,
    regime: String,
    start: String,
    end: String,
}

/// A row of `special_bodies.csv`: bodies whose full name is not place + form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpecialRow {
    form: String,
    template: String,
    functions: String,
    regime: String,
    start: String,
    end: String,
}

/// A row of `party_bodies.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartyRow {
    form: String,
    shorts: String,
    functions: String,
}

/// A form as it may be printed behind a place or level word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The full name, with `{place}` or `{short}` where the place stands.
    pub template: String,
    /// Functional lines.
    pub functions: Vec<String>,
    /// Who commands it.
    pub regime: Option<Regime>,
    /// First day, ISO 8601, or empty.
    pub start: String,
    /// Last day, ISO 8601, or empty.
    pub end: String,
    /// Whether the form was printed in full, so that dates say nothing against it.
    pub full: bool,
}

/// All forms by their printed spelling.
#[derive(Debug, Default)]
pub struct Forms {
    by_spelling: HashMap<String, Vec<Form>>,
    party: HashMap<String, (String, Vec<String>)>,
    /// Stems and their short forms, which without a suffix name no body: 农业农村, 人社.
    stems: HashSet<String>,
    /// Forms whose place stands inside: 国家统计局{short}调查总队.
    inside: Vec<Inside>,
    /// Length in bytes of the longest spelling.
    pub(super) longest: usize,
}

/// A form whose place stands inside, as it may be printed.
#[derive(Debug)]
struct Inside {
    /// What stands before the place, in every spelling, the longest first.
    heads: Vec<String>,
    /// What stands behind it.
    tail: String,
    form: Form,
}

impl Inside {
    /// Of a pattern: a template, or a spelling that has the place inside as well (民航{short}监管局).
    fn new(pattern: &str, form: &Form) -> Option<Inside> {
        let (head, rest) = pattern.split_once('{')?;
        let (_, tail) = rest.split_once('}')?;
        (!head.is_empty() && !tail.contains('{')).then(|| Inside {
            heads: vec![head.to_owned()],
            tail: tail.to_owned(),
            form: form.clone(),
        })
    }
}

/// Suffixes that are printed short.
const SHORT_SUFFIXES: &[(&str, &str)] = &[("委员会", "委"), ("办公室", "办"), ("公厅", "厅"), ("公室", ""), ("委员会办公室", "办")];

/// What stands for a place in a template.
const PLACE: &str = "{place}";
/// What stands for a place's short name in a template.
const SHORT: &str = "{short}";
/// What stands for a place as branches of banks name it: the full name, but the short one of a province's capital.
const CITY: &str = "{city}";

impl Form {
    /// The full name in a place, whose full name in bodies' names is `full`.
    pub(super) fn name(&self, place: &Place, full: &str) -> String {
        let capital = place.level == Level::Province || place.code.ends_with("0100");
        let common = || place.common_name().unwrap_or_else(|| place.name.clone());
        let city = if capital { place.short.clone() } else { common() };
        self.template.replace(PLACE, full).replace(SHORT, &place.short).replace(CITY, &city)
    }

    /// The full name with the place as it was printed in full: 中国人民银行赣州市中心支行.
    pub(super) fn name_as_printed(&self, words: &str, full: &str) -> String {
        self.template.replace(PLACE, full).replace(SHORT, words).replace(CITY, words)
    }
}

impl Forms {
    /// Makes the index; a row whose regime is unknown is returned as culprit.
    pub(super) fn new(bodies: Vec<BodyRow>, special: Vec<SpecialRow>, party: Vec<PartyRow>) -> Result<Forms, String> {
        let regime = |name: &str, word: &str| match Regime::from_word(word) {
            None if !word.is_empty() => Err(format!("{name}: the regime `{word}` is unknown; use 属地, 垂直 or 双重")),
            regime => Ok(regime),
        };
        let mut forms = Forms::default();
        for row in special {
            let regime = regime(&row.form, &row.regime)?;
            let form =
                Form { template: row.template, functions: list(&row.functions), regime, start: row.start, end: row.end, full: false };
            if !forms.inside.iter().any(|known| known.form.template == form.template) {
                forms.inside.extend(Inside::new(&form.template, &form));
            }
            match Inside::new(&row.form, &form) {
                Some(spelled) => forms.inside.push(spelled),
                None => forms.insert(row.form, form),
            }
        }
        for row in bodies {
            let regime = regime(&row.stem, &row.regime)?;
            let suffixes: Vec<&str> = row.suffixes.split(';').collect();
            for suffix in &suffixes {
                let full = format!("{}{suffix}", row.stem);
                let form = |full_spelling: bool| Form {
                    template: format!("{PLACE}{full}"),
                    functions: list(&row.functions),
                    regime,
                    start: row.start.clone(),
                    end: row.end.clone(),
                    full: full_spelling,
                };
                forms.insert(full.clone(), form(true));
                let short_suffix = SHORT_SUFFIXES.iter().find(|(long, _)| long == suffix).map(|(_, short)| *short);
                for stem in std::iter::once(row.stem.as_str()).chain(row.shorts.split(';').filter(|short| !short.is_empty())) {
                    let short = stem != row.stem;
                    forms.stems.insert(stem.to_owned());
                    if short {
                        forms.insert(format!("{stem}{suffix}"), form(false));
                    }
                    if let Some(short_suffix) = short_suffix {
                        forms.insert(format!("{stem}{short_suffix}"), form(false));
                    }
                    // A short form that already ends as bodies do stands without a suffix: 营商办, 妇联.
                    if short && (suffix.is_empty() || stem.ends_with(['办', '会', '委', '联']) && suffixes.len() == 1) {
                        forms.insert(stem.to_owned(), form(false));
                    }
                }
            }
        }
        for row in party {
            let functions = list(&row.functions);
            for spelling in std::iter::once(row.form.as_str()).chain(row.shorts.split(';').filter(|short| !short.is_empty())) {
                forms.party.insert(spelling.to_owned(), (row.form.clone(), functions.clone()));
            }
        }
        Ok(forms)
    }

    fn insert(&mut self, spelling: String, form: Form) {
        self.longest = self.longest.max(spelling.len());
        let forms = self.by_spelling.entry(spelling).or_default();
        if !forms.iter().any(|known| known.template == form.template) {
            forms.push(form);
        }
    }

    /// Whether a text is a form.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        self.by_spelling.contains_key(text)
    }

    /// Whether a text is what bodies' names have before the suffix: 人社, 农业农村.
    pub(super) fn is_stem(&self, text: &str) -> bool {
        self.stems.contains(text)
    }

    /// The form a text stands for at a level and a date: one in force before others, one printed in full before others, and the
    /// suffix that the level uses.
    #[must_use]
    pub fn get(&self, text: &str, level: Option<Level>, date: Option<&str>) -> Option<&Form> {
        self.choose(text, level, date, false)
    }

    /// As [`Forms::get`], but a form that carries the place's short name goes first: 江苏金融监管局 is the state's, 省金融监管局 the province's.
    pub(super) fn get_behind_short(&self, text: &str, level: Option<Level>, date: Option<&str>) -> Option<&Form> {
        self.choose(text, level, date, true)
    }

    fn choose(&self, text: &str, level: Option<Level>, date: Option<&str>, behind_short: bool) -> Option<&Form> {
        let forms = self.by_spelling.get(text)?;
        forms.iter().max_by_key(|form| {
            let in_force = in_force(&form.start, &form.end, date);
            let hall = form.template.ends_with('厅');
            let fits = level.is_none_or(|level| {
                if hall {
                    level == Level::Province
                } else {
                    level != Level::Province || !forms.iter().any(|other| other.template.ends_with('厅'))
                }
            });
            let as_named = form.template.contains(SHORT) == behind_short;
            (in_force, form.full, as_named, fits, std::cmp::Reverse(form.template.len()))
        })
    }

    /// The forms that carry their place inside, with the place's words in a name: 湖南 of 国家统计局湖南调查总队.
    pub(super) fn inside<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = (&'a Form, &'n str)> {
        self.inside.iter().filter_map(move |inside| {
            let place = inside.heads.iter().find_map(|head| name.strip_prefix(head.as_str()))?.strip_suffix(inside.tail.as_str())?;
            (!place.is_empty()).then_some((&inside.form, place))
        })
    }

    /// Lets the heads of such forms be printed short: 中国银保监会 for 中国银行保险监督管理委员会; the longest spelling first.
    pub(super) fn learn_heads(&mut self, spellings: impl Fn(&str) -> Vec<String>) {
        for inside in &mut self.inside {
            let shorts: Vec<String> = inside.heads.iter().flat_map(|head| spellings(head)).collect();
            inside.heads.extend(shorts);
            inside.heads.sort_by_key(|head| std::cmp::Reverse(head.len()));
            inside.heads.dedup();
        }
    }

    /// The functions of every form.
    pub(super) fn functions(&self) -> impl Iterator<Item = &Vec<String>> {
        let forms = self.by_spelling.values().flatten().map(|form| &form.functions);
        forms.chain(self.party.values().map(|(_, functions)| functions))
    }

    /// The full forms of `bodies.csv`.
    pub(super) fn full_forms(&self) -> impl Iterator<Item = &str> {
        let full =
            |(text, forms): &(&'_ String, &'_ Vec<Form>)| forms.iter().any(|form| form.full && form.template.ends_with(text.as_str()));
        self.by_spelling.iter().filter(full).map(|(text, _)| text.as_str())
    }

    /// The spellings that stand for a full name in a place.
    pub(super) fn spellings_of(&self, name: &str, place: &Place, full: &str) -> Vec<&str> {
        let stands = |form: &Form| form.name(place, full) == name;
        self.by_spelling.iter().filter(|(_, forms)| forms.iter().any(stands)).map(|(text, _)| text.as_str()).collect()
    }

    /// A full form of `bodies.csv` by its own words.
    pub(super) fn in_full(&self, text: &str) -> Option<&Form> {
        self.by_spelling.get(text)?.iter().find(|form| form.full && form.template.strip_prefix(PLACE) == Some(text))
    }

    /// The full form and functions of a party body: 组织部, 网信办.
    #[must_use]
    pub fn party(&self, text: &str) -> Option<&(String, Vec<String>)> {
        self.party.get(text)
    }

    /// The bytes of the longest form that a text starts with.
    #[must_use]
    pub fn prefix(&self, text: &str) -> Option<usize> {
        prefix(text, self.longest, |part| self.by_spelling.contains_key(part))
    }
}

/// The longest prefix, in bytes, that a test accepts.
pub(super) fn prefix(text: &str, longest: usize, accepts: impl Fn(&str) -> bool) -> Option<usize> {
    let ends = text.char_indices().map(|(at, character)| at + character.len_utf8()).take_while(|end| *end <= longest);
    ends.collect::<Vec<_>>().into_iter().rev().find(|&end| accepts(&text[..end]))
}

/// The parts of a `;` list.
pub(super) fn list(text: &str) -> Vec<String> {
    text.split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
