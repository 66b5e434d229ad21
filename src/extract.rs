//! A draft becomes a document: its lists, assignments, citations and targets are read, and what could not be read is said.
//!
//! Reading cannot fail: what is not understood becomes a [`Finding`], never a guess.

use std::collections::HashSet;

use crate::agency::{Authority, Context, Likeness};
use crate::document::{Draft, TaskPlace, Unit, dates};
use crate::model::{AgencyKind, Assignment, Basis, Document, Finding, FindingKind, List, Role, Standing, Task};
use crate::passage::{Passage, Span};
use crate::source::Source;
use crate::words::{LabelSense, LegendSense, TailSense, Words};

pub mod citation;
pub mod clause;
mod due;
pub mod duty;
pub mod label;
pub mod legend;
pub mod list;
pub mod roster;
pub mod short_form;
mod subject;
pub mod table;
pub mod target;
pub mod token;

use clause::Claim;
use legend::Legends;
use list::{Candidate, Shape};
use token::{Lexer, Phrase};

/// A list as read: its place and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadList {
    /// Its words.
    pub span: Span,
    /// Its names with their roles.
    pub claims: Vec<Claim>,
    /// A deadline in the same bracket.
    pub deadline: Option<String>,
    /// Whom it speaks of.
    pub scope: Scope,
}

impl ReadList {
    /// Whether it stands on a heading and says who leads all that is under it.
    fn leads_all_at(&self, at: usize) -> bool {
        let leads = |claim: &Claim| claim.role == Role::Lead && claim.basis == Basis::Explicit;
        matches!(&self.scope, Scope::Within(span) if span.contains(&at)) && self.claims.iter().any(leads)
    }
}

/// What a place that may hold a list turns out to be.
enum Verdict {
    /// A list, and the parts of it that read as no name.
    List {
        /// Its phrases without those parts.
        phrases: Vec<Phrase>,
        /// Those parts.
        left_out: Vec<Span>,
        /// Those of them that are persons.
        persons: Vec<Span>,
    },
    /// Something else.
    Nothing,
    /// Words of responsibility that could not be read, and why.
    Unread(&'static str),
}

/// Which tasks a list speaks of.
#[derive(Debug, Clone, PartialEq)]
pub enum Scope {
    /// The task it stands in.
    Here,
    /// Every task within a span: it stands on a heading, or was said once for all that follow.
    Within(Span),
}

/// Everything a document says, read from its draft.
#[must_use]
pub fn extract(draft: Draft, source: &Source, authority: &Authority, words: &Words) -> Document {
    let mut draft = draft;
    let mut reader = Reader { source, authority, words, lists: Vec::new(), findings: Vec::new(), phrases: (0, 0) };
    let rows = table::tasks(draft.text(), &draft.blocks, words);
    // A heading above a table's rows is none of the tasks: they are.
    draft.tasks.retain(|task| !rows.iter().any(|row| within(&row.span, &task.span)));
    draft.tasks.extend(rows);
    draft.tasks.sort_by_key(|task| (task.span.start, std::cmp::Reverse(task.span.end)));
    let legends = legend::find(draft.text(), words);
    reader.read_lists(&draft, &legends);
    reader.read_tables(&draft);
    reader.lists.sort_by_key(|list| (list.span.start, list.span.end));
    add_tasks_for_lists(&mut draft, &reader.lists, words);
    let of_task = |task: &TaskPlace| duty::read(&draft, task, &reader.lists, &legends, authority, words);
    let mut duties: Vec<ReadList> = draft.tasks.iter().take_while(|_| !source.is_overdue()).flat_map(&of_task).collect();
    // An article that binds its subject is a task although no modal word says so: 审计机关依法对资金进行监督.
    let binding = |article: &TaskPlace| Some(of_task(article)).filter(|duties| !duties.is_empty());
    let articles: Vec<(TaskPlace, Vec<ReadList>)> = crate::document::task::other_articles(&draft, words)
        .into_iter()
        .take_while(|_| !source.is_overdue())
        .filter_map(|article| binding(&article).map(|duties| (article, duties)))
        .collect();
    for (article, of_article) in articles {
        draft.tasks.push(article);
        duties.extend(of_article);
    }
    draft.tasks.sort_by_key(|task| (task.span.start, std::cmp::Reverse(task.span.end)));
    reader.lists.extend(duties);
    reader.lists.sort_by_key(|list| (list.span.start, list.span.end));
    reader.finish(&draft)
}

/// What a document tells of the names in it.
struct House<'a> {
    /// The body whose divisions it may name.
    parent: Option<&'a str>,
    /// Whether it shares work out among them.
    in_house: bool,
    /// The short forms it declares.
    short_forms: &'a [(String, String)],
}

