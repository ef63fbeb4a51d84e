//! A random day that is just valid, and one edit: exactly what the edit concerns is broken.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::room::{educator, learner, lesson, modality, period, room};
use crate::{
    Apart, ApartIn, Competency, Educator, FixedGroup, Group, Instance, LessonOf, Lock, Qualified, Ready,
    Schedule, Seat,
    check::{Rule, check},
    random::Random,
};

proptest! {
    #[test]
    fn a_day_that_is_just_valid_breaks_nothing(seed: u64) {
        let (day, schedule) = just_valid(seed);
        let said: Vec<String> = check(&day, &schedule).iter().map(|one| one.said(&day).to_string()).collect();
        prop_assert_eq!(said, Vec::<String>::new());
    }

    #[test]
    fn one_edit_breaks_exactly_what_it_concerns(seed: u64, edit in 0..EDITS.len(), at: prop::sample::Index) {
        let (mut day, mut schedule) = just_valid(seed);
        let group = at.index(schedule.groups.len());
        let expected: BTreeSet<Rule> = EDITS[edit](&mut day, &mut schedule, group).into_iter().collect();
        let found = check(&day, &schedule);
        let rules: BTreeSet<Rule> = found.iter().map(|breach| breach.rule).collect();
        let said: Vec<String> = found.iter().map(|one| one.said(&day).to_string()).collect();
        prop_assert_eq!(rules, expected, "edit {}: {:?}", edit, said);
    }

    #[test]
    fn whatever_a_schedule_names_is_checked_without_a_crash(
        seed: u64, group: usize, which in 0..9_usize, place in prop_oneof![0..20_usize, Just(usize::MAX)]
    ) {
        let (day, mut schedule) = just_valid(seed);
        let count = schedule.groups.len();
        let group = &mut schedule.groups[group % count];
        match which {
            0 => group.period = place,
            1 => group.room = place,
            2 => group.modality = place,
            3 => group.educator = Some(place),
            4 => group.lesson = Some(place),
            5 => group.fixed = Some(place),
            6 => group.seats[0].learner = place,
            7 => group.seats[0].lesson = Some(place),
            _ => schedule.watches.push(crate::Watch { period: place, room: place, educator: place }),
        }
        for breach in check(&day, &schedule) {
            prop_assert!(breach.said(&day).to_string().ends_with('.') && !breach.key(&day).is_empty());
        }
    }
}

/// An edit at a group, and the rules that are broken then; none where there is nothing to edit.
type Edit = fn(&mut Instance, &mut Schedule, usize) -> Vec<Rule>;

