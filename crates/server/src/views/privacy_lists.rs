//! Lists around privacy: requests to amend, what left, outside parties, purposes of consent, erasures.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// Who sees the samples.
const ROLE: &str = "administrator";

/// `GET /admin/amendments`.
#[derive(Debug, Clone, Template)]
#[template(path = "amendments.html")]
pub struct Amendments {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Open, all.
    pub choices: Vec<Link>,
    /// Those due first in front.
    pub rows: Vec<AmendmentRow>,
}

/// One request.
#[derive(Debug, Clone)]
pub struct AmendmentRow {
    /// Whose record.
    pub learner: String,
    /// What it is about, and what it should say.
    pub about: String,
    /// Why.
    pub reason: String,
    /// Who asked, and when.
    pub asked: String,
    /// Until when it is to be answered.
    pub due: String,
    /// Whether that is over.
    pub overdue: bool,
    /// How it stands, with the answer and the statement.
    pub lines: Vec<String>,
    /// Where the answer is sent to; `None` once there is one.
    pub action: Option<String>,
}

/// `GET /admin/disclosures`.
#[derive(Debug, Clone, Template)]
#[template(path = "disclosures.html")]
pub struct Disclosures {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Newest first.
    pub rows: Vec<DisclosureRow>,
    /// The next page.
    pub next: Option<String>,
}

/// One disclosure.
#[derive(Debug, Clone)]
pub struct DisclosureRow {
    /// When.
    pub when: String,
    /// To whom.
    pub recipient: String,
    /// What for, and by which right.
    pub why: String,
    /// Which fields, and how.
    pub what: String,
    /// Of how many learners.
    pub learners: String,
}

/// `GET /admin/parties`.
#[derive(Debug, Clone, Template)]
#[template(path = "parties.html")]
pub struct Parties {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// By name.
    pub rows: Vec<PartyRow>,
    /// Adding one, or changing the one that is open.
    pub form: PartyFields,
}

/// One party.
#[derive(Debug, Clone)]
pub struct PartyRow {
    /// Its name, linked to the form.
    pub name: Link,
    /// What it is for, and which fields.
    pub what: String,
    /// By which right and agreement.
    pub agreement: String,
    /// From when to when.
    pub dates: String,
    /// Whether it holds today.
    pub holds: bool,
}

/// The form of a party.
#[derive(Debug, Clone, Default)]
pub struct PartyFields {
    /// Where it posts to.
    pub action: String,
    /// What stands above it.
    pub title: String,
    /// What is wrong; empty for nothing.
    pub problem: String,
    /// Its name.
    pub name: String,
    /// App or organization.
    pub kinds: Vec<Choice>,
    /// Label, name and value of each text.
    pub texts: Vec<(&'static str, &'static str, String)>,
    /// The first day.
    pub begins_on: String,
    /// The last day.
    pub ends_on: String,
}

/// `GET /admin/purposes`.
#[derive(Debug, Clone, Template)]
#[template(path = "purposes.html")]
pub struct Purposes {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What is wrong; empty for nothing.
    pub problem: String,
    /// By their words; the last is empty, for a new one.
    pub rows: Vec<PurposeRow>,
}

/// One purpose in its form.
#[derive(Debug, Clone, Default)]
pub struct PurposeRow {
    /// Its word; empty for a new one.
    pub purpose: String,
    /// What it is called in English.
    pub title_en: String,
    /// In Spanish.
    pub title_es: String,
    /// What consent allows, in English.
    pub about_en: String,
    /// In Spanish.
    pub about_es: String,
    /// Whether families are asked.
    pub asked: bool,
}

/// `GET /admin/erasures`.
#[derive(Debug, Clone, Template)]
#[template(path = "erasures.html")]
pub struct Erasures {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// What is wrong with what was typed; empty for nothing.
    pub problem: String,
    /// Newest first.
    pub rows: Vec<ErasureRow>,
}

/// One erasure.
#[derive(Debug, Clone)]
pub struct ErasureRow {
    /// Whose record, as far as that is still known.
    pub learner: String,
    /// The learner's id, which stays: how an older database names whom to erase again.
    pub id: String,
    /// By which right, and why.
    pub ground: String,
    /// Who asked and who confirmed, with days.
    pub who: String,
    /// How it stands.
    pub state: String,
    /// Its address, where it waits to be confirmed.
    pub open: Option<String>,
}

