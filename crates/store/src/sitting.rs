//! Learners taking assessments: one row per sitting, what happened in it, and plans between two attempts.

use domain::{
    AssessmentId, AssignmentId, DistrictId, LearnerId, PersonId, Points, SectionId, SittingId, Timestamp,
    sitting::{Medium, SittingState},
};

use crate::{Row, StoreError, Tx, args, column};

/// One learner taking an assessment once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// Whose.
    pub learner: LearnerId,
    /// Its id.
    pub id: SittingId,
    /// By which assignment.
    pub assignment: AssignmentId,
    /// What is taken.
    pub assessment: AssessmentId,
    /// Which version of its plan.
    pub version: i64,
    /// In which class.
    pub section: SectionId,
    /// Which attempt of this learner at this assessment, from 1.
    pub attempt: i64,
    /// On a screen or on paper.
    pub medium: Medium,
    /// What everything random in it follows from.
    pub seed: i64,
    /// How far it is.
    pub state: SittingState,
    /// Counts what was sent: whoever shows an earlier turn is stale.
    pub turn: i64,
    /// The item that is shown, from 0.
    pub place: i64,
    /// How many items there are so far.
    pub items: i64,
    /// How many of them are answered.
    pub answered: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// When anything was last sent.
    pub touched_at: Timestamp,
    /// Until when answers are taken; `None` for without limit.
    pub deadline: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Why, as a word: `submitted`, `time`, `stop`, `closed`, `annulled`.
    pub ended_why: Option<String>,
    /// Where an adaptive test stands.
    pub adaptive: Option<Vec<u8>>,
    /// Which version of the learner's accommodations was given.
    pub accommodation_version: Option<i64>,
    /// The browser tab that holds it: another one has to take it over first.
    pub holder: Option<String>,
    /// What the browser says it is, where the plan notes it.
    pub device: Option<String>,
    /// From which network, where the plan notes it.
    pub network: Option<String>,
    /// The code of its paper sheet.
    pub code: Option<String>,
    /// What came of it.
    pub points: Option<Points>,
    /// Of how much.
    pub points_possible: Option<Points>,
    /// Whether that passes.
    pub passed: Option<bool>,
    /// Whether the learner was rushing.
    pub rushed: Option<bool>,
    /// What else came of it, as text: placements, exemptions, what overlapped with earlier forms.
    pub result: String,
}

/// Something that happened in a sitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SittingEvent {
    /// 1, 2, 3, ... of this sitting.
    pub place: i64,
    /// When.
    pub at: Timestamp,
    /// What, as a word.
    pub what: String,
    /// What more there is to say.
    pub detail: String,
    /// Who did it; `None` for the learner or the platform.
    pub by: Option<PersonId>,
}

const COLUMNS: &str = "learner_id, sitting_id, assignment_id, assessment_id, version, section_id, attempt,
    medium, seed, state, turn, place, items, answered, started_at, touched_at, deadline, ended_at, ended_why,
    adaptive, accommodation_version, holder, device, network, code, points, points_possible, passed, rushed,
    result";

/// Adds a sitting.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Sitting) -> Result<(), StoreError> {
    let places = (2..=31).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!("insert into sitting (district_id, {COLUMNS}) values ($1, {places})");
    let values = args![
        district,
        one.learner,
        one.id,
        one.assignment,
        one.assessment,
        one.version,
        one.section,
        one.attempt,
        one.medium.word(),
        one.seed,
        one.state.word(),
        one.turn,
        one.place,
        one.items,
        one.answered,
        one.started_at,
        one.touched_at,
        one.deadline,
        one.ended_at,
        &one.ended_why,
        one.adaptive.as_deref(),
        one.accommodation_version,
        &one.holder,
        &one.device,
        &one.network,
        &one.code,
        one.points,
        one.points_possible,
        one.passed.map(i64::from),
        one.rushed.map(i64::from),
        &one.result,
    ];
    tx.run(&sql, values).await.map(drop)
}

