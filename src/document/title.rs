//! The title of a document among its first paragraphs.
//!
//! A title is one to four short lines without a stop that end together in the word for a kind of text (通知, 方案). The
//! notice's title comes before that of the plan it carries, so the first such lines win; where none is printed, the plan
//! named in 现将《…》印发给你们 is the title, else what a notice says it is about, else a first line that is none of all the
//! other things that stand first. A number, an addressee or a sentence is never one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{dates, metadata, outline, paragraph::Paragraph};
use crate::words::Words;

/// How many paragraphs from the top may hold the title.
const SEARCHED: usize = 60;

/// The longest title in code points; the longest of the corpus has 118.
const LONGEST: usize = 130;

/// Stands in the titles of notices: a numbered line without it is an attachment's name.
const ABOUT: &str = "关于";

/// The most lines a title is broken over.
const MOST_LINES: usize = 5;

/// The paragraphs that make the title.
#[must_use]
pub fn find(paragraphs: &[Paragraph], body: Range<usize>, words: &Words) -> Option<Range<usize>> {
    let searched = body.start..body.end.min(body.start + SEARCHED);
    let first_unit = searched.clone().find(|&at| is_unit(paragraphs, at, words)).unwrap_or(searched.end);
    (searched.start..first_unit).find_map(|start| {
        let lines = (1..=MOST_LINES).rev().filter(|lines| start + lines <= first_unit);
        lines.map(|lines| start..start + lines).find(|range| reads_as_title(paragraphs, range.clone(), words))
    })
}

/// Where the title of the plan that a notice carries stands: 现将《X》印发给你们, 制定了《X》（见附件）. What a text rests on or tells
/// about is not carried by it: 根据…印发的《X》, 近日印发了《X》.
#[must_use]
pub fn carried(text: &str) -> Option<Range<usize>> {
    static CARRIED: LazyLock<Regex> = LazyLock::new(|| {
        let title = "《(?P<title>[^《》]+(?:〈[^〈〉]*〉[^《》]*)?)》(?:（[^（）]{0,40}）|等)?";
        let issued = "(?:印发|下发|发布|公布|转发|批转|发给|颁布)";
        let will = format!("(?:将|现公布|现发布)[^。；：《》]{{0,40}}{title}[^。《》]{{0,60}}?(?:{issued}|，自)");
        let agreed =
            format!("{title}[^。《》]{{0,12}}?(?:已|经)[^。《》]{{0,60}}?(?:同意|通过|批准|研究|审定)[^。《》]{{0,60}}?(?:{issued}|，请)");
        let made = format!("(?:制定|制订|编制|编写|修订|拟定)了?{title}(?:，[^。《》]{{0,30}}?{issued})");
        let told = "印发了?《(?P<told>[^《》]+)》[^。]{0,20}?(?:，并发出通知|。?全文如下)";
        let attached = "(?:制定|制订|编制|修订|拟定)了?《(?P<attached>[^《》]+)》（[见详]";
        Regex::new(&format!(
            "(?:{})|(?:{})|(?:{})|(?:{attached})|(?:{told})",
            will.replace("P<title>", "P<will>"),
            agreed.replace("P<title>", "P<agreed>"),
            made.replace("P<title>", "P<made>"),
        ))
        .expect("a constant pattern")
    });
    let head_end = text.char_indices().nth(600).map_or(text.len(), |(byte, _)| byte);
    let head = &text[..head_end];
    CARRIED.captures_iter(head).find_map(|parts| {
        let title = ["will", "agreed", "made", "attached", "told"].iter().find_map(|name| parts.name(name))?;
        let clause = head[..title.start() - '《'.len_utf8()].rsplit(['。', '；', '，', '：', '\n']).next().unwrap_or_default();
        (!BASES.iter().any(|word| clause.contains(word)) && title.as_str().chars().count() >= SHORTEST).then(|| title.range())
    })
}

/// Words before a title that the text only rests on.
const BASES: [&str; 3] = ["根据", "按照", "贯彻"];

/// The shortest title in code points.
const SHORTEST: usize = 6;

