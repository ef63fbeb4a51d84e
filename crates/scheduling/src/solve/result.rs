//! From the best draft to what is said of it.

use crate::solve::day::Day;
use crate::solve::draft::Draft;
use crate::solve::outcome::{Broken, NoSeat, Outcome, Stopped, Unseated};
use crate::{Lock, admission, spread};

/// What a finished search comes to.
pub fn outcome(draft: &Draft, bound: f64, stopped: Stopped, steps: u64) -> Outcome {
    let day = draft.day;
    let schedule = draft.schedule();
    let value = crate::worth::schedule(day.instance, &schedule);
    Outcome {
        value,
        bound: bound.max(value),
        unseated: unseated(draft),
        broken: broken(draft),
        room_changes: draft.score.room_changes,
        spread: spread::of(&spread::shares(day.instance, &schedule)),
        stopped,
        steps,
        schedule,
    }
}

fn broken(draft: &Draft) -> Vec<Broken> {
    let day = draft.day;
    let mut broken = day.broken.clone();
    for (at, lock) in day.instance.locks.iter().enumerate() {
        let kept = match lock {
            Lock::Seat { learner, period, .. } => {
                let there = day.instance.learners[*learner].periods.contains(period);
                there && draft.group_at[learner * day.periods + period].is_some()
            }
            Lock::Leads { educator, period, .. } => {
                matches!(draft.doing(*period, *educator), crate::solve::draft::Doing::Leading(_))
            }
            Lock::Free { educator, period, .. } => {
                !day.instance.fixed.iter().zip(&day.stands).any(|(group, stands)| {
                    *stands && group.period == *period && group.educator == Some(*educator)
                })
            }
            Lock::Closed { room, period, .. } => !day
                .instance
                .fixed
                .iter()
                .zip(&day.stands)
                .any(|(group, stands)| *stands && group.period == *period && group.room == *room),
        };
        if !kept {
            broken.push(Broken::Lock(at));
        }
    }
    broken.sort_unstable();
    broken.dedup();
    broken
}

fn unseated(draft: &Draft) -> Vec<Unseated> {
    let day = draft.day;
    let mut unseated = Vec::new();
    for (learner, who) in day.instance.learners.iter().enumerate() {
        for period in &who.periods {
            if draft.group_at[learner * day.periods + period].is_none() {
                unseated.push(Unseated { learner, period: *period, why: no_seat(day, learner, *period) });
            }
        }
    }
    unseated
}

fn no_seat(day: &Day, learner: usize, period: usize) -> NoSeat {
    let instance = day.instance;
    let fixed =
        instance.fixed.iter().position(|group| group.period == period && group.learners.contains(&learner));
    if let Some(fixed) = fixed {
        return NoSeat::FixedGroup(fixed);
    }
    let who = &instance.learners[learner];
    if who.ready.is_empty() {
        return NoSeat::ReadyForNothing;
    }
    let minutes = instance.periods[period].minutes;
    let of_ready: Vec<usize> = (0..instance.lessons.len())
        .filter(|lesson| {
            who.ready.iter().any(|ready| ready.competency == instance.lessons[*lesson].competency)
        })
        .collect();
    let open: Vec<usize> = of_ready
        .iter()
        .copied()
        .filter(|lesson| admission::refused(instance, learner, *lesson).is_none())
        .collect();
    if open.is_empty() {
        let mut against: Vec<admission::NotForThem> =
            of_ready.iter().filter_map(|lesson| admission::refused(instance, learner, *lesson)).collect();
        against.sort_unstable();
        let most = against.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).map(|run| run[0]);
        return most.map_or(NoSeat::NoLesson(admission::NotForThem::NoLessons), NoSeat::NoLesson);
    }
    if open.iter().all(|lesson| instance.lessons[*lesson].minutes > minutes) {
        return NoSeat::NoLesson(admission::NotForThem::TooLong);
    }
    let locked = instance.locks.iter().any(|lock| {
        matches!(lock, Lock::Seat { learner: one, period: when, .. } if *one == learner && *when == period)
    });
    if locked { NoSeat::Locks } else { NoSeat::NoRoomLeft }
}

/// How many seats and decisions a draft misses.
pub fn missing(draft: &Draft) -> usize {
    unseated(draft).len() + broken(draft).len()
}
