//! A name as printed becomes one body: the place it states or inherits, and the full form behind it.
//!
//! ```text
//! name := short-form rest? | class | central | place? level-word? form | place? level-word? 委 party-form | anything
//! ```
//!
//! Nothing is guessed: 市城建局 in a province's document stays as printed, for no city is known.

use super::authority::{Authority, CentralBody, in_force};
use super::form::prefix;
use super::place::COUNTRY;
use super::{Context, Place, Resolved};
use crate::model::{Agency, AgencyKind, Level, Regime, Standing};

/// A name cut into what it says of its place, and the rest.
struct Parts<'a> {
    /// A place named in full or short.
    named: Option<&'a Place>,
    /// Whether it was named in full.
    in_full: bool,
    /// A level word.
    word: Option<Level>,
    rest: &'a str,
}

/// Resolves a name as printed.
pub(super) fn resolve(authority: &Authority, mention: &str, context: &Context<'_>) -> Resolved {
    let name: String = mention.chars().filter(|c| !c.is_whitespace()).collect();
    for (short, full) in context.short_forms {
        if let Some(rest) = name.strip_prefix(short.as_str())
            && !name.starts_with(full.as_str())
        {
            let whole = format!("{full}{rest}");
            if is_class(authority, &whole, context) {
                return group(authority, &name, Some(whole), context);
            }
            return one(authority, &whole, context);
        }
    }
    if is_class(authority, &even(&name), context) {
        return group(authority, &name, None, context);
    }
    one(authority, &name, context)
}

/// Whether a name names a class of bodies: 市、县人民政府 does, 武汉市人民政府 and the 省政府 of a known province are one body each.
fn is_class(authority: &Authority, name: &str, context: &Context<'_>) -> bool {
    let one_body = || {
        let parts = parts(authority, name, context);
        let placed = parts.named.is_some() || parts.word.is_some();
        let place = base_place(authority, &parts, context).filter(|_| placed);
        place.is_some_and(|place| authority.forms.get(parts.rest, Some(place.level), None).is_some())
    };
    authority.shapes.is_group(name) && !one_body()
}

fn even(name: &str) -> String {
    name.chars().map(crate::passage::fold).collect()
}

/// A class of bodies keeps its printed name; its place is the document's.
fn group(authority: &Authority, name: &str, full: Option<String>, context: &Context<'_>) -> Resolved {
    let place = context.carried.or(context.place).and_then(|code| authority.place(code));
    let document = context.place.and_then(|code| authority.place(code));
    let place = document.or(place);
    let agency = Agency {
        name: full.unwrap_or_else(|| name.to_owned()),
        kind: AgencyKind::Group,
        group_kind: Some(authority.shapes.group_kind(name)),
        level: place.map(|place| place.level),
        place: place.map(|place| place.code.clone()),
        functions: Vec::new(),
        regime: None,
        standing: Standing::Known,
    };
    Resolved { agency, stated_place: None }
}

fn one(authority: &Authority, name: &str, context: &Context<'_>) -> Resolved {
    let name = super::shape::without_bracket(name);
    let central_document = context.place == Some(COUNTRY) && context.carried.is_none_or(|carried| carried == COUNTRY);
    if let Some(body) = central(authority, name, context.date, central_document) {
        return Resolved {
            agency: agency(
                body.name.clone(),
                Some(Level::Central),
                Some(COUNTRY.to_owned()),
                body.functions.clone(),
                None,
                Standing::Known,
            ),
            stated_place: Some(COUNTRY.to_owned()),
        };
    }
    if let Some((body, office)) = central_office(authority, name, context.date) {
        let (level, place) = (Some(Level::Central), Some(COUNTRY.to_owned()));
        let named = format!("{}{office}", body.name);
        return Resolved {
            agency: agency(named, level, place.clone(), body.functions.clone(), None, Standing::Known),
            stated_place: place,
        };
    }
    if let Some(agency) = placed_inside(authority, name, context) {
        return Resolved { stated_place: None, agency };
    }
    let parts = parts(authority, name, context);
    let place = base_place(authority, &parts, context);
    if parts.named.is_none() && !parts.rest.is_empty() && is_bare_line(authority, &parts, place, context) {
        return group(authority, name, None, context);
    }
    let stated = match (&parts.named, parts.word) {
        (_, Some(_)) => place.map(|place| place.code.clone()),
        (Some(named), None) if parts.in_full => Some(named.code.clone()),
        _ => None,
    };
    let agency = match place {
        Some(place) => at_place(authority, name, &parts, place, context),
        None => self_standing(authority, name).unwrap_or_else(|| unplaced(authority, name, &parts)),
    };
    Resolved { agency, stated_place: stated }
}

