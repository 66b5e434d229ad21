//! The clause: who answers for a task, and in what role, from the phrases of one list.
//!
//! ```text
//! list    := group+
//! group   := label? clause (mark clause)*
//! clause  := phrase* phrase-with-tail | phrase+
//! phrase  := name (、 name)* (会同 name (、 name)*)? 等? tail?
//! ```
//!
//! A phrase without a tail waits for the next that has one: 税务局，气象局分别牵头. Meaning stands in one place,
//! `labelled` and `role_of`; the conventions are those of the project's contract on roles and bases.

use super::legend::Legends;
use super::token::{Name, Phrase};
use crate::model::{Basis, Role};
use crate::passage::Span;
use crate::words::{LabelSense, TailSense};

/// A name with the role it was read to have.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The name.
    pub name: Name,
    /// What it answers as.
    pub role: Role,
    /// The word that says so.
    pub word: Option<Span>,
    /// How it was read.
    pub basis: Basis,
    /// The rule, for `quanze explain`.
    pub rule: &'static str,
    /// Whether its part of the list ends in 等.
    pub open: bool,
}

/// Names that one tail speaks of.
struct Clause<'a> {
    names: Vec<(&'a Name, usize)>,
    partners: Vec<&'a Name>,
    with: Option<&'a Span>,
    sense: Option<TailSense>,
    equal: bool,
    object: bool,
    word: Option<Span>,
    open: bool,
}

/// One label with its clauses.
struct Group<'a> {
    label: Option<&'a (Span, LabelSense)>,
    clauses: Vec<Clause<'a>>,
}

/// Reads the roles of a list's names.
#[must_use]
pub fn claims(phrases: &[Phrase], legends: &Legends) -> Vec<Claim> {
    let groups = groups(phrases);
    let mut claims = Vec::new();
    for group in &groups {
        match group.label {
            Some((_, LabelSense::Evaluate | LabelSense::Person | LabelSense::Deadline | LabelSense::Other)) => {}
            Some((label, sense)) if group.clauses.iter().all(|clause| clause.adds_nothing(*sense, &groups)) => {
                labelled(group, label, *sense, &groups, legends, &mut claims);
            }
            _ => spoken(group, legends, &mut claims),
        }
    }
    claims
}

fn groups(phrases: &[Phrase]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut waiting: Vec<(&Name, usize)> = Vec::new();
    let mut waiting_open = false;
    for (index, phrase) in phrases.iter().enumerate() {
        // 3月底前完成，甲局负责: a time without a label says nothing of the names behind it.
        let behind_time =
            groups.last().and_then(|group| group.label).is_some_and(|(span, sense)| span.is_empty() && *sense == LabelSense::Deadline);
        if phrase.label.is_some() || groups.is_empty() || behind_time {
            flush(&mut groups, &mut waiting, &mut waiting_open);
            groups.push(Group { label: phrase.label.as_ref(), clauses: Vec::new() });
        }
        // 甲局，乙局配合: who helps, helps whoever stands before the comma; behind a lead the names before a comma help too.
        let helps = matches!(phrase.sense(), Some(TailSense::Support | TailSense::Supervise))
            && !phrase.tail.as_ref().is_some_and(|tail| tail.equal);
        let label_decides = groups.last().and_then(|group| group.label).is_some_and(|(_, sense)| !matches!(sense, LabelSense::Answer));
        let first = groups.last().is_some_and(|group| group.clauses.is_empty());
        if phrase.label.is_none() && first && (helps || (label_decides && !phrase.is_plain())) {
            flush(&mut groups, &mut waiting, &mut waiting_open);
        }
        // A semicolon ends what waits: names on its two sides are not spoken of together.
        if matches!(phrase.mark, Some('；' | '。')) {
            flush(&mut groups, &mut waiting, &mut waiting_open);
        }
        waiting.extend(phrase.names.iter().map(|name| (name, index)));
        waiting_open |= phrase.open;
        if phrase.is_plain() {
            continue;
        }
        let clause = Clause {
            names: std::mem::take(&mut waiting),
            partners: phrase.partners.iter().collect(),
            with: phrase.with.as_ref(),
            sense: phrase.sense(),
            equal: phrase.tail.as_ref().is_some_and(|tail| tail.equal),
            object: phrase.tail.as_ref().is_some_and(|tail| tail.object),
            word: phrase.tail.as_ref().map(|tail| tail.word.clone()),
            open: std::mem::take(&mut waiting_open),
        };
        if let Some(group) = groups.last_mut() {
            group.clauses.push(clause);
        }
    }
    flush(&mut groups, &mut waiting, &mut waiting_open);
    groups
}

