//! Times in running text by which something is due: 到2025年, 2023年10月底前. Days on which something was, and years from which something runs, are none.

use std::sync::LazyLock;

use regex::Regex;

use crate::words::Targets;

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<from>自|从|较|比|以|截至|截止|根据)?(?P<by>到|至|于|在)?(?P<year>20\d{2})年(?:度)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})日)?(?P<end>年?[底末]|上旬|中旬|下旬)?(?P<before>之?前|以前|以内|内|止)?(?P<behind>起|以来|开始|以后|之后|后|为基|基础|相比|版|—|－|-|–|~|～|年)?",
    )
    .expect("a constant pattern")
});

/// Something that a text says is due, and how plainly.
struct Due {
    iso: String,
    /// Whether the words say 前 or 底.
    plain: bool,
    /// Where its words end.
    end: usize,
}

fn times(text: &str) -> impl Iterator<Item = Due> {
    TIME.captures_iter(text).filter_map(|parts| {
        let number = |name: &str, last: u32| {
            parts.name(name).and_then(|found| found.as_str().parse::<u32>().ok()).filter(|number| (1..=last).contains(number))
        };
        let (by, end, before) = (parts.name("by").is_some(), parts.name("end").is_some(), parts.name("before").is_some());
        let year = &parts["year"];
        let (month, day) = (number("month", 12), number("day", 31));
        let runs = parts.name("from").is_some() || parts.name("behind").is_some();
        // A month or a day alone is when something was; it is due where a word says so.
        let due = !runs && (month.is_none() || by || end || before);
        let iso = match (month, day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            _ => year.to_owned(),
        };
        let whole = parts.get(0)?;
        due.then_some(Due { iso, plain: (before || end) && !whole.as_str().ends_with('止'), end: whole.end() })
    })
}

/// The time by which a text says something is due, as a year, a month or a day; the last one where there are several.
pub(super) fn stated(text: &str) -> Option<String> {
    times(text).last().map(|due| due.iso)
}

/// The one time before which a text says that something is to be done: 2023年10月底前建成平台; none where it states several times, or
/// says until when something is given.
pub(super) fn only(text: &str, words: &Targets) -> Option<String> {
    let mut all = times(text);
    let only = all.next().filter(|due| due.plain)?;
    if all.next().is_some() {
        return None;
    }
    let rest = text[only.end..].split(['。', '；', '\n']).next().unwrap_or_default();
    let near = rest.trim_start_matches('，').split('，').next().unwrap_or_default();
    let holds = |list: &[String]| list.iter().any(|word| near.contains(word.as_str()));
    (holds(&words.done) && !holds(&words.given)).then_some(only.iso)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn times_by_which_something_is_due() {
        let check = |text: &str, due: Option<&str>| assert_eq!(stated(text).as_deref(), due, "{text}");
        check("到2025年", Some("2025"));
        check("2023年，全市", Some("2023"));
        check("2023年10月底前", Some("2023-10"));
        check("于2024年6月30日前报送", Some("2024-06-30"));
        check("在2024年6月完成", Some("2024-06"));
        check("甲市2023年工作要点", Some("2023"));
        check("2015年4月9日，召开会议", None);
        check("自2023年7月1日起施行", None);
        check("较2020年下降", None);
        check("2021年以来", None);
        check("（2023—2025年）", Some("2025"));
        check("持续推进", None);
    }

    #[test]
    fn one_time_for_all() {
        let check = |text: &str, due: Option<&str>| assert_eq!(only(text, &Words::built_in().targets).as_deref(), due, "{text}");
        check("建设平台，2023年10月底前完成。", Some("2023-10"));
        check("各区于2016年1月31日前将总结报送市局。", Some("2016-01-31"));
        check("到2023年底，建成一批站点。", Some("2023"));
        check("2023年底前建成甲平台，2024年底前建成乙平台。", None);
        check("建设2023年度项目。", None);
        check("自2019年1月1日起至2020年12月31日止，免征税款。", None);
        check("2023年3月31日前继续暂退保证金，完成审核。", None);
        check("2018年12月31日前已完成转制的企业可以申报。", None);
    }
}
