//! Layout: where each node of a network is drawn, the same place every time.
//!
//! Each part that hangs together is laid out by forces ([`force`]), turned so that it lies flat, freed of overlaps, and set
//! beside the others ([`pack`]), the largest in the middle. Nothing is drawn by lot and no function is used whose last digit
//! a system may choose, so that the same network gives the same picture on every machine.

pub mod force;
pub mod overlap;
pub mod pack;
mod tree;

use crate::network::Network;

/// A place in the plane, `x` to the right and `y` up.
pub type Point = [f64; 2];

/// A network drawn: a place and a radius for each node, in the network's order and in one unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Where its middle is.
    pub points: Vec<Point>,
    /// How large it is.
    pub radii: Vec<f64>,
}

/// The radius of a node with nothing to its weight.
const SMALLEST: f64 = 4.0;

/// What a node of weight 1 is larger, and one of weight 4 twice as much: the area grows with the weight.
const GROWTH: f64 = 2.0;

/// The largest radius.
const LARGEST: f64 = 26.0;

/// Lays out a network; `weights` say how large each node is drawn, by area.
#[must_use]
pub fn layout(network: &Network, weights: &[f64]) -> Layout {
    let ties: Vec<(usize, usize, f64)> = network.ties().map(|(source, target, edge)| (source, target, edge.weight)).collect();
    let radii = weights.iter().map(|weight| (SMALLEST + GROWTH * weight.max(0.0).sqrt()).min(LARGEST)).collect();
    place(radii, &ties)
}

/// Lays out nodes of these radii with weighted ties between them.
#[must_use]
pub fn place(radii: Vec<f64>, ties: &[(usize, usize, f64)]) -> Layout {
    let parts = parts(radii.len(), ties);
    let mut part_of = vec![(0, 0); radii.len()];
    for (part, nodes) in parts.iter().enumerate() {
        for (place, &node) in nodes.iter().enumerate() {
            part_of[node] = (part, place);
        }
    }
    let mut inner: Vec<Vec<(usize, usize, f64)>> = vec![Vec::new(); parts.len()];
    for &(source, target, weight) in ties.iter().filter(|(source, target, _)| source != target) {
        inner[part_of[source].0].push((part_of[source].1, part_of[target].1, weight));
    }
    let shapes: Vec<pack::Shape> = parts
        .iter()
        .zip(&inner)
        .map(|(nodes, ties)| {
            let radii: Vec<f64> = nodes.iter().map(|&node| radii[node]).collect();
            let mut points = force::settle(radii.len(), ties);
            overlap::spread(&mut points, &radii);
            lay_flat(&mut points);
            pack::Shape { points, radii }
        })
        .collect();
    let mut points = vec![[0.0, 0.0]; radii.len()];
    for (nodes, shape) in parts.iter().zip(pack::pack(shapes)) {
        for (&node, point) in nodes.iter().zip(shape.points) {
            points[node] = point;
        }
    }
    Layout { points, radii }
}

impl Layout {
    /// The corners of the box that holds every node: least and greatest `x` and `y`; a point where there is none.
    #[must_use]
    pub fn bounds(&self) -> (Point, Point) {
        if self.points.is_empty() {
            return ([0.0, 0.0], [0.0, 0.0]);
        }
        let mut least = [f64::INFINITY; 2];
        let mut greatest = [f64::NEG_INFINITY; 2];
        for (point, radius) in self.points.iter().zip(&self.radii) {
            for axis in 0..2 {
                least[axis] = least[axis].min(point[axis] - radius);
                greatest[axis] = greatest[axis].max(point[axis] + radius);
            }
        }
        (least, greatest)
    }
}

