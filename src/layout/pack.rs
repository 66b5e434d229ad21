//! Packing: the parts of a network that do not hang together are set side by side, the largest in the middle.
//!
//! Each part covers cells of a grid, row by row from its leftmost to its rightmost node, and takes the place nearest to the
//! middle where its cells are free (after Freivalds, Dogrusoz, Kikusts, Graph Drawing 2001).

use std::collections::HashMap;

use super::Point;

/// A part of the picture with the middle at the origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Where its nodes are.
    pub points: Vec<Point>,
    /// How large they are.
    pub radii: Vec<f64>,
}

/// The side of a cell.
const CELL: f64 = 16.0;

/// The room left around a part.
const MARGIN: f64 = 6.0;

/// How much wider than high the picture should be.
const ASPECT: f64 = 1.45;

type Cell = (i32, i32);

/// Moves the shapes so that none covers another; the largest must come first.
#[must_use]
pub fn pack(mut shapes: Vec<Shape>) -> Vec<Shape> {
    let cells: Vec<Vec<Cell>> = shapes.iter().map(cells).collect();
    let farthest = cells.iter().flatten().map(|cell| cell.0.abs().max(cell.1.abs())).max().unwrap_or(0);
    let mut taken = Taken::new(cells.iter().map(Vec::len).sum(), farthest);
    let places = places(taken.half);
    // A shape of one outline need not try again where the last of that outline found no room.
    let mut first_try: HashMap<&[Cell], usize> = HashMap::new();
    for (shape, cells) in shapes.iter_mut().zip(&cells) {
        let start = first_try.entry(cells).or_default();
        let found = (*start..places.len()).find(|&place| taken.is_free(cells, places[place])).unwrap_or(places.len() - 1);
        *start = found;
        taken.take(cells, places[found]);
        let (column, row) = places[found];
        for point in &mut shape.points {
            *point = [point[0] + f64::from(column) * CELL, point[1] + f64::from(row) * CELL];
        }
    }
    shapes
}

/// The cells a shape covers.
#[expect(clippy::cast_possible_truncation, reason = "a picture is far smaller than the range")]
fn cells(shape: &Shape) -> Vec<Cell> {
    let mut rows: std::collections::BTreeMap<i32, (i32, i32)> = std::collections::BTreeMap::new();
    for (point, radius) in shape.points.iter().zip(&shape.radii) {
        let reach = radius + MARGIN;
        let cell = |value: f64| (value / CELL).floor() as i32;
        for row in cell(point[1] - reach)..=cell(point[1] + reach) {
            let span = rows.entry(row).or_insert((i32::MAX, i32::MIN));
            *span = (span.0.min(cell(point[0] - reach)), span.1.max(cell(point[0] + reach)));
        }
    }
    rows.into_iter().flat_map(|(row, (from, to))| (from..=to).map(move |column| (column, row))).collect()
}

/// A field of cells around the middle, and which of them are taken.
struct Taken {
    half: i32,
    cells: Vec<bool>,
}

impl Taken {
    /// A field that has room for so many cells however they lie, and for a shape that reaches so far.
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a picture is far smaller than the range")]
    fn new(cells: usize, farthest: i32) -> Taken {
        let half = (1.5 * (cells as f64).sqrt()).ceil() as i32 + farthest + 8;
        let side = usize::try_from(2 * half + 1).expect("positive");
        Taken { half, cells: vec![false; side * side] }
    }

    fn index(&self, (column, row): Cell) -> Option<usize> {
        let inside = column.abs() <= self.half && row.abs() <= self.half;
        inside.then(|| usize::try_from((row + self.half) * (2 * self.half + 1) + column + self.half).expect("inside is positive"))
    }

    fn is_free(&self, cells: &[Cell], (column, row): Cell) -> bool {
        cells.iter().all(|cell| self.index((cell.0 + column, cell.1 + row)).is_some_and(|index| !self.cells[index]))
    }

    fn take(&mut self, cells: &[Cell], (column, row): Cell) {
        for cell in cells {
            if let Some(index) = self.index((cell.0 + column, cell.1 + row)) {
                self.cells[index] = true;
            }
        }
    }
}

/// Every place of the field, the nearest to the middle first.
fn places(half: i32) -> Vec<Cell> {
    let mut places: Vec<Cell> = (-half..=half).flat_map(|row| (-half..=half).map(move |column| (column, row))).collect();
    let far = |&(column, row): &Cell| {
        let [x, y] = [f64::from(column) / ASPECT, f64::from(row)];
        x * x + y * y
    };
    places.sort_by(|a, b| far(a).total_cmp(&far(b)).then(a.cmp(b)));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_shapes_share_a_cell_and_the_first_stays_in_the_middle() {
        let shape = |width: f64| Shape { points: vec![[-width, 0.0], [width, 10.0]], radii: vec![5.0, 5.0] };
        let packed = pack(vec![shape(60.0), shape(30.0), shape(30.0), shape(2.0), shape(2.0), shape(2.0)]);
        assert_eq!(packed[0], shape(60.0));
        let mut taken = std::collections::HashSet::new();
        for shape in &packed {
            assert!(cells(shape).into_iter().all(|cell| taken.insert(cell)), "{packed:?}");
        }
    }
}
