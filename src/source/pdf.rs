//! PDF with a text layer: its printed lines, page by page, taken from the `unpdf` crate by their places on the page.
//!
//! Running heads and page numbers are dropped. Where the page shows that a paragraph ends (the next line is indented, the line stops
//! short of the margin, a wide gap follows) the line is closed; other lines may run on, which the reader of documents mends. A page
//! without text is a finding: nothing is recognised from pictures.

use std::collections::HashMap;

use unpdf::parser::backend::{PdfBackend, RawBackend};
use unpdf::parser::{LayoutAnalyzer, TextLine};

use super::SourceError;
use super::extracted::{Block, Extract, Spanning};
use super::html::page_title;
use super::limits::Limits;
use crate::model::FindingKind;
use tables::Tables;

mod tables;

/// A printed line and where it stands, in points from the lower left corner.
#[derive(Debug, Clone, PartialEq)]
struct Printed {
    text: String,
    left: f32,
    right: f32,
    base: f32,
    size: f32,
}

/// A page's lines from its top.
#[derive(Debug, Clone, Default)]
struct Page {
    number: u32,
    height: f32,
    lines: Vec<Printed>,
}

/// Reads a PDF.
pub(super) fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Extract, SourceError> {
    let failed = |cause: unpdf::Error| match cause {
        unpdf::Error::Encrypted | unpdf::Error::InvalidPassword => SourceError::Encrypted { path: name.to_owned() },
        cause => SourceError::Broken { path: name.to_owned(), format: "PDF", cause: cause.to_string() },
    };
    let backend = RawBackend::load_bytes(bytes).map_err(failed)?;
    let ids = backend.pages();
    if ids.len() > limits.pages {
        return Err(SourceError::TooMany { path: name.to_owned(), limit: limits.pages, what: "pages", option: "--max-pages" });
    }
    let analyzer = LayoutAnalyzer::new(&backend);
    let (mut pages, mut lost) = (Vec::new(), 0);
    for (&number, &id) in &ids {
        let Ok(spans) = analyzer.extract_page_spans(number) else {
            lost += 1;
            continue;
        };
        let mut lines: Vec<Printed> = analyzer.group_spans_into_lines_pub(spans).iter().filter_map(printed).collect();
        lines.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.left.total_cmp(&b.left)));
        pages.push(Page { number, height: backend.crop_box(id).height(), lines });
    }
    let mut extract = Extract::default();
    let integrity = backend.integrity();
    if lost > 0 || integrity.pages_incomplete() || integrity.xref_reconstructed {
        let message = "the file is damaged or cut off; what could be recovered was read, compare it with the original".to_owned();
        extract.remark(FindingKind::Damaged, message);
    }
    // A browser gives the file it prints the page's title.
    if let Some(title) = backend.metadata().title.as_deref().and_then(page_title) {
        extract.metadata.push(("title".to_owned(), title));
    }
    if pages.is_empty() {
        return Err(SourceError::Broken { path: name.to_owned(), format: "PDF", cause: "no page can be read".to_owned() });
    }
    say_what_is_scanned(&pages, &mut extract);
    drop_running_lines(&mut pages);
    let tables = Tables::find(bytes, &pages);
    for (index, page) in pages.iter().enumerate() {
        append(page, &tables.on(index), &mut extract);
    }
    Ok(extract)
}

/// A line with words in it.
fn printed(line: &TextLine) -> Option<Printed> {
    let text = line.text();
    let right = line.spans.iter().map(|span| span.x + span.ink_width.unwrap_or(span.width)).fold(line.x, f32::max);
    (!text.trim().is_empty()).then(|| Printed {
        text: text.trim().to_owned(),
        left: line.x,
        right,
        base: line.y,
        size: line.font_size.max(1.0),
    })
}

/// A finding where pages have no text: they are pictures.
fn say_what_is_scanned(pages: &[Page], extract: &mut Extract) {
    let empty: Vec<String> = pages.iter().filter(|page| page.lines.is_empty()).map(|page| page.number.to_string()).collect();
    let message = match empty.len() {
        0 => return,
        all if all == pages.len() => {
            "no page has text: the file is scanned; recognise its characters with another program first".to_owned()
        }
        some => {
            let named = empty.iter().take(20).cloned().collect::<Vec<_>>().join(", ");
            format!("{some} of {} pages have no text ({named}); scanned pages are not read", pages.len())
        }
    };
    extract.remark(FindingKind::NoText, message);
}

/// Drops lines that stand at the same height of the top or bottom of most pages and say the same, numbers aside.
fn drop_running_lines(pages: &mut [Page]) {
    let pattern = |line: &Printed| {
        let mut out = String::new();
        for character in line.text.chars().filter(|c| !c.is_whitespace()) {
            match character {
                c if c.is_ascii_digit() && out.ends_with('#') => {}
                c if c.is_ascii_digit() => out.push('#'),
                c => out.push(c),
            }
        }
        out
    };
    let in_margin = |page: &Page, line: &Printed| line.base > page.height * 0.88 || line.base < page.height * 0.12;
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in &*pages {
        let mut of_page: Vec<String> = page.lines.iter().filter(|line| in_margin(page, line)).map(pattern).collect();
        of_page.sort_unstable();
        of_page.dedup();
        for pattern in of_page {
            *seen.entry(pattern).or_default() += 1;
        }
    }
    let most = (pages.len() / 2).max(2);
    for page in pages {
        let frame = Page { lines: Vec::new(), ..page.clone() };
        page.lines.retain(|line| {
            let pattern = pattern(line);
            let only_number = pattern.trim_matches(['-', '—', '–', '－', '·', '/']) == "#";
            !(in_margin(&frame, line) && (only_number || seen.get(&pattern).is_some_and(|count| *count >= most)))
        });
    }
}

