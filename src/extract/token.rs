//! The text of a list becomes phrases of names: cut at marks outside inner brackets, at labels, tails and joining words.
//!
//! After this nothing asks for characters: 和 in 工业和信息化部 is inside a name, 和 between two names is a cut.

use std::sync::LazyLock;

use regex::Regex;

use crate::agency::{Authority, Likeness};
use crate::passage::Span;
use crate::words::{LabelSense, RoleWords, Tail, TailSense};

/// A name in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// Whether the text reads as a name at all.
    pub likeness: Option<Likeness>,
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

/// What a tokeniser needs to know.
pub struct Lexer<'a> {
    /// The document's even text.
    pub text: &'a str,
    /// Words of roles.
    pub words: &'a RoleWords,
    /// Names.
    pub authority: &'a Authority,
}

impl Lexer<'_> {
    /// The phrases of a list's text.
    #[must_use]
    pub fn phrases(&self, span: &Span) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        for (part, mark) in self.cut(span, &['，', '；', '。', '\n']) {
            let labels = self.labels(&part);
            if labels.is_empty() && is_deadline(&self.text[part.clone()]) {
                let label = Some((part.start..part.start, LabelSense::Deadline));
                phrases.push(self.phrase(part, label, mark));
                continue;
            }
            let mut from = part.start + if labels.is_empty() { self.heading_of_list(&part) } else { 0 };
            let mut pending: Option<(Span, LabelSense)> = None;
            for (label, sense) in labels {
                if label.start > from || pending.is_some() {
                    phrases.push(self.phrase(from..label.start, pending.take(), mark));
                }
                from = label.end + '：'.len_utf8();
                pending = Some((label, sense));
            }
            phrases.push(self.phrase(from..part.end, pending, mark));
        }
        phrases.retain(|phrase| phrase.label.is_some() || !self.text[phrase.span.clone()].trim().is_empty());
        phrases
    }

    /// Cuts a span at marks that stand outside inner brackets, and tells the mark before each part.
    fn cut(&self, span: &Span, marks: &[char]) -> Vec<(Span, Option<char>)> {
        let mut parts = Vec::new();
        let (mut depth, mut from, mut before) = (0_usize, span.start, None);
        for (offset, character) in self.text[span.clone()].char_indices() {
            let at = span.start + offset;
            if OPENERS.contains(&character) {
                depth += 1;
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

    /// The labels in a part, each the text before a colon.
    fn labels(&self, part: &Span) -> Vec<(Span, LabelSense)> {
        let text = &self.text[part.clone()];
        let mut labels: Vec<(Span, LabelSense)> = Vec::new();
        for (colon, _) in text.match_indices('：') {
            let start = labels.last().map_or(0, |(label, _)| label.end - part.start + '：'.len_utf8());
            let before = &text[start..colon];
            // At a part's start the whole text may be the label; behind names it is the shortest that is one.
            let whole = self.words.label(before).map(|sense| (start, sense));
            let found = whole
                .or_else(|| before.char_indices().rev().take(10).find_map(|(at, _)| Some((start + at, self.words.label(&before[at..])?))));
            if let Some((at, sense)) = found {
                labels.push((part.start + at..part.start + colon, sense));
            }
        }
        labels
    }

    /// The bytes of words before a colon that are neither a label nor a name: 市分工方案：….
    fn heading_of_list(&self, part: &Span) -> usize {
        let text = &self.text[part.clone()];
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
        let opener = self.words.openers.iter().find(|word| self.text[names.clone()].starts_with(word.as_str()));
        names.start += opener.map_or(0, String::len);
        if let Some(tail) = self.words.tail(&self.text[names.clone()]) {
            let from = names.start;
            phrase.tail = Some(Tail { start: from + tail.start, word: from + tail.word.start..from + tail.word.end, ..tail });
            names.end = from + tail.start;
        }
        if let Some(with) = self.with(&names) {
            phrase.partners = self.names(&(with.end..names.end), &mut phrase.open);
            phrase.names = self.names(&(names.start..with.start), &mut phrase.open);
            phrase.with = Some(with);
        } else {
            phrase.names = self.names(&names, &mut phrase.open);
        }
        phrase
    }

    /// 会同 between two names.
    fn with(&self, span: &Span) -> Option<Span> {
        let text = &self.text[span.clone()];
        self.words.with.iter().find_map(|word| {
            text.match_indices(word.as_str()).find_map(|(at, word)| {
                let left = text[..at].rsplit('、').next().unwrap_or_default();
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
        let mut names = Vec::new();
        let mut items: Vec<Span> = Vec::new();
        for (item, _) in self.cut(span, &['、', '/', '；']) {
            match items.last_mut() {
                Some(last) if is_one_class(&self.text[last.clone()], &self.text[item.clone()]) => last.end = item.end,
                _ => items.push(item),
            }
        }
        for item in items {
            self.item(item, &mut names, open);
        }
        names
    }

    /// One item between 、: a name, two joined by 和, or a name with 等 and a class behind it.
    fn item(&self, item: Span, names: &mut Vec<Name>, open: &mut bool) {
        let text = &self.text[item.clone()];
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
        names.push(Name { span: item, likeness: self.likeness(text) });
    }

    /// Where 等 stands in an item outside brackets; not in a class that says 各银行等金融机构.
    fn etcetera(&self, text: &str) -> Option<usize> {
        let at =
            (0..text.len()).filter(|at| text.is_char_boundary(*at)).find(|&at| text[at..].starts_with('等') && depth(&text[..at]) == 0)?;
        let class = text.starts_with('各')
            && self.likeness(&text[..at]) != Some(Likeness::Known)
            && text[at..].chars().count() > 3
            && !self.is_bare_class(&text[at + '等'.len_utf8()..]);
        (!class).then_some(at)
    }

    /// What stands behind 等: 部门 says nothing more; 市级有关部门 is a class; 单位及各地区 names a class behind 及.
    fn class_behind(&self, span: Span, names: &mut Vec<Name>, open: &mut bool) {
        let text = &self.text[span.clone()];
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
        ["以及", "及其", "和", "及", "与"].iter().find_map(|join| {
            text.match_indices(join).find_map(|(at, join)| {
                let (left, right) = (&text[..at], &text[at + join.len()..]);
                let both = depth(left) == 0 && left.chars().count() >= 2 && right.chars().count() >= 2;
                (both && *join != *"及其" && self.stands_alone(left) && self.stands_alone(right)).then_some((at, at + join.len()))
            })
        })
    }

    /// Whether a side of a joining word is a name by itself: 市住建局, not 市工业; 各有关部门, not 单位.
    fn stands_alone(&self, side: &str) -> bool {
        if self.is_bare_class(side) || side == "企业" {
            return false;
        }
        let side = self.etcetera(side).map_or(side, |at| &side[..at]);
        self.likeness(side).is_some() || self.joined(side).is_some()
    }

    fn likeness(&self, text: &str) -> Option<Likeness> {
        self.authority.likeness(text)
    }
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
fn is_one_class(left: &str, right: &str) -> bool {
    static LEVELS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^各?(?:{LEVEL_WORDS}|[（〔〈、和或及与）〕〉])+$")).expect("a constant pattern"));
    static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!("^(?:{LEVEL_WORDS})(?:{LEVEL_WORDS}|[（〔〈、）〕〉])*(?:.{{0,14}}(?:政府|党委|工委|委|会|局|厅|办|部门|单位|机构|中心|办事处))?等?$"))
            .expect("a constant pattern")
    });
    if left == "各级" && right.starts_with('各') {
        return true;
    }
    let descends = || match (rank(left.trim_end_matches(['）', '〕', '〉']), Side::End), rank(right, Side::Start)) {
        (Some(left), Some(right)) => left <= right,
        _ => false,
    };
    LEVELS.is_match(left) && GOES_ON.is_match(right) && descends()
}

/// Words for the levels of government inside names of classes.
const LEVEL_WORDS: &str =
    "省级|省|自治区|直辖市|设区的?市|市级|市|自治州|州|盟|地区|县级|县|区|旗|乡镇|乡|镇|街道|开发区|园区|新区|高新区|功能区";

/// The end of a text at which a level word is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// The height of the level word at an end of a text, 1 for provinces.
fn rank(text: &str, side: Side) -> Option<u8> {
    const RANKS: &[(u8, &[&str])] = &[
        (4, &["乡镇", "乡", "镇", "街道"]),
        (3, &["开发区", "园区", "新区", "功能区"]),
        (1, &["省级", "省", "自治区", "直辖市"]),
        (2, &["设区的市", "设区市", "市级", "市", "自治州", "州", "盟", "地区"]),
        (3, &["县级", "县", "区", "旗"]),
    ];
    let stands = |word: &&&str| if side == Side::Start { text.starts_with(**word) } else { text.ends_with(**word) };
    RANKS.iter().find_map(|(rank, words)| words.iter().find(stands).map(|_| *rank))
}

fn depth(text: &str) -> usize {
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
