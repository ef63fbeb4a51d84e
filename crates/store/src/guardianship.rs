//! Who speaks for which learner, and whether custody lets them see the record.

use domain::{DistrictId, LearnerId, PersonId, people::Guardianship};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

const COLUMNS: &str = "guardian_id, learner_id, relation, may_see, begins_on, ends_on";

/// Adds guardianships, or takes over what changed.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Guardianship]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 7);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.guardian,
            one.learner,
            &one.relation,
            one.may_see,
            one.dates.begins(),
            one.dates.ends(),
        ]);
    }
    bulk::insert(
        tx,
        "insert into guardianship
           (district_id, guardian_id, learner_id, relation, may_see, begins_on, ends_on)",
        7,
        "on conflict (district_id, guardian_id, learner_id) do update set
           relation = excluded.relation, may_see = excluded.may_see,
           begins_on = excluded.begins_on, ends_on = excluded.ends_on",
        &rows,
    )
    .await
    .map(drop)
}

/// Takes a right away.
pub async fn remove(
    tx: &mut Tx,
    district: DistrictId,
    guardian: PersonId,
    learner: LearnerId,
) -> Result<(), StoreError> {
    let sql = "delete from guardianship where district_id = $1 and guardian_id = $2 and learner_id = $3";
    tx.run(sql, args![district, guardian, learner]).await.map(drop)
}

/// The learners one adult speaks for.
pub async fn of_guardian(
    tx: &mut Tx,
    district: DistrictId,
    guardian: PersonId,
) -> Result<Vec<Guardianship>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from guardianship where district_id = $1 and guardian_id = $2 order by learner_id"
    );
    tx.rows(&sql, args![district, guardian]).await?.iter().map(from_row).collect()
}

/// The adults who speak for one learner.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Guardianship>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from guardianship where district_id = $1 and learner_id = $2 order by guardian_id"
    );
    tx.rows(&sql, args![district, learner]).await?.iter().map(from_row).collect()
}

/// Every guardianship of the district, past and future included.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<Guardianship>, StoreError> {
    let sql =
        format!("select {COLUMNS} from guardianship where district_id = $1 order by guardian_id, learner_id");
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Guardianship, StoreError> {
    Ok(Guardianship {
        guardian: PersonId::from_bytes(row.array("guardian_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        relation: row.text_or_null("relation")?,
        may_see: row.flag("may_see")?,
        dates: column::dates(row)?,
    })
}
