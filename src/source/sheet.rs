//! Spreadsheets: the filled cells of every visible sheet, row by row, merged cells as cells that span rows and columns.

use std::io::Cursor;

use calamine::{Data, Dimensions, Range, Reader, SheetVisible, Sheets, open_workbook_auto_from_rs};

use super::SourceError;
use super::extracted::{Extract, Spanning};
use super::limits::Limits;

/// Reads a spreadsheet of any age.
pub(super) fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Extract, SourceError> {
    let broken = |cause: String| SourceError::Broken { path: name.to_owned(), format: "spreadsheet", cause };
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|cause| broken(cause.to_string()))?;
    let sheets: Vec<String> =
        book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect();
    let mut extract = Extract::default();
    for sheet in sheets {
        // A sheet that holds a chart only has no cells.
        let Ok(range) = book.worksheet_range(&sheet) else { continue };
        let merged = match &mut book {
            Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(&sheet).unwrap_or_default(),
            Sheets::Xls(book) => book.merge_cells_by_sheet_name(&sheet).unwrap_or_default(),
            _ => Vec::new(),
        };
        let (rows, _) = range.get_size();
        if rows > limits.members {
            return Err(SourceError::TooMany { path: name.to_owned(), limit: limits.members, what: "rows", option: "--max-members" });
        }
        extract.table(&table(&range, &sheet, &merged));
    }
    Ok(extract)
}

/// The rows of a sheet; what a merged cell covers is left out of the rows below it.
fn table(range: &Range<Data>, sheet: &str, merged: &[Dimensions]) -> Vec<Vec<Spanning>> {
    let Some((first_row, first_column)) = range.start() else { return Vec::new() };
    let mut rows = Vec::new();
    for (index, cells) in range.rows().enumerate() {
        let row = first_row + u32::try_from(index).unwrap_or(u32::MAX);
        let mut out = Vec::new();
        for (index, value) in cells.iter().enumerate() {
            let column = first_column + u32::try_from(index).unwrap_or(u32::MAX);
            let over =
                merged.iter().find(|area| (area.start.0..=area.end.0).contains(&row) && (area.start.1..=area.end.1).contains(&column));
            let (columns, rows) = match over {
                Some(area) if area.start == (row, column) => (area.end.1 - column + 1, area.end.0 - row + 1),
                Some(_) => continue,
                None => (1, 1),
            };
            let place = format!("{sheet}!{}{}", letters(column), row + 1);
            out.push(Spanning { text: words(value), place, columns: columns as usize, rows: rows as usize });
        }
        rows.push(out);
    }
    rows
}

/// A cell as a reader sees it.
fn words(value: &Data) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

/// A column's letters: A, B, … Z, AA, …
fn letters(column: u32) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => letter.to_string(),
        more => letters(more - 1) + &letter.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_show_in_every_row_and_keep_their_place() {
        let cell = |row, column, text: &str| calamine::Cell::new((row, column), Data::String(text.to_owned()));
        let range = Range::from_sparse(vec![
            cell(0, 0, "分工表"),
            cell(1, 0, "任务"),
            cell(1, 1, "责任单位"),
            cell(2, 0, "修路"),
            cell(2, 1, "交通局"),
            cell(3, 0, "建桥"),
        ]);
        let merged = [Dimensions { start: (0, 0), end: (0, 1) }, Dimensions { start: (2, 1), end: (3, 1) }];
        let mut extract = Extract::default();
        extract.table(&table(&range, "表", &merged));
        let source = extract.assembled();
        let lines: Vec<&str> = source.lines.iter().map(|line| line.passage.text.as_str()).collect();
        assert_eq!(lines, ["分工表", "任务|责任单位", "修路|交通局", "建桥|交通局"]);
        let line = &source.lines[3];
        assert_eq!(source.place_of(line.passage.in_source(&line.cells[1]).start), Some("表!B3"));
        assert_eq!((letters(0), letters(25), letters(26), letters(701)), ("A".into(), "Z".into(), "AA".into(), "ZZ".into()));
    }
}
