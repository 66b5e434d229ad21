//! Documents named in a document: 《titles》, their numbers, what short ones stand for, and why they are named.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Draft, evidence, metadata};
use crate::model::{Citation, Relation};
use crate::passage::Span;
use crate::source::Source;
use crate::words::Words;

/// The declaration of a short form right behind a title: 《X》（以下简称《方案》）.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:（[^）]{0,40}〔[^）]{0,30}）)?(?:（[^（）]{0,40}|[^（）]{0,10})(?:以下|下)?(?:简)?称[“：]?《([^《》]{2,20})》")
        .expect("a constant pattern")
});

/// The longest title in code points; what is longer is a bracket that never closed.
const LONGEST: usize = 150;

/// The longest short form of a title in code points: 《实施方案》.
const SHORT_FORM: usize = 6;

/// The citations of a document and its editor's note, in reading order.
#[must_use]
pub fn read(draft: &Draft, source: &Source, words: &Words) -> Vec<Citation> {
    let own = even(&draft.document.title);
    let mut short_forms: HashMap<String, String> = HashMap::new();
    let mut citations = Vec::new();
    for (passage, body) in [(&draft.note, false), (&draft.passage, true)] {
        let all = titles(&passage.text);
        let runs = runs(&passage.text, &all, words);
        for (span, run) in all.iter().zip(&runs) {
            let title_span = span.start + '《'.len_utf8()..span.end - '》'.len_utf8();
            let title = &passage.text[title_span.clone()].replace('\n', "");
            let behind = &passage.text[span.end..];
            if let Some(parts) = SHORT.captures(behind) {
                short_forms.insert(parts[1].to_owned(), title.clone());
            }
            let stands_for = short_forms.get(title).filter(|full| *full != title).cloned();
            let number = number_behind(behind);
            // Another number is another document, whatever its title.
            let another = number.is_some() && draft.document.number.is_some() && number != draft.document.number;
            let forwarded = own != *title && words.genres.forwards.iter().any(|word| own.contains(word.as_str()));
            let is_own = !another
                && (is_own(&own, title, stands_for.as_deref(), words) || !forwarded && issues(&passage.text, span, draft, body, words));
            let said = relation(&passage.text, run, draft, body, words);
            // 根据国务院《甲条例》制定的《乙市甲条例》 rests on another, though its title ends alike.
            let is_own = is_own && !(said == Relation::Basis && title.chars().count() > SHORT_FORM);
            let relation = match is_own {
                // 转发《甲》的通知 carries another body's text, and is no 甲 itself.
                true if forwarded && stands_for.is_none() => Relation::Forwards,
                true => Relation::SelfReference,
                false => said,
            };
            if body && in_title(draft, span) {
                continue;
            }
            citations.push(Citation {
                title: passage.printed(&title_span, &source.characters),
                number,
                relation,
                stands_for: stands_for.filter(|_| relation != Relation::SelfReference),
                evidence: evidence(passage, span, source),
            });
        }
    }
    citations
}

/// The outermost 《…》 of a text.
fn titles(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '《' => open.push(at),
            '》' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                    && text[start..at].chars().count() <= LONGEST
                {
                    found.push(start..at + '》'.len_utf8());
                }
            }
            '。' if open.first().is_some_and(|&start| text[start..at].chars().count() > LONGEST) => open.clear(),
            _ => {}
        }
    }
    found
}

fn in_title(draft: &Draft, span: &Span) -> bool {
    let first = draft.blocks.iter().take(6).find(|block| block.span.start <= span.start && span.end <= block.span.end);
    first.is_some_and(|block| even(&draft.document.title).contains(&draft.text()[block.span.clone()]))
}

fn even(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(crate::passage::fold).collect()
}

/// A title without the marks and words that one print of it has and another has not.
fn core(title: &str) -> String {
    let bare: String = title.chars().filter(|c| !"《》〈〉<>“”‘’\"".contains(*c)).collect();
    bare.replace("关于", "").replace('的', "")
}

/// Whether a title is the document's own, whole, without its issuer, as what its notice carries, or as its declared short form.
fn is_own(own: &str, title: &str, stands_for: Option<&str>, words: &Words) -> bool {
    // A head that is a sentence is no title.
    let sentence = own.contains(['，', '。', '：', '；']);
    let same = |title: &str| own == title || !sentence && core(title).chars().count() > 5 && holds(own, title, words);
    let short =
        title.chars().count() <= SHORT_FORM && words.genres.of_title(title).is_some() && own.ends_with(title) && stands_for.is_none();
    same(title) || stands_for.is_some_and(same) || short
}

