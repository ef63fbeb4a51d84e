//! Forms about one learner in one competency: a decision of the level, and one piece of evidence.

use askama::Template;

use super::{
    mark::Mark,
    shell::{Choice, Link, Shell},
};

/// Posts `level`, `reason`, `expires` (a day, or empty).
#[derive(Debug, Clone, Template)]
#[template(path = "decide.html")]
pub struct Decide {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Who and what, in a line.
    pub subject: String,
    /// What the rule says now.
    pub by_rule: Mark,
    /// Where the form posts to.
    pub action: String,
    /// Levels, highest first.
    pub levels: Vec<Choice>,
    /// What was typed.
    pub reason: String,
    /// A day as `2026-01-31`, or empty.
    pub expires: String,
    /// Why the last try was refused.
    pub refusal: Option<String>,
    /// Takes back the decision that stands, with the field `reason`; `None` when none does.
    pub withdraw_action: Option<String>,
    /// Why it was not taken back.
    pub withdrawal_refusal: Option<String>,
}

/// Posts `competency`, `level` or `points` and `points_possible`, `source`, `what`, `attachment`, `worked_on`,
/// `note`, `key`.
#[derive(Debug, Clone, Template)]
#[template(path = "evidence_form.html")]
pub struct EvidenceForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whose.
    pub name: String,
    /// Where the form posts to.
    pub action: String,
    /// The idempotency key.
    pub key: String,
    /// What it is evidence of.
    pub competencies: Vec<Choice>,
    /// Levels, highest first.
    pub levels: Vec<Choice>,
    /// Today, as `2026-11-24`: the default and the latest day.
    pub today: String,
    /// Where it can come from.
    pub sources: Vec<Choice>,
    /// What was typed as points.
    pub points: String,
    /// What was typed as points possible.
    pub points_possible: String,
    /// What was typed of what it was.
    pub what: String,
    /// Address or file name of the work itself, as typed.
    pub attachment: String,
    /// The day of the work, as `2026-11-24`.
    pub worked_on: String,
    /// What was typed as note.
    pub note: String,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

fn levels() -> Vec<Choice> {
    vec![
        Choice::new("4", "4 Advanced"),
        Choice::new("3", "3 Proficient").chosen(),
        Choice::new("2", "2 Developing"),
        Choice::new("1", "1 Beginning"),
    ]
}

impl Decide {
    /// A refusal for want of a reason.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Decide the level", "educator"),
            crumbs: vec![
                Link::new("Noor Haddad", "/learners/1"),
                Link::new("Why", "/learners/1/competencies/1"),
            ],
            subject: "Noor Haddad, 5.NF.3 Add fractions".to_owned(),
            by_rule: Mark::samples()[2].clone(),
            action: "/learners/1/competencies/1/decide".to_owned(),
            levels: levels(),
            reason: String::new(),
            expires: String::new(),
            refusal: Some("Say why, so that the family and the next teacher understand.".to_owned()),
            withdraw_action: Some("/learners/1/competencies/1/decide/withdraw".to_owned()),
            withdrawal_refusal: None,
        }
    }
}

impl EvidenceForm {
    /// An empty form.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Add evidence", "educator"),
            crumbs: vec![Link::new("Noor Haddad", "/learners/1")],
            name: "Noor Haddad".to_owned(),
            action: "/learners/1/evidence".to_owned(),
            key: "sample-key".to_owned(),
            competencies: vec![
                Choice::new("1", "5.NF.1 Equal fractions"),
                Choice::new("2", "5.NF.3 Add fractions"),
            ],
            levels: levels(),
            today: "2026-11-24".to_owned(),
            sources: vec![
                Choice::new("rating", "Rating of a piece of work").chosen(),
                Choice::new("observation", "Observation: I saw it happen"),
                Choice::new("prior_learning", "Prior learning: shown by documents or a test"),
            ],
            points: String::new(),
            points_possible: String::new(),
            what: String::new(),
            attachment: String::new(),
            worked_on: "2026-11-24".to_owned(),
            note: String::new(),
            refusal: None,
        }
    }
}
