//! The stock questions, asked of the sample documents: each answers, takes its parameters, and says the same as before.

use std::sync::OnceLock;

use crate::support::{DOCUMENTS, run};
use quanze::graph::GraphDirectory;
use quanze::query::{self, STOCK};
use quanze::store::{Answer, Graph};

/// The graph of the sample documents, loaded once.
fn samples() -> &'static Graph {
    static GRAPH: OnceLock<Graph> = OnceLock::new();
    GRAPH.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), &["build", DOCUMENTS]);
        Graph::open(&GraphDirectory::open(&folder.path().join("graph")).unwrap()).unwrap()
    })
}

fn ask(name: &str, settings: &[&str]) -> Answer {
    let settings: Vec<String> = settings.iter().map(|setting| (*setting).to_owned()).collect();
    samples().select(&query::with_settings(query::find(name).unwrap().text, &settings).unwrap()).unwrap()
}

/// The value of a column in the row that another column names.
fn cell(answer: &Answer, key: &str, column: &str) -> String {
    let place = answer.variables.iter().position(|name| name == column).unwrap();
    let row = answer.rows.iter().find(|row| query::shown(row[0].as_ref()) == key).unwrap_or_else(|| panic!("no row `{key}`"));
    query::shown(row[place].as_ref())
}

#[test]
fn every_stock_question_answers_as_before() {
    /// Enough rows to see what an answer looks like.
    const SHOWN: usize = 8;
    for stock in STOCK {
        let mut answer = ask(stock.name, &[]);
        let rows = answer.rows.len();
        assert!(
            rows > 0 || matches!(stock.name, "joint-issue" | "codes" | "agencies-by-code"),
            "{} answers nothing on the samples",
            stock.name
        );
        answer.rows.truncate(SHOWN);
        insta::assert_snapshot!(stock.name, format!("{rows} rows\n{}", query::table(&answer)));
    }
}

#[test]
fn every_parameter_can_be_set() {
    for stock in STOCK {
        for parameter in query::parameters(stock.text) {
            let value = if parameter.default.is_empty() { "2023" } else { &parameter.default };
            ask(stock.name, &[&format!("{}={value}", parameter.name)]);
        }
    }
}

#[test]
fn the_three_readings_of_leads_stand_side_by_side() {
    let name = "甘肃省发展和改革委员会";
    let listed = ask("cross-document-agencies", &[]);
    for (reading, column) in [("explicit", "lead_explicit"), ("listed", "lead_listed"), ("first", "lead_first")] {
        let chosen = ask("cross-document-agencies", &[&format!("leads={reading}")]);
        assert_eq!(cell(&chosen, name, "lead"), cell(&listed, name, column), "{reading}");
    }
    let readings: Vec<u32> =
        ["lead_explicit", "lead_listed", "lead_first"].iter().map(|column| cell(&listed, name, column).parse().unwrap()).collect();
    assert!(readings[0] < readings[1] && readings[1] < readings[2], "{readings:?}");
}

#[test]
fn a_filter_leaves_out_other_documents() {
    let gansu = ask("cross-document-agencies", &["place=甘肃省"]);
    assert!(gansu.rows.iter().all(|row| !query::shown(row[0].as_ref()).starts_with("安徽省")));
    assert!(ask("documents", &["place=甘肃省"]).rows.len() < ask("documents", &[]).rows.len());
}

#[test]
fn rankings_count_an_agency_task_and_role_once() {
    let answer = ask("cross-document-agencies", &[]);
    for row in &answer.rows {
        let value = |column: &str| -> u32 {
            let place = answer.variables.iter().position(|name| name == column).unwrap();
            query::shown(row[place].as_ref()).parse().unwrap()
        };
        assert!(value("tasks") >= value("documents"));
        assert!(value("mentions") >= value("tasks"));
        assert!(value("lead") <= value("tasks") && value("co_lead") <= value("tasks") && value("support") <= value("tasks"));
    }
}
