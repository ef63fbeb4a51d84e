//! What people have decided, and the numbers of the site.

use super::All;
use crate::{
    Apart, ApartIn, FixedGroup, Lock, Rules,
    file::{
        json::Node,
        reading::{At, Fields, Reading},
    },
};

/// The largest weight of balance and fairness.
const WEIGHT: std::ops::RangeInclusive<f64> = 0.0..=10.0;

/// Learners who must not meet.
pub(super) fn apart(reading: &mut Reading, file: &Fields, all: &All) -> Vec<Apart> {
    let apart = |reading: &mut Reading, node: &Node, at: &At| {
        let fields = reading.object(node, at, &["learners", "within"]);
        let within = fields
            .required(reading, "within", |reading, node, at| reading.word(node, at, &["group", "room"]));
        Apart {
            learners: fields.required(reading, "learners", |reading, node, at| {
                reading.places(node, at, &all.learners, 2)
            }),
            within: if within == 1 { ApartIn::Room } else { ApartIn::Group },
        }
    };
    file.optional(reading, "apart", |reading, node, at| reading.each(node, at, 0, apart)).unwrap_or_default()
}

/// Learners who stay together.
pub(super) fn together(reading: &mut Reading, file: &Fields, all: &All) -> Vec<Vec<usize>> {
    let together = |reading: &mut Reading, node: &Node, at: &At| reading.places(node, at, &all.learners, 2);
    file.optional(reading, "together", |reading, node, at| reading.each(node, at, 0, together))
        .unwrap_or_default()
}

/// Groups that stand already.
pub(super) fn fixed(reading: &mut Reading, file: &Fields, all: &All) -> Vec<FixedGroup> {
    const FIELDS: &[&str] = &["id", "name", "period", "modality", "lesson", "educator", "room", "learners"];
    let fixed = |reading: &mut Reading, node: &Node, at: &At| {
        let fields = reading.object(node, at, FIELDS);
        let id = fields.id(reading);
        FixedGroup {
            name: fields.name_or(reading, &id),
            id,
            period: fields.place(reading, "period", &all.periods),
            modality: fields.place(reading, "modality", &all.modalities),
            lesson: fields.optional_place(reading, "lesson", &all.lessons),
            educator: fields.optional_place(reading, "educator", &all.educators),
            room: fields.place(reading, "room", &all.rooms),
            learners: fields.required(reading, "learners", |reading, node, at| {
                reading.places(node, at, &all.learners, 0)
            }),
        }
    };
    let read: Vec<FixedGroup> = file
        .optional(reading, "fixed", |reading, node, at| reading.each(node, at, 0, fixed))
        .unwrap_or_default();
    reading.names("fixed group", "fixed", read.iter().map(|one| one.id.as_str()));
    read
}

/// What people have locked.
pub(super) fn locks(reading: &mut Reading, file: &Fields, all: &All) -> Vec<Lock> {
    let lock = |reading: &mut Reading, node: &Node, at: &At| lock(reading, node, at, all);
    file.optional(reading, "locks", |reading, node, at| reading.each(node, at, 0, lock)).unwrap_or_default()
}

const KINDS: &[&str] = &["seat", "leads", "free", "closed"];
const SEAT: &[&str] = &["kind", "by", "learner", "period", "modality", "lesson", "educator", "room"];
const LEADS: &[&str] = &["kind", "by", "educator", "period", "modality", "lesson", "room"];
const FREE: &[&str] = &["kind", "by", "educator", "period"];
const CLOSED: &[&str] = &["kind", "by", "room", "period"];

fn lock(reading: &mut Reading, node: &Node, at: &At, all: &All) -> Lock {
    let kind = match node {
        Node::Object(fields) => fields.iter().find(|(name, _)| name == "kind").map(|(_, kind)| kind),
        _ => None,
    };
    let known = match kind {
        Some(Node::Text(kind)) if kind == "leads" => LEADS,
        Some(Node::Text(kind)) if kind == "free" => FREE,
        Some(Node::Text(kind)) if kind == "closed" => CLOSED,
        _ => SEAT,
    };
    let fields = reading.object(node, at, known);
    let kind = fields.required(reading, "kind", |reading, node, at| reading.word(node, at, KINDS));
    let by = fields.required(reading, "by", Reading::text);
    let period = fields.place(reading, "period", &all.periods);
    match kind {
        1 => Lock::Leads {
            by,
            educator: fields.place(reading, "educator", &all.educators),
            period,
            modality: fields.optional_place(reading, "modality", &all.modalities),
            lesson: fields.optional_place(reading, "lesson", &all.lessons),
            room: fields.optional_place(reading, "room", &all.rooms),
        },
        2 => Lock::Free { by, educator: fields.place(reading, "educator", &all.educators), period },
        3 => Lock::Closed { by, room: fields.place(reading, "room", &all.rooms), period },
        _ => Lock::Seat {
            by,
            learner: fields.place(reading, "learner", &all.learners),
            period,
            modality: fields.optional_place(reading, "modality", &all.modalities),
            lesson: fields.optional_place(reading, "lesson", &all.lessons),
            educator: fields.optional_place(reading, "educator", &all.educators),
            room: fields.optional_place(reading, "room", &all.rooms),
        },
    }
}

/// The numbers of the site; built in where one is not given.
pub(super) fn rules(reading: &mut Reading, node: &Node, at: &At) -> Rules {
    const FIELDS: &[&str] = &["tries_before_educator", "most_of_a_competency", "balance", "fairness"];
    let built_in = Rules::BUILT_IN;
    let fields = reading.object(node, at, FIELDS);
    Rules {
        tries_before_educator: fields.count(reading, FIELDS[0], 0, built_in.tries_before_educator),
        most_of_a_competency: fields.count(reading, FIELDS[1], 0, built_in.most_of_a_competency),
        balance: fields.number(reading, FIELDS[2], &WEIGHT, built_in.balance),
        fairness: fields.number(reading, FIELDS[3], &WEIGHT, built_in.fairness),
    }
}
