//! A name as printed becomes one body: the place it states or inherits, and the full form behind it.
//!
//! ```text
//! name := short-form rest? | class | central | place? level-word? form | place? level-word? 委 party-form | anything
//! ```
//!
//! Nothing is guessed: 市城建局 in a province's document stays as printed, for no city is known.

use super::authority::Authority;
use super::built::{agency, committee, committee_of_zone, court, functions_of, party, self_standing, zone};
use super::central::{central, central_office};
use super::known::is_bare_line;
use super::line::{functions_of_class, is_line};
use super::parts::{Parts, base_place, named_place, parts};
use super::place::COUNTRY;
use super::shape::begins;
use super::unit::{Division, division, unit_of_body};
use super::{Context, Place, Resolved};
use crate::model::{Agency, AgencyKind, GroupKind, Level, Regime, Standing};

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

/// A class of bodies keeps its printed name; its place is the document's, its function that of its line.
fn group(authority: &Authority, name: &str, full: Option<String>, context: &Context<'_>) -> Resolved {
    let place = context.carried.or(context.place).and_then(|code| authority.place(code));
    let document = context.place.and_then(|code| authority.place(code));
    let place = document.or(place);
    let kind = authority.shapes.group_kind(name);
    let mut functions = if kind == GroupKind::Members { Vec::new() } else { functions_of_class(authority, &even(name)) };
    // That a class is of governments is said by its kind.
    functions.retain(|function| *function != authority.shapes.functions.government);
    // 农业农村 of 农业农村、水利等部门 are departments by a word that stands behind them, 各市、县财政局 by the one before it.
    let departments = !functions.is_empty() || (kind == GroupKind::Other && is_line(authority, name));
    let agency = Agency {
        name: full.unwrap_or_else(|| name.to_owned()),
        kind: AgencyKind::Group,
        group_kind: Some(if departments { GroupKind::Departments } else { kind }),
        level: place.map(|place| place.level),
        place: place.map(|place| place.code.clone()),
        functions,
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
    if let Some(resolved) = town(authority, name, context) {
        return resolved;
    }
    let parts = parts(authority, name, context);
    let place = base_place(authority, &parts, context);
    let bare_line = parts.named.is_none() && !parts.rest.is_empty() && is_bare_line(authority, &parts, place, context);
    // 人民法院 in a law of the country are all of them.
    let local_kind = parts.named.is_none()
        && parts.word.is_none()
        && place.is_some_and(|place| place.level == Level::Central)
        && (authority.forms.contains(parts.rest) || court(authority, parts.rest, Level::County).is_some());
    // 省级发展改革委 is one body only where the province is known.
    if bare_line || local_kind || (place.is_none() && begins(&authority.shapes.class_levels, name)) {
        return group(authority, name, None, context);
    }
    let own = context.place.and_then(|code| authority.place(code));
    let stated = match (&parts.named, parts.word) {
        (_, Some(_)) => place.map(|place| place.code.clone()),
        // 湖州市公安局南浔区分局 is 南浔区's own.
        // The governments of places below stand one beside the other; the names behind them are the document's place's again.
        (Some(named), None) if own.is_some_and(|own| named.level > own.level) && is_government(authority, &parts) => {
            own.map(|own| own.code.clone())
        }
        (Some(named), None) if parts.in_full => {
            let inner = own.filter(|own| own.code != named.code && own.short.len() > '一'.len_utf8() && parts.rest.contains(&own.short));
            Some(inner.unwrap_or(named).code.clone())
        }
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
        let full_name = authority.places.full_name(place);
        // Where the place is printed in full it stays so: 中国人民银行赣州市中心支行.
        let name = if in_full { form.name_as_printed(words, &full_name) } else { form.name(place, &full_name) };
        Some(agency(name, Some(place.level), Some(place.code.clone()), form.functions.clone(), form.regime, Standing::Known))
    })
}

