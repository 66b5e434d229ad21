//! Dates as these documents print them, to ISO 8601: `2023年6月12日`, `二〇二三年六月十二日`, `2023-06-12`, `2023年10月底前`.

use std::sync::LazyLock;

use regex::Regex;

/// A whole date in digits: `2023年6月12日`, `2023-6-12`, `2023/06/12`, `2023.6.12`.
static DIGITS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"((?:19|20)\d{2})(?:年|-|/|\.)(\d{1,2})(?:月|-|/|\.)(\d{1,2})日?").expect("a constant pattern"));

/// A whole date in numerals: `二〇二三年六月十二日`.
static NUMERALS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([一二][〇○零ＯOo０0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
        .expect("a constant pattern")
});

/// A time by which something is due: `到2025年`, `2023年10月底前`, `2023年底`, `2024年6月30日前`.
static DUE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"((?:20)\d{2})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:底|末)?(?:之?前|内)?").expect("a constant pattern"));

/// The first whole date in a text and where it stands.
#[must_use]
pub fn find(text: &str) -> Option<(std::ops::Range<usize>, String)> {
    let digits = DIGITS.captures(text).and_then(|parts| {
        let iso = iso(parts[1].parse().ok()?, parts[2].parse().ok()?, parts[3].parse().ok()?)?;
        Some((parts.get(0)?.range(), iso))
    });
    let numerals = NUMERALS.captures(text).and_then(|parts| {
        let year = parts[1].chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?))?;
        Some((parts.get(0)?.range(), iso(year, numeral(&parts[2])?, numeral(&parts[3])?)?))
    });
    match (digits, numerals) {
        (Some(a), Some(b)) => Some(if a.0.start <= b.0.start { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// Every whole date in a text and where it stands, in order.
#[must_use]
pub fn all(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((range, iso)) = find(&text[from..]) {
        found.push((from + range.start..from + range.end, iso));
        from += range.end;
    }
    found
}

/// The date of a line that holds nothing else, brackets aside.
#[must_use]
pub fn whole_line(line: &str) -> Option<String> {
    let line = line.trim_matches(['（', '）', '〔', '〕', '。', '，']);
    let (range, iso) = find(line)?;
    (range == (0..line.len())).then_some(iso)
}

/// The time by which a text says something is due, as a year, a month or a day; the last one where there are several.
#[must_use]
pub fn due(text: &str) -> Option<String> {
    let mut last = None;
    for parts in DUE.captures_iter(text) {
        let year = &parts[1];
        let month = parts.get(2).and_then(|month| month.as_str().parse::<u32>().ok()).filter(|month| (1..=12).contains(month));
        let day = parts.get(3).and_then(|day| day.as_str().parse::<u32>().ok()).filter(|day| (1..=31).contains(day));
        last = Some(match (month, day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            _ => year.to_owned(),
        });
    }
    last
}

/// A plan period in a title: （2023—2025年）.
#[must_use]
pub fn period(text: &str) -> Option<(u16, u16)> {
    static PERIOD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"((?:19|20)\d{2})年?(?:—|－|-|–|~|～|至|―|─|一){1,2}((?:19|20)\d{2})年").expect("a constant pattern"));
    let parts = PERIOD.captures(text)?;
    let (start, end) = (parts[1].parse().ok()?, parts[2].parse().ok()?);
    (start <= end).then_some((start, end))
}

/// Adds whole years to a date and steps back one day: the last day of a term that begins on it.
#[must_use]
pub fn end_of_term(start: &str, years: u32) -> Option<String> {
    let mut parts = start.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let (year, month, day) = match (month, day) {
        (1, 1) => (year + years - 1, 12, 31),
        (_, 1) => (year + years, month - 1, days_in(year + years, month - 1)),
        _ => (year + years, month, day - 1),
    };
    iso(year, month, day)
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    ((1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn digit(character: char) -> Option<u32> {
    "〇一二三四五六七八九"
        .chars()
        .position(|c| c == character)
        .or(matches!(character, '○' | '零' | 'Ｏ' | 'O' | 'o' | '０' | '0').then_some(0))
        .and_then(|n| u32::try_from(n).ok())
}

/// A Chinese numeral up to 999: `十二`, `二十`, `一百零三`.
#[must_use]
pub fn numeral(text: &str) -> Option<u32> {
    let (mut sum, mut current) = (0, None);
    for character in text.chars() {
        match character {
            '百' => sum += current.take()? * 100,
            '十' => sum += current.take().unwrap_or(1) * 10,
            '零' | '〇' => {}
            _ => current = Some(digit(character)?),
        }
    }
    Some(sum + current.unwrap_or(0)).filter(|sum| *sum > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_iso() {
        let check = |text: &str, iso: Option<&str>| assert_eq!(whole_line(text).as_deref(), iso, "{text}");
        check("2023年6月12日", Some("2023-06-12"));
        check("二〇二三年十二月三十一日", Some("2023-12-31"));
        check("二○一九年一月十二日", Some("2019-01-12"));
        check("二O一二年三月二十八日", Some("2012-03-28"));
        check("2019-01-25", Some("2019-01-25"));
        check("2023年2月30日", None);
        check("自2023年7月1日起", None);
    }

    #[test]
    fn all_dates_are_found_in_order() {
        let days = all("2018年5月4日通过，二〇一九年六月一日批准").into_iter().map(|(_, iso)| iso).collect::<Vec<_>>();
        assert_eq!(days, ["2018-05-04", "2019-06-01"]);
        assert!(all("2018年5月通过").is_empty());
    }

    #[test]
    fn due_times_keep_their_grain() {
        let check = |text: &str, due_by: Option<&str>| assert_eq!(due(text).as_deref(), due_by, "{text}");
        check("到2025年", Some("2025"));
        check("2023年10月底前", Some("2023-10"));
        check("2024年6月30日前", Some("2024-06-30"));
        check("持续推进", None);
    }

    #[test]
    fn periods_and_terms() {
        assert_eq!(period("某方案（2023—2025年）"), Some((2023, 2025)));
        assert_eq!(period("2023年工作要点"), None);
        assert_eq!(end_of_term("2023-07-01", 2).as_deref(), Some("2025-06-30"));
        assert_eq!(end_of_term("2023-01-01", 5).as_deref(), Some("2027-12-31"));
        assert_eq!(numeral("二十一"), Some(21));
        assert_eq!(numeral("十"), Some(10));
    }
}
