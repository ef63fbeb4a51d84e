//! Tasks that were given to sections, and who rates them.

use domain::{
    DistrictId, PersonId, RubricId, SectionId, TaskId,
    task::{Again, Judging, Takes, Task},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

const COLUMNS: &str =
    "task_id, section_id, title, prompt, rubric_id, rubric_version, takes, opens_at, due_at,
    closes_at, most_attempts, meeting_after, raters, tolerance, business_days, calibrated, own_rating, peers, made_by,
    made_at, archived_at";

/// Adds a task, or takes over what changed: its words, its dates, and whether it was put away.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &Task) -> Result<(), StoreError> {
    tx.run(
        "insert into task (district_id, task_id, section_id, title, prompt, rubric_id, rubric_version, takes,
           opens_at, due_at, closes_at, most_attempts, meeting_after, raters, tolerance, business_days,
           calibrated, own_rating, peers, made_by, made_at, archived_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
           $22)
         on conflict (district_id, task_id) do update set title = excluded.title, prompt = excluded.prompt,
           opens_at = excluded.opens_at, due_at = excluded.due_at, closes_at = excluded.closes_at,
           archived_at = excluded.archived_at",
        args![
            district,
            one.id,
            one.section,
            &one.title,
            &one.prompt,
            one.rubric,
            one.rubric_version,
            one.takes.as_words().join(" "),
            one.opens_at,
            one.due_at,
            one.closes_at,
            one.again.most,
            one.again.meeting_after,
            one.judging.raters,
            one.judging.tolerance,
            one.judging.business_days,
            i64::from(one.judging.calibrated),
            i64::from(one.judging.own),
            one.judging.peers,
            one.made_by,
            one.made_at,
            one.archived_at,
        ],
    )
    .await
    .map(drop)
}

/// One task.
pub async fn find(tx: &mut Tx, district: DistrictId, task: TaskId) -> Result<Option<Task>, StoreError> {
    let sql = format!("select {COLUMNS} from task where district_id = $1 and task_id = $2");
    tx.row(&sql, args![district, task]).await?.as_ref().map(from_row).transpose()
}

/// Locks a task until the transaction ends, so that one after the other says who rates.
pub async fn lock(tx: &mut Tx, district: DistrictId, task: TaskId) -> Result<(), StoreError> {
    let sql = "update task set made_at = made_at where district_id = $1 and task_id = $2";
    tx.run(sql, args![district, task]).await.map(drop)
}

/// The tasks that are judged by a version of a rubric and were not put away.
pub async fn of_rubric(
    tx: &mut Tx,
    district: DistrictId,
    rubric: (RubricId, i64),
) -> Result<Vec<Task>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from task where district_id = $1 and rubric_id = $2 and rubric_version = $3
           and archived_at is null order by made_at, task_id"
    );
    tx.rows(&sql, args![district, rubric.0, rubric.1]).await?.iter().map(from_row).collect()
}

/// The tasks of a section, newest first, those that were put away last.
pub async fn of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Vec<Task>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from task where district_id = $1 and section_id = $2
         order by case when archived_at is null then 0 else 1 end, made_at desc, task_id"
    );
    tx.rows(&sql, args![district, section]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Task, StoreError> {
    let takes = row.text("takes")?;
    let takes = Takes::from_words(takes.split_whitespace());
    Ok(Task {
        id: TaskId::from_bytes(row.array("task_id")?),
        section: SectionId::from_bytes(row.array("section_id")?),
        title: row.text("title")?,
        prompt: row.text("prompt")?,
        rubric: RubricId::from_bytes(row.array("rubric_id")?),
        rubric_version: row.number("rubric_version")?,
        takes: takes.ok_or_else(|| StoreError::Unusable("a task takes an unknown thing".to_owned()))?,
        opens_at: row.time_or_null("opens_at")?,
        due_at: row.time_or_null("due_at")?,
        closes_at: row.time_or_null("closes_at")?,
        again: Again {
            most: row.number_or_null("most_attempts")?,
            meeting_after: row.number_or_null("meeting_after")?,
        },
        judging: Judging {
            raters: row.number("raters")?,
            tolerance: row.number("tolerance")?,
            business_days: row.number("business_days")?,
            calibrated: row.number("calibrated")? != 0,
            own: row.number("own_rating")? != 0,
            peers: row.number("peers")?,
        },
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        archived_at: row.time_or_null("archived_at")?,
    })
}

/// Says who rates a task.
pub async fn set_raters(
    tx: &mut Tx,
    district: DistrictId,
    task: TaskId,
    raters: &[PersonId],
) -> Result<(), StoreError> {
    tx.run("delete from task_rater where district_id = $1 and task_id = $2", args![district, task]).await?;
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(raters.len() * 4);
    for (place, rater) in (0_i64..).zip(raters) {
        rows.extend_from_slice(args![district, task, *rater, place]);
    }
    let head = "insert into task_rater (district_id, task_id, person_id, place)";
    bulk::insert(tx, head, 4, "", &rows).await.map(drop)
}

/// Who rates a task, in order; nobody where the educators of its section do.
pub async fn raters(tx: &mut Tx, district: DistrictId, task: TaskId) -> Result<Vec<PersonId>, StoreError> {
    let sql = "select person_id from task_rater where district_id = $1 and task_id = $2 order by place";
    let rows = tx.rows(sql, args![district, task]).await?;
    rows.iter().map(|row| row.array("person_id").map(PersonId::from_bytes)).collect()
}
