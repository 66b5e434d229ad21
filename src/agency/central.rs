//! Central bodies and their offices, by full names and by short ones that say so.

use super::authority::{Authority, CentralBody, in_force};
use super::shape::{begins, ends};

/// A central body by its name; by a short name only in a central document or where the short name says so (国家…, …部, …总局).
pub(super) fn central<'a>(authority: &'a Authority, name: &str, date: Option<&str>, central_document: bool) -> Option<&'a CentralBody> {
    let name = name.strip_prefix("中华人民共和国").filter(|rest| !rest.ends_with("海关")).unwrap_or(name);
    let bodies = authority.central.get(name)?;
    let says_so =
        begins(&authority.shapes.central_starts, name) || (ends(&authority.shapes.central_ends, name) && name.chars().count() > 2);
    let body = bodies.iter().max_by_key(|body| (in_force(&body.start, &body.end, date), !body.short))?;
    (central_document || says_so || !body.short).then_some(body)
}

/// The office of a central body, and the body: 商务部办公厅.
pub(super) fn central_office<'a, 'n>(authority: &'a Authority, name: &'n str, date: Option<&str>) -> Option<(&'a CentralBody, &'n str)> {
    authority.shapes.central_offices.iter().find_map(|office| {
        let inner = name.strip_suffix(office.as_str())?;
        Some((central(authority, inner, date, false)?, &name[inner.len()..]))
    })
}
