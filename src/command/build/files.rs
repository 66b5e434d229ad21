//! The files below the paths that were given, the sidecars among them, and what is passed over.

use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::sidecar;
use crate::source::members::file_name;

/// A file to read and the name it goes by.
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) name: String,
}

/// A table that lies beside the files; names of sources of its folder begin with `within`.
pub(super) struct Sidecar {
    pub(super) path: PathBuf,
    pub(super) within: String,
}

/// All that was found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) files: Vec<File>,
    /// `documents.csv` of each folder.
    pub(super) documents: Vec<Sidecar>,
    /// `codes.csv` of each folder.
    pub(super) codes: Vec<Sidecar>,
    /// Names that are passed over, and why.
    pub(super) passed: Vec<(String, &'static str)>,
}

/// What lies below the paths, by name. A file goes by its own name, one in a folder by its path below the folder; where several
/// paths are given, a folder's name stands in front. Hidden files and the graph itself are left out.
pub(super) fn find(paths: &[PathBuf], graph: &Path) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let graph = graph.canonicalize().ok();
    for path in paths {
        let own_name = path.canonicalize().ok().map(|path| name_of(&path)).unwrap_or_default();
        if path.is_dir() {
            let prefix = if paths.len() > 1 { format!("{own_name}/") } else { String::new() };
            let before = found.files.len();
            walk(path, &prefix, graph.as_deref(), &mut found)?;
            if found.files.len() == before {
                bail!("no files in `{}`; the graph stays as it was", path.display());
            }
        } else if path.exists() {
            found.files.push(File { path: path.clone(), name: name_of(path) });
        } else {
            bail!("no file or folder `{}`; the graph stays as it was", path.display());
        }
    }
    let files = &mut found.files;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(pair) = files.windows(2).find(|pair| pair[0].name == pair[1].name && pair[0].path != pair[1].path) {
        bail!(
            "`{}` and `{}` go by one name, `{}`; build them from a folder above both",
            pair[0].path.display(),
            pair[1].path.display(),
            pair[0].name
        );
    }
    files.dedup_by(|a, b| a.name == b.name);
    Ok(found)
}

/// The last part of a path as people read it: names that are not UTF-8 are GBK.
fn name_of(path: &Path) -> String {
    let Some(name) = path.file_name() else { return String::new() };
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        file_name(name.as_bytes())
    }
    #[cfg(not(unix))]
    file_name(name.to_string_lossy().as_bytes())
}

fn walk(folder: &Path, prefix: &str, graph: Option<&Path>, found: &mut Found) -> anyhow::Result<()> {
    let listing = match std::fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(cause) => {
            eprintln!("quanze: cannot list `{}`: {cause}; it is left out", folder.display());
            return Ok(());
        }
    };
    let mut entries: Vec<_> = listing.filter_map(Result::ok).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type()?);
        let own_name = name_of(&path);
        if own_name.starts_with('.') || graph.is_some_and(|graph| path.canonicalize().is_ok_and(|path| path == graph)) {
            continue;
        }
        let name = format!("{prefix}{own_name}");
        if kind.is_dir() {
            walk(&path, &format!("{name}/"), graph, found)?;
        } else if kind.is_symlink() && path.is_dir() {
            // It may lead back to where it stands.
            found.passed.push((name, "a link to a folder, which is not followed; give that folder by itself"));
        } else if kind.is_file() && own_name == sidecar::DOCUMENTS {
            found.documents.push(Sidecar { path, within: prefix.to_owned() });
        } else if kind.is_file() && own_name == sidecar::CODES {
            found.codes.push(Sidecar { path, within: prefix.to_owned() });
        } else if kind.is_file() || kind.is_symlink() {
            found.files.push(File { path, name });
        } else {
            found.passed.push((name, "neither a file nor a folder"));
        }
    }
    Ok(())
}
