//! The lines of plain text and Markdown, and how characters are made even for reading.

use super::Line;
use crate::passage::{Passage, Span};

/// The lines of plain text and Markdown.
pub(super) fn lines(characters: &[char]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for part in characters.split_inclusive(|c| *c == '\n') {
        lines.push(plain_line(part, start));
        start += part.len();
    }
    lines
}

/// One line of plain text or Markdown: `#` gives a heading, `|` a table row; emphasis marks are dropped.
fn plain_line(part: &[char], start: usize) -> Line {
    let mut at = part.iter().take_while(|c| c.is_whitespace()).count();
    let marks = part[at..].iter().take_while(|c| **c == '#').count();
    let heading = (1..=6).contains(&marks).then(|| u8::try_from(marks).unwrap_or(6));
    if heading.is_some() {
        at += marks;
    }
    at += bullet(&part[at..]);
    let mut line = Line { heading, ..Line::default() };
    if part[at..].starts_with(&['|']) {
        line.cells = table_row(&part[at..], start + at, &mut line.passage);
        return line;
    }
    push_even(&part[at..], start + at, &mut line.passage);
    line
}

/// The length of what Markdown puts before a list's item or a quotation: `- `, `* `, `> `, `- [ ] `.
fn bullet(part: &[char]) -> usize {
    let mut at = 0;
    while matches!(part[at..], ['-' | '*' | '+' | '>', ' ', next, ..] if !next.is_whitespace() && !next.is_ascii_digit())
        || matches!(part[at..], ['-' | '*' | '+' | '>', ' ', first, second, ..] if first.is_ascii_digit() && second != ' ' && second != '-')
    {
        at += 2;
    }
    if at > 0 && matches!(part[at..], ['[', ' ' | 'x' | 'X', ']', ' ', ..]) {
        at += 4;
    }
    at
}

/// Appends characters without white space and emphasis marks; one space stays between two Latin words or numbers.
pub(super) fn push_even(part: &[char], start: usize, passage: &mut Passage) {
    let mut gap = None;
    let mut index = 0;
    while index < part.len() {
        let character = part[index];
        let at = start + index;
        if matches!(part[index..], ['*', '*', ..] | ['_', '_', ..]) {
            index += 2;
            continue;
        }
        // 5\. is a number whose point Markdown is told to leave alone.
        if matches!(part[index..], ['\\', mark, ..] if mark.is_ascii_punctuation()) {
            index += 1;
            continue;
        }
        if let Some(length) = line_break(&part[index..]) {
            gap.get_or_insert(at);
            index += length;
            continue;
        }
        index += 1;
        if is_gap(character) {
            gap.get_or_insert(at);
            continue;
        }
        if let Some(gap_at) = gap.take()
            && character.is_ascii_alphanumeric()
            && passage.text.ends_with(|c: char| c.is_ascii_alphabetic() || (c.is_ascii_digit() && character.is_ascii_digit()))
        {
            passage.push(' ', gap_at);
        }
        passage.push(character, at);
    }
}

/// The length of a line break in mark-up, as it stands in cells: `<br>`, `<br/>`.
fn line_break(part: &[char]) -> Option<usize> {
    let starts = part.first() == Some(&'<') && part.len() > 3 && part[1].eq_ignore_ascii_case(&'b') && part[2].eq_ignore_ascii_case(&'r');
    let end = part.iter().take(8).position(|c| *c == '>').filter(|_| starts)?;
    part[3..end].iter().all(|c| matches!(c, ' ' | '/')).then_some(end + 1)
}

/// White space and characters that print nothing.
fn is_gap(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{e000}'..='\u{f8ff}')
}

/// The cells of a Markdown table row, as spans of the passage they are appended to, `|` between them.
fn table_row(part: &[char], start: usize, passage: &mut Passage) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut from = None;
    for (index, character) in part.iter().enumerate() {
        if *character == '|' || index + 1 == part.len() {
            let end = if *character == '|' { index } else { index + 1 };
            if let Some(first) = from {
                let before = passage.text.len();
                push_even(&part[first..end], start + first, passage);
                cells.push(before..passage.text.len());
            }
            if *character == '|' {
                passage.push('|', start + index);
                from = Some(index + 1);
            }
        }
    }
    if part.iter().rev().find(|c| !c.is_whitespace()) == Some(&'|') && cells.last().is_some_and(std::ops::Range::is_empty) {
        cells.pop();
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        lines(&text.chars().collect::<Vec<_>>()).into_iter().map(|line| line.passage.text).collect()
    }

    #[test]
    fn white_space_goes_except_between_latin_words() {
        assert_eq!(read("2023 年6 月\n　推进 BIM 技术 and rules 5G 700MHz\n"), ["2023年6月", "推进BIM技术and rules 5G 700MHz"]);
    }

    #[test]
    fn bullets_quotations_and_escapes_go() {
        assert_eq!(
            read("* 3、推进\n> 责任单位\n- [ ] 5.宣传\n5\\. 建设\n- 3 -\n-5度\n"),
            ["3、推进", "责任单位", "5.宣传", "5.建设", "-3-", "-5度"]
        );
    }

    #[test]
    fn markdown_marks_give_headings_and_cells() {
        let lines = lines(&"## 一、目标\n**（一）内容。**正文\n| 序号 | 牵头单位 |\n".chars().collect::<Vec<_>>());
        assert_eq!(lines[0].heading, Some(2));
        assert_eq!(lines[1].passage.text, "（一）内容。正文");
        let row = &lines[2];
        let cells: Vec<&str> = row.cells.iter().map(|cell| &row.passage.text[cell.clone()]).collect();
        assert_eq!(cells, ["序号", "牵头单位"]);
    }
}
