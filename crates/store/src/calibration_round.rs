//! Calibration rounds: their pieces with the settled marks, and how raters did.

use std::collections::HashMap;

use domain::{
    CalibrationRoundId, DistrictId, LearnerId, PersonId, Points, RubricId, TaskId,
    rubric::Mark,
    task::{CalibrationBar, CalibrationPiece, CalibrationRound, CalibrationTrial, CriterionMark},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, work};

const COLUMNS: &str =
    "round_id, task_id, rubric_id, rubric_version, exact, adjacent, weighted, made_by, made_at, closed_at";

/// Adds a round, or takes over when it was closed.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &CalibrationRound) -> Result<(), StoreError> {
    tx.run(
        "insert into calibration_round (district_id, round_id, task_id, rubric_id, rubric_version, exact, adjacent,
           weighted, made_by, made_at, closed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (district_id, round_id) do update set closed_at = excluded.closed_at",
        args![
            district,
            one.id,
            one.task,
            one.rubric,
            one.rubric_version,
            one.bar.exact.millionths(),
            one.bar.adjacent.millionths(),
            one.bar.weighted.map(Points::millionths),
            one.made_by,
            one.made_at,
            one.closed_at,
        ],
    )
    .await
    .map(drop)
}

/// Adds the pieces of a round.
pub async fn add_pieces(
    tx: &mut Tx,
    district: DistrictId,
    round: &CalibrationRound,
    pieces: &[CalibrationPiece],
) -> Result<(), StoreError> {
    let (mut rows, mut anchors): (Vec<Arg<'_>>, Vec<Arg<'_>>) = (Vec::new(), Vec::new());
    for one in pieces {
        rows.extend_from_slice(args![district, round.id, one.place, one.learner, round.task, one.attempt]);
        for mark in &one.anchors {
            let criterion = i64::try_from(mark.criterion).unwrap_or(i64::MAX);
            let code = mark.mark.unwrap_or(Mark::NotApplicable).code();
            anchors.extend_from_slice(args![district, round.id, one.place, one.learner, criterion, code]);
            anchors.push(Arg::from(&mark.comment));
        }
    }
    let head = "insert into calibration_piece (district_id, round_id, place, learner_id, task_id, attempt)";
    bulk::insert(tx, head, 6, "", &rows).await?;
    let head =
        "insert into calibration_anchor (district_id, round_id, place, learner_id, criterion, mark, comment)";
    bulk::insert(tx, head, 7, "", &anchors).await.map(drop)
}

/// One round.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    round: CalibrationRoundId,
) -> Result<Option<CalibrationRound>, StoreError> {
    let sql = format!("select {COLUMNS} from calibration_round where district_id = $1 and round_id = $2");
    tx.row(&sql, args![district, round]).await?.as_ref().map(from_row).transpose()
}

/// The rounds with work of a task, newest first.
pub async fn of_task(
    tx: &mut Tx,
    district: DistrictId,
    task: TaskId,
) -> Result<Vec<CalibrationRound>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from calibration_round where district_id = $1 and task_id = $2
         order by made_at desc, round_id"
    );
    tx.rows(&sql, args![district, task]).await?.iter().map(from_row).collect()
}

