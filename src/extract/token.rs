//! The text of a list becomes phrases of names: cut at marks outside inner brackets, at labels, tails and joining words.
//!
//! After this nothing asks for characters: 和 in 工业和信息化部 is inside a name, 和 between two names is a cut.

use std::sync::LazyLock;

use regex::Regex;

use super::label;
use crate::agency::{Authority, Likeness};
use crate::passage::{Passage, Span};
use crate::words::{LabelSense, RoleWords, Tail, TailSense};

/// A name in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// Whether the text reads as a name at all.
    pub likeness: Option<Likeness>,
    /// Whether a mark such as ★ stands at it.
    pub marked: bool,
    /// The role word in a bracket of its own behind it: 甲局（牵头）、乙局.
    pub own: Option<(TailSense, Span)>,
    /// Whether it is a person's and no body's.
    pub person: bool,
}

impl Name {
    /// A name that nothing singles out.
    #[must_use]
    pub fn new(span: Span, likeness: Option<Likeness>) -> Name {
        Name { span, likeness, marked: false, own: None, person: false }
    }
}

/// A stretch of names that one mark (，；。) or label sets apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// The label that begins here.
    pub label: Option<(Span, LabelSense)>,
    /// The names before 会同, or all of them.
    pub names: Vec<Name>,
    /// The names behind 会同.
    pub partners: Vec<Name>,
    /// 会同 itself.
    pub with: Option<Span>,
    /// What is said of the names, its spans within the document.
    pub tail: Option<Tail>,
    /// Whether the names end in 等.
    pub open: bool,
    /// The mark before the phrase; none at the list's start.
    pub mark: Option<char>,
    /// All of it.
    pub span: Span,
}

/// Brackets that nest in lists.
const OPENERS: &[char] = &['（', '〔', '〈', '“', '《'];
const CLOSERS: &[char] = &['）', '〕', '〉', '”', '》'];

/// Marks that single out a name in its list.
const MARKS: &[char] = &['★', '☆', '▲', '△', '●', '◆', '■', '※', '*', '＊'];

/// The longest item, in bytes, in which names are joined by 和: the search tries every cut, and longer items are sentences.
const LONGEST_JOINED: usize = 240;

/// What a tokeniser needs to know.
pub struct Lexer<'a> {
    /// The document's even text.
    pub passage: &'a Passage,
    /// Words of roles.
    pub words: &'a RoleWords,
    /// Names.
    pub authority: &'a Authority,
}

