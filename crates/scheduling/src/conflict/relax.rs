//! What would help, tried by looking again.

use super::{Conflict, Fact, Helps, search};
use crate::admission::{own_lessons, refused};
use crate::random::Random;
use crate::solve::{Day, Draft};
use crate::{Instance, NotForThem, Outcome, Room, worth};

/// Something that a person can do. By place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relax {
    /// Agree to give a learner a lesson again.
    Repeat {
        /// Who.
        learner: usize,
        /// Which lesson.
        lesson: usize,
    },
    /// Lift a lock.
    Lift(usize),
    /// Let a learner work without an educator on what they tried so often.
    WithoutEducator(usize),
    /// Open one more room.
    OneMoreRoom {
        /// When.
        period: usize,
        /// With how many seats.
        seats: usize,
    },
    /// Look again at a rule of a person: their levels, languages or modalities.
    LookAgain {
        /// Who.
        learner: usize,
        /// Which rule.
        rule: NotForThem,
    },
    /// Let learners who stay together sit in different groups.
    Separate(usize),
    /// Dissolve a group that stands already, for this day.
    Dissolve(usize),
}

impl Relax {
    /// The day with it.
    pub fn applied(&self, instance: &Instance) -> Instance {
        let mut day = instance.clone();
        match *self {
            Self::Repeat { learner, lesson } => {
                day.learners[learner].repeats.push(lesson);
                day.learners[learner].repeats.sort_unstable();
            }
            Self::Lift(at) => {
                day.locks.remove(at);
            }
            Self::WithoutEducator(learner) => {
                search::lift(&mut day, Fact::Rule { learner, rule: NotForThem::TriesBeforeEducator });
            }
            Self::OneMoreRoom { period, seats } => day.rooms.push(one_more(instance, period, seats)),
            Self::LookAgain { learner, rule } => search::lift(&mut day, Fact::Rule { learner, rule }),
            Self::Separate(at) => {
                day.together.remove(at);
            }
            Self::Dissolve(at) => {
                day.fixed.remove(at);
            }
        }
        day
    }
}

/// A room like the largest, for one period.
fn one_more(instance: &Instance, period: usize, seats: usize) -> Room {
    let many = u32::try_from(seats).unwrap_or(u32::MAX);
    let like = instance.rooms.iter().max_by_key(|room| room.seats);
    Room {
        id: format!("one-more-{}", instance.rooms.len() + 1),
        name: "One more room".to_owned(),
        kind: like.map(|room| room.kind.clone()).unwrap_or_default(),
        seats: many,
        devices: many,
        groups: many,
        features: like.map(|room| room.features.clone()).unwrap_or_default(),
        watched: false,
        periods: vec![period],
    }
}

/// What helps against a conflict, most seats first among what is as easy.
pub fn helping(instance: &Instance, outcome: &Outcome, conflict: &Conflict) -> Vec<Helps> {
    let mut could: Vec<Relax> =
        conflict.facts.iter().flat_map(|fact| against(instance, *fact, conflict)).collect();
    could.sort_unstable();
    could.dedup();
    let before = outcome.unseated.len() + outcome.broken.len();
    let tried = could.into_iter().take(8).map(|relax| {
        let after = without_seat(&relax.applied(instance));
        Helps { relax, seats: before.saturating_sub(after) }
    });
    tried.filter(|helps| helps.seats > 0).collect()
}

/// What could be done about a fact.
fn against(instance: &Instance, fact: Fact, conflict: &Conflict) -> Vec<Relax> {
    match fact {
        Fact::Seats { period, seats } => {
            let there = conflict.facts.iter().find_map(|fact| match fact {
                Fact::There { learners, .. } => Some(*learners),
                _ => None,
            });
            vec![Relax::OneMoreRoom { period, seats: there.unwrap_or(seats + 1).saturating_sub(seats) }]
        }
        Fact::Rooms { period, .. } | Fact::NothingFound { period, .. } => {
            vec![Relax::OneMoreRoom { period, seats: conflict.concerns.len().max(1) }]
        }
        Fact::Lock(at) => vec![Relax::Lift(at)],
        Fact::Fixed(at) => vec![Relax::Dissolve(at)],
        Fact::Together(at) => vec![Relax::Separate(at)],
        Fact::Rule { learner, rule: NotForThem::Had } => repeats(instance, learner),
        Fact::Rule { learner, rule: NotForThem::TriesBeforeEducator } => {
            vec![Relax::WithoutEducator(learner)]
        }
        Fact::Rule { learner, rule } if search::is_personal(rule) => vec![Relax::LookAgain { learner, rule }],
        _ => Vec::new(),
    }
}

/// Lessons that could be given again: first those that need nobody else, then what is worth most.
fn repeats(instance: &Instance, learner: usize) -> Vec<Relax> {
    let mut again = instance.learners[learner].had.clone();
    let mut part = instance.clone();
    part.learners[learner].repeats.clone_from(&again);
    again.retain(|lesson| refused(&part, learner, *lesson).is_none());
    let alone = |lesson: usize| {
        let modality = instance.lessons[lesson].modality;
        own_lessons(instance, modality) && !instance.modalities[modality].educator
    };
    again.sort_by(|a, b| {
        let worth = |lesson: usize| worth::seat(instance, learner, lesson);
        alone(*b).cmp(&alone(*a)).then(worth(*b).total_cmp(&worth(*a)))
    });
    again.into_iter().take(2).map(|lesson| Relax::Repeat { learner, lesson }).collect()
}

/// How many seats and decisions are missing after a quick look.
fn without_seat(instance: &Instance) -> usize {
    let day = Day::new(instance);
    let mut draft = Draft::new(&day);
    draft.build(&mut Random::new(1));
    crate::solve::result::missing(&draft)
}
