//! The authority data: tables of places, bodies and names, loaded and checked.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;

use super::form::{Forms, list};
use super::place::Places;
use super::shape::Shapes;
use super::succession::Successions;
use super::usage::Usages;
use super::{CodeOwner, Context, Likeness, Place, Resolved};

/// All tables of agencies and places.
#[derive(Debug)]
pub struct Authority {
    pub(super) places: Places,
    pub(super) forms: Forms,
    pub(super) shapes: Shapes,
    /// Central bodies by full and short names.
    pub(super) central: HashMap<String, Vec<CentralBody>>,
    /// Bodies of one place, by the place's code and a spelling behind its name.
    pub(super) local: HashMap<(String, String), Vec<LocalBody>>,
    pub(super) successions: Successions,
    pub(super) usages: Usages,
    codes: HashMap<String, CodeOwner>,
    /// Function names, longest first, to tag names that no table knows.
    pub(super) functions: Vec<(String, String)>,
    /// The functions by name.
    pub(super) lines: BTreeMap<String, Line>,
}

/// A functional line (条线) as `functions.csv` tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its central body, or empty.
    pub counterpart: String,
    /// The day from which the line is as it is now, ISO 8601, or empty.
    pub since: String,
    /// The reform that made it so, or empty.
    pub source: String,
}

/// A central body.
#[derive(Debug, Clone)]
pub(super) struct CentralBody {
    pub(super) name: String,
    pub(super) functions: Vec<String>,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) short: bool,
}

/// A body of one place.
#[derive(Debug, Clone)]
pub(super) struct LocalBody {
    pub(super) name: String,
    pub(super) functions: Vec<String>,
    pub(super) start: String,
    pub(super) end: String,
}

