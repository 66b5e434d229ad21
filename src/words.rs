//! The words that reading rests on, loaded from `data/words`: labels, tails, legends, headings, genres, duties, targets.
//!
//! Words are data, so that a researcher can add one without Rust; order is grammar and stands in `extract`. Every file is
//! strict: an unknown field, an empty word or a pattern that does not compile is an error that names the file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::model::Relation;

pub mod duty;
pub mod role;

pub use duty::Duties;
pub use role::{LabelSense, RoleWords, Tail, TailSense};

/// All word tables.
#[derive(Debug)]
pub struct Words {
    /// Labels, clause tails and what hangs on 等.
    pub roles: RoleWords,
    /// Sentences that tell how later lists are read.
    pub legends: Vec<Legend>,
    /// Headings whose sections ask for nothing.
    pub headings: Headings,
    /// What frames documents.
    pub frame: Frame,
    /// Kinds of text.
    pub genres: Genres,
    /// Duties in running text.
    pub duties: Duties,
    /// Why a title is named.
    pub citations: Citations,
    /// Figures to be reached.
    pub targets: Targets,
}

/// A word table that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// The file cannot be read.
    #[error("cannot read the word table `{path}`: {cause}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file does not say what it should.
    #[error("the word table `{file}` is wrong: {cause}; compare it with the table of that name in the repository's data/words")]
    Table {
        /// The file.
        file: String,
        /// What is wrong, with its line.
        cause: String,
    },
}

/// What a legend makes of later lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegendSense {
    /// 列第一位者为牵头单位.
    FirstLeads,
    /// 逗号前为牵头单位.
    CommaLeads,
    /// 分号前为牵头单位.
    SemicolonLeads,
    /// 标★的为牵头单位.
    MarkedLeads,
    /// 加粗的为牵头单位: told by print, which a text does not keep.
    PrintLeads,
    /// 按职责分工负责，下同.
    Equal,
    /// 以下均需…贯彻落实，不再列出.
    Members,
    /// 下同, which belongs to another legend.
    SameBelow,
}

/// A legend's pattern.
#[derive(Debug)]
pub struct Legend {
    /// What it makes of later lists.
    pub sense: LegendSense,
    /// Over even text.
    pub pattern: Regex,
    /// Texts it reads.
    pub examples: Vec<String>,
    /// Texts it does not.
    pub refusals: Vec<String>,
}

/// Headings whose sections ask for nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headings {
    whole: Vec<String>,
    ends: Vec<String>,
    closings: Vec<String>,
    lead_ins: Vec<String>,
    binding: Vec<String>,
    by_others: Vec<String>,
}

/// What frames documents and their lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Names of fields in a page's metadata table.
    pub fields: Fields,
    /// Lines around a document.
    pub lines: Lines,
    /// Words that tell which level's government speaks.
    pub levels: Levels,
    /// Words in headers of tables.
    pub columns: Columns,
}

/// Words that tell which level's government speaks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// Openings of titles of the country's own documents.
    pub central_titles: Vec<String>,
    /// Words of the country's documents.
    pub central: Vec<String>,
    /// 我省.
    pub province: Vec<String>,
    /// 我市.
    pub city: Vec<String>,
    /// 我县.
    pub county: Vec<String>,
    /// Addressees that only counties have.
    pub towns: Vec<String>,
}

/// Names of fields in a page's metadata table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is named as the column of documents.csv that it fills")]
pub struct Fields {
    pub title: Vec<String>,
    pub number: Vec<String>,
    pub issuer: Vec<String>,
    pub signed: Vec<String>,
    pub published: Vec<String>,
    pub subject: Vec<String>,
    pub index_number: Vec<String>,
    pub status: Vec<String>,
    pub text: Vec<String>,
}

/// Lines around a document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    sources: Vec<String>,
    editors_notes: Vec<String>,
    attachments: Vec<String>,
    no_title_starts: Vec<String>,
    no_title_ends: Vec<String>,
    no_title_holds: Vec<String>,
    behind_signatures: Vec<String>,
    offices: Vec<String>,
}

