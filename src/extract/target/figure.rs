//! Figures in a clause: numbers with a unit, and the word that binds them.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::Comparator;
use crate::passage::Span;
use crate::words::Targets;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[0-9][0-9,]*(?:\.[0-9]+)?").expect("a constant pattern"));

/// How far before its figure a binding word may stand, in code points: 至少安装2个.
const REACH: usize = 6;

/// Marks between the ends of a range: 3—5个.
const RANGE: &[char] = &['-', '—', '–', '~', '～', '至', '到'];

/// A figure and how it binds; several values where one word binds a list of them.
pub(super) struct Figure {
    /// The numbers and their units.
    pub span: Span,
    /// Plain decimal numbers.
    pub values: Vec<String>,
    /// The unit as printed.
    pub unit: String,
    /// How it binds.
    pub comparator: Comparator,
    /// Its clause, from behind the figure before it.
    pub clause: Span,
    /// Where the words that tell what is measured end: before the binding word.
    pub lead: usize,
    /// What stands between the binding word and the number: 安装 of 至少安装2个.
    pub verb: Span,
    /// Where the word behind the unit ends.
    pub end: usize,
}

/// The figures of a clause that a word, a verb or a measure binds.
pub(super) fn figures(text: &str, clause: &Span, words: &Targets) -> Vec<Figure> {
    let body = &text[clause.clone()];
    let mut found: Vec<Figure> = Vec::new();
    let mut from = 0;
    while let Some(number) = NUMBER.find_at(body, from) {
        from = number.end();
        let (before, after) = (&body[..number.start()], &body[number.end()..]);
        if !is_quantity(before) {
            continue;
        }
        let rest = after.trim_start_matches(['余', '多']);
        let (values, rest) = listed(number.as_str(), rest, before, words);
        let Some(unit) = words.units.iter().find(|unit| rest.starts_with(unit.as_str())) else { continue };
        let behind = &rest[unit.len()..];
        if is_date(before, unit, number.as_str(), behind) || is_range(before, behind, words) {
            continue;
        }
        let start = found.last().map_or(0, |last| last.end - clause.start);
        let joined = leading_mark(&body[start..]);
        let start = (start + joined).min(number.start());
        // 新建学校5所、医院3家: the verb holds for the next figure too.
        let carried = joined > 0 && found.last().is_some_and(|last| last.comparator == Comparator::Exactly);
        let Some((comparator, lead, tail)) = bind(&body[start..number.start()], behind, unit, carried, words) else { continue };
        let end = clause.start + body.len() - behind.len();
        from = body.len() - behind.len();
        found.push(Figure {
            span: clause.start + number.start()..end,
            values,
            unit: unit.clone(),
            comparator,
            clause: clause.start + start..clause.end,
            lead: clause.start + start + lead.start,
            verb: clause.start + start + lead.end..clause.start + number.start(),
            end: end + tail,
        });
    }
    for word in &words.full_coverage {
        if let Some(at) = body.find(word.as_str()).filter(|&at| body[..at].ends_with("实现") || body[..at].ends_with("达到")) {
            found.push(Figure {
                span: clause.start + at..clause.start + at + word.len(),
                values: vec!["100".to_owned()],
                unit: "%".to_owned(),
                comparator: Comparator::Exactly,
                clause: clause.clone(),
                lead: clause.start + at - "实现".len(),
                verb: clause.start + at..clause.start + at,
                end: clause.start + at + word.len(),
            });
        }
    }
    found
}

/// The length of the mark that joins a figure to the one before it: 学校5所、医院3家.
fn leading_mark(text: &str) -> usize {
    text.len() - text.trim_start_matches(['、', '和', '及', '（', '）']).len()
}

/// Whether what stands before a number leaves it one: not 第5, not 4G, not the tail of a longer number or of a name in quotation marks.
fn is_quantity(before: &str) -> bool {
    !before.ends_with(['第', '“', '〔', '（', '-', '+', '/', '.', '×', '÷', '=', '：'])
        && !before.ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// The values of a list that shares its unit with the last, 分别压减至6个、22个工作日, and what follows the last number.
fn listed<'t>(first: &str, rest: &'t str, before: &str, words: &Targets) -> (Vec<String>, &'t str) {
    static MORE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[^0-9，。；、和及与]{0,4}(?:、|和|及|与)([0-9][0-9,]*(?:\.[0-9]+)?)").expect("a constant pattern"));
    let plain = |number: &str| number.replace(',', "");
    let mut values = vec![plain(first)];
    let mut rest = rest;
    if words.each.iter().any(|word| before.contains(word.as_str())) {
        while let Some(parts) = MORE.captures(rest) {
            values.push(plain(&parts[1]));
            rest = &rest[parts[0].len()..];
        }
    }
    (values, rest)
}

