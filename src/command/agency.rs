//! `quanze agency`: tells how a name is read.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;

use crate::agency::{Authority, Context};

pub(super) fn tell(name: &str, place: Option<&str>, on: Option<&str>, authority: &Authority) -> anyhow::Result<ExitCode> {
    let place = match place {
        None => None,
        Some(text) => match authority.place_at(text, None, on) {
            Some((place, length)) if length == text.len() => Some(place.code.clone()),
            _ => bail!("no place `{text}` in the table of divisions; give a province, city or county by its full name"),
        },
    };
    let context = Context { place: place.as_deref(), date: on, ..Context::default() };
    let agency = authority.resolve(name, &context).agency;
    let place = agency.place.as_deref().and_then(|code| authority.place(code));
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", agency.name)?;
    writeln!(out, "  kind       {}{}", agency.kind, agency.group_kind.map(|kind| format!("（{kind}）")).unwrap_or_default())?;
    writeln!(out, "  place      {}", place.map_or("unknown", |place| place.name.as_str()))?;
    writeln!(out, "  level      {}", agency.level.map_or("unknown", |level| level.as_str()))?;
    let functions = if agency.functions.is_empty() { "unknown".to_owned() } else { agency.functions.join("、") };
    writeln!(out, "  functions  {functions}")?;
    writeln!(out, "  regime     {}", agency.regime.map_or("unknown", |regime| regime.as_str()))?;
    let standing = match agency.standing {
        crate::model::Standing::Known => "the tables know it",
        crate::model::Standing::Shaped => "only its shape tells what it is; no table knows it",
        crate::model::Standing::Unplaced => "its place is unknown; say where with --in",
    };
    writeln!(out, "  standing   {standing}")?;
    Ok(ExitCode::SUCCESS)
}