/// A body whose full name carries its place inside: 国家金融监督管理总局湖南监管局.
fn placed_inside(authority: &Authority, name: &str, context: &Context<'_>) -> Option<Agency> {
    authority.forms.inside(name).find_map(|(form, words)| {
        let (named, in_full, rest) = named_place(authority, words, context);
        let place = named.filter(|_| rest.is_empty())?;
        // Where the place is printed in full it stays so: 中国人民银行赣州市中心支行.
        let short = if in_full { words } else { &place.short };
        let full = form.template.replace("{place}", &authority.places.full_name(place)).replace("{short}", short);
        Some(agency(full, Some(place.level), Some(place.code.clone()), form.functions.clone(), form.regime, Standing::Known))
    })
}

/// The body of a name whose place is known.
fn at_place(authority: &Authority, name: &str, parts: &Parts<'_>, place: &Place, context: &Context<'_>) -> Agency {
    let full_name = authority.places.full_name(place);
    let made = |name: String, functions: Vec<String>, regime: Option<Regime>, standing| {
        agency(name, Some(place.level), Some(place.code.clone()), functions, regime, standing)
    };
    if let Some(local) = authority.local(&place.code, parts.rest, context.date) {
        return made(local.name.clone(), local.functions.clone(), Some(Regime::Local), Standing::Known);
    }
    if let Some(form) =
        authority.usages.form(place, &authority.places, parts.rest, context.date).and_then(|form| authority.forms.in_full(form))
    {
        let name = form.template.replace("{place}", &full_name);
        return made(name, form.functions.clone(), form.regime, Standing::Known);
    }
    if let Some((form, functions)) = party(authority, parts, place) {
        return made(format!("中共{full_name}{}{form}", committee(place)), functions, Some(Regime::Local), Standing::Known);
    }
    if let Some((named, function)) = court(authority, parts.rest, place.level) {
        return made(format!("{full_name}{named}"), vec![function.clone()], Some(Regime::Dual), Standing::Known);
    }
    let behind_short = parts.named.is_some() && !parts.in_full && parts.word.is_none();
    let form = if behind_short {
        authority.forms.get_behind_short(parts.rest, Some(place.level), context.date)
    } else {
        authority.forms.get(parts.rest, Some(place.level), context.date)
    };
    if let Some(form) = form {
        let name = form.template.replace("{place}", &full_name).replace("{short}", &place.short);
        return made(name, form.functions.clone(), form.regime, Standing::Known);
    }
    if let Some(agency) = self_standing(authority, name).filter(|_| parts.word.is_none()) {
        return agency;
    }
    if let Some(division) = context.parent.filter(|_| is_division(authority, parts)) {
        return made(format!("{division}{}", own_division(division, parts.rest)), Vec::new(), Some(Regime::Local), Standing::Shaped);
    }
    if let Some((body, unit)) = unit_of_body(authority, parts, place, context) {
        if context.parent == Some(body.name.as_str()) {
            return made(format!("{}{unit}", body.name), Vec::new(), Some(Regime::Local), Standing::Shaped);
        }
        return made(format!("{}{unit}", body.name), body.functions, body.regime, Standing::Shaped);
    }
    if let Some(name) = zone(authority, parts, place) {
        return made(name, vec![authority.shapes.functions.zone.clone()], Some(Regime::Local), Standing::Shaped);
    }
    let functions = functions_of(authority, parts.rest);
    // A place alone answers through its government.
    if parts.rest.is_empty() {
        return made(
            format!("{full_name}人民政府"),
            vec![authority.shapes.functions.government.clone()],
            Some(Regime::Local),
            Standing::Known,
        );
    }
    let rest = authority.shapes.expanded(parts.rest);
    let whole = match (&parts.named, parts.in_full, parts.word) {
        // A short place name at the head of a name is part of it: 赣州深燃公司.
        (Some(_), false, None) => authority.shapes.expanded(name),
        _ => format!("{full_name}{rest}"),
    };
    made(whole, functions, None, Standing::Shaped)
}

