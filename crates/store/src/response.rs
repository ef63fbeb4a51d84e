//! The items of sittings, each in its place, with what was answered and what came of it.

use domain::{
    AssessmentId, AssignmentId, DistrictId, ItemId, LearnerId, Points, SittingId, Timestamp,
    sitting::ResponseState,
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

/// One item of one sitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Whose.
    pub learner: LearnerId,
    /// In which sitting.
    pub sitting: SittingId,
    /// In which place, from 0.
    pub place: i64,
    /// Which item.
    pub item: ItemId,
    /// Which version of it.
    pub item_version: i64,
    /// What everything random in it follows from.
    pub seed: i64,
    /// How far it is.
    pub state: ResponseState,
    /// How often it was submitted, for items that are answered in steps.
    pub tries: i64,
    /// The answer, as text; `None` for none yet.
    pub answer: Option<String>,
    /// What came of it, as text.
    pub outcomes: Option<String>,
    /// Points.
    pub points: Option<Points>,
    /// Of so many.
    pub points_possible: Option<Points>,
    /// Whether it is all right; `None` where that is not known.
    pub correct: Option<bool>,
    /// Whether the learner marked it to come back to.
    pub flagged: bool,
    /// How long it was worked on.
    ///
    /// Unit: milliseconds, by the server's clock.
    pub milliseconds: i64,
    /// When it was first shown.
    pub shown_at: Option<Timestamp>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// The device's own time of the answer, if it said one.
    pub device_at: Option<Timestamp>,
    /// The learner's earlier sitting that had the same item, where the bank had no other left.
    pub repeated_from: Option<SittingId>,
}

const COLUMNS: &str = "learner_id, sitting_id, place, item_id, item_version, seed, state, tries, answer,
    outcomes, points, points_possible, correct, flagged, milliseconds, shown_at, answered_at, device_at,
    repeated_from";

/// Adds or replaces responses.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Response]) -> Result<(), StoreError> {
    let rows: Vec<Arg<'_>> = all.iter().flat_map(|one| values(district, one)).collect();
    let head = format!("insert into response (district_id, {COLUMNS})");
    let tail = "on conflict (district_id, learner_id, sitting_id, place) do update set
        item_id = excluded.item_id, item_version = excluded.item_version, seed = excluded.seed,
        state = excluded.state, tries = excluded.tries, answer = excluded.answer,
        outcomes = excluded.outcomes, points = excluded.points, points_possible = excluded.points_possible,
        correct = excluded.correct, flagged = excluded.flagged, milliseconds = excluded.milliseconds,
        shown_at = excluded.shown_at, answered_at = excluded.answered_at, device_at = excluded.device_at,
        repeated_from = excluded.repeated_from";
    bulk::insert(tx, &head, 20, tail, &rows).await.map(drop)
}

fn values(district: DistrictId, one: &Response) -> [Arg<'_>; 20] {
    [
        district.into(),
        one.learner.into(),
        one.sitting.into(),
        one.place.into(),
        one.item.into(),
        one.item_version.into(),
        one.seed.into(),
        one.state.word().into(),
        one.tries.into(),
        (&one.answer).into(),
        (&one.outcomes).into(),
        one.points.into(),
        one.points_possible.into(),
        one.correct.map(i64::from).into(),
        one.flagged.into(),
        one.milliseconds.into(),
        one.shown_at.into(),
        one.answered_at.into(),
        one.device_at.into(),
        one.repeated_from.into(),
    ]
}

/// One response.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    sitting: SittingId,
    place: i64,
) -> Result<Option<Response>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from response
         where district_id = $1 and learner_id = $2 and sitting_id = $3 and place = $4"
    );
    tx.row(&sql, args![district, learner, sitting, place]).await?.as_ref().map(from_row).transpose()
}

/// The responses of a sitting, in order.
pub async fn of_sitting(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    sitting: SittingId,
) -> Result<Vec<Response>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from response where district_id = $1 and learner_id = $2 and sitting_id = $3
         order by place"
    );
    tx.rows(&sql, args![district, learner, sitting]).await?.iter().map(from_row).collect()
}

