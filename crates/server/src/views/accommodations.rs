//! What learners are to be given.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /cases`.
#[derive(Debug, Clone, Template)]
#[template(path = "cases.html")]
pub struct Cases {
    /// The frame.
    pub shell: Shell,
    /// How many, in a sentence; empty for nobody.
    pub summary: String,
    /// Who has nothing first.
    pub rows: Vec<CaseRow>,
}

/// One learner of a case manager.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// Family name first.
    pub name: String,
    /// Their accommodations.
    pub href: String,
    /// Their record.
    pub record_href: String,
    /// What is in force, in a line; empty for nothing.
    pub given: String,
    /// Until when; empty for without end.
    pub until: String,
    /// What comes, and when; may be empty.
    pub next: String,
}

/// `GET /learners/{learner}/accommodations`.
#[derive(Debug, Clone, Template)]
#[template(path = "accommodations.html")]
pub struct Accommodations {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whose.
    pub name: String,
    /// What is in force today, in a line; empty for nothing.
    pub now: String,
    /// Until when; empty for without end.
    pub until: String,
    /// Whether the reader writes, and reads why.
    pub may_write: bool,
    /// Newest first.
    pub versions: Vec<VersionRow>,
    /// Field `time`.
    pub times: Vec<Choice>,
    /// Field `print`.
    pub prints: Vec<Choice>,
    /// Writes a version.
    pub action: String,
    /// What was typed before.
    pub typed: Typed,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// What the form holds.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Time factor.
    pub time: String,
    /// Whether text is read aloud.
    pub reader: bool,
    /// Print size.
    pub print: String,
    /// Language.
    pub language: String,
    /// Seat.
    pub seat: String,
    /// What else.
    pub delivery: String,
    /// First day.
    pub begins: String,
    /// Last day; may be empty.
    pub ends: String,
    /// Why.
    pub reason: String,
}

/// One version.
#[derive(Debug, Clone)]
pub struct VersionRow {
    /// From when to when.
    pub dates: String,
    /// What.
    pub given: String,
    /// Whether it counts today.
    pub current: bool,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub written: String,
    /// Why; empty for who does not read it.
    pub reason: String,
}

impl Cases {
    /// Three learners.
    pub fn sample() -> Self {
        let row = |at: usize, given: &str| CaseRow {
            name: super::samples::list_name(at),
            href: "/learners/1/accommodations".to_owned(),
            record_href: "/learners/1".to_owned(),
            given: given.to_owned(),
            until: if given.is_empty() { String::new() } else { "18 December".to_owned() },
            next: if at == 2 { "from 4 January: extra time ×2".to_owned() } else { String::new() },
        };
        Self {
            shell: Shell::sample("My cases", "educator"),
            summary: "3 students, 1 with nothing in force today.".to_owned(),
            rows: vec![
                row(0, ""),
                row(1, "extra time ×1.5, large print"),
                row(2, "read aloud, seat: front, away from the door"),
            ],
        }
    }
}

impl Accommodations {
    /// As a case manager sees them.
    pub fn sample() -> Self {
        let version = |current: bool, given: &str| VersionRow {
            dates: "1 September to 18 December".to_owned(),
            given: given.to_owned(),
            current,
            by: "Rosalind Achterberg".to_owned(),
            written: "28 August, 09:10".to_owned(),
            reason: "Plan of the support team, reviewed each term.".to_owned(),
        };
        Self {
            shell: Shell::sample("Accommodations", "educator"),
            crumbs: vec![Link::new("My cases", "/cases"), Link::new("Noor Haddad", "/learners/1")],
            name: "Noor Haddad".to_owned(),
            now: "extra time ×1.5, large print".to_owned(),
            until: "18 December".to_owned(),
            may_write: true,
            versions: vec![version(true, "extra time ×1.5, large print"), version(false, "extra time ×1.25")],
            times: vec![
                Choice::new("1", "The usual time"),
                Choice::new("1.5", "Half as much again").chosen(),
            ],
            prints: vec![Choice::new("standard", "As for everybody").chosen()],
            action: "/learners/1/accommodations".to_owned(),
            typed: Typed { begins: "2026-11-24".to_owned(), ..Typed::default() },
            refusal: Some("The reason is empty: write at least one character.".to_owned()),
        }
    }

    /// As a teacher sees them: what, and nothing else.
    pub fn sample_for_teacher() -> Self {
        let mut shown = Self { may_write: false, refusal: None, ..Self::sample() };
        shown.versions.truncate(1);
        shown.versions[0].reason.clear();
        shown
    }
}
