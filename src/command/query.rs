//! `quanze query` and `quanze queries`: asks a question of the graph, and tells which there are.

use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

use super::open;
use crate::cli::AnswerForm;
use crate::store::AnswerFormat;
use crate::{query, store};

pub(super) fn ask(graph: &Path, question: &str, settings: &[String], format: AnswerForm) -> anyhow::Result<ExitCode> {
    let text = match question {
        "-" => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).context("cannot read the query from standard input")?;
            text
        }
        name if query::STOCK.iter().any(|stock| stock.name == name) => query::find(name)?.text.to_owned(),
        file if Path::new(file).exists() => {
            std::fs::read_to_string(file).map_err(|cause| query::QueryError::File { path: file.into(), cause })?
        }
        name => query::find(name)?.text.to_owned(),
    };
    let text = query::with_settings(&text, settings)?;
    let graph = open(graph)?;
    let explained = |error: store::StoreError| match error {
        store::StoreError::Syntax(_) => anyhow::anyhow!(query::show_error(&text, &error)),
        other => other.into(),
    };
    let mut out = std::io::stdout().lock();
    match format {
        AnswerForm::Table => out.write_all(query::table(&graph.select(&text).map_err(explained)?).as_bytes())?,
        AnswerForm::Csv => graph.write_answer(&text, AnswerFormat::Csv, &mut out).map_err(explained)?,
        AnswerForm::Tsv => graph.write_answer(&text, AnswerFormat::Tsv, &mut out).map_err(explained)?,
        AnswerForm::Json => graph.write_answer(&text, AnswerFormat::Json, &mut out).map_err(explained)?,
        AnswerForm::Xml => graph.write_answer(&text, AnswerFormat::Xml, &mut out).map_err(explained)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn list_queries(name: Option<&str>) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    if let Some(name) = name {
        let stock = query::find(name)?;
        for line in stock.text.lines().take_while(|line| line.starts_with('#')) {
            writeln!(out, "{}", line.trim_start_matches(['#', ' ']))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let width = query::STOCK.iter().map(|stock| stock.name.len()).max().unwrap_or(0);
    for stock in query::STOCK {
        let (chinese, english) = stock.question();
        writeln!(out, "{:width$}  {chinese}\n{:width$}  {english}", stock.name, "")?;
    }
    Ok(ExitCode::SUCCESS)
}
