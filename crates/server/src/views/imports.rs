//! Bringing files in, and the report of each.

use askama::Template;

use super::shell::{Choice, Link, Shell};

/// `GET /admin/imports`; posts `kind`, `file`, and `dry=1` for a look only.
#[derive(Debug, Clone, Template)]
#[template(path = "imports.html")]
pub struct Imports {
    /// The frame.
    pub shell: Shell,
    /// Where the form posts to.
    pub action: String,
    /// Field `kind`.
    pub kinds: Vec<Choice>,
    /// Field `format`, for standards.
    pub formats: Vec<Choice>,
    /// Newest first.
    pub imports: Vec<ImportRow>,
    /// Why the last try was refused.
    pub refusal: Option<String>,
}

/// One import.
#[derive(Debug, Clone)]
pub struct ImportRow {
    /// Its file, with its report.
    pub file: Link,
    /// What kind.
    pub kind: String,
    /// When and by whom.
    pub when: String,
    /// What became of it.
    pub outcome: String,
    /// Whether something is wrong.
    pub problem: bool,
}

/// `GET /admin/imports/{import}`.
#[derive(Debug, Clone, Template)]
#[template(path = "import_report.html")]
pub struct ImportReport {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub crumbs: Vec<Link>,
    /// The file.
    pub file: String,
    /// What became of it, in a sentence.
    pub summary: String,
    /// Kind, digest, when, by whom.
    pub facts: Vec<(String, String)>,
    /// What applying it changes, or changed.
    pub differences: Vec<Difference>,
    /// Everything that is wrong, in file order.
    pub problems: Vec<ImportProblem>,
    /// Such as "the first 500 of 2,014"; empty when all are shown.
    pub more: String,
    /// What the file says beyond its records.
    pub remarks: Vec<String>,
    /// What a new version of a framework changes; `None` when it is not one.
    pub versions: Option<Against>,
    /// Applies a dry run; `None` when it was applied or cannot be.
    pub apply_action: Option<String>,
}

/// A framework against the version before it.
#[derive(Debug, Clone)]
pub struct Against {
    /// The version before.
    pub old: String,
    /// What changes, with how many.
    pub counts: Vec<(String, String)>,
    /// Every change.
    pub link: Link,
}

/// What an import does to one kind of record.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The kind.
    pub kind: String,
    /// New.
    pub added: String,
    /// Changed.
    pub changed: String,
    /// As before.
    pub unchanged: String,
    /// No longer in the file: ended, never deleted.
    pub ended: String,
}

/// One problem.
#[derive(Debug, Clone)]
pub struct ImportProblem {
    /// Whether it keeps the file from being applied.
    pub stops: bool,
    /// The file inside the package.
    pub file: String,
    /// Its line; empty for the whole file.
    pub line: String,
    /// The field; may be empty.
    pub field: String,
    /// The value as it stands there; may be empty.
    pub value: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: String,
}

impl Imports {
    /// Two imports.
    pub fn sample() -> Self {
        let row = |file: &str, kind: &str, outcome: &str, problem| ImportRow {
            file: Link::new(file, "/admin/imports/1"),
            kind: kind.to_owned(),
            when: "today, 09:14, Inés Robledo".to_owned(),
            outcome: outcome.to_owned(),
            problem,
        };
        Self {
            shell: Shell::sample("Imports", "administrator"),
            action: "/admin/imports".to_owned(),
            kinds: vec![
                Choice::new("oneroster", "Roster (OneRoster CSV, zip)").chosen(),
                Choice::new("case", "Standards (CASE JSON)"),
                Choice::new("evidence", "Results (CSV)"),
            ],
            formats: vec![Choice::new("", "As the file looks"), Choice::new("case", "CASE")],
            imports: vec![
                row("autumn-roster.zip", "Roster", "3 problems, nothing written", true),
                row("mathematics.json", "Standards", "applied: 48 competencies", false),
            ],
            refusal: None,
        }
    }
}

impl ImportReport {
    /// A dry run with problems.
    pub fn sample() -> Self {
        let problem = |stops, line: &str, field: &str, value: &str, what: &str, advice: &str| ImportProblem {
            stops,
            file: "users.csv".to_owned(),
            line: line.to_owned(),
            field: field.to_owned(),
            value: value.to_owned(),
            what: what.to_owned(),
            advice: advice.to_owned(),
        };
        let difference = |kind: &str, added: &str, changed: &str, unchanged: &str, ended: &str| Difference {
            kind: kind.to_owned(),
            added: added.to_owned(),
            changed: changed.to_owned(),
            unchanged: unchanged.to_owned(),
            ended: ended.to_owned(),
        };
        Self {
            shell: Shell::sample("Import report", "administrator"),
            crumbs: vec![Link::new("Imports", "/admin/imports")],
            file: "autumn-roster.zip".to_owned(),
            summary: "A look only: nothing has been written. 2 problems, and one of them stops the import."
                .to_owned(),
            facts: vec![
                ("Kind".to_owned(), "Roster, OneRoster 1.2, bulk".to_owned()),
                ("Read".to_owned(), "today, 09:14, by Inés Robledo".to_owned()),
                ("SHA-256".to_owned(), "9f86d081884c7d659a2feaa0c55ad015".to_owned()),
            ],
            differences: vec![
                difference("People", "12", "3", "186", "2"),
                difference("Sections", "1", "0", "9", "0"),
                difference("Enrollments", "31", "0", "270", "4"),
            ],
            problems: vec![
                problem(
                    false,
                    "17",
                    "enabledUser",
                    "yes",
                    "The value is neither true nor false.",
                    "Write true or false; taken as true.",
                ),
                problem(
                    true,
                    "203",
                    "orgSourcedIds",
                    "school-9",
                    "There is no such organization.",
                    "Add it to orgs.csv, or correct the identifier.",
                ),
            ],
            more: String::new(),
            remarks: vec!["Read as: Roster: OneRoster 1.1 or 1.2.".to_owned()],
            versions: None,
            apply_action: None,
        }
    }

    /// A dry run without problems, ready to apply.
    pub fn sample_clean() -> Self {
        Self {
            summary: "A look only: nothing has been written.".to_owned(),
            problems: Vec::new(),
            versions: Some(Against {
                old: "Mathematics, grades 3 to 6 (2025)".to_owned(),
                counts: vec![("split".to_owned(), "2".to_owned())],
                link: Link::new("See every change", "/admin/imports/1/versions"),
            }),
            apply_action: Some("/admin/imports/1/apply".to_owned()),
            ..Self::sample()
        }
    }
}
