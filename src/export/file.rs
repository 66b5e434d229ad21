//! Putting an export where it was asked for: whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How plain text becomes bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// `utf8`: UTF-8.
    #[default]
    Utf8,
    /// `utf8-bom`: UTF-8 with the byte-order mark by which Excel and Pajek know it.
    Utf8Bom,
    /// `gbk`: what UCINET and other programs without Unicode read on a Chinese Windows.
    Gbk,
}

impl Encoding {
    /// The encoding a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "utf8" => Some(Self::Utf8),
            "utf8-bom" => Some(Self::Utf8Bom),
            "gbk" => Some(Self::Gbk),
            _ => None,
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Text, in the encoding asked for.
    Text(String),
    /// Bytes as they are.
    Bytes(Vec<u8>),
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Why an export was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The system refused.
    #[error("cannot write `{}`; check that its folder can be written to and the disk has room", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// A format of one file was pointed at a folder.
    #[error("`{}` is a folder; name a file in it", path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A format of several files was pointed at a file.
    #[error("`{}` is a file; this format writes a folder, so name one", path.display())]
    IsFile {
        /// The file.
        path: PathBuf,
    },
    /// XML and JSON know one encoding.
    #[error("format `{format}` is always UTF-8; leave the encoding out")]
    AlwaysUtf8 {
        /// The format's word.
        format: &'static str,
    },
    /// More than a sheet of Excel holds.
    #[error("a matrix of {rows} rows and {columns} columns, or its list of edges, is more than `{}` can hold; write csv, or take a part with --ego or --minimum-weight and --tied-only", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How many rows.
        rows: usize,
        /// How many columns.
        columns: usize,
    },
    /// A workbook that cannot be made.
    #[error("cannot make the workbook `{}`: {cause}; write csv instead", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What the writer said.
        cause: String,
    },
    /// A character that the encoding lacks.
    #[error("`{character}` for `{}` is not in GBK; use the encoding utf8 or utf8-bom", path.display())]
    NotInEncoding {
        /// The character.
        character: char,
        /// The file.
        path: PathBuf,
    },
}

/// A file of a folder.
#[must_use]
pub fn inside(folder: &Path, name: &str) -> PathBuf {
    folder.join(name)
}

/// The file next to another, named after it: `x.net` → `x_nodes.csv`.
#[must_use]
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_stem().unwrap_or_default().to_os_string();
    name.push(ending);
    file.with_file_name(name)
}

/// Whether a path ends in `.json` or the like, in whatever case.
#[must_use]
pub fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// Writes all parts beside their places first and moves them there last, so that a full disk costs nothing.
pub(super) fn replace_all(
    out: &Path,
    folder: bool,
    parts: Vec<(PathBuf, Content)>,
    encoding: Encoding,
) -> Result<Vec<PathBuf>, ExportError> {
    match fs::metadata(out) {
        Ok(found) if folder && !found.is_dir() => {
            return Err(ExportError::IsFile { path: out.to_path_buf() });
        }
        Ok(found) if !folder && found.is_dir() => {
            return Err(ExportError::IsFolder { path: out.to_path_buf() });
        }
        Ok(found) if !folder && !found.is_file() => return write_to_device(out, parts, encoding),
        Ok(_) | Err(_) => {}
    }
    let parent = if folder { Some(out) } else { out.parent().filter(|parent| !parent.as_os_str().is_empty()) };
    if let Some(parent) = parent {
        fs::create_dir_all(parent).map_err(|cause| ExportError::Write { path: parent.to_path_buf(), cause })?;
    }

    let mut staged = Staged(Vec::with_capacity(parts.len()));
    for (path, content) in parts {
        // A link stays a link: what it points at is replaced.
        let place = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        let mut name = place.file_name().unwrap_or_default().to_os_string();
        name.push(".part");
        let part = place.with_file_name(name);
        let bytes = encode(content, encoding, &path)?;
        staged.0.push((part.clone(), place, path.clone()));
        write_through(&part, &bytes).map_err(|cause| ExportError::Write { path, cause })?;
    }
    staged.publish()
}

/// Files written and not yet in place; those left over are taken away.
struct Staged(Vec<(PathBuf, PathBuf, PathBuf)>);

