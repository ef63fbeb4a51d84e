//! Two versions of a framework: what differs, the crosswalk between them, and adopting the newer.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /frameworks/{framework}/versions` and `GET /admin/imports/{import}/versions`.
#[derive(Debug, Clone, Template)]
#[template(path = "versions.html")]
pub struct Versions {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The newer version.
    pub title: String,
    /// What the comparison says, in a sentence each.
    pub lines: Vec<String>,
    /// Why the last try was refused.
    pub refusal: Option<String>,
    /// This page's address, where field `with` chooses the older version.
    pub href: String,
    /// Field `with`.
    pub others: Vec<Choice>,
    /// What differs, by kind.
    pub groups: Vec<ChangeGroup>,
    /// Links that somebody should look at.
    pub links: Vec<LinkRow>,
    /// What is said about the links that are not listed.
    pub plain: String,
    /// Edits made here, with what becomes of each.
    pub edits: Vec<EditRow>,
    /// Correcting and adopting; `None` for who may not, and for a file that was only looked at.
    pub forms: Option<Forms>,
}

/// Competencies that changed in one way.
#[derive(Debug, Clone)]
pub struct ChangeGroup {
    /// Such as "Split".
    pub title: String,
    /// How many there are.
    pub count: String,
    /// At most a few hundred.
    pub rows: Vec<ChangeRow>,
    /// Such as "and 40 more"; empty when all are shown.
    pub more: String,
}

/// One change.
#[derive(Debug, Clone)]
pub struct ChangeRow {
    /// The competency; an empty address for one that is not here yet.
    pub what: Link,
    /// What happened to it.
    pub detail: String,
}

/// One line of the crosswalk.
#[derive(Debug, Clone)]
pub struct LinkRow {
    /// The older competency.
    pub old: String,
    /// The newer one.
    pub new: String,
    /// What speaks for it, and how sure it is.
    pub why: String,
    /// Whether it is only a guess that nobody has decided.
    pub open: bool,
    /// What it counts as now.
    pub now: String,
    /// The name of its field.
    pub field: String,
    /// What it can be.
    pub choices: Vec<Choice>,
}

/// One edit made here.
#[derive(Debug, Clone)]
pub struct EditRow {
    /// Competency and field.
    pub what: String,
    /// As published before.
    pub published: String,
    /// As it was edited here.
    pub here: String,
    /// As published now.
    pub newly: String,
    /// What happens.
    pub fate: String,
    /// Value of field `give_up`; empty where there is nothing to decide.
    pub give_up: String,
}

/// What can be done.
#[derive(Debug, Clone)]
pub struct Forms {
    /// Saves the crosswalk.
    pub correct: String,
    /// Adopts.
    pub adopt: String,
    /// What the button says.
    pub adopt_word: String,
    /// Competencies of the older version, with an empty choice first.
    pub olds: Vec<Choice>,
    /// Competencies of the newer version, with an empty choice first.
    pub news: Vec<Choice>,
    /// What a link can be.
    pub relations: Vec<Choice>,
    /// Classes that work on the older version; empty when there are none.
    pub sections: String,
    /// Prerequisites that come along, in a sentence; empty when there are none.
    pub prerequisites: String,
}

impl Versions {
    /// A split that somebody should look at, and a contested edit.
    pub fn sample() -> Self {
        let relations =
            || vec![Choice::new("split", "became several").chosen(), Choice::new("none", "no link")];
        let link = |new: &str, why: &str, open| LinkRow {
            old: "5.NF.2 Compare and order fractions".to_owned(),
            new: new.to_owned(),
            why: why.to_owned(),
            open,
            now: if open { "not decided" } else { "became several" }.to_owned(),
            field: "link.1.2".to_owned(),
            choices: relations(),
        };
        Self {
            shell: Shell::sample("Versions", "administrator"),
            crumbs: vec![Link::new("Standards", "/frameworks")],
            title: "Mathematics, grades 3 to 6 (2026)".to_owned(),
            lines: vec!["Compared with version 2025. Nothing is carried before it is adopted.".to_owned()],
            refusal: None,
            href: "/frameworks/1/versions".to_owned(),
            others: vec![Choice::new("2", "Mathematics, grades 3 to 6 (2025)").chosen()],
            groups: vec![ChangeGroup {
                title: "Split".to_owned(),
                count: "1".to_owned(),
                rows: vec![ChangeRow {
                    what: Link::new("5.NF.2 Compare and order fractions", "/competencies/1"),
                    detail: "became 5.NF.2a Compare fractions; 5.NF.2b Order fractions".to_owned(),
                }],
                more: String::new(),
            }],
            links: vec![
                link("5.NF.2a Compare fractions", "together the several hold 92 % of its words", false),
                link("5.NF.2b Order fractions", "together the several hold 92 % of its words", true),
            ],
            plain: "45 more are the same in both versions.".to_owned(),
            edits: vec![EditRow {
                what: "5.NF.1, short title".to_owned(),
                published: "Equal fractions".to_owned(),
                here: "Same size, other pieces".to_owned(),
                newly: "Equivalent fractions".to_owned(),
                fate: "both changed it: yours stays unless you give it up".to_owned(),
                give_up: "1|short title".to_owned(),
            }],
            forms: Some(Forms {
                correct: "/frameworks/1/versions/2/crosswalk".to_owned(),
                adopt: "/frameworks/1/versions/2/adopt".to_owned(),
                adopt_word: "Adopt this version".to_owned(),
                olds: vec![Choice::new("", "Choose"), Choice::new("1", "5.NF.1 Equal fractions")],
                news: vec![Choice::new("", "Choose"), Choice::new("2", "5.NF.1 Equivalent fractions")],
                relations: relations(),
                sections: "Mathematics 5 B (4 targets)".to_owned(),
                prerequisites: "3 prerequisites made here come along.".to_owned(),
            }),
        }
    }
}
