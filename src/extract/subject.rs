//! Who stands at the head of a clause: the bodies and classes of bodies that are its grammatical subject.
//!
//! ```text
//! subject := number? connector? names aside?
//! names   := name ((、 | 和 | 及 | 或者) name)* (等部门)?
//! aside   := （以下简称…）
//! ```
//!
//! A name in running text has no frame around it as in a list, so it must be whole by itself: nothing in it acts, and no other body
//! begins or ends in it. Private parties are left out.

use std::sync::LazyLock;

use regex::Regex;

use super::token::{Lexer, Name};
use crate::agency::{Authority, Likeness};
use crate::passage::Span;
use crate::words::Duties;

/// The longest subject in code points.
const LONGEST: usize = 60;

/// The longest of those beside a body who are none, in code points.
const LONGEST_OTHER: usize = 14;

/// The longest that is said of a body's departments before 的, in code points.
const LONGEST_SAID: usize = 26;

/// A subject and where its predicate begins.
#[derive(Debug)]
pub(super) struct Subject {
    /// Its names.
    pub(super) names: Vec<Name>,
    /// Where the predicate begins, behind the aside.
    pub(super) end: usize,
    /// Whether the names end in 等.
    pub(super) open: bool,
}

/// What finding subjects needs.
pub(super) struct SubjectReader<'a> {
    /// The document's even text.
    pub(super) text: &'a str,
    /// Words of duties.
    pub(super) duties: &'a Duties,
    /// What cuts names apart.
    pub(super) lexer: Lexer<'a>,
    /// Names.
    pub(super) authority: &'a Authority,
}

