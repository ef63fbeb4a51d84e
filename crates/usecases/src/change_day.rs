//! What a person does to a day's draft: moves, groups, locks, undo, breaches that are accepted, publishing. Each is a
//! version of its own; whoever changes a version that somebody else has changed is told.

mod groups;
mod locks;

use domain::{Date, RoomProgramId, text};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    day_kept::Accepted,
    day_state::{self, DayState},
    room_programs,
    schedule_day::{Draft, put},
};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayChange {
    /// A learner moves to another group of the period.
    Move {
        /// Who, by id.
        learner: String,
        /// To which group, by place in the schedule.
        group: usize,
    },
    /// A learner moves to a group that is opened for them.
    Open {
        /// Who, by id.
        learner: String,
        /// When, by key.
        period: String,
        /// Where, by key.
        room: String,
        /// How, by key.
        modality: String,
        /// Who leads it, by id.
        educator: Option<String>,
        /// Its lesson, by id.
        lesson: Option<String>,
    },
    /// A group gets another room, educator or lesson; what is `None` stays.
    Group {
        /// Which, by place in the schedule.
        group: usize,
        /// Where, by key.
        room: Option<String>,
        /// Who leads it, by id; an empty text for nobody.
        educator: Option<String>,
        /// Its lesson, by id.
        lesson: Option<String>,
    },
    /// Who watches a room; an empty text for nobody.
    Watch {
        /// When, by key.
        period: String,
        /// Where, by key.
        room: String,
        /// Who, by id.
        educator: String,
    },
    /// A seat stays as it is.
    LockSeat {
        /// Whose, by id.
        learner: String,
        /// When, by key.
        period: String,
    },
    /// What an educator leads stays as it is.
    LockEducator {
        /// Who, by id.
        educator: String,
        /// When, by key.
        period: String,
    },
    /// An educator leads and watches nothing.
    FreeEducator {
        /// Who, by id.
        educator: String,
        /// When, by key.
        period: String,
    },
    /// Nobody uses a room.
    CloseRoom {
        /// Which, by key.
        room: String,
        /// When, by key.
        period: String,
    },
    /// A lock is lifted.
    Unlock {
        /// Which, by place.
        lock: usize,
    },
    /// A breach is accepted.
    Accept {
        /// Its key.
        breach: String,
        /// Why.
        reason: String,
    },
    /// The last change is taken back.
    Undo,
}

/// Makes one change to `version` of a day; the new version.
pub async fn change_day(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
    version: i64,
    change: DayChange,
) -> Result<i64, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write((actor.clone(), change), move |tx, (actor, change)| {
            Box::pin(async move {
                room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let state = stands(tx, actor, (program, day), version).await?;
                let by = store::person::find(tx, actor.district, actor.person).await?;
                let by = by.map(|one| one.name()).unwrap_or_default();
                let mut draft = Draft {
                    of: (program, day),
                    from: Some(version),
                    instance: state.instance.clone(),
                    schedule: state.schedule.clone(),
                    locks: state.locks.clone(),
                    accepted: state.accepted.clone(),
                    did: String::new(),
                    solved: None,
                    by: Some(actor.person),
                };
                if *change == DayChange::Undo {
                    undo(tx, actor, &state, &mut draft).await?;
                } else {
                    apply(&state, change, &by, &mut draft)?;
                }
                put(tx, actor.district, &draft, Some(version), now).await
            })
        })
        .await
}

/// The newest version, if it is the one that somebody saw.
async fn stands(
    tx: &mut Tx,
    actor: &Actor,
    of: (RoomProgramId, Date),
    version: i64,
) -> Result<DayState, Refusal> {
    let state = day_state::newest(tx, actor.district, of).await?.ok_or(Refusal::NotFound("this day"))?;
    if state.version.version != version {
        let why = "Somebody else has changed this day meanwhile: look at it again.";
        return Err(Refusal::Conflict(why.to_owned()));
    }
    Ok(state)
}

