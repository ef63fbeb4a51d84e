//! Who answers for whom, for who decides it.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /admin/caseloads`.
#[derive(Debug, Clone, Template)]
#[template(path = "caseloads.html")]
pub struct Caseloads {
    /// The frame.
    pub shell: Shell,
    /// What there is.
    pub caseloads: Vec<CaseloadRow>,
    /// Field `person`.
    pub people: Vec<Choice>,
    /// Field `kind`.
    pub kinds: Vec<Choice>,
    /// What was typed before.
    pub typed: Typed,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// What the form holds.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// To whom.
    pub person: String,
    /// For what.
    pub kind: String,
    /// One learner a line.
    pub learners: String,
    /// First day.
    pub begins: String,
    /// Last day; may be empty.
    pub ends: String,
}

/// One caseload.
#[derive(Debug, Clone)]
pub struct CaseloadRow {
    /// Whose, family name first.
    pub name: String,
    /// `Counselor` or `Case manager`.
    pub kind: String,
    /// How many learners.
    pub learners: usize,
    /// Its page.
    pub href: String,
}

/// `GET /admin/caseloads/{person}`.
#[derive(Debug, Clone, Template)]
#[template(path = "caseload_of.html")]
pub struct CaseloadOf {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whose.
    pub name: String,
    /// One per kind that has learners.
    pub parts: Vec<CaseloadPart>,
    /// Takes the ticked off.
    pub end_action: String,
}

/// The learners of one kind.
#[derive(Debug, Clone)]
pub struct CaseloadPart {
    /// `Counselor` or `Case manager`.
    pub title: String,
    /// Field `kind`.
    pub kind: String,
    /// By name.
    pub charges: Vec<ChargeRow>,
}

/// One learner.
#[derive(Debug, Clone)]
pub struct ChargeRow {
    /// Field `learner`.
    pub id: String,
    /// Family name first.
    pub name: String,
    /// From when to when, as people read it.
    pub dates: String,
    /// Who gave it.
    pub by: String,
}

impl Caseloads {
    /// Two caseloads and a refusal.
    pub fn sample() -> Self {
        let row = |name: &str, kind: &str, learners| CaseloadRow {
            name: name.to_owned(),
            kind: kind.to_owned(),
            learners,
            href: "/admin/caseloads/1".to_owned(),
        };
        Self {
            shell: Shell::sample("Caseloads", "administrator"),
            caseloads: vec![
                row("O'Rourke, Philomena", "Counselor", 24),
                row("Achterberg, Rosalind", "Case manager", 8),
            ],
            people: vec![Choice::new("", "Choose").chosen(), Choice::new("1", "O'Rourke, Philomena")],
            kinds: vec![
                Choice::new("counselor", "Counselor").chosen(),
                Choice::new("case_manager", "Case manager"),
            ],
            typed: Typed { learners: "Haddad, Noor\nu-0007".to_owned(), ..Typed::default() },
            refusal: Some(
                "The students cannot be used: line 2: no student of yours is called \"u-0007\".".to_owned(),
            ),
        }
    }
}

impl CaseloadOf {
    /// Three learners.
    pub fn sample() -> Self {
        let charge = |at: usize| ChargeRow {
            id: format!("{at}"),
            name: super::samples::list_name(at),
            dates: "1 September to 18 December".to_owned(),
            by: "Inés Robledo".to_owned(),
        };
        Self {
            shell: Shell::sample("Philomena O'Rourke", "administrator"),
            crumbs: vec![Link::new("Caseloads", "/admin/caseloads")],
            name: "Philomena O'Rourke".to_owned(),
            parts: vec![CaseloadPart {
                title: "Counselor".to_owned(),
                kind: "counselor".to_owned(),
                charges: (0..3).map(charge).collect(),
            }],
            end_action: "/admin/caseloads/1/end".to_owned(),
        }
    }
}
