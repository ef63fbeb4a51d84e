//! The morning: who is not there, what cannot be had, and a repair of the published schedule that moves the fewest
//! people. It is a draft with its difference until somebody publishes it.

use domain::{
    Date, LearnerId, RoomProgramId,
    room_program::{DayAbsence, OutKind},
};
use scheduling::{Group, Instance};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, day_instance, day_kept,
    day_state::{self, DayState},
    room_programs, room_setup,
    schedule_day::{Draft, keep, never_broken},
    solve_day,
};

/// The longest that a repair looks. Unit: seconds.
const SECONDS: u32 = 8;

/// What is known in the morning. It replaces what was marked of the day before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Morning {
    /// Who does not come.
    pub absent: Vec<LearnerId>,
    /// Who comes later, and from which period on, by key.
    pub late: Vec<(LearnerId, String)>,
    /// Educators and rooms that cannot be had, by id and key.
    pub out: Vec<(OutKind, String)>,
}

/// What stands marked of a day.
pub async fn show_morning(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
) -> Result<Morning, Refusal> {
    let now = chance::now();
    app.db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                room_programs::open(tx, actor, program, Action::Manage, now).await?;
                let of = (program, day);
                let mut morning = Morning {
                    out: store::day_schedule::out(tx, actor.district, of).await?,
                    ..Morning::default()
                };
                for one in store::day_schedule::absences(tx, actor.district, of).await? {
                    match one.from_period {
                        None => morning.absent.push(one.learner),
                        Some(from) => morning.late.push((one.learner, from)),
                    }
                }
                Ok(morning)
            })
        })
        .await
}

/// Marks who is not there and what cannot be had, and repairs what was published; the version of the draft.
pub async fn repair_day(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Date,
    morning: Morning,
) -> Result<i64, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let loaded = app.db.write((actor.clone(), morning), move |tx, (actor, morning)| {
        Box::pin(async move {
            let opened = room_programs::open(tx, actor, program, Action::Manage, now).await?;
            let (setup, _) = room_setup::load(tx, actor.district, program).await?;
            let of = (program, day);
            let base = day_state::published(tx, actor.district, of).await?;
            let base = base.ok_or_else(|| {
                Refusal::Conflict(
                    "Nothing is published of this day yet: make and publish it first.".to_owned(),
                )
            })?;
            check(&base, morning)?;
            for known in store::day_schedule::absences(tx, actor.district, of).await? {
                store::day_schedule::remove_absence(tx, actor.district, of, known.learner).await?;
            }
            let absent = morning.absent.iter().map(|one| (*one, None));
            let late = morning.late.iter().map(|(one, from)| (*one, Some(from.clone())));
            for (learner, from_period) in late.chain(absent) {
                let one = DayAbsence { learner, from_period, marked_by: actor.person, marked_at: now };
                store::day_schedule::put_absence(tx, actor.district, of, &one).await?;
            }
            store::day_schedule::put_out(tx, actor.district, of, &morning.out, (actor.person, now)).await?;
            let newest = store::day_schedule::newest(tx, actor.district, of).await?;
            let mut instance = base.instance.clone();
            day_instance::mark(tx, actor.district, &opened.program, &setup, &mut instance).await?;
            instance.locks = day_kept::placed_locks(&instance, &base.locks);
            let newest = newest.map_or(0, |one| one.version);
            Ok::<_, Refusal>((base, instance, newest, told(morning)))
        })
    });
    let (base, instance, newest, did) = loaded.await?;
    let was = (base.instance.clone(), base.schedule.clone());
    let solved = solve_day::repair_for(was.0, was.1, instance.clone(), SECONDS).await?;
    never_broken(&instance, &solved.schedule)?;
    let draft = Draft {
        of: (program, day),
        from: Some(base.version.version),
        instance,
        schedule: solved.schedule.clone(),
        locks: base.locks,
        accepted: base.accepted,
        did,
        solved: Some(solved),
        by: Some(actor.person),
    };
    keep(app, actor.district, draft, Some(newest)).await
}

