//! A file becomes a [`Reading`]: source → document → mentions → assignments, the whole way.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::agency::{Authority, AuthorityError};
use crate::model::{Evidence, Finding, FindingKind, Reading};
use crate::sidecar::{self, DocumentRow};
use crate::source::{self, Options, Source, SourceError};
use crate::words::{Words, WordsError};
use crate::{document, extract};

mod page;

/// All that reading rests on.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Agencies and places.
    pub authority: &'a Authority,
    /// Words.
    pub words: &'a Words,
}

/// A data folder that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// Its tables of agencies.
    #[error(transparent)]
    Authority(#[from] AuthorityError),
    /// Its tables of words.
    #[error(transparent)]
    Words(#[from] WordsError),
}

impl Reader<'static> {
    /// The reader with the data that is built in.
    #[must_use]
    pub fn built_in() -> Reader<'static> {
        Reader { authority: Authority::built_in(), words: Words::built_in() }
    }
}

impl Reader<'_> {
    /// Reads a file that will be known as `name`.
    ///
    /// # Errors
    /// Where the file cannot be read; what it says can always be read.
    pub fn file(&self, path: &Path, name: &str) -> Result<Reading, SourceError> {
        Ok(self.source(&source::open(path, name)?))
    }

    /// Reads a source that may be [bounded](Source::bounded), as [`Reader::source_with`].
    ///
    /// # Errors
    /// Where its time was over before it was read whole.
    pub fn in_time(&self, source: &Source, rows: &[DocumentRow]) -> Result<Reading, SourceError> {
        let reading = self.source_with(source, rows);
        source.in_time().map(|()| reading)
    }

    /// Reads a source.
    #[must_use]
    pub fn source(&self, source: &Source) -> Reading {
        self.source_with(source, &[])
    }

    /// Reads a source of which rows of a sidecar supply what it does not print.
    #[must_use]
    pub fn source_with(&self, source: &Source, rows: &[DocumentRow]) -> Reading {
        let mut drafts = document::read(source, self.authority, self.words);
        let mut findings = source.findings.clone();
        for draft in &mut drafts {
            page::supply(&mut draft.document, source, self.words);
        }
        findings.extend(sidecar::supply(&mut drafts, rows, source, self.authority, self.words));
        let documents: Vec<_> = drafts.into_iter().map(|draft| extract::extract(draft, source, self.authority, self.words)).collect();
        let start = Evidence { line: 1, ..Evidence::default() };
        if source.damaged {
            let message = "some bytes are no text in any encoding tried and were replaced; convert the file to UTF-8".to_owned();
            findings.push(Finding { kind: FindingKind::Decoding, evidence: start.clone(), message });
        }
        if documents.is_empty() && !findings.iter().any(|finding| finding.kind == FindingKind::NoText) {
            findings.push(Finding {
                kind: FindingKind::NoDocument,
                evidence: start,
                message: "nothing here reads as a document".to_owned(),
            });
        }
        let text = source.extracted.then(|| source.characters.iter().collect());
        Reading { source: source.path.clone(), digest: source.digest.clone(), documents, findings, text }
    }
}

/// The reading of a file that is not read: one finding, so that the graph tells of it.
#[must_use]
pub fn unread(name: &str, error: &SourceError) -> Reading {
    let message = error.to_string();
    let kind = if error.is_skip() { FindingKind::SkippedFile } else { FindingKind::UnreadableSource };
    let finding = Finding { kind, evidence: Evidence { line: 1, ..Evidence::default() }, message };
    Reading { source: name.to_owned(), digest: source::digest(name.as_bytes()), documents: Vec::new(), findings: vec![finding], text: None }
}

/// What names a reader: the program's version, its code and a digest of its data and options. Another name reads every source anew.
#[must_use]
pub fn name(data: Option<&Path>, options: &Options) -> String {
    let mut digest = Sha256::new();
    digest.update(serde_json::to_vec(&(&options.encoding, &options.fields)).unwrap_or_default());
    match data {
        Some(folder) => {
            let mut files: Vec<_> = [folder.to_owned(), folder.join("words")]
                .iter()
                .filter_map(|folder| std::fs::read_dir(folder).ok())
                .flatten()
                .flatten()
                .map(|file| file.path())
                .collect();
            files.sort();
            for file in files {
                digest.update(std::fs::read(file).unwrap_or_default());
            }
        }
        None => {
            for text in crate::agency::authority::built_in_texts().chain(crate::words::built_in_texts()) {
                digest.update(text.as_bytes());
            }
        }
    }
    let digest: String = digest.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{}+{}+{digest}", env!("CARGO_PKG_VERSION"), &env!("QUANZE_READING")[..8])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Limits;

    #[test]
    fn who_has_no_time_reads_nothing_and_says_so() {
        let text = "甲省工作方案\n\n一、任务\n（一）建设平台。建成平台。（省财政厅牵头，省教育厅配合）\n（二）省教育厅应当培训人员。\n";
        let source = source::decode(text.as_bytes(), "plan.txt").unwrap();
        let reader = Reader::built_in();
        let whole = reader.in_time(&source.clone().bounded(&Limits::default()), &[]).unwrap();
        assert_eq!(whole, reader.source(&source));
        assert_eq!((whole.documents[0].tasks.len(), whole.documents[0].assignments.len()), (2, 3));

        let late = source.clone().bounded(&Limits { seconds: 0, ..Limits::default() });
        assert!(reader.source(&late).documents.is_empty());
        let error = reader.in_time(&late, &[]).unwrap_err().to_string();
        assert_eq!(error, "`plan.txt` was not read in 0 s; allow more with --max-seconds");
        // Time that runs out in the middle of a document stops its reading there.
        let mut drafts = document::read(&source, reader.authority, reader.words);
        let document = extract::extract(drafts.remove(0), &late, reader.authority, reader.words);
        assert!(document.tasks.is_empty() && document.assignments.is_empty());
    }
}
