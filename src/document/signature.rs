//! Who signed a text and when: the lines above the first date that stands on a line of its own, else a name and a date in running text.
//!
//! A text copied without its line ends has its signature behind its last sentence: …，认真执行。某市财政局2020年1月2日（此件公开发布）.
//! There the name has to be whole and what stands behind the date must be what stands behind signatures.

use super::names::{self, Names};
use super::{dates, outline::Block};
use crate::agency::Authority;
use crate::passage::{Passage, Span};
use crate::words::Words;

/// Who signed and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Signature {
    /// The bodies that signed.
    pub(super) names: Names,
    /// The day.
    pub(super) day: Option<String>,
}

/// The longest line of a signature in code points.
const LONGEST: usize = 40;

/// How many paragraphs above a date a signature may run over.
const LINES: usize = 12;

/// How many paragraphs from the end may hold a day without a name.
const LAST: usize = 3;

/// Reads the signature; `agrees` tells whether bodies that signed in running text are the document's own, and not those of a text it carries.
pub(super) fn read(
    passage: &Passage,
    blocks: &[Block],
    authority: &Authority,
    words: &Words,
    agrees: &impl Fn(&[String]) -> bool,
) -> Signature {
    let text = passage.text.as_str();
    let dated = blocks.iter().position(|block| block.span.len() < 90 && dates::whole_line(&text[block.span.clone()]).is_some());
    match dated {
        Some(dated) => {
            Signature { names: above(passage, &blocks[..dated], authority), day: dates::whole_line(&text[blocks[dated].span.clone()]) }
        }
        None => in_running_text(passage, blocks, authority, words, agrees).unwrap_or_default(),
    }
}

/// The bodies on the last lines before a date.
fn above(passage: &Passage, blocks: &[Block], authority: &Authority) -> Names {
    let text = passage.text.as_str();
    let mut found = Names::default();
    let (mut below, mut of_below) = (String::new(), 0);
    for block in blocks.iter().rev().take(LINES) {
        let line = text[block.span.clone()].trim_end_matches("（代章）");
        if line.ends_with(['。', '：']) || line.chars().count() > LONGEST {
            break;
        }
        let broken = format!("{line}{below}");
        let opens = || authority.body_prefix(line).is_some() || authority.states_place(line);
        let is_broken = !authority.knows(line) && !authority.knows(&below) && authority.knows(&broken)
            || authority.likeness(line).is_none() && names::is_name(&broken, authority) && opens();
        if !below.is_empty() && is_broken {
            // A long name broken over two lines.
            found.names.splice(0..of_below, [broken]);
            below.clear();
            continue;
        }
        let line_names = of_line(passage, &block.span, authority);
        line.clone_into(&mut below);
        of_below = line_names.names.len();
        found.names.splice(0..0, line_names.names);
    }
    found
}

/// The names of a line, which white space may part.
fn of_line(passage: &Passage, span: &Span, authority: &Authority) -> Names {
    let line = names::at_gaps(passage, span, authority).unwrap_or_else(|| passage.text[span.clone()].to_owned());
    names::names(&line, authority)
}

/// The first name with a day behind it in running text, else the day that ends the text.
fn in_running_text(
    passage: &Passage,
    blocks: &[Block],
    authority: &Authority,
    words: &Words,
    agrees: &impl Fn(&[String]) -> bool,
) -> Option<Signature> {
    let text = passage.text.as_str();
    let mut alone = None;
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.cells.is_empty()) {
        let line = &text[block.span.clone()];
        for (range, day) in dates::all(line) {
            let behind = line[range.end..].trim_start_matches('）');
            if !(behind.is_empty() || words.frame.lines.stands_behind_signature(behind)) {
                continue;
            }
            let from = line[..range.start]
                .rfind(['。', '！', '；', '：', '）'])
                .map_or(0, |at| at + line[at..].chars().next().map_or(0, char::len_utf8));
            let front = &line[from..range.start];
            if front.is_empty() || words.frame.lines.is_person_in_office(front) {
                let at_end = index + LAST >= blocks.len();
                if alone.is_none() && range.start > 0 && (at_end || !front.is_empty()) {
                    alone = Some(Signature { names: Names::default(), day: Some(day) });
                }
                continue;
            }
            let span = block.span.start + from..block.span.start + range.start;
            if let Some(names) = signers(passage, &span, authority).filter(|names| agrees(&names.names)) {
                return Some(Signature { names, day: Some(day) });
            }
        }
    }
    alone
}