/// Words in headers of tables, the best first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Of the column that says what is to be done.
    pub task: Vec<String>,
    /// Of the column of numbers.
    pub number: Vec<String>,
    /// Words of times in cells.
    pub times: Vec<String>,
    /// What a cell holds that says the same as the one above.
    pub same: Vec<String>,
}

/// Kinds of text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Genres {
    genres: Vec<String>,
    /// The genre of a news item.
    pub news: String,
    /// Words in a news item's title.
    pub news_shapes: Vec<String>,
    /// Kinds that ask for nothing.
    pub telling: Vec<String>,
    /// Kinds that carry another text.
    pub forwarding: Vec<String>,
    /// Words in titles of texts that forward what another body issued.
    pub forwards: Vec<String>,
    /// What stands at the beginning or the end of news.
    pub news_marks: Vec<String>,
    /// Words between a body and whom it answers, in titles without 关于.
    pub addresses: Vec<String>,
    /// Kinds of text that a text may say it is: 现就某事通知如下, 特此公告.
    pub formulas: Vec<String>,
    /// Kinds among them whose texts are titled 关于某事的….
    pub titled: Vec<String>,
}

/// Why a title is named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citations {
    /// Words of a paragraph that says what the document rests on.
    pub founds: Vec<String>,
    /// Words between two titles of one list.
    pub joins: Vec<String>,
    /// Endings of bodies, which may stand before each title of a list.
    pub body_ends: Vec<String>,
    /// Words before a title that make it what the document itself issues.
    pub issues: Vec<String>,
    /// In order of trial.
    #[serde(rename = "relation")]
    pub relations: Vec<RelationWords>,
}

/// The words around a title that tell one relation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationWords {
    /// The relation.
    #[serde(deserialize_with = "relation")]
    pub relation: Relation,
    /// Words before the title.
    pub before: Vec<String>,
    /// Whether they stand right before it: the title is their object.
    #[serde(default)]
    pub near: bool,
    /// Words right behind it.
    pub behind: Vec<String>,
}

fn relation<'de, D: serde::Deserializer<'de>>(word: D) -> Result<Relation, D::Error> {
    let word = String::deserialize(word)?;
    Relation::from_word(&word).ok_or_else(|| serde::de::Error::custom(format!("the relation `{word}` is unknown")))
}

/// Figures to be reached.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is named and explained in data/words/targets.toml")]
pub struct Targets {
    pub units: Vec<String>,
    pub time_units: Vec<String>,
    pub age_units: Vec<String>,
    pub head_units: Vec<String>,
    pub paid_units: Vec<String>,
    pub at_least_before: Vec<String>,
    pub more_than_before: Vec<String>,
    pub at_most_before: Vec<String>,
    pub less_than_before: Vec<String>,
    pub negations: Vec<String>,
    pub exactly_before: Vec<String>,
    pub not_exactly: Vec<String>,
    pub about_before: Vec<String>,
    pub at_least_behind: Vec<String>,
    pub at_most_behind: Vec<String>,
    pub about_behind: Vec<String>,
    pub full_coverage: Vec<String>,
    pub both: Vec<String>,
    pub each: Vec<String>,
    pub measures: Vec<String>,
    pub lead_words: Vec<String>,
    pub not_lead: Vec<String>,
    pub tail_words: Vec<String>,
    pub not_tail: Vec<String>,
    pub scopes: Vec<String>,
    pub awards: Vec<String>,
    pub not_awards: Vec<String>,
    pub shortens: Vec<String>,
    pub scores: Vec<String>,
    pub permits: Vec<String>,
    pub past: Vec<String>,
    pub past_times: Vec<String>,
    pub goals: Vec<String>,
    pub terms: Vec<String>,
    pub conditions_open: Vec<String>,
    pub not_conditions: Vec<String>,
    pub conditions_end: Vec<String>,
    pub aims: Vec<String>,
    pub defines: Vec<String>,
    pub conditions_above: Vec<String>,
    pub conditions_lead: Vec<String>,
    pub telling_titles: Vec<String>,
    pub done: Vec<String>,
    pub given: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LegendFile {
    legend: Vec<LegendRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LegendRow {
    sense: LegendSense,
    pattern: String,
    examples: Vec<String>,
    refusals: Vec<String>,
}

/// The tables that are built in.
const BUILT_IN: &[(&str, &str)] = &[
    ("roles.toml", include_str!("../data/words/roles.toml")),
    ("legends.toml", include_str!("../data/words/legends.toml")),
    ("headings.toml", include_str!("../data/words/headings.toml")),
    ("frame.toml", include_str!("../data/words/frame.toml")),
    ("genres.toml", include_str!("../data/words/genres.toml")),
    ("duties.toml", include_str!("../data/words/duties.toml")),
    ("citations.toml", include_str!("../data/words/citations.toml")),
    ("targets.toml", include_str!("../data/words/targets.toml")),
];

/// The texts of the built-in tables.
pub(crate) fn built_in_texts() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(_, text)| *text)
}

