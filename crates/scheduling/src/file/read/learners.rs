//! Who learns.

use super::library::LEVELS;
use crate::{
    Learner, Levels, Needs, Ready,
    file::{
        Kind,
        json::Node,
        reading::{At, Fields, MOST, Names, Reading},
    },
};

const FIELDS: &[&str] = &[
    "id",
    "name",
    "periods",
    "ready",
    "levels",
    "languages",
    "own_device",
    "needs",
    "had",
    "repeats",
    "minutes_had",
    "works",
    "served",
];

/// What learners refer to.
pub(super) struct Known<'n> {
    pub periods: &'n Names,
    pub period_count: usize,
    pub competencies: &'n Names,
    pub modalities: &'n Names,
    pub modality_count: usize,
    pub lessons: &'n Names,
}

/// The learners.
pub(super) fn learners(reading: &mut Reading, file: &Fields, known: &Known) -> Vec<Learner> {
    file.required(reading, "learners", |reading, node, at| {
        reading.each(node, at, 0, |reading, node, at| learner(reading, node, at, known))
    })
}

fn learner(reading: &mut Reading, node: &Node, at: &At, known: &Known) -> Learner {
    let fields = reading.object(node, at, FIELDS);
    let id = fields.id(reading);
    let had = fields.places(reading, "had", known.lessons).unwrap_or_default();
    let repeats = fields.places(reading, "repeats", known.lessons).unwrap_or_default();
    if repeats.iter().any(|lesson| had.binary_search(lesson).is_err()) && reading.is_clean() {
        let what = "a lesson is to be repeated that was not had".to_owned();
        let advice = "leave it out, or add it to \"had\": what was not had needs no agreement";
        reading.note(Kind::Meaning, &at.field("repeats"), what, advice);
    }
    let minutes_had = by_modality(reading, &fields, "minutes_had", known, 0, |reading, node, at| {
        reading.count(node, at, 0)
    });
    if minutes_had.iter().copied().map(u64::from).sum::<u64>() > u64::from(MOST) {
        let what = "the minutes come to more than a million".to_owned();
        reading.note(Kind::Meaning, &at.field("minutes_had"), what, "give the minutes of one round");
    }
    Learner {
        name: fields.name_or(reading, &id),
        id,
        periods: fields
            .places(reading, "periods", known.periods)
            .unwrap_or_else(|| (0..known.period_count).collect()),
        ready: ready(reading, &fields, known),
        levels: fields.optional(reading, "levels", levels).unwrap_or_default(),
        languages: fields.texts(reading, "languages"),
        own_device: fields.flag(reading, "own_device"),
        needs: fields
            .optional(reading, "needs", |reading, node, at| needs(reading, node, at, known))
            .unwrap_or_default(),
        had,
        repeats,
        minutes_had,
        works: by_modality(reading, &fields, "works", known, 1.0, |reading, node, at| {
            reading.number(node, at, &(0.0..=2.0))
        }),
        served: fields.number(reading, "served", &(0.0..=1.0), 1.0),
    }
}

fn ready(reading: &mut Reading, fields: &Fields, known: &Known) -> Vec<Ready> {
    let one = |reading: &mut Reading, node: &Node, at: &At| {
        let fields = reading.object(node, at, &["competency", "value", "tries"]);
        Ready {
            competency: fields.place(reading, "competency", known.competencies),
            value: fields
                .required(reading, "value", |reading, node, at| reading.number(node, at, &(0.0..=1.0))),
            tries: fields.count(reading, "tries", 0, 0),
        }
    };
    fields
        .optional(reading, "ready", |reading, node, at| {
            let ready = reading.each(node, at, 0, one);
            let mut seen: Vec<usize> = ready.iter().map(|one| one.competency).collect();
            seen.sort_unstable();
            if seen.windows(2).any(|pair| pair[0] == pair[1]) && reading.is_clean() {
                let what = "a competency is in the list twice".to_owned();
                reading.note(Kind::Meaning, at, what, "give each competency once");
            }
            ready
        })
        .unwrap_or_default()
}

fn levels(reading: &mut Reading, node: &Node, at: &At) -> Levels {
    let fields = reading.object(node, at, &["floor", "ceiling"]);
    let mut one = |name| fields.optional(reading, name, |reading, node, at| reading.whole(node, at, &LEVELS));
    let levels = Levels { floor: one("floor"), ceiling: one("ceiling") };
    if let (Some(floor), Some(ceiling)) = (levels.floor, levels.ceiling)
        && floor > ceiling
    {
        let what = format!("nothing lies between a floor of {floor} and a ceiling of {ceiling}");
        reading.note(Kind::Meaning, at, what, "let the ceiling be no lower than the floor");
    }
    levels
}

fn needs(reading: &mut Reading, node: &Node, at: &At, known: &Known) -> Needs {
    const FIELDS: &[&str] = &["group_most", "room_features", "educator_features", "not_modalities"];
    let fields = reading.object(node, at, FIELDS);
    Needs {
        group_most: fields.optional(reading, "group_most", |reading, node, at| reading.count(node, at, 1)),
        room_features: fields.texts(reading, "room_features"),
        educator_features: fields.texts(reading, "educator_features"),
        not_modalities: fields.places(reading, "not_modalities", known.modalities).unwrap_or_default(),
    }
}

/// Numbers by the ids of modalities; `default` where none is given.
fn by_modality<T: Copy>(
    reading: &mut Reading,
    fields: &Fields,
    name: &str,
    known: &Known,
    default: T,
    read: impl Fn(&mut Reading, &Node, &At) -> T,
) -> Vec<T> {
    let mut numbers = vec![default; known.modality_count];
    let Some(node) = fields.get(name) else { return numbers };
    let at = fields.at.field(name);
    let Node::Object(given) = node else {
        let what = format!("{node} is not an object with numbers by modality");
        reading.note(Kind::Shape, &at, what, "give one such as {\"peers\": 70}");
        return numbers;
    };
    for (modality, node) in given {
        let at = at.field(modality);
        let number = read(reading, node, &at);
        let place = reading.find(modality, &at, known.modalities);
        if let Some(slot) = numbers.get_mut(place) {
            *slot = number;
        }
    }
    numbers
}
