//! Days of a program: made, changed, published, repaired; a learner's and an educator's day.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{Date, LearnerId, RoomProgramId, attendance::Presence, room_program::OutKind};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, change_day, doses, give_slips, mark_periods, my_day, repair_day, schedule_day,
    schedule_day::Making, show_day, why_seat,
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    room_programs::RoomVersion,
    scalars::{Day, Id, Moment, Number},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/room-programs/{program}/days", get(list_days))
        .route("/room-programs/{program}/days/{day}", get(show_day_of).post(make_day))
        .route("/room-programs/{program}/days/{day}/changes", post(change_day_of))
        .route("/room-programs/{program}/days/{day}/publication", post(publish_day_of))
        .route("/room-programs/{program}/days/{day}/morning", get(show_morning_of).post(repair_day_of))
        .route("/room-programs/{program}/days/{day}/attendance/{period}", post(mark_period_of))
        .route("/room-programs/{program}/days/{day}/slips", post(give_slips_of))
        .route("/room-programs/{program}/days/{day}/seats/{learner}/{period}", get(why_seat_of))
        .route("/room-programs/{program}/doses", get(show_doses_of))
        .route("/learners/{learner}/day", get(show_day_of_learner))
        .route("/me/day", get(show_my_groups))
}

/// The day of an address.
fn day(text: &str) -> Result<Date, Refusal> {
    let read: Result<Date, _> = text.parse();
    let found = read.ok().filter(|day| domain::time::YEARS.contains(&day.year()));
    found.ok_or(Refusal::NotFound("this day"))
}

/// A day of which anything is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomDayLine {
    /// Which.
    pub day: Day,
    /// Whether there is a draft that is newer than what is published.
    pub draft: bool,
    /// Whether something is published.
    pub published: bool,
}

/// Lists the days of a program around today.
#[utoipa::path(get, path = "/api/v1/room-programs/{program}/days", tag = "Rooms",
    responses((status = 200, body = Vec<RoomDayLine>)))]
pub(super) async fn list_days(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
) -> Result<Json<Vec<RoomDayLine>>, ApiError> {
    let days = show_day::list_days(&site.app, &actor, program).await?.days;
    let shown = days.into_iter().map(|one| RoomDayLine {
        day: Day(one.day),
        draft: one.draft,
        published: one.published,
    });
    Ok(Json(shown.collect()))
}

/// A day as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomDayShown {
    /// Which.
    pub day: Day,
    /// `idle`, `making`, or `failed`.
    pub making: String,
    /// Why it could not be made.
    pub failed: Option<String>,
    /// The newest version; for who may not change it, what was published.
    pub version: Option<i64>,
    /// Which version is published.
    pub published: Option<i64>,
    /// What it is worth.
    pub worth: Option<Number>,
    /// What no schedule is worth more than, as far as it was proven.
    pub bound: Option<Number>,
    /// The groups, by period, then room.
    pub groups: Vec<RoomGroup>,
    /// Who watches which room.
    pub watches: Vec<RoomWatch>,
    /// What is broken; nothing for who may not change it.
    pub breaches: Vec<RoomBreach>,
    /// What people decided, in their order.
    pub locks: Vec<String>,
    /// Who moves from what is published to this version.
    pub moved: Vec<RoomMove>,
    /// What was done, newest first.
    pub versions: Vec<RoomDayVersion>,
}

/// A group of a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomGroup {
    /// Its place in the schedule, which changes name.
    pub group: usize,
    /// The key of the period.
    pub period: String,
    /// The key of the room.
    pub room: String,
    /// The key of the way of learning.
    pub modality: String,
    /// Who leads it.
    pub educator: Option<String>,
    /// The lesson of all.
    pub lesson: Option<String>,
    /// Who is in it, with their own lesson.
    pub seats: Vec<RoomSeat>,
}

/// A seat.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomSeat {
    /// Who.
    pub learner: String,
    /// What they work on.
    pub lesson: Option<String>,
}

/// Somebody who watches a room.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomWatch {
    /// The key of the period.
    pub period: String,
    /// The key of the room.
    pub room: String,
    /// Who.
    pub educator: String,
}