/// The bodies that a stretch consists of, or the one whose whole name ends it.
fn signers(passage: &Passage, span: &Span, authority: &Authority) -> Option<Names> {
    let front = &passage.text[span.clone()];
    // Names that white space sets apart, the last ones of the stretch.
    let parts = passage.parts_at_gaps(span);
    let sure = |part: &&Span| authority.knows(&passage.text[(*part).clone()]) && passage.text[(*part).clone()].chars().count() > 2;
    let last = parts.iter().rev().take_while(sure).count();
    if last > 1 {
        let names = parts[parts.len() - last..].iter().map(|part| passage.text[part.clone()].to_owned()).collect();
        return Some(Names { names, ..Names::default() });
    }
    let found = of_line(passage, span, authority);
    let letters = |text: &str| text.chars().filter(|c| !matches!(c, '、' | '，' | ' ' | '/')).count();
    let whole = found.names.iter().map(|name| letters(name)).sum::<usize>() == letters(front);
    let is_sure = |name: &String| authority.surely(name) && !name.contains(|c: char| c.is_ascii_digit());
    if whole && front.chars().count() <= 2 * LONGEST && found.names.iter().all(|name| is_sure(name) && once(name, authority)) {
        return Some(found);
    }
    let start = front.char_indices().map(|(at, _)| at).rev().take(LONGEST).filter(|&at| authority.knows(&front[at..])).last()?;
    // 报省财政厅2020年1月2日: a word before the name makes it part of a sentence.
    let before = front[..start].chars().next_back()?;
    (!"由报送至向经据和与在于从自被请".contains(before) && front[start..].chars().count() > 4)
        .then(|| Names { names: vec![front[start..].to_owned()], ..Names::default() })
}

/// Whether a name states its place once; what states it again is words and a name behind them: 某省工作指南某省某协会.
fn once(name: &str, authority: &Authority) -> bool {
    authority.knows(name) || authority.place_at(name, None, None).is_none_or(|(_, length)| !name[length..].contains(&name[..length]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(text: &str) -> (Vec<String>, Option<String>) {
        let mut passage = Passage::default();
        let mut blocks = Vec::new();
        for line in text.split('\n') {
            let start = passage.text.len();
            for character in line.chars() {
                passage.push(character, passage.text.len());
            }
            blocks.push(Block { span: start..passage.text.len(), heading: None, cells: Vec::new() });
            passage.push_break();
        }
        let found = read(&passage, &blocks, Authority::built_in(), Words::built_in(), &|_| true);
        (found.names.names, found.day)
    }

    #[test]
    fn all_lines_above_the_date_sign() {
        let check = |text: &str, names: &[&str]| assert_eq!(signed(text).0, names, "{text}");
        check("请认真执行。\n辽宁省财政厅\n辽宁省教育厅\n二O二〇年一月二日", &["辽宁省财政厅", "辽宁省教育厅"]);
        check("请认真执行。\n财政部海关总署\n2020年1月2日", &["财政部", "海关总署"]);
        check("请认真执行。\n大连市某项制度改革\n工作领导小组办公室（代章）\n2020年1月2日", &["大连市某项制度改革工作领导小组办公室"]);
        check("请认真执行。\n2020年1月2日", &[]);
    }

    #[test]
    fn a_signature_in_running_text_is_a_whole_name_before_a_day() {
        let check = |text: &str, name: Option<&str>, day: Option<&str>| {
            let (names, signed) = signed(text);
            assert_eq!((names.first().map(String::as_str), signed.as_deref()), (name, day), "{text}");
        };
        check("请认真执行。大连市财政局2020年1月2日（此件公开发布）", Some("大连市财政局"), Some("2020-01-02"));
        check("请认真执行。大连市财政局二〇二〇年一月二日", Some("大连市财政局"), Some("2020-01-02"));
        check("请认真执行。2020年1月2日", None, Some("2020-01-02"));
        check("市长王某某2020年1月2日", None, Some("2020-01-02"));
        check("请认真执行。大连市财政局2020年1月2日印发的办法废止。", None, None);
        check("材料于每年报送大连市财政局，截止2020年1月2日", None, None);
    }
}