impl Lexer<'_> {
    fn text(&self) -> &str {
        &self.passage.text
    }

    /// The phrases of a list's text.
    #[must_use]
    pub fn phrases(&self, span: &Span) -> Vec<Phrase> {
        let mut phrases: Vec<Phrase> = Vec::new();
        for (part, mark) in self.cut(span, &['，', '；', '。', '\n']) {
            let labels = label::labels(self.passage, &part, self.words, self.authority);
            if labels.is_empty() && is_deadline(&self.text()[part.clone()]) {
                let label = Some((part.start..part.start, LabelSense::Deadline));
                phrases.push(self.phrase(part, label, mark));
                continue;
            }
            if labels.is_empty()
                && let Some(phrase) = self.duties_of(&part, mark)
            {
                phrases.push(phrase);
                continue;
            }
            // 牵头部门：甲局；目标位置：全省前5: behind a label that nothing knows stands no doer.
            let field =
                if labels.is_empty() && phrases.iter().any(|phrase| phrase.label.is_some()) { self.heading_of_list(&part) } else { 0 };
            if field > 0 {
                phrases.push(self.phrase(part.clone(), Some((part.start..part.start + field, LabelSense::Other)), mark));
                continue;
            }
            let mut from = part.start + if labels.is_empty() { self.heading_of_list(&part) } else { 0 };
            let mut pending: Option<(Span, LabelSense)> = None;
            for label in labels {
                if label.start > from || pending.is_some() {
                    self.clauses(from..label.start, pending.take(), mark, &mut phrases);
                }
                from = label.after;
                pending = Some((label.span, label.sense));
            }
            self.clauses(from..part.end, pending, mark, &mut phrases);
        }
        phrases.retain(|phrase| phrase.label.is_some() || !self.text()[phrase.span.clone()].trim().is_empty());
        phrases
    }

    /// The phrases of a stretch that 、 parts where a comma should, or nothing: 甲局牵头、乙局配合; 甲局牵头乙局配合.
    fn clauses(&self, span: Span, label: Option<(Span, LabelSense)>, mark: Option<char>, phrases: &mut Vec<Phrase>) {
        let (mut from, mut label, mut mark) = (span.start, label, mark);
        for (item, _) in self.cut(&span, &['、']) {
            if let Some(at) = self.run_together(&item) {
                phrases.push(self.phrase(from..at, label.take(), mark));
                from = at;
                mark = None;
            }
            let text = &self.text()[from.max(item.start)..item.end];
            let said = |tail: &Tail| {
                let name = &text[..tail.start];
                matches!(tail.sense, TailSense::Lead | TailSense::Support | TailSense::Answer)
                    && self.likeness(text) != Some(Likeness::Known)
                    && !name.is_empty()
                    && self.likeness(name).is_some()
            };
            if item.end < span.end && self.words.tail(text).as_ref().is_some_and(said) {
                phrases.push(self.phrase(from..item.end, label.take(), mark));
                from = item.end + '、'.len_utf8();
                mark = Some('、');
            }
        }
        phrases.push(self.phrase(from..span.end, label, mark));
    }

    /// Where the second of two clauses that nothing parts begins: 乙局配合 in 甲局牵头乙局配合.
    fn run_together(&self, item: &Span) -> Option<usize> {
        let text = &self.text()[item.clone()];
        let last = self.words.tail(text)?;
        self.words.tails_with_object(text).find_map(|(end, tail)| {
            let both = end < last.start
                && tail.start > 0
                && self.surely(&text[..tail.start])
                && self.surely(&text[end..last.start])
                && !self.is_bare_class(&text[end..last.start])
                && self.likeness(&text[..last.start]) != Some(Likeness::Known);
            both.then_some(item.start + end)
        })
    }

    /// 县商务局：出台政策: bodies, and behind a colon what they do.
    fn duties_of(&self, part: &Span, mark: Option<char>) -> Option<Phrase> {
        let text = &self.text()[part.clone()];
        let colon = text.find('：')?;
        let names = part.start..part.start + colon;
        let bare = self.is_bare_class(&text[..colon]) || self.words.not_alone.iter().any(|word| *word == text[..colon]);
        (colon + '：'.len_utf8() < text.len() && !bare && self.reads_as_names(&names)).then_some(())?;
        let mut phrase = self.phrase(names.clone(), None, mark);
        let word = names.end..names.end;
        phrase.tail = Some(Tail { start: names.end, word, sense: TailSense::Answer, equal: false, object: true });
        phrase.span = part.clone();
        Some(phrase)
    }

    /// Whether every item of a stretch is surely a body or a class of bodies.
    fn reads_as_names(&self, span: &Span) -> bool {
        let mut open = false;
        let names = self.names(span, &mut open);
        let surely = |name: &Name| {
            name.likeness.is_some() && (name.likeness != Some(Likeness::Shaped) || self.surely(&self.text()[name.span.clone()]))
        };
        !names.is_empty() && names.iter().all(surely)
    }

    /// Whether a text is surely a body or a class of bodies.
    fn surely(&self, text: &str) -> bool {
        self.authority.surely(text) && !self.words.is_person(text)
    }

    /// The tail of a stretch: at its end, or before the object of what is done: 县发改局负责争资.
    fn tail(&self, span: &Span) -> Option<Tail> {
        let text = &self.text()[span.clone()];
        if let Some(tail) = self.words.tail(text) {
            return Some(tail);
        }
        let (end, _) = self.words.tails_with_object(text).find(|(end, tail)| {
            let object = &text[*end..];
            tail.start > 0
                && object.chars().count() > 1
                && !object.contains(['的', '：'])
                && !self.words.with.iter().any(|word| object.starts_with(word.as_str()))
                && self.likeness(text).is_none_or(|likeness| likeness == Likeness::Shaped)
                && self.reads_as_names(&(span.start..span.start + tail.start))
        })?;
        self.words.tail(&text[..end]).map(|tail| Tail { object: true, ..tail })
    }

    /// Cuts a span at marks that stand outside inner brackets, and tells the mark before each part.
    ///
    /// Where one bracket ends and the next begins, as in the two brackets of one list, stands as much as a semicolon.
    fn cut(&self, span: &Span, marks: &[char]) -> Vec<(Span, Option<char>)> {
        let mut parts = Vec::new();
        let (mut depth, mut from, mut before) = (0_usize, span.start, None);
        for (offset, character) in self.text()[span.clone()].char_indices() {
            let at = span.start + offset;
            if at < from {
                continue;
            }
            if OPENERS.contains(&character) {
                depth += 1;
            } else if CLOSERS.contains(&character) && depth == 0 && self.text()[at + character.len_utf8()..span.end].starts_with(OPENERS) {
                parts.push((from..at, before));
                from = at + 2 * character.len_utf8();
                before = Some('；');
            } else if CLOSERS.contains(&character) {
                depth = depth.saturating_sub(1);
            } else if depth == 0 && marks.contains(&character) {
                parts.push((from..at, before));
                from = at + character.len_utf8();
                before = Some(character);
            }
        }
        parts.push((from..span.end, before));
        parts.retain(|(part, _)| !part.is_empty());
        parts
    }

    /// The bytes of words before a colon that are neither a label nor a name: 市分工方案：….
    fn heading_of_list(&self, part: &Span) -> usize {
        let text = &self.text()[part.clone()];
        let colon = text.find('：').filter(|&colon| text[..colon].chars().count() <= 10 && self.likeness(&text[..colon]).is_none());
        colon.map_or(0, |colon| colon + '：'.len_utf8())
    }

    /// One phrase: what is said at its end, 会同 inside it, and the names.
    fn phrase(&self, span: Span, label: Option<(Span, LabelSense)>, mark: Option<char>) -> Phrase {
        let mut phrase =
            Phrase { label, names: Vec::new(), partners: Vec::new(), with: None, tail: None, open: false, mark, span: span.clone() };
        if phrase.label.as_ref().is_some_and(|(_, sense)| matches!(sense, LabelSense::Deadline | LabelSense::Person | LabelSense::Other)) {
            return phrase;
        }
        let mut names = span;
        let opener = self.words.openers.iter().find(|word| self.text()[names.clone()].starts_with(word.as_str()));
        names.start += opener.map_or(0, String::len);
        if let Some(tail) = self.tail(&names) {
            let from = names.start;
            phrase.tail = Some(Tail { start: from + tail.start, word: from + tail.word.start..from + tail.word.end, ..tail });
            names.end = from + tail.start;
        }
        if let Some(with) = self.with(&names) {
            phrase.partners = self.names(&(with.end..names.end), &mut phrase.open);
            let before = &self.text()[names.start..with.start];
            let end = self.words.tail(before).map_or(with.start, |tail| names.start + tail.start);
            phrase.names = self.names(&(names.start..end), &mut phrase.open);
            phrase.with = Some(with);
        } else {
            phrase.names = self.names(&names, &mut phrase.open);
        }
        phrase
    }

    /// 会同 between two names.
    fn with(&self, span: &Span) -> Option<Span> {
        let text = &self.text()[span.clone()];
        // 甲局牵头，会同乙局实施: the partners of whoever was named before.
        if let Some(word) = self.words.with.first().filter(|word| text.starts_with(word.as_str()) && text.len() > word.len()) {
            return Some(span.start..span.start + word.len());
        }
        self.words.with.iter().find_map(|word| {
            text.match_indices(word.as_str()).find_map(|(at, word)| {
                let left = text[..at].rsplit('、').next().unwrap_or_default();
                // 甲局牵头会同乙局.
                let left = self.words.tail(left).map_or(left, |tail| &left[..tail.start]);
                let right = text[at + word.len()..].split('、').next().unwrap_or_default();
                let named = self.likeness(left.trim_end_matches('等')).is_some() && !right.is_empty();
                // 商 and 联合 stand inside names too (商务厅, 联合会): both sides must read as names.
                let known = |side: &str| self.likeness(side) == Some(Likeness::Known);
                let sure = word == "会同" || (known(left) && known(right) && !known(&format!("{left}{word}{right}")));
                (named && sure).then(|| span.start + at..span.start + at + word.len())
            })
        })
    }

    /// The names of a span, cut at 、 and at joining words.
    fn names(&self, span: &Span, open: &mut bool) -> Vec<Name> {
        if let Some(lines) = self.lines(span) {
            *open |= self.text()[span.clone()].contains(ETCETERA);
            return lines;
        }
        let mut names = Vec::new();
        let mut items: Vec<Span> = Vec::new();
        for (item, _) in self.cut(span, &['、', '/', '；']) {
            match items.last_mut() {
                Some(last) if is_one_class(&self.text()[last.clone()], &self.text()[item.clone()], self.words) => last.end = item.end,
                _ => items.push(item),
            }
        }
        for item in items {
            for part in self.at_gaps(item) {
                self.item(part, &mut names, open);
            }
        }
        self.places_sharing_a_government(&mut names);
        names
    }

    /// Lines of departments: 市发改、工信、财政等部门; each is a class of bodies of its own.
    fn lines(&self, span: &Span) -> Option<Vec<Name>> {
        let text = &self.text()[span.clone()];
        let (lines, class) = match text.rsplit_once(ETCETERA) {
            Some((lines, class)) if self.is_bare_class(class) => (lines, None),
            // 财政、排水行政主管部门: the last word says what all are.
            None => {
                let (lines, class) = text.rsplit_once('、')?;
                let department = class.ends_with("部门") && self.likeness(class) == Some(Likeness::Group) && !self.is_bare_class(class);
                // 市、县有关部门 is one class at two levels.
                let levels = lines.split('、').any(|line| rank(line, Side::Whole).is_some());
                (department && !levels).then_some((lines, Some(span.end - class.len()..span.end)))?
            }
            Some(_) => return None,
        };
        (lines.contains('、') || class.is_some()).then_some(())?;
        let mut items: Vec<Span> = Vec::new();
        for (item, _) in self.cut(&(span.start..span.start + lines.len()), &['、']) {
            match items.last_mut() {
                // 市、区卫生健康 is one line at two levels.
                Some(last) if rank(&self.text()[last.clone()], Side::Whole).is_some() => last.end = item.end,
                _ => items.push(item),
            }
        }
        let is_line = |item: &Span| self.is_line(self.text()[item.clone()].rsplit('、').next().unwrap_or_default());
        let all = items.len() + usize::from(class.is_some()) > 1 && items.iter().all(is_line);
        all.then(|| items.into_iter().chain(class).map(|span| Name::new(span, Some(Likeness::Group))).collect())
    }

    /// Whether a text is a line of departments and no body: 工信, 市发改.
    fn is_line(&self, text: &str) -> bool {
        !matches!(self.likeness(text), Some(Likeness::Known | Likeness::Shaped)) && self.authority.is_line(text)
    }

    /// Whether a text that nothing knows reads as a person's name: no line of departments and no place's short name.
    fn is_persons_name(&self, text: &str) -> bool {
        let place = ["", "区", "县", "市"].iter().any(|ending| {
            let name = format!("{text}{ending}");
            self.authority.place_at(&name, None, None).is_some_and(|(_, length)| length == name.len())
        });
        self.words.opens_with_surname(text) && !self.is_line(text) && !place
    }

    /// 成都、德阳市人民政府: short names of places before the government of one beside them.
    fn places_sharing_a_government(&self, names: &mut [Name]) {
        for last in (1..names.len()).rev() {
            let government = names[last].span.clone();
            for name in names[..last].iter_mut().rev() {
                if name.likeness.is_some()
                    || !self.authority.place_beside(&self.text()[name.span.clone()], &self.text()[government.clone()])
                {
                    break;
                }
                name.likeness = Some(Likeness::Known);
            }
        }
    }

    /// Names that only white space or a line end parts: 州税务局　州公安局.
    fn at_gaps(&self, item: Span) -> Vec<Span> {
        let text = &self.text()[item.clone()];
        let parts = self.passage.parts_at_gaps(&item);
        if parts.len() == 1 || self.likeness(text) == Some(Likeness::Known) {
            return vec![item];
        }
        let text = |part: &Span| &self.text()[part.clone()];
        let likeness = |part: &Span| self.likeness(text(part));
        let alone = |part: &Span| !self.is_bare_class(text(part)) && !self.words.not_alone.iter().any(|word| word == text(part));
        // 各市（州） and 交通运输局 behind it are one class, 各区人民政府 and 市财政局 are two names.
        let apart = |part: &Span| likeness(part) == Some(Likeness::Group) || self.authority.states_place(text(part));
        let one_class = self.likeness(&self.text()[item.clone()]) == Some(Likeness::Group) && !parts[1..].iter().all(apart);
        // 淮北市 高新区管委会 is one name with its place before it.
        let place = |part: &Span| self.authority.place_at(text(part), None, None).is_some_and(|(_, length)| length == part.len());
        let bodies = parts.iter().all(|part| likeness(part).is_some() && !place(part));
        let sure = parts.iter().filter(|part| self.surely(text(part))).count();
        let several = parts.iter().all(alone) && !one_class && (sure == parts.len() || bodies && sure * 2 >= parts.len());
        if several { parts } else { vec![item] }
    }

    /// One item between 、: a name, two joined by 和, or a name with 等 and a class behind it.
    fn item(&self, item: Span, names: &mut Vec<Name>, open: &mut bool) {
        let (item, marked) = self.without_mark(item);
        let text = &self.text()[item.clone()];
        if text.is_empty() {
            return;
        }
        if self.likeness(text) != Some(Likeness::Known)
            && let Some((left, right)) = self.joined(text)
        {
            self.item(item.start..item.start + left, names, open);
            self.item(item.start + right..item.end, names, open);
            return;
        }
        if let Some(at) = self.etcetera(text) {
            *open = true;
            if at > 0 {
                self.item(item.start..item.start + at, names, open);
            }
            self.class_behind(item.start + at + '等'.len_utf8()..item.end, names, open);
            return;
        }
        let (item, own) = self.without_role(item);
        let text = &self.text()[item.clone()];
        let likeness = self.likeness(text);
        let person = self.words.is_person(text) || (likeness.is_none() && self.is_persons_name(text));
        names.push(Name { likeness, span: item, marked, own, person });
    }

    /// An item without the mark at its start or end, and whether it has one: ★市财政局.
    fn without_mark(&self, item: Span) -> (Span, bool) {
        let text = &self.text()[item.clone()];
        let start = item.start + text.len() - text.trim_start_matches(MARKS).len();
        let end = start + self.text()[start..item.end].trim_end_matches(MARKS).len();
        (start..end, end - start < item.len())
    }

    /// An item without the bracket behind it that holds nothing but a role word, and that word.
    fn without_role(&self, item: Span) -> (Span, Option<(TailSense, Span)>) {
        let text = &self.text()[item.clone()];
        let open = text.strip_suffix(['）', '〕']).and_then(|text| text.rfind(['（', '〔']));
        let role = open.filter(|open| *open > 0).and_then(|open| {
            let inner = &text[open + '（'.len_utf8()..text.len() - '）'.len_utf8()];
            let tail = self.words.tail(inner).filter(|tail| tail.start == 0)?;
            let from = item.start + open + '（'.len_utf8();
            Some((item.start..item.start + open, (tail.sense, from + tail.word.start..from + tail.word.end)))
        });
        match role {
            Some((name, role)) => (name, Some(role)),
            None => (item, None),
        }
    }

    /// Where 等 stands in an item outside brackets; not in a class that says 各银行等金融机构.
    fn etcetera(&self, text: &str) -> Option<usize> {
        let at = text.match_indices('等').map(|(at, _)| at).find(|&at| depth(&text[..at]) == 0 && !is_degree(&text[..at], &text[at..]))?;
        let class = text.starts_with('各')
            && self.likeness(&text[..at]) != Some(Likeness::Known)
            && text[at..].chars().count() > 3
            && !self.is_bare_class(&text[at + '等'.len_utf8()..]);
        (!class).then_some(at)
    }

    /// What stands behind 等: 部门 says nothing more; 市级有关部门 is a class; 单位及各地区 names a class behind 及.
    fn class_behind(&self, span: Span, names: &mut Vec<Name>, open: &mut bool) {
        let text = &self.text()[span.clone()];
        let bare = self.words.bare_classes.iter().filter(|class| text.starts_with(class.as_str())).map(String::len).max().unwrap_or(0);
        let rest = &text[bare..];
        let join = ["以及", "及", "和", "与"].iter().find(|join| rest.starts_with(**join)).map_or(0, |join| join.len());
        if bare > 0 && (rest.is_empty() || join == 0) && rest.chars().count() < 2 || rest.is_empty() {
            return;
        }
        self.item(span.start + bare + join..span.end, names, open);
    }

    fn is_bare_class(&self, text: &str) -> bool {
        self.words.bare_classes.iter().any(|class| class == text)
    }

    /// A joining word with a name on each side: the end of the left and the start of the right.
    fn joined(&self, text: &str) -> Option<(usize, usize)> {
        if text.len() > LONGEST_JOINED {
            return None;
        }
        ["以及", "及其", "和", "及", "与", "或者"].iter().find_map(|join| {
            text.match_indices(join).find_map(|(at, join)| {
                let (left, right) = (&text[..at], &text[at + join.len()..]);
                let both = depth(left) == 0 && left.chars().count() >= 2 && right.chars().count() >= 2;
                // 有关部门和各县区 are two classes, 有关部门和单位 one.
                let of_class = || {
                    self.is_bare_class(left)
                        && right.starts_with('各')
                        && !self.words.bare_classes.iter().any(|class| right.ends_with(class.as_str()))
                };
                // So are a government and 有关部门.
                let of_government = || {
                    self.is_bare_class(right)
                        && self.words.governments.iter().any(|word| left.ends_with(word.as_str()))
                        && !self.words.not_alone.iter().any(|word| word == left)
                        && self.words.departments.iter().any(|word| right.starts_with(word.as_str()))
                };
                // 其他有关部门 are none of those named before.
                let others = || self.words.others.iter().any(|word| right.starts_with(word.as_str())) && self.likeness(right).is_some();
                let alone = (self.stands_alone(left) || of_class()) && (self.stands_alone(right) || others());
                (both && *join != *"及其" && (alone || of_government())).then_some((at, at + join.len()))
            })
        })
    }

    /// Whether a side of a joining word is a name by itself: 市住建局, not 市工业; 各有关部门, not 单位.
    fn stands_alone(&self, side: &str) -> bool {
        // 单位及各区县 is cut at its own joining word: its first part is no name.
        let bare = self.words.bare_classes.iter().find_map(|class| side.strip_prefix(class.as_str()));
        if bare.is_some_and(|rest| ["以及", "及", "和", "与"].iter().any(|join| rest.starts_with(join))) {
            return false;
        }
        if self.is_bare_class(side) || self.words.not_alone.iter().any(|word| word == side) {
            return false;
        }
        let side = self.etcetera(side).map_or(side, |at| &side[..at]);
        self.likeness(side).is_some() || self.joined(side).is_some()
    }

    fn likeness(&self, text: &str) -> Option<Likeness> {
        self.authority.likeness(text).filter(|_| !self.words.is_person(text))
    }
}