/// A broken rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomBreach {
    /// What is accepted when it is.
    pub key: String,
    /// In a sentence.
    pub sentence: String,
    /// Whether it can never be published.
    pub never: bool,
    /// Who accepted it.
    pub accepted_by: Option<String>,
}

/// A learner who moves.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomMove {
    /// Who.
    pub learner: String,
    /// The period's name.
    pub period: String,
    /// The room they were in.
    pub from_room: Option<String>,
    /// The room they are in.
    pub to_room: Option<String>,
}

/// A version of a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomDayVersion {
    /// Counts from 1.
    pub version: i64,
    /// What was done.
    pub did: String,
    /// When.
    pub made_at: Moment,
    /// When it was published.
    pub published_at: Option<Moment>,
}

/// Shows a day.
#[utoipa::path(get, path = "/api/v1/room-programs/{program}/days/{day}", tag = "Rooms",
    responses((status = 200, body = RoomDayShown)))]
pub(super) async fn show_day_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, text)): Named<(RoomProgramId, String)>,
) -> Result<Json<RoomDayShown>, ApiError> {
    let found = show_day::show_day(&site.app, &actor, program, day(&text)?).await?;
    Ok(Json(shown(&found)))
}

fn shown(found: &show_day::DayShown) -> RoomDayShown {
    let (making, failed) = match &found.making {
        Making::Idle => ("idle", None),
        Making::Since(_) => ("making", None),
        Making::Failed(why) => ("failed", Some(why.clone())),
    };
    let mut day = RoomDayShown {
        day: Day(found.day),
        making: making.to_owned(),
        failed,
        version: found.state.as_ref().map(|state| state.version.version),
        published: found.published,
        worth: None,
        bound: None,
        groups: Vec::new(),
        watches: Vec::new(),
        breaches: found
            .breaches
            .iter()
            .map(|one| RoomBreach {
                key: one.key.clone(),
                sentence: one.sentence.clone(),
                never: one.never,
                accepted_by: one.accepted.as_ref().map(|one| one.by.clone()),
            })
            .collect(),
        locks: Vec::new(),
        moved: found
            .moved
            .iter()
            .map(|one| RoomMove {
                learner: one.learner.clone(),
                period: one.period.clone(),
                from_room: one.from.as_ref().map(|seat| seat.room.clone()),
                to_room: one.to.as_ref().map(|seat| seat.room.clone()),
            })
            .collect(),
        versions: found
            .lines
            .iter()
            .map(|one| RoomDayVersion {
                version: one.version,
                did: usecases::day_state::told(&one.did, &found.names),
                made_at: Moment(one.made_at),
                published_at: one.published_at.map(Moment),
            })
            .collect(),
    };
    let Some(state) = &found.state else { return day };
    let instance = &state.instance;
    let lesson = |place: Option<usize>| place.map(|place| instance.lessons[place].name.clone());
    day.worth = Some(Number(domain::Points::from_millionths(state.version.worth)));
    day.bound = state.version.bound.map(|bound| Number(domain::Points::from_millionths(bound)));
    day.locks = crate::room_words::locks(state).into_iter().map(|one| one.said).collect();
    day.groups = state
        .schedule
        .groups
        .iter()
        .enumerate()
        .map(|(place, group)| RoomGroup {
            group: place,
            period: instance.periods[group.period].id.clone(),
            room: instance.rooms[group.room].id.clone(),
            modality: instance.modalities[group.modality].id.clone(),
            educator: group.educator.map(|one| instance.educators[one].id.clone()),
            lesson: lesson(group.lesson),
            seats: group
                .seats
                .iter()
                .map(|seat| RoomSeat {
                    learner: instance.learners[seat.learner].id.clone(),
                    lesson: lesson(seat.lesson),
                })
                .collect(),
        })
        .collect();
    day.watches = state
        .schedule
        .watches
        .iter()
        .map(|one| RoomWatch {
            period: instance.periods[one.period].id.clone(),
            room: instance.rooms[one.room].id.clone(),
            educator: instance.educators[one.educator].id.clone(),
        })
        .collect();
    day
}

