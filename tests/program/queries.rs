//! The stock questions, asked of the sample documents: each answers, takes its parameters, and says the same as before.

use std::sync::OnceLock;

use crate::support::{DOCUMENTS, run, said};
use quanze::graph::GraphDirectory;
use quanze::query::manner::{ChartKind, manner};
use quanze::query::{self, STOCK};
use quanze::store::{Answer, Graph};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

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

/// Questions that the samples give no answer to, and why.
const EMPTY: &[(&str, &str)] = &[
    ("joint-issue", "no sample was issued by two agencies"),
    ("joint-documents", "no sample was issued by two agencies"),
    ("codes", "nobody has coded the samples"),
    ("agencies-by-code", "nobody has coded the samples"),
    ("citation-cascade", "no sample cites the central one among them"),
];

#[test]
fn every_stock_question_answers_as_before() {
    /// Enough rows to see what an answer looks like.
    const SHOWN: usize = 8;
    for stock in STOCK {
        let mut answer = ask(stock.name, &[]);
        let rows = answer.rows.len();
        assert!(rows > 0 || EMPTY.iter().any(|(name, _)| *name == stock.name), "{} answers nothing on the samples", stock.name);
        answer.rows.truncate(SHOWN);
        insta::assert_snapshot!(stock.name, format!("{rows} rows\n{}", query::table(&answer)));
    }
}

#[test]
fn there_are_at_least_thirty_questions_in_nine_groups() {
    let groups: std::collections::BTreeSet<&str> = STOCK.iter().map(|stock| stock.group).collect();
    assert!(STOCK.len() >= 30 && groups.len() == 9, "{} in {groups:?}", STOCK.len());
    let names: std::collections::BTreeSet<&str> = STOCK.iter().map(|stock| stock.name).collect();
    assert_eq!(names.len(), STOCK.len());
}

#[test]
fn every_file_is_a_stock_question() {
    for group in ["agencies", "functions", "collaboration", "gaps", "documents", "targets", "evidence", "time", "place"] {
        for entry in std::fs::read_dir(format!("{ROOT}/queries/{group}")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let stem = name.strip_suffix(".rq").unwrap();
            assert!(STOCK.iter().any(|stock| stock.group == group && stock.name == stem), "{group}/{name}");
        }
    }
}

#[test]
fn every_parameter_can_be_set() {
    for stock in STOCK {
        for parameter in query::parameters(stock.text) {
            let first = parameter.choices.first().map_or("2023", String::as_str);
            let values = if parameter.default.is_empty() { vec![first] } else { vec![parameter.default.as_str()] };
            for value in values.into_iter().chain(parameter.choices.iter().map(String::as_str)) {
                ask(stock.name, &[&format!("{}={value}", parameter.name)]);
            }
        }
    }
}

/// The text of a filter file from its SELECT on, without indentation; line by line.
fn filter(name: &str) -> (String, Vec<String>) {
    let text = std::fs::read_to_string(format!("{ROOT}/queries/filters/{name}.rq")).unwrap();
    let parameters = text.lines().filter(|line| line.starts_with("# param ")).map(str::to_owned).collect();
    (even(&text[text.find("SELECT").unwrap()..]), parameters)
}

/// A query's lines without indentation, defaults of `groups` made one.
fn even(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut text = lines.join(" ");
    for word in ["in", "only"] {
        text = text.replace(&format!("VALUES ?groups {{ \"{word}\" }}"), "VALUES ?groups { \"out\" }");
    }
    text.replace(" }", "}").trim().to_owned()
}

#[test]
fn the_filters_are_the_same_in_every_question() {
    let (documents, document_parameters) = filter("documents");
    let (assignments, assignment_parameters) = filter("assignments");
    assert!(assignments.contains(&documents), "filters/assignments.rq holds another choice of documents");
    let name = |line: &str| line.split(' ').nth(2).unwrap().to_owned();
    for stock in STOCK {
        let text = even(stock.text);
        // Wherever a part of a filter stands, the whole of it stands.
        assert_eq!(
            text.matches("?document_number, ?number").count(),
            text.matches(&documents).count(),
            "{}: choice of documents",
            stock.name
        );
        assert_eq!(
            text.matches("qz:agencyOnDate ?agency").count(),
            text.matches(&assignments).count(),
            "{}: choice of assignments",
            stock.name
        );
        let stated: Vec<&str> = stock.text.lines().filter(|line| line.starts_with("# param ")).collect();
        if text.contains(&documents) {
            for line in &document_parameters {
                assert!(stated.contains(&line.as_str()), "{}: {line}", stock.name);
            }
        }
        for line in &assignment_parameters {
            let own = stated.iter().find(|own| name(own) == name(line));
            let help = |line: &str| line.split_once(" : ").unwrap().1.to_owned();
            assert!(own.is_none_or(|own| help(own) == help(line)), "{}: {line}", stock.name);
        }
        for parameter in query::parameters(stock.text).iter().filter(|parameter| !parameter.default.is_empty()) {
            let clause = format!("VALUES ?{} {{ \"{}\" }}", parameter.name, parameter.default);
            let clauses = stock.text.matches(&format!("VALUES ?{} {{", parameter.name)).count();
            assert_eq!(stock.text.matches(&clause).count(), clauses, "{}: the default of {}", stock.name, parameter.name);
        }
    }
}

