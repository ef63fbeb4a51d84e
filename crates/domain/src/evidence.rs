//! The ledger's words: what an entry can say.

use crate::{CompetencyId, EvidenceId, LearnerId, PersonId, Points, SectionId, Timestamp};

/// The place of an entry in its learner's chain: 1, 2, 3, ...
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(pub i64);

/// One entry of a learner's chain, as it was recorded. Never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whose chain.
    pub learner: LearnerId,
    /// Where in the chain.
    pub sequence: Sequence,
    /// Made by the writer's idempotency key, or new.
    pub id: EvidenceId,
    /// When the platform wrote it down.
    pub recorded_at: Timestamp,
    /// Who wrote it down; `None` for the platform itself (an import, a timer).
    pub recorded_by: Option<PersonId>,
    /// What it says.
    pub fact: Fact,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Something a learner did, as evidence of one competency.
    Evidence(Evidence),
    /// An earlier entry was wrong: it no longer counts.
    Retraction {
        /// The entry taken back.
        of: Sequence,
        /// Why.
        reason: String,
    },
    /// An earlier piece of evidence is left out of judgement, without being wrong.
    /// Retracting the excusal brings it back.
    Excusal {
        /// The entry left out.
        of: Sequence,
        /// Why.
        reason: String,
    },
    /// An educator's decision about one competency, which stands beside the evidence.
    Decision(Decision),
    /// An entry whose content was lawfully erased; the chain still verifies.
    Erased,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Of what.
    pub competency: CompetencyId,
    /// How well.
    pub result: ScoredResult,
    /// The instrument's own mastery cut, as a fraction of the points possible (0 to 1), if it has one.
    pub mastery_cut: Option<Points>,
    /// Results of one quiz or task sitting: some rules pool a group into one result.
    pub result_group: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// Who judged the work; `None` when a key or a machine did.
    pub judge: Option<PersonId>,
    /// The test, task or item that was used.
    pub instrument: Option<String>,
    /// Which try at the instrument this was, from 1.
    pub attempt: Option<i64>,
    /// The section it was done in, if any.
    pub section: Option<SectionId>,
    /// When the learner did the work. Judgement orders evidence by this.
    pub worked_at: Timestamp,
    /// What the judge wrote.
    pub note: Option<String>,
    /// Content digest or address of the work itself.
    pub attachment: Option<String>,
}

/// Points earned out of points possible, and the named level that gave them, if one did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoredResult {
    /// Raw points earned.
    pub points: Points,
    /// The most that could be earned; above 0.
    pub points_possible: Points,
    /// Code of the level on the framework's scale, when the judge chose a level.
    pub level: Option<String>,
}

/// A result that no instrument can give.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadResult {
    /// Nothing could be earned.
    #[error("points possible must be above 0, not {0}")]
    NothingPossible(Points),
    /// Negative or beyond ten times the points possible.
    #[error(
        "{points} points of {possible} cannot be: 0 is the least, ten times the points possible the most"
    )]
    OutOfRange {
        /// Earned.
        points: Points,
        /// Possible.
        possible: Points,
    },
}

impl ScoredResult {
    /// Checks the range. More than the points possible is allowed (extra credit), tenfold is not.
    pub fn new(points: Points, points_possible: Points, level: Option<String>) -> Result<Self, BadResult> {
        if points_possible <= Points::ZERO {
            return Err(BadResult::NothingPossible(points_possible));
        }
        let most = points_possible.millionths().saturating_mul(10);
        if points < Points::ZERO || points.millionths() > most {
            return Err(BadResult::OutOfRange { points, possible: points_possible });
        }
        Ok(Self { points, points_possible, level })
    }
}

/// Where evidence comes from; a policy may weigh one source more than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// An answer to an item, scored by its key.
    ItemResponse,
    /// An educator's rating of a piece of work.
    Rating,
    /// An educator saw it happen.
    Observation,
    /// A file or another system.
    Import,
    /// What the learner could do before, shown by documents or a test.
    PriorLearning,
    /// Another school's record.
    Transfer,
    /// A learner's rating of their own work.
    SelfRating,
    /// A classmate's rating of a piece of work.
    PeerRating,
}

impl Source {
    /// Every source with its word in storage, files and the API.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::ItemResponse, "item_response"),
        (Self::Rating, "rating"),
        (Self::Observation, "observation"),
        (Self::Import, "import"),
        (Self::PriorLearning, "prior_learning"),
        (Self::Transfer, "transfer"),
        (Self::SelfRating, "self_rating"),
        (Self::PeerRating, "peer_rating"),
    ];

    /// The word in storage, files and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(source, _)| *source)
    }
}

/// An educator decides the level, whatever the rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Of what.
    pub competency: CompetencyId,
    /// Code of the level decided, on the framework's scale.
    pub level: String,
    /// Why; shown wherever the judgement is shown.
    pub reason: String,
    /// Who decided.
    pub judge: PersonId,
    /// From when it no longer stands; `None` for until retracted.
    pub expires_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_reads_back_from_its_word() {
        for (position, (source, word)) in Source::ALL.into_iter().enumerate() {
            assert_eq!(source as usize, position);
            assert_eq!(Source::from_word(source.word()), Some(source), "{word}");
        }
    }

    #[test]
    fn results_out_of_range_are_refused() {
        let result =
            |points, possible| ScoredResult::new(Points::whole(points), Points::whole(possible), None);
        assert!(result(3, 4).is_ok());
        assert!(result(5, 4).is_ok(), "extra credit");
        assert!(result(-1, 4).is_err());
        assert!(result(41, 4).is_err());
        assert!(result(0, 0).is_err());
    }
}