/// The rounds by a version of a rubric, newest first.
pub async fn of_rubric(
    tx: &mut Tx,
    district: DistrictId,
    rubric: (RubricId, i64),
) -> Result<Vec<CalibrationRound>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from calibration_round
         where district_id = $1 and rubric_id = $2 and rubric_version = $3 order by made_at desc, round_id"
    );
    tx.rows(&sql, args![district, rubric.0, rubric.1]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<CalibrationRound, StoreError> {
    let weighted = row.number_or_null("weighted")?.map(Points::from_millionths);
    Ok(CalibrationRound {
        id: CalibrationRoundId::from_bytes(row.array("round_id")?),
        task: TaskId::from_bytes(row.array("task_id")?),
        rubric: RubricId::from_bytes(row.array("rubric_id")?),
        rubric_version: row.number("rubric_version")?,
        bar: CalibrationBar {
            exact: Points::from_millionths(row.number("exact")?),
            adjacent: Points::from_millionths(row.number("adjacent")?),
            weighted,
        },
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        closed_at: row.time_or_null("closed_at")?,
    })
}

/// The pieces of a round, in order.
pub async fn pieces(
    tx: &mut Tx,
    district: DistrictId,
    round: CalibrationRoundId,
) -> Result<Vec<CalibrationPiece>, StoreError> {
    let mut anchors: HashMap<i64, Vec<CriterionMark>> = HashMap::new();
    let sql = "select place, criterion, mark, comment from calibration_anchor
               where district_id = $1 and round_id = $2 order by place, criterion";
    for row in tx.rows(sql, args![district, round]).await? {
        anchors.entry(row.number("place")?).or_default().push(work::mark(&row)?);
    }
    let sql = "select place, learner_id, attempt from calibration_piece
               where district_id = $1 and round_id = $2 order by place";
    let rows = tx.rows(sql, args![district, round]).await?;
    let mut read = |row: &Row| -> Result<CalibrationPiece, StoreError> {
        let place = row.number("place")?;
        Ok(CalibrationPiece {
            place,
            learner: LearnerId::from_bytes(row.array("learner_id")?),
            attempt: row.number("attempt")?,
            anchors: anchors.remove(&place).unwrap_or_default(),
        })
    };
    rows.iter().map(&mut read).collect()
}

/// Adds a trial, or takes over how far it is; its marks are put by [`put_marks`].
pub async fn put_trial(
    tx: &mut Tx,
    district: DistrictId,
    round: CalibrationRoundId,
    one: &CalibrationTrial,
) -> Result<(), StoreError> {
    tx.run(
        "insert into calibration_trial (district_id, round_id, rater_id, trial, begun_at, done_at, passed)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (district_id, round_id, rater_id, trial) do update set done_at = excluded.done_at,
           passed = excluded.passed",
        args![district, round, one.rater, one.trial, one.begun_at, one.done_at, i64::from(one.passed)],
    )
    .await
    .map(drop)
}

/// Takes over what a rater says of a piece.
pub async fn put_marks(
    tx: &mut Tx,
    district: DistrictId,
    round: CalibrationRoundId,
    (rater, trial): (PersonId, i64),
    piece: &CalibrationPiece,
    marks: &[(usize, Mark)],
) -> Result<(), StoreError> {
    tx.run(
        "delete from calibration_mark
         where district_id = $1 and round_id = $2 and rater_id = $3 and trial = $4 and place = $5",
        args![district, round, rater, trial, piece.place],
    )
    .await?;
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(marks.len() * 8);
    for (criterion, mark) in marks {
        let criterion = i64::try_from(*criterion).unwrap_or(i64::MAX);
        rows.extend_from_slice(args![district, round, rater, trial, piece.place, piece.learner, criterion]);
        rows.push(Arg::from(mark.code()));
    }
    let head =
        "insert into calibration_mark (district_id, round_id, rater_id, trial, place, learner_id, criterion,
                  mark)";
    bulk::insert(tx, head, 8, "", &rows).await.map(drop)
}

/// Every trial at a round with its marks, by rater, oldest first.
pub async fn trials(
    tx: &mut Tx,
    district: DistrictId,
    round: CalibrationRoundId,
) -> Result<Vec<CalibrationTrial>, StoreError> {
    let sql = "select rater_id, trial, place, criterion, mark, '' as comment from calibration_mark
               where district_id = $1 and round_id = $2 order by place, criterion";
    let mut marks: HashMap<(PersonId, i64), Vec<(i64, CriterionMark)>> = HashMap::new();
    for row in tx.rows(sql, args![district, round]).await? {
        let key = (PersonId::from_bytes(row.array("rater_id")?), row.number("trial")?);
        marks.entry(key).or_default().push((row.number("place")?, work::mark(&row)?));
    }
    let sql = "select rater_id, trial, begun_at, done_at, passed from calibration_trial
               where district_id = $1 and round_id = $2 order by rater_id, trial";
    let rows = tx.rows(sql, args![district, round]).await?;
    let mut read = |row: &Row| -> Result<CalibrationTrial, StoreError> {
        let (rater, trial) = (PersonId::from_bytes(row.array("rater_id")?), row.number("trial")?);
        Ok(CalibrationTrial {
            rater,
            trial,
            begun_at: row.time("begun_at")?,
            done_at: row.time_or_null("done_at")?,
            passed: row.number("passed")? != 0,
            marks: marks.remove(&(rater, trial)).unwrap_or_default(),
        })
    };
    rows.iter().map(&mut read).collect()
}

/// Whether somebody has passed a round by this version of a rubric.
pub async fn has_passed(
    tx: &mut Tx,
    district: DistrictId,
    rubric: (RubricId, i64),
    rater: PersonId,
) -> Result<bool, StoreError> {
    let sql = "select 1 as found from calibration_trial t
                 join calibration_round c on c.district_id = t.district_id and c.round_id = t.round_id
               where t.district_id = $1 and c.rubric_id = $2 and c.rubric_version = $3 and t.rater_id = $4
                 and t.passed = 1 limit 1";
    Ok(tx.row(sql, args![district, rubric.0, rubric.1, rater]).await?.is_some())
}