fn flush<'a>(groups: &mut [Group<'a>], waiting: &mut Vec<(&'a Name, usize)>, open: &mut bool) {
    let open = std::mem::take(open);
    if waiting.is_empty() {
        return;
    }
    let clause = Clause {
        names: std::mem::take(waiting),
        partners: Vec::new(),
        with: None,
        sense: None,
        equal: false,
        object: false,
        word: None,
        open,
    };
    if let Some(group) = groups.last_mut() {
        group.clauses.push(clause);
    }
}

/// Whether a label or a tail of the list says who leads.
fn names_a_lead(groups: &[Group<'_>]) -> bool {
    let label = groups.iter().filter_map(|group| group.label).any(|(_, sense)| *sense == LabelSense::Lead);
    label || groups.iter().any(|group| group.clauses.iter().any(|clause| clause.sense == Some(TailSense::Lead)))
}

impl Clause<'_> {
    /// Whether its tail says no more than its label: 配合单位：甲局、乙局按职责分工负责.
    fn adds_nothing(&self, label: LabelSense, groups: &[Group<'_>]) -> bool {
        let said = label != LabelSense::Answer || names_a_lead(groups);
        self.with.is_none() && (self.sense.is_none() || (said && matches!(self.sense, Some(TailSense::Answer | TailSense::Equal))))
    }
}

/// The names under a label whose text says nothing more of them.
fn labelled(group: &Group<'_>, label: &Span, sense: LabelSense, groups: &[Group<'_>], legends: &Legends, claims: &mut Vec<Claim>) {
    let beside = |wanted: &[LabelSense]| groups.iter().filter_map(|other| other.label).any(|(_, other)| wanted.contains(other));
    let lead_beside = names_a_lead(groups) || legends.lead_above;
    let names: Vec<(&Name, usize, bool)> =
        group.clauses.iter().flat_map(|clause| clause.names.iter().map(|(name, phrase)| (*name, *phrase, clause.open))).collect();
    let fixed = |role: Role, rule: &'static str, claims: &mut Vec<Claim>| {
        claims.extend(names.iter().map(|(name, _, open)| claim(name, role, Some(label), Basis::Explicit, rule, *open)));
    };
    match sense {
        LabelSense::Lead | LabelSense::Support | LabelSense::Supervise | LabelSense::Coordinate => {
            if let Some((role, rule)) = role_of_label(sense) {
                fixed(role, rule, claims);
            }
        }
        LabelSense::Answer if lead_beside => fixed(Role::CoLead, "label-answer-beside-lead", claims),
        LabelSense::Answer if beside(&[LabelSense::Support, LabelSense::Supervise]) && names.len() == 1 => {
            fixed(Role::Lead, "label-answer-beside-support", claims);
        }
        LabelSense::Answer => plain(&names, legends, claims),
        LabelSense::Evaluate | LabelSense::Person | LabelSense::Deadline | LabelSense::Other => {}
    }
}

/// The role that a label gives whatever stands beside it.
fn role_of_label(sense: LabelSense) -> Option<(Role, &'static str)> {
    match sense {
        LabelSense::Lead => Some((Role::Lead, "label-lead")),
        LabelSense::Support => Some((Role::Support, "label-support")),
        LabelSense::Supervise => Some((Role::Supervise, "label-supervise")),
        LabelSense::Coordinate => Some((Role::Coordinate, "label-coordinate")),
        LabelSense::Answer | LabelSense::Evaluate | LabelSense::Person | LabelSense::Deadline | LabelSense::Other => None,
    }
}

