//! What learners work on fits them, their group and the period.

use std::collections::BTreeMap;

use super::{
    Breach, Rule,
    day::{Day, Here},
};
use crate::{Learner, Lesson, LessonOf};

pub(super) fn find(day: &Day, found: &mut Vec<Breach>) {
    for here in day.groups.iter().filter(|here| !here.stands) {
        whose(day, here, found);
        fits_the_group(day, here, found);
        fits_the_learners(day, here, found);
    }
    copies(day, found);
}

/// The lesson is the group's, or everybody's own.
fn whose(day: &Day, here: &Here, found: &mut Vec<Breach>) {
    let group = here.group;
    let breach = |rule| Breach::of(rule).when(group.period).in_room(group.room).seen_in([here.place]);
    let of_group = day.modality(here).lesson_of == LessonOf::Group;
    match group.lesson {
        None if of_group => {
            found.push(breach(Rule::NoLesson).by_way_of(group.modality).who(here.learners()));
        }
        Some(lesson) if !of_group => {
            let breach = breach(Rule::GroupLessonAmongOwn).by_way_of(group.modality).on(lesson);
            found.push(breach.who(here.learners()));
        }
        _ => {}
    }
    for seat in here.seats.iter().filter(|seat| !seat.stands) {
        match (seat.lesson, group.lesson) {
            (None, _) if !of_group || group.lesson.is_some() => {
                found.push(breach(Rule::NoLesson).by_way_of(group.modality).who([seat.learner]));
            }
            (Some(own), Some(lesson)) if own != lesson => {
                found.push(breach(Rule::NotTheGroupsLesson).on(own).who([seat.learner]));
            }
            _ => {}
        }
    }
}

/// Each lesson that is worked on is given in the group's modality, and is no longer than the period.
fn fits_the_group(day: &Day, here: &Here, found: &mut Vec<Breach>) {
    let group = here.group;
    let mut worked_on: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    if let Some(lesson) = group.lesson {
        worked_on.entry(lesson).or_default();
    }
    for seat in here.seats.iter().filter(|seat| !seat.stands) {
        if let Some(lesson) = seat.lesson {
            worked_on.entry(lesson).or_default().push(seat.learner);
        }
    }
    let minutes = day.period(here).minutes;
    for (place, learners) in worked_on {
        let lesson = day.lesson(place);
        let breach = |rule| {
            let breach = Breach::of(rule).when(group.period).in_room(group.room).on(place);
            breach.who(learners.iter().copied()).seen_in([here.place])
        };
        if lesson.modality != group.modality {
            found.push(breach(Rule::OtherModality).by_way_of(group.modality));
        }
        if lesson.minutes > minutes {
            found.push(breach(Rule::LessonTooLong).counting(lesson.minutes as usize, minutes));
        }
    }
}

fn fits_the_learners(day: &Day, here: &Here, found: &mut Vec<Breach>) {
    let rules = &day.instance.rules;
    for seat in here.seats.iter().filter(|seat| !seat.stands) {
        let Some(place) = seat.lesson else { continue };
        let (learner, lesson) = (&day.instance.learners[seat.learner], day.lesson(place));
        let breach = |rule| {
            let breach = Breach::of(rule).when(here.group.period).who([seat.learner]).on(place);
            breach.about(lesson.competency).seen_in([here.place])
        };
        let ready = learner.ready.iter().find(|ready| ready.competency == lesson.competency);
        if ready.is_none() {
            found.push(breach(Rule::NotReady));
        }
        if let Some(ready) = ready
            && ready.tries >= rules.tries_before_educator
            && !day.modality(here).educator
        {
            let breach = breach(Rule::TriesWithoutEducator).by_way_of(here.group.modality);
            found.push(breach.counting(ready.tries as usize, rules.tries_before_educator));
        }
        if !learner.levels.contain(day.instance.competencies[lesson.competency].level) {
            found.push(breach(Rule::OutsideLevels));
        }
        if !share_a_language(learner, lesson) {
            found.push(breach(Rule::OtherLanguage));
        }
    }
}

fn share_a_language(learner: &Learner, lesson: &Lesson) -> bool {
    learner.languages.is_empty()
        || lesson.languages.is_empty()
        || learner.languages.iter().any(|language| lesson.languages.contains(language))
}

/// A learner, their group, and whether it stands already.
type User = (usize, usize, bool);

/// No more learners work with the materials at once than there are copies.
fn copies(day: &Day, found: &mut Vec<Breach>) {
    let mut at_once: BTreeMap<(usize, usize), Vec<User>> = BTreeMap::new();
    for here in &day.groups {
        for seat in &here.seats {
            if let Some(lesson) = seat.lesson.filter(|lesson| day.lesson(*lesson).copies.is_some()) {
                let users = at_once.entry((here.group.period, lesson)).or_default();
                users.push((seat.learner, here.place, seat.stands));
            }
        }
    }
    for ((period, place), users) in at_once {
        let Some(copies) = day.lesson(place).copies else { continue };
        if users.len() > copies as usize && users.iter().any(|(_, _, stands)| !stands) {
            let breach = Breach::of(Rule::Copies).when(period).on(place).counting(users.len(), copies);
            let breach = breach.who(users.iter().map(|(learner, _, _)| *learner));
            found.push(breach.seen_in(users.iter().map(|(_, group, _)| *group)));
        }
    }
}
