//! A source becomes documents: each with its text made even, its outline, its head (title, number, issuers, dates) and its tasks.
//!
//! Nothing here knows who answers for what; `extract` reads that from the [`Draft`]s made here.

use std::ops::Range;

use crate::agency::Authority;
use crate::model::{self, Finding, FindingKind};
use crate::passage::{Passage, Span};
use crate::source::Source;
use crate::words::Words;

pub mod closing;
mod column;
pub mod dates;
mod enactment;
pub mod issuer;
pub mod metadata;
mod names;
pub mod outline;
pub mod paragraph;
mod place;
mod repeat;
mod run_in;
mod run_on;
mod signature;
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
    let mut paragraphs = paragraph::paragraphs(source, authority, words);
    let copies = repeat::copies(&paragraphs);
    let mut findings = Vec::new();
    for copy in copies.into_iter().rev() {
        let first = paragraphs[copy.start].passage.clone();
        let message = "the source prints this part of its text again; it is read once".to_owned();
        findings
            .insert(0, Finding { kind: FindingKind::RepeatedText, evidence: evidence(&first, &(0..first.text.len()), source), message });
        paragraphs.drain(copy);
    }
    let mut drafts: Vec<Draft> = split::parts(&paragraphs, words)
        .into_iter()
        .take_while(|_| !source.is_overdue())
        .filter(|part| holds_text(&paragraphs[part.body.clone()]))
        .map(|part| draft(source, &paragraphs, &part, authority, words))
        .collect();
    if let Some(first) = drafts.first_mut() {
        first.document.findings.extend(findings);
    }
    drafts
}

/// Whether paragraphs hold a sentence, a row of a table or a numbered unit; a page of links holds none.
fn holds_text(paragraphs: &[paragraph::Paragraph]) -> bool {
    paragraphs.iter().any(|paragraph| {
        let text = paragraph.passage.text.as_str();
        !paragraph.cells.is_empty() || text.contains(['。', '，', '；']) || outline::marker(text).is_some()
    })
}