/// Begins to make a day, with the locks that stand; ask for the day again until it is no longer being made.
#[utoipa::path(post, path = "/api/v1/room-programs/{program}/days/{day}", tag = "Rooms",
    responses((status = 202, body = RoomDayShown)))]
pub(super) async fn make_day(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, text)): Named<(RoomProgramId, String)>,
) -> Result<(StatusCode, Json<RoomDayShown>), ApiError> {
    let on = day(&text)?;
    schedule_day::start_schedule_day(&site.app, &actor, program, on).await?;
    let found = show_day::show_day(&site.app, &actor, program, on).await?;
    Ok((StatusCode::ACCEPTED, Json(shown(&found))))
}

/// A change of a version. `kind` says which of the other fields count.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomDayChange {
    /// The version that was seen.
    version: i64,
    /// `move`, `open`, `group`, `watch`, `lock_seat`, `lock_educator`, `free_educator`, `close_room`, `unlock`,
    /// `accept` or `undo`.
    kind: String,
    /// Who: of `move`, `open`, `lock_seat`.
    learner: Option<Id>,
    /// The place of a group: of `move`, `group`.
    group: Option<usize>,
    /// The key of a period: of `open`, `watch` and the locks.
    period: Option<String>,
    /// The key of a room: of `open`, `group`, `watch`, `close_room`.
    room: Option<String>,
    /// The key of a way of learning: of `open`.
    modality: Option<String>,
    /// Who: of `open`, `group`, `watch`, `lock_educator`, `free_educator`; an empty text for nobody.
    educator: Option<String>,
    /// The id of a lesson of the day: of `open`, `group`.
    lesson: Option<String>,
    /// The place of a lock: of `unlock`.
    lock: Option<usize>,
    /// The key of a breach: of `accept`.
    breach: Option<String>,
    /// Why: of `accept`.
    reason: Option<String>,
}

impl RoomDayChange {
    fn read(self) -> Result<change_day::DayChange, Refusal> {
        let missing = |field: &'static str| Refusal::invalid(field, "is missing for this kind of change");
        let text = |field: &'static str, value: Option<String>| value.ok_or_else(|| missing(field));
        let learner = self.learner.map(|one| one.to_string());
        Ok(match self.kind.as_str() {
            "move" => change_day::DayChange::Move {
                learner: text("learner", learner)?,
                group: self.group.ok_or_else(|| missing("group"))?,
            },
            "open" => change_day::DayChange::Open {
                learner: text("learner", learner)?,
                period: text("period", self.period)?,
                room: text("room", self.room)?,
                modality: text("modality", self.modality)?,
                educator: self.educator,
                lesson: self.lesson,
            },
            "group" => change_day::DayChange::Group {
                group: self.group.ok_or_else(|| missing("group"))?,
                room: self.room,
                educator: self.educator,
                lesson: self.lesson,
            },
            "watch" => change_day::DayChange::Watch {
                period: text("period", self.period)?,
                room: text("room", self.room)?,
                educator: text("educator", self.educator)?,
            },
            "lock_seat" => change_day::DayChange::LockSeat {
                learner: text("learner", learner)?,
                period: text("period", self.period)?,
            },
            "lock_educator" => change_day::DayChange::LockEducator {
                educator: text("educator", self.educator)?,
                period: text("period", self.period)?,
            },
            "free_educator" => change_day::DayChange::FreeEducator {
                educator: text("educator", self.educator)?,
                period: text("period", self.period)?,
            },
            "close_room" => change_day::DayChange::CloseRoom {
                room: text("room", self.room)?,
                period: text("period", self.period)?,
            },
            "unlock" => change_day::DayChange::Unlock { lock: self.lock.ok_or_else(|| missing("lock"))? },
            "accept" => change_day::DayChange::Accept {
                breach: text("breach", self.breach)?,
                reason: text("reason", self.reason)?,
            },
            "undo" => change_day::DayChange::Undo,
            other => return Err(Refusal::invalid("kind", format!("\"{other}\" is no change of a day"))),
        })
    }
}

/// Changes a version of a day; the new version.
#[utoipa::path(post, path = "/api/v1/room-programs/{program}/days/{day}/changes", tag = "Rooms",
    request_body = RoomDayChange, responses((status = 200, body = RoomVersion)))]