/// The committee of a development zone, which goes with its city's short name: 市高新区管委会 → 咸阳高新技术产业开发区管理委员会.
///
/// Short words for zones are written out only in cities and above: a county's 经开区 may be of another rank.
fn zone(authority: &Authority, parts: &Parts<'_>, place: &Place) -> Option<String> {
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

/// A division as its body calls it: 厅 of 厅公路处 is the body itself.
fn own_division<'a>(body: &str, division: &'a str) -> &'a str {
    let first = division
        .chars()
        .next()
        .filter(|first| division.chars().count() > 3 && ['厅', '局', '委'].contains(first) && body.ends_with(*first));
    first.map_or(division, |first| &division[first.len_utf8()..])
}

/// What stands behind a Party committee's short name: 人才发展局 of 委人才发展局.
fn committee_unit(rest: &str) -> Option<&str> {
    ["党委", "委"].iter().find_map(|start| rest.strip_prefix(start)).filter(|unit| !unit.starts_with('员'))
}

/// The word for a Party committee in its organs' full names.
fn committee(place: &Place) -> &'static str {
    if place.name.ends_with("自治区") { "委员会" } else { "委" }
}

/// A part of a body that is named with it: 市场监管厅知识产权促进处, 公安局指挥中心.
fn unit_of_body<'a>(authority: &Authority, parts: &Parts<'a>, place: &Place, context: &Context<'_>) -> Option<(Agency, &'a str)> {
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

fn begins(words: &[String], name: &str) -> bool {
    words.iter().any(|word| name.starts_with(word.as_str()))
}

fn ends(words: &[String], name: &str) -> bool {
    words.iter().any(|word| name.ends_with(word.as_str()))
}

/// 处室 and 科室 of the issuing body.
fn is_division(authority: &Authority, parts: &Parts<'_>) -> bool {
    let shapes = &authority.shapes;
    let division = ends(&shapes.division_ends, parts.rest) && !ends(&shapes.no_division_ends, parts.rest);
    division && parts.word.is_none() && parts.named.is_none()
}

/// Names that stand by themselves: companies, banks, customs.
fn self_standing(authority: &Authority, name: &str) -> Option<Agency> {
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
    let policy_bank = begins(&authority.shapes.banks.policy, name);
    let functions = if policy_bank { vec![authority.shapes.functions.policy_bank.clone()] } else { functions_of(authority, name) };
    authority.shapes.stands_by_itself(name).then(|| {
        agency(
            authority.shapes.expanded(name),
            None,
            authority.place_at(name, None, None).map(|(place, _)| place.code.clone()),
            functions,
            None,
            Standing::Shaped,
        )
    })
}

fn unplaced(authority: &Authority, name: &str, parts: &Parts<'_>) -> Agency {
    let known = authority.forms.get(parts.rest, parts.word, None);
    let functions = known.map_or_else(|| functions_of(authority, parts.rest), |form| form.functions.clone());
    agency(name.to_owned(), parts.word, None, functions, known.and_then(|form| form.regime), Standing::Unplaced)
}

fn agency(
    name: String,
    level: Option<Level>,
    place: Option<String>,
    functions: Vec<String>,
    regime: Option<Regime>,
    standing: Standing,
) -> Agency {
    Agency { name, kind: AgencyKind::Agency, group_kind: None, level, place, functions, regime, standing }
}

/// The functional lines whose stems a name holds side by side: 教育 and 体育 of 教育体育, 发改 and 工信 of 发改与工信. Of several such
/// runs the longest counts; a development zone's line stands alone.
fn functions_of(authority: &Authority, name: &str) -> Vec<String> {
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

/// A central body by its name; by a short name only in a central document or where the short name says so (国家…, …部, …总局).
fn central<'a>(authority: &'a Authority, name: &str, date: Option<&str>, central_document: bool) -> Option<&'a CentralBody> {
    let name = name.strip_prefix("中华人民共和国").filter(|rest| !rest.ends_with("海关")).unwrap_or(name);
    let bodies = authority.central.get(name)?;
    let says_so =
        begins(&authority.shapes.central_starts, name) || (ends(&authority.shapes.central_ends, name) && name.chars().count() > 2);
    let body = bodies.iter().max_by_key(|body| (in_force(&body.start, &body.end, date), !body.short))?;
    (central_document || says_so || !body.short).then_some(body)
}

