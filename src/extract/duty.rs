//! Duties in running text: who should, must, is in charge, where the body is the grammatical subject.
//!
//! ```text
//! sentence := clause (， clause)*
//! clause   := 由 names predicate | names between* predicate | 在 names 统筹协调下 …
//! names    := name ((、 | 和 | 及) name)* (等部门)?
//! ```
//!
//! Recipients, addressees and objects are no doers: a name counts only at the head of a sentence or clause, or behind 由.
//! 牵头 and 会同 are explicit; every other duty is a duty clause, supervising and coordinating too.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::clause::Claim;
use super::legend;
use super::token::{Lexer, Name};
use super::{ReadList, Scope};
use crate::agency::{Authority, Likeness};
use crate::document::{Draft, TaskPlace};
use crate::model::{Basis, Role};
use crate::passage::Span;
use crate::words::{Duties, LegendSense, TailSense, Words};

/// The longest subject in code points.
const LONGEST_SUBJECT: usize = 60;

/// The duties in one task of a document, outside its lists and the legends that tell how lists are read.
#[must_use]
pub fn read(
    draft: &Draft,
    task: &TaskPlace,
    lists: &[ReadList],
    legends: &[legend::Found],
    authority: &Authority,
    words: &Words,
) -> Vec<ReadList> {
    let reader = DutyReader {
        text: draft.text(),
        duties: &words.duties,
        lexer: Lexer { passage: &draft.passage, words: &words.roles, authority },
        authority,
    };
    // 排第一的为牵头单位，其他单位配合 binds nobody.
    let of_legend = |sentence: &Span| {
        let overlaps = |legend: &legend::Found| legend.span.start < sentence.end && sentence.start < legend.span.end;
        legends.iter().any(|legend| legend.sense != LegendSense::SameBelow && overlaps(legend))
    };
    let mut found = Vec::new();
    found.extend(reader.headed(task));
    for sentence in sentences(draft.text(), task, lists).into_iter().filter(|sentence| !of_legend(sentence)) {
        reader.sentence(&sentence, task.article, &mut found);
    }
    once(draft.text(), &mut found);
    found
}

/// A duty laid again on the same body in the same task is the same duty: only its first sentence is evidence.
fn once(text: &str, duties: &mut Vec<ReadList>) {
    let mut seen = HashSet::new();
    for duty in duties.iter_mut() {
        duty.claims.retain(|claim| claim.basis != Basis::DutyClause || seen.insert((text[claim.name.span.clone()].to_owned(), claim.role)));
    }
    duties.retain(|duty| !duty.claims.is_empty());
}

/// The sentences of a task outside its lists, its heading left out.
fn sentences(text: &str, task: &TaskPlace, lists: &[ReadList]) -> Vec<Span> {
    let from = if task.article {
        task.number.end + article_heading(&text[task.number.end..task.span.end])
    } else if is_sentence(text, task) {
        task.title.start
    } else {
        task.title.end
    };
    let mut spans = Vec::new();
    let mut start = from;
    for (offset, character) in text[from..task.span.end.max(from)].char_indices() {
        if matches!(character, '。' | '；' | '\n' | '！') {
            spans.push(start..from + offset);
            start = from + offset + character.len_utf8();
        }
    }
    spans.push(start..task.span.end.max(start));
    // 牵头单位为甲局，乙局应当配合: behind the list the sentence goes on.
    for span in &mut spans {
        let list = lists
            .iter()
            .find(|list| list.span.start <= span.start + '，'.len_utf8() && list.span.end > span.start && list.span.end < span.end);
        if let Some(list) = list.filter(|list| text[list.span.end..].starts_with('，')) {
            span.start = list.span.end + '，'.len_utf8();
        }
    }
    spans.retain(|span| span.len() > 9 && !lists.iter().any(|list| list.span.start < span.end && span.start < list.span.end));
    spans
}

