//! A judgement: what a rule says about one learner and one competency, and by which inputs.

use crate::{CompetencyId, LearnerId, Points, SectionId, Timestamp, chain::Digest, evidence::Sequence};

/// Whose judgement it is: the record's, or one section's own, shown beside it with its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Used by all screens, credit and path.
    Record,
    /// One section's own judgement.
    Section(SectionId),
}

/// The mastery of one learner in one competency, in one context, with everything that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mastery {
    /// Whose.
    pub learner: LearnerId,
    /// Of what.
    pub competency: CompetencyId,
    /// In which context.
    pub context: Context,
    /// What was found.
    pub finding: Finding,
    /// Slug of the rule that judged, such as `decaying_average`.
    pub rule: String,
    /// Version of the rule's code.
    pub rule_version: i64,
    /// Digest of the resolved policy and scale, kept by that digest.
    pub inputs: Digest,
    /// The last entry of the learner's chain that the judgement read.
    pub last_sequence: Sequence,
    /// Digest of the *why*, which is computed again when it is opened and must match.
    pub why: Digest,
    /// When it was judged; time-dependent rules were evaluated as of then.
    pub judged_at: Timestamp,
}

/// What a judgement found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Points on the framework's scale; `None` when there is not enough evidence, which is not failure.
    pub value: Option<Points>,
    /// Code of the level reached; `None` when there is not enough evidence.
    pub level: Option<String>,
    /// Whether the value reaches the scale's mastery cut.
    pub mastered: bool,
    /// How much the newest counted evidence moved the value; `None` when it is the first.
    pub trend: Option<Points>,
    /// How many pieces of evidence counted.
    pub evidence_count: i64,
    /// When the newest counted work was done.
    pub last_worked_at: Option<Timestamp>,
    /// Whether an educator's decision stands over the rule.
    pub decided: bool,
    /// From when the same entries would be judged differently, because evidence grows too old or a
    /// decision expires; a reader at or after that moment judges again.
    pub changes_at: Option<Timestamp>,
}

impl Finding {
    /// Nothing is known; never shown as failure.
    pub const NOT_ENOUGH: Self = Self {
        value: None,
        level: None,
        mastered: false,
        trend: None,
        evidence_count: 0,
        last_worked_at: None,
        decided: false,
        changes_at: None,
    };
}
