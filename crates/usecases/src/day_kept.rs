//! The texts that are kept of a day: who is where, what people decided, what they accepted. Everybody and everything
//! stands in them by id, so that an erasure finds a learner, and so that a text fits no instance but its own.

use std::collections::HashMap;

use scheduling::{Group, Instance, Lock, Schedule, Seat, Watch};
use serde::{Deserialize, Serialize};
use store::StoreError;

#[derive(Serialize, Deserialize)]
struct Written {
    groups: Vec<WrittenGroup>,
    watches: Vec<[String; 3]>,
}

#[derive(Serialize, Deserialize)]
struct WrittenGroup {
    period: String,
    room: String,
    modality: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    educator: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lesson: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fixed: Option<String>,
    seats: Vec<(String, Option<String>)>,
}

/// What somebody decided, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum KeptLock {
    /// Where a learner sits.
    Seat {
        /// Who decided it.
        by: String,
        /// Whose seat.
        learner: String,
        /// When.
        period: String,
        /// How.
        modality: Option<String>,
        /// With which lesson.
        lesson: Option<String>,
        /// With whom.
        educator: Option<String>,
        /// Where.
        room: Option<String>,
    },
    /// What an educator leads.
    Leads {
        /// Who decided it.
        by: String,
        /// Which educator.
        educator: String,
        /// When.
        period: String,
        /// How.
        modality: Option<String>,
        /// With which lesson.
        lesson: Option<String>,
        /// Where.
        room: Option<String>,
    },
    /// An educator who leads and watches nothing.
    Free {
        /// Who decided it.
        by: String,
        /// Which educator.
        educator: String,
        /// When.
        period: String,
    },
    /// A room that nobody uses.
    Closed {
        /// Who decided it.
        by: String,
        /// Which room.
        room: String,
        /// When.
        period: String,
    },
}

/// A breach that somebody accepted by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The breach in words, with learners by id.
    pub breach: String,
    /// Who accepted it, by name.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// The text of a schedule.
pub(crate) fn schedule_text(instance: &Instance, schedule: &Schedule) -> String {
    let lesson = |place: Option<usize>| place.map(|place| instance.lessons[place].id.clone());
    let group = |group: &Group| WrittenGroup {
        period: instance.periods[group.period].id.clone(),
        room: instance.rooms[group.room].id.clone(),
        modality: instance.modalities[group.modality].id.clone(),
        educator: group.educator.map(|place| instance.educators[place].id.clone()),
        lesson: lesson(group.lesson),
        fixed: group.fixed.map(|place| instance.fixed[place].id.clone()),
        seats: group
            .seats
            .iter()
            .map(|seat| (instance.learners[seat.learner].id.clone(), lesson(seat.lesson)))
            .collect(),
    };
    let watch = |watch: &Watch| {
        [
            instance.periods[watch.period].id.clone(),
            instance.rooms[watch.room].id.clone(),
            instance.educators[watch.educator].id.clone(),
        ]
    };
    let written = Written {
        groups: schedule.groups.iter().map(group).collect(),
        watches: schedule.watches.iter().map(watch).collect(),
    };
    json(&written)
}

/// Reads a text that [`schedule_text`] gave. What is not in `instance` any more is left out: a learner who does not
/// come, an educator or a room that is out; who has no seat then is what the checker says.
pub(crate) fn read_schedule(instance: &Instance, text: &str) -> Result<Schedule, StoreError> {
    let written: Written = read("schedule", text)?;
    let places = Places::of(instance);
    let mut schedule = Schedule::default();
    for group in written.groups {
        let (Some(period), Some(room), Some(modality)) = (
            places.of_period(&group.period),
            places.rooms.get(group.room.as_str()).copied(),
            places.modalities.get(group.modality.as_str()).copied(),
        ) else {
            continue;
        };
        let lesson = |id: &Option<String>| id.as_deref().and_then(|id| places.lessons.get(id).copied());
        let mut seats: Vec<Seat> = group
            .seats
            .iter()
            .filter_map(|(learner, own)| {
                let learner = places.learners.get(learner.as_str()).copied()?;
                let there = instance.learners[learner].periods.contains(&period);
                there.then(|| Seat { learner, lesson: lesson(own) })
            })
            .collect();
        seats.sort_unstable();
        let fixed = group.fixed.as_deref().and_then(|id| instance.fixed.iter().position(|one| one.id == id));
        if seats.is_empty() && fixed.is_none() {
            continue;
        }
        schedule.groups.push(Group {
            period,
            room,
            modality,
            educator: group.educator.as_deref().and_then(|id| places.educators.get(id).copied()),
            lesson: lesson(&group.lesson),
            fixed,
            seats,
        });
    }
    for [period, room, educator] in &written.watches {
        let found = (
            places.of_period(period),
            places.rooms.get(room.as_str()).copied(),
            places.educators.get(educator.as_str()).copied(),
        );
        if let (Some(period), Some(room), Some(educator)) = found {
            schedule.watches.push(Watch { period, room, educator });
        }
    }
    Ok(schedule)
}

