//! An answer as a workbook for Excel: the question and its counting rule, the rows, matrices, and the sentences behind them.
//!
//! Strings are stored as Unicode, so that Chinese needs no byte-order mark; numbers are numbers. No sheet holds a clock reading.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::heading::heading;
use super::matrix::Matrix;
use super::{Parameter, shown};
use crate::store::Answer;

/// The rows that a sheet holds at most, its two heading lines left out (Excel's limit is 1,048,576).
pub const MOST_ROWS: usize = 1_048_574;

/// The characters that a cell holds at most (Excel's limit).
const MOST_CHARACTERS: usize = 32_767;

/// What the first sheet tells.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// The name asked for.
    pub name: &'a str,
    /// The question in Chinese and English.
    pub question: (&'a str, &'a str),
    /// The counting rule in Chinese and English.
    pub counting_rule: (&'a str, &'a str),
    /// The parameters and what stands for each.
    pub parameters: Vec<(Parameter, String)>,
}

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    bold: Format,
    wrapped: Format,
}

impl Book {
    /// A workbook whose first sheet tells what was asked.
    ///
    /// # Errors
    /// Where the sheet cannot be made.
    pub fn new(about: &About<'_>) -> Result<Book, XlsxError> {
        let mut workbook = Workbook::new();
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_title(about.name).set_creation_datetime(&day));
        let mut book = Book { workbook, bold: Format::new().set_bold(), wrapped: Format::new().set_text_wrap() };
        let sheet = sheet(&mut book.workbook, "question")?;
        sheet.set_column_width(0, 20)?.set_column_width(1, 60)?.set_column_width(2, 60)?;
        let lines = [
            ("question", about.name, ""),
            ("question", about.question.0, about.question.1),
            ("counting_rule", about.counting_rule.0, about.counting_rule.1),
        ];
        let mut line = 0;
        for (word, chinese, english) in lines {
            sheet.write_string_with_format(line, 0, both(word), &book.bold)?;
            sheet.write_string_with_format(line, 1, chinese, &book.wrapped)?;
            sheet.write_string_with_format(line, 2, english, &book.wrapped)?;
            line += 1;
        }
        line += 1;
        for (place, word) in (0..).zip(["parameter", "value", "meaning"]) {
            sheet.write_string_with_format(line, place, both(word), &book.bold)?;
        }
        for (parameter, value) in &about.parameters {
            line += 1;
            sheet.write_string(line, 0, &parameter.name)?;
            sheet.write_string(line, 1, value)?;
            sheet.write_string_with_format(line, 2, &parameter.help, &book.wrapped)?;
        }
        Ok(book)
    }

    /// Adds an answer as a sheet and says how many of its rows found no room.
    ///
    /// # Errors
    /// Where the sheet cannot be made.
    pub fn answer(&mut self, name: &str, answer: &Answer) -> Result<usize, XlsxError> {
        let sheet = sheet(&mut self.workbook, name)?;
        for (place, column) in (0..).zip(&answer.variables) {
            let heading = heading(column);
            sheet.write_string_with_format(0, place, heading.chinese, &self.bold)?;
            sheet.write_string_with_format(1, place, column, &self.bold)?;
            sheet.set_column_width(place, width(answer, usize::from(place)))?;
        }
        sheet.set_freeze_panes(2, 0)?;
        for (line, row) in (2..).zip(answer.rows.iter().take(MOST_ROWS)) {
            for (place, term) in (0..).zip(row) {
                let text = shown(term.as_ref());
                match as_number(&text) {
                    Some(number) => sheet.write_number(line, place, number)?,
                    None => sheet.write_string(line, place, text.chars().take(MOST_CHARACTERS).collect::<String>())?,
                };
            }
        }
        Ok(answer.rows.len().saturating_sub(MOST_ROWS))
    }

    /// Adds a matrix as a sheet; `name` tells it apart from others.
    ///
    /// # Errors
    /// Where the sheet cannot be made.
    pub fn matrix(&mut self, matrix: &Matrix) -> Result<(), XlsxError> {
        let sheet = sheet(&mut self.workbook, &matrix.value)?;
        sheet.set_freeze_panes(1, 1)?;
        for (place, name) in (1..).zip(&matrix.columns) {
            sheet.write_string_with_format(0, place, name, &self.bold)?;
        }
        for (line, (name, cells)) in (1..).zip(matrix.rows.iter().zip(&matrix.cells)) {
            sheet.write_string_with_format(line, 0, name, &self.bold)?;
            for (place, cell) in (1..).zip(cells) {
                sheet.write_number(line, place, *cell)?;
            }
        }
        Ok(())
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Where it cannot be put together.
    pub fn bytes(mut self) -> Result<Vec<u8>, XlsxError> {
        self.workbook.save_to_buffer()
    }
}

/// A new sheet named in Chinese and English.
fn sheet<'a>(workbook: &'a mut Workbook, word: &str) -> Result<&'a mut Worksheet, XlsxError> {
    workbook.add_worksheet().set_name(both(word).chars().take(31).collect::<String>())
}

fn both(word: &str) -> String {
    format!("{} {}", heading(word).chinese, word.replace('_', " "))
}

/// A cell that is a number: no text such as `1.` or `007`, whose look says more than its value.
fn as_number(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-')) && !text.ends_with('.');
    let padded = text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
    (plain && !padded && text.len() < 16).then_some(number)
}

/// A column's width in characters: that of its longest cell among the first, within reason.
fn width(answer: &Answer, place: usize) -> f64 {
    use unicode_width::UnicodeWidthStr as _;
    const WIDEST: usize = 60;
    let cells = answer.rows.iter().take(200).map(|row| shown(row[place].as_ref()).width());
    let longest = cells.chain([answer.variables[place].width()]).max().unwrap_or(8);
    f64::from(u16::try_from(longest.clamp(6, WIDEST) + 2).unwrap_or(62))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_and_labels_are_labels() {
        for (text, expected) in
            [("12", Some(12.0)), ("2.5", Some(2.5)), ("0", Some(0.0)), ("007", None), ("1.", None), ("2023-05", None), ("", None)]
        {
            assert_eq!(as_number(text), expected, "{text}");
        }
    }
}
