//! Standing by the standing of others: eigenvector centrality and PageRank, both by weight.

use std::convert::Infallible;

use rustworkx_core::centrality::eigenvector_centrality;

use super::simple::Simple;

/// The chance that a walk goes on: Page, Brin, Motwani, Winograd (1999), and the default of NetworkX and igraph.
pub const DAMPING: f64 = 0.85;

/// The walk has settled once a round moves less than this for each node.
const TOLERANCE: f64 = 1e-12;

/// Rounds after which it has settled anyway: 0.85^200 is below the tolerance.
const ROUNDS: usize = 200;

/// Each node's share of its neighbours' standing, by weight and direction aside; the squares of all sum to 1.
///
/// Bonacich (1972). It belongs to the part with the strongest ties; nodes of other parts have 0 or nearly so. None where there is
/// no tie, or where it does not settle, which happens where two parts are equally strong.
#[must_use]
pub fn eigenvector(simple: &Simple) -> Option<Vec<f64>> {
    /// Rounds after which it will not settle.
    const ROUNDS: usize = 20_000;
    if simple.both.edge_count() == 0 {
        return None;
    }
    let weight = |edge: petgraph::graph::EdgeReference<'_, f64>| Ok::<_, Infallible>(*edge.weight());
    let Ok(found) = eigenvector_centrality(&simple.both, weight, Some(ROUNDS), Some(TOLERANCE));
    found
}

/// Where a walk is found that follows ties by weight and now and then starts anywhere; from a dead end it does so too.
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 nodes")]
#[must_use]
pub fn pagerank(simple: &Simple) -> Vec<f64> {
    let (count, ties, directed) = (simple.count(), &simple.ties, simple.directed);
    if count == 0 {
        return Vec::new();
    }
    let back = ties.iter().filter(|_| !directed).map(|(&(source, target), &weight)| (target, source, weight));
    let there = ties.iter().map(|(&(source, target), &weight)| (source, target, weight));
    let steps: Vec<(usize, usize, f64)> = there.chain(back).filter(|&(_, _, weight)| weight > 0.0).collect();
    let mut leaving = vec![0.0; count];
    for &(source, _, weight) in &steps {
        leaving[source] += weight;
    }
    let even = 1.0 / count as f64;
    let mut shares = vec![even; count];
    for _ in 0..ROUNDS {
        let stuck: f64 = shares.iter().zip(&leaving).filter(|(_, out)| **out == 0.0).map(|(share, _)| share).sum();
        let mut next = vec![even * (1.0 - DAMPING + DAMPING * stuck); count];
        for &(source, target, weight) in &steps {
            next[target] += DAMPING * shares[source] * weight / leaving[source];
        }
        let moved: f64 = next.iter().zip(&shares).map(|(new, old)| (new - old).abs()).sum();
        shares = next;
        if moved < TOLERANCE * count as f64 {
            break;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Shape;
    use crate::network::simple::tests::{network, simple};

    #[test]
    fn standing_comes_from_strong_ties() {
        let found = eigenvector(&simple(Shape::Undirected, &["a x b 2", "b x c 1"])).unwrap();
        // The eigenvector of the weights for √5: (2, √5, 1)/√10.
        for (found, expected) in found.iter().zip([2.0, 5.0_f64.sqrt(), 1.0]) {
            assert!((found - expected / 10.0_f64.sqrt()).abs() < 1e-9, "{found}");
        }
        assert_eq!(eigenvector(&simple(Shape::Undirected, &[])), None);
        assert_eq!(eigenvector(&Simple::of(&network(Shape::Undirected, &["a", "b"], &[]))), None);
    }

    #[test]
    fn the_shares_of_a_walk_sum_to_one() {
        for shape in [Shape::Undirected, Shape::Directed] {
            let shares = pagerank(&simple(shape, &["a x b 2", "b x c 1", "d x b 7"]));
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        assert!(pagerank(&simple(Shape::Directed, &[])).is_empty());
    }
}
