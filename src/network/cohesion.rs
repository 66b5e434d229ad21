//! Cohesion: the parts that hang together, cores, clustering and structural holes (结构洞); all direction aside.

use rustworkx_core::connectivity::core_number;

use super::simple::Simple;

/// Numbers for each node the part it is in: 1 is the largest, and of two of one size the one whose first node comes first. With
/// them the parts' sizes.
#[must_use]
pub fn components(simple: &Simple) -> (Vec<usize>, Vec<usize>) {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut seen = vec![false; simple.count()];
    for start in 0..simple.count() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut part = vec![start];
        let mut next = 0;
        while let Some(&node) = part.get(next) {
            for &(near, _) in &simple.near[node] {
                if !std::mem::replace(&mut seen[near], true) {
                    part.push(near);
                }
            }
            next += 1;
        }
        parts.push(part);
    }
    numbered(simple.count(), parts)
}

/// Numbers groups of nodes by size, the largest first, and of two of one size by their first node.
pub(super) fn numbered(count: usize, mut groups: Vec<Vec<usize>>) -> (Vec<usize>, Vec<usize>) {
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.iter().min().copied()));
    let mut numbers = vec![0; count];
    for (number, group) in groups.iter().enumerate() {
        for &node in group {
            numbers[node] = number + 1;
        }
    }
    (numbers, groups.iter().map(Vec::len).collect())
}

/// The largest k for which a node is in a group all of whose members have k ties within it: Seidman (1983).
#[must_use]
pub fn cores(simple: &Simple) -> Vec<usize> {
    let mut cores = vec![0; simple.count()];
    for (node, core) in core_number(simple.both.clone()) {
        cores[node.index()] = core;
    }
    cores
}

/// How many triangles each node is in.
fn triangles(simple: &Simple) -> Vec<usize> {
    let mut marked = vec![false; simple.count()];
    let mut triangles = vec![0; simple.count()];
    for (near, triangles) in simple.near.iter().zip(&mut triangles) {
        for &(other, _) in near {
            marked[other] = true;
        }
        let closed: usize = near.iter().map(|&(other, _)| simple.near[other].iter().filter(|&&(far, _)| marked[far]).count()).sum();
        *triangles = closed / 2;
        for &(other, _) in near {
            marked[other] = false;
        }
    }
    triangles
}

/// What share of a node's pairs of neighbours is tied: Watts and Strogatz (1998). None for a node with fewer than two.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 pairs")]
pub fn clustering(simple: &Simple) -> Vec<Option<f64>> {
    let pairs = |node: usize| simple.near[node].len() * simple.near[node].len().saturating_sub(1) / 2;
    let share = |(node, closed): (usize, usize)| (pairs(node) > 0).then(|| closed as f64 / pairs(node) as f64);
    triangles(simple).into_iter().enumerate().map(share).collect()
}

/// What share of all ways over two ties is closed by a third. None where there is no such way.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 pairs")]
pub fn transitivity(simple: &Simple) -> Option<f64> {
    let ways: usize = simple.near.iter().map(|near| near.len() * near.len().saturating_sub(1) / 2).sum();
    let closed: usize = triangles(simple).iter().sum();
    (ways > 0).then(|| closed as f64 / ways as f64)
}

/// How far a node's ties lead back to each other: high where it spans no structural hole. None for a node without a tie.
///
/// Burt (1992): Σj (pij + Σq piq·pqj)² over its neighbours j, pij being the weight of a tie as a share of all of i's.
#[must_use]
pub fn constraint(simple: &Simple) -> Vec<Option<f64>> {
    let totals: Vec<f64> = simple.near.iter().map(|near| near.iter().map(|(_, weight)| weight).sum()).collect();
    let mut spent = vec![0.0; simple.count()];
    let mut constraints = Vec::with_capacity(simple.count());
    for (node, near) in simple.near.iter().enumerate() {
        if near.is_empty() || totals[node] <= 0.0 {
            constraints.push(None);
            continue;
        }
        for &(other, weight) in near {
            let share = weight / totals[node];
            spent[other] += share;
            for &(far, weight) in &simple.near[other] {
                spent[far] += share * weight / totals[other];
            }
        }
        constraints.push(Some(near.iter().map(|&(other, _)| spent[other].powi(2)).sum()));
        for &(other, _) in near {
            spent[other] = 0.0;
            for &(far, _) in &simple.near[other] {
                spent[far] = 0.0;
            }
        }
    }
    constraints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Shape;
    use crate::network::simple::tests::{network, simple};

    const KITE: &[&str] = &["a x b 1", "b x c 1", "a x c 1", "c x d 1"];

    fn shown(values: &[Option<f64>]) -> String {
        values.iter().map(|value| value.map_or("-".to_owned(), |value| format!("{value:.4}"))).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_triangle_with_a_tail() {
        let kite = simple(Shape::Undirected, KITE);
        assert_eq!(cores(&kite), [2, 2, 2, 1]);
        assert_eq!(shown(&clustering(&kite)), "1.0000 1.0000 0.3333 -");
        assert_eq!(shown(&[transitivity(&kite)]), "0.6000");
        // Of a: (1/2 + 1/2·1/3)² + (1/2 + 1/2·1/2)²; of c: 2·(1/3 + 1/3·1/2)² + (1/3)².
        assert_eq!(shown(&constraint(&kite)), "1.0069 1.0069 0.6111 1.0000");
    }

    #[test]
    fn weights_and_direction() {
        let both_ways = simple(Shape::Directed, &["a x b 1", "b x a 2", "a x c 1"]);
        assert_eq!(shown(&constraint(&both_ways)), "0.6250 1.0000 1.0000");
        assert_eq!(cores(&both_ways), [1, 1, 1]);
    }

    #[test]
    fn alone_and_nobody() {
        let alone = Simple::of(&network(Shape::Undirected, &["z"], &[]));
        assert_eq!((cores(&alone), shown(&constraint(&alone)), shown(&clustering(&alone))), (vec![0], "-".to_owned(), "-".to_owned()));
        let nobody = simple(Shape::Undirected, &[]);
        assert_eq!((cores(&nobody), transitivity(&nobody), components(&nobody)), (vec![], None, (vec![], vec![])));
    }

    #[test]
    fn the_largest_part_is_the_first() {
        assert_eq!(components(&simple(Shape::Directed, &["a x b 1", "c x d 1", "e x d 1"])), (vec![2, 2, 1, 1, 1], vec![3, 2]));
    }
}