/// What a text without a title says it is, and about what: 现就做好某项工作通知如下.
#[must_use]
pub fn opening<'t>(text: &'t str, words: &'t Words) -> Option<(&'t str, &'t str)> {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"现(?:就|将|对)(?P<about>[^。；：\n]{0,80}?)(?:提出|函)?(?:以下|如下)?(?P<kind>[\p{Han}]{1,4}?)(?:如下|：|。|\n)")
            .expect("a constant pattern")
    });
    let head_end = text.char_indices().nth(1500).map_or(text.len(), |(byte, _)| byte);
    let named = OPENING.captures_iter(&text[..head_end]).find_map(|parts| {
        let (about, printed) = (parts.name("about")?, parts.name("kind")?);
        let kind = words.genres.formulas.iter().find(|kind| printed.as_str().ends_with(kind.as_str()) && parts[0].contains("如下"))?;
        // 现将评选结果公示如下: what stands before 公示 is what it is about.
        let end = if about.end() == printed.start() { printed.end() - kind.len() } else { about.end() };
        let about = &text[about.start()..end];
        let about = IDLE.iter().fold(about, |about, word| about.strip_suffix(word).unwrap_or(about));
        Some((about, kind.as_str()))
    });
    named.or_else(|| {
        // 特通知如下.
        let mut places = text[..head_end].match_indices("如下");
        let kind = places.find_map(|(at, _)| words.genres.formulas.iter().find(|kind| text[..at].ends_with(kind.as_str())))?;
        Some(("", kind.as_str()))
    })
}

/// What a notice says of anything it is about, the outer word first.
const IDLE: [&str; 10] = ["提出", "事项", "事宜", "问题", "情况", "内容", "要求", "有关", "相关", "的"];

/// The kind of text that a closing formula names: 特此公告.
#[must_use]
pub fn closing<'t>(text: &str, words: &'t Words) -> Option<&'t str> {
    text.lines().rev().take(CLOSING).find_map(|line| {
        let at = line.rfind("特此")? + "特此".len();
        words.genres.formulas.iter().find(|kind| line[at..].trim_end_matches('。') == kind.as_str()).map(String::as_str)
    })
}

/// How many lines from the end may hold a closing formula.
const CLOSING: usize = 12;

/// The title that notices of this kind have: 关于某事的通知.
#[must_use]
pub fn of_opening(about: &str, kind: &str, words: &Words) -> Option<String> {
    // 2023年有关工作 says nothing about what.
    let said = about.split("有关").next().unwrap_or_default().chars().filter(|c| !c.is_ascii_digit()).count();
    let vague = IDLE.iter().any(|word| about.starts_with(word)) || said < 4;
    let fits = (6..=60).contains(&about.chars().count()) && !about.contains(['，', '《', '“']) && !vague;
    let about = about.strip_prefix("关于").unwrap_or(about);
    (fits && words.genres.titled.iter().any(|titled| titled == kind)).then(|| format!("{ABOUT}{about}的{kind}"))
}

/// The first line, or the first two, where they are short, hold no mark of a sentence and are none of the other things that stand first.
#[must_use]
pub fn first_line(paragraphs: &[Paragraph], body: Range<usize>, is_name: &impl Fn(&str) -> bool, words: &Words) -> Option<Range<usize>> {
    let is_title = |at: usize| {
        paragraphs.get(at).filter(|_| at < body.end).is_some_and(|paragraph| {
            let line = paragraph.passage.text.as_str();
            paragraph.cells.is_empty()
                && (4..=FIRST_LINE).contains(&line.chars().count())
                && !line.contains(['。', '；', '：', '，', '|', '…'])
                && !line.ends_with(['、', '！', '？'])
                && !line.starts_with(['（', '〔', '“', '—'])
                && outline::marker(line).is_none()
                && !words.frame.lines.is_no_title(line)
                && dates::find(line).is_none()
                && metadata::number(line).is_none()
                && !is_name(line)
        })
    };
    let second = || paragraphs.get(body.start + 1).is_some_and(|next| next.passage.text.chars().count() >= SECOND_LINE);
    // A heading of the mark-up is whole; two lines set alike are one title broken.
    let marked = paragraphs.get(body.start).is_some_and(|first| first.heading.is_some());
    is_title(body.start).then(|| body.start..body.start + 1 + usize::from(!marked && is_title(body.start + 1) && second()))
}

/// The shortest second line that is taken for the rest of a title, in code points.
const SECOND_LINE: usize = 10;

/// The longest first line that is taken for a title, in code points.
const FIRST_LINE: usize = 60;

/// The title that a page's text opens with under a label, without the name of its site: Title: 某事-某市人民政府门户网站.
#[must_use]
pub fn labelled(line: &str) -> Option<&str> {
    let title = line.strip_prefix("Title：")?;
    let title = title.split("URL Source").next().unwrap_or(title);
    let site = title.rfind(['-', '_', '|']).filter(|&at| title.ends_with("网站") || title.ends_with("网") || title[at..].ends_with("政府"));
    let title = site.map_or(title, |at| &title[..at]).trim();
    (title.chars().count() >= SHORTEST).then_some(title)
}

