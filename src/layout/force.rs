//! Forces: all nodes push each other away, ties pull, and the picture settles.
//!
//! The model is ForceAtlas2 (Jacomy, Venturini, Heymann, Bastian, PLoS ONE 9(6), 2014): repulsion falls with the distance
//! and grows with the product of the degrees, a weak gravity holds everything together, and each node's step shrinks when
//! its force swings to and fro. Two things differ: ties pull no harder beyond a reach, which keeps clusters apart as the
//! paper's LinLog mode does but without a logarithm, and the weight of a tie counts by its square root.

use rayon::prelude::*;

use super::Point;
use super::tree::Tree;

/// How hard nodes push each other away.
const REPULSION: f64 = 12.0;

/// How hard each node is drawn to the middle.
const GRAVITY: f64 = 0.6;

/// The distance beyond which a tie pulls no harder.
const REACH: f64 = 80.0;

/// How much swinging is tolerated, as a share of the movement that leads somewhere.
const TOLERANCE: f64 = 0.7;

/// Rounds for a small network, in which little has to be untangled.
const FEWEST_ROUNDS: usize = 250;

/// Rounds for a large one.
const MOST_ROUNDS: usize = 700;

/// Finds a place for each node.
#[must_use]
pub fn settle(count: usize, ties: &[(usize, usize, f64)]) -> Vec<Point> {
    if count < 2 {
        return vec![[0.0, 0.0]; count];
    }
    let mut mass = vec![1.0; count];
    for &(source, target, _) in ties {
        mass[source] += 1.0;
        mass[target] += 1.0;
    }
    let ties: Vec<(usize, usize, f64)> = ties.iter().map(|&(source, target, weight)| (source, target, weight.max(0.0).sqrt())).collect();
    let mut points = scatter(count);
    let mut before = vec![[0.0, 0.0]; count];
    let mut speed = 1.0;
    for _ in 0..(FEWEST_ROUNDS + count).min(MOST_ROUNDS) {
        let forces = forces(&points, &mass, &ties);
        let (mut swinging, mut moving) = (0.0, 0.0);
        for node in 0..count {
            swinging += mass[node] * length(minus(before[node], forces[node]));
            moving += mass[node] * length([before[node][0] + forces[node][0], before[node][1] + forces[node][1]]) / 2.0;
        }
        let wanted = if swinging > 0.0 { TOLERANCE * moving / swinging } else { speed };
        speed = wanted.clamp(speed * 0.5, speed * 1.5).clamp(1e-4, 10.0);
        for node in 0..count {
            let swing = mass[node] * length(minus(before[node], forces[node]));
            let step = speed / (1.0 + (speed * swing).sqrt());
            points[node] = [points[node][0] + forces[node][0] * step, points[node][1] + forces[node][1] * step];
        }
        before = forces;
    }
    points
}

/// The force on each node.
fn forces(points: &[Point], mass: &[f64], ties: &[(usize, usize, f64)]) -> Vec<Point> {
    let tree = Tree::new(points, mass);
    let mut forces: Vec<Point> = (0..points.len())
        .into_par_iter()
        .map(|node| {
            let push = tree.push(points[node]);
            let distance = length(points[node]).max(1e-9);
            let pull = GRAVITY * mass[node] / distance;
            [REPULSION * mass[node] * push[0] - pull * points[node][0], REPULSION * mass[node] * push[1] - pull * points[node][1]]
        })
        .collect();
    for &(source, target, weight) in ties {
        let apart = minus(points[target], points[source]);
        let pull = weight / (1.0 + length(apart) / REACH);
        for axis in 0..2 {
            forces[source][axis] += pull * apart[axis];
            forces[target][axis] -= pull * apart[axis];
        }
    }
    forces
}

/// Where the nodes start: spread evenly over a square by a fixed sequence, so that no two coincide.
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 nodes")]
fn scatter(count: usize) -> Vec<Point> {
    // The fractional parts of multiples of these two fill a square evenly: powers of the inverse of the root of x³ = x + 1.
    const STEPS: Point = [0.754_877_666_246_692_7, 0.569_840_290_998_053_2];
    let side = 10.0 * (count as f64).sqrt();
    let part = |place: usize, axis: usize| (place as f64 * STEPS[axis]).fract() - 0.5;
    (1..=count).map(|place| [side * part(place, 0), side * part(place, 1)]).collect()
}

fn minus(a: Point, b: Point) -> Point {
    [a[0] - b[0], a[1] - b[1]]
}

fn length(vector: Point) -> f64 {
    (vector[0] * vector[0] + vector[1] * vector[1]).sqrt()
}
