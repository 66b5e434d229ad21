//! Duties in running text: who should, must, is in charge, where the body is the grammatical subject.
//!
//! ```text
//! sentence := clause (， clause)*
//! clause   := 由 subject predicate | subject between* predicate | 在 name 统筹协调下 …
//! ```
//!
//! Recipients, addressees and objects are no doers: a name counts only at the head of a sentence or clause, or behind 由.
//! 牵头 and 会同 are explicit; every other duty is a duty clause, supervising and coordinating too.

use std::collections::HashSet;

use super::clause::Claim;
use super::legend;
use super::subject::{Subject, SubjectReader};
use super::token::{Lexer, Name};
use super::{ReadList, Scope};
use crate::agency::Authority;
use crate::document::{Draft, TaskPlace};
use crate::model::{Basis, Role};
use crate::passage::Span;
use crate::words::{Duties, LegendSense, TailSense, Words};

/// How far from a predicate's beginning its verb may stand, in code points: 应当依法加强监督.
const NEAR_VERB: usize = 12;

/// How far from a clause's end the work that a body is in charge of may stand, in code points: 监督、管理工作.
const NEAR_END: usize = 6;

/// The longest attribute before 的, in code points; what is longer is a deed with its object.
const LONGEST_ATTRIBUTE: usize = 16;

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
    let lexer = Lexer { passage: &draft.passage, words: &words.roles, authority };
    let subjects = SubjectReader { text: draft.text(), duties: &words.duties, lexer, authority };
    let reader = DutyReader { text: draft.text(), duties: &words.duties, subjects, authority };
    // 排第一的为牵头单位，其他单位配合 binds nobody.
    let of_legend = |sentence: &Span| {
        let overlaps = |legend: &legend::Found| legend.span.start < sentence.end && sentence.start < legend.span.end;
        legends.iter().any(|legend| legend.sense != LegendSense::SameBelow && overlaps(legend))
    };
    let mut found = Vec::new();
    found.extend(reader.headed(task));
    for sentence in sentences(draft.text(), task, lists, &words.duties).into_iter().filter(|sentence| !of_legend(sentence)) {
        reader.sentence(&sentence, task.article, &mut found);
    }
    once(draft.text(), &mut found);
    found
}

/// A duty laid again on the same body in the same task is the same duty: only its first sentence is evidence. Who is to do some things and
/// to help with others is answered for by the first.
fn once(text: &str, duties: &mut Vec<ReadList>) {
    let mut seen = HashSet::new();
    for duty in duties.iter_mut() {
        duty.claims.retain(|claim| {
            let role = if claim.role == Role::Support { Role::Responsible } else { claim.role };
            claim.basis != Basis::DutyClause || seen.insert((text[claim.name.span.clone()].to_owned(), role))
        });
    }
    duties.retain(|duty| !duty.claims.is_empty());
}

