//! A web page becomes lines: its blocks in order, every character pointing into the file; scripts, styles, navigation and what else
//! frames the text are left out.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::Line;
use super::text::push_even;
use crate::passage::{Passage, Span};

/// What a page gives.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Its blocks.
    pub(crate) lines: Vec<Line>,
    /// The rows of its metadata table: 索引号, 发文机关, 成文日期, 发文字号, 标题 and the like, as printed; behind them the title and
    /// the day that its head states, as `title` and `published`.
    pub(crate) metadata: Vec<(String, String)>,
}

/// Whether a text is a page: it begins, white space and a declaration aside, with a tag that pages begin with.
pub(crate) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(400).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html")
        || (start.starts_with('<') && ["<html", "<head", "<body", "<meta", "<div", "<table"].iter().any(|tag| start.contains(tag)))
}

/// Elements whose text is no text of the document.
const SILENT: &[&str] =
    &["script", "style", "noscript", "title", "head", "select", "button", "textarea", "nav", "footer", "aside", "template"];

/// Elements that may frame the text, by what their class or identifier says.
const FRAMES: &[&str] = &["div", "ul", "ol", "section", "header", "table", "p", "dl"];

/// Parts of class names and identifiers that say so.
const FRAME_WORDS: &[&str] = &[
    "nav",
    "menu",
    "breadcrumb",
    "crumb",
    "footer",
    "copyright",
    "sidebar",
    "share",
    "related",
    "recommend",
    "pagination",
    "toolbar",
    "search",
    "login",
    "qrcode",
    "friendlink",
    "links",
];

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

/// What share of a page's characters its frame may have, in percent; where more would go, the class names mean something else.
const MOST_FRAME: usize = 60;

/// Reads a page.
pub(crate) fn read(source: &[char]) -> Page {
    let size = |page: &Page| page.lines.iter().map(|line| line.passage.text.len()).sum::<usize>();
    let whole = read_with(source, Frame::Kept);
    let page = read_with(source, Frame::Dropped);
    if size(&page) * 100 < size(&whole) * (100 - MOST_FRAME) { whole } else { page }
}

/// Whether what frames the text by its class names is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Frame {
    #[default]
    Kept,
    Dropped,
}

fn read_with(source: &[char], frame: Frame) -> Page {
    let text: String = source.iter().collect();
    let mut places: Vec<usize> = Vec::with_capacity(text.len() + 1);
    for (at, character) in source.iter().enumerate() {
        places.extend(std::iter::repeat_n(at, character.len_utf8()));
    }
    let mut reader = PageReader { source, frame, ..PageReader::default() };
    for token in Tokenizer::new_with_emitter(&text, DefaultEmitter::<usize>::new_with_span()).flatten() {
        match token {
            Token::StartTag(tag) => reader.open(&tag),
            Token::String(words) if reader.in_title => reader.title.push_str(&String::from_utf8_lossy(&words.value)),
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) if reader.silent.is_none() => {
                let start = places.get(words.span.start).copied().unwrap_or(source.len());
                let end = places.get(words.span.end).copied().unwrap_or(source.len());
                reader.words(start, end);
            }
            _ => {}
        }
    }
    reader.end_paragraph();
    while !reader.tables.is_empty() {
        reader.end_row();
        reader.tables.pop();
    }
    drop_link_lists(&mut reader.page.lines, &reader.linked);
    let stated = std::mem::take(&mut reader.stated).into_iter();
    reader.page.metadata.extend(stated.chain(page_title(&reader.title).map(|title| ("title".to_owned(), title))));
    reader.page
}

/// A row begun, and what cells above still cover.
#[derive(Default)]
struct Table {
    /// The cells of the row begun, each a list of paragraphs.
    row: Vec<Vec<Passage>>,
    /// The columns and rows that each of them spans.
    spans: Vec<(usize, usize)>,
    /// For each column: the rows that a cell from above still covers, and that cell in its first column.
    above: Vec<(usize, Passage)>,
}

/// The state of reading a page.
#[derive(Default)]
struct PageReader<'a> {
    source: &'a [char],
    frame: Frame,
    page: Page,
    /// For each line of the page, whether it is the text of links.
    linked: Vec<bool>,
    /// The element that is left out, and how many of its kind are open.
    silent: Option<(String, usize)>,
    heading: Option<u8>,
    passage: Passage,
    /// Bytes of the paragraph begun that are the text of links.
    link_bytes: usize,
    /// Bytes of letters outside links; numbers and marks there, such as the day behind a link in a list, do not count.
    letter_bytes: usize,
    in_link: bool,
    in_title: bool,
    /// What `<title>` says.
    title: String,
    /// What `<meta>` says of the article.
    stated: Vec<(String, String)>,
    /// The tables being read, innermost last.
    tables: Vec<Table>,
}

