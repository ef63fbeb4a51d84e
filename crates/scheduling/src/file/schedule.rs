//! A schedule as a file, in and out.

use serde::Serialize;

use super::{
    Kind, SCHEDULE_FORMAT, Unreadable, digest,
    json::{self, Node},
    reading::{At, FILE, Fields, Names, Reading},
    write::Lines,
};
use crate::{Group, Instance, Schedule, Seat, Watch, check::Rule};

/// A schedule of an earlier state of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// What of it can still be said.
    pub schedule: Schedule,
    /// What it names and is there no more: kind and id, such as `room lab`, each once.
    pub gone: Vec<String>,
}

/// A schedule that names a place which its instance does not have cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the schedule cannot be written: {0}")]
pub struct NamesNothing(pub String);

/// What a schedule refers to.
struct All {
    periods: Names,
    rooms: Names,
    modalities: Names,
    educators: Names,
    lessons: Names,
    fixed: Names,
    learners: Names,
}

impl All {
    fn of(day: &Instance) -> Self {
        // The ids of a sound instance are all different, so that nothing is noted here.
        let reading = &mut Reading::default();
        Self {
            periods: reading.names("period", "periods", day.periods.iter().map(|one| one.id.as_str())),
            rooms: reading.names("room", "rooms", day.rooms.iter().map(|one| one.id.as_str())),
            modalities: reading.names(
                "modality",
                "modalities",
                day.modalities.iter().map(|one| one.id.as_str()),
            ),
            educators: reading.names(
                "educator",
                "educators",
                day.educators.iter().map(|one| one.id.as_str()),
            ),
            lessons: reading.names("lesson", "lessons", day.lessons.iter().map(|one| one.id.as_str())),
            fixed: reading.names("fixed group", "fixed", day.fixed.iter().map(|one| one.id.as_str())),
            learners: reading.names("learner", "learners", day.learners.iter().map(|one| one.id.as_str())),
        }
    }
}

pub(super) fn read(instance: &Instance, bytes: &[u8]) -> Result<Schedule, Unreadable> {
    let file = json::parse(bytes)?;
    let mut reading = Reading::default();
    let fields = top(&mut reading, &file);
    if let Some((id, found)) = whose(&mut reading, &fields) {
        let wanted = digest(instance);
        if !id.is_empty() && found.as_ref().is_some_and(|found| *found != wanted) {
            let mut other = Reading::default();
            let what = format!(
                "the schedule is for \"{id}\" with the digest {}, and the instance is \"{}\" with the digest {wanted}",
                found.unwrap_or_default(),
                instance.id
            );
            let advice = "give the instance that it was made for, or solve or repair for this one";
            other.note(Kind::Meaning, &FILE.field("instance"), what, advice);
            return other.end(Schedule::default());
        }
    }
    let read = body(&mut reading, &fields, &All::of(instance), None);
    reading.end(read)
}

pub(super) fn read_earlier(instance: &Instance, bytes: &[u8]) -> Result<Earlier, Unreadable> {
    let file = json::parse(bytes)?;
    let mut reading = Reading::default();
    let fields = top(&mut reading, &file);
    whose(&mut reading, &fields);
    let mut gone = Vec::new();
    let schedule = body(&mut reading, &fields, &All::of(instance), Some(&mut gone));
    gone.sort();
    gone.dedup();
    reading.end(Earlier { schedule, gone })
}

fn top<'n>(reading: &mut Reading, file: &'n Node) -> Fields<'n, 'static> {
    let fields = reading.object(file, &FILE, &["format", "instance", "groups", "watches"]);
    fields.required(reading, "format", |reading, node, at| reading.word(node, at, &[SCHEDULE_FORMAT]));
    fields
}

/// The id and the digest of the instance that a schedule is for.
fn whose(reading: &mut Reading, file: &Fields) -> Option<(String, Option<String>)> {
    file.required(reading, "instance", |reading, node, at| {
        let fields = reading.object(node, at, &["id", "digest"]);
        let id = fields.id(reading);
        Some((id, fields.required(reading, "digest", hexadecimal)))
    })
}

fn hexadecimal(reading: &mut Reading, node: &Node, at: &At) -> Option<String> {
    match node {
        Node::Text(text)
            if text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) =>
        {
            Some(text.clone())
        }
        _ => {
            let what = format!("{node} is no SHA-256 in 64 hexadecimal digits");
            reading.note(Kind::Shape, at, what, "give the digest of the instance, as the solver writes it");
            None
        }
    }
}

/// Groups and watches; where `gone` is given, what names nothing is left out and added there.
fn body(reading: &mut Reading, file: &Fields, all: &All, mut gone: Option<&mut Vec<String>>) -> Schedule {
    let groups = file.required(reading, "groups", |reading, node, at| {
        reading.each(node, at, 0, |reading, node, at| group(reading, node, at, all, &mut gone))
    });
    let watches = file.optional(reading, "watches", |reading, node, at| {
        reading.each(node, at, 0, |reading, node, at| watch(reading, node, at, all, &mut gone))
    });
    Schedule {
        groups: groups.into_iter().flatten().collect(),
        watches: watches.unwrap_or_default().into_iter().flatten().collect(),
    }
}