/// The sentences of a task outside its lists, its heading left out.
fn sentences(text: &str, task: &TaskPlace, lists: &[ReadList], duties: &Duties) -> Vec<Span> {
    let from = if task.article {
        task.number.end + article_heading(&text[task.number.end..task.span.end])
    } else if is_sentence(text, task) || lays_a_duty(text, task, duties) {
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

/// Whether a heading before a full stop is a sentence that asks for something: 一、各部门要高度重视。….
fn lays_a_duty(text: &str, task: &TaskPlace, duties: &Duties) -> bool {
    let stopped = text[task.title.end..task.span.end].starts_with(['。', '；']);
    stopped && duties.strong.iter().any(|word| duties.holds_modal(&text[task.title.clone()], word))
}

/// The bytes of an article's heading in brackets: 第七条【登记】….
fn article_heading(article: &str) -> usize {
    article.strip_prefix('〔').and_then(|rest| rest.find('〕')).map_or(0, |end| "〔".len() + end + "〕".len())
}

/// What reading duties needs.
struct DutyReader<'a> {
    text: &'a str,
    duties: &'a Duties,
    subjects: SubjectReader<'a>,
    authority: &'a Authority,
}

impl DutyReader<'_> {
    fn sentence(&self, sentence: &Span, article: bool, found: &mut Vec<ReadList>) {
        if self.duties.definitions.iter().any(|word| self.text[sentence.clone()].contains(word.as_str())) {
            return;
        }
        let mut bound: Option<Vec<Span>> = None;
        let mut led = false;
        for (index, clause) in self.clauses(sentence).into_iter().enumerate() {
            let rest = clause.start..sentence.end;
            let claims = self
                .by(&clause, &rest)
                .or_else(|| self.under(&clause))
                .or_else(|| self.subject_clause(&clause, &rest, index == 0, article));
            let claims = claims.filter(|claims| !claims.is_empty());
            // Who helps stands in one list with the lead named before.
            if claims.is_none()
                && led
                && let (Some(helpers), Some(lead)) = (self.helpers(&clause), found.last_mut())
            {
                lead.claims.extend(helpers);
                continue;
            }
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
        let subject = self.subjects.names(&(task.title.start..task.title.end - added)).filter(Subject::sure)?;
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

    /// 由X负责, 由X牵头, 由X会同Y, 由X审批: X does it, whatever the verb; 由X审批的项目 tells of a thing and 可由X办理 of a wish.
    fn by(&self, clause: &Span, rest: &Span) -> Option<Vec<Claim>> {
        let text = &self.text[clause.clone()];
        text.match_indices('由').find_map(|(at, by)| {
            let ends = |words: &[String], text: &str| words.iter().any(|word| text.ends_with(word.as_str()));
            let other_word = self.duties.not_by.iter().any(|word| text[at..].starts_with(word.as_str()));
            if other_word || ends(&self.duties.not_by, &text[..at + by.len()]) || ends(&self.duties.permits, &text[..at]) {
                return None;
            }
            let behind = clause.start + at + by.len()..rest.end;
            let says = |subject: &Subject| {
                let predicate = &self.text[subject.end..clause.end.max(subject.end)];
                self.duties.modals.iter().chain(&self.duties.supervise).any(|word| predicate.contains(word.as_str()))
            };
            let acts = |subject: &Subject| {
                let predicate = &self.text[subject.end..clause.end.max(subject.end)];
                let starts = |words: &[String]| words.iter().any(|word| predicate.starts_with(word.as_str()));
                predicate.chars().count() > 1 && !starts(&self.duties.no_verbs) && !self.is_attribute(predicate)
            };
            let of_persons = |subject: &Subject| {
                let behind = &self.text[subject.end..];
                self.duties.persons_behind.iter().any(|word| behind.starts_with(word.as_str()))
            };
            let direct = self.subjects.before_predicate(&behind).filter(says);
            let subject = direct.or_else(|| self.subjects.longest(&behind).filter(Subject::sure).filter(acts))?;
            if of_persons(&subject) {
                return None;
            }
            Some(self.claims(&subject, &(subject.end..rest.end)))
        })
    }

    /// Whether a predicate belongs to what it stands before: 审批的项目; 处以…的罚款 and 依照…的规定处罚 do not.
    fn is_attribute(&self, predicate: &str) -> bool {
        let Some(at) = predicate.find('的') else { return false };
        let (before, behind) = (&predicate[..at], &predicate[at + '的'.len_utf8()..]);
        let starts = |words: &[String], text: &str| words.iter().any(|word| text.starts_with(word.as_str()));
        behind.is_empty()
            || (before.chars().count() <= LONGEST_ATTRIBUTE
                && !starts(&self.duties.grounds, before)
                && !starts(&self.duties.of_objects, behind))
    }

    /// 领导小组办公室设在甲局: that body does the group's daily work.
    fn seat(&self, clause: &Span) -> Option<Vec<Claim>> {
        let text = &self.text[clause.clone()];
        let at = self.duties.seats.iter().filter_map(|word| text.find(word.as_str()).map(|at| at + word.len())).max()?;
        let rest = text[at..].split('（').next()?;
        let length = Some(rest.len()).filter(|_| self.authority.likeness(rest).is_some()).or_else(|| self.authority.body_prefix(rest))?;
        let span = clause.start + at..clause.start + at + length;
        let name = Name::new(span.clone(), self.authority.likeness(&self.text[span.clone()]));
        self.subjects
            .is_body(&name)
            .then(|| vec![Claim { name, role: Role::Responsible, word: None, basis: Basis::DutyClause, rule: "duty-seat", open: false }])
    }

    /// …，乙局、丙局配合: who helps the lead named before.
    fn helpers(&self, clause: &Span) -> Option<Vec<Claim>> {
        self.duties.supports.iter().any(|word| self.text[clause.clone()].contains(word.as_str())).then_some(())?;
        let phrase = self.subjects.lexer.phrases(clause).into_iter().next()?;
        let helps = phrase.label.is_none() && phrase.sense() == Some(TailSense::Support) && phrase.span == *clause;
        let word = phrase.tail.as_ref().map(|tail| tail.word.clone());
        (helps && !phrase.names.is_empty() && phrase.names.iter().all(|name| self.subjects.is_body(name))).then(|| {
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
        let start = clause.start + self.subjects.opening(&self.text[clause.clone()]);
        let direct = self.subjects.before_predicate(&(start..clause.end));
        let is_direct = direct.is_some();
        let subject = direct
            .or_else(|| self.acting_subject(start, clause, rest).filter(|_| first))
            .or_else(|| self.article_subject(start, clause).filter(|_| first && article))?;
        // 市民政局：负责…
        let colon = if self.text[subject.end..rest.end].starts_with('：') { '：'.len_utf8() } else { 0 };
        let predicate_span = subject.end + colon..rest.end;
        let predicate = &self.text[predicate_span.clone()];
        let in_clause = &self.text[subject.end.min(clause.end)..clause.end];
        let starts = |words: &[String]| words.iter().any(|word| predicate.starts_with(word.as_str()));
        // 甲局未依照规定公开的 is a condition, and the duty another's.
        let condition = starts(&self.duties.failures) && (in_clause.ends_with('的') || predicate.contains("的，"));
        let attribute = !is_direct && self.is_attribute(in_clause);
        if predicate.is_empty() || condition || attribute || starts(&self.duties.permits) || starts(&self.duties.persons_behind) {
            return None;
        }
        let directly = starts(&self.duties.modals);
        let between = starts(&self.duties.between);
        let strongly = |text: &str| self.duties.strong.iter().any(|word| self.duties.holds_modal(text, word));
        let duty = if first {
            strongly(in_clause)
                || (strongly(predicate) && !self.new_subject_before_modal(&(clause.end..rest.end)))
                || (directly && subject.sure())
                || (starts(&self.duties.acting) && subject.is_class() && !article)
                || (article && subject.sure() && self.states_what_is_done(in_clause))
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
        let later = self.text[clause.end..rest.end].trim_start_matches(['，', '：']);
        let bound = self.duties.strong.iter().any(|word| later.starts_with(word.as_str()) && self.duties.holds_modal(later, word));
        bound.then(|| self.subjects.longest(&(start..clause.end)))?
    }

    /// The body at the head of an article's sentence that says what it does without a modal word: 登记机关颁发证书.
    fn article_subject(&self, start: usize, clause: &Span) -> Option<Subject> {
        let subject = self.subjects.longest(&(start..clause.end)).filter(Subject::sure)?;
        self.subjects.verb_may_begin(&self.text[subject.end..clause.end.max(subject.end)]).then_some(subject)
    }

    /// Whether a clause behind its subject says what that one does, and neither when nor under what condition.
    fn states_what_is_done(&self, clause: &str) -> bool {
        let starts = |words: &[String]| words.iter().any(|word| clause.starts_with(word.as_str()));
        let ends = self.duties.condition_ends.iter().any(|word| clause.ends_with(word.as_str()));
        clause.chars().count() > 2 && !ends && !starts(&self.duties.no_verbs) && !self.is_attribute(clause)
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

    /// The claims of a subject by its predicate.
    fn claims(&self, subject: &Subject, predicate: &Span) -> Vec<Claim> {
        let (role, basis, rule) = self.role(self.main_clause(&self.text[predicate.clone()]));
        let claim = |name: Name, role, basis, rule, open| Claim { name, role, word: None, basis, rule, open };
        let names = subject.names.iter().cloned();
        let Some(partners) = self.partners(predicate) else {
            return names.map(|name| claim(name, role, basis, rule, subject.open)).collect();
        };
        let leads = names.map(|name| claim(name, Role::Lead, Basis::Explicit, "duty-with", subject.open));
        let partners = partners.names.into_iter().map(|name| claim(name, Role::CoLead, Basis::Explicit, "duty-with", partners.open));
        leads.chain(partners).collect()
    }

    /// The bodies behind 会同: in the predicate's first clause, or at the head of a later one that has no subject of its own.
    fn partners(&self, predicate: &Span) -> Option<Subject> {
        let mut partners = None;
        for (index, clause) in self.clauses(predicate).into_iter().enumerate() {
            let text = &self.text[clause.clone()];
            let head = self.subjects.opening(text);
            let with = self.duties.with.iter().filter_map(|word| {
                let at = text.find(word.as_str())?;
                let fits = if index == 0 { !text[..at].contains(['由', '的']) } else { text[head..at].chars().count() <= 4 };
                fits.then_some(at + word.len())
            });
            if let Some(at) = with.min().or_else(|| self.consults(&clause, head)) {
                partners = self.subjects.longest_of_all(&(clause.start + at..predicate.end));
                break;
            }
            if index > 0 && self.authority.known_prefix(&text[head..]).is_some() {
                break;
            }
        }
        partners
    }

    /// Where the partners of 商 stand, which is part of many words and so has to be the clause's verb: 应当商有关部门, not 商务主管部门.
    fn consults(&self, clause: &Span, head: usize) -> Option<usize> {
        let text = &self.text[clause.clone()];
        let modal = self.duties.strong.iter().find(|word| text[head..].starts_with(word.as_str())).map_or(0, String::len);
        let verb = head + modal;
        let word = self.duties.consults.iter().find(|word| text[verb..].starts_with(word.as_str()))?;
        let opening: String = text[verb..].chars().take(2).collect();
        (!self.authority.is_line(&opening)).then_some(verb + word.len())
    }

    /// The clause of a predicate that holds its verb: the first, or the second where the first is a ground (在各自职责范围内，负责…).
    fn main_clause<'t>(&self, predicate: &'t str) -> &'t str {
        let (first, rest) = predicate.split_once('，').unwrap_or((predicate, ""));
        let ends = self.duties.ground_ends.iter().any(|word| first.ends_with(word.as_str()));
        let ground = ends && self.duties.grounds.iter().any(|word| first.starts_with(word.as_str()));
        let modal = self.duties.strong.iter().any(|word| self.duties.holds_modal(first, word));
        if ground && !modal && !rest.is_empty() { rest.split('，').next().unwrap_or(rest) } else { first }
    }

    /// The role that the first clause of a predicate gives: by its verb, or by the work that it says the subject is in charge of.
    fn role(&self, clause: &str) -> (Role, Basis, &'static str) {
        let says = |words: &[String]| words.iter().any(|word| self.is_done(clause, word, &self.duties.not_roles));
        let role = if self.duties.leads.iter().any(|word| self.is_done(clause, word, &self.duties.not_leads)) {
            return (Role::Lead, Basis::Explicit, "duty-lead");
        } else if says(&self.duties.coordinate) {
            Role::Coordinate
        } else if says(&self.duties.supervise) || self.duties.holds_sanction(clause) {
            Role::Supervise
        } else {
            let verb = self.duties.strong.iter().find_map(|word| clause.strip_prefix(word.as_str())).unwrap_or(clause);
            let verb = self.duties.adverbs.iter().find_map(|word| verb.strip_prefix(word.as_str())).unwrap_or(verb);
            let helps = self.duties.supports.iter().any(|word| verb.starts_with(word.as_str()));
            if helps { Role::Support } else { Role::Responsible }
        };
        (role, Basis::DutyClause, "duty-subject")
    }

    /// Whether a word is what a clause does, near its verb or at its end: 负责…监督工作. 督查 in 督查室, 监督管理 in 监督管理部门 and 考核 in
    /// 落实…考核的要求 are not.
    fn is_done(&self, clause: &str, word: &str, not_before: &[String]) -> bool {
        clause.match_indices(word).any(|(at, word)| {
            let (before, behind) = (&clause[..at], &clause[at + word.len()..]);
            let near = before.chars().count() <= NEAR_VERB || behind.chars().count() <= NEAR_END;
            near && !behind.starts_with('的') && !not_before.iter().any(|ending| behind.starts_with(ending.as_str()))
        })
    }
}
