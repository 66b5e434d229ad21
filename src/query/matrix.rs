//! An answer turned into a matrix: a row of the answer is a cell. A square one has the same names down and across, as
//! QAP and UCINET want it.

use std::collections::BTreeMap;

use super::manner::{ChartKind, Sides};
use super::{QueryError, column, number, shown};
use crate::store::Answer;

/// Numbers with names down and across.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// The column of the answer that fills the cells.
    pub value: String,
    /// The names down.
    pub rows: Vec<String>,
    /// The names across.
    pub columns: Vec<String>,
    /// The cells, a row after the other; nothing where the answer has no row for it.
    pub cells: Vec<Vec<f64>>,
}

/// The matrix of an answer, with the first value that its question names or the one chosen.
///
/// Names stand in the order of the answer; both ways of a symmetric matrix are filled, and its diagonal is 0.
///
/// # Errors
/// Where the question is of no matrix, or the answer lacks a column.
pub fn matrix(answer: &Answer, kind: Option<&ChartKind>, measure: Option<&str>) -> Result<Matrix, QueryError> {
    let Some(ChartKind::Matrix { row, column: across, values, sides }) = kind else { return Err(QueryError::Manner("`# chart = matrix`")) };
    let value = measure.or(values.first().map(String::as_str)).ok_or(QueryError::Manner("`# chart = matrix`"))?;
    let (down_place, across_place, value_place) = (column(answer, row)?, column(answer, across)?, column(answer, value)?);
    let (mut rows, mut columns) = (Names::default(), Names::default());
    let mut found: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for line in &answer.rows {
        let (down, over) = (shown(line[down_place].as_ref()), shown(line[across_place].as_ref()));
        let cell = number(line[value_place].as_ref());
        if *sides == Sides::Different {
            *found.entry((rows.place(down), columns.place(over))).or_default() += cell;
        } else {
            let (down, over) = (rows.place(down), rows.place(over));
            *found.entry((down, over)).or_default() += cell;
            if *sides == Sides::BothWays && down != over {
                *found.entry((over, down)).or_default() += cell;
            }
        }
    }
    let (rows, columns) = if *sides == Sides::Different { (rows.names, columns.names) } else { (rows.names.clone(), rows.names) };
    let mut cells = vec![vec![0.0; columns.len()]; rows.len()];
    for ((down, over), cell) in found {
        cells[down][over] = cell;
    }
    Ok(Matrix { value: value.to_owned(), rows, columns, cells })
}

/// Names in the order in which they come.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Names {
    fn place(&mut self, name: String) -> usize {
        *self.places.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            self.names.len() - 1
        })
    }
}

impl Matrix {
    /// As CSV: the names across in the first line, the names down in the first column.
    ///
    /// # Errors
    /// Where memory cannot be written, which does not happen.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(std::iter::once("").chain(self.columns.iter().map(String::as_str)))?;
        for (name, cells) in self.rows.iter().zip(&self.cells) {
            writer.write_record(std::iter::once(name.clone()).chain(cells.iter().map(f64::to_string)))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }

    /// The rows and columns of the greatest sums, in their order; those of a square matrix stay the same down and across.
    #[must_use]
    pub fn greatest(&self, top: usize) -> Matrix {
        let row_sums: Vec<f64> = self.cells.iter().map(|cells| cells.iter().sum()).collect();
        let column_sums: Vec<f64> = (0..self.columns.len()).map(|over| self.cells.iter().map(|cells| cells[over]).sum()).collect();
        let square = self.rows == self.columns;
        let both: Vec<f64> = if square { row_sums.iter().zip(&column_sums).map(|(a, b)| a + b).collect() } else { Vec::new() };
        let rows = greatest_places(if square { &both } else { &row_sums }, top);
        let columns = if square { rows.clone() } else { greatest_places(&column_sums, top) };
        Matrix {
            value: self.value.clone(),
            rows: rows.iter().map(|place| self.rows[*place].clone()).collect(),
            columns: columns.iter().map(|place| self.columns[*place].clone()).collect(),
            cells: rows.iter().map(|down| columns.iter().map(|over| self.cells[*down][*over]).collect()).collect(),
        }
    }
}

/// The places of the greatest sums, greatest first; of equal ones the first.
fn greatest_places(sums: &[f64], top: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..sums.len()).collect();
    places.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]).then(a.cmp(b)));
    places.truncate(top);
    places
}

#[cfg(test)]
mod tests {
    use oxrdf::{Literal, Term};

    use super::*;

    fn answer(rows: &[(&str, &str, i64)]) -> Answer {
        let name = |text: &str| Some(Term::from(Literal::new_simple_literal(text)));
        Answer {
            variables: vec!["a".to_owned(), "b".to_owned(), "n".to_owned()],
            rows: rows.iter().map(|(a, b, n)| vec![name(a), name(b), Some(Literal::from(*n).into())]).collect(),
        }
    }

    fn kind(sides: Sides) -> ChartKind {
        ChartKind::Matrix { row: "a".to_owned(), column: "b".to_owned(), values: vec!["n".to_owned()], sides }
    }

    fn csv(rows: &[(&str, &str, i64)], sides: Sides) -> String {
        String::from_utf8(matrix(&answer(rows), Some(&kind(sides)), None).unwrap().csv().unwrap()).unwrap().replace("\r\n", "|")
    }

    #[test]
    fn sides_decide_the_shape() {
        let rows = [("x", "y", 2), ("x", "z", 1)];
        assert_eq!(csv(&rows, Sides::Different), ",y,z|x,2,1|");
        assert_eq!(csv(&rows, Sides::OneWay), ",x,y,z|x,0,2,1|y,0,0,0|z,0,0,0|");
        assert_eq!(csv(&rows, Sides::BothWays), ",x,y,z|x,0,2,1|y,2,0,0|z,1,0,0|");
    }

    #[test]
    fn the_greatest_stay_square() {
        let rows = [("x", "y", 1), ("y", "z", 5), ("z", "w", 4)];
        let most = matrix(&answer(&rows), Some(&kind(Sides::BothWays)), None).unwrap().greatest(2);
        assert_eq!((most.rows.as_slice(), most.columns.as_slice()), (["z".to_owned(), "y".to_owned()].as_slice(), most.rows.as_slice()));
        assert_eq!(most.cells, [[0.0, 5.0], [5.0, 0.0]]);
    }

    #[test]
    fn a_column_that_is_not_there_is_named() {
        let error = matrix(&answer(&[]), Some(&kind(Sides::OneWay)), Some("m")).unwrap_err().to_string();
        assert_eq!(error, "the answer has no column `m` to show; it has a, b, n");
    }
}
