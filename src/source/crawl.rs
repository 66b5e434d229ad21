//! The records of a crawl: a JSON object a line, or one array of them, each with a document's text in one field and what is known of
//! it in others.

use serde_json::Value;

use super::limits::Options;
use super::{Source, SourceError, digest, encoding, html, text};

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The text, which may be HTML.
    pub text: String,
    /// The other fields that hold words or numbers, by their names.
    pub fields: Vec<(String, String)>,
    /// Which record of its file it is.
    pub place: String,
    /// SHA-256 of the record.
    pub digest: String,
}

/// A record, or why it is none, with its name.
pub type Named = (String, Result<Record, SourceError>);

/// The records of a crawl, each with its name: the file's with the record's number.
///
/// # Errors
/// Where the file is no text. A record that cannot be read is an error in its place.
pub fn records(bytes: &[u8], name: &str, options: &Options) -> Result<Vec<Named>, SourceError> {
    let (text, _) = encoding::decode(bytes, name, options.encoding.as_deref())?;
    let numbered = |number: usize| format!("{name}/{number:06}");
    if text.trim_start().starts_with('[') {
        let values: Vec<Value> = serde_json::from_str(&text).map_err(|cause| broken(name, &cause.to_string()))?;
        return Ok(values
            .into_iter()
            .enumerate()
            .map(|(at, value)| (numbered(at + 1), of_value(value, &numbered(at + 1), options)))
            .collect());
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    Ok(lines.map(|(at, line)| (numbered(at + 1), of_line(line, &numbered(at + 1), options))).collect())
}

/// The record of one line.
///
/// # Errors
/// Where it is no JSON object with a text.
pub fn of_line(line: &str, name: &str, options: &Options) -> Result<Record, SourceError> {
    of_value(serde_json::from_str(line).map_err(|cause| broken(name, &cause.to_string()))?, name, options)
}

fn of_value(value: Value, name: &str, options: &Options) -> Result<Record, SourceError> {
    let digest = digest(value.to_string().as_bytes());
    let Value::Object(mut record) = value else { return Err(broken(name, "it is not an object")) };
    let names = options.fields.iter().filter(|(role, _)| role == "text").map(|(_, field)| field.as_str());
    let found = names.chain(["text", "content"]).find(|field| record.get(*field).is_some_and(Value::is_string)).map(str::to_owned);
    let Some(Value::String(text)) = found.as_deref().and_then(|field| record.remove(field)) else {
        return Err(broken(name, "no field holds its text; name it with --field text=NAME"));
    };
    let role = |field: &str| options.fields.iter().find(|(_, name)| name == field).map_or(field, |(role, _)| role).to_owned();
    let fields = record.into_iter().filter_map(|(field, value)| match value {
        Value::String(words) if !words.trim().is_empty() => Some((role(&field), words.trim().to_owned())),
        Value::Number(number) => Some((role(&field), number.to_string())),
        Value::Array(values) => {
            let words: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            (!words.is_empty()).then(|| (role(&field), words.join(";")))
        }
        _ => None,
    });
    let place = name.rsplit('/').next().unwrap_or(name).trim_start_matches('0');
    Ok(Record { fields: fields.collect(), text, place: format!("record {place}"), digest })
}

fn broken(name: &str, cause: &str) -> SourceError {
    SourceError::Broken { path: name.to_owned(), format: "JSON Lines", cause: cause.to_owned() }
}

/// The source of a record; its text is kept, for in the file it stands escaped.
#[must_use]
pub fn source(record: Record, name: &str) -> Source {
    let characters: Vec<char> = record.text.chars().collect();
    let mut source = Source {
        path: name.to_owned(),
        digest: record.digest,
        metadata: record.fields,
        extracted: true,
        places: vec![(0, record.place)],
        characters,
        ..Source::default()
    };
    let marked = ["</p>", "<br", "</div>", "</td>"].iter().any(|tag| record.text.contains(tag));
    if marked || html::is_html(&record.text) {
        let page = html::read(&source.characters);
        source.lines = page.lines;
        source.metadata.extend(page.metadata);
    } else {
        source.lines = text::lines(&source.characters);
    }
    source.finished()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_record_and_a_bad_one_is_alone() {
        let crawl = "{\"text\":\"<p>省财政厅</p><p>牵头</p>\",\"标题\":\"某方案\",\"year\":2023}\n\n{broken\n{\"body\":\"x\"}\n";
        let records = records(crawl.as_bytes(), "c.jsonl", &Options::default()).unwrap();
        assert_eq!(records.len(), 3);
        let first = records[0].1.as_ref().unwrap().clone();
        assert_eq!(first.fields, [("year".to_owned(), "2023".to_owned()), ("标题".to_owned(), "某方案".to_owned())]);
        let source = source(first, &records[0].0);
        assert_eq!((source.path.as_str(), source.place_of(3)), ("c.jsonl/000001", Some("record 1")));
        assert_eq!(source.lines[1].passage.text, "牵头");
        assert!(records[1].1.as_ref().unwrap_err().to_string().contains("`c.jsonl/000003`"));
        assert!(records[2].1.as_ref().unwrap_err().to_string().contains("--field text=NAME"));
    }

    #[test]
    fn fields_are_named_by_options_and_an_array_is_read_too() {
        let fields = vec![("text".to_owned(), "body".to_owned()), ("title".to_owned(), "h1".to_owned())];
        let options = Options { fields, ..Options::default() };
        let records = records("[{\"body\":\"省财政厅\",\"h1\":\"某办法\"}]".as_bytes(), "c.json", &options).unwrap();
        let record = records[0].1.as_ref().unwrap();
        assert_eq!((record.text.as_str(), record.fields[0].0.as_str()), ("省财政厅", "title"));
    }
}