/// `GET /admin/people/{person}/erase`.
#[derive(Debug, Clone, Template)]
#[template(path = "erase_form.html")]
pub struct EraseForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Whose record.
    pub name: String,
    /// What goes, one line each.
    pub goes: Vec<String>,
    /// What stays, one line each.
    pub stays: Vec<String>,
    /// Why it cannot be done; empty when it can.
    pub hindrance: String,
    /// Where it posts to.
    pub action: String,
}

fn back() -> Vec<Link> {
    vec![Link::new("Privacy", "/admin/privacy")]
}

impl Amendments {
    /// One open, one answered.
    pub fn sample() -> Self {
        let row = |overdue: bool, action: Option<&str>| AmendmentRow {
            learner: "Noor Haddad".to_owned(),
            about: "5.NF.3 Add fractions, entry 7".to_owned(),
            reason: "Noor was not there that day.".to_owned(),
            asked: "Salma Haddad, 24 November".to_owned(),
            due: "8 January".to_owned(),
            overdue,
            lines: vec!["Waits for an answer.".to_owned()],
            action: action.map(str::to_owned),
        };
        Self {
            shell: Shell::sample("Requests to amend", ROLE),
            crumbs: back(),
            choices: vec![
                Link::new("Open", "/admin/amendments"),
                Link::new("All", "/admin/amendments?all=yes"),
            ],
            rows: vec![row(true, Some("/admin/amendments/1")), row(false, None)],
        }
    }
}

impl Disclosures {
    /// One line.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("What left", ROLE),
            crumbs: back(),
            rows: vec![DisclosureRow {
                when: "24 November, 10:02".to_owned(),
                recipient: "Bus company".to_owned(),
                why: "Transport; agreement 2026/7".to_owned(),
                what: "Names and addresses, by hand".to_owned(),
                learners: "12".to_owned(),
            }],
            next: Some("/admin/disclosures?after=100".to_owned()),
        }
    }
}

impl Parties {
    /// One party.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Apps and outside parties", ROLE),
            crumbs: back(),
            rows: vec![PartyRow {
                name: Link::new("Bus company", "/admin/parties/1"),
                what: "Transport: names and addresses".to_owned(),
                agreement: "Agreement 2026/7".to_owned(),
                dates: "1 August 2026 to 31 July 2027".to_owned(),
                holds: true,
            }],
            form: PartyFields {
                action: "/admin/parties".to_owned(),
                title: "A new one".to_owned(),
                kinds: vec![Choice::new("app", "App or service").chosen()],
                texts: vec![("What for", "purpose", String::new())],
                ..PartyFields::default()
            },
        }
    }
}

impl Purposes {
    /// One purpose and a new one.
    pub fn sample() -> Self {
        let audio = PurposeRow {
            purpose: "audio".to_owned(),
            title_en: "Recordings of the voice".to_owned(),
            title_es: "Grabaciones de la voz".to_owned(),
            about_en: "May be recorded.".to_owned(),
            about_es: "Se puede grabar.".to_owned(),
            asked: true,
        };
        Self {
            shell: Shell::sample("Purposes of consent", ROLE),
            crumbs: back(),
            problem: String::new(),
            rows: vec![audio, PurposeRow::default()],
        }
    }
}

impl Erasures {
    /// One that waits, one that is done.
    pub fn sample() -> Self {
        let row = |learner: &str, state: &str, open: Option<&str>| ErasureRow {
            learner: learner.to_owned(),
            id: "019ab3c0-0000-7000-8000-000000000001".to_owned(),
            ground: "Court order 12/2026".to_owned(),
            who: "Asked by Inés Robledo, 24 November".to_owned(),
            state: state.to_owned(),
            open: open.map(str::to_owned),
        };
        Self {
            shell: Shell::sample("Erasures", ROLE),
            crumbs: back(),
            problem: String::new(),
            rows: vec![
                row("Noor Haddad", "Waits to be confirmed", Some("/admin/erasures/1")),
                row("Erased", "Done: 412 entries, 96 other rows", None),
            ],
        }
    }
}

impl EraseForm {
    /// What would go.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Erase a record", ROLE),
            crumbs: back(),
            name: "Noor Haddad".to_owned(),
            goes: vec!["The content of 412 entries of the ledger".to_owned()],
            stays: vec!["The places and seals of the entries".to_owned()],
            hindrance: String::new(),
            action: "/admin/people/1/erase".to_owned(),
        }
    }
}
