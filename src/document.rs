//! A source becomes documents: each with its text made even, its outline, its head (title, number, issuers, dates) and its tasks.
//!
//! Nothing here knows who answers for what; `extract` reads that from the [`Draft`]s made here.

use std::ops::Range;

use crate::agency::Authority;
use crate::model;
use crate::passage::{Passage, Span};
use crate::source::Source;
use crate::words::Words;

pub mod closing;
mod column;
pub mod dates;
pub mod issuer;
pub mod metadata;
pub mod outline;
pub mod paragraph;
mod place;
mod run_in;
mod run_on;
pub mod split;
pub mod task;
pub mod title;
mod unnumbered;

pub use outline::{Block, Marker, Unit};
pub use task::TaskPlace;

/// A document on its way: read as text, not yet for responsibility.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The even text, a line end after each paragraph.
    pub passage: Passage,
    /// Its paragraphs.
    pub blocks: Vec<Block>,
    /// The outline.
    pub units: Vec<Unit>,
    /// The tasks, as places in the outline.
    pub tasks: Vec<TaskPlace>,
    /// The editor's note before it, whose words on issuers and dates count.
    pub note: Passage,
    /// The document so far: everything but what `extract` adds.
    pub document: model::Document,
}

impl Draft {
    /// The even text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.passage.text
    }

    /// The evidence for a span.
    #[must_use]
    pub fn evidence(&self, span: &Span, source: &Source) -> model::Evidence {
        evidence(&self.passage, span, source)
    }

    /// The text before the first unit: title, addressees, preamble.
    #[must_use]
    pub fn head(&self) -> Range<usize> {
        0..self
            .units
            .iter()
            .find(|unit| !matches!(unit.marker, Marker::Heading | Marker::Attachment))
            .map_or(self.passage.text.len(), |unit| unit.span.start)
    }
}

/// The evidence for a span of a passage.
#[must_use]
pub fn evidence(passage: &Passage, span: &Span, source: &Source) -> model::Evidence {
    let range = passage.in_source(span);
    let place = source.place_of(range.start).map(str::to_owned);
    model::Evidence { line: source.line_of(range.start), start: range.start, end: range.end, quote: source.slice(range), place }
}

/// The documents of a source, in order.
#[must_use]
pub fn read(source: &Source, authority: &Authority, words: &Words) -> Vec<Draft> {
    let paragraphs = paragraph::paragraphs(source, authority, words);
    split::parts(&paragraphs, words)
        .into_iter()
        .take_while(|_| !source.is_overdue())
        .map(|part| draft(source, &paragraphs, &part, authority, words))
        .collect()
}

fn draft(source: &Source, paragraphs: &[paragraph::Paragraph], part: &split::Part, authority: &Authority, words: &Words) -> Draft {
    let (passage, blocks) = joined(paragraphs, part.body.clone());
    let (note, _) = joined(paragraphs, part.note.clone());
    let title_lines = part.title.len();
    let after_title = blocks.get(title_lines).map_or(passage.text.len(), |block| block.span.start);
    let outlined = &blocks[(part.title.start - part.body.start + title_lines).min(blocks.len())..];
    let outlined = if part.title.is_empty() { &blocks[..] } else { outlined };
    let units = outline::units(&passage.text, outlined, words);
    let mut document = head(source, &passage, &blocks, part, after_title, words);
    let found = issuer::read(&passage, &blocks, &note, source, &document, authority, words);
    document.issuers = found.issuers;
    document.findings = found.findings;
    if let Some(place) = found.place.as_deref().and_then(|code| authority.place(code)) {
        document.place = Some(place.code.clone());
        document.jurisdiction = Some(place.name.clone());
        document.level = Some(place.level);
    }
    let mut draft = Draft { passage, blocks, units, tasks: Vec::new(), note, document };
    draft.tasks = task::places(&draft, words);
    draft
}

