//! The same counts by three ways: the stock question, the table of agencies, and the networks tell the same of every agency.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::{DOCUMENTS, Row, rows, run, said, tables};

/// What is counted of an agency: documents, tasks, and agency–task–role as lead, co-lead and support.
type Counts = BTreeMap<String, [usize; 5]>;

/// The counts that some columns of a table tell, by the agency's IRI.
fn told(rows: &[Row], agency: &str, columns: [&str; 5]) -> Counts {
    rows.iter().map(|row| (row[agency].clone(), columns.map(|column| row[column].parse().unwrap()))).collect()
}

/// A network's nodes and edges as `export network --format csv` writes them.
fn exported(folder: &Path, network: &str, options: &[&str]) -> (Vec<Row>, Vec<Row>) {
    let words = ["export", "network", "--network", network, "--format", "csv", "--out", network];
    run(folder, &[&words, options].concat());
    (rows(&folder.join(network).join("nodes.csv")), rows(&folder.join(network).join("edges.csv")))
}

/// The agencies of a network.
fn agencies(nodes: &[Row]) -> Vec<Row> {
    nodes.iter().filter(|node| node["Kind"] == "agency").cloned().collect()
}

/// Counts an agency's edges: the other ends, and the weights by role.
fn counted(nodes: &[Row], edges: &[Row]) -> BTreeMap<String, (BTreeSet<String>, BTreeMap<String, usize>)> {
    let iri: BTreeMap<&str, &str> = nodes.iter().map(|node| (node["Id"].as_str(), node["Iri"].as_str())).collect();
    let mut counted: BTreeMap<String, (BTreeSet<String>, BTreeMap<String, usize>)> = BTreeMap::new();
    for edge in edges {
        let of = counted.entry(iri[edge["Source"].as_str()].to_owned()).or_default();
        of.0.insert(edge["Target"].clone());
        *of.1.entry(edge["Kind"].clone()).or_default() += edge["Weight"].parse::<usize>().unwrap();
    }
    counted
}

#[test]
fn query_table_and_network_count_alike() {
    let folder = tempfile::tempdir().unwrap();
    let tables = tables(folder.path(), &[DOCUMENTS]);

    let answer = said(&run(folder.path(), &["query", "cross-document-agencies", "--format", "csv"]));
    let answer: Vec<Row> = csv::Reader::from_reader(answer.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap();
    let asked = told(&answer, "agency", ["documents", "tasks", "lead", "co_lead", "support"]);
    assert!(asked.len() > 100 && asked.values().any(|counts| counts.iter().all(|count| *count > 0)), "{}", asked.len());

    let listed: Vec<Row> = rows(&tables.join("agencies.csv")).into_iter().filter(|row| row["kind"] == "agency").collect();
    assert_eq!(told(&listed, "agency", ["documents", "tasks", "lead", "co_lead", "support"]), asked);

    let of_tasks = exported(folder.path(), "agency-task", &[]);
    let of_documents = exported(folder.path(), "agency-document", &[]);
    let of_agencies = exported(folder.path(), "agency-agency", &[]);
    for (nodes, _) in [&of_tasks, &of_documents, &of_agencies] {
        assert_eq!(told(&agencies(nodes), "Iri", ["documents", "tasks", "lead", "co_lead", "support"]), asked);
    }
    let (by_task, by_document) = (counted(&of_tasks.0, &of_tasks.1), counted(&of_documents.0, &of_documents.1));
    let role = |roles: &BTreeMap<String, usize>, name: &str| roles.get(name).copied().unwrap_or_default();
    let by_edges: Counts = by_task
        .iter()
        .map(|(agency, (tasks, roles))| {
            let (documents, again) = &by_document[agency];
            for name in ["lead", "co-lead", "support", "supervise", "coordinate", "responsible"] {
                assert_eq!(role(roles, name), role(again, name), "{agency} as {name}");
            }
            let counts = [documents.len(), tasks.len(), role(roles, "lead"), role(roles, "co-lead"), role(roles, "support")];
            (agency.clone(), counts)
        })
        .collect();
    assert_eq!(by_edges, asked);
}

#[test]
fn filters_count_alike_too() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["build", DOCUMENTS]);
    let set = ["--set", "place=甘肃省", "--set", "leads=first"];
    let answer = said(&run(folder.path(), &[&["query", "cross-document-agencies", "--format", "csv"], &set[..]].concat()));
    let answer: Vec<Row> = csv::Reader::from_reader(answer.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap();
    let asked = told(&answer, "agency", ["documents", "tasks", "lead", "co_lead", "support"]);
    let (nodes, _) = exported(folder.path(), "agency-agency", &set);
    assert!(asked.len() > 10);
    assert_eq!(told(&agencies(&nodes), "Iri", ["documents", "tasks", "lead", "co_lead", "support"]), asked);

    let (_, edges) = exported(folder.path(), "agency-task", &["--roles", "co-lead,support", "--bases", "explicit"]);
    assert!(!edges.is_empty() && edges.iter().all(|edge| matches!(edge["Kind"].as_str(), "co-lead" | "support")));
    let (all, _) = exported(folder.path(), "document-citation", &[]);
    let (dated, _) = exported(folder.path(), "document-citation", &["--from", "2023-04", "--to", "2023"]);
    let within = |node: &&Row| node["first_year"] == "2023";
    assert!(!dated.is_empty() && dated.len() < all.len() && dated.iter().all(|node| within(&node)), "{} of {}", dated.len(), all.len());
}