struct Reader<'a> {
    source: &'a Source,
    authority: &'a Authority,
    words: &'a Words,
    lists: Vec<ReadList>,
    findings: Vec<Finding>,
    /// Phrases of responsibility seen, and those of them read whole.
    phrases: (usize, usize),
}

impl Reader<'_> {
    /// Reads every place that may hold a list.
    fn read_lists(&mut self, draft: &Draft, legends: &[legend::Found]) {
        for candidate in list::candidates(draft, self.authority, self.words) {
            if self.source.is_overdue() {
                return;
            }
            self.read_candidate(draft, &candidate, legends);
        }
        if let Some(legend) = legends.iter().find(|legend| legend.sense == LegendSense::PrintLeads) {
            let message = "who leads is told by how names are printed, which the text does not keep; lists are read by position";
            self.finding(draft, FindingKind::UnreadList, &legend.span, message);
        }
        for legend in legends.iter().filter(|legend| legend.sense == LegendSense::Members) {
            if let Some(names) = &legend.names {
                self.read_members(draft, names, &legend.span);
            }
        }
    }

    fn lexer<'t>(&'t self, passage: &'t Passage) -> Lexer<'t> {
        Lexer { passage, words: &self.words.roles, authority: self.authority }
    }

    fn read_candidate(&mut self, draft: &Draft, candidate: &Candidate, legends: &[legend::Found]) {
        let text = draft.text();
        let content = &text[candidate.span.clone()];
        if self.words.roles.explains(content) {
            return;
        }
        let span = without_legends(text, &candidate.span, legends);
        let phrases = self.lexer(&draft.passage).phrases(&span);
        let whole;
        let phrases = match self.verdict(text, candidate, phrases) {
            Verdict::Nothing => return,
            Verdict::Unread(why) => {
                self.phrases.0 += 1;
                self.finding(draft, FindingKind::UnreadList, &candidate.span, why);
                return;
            }
            Verdict::List { phrases, left_out, persons } => {
                whole = left_out == persons;
                for name in &left_out {
                    let (kind, message) = if persons.contains(name) {
                        (FindingKind::Person, "this part of a list is a person, not an agency; no assignment was made")
                    } else {
                        (FindingKind::UnreadName, "this part of a list does not read as a body's name; it was left out")
                    };
                    self.finding(draft, kind, name, message);
                }
                phrases
            }
        };
        let lead_above = self.lists.iter().any(|list| list.leads_all_at(candidate.span.start));
        let holds = Legends { lead_above, ..legend::in_force(legends, candidate.span.end) };
        let claims = clause::claims(&phrases, &holds);
        let deadline = deadline(text, &phrases);
        if claims.is_empty() && deadline.is_none() {
            return;
        }
        if candidate.shape == Shape::OpenBracket {
            self.finding(
                draft,
                FindingKind::MissingBracket,
                &candidate.span,
                "the bracket of this list never closes; it was read up to here",
            );
        }
        self.phrases.0 += 1;
        self.phrases.1 += usize::from(whole);
        let scope = heading_scope(draft, candidate.span.start);
        self.lists.push(ReadList { span, claims, deadline, scope });
    }

    fn finding(&mut self, draft: &Draft, kind: FindingKind, span: &Span, message: &str) {
        self.findings.push(Finding { kind, evidence: draft.evidence(span, self.source), message: message.to_owned() });
    }

    /// Whether the phrases of a place make a list; a place that nearly does is unread.
    fn verdict(&self, text: &str, candidate: &Candidate, mut phrases: Vec<Phrase>) -> Verdict {
        let words = &self.words.roles;
        let labels = || phrases.iter().filter_map(|phrase| phrase.label.as_ref()).map(|(_, sense)| *sense);
        let labelled = labels().any(|sense| sense != LabelSense::Other);
        let of_bodies = labels().any(LabelSense::is_role);
        let told = phrases.iter().any(|phrase| !phrase.is_plain());
        let all = || phrases.iter().flat_map(|phrase| phrase.names.iter().chain(&phrase.partners));
        let known = all().filter(|name| name.likeness.is_some()).count();
        let total = all().count();
        let odd: Vec<Span> = all().filter(|name| name.likeness.is_none()).map(|name| name.span.clone()).collect();
        let persons: Vec<Span> = all().filter(|name| name.person).map(|name| name.span.clone()).collect();
        let nameless = |name: &&Span| persons.contains(name) || !words.reads_as_name(&text[(*name).clone()]);
        let left_out: Vec<Span> = odd.iter().filter(nameless).cloned().collect();
        let interpretation = self.words.duties.interpretation.iter().any(|word| text[candidate.span.clone()].ends_with(word.as_str()));
        let with_object = phrases.iter().any(|phrase| phrase.tail.as_ref().is_some_and(|tail| tail.object));
        let sure = match (labelled, told) {
            (true, _) => true,
            // What follows a verb with an object may be more of the object, so every name must be one.
            (false, true) => {
                known > 0 && persons.len() == left_out.len() && !interpretation && (odd.len() == persons.len() || !with_object)
            }
            (false, false) => {
                candidate.behind_sentence
                    && candidate.shape == Shape::Bracket
                    && total > 0
                    && odd.is_empty()
                    && self.bare_list(text, candidate, &phrases)
            }
        };
        let nobody = total > 0 && left_out.len() == total;
        match (sure, nobody) {
            (true, true) if !of_bodies => Verdict::Nothing,
            (true, true) => Verdict::Unread("a label of responsibility whose names do not read as bodies"),
            (true, false) => {
                for phrase in &mut phrases {
                    phrase.names.retain(|name| !left_out.contains(&name.span));
                    phrase.partners.retain(|name| !left_out.contains(&name.span));
                }
                Verdict::List { phrases, left_out, persons }
            }
            (false, _) if candidate.behind_sentence && !interpretation && (told && known > 0 || says_who_leads(&phrases)) => {
                Verdict::Unread("words of responsibility around words that do not read as bodies")
            }
            (false, _) => Verdict::Nothing,
        }
    }

    /// Whether phrases without label and tail make a list: surely bodies for the most part, or all of them placed and a class.
    fn bare_list(&self, text: &str, candidate: &Candidate, phrases: &[Phrase]) -> bool {
        let names: Vec<&token::Name> = phrases.iter().flat_map(|phrase| &phrase.names).collect();
        let known = names.iter().filter(|name| name.likeness == Some(Likeness::Known)).count();
        let shaped = |name: &&&token::Name| name.likeness == Some(Likeness::Shaped);
        let placed = names.iter().filter(shaped).filter(|name| self.authority.states_place(&text[name.span.clone()])).count();
        let classes = names.iter().filter(|name| name.likeness == Some(Likeness::Group)).count();
        (known > 0 && (known + placed + classes) * 2 >= names.len())
            || (placed > 0 && classes > 0 && placed + classes == names.len())
            || (classes > 1
                && classes == names.len()
                && phrases.iter().all(|phrase| {
                    let public = |span: &Span| self.words.roles.is_public_class(&text[span.clone()]);
                    // 市发改、工信、财政等部门 are departments by their last word.
                    phrase.names.iter().all(|name| public(&name.span)) || (phrase.open && public(&phrase.span))
                }))
            || (known > 0 && known * 3 >= names.len())
            || (candidate.behind_stop && names.len() > 1 && placed + classes == names.len())
    }

    /// The members that a legend declares for all later tasks.
    fn read_members(&mut self, draft: &Draft, names: &Span, legend: &Span) {
        let lexer = self.lexer(&draft.passage);
        let phrases = lexer.phrases(names);
        let all: Vec<token::Name> = phrases
            .into_iter()
            .flat_map(|phrase| phrase.names.into_iter().chain(phrase.partners))
            .filter(|name| name.likeness.is_some())
            .collect();
        let claims: Vec<Claim> = all
            .into_iter()
            .map(|name| Claim { name, role: Role::CoLead, word: None, basis: Basis::Inherited, rule: "legend-members", open: false })
            .collect();
        if !claims.is_empty() {
            let scope = Scope::Within(legend.start..draft.text().len());
            self.lists.push(ReadList { span: names.clone(), claims, deadline: None, scope });
        }
    }

    fn read_tables(&mut self, draft: &Draft) {
        let lists = table::read(draft, self.authority, self.words);
        self.phrases.0 += lists.len();
        self.phrases.1 += lists.len();
        self.lists.extend(lists);
    }

    /// Makes the document: tasks, lists, assignments, citations, targets and findings, all in reading order.
    fn finish(mut self, draft: &Draft) -> Document {
        let mut document = draft.document.clone();
        (document.phrases_seen, document.phrases_read) = self.phrases;
        document.tasks = draft.tasks.iter().take_while(|_| !self.source.is_overdue()).map(|place| self.task(draft, place)).collect();
        let short_forms = short_form::read(draft, self.authority);
        let parent = document.issuers.first().map(|issuer| issuer.agency.name.clone()).or_else(|| self.body_of_title(&document));
        let in_house = self.is_in_house(draft.text());
        for list in std::mem::take(&mut self.lists) {
            let house = House { parent: parent.as_deref(), in_house, short_forms: &short_forms };
            self.assign(draft, &mut document, &list, &house);
        }
        document.citations = citation::read(draft, self.source, self.words);
        document.targets = target::read(draft, self.source, self.words);
        document.findings.append(&mut self.findings);
        document.findings.extend(roster::persons(draft, self.source, self.words));
        document.findings.sort_by_key(|finding| (finding.evidence.start, finding.evidence.end, finding.kind));
        document.findings.dedup();
        document.assignments.sort_by_key(|row| (row.evidence.start, row.evidence.end, row.task));
        document
    }

    /// Whether most of the single bodies that the lists name are divisions of the one that issues.
    fn is_in_house(&self, text: &str) -> bool {
        let listed = self.lists.iter().flat_map(|list| &list.claims).filter(|claim| claim.basis != Basis::DutyClause);
        let bodies = listed.filter(|claim| claim.name.likeness != Some(Likeness::Group)).map(|claim| &text[claim.name.span.clone()]);
        let (mut divisions, mut all) = (0, 0);
        for name in bodies {
            all += 1;
            divisions += usize::from(self.authority.is_division(name));
        }
        divisions > 1 && divisions * 2 > all
    }

    /// The body that a title begins with, where no issuer is known: whose divisions a plan of 市应急管理局 speaks of.
    fn body_of_title(&self, document: &Document) -> Option<String> {
        let title = self.source.known_form(&document.title);
        let length = self.authority.body_prefix(&title)?;
        // 昆山市2016年工作要点 begins with a place, not with its government.
        let place_alone = self.authority.place_at(&title, None, None).is_some_and(|(_, place)| place == length);
        let date = document.known_date();
        let context = Context { place: document.place.as_deref(), date: date.as_deref(), ..Context::default() };
        let body = self.authority.resolve(&title[..length], &context).agency;
        (!place_alone && body.standing == Standing::Known && body.kind == AgencyKind::Agency).then_some(body.name)
    }

    fn task(&self, draft: &Draft, place: &TaskPlace) -> Task {
        let printed = |span: &Span| draft.passage.printed(span, &self.source.characters);
        let deadline = self
            .lists
            .iter()
            .find(|list| list.scope == Scope::Here && within(&list.span, &place.span))
            .and_then(|list| list.deadline.clone())
            .or_else(|| due::only(&draft.text()[place.span.clone()], &self.words.targets).filter(|_| !place.article));
        Task {
            number: printed(&place.number).trim_end_matches(['、', ' ']).to_owned(),
            path: place.path.iter().map(printed).collect(),
            title: printed(&place.title).trim_end_matches(['。', '：', '.', '，']).to_owned(),
            deadline,
            line: self.source.line_of(draft.passage.in_source(&place.span).start),
            text: printed(&place.span),
        }
    }

    /// Turns a list's claims into assignments of the tasks it speaks of.
    fn assign(&mut self, draft: &Draft, document: &mut Document, list: &ReadList, house: &House<'_>) {
        let tasks: Vec<usize> = match &list.scope {
            Scope::Here => task_at(&draft.tasks, list.span.start).into_iter().collect(),
            Scope::Within(span) => (0..draft.tasks.len())
                .filter(|&task| draft.tasks[task].span.end > span.start && draft.tasks[task].span.start < span.end)
                .collect(),
        };
        let Some(&first_task) = tasks.first() else { return };
        let index = document.lists.len();
        let evidence = draft.evidence(&list.span, self.source);
        let sentence = sentence(draft, self.source, &list.span);
        document.lists.push(List { task: first_task, line: evidence.line, start: evidence.start, end: evidence.end, sentence });
        let mut carried: Option<String> = None;
        let date = document.known_date();
        for (position, claim) in list.claims.iter().enumerate().take_while(|_| !self.source.is_overdue()) {
            let mention = draft.passage.printed(&claim.name.span, &self.source.characters);
            let context = Context {
                place: document.place.as_deref(),
                date: date.as_deref(),
                carried: carried.as_deref(),
                parent: house.parent,
                in_house: house.in_house,
                short_forms: house.short_forms,
            };
            let resolved = self.authority.resolve(&self.source.known_form(&mention), &context);
            carried = resolved.stated_place.or(carried);
            let evidence = draft.evidence(&claim.name.span, self.source);
            if resolved.agency.standing == Standing::Unplaced {
                let message = format!("the place of `{mention}` is not known from the document; the name stays as printed");
                self.findings.push(Finding { kind: FindingKind::UnplacedAgency, evidence: evidence.clone(), message });
            }
            let inherited = matches!(list.scope, Scope::Within(_));
            for &task in &tasks {
                document.assignments.push(Assignment {
                    task,
                    list: index,
                    agency: resolved.agency.clone(),
                    mention: mention.clone(),
                    role: claim.role,
                    role_word: claim.word.as_ref().map(|word| draft.passage.printed(word, &self.source.characters)).unwrap_or_default(),
                    basis: if inherited { Basis::Inherited } else { claim.basis },
                    position: position + 1,
                    open: claim.open,
                    evidence: evidence.clone(),
                    rule: claim.rule,
                });
            }
        }
    }
}

