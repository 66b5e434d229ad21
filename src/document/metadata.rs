//! What is printed about a document: its number, dates, term, status and plan period.

use std::sync::LazyLock;

use regex::Regex;

use super::dates;

/// A document number (文号): 晋政办发〔2023〕30号, with any bracket; 令第12号 has none.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}A-Za-z]{1,14})[〔（〈\{]((?:19|20)\d{2})[〕）〉\}](?:第)?(\d{1,5})号").expect("a constant pattern")
});

/// The day a text comes into force: 自2023年7月1日起施行.
static EFFECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:自|从)((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)起(?:正式)?(?:施行|实施|执行|生效|试行)").expect("a constant pattern")
});

/// The day of issue or publication stands for the first day in force: 自印发之日起施行.
static EFFECTIVE_ON_ISSUE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"自(?:印发|发布|公布|颁布|下发)之日起(?:正式)?(?:施行|实施|执行|生效|试行)").expect("a constant pattern"));

/// A printed last day: 有效期至2025年12月31日.
static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:有效期(?:限)?(?:截止|截至|到|至)*|施行至|执行至|有效至)(?:为)?((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)")
        .expect("a constant pattern")
});

/// A printed term: 有效期2年, 有效期为五年.
static TERM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"有效期(?:限)?(?:为)?([0-9一二两三四五六七八九十]{1,2})年").expect("a constant pattern"));

/// The first document number in a text, in the form `晋政办发〔2023〕30号`, and where it stands.
#[must_use]
pub fn number(text: &str) -> Option<(std::ops::Range<usize>, String)> {
    let parts = NUMBER.captures(text)?;
    let letters = parts[1].trim_start_matches(['据', '按', '照', '和', '由', '见', '以', '及']);
    let whole = parts.get(0)?;
    let start = whole.start() + parts[1].len() - letters.len();
    let number = parts[3].trim_start_matches('0');
    (!letters.is_empty()).then(|| (start..whole.end(), format!("{letters}〔{}〕{number}号", &parts[2])))
}

/// Every document number in a text, in order.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = String> {
    NUMBER.captures_iter(text).filter_map(|parts| number(&parts[0])).map(|(_, number)| number)
}

/// The number of a line that holds nothing else, a label or brackets aside.
#[must_use]
pub fn whole_line_number(line: &str) -> Option<String> {
    let bare = line.trim_matches(['（', '）', '〔', '〕']);
    let bare = ["文号：", "发文字号：", "发文文号：", "文件编号："].iter().find_map(|label| bare.strip_prefix(label)).unwrap_or(bare);
    let bracketed = || (bare.len() < line.len()).then(|| year_and_number(bare)).flatten();
    if let Some(order) = order_number(bare).or_else(|| announcement_number(bare)).or_else(bracketed) {
        return Some(order);
    }
    let (range, number) = number(bare).or_else(|| number(line))?;
    (range.len() >= bare.len()).then_some(number)
}

/// The number of an order, which has no year: 某市人民政府令第301号; central bodies stand without the country's name.
fn order_number(line: &str) -> Option<String> {
    static ORDER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[\p{Han}]{2,30}令（?第([0-9一二三四五六七八九十百]{1,6})号）?$").expect("a constant pattern"));
    ORDER.is_match(line).then(|| super::enactment::without_country(&line.replace(['（', '）'], "")))
}

/// The number of an announcement, whose year has no brackets: 某部公告2023年第12号.
fn announcement_number(line: &str) -> Option<String> {
    static ANNOUNCEMENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\p{Han} ]{2,40}(?:公告|通告|令)[（〔]?((?:19|20)\d{2})[）〕]?年?第(\d{1,4})号$").expect("a constant pattern")
    });
    ANNOUNCEMENT.is_match(line).then(|| line.replace(' ', ""))
}

/// The number of an announcement that stands below its title in brackets, without the title's words: 〔2019年第1号〕.
fn year_and_number(bare: &str) -> Option<String> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:19|20)\d{2}年第\d{1,4}号$").expect("a constant pattern"));
    let bare = bare.replace(' ', "");
    YEAR.is_match(&bare).then_some(bare)
}

/// The printed days and term of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validity {
    /// First day in force.
    pub effective: Option<String>,
    /// Whether it is the day of issue.
    pub from_issue: bool,
    /// Last day in force.
    pub expires: Option<String>,
    /// Term in years.
    pub term: Option<u32>,
}

/// What has a term of its own.
const PAPERS: [&str; 8] = ["证", "许可", "执照", "资格", "批准文件", "批件", "保护", "合同"];

/// Reads 施行, 有效期 and the like.
#[must_use]
pub fn validity(text: &str) -> Validity {
    let day = |pattern: &Regex| pattern.captures_iter(text).last().and_then(|parts| dates::find(&parts[1])).map(|(_, iso)| iso);
    let of_text = |at: usize| {
        let sentence = text[..at].rsplit(['。', '\n']).next().unwrap_or_default();
        let clause = sentence.rsplit(['，', '；', '、']).next().unwrap_or_default();
        // 许可证有效期5年 is no term of the text.
        !PAPERS.iter().any(|paper| clause.contains(paper))
    };
    let term = TERM
        .captures_iter(text)
        .find(|parts| parts.get(0).is_some_and(|whole| of_text(whole.start())))
        .and_then(|parts| parts[1].parse().ok().or_else(|| dates::numeral(&parts[1].replace('两', "二"))));
    let effective = day(&EFFECTIVE);
    Validity { from_issue: effective.is_none() && EFFECTIVE_ON_ISSUE.is_match(text), effective, expires: day(&UNTIL), term }
}

/// 试行, 暂行 or the like in a title.
#[must_use]
pub fn status(title: &str) -> Option<&'static str> {
    ["试行", "暂行", "修订", "征求意见稿", "草案"].into_iter().find(|word| title.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_every_bracket() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(number(text).map(|(_, number)| number).as_deref(), expected, "{text}");
        check("晋政办发〔2023〕30号", Some("晋政办发〔2023〕30号"));
        check("国发（2022）14号", Some("国发〔2022〕14号"));
        check("甲府办发〔2023〕03号", Some("甲府办发〔2023〕3号"));
        check("（2023—2025年）", None);
        check("第30号令", None);
    }

    #[test]
    fn a_line_that_is_a_number_stands_alone() {
        assert_eq!(whole_line_number("甲政办〔2023〕7号").as_deref(), Some("甲政办〔2023〕7号"));
        assert_eq!(whole_line_number("（甲政办〔2023〕7号）").as_deref(), Some("甲政办〔2023〕7号"));
        assert_eq!(whole_line_number("根据甲政办〔2023〕7号要求"), None);
        assert_eq!(whole_line_number("中华人民共和国国务院令第999号").as_deref(), Some("国务院令第999号"));
        assert_eq!(whole_line_number("〔2019年第1号〕").as_deref(), Some("2019年第1号"));
        assert_eq!(whole_line_number("2019年第1号"), None);
    }

    #[test]
    fn validity_is_read_as_printed() {
        let read = validity("本办法自2023年7月1日起施行，有效期2年。");
        assert_eq!((read.effective.as_deref(), read.term), (Some("2023-07-01"), Some(2)));
        assert_eq!(validity("自2024年1月1日起施行，有效期至2028年12月31日。").expires.as_deref(), Some("2028-12-31"));
        assert_eq!(validity("许可证有效期5年。本办法自公布之日起施行。").term, None);
        assert!(validity("本办法自印发之日起施行。").from_issue);
    }
}
