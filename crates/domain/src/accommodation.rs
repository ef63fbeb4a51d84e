//! What a learner is to be given so that a task measures what it should: dated, and never with its reason.

use crate::{LearnerId, PersonId, Timestamp, time::Date, time::Dates};

/// How much of the usual time a learner has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum TimeFactor {
    /// The usual time.
    #[default]
    Usual,
    /// A quarter more.
    OneAndAQuarter,
    /// Half as much again.
    OneAndAHalf,
    /// Twice the time.
    Double,
    /// As long as it takes.
    Unlimited,
}

impl TimeFactor {
    /// Every factor with its word.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Usual, "1"),
        (Self::OneAndAQuarter, "1.25"),
        (Self::OneAndAHalf, "1.5"),
        (Self::Double, "2"),
        (Self::Unlimited, "unlimited"),
    ];

    /// The word in storage and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(factor, _)| *factor)
    }

    /// What `minutes` become, rounded up; `None` for without limit.
    ///
    /// Unit: minutes.
    pub fn of_minutes(self, minutes: u32) -> Option<u32> {
        let quarters = match self {
            Self::Usual => 4,
            Self::OneAndAQuarter => 5,
            Self::OneAndAHalf => 6,
            Self::Double => 8,
            Self::Unlimited => return None,
        };
        u32::try_from((u64::from(minutes) * quarters).div_ceil(4)).ok()
    }
}

/// How large print is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum PrintSize {
    /// As for everybody.
    #[default]
    Standard,
    /// 18 points.
    Large,
    /// 24 points or more.
    VeryLarge,
}

impl PrintSize {
    /// Every size with its word.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Standard, "standard"), (Self::Large, "large"), (Self::VeryLarge, "very_large")];

    /// The word in storage and the API.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(size, _)| *size)
    }
}

/// What is given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accommodations {
    /// How much time.
    pub time: TimeFactor,
    /// Whether text is read aloud, by a person or a machine.
    pub reader: bool,
    /// How large print is.
    pub print: PrintSize,
    /// The language of instructions, as people name it or by its tag; `None` for the usual one.
    pub language: Option<String>,
    /// Where they sit; `None` for anywhere.
    pub seat: Option<String>,
    /// What else whoever gives the task has to know to give it.
    pub delivery: Option<String>,
}

impl Accommodations {
    /// Whether nothing is given but what everybody gets.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// One version of a learner's profile. Never changed: a later version stands in its place on its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Whose.
    pub learner: LearnerId,
    /// 1, 2, 3, ... of this learner.
    pub version: i64,
    /// From when to when; the first day is always given.
    pub dates: Dates,
    /// What.
    pub given: Accommodations,
    /// Who wrote it.
    pub written_by: PersonId,
    /// When.
    pub written_at: Timestamp,
}

/// The version that counts on `day`: of those whose days hold it, the one written last.
pub fn in_force(versions: &[Profile], day: Date) -> Option<&Profile> {
    versions.iter().filter(|one| one.dates.contains(day)).max_by_key(|one| one.version)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn words_read_back() {
        for (factor, word) in TimeFactor::ALL {
            assert_eq!((factor.word(), TimeFactor::from_word(word)), (word, Some(factor)));
        }
        for (size, word) in PrintSize::ALL {
            assert_eq!((size.word(), PrintSize::from_word(word)), (word, Some(size)));
        }
        assert_eq!(TimeFactor::from_word("1.50"), None);
    }

    #[test]
    fn sixty_minutes_become_ninety_and_odd_minutes_are_rounded_up() {
        for (factor, minutes, given) in [
            (TimeFactor::Usual, 60, Some(60)),
            (TimeFactor::OneAndAQuarter, 50, Some(63)),
            (TimeFactor::OneAndAHalf, 60, Some(90)),
            (TimeFactor::Double, 45, Some(90)),
            (TimeFactor::Unlimited, 60, None),
        ] {
            assert_eq!(factor.of_minutes(minutes), given, "{factor:?}");
        }
    }

    #[test]
    fn the_version_written_last_counts_on_its_days_and_an_earlier_one_after_them() {
        let person = PersonId::from_bytes([1; 16]);
        let version = |version, from, until: Option<Date>| Profile {
            learner: person.as_learner(),
            version,
            dates: Dates::new(Some(from), until).expect("in order"),
            given: Accommodations::default(),
            written_by: person,
            written_at: Timestamp::UNIX_EPOCH,
        };
        let all = [
            version(1, date(2026, 9, 1), None),
            version(2, date(2026, 10, 1), Some(date(2026, 10, 14))),
            version(3, date(2027, 1, 1), Some(date(2027, 6, 30))),
        ];
        for (day, expected) in [
            (date(2026, 8, 31), None),
            (date(2026, 9, 1), Some(1)),
            (date(2026, 10, 1), Some(2)),
            (date(2026, 10, 14), Some(2)),
            (date(2026, 10, 15), Some(1)),
            (date(2027, 1, 1), Some(3)),
            (date(2027, 7, 1), Some(1)),
        ] {
            assert_eq!(in_force(&all, day).map(|one| one.version), expected, "{day}");
        }
    }
}
