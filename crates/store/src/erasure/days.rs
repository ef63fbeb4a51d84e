//! Schedules of days tell where everybody was: of an erased learner a place stays that nobody can be found by.

use domain::{DistrictId, LearnerId, Timestamp};

use crate::{StoreError, Tx, args};

/// Texts in which learners stand by their id.
const TEXTS: [(&str, &str); 5] = [
    ("day_instance", "instance"),
    ("day_schedule", "schedule"),
    ("day_schedule", "locks"),
    ("day_schedule", "accepted"),
    ("day_schedule", "did"),
];

/// Puts a word that is nobody's id in the place of the learner's.
pub(super) async fn unname(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (id, nobody) = (learner.to_string(), format!("erased-{}", now.as_microsecond()));
    for (table, column) in TEXTS {
        let sql = format!(
            "update {table} set {column} = replace({column}, $2, $3)
             where district_id = $1 and program_id in
               (select program_id from day_learner where district_id = $1 and learner_id = $4)"
        );
        tx.run(&sql, args![district, &id, &nobody, learner]).await?;
    }
    Ok(())
}