/// Two plans about land, before and after the department of land became that of natural resources; the second still names the first once.
const SUCCESSION: [(&str, &str); 2] = [
    (
        "2017.txt",
        "湖南省国土资源厅 湖南省财政厅关于印发《湖南省土地整治方案》的通知

湘国土资发〔2017〕1号

一、重点任务
（一）整治土地。整治土地五万亩。（省国土资源厅牵头，省财政厅配合）

湖南省国土资源厅 湖南省财政厅
2017年3月1日
",
    ),
    (
        "2024.txt",
        "湖南省自然资源厅 湖南省财政厅关于印发《湖南省土地利用方案》的通知

湘自然资发〔2024〕2号

一、重点任务
（一）利用土地。用好土地。（省自然资源厅牵头，省财政厅配合）
（二）清查土地。清查一遍。（省国土资源厅牵头，省财政厅配合）

湖南省自然资源厅 湖南省财政厅
2024年3月1日
",
    ),
];

#[test]
fn whose_name_counts_reaches_networks_and_issuers_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::create_dir(path.join("land")).unwrap();
    for (name, text) in SUCCESSION {
        std::fs::write(path.join("land").join(name), text).unwrap();
    }
    run(path, &["build", "land"]);
    // A pair and its weight, with the finance department left out of the names, for it is in all of them.
    let pairs = |network: &str, names: &str| -> BTreeMap<String, usize> {
        let (nodes, edges) = exported(path, network, &["--set", &format!("names={names}")]);
        let label: BTreeMap<&str, &str> = nodes.iter().map(|node| (node["Id"].as_str(), node["Label"].as_str())).collect();
        let other = |edge: &Row| {
            let ends = ["Source", "Target"].map(|end| label[edge[end].as_str()]);
            let finance = ends.iter().position(|end| *end == "湖南省财政厅").unwrap();
            ends[1 - finance].trim_start_matches("湖南省").to_owned()
        };
        edges.iter().map(|edge| (other(edge), edge["Weight"].parse().unwrap())).collect()
    };
    let expected =
        |pairs: &[(&str, usize)]| -> BTreeMap<String, usize> { pairs.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect() };
    for (names, duties, issues) in [
        ("written", &[("国土资源厅", 2), ("自然资源厅", 1)][..], &[("国土资源厅", 1), ("自然资源厅", 1)][..]),
        ("dated", &[("国土资源厅", 1), ("自然资源厅", 2)], &[("国土资源厅", 1), ("自然资源厅", 1)]),
        ("today", &[("自然资源厅", 3)], &[("自然资源厅", 2)]),
    ] {
        assert_eq!(pairs("agency-agency", names), expected(duties), "{names}");
        assert_eq!(pairs("lead-partner", names), expected(duties), "{names}");
        assert_eq!(pairs("joint-issue", names), expected(issues), "{names}");
        let asked = |question: &str| -> Vec<Row> {
            let answer = said(&run(path, &["query", question, "--format", "csv", "--set", &format!("names={names}")]));
            csv::Reader::from_reader(answer.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap()
        };
        let column = |rows: &[Row], column: &str| rows.iter().map(|row| row[column].parse::<usize>().unwrap()).collect::<Vec<_>>();
        assert_eq!(column(&asked("joint-issue"), "documents"), issues.iter().map(|issue| issue.1).collect::<Vec<_>>(), "{names}");
        // What issuers lead themselves: the body that issued in 2024 is the one written in its second task only once that is dated.
        let held: usize = column(&asked("issuer-leads"), "own_leads").iter().sum();
        assert_eq!(held, if names == "written" { 2 } else { 3 }, "{names}");
        run(path, &["export", "figure", "--kind", "ranking", "--out", "r.svg", "--set", &format!("names={names}")]);
        let drawn = std::fs::read_to_string(path.join("r.svg")).unwrap();
        assert_eq!(drawn.contains("国土资源厅"), names != "today", "{names}");
    }
}