/// Everybody and everything that is marked is in what was published.
fn check(base: &DayState, morning: &Morning) -> Result<(), Refusal> {
    let late = morning.late.iter().map(|(learner, _)| learner);
    for learner in morning.absent.iter().chain(late) {
        if base.learner(&learner.to_string()).is_none() {
            return Err(Refusal::invalid("learner", format!("{learner} is not in this day")));
        }
    }
    if let Some((_, from)) = morning.late.iter().find(|(_, from)| base.period(from).is_none()) {
        return Err(Refusal::invalid(
            "late",
            format!("come from \"{from}\", which is no period of this day"),
        ));
    }
    for (kind, key) in &morning.out {
        let known = match kind {
            OutKind::Educator => base.instance.educators.iter().any(|one| one.id == *key),
            OutKind::Room => base.instance.rooms.iter().any(|one| one.id == *key),
        };
        if !known {
            return Err(Refusal::invalid("out", format!("name \"{key}\", which is not in this day")));
        }
    }
    Ok(())
}

fn told(morning: &Morning) -> String {
    let count = |kind| morning.out.iter().filter(|(known, _)| *known == kind).count();
    let parts = [
        (morning.absent.len(), "absent"),
        (morning.late.len(), "late"),
        (count(OutKind::Educator), "educators out"),
        (count(OutKind::Room), "rooms out"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if said.is_empty() {
        "repaired: everybody is there".to_owned()
    } else {
        format!("repaired: {}", said.join(", "))
    }
}

/// A learner whose place in a period is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// By id.
    pub learner: String,
    /// Who.
    pub name: String,
    /// In which period.
    pub period: String,
    /// Where they were; `None` for nowhere.
    pub from: Option<SeatWords>,
    /// Where they are; `None` for nowhere.
    pub to: Option<SeatWords>,
}

/// A seat in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatWords {
    /// The room.
    pub room: String,
    /// The way of learning.
    pub modality: String,
    /// Who leads it; empty for nobody.
    pub educator: String,
    /// The lesson; empty for none.
    pub lesson: String,
}

/// Who moves from one version of a day to another, by period and name.
pub fn difference(before: &DayState, after: &DayState) -> Vec<Moved> {
    let mut moved = Vec::new();
    for (period, shown) in after.instance.periods.iter().enumerate() {
        let mut of_period = Vec::new();
        for (place, learner) in after.instance.learners.iter().enumerate() {
            let was = before.learner(&learner.id).zip(before.period(&shown.id));
            let from = was.and_then(|(learner, period)| words(before, learner, period));
            let to = words(after, place, period);
            if from != to {
                of_period.push(Moved {
                    learner: learner.id.clone(),
                    name: learner.name.clone(),
                    period: shown.name.clone(),
                    from,
                    to,
                });
            }
        }
        of_period.sort_by(|one, other| one.name.cmp(&other.name));
        moved.extend(of_period);
    }
    moved
}

fn words(state: &DayState, learner: usize, period: usize) -> Option<SeatWords> {
    let (_, group) = state.group_of(learner, period)?;
    Some(seat_words(&state.instance, group, learner))
}

/// What a learner's seat in a group is, in words.
pub fn seat_words(instance: &Instance, group: &Group, learner: usize) -> SeatWords {
    let seat = group.seats.iter().find(|seat| seat.learner == learner);
    let lesson = seat.and_then(|seat| seat.lesson);
    SeatWords {
        room: instance.rooms[group.room].name.clone(),
        modality: instance.modalities[group.modality].name.clone(),
        educator: group.educator.map(|one| instance.educators[one].name.clone()).unwrap_or_default(),
        lesson: lesson.map(|one| instance.lessons[one].name.clone()).unwrap_or_default(),
    }
}
