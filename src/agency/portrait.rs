//! What the tables tell of a name for people: counterparts, other spellings, places and names like one that is unknown.

use std::collections::BTreeSet;

use super::authority::Authority;
use super::{Context, Place};
use crate::model::{Agency, AgencyKind, Level, Standing};

impl Authority {
    /// The places of a full or short name: one where it is certain, all that share it where it is not.
    #[must_use]
    pub fn places_named(&self, name: &str, date: Option<&str>) -> Vec<&Place> {
        if let Some(place) = self.places.named(name, None, date) {
            return vec![place];
        }
        let mut sharing: Vec<&Place> = self.places.sharing(name).collect();
        if sharing.is_empty() {
            // 湖北省武汉市, 武汉市江汉区: the places above may stand before it.
            let mut within: Option<&Place> = None;
            let mut rest = name;
            while let Some((place, length)) = self.places.at(rest, within.map(|place| place.code.as_str()), date) {
                if within.is_some_and(|outer| !self.lies_within(&place.code, &outer.code)) {
                    return Vec::new();
                }
                within = Some(place);
                rest = &rest[length..];
            }
            sharing.extend(within.filter(|_| rest.is_empty()));
        }
        sharing
    }

    /// The full name of a place with the one above it, so that people can tell namesakes apart.
    #[must_use]
    pub fn place_in_full(&self, place: &Place) -> String {
        let above = self.places.chain(&place.code).skip(1).filter(|above| above.level != Level::Central);
        let mut names: Vec<&str> = above.map(|above| above.name.as_str()).collect();
        names.reverse();
        names.push(&place.name);
        names.concat()
    }

    /// Place names most like a text that is none, the likest first.
    #[must_use]
    pub fn places_like(&self, text: &str) -> Vec<String> {
        let names: BTreeSet<&str> = self.places.in_force_names().collect();
        nearest(text, names.into_iter())
    }

    /// Names and forms that the tables know most like a text, the likest first.
    #[must_use]
    pub fn names_like(&self, text: &str) -> Vec<String> {
        let mut names: BTreeSet<&str> = self.forms.full_forms().collect();
        names.extend(self.central.values().flatten().map(|body| body.name.as_str()));
        names.extend(self.local.values().flatten().map(|body| body.name.as_str()));
        nearest(text, names.into_iter())
    }

    /// The bodies of the same first function at the levels above, up to the central one, and below, for a kind that every place has.
    #[must_use]
    pub fn counterparts(&self, agency: &Agency, date: Option<&str>) -> Vec<(Level, String)> {
        let Some(function) = agency.functions.first() else { return Vec::new() };
        if agency.kind == AgencyKind::Group || agency.standing == Standing::Unplaced {
            return Vec::new();
        }
        let mut found = Vec::new();
        if agency.level != Some(Level::Central)
            && let Some(line) = self.lines.get(function).filter(|line| !line.counterpart.is_empty())
        {
            found.push((Level::Central, line.counterpart.clone()));
        }
        let Some(place) = agency.place.as_deref().and_then(|code| self.place(code)).filter(|place| place.level != Level::Central) else {
            return found;
        };
        let Some(form) = agency.name.strip_prefix(self.places.full_name(place).as_str()) else { return found };
        let chain: Vec<&Place> = self.places.chain(&place.code).skip(1).filter(|above| above.level != Level::Central).collect();
        for above in chain.into_iter().rev() {
            // What is a 局 below, whatever more it does, is the function's 厅 in a province, where there is one.
            let hall = Some(format!("{function}厅")).filter(|hall| self.forms.contains(hall));
            let hall = hall.filter(|_| above.level == Level::Province && !above.name.ends_with('市'));
            let spelled = hall.as_deref().unwrap_or(form);
            let context = Context { place: Some(&above.code), date, ..Context::default() };
            let name = format!("{}{spelled}", self.places.full_name(above));
            let counterpart = self.resolve(&name, &context).agency;
            if counterpart.standing == Standing::Known {
                found.push((above.level, counterpart.name));
            }
        }
        let below = form.strip_suffix('厅').map(|stem| format!("{stem}局")).filter(|bureau| self.forms.in_full(bureau).is_some());
        let below = below.or_else(|| self.forms.in_full(form).map(|_| form.to_owned()));
        if let Some(below) = below {
            let levels = [Level::City, Level::County].into_iter().filter(|level| *level > place.level);
            found.extend(levels.map(|level| (level, below.clone())));
        }
        found
    }

    /// Other spellings by which a body's name may be printed behind its place or by itself.
    #[must_use]
    pub fn spellings(&self, agency: &Agency) -> Vec<String> {
        let mut found: BTreeSet<&str> = BTreeSet::new();
        if agency.level == Some(Level::Central) {
            found.extend(
                self.central.iter().filter(|(_, bodies)| bodies.iter().any(|body| body.name == agency.name)).map(|(name, _)| name.as_str()),
            );
        } else if let Some(place) = agency.place.as_deref().and_then(|code| self.place(code)) {
            let own =
                self.local.iter().filter(|((code, _), bodies)| *code == place.code && bodies.iter().any(|body| body.name == agency.name));
            found.extend(own.map(|((_, spelling), _)| spelling.as_str()));
            let full = self.places.full_name(place);
            found.extend(self.forms.spellings_of(&agency.name, place, &full));
            if let Some(form) = agency.name.strip_prefix(full.as_str()) {
                found.extend(self.usages.spellings_of(place, &self.places, form));
                found.remove(form);
            }
        }
        found.remove(agency.name.as_str());
        found.into_iter().map(str::to_owned).collect()
    }
}

/// At most five names that share the most with a text, counted by pairs of neighbouring characters; none that shares less than a third.
fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let wanted = pairs(text);
    let mut scored: Vec<(usize, usize, &str)> = names
        .filter_map(|name| {
            let own = pairs(name);
            let shared = wanted.intersection(&own).count();
            (shared * 3 >= wanted.len() && shared > 0).then_some((shared, own.len(), name))
        })
        .collect();
    scored.sort_by_key(|(shared, length, name)| (std::cmp::Reverse(*shared), *length, *name));
    scored.into_iter().take(5).map(|(_, _, name)| name.to_owned()).collect()
}

/// The pairs of neighbouring characters of a text, and its first and its last character.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let padded: Vec<char> = std::iter::once(' ').chain(text.chars()).chain(std::iter::once(' ')).collect();
    padded.windows(2).map(|pair| (pair[0], pair[1])).collect()
}
