//! Paths: how far a node is from the others, and how many of the shortest ways between them pass it.
//!
//! Ways are counted in steps, whatever a tie weighs. Both need time that grows with nodes times ties.

use rustworkx_core::centrality::{betweenness_centrality, closeness_centrality};

use super::simple::Simple;

/// More nodes than this can make betweenness and closeness take long: ten thousand with eighty thousand ties took most of a minute.
pub const MANY: usize = 5_000;

/// The share of shortest ways between two others that pass a node, along the ties' direction where they have one.
///
/// Freeman (1977), by Brandes' algorithm; out of (n−1)(n−2) ordered pairs, so that it lies between 0 and 1. With one or two
/// nodes it is 0.
#[must_use]
pub fn betweenness(simple: &Simple) -> Vec<f64> {
    // Nodes are taken one after another: threads would add in another order each time, and the last digit with it.
    let one_by_one = usize::MAX;
    let shares = if simple.directed {
        betweenness_centrality(&simple.arcs, false, true, one_by_one)
    } else {
        betweenness_centrality(&simple.both, false, true, one_by_one)
    };
    shares.into_iter().map(Option::unwrap_or_default).collect()
}

/// How near a node is to those it reaches, direction aside, times the share of all others that it reaches.
///
/// (r−1)/Σd · (r−1)/(n−1), r being the nodes reached, itself among them: Wasserman and Faust (1994, p. 201), so that a node of a
/// small part does not look central. A node without a tie has 0.
#[must_use]
pub fn closeness(simple: &Simple) -> Vec<f64> {
    /// From as many nodes on, several are taken at once; each is a figure of its own, so that the result does not change.
    const SEVERAL: usize = 500;
    closeness_centrality(&simple.both, true, SEVERAL).into_iter().map(Option::unwrap_or_default).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Shape;
    use crate::network::simple::tests::simple;

    fn shown(values: &[f64]) -> String {
        values.iter().map(|value| format!("{value:.4}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn between_others() {
        for (shape, edges, expected) in [
            (Shape::Undirected, &["a x b 9", "b x c 1", "c x d 1"][..], "0.0000 0.6667 0.6667 0.0000"),
            (Shape::Directed, &["a x b 9", "b x c 1", "c x d 1"], "0.0000 0.3333 0.3333 0.0000"),
            (Shape::Undirected, &["a x b 1", "c x d 1"], "0.0000 0.0000 0.0000 0.0000"),
            (Shape::Undirected, &["a x b 1"], "0.0000 0.0000"),
            (Shape::Undirected, &[], ""),
        ] {
            assert_eq!(shown(&betweenness(&simple(shape, edges))), expected, "{shape:?} {edges:?}");
        }
    }

    #[test]
    fn near_others() {
        for (shape, edges, expected) in [
            (Shape::Undirected, &["a x b 9", "b x c 1"][..], "0.6667 1.0000 0.6667"),
            (Shape::Directed, &["a x b 9", "b x c 1"], "0.6667 1.0000 0.6667"),
            (Shape::Undirected, &["a x b 1", "c x d 1"], "0.3333 0.3333 0.3333 0.3333"),
            (Shape::Undirected, &[], ""),
        ] {
            assert_eq!(shown(&closeness(&simple(shape, edges))), expected, "{shape:?} {edges:?}");
        }
    }
}
