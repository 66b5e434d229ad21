//! Text made even for reading, in which every byte still knows where it stands in the source.
//!
//! Reading needs text without line ends inside names, with one width of brackets; evidence needs the file as it is.
//! A [`Passage`] holds the first and a map to the second. Folding is character for character, so that the printed
//! form of any stretch can always be had back. Spans are byte ranges into [`Passage::text`].

use std::ops::Range;

pub mod form;

/// A half-open range of bytes of a passage's text.
pub type Span = Range<usize>;

/// Even text with the source's code point behind each byte.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// The even text.
    pub text: String,
    /// For each byte of `text`, the code point of the source that it came from.
    origin: Vec<u32>,
    /// The bytes at which lines of the source were joined, in order.
    joins: Vec<usize>,
}

impl From<&str> for Passage {
    /// A text that is its own source, white space dropped.
    fn from(text: &str) -> Self {
        let mut passage = Passage::default();
        for (at, character) in text.chars().enumerate().filter(|(_, character)| !character.is_whitespace()) {
            passage.push(character, at);
        }
        passage
    }
}

impl Passage {
    /// Appends the folded form of one character that stands at code point `at` of the source.
    pub fn push(&mut self, character: char, at: usize) {
        let folded = fold(character);
        self.text.push(folded);
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.origin.extend(std::iter::repeat_n(at, folded.len_utf8()));
    }

    /// Appends a stretch of another passage.
    pub fn push_part(&mut self, other: &Passage, span: Span) {
        let shift = self.text.len();
        self.joins.extend(other.joins.iter().filter(|&&at| span.contains(&at)).map(|at| shift + at - span.start));
        self.text.push_str(&other.text[span.clone()]);
        self.origin.extend_from_slice(&other.origin[span]);
    }

    /// Appends the next line of the same paragraph.
    pub fn push_line(&mut self, line: &Passage) {
        self.joins.push(self.text.len());
        self.push_part(line, 0..line.text.len());
    }

    /// Appends a paragraph end, standing where the text before it ends.
    pub fn push_break(&mut self) {
        self.push_separator('\n');
    }

    /// Appends an ASCII mark that the source does not print, standing where the text before it ends.
    pub fn push_separator(&mut self, mark: char) {
        let at = self.origin.last().copied().unwrap_or(0);
        self.text.push(mark);
        self.origin.extend(std::iter::repeat_n(at, mark.len_utf8()));
    }

    /// Whether the source has white space, which the even text has not, before the character at a byte; a line end that was mended
    /// is none.
    #[must_use]
    pub fn gap_before(&self, at: usize) -> bool {
        if self.joins.binary_search(&at).is_ok() {
            return false;
        }
        match (at.checked_sub(1).and_then(|before| self.origin.get(before)), self.origin.get(at)) {
            (Some(&before), Some(&here)) => here > before + 1,
            _ => false,
        }
    }

    /// The parts of a span that white space of the source sets apart; one where there is none.
    #[must_use]
    pub fn parts_at_gaps(&self, span: &Span) -> Vec<Span> {
        let gaps =
            self.text[span.clone()].char_indices().map(|(at, _)| span.start + at).filter(|&at| at > span.start && self.gap_before(at));
        let starts: Vec<usize> = std::iter::once(span.start).chain(gaps).collect();
        let ends = starts.iter().skip(1).copied().chain(std::iter::once(span.end));
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// Makes traditional characters simplified ones, each as long as the other, so that every span holds.
    pub fn simplify(&mut self) {
        self.text = self.text.chars().map(form::simplified).collect();
    }

    /// The code points of the source under a span, half-open; empty at the start where the span is empty. Over cells of a table
    /// it may hold one that the source prints earlier, because it spans several rows: then the stretch reaches from the first to the last.
    #[must_use]
    pub fn in_source(&self, span: &Span) -> Range<usize> {
        let last = self.text[..span.end].char_indices().next_back().map_or(0, |(byte, _)| byte);
        match (self.origin.get(span.start), self.origin.get(last)) {
            (Some(&start), Some(&end)) if span.end > span.start && start <= end => start as usize..end as usize + 1,
            (Some(_), Some(_)) if span.end > span.start => {
                let origins = &self.origin[span.clone()];
                let (first, last) = origins.iter().fold((u32::MAX, 0), |(first, last), &at| (first.min(at), last.max(at)));
                first as usize..last as usize + 1
            }
            (Some(&start), _) => start as usize..start as usize,
            (None, _) => self.origin.last().map_or(0..0, |&end| end as usize + 1..end as usize + 1),
        }
    }

    /// The characters of a span as the source prints them, breaks and spaces left out, and marks that the source does not print.
    #[must_use]
    pub fn printed(&self, span: &Span, source: &[char]) -> String {
        let printed_before = |at: usize| at.checked_sub(1).is_some_and(|before| self.origin[before] == self.origin[at]);
        self.text[span.clone()]
            .char_indices()
            .filter(|&(byte, character)| character != '\n' && !(character == '|' && printed_before(span.start + byte)))
            .filter_map(|(byte, _)| source.get(self.origin[span.start + byte] as usize))
            .collect()
    }
}

/// The even form of a character: one width and one kind of bracket, colon, comma and digit.
///
/// Curly, full-width and half-width forms are typing habits that carry no meaning in these documents.
#[must_use]
pub fn fold(character: char) -> char {
    match character {
        '(' => '（',
        ')' => '）',
        '[' | '［' | '【' => '〔',
        ']' | '］' | '】' => '〕',
        ':' | '﹕' | '∶' => '：',
        ';' | '﹔' => '；',
        ',' | '﹐' => '，',
        '､' => '、',
        '｡' => '。',
        '﹒' | '．' => '.',
        '<' | '＜' => '〈',
        '>' | '＞' => '〉',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' | '／' => {
            char::from_u32(character as u32 - 0xFEE0).unwrap_or(character)
        }
        _ => form::ideograph(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str) -> (Passage, Vec<char>) {
        let source: Vec<char> = text.chars().collect();
        let mut passage = Passage::default();
        for (at, &character) in source.iter().enumerate() {
            if !character.is_whitespace() {
                passage.push(character, at);
            }
        }
        (passage, source)
    }

    #[test]
    fn a_span_points_into_the_file_as_it_is() {
        let (passage, source) = passage("(省农业\n农村厅)");
        let start = passage.text.find("省").unwrap();
        let span = start..start + "省农业农村厅".len();
        assert_eq!(passage.in_source(&span), 1..8);
        assert_eq!(source[1..8].iter().collect::<String>(), "省农业\n农村厅");
        assert_eq!(passage.printed(&(0..passage.text.len()), &source), "(省农业农村厅)");
        assert!(passage.text.starts_with('（'));
    }

    #[test]
    fn white_space_that_was_dropped_is_known() {
        let (passage, _) = passage("市财政局  市教育局");
        assert!(passage.gap_before("市财政局".len()) && !passage.gap_before("市财政".len()) && !passage.gap_before(0));
    }

    #[test]
    fn folding_makes_one_width() {
        let check = |from: char, to: char| assert_eq!(fold(from), to);
        check('［', '〔');
        check(':', '：');
        check('７', '7');
        check('⼯', '工');
        check('省', '省');
        check('。', '。');
    }
}
