//! What rooms hold, and who is in them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Breach, Rule,
    day::{Day, Here},
};
use crate::Room;

pub(super) fn find(day: &Day, found: &mut Vec<Breach>) {
    let mut used: BTreeMap<(usize, usize), Vec<&Here>> = BTreeMap::new();
    for here in &day.groups {
        used.entry((here.group.period, here.group.room)).or_default().push(here);
    }
    let educators_in = educators_in(day);
    for ((period, place), groups) in used {
        let room = &day.instance.rooms[place];
        let breach = |rule| {
            let breach = Breach::of(rule).when(period).in_room(place);
            breach.seen_in(groups.iter().map(|here| here.place))
        };
        if !room.periods.contains(&period) {
            found.push(breach(Rule::RoomNotToBeHad));
        }
        limits(day, room, &groups, breach, found);
        let somebody = groups.iter().any(|here| !here.seats.is_empty());
        if room.watched && somebody && !educators_in.contains(&(period, place)) {
            found.push(breach(Rule::RoomUnwatched));
        }
        for here in groups.iter().filter(|here| !here.stands) {
            let kinds = &day.modality(here).room_kinds;
            if !kinds.is_empty() && !kinds.contains(&room.kind) {
                let breach = Breach::of(Rule::RoomKind).when(period).in_room(place).seen_in([here.place]);
                found.push(breach.by_way_of(here.group.modality).saying(kinds.join(" or ")));
            }
        }
    }
}

fn limits(
    day: &Day,
    room: &Room,
    groups: &[&Here],
    breach: impl Fn(Rule) -> Breach,
    found: &mut Vec<Breach>,
) {
    let seats: usize = groups.iter().map(|here| here.seats.len()).sum();
    let devices = groups
        .iter()
        .filter(|here| day.modality(here).device)
        .flat_map(|here| here.learners())
        .filter(|learner| !day.instance.learners[*learner].own_device)
        .count();
    for (rule, count, limit) in [
        (Rule::RoomSeats, seats, room.seats),
        (Rule::RoomDevices, devices, room.devices),
        (Rule::RoomGroups, groups.len(), room.groups),
    ] {
        if count > limit as usize {
            found.push(breach(rule).counting(count, limit));
        }
    }
}

/// The periods and rooms in which an educator is who is there and is in no other room.
fn educators_in(day: &Day) -> BTreeSet<(usize, usize)> {
    let mut rooms: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
    for here in &day.groups {
        if let Some(educator) = here.group.educator {
            rooms.entry((here.group.period, educator)).or_default().insert(here.group.room);
        }
    }
    for watch in &day.watches {
        rooms.entry((watch.period, watch.educator)).or_default().insert(watch.room);
    }
    rooms
        .into_iter()
        .filter(|((period, educator), rooms)| rooms.len() == 1 && day.educator_is_there(*educator, *period))
        .flat_map(|((period, _), rooms)| rooms.into_iter().map(move |room| (period, room)))
        .collect()
}
