//! Reading rows: columns by name, values by kind, texts on one line.

use std::collections::HashSet;

use super::{Column, Edge, NetworkError, Node, NodeKind, Rows, Value, ValueKind, Weights};

/// A query's rows with the names that a message about them needs.
pub(super) struct Table<'a> {
    pub(super) network: &'a str,
    pub(super) query: &'static str,
    pub(super) rows: &'a Rows,
}

/// An edge before its ends have places.
pub(super) struct Tie {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) edge: Edge,
}

/// The nodes and the names of their attributes.
pub(super) fn read_nodes(table: &Table<'_>) -> Result<(Vec<Node>, Vec<Column>), NetworkError> {
    let [iri, label, kind] = table.required(["node", "label", "kind"])?;
    let (places, columns) = table.further(&[iri, label, kind]);
    let mut seen = HashSet::new();
    let mut nodes = Vec::with_capacity(table.rows.rows.len());
    for (number, row) in table.rows.rows.iter().enumerate() {
        let word = table.text(row, number, kind, "kind")?;
        let iri = table.text(row, number, iri, "node")?;
        let label = one_line(&table.text(row, number, label, "label")?);
        let node = Node {
            id: String::new(),
            label: if label.is_empty() { iri.clone() } else { label },
            iri,
            kind: NodeKind::from_word(&word).ok_or(NetworkError::UnknownKind { kind: word })?,
            attributes: pick(row, &places),
        };
        if !seen.insert(node.iri.clone()) {
            return Err(NetworkError::DuplicateNode { network: table.network.to_owned(), node: node.iri });
        }
        nodes.push(node);
    }
    Ok((nodes, columns))
}

/// The edges, weighing what is asked for, and the names of their attributes.
pub(super) fn read_edges(table: &Table<'_>, weights: Weights) -> Result<(Vec<Tie>, Vec<Column>), NetworkError> {
    let [source, target, role, weight] = table.required(["source", "target", "role", "weight"])?;
    let (places, mut columns) = table.further(&[source, target, role, weight]);
    let newman = match (weights, table.rows.column("newman")) {
        (Weights::Newman, None) => return Err(NetworkError::NoNewman { network: table.network.to_owned() }),
        (_, place) => place,
    };
    if weights != Weights::Count {
        columns.push(Column { name: "count".to_owned(), kind: table.kind(weight) });
    }
    let mut ties = Vec::with_capacity(table.rows.rows.len());
    for (number, row) in table.rows.rows.iter().enumerate() {
        let count = figure(row, weight).ok_or_else(|| table.missing(number, "weight"))?;
        let mut attributes = pick(row, &places);
        if weights != Weights::Count {
            attributes.push(cell(row, weight).cloned());
        }
        let weight = match weights {
            Weights::Count => count,
            Weights::Binary => 1.0,
            Weights::Newman => newman.and_then(|place| figure(row, place)).ok_or_else(|| table.missing(number, "newman"))?,
        };
        ties.push(Tie {
            source: table.text(row, number, source, "source")?,
            target: table.text(row, number, target, "target")?,
            edge: Edge { role: one_line(&table.text(row, number, role, "role")?), weight, attributes },
        });
    }
    Ok((ties, columns))
}

/// The number in a cell.
#[expect(clippy::cast_precision_loss, reason = "a count of assignments stays far below 2^52")]
fn figure(row: &[Option<Value>], place: usize) -> Option<f64> {
    match cell(row, place) {
        Some(Value::Integer(count)) => Some(*count as f64),
        Some(Value::Decimal(number)) => Some(*number),
        Some(Value::Text(_)) | None => None,
    }
}

impl Table<'_> {
    /// The places of the columns every network needs.
    fn required<const N: usize>(&self, names: [&'static str; N]) -> Result<[usize; N], NetworkError> {
        let mut places = [0; N];
        for (place, name) in places.iter_mut().zip(names) {
            *place = self.rows.column(name).ok_or_else(|| NetworkError::MissingColumn {
                network: self.network.to_owned(),
                query: self.query,
                column: name,
            })?;
        }
        Ok(places)
    }

    /// The places and kinds of all other columns.
    fn further(&self, required: &[usize]) -> (Vec<usize>, Vec<Column>) {
        let places: Vec<usize> = (0..self.rows.columns.len()).filter(|place| !required.contains(place)).collect();
        let columns = places.iter().map(|&place| Column { name: self.rows.columns[place].clone(), kind: self.kind(place) }).collect();
        (places, columns)
    }

    /// The narrowest kind that holds every value of a column; text where it holds none.
    fn kind(&self, place: usize) -> ValueKind {
        let values = self.rows.rows.iter().filter_map(|row| cell(row, place));
        values.map(Value::kind).max().unwrap_or(ValueKind::Text)
    }

    fn text(&self, row: &[Option<Value>], number: usize, place: usize, column: &'static str) -> Result<String, NetworkError> {
        match cell(row, place) {
            Some(Value::Text(text)) => Ok(text.clone()),
            Some(Value::Integer(_) | Value::Decimal(_)) | None => Err(self.missing(number, column)),
        }
    }

    fn missing(&self, number: usize, column: &'static str) -> NetworkError {
        NetworkError::MissingValue { network: self.network.to_owned(), query: self.query, column, row: number + 1 }
    }
}

/// The value of a row in a column; none where the row is short.
fn cell(row: &[Option<Value>], place: usize) -> Option<&Value> {
    row.get(place).and_then(Option::as_ref)
}

fn pick(row: &[Option<Value>], places: &[usize]) -> Vec<Option<Value>> {
    let clean = |value: &Value| match value {
        Value::Text(text) => Value::Text(one_line(text)),
        Value::Integer(_) | Value::Decimal(_) => value.clone(),
    };
    places.iter().map(|&place| cell(row, place).map(clean)).collect()
}

/// Takes out what ends a line or has no place in XML 1.0: each run of blanks and such characters is one space.
fn one_line(text: &str) -> String {
    let printable = |c: char| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}');
    let blank = |c: char| !printable(c) || c.is_whitespace();
    text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_one_line_and_holds_no_control_character() {
        assert_eq!(one_line("  一\r\n二\t三\u{0}\u{2028}四\u{FFFE}\u{3000}五 "), "一 二 三 四 五");
        assert_eq!(one_line("\"<&>\" 🏭"), "\"<&>\" 🏭");
    }
}