impl Staged {
    fn publish(mut self) -> Result<Vec<PathBuf>, ExportError> {
        let mut published = Vec::with_capacity(self.0.len());
        while !self.0.is_empty() {
            let (part, place, path) = &self.0[0];
            fs::rename(part, place).map_err(|cause| ExportError::Write { path: path.clone(), cause })?;
            published.push(self.0.remove(0).2);
        }
        Ok(published)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (part, _, _) in &self.0 {
            // It may never have been made, and there is nobody left to tell.
            let _ = fs::remove_file(part);
        }
    }
}

/// A device or pipe (`/dev/stdout`) cannot be replaced: it is given the first part.
fn write_to_device(out: &Path, parts: Vec<(PathBuf, Content)>, encoding: Encoding) -> Result<Vec<PathBuf>, ExportError> {
    for (_, content) in parts.into_iter().take(1) {
        let bytes = encode(content, encoding, out)?;
        let written = fs::OpenOptions::new().write(true).open(out).and_then(|mut file| file.write_all(&bytes));
        written.map_err(|cause| ExportError::Write { path: out.to_path_buf(), cause })?;
    }
    Ok(vec![out.to_path_buf()])
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn encode(content: Content, encoding: Encoding, path: &Path) -> Result<Vec<u8>, ExportError> {
    let text = match content {
        Content::Text(text) => text,
        Content::Bytes(bytes) => return Ok(bytes),
    };
    match encoding {
        Encoding::Utf8 => Ok(text.into_bytes()),
        Encoding::Utf8Bom => Ok([b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        Encoding::Gbk => {
            let lacking = |c: &char| encoding_rs::GBK.encode(c.encode_utf8(&mut [0; 4])).2;
            match text.chars().find(lacking) {
                Some(character) => Err(ExportError::NotInEncoding { character, path: path.to_path_buf() }),
                None => Ok(encoding_rs::GBK.encode(&text).0.into_owned()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(out: &Path, text: &str, encoding: Encoding) -> Result<Vec<PathBuf>, ExportError> {
        replace_all(out, false, vec![(out.to_path_buf(), Content::Text(text.to_owned()))], encoding)
    }

    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        fs::read_dir(folder).unwrap().map(name).collect()
    }

    #[test]
    fn a_file_is_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("new/x.net");
        put(&out, "一", Encoding::Utf8).unwrap();
        put(&out, "二", Encoding::Utf8).unwrap();
        assert_eq!(fs::read_to_string(&out).unwrap(), "二");
        assert_eq!(names(out.parent().unwrap()), ["x.net"]);
    }

    #[test]
    fn what_stood_there_survives_a_failure() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("x.net");
        put(&out, "一", Encoding::Utf8).unwrap();
        let error = put(&out, "🏭", Encoding::Gbk).unwrap_err().to_string();
        assert!(error.starts_with("`🏭` for `"), "{error}");
        assert_eq!(fs::read_to_string(&out).unwrap(), "一");
        assert_eq!(names(folder.path()), ["x.net"]);
    }

    #[test]
    fn encodings_are_as_asked() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("x");
        for (encoding, bytes) in
            [(Encoding::Utf8, &b"\xE4\xB8\x80"[..]), (Encoding::Utf8Bom, b"\xEF\xBB\xBF\xE4\xB8\x80"), (Encoding::Gbk, b"\xD2\xBB")]
        {
            put(&out, "一", encoding).unwrap();
            assert_eq!(fs::read(&out).unwrap(), bytes);
        }
    }

    #[test]
    fn a_folder_is_no_file_and_a_file_no_folder() {
        let folder = tempfile::tempdir().unwrap();
        let error = put(folder.path(), "", Encoding::Utf8).unwrap_err();
        assert!(matches!(error, ExportError::IsFolder { .. }), "{error}");

        let file = folder.path().join("x");
        put(&file, "", Encoding::Utf8).unwrap();
        let error = replace_all(&file, true, Vec::new(), Encoding::Utf8).unwrap_err();
        assert!(matches!(error, ExportError::IsFile { .. }), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_a_device_stay_what_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("x"), folder.path().join("y"));
        put(&file, "一", Encoding::Utf8).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        put(&link, "二", Encoding::Utf8).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "二");

        let device = folder.path().join("null");
        std::os::unix::fs::symlink("/dev/null", &device).unwrap();
        put(&device, "三", Encoding::Utf8).unwrap();
        assert!(fs::symlink_metadata(&device).unwrap().is_symlink());
    }

    #[test]
    fn the_table_beside_a_file_is_named_after_it() {
        assert_eq!(beside(Path::new("out/x.net"), "_nodes.csv"), Path::new("out/x_nodes.csv"));
    }
}
