//! Places: GB/T 2260 divisions by code and by name, and what lies within what.

use std::collections::HashMap;

use serde::Deserialize;

use super::Place;
use crate::model::Level;

/// A row of `divisions.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    code: String,
    name: String,
    short: String,
    level: String,
    parent: String,
    start: String,
    end: String,
    successor: String,
}

/// The divisions.
#[derive(Debug, Default)]
pub struct Places {
    places: Vec<Place>,
    by_code: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    /// Length in bytes of the longest name.
    longest: usize,
}

impl Place {
    /// The full name without the peoples in it: 湘西州 of 湘西土家族苗族自治州, 长阳县 of 长阳土家族自治县.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        const ENDS: &[(&str, &str)] = &[("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("自治区", "自治区")];
        let (_, end) = ENDS.iter().find(|(end, _)| self.name.ends_with(end) && self.short != self.name)?;
        Some(format!("{}{end}", self.short))
    }

    /// Whether a text is the full name, as it is or without the peoples in it.
    #[must_use]
    pub fn is_full_name(&self, text: &str) -> bool {
        self.name == text || self.common_name().as_deref() == Some(text)
    }

    /// Whether the division had this name and rank on a day.
    #[must_use]
    pub fn in_force(&self, date: &str) -> bool {
        (self.start.is_empty() || self.start.as_str() <= date) && (self.end.is_empty() || date <= self.end.as_str())
    }

    /// Whether two were in force on one day.
    fn overlaps(&self, other: &Place) -> bool {
        let before = |end: &str, start: &str| !end.is_empty() && !start.is_empty() && end < start;
        !before(&self.end, &other.start) && !before(&other.end, &self.start)
    }
}

/// The code of the whole country.
pub const COUNTRY: &str = "000000";

impl Places {
    /// Makes the index; a row whose level is unknown is returned as culprit.
    pub(super) fn new(rows: Vec<Row>) -> Result<Places, String> {
        let mut places = Places::default();
        for row in rows {
            let level = Level::from_word(&row.level).ok_or_else(|| format!("{}: the level `{}` is unknown", row.code, row.level))?;
            let index = places.places.len();
            places.by_code.entry(row.code.clone()).or_default().push(index);
            let parent = (!row.parent.is_empty()).then_some(row.parent);
            let place = Place {
                code: row.code,
                name: row.name,
                short: row.short,
                level,
                parent,
                start: row.start,
                end: row.end,
                successor: row.successor,
            };
            for name in [Some(place.name.clone()), Some(place.short.clone()), place.common_name()].into_iter().flatten() {
                places.longest = places.longest.max(name.len());
                let named = places.by_name.entry(name).or_default();
                if !named.contains(&index) {
                    named.push(index);
                }
            }
            places.places.push(place);
        }
        Ok(places)
    }

