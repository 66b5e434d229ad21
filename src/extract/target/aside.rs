//! Figures that are no goals: conditions, payments, scores, permissions, terms, definitions, punishments and what was reached before.

use super::figure::Figure;
use crate::document::{Draft, Marker};
use crate::passage::Span;
use crate::words::{Targets, Words};

/// The longest heading whose words speak for its section, in code points.
const LONGEST_HEADING: usize = 25;

/// Whether a place is where no goals are set: a table's row that is no task, and sections and lists of conditions, payments and penalties.
pub(super) fn is_aside(draft: &Draft, clause: &Span, words: &Words) -> bool {
    let text = draft.text();
    let within = |span: &Span| span.contains(&clause.start);
    let block = draft.blocks.iter().find(|block| within(&block.span));
    let in_table = block.is_some_and(|block| !block.cells.is_empty()) && !draft.tasks.iter().any(|task| within(&task.span));
    let innermost = draft.units.iter().rposition(|unit| within(&unit.span));
    let holds = |text: &str, list: &[String]| list.iter().any(|word| text.contains(word.as_str()));
    let mut above = std::iter::successors(innermost, |&at| draft.units[at].parent);
    in_table
        || above.any(|at| {
            let unit = &draft.units[at];
            let title = &text[unit.title.clone()];
            let headed = unit.marker != Marker::Article && title.chars().count() <= LONGEST_HEADING;
            let own = text[unit.title.start..unit.body.end.max(unit.title.end)].trim_end();
            let last = own.trim_end_matches('：').rsplit(['。', '，', '；', '\n']).next().unwrap_or_default();
            let leads = Some(at) != innermost && own.ends_with('：') && holds(last, &words.targets.conditions_lead);
            headed && holds(title, &words.targets.conditions_above) || leads
        })
}

/// Whether a figure of a clause sets no goal, by the words of its clause and of those around it in the same part of the sentence.
pub(super) fn is_no_goal(text: &str, clauses: &[Span], at: usize, figure: &Figure, words: &Targets) -> bool {
    let clause = &text[clauses[at].clone()];
    let before = &text[clauses[at].start..figure.span.start];
    let behind = &text[figure.end..clauses[at].end];
    let any = |text: &str, list: &[String]| list.iter().any(|word| text.contains(word.as_str()));
    let opens = |text: &str, list: &[String]| list.iter().any(|word| text.starts_with(word.as_str()));
    let is = |list: &[String]| list.contains(&figure.unit);
    let meant = clauses[..=at].iter().any(|clause| any(&text[clause.clone()], &words.goals));
    let sorts = behind.strip_prefix('的').is_some_and(|rest| !opens(rest, &words.aims));
    let permitted = any(before, &words.permits);
    let term = (is(&words.time_units) || is(&words.age_units)) && any(clause, &words.terms);
    let then = |clause: &Span| any(&text[clause.clone()], &words.past_times);
    let told = !meant && (any(before, &words.past) || any(before, &words.past_times) || clauses[..at].iter().any(then));
    let defined = clauses.iter().any(|clause| any(&text[clause.clone()], &words.defines));
    // 补贴办理时限压缩至5个工作日 is a goal: what is measured is a time, and nothing is paid.
    let shortens = is(&words.time_units) && any(before, &words.shortens);
    let paid = (is(&words.paid_units) || is(&words.time_units)) && !shortens && is_paid(text, clauses, at, words);
    sorts || permitted || term || told || defined || paid || any(clause, &words.scores) || is_condition(text, clauses, at, meant, words)
}

/// Whether a clause, one before it or the next says what is paid or taken.
fn is_paid(text: &str, clauses: &[Span], at: usize, words: &Targets) -> bool {
    clauses.iter().take(at + 2).any(|clause| {
        let clause = &text[clause.clone()];
        words.awards.iter().any(|word| {
            clause.match_indices(word.as_str()).any(|(found, _)| {
                !words.not_awards.iter().any(|longer| {
                    longer
                        .match_indices(word.as_str())
                        .any(|(inside, _)| found >= inside && clause[found - inside..].starts_with(longer.as_str()))
                })
            })
        })
    })
}

/// Whether a clause sets a condition: by how it opens or ends, or because a later one of the same run closes with 的.
fn is_condition(text: &str, clauses: &[Span], at: usize, meant: bool, words: &Targets) -> bool {
    let clause = &text[clauses[at].clone()];
    let opens = words.conditions_open.iter().any(|word| clause.starts_with(word.as_str()))
        && !words.not_conditions.iter().any(|word| clause.starts_with(word.as_str()));
    let ends = words.conditions_end.iter().any(|word| clause.ends_with(word.as_str()));
    let run = clauses[at + 1..].iter().map(|clause| &text[clause.clone()]).take_while(|clause| !clause.starts_with(['对', '凡', '由']));
    let closes = run.into_iter().any(|clause| clause.ends_with('的'));
    opens || ends || (closes && !meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goals(segment: &str) -> Vec<String> {
        let words = &Words::built_in().targets;
        let clauses = super::super::pieces(segment, 0..segment.len(), &['，']);
        let mut found = Vec::new();
        for (at, clause) in clauses.iter().enumerate() {
            for figure in super::super::figure::figures(segment, clause, words) {
                if !is_no_goal(segment, &clauses, at, &figure, words) {
                    found.push(segment[figure.span.clone()].to_owned());
                }
            }
        }
        found
    }

    #[test]
    fn goals_stay() {
        for segment in [
            "到2025年，绿化覆盖率达到40%",
            "力争比上年增长8%以上",
            "以不低于10%的比例开展抽查",
            "每个村建筑面积不得少于300平方米",
            "开展补贴性培训不少于5000人次",
            "实现年产值达到100亿元的目标",
            "社会保险补贴办理时限压减至5个工作日",
            "在巩固已有成果的基础上，对符合条件的，予以支持，全市新增停车位5000个",
        ] {
            assert_eq!(goals(segment).len(), 1, "{segment}");
        }
    }

    #[test]
    fn conditions_payments_and_results_are_no_goals() {
        for segment in [
            "年营业收入超过1亿元的，可申请认定",
            "年营业收入达到1亿元，且研发投入不低于5%的，给予奖励",
            "每家给予不超过50万元的一次性奖励",
            "补贴标准为每人不超过500元",
            "逾期超过30日的，处以罚款",
            "允许使用不超过30%的资金",
            "2019年底覆盖率已达90%",
            "截至目前，覆盖率达到90%",
            "本办法所称小型，是指从业人员不超过20人",
            "最高可加分不超过5分",
            "许可证有效期不超过3年",
            "如作者超过2人",
            "面积超过100平方米时",
        ] {
            assert_eq!(goals(segment), Vec::<String>::new(), "{segment}");
        }
    }
}