/// The place of what a field names; nothing where it is not there any more.
fn named(
    reading: &mut Reading,
    fields: &Fields,
    field: &str,
    names: &Names,
    gone: &mut Option<&mut Vec<String>>,
) -> Option<usize> {
    let node = fields.get(field)?;
    let at = fields.at.field(field);
    let Some(gone) = gone else { return Some(reading.place(node, &at, names)) };
    let id = reading.text(node, &at);
    let found = names.get(&id);
    if found.is_none() && !id.is_empty() {
        gone.push(format!("{} {id}", names.one()));
    }
    found
}

/// As [`named`], of a field that must be there.
fn must_name(
    reading: &mut Reading,
    fields: &Fields,
    field: &str,
    names: &Names,
    gone: &mut Option<&mut Vec<String>>,
) -> Option<usize> {
    if fields.get(field).is_none() {
        fields.required(reading, field, |_, _, _| ());
    }
    named(reading, fields, field, names, gone)
}

fn group(
    reading: &mut Reading,
    node: &Node,
    at: &At,
    all: &All,
    gone: &mut Option<&mut Vec<String>>,
) -> Option<Group> {
    const FIELDS: &[&str] = &["period", "room", "modality", "educator", "lesson", "fixed", "seats"];
    let fields = reading.object(node, at, FIELDS);
    let period = must_name(reading, &fields, "period", &all.periods, gone);
    let room = must_name(reading, &fields, "room", &all.rooms, gone);
    let modality = must_name(reading, &fields, "modality", &all.modalities, gone);
    let educator = named(reading, &fields, "educator", &all.educators, gone);
    let lesson = named(reading, &fields, "lesson", &all.lessons, gone);
    let fixed = named(reading, &fields, "fixed", &all.fixed, gone);
    let mut seats: Vec<Seat> = fields
        .required(reading, "seats", |reading, node, at| {
            reading.each(node, at, 0, |reading, node, at| {
                let fields = reading.object(node, at, &["learner", "lesson"]);
                let learner = must_name(reading, &fields, "learner", &all.learners, gone);
                let lesson = named(reading, &fields, "lesson", &all.lessons, gone);
                learner.map(|learner| Seat { learner, lesson })
            })
        })
        .into_iter()
        .flatten()
        .collect();
    seats.sort_unstable();
    Some(Group { period: period?, room: room?, modality: modality?, educator, lesson, fixed, seats })
}

fn watch(
    reading: &mut Reading,
    node: &Node,
    at: &At,
    all: &All,
    gone: &mut Option<&mut Vec<String>>,
) -> Option<Watch> {
    let fields = reading.object(node, at, &["period", "room", "educator"]);
    let period = must_name(reading, &fields, "period", &all.periods, gone);
    let room = must_name(reading, &fields, "room", &all.rooms, gone);
    let educator = must_name(reading, &fields, "educator", &all.educators, gone);
    Some(Watch { period: period?, room: room?, educator: educator? })
}

#[derive(Serialize)]
struct WrittenInstance<'a> {
    id: &'a str,
    digest: String,
}

#[derive(Serialize)]
struct WrittenGroup<'a> {
    period: &'a str,
    room: &'a str,
    modality: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    educator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lesson: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<&'a str>,
    seats: Vec<WrittenSeat<'a>>,
}

#[derive(Serialize)]
struct WrittenSeat<'a> {
    learner: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lesson: Option<&'a str>,
}

#[derive(Serialize)]
struct WrittenWatch<'a> {
    period: &'a str,
    room: &'a str,
    educator: &'a str,
}

pub(super) fn write(day: &Instance, schedule: &Schedule) -> Result<String, NamesNothing> {
    let unknown = crate::check(day, schedule).into_iter().find(|breach| breach.rule == Rule::UnknownPlace);
    if let Some(breach) = unknown {
        return Err(NamesNothing(breach.details.join(", ")));
    }
    let lesson = |place: Option<usize>| place.map(|place| day.lessons[place].id.as_str());
    let groups = schedule.groups.iter().map(|group| WrittenGroup {
        period: &day.periods[group.period].id,
        room: &day.rooms[group.room].id,
        modality: &day.modalities[group.modality].id,
        educator: group.educator.map(|place| day.educators[place].id.as_str()),
        lesson: lesson(group.lesson),
        fixed: group.fixed.map(|place| day.fixed[place].id.as_str()),
        seats: group
            .seats
            .iter()
            .map(|seat| WrittenSeat { learner: &day.learners[seat.learner].id, lesson: lesson(seat.lesson) })
            .collect(),
    });
    let watches = schedule.watches.iter().map(|watch| WrittenWatch {
        period: &day.periods[watch.period].id,
        room: &day.rooms[watch.room].id,
        educator: &day.educators[watch.educator].id,
    });
    let mut lines = Lines::new();
    lines.one("format", &SCHEDULE_FORMAT);
    lines.one("instance", &WrittenInstance { id: &day.id, digest: digest(day) });
    lines.many("groups", groups);
    lines.many("watches", watches);
    Ok(lines.end())
}
