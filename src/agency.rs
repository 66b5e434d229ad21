//! Knowing agencies: from a name as printed, its place and its date to one identified body, or to a doubt.

use crate::model::{Agency, Level};

pub mod authority;
pub mod form;
pub mod place;
mod resolve;
pub mod shape;

pub use authority::{Authority, AuthorityError};

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
