//! How many learners make a group.

use super::{Breach, Rule, day::Day};

pub(super) fn find(day: &Day, found: &mut Vec<Breach>) {
    for here in day.groups.iter().filter(|here| !here.stands) {
        let size = day.modality(here).group;
        let learners = here.seats.len();
        let count = u32::try_from(learners).unwrap_or(u32::MAX);
        let (rule, limit) = if count < size.least {
            (Rule::GroupTooSmall, size.least)
        } else if count > size.most {
            (Rule::GroupTooLarge, size.most)
        } else {
            continue;
        };
        let breach = Breach::of(rule).when(here.group.period).in_room(here.group.room);
        let breach = breach.by_way_of(here.group.modality).who(here.learners());
        found.push(breach.counting(learners, limit).seen_in([here.place]));
    }
}
