//! What came of work, once it is released: as the learner, the family and the educator read it.

use std::collections::HashMap;

use domain::{
    DistrictId, LearnerId,
    item::FileValue,
    rubric::Criterion,
    task::{CriterionMark, RaterKind, Work, WorkState},
};
use store::Tx;

use crate::{
    Refusal,
    whole_task::{WholeTask, recordings},
};

/// What came of one attempt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feedback {
    /// What stands, by criterion.
    pub results: Vec<CriterionMark>,
    /// What was said of the whole, by whoever rated it.
    pub voices: Vec<Voice>,
}

/// What one rater said of the whole; who, only the kind tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// From whom.
    pub from: RaterKind,
    /// In words; may be empty.
    pub comment: String,
    /// By voice.
    pub recordings: Vec<FileValue>,
    /// By criterion, of the learner and of classmates: what staff say is in the results.
    pub marks: Vec<CriterionMark>,
}

/// The feedback on those of the attempts of one learner that were released, by attempt.
pub(crate) async fn released(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    attempts: &[Work],
) -> Result<HashMap<i64, Feedback>, Refusal> {
    let mut results = store::work::results(tx, district, learner).await?;
    let ratings = store::work_rating::of_learner(tx, district, learner).await?;
    let mut found = HashMap::new();
    for work in attempts.iter().filter(|work| work.state == WorkState::Released) {
        let mut voices = Vec::new();
        for one in ratings.iter().filter(|one| one.task == work.task && one.attempt == work.attempt) {
            let from = one.seat.kind();
            let marks = if from == RaterKind::Staff { Vec::new() } else { one.marks.clone() };
            let voice = Voice {
                from,
                comment: one.comment.clone(),
                recordings: recordings(tx, district, one).await?,
                marks,
            };
            // A draft of somebody who did not finish is not feedback.
            let finished = from == RaterKind::Staff || one.stands();
            let silent = voice.comment.is_empty() && voice.recordings.is_empty() && voice.marks.is_empty();
            if finished && !silent {
                voices.push(voice);
            }
        }
        let results = results.remove(&(work.task, work.attempt)).unwrap_or_default();
        found.insert(work.attempt, Feedback { results, voices });
    }
    Ok(found)
}

/// By criterion, whether it was met in any attempt that was released.
pub(crate) fn met(whole: &WholeTask, feedback: &HashMap<i64, Feedback>) -> Vec<bool> {
    let said = |place: usize, one: &Criterion| {
        let mut results = feedback.values().flat_map(|one| &one.results);
        results.any(|result| result.criterion == place && result.mark.is_some_and(|mark| one.is_met(mark)))
    };
    whole.rubric.criteria.iter().enumerate().map(|(place, one)| said(place, one)).collect()
}
