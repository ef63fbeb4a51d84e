//! What came of an import, as it is stored with it and as people read it.

use domain::{ImportId, PersonId, Timestamp, chain::Digest};
use exchange::{Parsed, Problem, Severity, parsed::MOST_PROBLEMS};
use serde::{Deserialize, Serialize};
use store::import::Import;

use crate::import_request::ImportKind;

/// What an import would change or changed, and everything that was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportReport {
    /// One line per kind of record, in the order they are applied.
    pub differences: Vec<Difference>,
    /// What was wrong, in file order; at most 1,000.
    pub problems: Vec<Problem>,
    /// How many errors there were, kept or not.
    pub errors: u64,
    /// How many warnings there were, kept or not.
    pub warnings: u64,
    /// The file as a whole is broken: nothing of it may be applied.
    pub stopped: bool,
    /// Steps that are done, while it is applied.
    #[serde(default)]
    pub steps_done: u64,
    /// What the file says beyond its records, in sentences.
    #[serde(default)]
    pub remarks: Vec<String>,
    /// What a framework changes against the version before it, when it is another version of one.
    #[serde(default)]
    pub version: Option<VersionSummary>,
}

/// What a newer version of a framework changes. Unit: competencies, links, edits.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VersionSummary {
    /// The version that it was compared with, by our id.
    pub old: String,
    /// What people call that one.
    pub old_title: String,
    /// The new framework, by our id.
    pub new: String,
    /// New ones that nothing leads to.
    pub added: u64,
    /// The same with other fields.
    pub changed: u64,
    /// The same below other parents.
    pub moved: u64,
    /// Old ones that end.
    pub retired: u64,
    /// Old ones that became several.
    pub split: u64,
    /// New ones that took in several.
    pub merged: u64,
    /// Links that are suggested.
    pub links: u64,
    /// Of these, guesses from words alone: somebody must look.
    pub guesses: u64,
    /// Edits made here that stay.
    pub edits_kept: u64,
    /// Edits made here where the publisher writes something else now.
    pub edits_contested: u64,
}

impl VersionSummary {
    /// The counts with what they are called.
    pub fn counts(&self) -> [(&'static str, u64); 10] {
        [
            ("added", self.added),
            ("changed", self.changed),
            ("moved", self.moved),
            ("retired", self.retired),
            ("split", self.split),
            ("merged", self.merged),
            ("links suggested", self.links),
            ("guesses to look at", self.guesses),
            ("edits kept", self.edits_kept),
            ("edits to decide", self.edits_contested),
        ]
    }
}

/// What an import does to one kind of record. Unit: records.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Difference {
    /// The kind, such as `people`.
    pub kind: String,
    /// New.
    pub added: u64,
    /// There before, and different.
    pub changed: u64,
    /// As before.
    pub unchanged: u64,
    /// No longer there: ended or retired, never deleted.
    pub ended: u64,
}

impl Difference {
    /// Of one kind, with nothing counted yet.
    pub fn of(kind: &str) -> Self {
        Self { kind: kind.to_owned(), ..Self::default() }
    }

    /// Whether applying it writes nothing.
    pub fn is_empty(&self) -> bool {
        self.added + self.changed + self.ended == 0
    }
}

impl ImportReport {
    /// The problems of a reading, before anything was compared; and what was read.
    pub(crate) fn of<T>(parsed: Parsed<T>) -> (Self, T) {
        let report = Self {
            problems: parsed.problems,
            errors: parsed.errors,
            warnings: parsed.warnings,
            stopped: parsed.stopped,
            ..Self::default()
        };
        (report, parsed.batch)
    }

    /// Notes another problem.
    pub(crate) fn note(&mut self, problem: Problem) {
        match problem.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// The line of `kind`, made when there is none.
    pub(crate) fn line(&mut self, kind: &str) -> &mut Difference {
        let place = self.differences.iter().position(|line| line.kind == kind).unwrap_or_else(|| {
            self.differences.push(Difference::of(kind));
            self.differences.len() - 1
        });
        &mut self.differences[place]
    }

    /// The line of `kind`, where there is one.
    pub fn line_of(&self, kind: &str) -> Option<&Difference> {
        self.differences.iter().find(|line| line.kind == kind)
    }

    /// Problems that were counted but not kept.
    pub fn problems_left_out(&self) -> u64 {
        (self.errors + self.warnings).saturating_sub(self.problems.len() as u64)
    }

    /// Whether applying it writes nothing.
    pub fn changes_nothing(&self) -> bool {
        self.differences.iter().all(Difference::is_empty)
    }

    pub(crate) fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Looked at only: a dry run.
    Checked,
    /// Being applied, or interrupted while it was.
    Applying,
    /// Applied.
    Applied,
    /// Broken as a whole: nothing was written.
    Refused,
}

impl ImportState {
    /// The word in storage.
    pub fn word(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Applying => "applying",
            Self::Applied => "applied",
            Self::Refused => "refused",
        }
    }

    fn from_word(word: &str) -> Self {
        match word {
            "checked" => Self::Checked,
            "applying" => Self::Applying,
            "applied" => Self::Applied,
            _ => Self::Refused,
        }
    }
}

/// One import with its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownImport {
    /// Its id.
    pub id: ImportId,
    /// What kind of file; `None` for a kind that this version does not know.
    pub kind: Option<ImportKind>,
    /// Which source sends these files.
    pub source: String,
    /// As uploaded.
    pub file_name: String,
    /// SHA-256 of what was sent.
    pub file_digest: Digest,
    /// How far it is.
    pub state: ImportState,
    /// When it was started.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Who started it.
    pub person: Option<PersonId>,
    /// What came of it.
    pub report: ImportReport,
    /// Whether this is the report of an earlier import of the same file: nothing was written now.
    pub repeated: bool,
}

impl ShownImport {
    /// The digest in hexadecimal.
    pub fn digest_text(&self) -> String {
        domain::chain::hex(&self.file_digest)
    }

    /// As it is stored.
    pub(crate) fn of(import: Import) -> Self {
        Self {
            id: import.id,
            kind: ImportKind::from_word(&import.kind),
            source: import.source,
            file_name: import.file_name,
            file_digest: import.file_digest,
            state: ImportState::from_word(&import.state),
            started_at: import.started_at,
            finished_at: import.finished_at,
            person: import.person,
            report: serde_json::from_str(&import.report).unwrap_or_default(),
            repeated: false,
        }
    }
}
