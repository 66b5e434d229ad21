//! A workbook, for Excel and UCINET: the matrix on the first sheet, where UCINET looks for it, then nodes and edges.
//!
//! Texts are written as texts, so that no name is taken for a formula, and no date of writing is given: the same network is the
//! same bytes.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::ExportError;
use super::matrix::matrix;
use crate::network::{Network, Value};

/// The most rows and columns that a sheet of Excel holds.
const ROWS: usize = 1_048_576;
/// See [`ROWS`].
const COLUMNS: usize = 16_384;

/// The whole file.
pub(super) fn render(network: &Network, path: &Path) -> Result<Vec<u8>, ExportError> {
    let matrix = matrix(network);
    if matrix.rows.len() >= ROWS || matrix.columns.len() >= COLUMNS || network.graph.edge_count() >= ROWS {
        return Err(ExportError::TooLarge { path: path.to_path_buf(), rows: matrix.rows.len(), columns: matrix.columns.len() });
    }
    let written = workbook(network, &matrix).and_then(|mut workbook| workbook.save_to_buffer());
    written.map_err(|cause| ExportError::Workbook { path: path.to_path_buf(), cause: cause.to_string() })
}

fn workbook(network: &Network, matrix: &super::matrix::Matrix) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&network.name).set_creation_datetime(&epoch));

    let sheet = workbook.add_worksheet().set_name("matrix")?;
    for (place, name) in matrix.columns.iter().enumerate() {
        sheet.write_string(0, column(place + 1), name)?;
    }
    for (place, (name, weights)) in matrix.rows.iter().zip(&matrix.weights).enumerate() {
        sheet.write_string(row(place + 1), 0, name)?;
        let mut weights = weights.iter().peekable();
        for place_of_column in 0..matrix.columns.len() {
            let weight = weights.next_if(|(column, _)| *column == place_of_column).map_or(0.0, |(_, weight)| *weight);
            sheet.write_number(row(place + 1), column(place_of_column + 1), weight)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;

    let sheet = workbook.add_worksheet().set_name("nodes")?;
    let fixed = ["id", "label", "iri", "kind"];
    header(sheet, fixed.into_iter().chain(network.node_columns.iter().map(|column| column.name.as_str())))?;
    for (place, node) in network.nodes().enumerate() {
        for (at, text) in [node.id.as_str(), &node.label, &node.iri, node.kind.as_str()].into_iter().enumerate() {
            sheet.write_string(row(place + 1), column(at), text)?;
        }
        values(sheet, place + 1, fixed.len(), &node.attributes)?;
    }

    let sheet = workbook.add_worksheet().set_name("edges")?;
    let fixed = ["source", "target", "role", "weight", "source_label", "target_label"];
    header(sheet, fixed.into_iter().chain(network.edge_columns.iter().map(|column| column.name.as_str())))?;
    for (place, (source, target, edge)) in network.edges().enumerate() {
        let texts = [(0, &source.id), (1, &target.id), (2, &edge.role), (4, &source.label), (5, &target.label)];
        for (at, text) in texts {
            sheet.write_string(row(place + 1), column(at), text)?;
        }
        sheet.write_number(row(place + 1), 3, edge.weight)?;
        values(sheet, place + 1, fixed.len(), &edge.attributes)?;
    }
    Ok(workbook)
}

fn header<'a>(sheet: &mut Worksheet, names: impl Iterator<Item = &'a str>) -> Result<(), XlsxError> {
    for (place, name) in names.enumerate() {
        sheet.write_string(0, column(place), name)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a cell of Excel is a double anyway")]
fn values(sheet: &mut Worksheet, at: usize, behind: usize, values: &[Option<Value>]) -> Result<(), XlsxError> {
    for (place, value) in values.iter().enumerate() {
        match value {
            Some(Value::Text(text)) => sheet.write_string(row(at), column(behind + place), text)?,
            Some(Value::Integer(integer)) => sheet.write_number(row(at), column(behind + place), *integer as f64)?,
            Some(Value::Decimal(decimal)) => sheet.write_number(row(at), column(behind + place), *decimal)?,
            None => continue,
        };
    }
    Ok(())
}

fn row(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn the_same_network_is_the_same_workbook() {
        for network in [sample::two_mode(), sample::directed(), sample::empty()] {
            let bytes = render(&network, Path::new("x.xlsx")).unwrap();
            assert!(bytes.starts_with(b"PK"));
            assert_eq!(bytes, render(&network, Path::new("x.xlsx")).unwrap());
        }
    }

    #[test]
    fn a_network_that_no_sheet_holds_is_refused() {
        let mut network = sample::empty();
        for _ in 0..COLUMNS {
            let node = sample::undirected().node(0).clone();
            network.graph.add_node(node);
        }
        let error = render(&network, Path::new("x.xlsx")).unwrap_err().to_string();
        assert!(error.starts_with("a matrix of 16384 rows and 16384 columns"), "{error}");
    }
}
