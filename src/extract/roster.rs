//! Persons named as answering (责任领导：…, 召集人：…): findings, for a person is no agency.

use crate::document::Draft;
use crate::model::{Finding, FindingKind};
use crate::source::Source;
use crate::words::{LabelSense, Words};

/// The persons under labels of persons, as findings.
#[must_use]
pub fn persons(draft: &Draft, source: &Source, words: &Words) -> Vec<Finding> {
    let text = draft.text();
    let mut findings = Vec::new();
    for (colon, _) in text.match_indices('：') {
        let from = text[..colon]
            .rfind(['，', '。', '；', '（', '〔', '\n', '）', '〕'])
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        if words.label(&text[from..colon]) != Some(LabelSense::Person) {
            continue;
        }
        let start = colon + '：'.len_utf8();
        let end = text[start..].find(['，', '。', '；', '（', '〔', '）', '〕', '\n']).map_or(text.len(), |length| start + length);
        let names = &text[start..end];
        if (2..=30).contains(&names.chars().count()) {
            let message =
                format!("{} is a person, not an agency; no assignment was made", draft.passage.printed(&(start..end), &source.characters));
            findings.push(Finding { kind: FindingKind::Person, evidence: draft.evidence(&(start..end), source), message });
        }
    }
    findings
}
