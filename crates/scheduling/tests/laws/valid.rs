//! What a schedule breaks, written down once more and plainly, for the solver's own tests.

use std::collections::BTreeMap;

use scheduling::{ApartIn, Group, Instance, LessonOf, Lock, Qualified, Schedule};

/// Every rule that is broken, in words; seats that are not there are counted by the caller.
pub fn broken(day: &Instance, schedule: &Schedule) -> Vec<String> {
    let mut said = Vec::new();
    seats(day, schedule, &mut said);
    for group in &schedule.groups {
        if group.fixed.is_none() {
            one_group(day, group, &mut said);
        }
        needs(day, group, &mut said);
    }
    rooms(day, schedule, &mut said);
    educators(day, schedule, &mut said);
    days(day, schedule, &mut said);
    meetings(day, schedule, &mut said);
    decided(day, schedule, &mut said);
    said
}

/// Who should have a seat and has none: learner and period.
pub fn without_seat(day: &Instance, schedule: &Schedule) -> Vec<(usize, usize)> {
    let sits = |learner: usize, period: usize| {
        schedule
            .groups
            .iter()
            .any(|group| group.period == period && group.seats.iter().any(|seat| seat.learner == learner))
    };
    let wanted = day
        .learners
        .iter()
        .enumerate()
        .flat_map(|(learner, who)| who.periods.iter().map(move |period| (learner, *period)));
    wanted.filter(|(learner, period)| !sits(*learner, *period)).collect()
}

fn seats(day: &Instance, schedule: &Schedule, said: &mut Vec<String>) {
    let mut taken: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for group in &schedule.groups {
        for seat in &group.seats {
            *taken.entry((seat.learner, group.period)).or_default() += 1;
            if !day.learners[seat.learner].periods.contains(&group.period) {
                said.push(format!("learner {} is not there in {}", seat.learner, group.period));
            }
        }
    }
    said.extend(
        taken.iter().filter(|(_, many)| **many > 1).map(|(who, many)| format!("{who:?} has {many} seats")),
    );
}

fn one_group(day: &Instance, group: &Group, said: &mut Vec<String>) {
    let how = &day.modalities[group.modality];
    let size = u32::try_from(group.seats.len()).unwrap();
    if size < how.group.least || size > how.group.most {
        said.push(format!("{size} in a group of {how:?}"));
    }
    if how.educator != group.educator.is_some() {
        said.push(format!("led or not: {group:?}"));
    }
    if (how.lesson_of == LessonOf::Group) != group.lesson.is_some() {
        said.push(format!("lesson of the group: {group:?}"));
    }
    let kinds = &how.room_kinds;
    if !kinds.is_empty() && !kinds.contains(&day.rooms[group.room].kind) {
        said.push(format!("kind of room: {group:?}"));
    }
    for seat in &group.seats {
        let who = &day.learners[seat.learner];
        let Some(lesson) = seat.lesson else {
            said.push(format!("no lesson: {seat:?}"));
            continue;
        };
        let what = &day.lessons[lesson];
        let ready = who.ready.iter().find(|ready| ready.competency == what.competency);
        let languages = who.languages.is_empty()
            || what.languages.is_empty()
            || who.languages.iter().any(|one| what.languages.contains(one));
        let rules = [
            ("another lesson", group.lesson.is_none_or(|of| of == lesson)),
            ("another modality", what.modality == group.modality),
            ("too long", what.minutes <= day.periods[group.period].minutes),
            ("not ready", ready.is_some()),
            ("tries", how.educator || ready.is_none_or(|one| one.tries < day.rules.tries_before_educator)),
            ("level", who.levels.contain(day.competencies[what.competency].level)),
            ("language", languages),
            ("had", !who.had.contains(&lesson) || who.repeats.contains(&lesson)),
        ];
        said.extend(rules.iter().filter(|(_, kept)| !kept).map(|(rule, _)| format!("{rule}: {seat:?}")));
        if let Some(educator) = group.educator {
            let teaches = contains(&day.educators[educator].competencies, what.competency)
                && contains(&day.educators[educator].modalities, group.modality);
            if !teaches {
                said.push(format!("not qualified: {educator} {seat:?}"));
            }
        }
    }
}

