//! The ways to plan that are compared: each says what every learner is ready for, and who sits where.

mod greedy;
mod onramp;
mod paths;
mod random;
mod sequence;

use measurement::random::Generator;
use scheduling::{Instance, LessonOf, Ready, Schedule};

use crate::{fill::Wishes, school::School, seen::Seen};

/// What a day is planned from: what the school has, and what it has seen.
#[derive(Debug, Clone, Copy)]
pub struct Morning<'a> {
    /// For what builds on what, which every school knows; nothing hidden is read.
    pub school: &'a School,
    /// The school without learners.
    pub room: &'a Instance,
    /// What was seen so far.
    pub seen: &'a Seen,
    /// Who is there, by place.
    pub present: &'a [usize],
    /// The day, from 0.
    pub day: u32,
}

/// One way to plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arm {
    /// Onramp's path and Onramp's schedule.
    Onramp,
    /// Onramp's path, and learners seated one after the other by what is worth most to them.
    Greedy,
    /// Any competency whose prerequisites are mastered, and any seat.
    Random,
    /// One sequence, everybody at the place of the first thing they have not mastered.
    OwnPace,
    /// One sequence for the class, so many sessions for each competency.
    Sequence,
}

impl Arm {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Onramp, Self::Greedy, Self::Random, Self::OwnPace, Self::Sequence];

    /// As it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Onramp => "Onramp: path and schedule",
            Self::Greedy => "path, learners seated one by one",
            Self::Random => "random ready competency",
            Self::OwnPace => "fixed order, own pace",
            Self::Sequence => "fixed sequence, class pace",
        }
    }

    /// The day: its instance (learners by place in `present`), and who sits where.
    pub fn plan(self, morning: &Morning<'_>, chance: &mut Generator) -> (Instance, Schedule) {
        match self {
            Self::Onramp => onramp::plan(morning),
            Self::Greedy => greedy::plan(morning, chance),
            Self::Random => random::plan(morning, chance),
            Self::OwnPace => sequence::own_pace(morning, chance),
            Self::Sequence => sequence::class_pace(morning, chance),
        }
    }
}

/// The lessons of what a learner of the instance is ready for that they may have, for each competency and modality
/// the first.
fn lessons_for(instance: &Instance, learner: usize) -> Wishes {
    let of = &instance.learners[learner];
    let tries = |ready: &Ready| ready.tries >= instance.rules.tries_before_educator;
    let open =
        |lesson: &usize| of.had.binary_search(lesson).is_err() || of.repeats.binary_search(lesson).is_ok();
    of.ready
        .iter()
        .flat_map(|ready| (0..instance.modalities.len()).map(move |modality| (ready, modality)))
        .filter(|(ready, modality)| !tries(ready) || instance.modalities[*modality].educator)
        .filter_map(|(ready, modality)| crate::room::lessons(ready.competency, modality).find(open))
        .collect()
}

/// Wishes and where nobody else is needed at the end: what is left when an educator is asked for and none is free.
fn with_a_last_resort(instance: &Instance, learner: usize, mut wishes: Wishes) -> Wishes {
    let own = |modality: &usize| instance.modalities[*modality].lesson_of == LessonOf::Learner;
    let of = &instance.learners[learner];
    for ready in &of.ready {
        for modality in (0..instance.modalities.len()).filter(own) {
            wishes.extend(crate::room::lessons(ready.competency, modality));
        }
    }
    wishes
}

/// The order in which learners come: drawn anew each day.
fn drawn(count: usize, chance: &mut Generator) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for place in (1..count).rev() {
        order.swap(place, chance.below(place + 1));
    }
    order
}
