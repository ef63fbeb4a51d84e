//! A breach as a sentence for staff.

use std::fmt;

use super::{Breach, Decided, Rule};
use crate::{ApartIn, Instance, Lock};

/// A breach with the names of the day; shown as one sentence.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    breach: &'a Breach,
    instance: &'a Instance,
}

/// Of many learners so many are named, and the others counted.
const NAMED: usize = 5;

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())?;
        f.write_str(".")
    }
}

impl<'a> Said<'a> {
    pub(super) const fn new(breach: &'a Breach, instance: &'a Instance) -> Self {
        Self { breach, instance }
    }

    #[expect(clippy::too_many_lines, reason = "a sentence for each rule")]
    fn sentence(&self) -> String {
        let (who, when, room) = (self.who(), self.when(), self.room());
        let (lesson, modality, educator) = (self.lesson(), self.modality(), self.educator());
        let (found, limit) = self.breach.numbers.map_or((0, 0), |numbers| (numbers.found, numbers.limit));
        let details = self.breach.details.join(", ");
        let competency = self.competency();
        match self.breach.rule {
            Rule::UnknownPlace => capital(&details),
            Rule::SeatedTwice => format!("{who} has {found} seats at once in {when}"),
            Rule::Unseated => format!("{who} is there in {when} and has no seat"),
            Rule::SeatedAway => format!("{who} has a seat in {when} and is not there"),
            Rule::GroupTooSmall => {
                let (learners, least) = (learners(found), learners(limit));
                format!(
                    "The {modality} group in {room} in {when} has {learners}: at least {least} make a group"
                )
            }
            Rule::GroupTooLarge => {
                let (learners, most) = (learners(found), learners(limit));
                format!("The {modality} group in {room} in {when} has {learners}: a group has at most {most}")
            }
            Rule::NoLesson => format!("{who} has nothing to work on in {modality} in {room} in {when}"),
            Rule::NotTheGroupsLesson => {
                format!("{who} works on {lesson} in {room} in {when}, which is not the lesson of the group")
            }
            Rule::GroupLessonAmongOwn => format!(
                "The {modality} group in {room} in {when} has the lesson {lesson}, and everybody there works on \
                 a lesson of their own"
            ),
            Rule::OtherModality => {
                format!("{lesson} is not a lesson for {modality}, and is worked on so in {room} in {when}")
            }
            Rule::LessonTooLong => {
                format!("{lesson} takes {found} minutes, and {when} lasts {limit}")
            }
            Rule::NotReady => {
                format!("{who} is not ready for {competency} and works on it in {when} ({lesson})")
            }
            Rule::OutsideLevels => format!(
                "{who} works on {competency} in {when} ({lesson}), which lies outside their levels{}",
                self.level()
            ),
            Rule::OtherLanguage => {
                format!("{who} works on {lesson} in {when}, which cannot be had in a language of theirs")
            }
            Rule::TriesWithoutEducator => format!(
                "{who} has tried {competency} {} without passing and works on it in {when} in {modality}, where \
                 no educator leads: after {limit} an educator does",
                times(found)
            ),
            Rule::Copies => format!(
                "{} work on {lesson} in {when}, and its materials are there for {limit}: {who}",
                learners(found)
            ),
            Rule::LessonHad => {
                format!("{who} has had {lesson} before and gets it again in {when}, which nobody agreed to")
            }
            Rule::LessonTwice => format!("{who} gets {lesson} {} on this day", times(found)),
            Rule::CompetencyTooOften => format!(
                "{who} works on {competency} {} on this day: at most {} a day",
                times(found),
                times(limit)
            ),
            Rule::ModalityTooOften => {
                format!("{who} is in {modality} {} on this day: at most {} a day", times(found), times(limit))
            }
            Rule::NoEducator => format!("Nobody leads the {modality} group in {room} in {when}"),
            Rule::EducatorNotAsked => {
                format!("{educator} leads the {modality} group in {room} in {when}, which nobody is to lead")
            }
            Rule::EducatorAway => format!("{educator} is needed in {when} and is not there"),
            Rule::EducatorTwice => {
                format!("{educator} is in more than one place in {when}: {details}")
            }
            Rule::TooManyGroups => {
                format!("{educator} leads {found} groups on this day: at most {limit}")
            }
            Rule::NotQualifiedToTeach => {
                format!("{educator} leads a group on {competency} in {room} in {when} and may not teach it")
            }
            Rule::NotQualifiedToLead => {
                format!(
                    "{educator} leads a {modality} group in {room} in {when} and may not lead such a group"
                )
            }
            Rule::RoomSeats => {
                format!("{room} has {limit} seats, and {} are in it in {when}", learners(found))
            }
            Rule::RoomDevices => {
                format!("{room} has {limit} devices, and {} in it need one in {when}", learners(found))
            }
            Rule::RoomGroups => {
                format!("{room} has room for {limit} groups at once and holds {found} in {when}")
            }
            Rule::RoomKind => {
                format!("{modality} is in {room} in {when}, which is not of the kind {details}")
            }
            Rule::RoomNotToBeHad => format!("{room} is used in {when} and cannot be had then"),
            Rule::RoomUnwatched => format!("Learners are in {room} in {when} without an educator"),
            Rule::NeedsSmallerGroup => {
                format!("{who} sits in a group of {found} in {when}, and needs one of at most {limit}")
            }
            Rule::NeedsOfRoom => format!("{who} is in {room} in {when}, which does not offer {details}"),
            Rule::NeedsOfEducator => {
                format!("{who} is led by {educator} in {when}, who does not offer {details}")
            }
            Rule::NeedsOtherModality => {
                format!("{who} is in {modality} in {when}, which they are not put in")
            }
            Rule::KeptApart => {
                format!("{who} are kept apart and are in one {} in {when} ({room})", self.apart_in())
            }
            Rule::KeptTogether => format!("{who} stay together and are in different groups in {when}"),
            Rule::Lock => {
                format!("The lock {}on {} in {when} is not kept: {details}", self.by(), self.locked())
            }
            Rule::FixedMissing => format!("{} in {when} is not in the schedule", self.fixed()),
            Rule::FixedTwice => format!("{} in {when} is in the schedule {}", self.fixed(), times(found)),
            Rule::FixedChanged => format!("{} in {when} is not as it stands: {details}", self.fixed()),
        }
    }

