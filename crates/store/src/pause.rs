//! Pauses of learners.

use domain::{DistrictId, LearnerId, PauseId, PersonId, Timestamp, pause::Pause};

use crate::{Row, StoreError, Tx, args, column};

const COLUMNS: &str =
    "learner_id, pause_id, begins_on, ends_on, reason, made_by, made_at, revoked_at, revoked_by";

/// Adds one.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Pause) -> Result<(), StoreError> {
    tx.run(
        "insert into pause (district_id, learner_id, pause_id, begins_on, ends_on, reason, made_by, made_at,
           revoked_at, revoked_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            district,
            one.learner,
            one.id,
            one.dates.begins(),
            one.dates.ends(),
            &one.reason,
            one.made_by,
            one.made_at,
            one.revoked_at,
            one.revoked_by,
        ],
    )
    .await
    .map(drop)
}

/// Takes over until when one goes on, which may have been open.
pub async fn end(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    id: PauseId,
    last: domain::Date,
) -> Result<bool, StoreError> {
    let sql = "update pause set ends_on = $4
               where district_id = $1 and learner_id = $2 and pause_id = $3 and revoked_at is null";
    Ok(tx.run(sql, args![district, learner, id, last]).await? > 0)
}

/// Takes one back; whether nobody had.
pub async fn revoke(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    id: PauseId,
    by: PersonId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "update pause set revoked_at = $4, revoked_by = $5
               where district_id = $1 and learner_id = $2 and pause_id = $3 and revoked_at is null";
    Ok(tx.run(sql, args![district, learner, id, now, by]).await? > 0)
}

/// Those of a learner, by their first day, with those that were taken back.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Pause>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from pause where district_id = $1 and learner_id = $2 order by begins_on, pause_id"
    );
    tx.rows(&sql, args![district, learner]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Pause, StoreError> {
    Ok(Pause {
        id: PauseId::from_bytes(row.array("pause_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        dates: column::dates(row)?,
        reason: row.text("reason")?,
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        revoked_at: row.time_or_null("revoked_at")?,
        revoked_by: row.array_or_null("revoked_by")?.map(PersonId::from_bytes),
    })
}
