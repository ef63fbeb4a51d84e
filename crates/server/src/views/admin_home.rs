//! The administrator's first page: is everything well?

use askama::Template;

use super::shell::{Link, Shell};

/// `GET /admin`.
#[derive(Debug, Clone, Template)]
#[template(path = "admin_home.html")]
pub struct AdminHome {
    /// The frame.
    pub shell: Shell,
    /// One sentence about all checks.
    pub summary: String,
    /// Each check.
    pub checks: Vec<Check>,
    /// Labels and values: version, database, size, last backup.
    pub facts: Vec<(String, String)>,
    /// Everything an administrator can do.
    pub links: Vec<Link>,
}

/// One health check.
#[derive(Debug, Clone)]
pub struct Check {
    /// What was checked.
    pub name: String,
    /// Whether it is well.
    pub well: bool,
    /// What was found, and what to do when it is not well.
    pub text: String,
}

impl AdminHome {
    /// One check that is not well.
    pub fn sample() -> Self {
        let check =
            |name: &str, well, text: &str| Check { name: name.to_owned(), well, text: text.to_owned() };
        Self {
            shell: Shell::sample("Administration", "administrator"),
            summary: "One thing needs you.".to_owned(),
            checks: vec![
                check("Database", true, "Answers in under a millisecond."),
                check(
                    "Ledger",
                    true,
                    "Verified today at 03:00: 12,480 entries, nothing changed, nothing missing.",
                ),
                check("Backup", false, "The last one is 9 days old. Run onramp backup, or set a timer."),
                check("Disk", true, "41 GB free."),
            ],
            facts: vec![
                ("Version".to_owned(), "0.1.0".to_owned()),
                ("Database".to_owned(), "SQLite, 38 MB".to_owned()),
                ("People".to_owned(), "214".to_owned()),
            ],
            links: vec![
                Link::new("Imports", "/admin/imports"),
                Link::new("People", "/admin/people"),
                Link::new("Rules and numbers", "/admin/policies"),
                Link::new("Access log", "/admin/access"),
                Link::new("Tokens", "/admin/tokens"),
            ],
        }
    }
}