#[test]
fn every_column_has_a_heading() {
    for stock in STOCK {
        for column in ask(stock.name, &[]).variables {
            assert!(query::heading::has(&column), "{}: `{column}` is not in queries/columns.csv", stock.name);
        }
        assert!(query::heading::has(&format!("group_{}", stock.group)));
    }
}

#[test]
fn what_questions_say_of_charts_rankings_and_evidence_are_columns() {
    for stock in STOCK {
        let said = manner(stock.text);
        let answer = ask(stock.name, &[]);
        let has = |name: &str| assert!(answer.variables.iter().any(|column| column == name), "{}: no column `{name}`", stock.name);
        match &said.chart {
            Some(ChartKind::Bars { key, parts }) => [key].into_iter().chain(parts).for_each(|name| has(name)),
            Some(ChartKind::Matrix { row, column, values, .. }) => [row, column].into_iter().chain(values).for_each(|name| has(name)),
            Some(ChartKind::Lines { time, series, values }) => [time].into_iter().chain(series).chain(values).for_each(|name| has(name)),
            None => {}
        }
        if let Some(rank) = &said.rank {
            rank.key.iter().for_each(|name| has(name));
            for measure in &rank.measures {
                match measure.split_once('.') {
                    None => has(measure),
                    Some((question, column)) => assert!(ask(question, &[]).variables.iter().any(|name| name == column), "{measure}"),
                }
            }
        }
        if let Some(link) = &said.evidence {
            let proof = ask(&link.question, &[]);
            for (here, there) in &link.columns {
                has(here);
                assert!(proof.variables.contains(there), "{}: `{}` has no column `{there}`", stock.name, link.question);
            }
        }
    }
}

#[test]
fn a_filter_may_hold_several_values() {
    let count = |settings: &[&str]| ask("documents", settings).rows.len();
    assert_eq!(count(&["place=甘肃省", "place=安徽省"]), count(&["place=甘肃省"]) + count(&["place=安徽省"]));
    assert_eq!(count(&["from=2023", "to=2023"]), count(&["year=2023"]));
}

#[test]
fn roles_bases_and_functions_narrow_what_counts() {
    let all = ask("sentences", &[]).rows.len();
    let by_role: usize = ["lead", "co-lead", "support", "supervise", "coordinate", "responsible"]
        .iter()
        .map(|role| ask("sentences", &[&format!("role={role}")]).rows.len())
        .sum();
    assert_eq!(by_role, all);
    let (out, only) = (ask("sentences", &["groups=out"]).rows.len(), ask("sentences", &["groups=only"]).rows.len());
    assert_eq!(out + only, all);
    let lines = ask("cross-document-functions", &["function=农业农村"]);
    assert!(lines.rows.iter().any(|row| query::shown(row[0].as_ref()) == "农业农村"));
    assert!(ask("cross-document-agencies", &["function=农业农村"]).rows.len() < ask("cross-document-agencies", &[]).rows.len());
}

#[test]
fn a_responsibility_counts_once_a_unit() {
    let sum = |unit: &str| -> f64 {
        let answer = ask("cross-document-agencies", &[&format!("unit={unit}")]);
        let place = query::column(&answer, "co_lead").unwrap();
        answer.rows.iter().map(|row| query::number(row[place].as_ref())).sum()
    };
    // A list said once on a heading stands for many tasks, so that lists may be fewer than tasks; documents cannot be more.
    assert!(sum("list") > sum("document") && sum("task") > sum("document") && sum("document") > 0.0);
}

#[test]
fn divided_tasks_add_up_to_the_tasks() {
    let answer = ask("weighted-agencies", &[]);
    let place = query::column(&answer, "weight").unwrap();
    let weight: f64 = answer.rows.iter().map(|row| query::number(row[place].as_ref())).sum();
    let assigned: std::collections::BTreeSet<String> =
        ask("sentences", &["groups=out"]).rows.iter().map(|row| query::shown(row[13].as_ref())).collect();
    // Each row is rounded to a hundredth.
    assert!((weight - assigned.len() as f64).abs() < 0.005 * answer.rows.len() as f64, "{weight} for {} tasks", assigned.len());
}

