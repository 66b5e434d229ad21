//! Tables that a researcher lays beside the files: `documents.csv` supplies or overrides what texts do not print, `codes.csv` carries
//! the researcher's own coding.
//!
//! Every column is optional; a column that is not known is an error, for a slip of the pen would otherwise change nothing and say
//! nothing. The table that `quanze export tables` writes can be edited and laid there as it is.

use std::collections::BTreeMap;
use std::path::Path;

use crate::agency::{Authority, Context};
use crate::document::{Draft, dates, metadata};
use crate::model::{Document, Evidence, Finding, FindingKind, Issuer, IssuerRole};
use crate::source::{Options, Source, encoding};
use crate::words::Words;

pub mod codes;

pub use codes::CodeRow;

/// The name of the sidecar of documents.
pub const DOCUMENTS: &str = "documents.csv";
/// The name of the sidecar of codes.
pub const CODES: &str = "codes.csv";

/// The columns that are used.
const COLUMNS: &[&str] = &[
    "file",
    "title",
    "number",
    "genre",
    "issuers",
    "jurisdiction",
    "date",
    "signed",
    "published",
    "effective",
    "expires",
    "status",
    "subject",
    "index_number",
];

/// Columns of the exported table that say nothing of their own.
const IGNORED: &[&str] = &["document", "level", "plan_start", "plan_end", "characters", "first_line", "last_line", "codes", "note"];

/// A row of `documents.csv`: what it says of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentRow {
    /// The source, by its name; none where the row speaks of a number or title wherever it is met below `within`.
    pub file: Option<String>,
    /// The folder of the sidecar, as sources' names begin.
    pub within: String,
    /// Line in the sidecar.
    pub line: u64,
    /// The filled cells by their columns.
    pub cells: BTreeMap<String, String>,
}

/// Why a sidecar or a row of it is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SidecarError {
    /// The file cannot be read.
    #[error("cannot use `{path}`: {cause}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        cause: String,
    },
    /// A column that means nothing.
    #[error("`{path}` has a column `{column}`, which means nothing here; columns are {known}")]
    Column {
        /// The file.
        path: String,
        /// The column.
        column: String,
        /// Those that are known.
        known: String,
    },
    /// A cell that is not what its column asks for.
    #[error("`{path}`, line {line}: `{value}` is no {what}; the row is not used")]
    Cell {
        /// The file.
        path: String,
        /// The line.
        line: u64,
        /// What stands there.
        value: String,
        /// What should.
        what: &'static str,
    },
    /// A row that speaks of nothing that is there.
    #[error("`{path}`, line {line}: there is no {what} `{name}`; the row is not used")]
    Missing {
        /// The file.
        path: String,
        /// The line.
        line: u64,
        /// What it speaks of.
        what: &'static str,
        /// Its name.
        name: String,
    },
}

/// A row of a sidecar: its line, and its filled cells by their columns.
pub(crate) type Cells = (u64, BTreeMap<String, String>);

