//! What a change of policy would do, and what an adopted one did.

mod parts;

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// A look that takes longer than a page should.
#[derive(Debug, Clone, Template)]
#[template(path = "what_if_running.html")]
pub struct WhatIfRunning {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The change in a sentence.
    pub change: String,
    /// Learners done.
    pub done: u64,
    /// Learners in all; 0 before that is known.
    pub of: u64,
    /// How far it is, in words.
    pub line: String,
    /// This page.
    pub href: String,
    /// Where the button to stop posts to; empty where it cannot be stopped.
    pub stop: String,
}

/// What a change would do.
#[derive(Debug, Clone, Template)]
#[template(path = "what_if.html")]
pub struct WhatIfPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The change in a sentence.
    pub change: String,
    /// What it comes to, one sentence each.
    pub lines: Vec<String>,
    /// The counts.
    pub counts: Counts,
    /// The form to adopt it.
    pub adopt: AdoptForm,
}

/// Counts and lists that a look and an adoption share.
#[derive(Debug, Clone)]
pub struct Counts {
    /// What they are of.
    pub heading: String,
    /// What changes, with how many judgements.
    pub facts: Vec<(String, String)>,
    /// From which level to which, with how many.
    pub moves: Vec<(String, String, String)>,
    /// By school, class, competency.
    pub groups: Vec<GroupTable>,
    /// Single judgements.
    pub cells: Vec<CellRow>,
    /// What is left out of the list above; empty for nothing.
    pub cells_note: String,
}

/// One table of groups.
#[derive(Debug, Clone)]
pub struct GroupTable {
    /// Schools, Classes, Competencies.
    pub title: String,
    /// What its first column holds.
    pub column: String,
    /// The rows.
    pub rows: Vec<GroupRow>,
}

/// One group.
#[derive(Debug, Clone)]
pub struct GroupRow {
    /// Its name.
    pub name: String,
    /// Judgements that go up, down, are judged at last, are no longer judged.
    pub up: String,
    /// Down.
    pub down: String,
    /// From not enough evidence to a level.
    pub judged: String,
    /// From a level to not enough evidence.
    pub not_enough: String,
}

/// One judgement.
#[derive(Debug, Clone)]
pub struct CellRow {
    /// The learner, linked to *why*; no address for who may not see the record.
    pub who: Link,
    /// The competency, and the class whose own judgement it is.
    pub what: String,
    /// Before, in words.
    pub before: String,
    /// After, in words.
    pub after: String,
    /// An arrow with its word.
    pub turn: String,
}

/// The form to adopt a change.
#[derive(Debug, Clone)]
pub struct AdoptForm {
    /// Where it posts to.
    pub action: String,
    /// The change, field by field.
    pub hidden: Vec<(String, String)>,
    /// From now on, or for the past.
    pub reach: Vec<Choice>,
    /// What was typed as a reason.
    pub reason: String,
    /// What is wrong; empty for nothing.
    pub problem: String,
    /// The form to change the change.
    pub back: String,
}

/// Every adoption.
#[derive(Debug, Clone, Template)]
#[template(path = "adoptions.html")]
pub struct Adoptions {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Newest first.
    pub rows: Vec<AdoptionRow>,
}

/// One adoption in the list.
#[derive(Debug, Clone)]
pub struct AdoptionRow {
    /// The change, linked to its page.
    pub what: Link,
    /// Where it applies.
    pub scope: String,
    /// When and by whom.
    pub when: String,
    /// How it stands.
    pub state: String,
}

/// One adoption.
#[derive(Debug, Clone, Template)]
#[template(path = "adoption.html")]
pub struct AdoptionPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The change in a sentence.
    pub change: String,
    /// What was done, one sentence each.
    pub lines: Vec<String>,
    /// Done and in all, while it runs.
    pub running: Option<(u64, u64)>,
    /// The counts; `None` for one that counts from now on.
    pub counts: Option<Counts>,
    /// Judgements that were made again since.
    pub since: Vec<SinceRow>,
    /// What is said about them.
    pub since_line: String,
    /// Where the form to undo it posts to; `None` when it was undone.
    pub undo: Option<String>,
    /// What is wrong; empty for nothing.
    pub problem: String,
}

/// A judgement that was made again after an adoption.
#[derive(Debug, Clone)]
pub struct SinceRow {
    /// The learner, linked to *why*.
    pub who: Link,
    /// The competency.
    pub what: String,
    /// When, and by what.
    pub when: String,
    /// Before the adoption, in words.
    pub before: String,
    /// Now, in words.
    pub now: String,
}

