//! `codes.csv`: the researcher's own coding of tasks and documents, such as policy instruments or topics. Interpretation of that kind is
//! never extracted; it is carried as it is given, with the name of who gave it.

use std::path::Path;

use super::{SidecarError, rows};
use crate::source::Options;

/// A row: one code that one coder gave to one task or document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodeRow {
    /// The task or document: its IRI, or a document's number or title.
    pub target: String,
    /// The scheme that the code belongs to.
    pub scheme: String,
    /// The code.
    pub code: String,
    /// Who gave it.
    pub coder: String,
    /// The sidecar, for messages.
    pub path: String,
    /// Its line.
    pub line: u64,
}

/// The columns that are used.
const COLUMNS: &[&str] = &["task", "document", "scheme", "code", "coder"];

/// Columns of the blank sheet that help to code and say nothing of their own.
const IGNORED: &[&str] = &["document_title", "number", "path", "title", "text", "agencies", "source", "note"];

/// Reads a `codes.csv`. A row without a code is not coded yet and left out.
///
/// # Errors
/// Where the file is no such table.
pub fn read(path: &Path, options: &Options) -> Result<(Vec<CodeRow>, Vec<SidecarError>), SidecarError> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (line, mut cells) in rows(path, COLUMNS, IGNORED, options)? {
        let mut cell = |column: &str| cells.remove(column);
        let Some(code) = cell("code") else { continue };
        let (task, document) = (cell("task"), cell("document"));
        let path = path.display().to_string();
        match task.or(document) {
            Some(target) => {
                let scheme = cell("scheme").unwrap_or_else(|| "codes".to_owned());
                good.push(CodeRow { target, scheme, code, coder: cell("coder").unwrap_or_default(), path, line });
            }
            None => bad.push(SidecarError::Cell { path, line, value: code, what: "code of anything: neither task nor document is named" }),
        }
    }
    Ok((good, bad))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_a_code_are_not_coded_yet() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("codes.csv");
        std::fs::write(
            &path,
            "task,document,title,scheme,code,coder\nt1,d1,修路,工具,供给型,甲\nt2,d1,建桥,工具,,\n,d1,,主题,交通,乙\n,,,主题,x,乙\n",
        )
        .unwrap();
        let (rows, bad) = read(&path, &Options::default()).unwrap();
        let told: Vec<String> = rows.iter().map(|row| format!("{} {} {} {}", row.target, row.scheme, row.code, row.coder)).collect();
        assert_eq!(told, ["t1 工具 供给型 甲", "d1 主题 交通 乙"]);
        assert_eq!(bad.len(), 1);
    }
}