/// The rows of a sidecar with their lines, each as column → filled cell.
pub(crate) fn rows(path: &Path, columns: &[&str], ignored: &[&str], options: &Options) -> Result<Vec<Cells>, SidecarError> {
    let name = path.display().to_string();
    let unreadable = |cause: String| SidecarError::Unreadable { path: name.clone(), cause };
    let bytes = std::fs::read(path).map_err(|cause| unreadable(cause.to_string()))?;
    let (text, _) = encoding::decode(&bytes, &name, options.encoding.as_deref()).map_err(|cause| unreadable(cause.to_string()))?;
    let separator = if text.lines().next().is_some_and(|line| line.contains('\t')) { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|cause| unreadable(cause.to_string()))?.clone();
    let header: Vec<String> = header.iter().map(|column| column.trim().to_lowercase()).collect();
    if let Some(column) =
        header.iter().find(|column| !column.is_empty() && !columns.contains(&column.as_str()) && !ignored.contains(&column.as_str()))
    {
        return Err(SidecarError::Column { path: name.clone(), column: column.clone(), known: columns.join(", ") });
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|cause| unreadable(cause.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = header.iter().zip(record.iter()).filter(|(column, cell)| !column.is_empty() && !cell.trim().is_empty());
        rows.push((line, cells.map(|(column, cell)| (column.clone(), cell.trim().to_owned())).collect()));
    }
    Ok(rows)
}

/// Reads a `documents.csv` whose folder's sources have names that begin with `within`.
///
/// # Errors
/// Where the file is no such table. A bad row is left out and told of.
pub fn documents(path: &Path, within: &str, options: &Options) -> Result<(Vec<DocumentRow>, Vec<SidecarError>), SidecarError> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    let columns: Vec<&str> = COLUMNS.iter().copied().chain(["source", "issued"]).collect();
    for (line, mut cells) in rows(path, &columns, IGNORED, options)? {
        for (exported, column) in [("source", "file"), ("issued", "date")] {
            if let Some(cell) = cells.remove(exported) {
                cells.entry(column.to_owned()).or_insert(cell);
            }
        }
        let no_date = ["date", "signed", "published", "effective", "expires"].iter().find_map(|column| {
            let cell = cells.get_mut(*column)?;
            match dates::find(cell) {
                Some((_, iso)) => {
                    *cell = iso;
                    None
                }
                None => Some(cell.clone()),
            }
        });
        let file = cells.remove("file").map(|file| format!("{within}{}", file.replace('\\', "/").trim_start_matches("./")));
        match no_date {
            Some(value) => bad.push(SidecarError::Cell { path: path.display().to_string(), line, value, what: "date" }),
            None => good.push(DocumentRow { file, within: within.to_owned(), line, cells }),
        }
    }
    Ok((good, bad))
}

/// The rows that may speak of a source.
#[must_use]
pub fn rows_for(rows: &[DocumentRow], source: &str) -> Vec<DocumentRow> {
    let speaks = |row: &&DocumentRow| match &row.file {
        Some(file) => file == source,
        None => source.starts_with(&row.within),
    };
    rows.iter().filter(speaks).cloned().collect()
}

/// Lets rows supply and override what the drafts of a source say.
pub fn supply(drafts: &mut [Draft], rows: &[DocumentRow], source: &Source, authority: &Authority, words: &Words) -> Vec<Finding> {
    let mut findings = Vec::new();
    let only = drafts.len() == 1;
    for row in rows {
        let same = |document: &Document| {
            let by = |column: &str, value: Option<&str>| row.cells.get(column).is_some_and(|cell| Some(cell.as_str()) == value);
            by("number", document.number.as_deref()) || by("title", Some(&document.title)) || (only && row.file.is_some())
        };
        let mut met = false;
        for draft in drafts.iter_mut().filter(|draft| same(&draft.document)) {
            met = true;
            apply(&mut draft.document, row, authority, words);
        }
        if !met && row.file.is_some() && !drafts.is_empty() {
            let message = format!("line {} of {DOCUMENTS} names none of the documents of `{}` by title or number", row.line, source.path);
            let evidence = Evidence { line: 1, ..Evidence::default() };
            findings.push(Finding { kind: FindingKind::UnmatchedRow, evidence, message });
        }
    }
    findings
}

