//! Days on which nothing is asked of a learner: an illness, a stay away, a family's matter.

use crate::{LearnerId, PauseId, PersonId, Timestamp, time::Dates};

/// A pause of one learner. Its reason is for staff.
///
/// Shape: the first day is always given; without a last day it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// Ours.
    pub id: PauseId,
    /// Whose.
    pub learner: LearnerId,
    /// From the first day to the last.
    pub dates: Dates,
    /// Why; never shown to families' classmates or on a page of the learner's.
    pub reason: String,
    /// Who wrote it down.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When somebody took it back: it counts as never having been.
    pub revoked_at: Option<Timestamp>,
    /// Who.
    pub revoked_by: Option<PersonId>,
}
