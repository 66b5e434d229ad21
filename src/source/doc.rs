//! Word before 2007, taken apart by the `undoc` crate. Numbers that Word counts itself are not in the text of such a file; a list's
//! paragraphs get them as plain digits.

use undoc::model::{Block as Part, Cell, Paragraph};

use super::SourceError;
use super::extracted::{Block, Extract, Spanning};

/// Reads a DOC.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Extract, SourceError> {
    let document = undoc::parse_bytes(bytes).map_err(|cause| match cause {
        undoc::Error::Encrypted => SourceError::Encrypted { path: name.to_owned() },
        cause => SourceError::Broken { path: name.to_owned(), format: "DOC", cause: cause.to_string() },
    })?;
    let mut extract = Extract::default();
    let (mut paragraphs, mut tables) = (0, 0);
    for part in document.sections.iter().flat_map(|section| &section.content) {
        match part {
            Part::Paragraph(paragraph) => {
                paragraphs += 1;
                let heading = paragraph.heading.is_heading().then(|| paragraph.heading.level().min(6));
                let place = format!("paragraph {paragraphs}");
                extract.blocks.push(Block::Text { text: words(paragraph), place, heading, closed: true });
            }
            Part::Table(table) => {
                tables += 1;
                let row = |(row, cells): (usize, &[Cell])| {
                    let cell = |(column, cell): (usize, &Cell)| Spanning {
                        text: cell.content.iter().map(words).collect::<Vec<_>>().join("\n"),
                        place: format!("table {tables}, row {}, cell {}", row + 1, column + 1),
                        columns: cell.col_span as usize,
                        rows: cell.row_span as usize,
                    };
                    cells.iter().enumerate().map(cell).collect::<Vec<_>>()
                };
                let rows: Vec<Vec<Spanning>> = table.rows.iter().map(|row| row.cells.as_slice()).enumerate().map(row).collect();
                extract.table(&rows);
            }
            _ => {}
        }
    }
    Ok(extract)
}

/// A paragraph's words, with its number in a list.
fn words(paragraph: &Paragraph) -> String {
    let text = paragraph.plain_text();
    match paragraph.list_info.as_ref().and_then(|list| list.number) {
        Some(number) if !text.trim().is_empty() => format!("{number}.{text}"),
        _ => text,
    }
}