pub(super) async fn change_day_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, text)): Named<(RoomProgramId, String)>,
    Sent(change): Sent<RoomDayChange>,
) -> Result<Json<RoomVersion>, ApiError> {
    let (on, version) = (day(&text)?, change.version);
    let version = change_day::change_day(&site.app, &actor, program, on, version, change.read()?).await?;
    Ok(Json(RoomVersion { version }))
}

/// The version that was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenRoomDay {
    /// Counts from 1.
    version: i64,
}

/// Publishes a version of a day.
#[utoipa::path(post, path = "/api/v1/room-programs/{program}/days/{day}/publication", tag = "Rooms",
    request_body = SeenRoomDay, responses((status = 204)))]
pub(super) async fn publish_day_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, text)): Named<(RoomProgramId, String)>,
    Sent(seen): Sent<SeenRoomDay>,
) -> Result<StatusCode, ApiError> {
    change_day::publish_day(&site.app, &actor, program, day(&text)?, seen.version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is missing and what cannot be had.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomMorning {
    /// Who does not come.
    #[serde(default)]
    pub absent: Vec<Id>,
    /// Who comes later.
    #[serde(default)]
    pub late: Vec<RoomLate>,
    /// Educators, by id.
    #[serde(default)]
    pub educators_out: Vec<String>,
    /// Rooms, by key.
    #[serde(default)]
    pub rooms_out: Vec<String>,
}

/// Somebody who comes later.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomLate {
    /// Who.
    pub learner: Id,
    /// The key of the first period in which they are there.
    pub from: String,
}

/// Shows what is marked of a day.
#[utoipa::path(get, path = "/api/v1/room-programs/{program}/days/{day}/morning", tag = "Rooms",
    responses((status = 200, body = RoomMorning)))]
pub(super) async fn show_morning_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, text)): Named<(RoomProgramId, String)>,
) -> Result<Json<RoomMorning>, ApiError> {
    let marked = repair_day::show_morning(&site.app, &actor, program, day(&text)?).await?;
    let out = |kind: OutKind| {
        marked.out.iter().filter(|(known, _)| *known == kind).map(|(_, key)| key.clone()).collect()
    };
    Ok(Json(RoomMorning {
        educators_out: out(OutKind::Educator),
        rooms_out: out(OutKind::Room),
        absent: marked.absent.into_iter().map(Into::into).collect(),
        late: marked
            .late
            .into_iter()
            .map(|(learner, from)| RoomLate { learner: learner.into(), from })
            .collect(),
    }))
}

/// Marks who is missing and what cannot be had, and drafts a repair of what was published; the new version.
#[utoipa::path(post, path = "/api/v1/room-programs/{program}/days/{day}/morning", tag = "Rooms",
    request_body = RoomMorning, responses((status = 200, body = RoomVersion)))]
pub(super) async fn repair_day_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, text)): Named<(RoomProgramId, String)>,
    Sent(morning): Sent<RoomMorning>,
) -> Result<Json<RoomVersion>, ApiError> {
    let educators = morning.educators_out.into_iter().map(|key| (OutKind::Educator, key));
    let morning = repair_day::Morning {
        absent: morning.absent.into_iter().map(Into::into).collect(),
        late: morning.late.into_iter().map(|one| (one.learner.into(), one.from)).collect(),
        out: educators.chain(morning.rooms_out.into_iter().map(|key| (OutKind::Room, key))).collect(),
    };
    let version = repair_day::repair_day(&site.app, &actor, program, day(&text)?, morning).await?;
    Ok(Json(RoomVersion { version }))
}

/// Who was not there in a period.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomAttendance {
    /// Who was not there.
    #[serde(default)]
    absent: Vec<Id>,
    /// Who came late.
    #[serde(default)]
    late: Vec<Id>,
}

/// How much was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomAttendanceKept {
    /// Entries that were new or changed.
    pub entries: usize,
}

/// Keeps the attendance of one period; everybody else with a seat was there.
#[utoipa::path(post, path = "/api/v1/room-programs/{program}/days/{day}/attendance/{period}", tag = "Rooms",
    request_body = RoomAttendance, responses((status = 200, body = RoomAttendanceKept)))]