/// The names of clauses that say what they do.
fn spoken(group: &Group<'_>, legends: &Legends, claims: &mut Vec<Claim>) {
    let says = |wanted: TailSense| group.clauses.iter().any(|clause| clause.sense == Some(wanted));
    let lead_beside = says(TailSense::Lead);
    let help_beside = says(TailSense::Support) || says(TailSense::Supervise) || says(TailSense::Coordinate);
    // 甲局负责对接，乙局负责资金: each answers for its own part.
    let parted = group.clauses.iter().filter(|clause| clause.object && clause.sense == Some(TailSense::Answer)).count() > 1;
    // 负责 alone says no more than the list itself does.
    let says_nothing = |clause: &Clause<'_>| {
        clause.with.is_none() && (clause.sense.is_none() || (clause.sense == Some(TailSense::Answer) && !clause.equal && !parted))
    };
    if group.clauses.iter().all(says_nothing) {
        let names: Vec<(&Name, usize, bool)> =
            group.clauses.iter().flat_map(|clause| clause.names.iter().map(|(name, phrase)| (*name, *phrase, clause.open))).collect();
        plain(&names, legends, claims);
        return;
    }
    // 牵头单位：甲局，乙局配合: the names whose clause says nothing have the label's role.
    let of_label = group.label.and_then(|(label, sense)| Some((label, role_of_label(*sense)?)));
    for clause in &group.clauses {
        if let (Some((label, (role, rule))), None, None) = (of_label, clause.sense, clause.with) {
            claims.extend(clause.names.iter().map(|(name, _)| claim(name, role, Some(label), Basis::Explicit, rule, clause.open)));
            continue;
        }
        let first_of_list = claims.is_empty();
        if let Some(with) = clause.with {
            claims.extend(clause.names.iter().map(|(name, _)| claim(name, Role::Lead, Some(with), Basis::Explicit, "with-lead", false)));
            claims.extend(
                clause.partners.iter().map(|name| claim(name, Role::CoLead, Some(with), Basis::Explicit, "with-partner", clause.open)),
            );
            continue;
        }
        let several = clause.names.len() > 1;
        // One name cannot be equal to others: 省有关单位按职责分工负责 alone is a list of one; 甲局等按职责分工负责 is not.
        let with_others = clause.open && clause.equal;
        let alone =
            !several && !with_others && group.clauses.len() == 1 && matches!(clause.sense, Some(TailSense::Answer | TailSense::Equal));
        for (position, (name, _)) in clause.names.iter().enumerate() {
            let place = Place { first: first_of_list && position == 0, several, lead_beside, help_beside };
            let (role, basis, rule) = if alone {
                (Role::Lead, Basis::SingleListed, "list-single")
            } else {
                role_of(clause.sense, clause.equal || (clause.object && parted), place)
            };
            let word = if basis == Basis::Explicit || basis == Basis::Equal { clause.word.as_ref() } else { None };
            claims.push(claim(name, role, word, basis, rule, clause.open));
        }
    }
}

/// Where a name stands in its list.
#[derive(Clone, Copy)]
struct Place {
    /// It is the list's first name.
    first: bool,
    /// Its clause holds several names.
    several: bool,
    /// Another clause of the list says who leads.
    lead_beside: bool,
    /// Another clause says who supports or supervises.
    help_beside: bool,
}

/// What a clause's tail makes of a name.
fn role_of(sense: Option<TailSense>, equal: bool, place: Place) -> (Role, Basis, &'static str) {
    match sense {
        Some(TailSense::Lead) => (Role::Lead, Basis::Explicit, "tail-lead"),
        Some(TailSense::Support) => (Role::Support, Basis::Explicit, "tail-support"),
        Some(TailSense::Supervise) => (Role::Supervise, Basis::Explicit, "tail-supervise"),
        Some(TailSense::Coordinate) => (Role::Coordinate, Basis::Explicit, "tail-coordinate"),
        Some(TailSense::Answer | TailSense::Equal) if place.lead_beside => (Role::CoLead, Basis::Explicit, "tail-answer-beside-lead"),
        // 各牵头部门分别负责，乙局配合: one name, and others that only help.
        Some(TailSense::Answer) if place.help_beside && !place.several && place.first => {
            (Role::Lead, Basis::Explicit, "tail-answer-beside-support")
        }
        Some(TailSense::Answer | TailSense::Equal) if equal => (Role::CoLead, Basis::Equal, "tail-equal"),
        Some(TailSense::Answer) if place.help_beside => (Role::Lead, Basis::Explicit, "tail-answer-beside-support"),
        None if place.help_beside && place.first && !place.several => (Role::Lead, Basis::Explicit, "plain-beside-support"),
        _ if place.lead_beside || !place.first => (Role::CoLead, Basis::ListOther, "list-other"),
        _ if place.several => (Role::Lead, Basis::ListFirst, "list-first"),
        _ => (Role::Lead, Basis::SingleListed, "list-single"),
    }
}

