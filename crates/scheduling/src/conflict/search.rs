//! An exact search over the few who have to do with each other.

use super::{Fact, personal};
use crate::solve::{Day, Draft};
use crate::{Instance, Lock, NotForThem};

/// Steps of the search before it gives up.
const STEPS: usize = 20_000;
/// The most learners that the search is begun for.
const MOST: usize = 14;

/// The smallest set of facts that leave a learner without a seat in a period, and whether that is proven.
pub fn smallest(instance: &Instance, learner: usize, period: usize) -> (Vec<Fact>, bool) {
    let nothing = (vec![Fact::NothingFound { learner, period }], false);
    let concerned = concerned(instance, learner, period);
    if concerned.len() > MOST {
        return nothing;
    }
    let part = part(instance, &concerned, period);
    if possible(&part, period) != Some(false) {
        return nothing;
    }
    let mut facts = facts(&part, &concerned, period);
    let mut proven = true;
    for fact in facts.clone() {
        let fewer: Vec<Fact> = facts.iter().copied().filter(|one| *one != fact).collect();
        let without = all_but(&part, &fewer, &concerned, period);
        match possible(&without, period) {
            Some(false) => facts = fewer,
            Some(true) => {}
            None => proven = false,
        }
    }
    if facts.iter().any(|fact| matches!(fact, Fact::Apart(_))) {
        let open = |room: &&crate::Room| room.periods.contains(&period);
        facts.push(Fact::Rooms { period, rooms: part.rooms.iter().filter(open).count() });
    }
    (facts, proven)
}

/// Whoever has to do with a learner by being kept apart, together, or locked into the same place.
fn concerned(instance: &Instance, learner: usize, period: usize) -> Vec<usize> {
    let there = |one: &usize| instance.learners[*one].periods.contains(&period);
    let mut found = vec![learner];
    let mut at = 0;
    while at < found.len() && found.len() <= MOST {
        let one = found[at];
        let sets = instance.apart.iter().map(|set| &set.learners).chain(&instance.together);
        for other in sets.filter(|set| set.contains(&one)).flatten().filter(|other| there(other)) {
            if !found.contains(other) {
                found.push(*other);
            }
        }
        at += 1;
    }
    found.sort_unstable();
    found
}

/// The day with nobody but the concerned, in one period, where groups of any size may be.
fn part(instance: &Instance, concerned: &[usize], period: usize) -> Instance {
    let mut part = instance.clone();
    for (at, learner) in part.learners.iter_mut().enumerate() {
        learner.periods = if concerned.contains(&at) { vec![period] } else { Vec::new() };
    }
    part.modalities.iter_mut().for_each(|modality| modality.group.least = 1);
    part.rooms.iter_mut().for_each(|room| room.watched = false);
    part.fixed.retain(|group| group.period == period);
    part
}

/// What could be lifted of the part.
fn facts(part: &Instance, concerned: &[usize], period: usize) -> Vec<Fact> {
    let mut facts = Vec::new();
    for learner in concerned {
        facts.extend(personal::RULES.map(|rule| Fact::Rule { learner: *learner, rule }));
        facts.push(Fact::Needs(*learner));
    }
    let of_period = |lock: &Lock| match lock {
        Lock::Seat { learner, period: when, .. } => *when == period && concerned.contains(learner),
        Lock::Leads { period: when, .. }
        | Lock::Free { period: when, .. }
        | Lock::Closed { period: when, .. } => *when == period,
    };
    facts.extend((0..part.fixed.len()).map(Fact::Fixed));
    let among = |set: &[usize]| set.iter().filter(|one| concerned.contains(one)).count() > 1;
    facts.extend((0..part.together.len()).filter(|at| among(&part.together[*at])).map(Fact::Together));
    facts.extend((0..part.apart.len()).filter(|at| among(&part.apart[*at].learners)).map(Fact::Apart));
    facts.extend((0..part.locks.len()).filter(|at| of_period(&part.locks[*at])).map(Fact::Lock));
    facts
}

/// The part with these facts and no other.
fn all_but(part: &Instance, kept: &[Fact], concerned: &[usize], period: usize) -> Instance {
    let mut without = part.clone();
    for fact in facts(part, concerned, period).iter().filter(|fact| !kept.contains(fact)) {
        lift(&mut without, *fact);
    }
    without
}

/// Lifts one fact; sets and locks stay in their places and ask for nothing.
pub fn lift(instance: &mut Instance, fact: Fact) {
    match fact {
        Fact::Rule { learner, rule } => personal::lift(&mut instance.learners[learner], rule),
        Fact::Needs(learner) => {
            let needs = &mut instance.learners[learner].needs;
            needs.room_features.clear();
            needs.educator_features.clear();
            needs.group_most = None;
        }
        Fact::Lock(at) => {
            if let Lock::Leads { educator, modality, lesson, room, .. } = &mut instance.locks[at] {
                let _ = educator;
                (*modality, *lesson, *room) = (None, None, None);
            } else if let Lock::Seat { modality, lesson, educator, room, .. } = &mut instance.locks[at] {
                (*modality, *lesson, *educator, *room) = (None, None, None, None);
            } else {
                // A lock of no period: nothing is free or closed by it.
                let by = String::new();
                instance.locks[at] = Lock::Seat {
                    by,
                    learner: 0,
                    period: 0,
                    modality: None,
                    lesson: None,
                    educator: None,
                    room: None,
                };
            }
        }
        Fact::Fixed(at) => instance.fixed[at].learners.clear(),
        Fact::Apart(at) => instance.apart[at].learners.clear(),
        Fact::Together(at) => instance.together[at].clear(),
        _ => {}
    }
}