/// The body of a name whose place is known.
pub(super) fn at_place(authority: &Authority, name: &str, parts: &Parts<'_>, place: &Place, context: &Context<'_>) -> Agency {
    let full_name = authority.places.full_name(place);
    let made = |name: String, functions: Vec<String>, regime: Option<Regime>, standing| {
        agency(name, Some(place.level), Some(place.code.clone()), functions, regime, standing)
    };
    // Among the divisions of a 市场监管局 审批局 is one too, not the city's 行政审批局.
    if context.in_house
        && let Some(Division::Of(name, functions)) = division(authority, parts, place, context)
    {
        return made(name, functions, Some(Regime::Local), Standing::Shaped);
    }
    if let Some(local) = authority.local(&place.code, parts.rest, context.date) {
        return made(local.name.clone(), local.functions.clone(), Some(Regime::Local), Standing::Known);
    }
    if let Some(form) =
        authority.usages.form(place, &authority.places, parts.rest, context.date).and_then(|form| authority.forms.in_full(form))
    {
        return made(form.name(place, &full_name), form.functions.clone(), form.regime, Standing::Known);
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
        return made(form.name(place, &full_name), form.functions.clone(), form.regime, Standing::Known);
    }
    if let Some(agency) = self_standing(authority, name).filter(|_| parts.word.is_none()) {
        return agency;
    }
    if let Some((body, unit)) = unit_of_body(authority, parts, place, context) {
        if context.parent == Some(body.name.as_str()) {
            return made(format!("{}{unit}", body.name), Vec::new(), Some(Regime::Local), Standing::Shaped);
        }
        return made(format!("{}{unit}", body.name), body.functions, body.regime, Standing::Shaped);
    }
    match division(authority, parts, place, context) {
        Some(Division::Of(name, functions)) => return made(name, functions, Some(Regime::Local), Standing::Shaped),
        Some(Division::Unknown) => return unplaced(authority, name, parts),
        None => {}
    }
    if let Some(name) = zone(authority, parts, place) {
        return made(name, vec![authority.shapes.functions.zone.clone()], Some(Regime::Local), Standing::Shaped);
    }
    let functions = functions_of(authority, parts.rest);
    if parts.rest.is_empty() {
        return made(
            government(place, &full_name),
            vec![authority.shapes.functions.government.clone()],
            Some(Regime::Local),
            Standing::Known,
        );
    }
    if let Some(committee) = committee_of_zone(authority, parts.rest) {
        let whole = if holds_place(authority, parts, place) { committee } else { format!("{full_name}{committee}") };
        return made(whole, vec![authority.shapes.functions.zone.clone()], Some(Regime::Local), Standing::Shaped);
    }
    let rest = authority.shapes.expanded(parts.rest);
    let named_short = parts.named.is_some() && !parts.in_full && parts.word.is_none();
    // A place's name inside a name is part of it, and nothing stands before it: 赣州深燃公司, 武警咸阳支队.
    let whole = if named_short || parts.rest.starts_with("国务院") || (!parts.in_full && holds_place(authority, parts, place)) {
        authority.shapes.expanded(if named_short { name } else { parts.rest })
    } else {
        format!("{full_name}{rest}")
    };
    made(whole, functions, None, Standing::Shaped)
}

fn is_government(authority: &Authority, parts: &Parts<'_>) -> bool {
    let form = authority.forms.get(parts.rest, None, None);
    parts.rest.is_empty() || form.is_some_and(|form| form.functions.first() == Some(&authority.shapes.functions.government))
}

/// What a place alone answers through.
fn government(place: &Place, full_name: &str) -> String {
    let governed = match place.level {
        Level::Province if place.name.ends_with("兵团") => "",
        Level::City if place.name.ends_with("新区") => "管理委员会",
        Level::City if place.name.ends_with('盟') || place.name.ends_with("地区") => "行政公署",
        _ => "人民政府",
    };
    format!("{full_name}{governed}")
}

/// Whether a name holds the name of its place or of one around it. A county's short name is a common word too often behind a level word.
fn holds_place(authority: &Authority, parts: &Parts<'_>, place: &Place) -> bool {
    let around = authority.places.chain(&place.code).filter(|around| around.level != Level::Central);
    around.filter(|around| parts.word.is_none() || around.level != Level::County).any(|around| {
        let named = |name: &str| name.chars().count() >= 2 && parts.rest.contains(name);
        named(&around.name) || named(&around.short)
    })
}

/// The government of a town or the office of a subdistrict: 南浔镇 is 南浔镇人民政府.
fn town(authority: &Authority, name: &str, context: &Context<'_>) -> Option<Resolved> {
    let (from, town) = authority.shapes.town(name)?;
    let bare = Parts { named: None, in_full: false, word: None, rest: "" };
    let parts = if from > 0 { parts(authority, &name[..from], context) } else { bare };
    let stated = parts.rest.is_empty() && (parts.word.is_some() || parts.named.is_some() && parts.in_full);
    if from > 0 && !stated {
        return None;
    }
    let functions = vec![authority.shapes.functions.government.clone()];
    let place = base_place(authority, &parts, context);
    let agency = match place {
        Some(place) if place.level != Level::Central => {
            let name = format!("{}{town}", authority.places.full_name(place));
            agency(name, Some(place.level), Some(place.code.clone()), functions, Some(Regime::Local), Standing::Shaped)
        }
        _ => agency(name.to_owned(), None, None, functions, Some(Regime::Local), Standing::Unplaced),
    };
    Some(Resolved { agency, stated_place: parts.named.map(|place| place.code.clone()) })
}