/// A list without role words, read by the legend in force or by position.
fn plain(names: &[(&Name, usize, bool)], legends: &Legends, claims: &mut Vec<Claim>) {
    let earlier = !claims.is_empty();
    let before_mark = names.first().map(|(_, phrase, _)| *phrase);
    let own = names.iter().any(|(name, ..)| name.own.is_some());
    let any_marked = names.iter().any(|(name, ..)| name.marked);
    let has_mark = names.iter().any(|(_, phrase, _)| Some(*phrase) != before_mark);
    for (position, (name, phrase, open)) in names.iter().enumerate() {
        let first = position == 0 && !earlier;
        // 甲局（牵头）、乙局、丙局（配合）.
        if own {
            let place = Place { first, several: names.len() > 1, lead_beside: true, help_beside: false };
            let (role, basis, rule) = role_of(name.own.as_ref().map(|(sense, _)| *sense), false, place);
            claims.push(claim(name, role, name.own.as_ref().map(|(_, word)| word), basis, rule, *open));
            continue;
        }
        let (role, basis, rule) = if names.len() == 1 && !earlier {
            (Role::Lead, Basis::SingleListed, "list-single")
        } else if legends.marked_leads && any_marked {
            if name.marked { (Role::Lead, Basis::Explicit, "legend-marked-leads") } else { (Role::CoLead, Basis::ListOther, "list-other") }
        } else if legends.comma_leads && has_mark {
            if Some(*phrase) == before_mark {
                (Role::Lead, Basis::Explicit, "legend-comma-leads")
            } else {
                (Role::CoLead, Basis::ListOther, "legend-comma-other")
            }
        } else if legends.first_leads {
            if first { (Role::Lead, Basis::Explicit, "legend-first-leads") } else { (Role::CoLead, Basis::ListOther, "list-other") }
        } else if legends.equal {
            (Role::CoLead, Basis::Equal, "legend-equal")
        } else if first {
            (Role::Lead, Basis::ListFirst, "list-first")
        } else {
            (Role::CoLead, Basis::ListOther, "list-other")
        };
        claims.push(claim(name, role, None, basis, rule, *open));
    }
}

fn claim(name: &Name, role: Role, word: Option<&Span>, basis: Basis, rule: &'static str, open: bool) -> Claim {
    Claim { name: name.clone(), role, word: word.cloned(), basis, rule, open }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::Authority;
    use crate::extract::token::Lexer;
    use crate::passage::Passage;
    use crate::words::Words;

    fn read(text: &str, legends: Legends) -> Vec<(String, &'static str, &'static str)> {
        let passage = Passage::from(text);
        let lexer = Lexer { passage: &passage, words: &Words::built_in().roles, authority: Authority::built_in() };
        claims(&lexer.phrases(&(0..text.len())), &legends)
            .into_iter()
            .map(|claim| (text[claim.name.span].to_owned(), claim.role.as_str(), claim.basis.as_str()))
            .collect()
    }

    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let expected: Vec<(String, &str, &str)> = expected.iter().map(|(name, role, basis)| ((*name).to_owned(), *role, *basis)).collect();
        assert_eq!(read(text, Legends::default()), expected, "{text}");
    }

    #[test]
    fn labels_say_who_leads_and_who_supports() {
        check(
            "牵头单位：市住建局、市发改委；配合单位：市市政公用集团、国网赣州供电公司",
            &[
                ("市住建局", "lead", "explicit"),
                ("市发改委", "lead", "explicit"),
                ("市市政公用集团", "support", "explicit"),
                ("国网赣州供电公司", "support", "explicit"),
            ],
        );
        check(
            "牵头单位：市住建局；配合单位：赣州深燃公司、市城管局，各县（市、区）人民政府；完成时限：2023年12月底前",
            &[
                ("市住建局", "lead", "explicit"),
                ("赣州深燃公司", "support", "explicit"),
                ("市城管局", "support", "explicit"),
                ("各县（市、区）人民政府", "support", "explicit"),
            ],
        );
    }
}
