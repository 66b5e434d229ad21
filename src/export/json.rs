//! Writing JSON: attributes into an object, whole numbers without a point, two blanks of indent.

use serde_json::{Map, Value as Json, json};

use crate::network::{Column, Value};

/// Adds the attributes that have a value.
pub(super) fn put(object: &mut Map<String, Json>, columns: &[Column], attributes: &[Option<Value>]) {
    for (column, value) in columns.iter().zip(attributes) {
        let value = match value {
            Some(Value::Text(text)) => json!(text),
            Some(Value::Integer(integer)) => json!(integer),
            Some(Value::Decimal(decimal)) => number(*decimal),
            None => continue,
        };
        object.insert(column.name.clone(), value);
    }
}

/// A number, whole where it is whole.
pub(super) fn number(number: f64) -> Json {
    let text = number.to_string();
    text.parse::<i64>().map_or_else(|_| json!(number), |whole| json!(whole))
}

/// The text of a file.
pub(super) fn text(file: &Json) -> String {
    let mut text = serde_json::to_string_pretty(file).expect("a value has string keys and finite numbers");
    text.push('\n');
    text
}
