//! What roles, levels and the words of figures are called, in Chinese and in English.

use std::collections::HashMap;

use crate::query::shown;
use crate::store::{Graph, StoreError};

/// The query that says so.
pub const QUERY: &str = include_str!("../../queries/page/labels.rq");

/// The language of a figure's own words; names of agencies and titles stay as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

/// Labels in one language.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    labels: HashMap<(String, String), String>,
}

impl Labels {
    /// Asks the graph for them.
    ///
    /// # Errors
    /// Where the query fails.
    pub fn of(graph: &Graph, language: Language) -> Result<Labels, StoreError> {
        let code = match language {
            Language::Chinese => "zh",
            Language::English => "en",
        };
        let rows = graph.select(QUERY)?.rows;
        let cells = rows.iter().map(|row| [0, 1, 2, 3].map(|place| shown(row.get(place).and_then(Option::as_ref))));
        let labels = cells.filter(|cells| cells[2] == code).map(|[scheme, name, _, label]| ((scheme, name), label)).collect();
        Ok(Labels { labels })
    }

    /// The label of a role, `co-lead`.
    #[must_use]
    pub fn role<'a>(&'a self, name: &'a str) -> &'a str {
        self.label("role", name)
    }

    /// A word that figures use, `other`.
    #[must_use]
    pub fn word<'a>(&'a self, name: &'a str) -> &'a str {
        self.label("figure", name)
    }

    fn label<'a>(&'a self, scheme: &str, name: &'a str) -> &'a str {
        self.labels.get(&(scheme.to_owned(), name.to_owned())).map_or(name, String::as_str)
    }
}