/// Whether a number with its unit is part of a date or of a name rather than a quantity.
fn is_date(before: &str, unit: &str, number: &str, behind: &str) -> bool {
    let year = unit == "年" && number.len() == 4;
    let month = unit == "月" || (unit == "日" && before.ends_with('月'));
    let of_name = unit == "年" && behind.starts_with("行动");
    year || month || of_name
}

/// Whether a figure is an end of a range, for which a row has no room: 3%—5%.
fn is_range(before: &str, behind: &str, words: &Targets) -> bool {
    let ends_in_number = |text: &str| {
        let unit = words.units.iter().find(|unit| text.ends_with(unit.as_str()));
        unit.map_or(text, |unit| &text[..text.len() - unit.len()]).ends_with(|c: char| c.is_ascii_digit())
    };
    let last = before.trim_end_matches(RANGE);
    (last.len() < before.len() && ends_in_number(last))
        || behind.strip_prefix(RANGE).is_some_and(|rest| rest.trim_start_matches(RANGE).starts_with(|c: char| c.is_ascii_digit()))
}

/// How a figure binds, the binding word before it, and how long the one behind the unit is.
fn bind(before: &str, behind: &str, unit: &str, carried: bool, words: &Targets) -> Option<(Comparator, Span, usize)> {
    let closed = |rest: &str| rest.is_empty() || rest.starts_with(['、', '，', '；', '。', '（', '）', '”', '和', '及', '\n']);
    let said_behind = word_behind(behind, words);
    let tail = said_behind.map_or(0, |(_, length)| length);
    let none = before.len()..before.len();
    let is = |list: &[String]| list.iter().any(|other| other == unit);
    if let Some((comparator, word)) = word_before(before, words) {
        // 至少提前2小时告知 is a step of a procedure, （约5万户） an explanation.
        let explains = before[..word.start].ends_with('（');
        if explains || (is(&words.time_units) && !closed(&behind[tail..]) && !behind[tail..].starts_with('的')) {
            return None;
        }
        let comparator = match said_behind {
            Some((said, _)) if matches!(comparator, Comparator::AtLeast | Comparator::AtMost) && said != Comparator::AtLeast => said,
            _ => comparator,
        };
        return Some((comparator, word, tail));
    }
    let sets_up = carried || words.exactly_before.iter().any(|word| holds(before, word, &words.not_exactly));
    let measured = words.measures.iter().any(|word| before.ends_with(word.as_str()));
    let length = before.chars().count();
    let (timed, aged, paid) = (is(&words.time_units), is(&words.age_units), is(&words.paid_units));
    if closed(&behind[tail..]) && length >= 2 {
        return match said_behind {
            Some((comparator, _)) if measured || !(timed || aged) => Some((comparator, none, tail)),
            None if !timed
                && !before.ends_with(['的', '等', '为'])
                && (sets_up || measured && (!paid || unit == "%") && !is(&words.head_units))
                && (length >= 3 || carried) =>
            {
                Some((Comparator::Exactly, none, 0))
            }
            _ => None,
        };
    }
    // 建设5个示范区: a verb right before the number, and a noun to the clause's end.
    let opens = words.exactly_before.iter().any(|word| before.ends_with(word.as_str())) && !timed;
    let noun = behind[tail..].find(['、', '，', '；', '。', '（', '“']).map_or(&behind[tail..], |end| &behind[tail..][..end]);
    let is_noun = (2..=20).contains(&noun.chars().count()) && !noun.contains(['的', '：']) && !noun.contains(|c: char| c.is_ascii_digit());
    (opens && !paid && is_noun).then(|| (said_behind.map_or(Comparator::Exactly, |(said, _)| said), none, tail))
}

/// Whether a text holds a word outside longer words that hold it.
fn holds(text: &str, word: &str, longer: &[String]) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !longer
            .iter()
            .any(|other| other.match_indices(word).any(|(inside, _)| at >= inside && text[at - inside..].starts_with(other.as_str())))
    })
}

/// The word right behind the unit that binds the figure, and its length.
fn word_behind(behind: &str, words: &Targets) -> Option<(Comparator, usize)> {
    let lists = [
        (&words.at_least_behind, Comparator::AtLeast),
        (&words.at_most_behind, Comparator::AtMost),
        (&words.about_behind, Comparator::About),
    ];
    let hits = lists.into_iter().flat_map(|(list, comparator)| list.iter().map(move |word| (comparator, word)));
    hits.filter(|(_, word)| behind.starts_with(word.as_str())).map(|(comparator, word)| (comparator, word.len())).max_by_key(|hit| hit.1)
}

