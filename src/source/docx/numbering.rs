//! Numbers that Word counts itself: 一、（一）1. are often not typed but come from a list's definition.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::attribute;

/// The lists of a document: for each its levels.
#[derive(Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, HashMap<usize, Level>>,
    /// For each list its definition, and the numbers that its levels start anew with.
    lists: HashMap<String, (String, HashMap<usize, usize>)>,
}

#[derive(Clone, Default)]
struct Level {
    start: usize,
    form: String,
    text: String,
}

/// How far each list has been counted.
#[derive(Default)]
pub(super) struct Counters(HashMap<String, [Option<usize>; 9]>);

impl Numbering {
    /// Reads `word/numbering.xml` as far as it can be read.
    pub(super) fn read(text: &str) -> Numbering {
        let mut numbering = Numbering::default();
        let mut reader = Reader::from_str(text);
        let (mut definition, mut list, mut level) = (None::<String>, None::<String>, 0_usize);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    let value = || attribute(&tag, "val");
                    let number = || value().and_then(|number| number.parse::<usize>().ok());
                    match tag.local_name().as_ref() {
                        "abstractNum" => (definition, list) = (attribute(&tag, "abstractNumId"), None),
                        "num" => (definition, list) = (None, attribute(&tag, "numId")),
                        "abstractNumId" => {
                            if let (Some(list), Some(definition)) = (&list, value()) {
                                numbering.lists.entry(list.clone()).or_default().0 = definition;
                            }
                        }
                        "lvl" | "lvlOverride" => level = attribute(&tag, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0),
                        "startOverride" => {
                            if let (Some(list), Some(start)) = (&list, number()) {
                                numbering.lists.entry(list.clone()).or_default().1.insert(level, start);
                            }
                        }
                        name @ ("start" | "numFmt" | "lvlText") => {
                            let Some(definition) = &definition else { continue };
                            let level = numbering.definitions.entry(definition.clone()).or_default().entry(level).or_default();
                            match name {
                                "start" => level.start = number().unwrap_or(1),
                                "numFmt" => level.form = value().unwrap_or_default(),
                                _ => level.text = value().unwrap_or_default(),
                            }
                        }
                        _ => {}
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        numbering
    }
}

impl Counters {
    /// Counts one paragraph more of a list's level and gives its number as printed; nothing for bullets.
    pub(super) fn next(&mut self, numbering: &Numbering, list: &str, level: usize) -> String {
        let Some((definition, starts)) = numbering.lists.get(list) else { return String::new() };
        let Some(levels) = numbering.definitions.get(definition) else { return String::new() };
        let level = level.min(8);
        let Some(own) = levels.get(&level) else { return String::new() };
        // Lists of one definition go on with each other's numbers, unless one starts anew.
        let key = if starts.is_empty() { definition.clone() } else { format!("{definition}/{list}") };
        let counters = self.0.entry(key).or_default();
        let start = |level: usize| starts.get(&level).copied().or(levels.get(&level).map(|level| level.start)).unwrap_or(1);
        counters[level] = Some(counters[level].map_or_else(|| start(level), |count| count + 1));
        counters[level + 1..].fill(None);
        if matches!(own.form.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut printed = own.text.clone();
        for (above, counter) in counters.iter_mut().enumerate().take(level + 1) {
            let mark = format!("%{}", above + 1);
            if printed.contains(&mark) {
                let count = *counter.get_or_insert_with(|| start(above));
                let form = levels.get(&above).map_or("decimal", |level| level.form.as_str());
                printed = printed.replace(&mark, &numeral(count, form));
            }
        }
        printed
    }
}

/// A number in one of Word's forms; plain digits in a form that is not known.
fn numeral(number: usize, form: &str) -> String {
    match form {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "koreanCounting" => counted(number, "〇一二三四五六七八九", "十百千"),
        "chineseLegalSimplified" | "ideographLegalTraditional" => counted(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(number, '①'),
        "decimalEnclosedParen" => enclosed(number, '⑴'),
        "decimalEnclosedFullstop" => enclosed(number, '⒈'),
        "decimalZero" => format!("{number:02}"),
        "upperLetter" => letter(number, b'A'),
        "lowerLetter" => letter(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        _ => number.to_string(),
    }
}

/// A Chinese numeral below ten thousand: 十二, 一百零三.
fn counted(number: usize, digits: &str, units: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let units: Vec<char> = units.chars().collect();
    let mut out = String::new();
    let mut gap = false;
    for place in (0..4_u32).rev() {
        let digit = number / 10_usize.pow(place) % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('零');
        }
        // Ten is 十, not 一十.
        if !(digit == 1 && place == 1 && out.is_empty() && units[0] == '十') {
            out.push(digits[digit]);
        }
        if place > 0 {
            out.push(units[place as usize - 1]);
        }
    }
    out
}

/// ① to ⑳ and their like.
fn enclosed(number: usize, first: char) -> String {
    match (number, u32::try_from(number)) {
        (1..=20, Ok(count)) => char::from_u32(first as u32 + count - 1).map_or_else(|| number.to_string(), String::from),
        _ => number.to_string(),
    }
}

/// A, B, … Z, AA, BB, …
fn letter(number: usize, first: u8) -> String {
    let Some(index) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(first + u8::try_from(index % 26).unwrap_or(0));
    String::from(letter).repeat((index / 26 + 1).min(9))
}

/// I, II, III, IV, …
fn roman(mut number: usize) -> String {
    const PARTS: &[(usize, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, sign) in PARTS {
        while number >= *value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_forms() {
        let check = |number: usize, form: &str, printed: &str| assert_eq!(numeral(number, form), printed);
        check(3, "chineseCounting", "三");
        check(10, "chineseCountingThousand", "十");
        check(12, "japaneseCounting", "十二");
        check(20, "chineseCounting", "二十");
        check(103, "chineseCounting", "一百零三");
        check(11, "chineseLegalSimplified", "壹拾壹");
        check(3, "decimalEnclosedCircle", "③");
        check(21, "decimalEnclosedCircle", "21");
        check(28, "lowerLetter", "bb");
        check(14, "upperRoman", "XIV");
        check(7, "decimal", "7");
    }
}