impl SubjectReader<'_> {
    /// The bytes that may stand in a clause before its subject: a number (（二）, 第九条) and a connecting word (同时).
    pub(super) fn opening(&self, clause: &str) -> usize {
        let number = crate::document::outline::marker(clause).map_or(0, |(_, length)| length);
        let connector = self.duties.connectors.iter().find(|word| clause[number..].starts_with(word.as_str())).map_or(0, String::len);
        number + connector
    }

    /// The names at the start of a span: the shortest stretch that reads as names and that a predicate follows.
    pub(super) fn before_predicate(&self, span: &Span) -> Option<Subject> {
        let text = &self.text[span.clone()];
        let stops = text.find(['。', '；', '\n']).unwrap_or(text.len());
        let ends = text.char_indices().map(|(at, _)| at).skip(2).take(LONGEST).take_while(|end| *end <= stops);
        let ended = (stops == text.len() && !text.is_empty()).then_some(stops);
        let ends: Vec<usize> = ends.chain(ended).filter(|end| self.predicate_may_begin(&text[end + aside(&text[*end..])..])).collect();
        let found = |end: &usize| {
            let subject = || self.names(&(span.start..span.start + end));
            let cut = || self.is_said_of(&text[*end..]);
            subject().filter(|subject| !self.cuts_a_name(subject, span) && !cut())
        };
        // 、 goes on with another name, though a word of predicates may begin it: 凯里市、都匀市.
        let (open, closed): (Vec<usize>, Vec<usize>) = ends.into_iter().partition(|end| text[..*end].ends_with('、'));
        let subject = closed.iter().find_map(found).or_else(|| open.iter().find_map(found));
        subject.or_else(|| self.beside_another(span)).map(|subject| self.behind_aside(subject, span))
    }

    /// A body beside somebody who is none, before a predicate: 文物主管部门 of 文物主管部门和行业组织应当….
    fn beside_another(&self, span: &Span) -> Option<Subject> {
        let subject = self.longest(span).filter(Subject::sure)?;
        let rest = &self.text[subject.end..span.end];
        // 有关单位和个人 are anybody.
        let persons = self.duties.persons_behind.iter().any(|word| rest.starts_with(word.as_str()));
        let join = self.duties.joins.iter().find(|join| rest.starts_with(join.as_str())).filter(|_| !persons)?;
        let ends = rest.char_indices().map(|(at, _)| at).skip(join.chars().count() + 2).take(LONGEST_OTHER);
        let mut ends = ends.take_while(|&end| !rest[..end].contains(['，', '。', '；', '的', '：']));
        let end = subject.end + ends.find(|&end| self.predicate_may_begin(&rest[end..]))?;
        Some(Subject { end, ..subject })
    }

    /// The names at the start of a span: the longest stretch that reads as names, whatever follows.
    pub(super) fn longest(&self, span: &Span) -> Option<Subject> {
        let mut subject = self.longest_of_all(span)?;
        subject.names.retain(|name| !self.is_private(name));
        (!subject.names.is_empty()).then_some(subject)
    }

    /// As [`SubjectReader::longest`], private parties among them.
    pub(super) fn longest_of_all(&self, span: &Span) -> Option<Subject> {
        let text = &self.text[span.clone()];
        let stop = text.find(['。', '；', '\n', '，', '：', '《', '“']).unwrap_or(text.len());
        let ends = text.char_indices().map(|(at, character)| at + character.len_utf8()).skip(1).take(LONGEST);
        let ends: Vec<usize> = ends.take_while(|end| *end <= stop).filter(|end| self.authority.may_end_a_name(&text[..*end])).collect();
        let level = |end: usize| self.duties.bare_levels.iter().any(|word| text[..end].ends_with(word.as_str()));
        let whole = |end: &usize| !level(*end) || self.verb_may_begin(&text[*end..]);
        let subject = ends.into_iter().rev().filter(whole).find_map(|end| self.all_names(&(span.start..span.start + end)))?;
        Some(self.behind_aside(subject, span))
    }

    /// A subject whose predicate begins behind the brackets in which its short form is told, as far as they close within the span.
    fn behind_aside(&self, subject: Subject, within: &Span) -> Subject {
        Subject { end: subject.end + aside(&self.text[subject.end..within.end]), ..subject }
    }

    /// Whether a text tells which departments of the body before it are meant: 负责地质矿产管理工作的部门.
    fn is_said_of(&self, text: &str) -> bool {
        let Some((said, behind)) = text.split_once('的') else { return false };
        let short = said.chars().count() <= LONGEST_SAID && !said.contains(['，', '。', '；', '、']);
        let near: String = behind.chars().take(LONGEST_OTHER).collect();
        let department = self.duties.class_closers.iter().filter_map(|closer| near.find(closer.as_str())).min();
        let its = department.is_some_and(|at| !near[..at].contains(['，', '。', '；', '、', '的']));
        short && its && self.duties.said_of.iter().any(|word| said.starts_with(word.as_str()))
    }

    /// Whether the last name of a subject is the beginning of a longer known one: 市委 of 市委督查室.
    fn cuts_a_name(&self, subject: &Subject, within: &Span) -> bool {
        let Some(last) = subject.names.last() else { return false };
        let longest = self.authority.body_prefix(&self.text[last.span.start..within.end]);
        longest.is_some_and(|length| last.span.start + length > subject.end)
    }

    /// Whether a text begins with a verb, or with what may begin a predicate.
    pub(super) fn verb_may_begin(&self, text: &str) -> bool {
        self.predicate_may_begin(text) || self.duties.article_verbs.iter().any(|word| text.starts_with(word.as_str()))
    }

    /// Whether a predicate can begin here: a modal word, or what may stand between.
    pub(super) fn predicate_may_begin(&self, text: &str) -> bool {
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

    /// A span as names, all of which read as bodies; those of private parties are left out, and some must be left.
    pub(super) fn names(&self, span: &Span) -> Option<Subject> {
        let mut subject = self.all_names(span)?;
        subject.names.retain(|name| !self.is_private(name));
        (!subject.names.is_empty()).then_some(subject)
    }

    /// A span as names, all of which read as bodies.
    fn all_names(&self, span: &Span) -> Option<Subject> {
        let text = &self.text[span.clone()];
        let acts = self.duties.not_in_subjects.iter().any(|word| text.contains(word.as_str()));
        if acts || self.is_object(text) || self.is_about(text) || text.contains(['，', '。', '：', '《']) {
            return None;
        }
        if let Some(subject) = self.departments(span).or_else(|| self.with_units(span)).or_else(|| self.level(span)) {
            return Some(subject);
        }
        let phrase = self.lexer.phrases(span).into_iter().next()?;
        let whole = phrase.tail.is_none() && phrase.with.is_none() && phrase.span == *span;
        // 由 before a name opens another kind of clause.
        let whole = whole && phrase.names.first().is_some_and(|name| name.span.start == span.start);
        let bodies = whole && phrase.names.iter().all(|name| self.is_body(name));
        bodies.then_some(Subject { names: phrase.names, end: span.end, open: phrase.open })
    }

    /// Whether a text begins with a word behind which a body is object or addressee: 督促各县区, 向市政府. 经信局 is a body.
    fn is_object(&self, text: &str) -> bool {
        let in_name =
            |object: &str| self.duties.may_stand_in_names.iter().any(|word| word.starts_with(object) && text.starts_with(word.as_str()));
        let is_object = |word: &String| {
            let behind = text.strip_prefix(word.as_str());
            let addressed = |behind: &str| word.chars().count() > 1 || (self.authority.surely(behind) && !self.authority.knows(text));
            behind.is_some_and(|behind| !in_name(word) && addressed(behind))
        };
        self.duties.objects.iter().any(is_object)
    }

    /// Whether a text tells whom a duty is about: 对纳入名单的企业; 对外贸易主管部门 is a body.
    fn is_about(&self, text: &str) -> bool {
        self.duties.about.iter().any(|word| text.starts_with(word.as_str())) && !text.starts_with(self.duties.not_about.as_str())
    }

    /// Whether a name is one of a body and no stretch of a sentence that ends like one.
    pub(super) fn is_body(&self, name: &Name) -> bool {
        let text = &self.text[name.span.clone()];
        match name.likeness {
            Some(Likeness::Known) => true,
            Some(Likeness::Group) => self.is_plain_class(text),
            Some(Likeness::Shaped) => {
                let ends = |ends: &[String]| ends.iter().any(|end| text.ends_with(end.as_str()));
                let place_inside = || text.char_indices().any(|(at, _)| self.authority.place_at(&text[at..], None, None).is_some());
                let shaped = self.authority.states_place(text)
                    || ends(&self.duties.subject_ends)
                    || (ends(&self.duties.branch_ends) && place_inside());
                shaped && !self.acts(text) && !self.runs_on(text)
            }
            None => false,
        }
    }

    /// Whether a class of bodies is one by itself: 公安机关认为行政执法机关 acts, 作出决定的公安机关 tells which are meant.
    fn is_plain_class(&self, text: &str) -> bool {
        let (attribute, own) = text.rsplit_once('的').unwrap_or(("", text));
        let of_clause = self.duties.no_attributes.iter().any(|word| attribute.starts_with(word.as_str()));
        !of_clause && !self.acts(own) && !self.class_runs_on(text)
    }

    /// Whether a class goes on behind its last word with what is no part of one: 有关部门审定…. Classes joined and 主管部门所属单位 do not.
    fn class_runs_on(&self, class: &str) -> bool {
        let class = &self.without_harmless(class);
        let goes_on = |behind: &str| self.duties.class_goes_on.iter().any(|word| behind.starts_with(word.as_str()));
        let runs_on = |closer: &String| {
            let mut behind = class.match_indices(closer.as_str()).map(|(at, closer)| &class[at + closer.len()..]);
            behind.any(|behind| !behind.is_empty() && !goes_on(behind))
        };
        self.duties.class_closers.iter().any(runs_on)
    }

    /// Whether something in a name acts; 推进…领导小组 does not.
    fn acts(&self, name: &str) -> bool {
        if self.without_harmless(name).contains('由') {
            return true;
        }
        let groups = self.authority.coordinating().iter().chain(&self.duties.groups);
        let group = groups.filter_map(|word| name.find(word.as_str()).map(|at| at + word.len())).max();
        let place = self.authority.place_at(name, None, None).map_or(0, |(_, length)| length);
        let name = &name[group.unwrap_or(0).max(place)..];
        let rest = self.without_harmless(name);
        self.duties.not_in_names.iter().any(|word| rest.contains(word.as_str()))
    }

    /// A name without the words in it that hold a verb and do not act: 经济.
    fn without_harmless(&self, name: &str) -> String {
        self.duties.may_stand_in_names.iter().fold(name.to_owned(), |rest, word| rest.replace(word.as_str(), ""))
    }

    /// Whether a name goes on behind a known body with what is no part of one: 市教育局审核学校.
    fn runs_on(&self, text: &str) -> bool {
        let Some(length) = self.authority.body_prefix(text).filter(|length| *length < text.len()) else { return false };
        let place = self.authority.place_at(text, None, None).is_some_and(|(_, place)| place >= length);
        let unit = &text[length..];
        let is_unit = (2..=12).contains(&unit.chars().count()) && self.duties.unit_ends.iter().any(|end| unit.ends_with(end.as_str()));
        !place && !is_unit
    }

    /// Whether a class of bodies is of private parties: 施工单位, 房地产开发企业; 国有企业 and 有关单位 are not.
    fn is_private(&self, name: &Name) -> bool {
        let text = &self.text[name.span.clone()];
        let ends = |words: &[String]| words.iter().any(|word| text.ends_with(word.as_str()));
        let public = self.duties.public.iter().any(|word| text.contains(word.as_str()));
        ends(&self.duties.private) || (name.likeness == Some(Likeness::Group) && ends(&self.duties.private_ends) && !public)
    }

    /// 自治区, 地级市, 县（市、区）: a level of government by itself.
    fn level(&self, span: &Span) -> Option<Subject> {
        let name = Name::new(span.clone(), Some(Likeness::Group));
        let rest = &self.text[span.end..];
        let acts = self.duties.acting.iter().chain(&self.duties.strong).any(|word| rest.starts_with(word.as_str()));
        let level = self.duties.levels.iter().any(|level| *level == self.text[span.clone()]);
        (acts && level).then(|| Subject { names: vec![name], end: span.end, open: false })
    }

    /// 保密、国家安全、密码等主管部门: each line of departments is a class of bodies of its own; 国务院农业行政等有关部门 one of several.
    fn departments(&self, span: &Span) -> Option<Subject> {
        static DEPARTMENTS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                "^([^，；]+)等(?:国家|中央|本级|同级|市级|省级|各)?(?:其他)?(?:有关|相关|主管|行业主管|职能|监管|行政主管|行政)*部门$",
            )
            .expect("a constant pattern")
        });
        let text = &self.text[span.clone()];
        let list = DEPARTMENTS.captures(text)?.get(1)?.range();
        let several = text[list.clone()].contains('、');
        let mut names = Vec::new();
        let mut start = span.start;
        for item in text[list].split('、') {
            let end = start + item.len();
            let of_government = || self.duties.owners.iter().any(|owner| item.starts_with(owner.as_str()));
            let line = self.authority.is_line(item);
            let sure = line || of_government();
            let joined = item.contains(['和', '及', '与']) && !sure;
            if joined
                || !(2..=20).contains(&item.chars().count())
                || !(several || sure)
                || self.authority.likeness(item).is_some() && !several
            {
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
}

/// The bytes of the brackets behind a name in which its short form is told: （以下简称省数据局）.
fn aside(text: &str) -> usize {
    static ASIDE: LazyLock<Regex> = LazyLock::new(|| Regex::new("^（(?:以下|下|统|简)(?:统|简)?称[^）]*）").expect("a constant pattern"));
    ASIDE.find(text).map_or(0, |found| found.end())
}

impl Subject {
    /// Whether some name of it is surely a body or a class of bodies.
    pub(super) fn sure(&self) -> bool {
        self.names.iter().any(|name| matches!(name.likeness, Some(Likeness::Known | Likeness::Group)))
    }

    /// Whether it is a class of bodies.
    pub(super) fn is_class(&self) -> bool {
        self.names.iter().all(|name| name.likeness == Some(Likeness::Group))
    }

    /// Whether every name of it reads as one.
    pub(super) fn named(&self) -> bool {
        self.names.iter().all(|name| name.likeness.is_some())
    }
}
