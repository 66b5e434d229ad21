//! Whether the tables know a name, whatever its place, and how far a known name reaches in a text.

use super::authority::Authority;
use super::built::{court, party};
use super::central::central_office;
use super::form::prefix;
use super::parts::Parts;
use super::parts::parts;
use super::shape::begins;
use super::{Context, Place};
use crate::model::Level;

/// The longest name of a branch of the People's Bank in code points: 中国人民银行湘西土家族苗族自治州中心支行.
const LONGEST_BRANCH: usize = 24;

/// Whether the tables know a name, whatever its place.
pub(super) fn is_known(authority: &Authority, name: &str) -> bool {
    if authority.central.contains_key(name)
        || authority.forms.contains(name)
        || authority.usages.contains(name)
        || authority.places.named(name, None, None).is_some_and(|place| place.name == name && place.level != Level::Central)
    {
        return true;
    }
    if central_office(authority, name, None).is_some() {
        return true;
    }
    let context = Context::default();
    let parts = parts(authority, name, &context);
    let party = ["党委", "委员会", "委"]
        .iter()
        .find_map(|start| parts.rest.strip_prefix(start))
        .is_some_and(|rest| authority.forms.party(rest).is_some());
    let somewhere = parts.named.is_some() || parts.word.is_some();
    let local = parts.named.is_some_and(|place| authority.local.contains_key(&(place.code.clone(), parts.rest.to_owned())));
    let branch = (4..=LONGEST_BRANCH).contains(&name.chars().count()) && (authority.shapes.ends_as_body(name) || name.ends_with('司'));
    let bank = branch && !name.contains('、') && !authority.shapes.refused(name, false) && begins(&authority.shapes.banks.peoples, name);
    let form = authority.forms.contains(parts.rest)
        || authority.usages.contains(parts.rest)
        || party
        || court(authority, parts.rest, Level::County).is_some();
    (somewhere && form)
        || authority
            .forms
            .inside(name)
            .any(|(_, place)| authority.place_at(place, None, None).is_some_and(|(_, length)| length == place.len()))
        || authority.shapes.town(name).is_some_and(|(from, town)| from == 0 && name == town)
        || local
        || bank
        || (name.ends_with("海关") && name.chars().count() <= 10 && name.matches("海关").count() == 1)
        || is_party_alone(authority, name)
        || court(authority, name, Level::County).is_some()
}

/// The bytes of the longest name that a text starts with and that the tables know, or that names a class.
pub(super) fn known_prefix(authority: &Authority, text: &str) -> Option<usize> {
    prefix(text, 90, |part| {
        part.chars().count() >= 2
            && (is_known(authority, part) || authority.shapes.is_group(part) && super::shape::likeness(authority, part).is_some())
    })
}

/// The bytes of the longest name of one body that a text starts with and that the tables know.
pub(super) fn body_prefix(authority: &Authority, text: &str) -> Option<usize> {
    prefix(text, 90, |part| part.chars().count() >= 2 && is_known(authority, part))
}

/// Whether a name is a bare line of work, as before 等部门: 规划, 商务. It names a class of departments, and no one body.
pub(super) fn is_bare_line(authority: &Authority, parts: &Parts<'_>, place: Option<&Place>, context: &Context<'_>) -> bool {
    let rest = parts.rest;
    let known = authority.forms.contains(rest)
        || authority.usages.contains(rest)
        || is_party_alone(authority, rest)
        || court(authority, rest, Level::County).is_some();
    let local =
        place.is_some_and(|place| authority.local(&place.code, rest, context.date).is_some() || party(authority, parts, place).is_some());
    let carrier = authority.shapes.carriers.iter().any(|carrier| carrier == rest);
    !known
        && !local
        && !carrier
        && (!authority.shapes.ends_as_body(rest) || authority.forms.is_stem(rest))
        && !authority.shapes.stands_by_itself(rest)
}

pub(super) fn is_party_alone(authority: &Authority, name: &str) -> bool {
    authority.shapes.party_alone.iter().any(|organ| organ == name)
}
