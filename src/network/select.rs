//! Selecting: a part of a network, whose nodes keep their ids and whose edges their weights.

use std::collections::VecDeque;

use petgraph::unionfind::UnionFind;

use super::{Network, NetworkError};
use crate::query::nearest;

/// The ego network of a node: all within a number of steps, direction aside, and every edge between them.
///
/// The node is named by its label, its id or its IRI.
///
/// # Errors
/// Where no node is named so; the nearest label is suggested.
pub fn ego(network: &Network, name: &str, steps: usize) -> Result<Network, NetworkError> {
    let found = network.nodes().position(|node| [&node.label, &node.id, &node.iri].into_iter().any(|word| word == name));
    let Some(ego) = found else {
        let near = nearest(name, network.nodes().map(|node| node.label.as_str()));
        return Err(NetworkError::UnknownEgo { network: network.name.clone(), name: name.to_owned(), near });
    };
    let mut neighbours = vec![Vec::new(); network.graph.node_count()];
    for (source, target, _) in network.ties() {
        neighbours[source].push(target);
        neighbours[target].push(source);
    }
    let mut distance = vec![None; network.graph.node_count()];
    distance[ego] = Some(0);
    let mut waiting = VecDeque::from([(ego, 0)]);
    while let Some((node, far)) = waiting.pop_front() {
        if far == steps {
            continue;
        }
        for &near in &neighbours[node] {
            if distance[near].is_none() {
                distance[near] = Some(far + 1);
                waiting.push_back((near, far + 1));
            }
        }
    }
    Ok(keep(network, |place| distance[place].is_some()))
}

/// The largest part that hangs together, direction aside; of two of one size the one whose first node comes first.
#[must_use]
pub fn largest_component(network: &Network) -> Network {
    let mut parts = UnionFind::new(network.graph.node_count());
    for (source, target, _) in network.ties() {
        parts.union(source, target);
    }
    let parts = parts.into_labeling();
    let mut sizes = vec![0_usize; parts.len()];
    for &part in &parts {
        sizes[part] += 1;
    }
    let largest = sizes.iter().max().copied().unwrap_or_default();
    let chosen = parts.iter().find(|&&part| sizes[part] == largest).copied();
    keep(network, |place| Some(parts[place]) == chosen)
}

/// The nodes at some places and the edges between them.
fn keep(network: &Network, wanted: impl Fn(usize) -> bool) -> Network {
    let graph = network.graph.filter_map(|place, node| wanted(place.index()).then(|| node.clone()), |_, edge| Some(edge.clone()));
    Network { graph, ..network.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Shape;
    use crate::network::simple::tests::network;

    fn names(network: &Network) -> String {
        network.nodes().map(|node| node.label.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_ego_network_holds_what_is_near_and_its_ties() {
        let whole = network(Shape::Directed, &["z"], &["a lead b 1", "c lead b 1", "a lead c 1", "c lead d 1", "d lead e 1"]);
        for (name, steps, nodes, edges) in [("a", 0, "a", 0), ("a", 1, "a b c", 3), ("a", 2, "a b c d", 4), ("z", 9, "z", 0)] {
            let part = ego(&whole, name, steps).unwrap();
            assert_eq!((names(&part).as_str(), part.graph.edge_count()), (nodes, edges), "{name} {steps}");
        }
        assert_eq!(ego(&whole, "a4", 0).unwrap().nodes().next().unwrap().label, "d");
        let error = ego(&whole, "y", 1).unwrap_err().to_string();
        assert_eq!(error, "network `test` has no node `y`; `quanze network test` lists them");
    }

    #[test]
    fn the_largest_component_is_the_first_of_its_size() {
        let whole = network(Shape::Undirected, &["e"], &["c shared d 1", "a shared b 1"]);
        assert_eq!(names(&largest_component(&whole)), "a b");
        let empty = network(Shape::Undirected, &[], &[]);
        assert_eq!(largest_component(&empty).graph.node_count(), 0);
    }
}
