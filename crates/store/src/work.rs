//! What learners make of tasks: attempts, their files, the criteria that are judged and what came of them, and
//! meetings between attempts.

use std::collections::HashMap;

use domain::{
    Date, DistrictId, LearnerId, PersonId, TaskId, Timestamp,
    rubric::Mark,
    task::{CriterionMark, Work, WorkState},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

const COLUMNS: &str = "learner_id, task_id, attempt, state, words, link, begun_at, touched_at, handed_in_at,
    rate_by, released_at";

/// A meeting between two attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Who was met.
    pub learner: LearnerId,
    /// About which task.
    pub task: TaskId,
    /// After which attempt.
    pub attempt: i64,
    /// On which day.
    pub met_on: Date,
    /// What was agreed; may be empty.
    pub note: String,
    /// Who noted it.
    pub noted_by: PersonId,
    /// When.
    pub noted_at: Timestamp,
}

/// Adds an attempt with the criteria that are judged.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Work) -> Result<(), StoreError> {
    tx.run(
        "insert into work (district_id, learner_id, task_id, attempt, state, words, link, begun_at, touched_at,
           handed_in_at, rate_by, released_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            district,
            one.learner,
            one.task,
            one.attempt,
            one.state.word(),
            &one.words,
            &one.link,
            one.begun_at,
            one.touched_at,
            one.handed_in_at,
            one.rate_by,
            one.released_at,
        ],
    )
    .await?;
    let mut rows: Vec<Arg<'_>> = Vec::new();
    for place in &one.asked {
        let place = i64::try_from(*place).unwrap_or(i64::MAX);
        rows.extend_from_slice(args![district, one.learner, one.task, one.attempt, place, ""]);
    }
    let head = "insert into work_criterion (district_id, learner_id, task_id, attempt, criterion, comment)";
    bulk::insert(tx, head, 6, "", &rows).await?;
    put_files(tx, district, one).await
}

/// Takes over how far an attempt is, its words and files.
pub async fn update(tx: &mut Tx, district: DistrictId, one: &Work) -> Result<(), StoreError> {
    tx.run(
        "update work set state = $5, words = $6, link = $7, touched_at = $8, handed_in_at = $9, rate_by = $10,
           released_at = $11
         where district_id = $1 and learner_id = $2 and task_id = $3 and attempt = $4",
        args![
            district,
            one.learner,
            one.task,
            one.attempt,
            one.state.word(),
            &one.words,
            &one.link,
            one.touched_at,
            one.handed_in_at,
            one.rate_by,
            one.released_at,
        ],
    )
    .await?;
    put_files(tx, district, one).await
}

async fn put_files(tx: &mut Tx, district: DistrictId, one: &Work) -> Result<(), StoreError> {
    tx.run(
        "delete from work_file where district_id = $1 and learner_id = $2 and task_id = $3 and attempt = $4",
        args![district, one.learner, one.task, one.attempt],
    )
    .await?;
    let mut rows: Vec<Arg<'_>> = Vec::new();
    for (place, digest) in (0_i64..).zip(&one.files) {
        rows.extend_from_slice(args![district, one.learner, one.task, one.attempt, place, digest]);
    }
    let head = "insert into work_file (district_id, learner_id, task_id, attempt, place, digest)";
    bulk::insert(tx, head, 6, "", &rows).await.map(drop)
}

/// Every attempt of one learner at one task, oldest first.
pub async fn attempts(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    task: TaskId,
) -> Result<Vec<Work>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from work where district_id = $1 and learner_id = $2 and task_id = $3 order by attempt"
    );
    let rows = tx.rows(&sql, args![district, learner, task]).await?;
    whole(tx, district, &rows).await
}

/// Every attempt of everybody at one task, by learner, oldest first.
pub async fn of_task(tx: &mut Tx, district: DistrictId, task: TaskId) -> Result<Vec<Work>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from work where district_id = $1 and task_id = $2 order by learner_id, attempt"
    );
    let rows = tx.rows(&sql, args![district, task]).await?;
    whole(tx, district, &rows).await
}

/// Every attempt of one learner, oldest first.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Work>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from work where district_id = $1 and learner_id = $2
         order by begun_at, task_id, attempt"
    );
    let rows = tx.rows(&sql, args![district, learner]).await?;
    whole(tx, district, &rows).await
}

