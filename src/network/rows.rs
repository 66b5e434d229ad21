//! Rows: what a query answered, as plain values that any store can give.

use std::fmt;

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// The names of its variables.
    pub columns: Vec<String>,
    /// One value for each column; none where the query left it unbound.
    pub rows: Vec<Vec<Option<Value>>>,
}

impl Rows {
    /// The place of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An IRI or a text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any other number; finite.
    Decimal(f64),
}

impl Value {
    /// A number from its SPARQL lexical form: `12`, `0.5`, `1.5E0`.
    #[must_use]
    pub fn number(lexical: &str) -> Option<Self> {
        if let Ok(integer) = lexical.parse() {
            return Some(Self::Integer(integer));
        }
        lexical.parse().ok().filter(|number: &f64| number.is_finite()).map(Self::Decimal)
    }

    /// What kind of value it is.
    #[must_use]
    pub const fn kind(&self) -> ValueKind {
        match self {
            Self::Text(_) => ValueKind::Text,
            Self::Integer(_) => ValueKind::Integer,
            Self::Decimal(_) => ValueKind::Decimal,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(integer: i64) -> Self {
        Self::Integer(integer)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Decimal(number)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => out.pad(text),
            Self::Integer(integer) => integer.fmt(out),
            Self::Decimal(number) => number.fmt(out),
        }
    }
}

/// What the values of a column are; a column of whole and other numbers is decimal, of numbers and text is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueKind {
    /// Whole numbers.
    Integer,
    /// Numbers.
    Decimal,
    /// Anything.
    Text,
}
