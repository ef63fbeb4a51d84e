//! What a schedule names that is not there.

use super::{Breach, Rule};
use crate::{Instance, Schedule};

pub(super) fn find(instance: &Instance, schedule: &Schedule) -> Vec<Breach> {
    let mut found = Vec::new();
    let mut look = |whose: String, group: Option<usize>, named: &[(&str, Option<usize>, usize)]| {
        for (kind, place, there) in named {
            if let Some(place) = place.filter(|place| place >= there) {
                let said = format!("{whose} names the {kind} at place {place}, and there are {there}");
                found.push(Breach::of(Rule::UnknownPlace).seen_in(group).saying(said));
            }
        }
    };
    for (place, group) in schedule.groups.iter().enumerate() {
        let whose = format!("the group at place {place}");
        look(
            whose.clone(),
            Some(place),
            &[
                ("period", Some(group.period), instance.periods.len()),
                ("room", Some(group.room), instance.rooms.len()),
                ("modality", Some(group.modality), instance.modalities.len()),
                ("educator", group.educator, instance.educators.len()),
                ("lesson", group.lesson, instance.lessons.len()),
                ("fixed group", group.fixed, instance.fixed.len()),
            ],
        );
        for seat in &group.seats {
            look(
                format!("a seat of {whose}"),
                Some(place),
                &[
                    ("learner", Some(seat.learner), instance.learners.len()),
                    ("lesson", seat.lesson, instance.lessons.len()),
                ],
            );
        }
    }
    for (place, watch) in schedule.watches.iter().enumerate() {
        look(
            format!("the watch at place {place}"),
            None,
            &[
                ("period", Some(watch.period), instance.periods.len()),
                ("room", Some(watch.room), instance.rooms.len()),
                ("educator", Some(watch.educator), instance.educators.len()),
            ],
        );
    }
    found
}
