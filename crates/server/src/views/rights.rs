//! The record of a learner and what they and their family may do about it.

use askama::Template;
use wording::Language;

use super::shell::{Choice, Link, Shell};

/// `GET /learners/{learner}/privacy`.
#[derive(Debug, Clone, Template)]
#[template(path = "rights.html")]
pub struct Rights {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The heading.
    pub heading: String,
    /// Where the whole record is taken; `None` for who may not.
    pub copy_href: Option<String>,
    /// What the learner is given; `None` for staff, who have it elsewhere.
    pub given_href: Option<String>,
    /// What consent is asked for.
    pub purposes: Vec<Purpose>,
    /// Where a consent is sent to.
    pub consent_action: String,
    /// Whether the reader may give and withdraw.
    pub may_speak: bool,
    /// The form to ask; `None` for who does not ask.
    pub ask_href: Option<String>,
    /// What was asked, newest first.
    pub requests: Vec<Request>,
    /// What left, newest first.
    pub left: Vec<Left>,
    /// The form for staff to write down what was handed over; `None` for families.
    pub record: Option<RecordForm>,
}

/// One purpose of consent.
#[derive(Debug, Clone)]
pub struct Purpose {
    /// Its word.
    pub word: String,
    /// What it is called.
    pub title: String,
    /// What consent allows.
    pub about: String,
    /// Whether consent is in force today.
    pub in_force: bool,
    /// What the reader said, in a sentence; empty for who does not speak.
    pub own: String,
    /// Whether the reader's own yes stands.
    pub own_yes: bool,
}

/// One request to amend.
#[derive(Debug, Clone)]
pub struct Request {
    /// What it is about.
    pub what: String,
    /// What was asked.
    pub reason: String,
    /// How it stands, one sentence each.
    pub lines: Vec<String>,
    /// Where a statement is sent to; `None` for who may attach none.
    pub state_action: Option<String>,
}

/// One disclosure.
#[derive(Debug, Clone)]
pub struct Left {
    /// To whom.
    pub to: String,
    /// When, what, what for, by which right.
    pub line: String,
}

/// Writing down what was handed over.
#[derive(Debug, Clone)]
pub struct RecordForm {
    /// Where it posts to.
    pub action: String,
    /// The outside parties of the inventory.
    pub parties: Vec<Choice>,
}

/// `GET /learners/{learner}/amendments/new`.
#[derive(Debug, Clone, Template)]
#[template(path = "amend_form.html")]
pub struct AmendForm {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// Where it posts to.
    pub action: String,
    /// What it can be about.
    pub about: Vec<Choice>,
    /// The pieces of work.
    pub entries: Vec<Choice>,
    /// What was typed.
    pub wanted: String,
    /// What was typed.
    pub reason: String,
    /// What is wrong; empty for nothing.
    pub problem: String,
}

impl Rights {
    /// As a Spanish-speaking family reads it.
    pub fn sample() -> Self {
        Self::sample_in(Language::Spanish)
    }

    /// As an English-speaking family reads it.
    pub fn sample_english() -> Self {
        Self::sample_in(Language::English)
    }

    fn sample_in(language: Language) -> Self {
        let shell = Shell::sample_in(language, "guardian");
        let words = shell.words.clone();
        let purpose = |word: &str, title: &str, about: &str, yes: bool| Purpose {
            word: word.to_owned(),
            title: words.say(title),
            about: words.say(about),
            in_force: yes,
            own: words.say(if yes { "privacy-your-yes" } else { "privacy-your-nothing" }),
            own_yes: yes,
        };
        Self {
            crumbs: vec![Link::new(&words.say("nav-children"), "/children")],
            heading: words.tell("privacy-of", &[("name", "Noor".into())]),
            copy_href: Some("/learners/1/record/export?format=zip".to_owned()),
            given_href: Some("/learners/1/accommodations".to_owned()),
            purposes: vec![
                purpose("audio", "purpose-audio", "purpose-audio-about", true),
                purpose("student_work", "purpose-student-work", "purpose-student-work-about", false),
            ],
            consent_action: "/learners/1/consents".to_owned(),
            may_speak: true,
            ask_href: Some("/learners/1/amendments/new".to_owned()),
            requests: vec![Request {
                what: "5.NF.3".to_owned(),
                reason: "Noor faltó ese día.".to_owned(),
                lines: vec![words.tell("privacy-refused", &[("day", "24 de noviembre".into())])],
                state_action: Some("/learners/1/amendments/1/statement".to_owned()),
            }],
            left: vec![Left {
                to: words.tell("privacy-left-to", &[("recipient", "Bus company".into())]),
                line: "24 de noviembre: nombre y dirección.".to_owned(),
            }],
            record: None,
            shell,
        }
    }
}

impl AmendForm {
    /// With a problem.
    pub fn sample() -> Self {
        let shell = Shell::sample_in(Language::Spanish, "guardian");
        let about = shell.say("privacy-about-entry");
        Self {
            crumbs: vec![Link::new(&shell.say("privacy"), "/learners/1/privacy")],
            action: "/learners/1/amendments".to_owned(),
            about: vec![Choice::new("entry", &about).chosen()],
            entries: vec![Choice::new("7", "5.NF.3 Add fractions, 24 de noviembre")],
            wanted: String::new(),
            reason: String::new(),
            problem: "…".to_owned(),
            shell,
        }
    }
}