fn contains(qualified: &Qualified, place: usize) -> bool {
    match qualified {
        Qualified::All => true,
        Qualified::Only(places) => places.contains(&place),
    }
}

fn needs(day: &Instance, group: &Group, said: &mut Vec<String>) {
    for seat in &group.seats {
        let needs = &day.learners[seat.learner].needs;
        let offered = |wanted: &[String], there: &[String]| wanted.iter().all(|one| there.contains(one));
        let kept = needs.group_most.is_none_or(|most| group.seats.len() <= most as usize)
            && offered(&needs.room_features, &day.rooms[group.room].features)
            && group
                .educator
                .is_none_or(|one| offered(&needs.educator_features, &day.educators[one].features))
            && !needs.not_modalities.contains(&group.modality);
        if !kept {
            said.push(format!("needs: {seat:?}"));
        }
    }
}

fn rooms(day: &Instance, schedule: &Schedule, said: &mut Vec<String>) {
    for period in 0..day.periods.len() {
        for (room, where_) in day.rooms.iter().enumerate() {
            let here: Vec<&Group> =
                schedule.groups.iter().filter(|group| group.period == period && group.room == room).collect();
            let watched = schedule.watches.iter().any(|watch| watch.period == period && watch.room == room);
            if here.is_empty() {
                if watched {
                    said.push(format!("watched in vain: {room} in {period}"));
                }
                continue;
            }
            let sitting = |group: &&&Group| group.seats.len();
            let seats: usize = here.iter().map(|group| sitting(&group)).sum();
            let without = |group: &&&Group| {
                group.seats.iter().filter(|seat| !day.learners[seat.learner].own_device).count()
            };
            let devices: usize = here
                .iter()
                .filter(|group| day.modalities[group.modality].device)
                .map(|group| without(&group))
                .sum();
            let led = here.iter().any(|group| group.educator.is_some());
            let rules = [
                ("open", where_.periods.contains(&period)),
                ("seats", seats <= where_.seats as usize),
                ("devices", devices <= where_.devices as usize),
                ("groups", here.len() <= where_.groups as usize),
                ("watched", !where_.watched || led || watched),
            ];
            said.extend(
                rules.iter().filter(|(_, kept)| !kept).map(|(rule, _)| format!("{rule}: {room} in {period}")),
            );
            let mut copies: BTreeMap<usize, u32> = BTreeMap::new();
            let all = schedule.groups.iter().filter(|group| group.period == period);
            for lesson in all.flat_map(|group| &group.seats).filter_map(|seat| seat.lesson) {
                *copies.entry(lesson).or_default() += 1;
            }
            let over = copies
                .iter()
                .filter(|(lesson, many)| day.lessons[**lesson].copies.is_some_and(|most| **many > most));
            said.extend(over.map(|(lesson, many)| format!("{many} copies of {lesson}")));
        }
    }
}

fn educators(day: &Instance, schedule: &Schedule, said: &mut Vec<String>) {
    for (educator, who) in day.educators.iter().enumerate() {
        let leads = || schedule.groups.iter().filter(|group| group.educator == Some(educator));
        let watches = || schedule.watches.iter().filter(|watch| watch.educator == educator);
        if leads().count() > who.most_groups as usize {
            said.push(format!("educator {educator} leads {}", leads().count()));
        }
        for period in 0..day.periods.len() {
            let busy = leads().filter(|group| group.period == period).count()
                + watches().filter(|watch| watch.period == period).count();
            if busy > 1 || (busy == 1 && !who.periods.contains(&period)) {
                said.push(format!("educator {educator} does {busy} in {period}"));
            }
        }
    }
}

