//! `quanze extract --stdin`: a filter from records, one a line, to quads.

use std::collections::HashSet;
use std::io::{BufRead, Write};
use std::process::ExitCode;

use crate::graph::{authority, quads};
use crate::model::Reading;
use crate::reader::Reader;
use crate::source::{Options, SourceError, apart, crawl};

/// Fields of a record that name where it comes from, in the order in which they are asked.
const NAMES: &[&str] = &["id", "url", "path", "file"];

/// Reads standard input line by line; the exit status is 1 where a line could not be read.
pub(super) fn extract(reader: Reader<'_>, options: &Options) -> anyhow::Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut status = ExitCode::SUCCESS;
    let mut said: HashSet<String> = HashSet::new();
    for (index, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line?;
        let name = format!("standard input, line {}", index + 1);
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        match read(&text, &name, reader, options) {
            Ok(reading) => {
                out.write_all(quads::lines(&quads::quads(&reading, reader.authority)).as_bytes())?;
                for line in authority_lines(&reading, reader).lines() {
                    // Once is enough; another run says it again, and `sort -u` makes one of both.
                    if said.insert(line.to_owned()) {
                        writeln!(out, "{line}")?;
                    }
                }
                out.flush()?;
            }
            Err(error) => {
                eprintln!("quanze: {error}");
                status = ExitCode::FAILURE;
            }
        }
    }
    Ok(status)
}

fn read(line: &str, name: &str, reader: Reader<'_>, options: &Options) -> Result<Reading, SourceError> {
    let record = crawl::of_line(line, name, options)?;
    // A line's number depends on what stands before it; what a record says of itself, and its content, do not.
    let named = NAMES.iter().find_map(|field| record.fields.iter().find(|(name, _)| name == field)).map(|(_, value)| value.clone());
    let path = named.unwrap_or_else(|| format!("record-{}", &record.digest[..16]));
    apart::contained(name, || {
        let mut source = crawl::source(record, &path).bounded(&options.limits);
        source.places.clear();
        let mut reading = reader.in_time(&source, &[])?;
        reading.text = None;
        Ok(reading)
    })
}

/// What is known of the agencies and places that a reading names.
fn authority_lines(reading: &Reading, reader: Reader<'_>) -> String {
    let issuers = reading.documents.iter().flat_map(|document| &document.issuers).map(|issuer| &issuer.agency);
    let answering = reading.documents.iter().flat_map(|document| &document.assignments).map(|row| &row.agency);
    let places = reading.documents.iter().filter_map(|document| document.place.as_deref());
    quads::lines(&authority::quads(issuers.chain(answering), places, reader.authority))
}