impl Words {
    /// The tables of the repository's `data/words`, as they were when the program was built.
    #[must_use]
    pub fn built_in() -> &'static Words {
        static WORDS: LazyLock<Words> = LazyLock::new(|| {
            let files = BUILT_IN.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
            Words::parse(&files).expect("the built-in word tables are checked by this module's tests")
        });
        &WORDS
    }

    /// The tables of a folder.
    ///
    /// # Errors
    /// Where a table is missing or wrong.
    pub fn load(folder: &Path) -> Result<Words, WordsError> {
        let mut files = HashMap::new();
        for (name, _) in BUILT_IN {
            let path = folder.join(name);
            let text = std::fs::read_to_string(&path).map_err(|cause| WordsError::Io { path, cause })?;
            files.insert(*name, text);
        }
        Words::parse(&files)
    }

    fn parse(files: &HashMap<&'static str, String>) -> Result<Words, WordsError> {
        let legends: LegendFile = table(files, "legends.toml")?;
        let legends = legends.legend.into_iter().map(|row| {
            let pattern = Regex::new(&row.pattern)
                .map_err(|cause| WordsError::Table { file: "legends.toml".to_owned(), cause: cause.to_string() })?;
            Ok(Legend { sense: row.sense, pattern, examples: row.examples, refusals: row.refusals })
        });
        let mut targets: Targets = table(files, "targets.toml")?;
        targets.units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
        let mut duties: Duties = table(files, "duties.toml")?;
        duties.modals.sort_by_key(|modal| std::cmp::Reverse(modal.len()));
        Ok(Words {
            roles: RoleWords::new(table(files, "roles.toml")?),
            legends: legends.collect::<Result<_, _>>()?,
            headings: table(files, "headings.toml")?,
            frame: table(files, "frame.toml")?,
            genres: table(files, "genres.toml")?,
            duties,
            citations: table(files, "citations.toml")?,
            targets,
        })
    }

    /// What a label's text stands for: 责任单位, 指标牵头单位, 完成时限.
    #[must_use]
    pub fn label(&self, text: &str) -> Option<LabelSense> {
        self.roles.label(text)
    }
}

fn table<T: serde::de::DeserializeOwned>(files: &HashMap<&'static str, String>, name: &'static str) -> Result<T, WordsError> {
    let text = files.get(name).map_or("", String::as_str);
    strict(text).map_err(|cause| WordsError::Table { file: name.to_owned(), cause })
}

/// A table of words, none of which is empty: an empty word would match everywhere.
pub(crate) fn strict<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    let value: toml::Value = toml::from_str(text).map_err(|cause: toml::de::Error| cause.to_string())?;
    match empty_word(&value, "") {
        Some(place) => Err(format!("`{place}` holds an empty word")),
        None => toml::from_str(text).map_err(|cause| cause.to_string()),
    }
}

