//! What a figure measures: the whole noun phrase before it, or the noun behind its unit, without verbs, times and particles around it.

use std::sync::LazyLock;

use regex::Regex;

use super::figure::Figure;
use crate::document::outline;
use crate::passage::Span;
use crate::words::Targets;

/// The longest clause before a figure's own that can name what is measured, in code points.
const LONGEST: usize = 30;

/// What a figure measures and where it is said.
pub(super) struct Indicator {
    /// Its words, in one to three stretches.
    pub words: Vec<Span>,
    /// From the first of them to the figure's end.
    pub evidence: Span,
    /// Whether the figure is said of each of several: …均达到70%.
    pub of_several: bool,
}

/// What a figure measures; none where the text does not say it.
pub(super) fn of(text: &str, figure: &Figure, before: Option<&Span>, words: &Targets) -> Option<Indicator> {
    let head = figure.clause.start..figure.lead.max(figure.clause.start);
    let stripped = without_tail(text, &head, words);
    let last = words.both.iter().find(|word| text[stripped.clone()].ends_with(word.as_str()));
    let of_several = last.is_some() || words.full_coverage.iter().any(|word| text[figure.span.clone()] == **word);
    let stripped = last.map_or(stripped.clone(), |word| stripped.start..stripped.end - word.len());
    let named = without_head(text, &without_tail(text, &stripped, words), words);
    let acts = words.exactly_before.iter().any(|word| text[stripped.clone()].ends_with(word.as_str()));
    let noun = noun_behind(text, figure);
    let long = |span: &Span| text[span.clone()].chars().count() >= 2;
    let spoken = match (long(&named), noun) {
        (true, Some(noun)) if acts || !figure.verb.is_empty() => vec![named, figure.verb.clone(), noun],
        (false, Some(noun)) => vec![noun],
        (true, _) => vec![named],
        (false, None) => {
            let clause = before.map(|before| without_head(text, &without_tail(text, before, words), words))?;
            let words = &text[clause.clone()];
            let fits = (2..=LONGEST).contains(&words.chars().count()) && !words.contains(|c: char| c.is_ascii_digit());
            fits.then_some(vec![clause])?
        }
    };
    let start = spoken.iter().map(|span| span.start).min()?.min(figure.span.start);
    let end = spoken.iter().map(|span| span.end).max()?.max(figure.end);
    Some(Indicator { words: spoken, evidence: start..end, of_several })
}

/// The rows of an indicator: one for each of several things, and one for each of several values.
pub(super) fn parts(indicator: &str, figure: &Figure, of_several: bool, words: &Targets) -> Vec<(String, String)> {
    let values = &figure.values;
    let split = |text: &str| text.split(['和', '、']).filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<String>>();
    // 甲、乙分别占比: what stands behind 分别 is of each.
    let (left, right) = words.each.iter().find_map(|word| indicator.split_once(word.as_str())).unwrap_or((indicator, ""));
    let whole = format!("{left}{right}");
    let several = split(left);
    if values.len() > 1 && several.len() == values.len() {
        return several.into_iter().zip(values).map(|(part, value)| (format!("{part}{right}"), value.clone())).collect();
    }
    if values.len() == 1 && of_several && several.len() > 1 {
        let long = several.into_iter().filter(|part| part.chars().count() >= 2);
        return long.map(|part| (format!("{part}{right}"), values[0].clone())).collect();
    }
    values.iter().map(|value| (whole.clone(), value.clone())).collect()
}

/// The noun behind a figure, up to the next mark.
fn noun_behind(text: &str, figure: &Figure) -> Option<Span> {
    let rest = &text[figure.end..figure.clause.end];
    let rest = rest.strip_prefix('的').unwrap_or(rest);
    let start = figure.clause.end - rest.len();
    let end = rest.find(['、', '，', '；', '。', '（', '）', '“', '”', '：', '\n']).unwrap_or(rest.len());
    let noun = rest[..end].trim_end_matches(['等', '的', '和', '及']);
    (2..=LONGEST).contains(&noun.chars().count()).then_some(start..start + noun.len())
}

/// A span without what leads up to a noun phrase: markers, times, verbs, and brackets that open or close outside it.
fn without_head(text: &str, span: &Span, words: &Targets) -> Span {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:力争)?(?:到|至|在|于)?20\d{2}年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?[底末])?(?:之前|以前|前|以内|内)?(?:起)?[、：]?",
        )
        .expect("a constant pattern")
    });
    let mut from = span.start + after_bracket(&text[span.clone()]);
    from += after_figure(&text[from..span.end], words);
    if let Some(colon) = text[from..span.end].rfind('：').filter(|at| !text[from + at..span.end].contains(['”', '》'])) {
        from += colon + '：'.len_utf8();
    }
    loop {
        let rest = &text[from..span.end];
        let marks = rest.len() - rest.trim_start_matches(['、', '，', '。', '“', '—', '）', '·', '和', ' ']).len();
        let length = if marks > 0 && !(rest.starts_with('“') && rest.contains('”')) {
            marks
        } else if let Some((_, length)) = outline::marker(rest) {
            length
        } else if let Some(time) = TIME.find(rest).filter(|time| time.end() > 0) {
            time.end()
        } else if let Some(word) = lead_word(rest, words) {
            word.len()
        } else if let Some(scope) = words.scopes.iter().find(|scope| rest.starts_with(scope.as_str())) {
            let verb = &rest[scope.len()..];
            let acts = lead_word(verb, words).is_some() || words.exactly_before.iter().any(|word| verb.starts_with(word.as_str()));
            if acts { scope.len() } else { 0 }
        } else {
            0
        };
        if length == 0 {
            return from..span.end;
        }
        from += length;
    }
}

