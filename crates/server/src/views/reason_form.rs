//! A form that asks for a reason before something serious: opening a record without a relationship,
//! taking evidence back, leaving it out, ending a token.

use askama::Template;

use super::shell::{Link, Shell};

/// Posts `reason` and the hidden fields to `action`.
#[derive(Debug, Clone, Template)]
#[template(path = "reason_form.html")]
pub struct ReasonForm {
    /// The frame; its title is the heading.
    pub shell: Shell,
    /// What will happen, one sentence each.
    pub explanation: Vec<String>,
    /// Where the form posts to.
    pub action: String,
    /// Names and values sent along.
    pub hidden: Vec<(String, String)>,
    /// The label of the field.
    pub question: String,
    /// What was typed, after a refusal.
    pub reason: String,
    /// Why the last try was refused.
    pub refusal: Option<String>,
    /// What the button says.
    pub button: String,
    /// The way back.
    pub back: Link,
}

impl ReasonForm {
    /// An administrator opens a learner's record.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Open a record without a relationship", "administrator"),
            explanation: vec![
                "You do not teach or look after Noor Haddad.".to_owned(),
                "Your name, the time and your reason are written into the access log, where the family and the school can read them.".to_owned(),
            ],
            action: "/people/1/open".to_owned(),
            hidden: vec![("next".to_owned(), "/learners/1".to_owned())],
            question: "Why do you need to see this record?".to_owned(),
            reason: String::new(),
            refusal: Some("A reason of at least ten characters is needed.".to_owned()),
            button: "Open for one hour".to_owned(),
            back: Link::new("People", "/admin/people"),
        }
    }
}