/// Whether 等 is part of a word: 高等学校, 中等职业学校.
fn is_degree(before: &str, from: &str) -> bool {
    let behind = from.trim_start_matches('等');
    before.ends_with(['高', '初', '平', '同', '优'])
        || before.ends_with('中') && ["职", "专", "学", "教", "院"].iter().any(|word| behind.starts_with(word))
}

/// Whether a phrase says only until when: 2023年9月底前完成, 持续推进.
fn is_deadline(text: &str) -> bool {
    static DEADLINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("^(?:(?:于|到|在|力争)?(?:20[0-9]{2}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:上半年|下半年|年|第?[一二三四]季度)?(?:底|末)?(?:之?前)?(?:全部|全面|基本)?(?:完成|落实|建成|实施|启动)?|长期坚持|持续推进|持续实施|长期推进|常态化推进|全年)$")
            .expect("a constant pattern")
    });
    !text.is_empty() && DEADLINE.is_match(text)
}

/// Whether 、 stands inside one class: 各市、县（区）人民政府; 各省、自治区、直辖市人民政府; 市、县市场监管局; 各级、各部门.
///
/// The left names levels and no body, and the right goes on at the same level or below: 各区、市教育局 are two.
fn is_one_class(left: &str, right: &str, words: &RoleWords) -> bool {
    static LEVELS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!("^(?:有关|相关|其他|其它|所有|试点)?各?(?:{LEVEL_WORDS}|[（〔〈、和或者及与）〕〉])+(?:{COMMISSIONS})?$"))
            .expect("a constant pattern")
    });
    static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!("^(?:{LEVEL_WORDS})(?:{LEVEL_WORDS}|[（〔〈、）〕〉])*(?:.{{0,14}}(?:政府|党委|工委|委|会|局|厅|办|部门|单位|机构|中心|办事处))?等?$"))
            .expect("a constant pattern")
    });
    if left == "各级" && right.starts_with('各') {
        return true;
    }
    // 各县党委、政府: 政府 by itself is no name.
    if words.not_alone.iter().any(|word| word == right) {
        return true;
    }
    let left_levels = COMMISSIONS.split('|').find_map(|office| left.strip_suffix(office)).unwrap_or(left);
    let descends = || match (rank(left_levels.trim_end_matches(['）', '〕', '〉']), Side::End), rank(right, Side::Start)) {
        // In 各县、市、区 the 市 is one of a county's height.
        (Some(3), Some(2)) => right == "市" && left.ends_with('县'),
        (Some(above), Some(below)) => above <= below,
        _ => false,
    };
    // 省、市、自治区 names the provinces in the old order.
    let of_provinces = || left.contains('省') && (right.starts_with("自治区") || right.starts_with("直辖市"));
    LEVELS.is_match(left) && GOES_ON.is_match(right) && (descends() || of_provinces())
}