/// Whether some phrase says who leads or that all are equal, which no other brackets do.
fn says_who_leads(phrases: &[Phrase]) -> bool {
    let named = |phrase: &Phrase| !phrase.names.is_empty() || !phrase.partners.is_empty();
    phrases.iter().any(|phrase| {
        named(phrase)
            && phrase.tail.as_ref().is_some_and(|tail| tail.sense == TailSense::Lead || tail.equal && tail.sense == TailSense::Answer)
    })
}

fn within(inner: &Span, outer: &Span) -> bool {
    inner.start >= outer.start && inner.end <= outer.end
}

/// The task in which a place stands.
fn task_at(tasks: &[TaskPlace], at: usize) -> Option<usize> {
    tasks.iter().rposition(|task| task.span.contains(&at))
}

/// A list's span without the legends at its end.
///
/// A legend may be a sentence with an opening of its own (涉及多个单位的，排在首位的为牵头单位): what stands between the last full stop
/// and the legend goes with it.
fn without_legends(text: &str, span: &Span, legends: &[legend::Found]) -> Span {
    let mut end = span.end;
    for legend in legends.iter().filter(|legend| legend.span.start >= span.start && legend.span.end <= span.end) {
        // 各县区政府（含开发区，下同） says it of the bracket alone.
        let of_bracket = matches!(legend.sense, LegendSense::SameBelow | LegendSense::Equal);
        if of_bracket && token::depth(&text[span.start..legend.span.start]) > 0 {
            continue;
        }
        let sentence = || text[span.start..legend.span.start].rfind('。').map(|at| span.start + at);
        let cut = match legend.sense {
            // The words 按职责分工负责 speak of this list too; only 下同 does not.
            LegendSense::Equal => text[legend.span.clone()]
                .rfind("，下同")
                .or_else(|| text[legend.span.clone()].rfind("下同"))
                .map(|at| legend.span.start + at),
            LegendSense::SameBelow => Some(legend.span.start),
            _ => sentence().or(Some(legend.span.start)),
        };
        if let Some(cut) = cut.filter(|cut| *cut > span.start) {
            end = end.min(cut);
        }
    }
    let trimmed = text[span.start..end].trim_end_matches(['，', '。', '；', '、', '\n', '（', '〔', '“']);
    span.start..span.start + trimmed.len()
}

