//! An instance as a file: each thing on a line of its own.

mod shapes;

use serde::Serialize;
use shapes::{
    Apart, Competency, Educator, Fixed, GroupSize, Learner, Lesson, Levels, Locked, Modality, Needs, Period,
    Ready, Room, Rules,
};

use super::{INSTANCE_FORMAT, wall_time::clock};
use crate::{ApartIn, Instance, LessonOf, Lock, Qualified};

/// Lines of a file, field by field.
pub(super) struct Lines(String);

impl Lines {
    pub fn new() -> Self {
        Self("{".to_owned())
    }

    fn name(&mut self, name: &str) {
        let first = self.0.len() == 1;
        self.0.push_str(if first { "\n  \"" } else { ",\n  \"" });
        self.0.push_str(name);
        self.0.push_str("\": ");
    }

    /// Writing plain values to a text cannot fail.
    fn value(&mut self, value: &impl Serialize) {
        self.0.push_str(&serde_json::to_string(value).unwrap_or_default());
    }

    pub fn one(&mut self, name: &str, value: &impl Serialize) {
        self.name(name);
        self.value(value);
    }

    pub fn many<T: Serialize>(&mut self, name: &str, values: impl Iterator<Item = T>) {
        self.name(name);
        self.0.push('[');
        for (place, value) in values.enumerate() {
            self.0.push_str(if place == 0 { "\n    " } else { ",\n    " });
            self.value(&value);
        }
        self.0.push_str(if self.0.ends_with('[') { "]" } else { "\n  ]" });
    }

    pub fn end(mut self) -> String {
        self.0.push_str("\n}\n");
        self.0
    }
}

/// The ids of an instance by place.
#[derive(Clone, Copy)]
struct Ids<'a>(&'a Instance);

impl<'a> Ids<'a> {
    fn period(self, place: usize) -> &'a str {
        &self.0.periods[place].id
    }

    fn competency(self, place: usize) -> &'a str {
        &self.0.competencies[place].id
    }

    fn modality(self, place: usize) -> &'a str {
        &self.0.modalities[place].id
    }

    fn room(self, place: usize) -> &'a str {
        &self.0.rooms[place].id
    }

    fn educator(self, place: usize) -> &'a str {
        &self.0.educators[place].id
    }

    fn lesson(self, place: usize) -> &'a str {
        &self.0.lessons[place].id
    }

    fn learner(self, place: usize) -> &'a str {
        &self.0.learners[place].id
    }

    fn each(self, places: &[usize], id: impl Fn(Self, usize) -> &'a str) -> Vec<&'a str> {
        places.iter().map(|place| id(self, *place)).collect()
    }
}

pub(super) fn instance(day: &Instance) -> String {
    let ids = Ids(day);
    let mut lines = Lines::new();
    lines.one("format", &INSTANCE_FORMAT);
    lines.one("id", &day.id);
    lines.one("day", &day.day.to_string());
    lines.one("zone", &day.zone);
    lines.many("periods", day.periods.iter().map(period));
    lines.many(
        "competencies",
        day.competencies.iter().map(|one| Competency { id: &one.id, name: &one.name, level: one.level }),
    );
    lines.many("modalities", day.modalities.iter().map(modality));
    lines.many("rooms", day.rooms.iter().map(|one| room(ids, one)));
    lines.many("educators", day.educators.iter().map(|one| educator(ids, one)));
    lines.many("lessons", day.lessons.iter().map(|one| lesson(ids, one)));
    lines.many("learners", day.learners.iter().map(|one| learner(ids, one)));
    lines.many("apart", day.apart.iter().map(|one| apart(ids, one)));
    lines.many("together", day.together.iter().map(|one| ids.each(one, Ids::learner)));
    lines.many("fixed", day.fixed.iter().map(|one| fixed(ids, one)));
    lines.many("locks", day.locks.iter().map(|one| lock(ids, one)));
    let rules = &day.rules;
    lines.one(
        "rules",
        &Rules {
            tries_before_educator: rules.tries_before_educator,
            most_of_a_competency: rules.most_of_a_competency,
            balance: rules.balance,
            fairness: rules.fairness,
        },
    );
    lines.end()
}

fn period(one: &crate::Period) -> Period<'_> {
    Period { id: &one.id, name: &one.name, starts: clock(one.starts), ends: clock(one.ends) }
}

fn modality(one: &crate::Modality) -> Modality<'_> {
    Modality {
        id: &one.id,
        name: &one.name,
        group: GroupSize { least: one.group.least, most: one.group.most },
        educator: one.educator,
        device: one.device,
        screen: one.screen,
        lesson_of: match one.lesson_of {
            LessonOf::Group => "group",
            LessonOf::Learner => "learner",
        },
        room_kinds: &one.room_kinds,
        most_a_day: one.most_a_day,
        share: one.share,
    }
}

