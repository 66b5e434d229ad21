//! The stock questions and the quality checks: each a file in `queries/`, its folder its group, its stem its name.

/// A stock query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StockQuery {
    /// What it is asked for by.
    pub name: &'static str,
    /// What it is about: the folder it stands in.
    pub group: &'static str,
    /// The query, its opening comment included.
    pub text: &'static str,
}

impl StockQuery {
    /// Its question in Chinese and English: the first two lines.
    #[must_use]
    pub fn question(&self) -> (&'static str, &'static str) {
        super::question(self.text)
    }
}

macro_rules! stock {
    ($($group:literal: [$($name:literal),+ $(,)?]),+ $(,)?) => {
        /// The stock queries, by group.
        pub const STOCK: &[StockQuery] = &[$($(StockQuery {
            name: $name,
            group: $group,
            text: include_str!(concat!("../../queries/", $group, "/", $name, ".rq")),
        }),+),+];
    };
}

stock! {
    "agencies": [
        "cross-document-agencies", "agencies-by-level", "lead-readings", "weighted-agencies", "support-only-agencies", "issuer-leads",
        "agency-documents", "agencies-by-code", "group-mentions", "group-share",
    ],
    "functions": ["cross-document-functions", "functions-by-level", "weighted-functions", "function-pairs", "function-lead-matrix"],
    "collaboration": [
        "lead-partners", "shared-tasks", "bridging-agencies", "joint-issue", "joint-issue-overlap", "joint-documents",
    ],
    "gaps": ["unassigned-tasks", "multiple-leads", "tasks-without-lead", "groups-only-tasks", "gaps-by-document"],
    "documents": ["documents", "citations", "most-cited", "citing-levels", "citation-cascade"],
    "targets": ["targets-by-deadline", "targets-by-agency", "unanswered-targets"],
    "evidence": [
        "sentences", "pair-sentences", "task-text", "function-sentences", "function-pair-sentences", "issuer-lead-sentences",
        "roles-by-basis", "codes", "sample-flow", "coverage", "findings", "unread-phrases",
    ],
    "time": ["responsibilities-over-time", "agency-changes", "renamed-agencies", "network-by-period", "network-size-by-period"],
    "place": ["same-function-across-places", "lead-differs", "places", "functions-by-place"],
}

macro_rules! checks {
    ($($name:literal),+ $(,)?) => {
        /// Queries that must return nothing, by name.
        pub const CHECKS: &[StockQuery] = &[$(StockQuery {
            name: $name,
            group: "check",
            text: include_str!(concat!("../../queries/check/", $name, ".rq")),
        }),+];
    };
}

checks! {
    "agency-without-label", "assignment-without-direct", "assignment-without-evidence", "direct-without-assignment", "empty-span",
    "role-outside-scheme", "task-without-document", "twin-agencies",
}