/// Words for the levels of government inside names of classes.
const LEVEL_WORDS: &str = "省级|省|自治区|直辖市|设区的?市|市级|市|自治州|州|盟|地区|师|自治县|自治旗|县级|县|区|旗|团场|乡镇|乡|镇|街道|开发区|园区|新区|高新区|功能区";

/// What governs where no people's government does: 各盟行政公署、市人民政府.
const COMMISSIONS: &str = "行政公署|行署";

/// The end of a text at which a level word is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
    Whole,
}

/// The height of the level word at an end of a text, 1 for provinces.
fn rank(text: &str, side: Side) -> Option<u8> {
    const RANKS: &[(u8, &[&str])] = &[
        (4, &["乡镇", "乡", "镇", "街道"]),
        (3, &["开发区", "园区", "新区", "功能区"]),
        (1, &["省级", "省", "自治区", "直辖市"]),
        (2, &["设区的市", "设区市", "市级", "市", "自治州", "州", "盟", "地区", "师"]),
        (3, &["自治县", "自治旗", "县级", "县", "区", "旗", "团场"]),
    ];
    let stands = |word: &&&str| match side {
        Side::Start => text.starts_with(**word),
        Side::End => text.ends_with(**word),
        Side::Whole => text == **word,
    };
    RANKS.iter().find_map(|(rank, words)| words.iter().find(stands).map(|_| *rank))
}

/// What leaves a list open.
pub(super) const ETCETERA: char = '等';

/// How many brackets are open at the end of a text.
pub(super) fn depth(text: &str) -> usize {
    let opened = text.chars().filter(|c| OPENERS.contains(c)).count();
    opened.saturating_sub(text.chars().filter(|c| CLOSERS.contains(c)).count())
}

impl Phrase {
    /// Whether nothing is said of the names.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.tail.is_none() && self.with.is_none()
    }

    /// What the tail says, if there is one.
    #[must_use]
    pub fn sense(&self) -> Option<TailSense> {
        self.tail.as_ref().map(|tail| tail.sense)
    }
}
