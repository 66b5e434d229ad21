//! Words of roles: what a label stands for, and which words make the tail of a clause.

use regex::Regex;
use serde::Deserialize;

/// The table `roles.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleTable {
    labels: Labels,
    tails: Tails,
    etcetera: Etcetera,
    brackets: Brackets,
    names: Names,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    carriers: Vec<String>,
    person_carriers: Vec<String>,
    stems: Stems,
    alone: Vec<String>,
    copulas: Vec<char>,
    whole: WholeLabels,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stems {
    lead: Vec<String>,
    answer: Vec<String>,
    support: Vec<String>,
    supervise: Vec<String>,
    coordinate: Vec<String>,
    evaluate: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WholeLabels {
    deadline: Vec<String>,
    person: Vec<String>,
    other: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tails {
    lead: Vec<String>,
    support: Vec<String>,
    supervise: Vec<String>,
    coordinate: Vec<String>,
    answer: Vec<String>,
    equal: Vec<String>,
    filler: Vec<String>,
    with: Vec<String>,
    with_object: Vec<String>,
    not_objects: Vec<String>,
    openers: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Etcetera {
    bare: Vec<String>,
    not_alone: Vec<String>,
    governments: Vec<String>,
    others: Vec<String>,
    departments: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Brackets {
    not_lists: Vec<String>,
    not_list_ends: Vec<String>,
    public_classes: Vec<String>,
    of_sentences: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    persons: Vec<String>,
    surnames: Vec<char>,
}

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelSense {
    /// 牵头单位.
    Lead,
    /// 责任单位: lead, co-lead or undifferentiated, by the labels beside it.
    Answer,
    /// 配合单位.
    Support,
    /// 指导单位.
    Supervise,
    /// 统筹单位.
    Coordinate,
    /// 考核单位: judges the work and does none of it.
    Evaluate,
    /// 责任领导: a person.
    Person,
    /// 完成时限.
    Deadline,
    /// 联系电话 and other things that name no doer.
    Other,
}

impl LabelSense {
    /// Whether bodies behind the label answer for the task, or judge it.
    #[must_use]
    pub const fn is_role(self) -> bool {
        !matches!(self, Self::Person | Self::Deadline | Self::Other)
    }
}

/// What a word in a clause's tail says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TailSense {
    /// 牵头.
    Lead,
    /// 配合.
    Support,
    /// 指导.
    Supervise,
    /// 统筹.
    Coordinate,
    /// 负责.
    Answer,
    /// 按职责分工, 分别.
    Equal,
    /// Says nothing of the role.
    Filler,
}

/// The tail of a clause: where it starts and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    /// Byte at which the tail starts.
    pub start: usize,
    /// The word that decides, as a byte range.
    pub word: std::ops::Range<usize>,
    /// Its sense: lead before support, supervise, coordinate and answer.
    pub sense: TailSense,
    /// Whether it says that all are equal.
    pub equal: bool,
    /// Whether what is done follows it: 负责 in 县发改局负责争资.
    pub object: bool,
}

/// Labels, tails and what hangs on 等.
#[derive(Debug)]
pub struct RoleWords {
    stems: Vec<(String, LabelSense)>,
    alone: Vec<String>,
    copulas: Vec<char>,
    carriers: Vec<String>,
    person_carriers: Vec<String>,
    whole: Vec<(String, LabelSense)>,
    label_parts: Regex,
    tails: Vec<(String, TailSense)>,
    with_object: Vec<String>,
    not_objects: Vec<String>,
    /// Words between two sides of which the left leads.
    pub with: Vec<String>,
    /// Words that may open a clause.
    pub openers: Vec<String>,
    /// Classes behind 等 that name no body.
    pub bare_classes: Vec<String>,
    /// Words that are no name by themselves and go with the name before them.
    pub not_alone: Vec<String>,
    /// What a class begins with that is none of those named before it: 其他.
    pub others: Vec<String>,
    /// Endings of governments, beside which 有关部门 are others.
    pub governments: Vec<String>,
    /// What their departments begin with: 有关.
    pub departments: Vec<String>,
    not_lists: Vec<String>,
    not_list_ends: Vec<String>,
    public_classes: Vec<String>,
    of_sentences: Vec<String>,
    persons: Vec<String>,
    surnames: Vec<char>,
}

/// Characters that end names: what stands before a stem is then a name, not a prefix.
const NAME_ENDS: &[char] = &['局', '厅', '委', '府', '会', '院', '社', '司', '办', '联', '心', '队'];

/// The longest prefix before a label's stem: 指标牵头单位, 项目责任单位.
const LABEL_PREFIX: usize = 6;

impl RoleWords {
    pub(super) fn new(table: RoleTable) -> RoleWords {
        let longest = |words: &mut Vec<String>| words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let (mut carriers, mut person_carriers) = (table.labels.carriers, table.labels.person_carriers);
        longest(&mut carriers);
        longest(&mut person_carriers);
        let Stems { lead, answer, support, supervise, coordinate, evaluate } = table.labels.stems;
        let mut stems = tagged([
            (lead, LabelSense::Lead),
            (answer, LabelSense::Answer),
            (support, LabelSense::Support),
            (supervise, LabelSense::Supervise),
            (coordinate, LabelSense::Coordinate),
            (evaluate, LabelSense::Evaluate),
        ]);
        stems.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let whole = table.labels.whole;
        let whole = tagged([(whole.deadline, LabelSense::Deadline), (whole.person, LabelSense::Person), (whole.other, LabelSense::Other)]);
        let tails = table.tails;
        let mut tail_words = tagged([
            (tails.lead, TailSense::Lead),
            (tails.support, TailSense::Support),
            (tails.supervise, TailSense::Supervise),
            (tails.coordinate, TailSense::Coordinate),
            (tails.answer, TailSense::Answer),
            (tails.equal, TailSense::Equal),
            (tails.filler, TailSense::Filler),
        ]);
        tail_words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let (mut with, mut openers, mut bare_classes) = (tails.with, tails.openers, table.etcetera.bare);
        longest(&mut with);
        longest(&mut openers);
        longest(&mut bare_classes);
        let parts: Vec<String> =
            carriers.iter().chain(&person_carriers).chain(whole.iter().map(|(word, _)| word)).map(|word| regex::escape(word)).collect();
        RoleWords {
            label_parts: Regex::new(&parts.join("|")).expect("escaped words make a pattern"),
            stems,
            alone: table.labels.alone,
            copulas: table.labels.copulas,
            carriers,
            person_carriers,
            whole,
            tails: tail_words,
            with_object: tails.with_object,
            not_objects: tails.not_objects,
            with,
            openers,
            bare_classes,
            not_alone: table.etcetera.not_alone,
            governments: table.etcetera.governments,
            others: table.etcetera.others,
            departments: table.etcetera.departments,
            not_lists: table.brackets.not_lists,
            not_list_ends: table.brackets.not_list_ends,
            public_classes: table.brackets.public_classes,
            of_sentences: table.brackets.of_sentences,
            persons: table.names.persons,
            surnames: table.names.surnames,
        }
    }

    /// Whether a text is one of the labels that are no stem and carrier: 完成时限, 责任人.
    #[must_use]
    pub fn is_whole_label(&self, text: &str) -> bool {
        self.whole.iter().any(|(word, _)| word == text)
    }

    /// Whether a text may hold a label: a carrier or a whole label.
    #[must_use]
    pub fn may_hold_label(&self, text: &str) -> bool {
        self.label_parts.is_match(text)
    }

    /// The words in a text that give a role and may have an object behind them: where each ends, with the tail that it closes.
    pub fn tails_with_object<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Tail)> + 't {
        self.with_object.iter().flat_map(move |word| {
            text.match_indices(word.as_str()).filter_map(|(at, word)| {
                let end = at + word.len();
                let plain = self.not_objects.iter().any(|word| text[end..].starts_with(word.as_str()));
                self.tail(&text[..end]).filter(|_| !plain).map(|tail| (end, tail))
            })
        })
    }

    /// What a stem without a carrier stands for, where it may be a label: 牵头：.
    #[must_use]
    pub fn label_alone(&self, text: &str) -> Option<LabelSense> {
        self.alone.iter().any(|word| word == text).then_some(())?;
        self.stems.iter().find(|(stem, _)| stem == text).map(|(_, sense)| *sense)
    }

    /// Whether a character joins a label and names as a colon does: 责任单位为甲局.
    #[must_use]
    pub fn is_copula(&self, character: char) -> bool {
        self.copulas.contains(&character)
    }

    /// What a label's text stands for: 责任单位, 牵头（责任）单位, 牵头部门及责任人.
    #[must_use]
    pub fn label(&self, text: &str) -> Option<LabelSense> {
        self.plain_label(text).or_else(|| self.bracketed_label(text)).or_else(|| self.joined_label(text))
    }

    /// 牵头（责任）单位, 责任单位（部门）: what a bracket adds is the same again.
    fn bracketed_label(&self, text: &str) -> Option<LabelSense> {
        let (before, rest) = text.split_once('（')?;
        let (inner, behind) = rest.split_once('）')?;
        let same = inner.chars().count() <= 4 && !inner.contains('：');
        same.then(|| self.plain_label(&format!("{before}{behind}"))).flatten()
    }

    /// 牵头部门及责任人 is of the bodies; 牵头单位、责任单位 and 牵头及配合单位 leave open who leads.
    fn joined_label(&self, text: &str) -> Option<LabelSense> {
        let (at, join) = text.match_indices(['及', '和', '、', '/']).next()?;
        let (left, right) = (&text[..at], &text[at + join.len()..]);
        let second = self.plain_label(right)?;
        let carrier = self.carriers.iter().find(|carrier| right.ends_with(carrier.as_str())).map_or("", String::as_str);
        let first = self.plain_label(left).or_else(|| self.plain_label(&format!("{left}{carrier}")))?;
        Some(match (first, second) {
            (first, second) if first == second || !second.is_role() => first,
            (first, second) if first.is_role() && second.is_role() => LabelSense::Answer,
            (_, second) => second,
        })
    }

    fn plain_label(&self, text: &str) -> Option<LabelSense> {
        if let Some((_, sense)) =
            self.whole.iter().find(|(word, _)| text == word || text.strip_prefix("及").is_some_and(|rest| rest == word))
        {
            return Some(*sense);
        }
        let stem = |carriers: &[String]| {
            let body = carriers.iter().find_map(|carrier| text.strip_suffix(carrier.as_str()))?;
            let (stem, sense) = self.stems.iter().find(|(stem, _)| body.ends_with(stem.as_str()))?;
            let prefix = &body[..body.len() - stem.len()];
            let plain = prefix.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) && !prefix.ends_with(NAME_ENDS);
            (plain && prefix.chars().count() <= LABEL_PREFIX).then_some(*sense)
        };
        stem(&self.carriers).or_else(|| stem(&self.person_carriers).map(|_| LabelSense::Person))
    }

    /// The tail of a clause: the longest stretch at its end that is made of tail words and holds one that decides.
    #[must_use]
    pub fn tail(&self, clause: &str) -> Option<Tail> {
        if let Some(tail) = self.as_label(clause) {
            return Some(tail);
        }
        let mut words: Vec<(std::ops::Range<usize>, TailSense)> = Vec::new();
        let mut end = clause.len();
        while let Some((word, sense)) = self.tails.iter().find(|(word, _)| clause[..end].ends_with(word.as_str())) {
            words.push((end - word.len()..end, *sense));
            end -= word.len();
        }
        let order = [TailSense::Lead, TailSense::Support, TailSense::Supervise, TailSense::Coordinate, TailSense::Answer, TailSense::Equal];
        let (word, sense) = order.iter().find_map(|wanted| words.iter().rev().find(|(_, sense)| sense == wanted))?;
        let equal = words.iter().any(|(_, sense)| *sense == TailSense::Equal);
        Some(Tail { start: end, word: word.clone(), sense: *sense, equal, object: false })
    }

    /// A tail that says what the names are: 甲局为牵头单位.
    fn as_label(&self, clause: &str) -> Option<Tail> {
        let (at, copula) = clause.rmatch_indices(|character| self.is_copula(character)).next()?;
        let word = at + copula.len()..clause.len();
        let sense = match self.label(&clause[word.clone()])? {
            LabelSense::Lead => TailSense::Lead,
            LabelSense::Answer => TailSense::Answer,
            LabelSense::Support => TailSense::Support,
            LabelSense::Supervise => TailSense::Supervise,
            LabelSense::Coordinate => TailSense::Coordinate,
            LabelSense::Evaluate | LabelSense::Person | LabelSense::Deadline | LabelSense::Other => return None,
        };
        let mut start = at;
        let filler =
            |end: usize| self.tails.iter().find(|(word, sense)| *sense == TailSense::Filler && clause[..end].ends_with(word.as_str()));
        while let Some((word, _)) = filler(start) {
            start -= word.len();
        }
        Some(Tail { start, word, sense, equal: false, object: false })
    }

    /// Whether a text names persons and no body: 市政府分管领导, 市领导某某.
    #[must_use]
    pub fn is_person(&self, text: &str) -> bool {
        self.persons.iter().any(|word| text.ends_with(word.as_str()))
            || self.persons.iter().any(|word| {
                let behind = text.split_once(word.as_str()).map(|(_, behind)| behind);
                behind.is_some_and(|name| (2..=4).contains(&name.chars().count())) && !text.contains(NAME_ENDS)
            })
    }

    /// Whether a text is as short as a person's name and opens with a common surname.
    #[must_use]
    pub fn opens_with_surname(&self, text: &str) -> bool {
        (2..=3).contains(&text.chars().count()) && text.starts_with(self.surnames.as_slice())
    }

    /// Whether a text may be a name although nothing knows it: short, and without words that only sentences hold.
    #[must_use]
    pub fn reads_as_name(&self, text: &str) -> bool {
        let length = text.chars().count();
        (2..=30).contains(&length)
            && !self.is_person(text)
            && text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
            && !self.of_sentences.iter().any(|word| text.contains(word.as_str()))
            && !text.contains(['：', '。', '；', '？'])
    }

    /// Whether a class of bodies is one of the state's.
    #[must_use]
    pub fn is_public_class(&self, text: &str) -> bool {
        self.public_classes.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether a bracket's text opens or ends as explanations and citations do.
    #[must_use]
    pub fn explains(&self, text: &str) -> bool {
        self.not_lists.iter().any(|word| text.starts_with(word.as_str()))
            || self.not_list_ends.iter().any(|word| text.ends_with(word.as_str()))
    }
}

