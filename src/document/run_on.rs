//! Lines that hold a whole text: a page copied without its line ends is cut where titles, numbers, articles and headings begin.
//!
//! Only very long lines are looked at, and only where a sentence has ended before the mark; what stands between two cuts keeps
//! its place in the source.

use std::sync::LazyLock;

use regex::Regex;

use super::{dates, metadata};
use crate::passage::{Passage, Span};
use crate::source::Line;
use crate::words::Words;

/// The shortest line, in code points, that is taken for a text without line ends; the longest paragraph of ordinary papers is shorter.
const LONG: usize = 700;

/// Code points from the line's start in which a title and a number can stand.
const HEAD: usize = 200;

/// Marks of headings and articles: behind the end of a sentence or list, behind a chapter's or a part's short heading, and of chapters.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    let numeral = "[一二三四五六七八九十百]{1,4}";
    let behind_stop =
        format!("[。；：！？）〕”](第{numeral}[章节条]|{numeral}、|（{numeral}）|[0-9]{{1,2}}[．.、][^0-9]|（[0-9]{{1,2}}）)");
    let behind_chapter = format!("(第{numeral}章)[^。，；]{{1,20}}?(第{numeral}[条节])");
    let behind_part = format!("[。；：！？）〕”]({numeral}、)[^。，；：（]{{2,25}}(（一）|1[．.][^0-9])");
    Regex::new(&format!("{behind_part}|{behind_stop}|{behind_chapter}|(第{numeral}章)")).expect("a constant pattern")
});

/// The shortest line that is the whole source and is taken for a text without line ends.
const LONG_ALONE: usize = 150;

/// The line, or the pieces of one that holds a whole text; `alone` where the source has no other.
pub(super) fn pieces(line: &Line, alone: bool, words: &Words) -> Vec<Line> {
    let text = line.passage.text.as_str();
    if !line.cells.is_empty() || line.heading.is_some() {
        return vec![line.clone()];
    }
    if text.chars().count() < if alone { LONG_ALONE } else { LONG } {
        let cuts = articles(text);
        let last = cuts.len();
        let mut pieces = cut(line, &cuts);
        // The next line may go on with the last article.
        pieces[last].closed = line.closed;
        return pieces;
    }
    let mut cuts = head(text, words);
    let mut from = cuts.last().copied().unwrap_or(0);
    while let Some(parts) = MARK.captures_at(text, from) {
        for mark in parts.iter().skip(1).flatten() {
            if mark.start() > 0 && depth(&text[from..mark.start()]) == 0 {
                cuts.push(mark.start());
            }
            from = mark.end();
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cut(line, &cuts)
}

/// The pieces of a line between cuts.
fn cut(line: &Line, cuts: &[usize]) -> Vec<Line> {
    if cuts.is_empty() {
        return vec![line.clone()];
    }
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain(std::iter::once(line.passage.text.len()));
    starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| piece(line, start..end)).collect()
}

/// Where the articles behind the one that a line begins with begin: 第八条…。第九条….
fn articles(text: &str) -> Vec<usize> {
    static ARTICLE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("(^|[。；：）])第([一二三四五六七八九十百零]{1,7})条").expect("a constant pattern"));
    let mut cuts = Vec::new();
    let mut last = None;
    for parts in ARTICLE.captures_iter(text) {
        let (Some(whole), number) = (parts.get(0), dates::numeral(&parts[2])) else { continue };
        let cites = ["规定", "第", "所", "的", "、", "至", "和"].iter().any(|word| text[whole.end()..].starts_with(word));
        match last {
            None if whole.start() == 0 && parts[1].is_empty() => last = number,
            Some(before) if number == Some(before + 1) && !cites => {
                cuts.push(whole.start() + parts[1].len());
                last = number;
            }
            _ => {}
        }
    }
    cuts
}

fn piece(line: &Line, span: Span) -> Line {
    let mut passage = Passage::default();
    passage.push_part(&line.passage, span);
    Line { passage, closed: true, ..Line::default() }
}

/// Where title, number and addressees end at the head of a text: 某省人民政府关于某事的通知某政〔2023〕1号各市人民政府：….
fn head(text: &str, words: &Words) -> Vec<usize> {
    let limit = text.char_indices().nth(HEAD).map_or(text.len(), |(at, _)| at);
    let mut cuts = Vec::new();
    let number = metadata::number(text).filter(|(range, _)| range.end <= limit).and_then(|(range, _)| {
        // The letters of the number run into the title's last word: …的通知某政〔2023〕1号.
        let letters = range.start..text[range.clone()].find('〔').map_or(range.end, |at| range.start + at);
        let ends_title = |at: &usize| text.is_char_boundary(*at) && words.genres.of_title(&text[..*at]).is_some();
        let start = letters.rev().find(ends_title).or((range.start == 0).then_some(0))?;
        Some([start, range.end])
    });
    if let Some(cut) = number {
        cuts.extend(cut);
        cuts.extend((cut[0] == 0).then(|| end_of_notice(&text[..limit], cut[1], words)).flatten());
    } else if let Some(end) = end_of_notice(&text[..limit], 0, words) {
        cuts.push(end);
    } else {
        static TO: LazyLock<Regex> = LazyLock::new(|| Regex::new("各[^，。：]{1,20}").expect("a constant pattern"));
        let addressed = TO.find_iter(&text[..limit]).map(|found| found.start());
        cuts.extend(addressed.take(3).find(|&at| words.genres.of_title(&text[..at]).is_some()));
    }
    let from = cuts.last().copied().unwrap_or(0);
    let colon = text[from..].find('：').map(|at| from + at + '：'.len_utf8());
    cuts.extend(colon.filter(|&at| from > 0 && text[from..at].chars().count() <= HEAD && !text[from..at].contains('。')));
    cuts
}

