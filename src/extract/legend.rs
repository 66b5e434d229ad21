//! Legends: what one list says of all later ones (列第一位者为牵头单位，下同), and members declared once for all later tasks.

use crate::passage::Span;
use crate::words::{LegendSense, Words};

/// What holds at a place: the legends in force there, and what a heading has said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Legends {
    /// The first name leads.
    pub first_leads: bool,
    /// The names before the first comma lead.
    pub comma_leads: bool,
    /// The names with a mark such as ★ lead.
    pub marked_leads: bool,
    /// All names of a list without role words are equal.
    pub equal: bool,
    /// A heading above has said who leads.
    pub lead_above: bool,
}

/// A legend as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it makes of later lists.
    pub sense: LegendSense,
    /// Its words.
    pub span: Span,
    /// The names that a members' legend declares.
    pub names: Option<Span>,
}

/// The legends of a document's text, in order. Later lists are read by all that stand before or in them.
#[must_use]
pub fn find(text: &str, words: &Words) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for legend in &words.legends {
        for parts in legend.pattern.captures_iter(text) {
            let Some(whole) = parts.get(0) else { continue };
            let names = parts.name("names").map(|names| names.range());
            found.push(Found { sense: legend.sense, span: whole.range(), names });
        }
    }
    found.sort_by_key(|legend| (legend.span.start, std::cmp::Reverse(legend.span.end)));
    found.dedup_by(|later, earlier| later.span.end <= earlier.span.end && later.span.start >= earlier.span.start);
    found
}

/// The legends in force for a list that ends at `at`.
#[must_use]
pub fn in_force(found: &[Found], at: usize) -> Legends {
    let stands = |sense: LegendSense| found.iter().any(|legend| legend.sense == sense && legend.span.start < at);
    Legends {
        first_leads: stands(LegendSense::FirstLeads),
        comma_leads: stands(LegendSense::CommaLeads) || stands(LegendSense::SemicolonLeads),
        marked_leads: stands(LegendSense::MarkedLeads),
        equal: stands(LegendSense::Equal),
        lead_above: false,
    }
}
