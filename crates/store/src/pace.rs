//! How learners came to stand to the line, and who is told.

use domain::{
    DistrictId, LearnerId, PersonId, SectionId, Timestamp,
    pace::{PaceAlert, PaceChange, PaceStanding, ToldOfPace},
};

use crate::{Row, StoreError, Tx, args, column};

/// Adds a change; its version is one more than the last of its learner and class. `false` when somebody else added
/// that version.
pub async fn add_change(tx: &mut Tx, district: DistrictId, one: &PaceChange) -> Result<bool, StoreError> {
    let sql = "insert into pace_change (district_id, learner_id, section_id, version, standing, noticed_on)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (district_id, learner_id, section_id, version) do nothing";
    let args = args![district, one.learner, one.section, one.version, one.standing.word(), one.on];
    Ok(tx.run(sql, args).await? > 0)
}

/// The changes of everybody in a class, by learner, oldest first.
pub async fn changes(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Vec<PaceChange>, StoreError> {
    let sql = "select learner_id, section_id, version, standing, noticed_on from pace_change
               where district_id = $1 and section_id = $2 order by learner_id, version";
    tx.rows(sql, args![district, section]).await?.iter().map(change).collect()
}

/// The changes of one learner in every class, by class, oldest first.
pub async fn changes_of(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<PaceChange>, StoreError> {
    let sql = "select learner_id, section_id, version, standing, noticed_on from pace_change
               where district_id = $1 and learner_id = $2 order by section_id, version";
    tx.rows(sql, args![district, learner]).await?.iter().map(change).collect()
}

/// Raises an alert; `false` when the person is told of this change already.
pub async fn add_alert(tx: &mut Tx, district: DistrictId, one: &PaceAlert) -> Result<bool, StoreError> {
    let added = tx
        .run(
            "insert into pace_alert (district_id, learner_id, section_id, version, told_id, role, standing,
               raised_on, seen_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (district_id, learner_id, section_id, version, told_id) do nothing",
            args![
                district,
                one.learner,
                one.section,
                one.version,
                one.person,
                one.role.word(),
                one.standing.word(),
                one.on,
                one.seen_at,
            ],
        )
        .await?;
    Ok(added > 0)
}

/// What one person is told and has not said that they have seen, newest first.
pub async fn alerts_of(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<Vec<PaceAlert>, StoreError> {
    let sql = "select learner_id, section_id, version, told_id, role, standing, raised_on, seen_at
               from pace_alert where district_id = $1 and told_id = $2 and seen_at is null
               order by raised_on desc, section_id, learner_id, version desc";
    tx.rows(sql, args![district, person]).await?.iter().map(alert).collect()
}

/// Everything that anybody was told of learners in a class, seen or not.
pub async fn told_in(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Vec<PaceAlert>, StoreError> {
    let sql = "select learner_id, section_id, version, told_id, role, standing, raised_on, seen_at
               from pace_alert where district_id = $1 and section_id = $2
               order by learner_id, version, told_id";
    tx.rows(sql, args![district, section]).await?.iter().map(alert).collect()
}

/// Notes that a person has seen what they were told of one learner in a class. How many that were.
pub async fn seen(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    learner: LearnerId,
    section: SectionId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let sql = "update pace_alert set seen_at = $5
               where district_id = $1 and told_id = $2 and learner_id = $3 and section_id = $4
                 and seen_at is null";
    tx.run(sql, args![district, person, learner, section, now]).await
}

fn change(row: &Row) -> Result<PaceChange, StoreError> {
    Ok(PaceChange {
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        section: SectionId::from_bytes(row.array("section_id")?),
        version: row.number("version")?,
        standing: column::word(row, "standing", PaceStanding::from_word)?,
        on: row.date("noticed_on")?,
    })
}

fn alert(row: &Row) -> Result<PaceAlert, StoreError> {
    Ok(PaceAlert {
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        section: SectionId::from_bytes(row.array("section_id")?),
        version: row.number("version")?,
        role: column::word(row, "role", ToldOfPace::from_word)?,
        person: PersonId::from_bytes(row.array("told_id")?),
        standing: column::word(row, "standing", PaceStanding::from_word)?,
        on: row.date("raised_on")?,
        seen_at: row.time_or_null("seen_at")?,
    })
}
