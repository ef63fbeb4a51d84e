//! Who read whose record, when and by which relationship.

use askama::Template;

use super::shell::Shell;

/// `GET /admin/access?reader=&learner=&from=&to=`.
#[derive(Debug, Clone, Template)]
#[template(path = "access_log.html")]
pub struct AccessLog {
    /// The frame.
    pub shell: Shell,
    /// Field `reader`: part of a name.
    pub reader: String,
    /// Field `learner`: part of a name.
    pub learner: String,
    /// Field `from`: a day or empty.
    pub from: String,
    /// Field `to`: a day or empty.
    pub to: String,
    /// Newest first.
    pub lines: Vec<AccessLine>,
    /// The next page; `None` on the last.
    pub next: Option<String>,
}

/// One line of the log.
#[derive(Debug, Clone)]
pub struct AccessLine {
    /// When.
    pub when: String,
    /// Who.
    pub reader: String,
    /// Whom: a name, or how many.
    pub learners: String,
    /// What.
    pub what: String,
    /// By which relationship, in words.
    pub relationship: String,
    /// The typed reason; empty where the relationship is the reason.
    pub reason: String,
}

impl AccessLog {
    /// Two lines.
    pub fn sample() -> Self {
        let line = |reader: &str, learners: &str, what: &str, relationship: &str, reason: &str| AccessLine {
            when: "24 November, 10:02".to_owned(),
            reader: reader.to_owned(),
            learners: learners.to_owned(),
            what: what.to_owned(),
            relationship: relationship.to_owned(),
            reason: reason.to_owned(),
        };
        Self {
            shell: Shell::sample("Access log", "administrator"),
            reader: String::new(),
            learner: String::new(),
            from: "2026-11-01".to_owned(),
            to: String::new(),
            lines: vec![
                line("Tom Okafor", "30 students", "Mastery grid", "teaches them", ""),
                line(
                    "Inés Robledo",
                    "Noor Haddad",
                    "Record",
                    "none: with a reason",
                    "The family asked for a copy.",
                ),
            ],
            next: None,
        }
    }
}
