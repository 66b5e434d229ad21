//! A web page becomes lines: its blocks in order, scripts and styles left out, every character pointing into the file.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::Line;
use super::text::push_even;
use crate::passage::{Passage, Span};

/// What a page gives.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Its blocks.
    pub(crate) lines: Vec<Line>,
    /// The rows of its metadata table: 索引号, 发文机关, 成文日期, 发文字号, 标题 and the like, as printed.
    pub(crate) metadata: Vec<(String, String)>,
}

/// Whether a text is a page: it begins, white space and a declaration aside, with a tag that pages begin with.
pub(crate) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(400).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html")
        || (start.starts_with('<') && ["<html", "<head", "<body", "<meta", "<div", "<table"].iter().any(|tag| start.contains(tag)))
}

/// Elements whose text is no text of the document.
const SILENT: &[&str] = &["script", "style", "noscript", "title", "head", "select", "button", "textarea", "nav", "footer"];

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "table",
    "tbody",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "center",
    "blockquote",
    "pre",
    "hr",
    "dd",
    "dt",
    "dl",
    "form",
    "body",
];

/// Reads a page.
pub(crate) fn read(source: &[char]) -> Page {
    let text: String = source.iter().collect();
    let mut places: Vec<usize> = Vec::with_capacity(text.len() + 1);
    for (at, character) in source.iter().enumerate() {
        places.extend(std::iter::repeat_n(at, character.len_utf8()));
    }
    let mut reader = PageReader { source, ..PageReader::default() };
    for token in Tokenizer::new_with_emitter(&text, DefaultEmitter::<usize>::new_with_span()).flatten() {
        match token {
            Token::StartTag(tag) => reader.open(&String::from_utf8_lossy(&tag.name), tag.self_closing),
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) if reader.silent.is_empty() => {
                let start = places.get(words.span.start).copied().unwrap_or(source.len());
                let end = places.get(words.span.end).copied().unwrap_or(source.len());
                reader.words(start, end);
            }
            _ => {}
        }
    }
    reader.end_paragraph();
    while !reader.rows.is_empty() {
        reader.end_row();
        reader.rows.pop();
    }
    reader.page
}

/// The state of reading a page: silent elements that are open, the paragraph begun, and the tables around it.
#[derive(Default)]
struct PageReader<'a> {
    source: &'a [char],
    page: Page,
    silent: Vec<String>,
    heading: Option<u8>,
    passage: Passage,
    /// The rows being read, innermost last: each a list of cells, each a list of paragraphs.
    rows: Vec<Vec<Vec<Passage>>>,
}

/// A cell with more text than this is the page's layout, not a table's cell.
const LONGEST_CELL: usize = 400;