pub(super) async fn mark_period_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, text, period)): Named<(RoomProgramId, String, String)>,
    Sent(marks): Sent<RoomAttendance>,
) -> Result<Json<RoomAttendanceKept>, ApiError> {
    let late = marks.late.into_iter().map(|one| (one.into(), Presence::Late(1)));
    let all = marks.absent.into_iter().map(|one| (one.into(), Presence::Absent)).chain(late).collect();
    let entries = mark_periods::mark_period(&site.app, &actor, program, day(&text)?, &period, all).await?;
    Ok(Json(RoomAttendanceKept { entries }))
}

/// A group of the published day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomGroupNamed {
    /// Its place in the schedule.
    group: usize,
}

/// Gives the exit slips of one group: one for each competency; those that were given already are not again.
#[utoipa::path(post, path = "/api/v1/room-programs/{program}/days/{day}/slips", tag = "Rooms",
    request_body = RoomGroupNamed, responses((status = 200, body = Vec<Id>)))]
pub(super) async fn give_slips_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, text)): Named<(RoomProgramId, String)>,
    Sent(one): Sent<RoomGroupNamed>,
) -> Result<Json<Vec<Id>>, ApiError> {
    let given = give_slips::give_group_slips(&site.app, &actor, program, day(&text)?, one.group).await?;
    Ok(Json(given.into_iter().map(Into::into).collect()))
}

/// Why a learner sits where they sit, for staff.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomWhy {
    /// The room; nothing for no seat.
    pub room: Option<String>,
    /// The way of learning.
    pub modality: Option<String>,
    /// What the seat is worth.
    pub worth: Option<f64>,
    /// What an hour of its competency is worth to the learner now, 0 to 1.
    pub value: Option<f64>,
    /// How well the way of learning works for them; 1 is as for others.
    pub works: Option<f64>,
    /// How much it is wanted for the balance of the round, 0 to 1.
    pub want: Option<f64>,
    /// How much the learner counts, for who got little before.
    pub weight: Option<f64>,
    /// What was decided; empty for nothing.
    pub decided: String,
    /// What else there was, best first.
    pub alternatives: Vec<RoomAlternative>,
}

/// Something else that a learner could have had.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomAlternative {
    /// The way of learning.
    pub modality: String,
    /// On what.
    pub competency: String,
    /// What it would have been worth.
    pub worth: f64,
    /// Why it was not taken.
    pub why_not: String,
}

/// Shows why a learner sits where they sit, in the newest version.
#[utoipa::path(get, path = "/api/v1/room-programs/{program}/days/{day}/seats/{learner}/{period}", tag = "Rooms",
    responses((status = 200, body = RoomWhy)))]
pub(super) async fn why_seat_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((program, text, learner, period)): Named<(RoomProgramId, String, LearnerId, String)>,
) -> Result<Json<RoomWhy>, ApiError> {
    let why = why_seat::why_seat(&site.app, &actor, program, day(&text)?, learner, &period).await?;
    let of = |part: fn(&why_seat::Valued) -> f64| why.valued.as_ref().map(part);
    Ok(Json(RoomWhy {
        room: why.seat.as_ref().map(|seat| seat.room.clone()),
        modality: why.seat.as_ref().map(|seat| seat.modality.clone()),
        worth: of(|one| one.worth),
        value: of(|one| one.value),
        works: of(|one| one.works),
        want: of(|one| one.want),
        weight: of(|one| one.weight),
        alternatives: why
            .alternatives
            .iter()
            .map(|one| RoomAlternative {
                modality: one.modality.clone(),
                competency: one.competency.clone(),
                worth: one.worth,
                why_not: one.why_not.clone(),
            })
            .collect(),
        decided: why.decided,
    }))
}

/// Which week.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WeekQuery {
    /// A day of the week; this week where it is not given.
    week: Option<String>,
}

/// A learner's minutes of a week.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomDose {
    /// Who.
    pub learner: Id,
    /// Minutes in each way of learning of the setup, in its order.
    pub minutes: Vec<i64>,
    /// Minutes on screens.
    pub screen: i64,
    /// Minutes in all.
    pub all: i64,
}