fn apply(document: &mut Document, row: &DocumentRow, authority: &Authority, words: &Words) {
    let cell = |column: &str| row.cells.get(column).cloned();
    if let Some(title) = cell("title").filter(|title| *title != document.title) {
        document.genre = words.genres.of_title(&title).map(str::to_owned);
        document.status = metadata::status(&title).map(str::to_owned).or(document.status.take());
        if let Some((start, end)) = dates::period(&title) {
            (document.plan_start, document.plan_end) = (Some(start), Some(end));
        }
        document.title = title;
    }
    if let Some(number) = cell("number") {
        document.number = Some(metadata::number(&number).map_or(number, |(_, number)| number));
    }
    let texts = [
        (&mut document.genre, cell("genre")),
        (&mut document.signed, cell("signed").or_else(|| cell("date"))),
        (&mut document.published, cell("published")),
        (&mut document.effective, cell("effective")),
        (&mut document.expires, cell("expires")),
        (&mut document.status, cell("status")),
        (&mut document.subject, cell("subject")),
        (&mut document.index_number, cell("index_number")),
    ];
    for (field, supplied) in texts {
        if supplied.is_some() {
            *field = supplied;
        }
    }
    let date = document.known_date();
    if let Some(name) = cell("jurisdiction") {
        let place = authority.place_at(&name, None, date.as_deref()).filter(|(_, end)| *end == name.len()).map(|(place, _)| place);
        document.place = place.map(|place| place.code.clone());
        document.level = place.map(|place| place.level);
        document.jurisdiction = Some(place.map_or(name, |place| place.name.clone()));
    }
    if let Some(names) = cell("issuers") {
        let resolve = |name: &str| {
            let context = Context { place: document.place.as_deref(), date: date.as_deref(), ..Context::default() };
            let agency = authority.resolve(name, &context).agency;
            Issuer { agency, role: IssuerRole::Issue, stated_count: None, open: false }
        };
        document.issuers = names.split([';', '；']).map(str::trim).filter(|name| !name.is_empty()).map(resolve).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Reader;

    fn load(table: &str) -> Result<(Vec<DocumentRow>, Vec<SidecarError>), SidecarError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DOCUMENTS);
        std::fs::write(&path, table).unwrap();
        documents(&path, "papers/", &Options::default())
    }

    #[test]
    fn a_row_supplies_what_the_text_does_not_print() {
        let (rows, bad) =
            load("file,number,issuers,jurisdiction,date\nplan.txt,甲政〔2023〕1号,省财政厅；省教育厅,湖南省,2023年3月1日\n").unwrap();
        assert!(bad.is_empty());
        let text = "数字服务方案\n\n一、任务\n（一）建设平台。（省财政厅牵头）\n";
        let source = crate::source::decode(text.as_bytes(), "papers/plan.txt").unwrap();
        let reading = Reader::built_in().source_with(&source, &rows_for(&rows, "papers/plan.txt"));
        let document = &reading.documents[0];
        assert_eq!((document.number.as_deref(), document.signed.as_deref()), (Some("甲政〔2023〕1号"), Some("2023-03-01")));
        let issuers: Vec<&str> = document.issuers.iter().map(|issuer| issuer.agency.name.as_str()).collect();
        assert_eq!(issuers, ["湖南省财政厅", "湖南省教育厅"]);
        assert_eq!(document.assignments[0].agency.name, "湖南省财政厅");
        assert!(rows_for(&rows, "papers/other.txt").is_empty());
    }

    #[test]
    fn a_row_without_a_file_speaks_of_a_number_or_title() {
        let (rows, _) = load("title,subject\n数字服务方案,数字政府\n").unwrap();
        let source = crate::source::decode("数字服务方案\n\n一、任务\n".as_bytes(), "papers/x.txt").unwrap();
        let reading = Reader::built_in().source_with(&source, &rows_for(&rows, "papers/x.txt"));
        assert_eq!(reading.documents[0].subject.as_deref(), Some("数字政府"));
    }

    #[test]
    fn slips_are_told() {
        assert!(matches!(load("file,titel\n"), Err(SidecarError::Column { column, .. }) if column == "titel"));
        let (good, bad) = load("file,date\na.txt,next week\nb.txt,2023-01-02\n").unwrap();
        assert_eq!(good.len(), 1);
        assert!(bad[0].to_string().contains("line 2: `next week` is no date"), "{}", bad[0]);
        assert_eq!(load("document,source,issued,level\nx,a.txt,2023-01-02,city\n").unwrap().0[0].file.as_deref(), Some("papers/a.txt"));
    }
}
