//! One person's day of a published schedule: a learner's, and an educator's. A learner's tells nothing of other
//! learners, of levels, of accommodations or of who is kept apart.

use domain::{
    Date, DistrictId, LearnerId, PersonId, RoomProgramId, Timestamp, access::Relationship,
    calendar::days_after,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    accommodations_in_force, chance,
    day_instance::lesson_parts,
    day_state::{self, DayState},
    repair_day::{SeatWords, seat_words},
    room_setup, walls,
};

/// How far ahead a published day is shown. Unit: days.
const AHEAD: i64 = 7;

/// One period of a learner's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MySession {
    /// The program.
    pub program: RoomProgramId,
    /// Its name.
    pub program_name: String,
    /// The period's key.
    pub key: String,
    /// The period.
    pub period: String,
    /// When it begins, by the clock.
    pub starts: String,
    /// When it ends.
    pub ends: String,
    /// Where and how; `None` for a period without a seat.
    pub seat: Option<SeatWords>,
    /// The number of the group in the room.
    pub group: usize,
    /// The lesson in the library.
    pub lesson: Option<domain::ResourceId>,
    /// What it is about.
    pub competency: Option<domain::CompetencyId>,
}

/// A learner's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyDay {
    /// Who.
    pub learner: LearnerId,
    /// Their name.
    pub name: String,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// Which day: the first from the one that was asked for on which something is published.
    pub day: Date,
    /// Today.
    pub today: Date,
    /// By when they begin.
    pub sessions: Vec<MySession>,
}

/// Shows a learner's day, or the next one within a week that is published.
pub async fn show_my_day(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    day: Option<Date>,
) -> Result<MyDay, Refusal> {
    let now = chance::now();
    let shown = app
        .db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, learner, Action::See, today).await?;
                let person = store::person::find(tx, actor.district, learner.as_person()).await?;
                let person = person.ok_or(Refusal::NotFound("this learner"))?;
                let mut shown = MyDay {
                    learner,
                    name: person.name(),
                    relationship,
                    day: day.unwrap_or(today),
                    today,
                    sessions: Vec::new(),
                };
                // A substitute's place is today's.
                let ahead = if day.is_some() || relationship == Relationship::Substitute { 0 } else { AHEAD };
                for after in 0..=ahead {
                    let Some(at) = days_after(day.unwrap_or(today), after) else { break };
                    let sessions = sessions(tx, actor.district, learner, at).await?;
                    if !sessions.is_empty() {
                        (shown.day, shown.sessions) = (at, sessions);
                        break;
                    }
                }
                Ok::<_, Refusal>(shown)
            })
        })
        .await?;
    access::log(app, actor, "day of a learner", shown.relationship, vec![learner], now).await?;
    Ok(shown)
}

/// The sessions of a learner on a day, in all programs.
async fn sessions(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    day: Date,
) -> Result<Vec<MySession>, Refusal> {
    let mut all = Vec::new();
    for program in store::day_schedule::of_learner(tx, district, learner, day).await? {
        let Some(state) = day_state::published(tx, district, (program, day)).await? else { continue };
        let Some(place) = state.learner(&learner.to_string()) else { continue };
        let name = store::room_program::find(tx, district, program).await?.map(|one| one.name);
        all.extend(of_program(&state, place, &name.unwrap_or_default()));
    }
    all.sort_by(|one, other| one.starts.cmp(&other.starts));
    Ok(all)
}

fn of_program(state: &DayState, learner: usize, name: &str) -> Vec<MySession> {
    let instance = &state.instance;
    let numbers = walls::group_numbers(&state.schedule);
    let session = |period: &usize| {
        let shown = &instance.periods[*period];
        let found = state.group_of(learner, *period);
        let lesson = found.and_then(|(_, group)| {
            let seat = group.seats.iter().find(|seat| seat.learner == learner)?;
            Some(lesson_parts(&instance.lessons[seat.lesson?].id))
        });
        MySession {
            program: state.version.program,
            program_name: name.to_owned(),
            key: shown.id.clone(),
            period: shown.name.clone(),
            starts: room_setup::wall(shown.starts),
            ends: room_setup::wall(shown.ends),
            seat: found.map(|(_, group)| seat_words(instance, group, learner)),
            group: found.map_or(0, |(place, _)| numbers[place]),
            lesson: lesson.and_then(|(resource, _)| resource),
            competency: lesson.and_then(|(_, competency)| competency),
        }
    };
    instance.learners[learner].periods.iter().map(session).collect()
}

/// A group that an educator leads, or a room that they watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedGroup {
    /// The program.
    pub program: RoomProgramId,
    /// Its name.
    pub program_name: String,
    /// The period.
    pub period: String,
    /// When it begins, by the clock.
    pub starts: String,
    /// When it ends.
    pub ends: String,
    /// The room.
    pub room: String,
    /// The way of learning; empty where they watch.
    pub modality: String,
    /// The group's lesson; empty where everybody has their own, and where they watch.
    pub lesson: String,
    /// Where the lesson lies in the library.
    pub resource: Option<domain::ResourceId>,
    /// What has to be there.
    pub materials: Vec<String>,
    /// The place of the group in the schedule; `None` where they watch.
    pub place: Option<usize>,
    /// Who is in it, with their own lesson where everybody has one, and what they are to be given.
    pub learners: Vec<LedLearner>,
}