/// Puts back what stood before the version; what undid something is undone in its turn by what came before that.
async fn undo(tx: &mut Tx, actor: &Actor, state: &DayState, draft: &mut Draft) -> Result<(), Refusal> {
    let nothing = || Refusal::Conflict("There is nothing to take back.".to_owned());
    let before = state.version.from.ok_or_else(nothing)?;
    let of = (state.version.program, state.version.day);
    let found = store::day_schedule::find(tx, actor.district, of, before).await?.ok_or_else(nothing)?;
    let found = day_state::read(tx, actor.district, found).await?;
    draft.did = format!("took back: {}", state.version.did);
    draft.from = found.version.from;
    (draft.instance, draft.schedule) = (found.instance, found.schedule);
    (draft.locks, draft.accepted) = (found.locks, found.accepted);
    Ok(())
}

fn apply(state: &DayState, change: &DayChange, by: &str, draft: &mut Draft) -> Result<(), Refusal> {
    draft.did = match change {
        DayChange::Move { learner, group } => groups::move_to(state, draft, learner, *group)?,
        DayChange::Open { learner, period, room, modality, educator, lesson } => {
            let places = groups::NewGroup { period, room, modality, educator, lesson };
            groups::open_for(state, draft, learner, &places)?
        }
        DayChange::Group { group, room, educator, lesson } => {
            groups::change(state, draft, *group, [room, educator, lesson])?
        }
        DayChange::Watch { period, room, educator } => groups::watch(state, draft, period, room, educator)?,
        DayChange::LockSeat { learner, period } => locks::seat(state, draft, learner, period, by)?,
        DayChange::LockEducator { educator, period } => locks::leads(state, draft, educator, period, by)?,
        DayChange::FreeEducator { educator, period } => locks::free(state, draft, educator, period, by)?,
        DayChange::CloseRoom { room, period } => locks::closed(state, draft, room, period, by)?,
        DayChange::Unlock { lock } => locks::lift(draft, *lock)?,
        DayChange::Accept { breach, reason } => accept(state, draft, breach, reason, by)?,
        DayChange::Undo => String::new(),
    };
    Ok(())
}

/// Accepts a breach by name and with a reason; what can never be published is refused.
fn accept(state: &DayState, draft: &mut Draft, key: &str, reason: &str, by: &str) -> Result<String, Refusal> {
    let reason = text::required(reason, 1_000).map_err(Refusal::text("reason"))?;
    let found = state.breaches().into_iter().find(|one| one.key == key);
    let found = found.ok_or(Refusal::NotFound("this breach"))?;
    if found.never {
        return Err(Refusal::Conflict(format!("This can never be accepted: {}", found.sentence)));
    }
    if found.accepted.is_none() {
        draft.accepted.push(Accepted { breach: found.key, by: by.to_owned(), reason });
    }
    Ok("accepted a breach".to_owned())
}

/// Publishes `version` of a day: screens, learners and educators see it from now on.
pub async fn publish_day(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
    version: i64,
) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    app.db
        .write(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let of = (program, day);
                let state = stands(tx, actor, of, version).await?;
                let open: Vec<_> =
                    state.breaches().into_iter().filter(|one| one.accepted.is_none()).collect();
                if let Some(first) = open.first() {
                    let more = match open.len() - 1 {
                        0 => String::new(),
                        more => format!(" And {more} more."),
                    };
                    let what = if first.never {
                        "This can never be published"
                    } else {
                        "Accept this first, or change it"
                    };
                    return Err(Refusal::Conflict(format!("{what}: {}{more}", first.sentence)));
                }
                store::day_schedule::publish(tx, actor.district, of, version, (actor.person, now)).await?;
                store::day_schedule::sweep_drafts(tx, actor.district, of, version).await?;
                Ok(())
            })
        })
        .await
}