fn days(day: &Instance, schedule: &Schedule, said: &mut Vec<String>) {
    for learner in 0..day.learners.len() {
        let mut lessons: BTreeMap<usize, u32> = BTreeMap::new();
        let mut competencies: BTreeMap<usize, u32> = BTreeMap::new();
        let mut modalities: BTreeMap<usize, u32> = BTreeMap::new();
        for group in &schedule.groups {
            for seat in group.seats.iter().filter(|seat| seat.learner == learner) {
                *modalities.entry(group.modality).or_default() += 1;
                let Some(lesson) = seat.lesson else { continue };
                *lessons.entry(lesson).or_default() += 1;
                if group.fixed.is_none() {
                    *competencies.entry(day.lessons[lesson].competency).or_default() += 1;
                }
            }
        }
        let over = lessons.values().any(|many| *many > 1)
            || competencies.values().any(|many| *many > day.rules.most_of_a_competency)
            || modalities.iter().any(|(modality, many)| *many > day.modalities[*modality].most_a_day);
        if over {
            said.push(format!("too often for {learner}: {lessons:?} {competencies:?} {modalities:?}"));
        }
    }
}

fn meetings(day: &Instance, schedule: &Schedule, said: &mut Vec<String>) {
    let at = |learner: usize, period: usize| {
        schedule.groups.iter().position(|group| {
            group.period == period && group.seats.iter().any(|seat| seat.learner == learner)
        })
    };
    for period in 0..day.periods.len() {
        for set in &day.apart {
            for (place, one) in set.learners.iter().enumerate() {
                for other in &set.learners[place + 1..] {
                    let (Some(a), Some(b)) = (at(*one, period), at(*other, period)) else { continue };
                    let meet = match set.within {
                        ApartIn::Group => a == b,
                        ApartIn::Room => schedule.groups[a].room == schedule.groups[b].room,
                    };
                    if meet {
                        said.push(format!("{one} and {other} meet in {period}"));
                    }
                }
            }
        }
        for set in &day.together {
            let fixed = |learner: &&usize| {
                !day.fixed.iter().any(|group| group.period == period && group.learners.contains(learner))
            };
            let places: Vec<usize> = set.iter().filter(fixed).filter_map(|one| at(*one, period)).collect();
            if places.windows(2).any(|two| two[0] != two[1]) {
                said.push(format!("{set:?} are not together in {period}"));
            }
        }
    }
}

fn decided(day: &Instance, schedule: &Schedule, said: &mut Vec<String>) {
    let wants = |wanted: Option<usize>, is: Option<usize>| wanted.is_none() || wanted == is;
    for (at, lock) in day.locks.iter().enumerate() {
        let kept = match lock {
            Lock::Seat { learner, period, modality, lesson, educator, room, .. } => {
                schedule.groups.iter().filter(|group| group.period == *period).all(|group| {
                    group.seats.iter().filter(|seat| seat.learner == *learner).all(|seat| {
                        wants(*modality, Some(group.modality))
                            && wants(*lesson, seat.lesson)
                            && wants(*educator, group.educator)
                            && wants(*room, Some(group.room))
                    })
                })
            }
            Lock::Leads { educator, period, modality, lesson, room, .. } => schedule
                .groups
                .iter()
                .filter(|group| group.period == *period && group.educator == Some(*educator))
                .all(|group| {
                    wants(*modality, Some(group.modality))
                        && (wants(*lesson, group.lesson)
                            || lesson
                                .is_some_and(|one| group.seats.iter().all(|seat| seat.lesson == Some(one))))
                        && wants(*room, Some(group.room))
                }),
            Lock::Free { educator, period, .. } => {
                !schedule
                    .groups
                    .iter()
                    .any(|group| group.period == *period && group.educator == Some(*educator))
                    && !schedule
                        .watches
                        .iter()
                        .any(|watch| watch.period == *period && watch.educator == *educator)
            }
            Lock::Closed { room, period, .. } => {
                !schedule.groups.iter().any(|group| group.period == *period && group.room == *room)
            }
        };
        if !kept {
            said.push(format!("lock {at}: {lock:?}"));
        }
    }
}
