//! What became of a body: dated successions through the reforms, from `successions.csv` and the divisions' own changes.
//!
//! A central body and one of a place's own table are told of by name, other local ones by their kind: 国土资源厅 gives way to 自然资源厅
//! in every province. Only a row whose share is `main` leads on; where none does, a body has no successor, and is its own.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::authority::Authority;
use super::place::COUNTRY;
use super::{Context, Life, Place, Scope, Share, Succession};
use crate::model::{Agency, AgencyKind, Level, Standing};

/// A row of `successions.csv`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) predecessor: String,
    pub(super) successor: String,
    pub(super) date: String,
    pub(super) scope: Scope,
    pub(super) share: Share,
    pub(super) source: String,
}

/// The rows by predecessor and by successor.
#[derive(Debug, Default)]
pub(super) struct Successions {
    pub(super) rows: Vec<Row>,
    from: HashMap<String, Vec<usize>>,
    to: HashMap<String, Vec<usize>>,
    /// Predecessors and successors that are whole templates: 国家税务总局{place}税务局.
    templates: Vec<String>,
}

/// More steps than any body has gone through; rows that turn in a circle are refused before.
const LONGEST_LIFE: usize = 24;

impl Successions {
    /// Makes the index; a row that contradicts another is returned as culprit.
    pub(super) fn new(rows: Vec<Row>) -> Result<Successions, String> {
        let mut successions = Successions::default();
        let mut main: HashSet<(&str, Scope)> = HashSet::new();
        for (index, row) in rows.iter().enumerate() {
            if !is_day(&row.date) {
                return Err(format!("{}: the date `{}` is no day; write YYYY-MM-DD", row.predecessor, row.date));
            }
            if row.share == Share::Main && !main.insert((&row.predecessor, row.scope)) {
                return Err(format!("`{}` has two main successors; let one be a part", row.predecessor));
            }
            successions.from.entry(row.predecessor.clone()).or_default().push(index);
            successions.to.entry(row.successor.clone()).or_default().push(index);
            for name in [&row.predecessor, &row.successor] {
                if name.contains('{') && !successions.templates.contains(name) {
                    successions.templates.push(name.clone());
                }
            }
        }
        successions.rows = rows;
        for row in &successions.rows {
            if successions.returns(&row.predecessor) {
                return Err(format!("the successions of `{}` lead back to it", row.predecessor));
            }
        }
        Ok(successions)
    }

    fn named<'a>(&'a self, index: &'a HashMap<String, Vec<usize>>, name: &str) -> impl Iterator<Item = &'a Row> {
        index.get(name).into_iter().flatten().map(|&row| &self.rows[row])
    }

    /// Whether the rows from a name on, of whatever share, come back to it.
    fn returns(&self, start: &str) -> bool {
        let mut open: Vec<&str> = vec![start];
        let mut seen: HashSet<&str> = HashSet::new();
        while let Some(name) = open.pop() {
            for row in self.named(&self.from, name) {
                if row.successor == start {
                    return true;
                }
                if seen.insert(&row.successor) {
                    open.push(&row.successor);
                }
            }
        }
        false
    }
}