/// Whether a document's title is another behind its issuer, or carries it: 甲市关于印发《乙》的通知 carries 乙, 甲市贯彻《乙》的方案 does not.
fn holds(own: &str, title: &str, words: &Words) -> bool {
    let (own, title) = (core(own), core(title));
    own.match_indices(&title).any(|(at, _)| {
        let (before, behind) = (&own[..at], &own[at + title.len()..]);
        // 转发煤炭部《甲》: the body whose text it is may stand between.
        let of_body = |rest: &str| rest.is_empty() || words.citations.body_ends.iter().any(|end| rest.ends_with(end.as_str()));
        let carried =
            words.citations.issues.iter().any(|word| before.rfind(word.as_str()).is_some_and(|at| of_body(&before[at + word.len()..])));
        let behind = behind.split('（').next().unwrap_or_default();
        let carrier = behind.is_empty() || words.genres.forwarding.iter().any(|genre| behind == genre);
        let acts = words.citations.relations.iter().flat_map(|row| &row.before).any(|word| before.ends_with(word.as_str()));
        carrier && (before.is_empty() || carried || behind.is_empty() && !acts)
    })
}

/// Whether the head of a document issues a title: 现将《甲》印发给你们.
fn issues(text: &str, span: &Span, draft: &Draft, body: bool, words: &Words) -> bool {
    let clause =
        text[..span.start].rfind(['。', '；', '\n', '，']).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let behind = text[span.end..].split(['。', '；', '，', '\n', '《']).next().unwrap_or_default();
    let opens = &text[clause..span.start];
    let itself =
        opens.starts_with("现将") && !opens.contains('》') && !words.genres.forwards.iter().any(|word| behind.contains(word.as_str()));
    body && span.start < draft.head().end && itself && words.citations.issues.iter().any(|word| behind.contains(word.as_str()))
}

/// The document number in brackets behind a title, or behind the kind of notice that carries it: 《甲》的通知（乙〔2021〕2号）.
fn number_behind(behind: &str) -> Option<String> {
    static BRACKET: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\n?(?:的(?:通知|意见|函|公告|决定|批复))?\n?（").expect("a constant pattern"));
    let inner = &behind[BRACKET.find(behind)?.end()..];
    let end = inner.find('）').filter(|end| *end < 120)?;
    let end = if inner[..end].matches('〔').count() == 0 && inner[..end].contains('（') {
        inner[end + '）'.len_utf8()..].find('）').map_or(end, |more| end + '）'.len_utf8() + more)
    } else {
        end
    };
    let inner = inner[..end].replace('\n', "");
    let (range, number) = metadata::number(&inner)?;
    (range.start < 12).then_some(number)
}

/// Why a title is named: the words before the list of titles it stands in and behind it.
fn relation(text: &str, run: &Span, draft: &Draft, body: bool, words: &Words) -> Relation {
    let (before, near) = before(text, run.start, words);
    let behind = behind(text, run.end);
    // The preamble is what stands before the first unit, and an article that says what the document rests on.
    let paragraph = &text[text[..run.start].rfind('\n').map_or(0, |at| at + 1)..];
    let paragraph = paragraph.split('\n').next().unwrap_or_default();
    let founds = words.duties.definitions.iter().any(|word| paragraph.contains(word.as_str()))
        || words.citations.founds.iter().any(|word| paragraph.contains(word.as_str()));
    let preamble = body && (run.start < draft.head().end || founds);
    // 符合《甲》规定条件的 tells whom a sentence is about, and carries nothing out.
    let sorts = behind.split('，').next().is_some_and(|clause| clause.ends_with('的'));
    let fits = words.citations.relations.iter().find(|row| {
        let rests = matches!(row.relation, Relation::Basis | Relation::Implements);
        if row.relation == Relation::Basis && !preamble || rests && sorts {
            return false;
        }
        let said = |word: &String| if row.near { is_near(before, word) } else { near.contains(word.as_str()) };
        row.before.iter().any(said) || row.behind.iter().any(|word| behind.contains(word.as_str()))
    });
    fits.map_or(Relation::Mention, |row| row.relation)
}

