//! Overlaps: scaling a picture until its nodes have room, and pushing apart those that still cover each other.

use std::collections::BTreeMap;

use super::Point;

/// The room between two nodes.
const GAP: f64 = 3.0;

/// The share of the picture's area that nodes may cover, their gaps included.
const COVERED: f64 = 0.2;

/// Rounds of pushing apart; each ends at once where no two overlap.
const ROUNDS: usize = 200;

/// Gives every node room for its radius.
pub fn spread(points: &mut [Point], radii: &[f64]) {
    if points.len() < 2 {
        return;
    }
    scale(points, radii);
    for _ in 0..ROUNDS {
        if !push_apart(points, radii) {
            break;
        }
    }
}

/// Scales the picture so that its nodes cover a fixed share of the ellipse that holds most of them.
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 nodes")]
fn scale(points: &mut [Point], radii: &[f64]) {
    let count = points.len() as f64;
    let middle = points.iter().fold([0.0, 0.0], |sum, point| [sum[0] + point[0] / count, sum[1] + point[1] / count]);
    let square = |point: &Point| {
        let apart = [point[0] - middle[0], point[1] - middle[1]];
        apart[0] * apart[0] + apart[1] * apart[1]
    };
    let spread = points.iter().map(square).sum::<f64>() / count;
    // Of an even disc of radius R the mean square distance from the middle is R²/2.
    let area = std::f64::consts::PI * 2.0 * spread;
    let needed: f64 = radii.iter().map(|radius| std::f64::consts::PI * (radius + GAP) * (radius + GAP)).sum();
    let factor = (needed / COVERED / area.max(1e-9)).sqrt();
    for point in points.iter_mut() {
        *point = [(point[0] - middle[0]) * factor, (point[1] - middle[1]) * factor];
    }
}

/// One round: every two nodes that overlap part by half of it each; tells whether there were any.
fn push_apart(points: &mut [Point], radii: &[f64]) -> bool {
    let largest = radii.iter().copied().fold(0.0, f64::max);
    let side = 2.0 * largest + GAP;
    #[expect(clippy::cast_possible_truncation, reason = "a picture is far smaller than the range")]
    let cell = |point: Point| ((point[0] / side).floor() as i64, (point[1] / side).floor() as i64);
    let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (node, point) in points.iter().enumerate() {
        cells.entry(cell(*point)).or_default().push(node);
    }
    let mut any = false;
    for a in 0..points.len() {
        let (column, row) = cell(points[a]);
        for (x, y) in (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column + x, row + y))) {
            for &b in cells.get(&(x, y)).into_iter().flatten().filter(|b| **b > a) {
                any |= part(points, radii, a, b);
            }
        }
    }
    any
}

/// Moves two nodes apart where they overlap.
fn part(points: &mut [Point], radii: &[f64], a: usize, b: usize) -> bool {
    let apart = [points[b][0] - points[a][0], points[b][1] - points[a][1]];
    let distance = (apart[0] * apart[0] + apart[1] * apart[1]).sqrt();
    let missing = radii[a] + radii[b] + GAP - distance;
    if missing <= 0.01 {
        return false;
    }
    let direction = if distance > 1e-6 { [apart[0] / distance, apart[1] / distance] } else { [1.0, 0.0] };
    for axis in 0..2 {
        points[a][axis] -= direction[axis] * missing / 2.0;
        points[b][axis] += direction[axis] * missing / 2.0;
    }
    true
}
