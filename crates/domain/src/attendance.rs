//! Who was there: apart from mastery, which it never changes.

use crate::{LearnerId, PeriodId, PersonId, SectionId, Timestamp, time::Date};

/// The most minutes that somebody can be late: a day.
pub const MOST_MINUTES_LATE: i64 = 1_439;

/// Whether a learner was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// There.
    Present,
    /// Not there.
    Absent,
    /// There, later than the bell. Unit: minutes.
    Late(u16),
    /// Not there, and excused.
    Excused,
}

/// A presence that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPresence {
    /// A word that is none.
    #[error("\"{0}\" is not present, absent, late or excused")]
    Unknown(String),
    /// Late by less than a minute or more than a day.
    #[error("late by {0} minutes cannot be: 1 to {MOST_MINUTES_LATE} can")]
    Minutes(i64),
    /// Minutes of somebody who is not late.
    #[error("minutes late are for who is late, not for who is {0}")]
    NotLate(&'static str),
}

impl Presence {
    /// The words, in storage and the API.
    pub const WORDS: [&'static str; 4] = ["present", "absent", "late", "excused"];

    /// Reads the word and the minutes late, which only who is late has.
    pub fn read(word: &str, minutes_late: Option<i64>) -> Result<Self, NoPresence> {
        let found = match (word, minutes_late) {
            ("late", Some(minutes)) if (1..=MOST_MINUTES_LATE).contains(&minutes) => {
                Self::Late(u16::try_from(minutes).map_err(|_| NoPresence::Minutes(minutes))?)
            }
            ("late", minutes) => return Err(NoPresence::Minutes(minutes.unwrap_or(0))),
            ("present", _) => Self::Present,
            ("absent", _) => Self::Absent,
            ("excused", _) => Self::Excused,
            _ => return Err(NoPresence::Unknown(word.to_owned())),
        };
        match (found, minutes_late) {
            (Self::Late(_), _) | (_, None) => Ok(found),
            _ => Err(NoPresence::NotLate(found.word())),
        }
    }

    /// The word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::Late(_) => "late",
            Self::Excused => "excused",
        }
    }

    /// How late; `None` for who is not.
    ///
    /// Unit: minutes.
    pub const fn minutes_late(self) -> Option<i64> {
        match self {
            Self::Late(minutes) => Some(minutes as i64),
            _ => None,
        }
    }

    /// Whether the learner was there, late or not.
    pub const fn was_there(self) -> bool {
        matches!(self, Self::Present | Self::Late(_))
    }
}

/// What was written down of one learner on one day. Never changed: a later version stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// Who.
    pub learner: LearnerId,
    /// On which day.
    pub day: Date,
    /// In which period; `None` for the whole day.
    pub period: Option<PeriodId>,
    /// 1, 2, 3, ... of this learner, day and period.
    pub version: i64,
    /// Whether they were there.
    pub presence: Presence,
    /// For which class it was taken; `None` for an office's word about the day.
    pub section: Option<SectionId>,
    /// Who wrote it down.
    pub recorded_by: PersonId,
    /// When.
    pub recorded_at: Timestamp,
}

/// What the entries of one day come to: the word about the whole day where there is one, and otherwise there
/// if in any period. `None` without entries.
pub fn of_day(standing: &[&Attendance]) -> Option<Presence> {
    if let Some(whole) = standing.iter().find(|one| one.period.is_none()) {
        return Some(whole.presence);
    }
    let there = standing.iter().find(|one| one.presence.was_there());
    let excused = standing.iter().find(|one| one.presence == Presence::Excused);
    there.or(excused).or(standing.first()).map(|one| one.presence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_presence_reads_back_and_only_who_is_late_has_minutes() {
        for (word, minutes, expected) in [
            ("present", None, Ok(Presence::Present)),
            ("absent", None, Ok(Presence::Absent)),
            ("excused", None, Ok(Presence::Excused)),
            ("late", Some(1), Ok(Presence::Late(1))),
            ("late", Some(1_439), Ok(Presence::Late(1_439))),
            ("late", None, Err(NoPresence::Minutes(0))),
            ("late", Some(0), Err(NoPresence::Minutes(0))),
            ("late", Some(1_440), Err(NoPresence::Minutes(1_440))),
            ("late", Some(-5), Err(NoPresence::Minutes(-5))),
            ("present", Some(5), Err(NoPresence::NotLate("present"))),
            ("Present", None, Err(NoPresence::Unknown("Present".to_owned()))),
        ] {
            let read = Presence::read(word, minutes);
            assert_eq!(read, expected, "{word} {minutes:?}");
            if let Ok(read) = read {
                assert_eq!((read.word(), read.minutes_late()), (word, minutes));
            }
        }
    }

    #[test]
    fn the_word_about_the_day_counts_before_its_periods_and_one_period_is_enough_to_be_there() {
        let person = PersonId::from_bytes([1; 16]);
        let entry = |period: Option<u8>, presence| Attendance {
            learner: person.as_learner(),
            day: Date::constant(2026, 11, 24),
            period: period.map(|n| PeriodId::from_bytes([n; 16])),
            version: 1,
            presence,
            section: None,
            recorded_by: person,
            recorded_at: Timestamp::UNIX_EPOCH,
        };
        let check = |entries: &[Attendance], expected| {
            assert_eq!(of_day(&entries.iter().collect::<Vec<_>>()), expected);
        };
        let (first, second) = (entry(Some(1), Presence::Absent), entry(Some(2), Presence::Present));
        let excused = entry(Some(3), Presence::Excused);
        check(&[], None);
        check(&[first.clone(), second.clone()], Some(Presence::Present));
        check(&[first.clone(), excused.clone()], Some(Presence::Excused));
        check(std::slice::from_ref(&first), Some(Presence::Absent));
        check(&[second, entry(None, Presence::Excused)], Some(Presence::Excused));
    }
}
