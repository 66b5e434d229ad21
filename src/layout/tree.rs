//! The tree of Barnes and Hut (Nature 324, 1986): from afar, a cell full of nodes pushes as one.

use super::Point;

/// A cell pushes as one where its side is less than this share of its distance.
const OPENING: f64 = 1.1;

/// How deep cells are divided: nodes that still share one lie in the same place for every purpose.
const DEEPEST: usize = 40;

/// The root has number 0 and is nobody's child, so that 0 stands for no child.
const NONE: u32 = 0;

/// A square, what it holds and its four quarters.
#[derive(Debug, Clone)]
struct Cell {
    /// Mass times place, summed.
    moment: Point,
    mass: f64,
    side: f64,
    corner: Point,
    quarters: [u32; 4],
    leaf: bool,
}

/// Nodes in nested squares.
pub(super) struct Tree {
    cells: Vec<Cell>,
}

impl Tree {
    pub(super) fn new(points: &[Point], mass: &[f64]) -> Tree {
        let mut least = [f64::INFINITY; 2];
        let mut greatest = [f64::NEG_INFINITY; 2];
        for point in points {
            for axis in 0..2 {
                least[axis] = least[axis].min(point[axis]);
                greatest[axis] = greatest[axis].max(point[axis]);
            }
        }
        let side = (greatest[0] - least[0]).max(greatest[1] - least[1]).max(1e-6) * 1.001;
        let mut tree = Tree { cells: vec![Cell::new(least, side)] };
        for (&point, &mass) in points.iter().zip(mass) {
            tree.insert(point, mass);
        }
        tree
    }

    fn insert(&mut self, point: Point, mass: f64) {
        let mut cell = 0;
        for depth in 0..=DEEPEST {
            let here = &mut self.cells[cell];
            if here.mass == 0.0 || depth == DEEPEST {
                here.leaf = here.mass == 0.0 || here.leaf;
                here.add(point, mass);
                return;
            }
            if here.leaf {
                // What lay here alone goes one down, and the newcomer after it.
                let (old_mass, old) = (here.mass, here.middle());
                here.leaf = false;
                let child = self.child(cell, old);
                self.cells[child].leaf = true;
                self.cells[child].add(old, old_mass);
            }
            self.cells[cell].add(point, mass);
            cell = self.child(cell, point);
        }
    }

    /// The quarter of a cell in which a point lies, made where it is not there.
    fn child(&mut self, cell: usize, point: Point) -> usize {
        let half = self.cells[cell].side / 2.0;
        let corner = self.cells[cell].corner;
        let right = point[0] >= corner[0] + half;
        let upper = point[1] >= corner[1] + half;
        let quarter = usize::from(right) + 2 * usize::from(upper);
        if self.cells[cell].quarters[quarter] == NONE {
            let corner = [corner[0] + if right { half } else { 0.0 }, corner[1] + if upper { half } else { 0.0 }];
            self.cells[cell].quarters[quarter] = u32::try_from(self.cells.len()).expect("at most 40 cells for each of some million nodes");
            self.cells.push(Cell::new(corner, half));
        }
        self.cells[cell].quarters[quarter] as usize
    }

    /// How all nodes together push one of mass 1 at a point: mass by distance, away from each.
    pub(super) fn push(&self, point: Point) -> Point {
        let mut push = [0.0, 0.0];
        let mut open = vec![0_usize];
        while let Some(cell) = open.pop() {
            let cell = &self.cells[cell];
            let middle = cell.middle();
            let apart = [point[0] - middle[0], point[1] - middle[1]];
            let square = apart[0] * apart[0] + apart[1] * apart[1];
            if cell.leaf || cell.side * cell.side < OPENING * OPENING * square {
                // A node does not push itself; two in one place are told apart by the ties alone.
                if square > 1e-12 {
                    push[0] += cell.mass * apart[0] / square;
                    push[1] += cell.mass * apart[1] / square;
                }
            } else {
                open.extend(cell.quarters.iter().filter(|quarter| **quarter != NONE).map(|quarter| *quarter as usize));
            }
        }
        push
    }
}

impl Cell {
    fn new(corner: Point, side: f64) -> Cell {
        Cell { moment: [0.0, 0.0], mass: 0.0, side, corner, quarters: [NONE; 4], leaf: false }
    }

    fn add(&mut self, point: Point, mass: f64) {
        self.moment = [self.moment[0] + point[0] * mass, self.moment[1] + point[1] * mass];
        self.mass += mass;
    }

    fn middle(&self) -> Point {
        if self.mass == 0.0 { self.corner } else { [self.moment[0] / self.mass, self.moment[1] / self.mass] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_pushes_nearly_as_every_node_by_itself_would() {
        let points: Vec<Point> = (0..200).map(|n| [f64::from(n * 37 % 101), f64::from(n * 53 % 97)]).collect();
        let mass: Vec<f64> = (0..200).map(|n| 1.0 + f64::from(n % 5)).collect();
        let tree = Tree::new(&points, &mass);
        let at = [300.0, 40.0];
        let mut exact = [0.0, 0.0];
        for (point, mass) in points.iter().zip(&mass) {
            let apart = [at[0] - point[0], at[1] - point[1]];
            let square = apart[0] * apart[0] + apart[1] * apart[1];
            exact = [exact[0] + mass * apart[0] / square, exact[1] + mass * apart[1] / square];
        }
        let push = tree.push(at);
        assert!((push[0] - exact[0]).abs() < 0.03 * exact[0].abs(), "{push:?} {exact:?}");
        assert!((tree.cells[0].mass - mass.iter().sum::<f64>()).abs() < 1e-9);
    }

    #[test]
    fn nodes_in_one_place_end_somewhere() {
        let tree = Tree::new(&[[1.0, 1.0]; 5], &[1.0; 5]);
        let push = tree.push([2.0, 1.0]);
        assert!((push[0] - 5.0).abs() < 1e-6, "{push:?}");
    }
}
