//! What was done to many learners at once, row by row, and what undid it.

use domain::{
    BatchId, CompetencyId, DistrictId, LearnerId, PersonId, SectionId, Timestamp,
    batch::{BatchAction, Reminded, RowState},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

/// One batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// What is done.
    pub action: BatchAction,
    /// Why; may be empty.
    pub reason: String,
    /// When it was begun.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: PersonId,
    /// When the last row was answered.
    pub finished_at: Option<Timestamp>,
    /// What undid it.
    pub undo: Option<BatchUndo>,
}

/// The undoing of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchUndo {
    /// When it was begun.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// Why; may be empty.
    pub reason: String,
    /// When the last row was answered.
    pub finished_at: Option<Timestamp>,
}

impl Batch {
    /// Whether rows are still to be done, or to be undone.
    pub fn is_running(&self) -> bool {
        self.undo.as_ref().map_or(self.finished_at.is_none(), |undo| undo.finished_at.is_none())
    }
}

/// One learner of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// Its place, from 0.
    pub place: i64,
    /// Whom it concerns.
    pub learner: LearnerId,
    /// How far it is.
    pub state: RowState,
    /// What was done, or why not, in words for who did it.
    pub answer: String,
    /// What it left behind, as the action wrote it; an undo looks for that.
    pub left_behind: String,
    /// When it was answered last.
    pub answered_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "batch_id, action, section_id, from_section_id, competency_id, instrument, day, reminded,
    reason, made_at, made_by, finished_at, undone_at, undone_by, undo_reason, undo_finished_at";

/// Adds a batch with its learners, none of them done; `false` when there is one of this id.
pub async fn add(
    tx: &mut Tx,
    district: DistrictId,
    batch: &Batch,
    learners: &[LearnerId],
) -> Result<bool, StoreError> {
    let (mut section, mut from, mut competency, mut instrument, mut day, mut reminded) =
        (None, None, None, None, None, None);
    match &batch.action {
        BatchAction::Enroll { section: to, day: first } => (section, day) = (Some(*to), Some(*first)),
        BatchAction::Move { from: left, to, day: first } => {
            (from, section, day) = (Some(*left), Some(*to), Some(*first));
        }
        BatchAction::Excuse { competency: of, instrument: with } => {
            (competency, instrument) = (*of, with.clone());
        }
        BatchAction::Release { section: of } => section = Some(*of),
        BatchAction::Remind { to } => reminded = Some(to.word()),
    }
    let added = tx
        .run(
            "insert into batch (district_id, batch_id, action, section_id, from_section_id, competency_id,
               instrument, day, reminded, reason, made_at, made_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
             on conflict (district_id, batch_id) do nothing",
            args![
                district,
                batch.id,
                batch.action.word(),
                section,
                from,
                competency,
                &instrument,
                day,
                reminded,
                &batch.reason,
                batch.made_at,
                batch.made_by,
            ],
        )
        .await?;
    if added == 0 {
        return Ok(false);
    }
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(learners.len() * 5);
    for (place, learner) in (0_i64..).zip(learners) {
        rows.extend_from_slice(args![district, batch.id, place, *learner, RowState::Waiting.word()]);
    }
    let head = "insert into batch_row (district_id, batch_id, place, learner_id, state)";
    bulk::insert(tx, head, 5, "", &rows).await?;
    Ok(true)
}

/// One batch.
pub async fn find(tx: &mut Tx, district: DistrictId, id: BatchId) -> Result<Option<Batch>, StoreError> {
    let sql = format!("select {COLUMNS} from batch where district_id = $1 and batch_id = $2");
    tx.row(&sql, args![district, id]).await?.as_ref().map(from_row).transpose()
}

/// One batch, locked until the transaction ends, so that whoever else works on it waits.
pub async fn lock(tx: &mut Tx, district: DistrictId, id: BatchId) -> Result<Option<Batch>, StoreError> {
    let sql = "update batch set action = action where district_id = $1 and batch_id = $2";
    tx.run(sql, args![district, id]).await?;
    find(tx, district, id).await
}

/// Batches, newest first; all of the district, or those of one person.
pub async fn list(
    tx: &mut Tx,
    district: DistrictId,
    by: Option<PersonId>,
    before: Option<BatchId>,
    limit: i64,
) -> Result<Vec<Batch>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from batch
         where district_id = $1 and ($2 is null or made_by = $2) and ($3 is null or batch_id < $3)
         order by batch_id desc limit $4"
    );
    tx.rows(&sql, args![district, by, before, limit]).await?.iter().map(from_row).collect()
}

/// Batches of which rows are still to be done or undone, oldest first.
pub async fn running(tx: &mut Tx, district: DistrictId) -> Result<Vec<BatchId>, StoreError> {
    let sql = "select batch_id from batch where district_id = $1
               and ((undone_at is null and finished_at is null)
                 or (undone_at is not null and undo_finished_at is null))
               order by batch_id";
    let rows = tx.rows(sql, args![district]).await?;
    rows.iter().map(|row| row.array("batch_id").map(BatchId::from_bytes)).collect()
}

