//! What quanze knows once it has read: documents, tasks, agencies, assignments and their evidence; plain values whose only behaviour is their word.
//!
//! Every offset here is a 0-based, half-open count of Unicode code points from the start of the source as decoded,
//! so that any language can slice the file and see the same words. Lines are 1-based.

use serde::{Deserialize, Serialize};

/// One file as read: its documents and what was found outside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The path below the folder given, with `/`.
    pub source: String,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub digest: String,
    /// In reading order.
    pub documents: Vec<Document>,
    /// Findings that belong to no document.
    pub findings: Vec<Finding>,
    /// The text that offsets count, where it had to be taken out of a format that is not text.
    pub text: Option<String>,
}

impl Reading {
    /// What became of the source.
    #[must_use]
    pub fn state(&self) -> State {
        let found = |kind: FindingKind| self.findings.iter().any(|finding| finding.kind == kind);
        if found(FindingKind::UnreadableSource) {
            State::Unreadable
        } else if found(FindingKind::SkippedFile) {
            State::Skipped
        } else if !self.findings.is_empty() || self.documents.iter().any(|document| !document.findings.is_empty()) {
            State::WithFindings
        } else {
            State::Read
        }
    }
}

/// What became of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// `read`: without anything to tell.
    Read,
    /// `read-with-findings`: with findings.
    WithFindings,
    /// `skipped`: it holds no document.
    Skipped,
    /// `unreadable`: it could not be read.
    Unreadable,
}

/// One policy document, report or article in a source.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The title as printed, line ends taken out; its number, or the first words of its text, where none is printed.
    pub title: String,
    /// The document number (文号), brackets made `〔〕`: `晋政办发〔2023〕30号`.
    pub number: Option<String>,
    /// The last word of the title's kind: `通知`, `意见`, `办法`, `方案`, `要点`.
    pub genre: Option<String>,
    /// Who issued it, in the order printed.
    pub issuers: Vec<Issuer>,
    /// GB/T 2260 code of the place the document governs; `000000` for the whole country.
    pub place: Option<String>,
    /// The name of that place: `湖南省`, `国家`.
    pub jurisdiction: Option<String>,
    /// The level of that place.
    pub level: Option<Level>,
    /// Date of signing (成文日期), ISO 8601.
    pub signed: Option<String>,
    /// Date of publication (发布日期), ISO 8601.
    pub published: Option<String>,
    /// First day in force, ISO 8601.
    pub effective: Option<String>,
    /// Last day in force, ISO 8601, as printed or counted from a printed term.
    pub expires: Option<String>,
    /// First year of the plan period in the title: 2023 of （2023—2025年）.
    pub plan_start: Option<u16>,
    /// Last year of the plan period in the title.
    pub plan_end: Option<u16>,
    /// `试行`, `暂行`, `废止` … where printed.
    pub status: Option<String>,
    /// The official subject (主题分类) where printed.
    pub subject: Option<String>,
    /// The index number (索引号) where printed.
    pub index_number: Option<String>,
    /// Code points of the document's text.
    pub characters: usize,
    /// Phrases of responsibility seen in it: lists and labels, in brackets, tables and lines of their own; duties in running text are
    /// not counted.
    pub phrases_seen: usize,
    /// Those of them that were read whole; the others have findings.
    pub phrases_read: usize,
    /// Line of the title.
    pub first_line: usize,
    /// Last line of the text.
    pub last_line: usize,
    /// In reading order.
    pub tasks: Vec<Task>,
    /// In reading order.
    pub lists: Vec<List>,
    /// In reading order.
    pub assignments: Vec<Assignment>,
    /// In reading order.
    pub citations: Vec<Citation>,
    /// In reading order.
    pub targets: Vec<Target>,
    /// In reading order.
    pub findings: Vec<Finding>,
}

impl Document {
    /// The day from which the names in it are to be understood, ISO 8601: signed, else published, else the middle of the year in its
    /// number or plan period. Only the first two are dates of the document.
    #[must_use]
    pub fn known_date(&self) -> Option<String> {
        let of_number =
            self.number.as_deref().and_then(|number| number.split_once('〔')).and_then(|(_, rest)| rest.get(..4)).map(str::to_owned);
        let year = of_number.or_else(|| self.plan_start.map(|year| year.to_string()));
        self.signed.clone().or_else(|| self.published.clone()).or_else(|| year.map(|year| format!("{year}-07-01")))
    }
}

/// One body that put its name to a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Issuer {
    /// The body.
    pub agency: Agency,
    /// What it did.
    pub role: IssuerRole,
    /// The number of issuers where the text states it: 6 in 等6部门.
    pub stated_count: Option<u16>,
    /// Whether the printed list of issuers ends in 等.
    pub open: bool,
}

/// What an issuer did with the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuerRole {
    /// Issued it.
    Issue,
    /// Forwarded another body's text (转发).
    Forward,
    /// Drafted it (制订, 起草).
    Draft,
}

