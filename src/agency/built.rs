//! Bodies whose names are built by rule and stand in no table: courts, zones, Party organs, branches of banks, companies.

use super::Place;
use super::authority::Authority;
use super::known::is_party_alone;
use super::parts::Parts;
use super::shape::begins;
use crate::model::{Agency, AgencyKind, Level, Regime, Standing};

pub(super) fn agency(
    name: String,
    level: Option<Level>,
    place: Option<String>,
    functions: Vec<String>,
    regime: Option<Regime>,
    standing: Standing,
) -> Agency {
    Agency { name, kind: AgencyKind::Agency, group_kind: None, level, place, functions, regime, standing }
}

/// The committee of a development zone, which goes with its city's short name: 市高新区管委会 → 咸阳高新技术产业开发区管理委员会.
///
/// Short words for zones are written out only in cities and above: a county's 经开区 may be of another rank.
pub(super) fn zone(authority: &Authority, parts: &Parts<'_>, place: &Place) -> Option<String> {
    let shapes = &authority.shapes;
    let (zone, rest) = shapes.zones.iter().find_map(|(short, full)| {
        let rest = parts
            .rest
            .strip_prefix(full.as_str())
            .or_else(|| parts.rest.strip_prefix(short.as_str()).filter(|_| place.level <= Level::City));
        rest.map(|rest| (full, rest))
    })?;
    let committee = shapes.zone_committees.iter().any(|word| word == rest) || rest.is_empty();
    let full = shapes.zone_committees.first().filter(|_| committee).map_or(rest, String::as_str);
    Some(format!("{}{zone}{full}", place.short))
}

/// The committee of a zone that no short word tells: 三清山风景名胜区 answers through its 管理委员会.
pub(super) fn committee_of_zone(authority: &Authority, name: &str) -> Option<String> {
    let committee = authority.shapes.zone_committees.first()?;
    let zone = authority.shapes.zone_ends.iter().any(|end| name.len() > end.len() && name.ends_with(end.as_str()));
    zone.then(|| format!("{name}{committee}"))
}

/// Names that stand by themselves: companies, banks, customs.
pub(super) fn self_standing(authority: &Authority, name: &str) -> Option<Agency> {
    let customs = name.ends_with("海关") && name.chars().count() > 2;
    if customs {
        let own = name.trim_start_matches("中华人民共和国");
        return Some(agency(
            format!("中华人民共和国{own}"),
            None,
            None,
            vec![authority.shapes.functions.customs.clone()],
            Some(Regime::Vertical),
            Standing::Known,
        ));
    }
    let bank = authority.shapes.banks.peoples.iter().find_map(|start| name.strip_prefix(start.as_str()));
    if let Some(branch) = bank.filter(|branch| !branch.is_empty()) {
        return Some(agency(
            format!("中国人民银行{branch}"),
            None,
            authority.place_at(branch, None, None).map(|(place, _)| place.code.clone()),
            vec![authority.shapes.functions.peoples_bank.clone()],
            Some(Regime::Vertical),
            Standing::Known,
        ));
    }
    if authority.shapes.carriers.iter().any(|carrier| carrier == name) {
        return Some(agency(name.to_owned(), None, None, functions_of(authority, name), None, Standing::Shaped));
    }
    let policy_bank = begins(&authority.shapes.banks.policy, &authority.shapes.expanded(name));
    let functions = if policy_bank { vec![authority.shapes.functions.policy_bank.clone()] } else { functions_of(authority, name) };
    authority.shapes.stands_by_itself(name).then(|| {
        agency(
            authority.shapes.expanded(name),
            None,
            authority.place_at(name, None, None).filter(|(place, _)| place.level != Level::Central).map(|(place, _)| place.code.clone()),
            functions,
            None,
            Standing::Shaped,
        )
    })
}

/// The full name of a court or procuratorate at a level, and its function.
pub(super) fn court<'a>(authority: &'a Authority, rest: &str, level: Level) -> Option<(&'static str, &'a String)> {
    let (courts, functions) = (&authority.shapes.courts, &authority.shapes.functions);
    let is = |spellings: &[String]| spellings.iter().any(|spelling| spelling == rest);
    if is(&courts.procuratorate) {
        return Some(("人民检察院", &functions.procuratorate));
    }
    (is(&courts.high) || is(&courts.middle) || is(&courts.any)).then_some(match level {
        Level::Province => ("高级人民法院", &functions.court),
        Level::City => ("中级人民法院", &functions.court),
        _ => ("人民法院", &functions.court),
    })
}

/// The functional lines whose stems a name holds side by side: 教育 and 体育 of 教育体育, 发改 and 工信 of 发改与工信. Of several such
/// runs the longest counts; a development zone's line stands alone.
pub(super) fn functions_of(authority: &Authority, name: &str) -> Vec<String> {
    let mut best: (usize, Vec<String>) = (0, Vec::new());
    let mut run: (usize, Vec<String>) = (0, Vec::new());
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let stem = authority.functions.iter().find(|(stem, _)| rest.starts_with(stem.as_str()));
        let joined = run.0 > 0 && ['和', '与', '及', '、'].contains(&first);
        match stem {
            Some((stem, function)) => {
                run.0 += stem.len();
                if !run.1.contains(function) {
                    run.1.push(function.clone());
                }
                rest = &rest[stem.len()..];
            }
            None => {
                if !joined {
                    if run.0 > best.0 {
                        best = run;
                    }
                    run = (0, Vec::new());
                }
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    let (_, functions) = if run.0 > best.0 { run } else { best };
    match functions.iter().find(|function| **function == authority.shapes.functions.zone) {
        Some(zone) => vec![zone.clone()],
        None => functions,
    }
}

/// The full form and functions of a party body: 委组织部, 党委网信办, or 组织部 alone.
pub(super) fn party(authority: &Authority, parts: &Parts<'_>, place: &Place) -> Option<(String, Vec<String>)> {
    let rest = ["党委", "委员会", "委"].iter().find_map(|start| parts.rest.strip_prefix(start));
    let found = match rest {
        Some(rest) => authority.forms.party(rest),
        // Without 委 only names that no government body shares.
        None if is_party_alone(authority, parts.rest) => authority.forms.party(parts.rest),
        None => None,
    };
    let (form, functions) = found?;
    let form = if form == "办公厅" && place.level != Level::Province { "办公室" } else { form };
    Some((form.to_owned(), functions.clone()))
}

/// The word for a Party committee in its organs' full names.
pub(super) fn committee(place: &Place) -> &'static str {
    if place.name.ends_with("自治区") { "委员会" } else { "委" }
}