fn room<'a>(ids: Ids<'a>, one: &'a crate::Room) -> Room<'a> {
    Room {
        id: &one.id,
        name: &one.name,
        kind: &one.kind,
        seats: one.seats,
        devices: one.devices,
        groups: one.groups,
        features: &one.features,
        watched: one.watched,
        periods: ids.each(&one.periods, Ids::period),
    }
}

fn educator<'a>(ids: Ids<'a>, one: &'a crate::Educator) -> Educator<'a> {
    let only = |qualified: &'a Qualified, id: fn(Ids<'a>, usize) -> &'a str| match qualified {
        Qualified::All => None,
        Qualified::Only(places) => Some(ids.each(places, id)),
    };
    Educator {
        id: &one.id,
        name: &one.name,
        periods: ids.each(&one.periods, Ids::period),
        competencies: only(&one.competencies, Ids::competency),
        modalities: only(&one.modalities, Ids::modality),
        features: &one.features,
        most_groups: one.most_groups,
    }
}

fn lesson<'a>(ids: Ids<'a>, one: &'a crate::Lesson) -> Lesson<'a> {
    Lesson {
        id: &one.id,
        name: &one.name,
        competency: ids.competency(one.competency),
        modality: ids.modality(one.modality),
        minutes: one.minutes,
        languages: &one.languages,
        materials: &one.materials,
        copies: one.copies,
    }
}

fn learner<'a>(ids: Ids<'a>, one: &'a crate::Learner) -> Learner<'a> {
    let ready = one.ready.iter().map(|ready| Ready {
        competency: ids.competency(ready.competency),
        value: ready.value,
        tries: ready.tries,
    });
    let levels = Levels { floor: one.levels.floor, ceiling: one.levels.ceiling };
    let needs = Needs {
        group_most: one.needs.group_most,
        room_features: &one.needs.room_features,
        educator_features: &one.needs.educator_features,
        not_modalities: ids.each(&one.needs.not_modalities, Ids::modality),
    };
    let minutes = one.minutes_had.iter().copied().enumerate().filter(|(_, minutes)| *minutes > 0);
    // What is written as 1 is left out; anything else, however near, is not.
    let works =
        one.works.iter().copied().enumerate().filter(|(_, works)| works.to_bits() != 1.0_f64.to_bits());
    Learner {
        id: &one.id,
        name: &one.name,
        periods: ids.each(&one.periods, Ids::period),
        ready: ready.collect(),
        levels: (one.levels != crate::Levels::default()).then_some(levels),
        languages: &one.languages,
        own_device: one.own_device,
        needs: (one.needs != crate::Needs::default()).then_some(needs),
        had: ids.each(&one.had, Ids::lesson),
        repeats: ids.each(&one.repeats, Ids::lesson),
        minutes_had: minutes.map(|(place, minutes)| (ids.modality(place), minutes)).collect(),
        works: works.map(|(place, works)| (ids.modality(place), works)).collect(),
        served: one.served,
    }
}

fn apart<'a>(ids: Ids<'a>, one: &crate::Apart) -> Apart<'a> {
    let within = match one.within {
        ApartIn::Group => "group",
        ApartIn::Room => "room",
    };
    Apart { learners: ids.each(&one.learners, Ids::learner), within }
}

fn fixed<'a>(ids: Ids<'a>, one: &'a crate::FixedGroup) -> Fixed<'a> {
    Fixed {
        id: &one.id,
        name: &one.name,
        period: ids.period(one.period),
        modality: ids.modality(one.modality),
        lesson: one.lesson.map(|place| ids.lesson(place)),
        educator: one.educator.map(|place| ids.educator(place)),
        room: ids.room(one.room),
        learners: ids.each(&one.learners, Ids::learner),
    }
}

fn lock<'a>(ids: Ids<'a>, one: &'a Lock) -> Locked<'a> {
    let modality = |place: &Option<usize>| place.map(|place| ids.modality(place));
    let lesson = |place: &Option<usize>| place.map(|place| ids.lesson(place));
    let room = |place: &Option<usize>| place.map(|place| ids.room(place));
    match one {
        Lock::Seat { by, learner, period, modality: way, lesson: on, educator, room: place } => Locked {
            kind: "seat",
            by,
            learner: Some(ids.learner(*learner)),
            period: ids.period(*period),
            modality: modality(way),
            lesson: lesson(on),
            educator: educator.map(|place| ids.educator(place)),
            room: room(place),
        },
        Lock::Leads { by, educator, period, modality: way, lesson: on, room: place } => Locked {
            kind: "leads",
            by,
            period: ids.period(*period),
            modality: modality(way),
            lesson: lesson(on),
            educator: Some(ids.educator(*educator)),
            room: room(place),
            ..Locked::default()
        },
        Lock::Free { by, educator, period } => Locked {
            kind: "free",
            by,
            period: ids.period(*period),
            educator: Some(ids.educator(*educator)),
            ..Locked::default()
        },
        Lock::Closed { by, room, period } => Locked {
            kind: "closed",
            by,
            period: ids.period(*period),
            room: Some(ids.room(*room)),
            ..Locked::default()
        },
    }
}
