//! Knowing agencies: from a name as printed, its place and its date to one identified body, or to a doubt.

use crate::model::{Agency, Level};

/// A place of GB/T 2260, or the whole country (`000000`, 国家).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Six digits.
    pub code: String,
    /// The full name: `湖南省`, `武汉市`, `江汉区`.
    pub name: String,
    /// Level of government.
    pub level: Level,
    /// Code of the place above; none for the country.
    pub parent: Option<String>,
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

/// stub
#[derive(Debug)]
pub struct Authority { places: Vec<Place> }
impl Authority {
    /// stub
    pub fn built_in() -> &'static Authority {
        static A: std::sync::LazyLock<Authority> = std::sync::LazyLock::new(|| Authority { places: vec![
            Place { code: "430000".into(), name: "湖南省".into(), level: Level::Province, parent: None },
            Place { code: "140000".into(), name: "山西省".into(), level: Level::Province, parent: None },
            Place { code: "640000".into(), name: "宁夏回族自治区".into(), level: Level::Province, parent: None },
            Place { code: "420100".into(), name: "武汉市".into(), level: Level::City, parent: None },
            Place { code: "000000".into(), name: "国家".into(), level: Level::Central, parent: None },
        ] });
        &A
    }
    /// stub
    pub fn place(&self, code: &str) -> Option<&Place> { self.places.iter().find(|p| p.code == code) }
    /// stub
    pub fn lies_within(&self, _a: &str, _b: &str) -> bool { true }
    /// stub
    pub fn place_at(&self, text: &str, _within: Option<&str>) -> Option<(&Place, usize)> { self.places.iter().find(|p| text.starts_with(&p.name)).map(|p| (p, p.name.len())) }
    /// stub
    pub fn issuer_of_number(&self, _n: &str) -> Option<CodeOwner> { None }
    /// stub
    pub fn likeness(&self, name: &str) -> Option<Likeness> {
        let sufs = ["局","委","厅","办","部","署","院","会","社","中心","政府","公司","法院","检察院","机构","支队","联","办公室","分行","银行","支行","组织部","管委会","供电公司","海关","总社","分局","集团","部门","单位","党委"];
        if name.chars().count() < 2 || name.chars().count() > 40 { return None; }
        if name.contains(['，','。','：','；']) { return None; }
        if name.starts_with('各') || name.ends_with("单位") || name.ends_with("部门") || name.ends_with("部门（单位）") { return Some(Likeness::Group); }
        sufs.iter().any(|s| name.ends_with(s)).then_some(Likeness::Known)
    }
    /// stub
    pub fn known_prefix(&self, _t: &str) -> Option<usize> { None }
    /// stub
    pub fn resolve(&self, m: &str, c: &Context<'_>) -> Resolved {
        Resolved { agency: Agency { name: m.to_owned(), kind: crate::model::AgencyKind::Agency, group_kind: None, level: None, place: c.place.map(str::to_owned), functions: vec![], regime: None, standing: crate::model::Standing::Shaped }, stated_place: None }
    }
}
