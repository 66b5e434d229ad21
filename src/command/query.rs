//! `quanze query` and `quanze queries`: asks a question of the graph, shows the answer, and tells which questions there are.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::open;
use crate::chart::{self, Caption, Choice};
use crate::cli::{AnswerForm, Showing};
use crate::drawing;
use crate::query::manner::{self, ChartKind, EvidenceLink};
use crate::query::robustness::{self, Robustness};
use crate::query::workbook::{About, Book};
use crate::query::{self, matrix, shown};
use crate::store::{Answer, AnswerFormat, Graph, StoreError};

/// A question as it was asked.
struct Asked<'a> {
    name: &'a str,
    text: String,
    settings: &'a [String],
    graph: Graph,
}

impl Asked<'_> {
    /// The query with its parameters set.
    fn query(&self) -> anyhow::Result<String> {
        Ok(query::with_settings(&self.text, self.settings)?)
    }

    /// The rows of a query; what is wrong with it is shown with its place.
    fn rows(&self, text: &str) -> anyhow::Result<Answer> {
        self.graph.select(text).map_err(|error| explained(text, &error))
    }

    /// The answer in a standard form.
    fn standard(&self, format: AnswerFormat) -> anyhow::Result<Vec<u8>> {
        let text = self.query()?;
        let mut bytes = Vec::new();
        self.graph.write_answer(&text, format, &mut bytes).map_err(|error| explained(&text, &error))?;
        Ok(bytes)
    }
}

fn explained(text: &str, error: &StoreError) -> anyhow::Error {
    anyhow::anyhow!(query::show_error(text, error))
}

pub(super) fn ask(graph: &Path, question: &str, settings: &[String], format: AnswerForm, showing: &Showing) -> anyhow::Result<ExitCode> {
    let text = text_of(question)?;
    // What is wrong with the words is said before the graph is loaded.
    query::values(&text, settings)?;
    if format == AnswerForm::Xlsx && showing.out.is_none() {
        bail!("a workbook is no text; say where it goes with --out FILE.xlsx");
    }
    let asked = Asked { name: question, text, settings, graph: open(graph)? };
    if showing.robustness {
        return robust(&asked, format, showing);
    }
    let manner = manner::manner(&asked.text);
    if let Some(file) = &showing.chart {
        draw(&asked, manner.chart.as_ref(), file, showing)?;
    }
    let bytes = match format {
        AnswerForm::Table => query::table(&asked.rows(&asked.query()?)?).into_bytes(),
        AnswerForm::Csv => asked.standard(AnswerFormat::Csv)?,
        AnswerForm::Tsv => asked.standard(AnswerFormat::Tsv)?,
        AnswerForm::Json => asked.standard(AnswerFormat::Json)?,
        AnswerForm::Xml => asked.standard(AnswerFormat::Xml)?,
        AnswerForm::Matrix => matrix::matrix(&asked.rows(&asked.query()?)?, manner.chart.as_ref(), showing.measure.as_deref())?.csv()?,
        AnswerForm::Xlsx => workbook(&asked, &manner)?,
    };
    put(&bytes, showing.out.as_deref())
}

/// The text of a stock question, of a file, or of standard input.
fn text_of(question: &str) -> anyhow::Result<String> {
    Ok(match question {
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
    })
}