/// The responses of every sitting of an assignment, by learner, sitting and place.
pub async fn of_assignment(
    tx: &mut Tx,
    district: DistrictId,
    assignment: AssignmentId,
) -> Result<Vec<Response>, StoreError> {
    let columns = COLUMNS.split(',').map(|name| format!("r.{}", name.trim())).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "select {columns} from sitting s
         join response r on r.district_id = s.district_id and r.learner_id = s.learner_id
           and r.sitting_id = s.sitting_id
         where s.district_id = $1 and s.assignment_id = $2
         order by r.learner_id, r.sitting_id, r.place"
    );
    tx.rows(&sql, args![district, assignment]).await?.iter().map(from_row).collect()
}

/// Ended sittings that count and hold an item in another version than `version`, by learner, then sitting: whom a
/// mended key concerns.
pub async fn sittings_with_other(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
    version: i64,
) -> Result<Vec<(LearnerId, SittingId)>, StoreError> {
    let sql = "select distinct r.learner_id, r.sitting_id from response r
               join sitting s on s.district_id = r.district_id and s.learner_id = r.learner_id
                 and s.sitting_id = r.sitting_id
               where r.district_id = $1 and r.item_id = $2 and r.item_version <> $3
                 and s.state in ('scored', 'waiting')
               order by r.learner_id, r.sitting_id";
    let rows = tx.rows(sql, args![district, item, version]).await?;
    let read = |row: &Row| {
        let sitting = SittingId::from_bytes(row.array("sitting_id")?);
        Ok((LearnerId::from_bytes(row.array("learner_id")?), sitting))
    };
    rows.iter().map(read).collect()
}

/// Answers to an item, newest first.
pub async fn of_item(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
    limit: i64,
) -> Result<Vec<Response>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from response
         where district_id = $1 and item_id = $2 and answered_at is not null
         order by answered_at desc, learner_id, sitting_id limit $3"
    );
    tx.rows(&sql, args![district, item, limit]).await?.iter().map(from_row).collect()
}

/// In how many sittings an item was given, and in how many of them it was answered.
pub async fn times_of_item(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
) -> Result<(i64, i64), StoreError> {
    let sql = "select count(*) as given, count(answered_at) as answered from response
               where district_id = $1 and item_id = $2 and (state <> 'planned' or points is not null)";
    let row = tx.row(sql, args![district, item]).await?;
    row.map_or(Ok((0, 0)), |row| Ok((row.number("given")?, row.number("answered")?)))
}

/// One item of an ended sitting, beside what the others of that sitting came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The item.
    pub response: Response,
    /// What was taken.
    pub assessment: AssessmentId,
    /// Which version of its plan.
    pub plan_version: i64,
    /// The shares of points of the other scored items, added up.
    ///
    /// Unit: millionths of an item.
    pub others: i64,
    /// How many other scored items there are; one left without an answer is among them.
    pub other_items: i64,
}

