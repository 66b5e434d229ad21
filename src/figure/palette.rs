//! Colours: of roles, and of the most frequent functions or communities of a network.

use std::collections::HashMap;

use crate::network::{Network, Value};

/// The roles in the order in which they are stacked, with their colours.
pub const ROLES: [(&str, &str); 6] = [
    ("lead", "#a63a2b"),
    ("co-lead", "#e0954a"),
    ("support", "#5b8db0"),
    ("coordinate", "#6a9a5b"),
    ("supervise", "#8a6bab"),
    ("responsible", "#9a9a94"),
];

/// Colours that stay apart on white and on black, for categories in the order of their size.
pub const CATEGORIES: [&str; 10] =
    ["#3f74a8", "#d9822b", "#4f9a5f", "#b8474d", "#7d62a8", "#2f9c9c", "#b3792f", "#cf6f9e", "#7f8c2e", "#5a6fd6"];

/// All other categories.
pub const OTHER: &str = "#9aa0a6";

/// The colour of a role.
#[must_use]
pub fn of_role(role: &str) -> &'static str {
    ROLES.iter().find(|(name, _)| *name == role).map_or(OTHER, |(_, colour)| *colour)
}

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