/// Where a table holds an empty word.
fn empty_word(value: &toml::Value, at: &str) -> Option<String> {
    match value {
        toml::Value::String(word) => word.trim().is_empty().then(|| at.to_owned()),
        toml::Value::Array(values) => values.iter().find_map(|value| empty_word(value, at)),
        toml::Value::Table(fields) => {
            fields.iter().find_map(|(name, value)| empty_word(value, &if at.is_empty() { name.clone() } else { format!("{at}.{name}") }))
        }
        _ => None,
    }
}

impl Lines {
    /// What a line names as a text's source: （来源：某市人民政府）.
    #[must_use]
    pub fn source<'t>(&self, line: &'t str) -> Option<&'t str> {
        let inner = line.strip_prefix('（')?.strip_suffix('）')?;
        let (label, name) = inner.split_once('：')?;
        self.sources.iter().any(|word| word == label).then_some(name)
    }

    /// Whether a line heads an editor's note.
    #[must_use]
    pub fn is_editors_note(&self, line: &str) -> bool {
        let line = line.trim_matches(['〔', '〕', '：', '■']);
        self.editors_notes.iter().any(|word| word == line)
    }

    /// Whether a line begins the list of what is attached: 附件：1.….
    #[must_use]
    pub fn lists_attachments(&self, line: &str) -> bool {
        self.attachments.iter().any(|word| line.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with('：')))
    }

    /// Whether a line stands above an attachment: 附件, 附件2.
    #[must_use]
    pub fn heads_attachment(&self, line: &str) -> bool {
        let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        self.attachments.iter().any(|word| {
            line.trim_end_matches('：')
                .strip_prefix(word.as_str())
                .is_some_and(|rest| rest.chars().count() <= 2 && rest.chars().all(numeral))
        })
    }

    /// Whether a line frames titles and is no part of one: 某某市人民政府文件, 附件1.
    #[must_use]
    pub fn is_no_title(&self, line: &str) -> bool {
        self.no_title_starts.iter().any(|word| line.starts_with(word.as_str()))
            || self.no_title_ends.iter().any(|word| line.ends_with(word.as_str()))
            || self.no_title_holds.iter().any(|word| line.contains(word.as_str()))
    }

    /// Whether what follows a date follows signatures: （此件公开发布）, 附件.
    #[must_use]
    pub fn stands_behind_signature(&self, text: &str) -> bool {
        self.behind_signatures.iter().any(|word| text.starts_with(word.as_str()))
    }

    /// Whether a text ends in a person's name behind an office: 市长王某某.
    #[must_use]
    pub fn is_person_in_office(&self, text: &str) -> bool {
        self.offices.iter().any(|office| {
            text.rfind(office.as_str()).is_some_and(|at| {
                let (before, name) = (text[..at].chars().count(), text[at + office.len()..].chars());
                before <= 20 && (2..=4).contains(&name.clone().count()) && name.clone().all(char::is_alphabetic)
            })
        })
    }
}

/// Code points from the beginning of a text among which the marks of news stand.
const NEWS_HEAD: usize = 120;

/// Code points from its end.
const NEWS_TAIL: usize = 60;

impl Headings {
    /// Whether a line closes a text: 特此通知.
    #[must_use]
    pub fn closes(&self, line: &str) -> bool {
        self.closings.iter().any(|word| line.starts_with(word.as_str()))
    }

    /// Whether a clause leads up to what an article says: 违反本条例规定.
    #[must_use]
    pub fn leads_in(&self, clause: &str) -> bool {
        self.lead_ins.iter().any(|word| clause.starts_with(word.as_str()))
    }

    /// Whether an article's sentence binds without a modal word: 禁止, 主管全国, 由某局制定.
    #[must_use]
    pub fn binds(&self, sentence: &str) -> bool {
        let by_others = sentence.contains('由') && self.by_others.iter().any(|word| sentence.ends_with(word.as_str()));
        by_others || self.binding.iter().any(|word| sentence.contains(word.as_str()))
    }