/// An item in ended sittings that count and were not rushed: of the last `limit` answers to it, and of whoever left it
/// in that time; those answered last first.
pub async fn beside_others(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
    limit: i64,
) -> Result<Vec<Beside>, StoreError> {
    const ANSWERED: &str = "from response where district_id = $1 and item_id = $2 and answered_at is not null
        order by answered_at desc";
    const SITTING: &str = "join sitting s on s.district_id = $1 and s.learner_id = r.learner_id
        and s.sitting_id = r.sitting_id and s.state in ('scored', 'waiting') and coalesce(s.rushed, 0) = 0";
    const OTHERS: &str = "from response o where o.district_id = $1 and o.learner_id = a.learner_id
        and o.sitting_id = a.sitting_id and o.place <> a.place and o.points is not null
        and (o.state in ('shown', 'skipped') and o.points_possible is not null
          or o.state = 'answered' and o.points_possible > 0)";
    let columns = COLUMNS.split(',').map(|name| format!("r.{}", name.trim())).collect::<Vec<_>>().join(", ");
    let columns = format!("{columns}, s.assessment_id, s.version as plan_version");
    let sql = format!(
        "select a.*,
           (select cast(coalesce(sum(case when o.state = 'answered'
              then o.points * 1000000 / o.points_possible else 0 end), 0) as bigint) {OTHERS}) as others,
           (select count(*) {OTHERS}) as other_items
         from (select {columns} from (select {COLUMNS} {ANSWERED} limit $3) r {SITTING}
               union all
               select * from (select {columns} from response r {SITTING}
                 where r.district_id = $1 and r.item_id = $2 and r.answered_at is null and r.points is not null
                   and s.ended_at >= coalesce((select answered_at {ANSWERED} limit 1 offset $4), 0)
                 order by s.ended_at desc, r.learner_id, r.sitting_id limit $3) left_out) a
         order by coalesce(a.answered_at, 0) desc, a.learner_id, a.sitting_id"
    );
    let read = |row: &Row| {
        Ok(Beside {
            response: from_row(row)?,
            assessment: AssessmentId::from_bytes(row.array("assessment_id")?),
            plan_version: row.number("plan_version")?,
            others: row.number("others")?,
            other_items: row.number("other_items")?,
        })
    };
    let oldest = (limit - 1).max(0);
    tx.rows(&sql, args![district, item, limit, oldest]).await?.iter().map(read).collect()
}

/// Which items a learner has been shown, in which sitting, and when that began; oldest first.
pub async fn seen_by(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<(ItemId, SittingId, Timestamp)>, StoreError> {
    let sql = "select r.item_id, r.sitting_id, s.started_at from response r
               join sitting s on s.district_id = r.district_id and s.learner_id = r.learner_id
                 and s.sitting_id = r.sitting_id
               where r.district_id = $1 and r.learner_id = $2 and r.shown_at is not null
               order by s.started_at, r.sitting_id, r.place";
    let rows = tx.rows(sql, args![district, learner]).await?;
    let read = |row: &Row| {
        let sitting = SittingId::from_bytes(row.array("sitting_id")?);
        Ok((ItemId::from_bytes(row.array("item_id")?), sitting, row.time("started_at")?))
    };
    rows.iter().map(read).collect()
}

/// How often items were given since `since`, by item.
pub async fn times_given(
    tx: &mut Tx,
    district: DistrictId,
    since: Timestamp,
) -> Result<Vec<(ItemId, i64)>, StoreError> {
    let sql = "select item_id, count(*) as found from response
               where district_id = $1 and answered_at >= $2 group by item_id order by item_id";
    let rows = tx.rows(sql, args![district, since]).await?;
    let read = |row: &Row| Ok((ItemId::from_bytes(row.array("item_id")?), row.number("found")?));
    rows.iter().map(read).collect()
}

fn from_row(row: &Row) -> Result<Response, StoreError> {
    Ok(Response {
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        sitting: SittingId::from_bytes(row.array("sitting_id")?),
        place: row.number("place")?,
        item: ItemId::from_bytes(row.array("item_id")?),
        item_version: row.number("item_version")?,
        seed: row.number("seed")?,
        state: column::word(row, "state", ResponseState::from_word)?,
        tries: row.number("tries")?,
        answer: row.text_or_null("answer")?,
        outcomes: row.text_or_null("outcomes")?,
        points: row.points_or_null("points")?,
        points_possible: row.points_or_null("points_possible")?,
        correct: row.number_or_null("correct")?.map(|number| number == 1),
        flagged: row.flag("flagged")?,
        milliseconds: row.number("milliseconds")?,
        shown_at: row.time_or_null("shown_at")?,
        answered_at: row.time_or_null("answered_at")?,
        device_at: row.time_or_null("device_at")?,
        repeated_from: row.array_or_null("repeated_from")?.map(SittingId::from_bytes),
    })
}
