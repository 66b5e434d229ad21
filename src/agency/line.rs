//! Lines of departments: classes of bodies that a function joins, such as 财政部门, 各县（区）教育局, or 工信 before 等部门.

use super::Context;
use super::authority::Authority;
use super::built::functions_of;
use super::known::is_known;
use super::parts::parts;
use crate::model::GroupKind;

/// Whether a name is of departments without their last word.
///
/// A class of places may stand before it: 各地财政, 地方各级人社.
pub(super) fn is_line(authority: &Authority, name: &str) -> bool {
    let opener = authority.shapes.line_openers.iter().find_map(|opener| name.strip_prefix(opener.as_str()));
    let is_government = |rest: &str| authority.shapes.group_kind(rest) == GroupKind::LocalGovernments;
    let name = opener.filter(|rest| rest.chars().count() >= 2 && !is_government(rest)).unwrap_or(name);
    authority.forms.is_stem(parts(authority, name, &Context::default()).rest)
        || authority.shapes.line_ends.iter().any(|end| is_known(authority, &format!("{name}{end}")))
}

/// The functions of a class of departments: 水利 of 县级以上人民政府水行政主管部门. None of 有关部门, of governments, and of those that
/// are no departments: 用水单位.
pub(super) fn functions_of_class(authority: &Authority, name: &str) -> Vec<String> {
    // 各市（州）交通运输局（委）.
    let plain = name.strip_suffix('）').and_then(|inner| inner.rfind('（')).map_or(name, |open| &name[..open]);
    let mut lines = authority.shapes.department_ends.iter().filter_map(|end| plain.strip_suffix(end.as_str())).peekable();
    if lines.peek().is_none() {
        return if is_line(authority, name) { functions_of_line(authority, name) } else { Vec::new() };
    }
    // The line of 建设行政主管部门 is 建设, that of 水行政主管部门 is told by 水行政.
    let government = authority.shapes.functions.government.as_str();
    let behind_government = |line: &str| {
        let own = line.rsplit(government).next().unwrap_or(line);
        // 公安机关交通管理部门 are the 公安's.
        let owner = authority.shapes.department_owners.iter().find_map(|word| own.split_once(word.as_str()));
        functions_of_line(authority, owner.map_or(own, |(owner, _)| owner))
    };
    lines.map(behind_government).find(|functions| !functions.is_empty()).unwrap_or_default()
}

/// The functions of a line: those of the longest ending that is a stem, for what stands before it says where and how high; else those
/// of the stems that it holds.
fn functions_of_line(authority: &Authority, line: &str) -> Vec<String> {
    let longer = |word: &str| authority.functions.iter().any(|(stem, _)| stem.len() > word.len() && line.ends_with(stem.as_str()));
    if authority.shapes.no_line.iter().any(|word| line.ends_with(word.as_str()) && !longer(word)) {
        return Vec::new();
    }
    let endings = line.char_indices().map(|(at, _)| &line[at..]).take_while(|ending| ending.chars().count() >= 2);
    let form = endings.filter(|ending| authority.forms.is_stem(ending)).find_map(|stem| {
        let mut ends = authority.shapes.line_ends.iter();
        ends.find_map(|end| authority.forms.get(&format!("{stem}{end}"), None, None))
    });
    form.map_or_else(|| functions_of(authority, line), |form| form.functions.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn departments_of_one_line_have_its_functions() {
        let check = |name: &str, functions: &[&str]| assert_eq!(functions_of_class(Authority::built_in(), name), functions, "{name}");
        check("财政部门", &["财政"]);
        check("工信", &["工业和信息化"]);
        check("市发改", &["发展改革"]);
        check("建设", &["住房城乡建设"]);
        check("水行政主管部门", &["水利"]);
        check("县级以上地方人民政府生态环境主管部门", &["生态环境"]);
        check("各市、县〔区〕市场监管局", &["市场监管"]);
        check("各市（州）交通运输局（委）", &["交通运输"]);
        check("公安机关交通管理部门", &["公安"]);
        check("县级以上卫生行政部门", &["卫生健康"]);
        check("市、区卫生健康部门", &["卫生健康"]);
        check("国务院价格主管部门", &["发展改革"]);
        check("行政审批部门", &["政务服务和数据管理"]);
    }

    #[test]
    fn lines_may_stand_behind_classes_of_places() {
        for name in ["工信", "市发改", "各地财政", "地方各级人社"] {
            assert!(is_line(Authority::built_in(), name), "{name}");
        }
        for name in ["各地", "各级", "各地政府", "平台"] {
            assert!(!is_line(Authority::built_in(), name), "{name}");
        }
    }

    #[test]
    fn other_classes_have_none() {
        for name in [
            "有关部门",
            "县级以上人民政府有关部门",
            "各县（市、区）人民政府",
            "司法机关",
            "行政执法机关",
            "政务部门",
            "审批部门",
            "行业主管部门",
            "用水单位",
            "医疗机构",
            "各地",
        ] {
            assert!(functions_of_class(Authority::built_in(), name).is_empty(), "{name}");
        }
    }
}
