//! What a schedule comes to, counted here anew.

use super::day::Day;
use crate::{Instance, Schedule};

/// The figures of a schedule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tally {
    /// What its seats are worth, by the formula of [`crate::worth`].
    pub worth: f64,
    /// How many seats are taken.
    pub seats: u32,
    /// How many seats are missing: learners times the periods in which they are there and have none.
    pub unseated: u32,
    /// How often somebody goes to another room between one period and the next.
    pub room_changes: u32,
}

/// Counts what a schedule comes to; what it names and is not there counts for nothing.
pub fn tally(instance: &Instance, schedule: &Schedule) -> Tally {
    let day = Day::new(instance, schedule);
    let mut tally = Tally { worth: 0.0, seats: 0, unseated: 0, room_changes: 0 };
    for (place, learner, taken) in day.learners() {
        let room_in = |period: usize| {
            let seat = taken.iter().find(|seat| seat.period == period);
            seat.map(|seat| day.groups[seat.here].group.room)
        };
        for seat in taken {
            tally.seats += 1;
            tally.worth += seat.lesson.map_or(0.0, |lesson| worth(&day, place, lesson));
        }
        for period in &learner.periods {
            match (room_in(*period), room_in(period + 1)) {
                (None, _) => tally.unseated += 1,
                (Some(here), Some(next)) if here != next => tally.room_changes += 1,
                _ => {}
            }
        }
    }
    tally
}

fn worth(day: &Day, learner: usize, lesson: usize) -> f64 {
    let (instance, learner, lesson) = (day.instance, &day.instance.learners[learner], day.lesson(lesson));
    let ready = learner.ready.iter().find(|ready| ready.competency == lesson.competency);
    let Some(ready) = ready else { return 0.0 };
    let minutes: f64 = learner.minutes_had.iter().copied().map(f64::from).sum();
    let of_modality = f64::from(learner.minutes_had[lesson.modality]);
    let share_had = if minutes > 0.0 { of_modality / minutes } else { 0.0 };
    let wanted = (1.0 + instance.modalities[lesson.modality].share - share_had) / 2.0;
    let plain = ready.value * learner.works[lesson.modality] + instance.rules.balance * wanted;
    plain + plain * instance.rules.fairness * (1.0 - learner.served)
}