    /// Whether a heading's section states aims, principles or background and asks for nothing.
    #[must_use]
    pub fn asks_nothing(&self, title: &str) -> bool {
        let title = title.trim_end_matches(['。', '：', '.']);
        let whole = self.whole.iter().any(|word| {
            title.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['、', '和', '及', '与', '（']))
        });
        whole || self.ends.iter().any(|word| title.ends_with(word.as_str()))
    }
}

impl Genres {
    /// Whether a text says at its beginning or its end that it is news: （记者王某某）.
    #[must_use]
    pub fn reads_as_news(&self, text: &str) -> bool {
        let opening = text.char_indices().nth(NEWS_HEAD).map_or(text, |(at, _)| &text[..at]);
        let ending = text.char_indices().rev().nth(NEWS_TAIL).map_or(text, |(at, _)| &text[at..]);
        self.news_marks.iter().any(|mark| opening.contains(mark.as_str()) || ending.contains(mark.as_str()))
    }

    /// The genre word at a title's end, a bracket behind it left out.
    #[must_use]
    pub fn of_title(&self, title: &str) -> Option<&str> {
        let mut title = title.trim_end_matches(|c: char| c.is_ascii_digit() || c == '年');
        while let Some(open) = title.strip_suffix(['）', '〕', ')']).and_then(|rest| rest.rfind(['（', '〔', '('])) {
            title = &title[..open];
        }
        let genre = self.genres.iter().filter(|genre| title.ends_with(genre.as_str())).max_by_key(|genre| genre.len());
        genre.map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_legend_reads_its_examples_and_refuses_its_refusals() {
        for legend in &Words::built_in().legends {
            assert!(!legend.examples.is_empty() && !legend.refusals.is_empty(), "{:?} has no proof", legend.pattern);
            for example in &legend.examples {
                assert!(legend.pattern.is_match(example), "{example} is not read by {:?}", legend.sense);
            }
            for refusal in &legend.refusals {
                assert!(!legend.pattern.is_match(refusal), "{refusal} is read by {:?}", legend.sense);
            }
        }
    }

    #[test]
    fn an_empty_word_is_refused_with_its_place() {
        let refused = strict::<toml::Table>("[tails]\nlead = [\"牵头\", \"\"]\n").unwrap_err();
        assert_eq!(refused, "`tails.lead` holds an empty word");
    }

    #[test]
    fn lines_around_documents_are_told_from_titles() {
        let lines = &Words::built_in().frame.lines;
        assert_eq!(lines.source("（来源：甲市人民政府）"), Some("甲市人民政府"));
        assert_eq!(lines.source("（责任单位：甲局）"), None);
        assert!(lines.is_editors_note("〔编者按〕") && !lines.is_editors_note("编者按语如下"));
        assert!(lines.is_no_title("附件1") && !lines.is_no_title("甲市行动方案"));
        assert!(lines.stands_behind_signature("（此件公开发布）") && !lines.stands_behind_signature("印发的办法"));
        assert!(lines.is_person_in_office("市长王某某") && !lines.is_person_in_office("市长办公会议讨论"));
    }

    #[test]
    fn headings_of_aims_ask_nothing() {
        let headings = &Words::built_in().headings;
        for title in ["总体要求", "指导思想", "基本原则和主要目标", "行动目标", "指导思想。"] {
            assert!(headings.asks_nothing(title), "{title}");
        }
        for title in ["重点任务", "保障措施", "加强组织领导", "目标责任考核", "总体规划编制"] {
            assert!(!headings.asks_nothing(title), "{title}");
        }
    }

    #[test]
    fn genres_stand_at_a_titles_end() {
        let genres = &Words::built_in().genres;
        let check = |title: &str, genre: Option<&str>| assert_eq!(genres.of_title(title), genre, "{title}");
        check("某省数字乡村发展行动方案（2023—2025年）", Some("方案"));
        check("某市2023年推进工作要点", Some("要点"));
        check("某公司首次公布进展", None);
        check("产业发展报告2023", Some("报告"));
    }
}