/// The office of a central body, and the body: 商务部办公厅.
fn central_office<'a, 'n>(authority: &'a Authority, name: &'n str, date: Option<&str>) -> Option<(&'a CentralBody, &'n str)> {
    authority.shapes.central_offices.iter().find_map(|office| {
        let inner = name.strip_suffix(office.as_str())?;
        Some((central(authority, inner, date, false)?, &name[inner.len()..]))
    })
}

/// Cuts a name: a body's whole form first, then a place, then a level word.
fn parts<'a>(authority: &'a Authority, name: &'a str, context: &Context<'_>) -> Parts<'a> {
    let bare = Parts { named: None, in_full: false, word: None, rest: name };
    let whole_form = authority.forms.contains(name)
        || authority.usages.contains(name)
        || context.place.is_some_and(|place| authority.local.contains_key(&(place.to_owned(), name.to_owned())));
    if whole_form && !name.starts_with("国家税务总局") {
        return bare;
    }
    let stripped = name.strip_prefix("中共").unwrap_or(name);
    if let Some(parts) = league(authority, stripped, context) {
        return parts;
    }
    let vertical = stripped.strip_prefix("国家税务总局").or_else(|| stripped.strip_prefix("国家统计局")).filter(|rest| !rest.is_empty());
    let text = vertical.unwrap_or(stripped);
    let (named, in_full, rest) = named_place(authority, text, context);
    if named.is_some() && (rest.is_empty() || !begins(&authority.shapes.not_behind_places, rest)) {
        return Parts { named, in_full, word: None, rest };
    }
    match level_word(authority, text) {
        Some((level, length)) => Parts { named: None, in_full: false, word: Some(level), rest: &text[length..] },
        None => Parts { rest: text, ..bare },
    }
}

/// 团省委, 共青团市委: the league names its level inside.
fn league<'a>(authority: &'a Authority, name: &'a str, context: &Context<'_>) -> Option<Parts<'a>> {
    const LEAGUE: &str = "团委";
    let inner = name.strip_prefix("共青团").or_else(|| name.strip_prefix('团'))?.strip_suffix('委')?;
    if let Some((level, length)) = level_word(authority, inner)
        && length == inner.len()
    {
        return Some(Parts { named: None, in_full: false, word: Some(level), rest: LEAGUE });
    }
    let (named, in_full, rest) = named_place(authority, inner, context);
    (named.is_some() && rest.is_empty()).then_some(Parts { named, in_full, word: None, rest: LEAGUE })
}

/// The narrowest of the place names that a text starts with: 湖北省武汉市江汉区….
fn named_place<'a>(authority: &'a Authority, text: &'a str, context: &Context<'_>) -> (Option<&'a Place>, bool, &'a str) {
    let (mut named, mut in_full, mut rest): (Option<&Place>, bool, &str) = (None, false, text);
    loop {
        let within = named.map(|place| place.code.as_str()).or(context.place);
        let Some((place, length)) = authority.places.at(rest, within, context.date) else { break };
        let inside = named.is_none_or(|outer| outer.code != place.code && authority.lies_within(&place.code, &outer.code));
        if !inside || place.level == Level::Central {
            break;
        }
        in_full = rest[..length] == place.name;
        named = Some(place);
        rest = &rest[length..];
    }
    (named, in_full, rest)
}

