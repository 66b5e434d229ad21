//! A table of comma- or tab-separated values becomes lines with cells, every character pointing into the file.
//!
//! The `csv` crate tells a field's words but not where they stand, so the few rules of RFC 4180 are read here.

use super::Line;
use super::text::push_even;
use crate::passage::Passage;

/// A field: the stretches of the file that make up its words, quotation marks left out.
type Field = Vec<std::ops::Range<usize>>;

/// The rows of a table as lines. A row with one filled cell only is a plain line: a title or a part's name.
pub(super) fn lines(characters: &[char], name: &str) -> Vec<Line> {
    let separator = separator(characters, name);
    records(characters, separator)
        .into_iter()
        .map(|record| {
            let mut line = Line { closed: true, ..Line::default() };
            let filled = record.iter().filter(|field| field.iter().any(|part| !is_blank(&characters[part.clone()]))).count();
            for (index, field) in record.iter().enumerate() {
                if index > 0 && filled > 1 {
                    line.passage.push_separator('|');
                }
                let mut cell = Passage::default();
                for part in field {
                    push_even(&characters[part.clone()], part.start, &mut cell);
                }
                let start = line.passage.text.len();
                line.passage.push_part(&cell, 0..cell.text.len());
                if filled > 1 {
                    line.cells.push(start..line.passage.text.len());
                }
            }
            line
        })
        .collect()
}

fn is_blank(part: &[char]) -> bool {
    part.iter().all(|c| c.is_whitespace())
}

/// What separates fields: a tab for `.tsv`, else what the first lines hold most of.
fn separator(characters: &[char], name: &str) -> char {
    if name.to_lowercase().ends_with(".tsv") {
        return '\t';
    }
    let head = &characters[..characters.len().min(4096)];
    let count = |mark: char| head.iter().filter(|c| **c == mark).count();
    [',', '\t', ';'].into_iter().max_by_key(|mark| (count(*mark), *mark == ',')).unwrap_or(',')
}

/// The records of a table, each a list of fields.
fn records(characters: &[char], separator: char) -> Vec<Vec<Field>> {
    let mut records = Vec::new();
    let mut record: Vec<Field> = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let (field, end) = field(characters, at, separator);
        record.push(field);
        at = end;
        match characters.get(at) {
            Some(c) if *c == separator => {
                at += 1;
                if at == characters.len() {
                    record.push(Field::new());
                }
                continue;
            }
            Some('\r') if characters.get(at + 1) == Some(&'\n') => at += 2,
            Some(_) => at += 1,
            None => {}
        }
        records.push(std::mem::take(&mut record));
    }
    if !record.is_empty() {
        records.push(record);
    }
    records
}

/// The field that starts at a place, and where it ends.
fn field(characters: &[char], start: usize, separator: char) -> (Field, usize) {
    let ends = |at: usize| characters.get(at).is_none_or(|c| *c == separator || matches!(c, '\n' | '\r'));
    let mut at = start;
    if characters.get(at) != Some(&'"') {
        while !ends(at) {
            at += 1;
        }
        return (std::iter::once(start..at).collect(), at);
    }
    let mut parts = Field::new();
    at += 1;
    let mut from = at;
    loop {
        match characters.get(at) {
            None => break,
            // Two quotation marks are one.
            Some('"') if characters.get(at + 1) == Some(&'"') => {
                parts.push(from..at + 1);
                at += 2;
                from = at;
            }
            Some('"') => break,
            Some(_) => at += 1,
        }
    }
    parts.push(from..at);
    at = (at + 1).min(characters.len());
    let behind = at;
    while !ends(at) {
        at += 1;
    }
    if at > behind {
        parts.push(behind..at);
    }
    (parts, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: &[&[&str]]) {
        let characters: Vec<char> = text.chars().collect();
        let lines = lines(&characters, name);
        let cells = |line: &Line| match line.cells.as_slice() {
            [] => vec![line.passage.text.clone()],
            cells => cells.iter().map(|cell| line.passage.text[cell.clone()].to_owned()).collect(),
        };
        assert_eq!(lines.iter().map(cells).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn fields_are_read_as_rfc_4180_has_them() {
        check("任务,单位\r\n修路,交通局\r\n", "t.csv", &[&["任务", "单位"], &["修路", "交通局"]]);
        check("a,\"一、\n\"\"二\"\"\",b\n", "t.csv", &[&["a", "一、\"二\"", "b"]]);
        check("a\tb,c\td", "t.tsv", &[&["a", "b，c", "d"]]);
        check("a;b\nc;d\n", "t.csv", &[&["a", "b"], &["c", "d"]]);
        check("分工表,,\n任务,单位,\n", "t.csv", &[&["分工表"], &["任务", "单位", ""]]);
        check("a,\"never closed", "t.csv", &[&["a", "never closed"]]);
    }

    #[test]
    fn cells_point_into_the_file() {
        let characters: Vec<char> = "任务,\"交通\n局\"\n".chars().collect();
        let line = &lines(&characters, "t.csv")[0];
        let place = line.passage.in_source(&line.cells[1]);
        assert_eq!(characters[place].iter().collect::<String>(), "交通\n局");
    }
}
