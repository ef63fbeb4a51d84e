//! Facts, and how people say them.

use crate::{ApartIn, Instance, Lock, NotForThem};

/// Something that is so, or that somebody decided. By place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// So many learners are there in a period.
    There {
        /// When.
        period: usize,
        /// How many.
        learners: usize,
    },
    /// The rooms that can be had in a period have so many seats.
    Seats {
        /// When.
        period: usize,
        /// How many.
        seats: usize,
    },
    /// A learner is ready for nothing.
    ReadyForNothing(usize),
    /// A rule stands against every lesson that is left to a learner.
    Rule {
        /// Who.
        learner: usize,
        /// Which rule.
        rule: NotForThem,
    },
    /// A learner needs a room, an educator or a small group.
    Needs(usize),
    /// A lock.
    Lock(usize),
    /// A group that stands already.
    Fixed(usize),
    /// Learners who are kept apart.
    Apart(usize),
    /// Learners who stay together.
    Together(usize),
    /// So many rooms can be had in a period.
    Rooms {
        /// When.
        period: usize,
        /// How many.
        rooms: usize,
    },
    /// A room holds so many seats.
    RoomHolds {
        /// Which.
        room: usize,
        /// How many.
        seats: usize,
    },
    /// A room cannot be had in a period.
    RoomNotThere {
        /// Which.
        room: usize,
        /// When.
        period: usize,
    },
    /// An educator is not there in a period.
    EducatorNotThere {
        /// Who.
        educator: usize,
        /// When.
        period: usize,
    },
    /// An educator may not lead what is asked, or leads as many groups as they do in a day.
    EducatorCannot(usize),
    /// No seat was found for a learner that keeps every rule beside the others' seats.
    NothingFound {
        /// Who.
        learner: usize,
        /// When.
        period: usize,
    },
}

impl Fact {
    /// The fact in words, for staff.
    pub fn said(&self, instance: &Instance) -> String {
        let learner = |at: usize| instance.learners[at].name.as_str();
        let period = |at: usize| instance.periods[at].name.as_str();
        let names = |list: &[usize]| {
            let names: Vec<&str> = list.iter().map(|one| learner(*one)).collect();
            match names.split_last() {
                Some((last, [])) => (*last).to_owned(),
                Some((last, others)) => format!("{} and {last}", others.join(", ")),
                None => "nobody".to_owned(),
            }
        };
        match self {
            Self::There { period: when, learners } => {
                format!("{learners} learners are there in {}", period(*when))
            }
            Self::Seats { period: when, seats } => {
                format!("the open rooms have {seats} seats in {}", period(*when))
            }
            Self::ReadyForNothing(who) => format!("{} is ready for nothing", learner(*who)),
            Self::Rule { learner: who, rule } => said_rule(learner(*who), *rule),
            Self::Needs(who) => format!("{} needs a certain room, educator or size of group", learner(*who)),
            Self::Lock(at) => said_lock(instance, &instance.locks[*at]),
            Self::Fixed(at) => {
                let group = &instance.fixed[*at];
                let room = &instance.rooms[group.room].name;
                format!(
                    "{} stands in {room} in {} with {}",
                    group.name,
                    period(group.period),
                    names(&group.learners)
                )
            }
            Self::Apart(at) => {
                let set = &instance.apart[*at];
                let within =
                    if set.within == ApartIn::Room { "in different rooms" } else { "in different groups" };
                format!("{} are kept apart, {within}", names(&set.learners))
            }
            Self::Together(at) => format!("{} stay together", names(&instance.together[*at])),
            Self::Rooms { period: when, rooms: 1 } => format!("one room is open in {}", period(*when)),
            Self::Rooms { period: when, rooms } => format!("{rooms} rooms are open in {}", period(*when)),
            Self::RoomHolds { room, seats } => format!("{} has {seats} seats", instance.rooms[*room].name),
            Self::RoomNotThere { room, period: when } => {
                format!("{} cannot be had in {}", instance.rooms[*room].name, period(*when))
            }
            Self::EducatorNotThere { educator, period: when } => {
                format!("{} is not there in {}", instance.educators[*educator].name, period(*when))
            }
            Self::EducatorCannot(educator) => {
                format!("{} may not lead this, or leads enough already", instance.educators[*educator].name)
            }
            Self::NothingFound { learner: who, period: when } => {
                format!("no seat was found for {} in {} beside the others", learner(*who), period(*when))
            }
        }
    }
}

fn said_rule(name: &str, rule: NotForThem) -> String {
    match rule {
        NotForThem::NotReady => format!("{name} is not ready for anything that has lessons"),
        NotForThem::Level => format!("what {name} is ready for lies outside their grade levels"),
        NotForThem::Language => format!("lessons that are left are in no language that {name} learns in"),
        NotForThem::Had => format!("{name} had the lessons of what they are ready for"),
        NotForThem::TriesBeforeEducator => {
            format!("{name} tried so often that an educator has to lead what comes next")
        }
        NotForThem::NeedsNotModality => format!("{name} is not put in the modalities that are left"),
        NotForThem::NeedsSmallerGroup => format!("{name} sits in smaller groups only"),
        NotForThem::TooLong => format!("what {name} is ready for takes longer than the period"),
        NotForThem::NoLessons => format!("there are no lessons of what {name} is ready for"),
    }
}

fn said_lock(instance: &Instance, lock: &Lock) -> String {
    let named = |what: &str, name: Option<&String>| name.map(|name| format!("{what} {name}"));
    let seat =
        |modality: &Option<usize>, lesson: &Option<usize>, educator: &Option<usize>, room: &Option<usize>| {
            let parts = [
                named("into", room.map(|at| &instance.rooms[at].name)),
                named("with", educator.map(|at| &instance.educators[at].name)),
                named("for", lesson.map(|at| &instance.lessons[at].name)),
                named("as", modality.map(|at| &instance.modalities[at].name)),
            ];
            parts.into_iter().flatten().collect::<Vec<String>>().join(" ")
        };
    let period = |at: usize| &instance.periods[at].name;
    match lock {
        Lock::Seat { by, learner, period: when, modality, lesson, educator, room } => format!(
            "a lock by {by} puts {} {} in {}",
            instance.learners[*learner].name,
            seat(modality, lesson, educator, room),
            period(*when)
        ),
        Lock::Leads { by, educator, period: when, modality, lesson, room } => format!(
            "a lock by {by} has {} lead a group {} in {}",
            instance.educators[*educator].name,
            seat(modality, lesson, &None, room),
            period(*when)
        ),
        Lock::Free { by, educator, period: when } => {
            format!("a lock by {by} keeps {} free in {}", instance.educators[*educator].name, period(*when))
        }
        Lock::Closed { by, room, period: when } => {
            format!("a lock by {by} closes {} in {}", instance.rooms[*room].name, period(*when))
        }
    }
}
