//! Locks, and groups that stand already.

use super::{
    Breach, Decided, Rule,
    day::{Day, Here},
};
use crate::{FixedGroup, Lock};

pub(super) fn find(day: &Day, found: &mut Vec<Breach>) {
    for (place, lock) in day.instance.locks.iter().enumerate() {
        let broken = match lock {
            Lock::Seat { learner, period, modality, lesson, educator, room, .. } => {
                let wanted = [*modality, *lesson, *educator, *room];
                seat(day, *learner, *period, wanted)
            }
            Lock::Leads { educator, period, modality, lesson, room, .. } => {
                leads(day, *educator, *period, [*modality, *lesson, *room])
            }
            Lock::Free { educator, period, .. } => free(day, *educator, *period),
            Lock::Closed { room, period, .. } => closed(day, *room, *period),
        };
        found.extend(broken.map(|breach| breach.against(Decided::Lock(place))));
    }
    for (place, fixed) in day.instance.fixed.iter().enumerate() {
        stands(day, place, fixed, found);
    }
}

/// How far what is there is from what was wanted: the words of what is other.
fn other(names: &[&str], wanted: &[Option<usize>], there: &[Option<usize>]) -> Vec<String> {
    let all = names.iter().zip(wanted).zip(there);
    all.filter(|((_, wanted), there)| wanted.is_some() && wanted != there)
        .map(|((name, _), _)| format!("another {name}"))
        .collect()
}

fn seat(day: &Day, learner: usize, period: usize, wanted: [Option<usize>; 4]) -> Option<Breach> {
    if !day.instance.learners[learner].periods.contains(&period) {
        return None;
    }
    let breach = Breach::of(Rule::Lock).when(period).who([learner]);
    let seats = day.taken[learner].iter().filter(|taken| taken.period == period).map(|taken| {
        let here = &day.groups[taken.here];
        let there = [Some(here.group.modality), taken.lesson, here.group.educator, Some(here.group.room)];
        (here.place, other(&["modality", "lesson", "educator", "room"], &wanted, &there))
    });
    match seats.min_by_key(|(_, other)| other.len()) {
        None => Some(breach.saying("no seat")),
        Some((_, other)) if other.is_empty() => None,
        Some((group, other)) => Some(other.into_iter().fold(breach.seen_in([group]), Breach::saying)),
    }
}

fn leads(day: &Day, educator: usize, period: usize, wanted: [Option<usize>; 3]) -> Option<Breach> {
    let breach = Breach::of(Rule::Lock).when(period).led_by(educator);
    let led = day.groups.iter().filter(|here| here.group.period == period);
    let led = led.filter(|here| here.group.educator == Some(educator)).map(|here| {
        let there = [Some(here.group.modality), here.group.lesson, Some(here.group.room)];
        (here.place, other(&["modality", "lesson", "room"], &wanted, &there))
    });
    match led.min_by_key(|(_, other)| other.len()) {
        None => Some(breach.saying("leads no group")),
        Some((_, other)) if other.is_empty() => None,
        Some((group, other)) => Some(other.into_iter().fold(breach.seen_in([group]), Breach::saying)),
    }
}

fn free(day: &Day, educator: usize, period: usize) -> Option<Breach> {
    let breach = Breach::of(Rule::Lock).when(period).led_by(educator);
    let led =
        day.groups.iter().find(|here| here.group.period == period && here.group.educator == Some(educator));
    if let Some(here) = led {
        return Some(breach.seen_in([here.place]).saying("leads a group"));
    }
    let watches = day.watches.iter().any(|watch| watch.period == period && watch.educator == educator);
    watches.then(|| breach.saying("watches a room"))
}

fn closed(day: &Day, room: usize, period: usize) -> Option<Breach> {
    let breach = Breach::of(Rule::Lock).when(period).in_room(room);
    let used = day.groups.iter().filter(|here| here.group.period == period && here.group.room == room);
    let used: Vec<usize> = used.map(|here| here.place).collect();
    if !used.is_empty() {
        return Some(breach.seen_in(used).saying("a group is in it"));
    }
    let watched = day.watches.iter().any(|watch| watch.period == period && watch.room == room);
    watched.then(|| breach.saying("it is watched"))
}

/// A group that stands already is there once and as it stands, with those of its learners who are there.
fn stands(day: &Day, place: usize, fixed: &FixedGroup, found: &mut Vec<Breach>) {
    let breach =
        |rule| Breach::of(rule).when(fixed.period).in_room(fixed.room).against(Decided::Fixed(place));
    let expected: Vec<usize> = fixed
        .learners
        .iter()
        .copied()
        .filter(|learner| day.instance.learners[*learner].periods.contains(&fixed.period))
        .collect();
    let groups: Vec<&Here> = day.groups.iter().filter(|here| here.group.fixed == Some(place)).collect();
    let [here] = groups[..] else {
        if groups.is_empty() && !expected.is_empty() {
            found.push(breach(Rule::FixedMissing).who(expected));
        } else if groups.len() > 1 {
            let breach = breach(Rule::FixedTwice).counting(groups.len(), 1);
            found.push(breach.seen_in(groups.iter().map(|here| here.place)));
        }
        return;
    };
    let changed = changes(day, fixed, here, &expected);
    if !changed.is_empty() {
        let breach = breach(Rule::FixedChanged).seen_in([here.place]);
        found.push(changed.into_iter().fold(breach, Breach::saying));
    }
}

fn changes(day: &Day, fixed: &FixedGroup, here: &Here, expected: &[usize]) -> Vec<String> {
    let group = here.group;
    let name = |learner: usize| day.instance.learners[learner].name.as_str();
    let mut changed: Vec<String> = [
        ("period", fixed.period == group.period),
        ("modality", fixed.modality == group.modality),
        ("lesson", fixed.lesson == group.lesson),
        ("educator", fixed.educator == group.educator),
        ("room", fixed.room == group.room),
    ]
    .into_iter()
    .filter(|(_, same)| !same)
    .map(|(what, _)| format!("another {what}"))
    .collect();
    for learner in expected.iter().filter(|learner| !here.learners().any(|there| there == **learner)) {
        changed.push(format!("without {}", name(*learner)));
    }
    for seat in &here.seats {
        if !fixed.learners.contains(&seat.learner) {
            changed.push(format!("with {}", name(seat.learner)));
        } else if seat.lesson != fixed.lesson && fixed.lesson == group.lesson {
            changed.push(format!("another lesson for {}", name(seat.learner)));
        }
    }
    changed
}