/// Shows the minutes of a week, learner by learner.
#[utoipa::path(get, path = "/api/v1/room-programs/{program}/doses", tag = "Rooms", params(WeekQuery),
    responses((status = 200, body = Vec<RoomDose>)))]
pub(super) async fn show_doses_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(program): Named<RoomProgramId>,
    Query(query): Query<WeekQuery>,
) -> Result<Json<Vec<RoomDose>>, ApiError> {
    let week =
        query.week.as_deref().map(day).transpose().map_err(|_| Refusal::invalid("week", "is no day"))?;
    let doses = doses::show_doses(&site.app, &actor, program, week).await?;
    let shown = doses.learners.into_iter().map(|one| RoomDose {
        learner: one.learner.into(),
        minutes: one.minutes,
        screen: one.screen,
        all: one.all,
    });
    Ok(Json(shown.collect()))
}

/// A learner's day.
#[derive(Debug, Serialize, ToSchema)]
pub struct DayOfLearner {
    /// Which day: today, or the next one within a week of which something is published.
    pub day: Day,
    /// By when they begin.
    pub sessions: Vec<SessionOfLearner>,
}

/// One period of a learner's day.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionOfLearner {
    /// In which program.
    pub program: Id,
    /// The key of the period.
    pub period: String,
    /// When it begins, by the clock on the wall.
    pub starts: String,
    /// When it ends.
    pub ends: String,
    /// Where; nothing for no seat.
    pub room: Option<String>,
    /// The number of the group in the room.
    pub group: Option<usize>,
    /// How.
    pub modality: Option<String>,
    /// With whom.
    pub educator: Option<String>,
    /// The lesson.
    pub lesson: Option<String>,
}

/// Shows a learner's day of what is published.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/day", tag = "Rooms",
    responses((status = 200, body = DayOfLearner)))]
pub(super) async fn show_day_of_learner(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<DayOfLearner>, ApiError> {
    let found = my_day::show_my_day(&site.app, &actor, learner, None).await?;
    let sessions = found.sessions.into_iter().map(|one| {
        let seat = one.seat;
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        SessionOfLearner {
            program: one.program.into(),
            period: one.key,
            starts: one.starts,
            ends: one.ends,
            room: seat.as_ref().map(|seat| seat.room.clone()),
            group: seat.as_ref().map(|_| one.group),
            modality: seat.as_ref().map(|seat| seat.modality.clone()),
            educator: seat.as_ref().and_then(|seat| some(&seat.educator)),
            lesson: seat.as_ref().and_then(|seat| some(&seat.lesson)),
        }
    });
    Ok(Json(DayOfLearner { day: Day(found.day), sessions: sessions.collect() }))
}

/// What the caller leads and watches.
#[derive(Debug, Serialize, ToSchema)]
pub struct DayOfEducator {
    /// Which day: today, or the next one within a week of which something is published.
    pub day: Day,
    /// By when they begin.
    pub groups: Vec<GroupOfEducator>,
}

/// A group that the caller leads, or a room that they watch.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupOfEducator {
    /// In which program.
    pub program: Id,
    /// When it begins, by the clock on the wall.
    pub starts: String,
    /// When it ends.
    pub ends: String,
    /// Where.
    pub room: String,
    /// How; nothing where they watch.
    pub modality: Option<String>,
    /// The group's lesson.
    pub lesson: Option<String>,
    /// Who is in it.
    pub learners: Vec<Id>,
}

/// Shows what the caller leads and watches in what is published.
#[utoipa::path(get, path = "/api/v1/me/day", tag = "Rooms", responses((status = 200, body = DayOfEducator)))]
pub(super) async fn show_my_groups(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<DayOfEducator>, ApiError> {
    let found = my_day::show_educator_day(&site.app, &actor, None).await?;
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let groups = found.groups.into_iter().map(|one| GroupOfEducator {
        program: one.program.into(),
        starts: one.starts,
        ends: one.ends,
        room: one.room,
        modality: some(one.modality),
        lesson: some(one.lesson),
        learners: one.learners.into_iter().map(|one| one.id.into()).collect(),
    });
    Ok(Json(DayOfEducator { day: Day(found.day), groups: groups.collect() }))
}
