//! What raters say of work.

use std::collections::HashMap;

use domain::{
    DistrictId, LearnerId, PersonId, RatingId, TaskId,
    rubric::Mark,
    task::{Seat, WorkRating},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, work};

const COLUMNS: &str = "rating_id, learner_id, task_id, attempt, seat, rater_id, comment, given_at, done_at";

/// Adds a seat, or takes over what its rater says: all of it, marks included.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &WorkRating) -> Result<(), StoreError> {
    let seat = one.seat.number();
    tx.run(
        "insert into work_rating (district_id, learner_id, task_id, attempt, seat, rating_id, rater_id, comment,
           given_at, done_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (district_id, learner_id, task_id, attempt, seat) do update set
           rater_id = excluded.rater_id, comment = excluded.comment, given_at = excluded.given_at,
           done_at = excluded.done_at",
        args![
            district,
            one.learner,
            one.task,
            one.attempt,
            seat,
            one.id,
            one.rater,
            &one.comment,
            one.given_at,
            one.done_at,
        ],
    )
    .await?;
    tx.run(
        "delete from work_mark
         where district_id = $1 and learner_id = $2 and task_id = $3 and attempt = $4 and seat = $5",
        args![district, one.learner, one.task, one.attempt, seat],
    )
    .await?;
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(one.marks.len() * 8);
    for mark in &one.marks {
        let criterion = i64::try_from(mark.criterion).unwrap_or(i64::MAX);
        rows.extend_from_slice(args![district, one.learner, one.task, one.attempt, seat, criterion]);
        rows.extend_from_slice(args![mark.mark.map(Mark::code), &mark.comment]);
    }
    let head =
        "insert into work_mark (district_id, learner_id, task_id, attempt, seat, criterion, mark, comment)";
    bulk::insert(tx, head, 8, "", &rows).await.map(drop)
}

/// One rating.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    rating: RatingId,
) -> Result<Option<WorkRating>, StoreError> {
    let sql = format!("select {COLUMNS} from work_rating where district_id = $1 and rating_id = $2");
    let rows = tx.rows(&sql, args![district, rating]).await?;
    Ok(whole(tx, district, &rows).await?.pop())
}

/// Every rating of a task, by learner, attempt and seat.
pub async fn of_task(tx: &mut Tx, district: DistrictId, task: TaskId) -> Result<Vec<WorkRating>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from work_rating where district_id = $1 and task_id = $2
         order by learner_id, attempt, seat"
    );
    let rows = tx.rows(&sql, args![district, task]).await?;
    whole(tx, district, &rows).await
}

/// The ratings of a learner's work, by task, attempt and seat.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<WorkRating>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from work_rating where district_id = $1 and learner_id = $2
         order by task_id, attempt, seat"
    );
    let rows = tx.rows(&sql, args![district, learner]).await?;
    whole(tx, district, &rows).await
}

/// What one person has to rate and has rated, oldest first.
pub async fn of_rater(
    tx: &mut Tx,
    district: DistrictId,
    rater: PersonId,
) -> Result<Vec<WorkRating>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from work_rating where district_id = $1 and rater_id = $2 order by given_at, rating_id"
    );
    let rows = tx.rows(&sql, args![district, rater]).await?;
    whole(tx, district, &rows).await
}

/// How many ratings each of these people has not done yet.
pub async fn waiting(
    tx: &mut Tx,
    district: DistrictId,
    raters: &[PersonId],
) -> Result<HashMap<PersonId, i64>, StoreError> {
    let mut found = HashMap::new();
    for rater in raters {
        let sql = "select count(*) as found from work_rating
                   where district_id = $1 and rater_id = $2 and done_at is null";
        let row = tx.row(sql, args![district, *rater]).await?;
        found.insert(*rater, row.map_or(Ok(0), |row| row.number("found"))?);
    }
    Ok(found)
}

async fn whole(tx: &mut Tx, district: DistrictId, rows: &[Row]) -> Result<Vec<WorkRating>, StoreError> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let seat = row.number("seat")?;
        let mut one = WorkRating {
            id: RatingId::from_bytes(row.array("rating_id")?),
            learner: LearnerId::from_bytes(row.array("learner_id")?),
            task: TaskId::from_bytes(row.array("task_id")?),
            attempt: row.number("attempt")?,
            seat: Seat::from_number(seat)
                .ok_or_else(|| StoreError::Unusable(format!("a rating has the unknown seat {seat}")))?,
            rater: PersonId::from_bytes(row.array("rater_id")?),
            comment: row.text("comment")?,
            marks: Vec::new(),
            given_at: row.time("given_at")?,
            done_at: row.time_or_null("done_at")?,
        };
        let sql = "select criterion, mark, comment from work_mark
                   where district_id = $1 and learner_id = $2 and task_id = $3 and attempt = $4 and seat = $5
                   order by criterion";
        let marks = tx.rows(sql, args![district, one.learner, one.task, one.attempt, seat]).await?;
        one.marks = marks.iter().map(work::mark).collect::<Result<_, _>>()?;
        found.push(one);
    }
    Ok(found)
}