/// Where a phrase goes on behind a figure that is none of its own: 诉求分办提速20%、办结满意率.
fn after_figure(text: &str, words: &Targets) -> usize {
    let ends_in_figure = |at: usize| {
        let unit = words.units.iter().find(|unit| text[..at].ends_with(unit.as_str()));
        unit.is_some_and(|unit| text[..at - unit.len()].ends_with(|c: char| c.is_ascii_digit()))
    };
    text.rmatch_indices('、').find(|(at, _)| ends_in_figure(*at)).map_or(0, |(at, mark)| at + mark.len())
}

/// The longest word at the head of a phrase that leads up to a noun.
fn lead_word<'a>(text: &str, words: &'a Targets) -> Option<&'a str> {
    if words.not_lead.iter().any(|word| text.starts_with(word.as_str())) {
        return None;
    }
    // 设立、变更时限: a verb in a list of its like is part of the name.
    let leads = |word: &&String| text.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(['、', '和', '与', '及']));
    words.lead_words.iter().filter(leads).max_by_key(|word| word.len()).map(String::as_str)
}

/// A span without the particles and adverbs at its end, and without the value that something falls or rises from.
fn without_tail(text: &str, span: &Span, words: &Targets) -> Span {
    static FROM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:从|由)[^从由，]{0,12}?[0-9.]+[^0-9，]{0,6}$").expect("a constant pattern"));
    let mut end = span.end;
    loop {
        let head = &text[span.start..end];
        let marks = head.len() - head.trim_end_matches(['、', '，', '：', '“', '（', '—', ' ']).len();
        let kept = words.not_tail.iter().any(|word| head.ends_with(word.as_str()));
        let word = words.tail_words.iter().filter(|word| !kept && head.ends_with(word.as_str())).map(String::len).max();
        let from = FROM.find(head).map(|found| head.len() - found.start());
        match (marks, word, from) {
            (0, None, None) => return span.start..end,
            (0, Some(length), _) | (0, None, Some(length)) => end -= length,
            (length, ..) => end -= length,
        }
    }
}

/// Where a phrase goes on behind a bracket that closes without having opened in it, or that opened and never closes.
fn after_bracket(text: &str) -> usize {
    let mut open: Vec<usize> = Vec::new();
    let mut from = 0;
    for (at, character) in text.char_indices() {
        match character {
            '（' | '〔' => open.push(at + character.len_utf8()),
            '）' | '〕' if open.pop().is_none() => from = at + character.len_utf8(),
            _ => {}
        }
    }
    open.last().copied().unwrap_or(from).max(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let words = &Words::built_in().targets;
        let start = text.rfind('，').map_or(0, |at| at + '，'.len_utf8());
        let before = (start > 0).then(|| 0..start - '，'.len_utf8());
        let figures = super::super::figure::figures(text, &(start..text.len()), words);
        let found: Vec<(String, String)> = figures
            .iter()
            .filter_map(|figure| Some((figure, of(text, figure, before.as_ref(), words)?)))
            .flat_map(|(figure, found)| {
                let indicator: String = found.words.iter().map(|span| &text[span.clone()]).collect();
                parts(&indicator, figure, found.of_several, words)
            })
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(part, value)| (part.as_str(), value.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn an_indicator_is_a_whole_noun_phrase() {
        check("力争到2025年农村供水普及率达到95%", &[("农村供水普及率", "95")]);
        check("检查人员不得少于2人", &[("检查人员", "2")]);
        check("纸板、纸浆综合利用率原则上不低于60%", &[("纸板、纸浆综合利用率", "60")]);
        check("办理环节由9个压减至4个", &[("办理环节", "4")]);
        check("全市打造智慧工地6个", &[("智慧工地", "6")]);
        check("全市新增充电桩1000个", &[("新增充电桩", "1000")]);
        check("平均年化综合费率不高于1%", &[("平均年化综合费率", "1")]);
        check("下同）贷款余额达到1亿元", &[("贷款余额", "1")]);
        check("建设用地面积不超过30公顷", &[("建设用地面积", "30")]);
        check("公共服务供应达到90%", &[("公共服务供应", "90")]);
        check("诉求分办提速20%、办结满意率达98%", &[("办结满意率", "98")]);
    }

    #[test]
    fn a_noun_behind_the_unit_is_one_where_none_stands_before() {
        check("建设5个示范区", &[("示范区", "5")]);
        check("培育不少于300家科技型企业", &[("科技型企业", "300")]);
        check("每个村安装2个报警器", &[("每个村安装报警器", "2")]);
        check("每个村至少安装2个报警器", &[("每个村安装报警器", "2")]);
        check("推广数字贷款产品，不少于5种", &[("推广数字贷款产品", "5")]);
        check("不超过5万元", &[]);
    }

    #[test]
    fn each_of_several_has_a_row() {
        check("甲级率和乙级率均达到90%", &[("甲级率", "90"), ("乙级率", "90")]);
        check("设立、变更、注销时限分别压减至1个、2个、3个工作日", &[("设立", "1"), ("变更", "2"), ("注销时限", "3")]);
        check("市、县两级抽检比例分别不低于4%、3%", &[("市", "4"), ("县两级抽检比例", "3")]);
        check("货物和服务分别占比达30%、20%", &[("货物占比", "30"), ("服务占比", "20")]);
    }
}
