//! Onramp's path, and learners seated one after the other by what is worth most to them.

use measurement::random::Generator;
use scheduling::{Instance, Schedule, worth};

use super::{Morning, drawn, lessons_for, paths, with_a_last_resort};
use crate::{fill::fill, room::today};

pub(super) fn plan(morning: &Morning<'_>, chance: &mut Generator) -> (Instance, Schedule) {
    let instance = today(morning.room, morning.seen, morning.present, paths::offered(morning));
    let wishes: Vec<_> = (0..instance.learners.len())
        .map(|learner| {
            let mut lessons = lessons_for(&instance, learner);
            let value = |lesson: &usize| worth::seat(&instance, learner, *lesson);
            lessons.sort_by(|one, other| value(other).total_cmp(&value(one)));
            with_a_last_resort(&instance, learner, lessons)
        })
        .collect();
    let order = drawn(instance.learners.len(), chance);
    let schedule = fill(&instance, &order, &wishes);
    (instance, schedule)
}
