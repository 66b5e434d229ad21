//! `quanze agency`: tells how a name is read, and what is known of the body, or why none is found.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;

use crate::agency::{Authority, Context, Likeness, Share, Succession, is_date};
use crate::model::{Agency, AgencyKind, Standing};

pub(super) fn tell(name: &str, place: Option<&str>, on: Option<&str>, authority: &Authority) -> anyhow::Result<ExitCode> {
    if let Some(date) = on.filter(|date| !is_date(date)) {
        bail!("`{date}` is no date; write --on as a year, a month or a day: 2023, 2023-06 or 2023-06-12");
    }
    let place = match place {
        None => None,
        Some(text) => Some(one_place(text, on, authority)?),
    };
    let context = Context { place: place.as_deref(), date: on, ..Context::default() };
    let agency = authority.resolve(name, &context).agency;
    let mut out = std::io::stdout().lock();
    if agency.standing == Standing::Unplaced && authority.likeness(name).is_none_or(|likeness| likeness != Likeness::Known) {
        return unknown(&mut out, name, place.is_some(), &agency, authority);
    }
    if agency.standing == Standing::Unplaced {
        return candidates(&mut out, name, place.as_deref(), on, &agency, authority);
    }
    facts(&mut out, &agency, authority)?;
    if agency.kind == AgencyKind::Agency {
        life(&mut out, &agency, on, authority)?;
        more(&mut out, &agency, on, authority)?;
        if agency.standing == Standing::Shaped {
            line(&mut out, "known names", &join(&authority.names_like(name)))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The code of the place meant; an error that tells the way out where there is none or more than one.
fn one_place(text: &str, on: Option<&str>, authority: &Authority) -> anyhow::Result<String> {
    let places = authority.places_named(text, on);
    match places.as_slice() {
        [place] => Ok(place.code.clone()),
        [] => {
            let like = authority.places_like(text);
            let like = if like.is_empty() { String::new() } else { format!("; names like it: {}", like.join(", ")) };
            bail!("no place `{text}` in the table of divisions; give a province, city or county by its full name{like}")
        }
        several => {
            let names: Vec<String> = several.iter().map(|place| authority.place_in_full(place)).collect();
            bail!("`{text}` names {} places; say which: {}", several.len(), names.join(", "))
        }
    }
}

fn line(out: &mut impl Write, word: &str, text: &str) -> std::io::Result<()> {
    if text.is_empty() { Ok(()) } else { writeln!(out, "  {word:<12} {text}") }
}

fn join(names: &[String]) -> String {
    names.join(", ")
}

/// What a body is.
fn facts(out: &mut impl Write, agency: &Agency, authority: &Authority) -> std::io::Result<()> {
    let place = agency.place.as_deref().and_then(|code| authority.place(code));
    writeln!(out, "{}", agency.name)?;
    line(out, "kind", &format!("{}{}", agency.kind, agency.group_kind.map(|kind| format!(" ({kind})")).unwrap_or_default()))?;
    line(out, "place", place.map_or("unknown", |place| place.name.as_str()))?;
    line(out, "level", agency.level.map_or("unknown", |level| level.as_str()))?;
    if agency.kind == AgencyKind::Agency {
        line(out, "functions", if agency.functions.is_empty() { "unknown".to_owned() } else { agency.functions.join(", ") }.as_str())?;
        line(out, "regime", agency.regime.map_or("unknown", |regime| regime.as_str()))?;
    }
    let standing = match agency.standing {
        Standing::Known if agency.kind == AgencyKind::Group => "a class of bodies, never counted as one of them",
        Standing::Known => "the tables know it",
        Standing::Shaped => "only its shape tells what it is; no table knows it",
        Standing::Unplaced => "its place is unknown; say where with --in",
    };
    line(out, "standing", standing)
}

/// When a body was there, what it followed and what followed it.
fn life(out: &mut impl Write, agency: &Agency, on: Option<&str>, authority: &Authority) -> std::io::Result<()> {
    let life = authority.life(agency);
    line(out, "founded", life.founded.as_deref().unwrap_or_default())?;
    line(out, "ended", life.ended.as_deref().unwrap_or_default())?;
    let told = |step: &Succession, other: &Agency| {
        let share = match step.share {
            Share::Main => "",
            Share::Part => ", a part",
            Share::Plate => ", the name is kept",
        };
        format!("{} ({}{share}; {})", other.name, step.date, step.source)
    };
    for step in authority.predecessors(agency) {
        line(out, "predecessor", &told(&step, &step.predecessor))?;
    }
    for step in authority.successors(agency) {
        line(out, "successor", &told(&step, &step.successor))?;
    }
    if let Some(date) = on {
        let then = authority.on_date(agency, Some(date));
        if then.name != agency.name {
            line(out, "on the date", &then.name)?;
        }
    }
    line(out, "today", &authority.today(agency).name)
}

/// Counterparts and other spellings.
fn more(out: &mut impl Write, agency: &Agency, on: Option<&str>, authority: &Authority) -> std::io::Result<()> {
    let counterparts = authority.counterparts(agency, on);
    line(out, "counterparts", &join(&counterparts.into_iter().map(|(level, name)| format!("{level}: {name}")).collect::<Vec<_>>()))?;
    line(out, "spellings", &join(&authority.spellings(agency)))
}

/// A known kind of body whose place is not told.
fn candidates(
    out: &mut impl Write,
    name: &str,
    place: Option<&str>,
    on: Option<&str>,
    agency: &Agency,
    authority: &Authority,
) -> anyhow::Result<ExitCode> {
    facts(out, agency, authority)?;
    if let Some(place) = place.and_then(|code| authority.place(code)) {
        let level = agency.level.map_or("another", |level| level.as_str());
        line(out, "why", &format!("{} is of level {}, and nothing tells which place of level {level} is meant", place.name, place.level))?;
    } else {
        line(out, "why", "nothing tells in which place; bodies of two places are never taken for one")?;
        let central = authority.resolve(name, &Context { place: Some(COUNTRY), date: on, ..Context::default() }).agency;
        if central.standing == Standing::Known && central.kind == AgencyKind::Agency {
            line(out, "candidate", &format!("{} (in a document of the country)", central.name))?;
        }
    }
    line(out, "way out", &format!("quanze agency {name} --in PLACE"))?;
    Ok(ExitCode::SUCCESS)
}

/// A name of which no table knows anything.
fn unknown(out: &mut impl Write, name: &str, placed: bool, agency: &Agency, authority: &Authority) -> anyhow::Result<ExitCode> {
    let like = authority.names_like(name);
    if authority.likeness(name).is_none() {
        let hint = if like.is_empty() { String::new() } else { format!("; names like it: {}", like.join(", ")) };
        bail!("`{name}` is no name that the tables know, and has not the shape of one{hint}");
    }
    facts(out, agency, authority)?;
    line(out, "why", "no table knows the name; it has only the shape of one")?;
    line(out, "known names", &join(&like))?;
    if !placed {
        line(out, "way out", &format!("quanze agency {name} --in PLACE"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The code of the whole country.
const COUNTRY: &str = crate::agency::place::COUNTRY;
