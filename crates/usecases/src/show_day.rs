//! A day for staff: the newest version with its breaches and locks, its history, what changed since it was published.

use std::collections::HashMap;

use domain::{
    Date, LearnerId, PersonId, RoomProgramId, Timestamp, access::Relationship, calendar::days_after,
    room_program::RoomProgram,
};
use store::{Tx, day_schedule::DayLine};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    accommodations_in_force, chance, day_instance, day_state,
    day_state::{BreachShown, DayState},
    repair_day::{Moved, difference},
    room_programs, room_setup,
    room_setup::Setup,
    schedule_day::{Making, making},
};

/// How many days around today a program's page lists. Unit: days.
const DAYS_AROUND: i64 = 14;

/// One day.
#[derive(Debug, Clone, PartialEq)]
pub struct DayShown {
    /// The program.
    pub program: RoomProgram,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// Whether the reader may change it.
    pub manages: bool,
    /// The program's setup as it stands.
    pub setup: Setup,
    /// Which day.
    pub day: Date,
    /// How its making stands.
    pub making: Making,
    /// The newest version; for who may not change it, what was published. `None` where there is none.
    pub state: Option<DayState>,
    /// Its breaches; none for who may not change it.
    pub breaches: Vec<BreachShown>,
    /// Every version that is kept, newest first.
    pub lines: Vec<DayLine>,
    /// The names of whoever made them.
    pub makers: HashMap<PersonId, String>,
    /// The version that is published.
    pub published: Option<i64>,
    /// Who moves from what is published to the newest version.
    pub moved: Vec<Moved>,
    /// What learners are to be given, in a line each.
    pub given: HashMap<String, String>,
    /// The names of learners by id, for what was done.
    pub names: HashMap<String, String>,
}

/// Shows a day to who sees every class of the program.
pub async fn show_day(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
) -> Result<DayShown, Refusal> {
    let now = chance::now();
    let shown = app.db.read(actor, move |tx, actor| Box::pin(load(tx, actor, program, day, now))).await?;
    log(app, actor, &shown, now).await?;
    Ok(shown)
}

async fn log(app: &App, actor: &Actor, shown: &DayShown, now: Timestamp) -> Result<(), Refusal> {
    let learners = shown.state.iter().flat_map(|state| &state.instance.learners);
    let learners: Vec<LearnerId> = learners.filter_map(|one| one.id.parse().ok()).collect();
    access::log(app, actor, "day schedule", shown.relationship, learners, now).await
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
    now: Timestamp,
) -> Result<DayShown, Refusal> {
    let district = actor.district;
    let opened = room_programs::open(tx, actor, program, Action::See, now).await?;
    let today = chance::date_of(district, now);
    // A substitute's place is today's.
    if opened.relationship == Relationship::Substitute && day != today {
        return Err(Refusal::Denied("A substitute sees today's schedule."));
    }
    let (setup, _) = room_setup::load(tx, district, program).await?;
    let of = (program, day);
    let published = day_state::published(tx, district, of).await?;
    let mut state =
        if opened.manages { day_state::newest(tx, district, of).await? } else { published.clone() };
    let mut breaches = Vec::new();
    if opened.manages {
        breaches = state.as_ref().map(DayState::breaches).unwrap_or_default();
    } else if let Some(state) = &mut state {
        // What is for who plans the day alone.
        state.instance.apart.clear();
        state.instance.together.clear();
        state.locks.clear();
        state.accepted.clear();
    }
    let moved = match (&published, &state) {
        (Some(before), Some(after)) if before.version.version != after.version.version => {
            difference(before, after)
        }
        _ => Vec::new(),
    };
    let mut lines = store::day_schedule::lines(tx, district, program, (day, day)).await?;
    lines.retain(|line| opened.manages || line.published_at.is_some());
    let mut people: Vec<PersonId> = lines.iter().filter_map(|line| line.made_by).collect();
    people.sort_unstable();
    people.dedup();
    let found = store::person::find_all(tx, district, &people).await?;
    let learners = state.iter().flat_map(|state| &state.instance.learners);
    let ids: Vec<LearnerId> = learners.clone().filter_map(|one| one.id.parse().ok()).collect();
    let given = accommodations_in_force::on_day(tx, district, &ids, day).await?;
    Ok(DayShown {
        names: learners.map(|one| (one.id.clone(), one.name.clone())).collect(),
        given: given
            .into_iter()
            .map(|(learner, one)| (learner.to_string(), accommodations_in_force::briefly(&one.given)))
            .collect(),
        making: if opened.manages { making(district, program, day) } else { Making::Idle },
        makers: found.into_iter().map(|one| (one.id, one.name())).collect(),
        published: published.map(|one| one.version.version),
        program: opened.program,
        relationship: opened.relationship,
        manages: opened.manages,
        setup,
        day,
        state,
        breaches,
        lines,
        moved,
    })
}

/// Shows one published version of a day as it was.
pub async fn show_day_version(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
    version: i64,
) -> Result<DayState, Refusal> {
    let now = chance::now();
    let (state, relationship) = app
        .db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let opened = room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let found = store::day_schedule::find(tx, actor.district, (program, day), version).await?;
                let found = found.ok_or(Refusal::NotFound("this version"))?;
                Ok::<_, Refusal>((day_state::read(tx, actor.district, found).await?, opened.relationship))
            })
        })
        .await?;
    let learners = state.instance.learners.iter().filter_map(|one| one.id.parse().ok()).collect();
    access::log(app, actor, "day schedule", relationship, learners, now).await?;
    Ok(state)
}

/// A day in the list of a program's days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayInList {
    /// Which.
    pub day: Date,
    /// Whether there is a draft that is newer than what is published.
    pub draft: bool,
    /// Whether something is published.
    pub published: bool,
    /// How many versions are kept.
    pub versions: usize,
}

/// The days of a program around today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    /// Today.
    pub today: Date,
    /// The next day on which the program meets, after today.
    pub next: Option<Date>,
    /// Whether it meets today.
    pub meets_today: bool,
    /// Days of which anything is kept, newest first.
    pub days: Vec<DayInList>,
}

/// Lists the days of a program around today.
pub async fn list_days(app: &App, actor: &Actor, program: RoomProgramId) -> Result<Days, Refusal> {
    let now = chance::now();
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let district = actor.district;
                let opened = room_programs::open(tx, actor, program, Action::See, now).await?;
                let (setup, _) = room_setup::load(tx, district, program).await?;
                let today = chance::date_of(district, now);
                let around = |days| days_after(today, days).unwrap_or(today);
                let span = (around(-DAYS_AROUND), around(4 * DAYS_AROUND));
                let mut lines = store::day_schedule::lines(tx, district, program, span).await?;
                lines.retain(|line| opened.manages || line.published_at.is_some());
                let mut days: Vec<DayInList> = Vec::new();
                for line in &lines {
                    let published = line.published_at.is_some();
                    match days.last_mut().filter(|last| last.day == line.day) {
                        // Newest first: what comes later is older.
                        Some(last) => {
                            (last.published, last.versions) =
                                (last.published || published, last.versions + 1);
                        }
                        None => {
                            days.push(DayInList { day: line.day, draft: !published, published, versions: 1 });
                        }
                    }
                }
                days.reverse();
                let meets = day_instance::meets(tx, district, &opened.program, &setup, today).await?;
                Ok(Days {
                    next: day_instance::next_day(tx, district, &opened.program, &setup, today).await?,
                    meets_today: meets.is_ok(),
                    today,
                    days,
                })
            })
        })
        .await
}
