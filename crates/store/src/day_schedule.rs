//! Schedules of days: what they were made from, each state, and who is not there.

use domain::{
    Date, DistrictId, LearnerId, PersonId, RoomProgramId, Timestamp,
    chain::Digest,
    room_program::{DayAbsence, DayVersion, OutKind},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

const COLUMNS: &str =
    "program_id, day, version, from_version, instance_digest, schedule, locks, accepted, did,
   worth, bound, milliseconds, made_by, made_at, published_by, published_at";

/// Keeps what a schedule is made from, once.
pub async fn keep_instance(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    (digest, text): (&Digest, &str),
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "insert into day_instance (district_id, program_id, digest, instance, kept_at)
               values ($1, $2, $3, $4, $5)
               on conflict (district_id, program_id, digest) do nothing";
    tx.run(sql, args![district, program, digest, text, now]).await.map(drop)
}

/// What a schedule was made from.
pub async fn instance(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    digest: &Digest,
) -> Result<Option<String>, StoreError> {
    let sql = "select instance from day_instance where district_id = $1 and program_id = $2 and digest = $3";
    tx.row(sql, args![district, program, digest]).await?.map(|row| row.text("instance")).transpose()
}

/// Adds a version; refused by the database where somebody else added one of the same number.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &DayVersion) -> Result<(), StoreError> {
    tx.run(
        "insert into day_schedule (district_id, program_id, day, version, from_version, instance_digest,
           schedule, locks, accepted, did, worth, bound, milliseconds, made_by, made_at, published_by,
           published_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        args![
            district,
            one.program,
            one.day,
            one.version,
            one.from,
            &one.instance,
            &one.schedule,
            &one.locks,
            &one.accepted,
            &one.did,
            one.worth,
            one.bound,
            one.milliseconds,
            one.made_by,
            one.made_at,
            one.published_by,
            one.published_at,
        ],
    )
    .await
    .map(drop)
}

/// One version.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
    version: i64,
) -> Result<Option<DayVersion>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from day_schedule
         where district_id = $1 and program_id = $2 and day = $3 and version = $4"
    );
    tx.row(&sql, args![district, program, day, version]).await?.as_ref().map(from_row).transpose()
}

/// The newest version of a day, draft or not.
pub async fn newest(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
) -> Result<Option<DayVersion>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from day_schedule where district_id = $1 and program_id = $2 and day = $3
         order by version desc limit 1"
    );
    tx.row(&sql, args![district, program, day]).await?.as_ref().map(from_row).transpose()
}

/// The newest version of a day that was published.
pub async fn published(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
) -> Result<Option<DayVersion>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from day_schedule
         where district_id = $1 and program_id = $2 and day = $3 and published_at is not null
         order by version desc limit 1"
    );
    tx.row(&sql, args![district, program, day]).await?.as_ref().map(from_row).transpose()
}

/// One version without its texts, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayLine {
    /// Which day.
    pub day: Date,
    /// Which version.
    pub version: i64,
    /// What was done.
    pub did: String,
    /// Who did it; `None` for the clock.
    pub made_by: Option<PersonId>,
    /// When.
    pub made_at: Timestamp,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

/// The versions of the days from `first` to `last`, by day, then newest first.
pub async fn lines(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    (first, last): (Date, Date),
) -> Result<Vec<DayLine>, StoreError> {
    let sql = "select day, version, did, made_by, made_at, published_at from day_schedule
               where district_id = $1 and program_id = $2 and day >= $3 and day <= $4
               order by day, version desc";
    let rows = tx.rows(sql, args![district, program, first, last]).await?;
    let line = |row: &Row| {
        Ok(DayLine {
            day: row.date("day")?,
            version: row.number("version")?,
            did: row.text("did")?,
            made_by: row.array_or_null("made_by")?.map(PersonId::from_bytes),
            made_at: row.time("made_at")?,
            published_at: row.time_or_null("published_at")?,
        })
    };
    rows.iter().map(line).collect()
}

/// The last day before `before` that was published.
pub async fn last_published_day(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    before: Date,
) -> Result<Option<Date>, StoreError> {
    let sql = "select max(day) as day from day_schedule
               where district_id = $1 and program_id = $2 and day < $3 and published_at is not null";
    tx.row(sql, args![district, program, before]).await?.map_or(Ok(None), |row| row.date_or_null("day"))
}

/// Publishes a version; whether it had not been.
pub async fn publish(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
    version: i64,
    (by, at): (PersonId, Timestamp),
) -> Result<bool, StoreError> {
    let sql = "update day_schedule set published_by = $5, published_at = $6
               where district_id = $1 and program_id = $2 and day = $3 and version = $4
                 and published_at is null";
    Ok(tx.run(sql, args![district, program, day, version, by, at]).await? > 0)
}

/// Takes away drafts of a day that were not published, below a version; how many.
pub async fn sweep_drafts(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
    below: i64,
) -> Result<u64, StoreError> {
    let sql = "delete from day_schedule
               where district_id = $1 and program_id = $2 and day = $3 and version < $4
                 and published_at is null";
    tx.run(sql, args![district, program, day, below]).await
}