/// Whether a clause ends in a verb, but for a few characters that do not make it something else: 修订后的《甲》 is not revised here.
fn is_near(clause: &str, verb: &str) -> bool {
    let Some(at) = clause.rfind(verb) else { return false };
    let between = &clause[at + verb.len()..];
    between.chars().count() <= 4 && !between.contains(['的', '、', '后', '和'])
}

/// The clause before a list of titles, and its last words: those that may hold a verb whose object the list is.
fn before<'t>(text: &'t str, at: usize, words: &Words) -> (&'t str, &'t str) {
    // 全面落实, then the title on the next line.
    let head = text[..at].trim_end_matches(['《', '“']);
    let head = head.strip_suffix('\n').filter(|head| !head.ends_with(['。', '；', '：', '！', '？'])).unwrap_or(head);
    let from = head.char_indices().rfind(|(_, c)| matches!(c, '。' | '；' | '\n' | '，')).map_or(0, |(at, c)| at + c.len_utf8());
    let clause = &head[from..];
    // 根据国家税务总局、财政部、人力资源社会保障部《甲》: names of bodies do not part a verb from its title.
    let reach = if words.citations.body_ends.iter().any(|end| clause.ends_with(end.as_str())) { FAR } else { NEAR };
    let near = clause.char_indices().rev().nth(reach - 1).map_or(0, |(at, _)| at);
    (clause, &clause[near..])
}

/// How far before a title its verb may stand, in code points.
const NEAR: usize = 14;

/// And where names of bodies stand between.
const FAR: usize = 45;

/// What follows a list of titles in its sentence, without the bracket of its last number.
fn behind(text: &str, at: usize) -> String {
    let rest: String = text[at..].chars().take(40).collect();
    let rest = rest.split(['。', '；', '《', '\n']).next().unwrap_or_default();
    // The next clause counts only where it goes on with these titles: …，同时废止.
    let (first, then) = rest.split_once('，').unwrap_or((rest, ""));
    let goes_on = ["同时", "予以", "现予", "即行", "一并"].iter().any(|word| then.starts_with(word));
    if goes_on { rest.to_owned() } else { first.chars().take(24).collect() }
}

/// For each title, the list it stands in: titles with nothing between them but numbers, joining words and names of bodies.
fn runs(text: &str, titles: &[Span], words: &Words) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut first = 0;
    for (at, title) in titles.iter().enumerate() {
        if at > 0 && !joins(&text[titles[at - 1].end..title.start], words) {
            first = at;
        }
        runs.push(titles[first].start..title.end + bracket(&text[title.end..]));
        let end = runs[at].end;
        for run in &mut runs[first..] {
            run.end = end;
        }
    }
    runs
}

/// The length of a bracket that a text begins with.
fn bracket(text: &str) -> usize {
    let from = text.len() - text.trim_start_matches('\n').len();
    let mut depth = 0_usize;
    for (at, character) in text[from..].char_indices().take(80) {
        match character {
            '（' => depth += 1,
            '）' if depth == 1 => return from + at + character.len_utf8(),
            '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => return 0,
            _ => {}
        }
    }
    0
}