/// The deadline under a deadline label.
fn deadline(text: &str, phrases: &[Phrase]) -> Option<String> {
    let phrase = phrases.iter().find(|phrase| matches!(phrase.label, Some((_, LabelSense::Deadline))))?;
    dates::due(&text[phrase.span.clone()])
}

/// A list on a heading speaks of every task under it; one behind the sentences of its paragraph speaks of that paragraph.
fn heading_scope(draft: &Draft, at: usize) -> Scope {
    let unit = draft.units.iter().filter(|unit| unit.span.contains(&at)).max_by_key(|unit| unit.span.start);
    let of_paragraph = |unit: &Unit| draft.text()[unit.title.end.min(at)..at].trim_start_matches('。').contains('。');
    match unit {
        Some(unit) if unit.has_units && unit.body.contains(&at) && task_at(&draft.tasks, at).is_none() && !of_paragraph(unit) => {
            Scope::Within(unit.span.clone())
        }
        _ => Scope::Here,
    }
}

/// The sentence or bracket around a list, for people to read: from the sentence before the bracket to the list's end.
fn sentence(draft: &Draft, source: &Source, span: &Span) -> String {
    let text = draft.text();
    let paragraph = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[paragraph..span.start].trim_end_matches(['（', '〔']).trim_end_matches(['。', '；', '！']);
    let start = before.rfind(['。', '；', '！']).map_or(paragraph, |at| paragraph + at + '。'.len_utf8());
    let end = text[span.end..].chars().next().filter(|c| matches!(c, '）' | '〕' | '。')).map_or(span.end, |c| span.end + c.len_utf8());
    draft.passage.printed(&(start..end), &source.characters)
}