/// A cell with more text than this is the page's layout, not a table's cell.
const LONGEST_CELL: usize = 400;

/// The most columns a cell may claim; what a page claims beyond that is a mistake or worse.
const MOST_COLUMNS: usize = 64;

/// So many lines of links, one after another, are navigation.
const LINK_LIST: usize = 3;

impl PageReader<'_> {
    fn open(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let name = name.as_str();
        match name {
            "title" => self.in_title = self.title.is_empty(),
            "meta" => self.stated.extend(article_field(tag)),
            _ => {}
        }
        if let Some((silent, open)) = &mut self.silent {
            *open += usize::from(silent == name && !tag.self_closing);
            return;
        }
        if SILENT.contains(&name) || (self.frame == Frame::Dropped && frames(name, tag)) {
            if !tag.self_closing {
                self.end_paragraph();
                self.silent = Some((name.to_owned(), 1));
            }
            return;
        }
        match name {
            "table" => {
                self.end_paragraph();
                // What stood in the outer row before an inner table is text of its own.
                self.release_row();
                self.tables.push(Table::default());
            }
            "tr" => self.end_row(),
            "td" | "th" => {
                self.end_paragraph();
                let span = |name: &[u8]| {
                    let value = tag.attributes.iter().find(|(key, _)| key.as_slice() == name).map(|(_, value)| value);
                    value.and_then(|value| String::from_utf8_lossy(&value.value).trim().parse().ok()).unwrap_or(1)
                };
                if let Some(table) = self.tables.last_mut() {
                    table.row.push(Vec::new());
                    table.spans.push((span(b"colspan"), span(b"rowspan")));
                }
            }
            "a" => self.in_link = true,
            _ if BLOCKS.contains(&name) => self.end_paragraph(),
            _ => {}
        }
        if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok()) {
            self.heading = Some(level);
        }
    }

    fn close(&mut self, name: &str) {
        if name == "title" {
            self.in_title = false;
        }
        if let Some((silent, open)) = &mut self.silent {
            *open -= usize::from(silent == name);
            if *open == 0 {
                self.silent = None;
            }
            return;
        }
        match name {
            "table" => {
                self.end_row();
                self.tables.pop();
            }
            "tr" => self.end_row(),
            "td" | "th" => self.end_paragraph(),
            "a" => self.in_link = false,
            _ if BLOCKS.contains(&name) => self.end_paragraph(),
            _ => {}
        }
    }

    fn words(&mut self, start: usize, end: usize) {
        let before = self.passage.text.len();
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
        let pushed = &self.passage.text[before..];
        if self.in_link {
            self.link_bytes += pushed.len();
        } else {
            self.letter_bytes += pushed.chars().filter(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        }
    }

    /// Ends the paragraph begun: into the open cell, or as a line.
    fn end_paragraph(&mut self) {
        let passage = std::mem::take(&mut self.passage);
        let heading = self.heading.take();
        let (links, letters) = (std::mem::take(&mut self.link_bytes), std::mem::take(&mut self.letter_bytes));
        let linked = links > 0 && links * 10 >= (links + letters) * 9;
        if passage.text.is_empty() {
            return;
        }
        match self.tables.last_mut().and_then(|table| table.row.last_mut()) {
            Some(cell) => cell.push(passage),
            None => self.line(passage, heading, Vec::new(), linked),
        }
    }

    fn line(&mut self, passage: Passage, heading: Option<u8>, cells: Vec<Span>, linked: bool) {
        self.page.lines.push(Line { passage, heading, cells, closed: true });
        self.linked.push(linked);
    }

    /// Lets the paragraphs of the open row go as lines.
    fn release_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.spans.clear();
            for paragraph in std::mem::take(&mut table.row).into_iter().flatten() {
                self.line(paragraph, None, Vec::new(), false);
            }
        }
    }

    /// Ends the open row: fields of a metadata table, a row of cells, or layout.
    fn end_row(&mut self) {
        self.end_paragraph();
        let Some(table) = self.tables.last() else { return };
        let row = &table.row;
        let text = |cell: &[Passage]| cell.iter().map(|paragraph| paragraph.text.as_str()).collect::<String>();
        let cells: Vec<String> = row.iter().map(|cell| text(cell)).collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let fields = cells.len() >= 2 && cells.len().is_multiple_of(2) && filled > 0 && cells.iter().step_by(2).all(|name| is_label(name));
        if fields && self.page.lines.len() < 3 {
            let pairs =
                cells.chunks(2).filter(|pair| !pair[0].is_empty()).map(|pair| (pair[0].trim_end_matches('：').to_owned(), pair[1].clone()));
            self.page.metadata.extend(pairs);
            if let Some(table) = self.tables.last_mut() {
                table.row.clear();
                table.spans.clear();
            }
            return;
        }
        let covered = table.above.iter().any(|(left, _)| *left > 0);
        // A short row across columns divides a table; a long one is layout.
        let divider =
            table.spans.first().is_some_and(|(columns, _)| *columns > 1) && cells.iter().all(|text| text.chars().count() <= LONGEST_CELL);
        let layout = filled <= 1 && row.len() <= 1 && !covered && !divider
            || row.iter().zip(&cells).any(|(cell, text)| cell.len() > 3 && text.chars().count() > LONGEST_CELL);
        if layout {
            self.release_row();
            return;
        }
        let Some(table) = self.tables.last_mut().filter(|table| !table.row.is_empty()) else { return };
        let (mut passage, mut spans) = (Passage::default(), Vec::new());
        for cell in table.laid_out() {
            if !spans.is_empty() {
                passage.push_separator('|');
            }
            let from = passage.text.len();
            passage.push_part(&cell, 0..cell.text.len());
            spans.push(from..passage.text.len());
        }
        if filled > 0 {
            self.line(passage, None, spans, false);
        }
    }
}