/// Takes over where a sitting stands.
pub async fn update(tx: &mut Tx, district: DistrictId, one: &Sitting) -> Result<(), StoreError> {
    let sql = "update sitting set state = $4, turn = $5, place = $6, items = $7, answered = $8,
                 touched_at = $9, deadline = $10, ended_at = $11, ended_why = $12, adaptive = $13,
                 holder = $14, device = $15, network = $16, points = $17, points_possible = $18,
                 passed = $19, rushed = $20, result = $21
               where district_id = $1 and learner_id = $2 and sitting_id = $3";
    let values = args![
        district,
        one.learner,
        one.id,
        one.state.word(),
        one.turn,
        one.place,
        one.items,
        one.answered,
        one.touched_at,
        one.deadline,
        one.ended_at,
        &one.ended_why,
        one.adaptive.as_deref(),
        &one.holder,
        &one.device,
        &one.network,
        one.points,
        one.points_possible,
        one.passed.map(i64::from),
        one.rushed.map(i64::from),
        &one.result,
    ];
    tx.run(sql, values).await.map(drop)
}

/// One sitting.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    sitting: SittingId,
) -> Result<Option<Sitting>, StoreError> {
    let sql = format!("select {COLUMNS} from sitting where district_id = $1 and sitting_id = $2");
    tx.row(&sql, args![district, sitting]).await?.as_ref().map(from_row).transpose()
}

/// The sitting of a paper sheet's code.
pub async fn by_code(tx: &mut Tx, district: DistrictId, code: &str) -> Result<Option<Sitting>, StoreError> {
    let sql = format!("select {COLUMNS} from sitting where district_id = $1 and code = $2");
    tx.row(&sql, args![district, code]).await?.as_ref().map(from_row).transpose()
}

/// Every sitting of a learner with one assessment, oldest first.
pub async fn of_learner_with(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    assessment: AssessmentId,
) -> Result<Vec<Sitting>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from sitting where district_id = $1 and learner_id = $2 and assessment_id = $3
         order by started_at, sitting_id"
    );
    tx.rows(&sql, args![district, learner, assessment]).await?.iter().map(from_row).collect()
}

/// The newest sittings of a learner.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    limit: i64,
) -> Result<Vec<Sitting>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from sitting where district_id = $1 and learner_id = $2
         order by started_at desc, sitting_id limit $3"
    );
    tx.rows(&sql, args![district, learner, limit]).await?.iter().map(from_row).collect()
}

/// Every sitting of an assignment, by learner, then oldest first.
pub async fn of_assignment(
    tx: &mut Tx,
    district: DistrictId,
    assignment: AssignmentId,
) -> Result<Vec<Sitting>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from sitting where district_id = $1 and assignment_id = $2
         order by learner_id, started_at, sitting_id"
    );
    tx.rows(&sql, args![district, assignment]).await?.iter().map(from_row).collect()
}

/// Every sitting of an assessment, by learner, then oldest first.
pub async fn of_assessment(
    tx: &mut Tx,
    district: DistrictId,
    assessment: AssessmentId,
) -> Result<Vec<Sitting>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from sitting where district_id = $1 and assignment_id in
           (select assignment_id from assignment where district_id = $1 and assessment_id = $2)
         order by learner_id, started_at, sitting_id"
    );
    tx.rows(&sql, args![district, assessment]).await?.iter().map(from_row).collect()
}

/// Open sittings whose time is over.
pub async fn overdue(
    tx: &mut Tx,
    district: DistrictId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Sitting>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from sitting where district_id = $1 and state = 'open' and deadline < $2
         order by deadline limit $3"
    );
    tx.rows(&sql, args![district, now, limit]).await?.iter().map(from_row).collect()
}

