//! Tables of a PDF as the `unpdf` crate finds them, and the lines of the page that they stand for.
//!
//! A PDF does not say what a table is. A found table is believed where it has three columns or more and a full first row, or goes on
//! with such a table from the page before, and where its words are those of lines that stand together.

use super::{Page, Spanning, TableHere};

/// A table's rows, and the lines of its page that it stands for.
type Found = (Vec<Vec<Spanning>>, std::ops::Range<usize>);

/// The tables of each page.
pub(super) struct Tables(Vec<Vec<Found>>);

/// What share of a found table's characters must be those of its lines, in percent.
const LIKE_ENOUGH: usize = 85;

impl Tables {
    /// Looks for tables; a file whose structure cannot be made out has none.
    pub(super) fn find(bytes: &[u8], pages: &[Page]) -> Tables {
        let options = unpdf::ParseOptions { parallel: false, ..unpdf::ParseOptions::default() };
        let Ok(document) = unpdf::parse_bytes_with_options(bytes, options) else { return Tables(vec![Vec::new(); pages.len()]) };
        let (mut count, mut columns_before) = (0, None);
        let mut found = Vec::new();
        for page in pages {
            let mut here = Vec::new();
            let mut columns_here = None;
            let parts = document.pages.iter().find(|parts| parts.number == page.number).map(|parts| parts.elements.as_slice());
            for part in parts.unwrap_or_default() {
                let unpdf::model::Block::Table(table) = part else { continue };
                let columns = table.column_count();
                let full =
                    table.rows.first().is_some_and(|row| row.cells.len() == columns && row.cells.iter().all(|cell| !cell.is_empty()));
                if columns < 3 || table.rows.len() < 2 || !(full || columns_before == Some(columns)) {
                    continue;
                }
                count += 1;
                let rows: Vec<Vec<Spanning>> = (table.rows.iter().enumerate())
                    .map(|(row, cells)| {
                        let cell = |(column, cell): (usize, &unpdf::model::TableCell)| Spanning {
                            text: cell.plain_text(),
                            place: format!("page {}, table {count}, row {}, cell {}", page.number, row + 1, column + 1),
                            columns: usize::from(cell.colspan),
                            rows: usize::from(cell.rowspan),
                        };
                        cells.cells.iter().enumerate().map(cell).collect()
                    })
                    .collect();
                let taken = here.last().map_or(0, |(_, lines): &Found| lines.end);
                if let Some(lines) = lines_of(&rows, page, taken) {
                    here.push((rows, lines));
                    columns_here = Some(columns);
                }
            }
            columns_before = columns_here;
            found.push(here);
        }
        Tables(found)
    }

    /// The tables of a page, by its place in the list of pages.
    pub(super) fn on(&self, page: usize) -> Vec<TableHere<'_>> {
        self.0[page].iter().map(|(rows, lines)| TableHere { rows, lines: lines.clone() }).collect()
    }
}

/// The stretch of a page's lines, from `after` on, whose characters are the table's.
fn lines_of(rows: &[Vec<Spanning>], page: &Page, after: usize) -> Option<std::ops::Range<usize>> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let cells: Vec<String> = rows.iter().flatten().map(|cell| bare(&cell.text)).filter(|text| !text.is_empty()).collect();
    let held = |line: &str| {
        let words: Vec<String> = line.split_whitespace().map(bare).collect();
        let whole = bare(line);
        cells.iter().any(|cell| cell.contains(&whole) || whole.contains(cell.as_str()))
            || words.iter().all(|word| cells.iter().any(|cell| cell.contains(word.as_str()) || word.contains(cell.as_str())))
    };
    let first = (after..page.lines.len()).find(|&at| held(&page.lines[at].text))?;
    let wanted: usize = cells.iter().map(|cell| cell.chars().count()).sum();
    let (mut end, mut taken) = (first, 0);
    while end < page.lines.len() && taken < wanted && held(&page.lines[end].text) {
        taken += bare(&page.lines[end].text).chars().count();
        end += 1;
    }
    (taken * 100 >= wanted * LIKE_ENOUGH && taken * LIKE_ENOUGH <= wanted * 100).then_some(first..end)
}