/// The parts that hang together, the largest first, and of one size the one whose first node comes first.
fn parts(count: usize, ties: &[(usize, usize, f64)]) -> Vec<Vec<usize>> {
    let mut near = vec![Vec::new(); count];
    for &(source, target, _) in ties {
        near[source].push(target);
        near[target].push(source);
    }
    let mut seen = vec![false; count];
    let mut parts = Vec::new();
    for start in 0..count {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut part = vec![start];
        let mut next = 0;
        while let Some(&node) = part.get(next) {
            for &other in &near[node] {
                if !std::mem::replace(&mut seen[other], true) {
                    part.push(other);
                }
            }
            next += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

/// Moves the middle to the origin and turns the longest extent level, as pages and screens are wider than high.
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 nodes")]
fn lay_flat(points: &mut [Point]) {
    let count = points.len().max(1) as f64;
    let middle = points.iter().fold([0.0, 0.0], |sum, point| [sum[0] + point[0] / count, sum[1] + point[1] / count]);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for point in points.iter_mut() {
        *point = [point[0] - middle[0], point[1] - middle[1]];
        xx += point[0] * point[0];
        xy += point[0] * point[1];
        yy += point[1] * point[1];
    }
    // The principal axis of the points is the eigenvector of the greater eigenvalue.
    let half = (xx - yy) / 2.0;
    let greater = f64::midpoint(xx, yy) + (half * half + xy * xy).sqrt();
    let axis = if xy == 0.0 { if xx >= yy { [1.0, 0.0] } else { [0.0, 1.0] } } else { [greater - yy, xy] };
    let length = (axis[0] * axis[0] + axis[1] * axis[1]).sqrt();
    if length == 0.0 {
        return;
    }
    let (cosine, sine) = (axis[0] / length, axis[1] / length);
    for point in points {
        *point = [point[0] * cosine + point[1] * sine, point[1] * cosine - point[0] * sine];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rings of ten, one tie between them, a pair, and three nodes alone.
    fn rings() -> (usize, Vec<(usize, usize, f64)>) {
        let mut ties = Vec::new();
        for ring in 0..2 {
            for node in 0..10 {
                for step in 1..4 {
                    ties.push((ring * 10 + node, ring * 10 + (node + step) % 10, 1.0));
                }
            }
        }
        ties.push((0, 10, 1.0));
        ties.push((20, 21, 1.0));
        (25, ties)
    }

    fn distance(a: Point, b: Point) -> f64 {
        ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()
    }

    #[test]
    fn the_same_network_lies_the_same_way() {
        let (count, ties) = rings();
        assert_eq!(place(vec![5.0; count], &ties), place(vec![5.0; count], &ties));
    }

    #[test]
    fn no_two_nodes_cover_each_other() {
        let (count, ties) = rings();
        let radii: Vec<f64> = (0..count).map(|node| 4.0 + (node % 7) as f64 * 2.0).collect();
        let layout = place(radii, &ties);
        for a in 0..count {
            for b in a + 1..count {
                let apart = distance(layout.points[a], layout.points[b]);
                assert!(apart + 0.5 >= layout.radii[a] + layout.radii[b], "{a} and {b}: {apart}");
            }
        }
    }

    #[test]
    fn who_is_tied_is_near() {
        let (count, ties) = rings();
        let points = place(vec![4.0; count], &ties).points;
        let within: f64 = (1..10).map(|node| distance(points[0], points[node])).sum::<f64>() / 9.0;
        let between: f64 = (11..20).map(|node| distance(points[0], points[node])).sum::<f64>() / 9.0;
        assert!(within * 1.3 < between, "within a ring {within}, between them {between}");
    }

    #[test]
    fn it_lies_flat() {
        let mut points = vec![[0.0, 0.0], [1.0, 2.0], [2.0, 4.0], [3.0, 6.0]];
        lay_flat(&mut points);
        assert!(points.iter().all(|point| point[1].abs() < 1e-9), "{points:?}");
    }

    #[test]
    fn nothing_and_one_are_laid_out() {
        assert_eq!(place(Vec::new(), &[]).bounds(), ([0.0, 0.0], [0.0, 0.0]));
        assert_eq!(place(vec![4.0], &[(0, 0, 1.0)]).bounds(), ([-4.0, -4.0], [4.0, 4.0]));
    }
}