fn is_unit(paragraphs: &[Paragraph], at: usize, words: &Words) -> bool {
    let text = &paragraphs[at].passage.text;
    matches!(outline::marker(text), Some((marker, _)) if marker != outline::Marker::Digit || !text.ends_with(|c: char| c.is_alphabetic()))
        && words
            .genres
            .of_title(text)
            .is_none_or(|_| text.contains('。') || outline::marker(text).is_some_and(|(marker, _)| marker < outline::Marker::Digit))
}

fn reads_as_title(paragraphs: &[Paragraph], range: Range<usize>, words: &Words) -> bool {
    let lines: Vec<&str> = range.map(|at| paragraphs[at].passage.text.as_str()).collect();
    if !lines.iter().all(|line| is_title_line(line, words)) {
        return false;
    }
    let whole: String = lines.concat();
    // A line in brackets goes with the title above it; the word over a table of contents, broken in two, with none.
    let (first, last) = (lines[0], lines[lines.len() - 1]);
    if (first.starts_with('（') && first.ends_with('）'))
        || (lines.len() > 1 && last.chars().count() <= 2 && words.frame.lines.is_no_title(&whole))
    {
        return false;
    }
    let length = whole.chars().count();
    let Some(genre) = words.genres.of_title(&whole) else { return false };
    let front = lines[..lines.len() - 1].concat();
    let last_alone = lines.len() > 1 && words.genres.forwarding.iter().any(|genre| front.ends_with(genre.as_str()));
    // A title whose front lines already end in a kind of text is two titles, unless the front ends inside 《》.
    let two_titles = last_alone && !open_title(&front) && !lines[lines.len() - 1].starts_with('（');
    (6..=LONGEST).contains(&length) && length > genre.chars().count() + 1 && !two_titles && balanced(&whole)
}

fn is_title_line(line: &str, words: &Words) -> bool {
    let stops = line.ends_with(['。', '：', '；', '，', '、']) || line.contains(['。', '；']);
    let label = line.find('：').is_some_and(|colon| line[..colon].chars().count() <= 5);
    !stops
        && !is_of_passage(line)
        && (!matches!(outline::marker(line), Some((outline::Marker::Digit, _))) || line.contains(ABOUT) || is_dated(line))
        && !words.frame.lines.is_no_title(line)
        && !label
        && line.chars().count() <= 60
        && dates::whole_line(line).is_none()
        && dates::all(line).last().is_none_or(|(day, _)| day.end < line.len())
        && metadata::whole_line_number(line).is_none()
}

/// Whether a line tells in brackets when and by whom a law was passed: it stands below the title.
fn is_of_passage(line: &str) -> bool {
    static PASSAGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^（.*(?:19|20)\d{2}年\d{1,2}月.*(?:通过|公布|发布|修订|修正|批准).*）$").expect("a constant pattern")
    });
    PASSAGE.is_match(line)
}

/// Whether a line ends in a day in brackets, as the titles of a collection do: 某市条例（2023年1月5日）.
fn is_dated(line: &str) -> bool {
    static DATED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"（(?:19|20)\d{2}年\d{1,2}月\d{1,2}日）$").expect("a constant pattern"));
    DATED.is_match(line)
}

/// Whether a document of a collection begins at a paragraph: a numbered title with its day behind it, 2.某市条例（2023年1月5日）.
#[must_use]
pub fn is_of_collection(paragraphs: &[Paragraph], at: usize, words: &Words) -> bool {
    let line = &paragraphs[at].passage.text;
    let numbered = outline::marker(line).is_some_and(|(marker, length)| marker == outline::Marker::Digit && length < line.len());
    numbered && line.chars().count() <= LONGEST && is_dated(line) && !line.contains('。') && words.genres.of_title(line).is_some()
}

fn open_title(text: &str) -> bool {
    text.matches('《').count() > text.matches('》').count()
}

