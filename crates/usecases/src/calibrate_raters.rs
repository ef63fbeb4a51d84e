//! Calibration rounds: raters try themselves on released work whose marks are settled, and see where they differ,
//! before they rate.

use assessment::agreement::{Calibration, CalibrationRule, calibrate};
use domain::{
    CalibrationRoundId, DistrictId, LearnerId, PersonId, Points, TaskId, Timestamp,
    access::Relationship,
    chain::Digest,
    item::FileValue,
    rubric::Mark,
    task::{
        CalibrationBar, CalibrationPiece, CalibrationRound, CalibrationTrial, CriterionMark, Task, Work,
        WorkState,
    },
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    give_task::may,
    keep_content::{self, Shown, Stretch},
    rate_work::{blind_name, works_here},
    rater_agreement::{Pairs, unusable},
    said::Said,
    whole_task::{WholeTask, files, name},
};

mod making;
mod standing;
mod trying;

pub use making::{NewRound, close_round, make_round};
pub use standing::{RaterStanding, RoundShown, list_rounds, show_round};
pub use trying::{PieceSheet, rate_piece, show_piece, show_piece_file};

/// The most pieces of a round: somebody sits an hour at thirty.
pub const MOST_PIECES: usize = 30;

const NONE: Refusal = Refusal::NotFound("this calibration round");

/// Whether somebody may finish ratings of a task: it asks for no calibration, or they have passed a round.
pub(crate) async fn is_ready(
    tx: &mut Tx,
    district: DistrictId,
    task: &Task,
    person: PersonId,
) -> Result<bool, Refusal> {
    if !task.judging.calibrated {
        return Ok(true);
    }
    let rubric = (task.rubric, task.rubric_version);
    Ok(store::calibration_round::has_passed(tx, district, rubric, person).await?)
}

/// The newest round by the rubric of a task that can be taken.
pub(crate) async fn open_round(
    tx: &mut Tx,
    district: DistrictId,
    task: &Task,
) -> Result<Option<CalibrationRoundId>, Refusal> {
    let rounds =
        store::calibration_round::of_rubric(tx, district, (task.rubric, task.rubric_version)).await?;
    Ok(rounds.into_iter().find(|one| one.closed_at.is_none()).map(|one| one.id))
}

/// A round with its pieces, for who may take it: who rates by its rubric, and who releases its work.
async fn load(
    tx: &mut Tx,
    actor: &Actor,
    id: CalibrationRoundId,
    now: Timestamp,
) -> Result<(CalibrationRound, WholeTask, Vec<CalibrationPiece>), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    works_here(tx, actor).await.map_err(|_| NONE)?;
    let round = store::calibration_round::find(tx, district, id).await?.ok_or(NONE)?;
    let whole = WholeTask::load(tx, district, round.task).await?;
    let mut open = may(tx, actor, &whole, Action::Whole, today).await.is_ok();
    for task in store::task::of_rubric(tx, district, (round.rubric, round.rubric_version)).await? {
        if open {
            break;
        }
        let other = WholeTask::load(tx, district, task.id).await?;
        open = other.pool(tx, district, today).await?.contains(&actor.person);
    }
    if !open {
        return Err(NONE);
    }
    let pieces = store::calibration_round::pieces(tx, district, id).await?;
    Ok((round, whole, pieces))
}

/// How a trial compares with the settled marks; `None` while a piece is not rated.
fn judged(
    whole: &WholeTask,
    pieces: &[CalibrationPiece],
    trial: &CalibrationTrial,
    bar: CalibrationBar,
) -> Result<Option<Calibration>, Refusal> {
    let mut pairs = Pairs::of(&whole.rubric);
    for piece in pieces {
        let said = marks_on(trial, piece.place);
        if said.is_empty() {
            return Ok(None);
        }
        pairs.add(&piece.anchors, &said);
    }
    let rated = pairs.rated();
    if rated.is_empty() {
        return Ok(None);
    }
    let rule = CalibrationRule {
        exact: bar.exact.to_f64(),
        adjacent: bar.adjacent.to_f64(),
        weighted: bar.weighted.map(Points::to_f64),
    };
    calibrate(&rated, rule).map(Some).map_err(unusable)
}

fn marks_on(trial: &CalibrationTrial, place: i64) -> Vec<CriterionMark> {
    trial.marks.iter().filter(|(of, _)| *of == place).map(|(_, mark)| mark.clone()).collect()
}
