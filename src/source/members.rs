//! What a file holds to be read: itself, or the files of an archive, or the records of a crawl, each a source of its own.

use super::crawl::{self, Record};
use super::limits::Options;
use super::{Kind, SourceError};

/// One thing to read, and the name it goes by: that of its file, and where it is a member `FILE/MEMBER`.
#[derive(Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What it holds, or why that cannot be had.
    pub content: Result<Content, SourceError>,
}

/// What a member holds.
#[derive(Debug)]
pub enum Content {
    /// The bytes of a file.
    Bytes(Vec<u8>, Kind),
    /// A record of a crawl.
    Record(Record),
}

/// Hands over what some bytes hold, in order; archives in archives are opened too, as deep as the limits bear.
pub fn each(bytes: Vec<u8>, name: &str, options: &Options, take: &mut dyn FnMut(Member)) {
    let mut left = Left { bytes: options.limits.expanded * super::limits::MEGABYTE, members: options.limits.members };
    each_within(bytes, name, options, 0, &mut left, take);
}

/// What may still be taken out of one file.
struct Left {
    bytes: u64,
    members: usize,
}

fn each_within(bytes: Vec<u8>, name: &str, options: &Options, depth: usize, left: &mut Left, take: &mut dyn FnMut(Member)) {
    let mut give = |content| take(Member { name: name.to_owned(), content });
    if bytes.is_empty() {
        return give(Err(SourceError::Empty { path: name.to_owned() }));
    }
    match Kind::of(&bytes, name) {
        Kind::Zip => unpack(&bytes, name, options, depth, left, take),
        Kind::Crawl => match crawl::records(&bytes, name, options) {
            Ok(records) if records.len() > left.members => {
                let (path, limit) = (name.to_owned(), options.limits.members);
                give(Err(SourceError::TooMany { path, limit, what: "records", option: "--max-members" }));
            }
            Ok(records) => {
                left.members -= records.len();
                for (name, record) in records {
                    take(Member { name, content: record.map(Content::Record) });
                }
            }
            Err(error) => give(Err(error)),
        },
        kind => give(Ok(Content::Bytes(bytes, kind))),
    }
}

#[cfg(not(feature = "zip"))]
fn unpack(_: &[u8], name: &str, _: &Options, _: usize, _: &mut Left, take: &mut dyn FnMut(Member)) {
    take(Member { name: name.to_owned(), content: Err(SourceError::FeatureOff { path: name.to_owned(), feature: "zip" }) });
}

#[cfg(feature = "zip")]
fn unpack(bytes: &[u8], name: &str, options: &Options, depth: usize, left: &mut Left, take: &mut dyn FnMut(Member)) {
    use std::io::Read;
    let broken = |path: &str, cause: String| SourceError::Broken { path: path.to_owned(), format: "ZIP", cause };
    let fail = |error, take: &mut dyn FnMut(Member)| take(Member { name: name.to_owned(), content: Err(error) });
    if depth >= options.limits.depth {
        let (path, limit) = (name.to_owned(), options.limits.depth);
        return fail(SourceError::TooMany { path, limit, what: "archives in each other", option: "--max-depth" }, take);
    }
    let mut archive = match zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(cause) => return fail(broken(name, cause.to_string()), take),
    };
    let mut order: Vec<(String, usize)> = Vec::new();
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(index) else { continue };
        let inner = file_name(file.name_raw()).replace('\\', "/");
        let inner = inner.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect::<Vec<_>>().join("/");
        let hidden = inner.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        if file.is_file() && !hidden && !inner.is_empty() {
            order.push((inner, index));
        }
    }
    order.sort();
    for (inner, index) in order {
        let path = format!("{name}/{inner}");
        if left.members == 0 {
            let limit = options.limits.members;
            return fail(SourceError::TooMany { path: name.to_owned(), limit, what: "files", option: "--max-members" }, take);
        }
        left.members -= 1;
        let mut content = Vec::new();
        let read = match archive.by_index(index) {
            Ok(file) => file.take(left.bytes.saturating_add(1)).read_to_end(&mut content).map_err(|cause| broken(&path, cause.to_string())),
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                Err(SourceError::Encrypted { path: path.clone() })
            }
            Err(cause) => Err(broken(&path, cause.to_string())),
        };
        match read {
            Ok(_) if content.len() as u64 > left.bytes => {
                return fail(SourceError::Expands { path: name.to_owned(), limit: options.limits.expanded }, take);
            }
            Ok(_) => {
                left.bytes -= content.len() as u64;
                each_within(content, &path, options, depth + 1, left, take);
            }
            Err(error) => take(Member { name: path, content: Err(error) }),
        }
    }
}

/// A file's name from its bytes: UTF-8, else GBK, in which Chinese systems write names.
#[must_use]
pub fn file_name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => match encoding_rs::GB18030.decode_without_bom_handling(bytes) {
            (name, false) => name.into_owned(),
            (_, true) => String::from_utf8_lossy(bytes).into_owned(),
        },
    }
}

#[cfg(test)]
#[cfg(feature = "zip")]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::source::Limits;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn names(bytes: Vec<u8>, limits: Limits) -> Vec<String> {
        let mut names = Vec::new();
        let options = Options { limits, ..Options::default() };
        each(bytes, "a.zip", &options, &mut |member| {
            names.push(match member.content {
                Ok(_) => member.name,
                Err(error) => error.to_string(),
            });
        });
        names
    }

    #[test]
    fn archives_open_as_deep_as_is_borne() {
        let inner = archive(&[("c.txt", "省".as_bytes())]);
        let outer =
            archive(&[("b/内.zip", &inner), ("a.txt", b"x"), ("__MACOSX/._a.txt", b"x"), ("../../up.txt", b"x"), ("empty.txt", b"")]);
        let found = names(outer.clone(), Limits::default());
        assert_eq!(found[0], "a.zip/a.txt");
        assert_eq!(found[1], "a.zip/b/内.zip/c.txt");
        assert!(found[2].contains("`a.zip/empty.txt` is empty"), "{found:?}");
        assert_eq!(found[3], "a.zip/up.txt");
        let found = names(outer, Limits { depth: 1, ..Limits::default() });
        assert!(found[1].contains("more than 1 archives in each other"), "{found:?}");
    }

    #[test]
    fn a_bomb_is_stopped_and_what_stands_before_it_is_kept() {
        let bomb = archive(&[("a.txt", b"x"), ("b.txt", &vec![b' '; 2 << 20]), ("c.txt", b"y")]);
        let found = names(bomb, Limits { expanded: 1, ..Limits::default() });
        assert_eq!(found[0], "a.zip/a.txt");
        assert!(found[1].contains("`a.zip` expands to more than 1 MB"), "{found:?}");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn names_are_utf8_or_gbk() {
        let (gbk, ..) = encoding_rs::GBK.encode("任务分工表.docx");
        assert_eq!(file_name(&gbk), "任务分工表.docx");
        assert_eq!(file_name("方案.txt".as_bytes()), "方案.txt");
    }
}