/// Paragraphs in one passage.
fn joined(paragraphs: &[paragraph::Paragraph], range: Range<usize>) -> (Passage, Vec<Block>) {
    let mut passage = Passage::default();
    let mut blocks = Vec::new();
    for paragraph in &paragraphs[range] {
        let start = passage.text.len();
        passage.push_part(&paragraph.passage, 0..paragraph.passage.text.len());
        let cells = paragraph.cells.iter().map(|cell| start + cell.start..start + cell.end).collect();
        blocks.push(Block { span: start..passage.text.len(), heading: paragraph.heading, cells });
        passage.push_break();
    }
    (passage, blocks)
}

/// Title, number, genre, dates and status.
fn head(source: &Source, passage: &Passage, blocks: &[Block], part: &split::Part, after_title: usize, words: &Words) -> model::Document {
    let fields = &words.frame.fields;
    let field = |names: &[String]| {
        source.metadata.iter().find(|(name, value)| names.contains(name) && !value.is_empty()).map(|(_, value)| value.clone())
    };
    let offset = part.title.start - part.body.start;
    let title_span = match (part.title.is_empty(), blocks.get(offset), blocks.get((offset + part.title.len()).saturating_sub(1))) {
        (false, Some(first), Some(last)) => Some(first.span.start..last.span.end),
        _ => None,
    };
    let printed_title = title_span.as_ref().map(|span| passage.printed(span, &source.characters));
    let carried = title::carried(&passage.text).map(str::to_owned);
    let file_name = source.path.rsplit('/').next().and_then(|name| name.rsplit_once('.').map(|(stem, _)| stem.to_owned()));
    let title = printed_title
        .or_else(|| field(&fields.title))
        .or(carried)
        .or_else(|| blocks.first().map(|block| passage.text[block.span.clone()].chars().take(60).collect()))
        .or(file_name)
        .unwrap_or_default();
    let number = printed_number(&passage.text, blocks, after_title)
        .or_else(|| field(&fields.number).and_then(|value| metadata::number(&value).map(|(_, number)| number)));
    let known_title = source.known_form(&title);
    let plan = dates::period(&known_title);
    let whole = passage.in_source(&(0..passage.text.len()));
    let signed = field(&fields.signed).as_deref().and_then(dates::find).map(|(_, iso)| iso).or_else(|| signed(&passage.text, blocks));
    let published = field(&fields.published).as_deref().and_then(dates::find).map(|(_, iso)| iso);
    let validity = metadata::validity(&passage.text);
    let effective = validity.effective.or_else(|| validity.from_issue.then(|| signed.clone().or_else(|| published.clone())).flatten());
    let expires = validity.expires.or_else(|| dates::end_of_term(effective.as_deref()?, validity.term?));
    let genre = words
        .genres
        .of_title(&known_title)
        .map(str::to_owned)
        .or_else(|| words.genres.news_shapes.iter().any(|word| known_title.contains(word.as_str())).then(|| words.genres.news.clone()));
    model::Document {
        genre,
        status: metadata::status(&known_title).map(str::to_owned),
        plan_start: plan.map(|plan| plan.0),
        plan_end: plan.map(|plan| plan.1),
        title,
        number,
        signed,
        published,
        effective,
        expires,
        subject: field(&fields.subject),
        characters: passage.text.chars().filter(|c| *c != '\n').count(),
        first_line: source.line_of(whole.start),
        last_line: source.line_of(whole.end.saturating_sub(1)),
        ..model::Document::default()
    }
}

/// The document's own number: a line of its own near the top, or in brackets right behind the title.
fn printed_number(text: &str, blocks: &[Block], after_title: usize) -> Option<String> {
    let top = blocks.iter().take(40).take_while(|block| block.span.start < after_title + 400);
    top.filter(|block| block.span.len() < 120).find_map(|block| metadata::whole_line_number(&text[block.span.clone()]))
}

/// The date of a line of its own: the signature's, by convention the first in the notice or the last of the text.
fn signed(text: &str, blocks: &[Block]) -> Option<String> {
    let dates: Vec<String> =
        blocks.iter().filter(|block| block.span.len() < 90).filter_map(|block| dates::whole_line(&text[block.span.clone()])).collect();
    dates.first().cloned()
}

/// A printed title as even text.
fn paragraph_text(printed: &str) -> String {
    printed.chars().map(crate::passage::fold).collect()
}