/// Whose attempts stand in `rows`, with their files and criteria.
async fn whole(tx: &mut Tx, district: DistrictId, rows: &[Row]) -> Result<Vec<Work>, StoreError> {
    let mut found: Vec<Work> = rows.iter().map(from_row).collect::<Result<_, _>>()?;
    let mut places: HashMap<(LearnerId, TaskId, i64), usize> = HashMap::new();
    let mut learners = Vec::new();
    for (place, one) in found.iter().enumerate() {
        places.insert((one.learner, one.task, one.attempt), place);
        learners.push(one.learner);
    }
    learners.sort_unstable();
    learners.dedup();
    let key = |row: &Row| -> Result<_, StoreError> {
        let learner = LearnerId::from_bytes(row.array("learner_id")?);
        Ok((learner, TaskId::from_bytes(row.array("task_id")?), row.number("attempt")?))
    };
    for learner in learners {
        let sql = "select learner_id, task_id, attempt, digest from work_file
                   where district_id = $1 and learner_id = $2 order by task_id, attempt, place";
        for row in tx.rows(sql, args![district, learner]).await? {
            if let Some(place) = places.get(&key(&row)?) {
                found[*place].files.push(row.array("digest")?);
            }
        }
        let sql = "select learner_id, task_id, attempt, criterion from work_criterion
                   where district_id = $1 and learner_id = $2 order by task_id, attempt, criterion";
        for row in tx.rows(sql, args![district, learner]).await? {
            if let Some(place) = places.get(&key(&row)?) {
                let criterion = usize::try_from(row.number("criterion")?).unwrap_or(usize::MAX);
                found[*place].asked.push(criterion);
            }
        }
    }
    Ok(found)
}

fn from_row(row: &Row) -> Result<Work, StoreError> {
    Ok(Work {
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        task: TaskId::from_bytes(row.array("task_id")?),
        attempt: row.number("attempt")?,
        state: column::word(row, "state", WorkState::from_word)?,
        words: row.text("words")?,
        link: row.text("link")?,
        files: Vec::new(),
        asked: Vec::new(),
        begun_at: row.time("begun_at")?,
        touched_at: row.time("touched_at")?,
        handed_in_at: row.time_or_null("handed_in_at")?,
        rate_by: row.time_or_null("rate_by")?,
        released_at: row.time_or_null("released_at")?,
    })
}

/// Writes down what came of an attempt, criterion by criterion.
pub async fn put_results(
    tx: &mut Tx,
    district: DistrictId,
    one: &Work,
    by: PersonId,
    results: &[CriterionMark],
) -> Result<(), StoreError> {
    for result in results {
        tx.run(
            "update work_criterion set mark = $6, comment = $7
             where district_id = $1 and learner_id = $2 and task_id = $3 and attempt = $4 and criterion = $5",
            args![
                district,
                one.learner,
                one.task,
                one.attempt,
                i64::try_from(result.criterion).unwrap_or(i64::MAX),
                result.mark.map(Mark::code),
                &result.comment,
            ],
        )
        .await?;
    }
    tx.run(
        "update work set released_by = $5
         where district_id = $1 and learner_id = $2 and task_id = $3 and attempt = $4",
        args![district, one.learner, one.task, one.attempt, by],
    )
    .await
    .map(drop)
}

/// What came of the attempts of a learner, by task and attempt.
pub async fn results(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<HashMap<(TaskId, i64), Vec<CriterionMark>>, StoreError> {
    let sql = "select task_id, attempt, criterion, mark, comment from work_criterion
               where district_id = $1 and learner_id = $2 order by task_id, attempt, criterion";
    let mut found: HashMap<(TaskId, i64), Vec<CriterionMark>> = HashMap::new();
    for row in tx.rows(sql, args![district, learner]).await? {
        let key = (TaskId::from_bytes(row.array("task_id")?), row.number("attempt")?);
        found.entry(key).or_default().push(mark(&row)?);
    }
    Ok(found)
}

/// A criterion of a row.
pub(crate) fn mark(row: &Row) -> Result<CriterionMark, StoreError> {
    Ok(CriterionMark {
        criterion: usize::try_from(row.number("criterion")?).unwrap_or(usize::MAX),
        mark: row.number_or_null("mark")?.and_then(Mark::from_code),
        comment: row.text("comment")?,
    })
}

/// Notes a meeting; noted again, the later note stands.
pub async fn put_meeting(tx: &mut Tx, district: DistrictId, one: &Meeting) -> Result<(), StoreError> {
    tx.run(
        "insert into work_meeting (district_id, learner_id, task_id, attempt, met_on, note, noted_by, noted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (district_id, learner_id, task_id, attempt) do update set met_on = excluded.met_on,
           note = excluded.note, noted_by = excluded.noted_by, noted_at = excluded.noted_at",
        args![
            district,
            one.learner,
            one.task,
            one.attempt,
            one.met_on,
            &one.note,
            one.noted_by,
            one.noted_at
        ],
    )
    .await
    .map(drop)
}

/// Meetings with one learner about one task, in the order of attempts.
pub async fn meetings(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    task: TaskId,
) -> Result<Vec<Meeting>, StoreError> {
    let sql = "select attempt, met_on, note, noted_by, noted_at from work_meeting
               where district_id = $1 and learner_id = $2 and task_id = $3 order by attempt";
    let rows = tx.rows(sql, args![district, learner, task]).await?;
    let read = |row: &Row| {
        Ok(Meeting {
            learner,
            task,
            attempt: row.number("attempt")?,
            met_on: row.date("met_on")?,
            note: row.text("note")?,
            noted_by: PersonId::from_bytes(row.array("noted_by")?),
            noted_at: row.time("noted_at")?,
        })
    };
    rows.iter().map(read).collect()
}
