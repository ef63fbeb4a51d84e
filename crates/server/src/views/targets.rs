//! Picking what a class is working on.

use askama::Template;

use super::{
    shell::{Choice, Link, Shell},
    title::Title,
};

/// `GET /sections/{section}/targets?q=&framework=`; posts `add` (several) and `remove` (several).
#[derive(Debug, Clone, Template)]
#[template(path = "targets.html")]
pub struct Targets {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// This page's address.
    pub href: String,
    /// Where the forms post to.
    pub action: String,
    /// Writing targets in own words.
    pub own: Own,
    /// What the class is working on.
    pub chosen: Vec<TargetRow>,
    /// Field `framework`.
    pub frameworks: Vec<Choice>,
    /// What was searched for.
    pub query: String,
    /// What was found.
    pub found: Vec<TargetRow>,
    /// Such as "20 of 143 shown: type more to narrow it down"; empty when all are shown.
    pub more: String,
}

/// The form for targets in own words; posts `competencies`, one on each line.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// Where it posts to.
    pub action: String,
    /// Whether there is nothing else to choose from: then it comes first, and open.
    pub first: bool,
    /// What was typed.
    pub written: String,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

/// One competency.
#[derive(Debug, Clone)]
pub struct TargetRow {
    /// What the form sends.
    pub id: String,
    /// Its code; may be empty.
    pub code: String,
    /// Plain text.
    pub statement: Title,
    /// Already chosen.
    pub chosen: bool,
}

impl Targets {
    /// A class of a district without any standards yet, with a line that was refused.
    pub fn sample_without_standards() -> Self {
        let own = Own {
            action: "/sections/1/targets/own".to_owned(),
            first: true,
            written: "K.1 Measures to the nearest mark\nK.1 Keeps it clean".to_owned(),
            refusal: Some("The targets line 2: this code was already given.".to_owned()),
        };
        let (chosen, found) = (Vec::new(), Vec::new());
        Self {
            own,
            chosen,
            found,
            query: String::new(),
            more: String::new(),
            frameworks: Vec::new(),
            ..Self::sample()
        }
    }

    /// Two chosen, three found.
    pub fn sample() -> Self {
        let row = |id: &str, code: &str, statement: &str, chosen| TargetRow {
            id: id.to_owned(),
            code: code.to_owned(),
            statement: Title::text(statement),
            chosen,
        };
        Self {
            shell: Shell::sample("Targets", "educator"),
            crumbs: vec![Link::new("Mathematics 5, room 12", "/sections/1")],
            href: "/sections/1/targets".to_owned(),
            action: "/sections/1/targets".to_owned(),
            own: Own { action: "/sections/1/targets/own".to_owned(), ..Own::default() },
            chosen: vec![
                row("1", "5.NF.1", "Find fractions that are equal", true),
                row("2", "5.NF.3", "Add fractions with unlike denominators", true),
            ],
            frameworks: vec![
                Choice::new("1", "Willow Bend mathematics").chosen(),
                Choice::new("2", "Science"),
            ],
            query: "fraction".to_owned(),
            found: vec![
                row("2", "5.NF.3", "Add fractions with unlike denominators", true),
                row("3", "5.NF.4", "Multiply a fraction by a whole number", false),
                row("4", "", "Divide a whole number by a fraction", false),
            ],
            more: "3 of 14 shown: type more to narrow it down.".to_owned(),
        }
    }
}
