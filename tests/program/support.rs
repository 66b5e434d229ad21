//! What the tests of the whole program share: running it, and reading the tables it writes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::assert::Assert;

/// The repository's own sample documents.
pub(crate) const DOCUMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/documents");

/// A short document with one list of each kind, written for these tests.
pub(crate) const PLAN: &str = "湖南省人民政府办公厅关于印发《湖南省数字服务行动方案》的通知

湘政办发〔2023〕1号

各市州人民政府：
现将方案印发给你们。

湖南省数字服务行动方案

一、重点任务
（一）建设平台。建成全省服务平台，到2025年覆盖率达到90%。（省财政厅牵头，省教育厅配合）
（二）培训人员。分期培训基层人员。（省人力资源社会保障厅、省教育厅）
（三）公开目录。编制并公开目录。

湖南省人民政府办公厅
2023年1月5日
";

/// The program with its words, in a folder.
pub(crate) fn quanze(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::cargo_bin("quanze").expect("the test builds it");
    command.current_dir(folder).args(words);
    command
}

/// Runs it and expects success.
pub(crate) fn run(folder: &Path, words: &[&str]) -> Assert {
    quanze(folder, words).assert().success()
}

/// What it wrote to standard output.
pub(crate) fn said(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8")
}

/// What it wrote to standard error.
pub(crate) fn told(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).expect("UTF-8")
}

/// A row of a table by its columns' names.
pub(crate) type Row = HashMap<String, String>;

/// The rows of a CSV file.
pub(crate) fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.deserialize().collect::<Result<_, _>>().expect("a CSV table")
}

/// Builds a graph of `paths` in `folder` and writes its tables; returns where they are.
pub(crate) fn tables(folder: &Path, paths: &[&str]) -> PathBuf {
    let mut words = vec!["build", "--graph", "graph"];
    words.extend(paths);
    run(folder, &words);
    run(folder, &["export", "tables", "--graph", "graph", "--out", "tables"]);
    folder.join("tables")
}
