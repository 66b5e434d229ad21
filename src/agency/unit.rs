//! Parts of a body: divisions of the body that issues, and units that are named with theirs.

use super::authority::Authority;
use super::built::{agency, committee, functions_of};
use super::parts::{Parts, parts};
use super::resolve::at_place;
use super::shape::ends;
use super::{Context, Place};
use crate::model::{Agency, Regime, Standing};

/// A division of the body that issues: 法规处, 厅公路处 and 办公室 of a department's own paper; with no issuer known it is nobody's.
pub(super) enum Division {
    /// Of the issuing body, with its full name; an office has the functions of its name too.
    Of(String, Vec<String>),
    /// Of a body that is not known.
    Unknown,
}

/// Whether a name is a division, and whose.
pub(super) fn division(authority: &Authority, parts: &Parts<'_>, place: &Place, context: &Context<'_>) -> Option<Division> {
    let shapes = &authority.shapes;
    let bare = parts.word.is_none() && parts.named.is_none();
    let called_so = is_called_so(authority, parts.rest);
    let inner = shapes.division_names.iter().any(|name| name == parts.rest);
    let own = own_division(parts.rest);
    let Some(body) = context.parent else {
        return (bare && (called_so || own.is_some() || inner)).then_some(Division::Unknown);
    };
    // 公路处 and 环卫处 in a government's paper are bodies of the place.
    if ends(&shapes.not_departments, body) {
        return (bare && inner).then_some(Division::Unknown);
    }
    match own.filter(|(ends, _)| ends.iter().any(|end| body.ends_with(end))) {
        // 省局信用监管处 in the province's own paper.
        Some((_, unit)) if bare || parts.word.is_some() && body.starts_with(&authority.places.full_name(place)) => {
            Some(Division::Of(format!("{body}{unit}"), if called_so { Vec::new() } else { functions_of(authority, unit) }))
        }
        _ if bare && called_so => Some(Division::Of(format!("{body}{}", parts.rest), Vec::new())),
        // 财政局 in the paper of a 民政局 is another body, 执法大队 and 信息中心 are its own.
        _ if bare && context.in_house && context.carried.is_none() && is_unit(authority, parts.rest) => {
            Some(Division::Of(format!("{body}{}", parts.rest), functions_of(authority, parts.rest)))
        }
        _ => (bare && inner).then(|| Division::Of(format!("{body}{}", parts.rest), functions_of(authority, parts.rest))),
    }
}

/// Whether a bare name ends as bodies do and is no department's full name.
fn is_unit(authority: &Authority, name: &str) -> bool {
    authority.shapes.ends_as_body(name) && authority.forms.in_full(name).is_none() && !authority.shapes.stands_by_itself(name)
}

/// Whether a name is a division's, with nothing before it that says whose: 法规处.
pub(super) fn is_division(authority: &Authority, name: &str) -> bool {
    let parts = parts(authority, name, &Context::default());
    let bare = parts.word.is_none() && parts.named.is_none();
    bare && is_called_so(authority, name) && !authority.shapes.is_group(name)
}

/// Whether a name ends as those of divisions do: 法规处, not 办事处.
fn is_called_so(authority: &Authority, name: &str) -> bool {
    ends(&authority.shapes.division_ends, name) && !ends(&authority.shapes.no_division_ends, name)
}

/// A division named with the body's last word, and what the body then ends in: 厅 of 厅公路处 is the body itself.
fn own_division(name: &str) -> Option<(&'static [&'static str], &str)> {
    const BODIES: &[(&str, &[&str])] = &[("厅", &["厅"]), ("局", &["局"]), ("委", &["委", "委员会"])];
    let (start, ends) = BODIES.iter().find(|(start, _)| name.starts_with(start))?;
    let unit = &name[start.len()..];
    (unit.chars().count() >= 2 && unit.ends_with(['处', '科', '室', '办', '委', '班', '部', '局'])).then_some((*ends, unit))
}

/// What stands behind a Party committee's short name: 人才发展局 of 委人才发展局.
pub(super) fn committee_unit(rest: &str) -> Option<&str> {
    ["党委", "委"].iter().find_map(|start| rest.strip_prefix(start)).filter(|unit| !unit.starts_with('员'))
}

/// A part of a body that is named with it: 市场监管厅知识产权促进处, 公安局指挥中心.
pub(super) fn unit_of_body<'a>(
    authority: &Authority,
    parts: &Parts<'a>,
    place: &Place,
    context: &Context<'_>,
) -> Option<(Agency, &'a str)> {
    let length = authority.forms.prefix(parts.rest)?;
    let (form, unit) = parts.rest.split_at(length);
    let whole = form.ends_with(['局', '委', '厅', '会', '办']) && unit.chars().count() >= 2 && authority.shapes.ends_as_body(unit);
    let inside_a_name = parts.named.is_some() && !parts.in_full && parts.word.is_none();
    if !whole || inside_a_name || unit.starts_with(['和', '与', '、', '及']) {
        return None;
    }
    if let Some(unit) = committee_unit(parts.rest) {
        let (full_name, committee) = (authority.places.full_name(place), committee(place));
        let name = format!("中共{full_name}{committee}");
        return Some((
            agency(name, Some(place.level), Some(place.code.clone()), functions_of(authority, unit), Some(Regime::Local), Standing::Known),
            unit,
        ));
    }
    let body = Parts { named: parts.named, in_full: parts.in_full, word: parts.word, rest: form };
    let agency = at_place(authority, form, &body, place, context);
    (agency.standing == Standing::Known).then_some((agency, unit))
}
