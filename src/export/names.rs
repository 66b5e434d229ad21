//! Names: labels made unique, for formats in which the name is what tells two nodes apart.

use std::collections::HashMap;

use crate::network::Network;

/// Each node's label as a format writes it, with its id behind it where another node's would be the same.
pub(super) fn names(network: &Network, clean: impl Fn(&str) -> String) -> Vec<String> {
    let labels: Vec<String> = network.nodes().map(|node| clean(&node.label)).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for label in &labels {
        *times.entry(label).or_default() += 1;
    }
    let unique = |label: &str| times.get(label) == Some(&1);
    let name = |(node, label): (&crate::network::Node, &String)| {
        if unique(label) { label.clone() } else { clean(&format!("{label} ({})", node.id)) }
    };
    network.nodes().zip(&labels).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn what_comes_twice_gets_its_id() {
        let mut network = sample::undirected();
        for node in network.graph.node_weights_mut().take(2) {
            node.label = "同 名".to_owned();
        }
        assert_eq!(names(&network, str::to_owned), ["同 名 (a1)", "同 名 (a2)", "甲局"]);
        assert_eq!(names(&network, |label| label.replace(' ', "_")), ["同_名_(a1)", "同_名_(a2)", "甲局"]);
    }
}