const EDITS: &[Edit] = &[
    |day, schedule, at| {
        let size = &mut day.modalities[schedule.groups[at].modality].group;
        (size.least, size.most) = (1, size.most - 1);
        vec![Rule::GroupTooLarge]
    },
    |day, schedule, at| {
        day.modalities[schedule.groups[at].modality].group.least += 1;
        vec![Rule::GroupTooSmall]
    },
    |day, schedule, at| {
        day.rooms[schedule.groups[at].room].seats -= 1;
        vec![Rule::RoomSeats]
    },
    |day, schedule, at| {
        day.rooms[schedule.groups[at].room].groups -= 1;
        vec![Rule::RoomGroups]
    },
    |day, schedule, at| {
        let devices = &mut day.rooms[schedule.groups[at].room].devices;
        if *devices == 0 {
            return vec![];
        }
        *devices -= 1;
        vec![Rule::RoomDevices]
    },
    |day, schedule, at| {
        let group = &schedule.groups[at];
        day.rooms[group.room].periods.retain(|period| *period != group.period);
        vec![Rule::RoomNotToBeHad]
    },
    |day, schedule, at| {
        let group = &schedule.groups[at];
        day.modalities[group.modality].room_kinds = vec!["kitchen".to_owned()];
        vec![Rule::RoomKind]
    },
    |day, schedule, at| {
        let group = &schedule.groups[at];
        day.rooms[group.room].watched = true;
        let alone = |period: usize| {
            let mut here =
                schedule.groups.iter().filter(|other| (other.period, other.room) == (period, group.room));
            let used = here.clone().next().is_some();
            used && here.all(|other| other.educator.is_none())
        };
        if (0..day.periods.len()).any(alone) { vec![Rule::RoomUnwatched] } else { vec![] }
    },
    |day, schedule, at| {
        let (learner, place) = first(schedule, at);
        let competency = day.lessons[place].competency;
        day.learners[learner].ready.retain(|ready| ready.competency != competency);
        vec![Rule::NotReady]
    },
    |day, schedule, at| {
        let (learner, place) = first(schedule, at);
        day.learners[learner].had.push(place);
        vec![Rule::LessonHad]
    },
    |day, schedule, at| {
        let (learner, place) = first(schedule, at);
        day.learners[learner].levels.ceiling =
            day.competencies[day.lessons[place].competency].level.map(|is| is - 1);
        day.learners[learner].levels.floor = None;
        vec![Rule::OutsideLevels]
    },
    |day, schedule, at| {
        let (learner, place) = first(schedule, at);
        day.learners[learner].languages = vec!["es".to_owned()];
        day.lessons[place].languages = vec!["en".to_owned()];
        vec![Rule::OtherLanguage]
    },
    |day, schedule, at| {
        let (_, place) = first(schedule, at);
        day.lessons[place].copies = day.lessons[place].copies.map(|copies| copies - 1);
        vec![Rule::Copies]
    },
    |day, schedule, at| {
        let (_, place) = first(schedule, at);
        day.lessons[place].minutes += 1;
        vec![Rule::LessonTooLong]
    },
    |day, schedule, at| {
        let (learner, place) = first(schedule, at);
        let competency = day.lessons[place].competency;
        let led = day.modalities[schedule.groups[at].modality].educator;
        for ready in day.learners[learner].ready.iter_mut().filter(|ready| ready.competency == competency) {
            ready.tries = day.rules.tries_before_educator;
        }
        if led { vec![] } else { vec![Rule::TriesWithoutEducator] }
    },
    |day, schedule, at| {
        day.modalities[schedule.groups[at].modality].most_a_day = 0;
        vec![Rule::ModalityTooOften]
    },
    |day, schedule, at| {
        let Some(educator) = schedule.groups[at].educator else { return vec![] };
        day.educators[educator].periods.retain(|period| *period != schedule.groups[at].period);
        vec![Rule::EducatorAway]
    },
    |day, schedule, at| {
        let Some(educator) = schedule.groups[at].educator else { return vec![] };
        day.educators[educator].most_groups -= 1;
        vec![Rule::TooManyGroups]
    },
    |day, schedule, at| {
        let Some(educator) = schedule.groups[at].educator else { return vec![] };
        day.educators[educator].competencies = Qualified::Only(vec![]);
        vec![Rule::NotQualifiedToTeach]
    },
    |day, schedule, at| {
        let Some(educator) = schedule.groups[at].educator else { return vec![] };
        day.educators[educator].modalities = Qualified::Only(vec![]);
        vec![Rule::NotQualifiedToLead]
    },
    |day, schedule, at| {
        let group = &mut schedule.groups[at];
        let Some(educator) = group.educator.take() else {
            group.educator = Some(day.educators.len());
            day.educators.push(Educator { periods: vec![group.period], ..educator("Dr. Kaur") });
            return vec![Rule::EducatorNotAsked];
        };
        day.educators[educator].most_groups = 0;
        vec![Rule::NoEducator]
    },
    |day, schedule, at| {
        let (learner, _) = first(schedule, at);
        day.learners[learner].needs.group_most = u32::try_from(schedule.groups[at].seats.len() - 1).ok();
        vec![Rule::NeedsSmallerGroup]
    },
    |day, schedule, at| {
        let (learner, _) = first(schedule, at);
        day.learners[learner].needs.room_features = vec!["step-free".to_owned()];
        vec![Rule::NeedsOfRoom]
    },
    |day, schedule, at| {
        let (learner, _) = first(schedule, at);
        day.learners[learner].needs.educator_features = vec!["spanish".to_owned()];
        let led = schedule
            .groups
            .iter()
            .any(|group| group.educator.is_some() && group.seats.iter().any(|seat| seat.learner == learner));
        if led { vec![Rule::NeedsOfEducator] } else { vec![] }
    },
    |day, schedule, at| {
        let (learner, _) = first(schedule, at);
        day.learners[learner].needs.not_modalities = vec![schedule.groups[at].modality];
        vec![Rule::NeedsOtherModality]
    },
    |day, schedule, at| {
        let learners = schedule.groups[at].seats.iter().map(|seat| seat.learner).collect();
        day.apart.push(Apart { learners, within: ApartIn::Group });
        if schedule.groups[at].seats.len() > 1 { vec![Rule::KeptApart] } else { vec![] }
    },
    |day, schedule, at| {
        let group = &schedule.groups[at];
        let other = schedule
            .groups
            .iter()
            .position(|other| other.period == group.period && !std::ptr::eq(other, group));
        let Some(other) = other else { return vec![] };
        day.together.push(vec![first(schedule, at).0, first(schedule, other).0]);
        vec![Rule::KeptTogether]
    },
    |day, schedule, at| {
        let (learner, _) = first(schedule, at);
        let Group { period, modality, room, .. } = schedule.groups[at];
        day.locks.push(Lock::Seat {
            by: "Dr. Kaur".to_owned(),
            learner,
            period,
            modality: Some(modality),
            lesson: None,
            educator: None,
            room: Some(room + 1),
        });
        vec![Rule::Lock]
    },
    |day, schedule, at| {
        let Group { period, room, .. } = schedule.groups[at];
        day.locks.push(Lock::Closed { by: "Dr. Kaur".to_owned(), room, period });
        vec![Rule::Lock]
    },
    |day, schedule, at| {
        schedule.groups[at].seats.remove(0);
        day.modalities[schedule.groups[at].modality].group.least = 1;
        let empty = schedule.groups[at].seats.is_empty();
        if empty { vec![Rule::Unseated, Rule::GroupTooSmall] } else { vec![Rule::Unseated] }
    },
    |day, schedule, at| {
        let (learner, _) = first(schedule, at);
        let period = schedule.groups[at].period;
        day.learners[learner].periods.retain(|there| *there != period);
        vec![Rule::SeatedAway]
    },
    |day, schedule, at| {
        schedule.groups[at].seats[0].learner = day.learners.len();
        vec![Rule::UnknownPlace, Rule::Unseated, Rule::GroupTooSmall]
    },
    |day, schedule, at| {
        schedule.groups[at].seats[0].lesson = None;
        vec![Rule::NoLesson; usize::from(!day.lessons.is_empty())]
    },
    |day, schedule, at| {
        let twice = schedule.groups[at].seats[0];
        schedule.groups[at].seats.push(twice);
        let broken = roomier(day, schedule, at, twice);
        [broken, vec![Rule::SeatedTwice]].concat()
    },
    |day, schedule, at| {
        stand(day, schedule, at);
        vec![]
    },
    |day, schedule, at| {
        if schedule.groups[at].lesson.is_none() {
            return vec![];
        }
        stand(day, schedule, at);
        schedule.groups[at].fixed = None;
        vec![Rule::FixedMissing]
    },
    |day, schedule, at| {
        stand(day, schedule, at);
        let Group { period, .. } = schedule.groups[at];
        let elsewhere = (0..day.learners.len()).find(|learner| {
            let there = day.learners[*learner].periods.contains(&period);
            there && schedule.groups[at].seats.iter().all(|seat| seat.learner != *learner)
        });
        let Some(learner) = elsewhere else { return vec![] };
        day.fixed[0].learners.push(learner);
        vec![Rule::FixedChanged]
    },
];

