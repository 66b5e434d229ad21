//! Figures to be reached: indicator, comparator, value, unit, deadline, and whose task they belong to.
//!
//! A figure is a target where a word binds it (达到, 不少于, 以上), or where it ends a clause that sets something up
//! (新增示范项目10个). A figure that only sorts things is none: 20户以上自然村.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Draft, dates};
use crate::model::{Comparator, Target};
use crate::passage::Span;
use crate::source::Source;
use crate::words::{Targets, Words};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[0-9][0-9,]*(?:\.[0-9]+)?").expect("a constant pattern"));

/// How far before its figure a binding word may stand, in code points: 至少安装2个.
const REACH: usize = 6;

/// A figure's value, comparator and place.
struct Figure {
    span: Span,
    value: String,
    unit: String,
    comparator: Comparator,
    indicator: Span,
}

/// The targets of a document, in reading order.
#[must_use]
pub fn read(draft: &Draft, source: &Source, words: &Words) -> Vec<Target> {
    if draft.tasks.is_empty() {
        return Vec::new();
    }
    let text = draft.text();
    let from = draft.units.first().map_or(0, |unit| unit.span.start);
    let mut targets = Vec::new();
    for sentence in pieces(text, from..text.len(), &['。', '\n']) {
        let mut deadline = None;
        for clause in pieces(text, sentence.clone(), &['，', '；']) {
            if let Some(due) = dates::due(&text[clause.clone()]) {
                deadline = Some(due);
            }
            for figure in figures(text, &clause, &words.targets) {
                let due = deadline
                    .clone()
                    .or_else(|| inherited_deadline(draft, figure.span.start))
                    .or_else(|| draft.document.plan_end.map(|year| year.to_string()));
                push(draft, source, &figure, due.as_deref(), &words.targets, &mut targets);
            }
        }
    }
    targets
}

/// Pieces of a span between marks.
fn pieces(text: &str, span: Span, marks: &[char]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = span.start;
    for (at, character) in text[span.clone()].char_indices() {
        if marks.contains(&character) {
            found.push(from..span.start + at);
            from = span.start + at + character.len_utf8();
        }
    }
    found.push(from..span.end);
    found.retain(|piece| !piece.is_empty());
    found
}

/// The last time stated before a place in its paragraph, else the one year in the title.
fn inherited_deadline(draft: &Draft, at: usize) -> Option<String> {
    let text = draft.text();
    let paragraph = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let said = dates::due(&text[paragraph..at]);
    let years: Vec<String> = dates::due(&draft.document.title).into_iter().collect();
    said.or_else(|| years.into_iter().next().filter(|_| draft.document.plan_end.is_none()))
}

/// The figures of a clause that are targets.
fn figures(text: &str, clause: &Span, words: &Targets) -> Vec<Figure> {
    let body = &text[clause.clone()];
    let mut found = Vec::new();
    for number in NUMBER.find_iter(body) {
        let (before, after) = (&body[..number.start()], &body[number.end()..]);
        let after = after.trim_start_matches(['余', '多']);
        let Some(unit) = words.units.iter().find(|unit| after.starts_with(unit.as_str())) else { continue };
        if is_date(before, unit, number.as_str(), after)
            || before.ends_with(['第', '“', '〔', '（', '-', '+', '/', '.'])
            || before.ends_with(|c: char| c.is_ascii_alphanumeric())
        {
            continue;
        }
        let behind = &after[unit.len()..];
        let Some((comparator, indicator_end)) = comparator(before, behind, words) else { continue };
        let end = number.end() + (body[number.end()..].len() - behind.len());
        let indicator = clause.start + indicator_start(body, indicator_end)..clause.start + indicator_end;
        found.push(Figure {
            span: clause.start + number.start()..clause.start + end,
            value: number.as_str().replace(',', ""),
            unit: unit.clone(),
            comparator,
            indicator,
        });
    }
    for word in &words.full_coverage {
        if let Some(at) = body.find(word.as_str()).filter(|&at| body[..at].ends_with("实现") || body[..at].ends_with("达到")) {
            let end = at - "实现".len();
            found.push(Figure {
                span: clause.start + at..clause.start + at + word.len(),
                value: "100".to_owned(),
                unit: "%".to_owned(),
                comparator: Comparator::Exactly,
                indicator: clause.start + indicator_start(body, end)..clause.start + end,
            });
        }
    }
    found
}

/// Whether a number with its unit is part of a date or of a name rather than a quantity.
fn is_date(before: &str, unit: &str, number: &str, after: &str) -> bool {
    let year = unit == "年" && number.len() == 4;
    let month = unit == "月" || (unit == "日" && before.ends_with('月'));
    let of_name = unit == "年" && after.starts_with("年行动");
    year || month || of_name
}

