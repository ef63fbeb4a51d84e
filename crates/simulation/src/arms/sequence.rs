//! One order for everybody: by depth, then by strand, so that what comes before comes earlier.

use measurement::random::Generator;
use scheduling::{Instance, Ready, Schedule};

use super::{Morning, drawn, lessons_for, with_a_last_resort};
use crate::{
    fill::fill,
    room::{PERIODS, today},
    school::School,
};

/// Sessions that a class spends on each competency.
const SESSIONS: usize = 3;

/// Everybody at the place of the first things they have not mastered.
pub(super) fn own_pace(morning: &Morning<'_>, chance: &mut Generator) -> (Instance, Schedule) {
    let order = order(morning.school);
    let ready = morning.present.iter().map(|&learner| {
        let record = &morning.seen.learners[learner];
        let open = order.iter().copied().filter(|&skill| !record.mastered[skill]);
        let mut next: Vec<usize> = open.take(PERIODS).collect();
        next.extend(order.iter().rev().copied().take(PERIODS - next.len()));
        ready(&next, |skill| record.tries[skill])
    });
    let instance = today(morning.room, morning.seen, morning.present, ready.collect());
    seat(instance, chance)
}

/// The class at one place, which moves on whoever has mastered it. It begins where half of the class has mastered
/// what comes before.
pub(super) fn class_pace(morning: &Morning<'_>, chance: &mut Generator) -> (Instance, Schedule) {
    let order = order(morning.school);
    let learners = &morning.seen.learners;
    let half = |skill: usize| {
        // As placed before the first day: the first thing seen of it.
        let placed = |of: &crate::seen::Record| of.reviews[skill].first().is_some_and(|(_, passed)| *passed);
        learners.iter().filter(|of| placed(of)).count() * 2 >= learners.len()
    };
    let begins = order.iter().position(|&skill| !half(skill)).unwrap_or(0);
    let first = morning.day as usize * PERIODS;
    let mut next: Vec<usize> =
        (first..first + PERIODS).map(|session| order[(begins + session / SESSIONS) % order.len()]).collect();
    next.dedup();
    let mut instance = today(
        morning.room,
        morning.seen,
        morning.present,
        morning.present.iter().map(|_| ready(&next, |_| 0)).collect(),
    );
    instance.rules.most_of_a_competency = u32::try_from(PERIODS).unwrap_or(u32::MAX);
    seat(instance, chance)
}

fn order(school: &School) -> Vec<usize> {
    let mut order: Vec<usize> = (0..school.skills.len()).collect();
    order.sort_by_key(|&skill| (school.skills[skill].depth, skill));
    order
}

fn ready(skills: &[usize], tries: impl Fn(usize) -> u32) -> Vec<Ready> {
    skills.iter().map(|&skill| Ready { competency: skill, value: 1.0, tries: tries(skill) }).collect()
}

/// Seats in rotation: who comes first is drawn, and everybody wishes what an educator leads first.
fn seat(instance: Instance, chance: &mut Generator) -> (Instance, Schedule) {
    let wishes: Vec<_> = (0..instance.learners.len())
        .map(|learner| {
            let mut lessons = lessons_for(&instance, learner);
            lessons.sort_by_key(|&lesson| instance.lessons[lesson].modality);
            with_a_last_resort(&instance, learner, lessons)
        })
        .collect();
    let order = drawn(instance.learners.len(), chance);
    let schedule = fill(&instance, &order, &wishes);
    (instance, schedule)
}