/// Says whose day it is.
pub async fn put_learners(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
    learners: &[LearnerId],
) -> Result<(), StoreError> {
    let rows: Vec<Arg<'_>> = learners
        .iter()
        .flat_map(|learner| [Arg::from(district), Arg::from(*learner), Arg::from(day), Arg::from(program)])
        .collect();
    let head = "insert into day_learner (district_id, learner_id, day, program_id)";
    let tail = "on conflict (district_id, learner_id, day, program_id) do nothing";
    bulk::insert(tx, head, 4, tail, &rows).await.map(drop)
}

/// The programs in which a learner has a day.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    day: Date,
) -> Result<Vec<RoomProgramId>, StoreError> {
    let sql = "select program_id from day_learner
               where district_id = $1 and learner_id = $2 and day = $3 order by program_id";
    let rows = tx.rows(sql, args![district, learner, day]).await?;
    rows.iter().map(|row| row.array("program_id").map(RoomProgramId::from_bytes)).collect()
}

/// The programs that have a published schedule on a day, in id order.
pub async fn programs_on(
    tx: &mut Tx,
    district: DistrictId,
    day: Date,
) -> Result<Vec<RoomProgramId>, StoreError> {
    let sql = "select distinct program_id from day_schedule
               where district_id = $1 and day = $2 and published_at is not null order by program_id";
    let rows = tx.rows(sql, args![district, day]).await?;
    rows.iter().map(|row| row.array("program_id").map(RoomProgramId::from_bytes)).collect()
}

/// Marks who is not there; what was marked before of the same learner goes.
pub async fn put_absence(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
    one: &DayAbsence,
) -> Result<(), StoreError> {
    let sql = "insert into day_absence (district_id, program_id, day, learner_id, from_period, marked_by,
                 marked_at)
               values ($1, $2, $3, $4, $5, $6, $7)
               on conflict (district_id, program_id, day, learner_id) do update set
                 from_period = excluded.from_period, marked_by = excluded.marked_by,
                 marked_at = excluded.marked_at";
    let from = one.from_period.as_deref().unwrap_or_default();
    tx.run(sql, args![district, program, day, one.learner, from, one.marked_by, one.marked_at])
        .await
        .map(drop)
}

/// Takes back that a learner is not there.
pub async fn remove_absence(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
    learner: LearnerId,
) -> Result<(), StoreError> {
    let sql = "delete from day_absence
               where district_id = $1 and program_id = $2 and day = $3 and learner_id = $4";
    tx.run(sql, args![district, program, day, learner]).await.map(drop)
}

/// Who is not there, in id order.
pub async fn absences(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
) -> Result<Vec<DayAbsence>, StoreError> {
    let sql = "select learner_id, from_period, marked_by, marked_at from day_absence
               where district_id = $1 and program_id = $2 and day = $3 order by learner_id";
    let rows = tx.rows(sql, args![district, program, day]).await?;
    let absence = |row: &Row| {
        Ok(DayAbsence {
            learner: LearnerId::from_bytes(row.array("learner_id")?),
            from_period: Some(row.text("from_period")?).filter(|period| !period.is_empty()),
            marked_by: PersonId::from_bytes(row.array("marked_by")?),
            marked_at: row.time("marked_at")?,
        })
    };
    rows.iter().map(absence).collect()
}

/// Says which educators and rooms cannot be had; what was said before of the day goes.
pub async fn put_out(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
    all: &[(OutKind, String)],
    (by, at): (PersonId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "delete from day_out where district_id = $1 and program_id = $2 and day = $3";
    tx.run(sql, args![district, program, day]).await?;
    for (kind, key) in all {
        let sql = "insert into day_out (district_id, program_id, day, kind, key, marked_by, marked_at)
                   values ($1, $2, $3, $4, $5, $6, $7)
                   on conflict (district_id, program_id, day, kind, key) do nothing";
        tx.run(sql, args![district, program, day, kind.word(), key, by, at]).await?;
    }
    Ok(())
}

/// Which educators and rooms cannot be had.
pub async fn out(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
) -> Result<Vec<(OutKind, String)>, StoreError> {
    let sql = "select kind, key from day_out
               where district_id = $1 and program_id = $2 and day = $3 order by kind, key";
    let rows = tx.rows(sql, args![district, program, day]).await?;
    rows.iter().map(|row| Ok((column::word(row, "kind", OutKind::from_word)?, row.text("key")?))).collect()
}

fn from_row(row: &Row) -> Result<DayVersion, StoreError> {
    Ok(DayVersion {
        program: RoomProgramId::from_bytes(row.array("program_id")?),
        day: row.date("day")?,
        version: row.number("version")?,
        from: row.number_or_null("from_version")?,
        instance: row.array("instance_digest")?,
        schedule: row.text("schedule")?,
        locks: row.text("locks")?,
        accepted: row.text("accepted")?,
        did: row.text("did")?,
        worth: row.number("worth")?,
        bound: row.number_or_null("bound")?,
        milliseconds: row.number_or_null("milliseconds")?,
        made_by: row.array_or_null("made_by")?.map(PersonId::from_bytes),
        made_at: row.time("made_at")?,
        published_by: row.array_or_null("published_by")?.map(PersonId::from_bytes),
        published_at: row.time_or_null("published_at")?,
    })
}
