//! Any competency whose prerequisites are mastered, and any seat.

use measurement::random::Generator;
use scheduling::{Instance, Ready, Schedule};

use super::{Morning, drawn, lessons_for, with_a_last_resort};
use crate::{
    fill::fill,
    room::{PERIODS, today},
};

pub(super) fn plan(morning: &Morning<'_>, chance: &mut Generator) -> (Instance, Schedule) {
    let ready = morning.present.iter().map(|&learner| ready(morning, learner)).collect();
    let instance = today(morning.room, morning.seen, morning.present, ready);
    let wishes: Vec<_> = (0..instance.learners.len())
        .map(|learner| {
            let lessons = lessons_for(&instance, learner);
            let order = drawn(lessons.len(), chance);
            with_a_last_resort(&instance, learner, order.into_iter().map(|place| lessons[place]).collect())
        })
        .collect();
    let order = drawn(instance.learners.len(), chance);
    let schedule = fill(&instance, &order, &wishes);
    (instance, schedule)
}

/// Everything not mastered whose prerequisites are; where that is not enough for a day, everything.
fn ready(morning: &Morning<'_>, learner: usize) -> Vec<Ready> {
    let record = &morning.seen.learners[learner];
    let one = |skill: usize| Ready { competency: skill, value: 1.0, tries: record.tries[skill] };
    let open = |skill: &usize| {
        !record.mastered[*skill]
            && morning.school.skills[*skill].before.iter().all(|&before| record.mastered[before])
    };
    let every = 0..morning.school.skills.len();
    let found: Vec<Ready> = every.clone().filter(open).map(one).collect();
    if found.len() < PERIODS { every.map(one).collect() } else { found }
}