impl PageReader<'_> {
    fn open(&mut self, name: &str, self_closing: bool) {
        if SILENT.contains(&name) {
            if !self_closing {
                self.silent.push(name.to_owned());
            }
            return;
        }
        match name {
            "table" => {
                self.end_paragraph();
                // What stood in the outer row before an inner table is text of its own.
                self.release_row();
                self.rows.push(Vec::new());
            }
            "tr" => self.end_row(),
            "td" | "th" => {
                self.end_paragraph();
                if let Some(row) = self.rows.last_mut() {
                    row.push(Vec::new());
                }
            }
            _ if BLOCKS.contains(&name) => self.end_paragraph(),
            _ => {}
        }
        if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok()) {
            self.heading = Some(level);
        }
    }

    fn close(&mut self, name: &str) {
        if self.silent.last().is_some_and(|open| open == name) {
            self.silent.pop();
            return;
        }
        match name {
            "table" => {
                self.end_row();
                self.rows.pop();
            }
            "tr" => self.end_row(),
            "td" | "th" => self.end_paragraph(),
            _ if BLOCKS.contains(&name) => self.end_paragraph(),
            _ => {}
        }
    }

    fn words(&mut self, start: usize, end: usize) {
        let part = &self.source[start..end];
        let mut at = 0;
        while at < part.len() {
            if part[at] == '&'
                && let Some(length) = part[at..].iter().take(12).position(|c| *c == ';')
                && let Some(character) = entity(&part[at + 1..at + length].iter().collect::<String>())
            {
                if !character.is_whitespace() {
                    self.passage.push(character, start + at);
                }
                at += length + 1;
                continue;
            }
            let next = part[at + 1..].iter().position(|c| *c == '&').map_or(part.len(), |more| at + 1 + more);
            push_even(&part[at..next], start + at, &mut self.passage);
            at = next;
        }
    }

    /// Ends the paragraph begun: into the open cell, or as a line.
    fn end_paragraph(&mut self) {
        let passage = std::mem::take(&mut self.passage);
        let heading = self.heading.take();
        if passage.text.is_empty() {
            return;
        }
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            Some(cell) => cell.push(passage),
            None => self.line(passage, heading, Vec::new()),
        }
    }

    fn line(&mut self, passage: Passage, heading: Option<u8>, cells: Vec<Span>) {
        self.page.lines.push(Line { passage, heading, cells, closed: true });
    }

    /// Lets the paragraphs of the open row go as lines.
    fn release_row(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            for paragraph in std::mem::take(row).into_iter().flatten() {
                self.line(paragraph, None, Vec::new());
            }
        }
    }

    /// Ends the open row: fields of a metadata table, a row of cells, or layout.
    fn end_row(&mut self) {
        self.end_paragraph();
        let Some(row) = self.rows.last() else { return };
        let text = |cell: &[Passage]| cell.iter().map(|paragraph| paragraph.text.as_str()).collect::<String>();
        let cells: Vec<String> = row.iter().map(|cell| text(cell)).collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let fields = cells.len() >= 2 && cells.len().is_multiple_of(2) && filled > 0 && cells.iter().step_by(2).all(|name| is_label(name));
        if fields && self.page.lines.len() < 3 {
            let pairs =
                cells.chunks(2).filter(|pair| !pair[0].is_empty()).map(|pair| (pair[0].trim_end_matches('：').to_owned(), pair[1].clone()));
            self.page.metadata.extend(pairs);
            if let Some(row) = self.rows.last_mut() {
                row.clear();
            }
            return;
        }
        let layout = filled <= 1 && row.len() <= 1
            || row.iter().zip(&cells).any(|(cell, text)| cell.len() > 3 && text.chars().count() > LONGEST_CELL);
        if layout {
            self.release_row();
            return;
        }
        let Some(row) = self.rows.last_mut().map(std::mem::take) else { return };
        let (mut passage, mut spans) = (Passage::default(), Vec::new());
        for cell in row {
            if !passage.text.is_empty() {
                passage.push_separator('|');
            }
            let from = passage.text.len();
            for paragraph in cell {
                passage.push_part(&paragraph, 0..paragraph.text.len());
            }
            spans.push(from..passage.text.len());
        }
        if filled > 0 {
            self.line(passage, None, spans);
        }
    }
}

/// Whether a cell names a field of a metadata table: short, and ended by a colon.
fn is_label(cell: &str) -> bool {
    cell.ends_with('：') && cell.chars().count() <= 8 || cell.is_empty()
}

/// The character of an entity that government pages use.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    Some(match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "middot" => '·',
        "times" => '×',
        "yen" => '¥',
        "permil" => '‰',
        "bull" => '•',
        "deg" => '°',
        "rarr" => '→',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_characters_point_into_the_file() {
        let file: Vec<char> = "<html><body><p>省<b>财政</b>厅&nbsp;牵头</p><p>第二&ldquo;段&rdquo;</p></body></html>".chars().collect();
        let page = read(&file);
        assert_eq!(page.lines[0].passage.text, "省财政厅牵头");
        assert_eq!(page.lines[1].passage.text, "第二“段”");
        let span = 0.."省财政厅".len();
        assert_eq!(file[page.lines[0].passage.in_source(&span)].iter().collect::<String>(), "省<b>财政</b>厅");
    }

    #[test]
    fn a_metadata_table_is_no_text() {
        let page = read(
            &"<table><tr><td>发文机关：</td><td>国务院</td><td>成文日期：</td><td>2019年01月12日</td></tr></table><p>正文</p>"
                .chars()
                .collect::<Vec<_>>(),
        );
        assert_eq!(page.metadata, [("发文机关".to_owned(), "国务院".to_owned()), ("成文日期".to_owned(), "2019年01月12日".to_owned())]);
        assert_eq!(page.lines.len(), 1);
    }

    #[test]
    fn a_table_row_keeps_its_cells() {
        let page = read(&"<p>表</p><table><tr><td>1</td><td><p>任务</p></td><td>省财政厅</td></tr></table>".chars().collect::<Vec<_>>());
        assert_eq!(page.lines[1].cells.len(), 3);
    }
}