/// A second seat of one learner is allowed in every way but that it is a second one.
fn roomier(day: &mut Instance, schedule: &Schedule, at: usize, seat: Seat) -> Vec<Rule> {
    let group = &schedule.groups[at];
    day.modalities[group.modality].group.most += 1;
    day.modalities[group.modality].most_a_day += 1;
    day.rooms[group.room].seats += 1;
    day.rooms[group.room].devices += 1;
    day.rules.most_of_a_competency += 1;
    if let Some(lesson) = seat.lesson {
        day.lessons[lesson].copies = None;
    }
    for learner in &mut day.learners {
        learner.needs.group_most = None;
    }
    vec![Rule::LessonTwice]
}

fn first(schedule: &Schedule, at: usize) -> (usize, usize) {
    let seat = schedule.groups[at].seats[0];
    (seat.learner, seat.lesson.expect("everybody works on something"))
}

/// The group becomes one that stands already, where it can: with one lesson for all.
fn stand(day: &mut Instance, schedule: &mut Schedule, at: usize) {
    let group = &mut schedule.groups[at];
    group.lesson = group.seats[0].lesson;
    group.seats.iter_mut().for_each(|seat| seat.lesson = group.lesson);
    group.fixed = Some(0);
    day.fixed.push(FixedGroup {
        id: "standing".to_owned(),
        name: "Standing".to_owned(),
        period: group.period,
        modality: group.modality,
        lesson: group.lesson,
        educator: group.educator,
        room: group.room,
        learners: group.seats.iter().map(|seat| seat.learner).collect(),
    });
}

/// Random groups, and then the least that they need: each has a modality and lessons of its own, and no limit is
/// wider than what is used.
fn just_valid(seed: u64) -> (Instance, Schedule) {
    let chance = &mut Random::new(seed);
    let mut day = super::room::instance();
    let names: Vec<String> = (0..2 + chance.below(9)).map(|at| format!("Learner {at}")).collect();
    day.periods = (0..=chance.below(3)).map(period).collect();
    day.rooms = (0..=chance.below(3)).map(|at| room(&format!("Room {at}"), 0, 0, 0)).collect();
    day.learners = names.iter().map(|name| learner(name)).collect();
    for learner in &mut day.learners {
        (learner.periods, learner.ready) = (Vec::new(), Vec::new());
        learner.own_device = chance.happens(0.3);
    }
    (day.educators, day.modalities, day.lessons, day.competencies) = Default::default();
    day.rooms.iter_mut().for_each(|room| room.periods.clear());
    let mut schedule = Schedule::default();
    for period in 0..day.periods.len() {
        let mut here: Vec<usize> = (0..names.len()).filter(|_| chance.happens(0.9)).collect();
        while !here.is_empty() {
            let size = (1 + chance.below(4)).min(here.len());
            let members: Vec<usize> = (0..size).map(|_| here.swap_remove(chance.below(here.len()))).collect();
            schedule.groups.push(group(&mut day, period, &members, chance));
        }
    }
    if schedule.groups.is_empty() {
        schedule.groups.push(group(&mut day, 0, &[0], chance));
    }
    limits(&mut day, &schedule);
    (day, schedule)
}

