//! Headings of columns for people, in Chinese and English, from `queries/columns.csv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// In Chinese.
    pub chinese: String,
    /// In English.
    pub english: String,
}

/// The headings by column.
static HEADINGS: LazyLock<BTreeMap<String, Heading>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_str!("../../queries/columns.csv").as_bytes());
    let rows = reader.records().map(|row| row.expect("the built-in table is checked by the tests"));
    rows.map(|row| (row[0].to_owned(), Heading { chinese: row[1].to_owned(), english: row[2].to_owned() })).collect()
});

/// The heading of a column; its name where the table has none.
#[must_use]
pub fn heading(column: &str) -> Heading {
    HEADINGS.get(column).cloned().unwrap_or_else(|| Heading { chinese: column.to_owned(), english: column.replace('_', " ") })
}

/// Whether the table has a heading for a column.
#[must_use]
pub fn has(column: &str) -> bool {
    HEADINGS.contains_key(column)
}
