//! The title of a document among its first paragraphs.
//!
//! A title is one to four short lines without a stop that end together in the word for a kind of text (通知, 方案). The
//! notice's title comes before that of the plan it carries, so the first such lines win; where none is printed, the plan
//! named in 现将《…》印发给你们 is the title.

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

/// The title of the plan that a notice carries: 现将《X》印发给你们.
#[must_use]
pub fn carried(text: &str) -> Option<&str> {
    static CARRIED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"《([^《》]+(?:〈[^〈〉]*〉[^《》]*)?)》[^。《》]{0,60}?(?:印发|发布|公布|转发|审议通过|同意)")
            .expect("a constant pattern")
    });
    let head_end = text.char_indices().nth(600).map_or(text.len(), |(byte, _)| byte);
    CARRIED.captures(&text[..head_end]).and_then(|parts| parts.get(1)).map(|title| title.as_str())
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
    }

    #[test]
    fn a_carried_plan_is_named_by_its_notice() {
        assert_eq!(carried("各县人民政府：《某市工作要点》已经市政府同意，现印发给你们。"), Some("某市工作要点"));
        assert_eq!(carried("根据《某法》有关规定，结合实际，现就有关事项通知如下。"), None);
    }
}
