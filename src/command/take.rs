//! From a file to the sources in it, within limits: what can harm runs in a process of its own, and a panic stays with its file.

use std::path::Path;

use anyhow::{Context as _, bail};

use crate::cli::ReadingChoice;
use crate::source::members::{self, Content};
use crate::source::{self, Limits, Member, Options, Source, SourceError, apart, crawl, encoding};
use crate::words::Words;

/// What the command line says of reading, with the usual names of a record's fields.
pub(super) fn options(how: &ReadingChoice, words: &Words) -> anyhow::Result<Options> {
    if let Some(label) = &how.encoding {
        encoding::by_label(label)?;
    }
    let limits = Limits {
        size: how.max_size,
        expanded: how.max_expanded,
        members: how.max_members,
        depth: how.max_depth,
        pages: how.max_pages,
        seconds: how.max_seconds,
        memory: how.max_memory,
    };
    let frame = &words.frame.fields;
    // The first name of each list is the one that a page's table carries; a record's field is told to be the same.
    let known: [(&str, &[String]); 9] = [
        ("text", &frame.text),
        ("title", &frame.title),
        ("number", &frame.number),
        ("issuer", &frame.issuer),
        ("signed", &frame.signed),
        ("published", &frame.published),
        ("subject", &frame.subject),
        ("index_number", &frame.index_number),
        ("status", &frame.status),
    ];
    let mut fields = Vec::new();
    for field in &how.fields {
        let (what, name) = field.split_once('=').with_context(|| format!("`--field {field}` is not WHAT=NAME, such as text=content"))?;
        let Some((_, names)) = known.iter().find(|(word, _)| *word == what) else {
            bail!("no field `{what}`; use one of {}", known.map(|(word, _)| word).join(", "));
        };
        let role = if what == "text" { what } else { names.first().map_or(what, String::as_str) };
        fields.push((role.to_owned(), name.to_owned()));
    }
    fields.extend(frame.text.iter().map(|name| ("text".to_owned(), name.clone())));
    Ok(Options { encoding: how.encoding.clone(), fields, limits })
}

/// The bytes of a file, where it is not larger than files may be.
pub(super) fn bytes(path: &Path, options: &Options) -> Result<Vec<u8>, SourceError> {
    let failed = |cause| SourceError::Io { path: path.display().to_string(), cause };
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > options.limits.size.saturating_mul(source::limits::MEGABYTE) {
        return Err(SourceError::TooLarge { path: path.display().to_string(), limit: options.limits.size });
    }
    std::fs::read(path).map_err(failed)
}

/// The members of a file that goes by a name.
pub(super) fn members(path: &Path, name: &str, options: &Options) -> Vec<Member> {
    let mut found = Vec::new();
    each(path, name, options, &mut |member| found.push(member));
    found
}

/// Hands over the members of a file, one after another.
pub(super) fn each(path: &Path, name: &str, options: &Options, take: &mut dyn FnMut(Member)) {
    let opened = bytes(path, options).and_then(|bytes| {
        apart::contained(name, || {
            members::each(bytes, name, options, take);
            Ok(())
        })
    });
    if let Err(error) = opened {
        take(Member { name: name.to_owned(), content: Err(error) });
    }
}

/// The source of a member.
pub(super) fn source(content: Content, name: &str, options: &Options) -> Result<Source, SourceError> {
    match content {
        Content::Record(record) => apart::contained(name, || Ok(crawl::source(record, name))),
        Content::Bytes(bytes, kind) if kind.is_text() => apart::contained(name, || source::of_text(&bytes, name, kind, options)),
        Content::Bytes(bytes, kind) if kind.is_risky() => {
            let program = std::env::current_exe().map_err(|cause| SourceError::Io { path: name.to_owned(), cause })?;
            let extract = apart::take_out_apart(&program, &bytes, name, options)?;
            apart::contained(name, || Ok(source::of_extract(extract, name, source::digest(&bytes))))
        }
        Content::Bytes(bytes, kind) => {
            source::take_out(&bytes, name, kind, options).map(|extract| source::of_extract(extract, name, source::digest(&bytes)))
        }
    }
}

/// The digest of a member, by which a source is known to be unchanged.
pub(super) fn digest(content: &Content) -> String {
    match content {
        Content::Bytes(bytes, _) => source::digest(bytes),
        Content::Record(record) => record.digest.clone(),
    }
}
