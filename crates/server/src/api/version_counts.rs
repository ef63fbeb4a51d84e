//! What a newer version of a framework changes, in numbers.

use serde::Serialize;
use usecases::import_report::VersionSummary;
use utoipa::ToSchema;

/// What a newer version of a framework changes, counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionCounts {
    /// The version that it was compared with.
    pub old: String,
    /// The new framework's id.
    pub new: String,
    /// New competencies that nothing leads to.
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
    /// Of these, guesses from words alone.
    pub guesses: u64,
    /// Edits made here that stay.
    pub edits_kept: u64,
    /// Edits made here where the publisher writes something else now.
    pub edits_contested: u64,
}

impl From<&VersionSummary> for VersionCounts {
    fn from(one: &VersionSummary) -> Self {
        Self {
            old: one.old.clone(),
            new: one.new.clone(),
            added: one.added,
            changed: one.changed,
            moved: one.moved,
            retired: one.retired,
            split: one.split,
            merged: one.merged,
            links: one.links,
            guesses: one.guesses,
            edits_kept: one.edits_kept,
            edits_contested: one.edits_contested,
        }
    }
}
