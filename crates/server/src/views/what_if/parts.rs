//! Long lists: what stands open, and what is folded away.

use super::{AdoptionPage, CellRow, Counts, GroupRow, GroupTable, SinceRow};

/// Rows of a list that stand open; the others are folded away, so that a phone shows what comes after.
pub(super) const MOST_OPEN: usize = 20;

/// The rows that stand open, and those that are folded away, if there are any.
fn parts<R>(rows: &[R]) -> Vec<&[R]> {
    let (open, folded) = rows.split_at(rows.len().min(MOST_OPEN));
    if folded.is_empty() { vec![open] } else { vec![open, folded] }
}

impl GroupTable {
    /// Open, then folded.
    pub fn parts(&self) -> Vec<&[GroupRow]> {
        parts(&self.rows)
    }
}

impl AdoptionPage {
    /// Open, then folded.
    pub fn since_parts(&self) -> Vec<&[SinceRow]> {
        parts(&self.since)
    }
}

impl Counts {
    /// Open, then folded.
    pub fn cell_parts(&self) -> Vec<&[CellRow]> {
        parts(&self.cells)
    }
}