/// A learner of a group that an educator leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedLearner {
    /// Who.
    pub id: LearnerId,
    /// Their name.
    pub name: String,
    /// Their own lesson; empty where the group has one.
    pub lesson: String,
    /// What they are to be given, in a line.
    pub given: String,
}

/// An educator's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EducatorDay {
    /// Which day.
    pub day: Date,
    /// Today.
    pub today: Date,
    /// By when they begin.
    pub groups: Vec<LedGroup>,
}

/// Shows what the actor leads and watches on a day, or on the next one within a week.
///
/// Being named in a published schedule is what opens its groups, for that day.
pub async fn show_educator_day(app: &App, actor: &Actor, day: Option<Date>) -> Result<EducatorDay, Refusal> {
    let now = chance::now();
    let shown = app
        .db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let first = day.unwrap_or(today);
                let mut shown = EducatorDay { day: first, today, groups: Vec::new() };
                for after in 0..=(if day.is_some() { 0 } else { AHEAD }) {
                    let Some(at) = days_after(first, after) else { break };
                    let groups = led(tx, actor, at, now).await?;
                    if !groups.is_empty() {
                        (shown.day, shown.groups) = (at, groups);
                        break;
                    }
                }
                Ok::<_, Refusal>(shown)
            })
        })
        .await?;
    let learners: Vec<LearnerId> =
        shown.groups.iter().flat_map(|group| group.learners.iter().map(|one| one.id)).collect();
    access::log(app, actor, "day of an educator", Relationship::Educator, learners, now).await?;
    Ok(shown)
}

async fn led(tx: &mut Tx, actor: &Actor, day: Date, now: Timestamp) -> Result<Vec<LedGroup>, Refusal> {
    let district = actor.district;
    let mut all = Vec::new();
    for program in store::day_schedule::programs_on(tx, district, day).await? {
        // Who has no place in the program any more leads nothing.
        let Ok(opened) = crate::room_programs::open(tx, actor, program, Action::See, now).await else {
            continue;
        };
        let Some(state) = day_state::published(tx, district, (program, day)).await? else { continue };
        all.extend(of_educator(tx, district, &state, actor.person, &opened.program.name).await?);
    }
    all.sort_by(|one, other| one.starts.cmp(&other.starts));
    Ok(all)
}

async fn of_educator(
    tx: &mut Tx,
    district: DistrictId,
    state: &DayState,
    person: PersonId,
    name: &str,
) -> Result<Vec<LedGroup>, Refusal> {
    let instance = &state.instance;
    let id = person.to_string();
    let Some(educator) = instance.educators.iter().position(|one| one.id == id) else {
        return Ok(Vec::new());
    };
    let led = state.schedule.groups.iter().enumerate().filter(|(_, one)| one.educator == Some(educator));
    let led: Vec<_> = led.collect();
    let learners: Vec<LearnerId> = led
        .iter()
        .flat_map(|(_, group)| &group.seats)
        .filter_map(|seat| instance.learners[seat.learner].id.parse().ok())
        .collect();
    let given = accommodations_in_force::on_day(tx, district, &learners, state.version.day).await?;
    let frame = |period: usize, room: usize| {
        let shown = &instance.periods[period];
        LedGroup {
            program: state.version.program,
            program_name: name.to_owned(),
            period: shown.name.clone(),
            starts: room_setup::wall(shown.starts),
            ends: room_setup::wall(shown.ends),
            room: instance.rooms[room].name.clone(),
            modality: String::new(),
            lesson: String::new(),
            resource: None,
            materials: Vec::new(),
            place: None,
            learners: Vec::new(),
        }
    };
    let mut all = Vec::new();
    for (place, group) in led {
        let lesson = group.lesson.map(|one| &instance.lessons[one]);
        let mut learners = Vec::new();
        for seat in &group.seats {
            let learner = &instance.learners[seat.learner];
            let Ok(id) = learner.id.parse::<LearnerId>() else { continue };
            let own =
                seat.lesson.filter(|_| group.lesson.is_none()).map(|one| instance.lessons[one].name.clone());
            learners.push(LedLearner {
                id,
                name: learner.name.clone(),
                lesson: own.unwrap_or_default(),
                given: given
                    .get(&id)
                    .map(|one| accommodations_in_force::briefly(&one.given))
                    .unwrap_or_default(),
            });
        }
        learners.sort_by(|one, other| one.name.cmp(&other.name));
        all.push(LedGroup {
            modality: instance.modalities[group.modality].name.clone(),
            lesson: lesson.map(|one| one.name.clone()).unwrap_or_default(),
            resource: lesson.and_then(|one| lesson_parts(&one.id).0),
            materials: lesson.map(|one| one.materials.clone()).unwrap_or_default(),
            place: Some(place),
            learners,
            ..frame(group.period, group.room)
        });
    }
    let watched = state.schedule.watches.iter().filter(|watch| watch.educator == educator);
    all.extend(watched.map(|watch| frame(watch.period, watch.room)));
    Ok(all)
}
