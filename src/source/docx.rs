//! Word since 2007: the paragraphs and tables of `word/document.xml`, with the numbers that Word counts itself.
//!
//! Deleted text, field codes, contents lists and the fallbacks of drawings are left out; text boxes stand where they are anchored.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::SourceError;
use super::extracted::{Block, Extract, Spanning};
use super::limits::{Limits, MEGABYTE};
use numbering::{Counters, Numbering};
use styles::Styles;

mod numbering;
mod styles;

/// Reads a DOCX.
pub(super) fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Extract, SourceError> {
    let broken = |cause: String| SourceError::Broken { path: name.to_owned(), format: "DOCX", cause };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| broken(cause.to_string()))?;
    let mut left = limits.expanded * MEGABYTE;
    let mut part = |path: &str| -> Result<Option<String>, SourceError> {
        let mut file = match archive.by_name(path) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(cause) => return Err(broken(format!("`{path}`: {cause}"))),
        };
        let mut text = String::new();
        let read = file.by_ref().take(left + 1).read_to_string(&mut text).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::OutOfMemory => SourceError::Died { path: name.to_owned(), how: cause.to_string() },
            _ => broken(format!("`{path}`: {cause}")),
        })?;
        left = left.checked_sub(read as u64).ok_or_else(|| SourceError::Expands { path: name.to_owned(), limit: limits.expanded })?;
        Ok(Some(text))
    };
    let document = part("word/document.xml")?.ok_or_else(|| broken("it has no `word/document.xml`".to_owned()))?;
    // Without its styles and numbers a document still says what it says.
    let styles = part("word/styles.xml")?.map(|text| Styles::read(&text)).unwrap_or_default();
    let numbering = part("word/numbering.xml")?.map(|text| Numbering::read(&text)).unwrap_or_default();
    let mut body = Body { styles, numbering, depth: limits.depth.max(1), ..Body::default() };
    body.read(&document).map_err(broken)?;
    Ok(body.extract)
}

/// An attribute's value by its local name.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned))
}

/// A paragraph begun.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    outline: Option<u8>,
    list: Option<(String, usize)>,
}

/// A table begun.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<Spanning>>,
    /// For each cell of `rows`: its first column, and whether it goes on with the one above.
    columns: Vec<Vec<(usize, bool)>>,
    cell: String,
    cell_columns: usize,
    cell_goes_on: bool,
}

#[derive(Default)]
struct Body {
    extract: Extract,
    styles: Styles,
    numbering: Numbering,
    counters: Counters,
    depth: usize,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// How many elements deep a part that is left out lies open.
    silent: usize,
    in_text: bool,
    paragraphs_read: usize,
    tables_read: usize,
}

/// Elements whose content is no text of the document.
const SILENT: &[&str] = &["del", "moveFrom", "Fallback", "footnotePr", "endnotePr", "sdtPr", "sectPr", "pict"];