fn draft(source: &Source, paragraphs: &[paragraph::Paragraph], part: &split::Part, authority: &Authority, words: &Words) -> Draft {
    let (passage, blocks) = joined(paragraphs, part.body.clone());
    let (note, _) = joined(paragraphs, part.note.clone());
    let title_lines = part.title.len();
    let after_title = blocks.get(title_lines).map_or(passage.text.len(), |block| block.span.start);
    let outlined = &blocks[(part.title.start - part.body.start + title_lines).min(blocks.len())..];
    let outlined = if part.title.is_empty() { &blocks[..] } else { outlined };
    let units = outline::units(&passage.text, outlined, words);
    let is_body = |name: &str| authority.surely(name) || names::is_name(name, authority);
    let title_end = if part.title.is_empty() { 0 } else { part.title.end - part.body.start };
    let enactment = enactment::read(&passage.text, &blocks, part.title.start - part.body.start..title_end, &is_body);
    let (title, untitled) = named(source, paragraphs, (&passage, &blocks), part, authority, words);
    let known_title = source.known_form(&title);
    let own = issuer::of_title(&known_title, authority, words);
    // A text that carries another's report may end in that body's signature.
    let agrees = |names: &[String]| {
        let carries = words.genres.forwards.iter().any(|word| known_title.contains(word.as_str()));
        !carries || own.as_ref().is_some_and(|own| names.iter().any(|name| own.names.contains(name)))
    };
    let signature = signature::read(&passage, &blocks, authority, words, &agrees);
    let mut document = head(source, &passage, &blocks, after_title, Known { title, enactment: &enactment, signature: &signature }, words);
    document.findings.extend(untitled);
    let text = issuer::Text { passage: &passage, blocks: &blocks, note: &note };
    let told = issuer::Told { enacted: enactment.body.as_deref(), signed: &signature.names };
    let found = issuer::read(&text, source, &document, &told, authority, words);
    document.issuers = found.issuers;
    document.findings.extend(found.findings);
    if let Some(place) = found.place.as_deref().and_then(|code| authority.place(code)) {
        document.place = Some(place.code.clone());
        document.jurisdiction = Some(place.name.clone());
        document.level = Some(place.level);
    }
    if document.title.is_empty() {
        document.title = document.number.clone().unwrap_or_else(|| opening(&passage.text));
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

/// The title as printed, and where none is, what the text says it is about, or nothing, with a finding that says so.
fn named(
    source: &Source,
    paragraphs: &[paragraph::Paragraph],
    (passage, blocks): (&Passage, &[Block]),
    part: &split::Part,
    authority: &Authority,
    words: &Words,
) -> (String, Option<Finding>) {
    let printed = |range: &Range<usize>| match (range.is_empty(), blocks.get(range.start), blocks.get(range.end.saturating_sub(1))) {
        (false, Some(first), Some(last)) => Some(first.span.start..last.span.end),
        _ => None,
    };
    let of_body = |range: &Range<usize>| range.start - part.body.start..range.end.max(range.start) - part.body.start;
    let text = passage.text.as_str();
    let stated = field(source, &words.frame.fields.title);
    let carried = title::carried(text);
    let found = printed(&of_body(&part.title)).filter(|span| {
        // A heading behind the notice's own words is a part of the plan that these name.
        carried.as_ref().is_none_or(|carried| {
            let (own, plan) = (&text[span.clone()], &text[carried.clone()]);
            span.start < carried.end || own.chars().count() * 2 > plan.chars().count()
        })
    });
    let found_title = found.map(|span| passage.printed(&span, &source.characters));
    // What stands above the title in the same lines is none of it where the page itself says what its title is.
    let whole = found_title
        .map(|title| stated.clone().filter(|stated| stated.chars().count() > 12 && title.ends_with(stated.as_str())).unwrap_or(title));
    let labelled = blocks.first().and_then(|block| title::labelled(&text[block.span.clone()])).map(str::to_owned);
    let carried = carried.map(|span| passage.printed(&span, &source.characters));
    if let Some(title) = labelled.or(whole).or(stated).or(carried) {
        return (title, None);
    }
    let finding = |message: &str| {
        let first = blocks.first().map_or(0..0, |block| block.span.clone());
        Finding { kind: FindingKind::NoTitle, evidence: evidence(passage, &first, source), message: message.to_owned() }
    };
    let called = title::opening(text, words).and_then(|(about, kind)| title::of_opening(about, kind, words));
    if let Some(title) = called {
        return (title, Some(finding("no title is printed; the text is named by what it says it is about")));
    }
    let is_body = |name: &str| authority.surely(name) || names::is_name(name, authority);
    let first = title::first_line(paragraphs, part.body.clone(), &is_body, words).and_then(|range| printed(&of_body(&range)));
    match first {
        Some(span) => (passage.printed(&span, &source.characters), None),
        None => (String::new(), Some(finding("no title is printed; the document goes by its number, or by its first words"))),
    }
}

/// The first words of a text.
fn opening(text: &str) -> String {
    text.chars().take(OPENING).filter(|c| *c != '\n').collect()
}

/// The first field of a source that has one of some names and is not empty.
fn field(source: &Source, names: &[String]) -> Option<String> {
    source.metadata.iter().find(|(name, value)| names.contains(name) && !value.is_empty()).map(|(_, value)| value.clone())
}

/// What is known of a document before its head is read.
struct Known<'a> {
    title: String,
    enactment: &'a enactment::Enactment,
    signature: &'a signature::Signature,
}

/// Number, genre, dates and status.
fn head(source: &Source, passage: &Passage, blocks: &[Block], after_title: usize, known: Known<'_>, words: &Words) -> model::Document {
    let fields = &words.frame.fields;
    let Known { title, enactment, signature } = known;
    let number = printed_number(&passage.text, blocks, after_title)
        .or_else(|| enactment.number.clone())
        .or_else(|| field(source, &fields.number).and_then(|value| metadata::number(&value).map(|(_, number)| number)));
    let known_title = source.known_form(&title);
    let plan = dates::period(&known_title);
    let whole = passage.in_source(&(0..passage.text.len()));
    let day = |names: &[String]| field(source, names).as_deref().and_then(dates::find).map(|(_, iso)| iso);
    let signed = day(&fields.signed).or_else(|| enactment.passed.clone());
    // A day below a statute whose head says when it was made public is that of a later change.
    let signed = signed.or_else(|| signature.day.clone().filter(|_| enactment.published.is_none()));
    let published = day(&fields.published).or_else(|| enactment.published.clone());
    let validity = metadata::validity(&passage.text);
    // A statute comes into force when it is made public, whenever it was passed.
    let issued =
        if enactment.body.is_some() { published.clone().or_else(|| signed.clone()) } else { signed.clone().or_else(|| published.clone()) };
    let of_head = || enactment.effective.clone();
    let effective = validity.effective.or_else(of_head).or_else(|| validity.from_issue.then_some(issued).flatten());
    let expires = validity.expires.or_else(|| dates::end_of_term(effective.as_deref()?, validity.term?));
    let nameless = title.is_empty() && number.is_none();
    let opening = if nameless { opening(&passage.text) } else { String::new() };
    let news = |told: &str| words.genres.news_shapes.iter().any(|word| told.contains(word.as_str()));
    let reads_as_news = || nameless && enactment.body.is_none() && (words.genres.reads_as_news(&passage.text) || news(&opening));
    let genre = words
        .genres
        .of_title(&known_title)
        .or_else(|| news(&known_title).then_some(words.genres.news.as_str()))
        .or_else(|| title::opening(&passage.text, words).map(|(_, kind)| kind))
        .or_else(|| title::closing(&passage.text, words))
        .or_else(|| reads_as_news().then_some(words.genres.news.as_str()))
        .map(str::to_owned);
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
        subject: field(source, &fields.subject),
        characters: passage.text.chars().filter(|c| *c != '\n').count(),
        first_line: source.line_of(whole.start),
        last_line: source.line_of(whole.end.saturating_sub(1)),
        ..model::Document::default()
    }
}

/// How many code points of its text name a document without number and title.
const OPENING: usize = 60;

/// The document's own number: a line of its own near the top, or in brackets right behind the title.
fn printed_number(text: &str, blocks: &[Block], after_title: usize) -> Option<String> {
    let top = blocks.iter().take(40).take_while(|block| block.span.start < after_title + 400);
    // A number in brackets behind a cited title is that title's, though a line end stands between them.
    let cited = |block: &Block| {
        let before = text[..block.span.start].trim_end_matches('\n');
        before.len() > after_title && text[block.span.clone()].starts_with('（') && before.ends_with('》')
    };
    top.filter(|block| block.span.len() < 120 && !cited(block)).find_map(|block| metadata::whole_line_number(&text[block.span.clone()]))
}

/// A printed title as even text.
fn paragraph_text(printed: &str) -> String {
    printed.chars().map(crate::passage::fold).collect()
}
