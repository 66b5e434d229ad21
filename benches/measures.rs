//! How long each measure takes on an exported network: `cargo bench --bench measures -- FOLDER`, FOLDER holding nodes.csv and
//! edges.csv. Prints a measure and its seconds a line; `tests/consumers/runtimes.py` sets them beside other programs'.

use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use quanze::network::simple::Simple;
use quanze::network::{cohesion, community, paths, spectrum};

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|word| !word.starts_with("--")) else {
        println!("name a folder with nodes.csv and edges.csv");
        return;
    };
    let simple = read(Path::new(&folder));
    time("betweenness", || paths::betweenness(&simple));
    time("closeness", || paths::closeness(&simple));
    time("eigenvector", || spectrum::eigenvector(&simple));
    time("pagerank", || spectrum::pagerank(&simple));
    time("core", || cohesion::cores(&simple));
    time("clustering", || cohesion::clustering(&simple));
    time("constraint", || cohesion::constraint(&simple));
    time("communities", || community::communities(&simple));
}

/// Prints the least of several runs; a slow one runs once.
fn time<T>(name: &str, take: impl Fn() -> T) {
    let mut least = f64::INFINITY;
    let begun = Instant::now();
    for _ in 0..5 {
        let start = Instant::now();
        black_box(take());
        least = least.min(start.elapsed().as_secs_f64());
        if begun.elapsed().as_secs() > 2 {
            break;
        }
    }
    println!("{name} {least}");
}

/// Reads a network as `quanze export network --format csv` writes it.
fn read(folder: &Path) -> Simple {
    let table = |name: &str| csv::Reader::from_path(folder.join(name)).expect("the folder holds a network");
    let mut places = HashMap::new();
    for row in table("nodes.csv").records() {
        let place = places.len();
        places.insert(row.expect("a row")[0].trim_start_matches('\u{feff}').to_owned(), place);
    }
    let mut edges = table("edges.csv");
    let weight = edges.headers().expect("a header").iter().position(|name| name == "Weight").expect("a column of weights");
    let mut ties: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut directed = false;
    for row in edges.records() {
        let row = row.expect("a row");
        directed |= &row[2] == "Directed";
        let (source, target) = (places[&row[0]], places[&row[1]]);
        if source != target {
            *ties.entry((source, target)).or_default() += row[weight].parse::<f64>().expect("a weight");
        }
    }
    Simple::of_ties(places.len(), directed, ties)
}
