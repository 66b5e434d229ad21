//! Forms of one character: radicals that stand for ideographs, and traditional characters with their simplified ones; the tables
//! are `data/characters`.

use std::collections::HashMap;
use std::sync::LazyLock;

static RADICALS: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs(include_str!("../../data/characters/radicals.csv")));
static TRADITIONAL: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs(include_str!("../../data/characters/traditional.csv")));

/// One source in so many Han characters must be traditional for a source to count as written in them.
const ONE_IN: usize = 25;

/// The rows of a table below its header: from, to.
fn pairs(table: &str) -> HashMap<char, char> {
    let pair = |row: &str| {
        let mut characters = row.chars();
        let pair = (characters.next()?, characters.nth(1)?);
        // Passages replace one by the other in place.
        (pair.0.len_utf8() == pair.1.len_utf8()).then_some(pair)
    };
    table.lines().skip(1).filter_map(pair).collect()
}

/// The ideograph that a Kangxi or CJK radical or a stroke looks like; any other character as it is.
#[must_use]
pub fn ideograph(character: char) -> char {
    match character {
        '\u{2E80}'..='\u{2FDF}' | '\u{31C0}'..='\u{31EF}' => RADICALS.get(&character).copied().unwrap_or(character),
        _ => character,
    }
}

/// The simplified form of a traditional character or an old variant, as long in UTF-8; any other character as it is.
#[must_use]
pub fn simplified(character: char) -> char {
    if is_han(character) { TRADITIONAL.get(&character).copied().unwrap_or(character) } else { character }
}

/// Whether a text is written in traditional characters.
#[must_use]
pub fn is_traditional(characters: &[char]) -> bool {
    let (mut han, mut traditional) = (0_usize, 0_usize);
    for &character in characters.iter().filter(|&&character| is_han(character)).take(20_000) {
        han += 1;
        traditional += usize::from(simplified(character) != character);
    }
    traditional * ONE_IN > han
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_radical_of_the_table_becomes_its_ideograph() {
        let check = |from: &str, to: &str| assert_eq!(from.chars().map(ideograph).collect::<String>(), to);
        check("⼈⺠政府⼯作", "人民政府工作");
        check("⻆⻓⻔⻢⻩⿓", "角长门马黄龍");
        check("省、（一）", "省、（一）");
        assert!(RADICALS.len() > 300);
        assert!(RADICALS.iter().all(|(from, to)| ideograph(*from) == *to), "a radical outside the ranges");
    }

    #[test]
    fn traditional_characters_are_known() {
        let text = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!("國務院關於發展農業".chars().map(simplified).collect::<String>(), "国务院关于发展农业");
        assert!(is_traditional(&text("省農業農村廳牽頭，省財政廳配合。")));
        assert!(!is_traditional(&text("乾县人民政府办公室关于印发工作要点的通知，各镇人民政府、各部门。")));
        assert!(!is_traditional(&text("")));
    }
}
