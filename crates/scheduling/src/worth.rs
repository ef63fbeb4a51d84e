//! What a seat is worth.
//!
//! A learner `l` who works in modality `m` on a competency of value `v`:
//!
//! ```text
//! weight(l) x ( v x works(l, m) + balance x want(l, m) )
//! weight(l)  = 1 + fairness x (1 - served(l))
//! want(l, m) = (1 + share(m) - had(l, m)) / 2
//! ```
//!
//! `share(m)` is the share of a round's minutes that the modality should have, `had(l, m)` the share that it had of
//! the learner's minutes in this round so far (0 before the first). The schedule's worth is the sum over its seats;
//! seats of groups that stand already without a lesson are worth nothing, and so are those whose lesson teaches
//! nothing that the learner is ready for. Who got little before weighs more, so that nobody is always last.

use crate::{Instance, Schedule};

/// What one seat is worth, of `lesson` to `learner`; 0 where the learner is not ready for its competency.
///
/// Shape: 0 to 2 x (2 + balance). By place; panics on places that are not there.
pub fn seat(instance: &Instance, learner: usize, lesson: usize) -> f64 {
    let lesson = &instance.lessons[lesson];
    let Some(ready) =
        instance.learners[learner].ready.iter().find(|ready| ready.competency == lesson.competency)
    else {
        return 0.0;
    };
    of(instance, learner, lesson.modality, ready.value)
}

/// What an hour of `value` in a modality is worth to a learner.
pub fn of(instance: &Instance, learner: usize, modality: usize, value: f64) -> f64 {
    of_value(instance, learner, modality, value).worth
}

/// The parts of what a seat is worth, as named above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parts {
    /// What an hour of the competency is worth to the learner.
    pub value: f64,
    /// How well the modality works for them.
    pub works: f64,
    /// The share of a round that the modality should have.
    pub share: f64,
    /// The share that it had of theirs.
    pub had: f64,
    /// How much the balance of modalities wants it, 0 to 1.
    pub want: f64,
    /// What the balance counts beside a full value.
    pub balance: f64,
    /// How much the learner counts, for what the days before gave them.
    pub weight: f64,
    /// All together.
    pub worth: f64,
}

/// The parts of what a seat is worth, of `lesson` to `learner`; `None` where they are not ready for its competency.
pub fn parts(instance: &Instance, learner: usize, lesson: usize) -> Option<Parts> {
    let lesson = &instance.lessons[lesson];
    let ready =
        instance.learners[learner].ready.iter().find(|ready| ready.competency == lesson.competency)?;
    Some(of_value(instance, learner, lesson.modality, ready.value))
}

fn of_value(instance: &Instance, learner: usize, modality: usize, value: f64) -> Parts {
    let rules = &instance.rules;
    let learner = &instance.learners[learner];
    let all: u32 = learner.minutes_had.iter().sum();
    let had = if all == 0 { 0.0 } else { f64::from(learner.minutes_had[modality]) / f64::from(all) };
    let share = instance.modalities[modality].share;
    let want = f64::midpoint(1.0, share - had);
    let weight = 1.0 + rules.fairness * (1.0 - learner.served);
    let works = learner.works[modality];
    let worth = weight * (value * works + rules.balance * want);
    Parts { value, works, share, had, want, balance: rules.balance, weight, worth }
}

/// What a schedule is worth.
pub fn schedule(instance: &Instance, schedule: &Schedule) -> f64 {
    let seats = schedule.groups.iter().flat_map(|group| &group.seats);
    seats.filter_map(|taken| taken.lesson.map(|lesson| seat(instance, taken.learner, lesson))).sum()
}
