//! How long each stock question takes: `cargo bench --bench questions -- [GRAPH] [PART]`. Prints a question and its seconds a
//! line, and their sum; asked of the sample documents, which takes a few seconds, or of the graph in the folder GRAPH. PART asks
//! only the questions whose names hold it.
//!
//! Each is asked several times and the least counts, in processor time where the system tells it (Linux), so that other work on the
//! machine does not count. `--example question_times` times query files that are not built in.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use quanze::graph::GraphDirectory;
use quanze::query::STOCK;
use quanze::reader::Reader;
use quanze::store::Graph;

/// Repetitions of a question; a slow one is asked once.
const TIMES: usize = 10;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let (folders, parts): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| Path::new(word).is_dir());
    let samples = tempfile::tempdir().expect("a temporary folder");
    let folder = match folders.first() {
        Some(folder) => Path::new(folder),
        None => {
            read_samples(samples.path());
            samples.path()
        }
    };
    let graph = Graph::open(&GraphDirectory::open(folder).expect("a graph")).expect("a graph that loads");
    let mut sum = 0.0;
    for stock in STOCK.iter().filter(|stock| parts.is_empty() || parts.iter().any(|part| stock.name.contains(part.as_str()))) {
        let least = least(|| graph.select(stock.text).expect("a stock question answers"));
        println!("{:28} {least:.6}", stock.name);
        sum += least;
    }
    println!("{:28} {sum:.6}", "all");
}

/// The least of several runs in seconds.
fn least<T>(ask: impl Fn() -> T) -> f64 {
    let begun = Instant::now();
    let mut least = f64::INFINITY;
    for _ in 0..TIMES {
        let (start, worked) = (Instant::now(), processor_time());
        black_box(ask());
        let taken = processor_time().zip(worked).map_or_else(|| start.elapsed(), |(now, before)| now - before);
        least = least.min(taken.as_secs_f64());
        if begun.elapsed() > Duration::from_secs(1) {
            break;
        }
    }
    least
}

/// The processor time of this thread, which alone evaluates a query.
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}

/// Makes a graph of the sample documents.
fn read_samples(graph: &Path) {
    let reader = Reader::built_in();
    let mut directory = GraphDirectory::open_or_create(graph).expect("a graph folder");
    let mut entries = Vec::new();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data/documents")).expect("the samples are there") {
        let path = file.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let reading = reader.file(&path, &name).expect("a sample is read");
        entries.push(directory.write_source(&reading, "bench", reader.authority).expect("it is written"));
    }
    directory.finish(entries, false, reader.authority).expect("the graph is finished");
}