/// Whether a task has no heading: its title is the beginning of its first sentence, or all that it says outside its lists.
fn is_sentence(text: &str, task: &TaskPlace) -> bool {
    let behind = &text[task.title.end..task.span.end];
    let stopped = behind.strip_prefix(['。', '；']);
    behind.starts_with(['，', '、', '（', '〔']) || stopped.is_some_and(|rest| rest.is_empty() || rest.starts_with(['\n', '（', '〔']))
}

/// The bytes of an article's heading in brackets: 第七条【登记】….
fn article_heading(article: &str) -> usize {
    article.strip_prefix('〔').and_then(|rest| rest.find('〕')).map_or(0, |end| "〔".len() + end + "〕".len())
}

/// What reading duties needs.
struct DutyReader<'a> {
    text: &'a str,
    duties: &'a Duties,
    lexer: Lexer<'a>,
    authority: &'a Authority,
}

/// A subject and where its predicate begins.
struct Subject {
    names: Vec<Name>,
    end: usize,
    open: bool,
}

impl DutyReader<'_> {
    fn sentence(&self, sentence: &Span, article: bool, found: &mut Vec<ReadList>) {
        let mut bound: Option<Vec<Span>> = None;
        let mut led = false;
        for (index, clause) in self.clauses(sentence).into_iter().enumerate() {
            let rest = clause.start..sentence.end;
            let claims = self
                .by(&clause, &rest)
                .or_else(|| self.under(&clause))
                .or_else(|| self.subject_clause(&clause, &rest, index == 0, article));
            let claims = claims.filter(|claims| !claims.is_empty()).or_else(|| self.helpers(&clause).filter(|_| led));
            let claims = claims.or_else(|| self.seat(&clause));
            let Some(claims) = claims else { continue };
            led |= claims.iter().any(|claim| claim.role == Role::Lead);
            let names: Vec<Span> = claims.iter().map(|claim| claim.name.span.clone()).collect();
            if bound.as_ref() == Some(&names) {
                continue;
            }
            found.push(ReadList { span: clause.start..sentence.end, claims, deadline: None, scope: Scope::Here });
            bound = Some(names);
        }
    }

    /// 市教委：负责…; （一）市教委。负责…: the heading is the body whose duties follow.
    fn headed(&self, task: &TaskPlace) -> Option<ReadList> {
        let behind = self.text[task.title.end..task.span.end].trim_start_matches(['。', '：', '\n']);
        let start = task.span.end - behind.len();
        let end = behind.find(['。', '；', '\n']).map_or(task.span.end, |length| start + length);
        let begins = |words: &[String]| words.iter().any(|word| behind.starts_with(word.as_str()));
        let title = &self.text[task.title.clone()];
        let added = self.duties.of_duties.iter().find(|word| title.ends_with(word.as_str())).map_or(0, String::len);
        let duty = begins(&self.duties.modals) || begins(&self.duties.supervise) || begins(&self.duties.acting);
        let subject = self.names(&(task.title.start..task.title.end - added)).filter(Subject::sure)?;
        // Under the name of one body all that follows is its duty; under that of a class, what says so.
        let laid = duty || (!subject.is_class() && !begins(&self.duties.permits) && behind.chars().count() > 4);
        laid.then_some(())?;
        Some(ReadList { span: task.title.start..end, claims: self.claims(&subject, &(start..end)), deadline: None, scope: Scope::Here })
    }

    /// Clauses between commas outside brackets and quotation marks.
    fn clauses(&self, sentence: &Span) -> Vec<Span> {
        let mut clauses = Vec::new();
        let (mut depth, mut start) = (0_i32, sentence.start);
        for (offset, character) in self.text[sentence.clone()].char_indices() {
            match character {
                '（' | '〔' | '“' | '《' => depth += 1,
                '）' | '〕' | '”' | '》' => depth -= 1,
                '，' | '：' if depth <= 0 => {
                    clauses.push(start..sentence.start + offset);
                    start = sentence.start + offset + character.len_utf8();
                }
                _ => {}
            }
        }
        clauses.push(start..sentence.end);
        clauses.retain(|clause| !clause.is_empty());
        clauses
    }

    /// 由X负责, 由X牵头, 由X会同Y: X does it.
    fn by(&self, clause: &Span, rest: &Span) -> Option<Vec<Claim>> {
        let text = &self.text[clause.clone()];
        text.match_indices('由').find_map(|(at, by)| {
            if self.duties.not_by.iter().any(|word| text[..at + by.len()].ends_with(word.as_str())) {
                return None;
            }
            let start = clause.start + at + by.len();
            let subject = self.subject(&(start..rest.end))?;
            let predicate = &self.text[subject.end..clause.end];
            let says = self.duties.modals.iter().chain(&self.duties.supervise).any(|word| predicate.contains(word.as_str()))
                || predicate.contains("依法");
            says.then(|| self.claims(&subject, &(subject.end..rest.end)))
        })
    }

    /// 领导小组办公室设在甲局: that body does the group's daily work.
    fn seat(&self, clause: &Span) -> Option<Vec<Claim>> {
        let text = &self.text[clause.clone()];
        let at = self.duties.seats.iter().filter_map(|word| text.find(word.as_str()).map(|at| at + word.len())).max()?;
        let rest = text[at..].split('（').next()?;
        let length = Some(rest.len()).filter(|_| self.authority.likeness(rest).is_some()).or_else(|| self.authority.body_prefix(rest))?;
        let span = clause.start + at..clause.start + at + length;
        let name = Name::new(span.clone(), self.authority.likeness(&self.text[span.clone()]));
        self.is_body(&name)
            .then(|| vec![Claim { name, role: Role::Responsible, word: None, basis: Basis::DutyClause, rule: "duty-seat", open: false }])
    }

    /// …，乙局、丙局配合: who helps the lead named before.
    fn helpers(&self, clause: &Span) -> Option<Vec<Claim>> {
        self.duties.supports.iter().any(|word| self.text[clause.clone()].contains(word.as_str())).then_some(())?;
        let phrase = self.lexer.phrases(clause).into_iter().next()?;
        let helps = phrase.label.is_none() && phrase.sense() == Some(TailSense::Support) && phrase.span == *clause;
        let word = phrase.tail.as_ref().map(|tail| tail.word.clone());
        (helps && !phrase.names.is_empty() && phrase.names.iter().all(|name| self.is_body(name))).then(|| {
            let claim = |name: Name| Claim {
                name,
                role: Role::Support,
                word: word.clone(),
                basis: Basis::Explicit,
                rule: "duty-support",
                open: phrase.open,
            };
            phrase.names.into_iter().map(claim).collect()
        })
    }

    /// 在X统筹协调下: X coordinates.
    fn under(&self, clause: &Span) -> Option<Vec<Claim>> {
        let text = self.text[clause.clone()].strip_prefix('在')?;
        let word = self.duties.coordinate.iter().find(|word| text.ends_with(&format!("{word}下")))?;
        let start = clause.start + '在'.len_utf8();
        let end = clause.end - word.len() - '下'.len_utf8();
        let likeness = self.authority.likeness(&self.text[start..end])?;
        let name = Name::new(start..end, Some(likeness));
        Some(vec![Claim {
            name,
            role: Role::Coordinate,
            word: Some(end..end + word.len()),
            basis: Basis::DutyClause,
            rule: "duty-under",
            open: false,
        }])
    }

    /// X应当…, X负责…, X要…: a name at the head of a clause whose sentence lays a duty on it.
    fn subject_clause(&self, clause: &Span, rest: &Span, first: bool, article: bool) -> Option<Vec<Claim>> {
        let start = clause.start + self.connector(&self.text[clause.clone()]);
        let subject = self.subject(&(start..clause.end)).or_else(|| self.acting_subject(start, clause, rest).filter(|_| first))?;
        // 市民政局：负责…
        let colon = if self.text[subject.end..rest.end].starts_with('：') { '：'.len_utf8() } else { 0 };
        let predicate_span = subject.end + colon..rest.end;
        let predicate = &self.text[predicate_span.clone()];
        let in_clause = &self.text[subject.end.min(clause.end)..clause.end];
        let permits = self.duties.permits.iter().any(|word| predicate.starts_with(word.as_str()));
        if permits || predicate.is_empty() {
            return None;
        }
        let directly = self.duties.modals.iter().any(|word| predicate.starts_with(word.as_str()));
        let between = self.duties.between.iter().any(|word| predicate.starts_with(word.as_str()));
        let strongly = |text: &str| self.duties.strong.iter().any(|word| self.duties.holds_modal(text, word));
        let duty = if first {
            strongly(in_clause)
                || (strongly(predicate) && !self.new_subject_before_modal(&(clause.end..rest.end)))
                || (directly && subject.sure())
                || (self.duties.acting.iter().any(|word| predicate.starts_with(word.as_str())) && subject.is_class() && !article)
                || (between && (self.supervises(predicate) || article) && subject.named())
                || (colon > 0 && subject.sure())
                || (!article && subject.sure() && self.duties.reports.iter().any(|word| in_clause.contains(word.as_str())))
        } else {
            strongly(in_clause) && (directly || between)
        };
        duty.then(|| self.claims(&subject, &predicate_span))
    }

    /// A body that acts in the first clause and is bound in a later one: 政务部门委托单位开展活动，应当签订协议.
    fn acting_subject(&self, start: usize, clause: &Span, rest: &Span) -> Option<Subject> {
        let text = &self.text[start..clause.end];
        let acts = self.duties.not_in_subjects.iter().filter_map(|word| text.find(word.as_str())).min().unwrap_or(text.len());
        let text = &text[..acts];
        let length = self.authority.known_prefix(text).filter(|_| !self.is_about(text))?;
        let later = self.text[clause.end..rest.end].trim_start_matches(['，', '：']);
        let bound = self.duties.strong.iter().any(|word| later.starts_with(word.as_str()) && self.duties.holds_modal(later, word));
        let name = Name::new(start..start + length, self.authority.likeness(&text[..length]));
        (bound && name.likeness.is_some()).then(|| Subject { names: vec![name], end: start + length, open: false })
    }

    /// Whether another body is the subject of the clauses behind.
    fn new_subject_before_modal(&self, rest: &Span) -> bool {
        let text = &self.text[rest.clone()];
        let text = text.trim_start_matches('，');
        self.authority
            .known_prefix(text)
            .is_some_and(|length| self.duties.strong.iter().any(|word| text[length..].starts_with(word.as_str())))
    }

    fn supervises(&self, predicate: &str) -> bool {
        self.duties.supervise.iter().any(|word| predicate.contains(word.as_str()))
    }

    /// The length of words that may open a clause before its subject.
    fn connector(&self, clause: &str) -> usize {
        self.duties.connectors.iter().find(|word| clause.starts_with(word.as_str())).map_or(0, String::len)
    }

    /// The names at the start of a span: the shortest stretch that reads as names and that a predicate follows.
    fn subject(&self, span: &Span) -> Option<Subject> {
        let text = &self.text[span.clone()];
        let stops = text.find(['。', '；', '\n']).unwrap_or(text.len());
        let ends = text.char_indices().map(|(at, _)| at).skip(2).take(LONGEST_SUBJECT).take_while(|end| *end <= stops);
        let ended = (stops == text.len() && !text.is_empty()).then_some(stops);
        let ends: Vec<usize> = ends.chain(ended).filter(|end| self.predicate_may_begin(&text[*end..])).collect();
        let found = |end: &usize| self.names(&(span.start..span.start + end)).filter(|subject| !self.cuts_a_name(subject, span));
        // 、 goes on with another name, though a word of predicates may begin it: 凯里市、都匀市.
        let (open, closed): (Vec<usize>, Vec<usize>) = ends.into_iter().partition(|end| text[..*end].ends_with('、'));
        closed.iter().find_map(found).or_else(|| open.iter().find_map(found))
    }

    /// Whether the last name of a subject is the beginning of a longer known one: 市委 of 市委督查室.
    fn cuts_a_name(&self, subject: &Subject, within: &Span) -> bool {
        let Some(last) = subject.names.last() else { return false };
        let longest = self.authority.body_prefix(&self.text[last.span.start..within.end]);
        longest.is_some_and(|length| last.span.start + length > subject.end)
    }

    /// Whether a predicate can begin here: a modal word, or what may stand between.
    fn predicate_may_begin(&self, text: &str) -> bool {
        let begins = |words: &[String]| words.iter().any(|word| text.starts_with(word.as_str()));
        let modal = begins(&self.duties.modals) || begins(&self.duties.strong);
        let head_end = text.char_indices().nth(4).map_or(text.len(), |(at, _)| at);
        (modal
            && self
                .duties
                .modals
                .iter()
                .chain(&self.duties.strong)
                .any(|word| text.starts_with(word.as_str()) && self.duties.holds_modal(&text[..head_end.max(word.len())], word)))
            || begins(&self.duties.between)
            || begins(&self.duties.supervise)
            || begins(&self.duties.acting)
            || text.starts_with('，')
    }

    /// A span as names, all of which read as bodies.
    fn names(&self, span: &Span) -> Option<Subject> {
        let text = &self.text[span.clone()];
        let object = self.duties.objects.iter().any(|word| word.chars().count() > 1 && text.starts_with(word.as_str()));
        let acts = self.duties.not_in_subjects.iter().any(|word| text.contains(word.as_str()));
        if object
            || self.is_about(text)
            || acts
            || text.contains(['，', '。', '：', '《'])
            || self.duties.private.iter().any(|word| text.ends_with(word.as_str()))
        {
            return None;
        }
        if let Some(subject) = self.departments(span).or_else(|| self.with_units(span)).or_else(|| self.level(span)) {
            return Some(subject);
        }
        let phrase = self.lexer.phrases(span).into_iter().next()?;
        let names = phrase.names;
        let whole = phrase.tail.is_none() && phrase.with.is_none() && !names.is_empty() && phrase.span == *span;
        (whole && names.iter().all(|name| self.is_body(name))).then_some(Subject { names, end: span.end, open: phrase.open })
    }

    /// Whether a text tells whom a duty is about: 对纳入名单的企业; 对外贸易主管部门 is a body.
    fn is_about(&self, text: &str) -> bool {
        self.duties.about.iter().any(|word| text.starts_with(word.as_str())) && !text.starts_with(self.duties.not_about.as_str())
    }

    /// Whether a name is one of a body and no stretch of a sentence that ends like one.
    fn is_body(&self, name: &Name) -> bool {
        let text = &self.text[name.span.clone()];
        match name.likeness {
            Some(Likeness::Known | Likeness::Group) => true,
            Some(Likeness::Shaped) => {
                let ends = |ends: &[String]| ends.iter().any(|end| text.ends_with(end.as_str()));
                let place_inside = || text.char_indices().any(|(at, _)| self.authority.place_at(&text[at..], None, None).is_some());
                self.authority.states_place(text) || ends(&self.duties.subject_ends) || (ends(&self.duties.branch_ends) && place_inside())
            }
            None => false,
        }
    }

    /// 自治区, 地级市, 县（市、区）: a level of government by itself.
    fn level(&self, span: &Span) -> Option<Subject> {
        let name = Name::new(span.clone(), Some(Likeness::Group));
        let rest = &self.text[span.end..];
        let acts = self.duties.acting.iter().chain(&self.duties.strong).any(|word| rest.starts_with(word.as_str()));
        let level = self.duties.levels.iter().any(|level| *level == self.text[span.clone()]);
        (acts && level).then(|| Subject { names: vec![name], end: span.end, open: false })
    }

    /// 保密、国家安全、密码等主管部门: each line of departments is a class of bodies of its own.
    fn departments(&self, span: &Span) -> Option<Subject> {
        static DEPARTMENTS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new("^([^，；及和]+、[^，；]+?)等(?:有关|相关|主管|行业主管|职能|监管)*部门$").expect("a constant pattern")
        });
        let text = &self.text[span.clone()];
        let list = DEPARTMENTS.captures(text)?.get(1)?.range();
        let mut names = Vec::new();
        let mut start = span.start;
        for item in text[list].split('、') {
            let end = start + item.len();
            if !(2..=10).contains(&item.chars().count()) {
                return None;
            }
            names.push(Name::new(start..end, Some(Likeness::Group)));
            start = end + '、'.len_utf8();
        }
        Some(Subject { names, end: span.end, open: true })
    }

    /// 政务部门及系统建设、运维运营等单位: a name, and a class that says what its members do.
    fn with_units(&self, span: &Span) -> Option<Subject> {
        static UNITS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new("^([^、，；]{2,14}?)(?:以及|和|及|与)([^，；]*、[^，；]*等(?:单位|机构))$").expect("a constant pattern")
        });
        let parts = UNITS.captures(&self.text[span.clone()])?;
        let (left, right) = (parts.get(1)?, parts.get(2)?);
        let likeness = self.authority.likeness(left.as_str())?;
        let name = |range: Span, likeness| Name::new(span.start + range.start..span.start + range.end, Some(likeness));
        Some(Subject { names: vec![name(left.range(), likeness), name(right.range(), Likeness::Group)], end: span.end, open: true })
    }

    /// The claims of a subject by its predicate.
    fn claims(&self, subject: &Subject, predicate: &Span) -> Vec<Claim> {
        let text = &self.text[predicate.clone()];
        let clause = text.split('，').next().unwrap_or(text);
        let (role, basis, rule) = self.role(clause, text);
        let mut claims: Vec<Claim> =
            subject.names.iter().map(|name| Claim { name: name.clone(), role, word: None, basis, rule, open: subject.open }).collect();
        if let Some(partners) = self.partners(predicate) {
            for claim in &mut claims {
                claim.role = Role::Lead;
                claim.basis = Basis::Explicit;
                claim.rule = "duty-with";
            }
            claims.extend(partners.names.into_iter().map(|name| Claim {
                name,
                role: Role::CoLead,
                word: None,
                basis: Basis::Explicit,
                rule: "duty-with",
                open: partners.open,
            }));
        }
        claims
    }

    /// The bodies behind 会同 at a predicate's start: the longest names, whatever verb follows.
    fn partners(&self, predicate: &Span) -> Option<Subject> {
        let text = &self.text[predicate.clone()];
        let with = text.find("会同").filter(|at| *at <= "应当依法负责".len())?;
        let mut at = predicate.start + with + "会同".len();
        let mut partners = Subject { names: Vec::new(), end: at, open: false };
        loop {
            let rest = &self.text[at..predicate.end];
            // A class ends at the next mark: 甲局、乙局等部门 is no one class.
            let item = &rest[..rest.find('、').unwrap_or(rest.len())];
            let body = self.authority.body_prefix(rest);
            // 国务院有关部门 is the class and not the body before it.
            let class =
                || self.class_prefix(item).filter(|class| body.is_none_or(|body| *class > body && self.goes_on_as_class(&rest[body..])));
            // 国务院农业行政主管部门 is a department, and 国务院自然资源、发展改革等主管部门 are several.
            let owner = body.filter(|&body| self.duties.owners.iter().any(|word| rest[..body].ends_with(word.as_str())));
            let goes_on = owner.is_some_and(|owner| {
                let behind = &rest[owner..];
                !behind.is_empty()
                    && !behind.starts_with(['、', '，', '。', '；', '和', '及', '与', '等'])
                    && !self.predicate_may_begin(behind)
            });
            let department = || self.class_prefix(item).filter(|class| body.is_none_or(|body| *class > body));
            let length = if goes_on { department() } else { class().or(body) };
            let Some(length) = length else {
                if goes_on {
                    partners.names.clear();
                }
                break;
            };
            let span = at..at + length;
            partners.names.push(Name::new(span.clone(), self.authority.likeness(&rest[..length])));
            at += length;
            partners.end = at;
            let behind = &self.text[at..predicate.end];
            let Some(mark) = ["、", "和", "及", "与"].into_iter().find(|mark| behind.starts_with(mark)) else {
                partners.open = behind.starts_with('等');
                break;
            };
            at += mark.len();
        }
        // Lines of departments before 等部门, and bodies that no table knows, are read as a subject is.
        let listed = || self.subject(&(predicate.start + with + "会同".len()..predicate.end));
        Some(partners).filter(|partners| !partners.names.is_empty()).or_else(listed)
    }

    /// The bytes of the first class of bodies that a text starts with, as far as it goes on as one.
    fn class_prefix(&self, text: &str) -> Option<usize> {
        let class = |end: usize| self.authority.likeness(&text[..end]) == Some(Likeness::Group);
        let ends: Vec<usize> = text.char_indices().map(|(at, character)| at + character.len_utf8()).skip(1).take(LONGEST_SUBJECT).collect();
        let first = ends.iter().position(|&end| class(end))?;
        // 有关监管部 ends as bodies do, and goes on to 有关监管部门; 处 in 处理 belongs to the verb.
        let verb = |end: usize| text[..end].ends_with('处') && text[end..].starts_with(['理', '置', '罚', '分']);
        ends[first..].iter().copied().take_while(|&end| class(end) && !verb(end)).last()
    }

    /// Whether what follows a body's name makes a class of it: 有关部门 behind 国务院.
    fn goes_on_as_class(&self, text: &str) -> bool {
        self.duties.class_openings.iter().any(|word| text.starts_with(word.as_str()))
    }

    fn role(&self, clause: &str, sentence: &str) -> (Role, Basis, &'static str) {
        let near: String = clause.chars().take(40).collect();
        // 督查 in 督查室 and 监督管理 in 监督管理部门 are parts of names.
        let says = |word: &str| {
            near.match_indices(word).any(|(at, word)| {
                let behind = &near[at + word.len()..];
                !self.duties.not_roles.iter().any(|ending| behind.starts_with(ending.as_str()))
            })
        };
        let starts = |words: &[String]| words.iter().any(|word| says(word));
        let verb = self.duties.strong.iter().find_map(|word| clause.strip_prefix(word.as_str())).unwrap_or(clause);
        if verb.starts_with("牵头") {
            return (Role::Lead, Basis::Explicit, "duty-lead");
        }
        let role = if starts(&self.duties.coordinate) {
            Role::Coordinate
        } else if starts(&self.duties.supervise) || self.duties.holds_sanction(sentence) {
            Role::Supervise
        } else {
            Role::Responsible
        };
        (role, Basis::DutyClause, "duty-subject")
    }
}

impl Subject {
    /// Whether some name of it is surely a body or a class of bodies.
    fn sure(&self) -> bool {
        self.names.iter().any(|name| matches!(name.likeness, Some(Likeness::Known | Likeness::Group)))
    }

    /// Whether it is a class of bodies.
    fn is_class(&self) -> bool {
        self.names.iter().all(|name| name.likeness == Some(Likeness::Group))
    }

    /// Whether every name of it reads as one.
    fn named(&self) -> bool {
        self.names.iter().all(|name| name.likeness.is_some())
    }
}