/// A list that stands outside every task makes the unit or paragraph around it one.
fn add_tasks_for_lists(draft: &mut Draft, lists: &[ReadList], words: &Words) {
    let mut known: HashSet<usize> = HashSet::new();
    for list in lists.iter().filter(|list| list.scope == Scope::Here && list.claims.iter().any(|claim| claim.basis != Basis::Inherited)) {
        if task_at(&draft.tasks, list.span.start).is_some() {
            continue;
        }
        let unit = draft
            .units
            .iter()
            .enumerate()
            .filter(|(_, unit)| unit.span.contains(&list.span.start) && (!unit.has_units || unit.body.contains(&list.span.start)))
            .max_by_key(|(_, unit)| unit.span.start);
        let place = match unit {
            Some((_, unit)) => {
                let mut path: Vec<Span> = std::iter::successors(unit.parent, |&above| draft.units[above].parent)
                    .map(|above| draft.units[above].number.start..draft.units[above].title.end)
                    .collect();
                path.reverse();
                TaskPlace { span: unit.span.clone(), number: unit.number.clone(), title: unit.title.clone(), path, article: false }
            }
            None => {
                let Some(block) =
                    draft.blocks.iter().find(|block| block.span.start <= list.span.start && list.span.start <= block.span.end)
                else {
                    continue;
                };
                // 附件：甲办法（区环保局） names no task.
                if crate::document::closing::closes(&draft.text()[block.span.clone()], words) {
                    continue;
                }
                let title = crate::document::task::opening(draft.text(), &block.span, block.span.start);
                TaskPlace { span: block.span.clone(), number: block.span.start..block.span.start, title, path: Vec::new(), article: false }
            }
        };
        if known.insert(place.span.start) {
            draft.tasks.push(place);
        }
    }
    draft.tasks.sort_by_key(|task| task.span.start);
}
