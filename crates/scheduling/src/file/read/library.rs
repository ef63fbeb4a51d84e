//! Competencies, modalities and lessons.

use crate::{
    Competency, GroupSize, Lesson, LessonOf, Modality,
    file::{
        Kind,
        json::Node,
        reading::{At, Fields, MOST, Names, Reading},
    },
};

/// The lowest and the highest grade level.
pub(super) const LEVELS: std::ops::RangeInclusive<i32> = -1000..=1000;
/// The minutes of the longest lesson.
const LONGEST: std::ops::RangeInclusive<i32> = 1..=1440;
/// How much above 1 the shares of all modalities may come to, for rounding.
const ROUNDING: f64 = 0.001;

/// What can be learned.
pub(super) fn competencies(reading: &mut Reading, file: &Fields) -> Vec<Competency> {
    let competency = |reading: &mut Reading, node: &Node, at: &At| {
        let fields = reading.object(node, at, &["id", "name", "level"]);
        let id = fields.id(reading);
        let level = fields.optional(reading, "level", |reading, node, at| reading.whole(node, at, &LEVELS));
        Competency { name: fields.name_or(reading, &id), id, level }
    };
    file.required(reading, "competencies", |reading, node, at| reading.each(node, at, 0, competency))
}

/// The ways of learning.
pub(super) fn modalities(reading: &mut Reading, file: &Fields, periods: usize) -> Vec<Modality> {
    let periods = u32::try_from(periods).unwrap_or(MOST).min(MOST);
    let read: Vec<(Modality, bool)> = file.required(reading, "modalities", |reading, node, at| {
        reading.each(node, at, 1, |reading, node, at| modality(reading, node, at, periods))
    });
    shared_out(reading, file, read)
}

fn modality(reading: &mut Reading, node: &Node, at: &At, periods: u32) -> (Modality, bool) {
    const FIELDS: &[&str] = &[
        "id",
        "name",
        "group",
        "educator",
        "device",
        "screen",
        "lesson_of",
        "room_kinds",
        "most_a_day",
        "share",
    ];
    let fields = reading.object(node, at, FIELDS);
    let id = fields.id(reading);
    let group = fields.required(reading, "group", |reading, node, at| {
        let fields = reading.object(node, at, &["least", "most"]);
        let mut one = |name| fields.required(reading, name, |reading, node, at| reading.count(node, at, 1));
        let (least, most) = (one("least"), one("most"));
        if most < least && most > 0 {
            let what = format!("a group has at least {least} and at most {most} learners");
            reading.note(Kind::Meaning, at, what, "let \"most\" be no less than \"least\"");
        }
        Some(GroupSize { least, most })
    });
    let lesson_of = fields
        .optional(reading, "lesson_of", |reading, node, at| reading.word(node, at, &["group", "learner"]));
    let share = fields.optional(reading, "share", |reading, node, at| reading.number(node, at, &(0.0..=1.0)));
    let modality = Modality {
        name: fields.name_or(reading, &id),
        id,
        group: group.unwrap_or(GroupSize { least: 1, most: 1 }),
        educator: fields.flag(reading, "educator"),
        device: fields.flag(reading, "device"),
        screen: fields.flag(reading, "screen"),
        lesson_of: if lesson_of == Some(1) { LessonOf::Learner } else { LessonOf::Group },
        room_kinds: fields.texts(reading, "room_kinds"),
        most_a_day: fields.count(reading, "most_a_day", 0, periods),
        share: share.unwrap_or(0.0),
    };
    (modality, share.is_some())
}

/// What the given shares leave goes in equal parts to the modalities without one.
fn shared_out(reading: &mut Reading, file: &Fields, read: Vec<(Modality, bool)>) -> Vec<Modality> {
    let given: f64 = read.iter().map(|(modality, _)| modality.share).sum();
    if given > 1.0 + ROUNDING {
        let what = format!("the shares come to {given}");
        reading.note(Kind::Meaning, &file.at.field("modalities"), what, "let them come to 1 at most");
    }
    let others = u32::try_from(read.iter().filter(|(_, given)| !given).count()).unwrap_or(u32::MAX);
    let rest = (1.0 - given).max(0.0) / f64::from(others.max(1));
    let share = |(modality, given): (Modality, bool)| {
        let share = if given { modality.share } else { rest };
        Modality { share, ..modality }
    };
    read.into_iter().map(share).collect()
}

/// What is taught in a session.
pub(super) fn lessons(
    reading: &mut Reading,
    file: &Fields,
    competencies: &Names,
    modalities: &Names,
) -> Vec<Lesson> {
    const FIELDS: &[&str] =
        &["id", "name", "competency", "modality", "minutes", "languages", "materials", "copies"];
    let lesson = |reading: &mut Reading, node: &Node, at: &At| {
        let fields = reading.object(node, at, FIELDS);
        let id = fields.id(reading);
        let minutes =
            fields.required(reading, "minutes", |reading, node, at| reading.whole(node, at, &LONGEST));
        Lesson {
            name: fields.name_or(reading, &id),
            id,
            competency: fields.place(reading, "competency", competencies),
            modality: fields.place(reading, "modality", modalities),
            minutes: u32::try_from(minutes).unwrap_or(1),
            languages: fields.texts(reading, "languages"),
            materials: fields.texts(reading, "materials"),
            copies: fields.optional(reading, "copies", |reading, node, at| reading.count(node, at, 0)),
        }
    };
    file.required(reading, "lessons", |reading, node, at| reading.each(node, at, 0, lesson))
}
