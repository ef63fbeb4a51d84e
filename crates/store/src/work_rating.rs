//! What raters say of work.

use std::collections::HashMap;

use domain::{
    DistrictId, LearnerId, PersonId, RatingId, TaskId,
    rubric::Mark,
    task::{CriterionMark, Seat, WorkRating},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, work};

const COLUMNS: &str = "rating_id, learner_id, task_id, attempt, seat, rater_id, comment, given_at, done_at,
    left_out_at";

/// The tables of what a rating holds, without the rating itself.
const OF_RATING: [&str; 2] = ["work_mark", "work_recording"];

/// Adds a seat, or takes over what its rater says: all of it, marks and recordings included.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &WorkRating) -> Result<(), StoreError> {
    let seat = one.seat.number();
    tx.run(
        "insert into work_rating (district_id, learner_id, task_id, attempt, seat, rating_id, rater_id, comment,
           given_at, done_at, left_out_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (district_id, learner_id, task_id, attempt, seat) do update set
           rater_id = excluded.rater_id, comment = excluded.comment, given_at = excluded.given_at,
           done_at = excluded.done_at, left_out_at = excluded.left_out_at",
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
            one.left_out_at,
        ],
    )
    .await?;
    for table in OF_RATING {
        let sql = format!(
            "delete from {table}
             where district_id = $1 and learner_id = $2 and task_id = $3 and attempt = $4 and seat = $5"
        );
        tx.run(&sql, args![district, one.learner, one.task, one.attempt, seat]).await?;
    }
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(one.marks.len() * 8);
    for mark in &one.marks {
        let criterion = i64::try_from(mark.criterion).unwrap_or(i64::MAX);
        rows.extend_from_slice(args![district, one.learner, one.task, one.attempt, seat, criterion]);
        rows.extend_from_slice(args![mark.mark.map(Mark::code), &mark.comment]);
    }
    let head =
        "insert into work_mark (district_id, learner_id, task_id, attempt, seat, criterion, mark, comment)";
    bulk::insert(tx, head, 8, "", &rows).await?;
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(one.recordings.len() * 7);
    for (place, digest) in (0_i64..).zip(&one.recordings) {
        rows.extend_from_slice(args![district, one.learner, one.task, one.attempt, seat, place, digest]);
    }
    let head = "insert into work_recording (district_id, learner_id, task_id, attempt, seat, place, digest)";
    bulk::insert(tx, head, 7, "", &rows).await.map(drop)
}

/// One rating.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    rating: RatingId,
) -> Result<Option<WorkRating>, StoreError> {
    Ok(whole(tx, "rating_id", args![district, rating]).await?.pop())
}

/// Every rating of a task, by learner, attempt and seat.
pub async fn of_task(tx: &mut Tx, district: DistrictId, task: TaskId) -> Result<Vec<WorkRating>, StoreError> {
    whole(tx, "task_id", args![district, task]).await
}

/// The ratings of a learner's work, by task, attempt and seat.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<WorkRating>, StoreError> {
    let mut found = whole(tx, "learner_id", args![district, learner]).await?;
    found.sort_by_key(|one| (one.task, one.attempt, one.seat));
    Ok(found)
}

/// What one person has to rate and has rated, oldest first.
pub async fn of_rater(
    tx: &mut Tx,
    district: DistrictId,
    rater: PersonId,
) -> Result<Vec<WorkRating>, StoreError> {
    let mut found = whole(tx, "rater_id", args![district, rater]).await?;
    found.sort_by_key(|one| (one.given_at, one.id));
    Ok(found)
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

/// The ratings whose `column` is the second of `args`, by learner, attempt and seat, with what they hold.
async fn whole(tx: &mut Tx, column: &str, args: &[Arg<'_>]) -> Result<Vec<WorkRating>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from work_rating where district_id = $1 and {column} = $2
         order by learner_id, attempt, seat, task_id"
    );
    let mut found: Vec<WorkRating> =
        tx.rows(&sql, args).await?.iter().map(from_row).collect::<Result<_, _>>()?;
    let places: HashMap<RatingId, usize> = found.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
    let place_of = |row: &Row| -> Result<Option<usize>, StoreError> {
        Ok(places.get(&RatingId::from_bytes(row.array("rating_id")?)).copied())
    };
    for row in held(tx, "work_mark", "criterion, mark, h.comment", column, args).await? {
        let mark: CriterionMark = work::mark(&row)?;
        if let Some(at) = place_of(&row)? {
            found[at].marks.push(mark);
        }
    }
    for row in held(tx, "work_recording", "place, digest", column, args).await? {
        let digest = row.array("digest")?;
        if let Some(at) = place_of(&row)? {
            found[at].recordings.push(digest);
        }
    }
    Ok(found)
}

/// What a table holds of such ratings; `columns` begin with the one that says the order.
async fn held(
    tx: &mut Tx,
    table: &str,
    columns: &str,
    column: &str,
    args: &[Arg<'_>],
) -> Result<Vec<Row>, StoreError> {
    let order = columns.split(',').next().unwrap_or("place");
    let sql = format!(
        "select r.rating_id, {columns} from work_rating r join {table} h on h.district_id = r.district_id
           and h.learner_id = r.learner_id and h.task_id = r.task_id and h.attempt = r.attempt and h.seat = r.seat
         where r.district_id = $1 and r.{column} = $2 order by r.rating_id, {order}"
    );
    tx.rows(&sql, args).await
}

fn from_row(row: &Row) -> Result<WorkRating, StoreError> {
    let seat = row.number("seat")?;
    Ok(WorkRating {
        id: RatingId::from_bytes(row.array("rating_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        task: TaskId::from_bytes(row.array("task_id")?),
        attempt: row.number("attempt")?,
        seat: Seat::from_number(seat)
            .ok_or_else(|| StoreError::Unusable(format!("a rating has the unknown seat {seat}")))?,
        rater: PersonId::from_bytes(row.array("rater_id")?),
        comment: row.text("comment")?,
        marks: Vec::new(),
        recordings: Vec::new(),
        given_at: row.time("given_at")?,
        done_at: row.time_or_null("done_at")?,
        left_out_at: row.time_or_null("left_out_at")?,
    })
}