/// Notes what happened, after what happened before.
pub async fn note(
    tx: &mut Tx,
    district: DistrictId,
    sitting: (LearnerId, SittingId),
    event: &SittingEvent,
) -> Result<(), StoreError> {
    let sql =
        "insert into sitting_event (district_id, learner_id, sitting_id, place, at, what, detail, person_id)
               select $1, $2, $3, coalesce(max(place), 0) + 1, $4, $5, $6, $7 from sitting_event
               where district_id = $1 and learner_id = $2 and sitting_id = $3";
    let (learner, sitting) = sitting;
    let values = args![district, learner, sitting, event.at, &event.what, &event.detail, event.by];
    tx.run(sql, values).await.map(drop)
}

/// What happened in a sitting, in order.
pub async fn events(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    sitting: SittingId,
) -> Result<Vec<SittingEvent>, StoreError> {
    let sql = "select place, at, what, detail, person_id from sitting_event
               where district_id = $1 and learner_id = $2 and sitting_id = $3 order by place";
    let rows = tx.rows(sql, args![district, learner, sitting]).await?;
    let read = |row: &Row| {
        Ok(SittingEvent {
            place: row.number("place")?,
            at: row.time("at")?,
            what: row.text("what")?,
            detail: row.text("detail")?,
            by: row.array_or_null("person_id")?.map(PersonId::from_bytes),
        })
    };
    rows.iter().map(read).collect()
}

/// Keeps what a learner plans after a sitting.
pub async fn put_reflection(
    tx: &mut Tx,
    district: DistrictId,
    sitting: (LearnerId, SittingId),
    text: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "insert into reflection (district_id, learner_id, sitting_id, plan, written_at)
               values ($1, $2, $3, $4, $5)
               on conflict (district_id, learner_id, sitting_id) do update set plan = excluded.plan,
                 written_at = excluded.written_at";
    tx.run(sql, args![district, sitting.0, sitting.1, text, now]).await.map(drop)
}

/// What a learner planned after a sitting, and when.
pub async fn reflection(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    sitting: SittingId,
) -> Result<Option<(String, Timestamp)>, StoreError> {
    let sql = "select plan, written_at from reflection
               where district_id = $1 and learner_id = $2 and sitting_id = $3";
    let row = tx.row(sql, args![district, learner, sitting]).await?;
    row.map(|row| Ok((row.text("plan")?, row.time("written_at")?))).transpose()
}

fn from_row(row: &Row) -> Result<Sitting, StoreError> {
    let flag = |column| Ok::<_, StoreError>(row.number_or_null(column)?.map(|number| number == 1));
    Ok(Sitting {
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        id: SittingId::from_bytes(row.array("sitting_id")?),
        assignment: AssignmentId::from_bytes(row.array("assignment_id")?),
        assessment: AssessmentId::from_bytes(row.array("assessment_id")?),
        version: row.number("version")?,
        section: SectionId::from_bytes(row.array("section_id")?),
        attempt: row.number("attempt")?,
        medium: column::word(row, "medium", Medium::from_word)?,
        seed: row.number("seed")?,
        state: column::word(row, "state", SittingState::from_word)?,
        turn: row.number("turn")?,
        place: row.number("place")?,
        items: row.number("items")?,
        answered: row.number("answered")?,
        started_at: row.time("started_at")?,
        touched_at: row.time("touched_at")?,
        deadline: row.time_or_null("deadline")?,
        ended_at: row.time_or_null("ended_at")?,
        ended_why: row.text_or_null("ended_why")?,
        adaptive: row.bytes_or_null("adaptive")?,
        accommodation_version: row.number_or_null("accommodation_version")?,
        holder: row.text_or_null("holder")?,
        device: row.text_or_null("device")?,
        network: row.text_or_null("network")?,
        code: row.text_or_null("code")?,
        points: row.points_or_null("points")?,
        points_possible: row.points_or_null("points_possible")?,
        passed: flag("passed")?,
        rushed: flag("rushed")?,
        result: row.text("result")?,
    })
}
