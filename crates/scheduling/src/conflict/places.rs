//! Seats that are counted, groups that cannot stand, educators who cannot lead.

use super::Fact;
use crate::admission::offers;
use crate::{ApartIn, FixedGroup, Instance, Lock};

/// Whether a lock closes a room.
fn closed(instance: &Instance, room: usize, period: usize) -> Option<usize> {
    instance.locks.iter().position(|lock| {
        matches!(lock, Lock::Closed { room: one, period: when, .. } if *one == room && *when == period)
    })
}

fn kept_free(instance: &Instance, educator: usize, period: usize) -> Option<usize> {
    instance.locks.iter().position(|lock| {
        matches!(lock, Lock::Free { educator: one, period: when, .. } if *one == educator && *when == period)
    })
}

/// More learners than seats, if that is so.
pub fn too_few_seats(instance: &Instance, period: usize) -> Option<Vec<Fact>> {
    let learners = instance.learners.iter().filter(|learner| learner.periods.contains(&period)).count();
    let open =
        |at: &usize| instance.rooms[*at].periods.contains(&period) && closed(instance, *at, period).is_none();
    let seats: usize =
        (0..instance.rooms.len()).filter(open).map(|at| instance.rooms[at].seats as usize).sum();
    (learners > seats).then(|| vec![Fact::There { period, learners }, Fact::Seats { period, seats }])
}

fn sitting(instance: &Instance, group: &FixedGroup) -> Vec<usize> {
    let there = |one: &usize| instance.learners[*one].periods.contains(&group.period);
    group.learners.iter().copied().filter(there).collect()
}

/// Why a group that stands already cannot.
pub fn cannot_stand(instance: &Instance, at: usize) -> (Vec<Fact>, bool) {
    let group = &instance.fixed[at];
    let (room, period) = (group.room, group.period);
    let pair = |fact: Fact| (vec![Fact::Fixed(at), fact], true);
    if let Some(lock) = closed(instance, room, period) {
        return pair(Fact::Lock(lock));
    }
    if !instance.rooms[room].periods.contains(&period) {
        return pair(Fact::RoomNotThere { room, period });
    }
    if let Some(educator) = group.educator {
        if let Some(lock) = kept_free(instance, educator, period) {
            return pair(Fact::Lock(lock));
        }
        if !instance.educators[educator].periods.contains(&period) {
            return pair(Fact::EducatorNotThere { educator, period });
        }
    }
    let who = sitting(instance, group);
    for (other, beside) in instance.fixed.iter().enumerate().filter(|(other, _)| *other != at) {
        let same_educator = group.educator.is_some() && beside.educator == group.educator;
        if beside.period == period && (same_educator || beside.learners.iter().any(|one| who.contains(one))) {
            return pair(Fact::Fixed(other));
        }
    }
    for (apart, set) in instance.apart.iter().enumerate() {
        if set.learners.iter().filter(|one| who.contains(one)).count() > 1 {
            return pair(Fact::Apart(apart));
        }
        for (other, beside) in instance.fixed.iter().enumerate().filter(|(other, _)| *other != at) {
            let meets = set.within == ApartIn::Room
                && beside.period == period
                && beside.room == room
                && set.learners.iter().any(|one| who.contains(one))
                && set.learners.iter().any(|one| beside.learners.contains(one));
            if meets {
                return (vec![Fact::Fixed(at), Fact::Fixed(other), Fact::Apart(apart)], true);
            }
        }
    }
    for learner in &who {
        let needs = &instance.learners[*learner].needs;
        let led = |educator: usize| offers(&instance.educators[educator].features, &needs.educator_features);
        let kept = offers(&instance.rooms[room].features, &needs.room_features)
            && group.educator.is_none_or(led)
            && needs.group_most.is_none_or(|most| who.len() <= most as usize)
            && !needs.not_modalities.contains(&group.modality);
        if !kept {
            return pair(Fact::Needs(*learner));
        }
    }
    let seats = instance.rooms[room].seats as usize;
    if who.len() > seats {
        return pair(Fact::RoomHolds { room, seats });
    }
    let mut facts = vec![Fact::Fixed(at), Fact::RoomHolds { room, seats }];
    let beside = instance.fixed.iter().enumerate();
    facts.extend(
        beside
            .filter(|(other, beside)| *other != at && beside.period == period && beside.room == room)
            .map(|(other, _)| Fact::Fixed(other)),
    );
    (facts, false)
}

/// Why an educator does not lead what a lock asks.
pub fn not_led(instance: &Instance, at: usize) -> (Vec<Fact>, bool) {
    let Lock::Leads { educator, period, modality, lesson, room, .. } = &instance.locks[at] else {
        return (vec![Fact::Lock(at)], false);
    };
    let pair = |fact: Fact| (vec![Fact::Lock(at), fact], true);
    if let Some(lock) = kept_free(instance, *educator, *period) {
        return pair(Fact::Lock(lock));
    }
    if !instance.educators[*educator].periods.contains(period) {
        return pair(Fact::EducatorNotThere { educator: *educator, period: *period });
    }
    for (other, lock) in instance.locks.iter().enumerate().filter(|(other, _)| *other != at) {
        let Lock::Leads { educator: who, period: when, modality: how, lesson: what, room: place, .. } = lock
        else {
            continue;
        };
        let differs =
            |one: &Option<usize>, other: &Option<usize>| one.is_some() && other.is_some() && one != other;
        let torn = differs(modality, how) || differs(lesson, what) || differs(room, place);
        if who == educator && when == period && torn {
            return pair(Fact::Lock(other));
        }
    }
    if let Some(lock) = room.and_then(|room| closed(instance, room, *period)) {
        return pair(Fact::Lock(lock));
    }
    if let Some(room) = room.filter(|room| !instance.rooms[*room].periods.contains(period)) {
        return pair(Fact::RoomNotThere { room, period: *period });
    }
    if let (facts, true) = against_fixed(instance, at) {
        return (facts, true);
    }
    let who = &instance.educators[*educator];
    let may = modality.is_none_or(|modality| who.modalities.contains(modality))
        && lesson.is_none_or(|lesson| {
            who.competencies.contains(instance.lessons[lesson].competency)
                && who.modalities.contains(instance.lessons[lesson].modality)
        })
        && who.most_groups > 0;
    if may { (vec![Fact::Lock(at)], false) } else { pair(Fact::EducatorCannot(*educator)) }
}

/// The group that stands already and that a lock contradicts.
pub fn against_fixed(instance: &Instance, at: usize) -> (Vec<Fact>, bool) {
    let against = instance.fixed.iter().position(|group| match &instance.locks[at] {
        Lock::Seat { learner, period, .. } => group.period == *period && group.learners.contains(learner),
        Lock::Leads { educator, period, .. } | Lock::Free { educator, period, .. } => {
            group.period == *period && group.educator == Some(*educator)
        }
        Lock::Closed { room, period, .. } => group.period == *period && group.room == *room,
    });
    match against {
        Some(group) => (vec![Fact::Lock(at), Fact::Fixed(group)], true),
        None => (vec![Fact::Lock(at)], false),
    }
}
