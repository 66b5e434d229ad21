//! Knowing agencies: from a name as printed, its place and its date to one identified body, or to a doubt.

use serde::Deserialize;

use crate::model::{Agency, Level};

pub mod authority;
mod built;
mod central;
pub mod form;
mod known;
mod line;
mod parts;
pub mod place;
mod portrait;
mod resolve;
pub mod shape;
mod succession;
mod unit;
mod usage;

pub use authority::{Authority, AuthorityError, Line};
pub use succession::is_date;

/// A place of GB/T 2260, or the whole country (`000000`, 国家).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Six digits.
    pub code: String,
    /// The full name: `湖南省`, `武汉市`, `江汉区`.
    pub name: String,
    /// The usual short name: `湖南`, `武汉`, `江汉`.
    pub short: String,
    /// Level of government.
    pub level: Level,
    /// Code of the place above; none for the country.
    pub parent: Option<String>,
    /// First day of the division under this name, ISO 8601; empty where it is older than the table.
    pub start: String,
    /// Last day, ISO 8601; empty while it lasts.
    pub end: String,
    /// Code of the division it became; empty where it lasts or none took its seat.
    pub successor: String,
}

/// What the reader knows when it meets a name.
#[derive(Debug, Clone, Default)]
pub struct Context<'a> {
    /// Code of the place the document governs.
    pub place: Option<&'a str>,
    /// ISO date of the document.
    pub date: Option<&'a str>,
    /// Code of the place last stated by a level prefix in the same list: in 省发展改革委、财政厅 the second name is provincial too.
    pub carried: Option<&'a str>,
    /// Full name of the body whose internal divisions (处室) may be named.
    pub parent: Option<&'a str>,
    /// Whether the document shares its work out among those divisions, so that a bare 执法局 or 信息中心 is one too.
    pub in_house: bool,
    /// Short forms the document declares, with what they stand for: 领导小组 → 武汉市智能建造试点城市建设工作领导小组.
    pub short_forms: &'a [(String, String)],
}

/// A name resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The body. `standing` is `Unplaced` where its place is unknown.
    pub agency: Agency,
    /// Code of the place that the name itself states (省…, 市…, 武汉市…), to be carried to the names after it.
    pub stated_place: Option<String>,
}

/// How a text looks as a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The authority data knows the body or its pattern.
    Known,
    /// It ends as agencies' names end and holds nothing that such names do not hold.
    Shaped,
    /// A class of bodies.
    Group,
}

/// The body a document number's code stands for: 晋政办发 → 山西省人民政府办公厅.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeOwner {
    /// Full name of the issuing body, where the code tells it.
    pub agency: Option<String>,
    /// Code of the place the issuing body belongs to.
    pub place: String,
}

/// One body following another.
#[derive(Debug, Clone, PartialEq)]
pub struct Succession {
    /// The body that gave way.
    pub predecessor: Agency,
    /// The body that took its place, or a part of its work.
    pub successor: Agency,
    /// The day, ISO 8601; of a rule for many places, the day by which the change was to be made everywhere.
    pub date: String,
    /// Whom it is told of.
    pub scope: Scope,
    /// How much went over.
    pub share: Share,
    /// The reform, decision or law.
    pub source: String,
}

/// Whom a succession is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// One central body.
    Central,
    /// A kind of body in provinces and autonomous regions: 安全生产监督管理局 became 应急管理厅 there.
    Province,
    /// A kind of body in every place, or in all but provinces where these have a row of their own.
    Local,
    /// One body of one place.
    Place,
    /// All bodies of a division that was renamed or merged; no row of the table, for divisions have their own.
    #[serde(skip)]
    Division,
}

impl Scope {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Scope::Central => "central",
            Scope::Province => "province",
            Scope::Local => "local",
            Scope::Place => "place",
            Scope::Division => "division",
        }
    }
}

/// How much of a body's work went over to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Share {
    /// All of it or its core: the other is its successor.
    Main,
    /// Some of it.
    Part,
    /// All of it, but the name is still in use as a second name of the other (加挂牌子).
    Plate,
}

impl Share {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Share::Main => "main",
            Share::Part => "part",
            Share::Plate => "plate",
        }
    }
}

/// When a body was there, as far as a table tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Life {
    /// First day under its name, ISO 8601.
    pub founded: Option<String>,
    /// Last day under its name, ISO 8601.
    pub ended: Option<String>,
}
