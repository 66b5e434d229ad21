//! Styles of a DOCX: which are headings, which number their paragraphs, which make the contents list.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::attribute;

/// The styles, by their identifiers.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, Style>);

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    level: usize,
}

/// The longest chain of styles that are based on each other.
const LONGEST_CHAIN: usize = 16;

impl Styles {
    /// Reads `word/styles.xml` as far as it can be read.
    pub(super) fn read(text: &str) -> Styles {
        let mut reader = Reader::from_str(text);
        let mut styles = HashMap::new();
        let mut current: Option<(String, Style)> = None;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    let value = || attribute(&tag, "val");
                    if tag.local_name().as_ref() == "style" {
                        styles.extend(current.take());
                        current = attribute(&tag, "styleId").map(|id| (id, Style::default()));
                    } else if let Some((_, style)) = &mut current {
                        match tag.local_name().as_ref() {
                            "name" => style.name = value().unwrap_or_default().to_lowercase(),
                            "basedOn" => style.based_on = value(),
                            "outlineLvl" => style.outline = value().and_then(|level| level.parse().ok()),
                            "numId" => style.list = value(),
                            "ilvl" => style.level = value().and_then(|level| level.parse().ok()).unwrap_or(0),
                            _ => {}
                        }
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        styles.extend(current);
        Styles(styles)
    }

    /// A style and those it is based on.
    fn chain<'a>(&'a self, style: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = style.and_then(|id| self.0.get(id));
        std::iter::successors(first, |style| style.based_on.as_deref().and_then(|id| self.0.get(id))).take(LONGEST_CHAIN)
    }

    /// The outline level that a style gives, from 0.
    pub(super) fn outline(&self, style: Option<&str>) -> Option<u8> {
        self.chain(style).find_map(|style| style.outline)
    }

    /// The list that a style puts its paragraphs in, and the level.
    pub(super) fn list(&self, style: Option<&str>) -> Option<(String, usize)> {
        self.chain(style).find_map(|style| style.list.clone().map(|list| (list, style.level)))
    }

    /// Whether a style makes lines of the contents list.
    pub(super) fn is_contents(&self, style: Option<&str>) -> bool {
        self.chain(style).next().is_some_and(|style| style.name.starts_with("toc ") || style.name == "toc heading")
    }
}