fn unplaced(authority: &Authority, name: &str, parts: &Parts<'_>) -> Agency {
    let known = authority.forms.get(parts.rest, parts.word, None);
    let functions = known.map_or_else(|| functions_of(authority, parts.rest), |form| form.functions.clone());
    agency(name.to_owned(), parts.word, None, functions, known.and_then(|form| form.regime), Standing::Unplaced)
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
        check("市自然资源局", "济宁市", "2023-05-01", "济宁市自然资源和规划局");
        check("市自然资源局", "德州市", "2023-05-01", "德州市自然资源局");
        check("市自然资源局", "赣州市", "2023-05-01", "赣州市自然资源局");
        check("市文旅局", "苏州市", "2023-05-01", "苏州市文化广电和旅游局");
        check("市文旅局", "南京市", "2023-05-01", "南京市文化和旅游局");
        check("市政务服务局", "北京市", "2023-05-01", "北京市政务服务管理局");
        check("市金融监管局", "上海市", "2023-05-01", "上海市地方金融监督管理局");
        check("江苏金融监管局", "江苏省", "2024-05-01", "国家金融监督管理总局江苏监管局");
        check("中国银保监会广东监管局", "广东省", "2022-05-01", "中国银行保险监督管理委员会广东监管局");
        check("人民银行赣州市中心支行", "赣州市", "2022-05-01", "中国人民银行赣州市中心支行");
        check("三清山风景名胜区", "上饶市", "2023-05-01", "上饶市三清山风景名胜区管理委员会");
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
    fn places_are_known_by_their_common_names_and_governments_by_what_governs_there() {
        let check = |name: &str, place: &str, full: &str| assert_eq!(read(name, place, "2023-05-01").name, full, "{name} in {place}");
        check("德宏州人民政府", "云南省", "德宏傣族景颇族自治州人民政府");
        check("伊犁州税务局", "新疆维吾尔自治区", "国家税务总局伊犁哈萨克自治州税务局");
        check("寻甸县财政局", "昆明市", "寻甸回族彝族自治县财政局");
        check("盟行署", "锡林郭勒盟", "锡林郭勒盟行政公署");
        check("兵团", "新疆维吾尔自治区", "新疆生产建设兵团");
        check("吉林军分区", "吉林市", "吉林军分区");
        check("南浔镇政府", "湖州市南浔区", "湖州市南浔区南浔镇人民政府");
        check("湖州市南浔区练市镇", "湖州市", "湖州市南浔区练市镇人民政府");
        check("昭阳街道办", "昭通市", "昭通市昭阳街道办事处");
        check("师市工信局", "第八师石河子市", "第八师石河子市工业和信息化局");
        check("新区财政局", "雄安新区", "雄安新区财政局");
        check("新区发改委", "上海市浦东新区", "上海市浦东新区发展和改革委员会");
        check("林区市场监管局", "神农架林区", "湖北省神农架林区市场监督管理局");
        check("雄安新区", "河北省", "雄安新区管理委员会");
        check("新区管委会", "兰州市", "兰州市新区管理委员会");
        check("城区财政局", "阳泉市", "阳泉市城区财政局");
        check("景德镇市财政局", "江西省", "景德镇市财政局");
    }

    #[test]
    fn a_name_that_holds_its_place_gets_it_no_second_time() {
        let check = |name: &str, place: &str, full: &str| assert_eq!(read(name, place, "2023-05-01").name, full, "{name} in {place}");
        check("威海海事局", "威海市", "威海海事局");
        check("威海市海洋发展局", "威海市", "威海市海洋发展局");
        check("菏泽市河长办", "菏泽市", "菏泽市河长制办公室");
        check("武警咸阳支队", "咸阳市", "武警咸阳支队");
        check("民航河南监管局", "河南省", "中国民用航空河南安全监督管理局");
        check("民航西南管理局", "四川省", "中国民用航空西南地区管理局");
        check("人行淮北中支", "淮北市", "中国人民银行淮北市中心支行");
        check("人行南昌中心支行", "南昌市", "中国人民银行南昌中心支行");
        check("平安建设中心", "平安区", "平安建设中心");
        check("市园林养护中心", "威海市", "威海市园林养护中心");
    }

    #[test]
    fn short_forms_stand_for_what_every_place_has() {
        let check = |name: &str, place: &str, full: &str| assert_eq!(read(name, place, "2023-05-01").name, full, "{name} in {place}");
        check("市政府办公厅", "上海市", "上海市人民政府办公厅");
        check("省直机关工委", "河北省", "中共河北省委直属机关工作委员会");
        check("市教委", "天津市", "天津市教育委员会");
        check("市疾控中心", "淮北市", "淮北市疾病预防控制中心");
        check("市监委", "淮北市", "淮北市监察委员会");
        check("市纪委市监委", "淮北市", "中共淮北市纪律检查委员会、淮北市监察委员会");
        check("市直工委", "淮北市", "中共淮北市委直属机关工作委员会");
        check("省府办公厅", "广东省", "广东省人民政府办公厅");
        check("市防指办", "杭州市", "杭州市防汛防台抗旱指挥部办公室");
        check("国开行安徽省分行", "安徽省", "国家开发银行安徽省分行");
        check("省政协办公厅", "河北省", "中国人民政治协商会议河北省委员会办公厅");
        check("县委社工部", "内乡县", "中共内乡县委社会工作部");
        check("市委科技创新办", "淮北市", "中共淮北市委科技创新办");
        check("市应急管理局（市防汛办）", "淮北市", "淮北市应急管理局");
        check("市财政局〔市国资办〕", "淮北市", "淮北市财政局");
    }

    #[test]
    fn divisions_are_the_issuing_department_s() {
        let read = |name: &str, parent: Option<&str>| {
            let context = Context { place: Some("220000"), date: Some("2023-05-01"), parent, ..Context::default() };
            let agency = Authority::built_in().resolve(name, &context).agency;
            (agency.name, agency.standing)
        };
        let (hall, government) = (Some("吉林省财政厅"), Some("吉林省人民政府办公厅"));
        assert_eq!(read("厅法规处", hall), ("吉林省财政厅法规处".to_owned(), Standing::Shaped));
        assert_eq!(read("办公室", hall), ("吉林省财政厅办公室".to_owned(), Standing::Shaped));
        assert_eq!(read("财政厅法规处", hall), ("吉林省财政厅法规处".to_owned(), Standing::Shaped));
        assert_eq!(read("厅法规处", None), ("厅法规处".to_owned(), Standing::Unplaced));
        assert_eq!(read("办公室", government), ("办公室".to_owned(), Standing::Unplaced));
        assert_eq!(read("环卫处", government), ("吉林省环卫处".to_owned(), Standing::Shaped));
    }

    #[test]
    fn what_begins_a_name_or_goes_on_behind_it_makes_it_none() {
        let authority = Authority::built_in();
        for text in
            ["（一）考核结果由领导小组", "（转载）武汉市人民政府办公厅", "人民银行加强对从事业务的机构", "中国人民银行当年度基准利率"]
        {
            assert_eq!(authority.likeness(text), None, "{text}");
        }
        let known = Some(crate::agency::Likeness::Known);
        assert_eq!(authority.likeness("中国人民银行武汉分行营业管理部"), known);
        assert_eq!(read("国务院就业工作联席会议办公室", "国家", "2023-05-01").name, "国务院就业工作联席会议办公室");
    }

    #[test]
    fn the_place_a_name_states_is_carried() {
        let stated = |name: &str, place: &str| {
            let authority = Authority::built_in();
            let place = authority.places_named(place, None)[0].code.clone();
            let resolved = authority.resolve(name, &Context { place: Some(&place), ..Context::default() });
            resolved.stated_place.and_then(|code| authority.place(&code)).map(|place| place.name.clone())
        };
        let check = |name: &str, place: &str, told: Option<&str>| assert_eq!(stated(name, place).as_deref(), told, "{name} in {place}");
        check("省财政厅", "武汉市", Some("湖北省"));
        check("濉溪县财政局", "淮北市", Some("濉溪县"));
        check("濉溪县人民政府", "淮北市", Some("淮北市"));
        check("湖州市公安局南浔区分局", "湖州市南浔区", Some("南浔区"));
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
        for name in [
            "各县（市、区）人民政府",
            "街道办事处",
            "镇人民政府",
            "乡镇政府",
            "市县镇政府",
            "开发区（投资区）管委会",
            "在淮高等院校",
            "人社",
            "有关部门",
            "领导小组成员单位",
            "市科技",
            "市或者区",
            "海关",
            "村民委员会",
            "市县两级市场监管局",
        ] {
            assert_eq!(read(name, "武汉市", "2023-05-01").kind, AgencyKind::Group, "{name}");
        }
        for name in ["省级财政厅", "县级残联", "人民法院", "档案馆"] {
            assert_eq!(read(name, "国家", "2023-05-01").kind, AgencyKind::Group, "{name}");
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
