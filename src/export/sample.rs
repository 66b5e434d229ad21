//! Invented networks that the formats' tests show.

use crate::network::{Definition, Filter, Groups, Network, NodeKind, Rows, Shape, Value, build};

/// Two modes: three agencies, one of them a group, and two tasks; one pair is tied as lead and as co-lead.
pub(super) fn two_mode() -> Network {
    let nodes = rows(
        &["node", "label", "kind", "level", "tasks"],
        &[
            &["x:a/发改", "湖南省发展和改革委员会", "agency", "province", "2"],
            &["x:a/国数", "国家数据局", "agency", "central", "1"],
            &["x:a/县", "各县（市、区）人民政府", "group", "", ""],
            &["x:t/1", "建设\"两山\"基地, <试点>\n与 A\\B🏭", "task", "", ""],
            &["x:t/2", "数据 共享", "task", "", ""],
        ],
    );
    let edges = rows(
        &["source", "target", "role", "weight", "mentions"],
        &[
            &["x:a/发改", "x:t/1", "lead", "1", "1"],
            &["x:a/发改", "x:t/1", "co-lead", "1", "2"],
            &["x:a/国数", "x:t/2", "lead", "1", "1"],
            &["x:a/县", "x:t/1", "co-lead", "1", "1"],
        ],
    );
    let shape = Shape::TwoMode { second: NodeKind::Task };
    built("agency-task", shape, &nodes, &edges)
}

/// One mode without direction: three agencies in a row, one pair weighted with a fraction.
pub(super) fn undirected() -> Network {
    let shared = [["x:a", "x:b", "shared", "2"], ["x:c", "x:b", "shared", "0.5"]];
    built("agency-agency", Shape::Undirected, &agencies(), &ties(&shared))
}

/// One mode with direction: one leads two others, one of them in two roles.
pub(super) fn directed() -> Network {
    let led = [["x:b", "x:a", "co-lead", "3"], ["x:b", "x:a", "support", "1"], ["x:b", "x:c", "support", "1"]];
    built("lead-partner", Shape::Directed, &agencies(), &ties(&led))
}

/// One mode with direction: two hundred agencies, tied by a rule that looks like chance, so that measures differ.
pub(super) fn many() -> Network {
    const AGENCIES: usize = 200;
    let name = |place: usize| format!("x:{place}");
    let text = |text: String| Some(Value::Text(text));
    let agency = |place: usize| vec![text(name(place)), text(format!("局{place}")), text("agency".to_owned())];
    let mut seed = 1_usize;
    let mut draw = |below: usize| {
        seed = seed * 1_103_515_245 % 2_147_483_647;
        seed / 7 % below
    };
    let mut edges = std::collections::BTreeMap::new();
    for _ in 0..600 {
        // The product of two draws favours few, as real networks do.
        let (source, target) = (draw(AGENCIES) * draw(AGENCIES) / AGENCIES, draw(AGENCIES));
        let role = ["co-lead", "support"][draw(2)];
        if source != target {
            *edges.entry((source, target, role)).or_insert(0) += 1;
        }
    }
    let edge = |((source, target, role), weight): ((usize, usize, &str), i64)| {
        vec![text(name(source)), text(name(target)), text(role.to_owned()), Some(Value::Integer(weight))]
    };
    let columns = |names: &[&str]| names.iter().map(ToString::to_string).collect();
    let nodes = Rows { columns: columns(&["node", "label", "kind"]), rows: (0..AGENCIES).map(agency).collect() };
    let edges = Rows { columns: columns(&["source", "target", "role", "weight"]), rows: edges.into_iter().map(edge).collect() };
    built("many", Shape::Directed, &nodes, &edges)
}

/// Two functional lines, one of unknown years, tied in two years.
pub(super) fn dated() -> Network {
    let nodes = rows(
        &["node", "label", "kind", "first_year", "last_year"],
        &[&["x:f/农", "农业农村", "function", "2021", "2024"], &["x:f/财", "财政", "function", "", ""]],
    );
    let edges =
        rows(&["source", "target", "role", "weight", "first_year", "last_year"], &[&["x:f/农", "x:f/财", "shared", "2", "2022", "2023"]]);
    built("function-function", Shape::Undirected, &nodes, &edges)
}

/// Nobody.
pub(super) fn empty() -> Network {
    built("joint-issue", Shape::Undirected, &rows(&["node", "label", "kind"], &[]), &ties(&[]))
}

fn agencies() -> Rows {
    let rows_ = [["x:a", "甲局", "agency"], ["x:b", "乙局, \"二\"", "agency"], ["x:c", "丙 局", "agency"]];
    rows(&["node", "label", "kind"], &rows_.each_ref().map(|row| &row[..]))
}

fn ties(ties: &[[&str; 4]]) -> Rows {
    let ties: Vec<&[&str]> = ties.iter().map(|tie| &tie[..]).collect();
    rows(&["source", "target", "role", "weight"], &ties)
}

fn rows(columns: &[&str], rows: &[&[&str]]) -> Rows {
    let value = |text: &&str| match *text {
        "" => None,
        text => Some(Value::number(text).unwrap_or_else(|| Value::from(text))),
    };
    Rows {
        columns: columns.iter().map(ToString::to_string).collect(),
        rows: rows.iter().map(|row| row.iter().map(value).collect()).collect(),
    }
}

fn built(name: &'static str, shape: Shape, nodes: &Rows, edges: &Rows) -> Network {
    let definition = Definition { name, shape, nodes: "", edges: "" };
    let filter = Filter { groups: Groups::In, ..Filter::default() };
    build(&definition, nodes, edges, &filter).unwrap()
}
