//! Assessments given to classes or to some of their learners, and who was let begin.

use domain::{AssessmentId, AssignmentId, DistrictId, LearnerId, PersonId, SectionId, SittingId, Timestamp};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

/// An assessment given to a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentId,
    /// What is given.
    pub assessment: AssessmentId,
    /// To which class.
    pub section: SectionId,
    /// To everybody in it; otherwise to those of [`learners_of`].
    pub everybody: bool,
    /// From when; `None` for at once.
    pub opens_at: Option<Timestamp>,
    /// Until when; `None` for without end.
    pub closes_at: Option<Timestamp>,
    /// What a proctor says before anybody begins; `None` for nothing.
    pub proctor_code: Option<String>,
    /// Who gave it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// Since when it is taken back.
    pub withdrawn_at: Option<Timestamp>,
    /// Since when learners see their results, where the plan waits for that.
    pub released_at: Option<Timestamp>,
}

/// Somebody let a learner begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlocking {
    /// Whom.
    pub learner: LearnerId,
    /// What.
    pub assignment: AssignmentId,
    /// 1, 2, 3, ... of this learner and assignment.
    pub place: i64,
    /// Who.
    pub unlocked_by: PersonId,
    /// When.
    pub unlocked_at: Timestamp,
    /// Until when it has to begin.
    pub until: Timestamp,
    /// Why, where a reason is asked for.
    pub reason: String,
    /// The sitting that began with it.
    pub sitting: Option<SittingId>,
}

const COLUMNS: &str = "assignment_id, assessment_id, section_id, everybody, opens_at, closes_at,
    proctor_code, made_by, made_at, withdrawn_at, released_at";

/// Sets an assignment, and to whom it is given where not to everybody.
pub async fn put(
    tx: &mut Tx,
    district: DistrictId,
    one: &Assignment,
    learners: &[LearnerId],
) -> Result<(), StoreError> {
    let sql = format!(
        "insert into assignment (district_id, {COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (district_id, assignment_id) do update set everybody = excluded.everybody,
           opens_at = excluded.opens_at, closes_at = excluded.closes_at,
           proctor_code = excluded.proctor_code, withdrawn_at = excluded.withdrawn_at,
           released_at = excluded.released_at"
    );
    let values = args![
        district,
        one.id,
        one.assessment,
        one.section,
        one.everybody,
        one.opens_at,
        one.closes_at,
        &one.proctor_code,
        one.made_by,
        one.made_at,
        one.withdrawn_at,
        one.released_at,
    ];
    tx.run(&sql, values).await?;
    let sql = "delete from assigned_learner where district_id = $1 and assignment_id = $2";
    tx.run(sql, args![district, one.id]).await?;
    let rows: Vec<Arg<'_>> =
        learners.iter().flat_map(|learner| [Arg::from(district), one.id.into(), (*learner).into()]).collect();
    let head = "insert into assigned_learner (district_id, assignment_id, learner_id)";
    let tail = "on conflict (district_id, assignment_id, learner_id) do nothing";
    bulk::insert(tx, head, 3, tail, &rows).await.map(drop)
}

/// One assignment.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    assignment: AssignmentId,
) -> Result<Option<Assignment>, StoreError> {
    let sql = format!("select {COLUMNS} from assignment where district_id = $1 and assignment_id = $2");
    tx.row(&sql, args![district, assignment]).await?.as_ref().map(from_row).transpose()
}

/// What was given to a class, newest first.
pub async fn of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    limit: i64,
) -> Result<Vec<Assignment>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from assignment where district_id = $1 and section_id = $2
         order by made_at desc, assignment_id limit $3"
    );
    tx.rows(&sql, args![district, section, limit]).await?.iter().map(from_row).collect()
}

/// What is given to one learner of a class and not taken back, newest first.
pub async fn for_learner_in(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    learner: LearnerId,
) -> Result<Vec<Assignment>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from assignment a
         where a.district_id = $1 and section_id = $2 and withdrawn_at is null and (everybody = 1 or exists
           (select 1 from assigned_learner l where l.district_id = $1
             and l.assignment_id = a.assignment_id and l.learner_id = $3))
         order by made_at desc, assignment_id limit 100"
    );
    tx.rows(&sql, args![district, section, learner]).await?.iter().map(from_row).collect()
}

/// To whom it is given, where not to everybody.
pub async fn learners_of(
    tx: &mut Tx,
    district: DistrictId,
    assignment: AssignmentId,
) -> Result<Vec<LearnerId>, StoreError> {
    let sql = "select learner_id from assigned_learner
               where district_id = $1 and assignment_id = $2 order by learner_id";
    let rows = tx.rows(sql, args![district, assignment]).await?;
    rows.iter().map(|row| row.array("learner_id").map(LearnerId::from_bytes)).collect()
}

/// Adds an unlocking.
pub async fn unlock(tx: &mut Tx, district: DistrictId, one: &Unlocking) -> Result<(), StoreError> {
    let sql = "insert into unlocking (district_id, learner_id, assignment_id, place, unlocked_by,
                 unlocked_at, until, reason, sitting_id)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = args![
        district,
        one.learner,
        one.assignment,
        one.place,
        one.unlocked_by,
        one.unlocked_at,
        one.until,
        &one.reason,
        one.sitting,
    ];
    tx.run(sql, values).await.map(drop)
}

/// Says which sitting began with an unlocking, so that it opens no other.
pub async fn use_unlocking(tx: &mut Tx, district: DistrictId, one: &Unlocking) -> Result<(), StoreError> {
    let sql = "update unlocking set sitting_id = $5
               where district_id = $1 and learner_id = $2 and assignment_id = $3 and place = $4";
    tx.run(sql, args![district, one.learner, one.assignment, one.place, one.sitting]).await.map(drop)
}

/// When a learner was let begin, oldest first.
pub async fn unlockings(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    assignment: AssignmentId,
) -> Result<Vec<Unlocking>, StoreError> {
    let sql = "select place, unlocked_by, unlocked_at, until, reason, sitting_id from unlocking
               where district_id = $1 and learner_id = $2 and assignment_id = $3 order by place";
    let rows = tx.rows(sql, args![district, learner, assignment]).await?;
    let read = |row: &Row| {
        Ok(Unlocking {
            learner,
            assignment,
            place: row.number("place")?,
            unlocked_by: PersonId::from_bytes(row.array("unlocked_by")?),
            unlocked_at: row.time("unlocked_at")?,
            until: row.time("until")?,
            reason: row.text("reason")?,
            sitting: row.array_or_null("sitting_id")?.map(SittingId::from_bytes),
        })
    };
    rows.iter().map(read).collect()
}

fn from_row(row: &Row) -> Result<Assignment, StoreError> {
    Ok(Assignment {
        id: AssignmentId::from_bytes(row.array("assignment_id")?),
        assessment: AssessmentId::from_bytes(row.array("assessment_id")?),
        section: SectionId::from_bytes(row.array("section_id")?),
        everybody: row.flag("everybody")?,
        opens_at: row.time_or_null("opens_at")?,
        closes_at: row.time_or_null("closes_at")?,
        proctor_code: row.text_or_null("proctor_code")?,
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        withdrawn_at: row.time_or_null("withdrawn_at")?,
        released_at: row.time_or_null("released_at")?,
    })
}
