//! Who speaks for a learner, for who decides it.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /admin/people/{person}/guardians`; posts `guardian` or `given_name`, `family_name`, `email`, then
/// `relation`, `may_see`, `begins`, `ends`, `reason`.
#[derive(Debug, Clone, Template)]
#[template(path = "guardians.html")]
pub struct Guardians {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The learner's name.
    pub name: String,
    /// Everybody who does, did or will.
    pub guardians: Vec<GuardianRow>,
    /// What was decided here, newest first, a sentence each.
    pub decisions: Vec<String>,
    /// Where the form posts to.
    pub action: String,
    /// What was typed.
    pub typed: Typed,
    /// Field `may_see`.
    pub sight: Vec<Choice>,
    /// The day after which nothing is seen, as `2026-11-24`: the default of an end.
    pub yesterday: String,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// What the form holds.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Somebody who is here.
    pub guardian: String,
    /// Somebody new.
    pub given_name: String,
    /// Somebody new.
    pub family_name: String,
    /// May be empty.
    pub email: String,
    /// What they are to the learner.
    pub relation: String,
    /// `yes` or `no`.
    pub may_see: String,
    /// First day; may be empty.
    pub begins: String,
    /// Last day; may be empty.
    pub ends: String,
    /// Why.
    pub reason: String,
}

/// One adult.
#[derive(Debug, Clone)]
pub struct GuardianRow {
    /// Our id.
    pub id: String,
    /// Family name first.
    pub name: String,
    /// What they are to the learner; may be empty.
    pub relation: String,
    /// What custody lets them see, in words.
    pub sight: String,
    /// From when to when, as people read it.
    pub dates: String,
    /// Who says so: the roster, or somebody here.
    pub by: String,
    /// Fills the form with them.
    pub change_href: String,
    /// Ends it; empty where it has ended.
    pub end_action: String,
}

impl Guardians {
    /// Two adults and a refusal.
    pub fn sample() -> Self {
        let row = |name: &str, sight: &str, by: &str, end: &str| GuardianRow {
            id: name.replace([' ', ','], ""),
            name: name.to_owned(),
            relation: "parent".to_owned(),
            sight: sight.to_owned(),
            dates: "without end".to_owned(),
            by: by.to_owned(),
            change_href: "/admin/people/1/guardians?guardian=1".to_owned(),
            end_action: end.to_owned(),
        };
        Self {
            shell: Shell::sample("Family", "administrator"),
            crumbs: vec![Link::new("People", "/admin/people")],
            name: "Noor Haddad".to_owned(),
            guardians: vec![
                row("Haddad, Salma", "Sees the record", "Roster", "/admin/people/1/guardians/2/end"),
                row("Haddad, Nils", "Barred by custody", "Decided here", ""),
            ],
            decisions: vec![
                "24 November, 14:05: Nils Haddad sees nothing, without end, by Inés Robledo. Order of the court."
                    .to_owned(),
            ],
            action: "/admin/people/1/guardians".to_owned(),
            typed: Typed { relation: "grandmother".to_owned(), ..Typed::default() },
            sight: vec![
                Choice::new("yes", "Sees the record").chosen(),
                Choice::new("no", "Barred by custody: sees nothing"),
            ],
            yesterday: "2026-11-23".to_owned(),
            refusal: Some("The reason is missing.".to_owned()),
        }
    }
}
