//! Names the code that reads: a graph made by other code is read anew, though the program's version is the same.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules whose code decides what a source is read to.
const READING: &[&str] = &["model", "passage", "words", "source", "agency", "document", "extract", "sidecar", "reader", "graph"];

fn main() {
    println!("cargo:rerun-if-changed=src");
    let mut files = Vec::new();
    for module in READING {
        collect(&Path::new("src").join(module), &mut files);
        files.push(Path::new("src").join(format!("{module}.rs")));
    }
    files.sort();
    // FNV-1a, 64 bits: no secret, only a name (http://www.isthe.com/chongo/tech/comp/fnv/).
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in files.iter().flat_map(|file| fs::read(file).unwrap_or_default()).filter(|byte| *byte != b'\r') {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    println!("cargo:rustc-env=QUANZE_READING={hash:016x}");
}

/// The Rust files below a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}