impl Body {
    fn read(&mut self, document: &str) -> Result<(), String> {
        let mut reader = Reader::from_str(document);
        loop {
            let place = reader.buffer_position();
            match reader.read_event().map_err(|cause| format!("`word/document.xml`, byte {place}: {cause}"))? {
                Event::Start(tag) => self.open(&tag, false)?,
                Event::Empty(tag) => self.open(&tag, true)?,
                Event::End(tag) => self.close(tag.local_name().as_ref()),
                Event::Text(text) if self.in_text => self.say(&text.xml10_content()),
                Event::GeneralRef(reference) if self.in_text => {
                    let named = quick_xml::escape::resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned);
                    let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                    self.say(&named.or(character).unwrap_or_default());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if self.paragraphs.is_empty() && self.tables.is_empty() && self.silent == 0 {
            return Ok(());
        }
        Err("`word/document.xml` ends in the middle".to_owned())
    }

    fn say(&mut self, words: &str) {
        if self.silent == 0
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.text.push_str(words);
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<(), String> {
        let local = tag.local_name();
        let name = local.as_ref();
        if self.silent > 0 {
            self.silent += usize::from(!empty);
            return Ok(());
        }
        let value = || attribute(tag, "val");
        match name {
            // A picture of the old kind may hold a text box; only its text counts, which its newer twin has already given.
            _ if SILENT.contains(&name) => self.silent = usize::from(!empty),
            "p" if !empty => self.paragraphs.push(Paragraph::default()),
            "t" => self.in_text = !empty,
            "tab" if !self.paragraphs.is_empty() => self.say("\t"),
            "br" | "cr" => self.say("\n"),
            "noBreakHyphen" => self.say("-"),
            "pStyle" => self.set(|paragraph| paragraph.style = value()),
            "outlineLvl" => self.set(|paragraph| paragraph.outline = value().and_then(|level| level.parse().ok())),
            "ilvl" => self.set(|paragraph| {
                let level = value().and_then(|level| level.parse().ok()).unwrap_or(0);
                paragraph.list.get_or_insert_default().1 = level;
            }),
            "numId" => self.set(|paragraph| paragraph.list.get_or_insert_default().0 = value().unwrap_or_default()),
            "tbl" if !empty => {
                if self.tables.len() >= self.depth + 8 {
                    return Err("its tables are nested too deep".to_owned());
                }
                self.tables.push(Table::default());
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                    table.columns.push(Vec::new());
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    (table.cell, table.cell_columns, table.cell_goes_on) = (String::new(), 1, false);
                }
            }
            "gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell_columns = value().and_then(|span| span.parse().ok()).unwrap_or(1);
                }
            }
            "vMerge" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell_goes_on = value().is_none_or(|value| value == "continue");
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn set(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(paragraph);
        }
    }

    fn close(&mut self, name: &str) {
        if self.silent > 0 {
            self.silent -= 1;
            return;
        }
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" => {
                if let Some(table) = self.tables.last_mut()
                    && let (Some(row), Some(columns)) = (table.rows.last_mut(), table.columns.last_mut())
                {
                    let column: usize = row.iter().map(|cell| cell.columns).sum();
                    let place = String::new();
                    row.push(Spanning { text: std::mem::take(&mut table.cell), place, columns: table.cell_columns, rows: 1 });
                    columns.push((column, table.cell_goes_on));
                }
            }
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let style = paragraph.style.as_deref();
        if self.styles.is_contents(style) {
            return;
        }
        let list = paragraph.list.filter(|(id, _)| !id.is_empty()).or_else(|| self.styles.list(style));
        let number = list.map(|(id, level)| self.counters.next(&self.numbering, &id, level)).unwrap_or_default();
        let text = if paragraph.text.trim().is_empty() { String::new() } else { number + &paragraph.text };
        if let Some(table) = self.tables.last_mut() {
            if !table.cell.is_empty() && !text.is_empty() {
                table.cell.push('\n');
            }
            table.cell.push_str(&text);
            return;
        }
        self.paragraphs_read += 1;
        let place = format!("paragraph {}", self.paragraphs_read);
        let heading = paragraph.outline.or_else(|| self.styles.outline(style)).filter(|level| *level < 9).map(|level| (level + 1).min(6));
        self.extract.blocks.push(Block::Text { text, place, heading, closed: true });
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        if let Some(outer) = self.tables.last_mut() {
            // A table in a cell is words of the cell.
            for cell in table.rows.iter().flatten().filter(|cell| !cell.text.is_empty()) {
                if !outer.cell.is_empty() {
                    outer.cell.push('\n');
                }
                outer.cell.push_str(&cell.text);
            }
            return;
        }
        self.tables_read += 1;
        join_merged(&mut table);
        for (row, cells) in table.rows.iter_mut().enumerate() {
            for (column, cell) in cells.iter_mut().enumerate() {
                cell.place = format!("table {}, row {}, cell {}", self.tables_read, row + 1, column + 1);
            }
        }
        self.extract.table(&table.rows);
    }
}

