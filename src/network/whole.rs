//! The network as a whole: density, centralisation, and whether ties stay within a level or a place.

use super::simple::Simple;
use super::{Network, Shape};

/// Ties as a share of the ties there could be: between the modes, or between any two. None for fewer than two nodes, or an
/// empty mode.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 pairs")]
pub fn density(network: &Network, simple: &Simple) -> Option<f64> {
    let (count, first) = (simple.count(), network.first_mode());
    let possible = match network.shape {
        Shape::TwoMode { .. } => first * (count - first),
        Shape::Directed => count * count.saturating_sub(1),
        Shape::Undirected => count * count.saturating_sub(1) / 2,
    };
    (possible > 0).then(|| simple.ties.len() as f64 / possible as f64)
}

/// How far ties gather at one node, direction aside: 1 for a star, 0 where all have as many.
///
/// Freeman (1979): Σ(max − d)/((n−1)(n−2)). None for fewer than three nodes.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 nodes")]
pub fn degree_centralisation(simple: &Simple) -> Option<f64> {
    let degrees: Vec<f64> = simple.near.iter().map(|near| near.len() as f64).collect();
    let count = degrees.len() as f64;
    (degrees.len() > 2).then(|| gathered(&degrees) / ((count - 1.0) * (count - 2.0)))
}

/// How far the shortest ways gather at one node: 1 for a star.
///
/// Freeman (1979): Σ(max − b)/(n−1) of the betweenness of [`paths::betweenness`](super::paths::betweenness). None for fewer than
/// three nodes.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 nodes")]
pub fn betweenness_centralisation(betweenness: &[f64]) -> Option<f64> {
    (betweenness.len() > 2).then(|| gathered(betweenness) / (betweenness.len() as f64 - 1.0))
}

/// The sum of what each falls short of the largest.
fn gathered(values: &[f64]) -> f64 {
    let largest = values.iter().copied().fold(0.0, f64::max);
    values.iter().map(|value| largest - value).sum()
}

/// (E − I)/(E + I), E being the ties between nodes that differ in an attribute and I those between nodes that agree: 1 where all
/// ties go across, −1 where none does.
///
/// Krackhardt and Stern (1988), of tied pairs whatever they weigh. Ties of a node without the attribute do not count; none where no
/// tie is left or the network has no such attribute.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a network that fits in memory has far fewer than 2^52 pairs")]
pub fn external_internal(network: &Network, simple: &Simple, attribute: &str) -> Option<f64> {
    let column = network.node_columns.iter().position(|column| column.name == attribute)?;
    let value = |place: usize| network.node(place).attributes[column].as_ref();
    let (mut external, mut internal) = (0_usize, 0_usize);
    for (one, near) in simple.near.iter().enumerate() {
        for &(other, _) in near.iter().filter(|(other, _)| *other > one) {
            if let (Some(a), Some(b)) = (value(one), value(other)) {
                *(if a == b { &mut internal } else { &mut external }) += 1;
            }
        }
    }
    let all = external + internal;
    (all > 0).then(|| (external as f64 - internal as f64) / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::simple::tests::network;
    use crate::network::{Column, NodeKind, Value, ValueKind, paths::betweenness};

    fn of(shape: Shape, alone: &[&str], edges: &[&str]) -> (Network, Simple) {
        let network = network(shape, alone, edges);
        let simple = Simple::of(&network);
        (network, simple)
    }

    #[test]
    fn dense_where_everybody_is_tied() {
        let two_mode = Shape::TwoMode { second: NodeKind::Task };
        for (shape, alone, edges, expected) in [
            (Shape::Undirected, &[][..], &["a x b 1", "b y a 1", "b x c 1"][..], Some(2.0 / 3.0)),
            (Shape::Directed, &[], &["a x b 1", "b x a 1", "b x c 1"], Some(0.5)),
            (two_mode, &[], &["a lead t1 1", "a co-lead t1 1", "b lead t1 1", "a lead t2 1"], Some(0.75)),
            (Shape::Undirected, &["a"], &[], None),
            (Shape::Undirected, &[], &[], None),
            (two_mode, &["a"], &[], None),
        ] {
            let (network, simple) = of(shape, alone, edges);
            assert_eq!(density(&network, &simple), expected, "{shape:?} {edges:?}");
        }
    }

    #[test]
    fn a_star_is_wholly_centralised_and_a_ring_not_at_all() {
        for (edges, expected) in [(["a x b 1", "a x c 1", "a x d 1"].as_slice(), 1.0), (&["a x b 1", "b x c 1", "c x a 1"], 0.0)] {
            let (_, simple) = of(Shape::Undirected, &[], edges);
            assert_eq!(degree_centralisation(&simple), Some(expected));
            assert_eq!(betweenness_centralisation(&betweenness(&simple)), Some(expected));
        }
        let (_, pair) = of(Shape::Undirected, &[], &["a x b 1"]);
        assert_eq!((degree_centralisation(&pair), betweenness_centralisation(&[0.0, 0.0])), (None, None));
    }

    #[test]
    fn ties_across_and_within() {
        let (mut network, simple) = of(Shape::Directed, &["e"], &["a x b 1", "b x a 1", "b x c 1", "c x d 1"]);
        assert_eq!(external_internal(&network, &simple, "level"), None);
        network.node_columns.push(Column { name: "level".to_owned(), kind: ValueKind::Text });
        for (node, level) in network.graph.node_weights_mut().zip([Some("city"), Some("city"), Some("county"), None, Some("city")]) {
            node.attributes.push(level.map(Value::from));
        }
        assert_eq!(external_internal(&network, &simple, "level"), Some(0.0));
    }
}