/// The smallest headed, numbered or articled unit that asks for something to be done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Task {
    /// The number as printed: `1.`, `（一）`, `第五条`; empty for a run-in heading.
    pub number: String,
    /// The headings above it, from the top, with their numbers.
    pub path: Vec<String>,
    /// The heading without its number, or an article's opening words.
    pub title: String,
    /// ISO date or year by which it is due, where the text states one for the task as a whole.
    pub deadline: Option<String>,
    /// Line of the heading.
    pub line: usize,
    /// The text of the task, line ends taken out.
    pub text: String,
}

/// One bracket, label block, table row or clause that names who answers for a task.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// Index into [`Document::tasks`].
    pub task: usize,
    /// Where the list begins.
    pub line: usize,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The sentence or bracket around it, line ends taken out.
    pub sentence: String,
}

/// One agency answering for one task in one role: one printed mention.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// Index into [`Document::tasks`].
    pub task: usize,
    /// Index into [`Document::lists`].
    pub list: usize,
    /// The body, resolved.
    pub agency: Agency,
    /// The name as printed, without breaks and spaces.
    pub mention: String,
    /// What the body answers as.
    pub role: Role,
    /// The word that gave the role, as printed; empty where a convention gave it.
    pub role_word: String,
    /// How the role was read.
    pub basis: Basis,
    /// 1-based place of the name in its list.
    pub position: usize,
    /// Whether the list ends in 等.
    pub open: bool,
    /// The words that prove it.
    pub evidence: Evidence,
    /// The reader's rule that made it, for `quanze explain`.
    pub rule: &'static str,
}

/// A span of the source and the very words that stand there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// 1-based line of the first code point.
    pub line: usize,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The slice of the source, line ends and all.
    pub quote: String,
    /// Page, paragraph, cell or record, where the text was taken out of a format that is not text.
    pub place: Option<String>,
}

/// A document named in another.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// The title between 《 and 》, without breaks and spaces.
    pub title: String,
    /// The number printed behind the title.
    pub number: Option<String>,
    /// Why it is cited.
    pub relation: Relation,
    /// The title a short form stands for: 《方案》 → the plan it was declared to be.
    pub stands_for: Option<String>,
    /// The words that prove it.
    pub evidence: Evidence,
}

/// Why a document cites another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// 根据《X》, 为贯彻落实《X》 in a preamble: X is what this document rests on.
    Basis,
    /// 落实《X》 in a task: X is carried out.
    Implements,
    /// 修订《X》.
    Amends,
    /// 《X》同时废止.
    Repeals,
    /// 印发《X》, 转发《X》 of another body's text.
    Forwards,
    /// Named without more.
    Mention,
    /// The document's own title or short form.
    SelfReference,
}

/// A figure to be reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Index into [`Document::tasks`]; none for a document's general goals.
    pub task: Option<usize>,
    /// What is measured: `农村互联网普及率`.
    pub indicator: String,
    /// How the figure binds.
    pub comparator: Comparator,
    /// A plain decimal number: `70`, `2.5`.
    pub value: String,
    /// The unit as printed: `%`, `亿元`; empty where none is printed.
    pub unit: String,
    /// ISO date or year.
    pub deadline: Option<String>,
    /// The words that prove it.
    pub evidence: Evidence,
}

/// How a target's figure binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// `>=` 达到, 不少于, 以上.
    AtLeast,
    /// `>` 超过.
    MoreThan,
    /// `=` a plain number, 全覆盖.
    Exactly,
    /// `<=` 不超过, 以内, 以下.
    AtMost,
    /// `<` 低于, 小于.
    LessThan,
    /// `~` 左右, 约.
    About,
}

/// What an agency answers for a task as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 牵头单位.
    Lead,
    /// 共同责任单位.
    CoLead,
    /// 配合单位.
    Support,
    /// 指导监督单位.
    Supervise,
    /// 统筹协调单位.
    Coordinate,
    /// 责任主体.
    Responsible,
}

/// How a role was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// A role word or a legend says so.
    Explicit,
    /// First name of a list without role words: by drafting convention the first-listed unit leads.
    ListFirst,
    /// Another name of such a list.
    ListOther,
    /// The only name of such a list.
    SingleListed,
    /// The list says that all are equal.
    Equal,
    /// Said on a heading above, or once for all later tasks.
    Inherited,
    /// A duty in running text.
    DutyClause,
}

/// An identified body, or a class of bodies.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Agency {
    /// The full official name with its place: `湖南省农业农村厅`.
    pub name: String,
    /// One body or a class of bodies.
    pub kind: AgencyKind,
    /// What kind of class, where it is one.
    pub group_kind: Option<GroupKind>,
    /// Level of the place it answers for.
    pub level: Option<Level>,
    /// GB/T 2260 code of that place.
    pub place: Option<String>,
    /// Functional lines (条线), the first one first; empty where the authority data knows none.
    pub functions: Vec<String>,
    /// Who commands it.
    pub regime: Option<Regime>,
    /// How sure the name is.
    pub standing: Standing,
}