/// The text of what people decided.
pub(crate) fn locks_text(locks: &[KeptLock]) -> String {
    json(&locks)
}

/// Reads a text that [`locks_text`] gave.
pub(crate) fn read_locks(text: &str) -> Result<Vec<KeptLock>, StoreError> {
    read("locks", text)
}

/// The text of what people accepted.
pub(crate) fn accepted_text(accepted: &[Accepted]) -> String {
    json(&accepted)
}

/// Reads a text that [`accepted_text`] gave.
pub(crate) fn read_accepted(text: &str) -> Result<Vec<Accepted>, StoreError> {
    read("accepted", text)
}

/// The locks of `kept` whose people and places are in `instance`, by place.
pub(crate) fn placed_locks(instance: &Instance, kept: &[KeptLock]) -> Vec<Lock> {
    let places = Places::of(instance);
    kept.iter().filter_map(|lock| places.lock(lock)).collect()
}

/// Where everything of an instance stands, by id.
struct Places<'i> {
    instance: &'i Instance,
    rooms: HashMap<&'i str, usize>,
    modalities: HashMap<&'i str, usize>,
    educators: HashMap<&'i str, usize>,
    learners: HashMap<&'i str, usize>,
    lessons: HashMap<&'i str, usize>,
}

impl<'i> Places<'i> {
    fn of(instance: &'i Instance) -> Self {
        fn by_id<'i>(ids: impl Iterator<Item = &'i str>) -> HashMap<&'i str, usize> {
            ids.zip(0..).collect()
        }
        Self {
            instance,
            rooms: by_id(instance.rooms.iter().map(|one| one.id.as_str())),
            modalities: by_id(instance.modalities.iter().map(|one| one.id.as_str())),
            educators: by_id(instance.educators.iter().map(|one| one.id.as_str())),
            learners: by_id(instance.learners.iter().map(|one| one.id.as_str())),
            lessons: by_id(instance.lessons.iter().map(|one| one.id.as_str())),
        }
    }

    fn of_period(&self, id: &str) -> Option<usize> {
        self.instance.periods.iter().position(|one| one.id == id)
    }

    fn lock(&self, kept: &KeptLock) -> Option<Lock> {
        let optional = |places: &HashMap<&str, usize>, id: &Option<String>| match id {
            Some(id) => places.get(id.as_str()).copied().map(Some),
            None => Some(None),
        };
        Some(match kept {
            KeptLock::Seat { by, learner, period, modality, lesson, educator, room } => Lock::Seat {
                by: by.clone(),
                learner: self.learners.get(learner.as_str()).copied()?,
                period: self.of_period(period)?,
                modality: optional(&self.modalities, modality)?,
                lesson: optional(&self.lessons, lesson)?,
                educator: optional(&self.educators, educator)?,
                room: optional(&self.rooms, room)?,
            },
            KeptLock::Leads { by, educator, period, modality, lesson, room } => Lock::Leads {
                by: by.clone(),
                educator: self.educators.get(educator.as_str()).copied()?,
                period: self.of_period(period)?,
                modality: optional(&self.modalities, modality)?,
                lesson: optional(&self.lessons, lesson)?,
                room: optional(&self.rooms, room)?,
            },
            KeptLock::Free { by, educator, period } => Lock::Free {
                by: by.clone(),
                educator: self.educators.get(educator.as_str()).copied()?,
                period: self.of_period(period)?,
            },
            KeptLock::Closed { by, room, period } => Lock::Closed {
                by: by.clone(),
                room: self.rooms.get(room.as_str()).copied()?,
                period: self.of_period(period)?,
            },
        })
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts are JSON")
}

fn read<'t, T: Deserialize<'t>>(column: &'static str, text: &'t str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|why| StoreError::Corrupt { column, value: why.to_string() })
}
