//! Communities: groups with more weight within than chance would give, by the Leiden algorithm.
//!
//! Traag, Waltman and van Eck (2019), for modularity, direction aside. The algorithm draws lots, so it is run from several fixed
//! seeds, each run until it gains nothing, and the partition of the highest modularity is kept: the same network gives the same
//! communities. In a two-mode network the modularity is the plain one, not Barber's.

use leiden_rs::{Leiden, LeidenConfig, Partition};

use super::cohesion::{components, numbered};
use super::simple::Simple;

/// How many seeds are tried, from 1 on; see [`MANY_TIES`].
pub const SEEDS: u64 = 30;

/// Above as many ties a run takes seconds, and only [`FEW_SEEDS`] are tried.
pub const MANY_TIES: usize = 20_000;

/// How many seeds are tried in a network of many ties.
pub const FEW_SEEDS: u64 = 3;

/// Two partitions whose modularities differ by less are equally good, and the first is kept.
const TOLERANCE: f64 = 1e-10;

/// A partition of the nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Communities {
    /// Each node's, from 1, the largest first; a node without a tie is one of its own.
    pub of: Vec<usize>,
    /// How many nodes each holds.
    pub sizes: Vec<usize>,
    /// Newman and Girvan's (2004), by weight. None where there is no tie.
    pub modularity: Option<f64>,
}

/// Finds the communities.
#[must_use]
pub fn communities(simple: &Simple) -> Communities {
    let Some((_, best)) = best(simple) else {
        let (of, sizes) = components(simple);
        return Communities { of, sizes, modularity: None };
    };
    let mut groups = vec![Vec::new(); best.iter().max().map_or(0, |last| last + 1)];
    for (node, &group) in best.iter().enumerate() {
        groups[group].push(node);
    }
    groups.retain(|group| !group.is_empty());
    let (of, sizes) = numbered(simple.count(), groups);
    let modularity = modularity(simple, &of);
    Communities { of, sizes, modularity }
}

/// The best partition over all seeds, with its modularity; none where there is no tie.
fn best(simple: &Simple) -> Option<(f64, Vec<usize>)> {
    if simple.both.edge_count() == 0 {
        return None;
    }
    let data = leiden_rs::convert::petgraph::from_petgraph(&simple.both).ok()?;
    let mut best: Option<(f64, Vec<usize>)> = None;
    let seeds = if simple.both.edge_count() > MANY_TIES { FEW_SEEDS } else { SEEDS };
    for seed in 1..=seeds {
        let leiden = Leiden::new(LeidenConfig { seed: Some(seed), ..LeidenConfig::default() });
        let mut found = leiden.run(&data).ok()?;
        while let Ok(further) = leiden.run_with_initial_partition(&data, Partition::from_membership(found.partition.as_slice().to_vec())) {
            if further.quality <= found.quality + TOLERANCE {
                break;
            }
            found = further;
        }
        if best.as_ref().is_none_or(|(quality, _)| found.quality > quality + TOLERANCE) {
            best = Some((found.quality, found.partition.as_slice().to_vec()));
        }
    }
    best
}

/// The weight within communities beyond what chance would put there, as a share of all. None where there is no tie.
#[must_use]
pub fn modularity(simple: &Simple, of: &[usize]) -> Option<f64> {
    let mut within = vec![0.0; of.iter().max().map_or(0, |last| last + 1)];
    let mut ends = within.clone();
    for (node, near) in simple.near.iter().enumerate() {
        for &(other, weight) in near {
            ends[of[node]] += weight;
            if of[node] == of[other] {
                within[of[node]] += weight;
            }
        }
    }
    // Both count each tie twice, from either side.
    let total: f64 = ends.iter().sum();
    (total > 0.0).then(|| within.iter().zip(&ends).map(|(within, ends)| within / total - (ends / total).powi(2)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Shape;
    use crate::network::simple::tests::{network, simple};

    #[test]
    fn two_triangles_and_one_alone() {
        let edges = ["a x b 1", "b x c 1", "a x c 1", "d x e 1", "e x f 1", "d x f 1", "c x d 1"];
        let found = communities(&Simple::of(&network(Shape::Undirected, &["z"], &edges)));
        assert_eq!((found.of, found.sizes), (vec![1, 1, 1, 2, 2, 2, 3], vec![3, 3, 1]));
        // 6/7 within, less two halves squared.
        assert!((found.modularity.unwrap() - (6.0 / 7.0 - 0.5)).abs() < 1e-12);
    }

    #[test]
    fn a_heavy_tie_holds_together() {
        let edges = ["a x b 9", "b x c 1", "c x d 9"];
        assert_eq!(communities(&simple(Shape::Directed, &edges)).of, [1, 1, 2, 2]);
    }

    #[test]
    fn without_a_tie_each_is_its_own() {
        let found = communities(&Simple::of(&network(Shape::Undirected, &["a", "b"], &[])));
        assert_eq!(found, Communities { of: vec![1, 2], sizes: vec![1, 1], modularity: None });
        assert_eq!(communities(&simple(Shape::Undirected, &[])).of, Vec::<usize>::new());
    }
}