fn tagged<S: Copy, const N: usize>(groups: [(Vec<String>, S); N]) -> Vec<(String, S)> {
    groups.into_iter().flat_map(|(words, sense)| words.into_iter().map(move |word| (word, sense))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn labels_are_prefix_stem_and_carrier() {
        let check = |text: &str, sense: Option<LabelSense>| assert_eq!(Words::built_in().label(text), sense, "{text}");
        check("责任单位", Some(LabelSense::Answer));
        check("指标牵头单位", Some(LabelSense::Lead));
        check("主要责任单位", Some(LabelSense::Lead));
        check("协助部门", Some(LabelSense::Support));
        check("责任处室", Some(LabelSense::Answer));
        check("牵头考核单位", Some(LabelSense::Evaluate));
        check("牵头市领导", Some(LabelSense::Person));
        check("责任人", Some(LabelSense::Person));
        check("完成时限", Some(LabelSense::Deadline));
        check("主送", None);
        check("依法追究责任", None);
        check("建设单位", None);
        check("审批局；配合单位", None);
        check("市税务局配合单位", None);
    }

    #[test]
    fn tails_are_made_of_tail_words_only() {
        let check = |clause: &str, names: &str, sense: TailSense, equal: bool| {
            let tail = Words::built_in().roles.tail(clause).unwrap();
            assert_eq!((&clause[..tail.start], tail.sense, tail.equal), (names, sense, equal), "{clause}");
        };
        check("市审批局牵头", "市审批局", TailSense::Lead, false);
        check("市审批局、住建局分别牵头", "市审批局、住建局", TailSense::Lead, true);
        check("市税务局等按职责分工负责", "市税务局等", TailSense::Answer, true);
        check("市财政局配合组织落实", "市财政局", TailSense::Support, false);
        check("各市人民政府结合实际贯彻落实", "各市人民政府", TailSense::Answer, false);
        check("市委组织部牵头负责", "市委组织部", TailSense::Lead, false);
        check("市财政局作为牵头单位", "市财政局", TailSense::Lead, false);
        assert_eq!(Words::built_in().roles.tail("市委组织部"), None);
        assert_eq!(Words::built_in().roles.tail("各责任部门"), None);
    }
}
