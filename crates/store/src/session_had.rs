//! What the days gave: sessions that learners had, how well the schedule served them, and exit slips of groups.

use domain::{
    AssignmentId, CompetencyId, Date, DistrictId, LearnerId, PersonId, RoomProgramId,
    room_program::{GroupSlip, SessionHad},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

const COLUMNS: &str =
    "learner_id, program_id, day, period_key, modality_key, minutes, screen, lesson_id, competency_id";

/// Writes what learners had; what was written before of the same period goes.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[SessionHad]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 10);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.learner,
            one.program,
            one.day,
            &one.period,
            &one.modality,
            one.minutes,
            one.screen,
            one.lesson,
            one.competency,
        ]);
    }
    let head = "insert into session_had (district_id, learner_id, program_id, day, period_key, modality_key,
                  minutes, screen, lesson_id, competency_id)";
    let tail = "on conflict (district_id, learner_id, program_id, day, period_key) do update set
                  modality_key = excluded.modality_key, minutes = excluded.minutes, screen = excluded.screen,
                  lesson_id = excluded.lesson_id, competency_id = excluded.competency_id";
    bulk::insert(tx, head, 10, tail, &rows).await.map(drop)
}

/// Takes away what a day gave, to be written anew.
pub async fn remove(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
) -> Result<(), StoreError> {
    let sql = "delete from session_had where district_id = $1 and program_id = $2 and day = $3";
    tx.run(sql, args![district, program, day]).await.map(drop)
}

/// What a program gave from `first` to `last`, by day, learner and period.
pub async fn of_program(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    (first, last): (Date, Date),
) -> Result<Vec<SessionHad>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from session_had
         where district_id = $1 and program_id = $2 and day >= $3 and day <= $4
         order by day, learner_id, period_key"
    );
    tx.rows(&sql, args![district, program, first, last]).await?.iter().map(from_row).collect()
}

/// What one learner had from `first` to `last`, in all programs, by day and period.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    (first, last): (Date, Date),
) -> Result<Vec<SessionHad>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from session_had
         where district_id = $1 and learner_id = $2 and day >= $3 and day <= $4
         order by day, program_id, period_key"
    );
    tx.rows(&sql, args![district, learner, first, last]).await?.iter().map(from_row).collect()
}

/// The last day of which it is written what it gave.
pub async fn last_day(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
) -> Result<Option<Date>, StoreError> {
    let sql = "select max(day) as day from session_had where district_id = $1 and program_id = $2";
    tx.row(sql, args![district, program]).await?.map_or(Ok(None), |row| row.date_or_null("day"))
}

/// Writes how well the days up to one served learners. Unit: millionths.
pub async fn put_served(
    tx: &mut Tx,
    district: DistrictId,
    (program, day): (RoomProgramId, Date),
    all: &[(LearnerId, i64)],
) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 5);
    for (learner, served) in all {
        rows.extend_from_slice(args![district, *learner, program, day, *served]);
    }
    let head = "insert into day_served (district_id, learner_id, program_id, day, served)";
    let tail =
        "on conflict (district_id, learner_id, program_id, day) do update set served = excluded.served";
    bulk::insert(tx, head, 5, tail, &rows).await.map(drop)
}

/// How well the days before `before` served learners, the latest of each.
pub async fn served(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    before: Date,
) -> Result<Vec<(LearnerId, i64)>, StoreError> {
    let sql = "select learner_id, served from (
                 select learner_id, served,
                   row_number() over (partition by learner_id order by day desc) as place
                 from day_served where district_id = $1 and program_id = $2 and day < $3) latest
               where place = 1 order by learner_id";
    let rows = tx.rows(sql, args![district, program, before]).await?;
    let one = |row: &Row| Ok((LearnerId::from_bytes(row.array("learner_id")?), row.number("served")?));
    rows.iter().map(one).collect()
}

/// Notes an exit slip of a group.
pub async fn add_slip(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    one: &GroupSlip,
) -> Result<(), StoreError> {
    tx.run(
        "insert into group_slip (district_id, program_id, day, period_key, room_key, modality_key,
           competency_id, assignment_id, given_by, given_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            district,
            program,
            one.day,
            &one.period,
            &one.room,
            &one.modality,
            one.competency,
            one.assignment,
            one.given_by,
            one.given_at
        ],
    )
    .await
    .map(drop)
}

/// The exit slips of the days from `first` to `last`, in the order in which they were given.
pub async fn slips(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    (first, last): (Date, Date),
) -> Result<Vec<GroupSlip>, StoreError> {
    let sql =
        "select day, period_key, room_key, modality_key, competency_id, assignment_id, given_by, given_at
               from group_slip where district_id = $1 and program_id = $2 and day >= $3 and day <= $4
               order by given_at, assignment_id";
    let rows = tx.rows(sql, args![district, program, first, last]).await?;
    let slip = |row: &Row| {
        Ok(GroupSlip {
            day: row.date("day")?,
            period: row.text("period_key")?,
            room: row.text("room_key")?,
            modality: row.text("modality_key")?,
            competency: CompetencyId::from_bytes(row.array("competency_id")?),
            assignment: AssignmentId::from_bytes(row.array("assignment_id")?),
            given_by: PersonId::from_bytes(row.array("given_by")?),
            given_at: row.time("given_at")?,
        })
    };
    rows.iter().map(slip).collect()
}

fn from_row(row: &Row) -> Result<SessionHad, StoreError> {
    Ok(SessionHad {
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        program: RoomProgramId::from_bytes(row.array("program_id")?),
        day: row.date("day")?,
        period: row.text("period_key")?,
        modality: row.text("modality_key")?,
        minutes: row.number("minutes")?,
        screen: row.flag("screen")?,
        lesson: row.array_or_null("lesson_id")?,
        competency: row.array_or_null("competency_id")?.map(CompetencyId::from_bytes),
    })
}
