//! Learners whom an adult answers for. Rows are added and ended, never taken away.

use domain::{
    DistrictId, LearnerId, PersonId, Timestamp,
    caseload::{CaseloadKind, Charge},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

const COLUMNS: &str =
    "holder_id, kind, learner_id, assigned_at, assigned_by, begins_on, ends_on, ended_at, ended_by";

/// Adds learners to caseloads.
pub async fn add(tx: &mut Tx, district: DistrictId, all: &[Charge]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 10);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.holder,
            one.kind.word(),
            one.learner,
            one.assigned_at,
            one.assigned_by,
            one.dates.begins(),
            one.dates.ends(),
            one.ended_at,
            one.ended_by,
        ]);
    }
    bulk::insert(
        tx,
        "insert into caseload (district_id, holder_id, kind, learner_id, assigned_at, assigned_by,
           begins_on, ends_on, ended_at, ended_by)",
        10,
        "on conflict (district_id, holder_id, kind, learner_id, assigned_at) do nothing",
        &rows,
    )
    .await
    .map(drop)
}

/// Ends every charge of `learner` that `holder` has of this kind and that nobody ended yet; how many.
pub async fn end(
    tx: &mut Tx,
    district: DistrictId,
    (holder, kind, learner): (PersonId, CaseloadKind, LearnerId),
    by: PersonId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let sql = "update caseload set ended_at = $5, ended_by = $6
               where district_id = $1 and holder_id = $2 and kind = $3 and learner_id = $4
                 and ended_at is null";
    tx.run(sql, args![district, holder, kind.word(), learner, at, by]).await
}

/// What one adult answers for, past and future included.
pub async fn of_holder(
    tx: &mut Tx,
    district: DistrictId,
    holder: PersonId,
) -> Result<Vec<Charge>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from caseload where district_id = $1 and holder_id = $2
         order by kind, learner_id, assigned_at"
    );
    tx.rows(&sql, args![district, holder]).await?.iter().map(from_row).collect()
}

/// Who answers for one learner, past and future included.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Charge>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from caseload where district_id = $1 and learner_id = $2
         order by kind, holder_id, assigned_at"
    );
    tx.rows(&sql, args![district, learner]).await?.iter().map(from_row).collect()
}

/// Every charge that nobody ended, past and future included.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<Charge>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from caseload where district_id = $1 and ended_at is null
         order by holder_id, kind, learner_id, assigned_at"
    );
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Charge, StoreError> {
    Ok(Charge {
        holder: PersonId::from_bytes(row.array("holder_id")?),
        kind: column::word(row, "kind", CaseloadKind::from_word)?,
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        dates: column::dates(row)?,
        assigned_by: PersonId::from_bytes(row.array("assigned_by")?),
        assigned_at: row.time("assigned_at")?,
        ended_at: row.time_or_null("ended_at")?,
        ended_by: row.array_or_null("ended_by")?.map(PersonId::from_bytes),
    })
}