/// A table of authority data that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// The file cannot be read.
    #[error("cannot read the table `{path}`: {cause}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A row does not say what it should.
    #[error("the table `{file}` is wrong: {cause}; compare it with the table of that name in the repository's data folder")]
    Table {
        /// The file.
        file: String,
        /// What is wrong, with its line.
        cause: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CentralRow {
    name: String,
    shorts: String,
    functions: String,
    start: String,
    end: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalRow {
    place: String,
    name: String,
    shorts: String,
    functions: String,
    start: String,
    end: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeRow {
    code: String,
    agency: String,
    place: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionRow {
    function: String,
    stems: String,
    counterpart: String,
    since: String,
    source: String,
}

/// The tables that are built in.
const BUILT_IN: &[(&str, &str)] = &[
    ("divisions.csv", include_str!("../../data/divisions.csv")),
    ("bodies.csv", include_str!("../../data/bodies.csv")),
    ("special_bodies.csv", include_str!("../../data/special_bodies.csv")),
    ("party_bodies.csv", include_str!("../../data/party_bodies.csv")),
    ("central_bodies.csv", include_str!("../../data/central_bodies.csv")),
    ("successions.csv", include_str!("../../data/successions.csv")),
    ("usages.csv", include_str!("../../data/usages.csv")),
    ("agencies.csv", include_str!("../../data/agencies.csv")),
    ("issuer_codes.csv", include_str!("../../data/issuer_codes.csv")),
    ("functions.csv", include_str!("../../data/functions.csv")),
    ("name_shapes.toml", include_str!("../../data/name_shapes.toml")),
];

/// The texts of the built-in tables.
pub(crate) fn built_in_texts() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(_, text)| *text)
}

impl Authority {
    /// The tables of the repository's `data`, as they were when the program was built.
    #[must_use]
    pub fn built_in() -> &'static Authority {
        static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| {
            let files = BUILT_IN.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
            Authority::parse(&files).expect("the built-in tables are checked by this module's tests")
        });
        &AUTHORITY
    }

    /// The tables of a folder.
    ///
    /// # Errors
    /// Where a table is missing or wrong.
    pub fn load(folder: &Path) -> Result<Authority, AuthorityError> {
        let mut files = HashMap::new();
        for (name, _) in BUILT_IN {
            let path = folder.join(name);
            let text = std::fs::read_to_string(&path).map_err(|cause| AuthorityError::Io { path, cause })?;
            files.insert(*name, text);
        }
        Authority::parse(&files)
    }

    fn parse(files: &HashMap<&'static str, String>) -> Result<Authority, AuthorityError> {
        let wrong = |file: &str, cause: String| AuthorityError::Table { file: file.to_owned(), cause };
        let places = Places::new(rows(files, "divisions.csv")?).map_err(|cause| wrong("divisions.csv", cause))?;
        let mut forms = Forms::new(rows(files, "bodies.csv")?, rows(files, "special_bodies.csv")?, rows(files, "party_bodies.csv")?)
            .map_err(|cause| wrong("bodies.csv or special_bodies.csv", cause))?;
        let shapes = crate::words::strict(&files["name_shapes.toml"]).map_err(|cause| wrong("name_shapes.toml", cause))?;
        let mut central: HashMap<String, Vec<CentralBody>> = HashMap::new();
        for row in rows::<CentralRow>(files, "central_bodies.csv")? {
            for spelling in std::iter::once(row.name.clone()).chain(list(&row.shorts)) {
                let short = spelling != row.name;
                let body = CentralBody {
                    name: row.name.clone(),
                    functions: list(&row.functions),
                    start: row.start.clone(),
                    end: row.end.clone(),
                    short,
                };
                central.entry(spelling).or_default().push(body);
            }
        }
        let mut local: HashMap<(String, String), Vec<LocalBody>> = HashMap::new();
        for row in rows::<LocalRow>(files, "agencies.csv")? {
            let place = places.get(&row.place).ok_or_else(|| {
                wrong("agencies.csv", format!("`{}` has the place {}, which divisions.csv does not know", row.name, row.place))
            })?;
            let own = row.name.strip_prefix(place.name.as_str()).map(str::to_owned);
            for spelling in own.into_iter().chain(list(&row.shorts)) {
                let (name, start, end) = (row.name.clone(), row.start.clone(), row.end.clone());
                local.entry((row.place.clone(), spelling)).or_default().push(LocalBody {
                    name,
                    functions: list(&row.functions),
                    start,
                    end,
                });
            }
        }
        let successions = Successions::new(rows(files, "successions.csv")?).map_err(|cause| wrong("successions.csv", cause))?;
        let usage_rows: Vec<super::usage::Row> = rows(files, "usages.csv")?;
        for row in &usage_rows {
            if places.get(&row.place).is_none() {
                return Err(wrong("usages.csv", format!("`{}` has the place {}, which divisions.csv does not know", row.form, row.place)));
            }
            if forms.in_full(&row.form).is_none() {
                return Err(wrong("usages.csv", format!("`{}` is no full form of bodies.csv; add its stem there", row.form)));
            }
        }
        let usages = Usages::new(usage_rows).map_err(|cause| wrong("usages.csv", cause))?;
        forms.learn_heads(|head| {
            let bodies = central.iter().filter(|(_, bodies)| bodies.iter().any(|body| body.name == head));
            bodies.map(|(spelling, _)| spelling.clone()).collect()
        });
        let mut codes = HashMap::new();
        for row in rows::<CodeRow>(files, "issuer_codes.csv")? {
            codes.insert(row.code, CodeOwner { agency: (!row.agency.is_empty()).then_some(row.agency), place: row.place });
        }
        let mut functions: Vec<(String, String)> = Vec::new();
        let mut lines: BTreeMap<String, Line> = BTreeMap::new();
        for row in rows::<FunctionRow>(files, "functions.csv")? {
            functions.extend(list(&row.stems).into_iter().map(|stem| (stem, row.function.clone())));
            lines.insert(row.function, Line { counterpart: row.counterpart, since: row.since, source: row.source });
        }
        let central_functions = central.values().flatten().map(|body| ("central_bodies.csv", &body.functions));
        let own_functions = local.values().flatten().map(|body| ("agencies.csv", &body.functions));
        let of_kinds = forms.functions().map(|functions| ("bodies.csv, special_bodies.csv or party_bodies.csv", functions));
        for (file, named) in central_functions.chain(own_functions).chain(of_kinds) {
            if let Some(unknown) = named.iter().find(|function| !lines.contains_key(*function)) {
                return Err(wrong(file, format!("the function `{unknown}` is not in functions.csv; add a row there or spell it as there")));
            }
        }
        functions.sort_by_key(|(stem, _)| std::cmp::Reverse(stem.len()));
        Ok(Authority { places, forms, shapes, central, local, successions, usages, codes, functions, lines })
    }

    /// The body of one place behind a spelling, one in force on the date before others.
    pub(super) fn local(&self, place: &str, spelling: &str, date: Option<&str>) -> Option<&LocalBody> {
        let bodies = self.local.get(&(place.to_owned(), spelling.to_owned()))?;
        bodies.iter().find(|body| in_force(&body.start, &body.end, date)).or_else(|| bodies.last())
    }

    /// What is known of a functional line.
    #[must_use]
    pub fn function(&self, name: &str) -> Option<&Line> {
        self.lines.get(name)
    }

    /// The place of a code.
    #[must_use]
    pub fn place(&self, code: &str) -> Option<&Place> {
        self.places.get(code)
    }

    /// The codes of a place and those above it, the country last.
    #[must_use]
    pub fn chain(&self, code: &str) -> Vec<String> {
        self.places.chain(code).map(|place| place.code.clone()).collect()
    }

    /// Whether a place is another or lies in it.
    #[must_use]
    pub fn lies_within(&self, code: &str, outer: &str) -> bool {
        self.places.lies_within(code, outer)
    }

    /// The longest place name, full or short, that a text starts with, and its bytes; places in `within` and in force on the
    /// date first.
    #[must_use]
    pub fn place_at(&self, text: &str, within: Option<&str>, date: Option<&str>) -> Option<(&Place, usize)> {
        self.places.at(text, within, date)
    }

    /// Whom a document number belongs to: the longest code of the table that its letters start with.
    #[must_use]
    pub fn issuer_of_number(&self, number: &str) -> Option<CodeOwner> {
        let letters = number.split(['〔', '（', '(', '[']).next().unwrap_or(number);
        let ends: Vec<usize> = letters.char_indices().map(|(at, character)| at + character.len_utf8()).collect();
        ends.into_iter().rev().find_map(|end| self.codes.get(&letters[..end])).cloned()
    }

    /// How a text looks as a name; none where it is no name.
    #[must_use]
    pub fn likeness(&self, name: &str) -> Option<Likeness> {
        super::shape::likeness(self, name)
    }

    /// The bytes of the longest name that a text starts with and that the tables know.
    #[must_use]
    pub fn known_prefix(&self, text: &str) -> Option<usize> {
        super::known::known_prefix(self, text)
    }

    /// Whether a text is surely a body or a class of bodies: known, a class, or of a body's shape with its place or level before it.
    #[must_use]
    pub fn surely(&self, name: &str) -> bool {
        match self.likeness(name) {
            Some(Likeness::Known | Likeness::Group) => true,
            Some(Likeness::Shaped) => self.states_place(name),
            None => false,
        }
    }

    /// Whether a text ends as names of bodies or of classes do.
    #[must_use]
    pub fn may_end_a_name(&self, text: &str) -> bool {
        self.shapes.ends_as_class(text)
    }

    /// Whether a name is of departments without their last word, as before 等部门: 工信, 市发改.
    #[must_use]
    pub fn is_line(&self, name: &str) -> bool {
        super::line::is_line(self, name)
    }

    /// Whether a name is an internal division's, with nothing before it that says whose: 法规处.
    #[must_use]
    pub fn is_division(&self, name: &str) -> bool {
        super::unit::is_division(self, name)
    }

    /// Whether a text is the name of one body that the tables know, a government of a place too.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        name.chars().count() >= 2 && super::known::is_known(self, name)
    }

    /// The bytes of the longest name of one body that a text starts with and that the tables know.
    #[must_use]
    pub fn body_prefix(&self, text: &str) -> Option<usize> {
        super::known::body_prefix(self, text)
    }

    /// Whether a name begins with a place or a level word: 市营商环境建设推进中心.
    #[must_use]
    pub fn states_place(&self, name: &str) -> bool {
        self.shapes.town(name).is_some() || super::parts::states_place(self, name)
    }

    /// The short place name that a text is, for one that lies beside the place of a government's name behind it: 成都 in
    /// 成都、德阳市人民政府.
    #[must_use]
    pub fn place_beside(&self, text: &str, government: &str) -> bool {
        let Some((place, length)) = self.place_at(government, None, None) else { return false };
        let form = self.forms.get(&government[length..], Some(place.level), None);
        let is_government = form.is_some_and(|form| form.functions.first() == Some(&self.shapes.functions.government));
        let beside = |other: &Place| other.short == text && other.code != place.code && other.parent == place.parent;
        is_government && self.place_at(text, place.parent.as_deref(), None).is_some_and(|(other, end)| end == text.len() && beside(other))
    }

    /// Words in the names of bodies that coordinate others: 领导小组, 联席会议.
    #[must_use]
    pub fn coordinating(&self) -> &[String] {
        &self.shapes.coordinating
    }

    /// The level whose word a name begins with, where it begins with no place: province of 省财政厅.
    #[must_use]
    pub fn stated_level(&self, name: &str) -> Option<crate::model::Level> {
        super::parts::stated_level(self, name)
    }

    /// The codes of the places of a level in another that are in force.
    pub fn places_of(&self, level: crate::model::Level, within: &str) -> impl Iterator<Item = String> {
        self.places.of_level(level, within)
    }

    /// Resolves a name as printed.
    #[must_use]
    pub fn resolve(&self, mention: &str, context: &Context<'_>) -> Resolved {
        super::resolve::resolve(self, mention, context)
    }
}

