//! Calibration rounds: raters try themselves on work whose marks are settled, before they rate.

use super::{CriterionMark, LearnerId, PersonId, RubricId, TaskId, Timestamp};
use crate::{CalibrationRoundId, Points};

/// A round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalibrationRound {
    /// Its id.
    pub id: CalibrationRoundId,
    /// The task whose work it is.
    pub task: TaskId,
    /// By which rubric.
    pub rubric: RubricId,
    /// By which version of it: who has passed is calibrated for this version.
    pub rubric_version: i64,
    /// What is to be reached.
    pub bar: CalibrationBar,
    /// Who made it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When it was closed: nobody begins it any more, and who passed stays calibrated.
    pub closed_at: Option<Timestamp>,
}

/// What a rater has to reach, beside the settled marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalibrationBar {
    /// The least share of marks that are the settled ones, 0 to 1.
    pub exact: Points,
    /// The least share of marks that are the settled ones or one level off, 0 to 1.
    pub adjacent: Points,
    /// The least quadratically weighted kappa; `None` for any.
    pub weighted: Option<Points>,
}

/// A piece of work of a round, with the marks at which it stood when the round was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalibrationPiece {
    /// Its place in the round, from 0. A place stays empty when a record is erased.
    pub place: i64,
    /// Whose work.
    pub learner: LearnerId,
    /// Which attempt.
    pub attempt: i64,
    /// The settled marks, by criterion.
    pub anchors: Vec<CriterionMark>,
}

/// One go of a rater at a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalibrationTrial {
    /// Who.
    pub rater: PersonId,
    /// From 1.
    pub trial: i64,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// When its last piece was rated.
    pub done_at: Option<Timestamp>,
    /// Whether the bar was reached.
    pub passed: bool,
    /// What was said, by the place of the piece and by criterion; no comments.
    pub marks: Vec<(i64, CriterionMark)>,
}