/// A table and the lines of the page that it stands for.
struct TableHere<'a> {
    rows: &'a [Vec<Spanning>],
    lines: std::ops::Range<usize>,
}

/// Appends a page's lines and tables.
fn append(page: &Page, tables: &[TableHere<'_>], extract: &mut Extract) {
    let place = format!("page {}", page.number);
    let left = margin(page.lines.iter().map(|line| line.left), f32::min);
    let right = margin(page.lines.iter().map(|line| line.right), f32::max);
    let mut at = 0;
    while at < page.lines.len() {
        if let Some(table) = tables.iter().find(|table| table.lines.contains(&at)) {
            extract.table(table.rows);
            at = table.lines.end;
            continue;
        }
        let line = &page.lines[at];
        let closed = match page.lines.get(at + 1) {
            Some(next) => ends_before(line, next, left, right),
            // A paragraph may go on across the page; a short last line does not.
            None => line.right < right - 3.0 * line.size && !line.text.ends_with(['，', '、', '和']),
        };
        extract.blocks.push(Block::Text { text: line.text.clone(), place: place.clone(), heading: None, closed });
        at += 1;
    }
}

/// Whether the page shows that a paragraph ends between two lines.
fn ends_before(line: &Printed, next: &Printed, left: f32, right: f32) -> bool {
    let indented = next.left > left + 1.2 * next.size && next.left < left + 4.0 * next.size && line.right > right - 3.0 * line.size;
    let short = line.right < right - 3.0 * line.size;
    let other_size = (line.size - next.size).abs() > 1.5;
    indented || short || other_size
}

/// The left or right edge of the type: the outermost that a tenth of the lines come to.
fn margin(edges: impl Iterator<Item = f32>, outer: fn(f32, f32) -> f32) -> f32 {
    let edges: Vec<f32> = edges.collect();
    let near = |edge: f32| edges.iter().filter(|other| (**other - edge).abs() < 6.0).count() * 10 >= edges.len();
    edges.iter().copied().filter(|edge| near(*edge)).reduce(outer).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f32, right: f32, base: f32) -> Printed {
        Printed { text: text.to_owned(), left, right, base, size: 16.0 }
    }

    #[test]
    fn running_heads_and_page_numbers_go() {
        let page = |number: u32| Page {
            number,
            height: 842.0,
            lines: vec![
                line(&format!("某省公报 2023年第{number}期"), 90.0, 300.0, 800.0),
                line("正文", 90.0, 500.0, 700.0),
                line("建成500个", 90.0, 500.0, 80.0),
                line(&format!("— {number} —"), 280.0, 320.0, 40.0),
            ],
        };
        let mut pages = vec![page(1), page(2), page(3)];
        pages[1].lines[2].text = "另一句".to_owned();
        pages[2].lines[2].text = "第三句".to_owned();
        drop_running_lines(&mut pages);
        let left: Vec<&str> = pages.iter().flat_map(|page| &page.lines).map(|line| line.text.as_str()).collect();
        assert_eq!(left, ["正文", "建成500个", "正文", "另一句", "正文", "第三句"]);
    }

    #[test]
    fn the_page_shows_where_paragraphs_end() {
        let page = Page {
            number: 4,
            height: 842.0,
            lines: vec![
                line("首行缩进的段落到了右边", 122.0, 500.0, 700.0),
                line("接着写到右边的第二行，", 90.0, 500.0, 670.0),
                line("短行。", 90.0, 200.0, 640.0),
                line("又一段缩进写到右边，又", 122.0, 500.0, 610.0),
                line("写到右边，然后是缩进的。", 90.0, 498.0, 580.0),
                line("第三段", 122.0, 500.0, 550.0),
            ],
        };
        let mut extract = Extract::default();
        append(&page, &[], &mut extract);
        let closed: Vec<bool> = extract.blocks.iter().map(|block| matches!(block, Block::Text { closed: true, .. })).collect();
        assert_eq!(closed, [false, false, true, false, true, false]);
        assert_eq!(extract.assembled().place_of(0), Some("page 4"));
    }

    #[test]
    fn a_scanned_file_is_a_finding() {
        let mut extract = Extract::default();
        say_what_is_scanned(&[Page::default(), Page::default()], &mut extract);
        assert_eq!(extract.remarks[0].0, "no-text");
        assert!(matches!(read(b"%PDF-1.4\nnothing", "t.pdf", &Limits::default()), Err(SourceError::Broken { .. })));
    }
}