    fn who(&self) -> String {
        let names: Vec<&str> = self
            .breach
            .learners
            .iter()
            .map(|place| self.instance.learners.get(*place).map_or("?", |learner| learner.name.as_str()))
            .collect();
        match names.as_slice() {
            [] => "Nobody".to_owned(),
            [only] => (*only).to_owned(),
            [first @ .., last] if names.len() <= NAMED => format!("{} and {last}", first.join(", ")),
            _ => format!("{} and {} others", names[..NAMED - 1].join(", "), names.len() - NAMED + 1),
        }
    }

    fn when(&self) -> &'a str {
        let period = self.breach.period.and_then(|place| self.instance.periods.get(place));
        period.map_or("the day", |period| &period.name)
    }

    fn room(&self) -> &'a str {
        let room = self.breach.room.and_then(|place| self.instance.rooms.get(place));
        room.map_or("a room", |room| &room.name)
    }

    fn lesson(&self) -> String {
        let lesson = self.breach.lesson.and_then(|place| self.instance.lessons.get(place));
        lesson.map_or_else(|| "a lesson".to_owned(), |lesson| format!("\u{201c}{}\u{201d}", lesson.name))
    }

    fn modality(&self) -> &'a str {
        let modality = self.breach.modality.and_then(|place| self.instance.modalities.get(place));
        modality.map_or("a modality", |modality| &modality.name)
    }

    fn educator(&self) -> &'a str {
        let educator = self.breach.educator.and_then(|place| self.instance.educators.get(place));
        educator.map_or("An educator", |educator| &educator.name)
    }

    fn competency(&self) -> &'a str {
        let competency = self.breach.competency.and_then(|place| self.instance.competencies.get(place));
        competency.map_or("a competency", |competency| &competency.name)
    }

    fn level(&self) -> String {
        let competency = self.breach.competency.and_then(|place| self.instance.competencies.get(place));
        let Some(level) = competency.and_then(|competency| competency.level) else { return String::new() };
        let learner = self.breach.learners.first().and_then(|place| self.instance.learners.get(*place));
        let levels = learner.map(|learner| learner.levels).unwrap_or_default();
        let end = |end: Option<i32>| end.map_or("any".to_owned(), |level| level.to_string());
        format!(": level {level}, and theirs are {} to {}", end(levels.floor), end(levels.ceiling))
    }

    fn apart_in(&self) -> &'static str {
        let Some(Decided::Apart(place)) = self.breach.decided else { return "place" };
        match self.instance.apart.get(place).map(|apart| apart.within) {
            Some(ApartIn::Room) => "room",
            _ => "group",
        }
    }

    fn lock(&self) -> Option<&'a Lock> {
        let Some(Decided::Lock(place)) = self.breach.decided else { return None };
        self.instance.locks.get(place)
    }

    fn by(&self) -> String {
        self.lock().map_or_else(String::new, |lock| format!("by {} ", lock.by()))
    }

    fn locked(&self) -> String {
        match self.lock() {
            Some(Lock::Seat { .. }) => self.who(),
            Some(Lock::Closed { .. }) => self.room().to_owned(),
            _ => self.educator().to_owned(),
        }
    }

    fn fixed(&self) -> &'a str {
        let Some(Decided::Fixed(place)) = self.breach.decided else { return "A group" };
        self.instance.fixed.get(place).map_or("A group", |fixed| &fixed.name)
    }
}

fn learners(count: u32) -> String {
    if count == 1 { "1 learner".to_owned() } else { format!("{count} learners") }
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