    /// The place of a code, in its latest form.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Place> {
        self.by_code.get(code)?.last().map(|&index| &self.places[index])
    }

    /// A code's divisions under every name, in the order of time.
    pub(super) fn named_so<'a>(&'a self, code: &str) -> impl Iterator<Item = &'a Place> {
        self.by_code.get(code).into_iter().flatten().map(|&index| &self.places[index])
    }

    /// The divisions in force that share a full or short name.
    pub(super) fn sharing<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Place> {
        self.by_name.get(name).into_iter().flatten().map(|&index| &self.places[index]).filter(|place| place.end.is_empty())
    }

    /// The full names of divisions in force.
    pub(super) fn in_force_names(&self) -> impl Iterator<Item = &str> {
        self.places.iter().filter(|place| place.end.is_empty()).map(|place| place.name.as_str())
    }

    /// The division that a former one became, as it was then.
    pub(super) fn follower(&self, old: &Place) -> Option<&Place> {
        let others = || self.named_so(&old.successor).filter(|place| place.code != old.code || place.name != old.name);
        others().find(|place| place.in_force(&old.end)).or_else(|| others().last())
    }

    /// Whether a place is another or lies in it.
    #[must_use]
    pub fn lies_within(&self, code: &str, outer: &str) -> bool {
        outer == COUNTRY || self.chain(code).any(|place| place.code == outer)
    }

    /// The codes of the places of a level in another that are in force.
    pub(super) fn of_level(&self, level: Level, within: &str) -> impl Iterator<Item = String> {
        let inside = self.places.iter().filter(move |place| place.level == level && place.end.is_empty());
        inside.filter(move |place| self.lies_within(&place.code, within)).map(|place| place.code.clone())
    }

    /// The place of a code and those above it, the country last.
    pub fn chain<'a>(&'a self, code: &str) -> impl Iterator<Item = &'a Place> {
        std::iter::successors(self.get(code), |place| place.parent.as_deref().and_then(|parent| self.get(parent)))
    }

    /// The place of a code under the name it had on a date; without a date, in its latest form.
    #[must_use]
    pub fn get_on(&self, code: &str, date: Option<&str>) -> Option<&Place> {
        let mut named = self.by_code.get(code)?.iter().map(|&index| &self.places[index]);
        date.and_then(|date| named.clone().find(|place| place.in_force(date))).or_else(|| named.next_back())
    }

    /// The longest place name that a text starts with: inside `within` where there is such a place, else of the widest level.
    ///
    /// Places in force on the date go before others, without a date those of today. A short name shared by several places of
    /// one level outside `within` names none of them.
    #[must_use]
    pub fn at(&self, text: &str, within: Option<&str>, date: Option<&str>) -> Option<(&Place, usize)> {
        let mut end = text.len().min(self.longest);
        loop {
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            if end < 2 * '一'.len_utf8() {
                return None;
            }
            if let Some(place) = self.named(&text[..end], within, date) {
                return Some((place, end));
            }
            end -= 1;
        }
    }

    /// The place of a full or short name.
    #[must_use]
    pub fn named(&self, name: &str, within: Option<&str>, date: Option<&str>) -> Option<&Place> {
        let mut candidates: Vec<&Place> = self.by_name.get(name)?.iter().map(|&index| &self.places[index]).collect();
        let holds = |place: &&Place| date.map_or(place.end.is_empty(), |date| place.in_force(date));
        if candidates.iter().any(holds) {
            candidates.retain(holds);
        }
        let near = |place: &&&Place| {
            within.is_some_and(|outer| outer != COUNTRY && (self.lies_within(&place.code, outer) || self.lies_within(outer, &place.code)))
        };
        // 吉林 is the city in its own papers, and the province elsewhere.
        let own = candidates.iter().find(|place| Some(place.code.as_str()) == within);
        if let Some(place) = own.or_else(|| candidates.iter().find(near)) {
            return Some(place);
        }
        let widest = candidates.iter().map(|place| place.level).min()?;
        let mut widest_ones = candidates.iter().filter(|place| place.level == widest);
        let first = widest_ones.next()?;
        // A county's short name alone is a common word too often: 和平, 新建, 东方.
        // So is 城区, 郊区 or 新区, though it is a district's full name.
        let common = name.ends_with('区') && name.chars().count() == 2;
        let sure = (first.is_full_name(name) && !common) || first.level != Level::County;
        (sure && widest_ones.all(|other| other.code == first.code)).then_some(first)
    }

    /// The full name of a place as bodies' names carry it: a district goes with its city.
    #[must_use]
    pub fn full_name(&self, place: &Place) -> String {
        let same = self.by_name.get(&place.name).into_iter().flatten().map(|&index| &self.places[index]);
        let shared = same.filter(|other| other.code != place.code && other.name == place.name).any(|other| other.overlaps(place));
        let district = place.level == Level::County && (place.name.ends_with('区') || shared);
        match place.parent.as_deref().and_then(|parent| self.get(parent)).filter(|parent| district && parent.level != Level::Central) {
            Some(parent) => format!("{}{}", parent.name, place.name),
            None => place.name.clone(),
        }
    }
}
