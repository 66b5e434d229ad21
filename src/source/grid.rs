//! The geometry of tables: which cell shows in which column of which row, where cells span several.

/// A cell by its row and its place among the row's own cells.
pub(super) type CellAt = (usize, usize);

/// The most columns a table is laid out in; what a page claims beyond that is a mistake or worse.
const MOST_COLUMNS: usize = 256;

/// For each row and column the cell that shows there. A cell shows in every row it spans, but only in the first of its columns: a list
/// of names in a cell two columns wide is one list.
///
/// `spans` holds for each row the columns and rows that each of its own cells spans.
pub(super) fn laid_out(spans: &[Vec<(usize, usize)>]) -> Vec<Vec<Option<CellAt>>> {
    // For each column: the rows that a cell from above still covers, and that cell in its first column.
    let mut above: Vec<(usize, Option<CellAt>)> = Vec::new();
    let mut rows = Vec::with_capacity(spans.len());
    for (row, cells) in spans.iter().enumerate() {
        let mut shown: Vec<Option<CellAt>> = Vec::new();
        let covered = |shown: &mut Vec<Option<CellAt>>, above: &mut Vec<(usize, Option<CellAt>)>| {
            while let Some((left, cell)) = above.get_mut(shown.len()).filter(|(left, _)| *left > 0) {
                *left -= 1;
                shown.push(*cell);
            }
        };
        for (index, &(columns, down)) in cells.iter().enumerate() {
            covered(&mut shown, &mut above);
            for column in 0..columns.clamp(1, MOST_COLUMNS) {
                if shown.len() >= MOST_COLUMNS {
                    break;
                }
                let cell = (column == 0).then_some((row, index));
                if above.len() <= shown.len() {
                    above.resize(shown.len() + 1, (0, None));
                }
                above[shown.len()] = (down.max(1) - 1, cell);
                shown.push(cell);
            }
        }
        covered(&mut shown, &mut above);
        rows.push(shown);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws each row with the letters of its cells, in the order in which they are first met.
    fn check(spans: &[&[(usize, usize)]], expected: &[&str]) {
        let spans: Vec<Vec<(usize, usize)>> = spans.iter().map(|row| row.to_vec()).collect();
        let letter = |(row, index): CellAt| {
            let before: usize = spans[..row].iter().map(Vec::len).sum();
            char::from(b'a' + u8::try_from(before + index).unwrap())
        };
        let drawn: Vec<String> =
            laid_out(&spans).into_iter().map(|row| row.into_iter().map(|cell| cell.map_or('-', letter)).collect()).collect();
        assert_eq!(drawn, expected);
    }

    #[test]
    fn cells_span_rows_and_columns() {
        check(&[&[(1, 1), (1, 1)], &[(1, 1), (1, 1)]], &["ab", "cd"]);
        check(&[&[(1, 2), (1, 1)], &[(1, 1)]], &["ab", "ac"]);
        check(&[&[(2, 1), (1, 1)], &[(1, 1), (1, 1), (1, 1)]], &["a-b", "cde"]);
        check(&[&[(1, 1), (2, 2)], &[(1, 1)], &[(1, 1), (1, 1), (1, 1)]], &["ab-", "cb-", "def"]);
        check(&[&[(1, 1), (1, 3)], &[(1, 1)], &[(1, 1)], &[(1, 1)]], &["ab", "cb", "db", "e"]);
        check(&[&[(1, 9)], &[]], &["a", "a"]);
    }
}
