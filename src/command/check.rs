//! `quanze check`: runs the quality checks and counts the findings.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use super::open;
use crate::query;

pub(super) fn check(graph: &Path) -> anyhow::Result<ExitCode> {
    let graph = open(graph)?;
    let mut out = std::io::stdout().lock();
    let mut wrong = 0;
    for check in query::CHECKS {
        let answer = graph.select(check.text)?;
        let (chinese, english) = check.question();
        if !answer.rows.is_empty() {
            wrong += answer.rows.len();
            writeln!(out, "{}: {} — {chinese} {english}", check.name, answer.rows.len())?;
            out.write_all(query::table(&answer).as_bytes())?;
        }
    }
    writeln!(out, "{} checks, {wrong} violations", query::CHECKS.len())?;
    let phrases = graph.select("PREFIX qz: <https://w3id.org/quanze/ns#> SELECT (SUM(?seen) AS ?phrases_seen) (SUM(?read) AS ?read_whole) WHERE { ?document qz:phrasesSeen ?seen ; qz:phrasesRead ?read }")?;
    if let Some([seen, read]) = phrases.rows.first().map(Vec::as_slice) {
        let (seen, read) = (query::shown(seen.as_ref()), query::shown(read.as_ref()));
        writeln!(out, "{seen} phrases of responsibility seen, {read} read whole; `quanze query coverage` tells where the others stand")?;
    }
    let findings = graph.select("PREFIX qz: <https://w3id.org/quanze/ns#> SELECT ?kind (COUNT(?finding) AS ?findings) WHERE { ?finding a qz:Finding ; qz:kind ?kind } GROUP BY ?kind ORDER BY DESC(?findings) ?kind")?;
    if !findings.rows.is_empty() {
        out.write_all(query::table(&findings).as_bytes())?;
    }
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