fn balanced(text: &str) -> bool {
    [('《', '》'), ('“', '”'), ('（', '）')].iter().all(|(open, close)| text.matches(*open).count() == text.matches(*close).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_lines_that_end_in_a_kind_of_text_are_the_title() {
        let check = |text: &str, expected: Option<&str>| {
            let source = crate::source::decode(text.as_bytes(), "t").unwrap();
            let paragraphs = crate::document::paragraph::paragraphs(&source, crate::agency::Authority::built_in(), Words::built_in());
            let found = find(&paragraphs, 0..paragraphs.len(), Words::built_in())
                .map(|range| range.map(|at| paragraphs[at].passage.text.as_str()).collect::<String>());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check(
            "某市人民政府办公室\n关于印发某市行动方案的通知\n某政办〔2023〕1号\n各区人民政府：\n现印发给你们。\n某市行动方案\n一、目标\n",
            Some("某市人民政府办公室关于印发某市行动方案的通知"),
        );
        check("某省贯彻落实《“十四五”规划》\n实施方案\n\n为落实要求，制定本方案。\n", Some("某省贯彻落实《“十四五”规划》实施方案"));
        check("一、加大力度。落实政策方案\n二、推进\n", None);
        check("（联系人：王某某，12345678）\n某市某事工作方案\n一、目标\n", Some("某市某事工作方案"));
        check("主任王某某2020年1月2日\n某种管理办法\n一、目标\n", Some("某种管理办法"));
        check("某市某事条例\n目\n录\n第一章总则\n", Some("某市某事条例"));
    }

    #[test]
    fn a_carried_plan_is_named_by_its_notice() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(carried(text).map(|span| &text[span]), expected, "{text}");
        check("各县人民政府：《某市工作要点》已经市政府同意，现印发给你们。", Some("某市工作要点"));
        check("现将《某市工作要点》印发给你们。", Some("某市工作要点"));
        check("为落实《某省方案》，我局制定了《某市实施方案》（见附件）。", Some("某市实施方案"));
        check("《某种办法》已经会议通过，现予公布。", None);
        check("《某种管理办法》已经会议通过，现予公布。", Some("某种管理办法"));
        check("根据《某法》有关规定，结合实际，现就有关事项通知如下。", None);
        check("近日，省政府印发了《某省实施意见》，内容如下。", None);
        check("近日，省委印发了《某省实施意见》，并发出通知，要求各地落实。", Some("某省实施意见"));
        check("按照《某省工作方案》（已经省政府同意印发）要求，安排如下。", None);
    }

    #[test]
    fn a_notice_without_a_title_says_what_it_is_about() {
        let words = Words::built_in();
        let check = |text: &str, expected: Option<(&str, &str)>| assert_eq!(opening(text, words), expected, "{text}");
        check("为此，现就做好防汛工作有关事项通知如下：", Some(("做好防汛工作", "通知")));
        check("现就有关事项通知如下：", Some(("", "通知")));
        check("现就做好防汛工作通知如下：", Some(("做好防汛工作", "通知")));
        check("就此政策，解读如下：", Some(("", "解读")));
        check("现将评选结果公示如下。", Some(("评选结果", "公示")));
        check("现将有关情况报告市政府。", None);
        assert_eq!(of_opening("做好防汛工作", "通知", words).as_deref(), Some("关于做好防汛工作的通知"));
        assert_eq!(of_opening("", "通知", words), None);
        assert_eq!(of_opening("有关培训安排", "通知", words), None);
        assert_eq!(of_opening("2023年有关工作", "通知", words), None);
        assert_eq!(closing("正文。\n特此公告。\n某局", words), Some("公告"));
        assert_eq!(closing("正文。\n特此说明。", words), None);
    }

    #[test]
    fn a_first_line_is_a_title_where_it_is_nothing_else() {
        let check = |text: &str, expected: Option<&str>| {
            let source = crate::source::decode(text.as_bytes(), "t").unwrap();
            let authority = crate::agency::Authority::built_in();
            let paragraphs = crate::document::paragraph::paragraphs(&source, authority, Words::built_in());
            let found = first_line(&paragraphs, 0..paragraphs.len(), &|name| authority.knows(name), Words::built_in())
                .map(|range| range.map(|at| paragraphs[at].passage.text.as_str()).collect::<String>());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check(
            "为民服务办实事好事十年记\n努力建成便民服务网络新格局\n大连市人民政府\n正文如下。\n",
            Some("为民服务办实事好事十年记努力建成便民服务网络新格局"),
        );
        check("各区人民政府：\n请落实。\n", None);
        check("某政办〔2023〕1号\n请落实。\n", None);
        check("大连市人民政府\n请落实。\n", None);
        check("为做好工作，制定本方案。\n", None);
    }

    #[test]
    fn a_labelled_title_is_without_its_site() {
        assert_eq!(labelled("Title：某市新措施一月起实施-某市人民政府门户网站"), Some("某市新措施一月起实施"));
        assert_eq!(labelled("标题：某市新措施"), None);
    }
}