fn group(day: &mut Instance, period: usize, members: &[usize], chance: &mut Random) -> Group {
    let size = u32::try_from(members.len()).expect("few");
    let (led, own) = (chance.happens(0.5), chance.happens(0.5));
    let place = day.modalities.len();
    let lesson_of = if own { LessonOf::Learner } else { LessonOf::Group };
    let mut way = modality(&format!("Modality {place}"), (size, size), led, lesson_of);
    (way.device, way.most_a_day) = (chance.happens(0.5), 1);
    day.modalities.push(way);
    let educator_place = led.then(|| {
        day.educators.push(educator(&format!("Educator {}", day.educators.len())));
        day.educators.len() - 1
    });
    let mut seats = Vec::new();
    for member in members {
        if own || seats.is_empty() {
            let competency = day.competencies.len();
            let level = i32::try_from(chance.below(9)).ok();
            day.competencies.push(Competency { id: format!("c{competency}"), name: "One".to_owned(), level });
            day.lessons.push(lesson((day.lessons.len(), &(competency, place))));
        }
        let of = day.lessons.len() - 1;
        let tries = if led { 3 } else { u32::try_from(chance.below(3)).expect("few") };
        let ready = Ready { competency: day.lessons[of].competency, value: chance.unit(), tries };
        day.learners[*member].ready.push(ready);
        day.learners[*member].periods.push(period);
        seats.push(Seat { learner: *member, lesson: Some(of) });
    }
    let lesson = if own { None } else { seats[0].lesson };
    let room = chance.below(day.rooms.len());
    Group { period, room, modality: place, educator: educator_place, lesson, fixed: None, seats }
}

/// Every limit becomes just as wide as the schedule needs.
fn limits(day: &mut Instance, schedule: &Schedule) {
    let most = |count: usize, limit: &mut u32| *limit = (*limit).max(u32::try_from(count).expect("few"));
    for (place, room) in day.rooms.iter_mut().enumerate() {
        for period in 0..day.periods.len() {
            let groups: Vec<&Group> = schedule
                .groups
                .iter()
                .filter(|group| (group.period, group.room) == (period, place))
                .collect();
            if groups.is_empty() {
                continue;
            }
            room.periods.push(period);
            most(groups.len(), &mut room.groups);
            most(groups.iter().map(|group| group.seats.len()).sum(), &mut room.seats);
            let device = |group: &&&Group| day.modalities[group.modality].device;
            let seats = groups.iter().filter(device).flat_map(|group| &group.seats);
            most(seats.filter(|seat| !day.learners[seat.learner].own_device).count(), &mut room.devices);
        }
    }
    for group in &schedule.groups {
        for seat in &group.seats {
            let lesson = &mut day.lessons[seat.lesson.expect("everybody works on something")];
            lesson.copies = Some(lesson.copies.unwrap_or(0) + 1);
            let needs = &mut day.learners[seat.learner].needs;
            most(group.seats.len(), needs.group_most.get_or_insert(0));
            let level = day.competencies[lesson.competency].level.expect("all have one");
            let levels = &mut day.learners[seat.learner].levels;
            levels.floor = Some(levels.floor.map_or(level, |floor| floor.min(level)));
            levels.ceiling = Some(levels.ceiling.map_or(level, |ceiling| ceiling.max(level)));
        }
        if let Some(educator) = group.educator {
            let lessons = group.seats.iter().filter_map(|seat| seat.lesson);
            let mut taught: Vec<usize> = lessons.map(|lesson| day.lessons[lesson].competency).collect();
            taught.sort_unstable();
            taught.dedup();
            let educator = &mut day.educators[educator];
            (educator.periods, educator.most_groups) = (vec![group.period], 1);
            educator.competencies = Qualified::Only(taught);
            educator.modalities = Qualified::Only(vec![group.modality]);
        }
    }
    for learner in &mut day.learners {
        (learner.minutes_had, learner.works) =
            (vec![0; day.modalities.len()], vec![1.0; day.modalities.len()]);
    }
}