#[test]
fn newman_weights_of_an_agency_add_up_to_its_meetings() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["build", DOCUMENTS]);
    let (nodes, edges) = exported(folder.path(), "agency-agency", &["--within", "task", "--weights", "newman"]);
    let (_, answers) = exported(folder.path(), "agency-task", &[]);
    // Each task that an agency shares with others gives it 1 in all, by Newman's definition.
    let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for edge in &answers {
        members.entry(&edge["Target"]).or_default().insert(&edge["Source"]);
    }
    let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
    for edge in &edges {
        for end in ["Source", "Target"] {
            *weights.entry(&edge[end]).or_default() += edge["Weight"].parse::<f64>().unwrap();
        }
    }
    assert!(edges.iter().any(|edge| edge["Weight"] != edge["count"]));
    // Both networks have the same agencies in the same order, and so the same ids.
    for node in &nodes {
        let shared = members.values().filter(|members| members.len() > 1 && members.contains(node["Id"].as_str())).count();
        let weight = weights.get(node["Id"].as_str()).copied().unwrap_or_default();
        assert!((weight - f64::from(u32::try_from(shared).unwrap())).abs() < 1e-9, "{}: {weight}, not {shared}", node["Label"]);
    }
}

#[test]
fn what_a_network_does_not_take_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["build", DOCUMENTS]);
    for (words, message) in [
        (&["joint-issue", "--roles", "lead"][..], "the network `joint-issue` takes no `role`; it takes from, function, genre"),
        (&["agency-task", "--within", "task"], "takes no `within`"),
        (&["agency-task", "--weights", "newman"], "has no Newman weights"),
        (&["agency-task", "--weights", "heavy"], "no weights `heavy`; use count, binary or newman"),
        (&["agency-agency", "--within", "page"], "no unit `page`; use list, task or document"),
        (&["agency-agency", "--ego", "甘肃省发展改革委员会"], "did you mean `甘肃省发展和改革委员会`?"),
    ] {
        let assert = crate::support::quanze(folder.path(), &[&["network"], words].concat()).assert().code(1);
        let told = crate::support::told(&assert);
        assert!(told.contains(message), "{words:?}: {told}");
    }
}