#[test]
fn pairs_of_a_matrix_are_those_of_the_sentences() {
    let pairs = ask("shared-tasks", &[]);
    let (first, second) = (query::shown(pairs.rows[0][0].as_ref()), query::shown(pairs.rows[0][1].as_ref()));
    let sentences = ask("pair-sentences", &[&format!("first={first}"), &format!("second={second}")]);
    let task = query::column(&sentences, "task").unwrap();
    let tasks: std::collections::BTreeSet<String> = sentences.rows.iter().map(|row| query::shown(row[task].as_ref())).collect();
    assert_eq!(tasks.len().to_string(), query::shown(pairs.rows[0][3].as_ref()));
}

#[test]
fn a_workbook_a_chart_and_a_matrix_come_of_a_question() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["build", DOCUMENTS]);
    run(folder.path(), &["query", "cross-document-agencies", "--format", "xlsx", "--out", "a.xlsx", "--chart", "a.svg", "--top", "5"]);
    let bytes = std::fs::read(folder.path().join("a.xlsx")).unwrap();
    assert!(bytes.starts_with(b"PK"));
    run(folder.path(), &["query", "cross-document-agencies", "--format", "xlsx", "--out", "b.xlsx"]);
    assert!(std::fs::read(folder.path().join("b.xlsx")).unwrap() == bytes, "the same answer makes the same bytes");
    let svg = std::fs::read_to_string(folder.path().join("a.svg")).unwrap();
    assert!(svg.contains("哪些机构") && svg.contains("牵头 lead"));
    let told = run(folder.path(), &["query", "shared-tasks", "--format", "matrix"]);
    let text = said(&told);
    let (head, rest) = text.split_once("\r\n").unwrap();
    let downs: Vec<&str> = rest.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(head.split(',').skip(1).collect::<Vec<_>>(), downs, "a square matrix has the same names down and across");
    let robust = said(&run(folder.path(), &["query", "cross-document-agencies", "--robustness"]));
    assert!(robust.contains("leads=explicit") && robust.contains("kendall_tau_b") && robust.contains("unit=document"));
}

#[test]
fn the_pages_on_questions_can_be_followed() {
    let folder = tempfile::tempdir().unwrap();
    for page in ["questions.md", "questions.zh-CN.md"] {
        let text = std::fs::read_to_string(format!("{ROOT}/docs/{page}")).unwrap();
        let commands: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("quanze ")).collect();
        assert!(commands.len() > 15);
        for command in commands {
            let words: Vec<&str> = command.split(' ').map(|word| if word == "data/documents" { DOCUMENTS } else { word }).collect();
            run(folder.path(), &words);
        }
    }
}

#[test]
fn the_readme_of_queries_lists_every_question_and_its_parameters() {
    let readme = std::fs::read_to_string(format!("{ROOT}/queries/README.md")).unwrap();
    let table = readme_table();
    if std::env::var_os("QUANZE_UPDATE").is_some() {
        let (before, rest) = readme.split_once("<!-- questions -->\n").unwrap();
        let (_, after) = rest.split_once("<!-- /questions -->").unwrap();
        std::fs::write(format!("{ROOT}/queries/README.md"), format!("{before}<!-- questions -->\n{table}<!-- /questions -->{after}"))
            .unwrap();
    } else {
        assert!(readme.contains(&table), "the table of questions is not that of the files; QUANZE_UPDATE=1 writes it anew");
    }
}

/// The table of questions as the files tell it.
fn readme_table() -> String {
    let (_, documents) = filter("documents");
    let mut out = String::new();
    for group in STOCK.chunk_by(|one, other| one.group == other.group) {
        let heading = query::heading::heading(&format!("group_{}", group[0].group));
        out += &format!(
            "\n### {} {}\n\n| name | question | parameters | shown as |\n| --- | --- | --- | --- |\n",
            heading.chinese, heading.english
        );
        for stock in group {
            let (chinese, english) = stock.question();
            let stated: Vec<&str> = stock.text.lines().filter(|line| line.starts_with("# param ")).collect();
            let mut names: Vec<String> = stated
                .iter()
                .filter(|line| !documents.iter().any(|shared| shared == *line))
                .map(|line| format!("`{}`", line.split(' ').nth(2).unwrap()))
                .collect();
            if documents.iter().all(|shared| stated.contains(&shared.as_str())) {
                names.push("documents".to_owned());
            }
            let said = manner(stock.text);
            let chart = match said.chart {
                Some(ChartKind::Bars { .. }) => "bars",
                Some(ChartKind::Matrix { .. }) => "matrix",
                Some(ChartKind::Lines { .. }) => "lines",
                None => "",
            };
            let shown: Vec<&str> =
                [chart, if said.rank.is_some() { "ranking" } else { "" }, if said.evidence.is_some() { "evidence" } else { "" }]
                    .into_iter()
                    .filter(|word| !word.is_empty())
                    .collect();
            out += &format!("| `{}` | {chinese}<br>{english} | {} | {} |\n", stock.name, names.join(", "), shown.join(", "));
        }
    }
    out + "\n"
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
