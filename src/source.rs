//! A file becomes text: bytes decoded, lines told apart, each line a passage that points into the file. Knows no Chinese.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::passage::{Passage, Span};

pub mod html;

/// One file as decoded, and its lines as a reader sees them.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The path below the folder given, with `/`.
    pub path: String,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub digest: String,
    /// The text as decoded, without a byte-order mark; evidence counts its code points.
    pub characters: Vec<char>,
    /// Code point at which each printed line of the file starts.
    line_starts: Vec<usize>,
    /// The lines to read: those of the file for text, the blocks of the page for HTML.
    pub lines: Vec<Line>,
    /// What is already known of the document from a page's metadata table, as printed: name → value.
    pub metadata: Vec<(String, String)>,
    /// Whether bytes had to be replaced in decoding.
    pub damaged: bool,
}

/// One line to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What it says, white space at its ends left out.
    pub passage: Passage,
    /// Heading level of the mark-up: 1 for `#` or `<h1>`; none for plain lines.
    pub heading: Option<u8>,
    /// The cells, where the line is a table's row.
    pub cells: Vec<Span>,
    /// Whether the mark-up says that a paragraph ends here, so that the next line never continues it.
    pub closed: bool,
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The operating system refused.
    #[error("cannot read `{path}`: {cause}; check that the file exists and that you may read it")]
    Io {
        /// The file.
        path: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The bytes are no text.
    #[error("`{path}` is not text (byte {at} is {byte:#04x}); convert it to UTF-8 text, Markdown or HTML first")]
    Binary {
        /// The file.
        path: String,
        /// Where the first such byte stands.
        at: usize,
        /// The byte.
        byte: u8,
    },
}

/// The SHA-256 of some bytes, in lower-case hexadecimal.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a file that will be known as `name`.
///
/// # Errors
/// Where the file cannot be read or is no text.
pub fn open(path: &Path, name: &str) -> Result<Source, SourceError> {
    let bytes = std::fs::read(path).map_err(|cause| SourceError::Io { path: path.display().to_string(), cause })?;
    decode(&bytes, name)
}

/// Makes a source of bytes that will be known as `name`.
///
/// # Errors
/// Where the bytes are no text.
pub fn decode(bytes: &[u8], name: &str) -> Result<Source, SourceError> {
    let (text, damaged) = text(bytes, name)?;
    let characters: Vec<char> = text.chars().collect();
    let mut line_starts = vec![0];
    line_starts.extend(characters.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(at, _)| at + 1));
    let mut source = Source { path: name.to_owned(), digest: digest(bytes), characters, line_starts, damaged, ..Source::default() };
    if html::is_html(&text) {
        let page = html::read(&source.characters);
        source.lines = page.lines;
        source.metadata = page.metadata;
    } else {
        source.lines = plain_lines(&source.characters);
    }
    Ok(source)
}

impl Source {
    /// The 1-based line of the file in which a code point stands.
    #[must_use]
    pub fn line_of(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at).max(1)
    }

    /// The slice of the file between two code points.
    #[must_use]
    pub fn slice(&self, range: std::ops::Range<usize>) -> String {
        self.characters[range].iter().collect()
    }
}

/// Decodes UTF-8 and UTF-16 by their marks, else UTF-8, else GB18030; bytes that fit none are replaced and reported.
fn text(bytes: &[u8], name: &str) -> Result<(String, bool), SourceError> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Ok((text.into_owned(), damaged));
    }
    if let Some(at) = bytes.iter().position(|&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x0b)) {
        return Err(SourceError::Binary { path: name.to_owned(), at, byte: bytes[at] });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), false));
    }
    let (chinese, unfit) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    if !unfit {
        return Ok((chinese.into_owned(), false));
    }
    Ok((String::from_utf8_lossy(bytes).into_owned(), true))
}

/// The lines of plain text and Markdown.
fn plain_lines(characters: &[char]) -> Vec<Line> {
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
    let mut line = Line { heading, ..Line::default() };
    if part[at..].starts_with(&['|']) {
        line.cells = table_row(&part[at..], start + at, &mut line.passage);
        return line;
    }
    push_even(&part[at..], start + at, &mut line.passage);
    line
}

/// Appends characters without white space and emphasis marks; one space stays between two Latin words or numbers.
pub(crate) fn push_even(part: &[char], start: usize, passage: &mut Passage) {
    let mut gap = None;
    let mut index = 0;
    while index < part.len() {
        let character = part[index];
        let at = start + index;
        if matches!(part[index..], ['*', '*', ..] | ['_', '_', ..]) {
            index += 2;
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

    fn lines(text: &str) -> Vec<String> {
        decode(text.as_bytes(), "t").unwrap().lines.into_iter().map(|line| line.passage.text).collect()
    }

    #[test]
    fn white_space_goes_except_between_latin_words() {
        assert_eq!(lines("2023 年6 月\n　推进 BIM 技术 and rules 5G 700MHz\n"), ["2023年6月", "推进BIM技术and rules 5G 700MHz"]);
    }

    #[test]
    fn markdown_marks_give_headings_and_cells() {
        let source = decode("## 一、目标\n**（一）内容。**正文\n| 序号 | 牵头单位 |\n".as_bytes(), "t").unwrap();
        assert_eq!(source.lines[0].heading, Some(2));
        assert_eq!(source.lines[1].passage.text, "（一）内容。正文");
        let row = &source.lines[2];
        let cells: Vec<&str> = row.cells.iter().map(|cell| &row.passage.text[cell.clone()]).collect();
        assert_eq!(cells, ["序号", "牵头单位"]);
    }

    #[test]
    fn encodings_are_told_apart() {
        let (gbk, ..) = encoding_rs::GBK.encode("省农业农村厅");
        assert_eq!(decode(&gbk, "t").unwrap().lines[0].passage.text, "省农业农村厅");
        assert_eq!(decode("\u{feff}省".as_bytes(), "t").unwrap().characters, ['省']);
        assert!(decode(b"\xe7\x9c\x81\xff\xff\n", "t").unwrap().damaged);
        assert!(matches!(decode(b"PK\x03\x04", "t"), Err(SourceError::Binary { at: 2, .. })));
    }

    #[test]
    fn lines_are_counted_in_the_file() {
        let source = decode("一\r\n二\n三".as_bytes(), "t").unwrap();
        assert_eq!(source.line_of(0), 1);
        assert_eq!(source.line_of(3), 2);
        assert_eq!(source.line_of(5), 3);
    }
}