/// Where a notice's title ends that begins at a byte: behind the kind of 关于某事的通知, where the title goes on no further.
fn end_of_notice(text: &str, from: usize, words: &Words) -> Option<usize> {
    static ABOUT: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[^，。；：]{0,60}?关于").expect("a constant pattern"));
    static SERIAL: LazyLock<Regex> = LazyLock::new(|| Regex::new("^（[一二三四五六七八九十]{1,3}）").expect("a constant pattern"));
    let about = from + ABOUT.find(&text[from..])?.end();
    let sentence = text[about..].find(['。', '；', '：']).map_or(text.len(), |at| about + at);
    let kinds =
        words.genres.formulas.iter().flat_map(|kind| {
            text[about..sentence].match_indices(kind.as_str()).map(|(at, kind)| about + at + kind.len()).collect::<Vec<_>>()
        });
    kinds
        // 公示（三）: one of several.
        .map(|end| end + SERIAL.find(&text[end..]).map_or(0, |serial| serial.end()))
        .filter(|&end| {
            let title = &text[from..end];
            let open = |open: &str, close: &str| title.matches(open).count() > title.matches(close).count();
            let ends = !text[end..].starts_with(NOT_BEHIND_TITLES);
            let of = words
                .genres
                .formulas
                .iter()
                .any(|kind| SERIAL_BEHIND.replace(title, "").strip_suffix(kind.as_str()).is_some_and(|front| front.ends_with('的')));
            ends && of && !open("《", "》") && !open("〈", "〉") && !open("（", "）")
        })
        .min()
}

/// （三） behind a title.
static SERIAL_BEHIND: LazyLock<Regex> = LazyLock::new(|| Regex::new("（[一二三四五六七八九十]{1,3}）$").expect("a constant pattern"));

/// What behind a kind of text shows that the title goes on, or that it stands in a sentence.
const NOT_BEHIND_TITLES: [char; 14] = ['》', '〉', '”', '，', '、', '。', '的', '和', '及', '与', '（', '）', '要', '精'];

fn depth(text: &str) -> usize {
    let (opened, closed) = text.chars().fold((0_usize, 0_usize), |(opened, closed), c| match c {
        '（' | '〔' | '“' => (opened + 1, closed),
        '）' | '〕' | '”' => (opened, closed + 1),
        _ => (opened, closed),
    });
    opened.saturating_sub(closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let filler = "这是为了凑足长度而写的一句话，".repeat(60);
        let mut passage = Passage::default();
        for (at, character) in format!("{text}{filler}").chars().enumerate() {
            passage.push(character, at);
        }
        let line = Line { passage, ..Line::default() };
        pieces(&line, false, Words::built_in()).into_iter().map(|line| line.passage.text.replace(&filler, "")).collect()
    }

    #[test]
    fn a_text_without_line_ends_is_cut_at_its_marks() {
        let text = "甲市人民政府关于某事的通知甲政〔2023〕1号各区人民政府：现通知如下。一、总体要求要做好工作。二、任务（一）建设平台。（甲局、乙局负责）（二）培训人员。";
        assert_eq!(
            cut(text),
            [
                "甲市人民政府关于某事的通知",
                "甲政〔2023〕1号",
                "各区人民政府：",
                "现通知如下。",
                "一、总体要求要做好工作。",
                "二、任务",
                "（一）建设平台。（甲局、乙局负责）",
                "（二）培训人员。"
            ]
        );
        assert_eq!(cut("第一章总则第一条为了某事。第二条甲局应当报告。"), ["第一章总则", "第一条为了某事。", "第二条甲局应当报告。"]);
        assert_eq!(
            cut("市人社局关于某事的通知各区人力资源和社会保障局：现通知如下。"),
            ["市人社局关于某事的通知", "各区人力资源和社会保障局：", "现通知如下。"]
        );
    }

    #[test]
    fn a_line_of_several_articles_is_cut_between_them() {
        let articles =
            |text: &str| articles(text).iter().map(|at| &text[*at..]).map(|rest| rest.chars().take(3).collect()).collect::<Vec<String>>();
        assert_eq!(articles("第八条甲局应当报告。第九条乙局应当检查。第十条丙局负责。"), ["第九条", "第十条"]);
        assert_eq!(articles("第八条甲局应当报告。第九条规定的情形除外。").len(), 0);
        assert_eq!(articles("第八条甲局应当报告。第三条乙局应当检查。").len(), 0);
        assert_eq!(articles("甲局应当报告。第九条乙局应当检查。").len(), 0);
    }

    #[test]
    fn a_short_line_is_cut_where_it_is_the_whole_source() {
        let text = "甲市乙局关于做好某事的通知甲农科院、各县农业局：为做好某项工作，现通知如下。";
        let mut passage = Passage::default();
        for (at, character) in format!("{text}{}", "请各单位认真做好这项工作。".repeat(12)).chars().enumerate() {
            passage.push(character, at);
        }
        let line = Line { passage, ..Line::default() };
        let first = |alone: bool| pieces(&line, alone, Words::built_in())[0].passage.text.clone();
        assert_eq!(first(true), "甲市乙局关于做好某事的通知");
        assert_eq!(first(false), line.passage.text);
    }

    #[test]
    fn numbers_inside_sentences_cut_nothing() {
        assert_eq!(cut("近日印发《甲市关于某事的实施意见》（甲政〔2015〕39号）。").len(), 1);
        assert_eq!(cut("按照《意见》第三条、第四条办理，增长3.5倍。").len(), 1);
    }
}