/// Whether what stands between two titles makes them members of one list.
fn joins(between: &str, words: &Words) -> bool {
    static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^第[一二三四五六七八九十百0-9]{1,5}条(?:第?[（一二三四五六七八九十0-9）]{1,5}[款项])*(?:规定)?")
            .expect("a constant pattern")
    });
    // 《甲》（以下简称《乙》）、《丙》: the short form stands inside the bracket of the list's member.
    if between.starts_with('（') && !between.contains('）') {
        return SHORT.is_match(&format!("{between}《甲乙》"));
    }
    let between = between.strip_prefix('）').unwrap_or(between);
    let rest = between[bracket(between)..].replace('\n', "");
    let mut rest = &rest[ARTICLE.find(&rest).map_or(0, |found| found.end())..];
    let (mut told, mut members) = (false, 0);
    while let Some(word) = words.citations.joins.iter().filter(|word| rest.starts_with(word.as_str())).max_by_key(|word| word.len()) {
        rest = &rest[word.len()..];
        told |= word != "，";
        members += 1;
        if members > 4 {
            return false;
        }
    }
    let body = rest.trim_end_matches(['“', '原']);
    let acts = words.citations.relations.iter().flat_map(|row| &row.before).any(|word| body.contains(word.as_str()));
    let tail = words.citations.joins.iter().find_map(|word| body.strip_suffix(word.as_str())).unwrap_or(body);
    let of_body =
        body.is_empty() || words.citations.body_ends.iter().any(|end| tail.ends_with(end.as_str()) || body.ends_with(end.as_str()));
    // A comma alone joins only bare titles.
    let plain = told || members == 0;
    of_body && !acts && body.chars().count() <= 40 && !body.contains(['。', '；', '，', '：']) && (plain || body.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_titles_belong_to_the_outer_one() {
        let text = "落实《关于印发〈某方案〉的通知》和《甲》《乙》。";
        let found: Vec<&str> = titles(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["《关于印发〈某方案〉的通知》", "《甲》", "《乙》"]);
    }

    #[test]
    fn numbers_stand_behind_titles() {
        assert_eq!(number_behind("（国发〔2022〕14号）精神").as_deref(), Some("国发〔2022〕14号"));
        assert_eq!(number_behind("（国发（2022）14号）精神").as_deref(), Some("国发〔2022〕14号"));
        assert_eq!(number_behind("\n（国发〔2022〕\n14号）").as_deref(), Some("国发〔2022〕14号"));
        assert_eq!(number_behind("的通知（国发〔2022〕14号）").as_deref(), Some("国发〔2022〕14号"));
        assert_eq!(number_behind("（以下简称《意见》）"), None);
    }

    /// The relations of the titles of a text, by the head of a document.
    fn check(text: &str, expected: &[Relation]) {
        let words = Words::built_in();
        let draft = draft(text);
        let all = titles(&draft.passage.text);
        let found: Vec<Relation> =
            runs(&draft.passage.text, &all, words).iter().map(|run| relation(&draft.passage.text, run, &draft, true, words)).collect();
        assert_eq!(found, expected, "{text}");
    }

    fn draft(text: &str) -> Draft {
        let source = crate::source::decode(text.as_bytes(), "t").unwrap();
        crate::document::read(&source, crate::agency::Authority::built_in(), Words::built_in()).remove(0)
    }

    #[test]
    fn a_verb_holds_for_each_title_of_its_list() {
        use Relation::{Amends, Basis, Implements, Mention, Repeals};
        check("为贯彻落实《甲》（国发〔2020〕1号）、《乙》和省财政厅《丙》，制定本方案。", &[Basis; 3]);
        check("根据财政部、国家税务总局、人力资源社会保障部、国家医疗保障局《甲》《乙》，制定本办法。", &[Basis; 2]);
        check("原《甲》（甲政发〔2011〕9号）、《乙》（甲政发〔2011〕8号）、《丙》同时废止。", &[Repeals; 3]);
        check("一、任务\n（一）严格执行《甲》第三条和《乙》，做好各项工作。", &[Implements; 2]);
        check("一、任务\n（一）修订《甲》，研究《乙》的修改意见。", &[Amends, Mention]);
        check("一、任务\n（一）修订后的《甲》由各地留存备查，做好工作。", &[Mention]);
        check("一、任务\n（一）符合《甲》规定条件的，落实《乙》。", &[Mention, Implements]);
        check("根据《甲》，原办法废止。", &[Basis]);
        check("根据《甲》（国发〔2015〕5号，以下简称《意见》）和《乙》，制定本方案。", &[Basis; 3]);
    }

    #[test]
    fn what_a_notice_carries_is_itself() {
        let words = Words::built_in();
        let own = |own: &str, title: &str| is_own(&even(own), &even(title), None, words);
        assert!(own("甲市人民政府关于印发《甲市工作规则》的通知", "甲市工作规则"));
        assert!(own("甲市人民政府办公室关于印发甲市促进乙业办法的通知", "甲市关于促进乙业的办法"));
        assert!(own("甲市落实〈乙规划〉实施方案", "甲市落实《乙规划》实施方案"));
        assert!(own("国务院办公厅转发煤炭部、甲省人民政府关于实行归口管理意见的通知", "关于实行归口管理的意见"));
        assert!(!own("甲市民政局贯彻落实《中华人民共和国慈善法》工作方案", "中华人民共和国慈善法"));
        assert!(!own("乙厅关于贯彻《国务院关于做好丙工作的通知》的意见", "国务院关于做好丙工作的通知"));
        assert!(!own("近日，省政府印发《甲省持续增加居民收入的意见》，现解读如下", "甲省持续增加居民收入的意见"));
        assert!(!own("印发《甲省持续增加居民收入的意见》答记者问", "甲省持续增加居民收入的意见"));
    }
}