/// A level word at a name's start, and its bytes; not where it begins a form: 市场监管局, 市政管理局.
fn level_word(authority: &Authority, name: &str) -> Option<(Level, usize)> {
    let words = authority.shapes.level_words();
    let of = |level: Level, list: &[String]| list.iter().find(|word| name.starts_with(word.as_str())).map(|word| (level, word.len()));
    let (level, length) =
        of(Level::Province, &words.province).or_else(|| of(Level::City, &words.city)).or_else(|| of(Level::County, &words.county))?;
    let rest = &name[length..];
    let begins_form =
        !authority.forms.contains(rest) && authority.shapes.not_level_words.iter().any(|word| name.starts_with(word.as_str()));
    (!begins_form).then_some((level, length))
}

/// The place a name belongs to: the one it names, the one its level word means, else the one carried along the list or the document's.
fn base_place<'a>(authority: &'a Authority, parts: &Parts<'a>, context: &Context<'_>) -> Option<&'a Place> {
    if parts.named.is_some() {
        return parts.named;
    }
    let on = |code| authority.places.get_on(code, context.date);
    let own = context.place.and_then(on);
    if let Some(level) = parts.word {
        let own = own?;
        let above = || authority.places.chain(&own.code).find(|place| place.level == level).and_then(|place| on(&place.code));
        return match level {
            // 市 in a municipality's paper is the municipality, in a county-level city's the city itself.
            Level::City if own.level == Level::Province && own.name.ends_with('市') => Some(own),
            Level::City if own.level == Level::County && own.name.ends_with('市') => Some(own),
            Level::City if own.level == Level::County => above()
                .or_else(|| authority.places.chain(&own.code).find(|place| place.level == Level::Province && place.name.ends_with('市'))),
            // 区 in an autonomous region's paper is the region.
            Level::County if own.level == Level::Province && own.name.ends_with('区') => Some(own),
            _ => above(),
        };
    }
    let carried = context.carried.and_then(on).or(own)?;
    // A 厅 stands at the province's level whatever stands before it.
    let hall = parts.rest.ends_with('厅') && carried.level > Level::Province && authority.forms.contains(parts.rest);
    if hall {
        return authority.places.chain(&carried.code).find(|place| place.level == Level::Province);
    }
    Some(carried)
}

/// The full form and functions of a party body: 委组织部, 党委网信办, or 组织部 alone.
fn party(authority: &Authority, parts: &Parts<'_>, place: &Place) -> Option<(String, Vec<String>)> {
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

/// Whether a name is a bare line of work, as before 等部门: 规划, 商务. It names a class of departments, and no one body.
fn is_bare_line(authority: &Authority, parts: &Parts<'_>, place: Option<&Place>, context: &Context<'_>) -> bool {
    let rest = parts.rest;
    let known = authority.forms.contains(rest)
        || authority.usages.contains(rest)
        || is_party_alone(authority, rest)
        || court(authority, rest, Level::County).is_some();
    let local =
        place.is_some_and(|place| authority.local(&place.code, rest, context.date).is_some() || party(authority, parts, place).is_some());
    !known && !local && !authority.shapes.ends_as_body(rest) && !authority.shapes.stands_by_itself(rest)
}

fn is_party_alone(authority: &Authority, name: &str) -> bool {
    authority.shapes.party_alone.iter().any(|organ| organ == name)
}

/// The full name of a court or procuratorate at a level, and its function.
fn court<'a>(authority: &'a Authority, rest: &str, level: Level) -> Option<(&'static str, &'a String)> {
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
    let bank = begins(&authority.shapes.banks.peoples, name) && name.chars().count() > 3;
    let form = authority.forms.contains(parts.rest)
        || authority.usages.contains(parts.rest)
        || party
        || court(authority, parts.rest, Level::County).is_some();
    (somewhere && form)
        || local
        || bank
        || (name.ends_with("海关") && name.chars().count() <= 10)
        || is_party_alone(authority, name)
        || court(authority, name, Level::County).is_some()
}

/// Whether a name begins with a place or a level word.
pub(super) fn states_place(authority: &Authority, name: &str) -> bool {
    let parts = parts(authority, name, &Context::default());
    parts.named.is_some() || parts.word.is_some()
}

