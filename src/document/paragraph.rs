//! Lines become paragraphs: what a page break, a column width or a PDF cut apart is put together again.
//!
//! Two lines belong together where the first ends inside a sentence and the second does not look like a beginning.
//! A heading, a signature or a title ends without a full stop too; so a line only runs on where its paragraph has
//! begun a sentence (it holds a comma or a stop) or fills the column. No character is moved: spans still point into
//! the file.

use super::{column, outline, run_on};
use crate::agency::Authority;
use crate::passage::{Passage, Span};
use crate::source::{Line, Source};
use crate::words::Words;

/// A paragraph of a source.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// Its text, line ends taken out.
    pub passage: Passage,
    /// Heading level of the mark-up.
    pub heading: Option<u8>,
    /// The cells, where it is a table's row.
    pub cells: Vec<Span>,
}

/// Marks that end a sentence.
const STOPS: &[char] = &['。', '！', '？', '；'];

/// Closing marks that may stand behind a stop.
const CLOSERS: &[char] = &['”', '’', '）', '〕', '》', '〉', '」'];

/// The longest heading in code points that ends with its line although it holds a comma.
const LONGEST_HEADING: usize = 32;

/// The paragraphs of a source, in order; empty lines left out.
#[must_use]
pub fn paragraphs(source: &Source, authority: &Authority, words: &Words) -> Vec<Paragraph> {
    let width = column_width(&source.lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut state = State::default();
    let alone = source.lines.iter().filter(|line| !line.passage.text.is_empty()).count() == 1;
    let lines = column::gathered(source.lines.iter().flat_map(|line| run_on::pieces(line, alone, words)).collect(), authority, words);
    for (index, line) in lines.iter().enumerate() {
        if line.passage.text.is_empty() {
            state.gap = true;
            continue;
        }
        if is_page_number(&line.passage.text) {
            state.gap = true;
            continue;
        }
        let next = || lines[index + 1..].iter().find(|line| !line.passage.text.is_empty());
        let signs = |last: &Paragraph| {
            let (text, dated) = (&last.passage.text, next().is_some_and(is_date));
            let first_of_several = || text.ends_with('。') && next().is_some_and(|next| is_signature(&next.passage.text, authority));
            (state.gap && dated)
                || is_signature(&line.passage.text, authority) && (dated || is_signature(text, authority) || first_of_several())
        };
        let joins = paragraphs.last().is_some_and(|last| runs_on(last, line, &state, width, words) && !signs(last));
        match paragraphs.last_mut() {
            Some(last) if joins => last.passage.push_line(&line.passage),
            _ => paragraphs.push(Paragraph { passage: line.passage.clone(), heading: line.heading, cells: line.cells.clone() }),
        }
        state = State { gap: false, last_width: display_width(&line.passage.text), closed: line.closed };
    }
    paragraphs
}

/// What is known of the line before.
#[derive(Default)]
struct State {
    /// An empty line or a page number stood between.
    gap: bool,
    /// How wide the line before is.
    last_width: usize,
    /// The mark-up ended a paragraph.
    closed: bool,
}

/// Whether a line runs on from the paragraph before it.
fn runs_on(last: &Paragraph, line: &Line, state: &State, width: Option<usize>, words: &Words) -> bool {
    let (text, next) = (last.passage.text.as_str(), line.passage.text.as_str());
    if state.closed || line.heading.is_some() || !line.cells.is_empty() || !last.cells.is_empty() {
        return false;
    }
    let numbered = outline::marker(next).is_some();
    if open_bracket(text) {
        return !numbered;
    }
    if numbered || is_label_start(next, words) || last.heading.is_some() {
        return false;
    }
    let full = width.is_some_and(|width| state.last_width * 10 >= width * 8);
    let (marker, number) = outline::marker(text).map_or((None, 0), |(marker, length)| (Some(marker), length));
    if number == text.len() {
        return true;
    }
    // A column is broken before an opening quotation mark and behind a closing one when the line is set tight.
    let tight = width.is_some() && number > 0 && (next.starts_with(['“', '《', '（']) || text.ends_with(['”', '》']));
    if tight && !text.contains(STOPS) {
        return true;
    }
    if ends_sentence(text) {
        // A stop at the end of a full line says nothing; at the end of a short one it ends the paragraph.
        return full && !state.gap && text.ends_with('。') && !next.starts_with(['（', '〔']) || is_tail_bracket(text, next, words);
    }
    let body = &text[number..];
    let goes_on = text.ends_with(['，', '、', '；', '：', '和', '及']);
    // A numbered heading may hold a comma, and a label's names end without a stop: both end with their line unless it is full.
    let heading = number > 0 && marker != Some(outline::Marker::Article) && !body.contains('。') && body.chars().count() <= LONGEST_HEADING;
    let labelled = is_label_start(text, words) || is_label_start(text.rsplit(['。', '；']).next().unwrap_or_default(), words);
    if (heading || labelled) && !full && !goes_on {
        return false;
    }
    let begun = body.contains(['，', '。', '；']) || body.chars().count() > 60 || (number == 0 && text.contains('、'));
    if is_standalone(next) || words.frame.lines.heads_attachment(next) || words.frame.lines.heads_attachment(text) {
        return false;
    }
    begun || (full && !is_standalone(text))
}

/// A responsibility bracket that stands on the line after its sentence belongs to the paragraph.
fn is_tail_bracket(text: &str, next: &str, words: &Words) -> bool {
    text.ends_with('。') && next.starts_with(['（', '〔']) && outline::marker(next).is_none() && words.frame.lines.source(next).is_none()
}

/// Whether a text ends as sentences end.
fn ends_sentence(text: &str) -> bool {
    let trimmed = text.trim_end_matches(CLOSERS);
    trimmed.ends_with(STOPS)
        || (text.ends_with('：'))
        || (trimmed.len() < text.len() && text.ends_with(['）', '〕']) && !trimmed.ends_with(['、', '，']))
}

/// Whether the last bracket of the text's last 800 characters is still open.
fn open_bracket(text: &str) -> bool {
    let mut depth = 0_i32;
    for character in text.chars().rev().take(800) {
        match character {
            '）' | '〕' => depth += 1,
            '（' | '〔' if depth == 0 => return true,
            '（' | '〔' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Whether a line begins with a label that stands on lines of its own: `责任单位：…`.
fn is_label_start(line: &str, words: &Words) -> bool {
    let Some(colon) = line.find('：') else { return false };
    let label = &line[..colon];
    label.chars().count() <= 8 && words.label(label).is_some()
}

/// Whether a line is a body's name and no more, as above the date of a text.
fn is_signature(line: &str, authority: &Authority) -> bool {
    line.chars().count() <= 40 && authority.knows(line)
}

/// Whether a line is a date: the line above it is a signature.
fn is_date(line: &Line) -> bool {
    super::dates::whole_line(&line.passage.text).is_some()
}

/// Whether a line stands alone: a date, a document number.
fn is_standalone(line: &str) -> bool {
    super::dates::whole_line(line).is_some() || super::metadata::whole_line_number(line).is_some()
}

/// Whether a line is only a page's number: `12`, `—12—`, `- 3 -`, `第3页`.
pub(super) fn is_page_number(line: &str) -> bool {
    let inner = line.trim_matches(['-', '—', '–', '－', '·', ' ', '第', '页']);
    inner.len() <= 4 && !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit())
}

/// The width of the column a text was set in, where it was: the length that many lines reach and hardly any exceeds.
fn column_width(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().map(|line| display_width(&line.passage.text)).filter(|width| *width >= 20).collect();
    if widths.len() < 12 {
        return None;
    }
    widths.sort_unstable();
    let high = widths[widths.len() * 9 / 10];
    let near = widths.iter().filter(|width| **width * 10 >= high * 9).count();
    (high <= 130 && near * 4 >= widths.len()).then_some(high)
}

/// Columns a text takes: two for a Han character, one for a Latin one.
fn display_width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let source = crate::source::decode(text.as_bytes(), "t").unwrap();
        let found: Vec<String> =
            paragraphs(&source, Authority::built_in(), Words::built_in()).into_iter().map(|p| p.passage.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_page_break_inside_a_sentence_is_mended() {
        check("推动种业转变，\n\n逐步发展设计。（省农业农村厅）\n", &["推动种业转变，逐步发展设计。（省农业农村厅）"]);
        check("（责任单位：市城建局、成\n\n员单位)\n\n#### 四、要求\n", &["（责任单位：市城建局、成员单位）", "四、要求"]);
    }

    #[test]
    fn headings_dates_and_numbers_stand_alone() {
        check("（一）加强领导，压实责任\n各部门要落实。\n", &["（一）加强领导，压实责任", "各部门要落实。"]);
        check("责任科室：法规科牵头，各科室配合\n二是强化管理。\n", &["责任科室：法规科牵头，各科室配合", "二是强化管理。"]);
        check("一、目标\n到2025年，见效。\n二、任务\n", &["一、目标", "到2025年，见效。", "二、任务"]);
        check(
            "现印发给你们，请落实。\n某市人民政府办公室\n2023 年4 月16 日\n某市工作要点\n",
            &["现印发给你们，请落实。", "某市人民政府办公室", "2023年4月16日", "某市工作要点"],
        );
    }

    #[test]
    fn a_number_at_a_line_start_is_no_heading() {
        check("达到，\n2.5 件以上。\n", &["达到，2.5件以上。"]);
    }

    #[test]
    fn page_numbers_are_dropped() {
        check("推进服务、\n— 12 —\n管理一体化。\n", &["推进服务、管理一体化。"]);
    }
}
