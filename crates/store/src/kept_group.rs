//! Learners who are kept apart or together, groups that stand for several days, and repeats that were agreed.

use domain::{
    Date, DistrictId, KeptPairId, LearnerId, PersonId, RoomProgramId, StableGroupId, Timestamp,
    room_program::{KeptPair, PairKind, StableGroup},
    time::Dates,
};

use crate::{Row, StoreError, Tx, args, column};

/// Adds a pair.
pub async fn add_pair(tx: &mut Tx, district: DistrictId, one: &KeptPair) -> Result<(), StoreError> {
    tx.run(
        "insert into kept_pair (district_id, program_id, pair_id, learner_id, other_id, kind, reason, made_by,
           made_at, ended_at, ended_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            district,
            one.program,
            one.id,
            one.learner,
            one.other,
            one.kind.word(),
            &one.reason,
            one.made_by,
            one.made_at,
            one.ended_at,
            one.ended_by,
        ],
    )
    .await
    .map(drop)
}

/// The pairs that have not ended, in the order in which they were made.
pub async fn pairs(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
) -> Result<Vec<KeptPair>, StoreError> {
    let sql = "select program_id, pair_id, learner_id, other_id, kind, reason, made_by, made_at, ended_at,
                 ended_by
               from kept_pair where district_id = $1 and program_id = $2 and ended_at is null
               order by made_at, pair_id";
    tx.rows(sql, args![district, program]).await?.iter().map(pair).collect()
}

/// Ends a pair; whether it had not ended.
pub async fn end_pair(
    tx: &mut Tx,
    district: DistrictId,
    (program, id): (RoomProgramId, KeptPairId),
    (by, at): (PersonId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "update kept_pair set ended_at = $4, ended_by = $5
               where district_id = $1 and program_id = $2 and pair_id = $3 and ended_at is null";
    Ok(tx.run(sql, args![district, program, id, at, by]).await? > 0)
}

fn pair(row: &Row) -> Result<KeptPair, StoreError> {
    Ok(KeptPair {
        id: KeptPairId::from_bytes(row.array("pair_id")?),
        program: RoomProgramId::from_bytes(row.array("program_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        other: LearnerId::from_bytes(row.array("other_id")?),
        kind: column::word(row, "kind", PairKind::from_word)?,
        reason: row.text("reason")?,
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        ended_at: row.time_or_null("ended_at")?,
        ended_by: row.array_or_null("ended_by")?.map(PersonId::from_bytes),
    })
}

/// Adds a group that stands for several days.
pub async fn add_stable(tx: &mut Tx, district: DistrictId, one: &StableGroup) -> Result<(), StoreError> {
    tx.run(
        "insert into stable_group (district_id, program_id, group_id, name, period_key, modality_key, room_key,
           educator_id, lesson_id, first_on, last_on, made_by, made_at, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            district,
            one.program,
            one.id,
            &one.name,
            &one.period,
            &one.modality,
            &one.room,
            one.educator,
            one.lesson,
            one.dates.begins(),
            one.dates.ends(),
            one.made_by,
            one.made_at,
            one.ended_at,
        ],
    )
    .await?;
    for learner in &one.learners {
        let sql = "insert into stable_group_learner (district_id, program_id, group_id, learner_id)
                   values ($1, $2, $3, $4)";
        tx.run(sql, args![district, one.program, one.id, *learner]).await?;
    }
    Ok(())
}

/// The groups of a program whose last day is not before `from` and that were not ended, by first day.
pub async fn stable(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    from: Date,
) -> Result<Vec<StableGroup>, StoreError> {
    let sql = "select program_id, group_id, name, period_key, modality_key, room_key, educator_id, lesson_id,
                 first_on, last_on, made_by, made_at, ended_at
               from stable_group
               where district_id = $1 and program_id = $2 and last_on >= $3 and ended_at is null
               order by first_on, group_id";
    let rows = tx.rows(sql, args![district, program, from]).await?;
    let mut all: Vec<StableGroup> = rows.iter().map(group).collect::<Result<_, _>>()?;
    let sql = "select group_id, learner_id from stable_group_learner
               where district_id = $1 and program_id = $2 order by group_id, learner_id";
    for row in tx.rows(sql, args![district, program]).await? {
        let id = StableGroupId::from_bytes(row.array("group_id")?);
        if let Some(found) = all.iter_mut().find(|one| one.id == id) {
            found.learners.push(LearnerId::from_bytes(row.array("learner_id")?));
        }
    }
    Ok(all)
}

/// Ends a group; whether it had not ended.
pub async fn end_stable(
    tx: &mut Tx,
    district: DistrictId,
    (program, id): (RoomProgramId, StableGroupId),
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "update stable_group set ended_at = $4
               where district_id = $1 and program_id = $2 and group_id = $3 and ended_at is null";
    Ok(tx.run(sql, args![district, program, id, at]).await? > 0)
}

fn group(row: &Row) -> Result<StableGroup, StoreError> {
    let dates = Dates::new(row.date_or_null("first_on")?, row.date_or_null("last_on")?)
        .map_err(|error| StoreError::Corrupt { column: "last_on", value: error.to_string() })?;
    Ok(StableGroup {
        id: StableGroupId::from_bytes(row.array("group_id")?),
        program: RoomProgramId::from_bytes(row.array("program_id")?),
        name: row.text("name")?,
        period: row.text("period_key")?,
        modality: row.text("modality_key")?,
        room: row.text("room_key")?,
        educator: row.array_or_null("educator_id")?.map(PersonId::from_bytes),
        lesson: row.array_or_null("lesson_id")?,
        dates,
        learners: Vec::new(),
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        ended_at: row.time_or_null("ended_at")?,
    })
}

/// Notes that a lesson may be given to a learner once more.
pub async fn agree_repeat(
    tx: &mut Tx,
    district: DistrictId,
    (program, learner, lesson): (RoomProgramId, LearnerId, [u8; 16]),
    (by, at): (PersonId, Timestamp),
) -> Result<(), StoreError> {
    let sql =
        "insert into agreed_repeat (district_id, program_id, learner_id, lesson_id, agreed_by, agreed_at)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (district_id, program_id, learner_id, lesson_id) do update set
                 agreed_by = excluded.agreed_by, agreed_at = excluded.agreed_at";
    tx.run(sql, args![district, program, learner, lesson, by, at]).await.map(drop)
}

/// Which lessons may be given to whom once more, and since when: one that was given after that may not.
pub async fn repeats(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
) -> Result<Vec<(LearnerId, [u8; 16], Timestamp)>, StoreError> {
    let sql = "select learner_id, lesson_id, agreed_at from agreed_repeat
               where district_id = $1 and program_id = $2 order by learner_id, lesson_id";
    let rows = tx.rows(sql, args![district, program]).await?;
    let repeat = |row: &Row| {
        let learner = LearnerId::from_bytes(row.array("learner_id")?);
        Ok((learner, row.array("lesson_id")?, row.time("agreed_at")?))
    };
    rows.iter().map(repeat).collect()
}
