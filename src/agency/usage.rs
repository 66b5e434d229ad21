//! What a spelling means in one place or in all places of a level within it: 市审批局 is 行政审批服务局 in the cities of 山东省.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::Place;
use super::authority::in_force;
use super::form::list;
use super::place::Places;
use crate::model::Level;

/// A row of `usages.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) place: String,
    pub(super) level: String,
    pub(super) form: String,
    shorts: String,
    start: String,
    end: String,
}

/// The full form that spellings stand for, and when.
#[derive(Debug)]
struct Usage {
    form: String,
    start: String,
    end: String,
}

/// The usages by place, level and spelling.
#[derive(Debug, Default)]
pub(super) struct Usages {
    by_spelling: HashMap<(String, Level, String), Vec<Usage>>,
    spellings: HashSet<String>,
}

impl Usages {
    /// Makes the index; a row whose level is unknown is returned as culprit.
    pub(super) fn new(rows: Vec<Row>) -> Result<Usages, String> {
        let mut usages = Usages::default();
        for row in rows {
            let level = Level::from_word(&row.level).ok_or_else(|| format!("{}: the level `{}` is unknown", row.form, row.level))?;
            for spelling in list(&row.shorts) {
                let usage = Usage { form: row.form.clone(), start: row.start.clone(), end: row.end.clone() };
                usages.by_spelling.entry((row.place.clone(), level, spelling.clone())).or_default().push(usage);
                usages.spellings.insert(spelling);
            }
        }
        Ok(usages)
    }

    /// Whether a text is such a spelling somewhere.
    pub(super) fn contains(&self, text: &str) -> bool {
        self.spellings.contains(text)
    }

    /// The spellings that stand for a full form in a place.
    pub(super) fn spellings_of(&self, place: &Place, places: &Places, form: &str) -> Vec<&str> {
        let around: Vec<&str> = places.chain(&place.code).map(|place| place.code.as_str()).collect();
        let here = self.by_spelling.iter().filter(|((code, level, _), usages)| {
            *level == place.level && around.contains(&code.as_str()) && usages.iter().any(|usage| usage.form == form)
        });
        here.map(|((_, _, spelling), _)| spelling.as_str()).collect()
    }

    /// The full form that a spelling stands for in a place: by a row of its own, else of the nearest place around it.
    pub(super) fn form(&self, place: &Place, places: &Places, spelling: &str, date: Option<&str>) -> Option<&str> {
        if !self.contains(spelling) {
            return None;
        }
        places.chain(&place.code).find_map(|around| {
            let usages = self.by_spelling.get(&(around.code.clone(), place.level, spelling.to_owned()))?;
            usages.iter().find(|usage| in_force(&usage.start, &usage.end, date)).map(|usage| usage.form.as_str())
        })
    }
}