impl Counts {
    fn sample() -> Self {
        let row = |name: &str, up: &str, down: &str| GroupRow {
            name: name.to_owned(),
            up: up.to_owned(),
            down: down.to_owned(),
            judged: "0".to_owned(),
            not_enough: "0".to_owned(),
        };
        Self {
            heading: "In all".to_owned(),
            facts: vec![
                ("Judgements that would change".to_owned(), "62 of 1,204, of 38 learners".to_owned()),
                ("Up".to_owned(), "5".to_owned()),
                ("Down".to_owned(), "57".to_owned()),
            ],
            moves: vec![(
                "Proficient, mastered".to_owned(),
                "Proficient, not mastered".to_owned(),
                "57".to_owned(),
            )],
            groups: vec![GroupTable {
                title: "Classes".to_owned(),
                column: "Class".to_owned(),
                rows: vec![row("Mathematics 7", "3", "40"), row("Science 7", "2", "17")],
            }],
            cells: vec![
                CellRow {
                    who: Link::new("Noor Haddad", "/learners/1/competencies/1"),
                    what: "M.1 Fractions".to_owned(),
                    before: "Proficient (3.2), mastered".to_owned(),
                    after: "Proficient (3.2), not mastered".to_owned(),
                    turn: "↓ down".to_owned(),
                };
                parts::MOST_OPEN + 5
            ],
            cells_note: "The first 200 are listed; all are counted.".to_owned(),
        }
    }
}

impl WhatIfRunning {
    /// A third of the way.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("What would it touch?", "administrator"),
            crumbs: vec![Link::new("Rules and numbers", "/admin/policies")],
            change: "Pieces of evidence before anything is judged: 2 pieces, in the whole district."
                .to_owned(),
            done: 33_000,
            of: 100_000,
            line: "33,000 of 100,000 learners.".to_owned(),
            href: "/admin/policies/what-if/1".to_owned(),
            stop: "/admin/policies/what-if/1/stop".to_owned(),
        }
    }
}

impl WhatIfPage {
    /// A cut that goes up.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("What would it touch?", "administrator"),
            crumbs: vec![Link::new("Rules and numbers", "/admin/policies")],
            change: "Where mastery begins: 87.5 percent, in Alder School. Nothing is set there today."
                .to_owned(),
            lines: vec![
                "38 learners would see a change: 62 judgements.".to_owned(),
                "Awards that hang on them: none recorded yet.".to_owned(),
            ],
            counts: Counts::sample(),
            adopt: AdoptForm {
                action: "/admin/policies/adopt".to_owned(),
                hidden: vec![("field".to_owned(), "mastery.cut_percent".to_owned())],
                reach: vec![
                    Choice::new("now", "From now on").chosen(),
                    Choice::new("past", "For the past too"),
                ],
                reason: String::new(),
                problem: String::new(),
                back: "/admin/policies/new".to_owned(),
            },
        }
    }
}

impl Adoptions {
    /// One that stands and one that was undone.
    pub fn sample() -> Self {
        let row = |what: &str, state: &str| AdoptionRow {
            what: Link::new(what, "/admin/policies/adoptions/1"),
            scope: "Alder School".to_owned(),
            when: "28 November 2026, Inés Robledo".to_owned(),
            state: state.to_owned(),
        };
        Self {
            shell: Shell::sample("Adopted changes", "administrator"),
            crumbs: vec![Link::new("Rules and numbers", "/admin/policies")],
            rows: vec![
                row("Where mastery begins: 87.5 percent", "Stands, for the past too"),
                row("Pieces of evidence: 2", "Undone on 1 December 2026"),
            ],
        }
    }
}

impl AdoptionPage {
    /// One that stands.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Adopted change", "administrator"),
            crumbs: vec![
                Link::new("Rules and numbers", "/admin/policies"),
                Link::new("Adopted changes", "/admin/policies/adoptions"),
            ],
            change: "Where mastery begins: 87.5 percent, in Alder School.".to_owned(),
            lines: vec!["Adopted for the past on 28 November 2026 by Inés Robledo: agreed.".to_owned()],
            running: Some((20, 300)),
            counts: Some(Counts::sample()),
            since: vec![SinceRow {
                who: Link::new("Noor Haddad", "/learners/1/competencies/1"),
                what: "M.1 Fractions".to_owned(),
                when: "29 November 2026, new evidence".to_owned(),
                before: "Proficient (3.2), mastered".to_owned(),
                now: "Advanced (3.8), mastered".to_owned(),
            }],
            since_line: "An undo leaves these as they are: a person decides.".to_owned(),
            undo: Some("/admin/policies/adoptions/1/undo".to_owned()),
            problem: String::new(),
        }
    }
}