/// Whether a day lies in a period whose ends may be open; without a day every period holds.
pub(super) fn in_force(start: &str, end: &str, date: Option<&str>) -> bool {
    date.is_none_or(|date| (start.is_empty() || start <= date) && (end.is_empty() || date <= end))
}

fn rows<T: serde::de::DeserializeOwned>(files: &HashMap<&'static str, String>, name: &'static str) -> Result<Vec<T>, AuthorityError> {
    let text = files.get(name).map_or("", String::as_str);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|cause| AuthorityError::Table { file: name.to_owned(), cause: cause.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> HashMap<&'static str, String> {
        BUILT_IN.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
    }

    fn refusal(file: &'static str, row: &str) -> String {
        let mut files = files();
        let table = files.get_mut(file).expect("a built-in table");
        table.push_str(row);
        table.push('\n');
        Authority::parse(&files).expect_err(row).to_string()
    }

    #[test]
    fn slips_in_tables_are_refused_by_name() {
        let check = |file: &'static str, row: &str, says: &str| {
            let error = refusal(file, row);
            assert!(error.contains(file) && error.contains(says), "{row}: {error}");
        };
        check("bodies.csv", "某某,局,,财政,地方,,", "the regime `地方` is unknown");
        check("bodies.csv", "某某,局,,财务,属地,,", "the function `财务` is not in functions.csv");
        check("central_bodies.csv", "某某部,,财务,,", "the function `财务`");
        check("agencies.csv", "999999,某某局,,财政,,", "999999");
        check("usages.csv", "999999,city,财政局,财局,,", "999999");
        check("usages.csv", "370000,city,财务总局,财局,,", "`财务总局` is no full form");
        check("usages.csv", "370000,prefecture,财政局,财局,,", "the level `prefecture` is unknown");
        check("successions.csv", "财政局,财务局,2018-13-01,local,main,x", "no day");
    }

    #[test]
    fn every_line_has_a_counterpart_that_is_known_and_is_dated_with_its_source() {
        let authority = Authority::built_in();
        for (function, line) in &authority.lines {
            let known = line.counterpart.is_empty() || authority.central.contains_key(&line.counterpart);
            assert!(known, "{function}: no central body `{}`", line.counterpart);
            assert_eq!(line.since.is_empty(), line.source.is_empty(), "{function}: a day and its source go together");
        }
    }
}