/// Whether everybody in a part can be seated at once; `None` where the search gave up.
fn possible(part: &Instance, period: usize) -> Option<bool> {
    let day = Day::new(part);
    let mut draft = Draft::new(&day);
    let stands =
        part.fixed.iter().zip(&day.stands).all(|(group, stands)| *stands || group.learners.is_empty());
    if !stands {
        return Some(false);
    }
    let mut parties: Vec<usize> = day.by_period[period].clone();
    if parties.iter().any(|party| day.parties[*party].torn) {
        return Some(false);
    }
    parties.sort_by_key(|party| day.choices(*party));
    let mut steps = 0;
    seat_all(&mut draft, &parties, &mut steps)
}

fn seat_all(draft: &mut Draft, parties: &[usize], steps: &mut usize) -> Option<bool> {
    let Some((party, others)) = parties.split_first() else { return Some(true) };
    *steps += 1;
    if *steps > STEPS {
        return None;
    }
    let day = draft.day;
    let who = &day.parties[*party];
    // Where each could have a group of their own, nobody has to share one but whom a lock puts with an educator.
    let roomy = (0..day.instance.rooms.len())
        .filter(|room| day.room_open(who.period, *room))
        .all(|room| draft.groups_left(who.period, room) >= parties.len());
    let alone = roomy && day.kinds[who.kind].led_by.is_none();
    let mark = draft.mark();
    if !alone {
        let open: Vec<usize> = (0..draft.groups.len())
            .filter(|group| draft.groups[*group].open && draft.groups[*group].period == who.period)
            .collect();
        for group in open {
            if draft.joined(*party, group).is_some() {
                draft.take_seat(*party, group);
                let rest = seat_all(draft, others, steps);
                if rest != Some(false) {
                    return rest;
                }
                draft.back_to(mark);
            }
        }
    }
    let mut tried = Vec::new();
    for (room, modality, lesson, educator) in new_groups(draft, *party, others) {
        if alone && tried.contains(&room) {
            continue;
        }
        let group = draft.open(who.period, room, modality, lesson, educator);
        let joins = draft.joined(*party, group).is_some();
        let rest = if joins {
            draft.take_seat(*party, group);
            seat_all(draft, others, steps)
        } else {
            Some(false)
        };
        if rest != Some(false) {
            return rest;
        }
        draft.back_to(mark);
        // What needs neither an educator nor a device leaves at least as much to the others as anything else there.
        if joins && educator.is_none() && !day.instance.modalities[modality].device {
            tried.push(room);
        }
    }
    Some(false)
}

/// The groups a party could begin: each lesson that others want too, and of the rest one with a device and one without.
fn new_groups(
    draft: &Draft,
    party: usize,
    others: &[usize],
) -> Vec<(usize, usize, Option<usize>, Option<usize>)> {
    let day = draft.day;
    let who = &day.parties[party];
    let mut kinds: Vec<(usize, Option<usize>)> =
        day.own_modalities.iter().map(|modality| (*modality, None)).collect();
    let mut seen = Vec::new();
    for (lesson, _) in &who.by_worth {
        let modality = day.instance.lessons[*lesson].modality;
        let shared = others.iter().any(|other| day.parties[*other].worth(*lesson).is_some());
        let competency = day.instance.lessons[*lesson].competency;
        let led = day.instance.modalities[modality].educator;
        let key = (modality, led.then_some(competency));
        if shared || !seen.contains(&key) {
            seen.push(key);
            kinds.push((modality, Some(*lesson)));
        }
    }
    let mut groups = Vec::new();
    kinds.sort_by_key(|(modality, _)| {
        let how = &day.instance.modalities[*modality];
        (how.educator, how.device)
    });
    for (modality, lesson) in kinds {
        let educators: Vec<Option<usize>> = if day.instance.modalities[modality].educator {
            (0..day.instance.educators.len())
                .filter(|educator| {
                    day.may_lead(who.period, *educator, modality, lesson)
                        && !draft.leads_something(who.period, *educator)
                        && draft.led_today[*educator] < day.instance.educators[*educator].most_groups as usize
                })
                .map(Some)
                .collect()
        } else {
            vec![None]
        };
        for educator in educators {
            let lead =
                educator.and_then(|educator| day.lead(who.period, educator)).and_then(|lead| lead.room);
            let rooms = (0..day.instance.rooms.len()).filter(|room| {
                day.room_open(who.period, *room)
                    && day.hosts(modality, *room)
                    && draft.groups_left(who.period, *room) > 0
                    && lead.is_none_or(|wanted| wanted == *room)
            });
            groups.extend(rooms.map(|room| (room, modality, lesson, educator)));
        }
    }
    groups
}

/// Whether a rule of a person could be lifted at all.
pub const fn is_personal(rule: NotForThem) -> bool {
    !matches!(rule, NotForThem::NotReady | NotForThem::TooLong | NotForThem::NoLessons)
}
