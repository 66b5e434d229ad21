//! What is taken out of a format that is not text: blocks, each with its place in the file; put together they are the text that
//! offsets count.

use serde::{Deserialize, Serialize};

use super::grid::{self, CellAt};
use super::text::push_even;
use super::{Line, Source};
use crate::model::{Evidence, Finding, FindingKind};
use crate::passage::{Passage, form};

/// The content of a file that is not text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Extract {
    /// In reading order.
    pub blocks: Vec<Block>,
    /// What the file says about itself, as a page's metadata table does: name → value.
    pub metadata: Vec<(String, String)>,
    /// What its reader found: a kind of finding by its word, and what to know.
    pub remarks: Vec<(String, String)>,
}

/// A paragraph, a line, or a table's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph or a line.
    Text {
        /// Its words.
        text: String,
        /// Where in the file it stands.
        place: String,
        /// Heading level.
        heading: Option<u8>,
        /// Whether the paragraph surely ends here.
        closed: bool,
    },
    /// A row.
    Row(Vec<Cell>),
}

/// What shows in a column of a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// A cell of this row.
    Here {
        /// Its words.
        text: String,
        /// Where in the file it stands.
        place: String,
    },
    /// A cell of an earlier block that spans this row too.
    Above {
        /// The block.
        block: usize,
        /// Its column there.
        column: usize,
    },
}

/// A cell as a format tells it, before the table is laid out.
#[derive(Debug, Clone, Default)]
pub(super) struct Spanning {
    pub(super) text: String,
    pub(super) place: String,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl Extract {
    /// Appends a table whose cells may span several rows and columns. A row that shows one cell only is a line: a title or a part's name.
    pub(super) fn table(&mut self, rows: &[Vec<Spanning>]) {
        let spans: Vec<Vec<(usize, usize)>> = rows.iter().map(|row| row.iter().map(|cell| (cell.columns, cell.rows)).collect()).collect();
        let mut shown_at: std::collections::HashMap<CellAt, (usize, usize)> = std::collections::HashMap::new();
        for (index, shown) in grid::laid_out(&spans).into_iter().enumerate() {
            let own: Vec<&Spanning> = rows[index].iter().filter(|cell| !cell.text.trim().is_empty()).collect();
            let from_above = shown.iter().flatten().any(|(row, _)| *row < index);
            if let ([only], false, true) = (own.as_slice(), from_above, shown.len() > 1) {
                self.paragraph(only.text.replace('\n', " "), only.place.clone());
                continue;
            }
            if own.is_empty() {
                continue;
            }
            let block = self.blocks.len();
            let cells = shown.iter().enumerate().map(|(column, cell)| match cell {
                None => Cell::Here { text: String::new(), place: String::new() },
                Some(at) => match shown_at.get(at) {
                    Some(&(block, column)) => Cell::Above { block, column },
                    None => {
                        shown_at.insert(*at, (block, column));
                        let cell = &rows[at.0][at.1];
                        Cell::Here { text: cell.text.clone(), place: cell.place.clone() }
                    }
                },
            });
            let cells = cells.collect();
            self.blocks.push(Block::Row(cells));
        }
    }

    /// Appends a paragraph that surely ends.
    pub(super) fn paragraph(&mut self, text: String, place: String) {
        self.blocks.push(Block::Text { text, place, heading: None, closed: true });
    }

    /// Says something about the file.
    pub(super) fn remark(&mut self, kind: FindingKind, message: String) {
        self.remarks.push((kind.as_str().to_owned(), message));
    }

    /// The source of these blocks, as yet without name and digest.
    pub(super) fn assembled(self) -> Source {
        let mut source = Source { extracted: true, metadata: self.metadata, ..Source::default() };
        let mut cells_of: Vec<Vec<Passage>> = Vec::with_capacity(self.blocks.len());
        for block in self.blocks {
            let mut cells = Vec::new();
            let line = match block {
                Block::Text { text, place, heading, closed } => {
                    Line { passage: source.append(&text, place), heading, closed, ..Line::default() }
                }
                Block::Row(row) => {
                    let mut line = Line { closed: true, ..Line::default() };
                    for (column, cell) in row.into_iter().enumerate() {
                        if column > 0 {
                            source.characters.push('\t');
                            line.passage.push_separator('|');
                        }
                        let passage = match cell {
                            Cell::Here { text, place } => source.append(&text, place),
                            Cell::Above { block, column } => {
                                cells_of.get(block).and_then(|row: &Vec<Passage>| row.get(column)).cloned().unwrap_or_default()
                            }
                        };
                        let start = line.passage.text.len();
                        line.passage.push_part(&passage, 0..passage.text.len());
                        line.cells.push(start..line.passage.text.len());
                        cells.push(passage);
                    }
                    line
                }
            };
            source.characters.push('\n');
            source.lines.push(line);
            cells_of.push(cells);
        }
        let start = Evidence { line: 1, ..Evidence::default() };
        source.findings = self
            .remarks
            .into_iter()
            .filter_map(|(kind, message)| Some(Finding { kind: FindingKind::from_word(&kind)?, evidence: start.clone(), message }))
            .collect();
        source
    }
}

impl Source {
    /// Appends words to the text, radicals as ideographs and line ends as spaces, and returns them made even.
    fn append(&mut self, text: &str, place: String) -> Passage {
        let start = self.characters.len();
        self.characters.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { form::ideograph(c) }));
        if self.places.last().is_none_or(|(_, last)| *last != place) && self.characters.len() > start {
            self.places.push((start, place));
        }
        let mut passage = Passage::default();
        push_even(&self.characters[start..], start, &mut passage);
        passage
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, columns: usize, rows: usize) -> Spanning {
        Spanning { text: text.to_owned(), place: format!("cell {text}"), columns, rows }
    }

    #[test]
    fn a_cell_that_spans_rows_is_printed_once_and_read_in_each() {
        let mut extract = Extract::default();
        extract.paragraph("⼀、任务".to_owned(), "paragraph 1".to_owned());
        extract.table(&[
            vec![cell("分工表", 2, 1)],
            vec![cell("任务", 1, 1), cell("责任单位", 1, 1)],
            vec![cell("修路", 1, 1), cell("交通局", 1, 2)],
            vec![cell("建桥", 1, 1)],
        ]);
        let source = extract.assembled();
        let text: String = source.characters.iter().collect();
        assert_eq!(text, "一、任务\n分工表\n任务\t责任单位\n修路\t交通局\n建桥\t\n");
        let last = &source.lines[4];
        assert_eq!(last.passage.text, "建桥|交通局");
        let place = last.passage.in_source(&last.cells[1]);
        assert_eq!(source.slice(place.clone()), "交通局");
        assert_eq!(source.place_of(place.start), Some("cell 交通局"));
        assert_eq!(source.slice(last.passage.in_source(&(0..last.passage.text.len()))), "交通局\n建桥");
        assert!(source.lines[1].cells.is_empty());
    }
}
