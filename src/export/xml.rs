//! Writing XML into memory; escaping is quick-xml's, control characters are not in a network to begin with.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

/// Where elements go.
pub(super) type Xml = Writer<Vec<u8>>;

/// A document with its declaration, two blanks of indent a level, and a line end at its end.
pub(super) fn document(content: impl FnOnce(&mut Xml) -> io::Result<()>) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| content(&mut xml))
        .expect("memory takes every byte");
    let mut text = String::from_utf8(xml.into_inner()).expect("text and tags are text");
    text.push('\n');
    text
}