/// One body or a class of bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AgencyKind {
    /// One identified body.
    Agency,
    /// A class of bodies: 各县（市、区）人民政府, 有关部门.
    Group,
}

/// What kind of class a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GroupKind {
    /// 属地政府.
    LocalGovernments,
    /// 有关部门.
    Departments,
    /// 成员单位.
    Members,
    /// 其他.
    Other,
}

/// A level of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// 中央.
    Central,
    /// 省、自治区、直辖市.
    Province,
    /// 设区的市、自治州、地区、盟.
    City,
    /// 县、县级市、市辖区、旗.
    County,
    /// 乡、镇、街道.
    Township,
}

/// Who commands a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Regime {
    /// 属地: the government of its place.
    Local,
    /// 垂直: the same line one level up.
    Vertical,
    /// 双重: both.
    Dual,
}

/// How an agency's name was arrived at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// The authority data holds the body or its pattern.
    Known,
    /// Only the name's shape (place + function + suffix) told what it is.
    Shaped,
    /// The place is unknown, so the name stays as printed.
    Unplaced,
}

/// What the reader could not read or was not sure of, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What kind of thing it is; see [`FindingKind`].
    pub kind: FindingKind,
    /// The words.
    pub evidence: Evidence,
    /// What to know about it.
    pub message: String,
}

/// The kinds of finding, each a word in tables and graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// `unread-list`: looks like a responsibility list and could not be read whole.
    UnreadList,
    /// `unread-name`: a part of a responsibility list that does not read as a body's name and was left out.
    UnreadName,
    /// `unplaced-agency`: an agency's name whose place is unknown.
    UnplacedAgency,
    /// `person`: a person named as answering.
    Person,
    /// `missing-bracket`: a bracket that never closes.
    MissingBracket,
    /// `duplicate-document`: the same document was met in another source.
    DuplicateDocument,
    /// `no-document`: nothing in the source reads as a document.
    NoDocument,
    /// `unreadable-source`: the file could not be read.
    UnreadableSource,
    /// `skipped-file`: a file that holds no document, such as a picture.
    SkippedFile,
    /// `no-text`: a PDF, or pages of it, without a text layer.
    NoText,
    /// `unmatched-row`: a row of a sidecar that names a file and none of its documents.
    UnmatchedRow,
    /// `damaged-file`: a file of which only a part could be recovered.
    Damaged,
    /// `decoding`: bytes that are not text in the source's encoding.
    Decoding,
    /// `unresolved-short-form`: a short form whose full form is nowhere declared.
    UnresolvedShortForm,
    /// `number-mismatch`: the document number and the printed issuer point at different places.
    NumberMismatch,
    /// `no-title`: no title is printed.
    NoTitle,
    /// `repeated-text`: the source prints a part of its text twice, which is read once.
    RepeatedText,
}

/// Gives an enum its word in tables, graph and command line, both ways; the order is the declaration's.
macro_rules! words {
    ($($kind:ident { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        impl $kind {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The variant a word stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|variant| variant.as_str() == word)
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.as_str())
            }
        }
    )+};
}

words! {
    Role {
        Lead = "lead", CoLead = "co-lead", Support = "support", Supervise = "supervise",
        Coordinate = "coordinate", Responsible = "responsible",
    }
    Basis {
        Explicit = "explicit", ListFirst = "list-first", ListOther = "list-other", SingleListed = "single-listed",
        Equal = "equal", Inherited = "inherited", DutyClause = "duty-clause",
    }
    AgencyKind { Agency = "agency", Group = "group" }
    GroupKind { LocalGovernments = "属地政府", Departments = "有关部门", Members = "成员单位", Other = "其他" }
    Level { Central = "central", Province = "province", City = "city", County = "county", Township = "township" }
    Regime { Local = "属地", Vertical = "垂直", Dual = "双重" }
    State { Read = "read", WithFindings = "read-with-findings", Skipped = "skipped", Unreadable = "unreadable" }
    Standing { Known = "known", Shaped = "shaped", Unplaced = "unplaced" }
    IssuerRole { Issue = "issue", Forward = "forward", Draft = "draft" }
    Relation {
        Basis = "basis", Implements = "implements", Amends = "amends", Repeals = "repeals", Forwards = "forwards",
        Mention = "mention", SelfReference = "self",
    }
    Comparator { AtLeast = ">=", MoreThan = ">", Exactly = "=", AtMost = "<=", LessThan = "<", About = "~" }
    FindingKind {
        UnreadList = "unread-list", UnreadName = "unread-name", UnplacedAgency = "unplaced-agency", Person = "person",
        MissingBracket = "missing-bracket", DuplicateDocument = "duplicate-document", NoDocument = "no-document",
        UnreadableSource = "unreadable-source", SkippedFile = "skipped-file", NoText = "no-text",
        UnmatchedRow = "unmatched-row", Damaged = "damaged-file", Decoding = "decoding",
        UnresolvedShortForm = "unresolved-short-form", NumberMismatch = "number-mismatch", NoTitle = "no-title",
        RepeatedText = "repeated-text",
    }
}