/// How a figure binds and where its indicator ends; none where nothing binds it.
fn comparator(before: &str, behind: &str, words: &Targets) -> Option<(Comparator, usize)> {
    let closed = |rest: &str| rest.is_empty() || rest.starts_with(['、', '，', '；', '。', '（', '）', '”', '和', '及', '\n']);
    let rows = [
        (&words.at_most_before, Comparator::AtMost),
        (&words.at_least_before, Comparator::AtLeast),
        (&words.less_than_before, Comparator::LessThan),
        (&words.more_than_before, Comparator::MoreThan),
        (&words.about_before, Comparator::About),
    ];
    let behind_word = |list: &[String]| list.iter().filter(|word| behind.starts_with(word.as_str())).map(String::len).max();
    let after_words = [
        (&words.at_least_behind, Comparator::AtLeast),
        (&words.at_most_behind, Comparator::AtMost),
        (&words.about_behind, Comparator::About),
    ];
    let said_behind = after_words.iter().find_map(|(list, comparator)| behind_word(list).map(|length| (*comparator, length)));
    let near = before.char_indices().rev().nth(REACH - 1).map_or(0, |(at, _)| at);
    for (list, comparator) in rows {
        let hit = list.iter().filter_map(|word| {
            let at = before.rfind(word.as_str())?;
            let adjacent = at + word.len() == before.len();
            (adjacent || (at >= near && word.as_str() == "至少")).then_some(at)
        });
        if let Some(at) = hit.min() {
            let comparator = match said_behind {
                Some((said, _)) if comparator == Comparator::AtLeast => said,
                _ => comparator,
            };
            return Some((comparator, at));
        }
    }
    let sets_up = words.exactly_before.iter().any(|word| before.contains(word.as_str()));
    match said_behind {
        Some((comparator, length)) if closed(&behind[length..]) && before.chars().count() >= 2 => Some((comparator, before.len())),
        None if closed(behind) && sets_up && before.chars().count() >= 3 => Some((Comparator::Exactly, before.len())),
        _ => None,
    }
}

/// Where an indicator's words begin: behind the time and the verbs at the clause's start.
fn indicator_start(body: &str, end: usize) -> usize {
    let head = &body[..end];
    let from = head.rfind(['、', '：']).map_or(0, |at| at + '、'.len_utf8());
    let from = if head[from..].chars().count() < 2 { 0 } else { from };
    let time = head[from..].rfind("年").filter(|at| head[from..from + at].chars().count() <= 8).map_or(0, |at| at + "年".len());
    let rest = head[from + time..].trim_start_matches(['底', '末', '前', '，', '内']);
    let number = crate::document::outline::marker(rest).map_or(0, |(_, length)| length);
    let rest = &rest[number..];
    end - rest.len()
}

fn push(draft: &Draft, source: &Source, figure: &Figure, deadline: Option<&str>, words: &Targets, targets: &mut Vec<Target>) {
    let printed = draft.passage.printed(&figure.indicator, &source.characters);
    let said_of_both = words.both.iter().find(|word| printed.ends_with(word.as_str()));
    let indicator = said_of_both.map_or(printed.as_str(), |word| printed.strip_suffix(word.as_str()).unwrap_or(&printed));
    let several = said_of_both.is_some()
        || (figure.value == "100" && words.full_coverage.iter().any(|word| draft.text()[figure.span.clone()] == **word));
    let parts: Vec<&str> =
        if several { indicator.split(['和', '、']).filter(|part| !part.is_empty()).collect() } else { vec![indicator] };
    let evidence_span = figure.indicator.start.min(figure.span.start)..figure.span.end;
    for part in parts {
        targets.push(Target {
            task: draft.tasks.iter().position(|task| task.span.contains(&figure.span.start)),
            indicator: part.to_owned(),
            comparator: figure.comparator,
            value: figure.value.clone(),
            unit: figure.unit.clone(),
            deadline: deadline.map(str::to_owned),
            evidence: draft.evidence(&evidence_span, source),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(clause: &str, expected: &[(&str, &str, &str)]) {
        let found: Vec<(String, String, String)> = figures(clause, &(0..clause.len()), &Words::built_in().targets)
            .into_iter()
            .map(|figure| (figure.comparator.to_string(), figure.value, figure.unit))
            .collect();
        let expected: Vec<(String, String, String)> =
            expected.iter().map(|(c, v, u)| ((*c).to_owned(), (*v).to_owned(), (*u).to_owned())).collect();
        assert_eq!(found, expected, "{clause}");
    }

    #[test]
    fn figures_that_bind_are_targets() {
        check("农村互联网普及率达到70%", &[(">=", "70", "%")]);
        check("商品化处理率达到35%以上", &[(">=", "35", "%")]);
        check("力争到2025年县域共配率超过25%", &[(">", "25", "%")]);
        check("每个行政村至少安装2个结构化摄像头", &[(">=", "2", "个")]);
        check("日志留存时间不少于6个月", &[(">=", "6", "个月")]);
        check("研发智能生产设备4类以上", &[(">=", "4", "类")]);
        check("全市打造示范基地6个", &[("=", "6", "个")]);
        check("办理时间压缩至5个工作日以内", &[("<=", "5", "个工作日")]);
        check("建筑面积不少于20万平方米", &[(">=", "20", "万平方米")]);
        check("监控系统实现全覆盖", &[("=", "100", "%")]);
    }

    #[test]
    fn figures_that_only_sort_are_none() {
        check("20户以上自然村组4G和光纤网络", &[]);
        check("2023年12月20日前报送", &[]);
        check("12345政务服务便民热线", &[]);
        check("推进全覆盖", &[]);
        check("发挥31个省级平台作用", &[]);
    }
}
