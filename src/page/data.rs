//! The page's data: answers packed so that every text stands once, and the nodes with their places.

use std::collections::HashMap;

use oxrdf::Term;
use serde_json::{Map, Value as Json, json};

use crate::drawing::colours;
use crate::layout::Layout;
use crate::network::{Network, Value};
use crate::store::Answer;

/// Answers as rows of numbers into one list of texts.
#[derive(Debug, Default)]
pub struct Packed {
    texts: Vec<String>,
    places: HashMap<String, usize>,
    answers: Map<String, Json>,
    nodes: Json,
    totals: Map<String, Json>,
}

impl Packed {
    /// Packs an answer: its columns and, for each row, where its texts stand; `null` where there is none.
    pub fn answer(&mut self, name: &str, answer: &Answer) {
        let mut rows = Vec::with_capacity(answer.rows.len());
        for row in &answer.rows {
            rows.push(row.iter().map(|term| term.as_ref().map(|term| self.term(term))).collect::<Vec<Option<usize>>>());
        }
        self.answers.insert(name.to_owned(), json!({ "columns": answer.variables, "rows": rows }));
    }

    /// Packs a network's nodes: who they are, their attributes, where they lie and how large they are.
    pub fn nodes(&mut self, network: &Network, layout: &Layout) {
        let names: Vec<&str> = network.node_columns.iter().map(|column| column.name.as_str()).collect();
        let nodes: Vec<Json> = network
            .nodes()
            .enumerate()
            .map(|(place, node)| {
                let attributes: Map<String, Json> = names
                    .iter()
                    .zip(&node.attributes)
                    .filter_map(|(name, value)| value.as_ref().map(|value| ((*name).to_owned(), plain(value))))
                    .collect();
                json!({
                    "agency": self.text(&node.iri),
                    "name": node.label,
                    "kind": node.kind.as_str(),
                    "attributes": attributes,
                    "x": rounded(layout.points[place][0]),
                    "y": rounded(layout.points[place][1]),
                    "radius": rounded(layout.radii[place]),
                })
            })
            .collect();
        self.nodes = Json::Array(nodes);
    }

    /// How many edges a network's query gives, and their weight: what the script must count where no filter is set.
    pub fn totals(&mut self, network: &Network) {
        let weight: f64 = network.edges().map(|(_, _, edge)| edge.weight).sum();
        self.totals.insert(network.name.clone(), json!({ "edges": network.graph.edge_count(), "weight": weight }));
    }

    /// The block of data, in which no mark-up can begin or end.
    #[must_use]
    pub fn json(self, first: &str) -> String {
        let roles: Vec<Json> = colours::ROLES.iter().map(|(role, colour)| json!([role, colour])).collect();
        let data = json!({
            "first": first,
            "texts": self.texts,
            "answers": self.answers,
            "nodes": self.nodes,
            "totals": self.totals,
            "colours": { "roles": roles, "categories": colours::CATEGORIES, "other": colours::OTHER },
        });
        data.to_string().replace('<', "\\u003c")
    }

    fn term(&mut self, term: &Term) -> usize {
        match term {
            Term::NamedNode(node) => self.text(node.as_str()),
            Term::Literal(literal) => self.text(literal.value()),
            other => self.text(&other.to_string()),
        }
    }

    fn text(&mut self, text: &str) -> usize {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = self.texts.len();
        self.texts.push(text.to_owned());
        self.places.insert(text.to_owned(), place);
        place
    }
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Integer(integer) => json!(integer),
        Value::Decimal(decimal) => json!(decimal),
    }
}

/// One place behind the point is finer than a screen.
fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxrdf::Literal;

    #[test]
    fn a_text_stands_once_and_no_mark_up_can_begin() {
        let cell = |text: &str| Some(Term::from(Literal::from(text)));
        let rows = vec![vec![cell("</script><img src=x onerror=alert(1)>"), cell("甲")], vec![cell("甲"), None]];
        let mut packed = Packed::default();
        packed.answer("tasks", &Answer { variables: vec!["a".to_owned(), "b".to_owned()], rows });
        let json = packed.json("agency-agency");
        assert!(!json.contains('<'), "{json}");
        let data: Json = serde_json::from_str(&json).unwrap();
        assert_eq!(data["answers"]["tasks"]["rows"], json!([[0, 1], [1, null]]));
        assert_eq!(data["texts"], json!(["</script><img src=x onerror=alert(1)>", "甲"]));
    }
}