/// The rows of a batch in their order; of one state only, when one is named.
pub async fn rows(
    tx: &mut Tx,
    district: DistrictId,
    id: BatchId,
    state: Option<RowState>,
    limit: i64,
) -> Result<Vec<BatchRow>, StoreError> {
    let sql = "select place, learner_id, state, answer, left_behind, answered_at from batch_row
               where district_id = $1 and batch_id = $2 and ($3 is null or state = $3)
               order by place limit $4";
    let state = state.map(RowState::word);
    tx.rows(sql, args![district, id, state, limit]).await?.iter().map(batch_row).collect()
}

/// How many rows of each state a batch has.
pub async fn counts(
    tx: &mut Tx,
    district: DistrictId,
    id: BatchId,
) -> Result<Vec<(RowState, i64)>, StoreError> {
    let sql = "select state, count(*) as found from batch_row
               where district_id = $1 and batch_id = $2 group by state order by state";
    let rows = tx.rows(sql, args![district, id]).await?;
    let one = |row: &Row| Ok((column::word(row, "state", RowState::from_word)?, row.number("found")?));
    rows.iter().map(one).collect()
}

/// Notes what became of one row.
pub async fn answer(
    tx: &mut Tx,
    district: DistrictId,
    id: BatchId,
    row: &BatchRow,
) -> Result<(), StoreError> {
    let sql = "update batch_row set state = $4, answer = $5, left_behind = $6, answered_at = $7
               where district_id = $1 and batch_id = $2 and place = $3";
    let args =
        args![district, id, row.place, row.state.word(), &row.answer, &row.left_behind, row.answered_at,];
    tx.run(sql, args).await.map(drop)
}

/// Notes that every row was done, or refused.
pub async fn finish(tx: &mut Tx, district: DistrictId, id: BatchId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update batch set finished_at = $3 where district_id = $1 and batch_id = $2";
    tx.run(sql, args![district, id, at]).await.map(drop)
}

/// Begins to undo a batch.
pub async fn undo(
    tx: &mut Tx,
    district: DistrictId,
    id: BatchId,
    undo: &BatchUndo,
) -> Result<(), StoreError> {
    let sql = "update batch set undone_at = $3, undone_by = $4, undo_reason = $5
               where district_id = $1 and batch_id = $2";
    tx.run(sql, args![district, id, undo.at, undo.by, &undo.reason]).await.map(drop)
}

/// Notes that every row was undone, or kept.
pub async fn finish_undo(
    tx: &mut Tx,
    district: DistrictId,
    id: BatchId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update batch set undo_finished_at = $3 where district_id = $1 and batch_id = $2";
    tx.run(sql, args![district, id, at]).await.map(drop)
}

fn batch_row(row: &Row) -> Result<BatchRow, StoreError> {
    Ok(BatchRow {
        place: row.number("place")?,
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        state: column::word(row, "state", RowState::from_word)?,
        answer: row.text("answer")?,
        left_behind: row.text("left_behind")?,
        answered_at: row.time_or_null("answered_at")?,
    })
}

fn from_row(row: &Row) -> Result<Batch, StoreError> {
    let undo = row.time_or_null("undone_at")?.map(|at| {
        Ok::<_, StoreError>(BatchUndo {
            at,
            by: PersonId::from_bytes(row.array("undone_by")?),
            reason: row.text("undo_reason")?,
            finished_at: row.time_or_null("undo_finished_at")?,
        })
    });
    Ok(Batch {
        id: BatchId::from_bytes(row.array("batch_id")?),
        action: action(row)?,
        reason: row.text("reason")?,
        made_at: row.time("made_at")?,
        made_by: PersonId::from_bytes(row.array("made_by")?),
        finished_at: row.time_or_null("finished_at")?,
        undo: undo.transpose()?,
    })
}

fn action(row: &Row) -> Result<BatchAction, StoreError> {
    let section = |name| row.array(name).map(SectionId::from_bytes);
    let missing = |column: &'static str| StoreError::Corrupt { column, value: "null".to_owned() };
    let day = || row.date_or_null("day")?.ok_or_else(|| missing("day"));
    let word = row.text("action")?;
    Ok(match word.as_str() {
        "enroll" => BatchAction::Enroll { section: section("section_id")?, day: day()? },
        "move" => {
            BatchAction::Move { from: section("from_section_id")?, to: section("section_id")?, day: day()? }
        }
        "excuse" => BatchAction::Excuse {
            competency: row.array_or_null("competency_id")?.map(CompetencyId::from_bytes),
            instrument: row.text_or_null("instrument")?,
        },
        "release" => BatchAction::Release { section: section("section_id")? },
        "remind" => BatchAction::Remind { to: column::word(row, "reminded", Reminded::from_word)? },
        _ => return Err(StoreError::Corrupt { column: "action", value: word }),
    })
}
