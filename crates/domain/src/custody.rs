//! What a person, and not a roster, said about who speaks for a learner.

use crate::{PersonId, Timestamp, people::Guardianship};

/// One decision about one adult's rights for one learner. The newest one of a pair stands over every roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodyDecision {
    /// The rights from then on.
    pub rights: Guardianship,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub decided_by: PersonId,
    /// When.
    pub decided_at: Timestamp,
}