/// Whether a text is a whole date, `YYYY-MM-DD`.
pub(super) fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| (part.len() == digits).then(|| part.parse::<u32>().ok()).flatten();
    match parts.as_slice() {
        [year, month, day] => match (number(year, 4), number(month, 2), number(day, 2)) {
            (Some(year), Some(month @ 1..=12), Some(day)) => {
                let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
                let days = match month {
                    2 => 28 + u32::from(leap),
                    4 | 6 | 9 | 11 => 30,
                    _ => 31,
                };
                (1..=days).contains(&day)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether a text is a date: a year, a month or a day.
#[must_use]
pub fn is_date(text: &str) -> bool {
    is_day(&middle(text))
}

/// A date that may be a year or a month, as a day in its middle.
fn middle(date: &str) -> String {
    match date.len() {
        4 => format!("{date}-07-01"),
        7 => format!("{date}-15"),
        _ => date.to_owned(),
    }
}

impl Authority {
    /// What took a body's place or a part of its work, by date.
    #[must_use]
    pub fn successors(&self, agency: &Agency) -> Vec<Succession> {
        let mut found =
            self.steps(agency, &self.successions.from, |row, place| (agency.clone(), self.body(&row.successor, place, &row.date)));
        found.extend(self.moved(agency));
        found.sort_by(|a, b| (&a.date, a.share, &a.successor.name).cmp(&(&b.date, b.share, &b.successor.name)));
        found
    }

    /// What a body took the place of, or a part of whose work it took, by date.
    #[must_use]
    pub fn predecessors(&self, agency: &Agency) -> Vec<Succession> {
        let mut found =
            self.steps(agency, &self.successions.to, |row, place| (self.body(&row.predecessor, place, &row.date), agency.clone()));
        found.sort_by(|a, b| (&a.date, a.share, &a.predecessor.name).cmp(&(&b.date, b.share, &b.predecessor.name)));
        found
    }

    /// The bodies that followed a body one after the other, each the main successor of the one before.
    #[must_use]
    pub fn line(&self, agency: &Agency) -> Vec<Succession> {
        let mut line: Vec<Succession> = Vec::new();
        while line.len() < LONGEST_LIFE {
            let (last, since) = line.last().map_or((agency, ""), |step| (&step.successor, step.date.as_str()));
            let next = self
                .successors(last)
                .into_iter()
                .find(|step| step.share == Share::Main && step.date.as_str() >= since && step.successor.name != last.name);
            match next {
                Some(step) => line.push(step),
                None => break,
            }
        }
        line
    }

    /// The body in force on a date: the last of its line whose succession the date has seen; itself without a date.
    #[must_use]
    pub fn on_date(&self, agency: &Agency, date: Option<&str>) -> Agency {
        let Some(date) = date.map(middle) else { return agency.clone() };
        let seen = self.line(agency).into_iter().take_while(|step| step.date <= date).last();
        seen.map_or_else(|| agency.clone(), |step| step.successor)
    }

    /// The body that is there today: the last of its line, itself where nothing followed it.
    #[must_use]
    pub fn today(&self, agency: &Agency) -> Agency {
        self.line(agency).pop().map_or_else(|| agency.clone(), |step| step.successor)
    }

    /// The first and the last day of a body, where a table tells them of that very body.
    #[must_use]
    pub fn life(&self, agency: &Agency) -> Life {
        let known = |start: &str, end: &str| Life {
            founded: (!start.is_empty()).then(|| start.to_owned()),
            ended: (!end.is_empty()).then(|| end.to_owned()),
        };
        if agency.level == Some(Level::Central) {
            let body = self.central.get(&agency.name).into_iter().flatten().find(|body| body.name == agency.name);
            return body.map_or_else(Life::default, |body| known(&body.start, &body.end));
        }
        self.own(agency).map_or_else(Life::default, |(start, end)| known(start, end))
    }

    /// The dates of a body that stands in its place's own table.
    fn own(&self, agency: &Agency) -> Option<(&str, &str)> {
        let place = agency.place.as_deref().and_then(|code| self.place(code))?;
        let rest = agency.name.strip_prefix(place.name.as_str())?;
        let bodies = self.local.get(&(place.code.clone(), rest.to_owned()))?;
        bodies.iter().find(|body| body.name == agency.name).map(|body| (body.start.as_str(), body.end.as_str()))
    }

    /// The rows of an index that speak of a body.
    fn steps(
        &self,
        agency: &Agency,
        index: &HashMap<String, Vec<usize>>,
        ends: impl Fn(&Row, Option<&Place>) -> (Agency, Agency),
    ) -> Vec<Succession> {
        if agency.kind == AgencyKind::Group || agency.standing == Standing::Unplaced {
            return Vec::new();
        }
        let make = |row: &Row, place: Option<&Place>| {
            let (predecessor, successor) = ends(row, place);
            Succession { predecessor, successor, date: row.date.clone(), scope: row.scope, share: row.share, source: row.source.clone() }
        };
        let by_name: Vec<&Row> =
            self.successions.named(index, &agency.name).filter(|row| matches!(row.scope, Scope::Central | Scope::Place)).collect();
        if agency.level == Some(Level::Central) || !by_name.is_empty() || self.own(agency).is_some() {
            return by_name.into_iter().map(|row| make(row, None)).collect();
        }
        let Some((place, form)) = self.form_of(agency) else { return Vec::new() };
        let scope = if is_province(place) { Scope::Province } else { Scope::Local };
        let of = |scope: Scope| self.successions.named(index, &form).filter(move |row| row.scope == scope);
        let mut rows: Vec<&Row> = of(scope).collect();
        // A row for provinces stands before one for every place.
        if scope == Scope::Province {
            rows.extend(of(Scope::Local).filter(|row| {
                !self.successions.named(&self.successions.from, &row.predecessor).any(|other| other.scope == Scope::Province)
            }));
        }
        rows.into_iter().map(|row| make(row, Some(place))).collect()
    }

    /// A body's place under the name that the body carries, and what stands behind it.
    fn form_of(&self, agency: &Agency) -> Option<(&Place, String)> {
        let code = agency.place.as_deref()?;
        self.places.named_so(code).find_map(|place| {
            let full = self.places.full_name(place);
            let template = self.successions.templates.iter().find(|template| filled(template, &full, &place.short) == agency.name);
            let form = template.cloned().or_else(|| agency.name.strip_prefix(full.as_str()).map(str::to_owned))?;
            Some((place, form))
        })
    }

    /// A body that a row names, in a place where the row is about kinds.
    fn body(&self, name: &str, place: Option<&Place>, date: &str) -> Agency {
        let (full, code) = match place {
            None => (name.to_owned(), None),
            Some(place) => {
                let full = self.places.full_name(place);
                let whole = if name.contains('{') { filled(name, &full, &place.short) } else { format!("{full}{name}") };
                (whole, Some(place.code.as_str()))
            }
        };
        let place = code.or_else(|| self.central.contains_key(&full).then_some(COUNTRY));
        self.resolve(&full, &Context { place, date: Some(date), ..Context::default() }).agency
    }

    /// The same body of the division that its own became: 襄樊市财政局 is 襄阳市财政局 since the city's new name.
    fn moved(&self, agency: &Agency) -> Option<Succession> {
        if agency.kind == AgencyKind::Group || agency.standing == Standing::Unplaced {
            return None;
        }
        let mut named = self.places.named_so(agency.place.as_deref()?).filter(|place| !place.end.is_empty() && !place.successor.is_empty());
        let old = named.find(|place| agency.name.contains(self.places.full_name(place).as_str()))?;
        let new = self.places.follower(old)?;
        let name = agency.name.replacen(&self.places.full_name(old), &self.places.full_name(new), 1);
        let date = if new.start > old.end { new.start.clone() } else { old.end.clone() };
        let context = Context { place: Some(&new.code), ..Context::default() };
        let mut successor = self.resolve(&name, &context).agency;
        successor.functions.clone_from(&agency.functions);
        let source = format!("{} → {}", old.name, new.name);
        Some(Succession { predecessor: agency.clone(), successor, date, scope: Scope::Division, share: Share::Main, source })
    }
}

/// A province or autonomous region, whose departments are 厅; a municipality is none.
fn is_province(place: &Place) -> bool {
    place.level == Level::Province && !place.name.ends_with('市')
}

fn filled(template: &str, place: &str, short: &str) -> String {
    template.replace("{place}", place).replace("{short}", short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authority() -> &'static Authority {
        Authority::built_in()
    }

    fn body(name: &str, place: &str) -> Agency {
        let code = authority().place_at(place, None, None).map(|(place, _)| place.code.clone());
        authority().resolve(name, &Context { place: code.as_deref(), ..Context::default() }).agency
    }

    #[test]
    fn bodies_are_followed_through_the_reforms() {
        let check = |name: &str, place: &str, date: &str, then: &str, today: &str| {
            let agency = body(name, place);
            assert_eq!(authority().on_date(&agency, Some(date)).name, then, "{name} in {place} on {date}");
            assert_eq!(authority().today(&agency).name, today, "{name} in {place} today");
        };
        check("国土资源部", "国家", "2017-05-01", "国土资源部", "自然资源部");
        check("国土资源部", "国家", "2023-05-01", "自然资源部", "自然资源部");
        check("中国银监会", "国家", "2017", "中国银行业监督管理委员会", "国家金融监督管理总局");
        check("中国银监会", "国家", "2020-02", "中国银行保险监督管理委员会", "国家金融监督管理总局");
        check("中国银监会", "国家", "2023-06-01", "国家金融监督管理总局", "国家金融监督管理总局");
        check("国务院扶贫办", "国家", "2022-01-01", "国家乡村振兴局", "农业农村部");
        check("国家经贸委", "国家", "2022-01-01", "国家经济贸易委员会", "国家经济贸易委员会");
        check("省国土资源厅", "湖南省", "2017-03-01", "湖南省国土资源厅", "湖南省自然资源厅");
        check("省国土资源厅", "湖南省", "2020-03-01", "湖南省自然资源厅", "湖南省自然资源厅");
        check("省卫生厅", "湖南省", "2016-03-01", "湖南省卫生和计划生育委员会", "湖南省卫生健康委员会");
        check("省安监局", "湖南省", "2020-03-01", "湖南省应急管理厅", "湖南省应急管理厅");
        check("市安监局", "武汉市", "2020-03-01", "武汉市应急管理局", "武汉市应急管理局");
        check("省乡村振兴局", "湖南省", "2023-03-01", "湖南省乡村振兴局", "湖南省农业农村厅");
        check("县乡村振兴局", "长沙县", "2025-03-01", "长沙县农业农村局", "长沙县农业农村局");
        check("银监局", "湖南省", "2024-01-01", "国家金融监督管理总局湖南监管局", "国家金融监督管理总局湖南监管局");
        check("省地税局", "湖南省", "2019-01-01", "国家税务总局湖南省税务局", "国家税务总局湖南省税务局");
        check("襄樊市财政局", "襄樊市", "2012-01-01", "襄阳市财政局", "襄阳市财政局");
        check("市财政局", "武汉市", "2012-01-01", "武汉市财政局", "武汉市财政局");
        check("各县（市、区）人民政府", "武汉市", "2012-01-01", "各县（市、区）人民政府", "各县（市、区）人民政府");
    }

    #[test]
    fn every_row_speaks_of_bodies_that_the_tables_know() {
        let known = authority();
        let kind = |name: &str| name.contains('{') || known.forms.get(name, None, None).is_some_and(|form| form.template.ends_with(name));
        for row in &known.successions.rows {
            for name in [&row.predecessor, &row.successor] {
                let there = match row.scope {
                    Scope::Central => known.central.get(name.as_str()).is_some_and(|bodies| bodies.iter().any(|body| body.name == *name)),
                    Scope::Province | Scope::Local => kind(name),
                    Scope::Place => known.local.values().flatten().any(|body| body.name == *name),
                    Scope::Division => false,
                };
                assert!(there, "no table knows `{name}` ({:?})", row.scope);
            }
            assert!(!row.source.is_empty(), "{} has no source", row.predecessor);
        }
    }

    #[test]
    fn dates_of_successions_and_of_bodies_agree() {
        let known = authority();
        for row in known.successions.rows.iter().filter(|row| row.scope == Scope::Central) {
            let life = |name: &str| known.central[name].iter().find(|body| body.name == *name).expect("every row's body is known");
            let (old, new) = (life(&row.predecessor), life(&row.successor));
            if row.share == Share::Main {
                assert_eq!(old.end, row.date, "the end of {}", row.predecessor);
            }
            assert!(new.start.is_empty() || new.start <= row.date, "{} took over before it was there", row.successor);
            assert!(new.end.is_empty() || new.end > row.date, "{} took over when it was gone", row.successor);
        }
        for body in known.central.values().flatten() {
            let followed = known.successions.named(&known.successions.from, &body.name).next().is_some();
            assert!(body.end.is_empty() || followed, "{} has an end and no succession", body.name);
        }
    }

    #[test]
    fn rows_that_contradict_are_refused() {
        let row = |predecessor: &str, successor: &str, date: &str| Row {
            predecessor: predecessor.to_owned(),
            successor: successor.to_owned(),
            date: date.to_owned(),
            scope: Scope::Central,
            share: Share::Main,
            source: "reform".to_owned(),
        };
        let refusal = |rows: Vec<Row>| Successions::new(rows).expect_err("refused");
        assert!(refusal(vec![row("A", "B", "2018-02-30")]).contains("no day"));
        assert!(refusal(vec![row("A", "B", "2018-03-17"), row("A", "C", "2018-03-17")]).contains("two main successors"));
        assert!(refusal(vec![row("A", "B", "2018-03-17"), row("B", "A", "2023-03-10")]).contains("lead back"));
    }
}
