//! Which colour each node of a network has: that of its community or function, the most frequent ones.

use std::collections::HashMap;

use crate::drawing::colours::{CATEGORIES, OTHER};
use crate::network::{Network, Value};

/// Which attribute of a network's nodes gives their colours, and how.
#[derive(Debug, Clone)]
pub struct Palette {
    /// The attribute.
    pub attribute: &'static str,
    /// The categories with a colour of their own, the largest first; of how many nodes each.
    pub categories: Vec<(String, usize)>,
    place: Option<usize>,
}

impl Palette {
    /// Colours by community where the network knows them, else by function.
    #[must_use]
    pub fn of(network: &Network) -> Palette {
        let column = |name: &str| network.node_columns.iter().position(|column| column.name == name);
        let (attribute, place) = match column("community") {
            Some(place) => ("community", Some(place)),
            None => ("function", column("function")),
        };
        let mut palette = Palette { attribute, categories: Vec::new(), place };
        let mut sizes: HashMap<String, usize> = HashMap::new();
        for node in 0..network.graph.node_count() {
            if let Some(category) = palette.category(network, node) {
                *sizes.entry(category).or_default() += 1;
            }
        }
        palette.categories = sizes.into_iter().collect();
        palette.categories.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        palette.categories.truncate(CATEGORIES.len());
        palette
    }

    /// The category of a node.
    #[must_use]
    pub fn category(&self, network: &Network, node: usize) -> Option<String> {
        network.node(node).attributes.get(self.place?)?.as_ref().map(Value::to_string)
    }

    /// The colour of a node.
    #[must_use]
    pub fn colour(&self, network: &Network, node: usize) -> &'static str {
        let category = self.category(network, node);
        let place = category.and_then(|category| self.categories.iter().position(|(name, _)| *name == category));
        place.map_or(OTHER, |place| CATEGORIES[place])
    }
}
