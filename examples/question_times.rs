//! How long each question takes on a loaded graph: `cargo run --release --example question_times -- GRAPH FILE.rq... [KEY=VALUE...]`.
//!
//! The files are read when it runs, so that a changed query is timed without a new build. Each is asked three times and the
//! quickest counts: in processor time where the system tells it (Linux), so that other work on the machine does not count.

use std::path::Path;
use std::time::{Duration, Instant};

use quanze::graph::GraphDirectory;
use quanze::query;
use quanze::store::Graph;

/// Repetitions of a question; the quickest is reported.
const TIMES: usize = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (settings, paths): (Vec<String>, Vec<String>) = words.into_iter().partition(|word| word.contains('='));
    let [folder, files @ ..] = paths.as_slice() else { return Err("say which graph folder and which query files".into()) };
    let start = Instant::now();
    let graph = Graph::open(&GraphDirectory::open(Path::new(folder))?)?;
    let quads = graph.select("SELECT (COUNT(*) AS ?quads) WHERE { GRAPH ?graph { ?subject ?predicate ?object } }")?;
    println!("{} quads, loaded in {:.1} s", query::shown(quads.rows[0][0].as_ref()), start.elapsed().as_secs_f64());
    for file in files {
        let text = std::fs::read_to_string(file)?;
        let known: Vec<String> = query::parameters(&text).into_iter().map(|parameter| parameter.name).collect();
        let own = |setting: &&String| setting.split_once('=').is_some_and(|(name, _)| known.iter().any(|parameter| parameter == name));
        let text = query::with_settings(&text, &settings.iter().filter(own).cloned().collect::<Vec<_>>())?;
        let mut quickest = Duration::MAX;
        let mut rows = 0;
        for _ in 0..TIMES {
            let (start, worked) = (Instant::now(), processor_time());
            match graph.select(&text) {
                Ok(answer) => rows = answer.rows.len(),
                Err(error) => return Err(format!("{file}: {}", query::show_error(&text, &error)).into()),
            }
            let elapsed = processor_time().zip(worked).map_or_else(|| start.elapsed(), |(now, before)| now - before);
            quickest = quickest.min(elapsed);
            if quickest > Duration::from_secs(5) {
                break;
            }
        }
        println!("{:8.3} s  {rows:7} rows  {file}", quickest.as_secs_f64());
    }
    Ok(())
}

/// The processor time of this thread, which alone evaluates a query.
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}
