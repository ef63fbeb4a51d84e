//! What somebody decided stays, by name, when the day is solved again.

use super::groups::{educator_of, learner_of, room_of};
use crate::{Refusal, day_kept::KeptLock, day_state::DayState, schedule_day::Draft};

/// A seat as it is.
pub(super) fn seat(
    state: &DayState,
    draft: &mut Draft,
    learner: &str,
    period: &str,
    by: &str,
) -> Result<String, Refusal> {
    let instance = &state.instance;
    let place = learner_of(state, learner)?;
    let when = state.period(period).ok_or(Refusal::NotFound("this period"))?;
    let name = &instance.learners[place].name;
    let Some((_, group)) = state.group_of(place, when) else {
        return Err(Refusal::Conflict(format!("{name} has no seat there to keep.")));
    };
    let lesson = group.seats.iter().find(|seat| seat.learner == place).and_then(|seat| seat.lesson);
    draft.locks.retain(|lock| {
        !matches!(lock, KeptLock::Seat { learner: whose, period: at, .. } if whose == learner && at == period)
    });
    draft.locks.push(KeptLock::Seat {
        by: by.to_owned(),
        learner: learner.to_owned(),
        period: period.to_owned(),
        modality: Some(instance.modalities[group.modality].id.clone()),
        lesson: lesson.map(|lesson| instance.lessons[lesson].id.clone()),
        educator: group.educator.map(|educator| instance.educators[educator].id.clone()),
        room: Some(instance.rooms[group.room].id.clone()),
    });
    Ok(format!("locked the seat of @{learner} in {}", instance.periods[when].name))
}

/// What an educator leads as it is.
pub(super) fn leads(
    state: &DayState,
    draft: &mut Draft,
    educator: &str,
    period: &str,
    by: &str,
) -> Result<String, Refusal> {
    let instance = &state.instance;
    let place = educator_of(instance, educator)?;
    let when = state.period(period).ok_or(Refusal::NotFound("this period"))?;
    let name = &instance.educators[place].name;
    let group = state.schedule.groups.iter().find(|one| one.period == when && one.educator == Some(place));
    let group = group.ok_or_else(|| Refusal::Conflict(format!("{name} leads no group there.")))?;
    forget(draft, educator, period);
    draft.locks.push(KeptLock::Leads {
        by: by.to_owned(),
        educator: educator.to_owned(),
        period: period.to_owned(),
        modality: Some(instance.modalities[group.modality].id.clone()),
        lesson: group.lesson.map(|lesson| instance.lessons[lesson].id.clone()),
        room: Some(instance.rooms[group.room].id.clone()),
    });
    Ok(format!("locked what {name} leads in {}", instance.periods[when].name))
}

/// An educator who leads and watches nothing.
pub(super) fn free(
    state: &DayState,
    draft: &mut Draft,
    educator: &str,
    period: &str,
    by: &str,
) -> Result<String, Refusal> {
    let instance = &state.instance;
    let place = educator_of(instance, educator)?;
    let when = state.period(period).ok_or(Refusal::NotFound("this period"))?;
    forget(draft, educator, period);
    draft.locks.push(KeptLock::Free {
        by: by.to_owned(),
        educator: educator.to_owned(),
        period: period.to_owned(),
    });
    locked_again(draft);
    Ok(format!("kept {} free in {}", instance.educators[place].name, instance.periods[when].name))
}

/// A room that nobody uses.
pub(super) fn closed(
    state: &DayState,
    draft: &mut Draft,
    room: &str,
    period: &str,
    by: &str,
) -> Result<String, Refusal> {
    let instance = &state.instance;
    let place = room_of(instance, room)?;
    let when = state.period(period).ok_or(Refusal::NotFound("this period"))?;
    draft.locks.retain(
        |lock| !matches!(lock, KeptLock::Closed { room: which, period: at, .. } if which == room && at == period),
    );
    draft.locks.push(KeptLock::Closed {
        by: by.to_owned(),
        room: room.to_owned(),
        period: period.to_owned(),
    });
    locked_again(draft);
    Ok(format!("closed {} in {}", instance.rooms[place].name, instance.periods[when].name))
}

/// Lifts a lock.
pub(super) fn lift(draft: &mut Draft, lock: usize) -> Result<String, Refusal> {
    if lock >= draft.locks.len() {
        return Err(Refusal::NotFound("this lock"));
    }
    draft.locks.remove(lock);
    locked_again(draft);
    Ok("lifted a lock".to_owned())
}

fn forget(draft: &mut Draft, educator: &str, period: &str) {
    draft.locks.retain(|lock| match lock {
        KeptLock::Leads { educator: who, period: at, .. }
        | KeptLock::Free { educator: who, period: at, .. } => who != educator || at != period,
        KeptLock::Seat { .. } | KeptLock::Closed { .. } => true,
    });
}

/// The draft's instance has the locks of the draft.
fn locked_again(draft: &mut Draft) {
    draft.instance.locks = crate::day_kept::placed_locks(&draft.instance, &draft.locks);
}