impl Table {
    /// The cells that show in the row begun, which ends: those from above in their columns, and its own, a wide one in its first column.
    fn laid_out(&mut self) -> Vec<Passage> {
        let mut shown = Vec::new();
        let covered = |shown: &mut Vec<Passage>, above: &mut Vec<(usize, Passage)>| {
            while let Some((left, cell)) = above.get_mut(shown.len()).filter(|(left, _)| *left > 0) {
                *left -= 1;
                shown.push(cell.clone());
            }
        };
        for (cell, (columns, rows)) in std::mem::take(&mut self.row).into_iter().zip(std::mem::take(&mut self.spans)) {
            covered(&mut shown, &mut self.above);
            let mut passage = Passage::default();
            for paragraph in cell {
                passage.push_part(&paragraph, 0..paragraph.text.len());
            }
            for _ in 0..columns.clamp(1, MOST_COLUMNS) {
                if self.above.len() <= shown.len() {
                    self.above.resize(shown.len() + 1, (0, Passage::default()));
                }
                let passage = std::mem::take(&mut passage);
                if rows > 1 {
                    self.above[shown.len()] = (rows - 1, passage.clone());
                }
                shown.push(passage);
            }
        }
        covered(&mut shown, &mut self.above);
        shown
    }
}

/// The title or the day of publication that a government page states of its article, as the national rules for such sites ask.
fn article_field(tag: &StartTag<usize>) -> Option<(String, String)> {
    let value = |name: &[u8]| {
        let found = tag.attributes.iter().find(|(key, _)| key.as_slice() == name)?;
        Some(String::from_utf8_lossy(&found.1.value).trim().to_owned())
    };
    let field = match value(b"name")?.to_lowercase().as_str() {
        "articletitle" => "title",
        "pubdate" => "published",
        _ => return None,
    };
    value(b"content").filter(|content| !content.is_empty()).map(|content| (field.to_owned(), content))
}

/// The title that a page gives itself, without the names of its site behind it; none where it is too short to be a document's.
pub(super) fn page_title(title: &str) -> Option<String> {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut end = title.find(['_', '|']).unwrap_or(title.len());
    if let Some((at, _)) = title[..end].match_indices('-').find(|(at, _)| title[at + 1..].trim_start().starts_with(is_han)) {
        end = at;
    }
    let title = title[..end].trim();
    let looks_like_file = title.rsplit_once('.').is_some_and(|(_, ending)| (2..=4).contains(&ending.len()) && ending.is_ascii());
    (title.chars().filter(|c| is_han(*c)).count() >= 8 && !looks_like_file).then(|| title.to_owned())
}

/// Whether an element frames the text: its class or identifier has a part that says so.
fn frames(name: &str, tag: &StartTag<usize>) -> bool {
    FRAMES.contains(&name)
        && tag.attributes.iter().filter(|(key, _)| matches!(key.as_slice(), b"class" | b"id")).any(|(_, value)| {
            let value = String::from_utf8_lossy(&value.value).to_lowercase();
            value
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|part| FRAME_WORDS.contains(&part.trim_end_matches(|c: char| c.is_ascii_digit())))
        })
}