/// The longest word right before the number that binds it, and where it stands; a negation before 超过 or 低于 turns it round.
fn word_before(before: &str, words: &Targets) -> Option<(Comparator, Span)> {
    let lists = [
        (&words.at_most_before, Comparator::AtMost),
        (&words.at_least_before, Comparator::AtLeast),
        (&words.less_than_before, Comparator::LessThan),
        (&words.more_than_before, Comparator::MoreThan),
        (&words.about_before, Comparator::About),
    ];
    let near = before.char_indices().rev().nth(REACH - 1).map_or(0, |(at, _)| at);
    let hits = lists.into_iter().flat_map(|(list, comparator)| list.iter().map(move |word| (comparator, word)));
    let (comparator, at, length) = hits
        .filter_map(|(comparator, word)| {
            let at = before.rfind(word.as_str())?;
            let adjacent = at + word.len() == before.len();
            (adjacent || (at >= near && word == "至少")).then_some((comparator, at, word.len()))
        })
        .max_by_key(|(_, at, length)| (at + length, *length))?;
    let negation = words.negations.iter().filter(|word| before[..at].ends_with(word.as_str())).map(String::len).max();
    let turned = match comparator {
        Comparator::LessThan => Comparator::AtLeast,
        Comparator::MoreThan => Comparator::AtMost,
        other => return Some((other, at..at + length)),
    };
    Some(negation.map_or((comparator, at..at + length), |negated| (turned, at - negated..at + length)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn check(clause: &str, expected: &[(&str, &str, &str)]) {
        let found: Vec<(String, String, String)> = figures(clause, &(0..clause.len()), &Words::built_in().targets)
            .into_iter()
            .map(|figure| (figure.comparator.to_string(), figure.values.join(" "), figure.unit))
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
        check("全年建设5个示范区", &[("=", "5", "个")]);
        check("办理时间压缩至5个工作日以内", &[("<=", "5", "个工作日")]);
        check("建筑面积不少于20万平方米", &[(">=", "20", "万平方米")]);
        check("监控系统实现全覆盖", &[("=", "100", "%")]);
        check("新建学校5所、医院3家", &[("=", "5", "所"), ("=", "3", "家")]);
        check("三类事项办理时限分别压减至3个、8个、15个工作日", &[("<=", "3 8 15", "个工作日")]);
    }

    #[test]
    fn figures_that_only_sort_are_none() {
        check("20户以上自然村组4G和光纤网络", &[]);
        check("2023年12月20日前报送", &[]);
        check("12345政务服务便民热线", &[]);
        check("推进全覆盖", &[]);
        check("发挥31个省级平台作用", &[]);
        check("有效期为5年", &[]);
        check("自收到申请之日起5个工作日内", &[]);
        check("损耗率控制在3%—5%", &[]);
        check("市发展改革委已安排该项目2亿元", &[]);
        check("至少提前2小时告知申请人", &[]);
        check("高耗能项目（约300万千瓦", &[]);
        check("平均增长速度为11%", &[]);
        check("选派张三、李四等3人", &[]);
    }

    /// Each word of the table before a number, the negations of more and less, and what they make of it.
    #[test]
    fn every_word_before_a_figure_has_its_comparator() {
        let targets = &Words::built_in().targets;
        let lists = [
            (&targets.at_least_before, ">="),
            (&targets.more_than_before, ">"),
            (&targets.at_most_before, "<="),
            (&targets.less_than_before, "<"),
            (&targets.about_before, "~"),
        ];
        for (list, comparator) in lists {
            for word in list {
                check(&format!("覆盖率{word}3%"), &[(comparator, "3", "%")]);
            }
        }
        for negation in &targets.negations {
            for word in ["少于", "低于", "小于"] {
                check(&format!("覆盖率{negation}{word}3%"), &[(">=", "3", "%")]);
            }
            for word in ["超过", "高于", "大于", "多于", "超"] {
                check(&format!("覆盖率{negation}{word}3%"), &[("<=", "3", "%")]);
            }
        }
        for (clause, comparator) in [
            ("检查人员不得少于2人", ">="),
            ("检查人员不少于2人", ">="),
            ("合格率不低于9%", ">="),
            ("合格率不得低于9%", ">="),
            ("支出不得超过9%", "<="),
            ("支出不超过9%", "<="),
            ("支出不高于9%", "<="),
            ("支出不得高于9%", "<="),
            ("支出不多于9%", "<="),
            ("职工未满9人", "<"),
            ("产值突破9亿元", ">"),
        ] {
            let unit = clause.rsplit('9').next().filter(|unit| !unit.contains('2')).unwrap_or("人");
            let value = if clause.contains('2') { "2" } else { "9" };
            check(clause, &[(comparator, value, unit)]);
        }
    }

    #[test]
    fn words_behind_bind_too() {
        let targets = &Words::built_in().targets;
        for (list, comparator) in [(&targets.at_least_behind, ">="), (&targets.at_most_behind, "<="), (&targets.about_behind, "~")] {
            for word in list {
                check(&format!("覆盖率3%{word}"), &[(comparator, "3", "%")]);
            }
        }
        check("损耗控制在3%左右", &[("~", "3", "%")]);
    }
}