fn put(bytes: &[u8], file: Option<&Path>) -> anyhow::Result<ExitCode> {
    match file {
        Some(file) => std::fs::write(file, bytes).with_context(|| format!("cannot write `{}`", file.display()))?,
        None => {
            let mut out = std::io::stdout().lock();
            out.write_all(bytes)?;
            out.flush()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn draw(asked: &Asked<'_>, kind: Option<&ChartKind>, file: &Path, showing: &Showing) -> anyhow::Result<()> {
    let png = match file.extension().and_then(|extension| extension.to_str()) {
        Some("svg") => false,
        Some("png") => true,
        _ => bail!("a chart is an .svg or a .png file, not `{}`", file.display()),
    };
    let (title, subtitle) = query::question(&asked.text);
    let caption = Caption { title: title.to_owned(), subtitle: subtitle.to_owned(), note: asked.settings.join("  ") };
    let choice = Choice { top: showing.top, measure: showing.measure.as_deref() };
    let svg = chart::svg(&asked.rows(&asked.query()?)?, kind, &caption, choice)?;
    /// A PNG is drawn twice as large, for print.
    const SCALE: f32 = 2.0;
    let bytes = if png { drawing::png(&svg, SCALE)? } else { svg.into_bytes() };
    std::fs::write(file, bytes).with_context(|| format!("cannot write `{}`", file.display()))
}

fn book(asked: &Asked<'_>) -> anyhow::Result<Book> {
    let about = About {
        name: asked.name,
        question: query::question(&asked.text),
        counting_rule: query::counting_rule(&asked.text),
        parameters: query::in_force(&asked.text, asked.settings)?,
    };
    Ok(Book::new(&about)?)
}

/// Adds a sheet and says so where Excel cannot hold all of its rows.
fn add(book: &mut Book, name: &str, answer: &Answer) -> anyhow::Result<()> {
    let left_out = book.answer(name, answer)?;
    if left_out > 0 {
        eprintln!("the sheet `{name}` lacks its last {left_out} rows, for Excel holds no more; narrow the question with --set");
    }
    Ok(())
}

fn workbook(asked: &Asked<'_>, manner: &manner::Manner) -> anyhow::Result<Vec<u8>> {
    let answer = asked.rows(&asked.query()?)?;
    let mut book = book(asked)?;
    add(&mut book, "rows", &answer)?;
    if let Some(kind @ ChartKind::Matrix { values, .. }) = &manner.chart {
        for value in values {
            let matrix = matrix::matrix(&answer, Some(kind), Some(value))?;
            /// Excel holds no more columns.
            const MOST_COLUMNS: usize = 16_383;
            if matrix.columns.len() > MOST_COLUMNS {
                eprintln!("the matrix of `{value}` has {} columns and Excel holds {MOST_COLUMNS}; it is left out", matrix.columns.len());
            } else {
                book.matrix(&matrix)?;
            }
        }
    }
    if let Some(link) = &manner.evidence {
        add(&mut book, "evidence", &evidence(asked, link, &answer)?)?;
    }
    Ok(book.bytes()?)
}

/// The rows of the evidence question that belong to the rows of an answer.
fn evidence(asked: &Asked<'_>, link: &EvidenceLink, answer: &Answer) -> anyhow::Result<Answer> {
    let text = query::find(&link.question)?.text;
    let settings = query::carried_over(&asked.text, asked.settings, text)?;
    let mut proof = asked.rows(&query::with_settings(text, &settings)?)?;
    let places = |answer: &Answer, names: Vec<&String>| -> anyhow::Result<Vec<usize>> {
        Ok(names.into_iter().map(|name| query::column(answer, name)).collect::<Result<_, _>>()?)
    };
    let here = places(answer, link.columns.iter().map(|pair| &pair.0).collect())?;
    let there = places(&proof, link.columns.iter().map(|pair| &pair.1).collect())?;
    let key = |row: &[Option<oxrdf::Term>], places: &[usize]| {
        let mut key: Vec<String> = places.iter().map(|place| shown(row[*place].as_ref())).collect();
        if link.either_way {
            key.sort();
        }
        key
    };
    let wanted: BTreeSet<Vec<String>> = answer.rows.iter().map(|row| key(row, &here)).collect();
    proof.rows.retain(|row| wanted.contains(&key(row, &there)));
    Ok(proof)
}

fn robust(asked: &Asked<'_>, format: AnswerForm, showing: &Showing) -> anyhow::Result<ExitCode> {
    let ranking = manner::manner(&asked.text).rank.ok_or(query::QueryError::Manner("`# rank`"))?;
    let ways = robustness::ways(&asked.text, &ranking, asked.settings, showing.measure.as_deref())?;
    let Robustness { ranks, agreement } = robustness::robustness(&ranking, &ways, |way| -> anyhow::Result<Answer> {
        let text = match &way.question {
            Some(name) => query::find(name)?.text,
            None => asked.text.as_str(),
        };
        asked.rows(&query::with_settings(text, &way.settings)?)
    })?;
    let bytes = match format {
        AnswerForm::Table => format!("{}\n{}", query::table(&ranks), query::table(&agreement)).into_bytes(),
        AnswerForm::Csv => csv(&ranks)?,
        AnswerForm::Xlsx => {
            let mut book = book(asked)?;
            add(&mut book, "ranks", &ranks)?;
            add(&mut book, "agreement", &agreement)?;
            book.bytes()?
        }
        _ => bail!("a robustness table is written as table, csv or xlsx"),
    };
    if format == AnswerForm::Csv {
        eprint!("{}", query::table(&agreement));
    }
    put(&bytes, showing.out.as_deref())
}

/// Rows that no query gave, as CSV.
fn csv(answer: &Answer) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(&answer.variables)?;
    for row in &answer.rows {
        writer.write_record(row.iter().map(|term| shown(term.as_ref())))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
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
    for group in query::STOCK.chunk_by(|one, other| one.group == other.group) {
        let heading = query::heading::heading(&format!("group_{}", group[0].group));
        writeln!(out, "{} {}", heading.chinese, heading.english)?;
        for stock in group {
            let (chinese, english) = stock.question();
            writeln!(out, "  {:width$}  {chinese}\n  {:width$}  {english}", stock.name, "")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