/// Drops runs of lines that are nothing but links.
fn drop_link_lists(lines: &mut Vec<Line>, linked: &[bool]) {
    let mut kept = vec![true; lines.len()];
    let mut at = 0;
    while at < linked.len() {
        let run = linked[at..].iter().take_while(|linked| **linked).count();
        if run >= LINK_LIST {
            kept[at..at + run].fill(false);
        }
        at += run.max(1);
    }
    let mut kept = kept.into_iter();
    lines.retain(|_| kept.next().unwrap_or(true));
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

    fn lines(page: &str) -> Vec<String> {
        read(&page.chars().collect::<Vec<_>>()).lines.into_iter().map(|line| line.passage.text).collect()
    }

    #[test]
    fn cells_that_span_rows_show_in_each_and_point_to_their_one_place() {
        let page = "<table><tr><th>任务</th><th colspan=2>单位</th></tr><tr><td>修路</td><td rowspan=2>交通局</td><td>甲</td></tr>\
            <tr><td>建桥</td><td>乙</td></tr><tr><td>种树</td><td>林业局</td><td></td></tr></table>";
        assert_eq!(lines(page), ["任务|单位|", "修路|交通局|甲", "建桥|交通局|乙", "种树|林业局|"]);
        let file: Vec<char> = page.chars().collect();
        let line = &read(&file).lines[2];
        let place = line.passage.in_source(&line.cells[1]);
        assert_eq!(file[place].iter().collect::<String>(), "交通局");
    }

    #[test]
    fn a_page_states_its_title_and_day() {
        let page = "<html><head><meta name=\"ArticleTitle\" content=\"某市办法\"><meta name=PubDate content=\"2026-05-18 15:15\">\
            <title>某市人民政府关于某事的通知 - 某市门户网站</title></head><body><p>正文</p></body></html>";
        let stated = read(&page.chars().collect::<Vec<_>>()).metadata;
        let expected = [("title", "某市办法"), ("published", "2026-05-18 15:15"), ("title", "某市人民政府关于某事的通知")];
        assert_eq!(stated, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn the_title_of_a_page_is_without_its_site() {
        let check = |title: &str, expected: Option<&str>| assert_eq!(page_title(title).as_deref(), expected, "{title}");
        check("某市行动计划（2026-2027年）的通知-某市政府在线_某市人民政府门户网站", Some("某市行动计划（2026-2027年）的通知"));
        check("某市人民政府关于印发某办法的通知", Some("某市人民政府关于印发某办法的通知"));
        check("Microsoft Word - 某市人民政府关于印发某办法.doc", None);
        check("未命名", None);
    }

    #[test]
    fn what_frames_the_text_is_left_out() {
        let page = "<html><body><div class=\"top-nav\"><div><a href=x>首页</a></div>导航</div><ul><li><a>甲</a></li><li><a>乙</a></li><li><a>丙</a></li></ul>\
            <p>第一段的文字比框里的多得多，</p><p>见<a>《某办法》</a>。</p><p><a>附件</a></p><div id=footer2>版权</div><footer>备案</footer></body></html>";
        assert_eq!(lines(page), ["第一段的文字比框里的多得多，", "见《某办法》。", "附件"]);
        assert_eq!(lines("<html><body><div class=\"search\"><p>全部正文都在这里</p></div></body></html>"), ["全部正文都在这里"]);
    }

    #[test]
    fn a_list_of_links_with_their_days_is_no_text() {
        let item = |title: &str| format!("<li><h4><a href=x>{title}</a><span>[ 2024-10-14 ]</span></h4></li>");
        let page = format!("<html><body><ul>{}{}{}</ul><p>共<a>三</a>条</p></body></html>", item("甲公告"), item("乙公告"), item("丙公告"));
        assert_eq!(lines(&page), ["共三条"]);
        assert_eq!(lines("<html><body><p><a>甲</a>说明甲</p><p><a>乙</a>说明乙</p><p><a>丙</a>说明丙</p></body></html>").len(), 3);
    }

    #[test]
    fn a_table_row_keeps_its_cells() {
        let page = read(&"<p>表</p><table><tr><td>1</td><td><p>任务</p></td><td>省财政厅</td></tr></table>".chars().collect::<Vec<_>>());
        assert_eq!(page.lines[1].cells.len(), 3);
    }
}