/// Makes cells that go on with the one above one cell that spans rows.
fn join_merged(table: &mut Table) {
    for row in (1..table.rows.len()).rev() {
        for index in (0..table.rows[row].len()).rev() {
            let (column, goes_on) = table.columns[row][index];
            let Some(above) = table.columns[row - 1].iter().position(|(start, _)| *start == column).filter(|_| goes_on) else { continue };
            let gone = table.rows[row].remove(index);
            table.columns[row].remove(index);
            let cell = &mut table.rows[row - 1][above];
            cell.rows += gone.rows;
            if !gone.text.is_empty() {
                cell.text.push('\n');
                cell.text.push_str(&gone.text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// A DOCX with these parts.
    pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (path, text) in parts {
            writer.start_file(*path, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn lines(body: &str, others: &[(&str, &str)]) -> Vec<String> {
        let document = format!("<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>");
        let mut parts = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", document.as_str())];
        parts.extend(others);
        let extract = read(&package(&parts), "t.docx", &Limits::default()).unwrap();
        extract.assembled().lines.into_iter().map(|line| line.passage.text).collect()
    }

    #[test]
    fn paragraphs_without_what_is_deleted_or_coded() {
        let body = "<w:p><w:r><w:t>省财政厅</w:t></w:r><w:del><w:r><w:delText>甲</w:delText></w:r></w:del><w:ins><w:r><w:t>牵头&amp;配合</w:t></w:r></w:ins>\
            <w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>\
            </w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>后</w:t></w:r></w:p>";
        assert_eq!(lines(body, &[]), ["省财政厅牵头&配合", "框", "后"]);
    }

    #[test]
    fn merged_cells_show_in_every_row() {
        let cell = |text: &str, merge: &str| format!("<w:tc><w:tcPr>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
        let body = format!(
            "<w:tbl>{}{}{}{}</w:tbl>",
            row(&[cell("分工表", "<w:gridSpan w:val=\"2\"/>")]),
            row(&[cell("任务", ""), cell("单位", "")]),
            row(&[cell("修路", ""), cell("交通局", "<w:vMerge w:val=\"restart\"/>")]),
            row(&[cell("建桥", ""), cell("", "<w:vMerge/>")]),
        );
        assert_eq!(lines(&body, &[]), ["分工表", "任务|单位", "修路|交通局", "建桥|交通局"]);
    }

    #[test]
    fn numbers_that_word_counts_are_printed() {
        let numbering = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\">\
            <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
            <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl></w:abstractNum>\
            <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
        let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"a\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr>\
            <w:outlineLvl w:val=\"0\"/></w:pPr></w:style><w:style w:styleId=\"b\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";
        let paragraph = |properties: &str, text: &str| format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
        let second = "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"3\"/></w:numPr>";
        let body = [
            paragraph("<w:pStyle w:val=\"b\"/>", "目录一"),
            paragraph("<w:pStyle w:val=\"a\"/>", "目标"),
            paragraph(second, "甲"),
            paragraph(second, "乙"),
            paragraph("<w:pStyle w:val=\"a\"/>", "任务"),
            paragraph(second, "丙"),
        ];
        let parts = [("word/numbering.xml", numbering), ("word/styles.xml", styles)];
        assert_eq!(lines(&body.concat(), &parts), ["一、目标", "1.甲", "2.乙", "二、任务", "1.丙"]);
    }

    #[test]
    fn what_is_broken_is_said() {
        let check = |parts: &[(&str, &str)], words: &str| {
            let error = read(&package(parts), "t.docx", &Limits::default()).unwrap_err().to_string();
            assert!(error.contains("`t.docx` is a broken DOCX file") && error.contains(words), "{error}");
        };
        check(&[("x", "")], "no `word/document.xml`");
        check(&[("word/document.xml", "<w:document><w:body><w:p><w:r><w:t>省</w:t>")], "ends in the middle");
        check(&[("word/document.xml", "<w:document><w:p></w:document>")], "word/document.xml");
        let bomb = package(&[("word/document.xml", &" ".repeat(3 << 20))]);
        let limits = Limits { expanded: 1, ..Limits::default() };
        assert!(matches!(read(&bomb, "t.docx", &limits), Err(SourceError::Expands { limit: 1, .. })));
    }
}