/// The level word that a name begins with, where it begins with no place.
pub(super) fn stated_level(authority: &Authority, name: &str) -> Option<Level> {
    let parts = parts(authority, name, &Context::default());
    parts.word.filter(|_| parts.named.is_none())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, place: &str, date: &str) -> Agency {
        let authority = Authority::built_in();
        let place = authority.places_named(place, Some(date)).first().map(|place| place.code.clone());
        authority.resolve(name, &Context { place: place.as_deref(), date: Some(date), ..Context::default() }).agency
    }

    #[test]
    fn a_name_is_the_body_of_its_place_and_date() {
        let check = |name: &str, place: &str, date: &str, full: &str| assert_eq!(read(name, place, date).name, full, "{name} in {place}");
        check("省发展改革委", "湖南省", "2023-05-01", "湖南省发展和改革委员会");
        check("市审批局", "济南市", "2023-05-01", "济南市行政审批服务局");
        check("市审批局", "太原市", "2023-05-01", "太原市行政审批服务管理局");
        check("市自然资源局", "德州市", "2023-05-01", "德州市自然资源和规划局");
        check("市自然资源局", "赣州市", "2023-05-01", "赣州市自然资源局");
        check("市文旅局", "苏州市", "2023-05-01", "苏州市文化广电和旅游局");
        check("市文旅局", "南京市", "2023-05-01", "南京市文化和旅游局");
        check("市政务服务局", "北京市", "2023-05-01", "北京市政务服务管理局");
        check("市金融监管局", "上海市", "2023-05-01", "上海市地方金融监督管理局");
        check("江苏金融监管局", "江苏省", "2024-05-01", "国家金融监督管理总局江苏监管局");
        check("中国银保监会广东监管局", "广东省", "2022-05-01", "中国银行保险监督管理委员会广东监管局");
        check("人民银行赣州市中心支行", "赣州市", "2022-05-01", "中国人民银行赣州市中心支行");
        check("市高新区管委会", "咸阳市", "2023-05-01", "咸阳高新技术产业开发区管理委员会");
        check("市政府办", "扬州市", "2023-05-01", "扬州市人民政府办公室");
        check("市委办", "扬州市", "2023-05-01", "中共扬州市委办公室");
        check("区科委", "上海市黄浦区", "2023-05-01", "上海市黄浦区科学技术委员会");
        check("市财政局", "上海市黄浦区", "2023-05-01", "上海市财政局");
        check("自治区财政厅", "南宁市", "2023-05-01", "广西壮族自治区财政厅");
        check("州财政局", "湘西土家族苗族自治州", "2023-05-01", "湘西土家族苗族自治州财政局");
        check("市财政局", "襄樊市", "2009-05-01", "襄樊市财政局");
        check("市财政局", "襄阳市", "2012-05-01", "襄阳市财政局");
    }

    #[test]
    fn nothing_is_guessed() {
        for (name, place) in [("市城建局", "湖北省"), ("县财政局", "武汉市"), ("市财政局", "国家")] {
            let agency = read(name, place, "2023-05-01");
            assert_eq!((agency.name.as_str(), agency.standing), (name, Standing::Unplaced), "{name} in {place}");
        }
    }

    #[test]
    fn classes_stay_classes() {
        for name in
            ["各县（市、区）人民政府", "有关部门", "领导小组成员单位", "市科技", "市或者区", "海关", "村民委员会", "市县两级市场监管局"]
        {
            assert_eq!(read(name, "武汉市", "2023-05-01").kind, AgencyKind::Group, "{name}");
        }
        for name in ["市政府", "市科技局", "武汉市人民政府", "武汉海关"] {
            assert_eq!(read(name, "武汉市", "2023-05-01").kind, AgencyKind::Agency, "{name}");
        }
    }

    #[test]
    fn unknown_names_have_the_functions_of_their_stems() {
        let check = |name: &str, functions: &[&str]| assert_eq!(functions_of(Authority::built_in(), name), functions, "{name}");
        check("教育体育服务中心", &["教育", "体育"]);
        check("发改与工信服务中心", &["发展改革", "工业和信息化"]);
        check("文化广电旅游服务中心", &["文化和旅游", "广播电视"]);
        check("政务服务与大数据中心", &["政务服务和数据管理"]);
        check("大数据产业园管理委员会", &["开发区管理"]);
        check("某某协会", &[]);
    }
}
