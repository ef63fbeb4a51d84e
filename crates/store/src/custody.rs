//! What people decided about who speaks for whom. Rows are added, never changed; an erasure takes them.

use domain::{DistrictId, LearnerId, PersonId, custody::CustodyDecision, people::Guardianship};

use crate::{Row, StoreError, Tx, args, column};

const COLUMNS: &str =
    "learner_id, guardian_id, decided_at, decided_by, relation, may_see, begins_on, ends_on, reason";

/// Adds a decision.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &CustodyDecision) -> Result<(), StoreError> {
    let rights = &one.rights;
    tx.run(
        "insert into custody_decision (district_id, learner_id, guardian_id, decided_at, decided_by, relation,
           may_see, begins_on, ends_on, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            district,
            rights.learner,
            rights.guardian,
            one.decided_at,
            one.decided_by,
            &rights.relation,
            rights.may_see,
            rights.dates.begins(),
            rights.dates.ends(),
            &one.reason,
        ],
    )
    .await
    .map(drop)
}

/// Every decision about one learner, newest first.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<CustodyDecision>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from custody_decision where district_id = $1 and learner_id = $2
         order by decided_at desc, guardian_id"
    );
    tx.rows(&sql, args![district, learner]).await?.iter().map(from_row).collect()
}

/// The pairs of adult and learner about whom somebody decided, each once, in id order.
pub async fn decided(tx: &mut Tx, district: DistrictId) -> Result<Vec<(PersonId, LearnerId)>, StoreError> {
    let sql = "select distinct guardian_id, learner_id from custody_decision where district_id = $1
               order by guardian_id, learner_id";
    let rows = tx.rows(sql, args![district]).await?;
    rows.iter()
        .map(|row| {
            let guardian = PersonId::from_bytes(row.array("guardian_id")?);
            Ok((guardian, LearnerId::from_bytes(row.array("learner_id")?)))
        })
        .collect()
}

fn from_row(row: &Row) -> Result<CustodyDecision, StoreError> {
    Ok(CustodyDecision {
        rights: Guardianship {
            guardian: PersonId::from_bytes(row.array("guardian_id")?),
            learner: LearnerId::from_bytes(row.array("learner_id")?),
            relation: row.text_or_null("relation")?,
            may_see: row.flag("may_see")?,
            dates: column::dates(row)?,
        },
        reason: row.text("reason")?,
        decided_by: PersonId::from_bytes(row.array("decided_by")?),
        decided_at: row.time("decided_at")?,
    })
}
