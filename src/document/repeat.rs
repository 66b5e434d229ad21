//! A page that carries its text twice: the later copy is left out, for no text counts twice.
//!
//! Pages of some sites hold the text once as it was set and once more for another view. The copies may be broken into paragraphs
//! in different ways, so a paragraph counts as a copy where its letters stand in what came before, behind the place of the copy before it.

use std::ops::Range;

use super::paragraph::Paragraph;

/// The least share of a source's letters, in percent, that a copy has.
const SHARE: usize = 20;

/// The least letters that a copy has.
const LEAST: usize = 300;

/// A paragraph with fewer letters than this proves nothing by itself.
const PROOF: usize = 12;

/// How many paragraphs that are no copies may stand inside one.
const STRAY: usize = 2;

/// The paragraphs that repeat earlier ones, where they are a great part of the source.
pub(super) fn copies(paragraphs: &[Paragraph]) -> Vec<Range<usize>> {
    let letters: Vec<String> =
        paragraphs.iter().map(|paragraph| paragraph.passage.text.chars().filter(|c| c.is_alphanumeric()).collect()).collect();
    let size: Vec<usize> = letters.iter().map(|letters| letters.chars().count()).collect();
    let least = LEAST.max(size.iter().sum::<usize>() * SHARE / 100);
    let mut copies: Vec<Range<usize>> = Vec::new();
    let mut before = String::new();
    let mut run = Run::default();
    for (at, letters) in letters.iter().enumerate() {
        let found = before[run.reached..].find(letters.as_str()).map(|found| run.reached + found);
        let found = found.filter(|_| size[at] > 0 && (size[at] >= PROOF || !run.is_empty()));
        match found {
            Some(found) => run.extend(at, found + letters.len(), size[at]),
            None if !run.is_empty() && run.stray < STRAY => run.stray += 1,
            None => {
                copies.extend(run.ended(least));
                run = Run::default();
                // The paragraph may begin another run.
                if let Some(found) = before.find(letters.as_str()).filter(|_| size[at] >= PROOF) {
                    run.extend(at, found + letters.len(), size[at]);
                }
            }
        }
        before.push_str(letters);
        before.push('\n');
    }
    copies.extend(run.ended(least));
    copies
}

/// A run of paragraphs that stand earlier in the same order.
#[derive(Default)]
struct Run {
    span: Range<usize>,
    /// The byte of what came before at which the last copy ended.
    reached: usize,
    letters: usize,
    /// How many paragraphs since the last copy are none.
    stray: usize,
}

impl Run {
    fn is_empty(&self) -> bool {
        self.span.is_empty()
    }

    fn extend(&mut self, at: usize, reached: usize, letters: usize) {
        let start = if self.is_empty() { at } else { self.span.start };
        self.span = start..at + 1;
        self.reached = reached;
        self.letters += letters;
        self.stray = 0;
    }

    fn ended(&self, least: usize) -> Option<Range<usize>> {
        (self.letters >= least).then(|| self.span.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Range<usize>>) {
        let source = crate::source::decode(text.as_bytes(), "t").unwrap();
        let (authority, words) = (crate::agency::Authority::built_in(), crate::words::Words::built_in());
        assert_eq!(copies(&super::super::paragraph::paragraphs(&source, authority, words)), Vec::from_iter(expected));
    }

    /// Paragraphs of which no two say the same.
    fn body(count: usize) -> String {
        (1..=count).map(|at| format!("（{at}）第{at}项工作要在第{at}个月完成，由第{at}组负责，结果在第{at}次会议上报告。\n\n")).collect()
    }

    #[test]
    fn a_text_printed_twice_counts_once() {
        check(&format!("某市工作方案\n\n{0}{0}", body(15)), Some(16..31));
        check(&format!("某市工作方案\n\n{}", body(15)), None);
    }

    #[test]
    fn a_form_printed_twice_is_no_copy_of_the_text() {
        let form = "姓名、单位、职务、电话和电子邮件地址，由申请人填写。\n\n";
        check(&format!("某市工作方案\n\n{}{form}{form}", body(15)), None);
    }
}
