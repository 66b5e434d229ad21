//! Summing: what a pair weighs over all roles, for formats that hold one number for a pair.

use std::collections::BTreeMap;

use crate::network::Network;

/// The weight of each tied pair, by the places of its ends.
pub(super) fn sums(network: &Network) -> BTreeMap<(usize, usize), f64> {
    let mut sums = BTreeMap::new();
    for (source, target, edge) in network.ties() {
        *sums.entry((source, target)).or_default() += edge.weight;
    }
    sums
}
