//! The words of duties in running text: `duties.toml`.

use serde::Deserialize;

/// Words of duties in running text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duties {
    /// Words that lay a duty on the subject before them.
    pub modals: Vec<String>,
    /// Those that always do.
    pub strong: Vec<String>,
    /// Duties of supervision.
    pub supervise: Vec<String>,
    /// Words by which an article shares out work without a modal word.
    pub sharing: Vec<String>,
    /// Words of clauses that tell who helps a lead named before.
    pub supports: Vec<String>,
    /// What may stand before such a word: 依法协助.
    pub adverbs: Vec<String>,
    /// Duties of coordination.
    pub coordinate: Vec<String>,
    /// Who imposes these supervises.
    pub sanctions: Vec<String>,
    not_modals: Vec<String>,
    /// Words of sentences that define or found.
    pub definitions: Vec<String>,
    /// Words behind which the partners of the subject stand: 会同.
    pub with: Vec<String>,
    /// The same as a verb at the clause's head only: 商.
    pub consults: Vec<String>,
    /// Verbs of who leads: 牵头.
    pub leads: Vec<String>,
    /// What makes a noun of such a verb: 作用.
    pub not_leads: Vec<String>,
    /// What opens a clause about somebody.
    pub about: Vec<String>,
    /// A name that opens so and is a body's.
    pub not_about: String,
    /// What makes part of a name, or something else, of a word of supervision or coordination before it.
    pub not_roles: Vec<String>,
    /// Words of articles that tell to whom a text applies.
    pub scopes: Vec<String>,
    /// What a clause may open with before its subject.
    pub connectors: Vec<String>,
    /// Endings of bodies that no table knows and that name no place.
    pub subject_ends: Vec<String>,
    /// Endings of branches, which are bodies where a place stands inside the name.
    pub branch_ends: Vec<String>,
    /// Words of a body's reports to another.
    pub reports: Vec<String>,
    /// Words before the body at which a leading group's office sits.
    pub seats: Vec<String>,
    /// What a heading may add to the body whose duties follow: 市教委职责.
    pub of_duties: Vec<String>,
    /// Words that end in 由 and name nobody.
    pub not_by: Vec<String>,
    /// Openings of what may stand between subject and modal.
    pub between: Vec<String>,
    /// What a class of bodies does at the head of a plan's sentence without a modal word.
    pub acting: Vec<String>,
    /// Levels of government that stand as subjects by themselves.
    pub levels: Vec<String>,
    /// Words that no subject holds, for they act.
    pub not_in_subjects: Vec<String>,
    /// What no name in running text holds, for it acts: 公安机关认为….
    pub not_in_names: Vec<String>,
    /// Words in names that hold one of those: 经济.
    pub may_stand_in_names: Vec<String>,
    /// Verbs by which an article says what its subject does without a modal word.
    pub article_verbs: Vec<String>,
    /// Levels at which a class cannot end, for its departments follow: 各级 of 各级财政.
    pub bare_levels: Vec<String>,
    /// What says which departments of a body are meant: 负责…的部门.
    pub said_of: Vec<String>,
    /// What joins a body and somebody beside it.
    pub joins: Vec<String>,
    /// What no attribute of a class begins with: 未经….
    pub no_attributes: Vec<String>,
    /// Words of bodies that are called after what they do: 推进小组.
    pub groups: Vec<String>,
    /// Words at which a class ends: 部门.
    pub class_closers: Vec<String>,
    /// What a class may go on with behind one of them: 和, 所属.
    pub class_goes_on: Vec<String>,
    /// Bodies under whose name their departments stand: 国务院 before 农业行政等部门.
    pub owners: Vec<String>,
    /// Endings of a known body's parts, which a name may have behind it: 监测中心.
    pub unit_ends: Vec<String>,
    /// Persons behind a body's name, who are none: 主要负责人.
    pub persons_behind: Vec<String>,
    /// What a predicate begins with that says nothing of a deed: 组成.
    pub no_verbs: Vec<String>,
    /// What opens the ground on which somebody acts: 依照…的规定.
    pub grounds: Vec<String>,
    /// What a clause that is nothing but such a ground ends in.
    pub ground_ends: Vec<String>,
    /// What may stand behind 的 as the object of a deed: 罚款.
    pub of_objects: Vec<String>,
    /// Endings of clauses that tell when or under what condition.
    pub condition_ends: Vec<String>,
    /// What somebody fails to do in a condition: 未.
    pub failures: Vec<String>,
    /// Words of power and wish.
    pub permits: Vec<String>,
    /// Words behind which a body is object or addressee.
    pub objects: Vec<String>,
    /// 负责解释.
    pub interpretation: Vec<String>,
    /// Private parties and persons.
    pub private: Vec<String>,
    /// Endings of classes that are private parties unless they hold a word of `public`.
    pub private_ends: Vec<String>,
    /// What makes such a class one of the state's: 国有, 有关.
    pub public: Vec<String>,
}

impl Duties {
    /// Whether a sentence holds a modal word that is one: 要 not in 重要, 应 not in 相应.
    #[must_use]
    pub fn holds_modal(&self, sentence: &str, modal: &str) -> bool {
        sentence.match_indices(modal).any(|(at, _)| {
            !self.not_modals.iter().any(|word| {
                word.match_indices(modal)
                    .any(|(offset, _)| at >= offset && sentence.get(at - offset..).is_some_and(|rest| rest.starts_with(word.as_str())))
            })
        })
    }

    /// Whether a sentence holds a sanction.
    #[must_use]
    pub fn holds_sanction(&self, sentence: &str) -> bool {
        self.sanctions.iter().any(|word| sentence.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Words;

    #[test]
    fn modal_words_are_none_inside_others() {
        let duties = &Words::built_in().duties;
        for (sentence, modal, holds) in
            [("部门要落实", "要", true), ("重要工作", "要", false), ("相应措施", "应", false), ("应当报告", "应", true)]
        {
            assert_eq!(duties.holds_modal(sentence, modal), holds, "{sentence}");
        }
    }
}
