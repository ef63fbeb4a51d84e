//! When a school meets: its weekdays, its closures and its special days, between two dates.

use std::fmt;

use jiff::civil::Weekday;

use crate::{CalendarId, OrganizationId, time::Date};

/// The most days that a calendar spans: three years with their leap day.
pub const MOST_CALENDAR_DAYS: i32 = 1_096;

/// The most closures and special days of a calendar.
pub const MOST_SPECIAL_DAYS: usize = 400;

/// Some of the seven days of a week.
///
/// Shape: bit 0 is Monday, bit 6 is Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Weekdays(u8);

impl Weekdays {
    /// No day.
    pub const NONE: Self = Self(0);
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);
    /// The words of the days, Monday first.
    pub const WORDS: [&'static str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// Reads the bits; `None` where there are more than seven.
    pub fn from_bits(bits: i64) -> Option<Self> {
        u8::try_from(bits).ok().filter(|bits| *bits < 0x80).map(Self)
    }

    /// The days with these words; the word that is none otherwise.
    pub fn from_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Result<Self, &'w str> {
        let mut days = Self::NONE;
        for word in words {
            let place = Self::WORDS.iter().position(|known| *known == word).ok_or(word)?;
            days.0 |= 1 << place;
        }
        Ok(days)
    }

    /// The bits as they are stored.
    pub fn bits(self) -> i64 {
        i64::from(self.0)
    }

    /// Their words, Monday first.
    pub fn words(self) -> Vec<&'static str> {
        (0..7)
            .zip(Self::WORDS)
            .filter(|(place, _)| self.0 & (1 << place) != 0)
            .map(|(_, word)| word)
            .collect()
    }

    /// Whether `day` is one of them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & (1 << day.to_monday_zero_offset()) != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Days with a name: a holiday, a snow day, or a Saturday on which school is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDays {
    /// The first of them.
    pub first: Date,
    /// The last of them.
    pub last: Date,
    /// What they are called.
    pub name: String,
    /// Whether school is held on them, whatever the weekday; closed otherwise.
    pub school: bool,
}

impl SpecialDays {
    fn contains(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// What a day is in a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'c> {
    /// School is held.
    School,
    /// School is held on a day that has a name.
    Special(&'c str),
    /// Closed, and what for.
    Closed(&'c str),
    /// Not one of the weekdays on which school is held.
    OtherWeekday,
    /// Before the first day of the calendar or after its last.
    Outside,
}

impl DayKind<'_> {
    /// Whether school is held.
    pub fn is_school(self) -> bool {
        matches!(self, Self::School | Self::Special(_))
    }
}

impl fmt::Display for DayKind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::School => write!(f, "a school day"),
            Self::Special(name) => write!(f, "a school day ({name})"),
            Self::Closed(name) => write!(f, "closed ({name})"),
            Self::OtherWeekday => write!(f, "not a weekday on which school is held"),
            Self::Outside => write!(f, "outside of the calendar"),
        }
    }
}

/// The school days of an organization, between two dates. An organization can have several, one after another
/// or side by side.
///
/// Shape: what [`Calendar::checked`] lets through has at least one school day, and its special days in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Ours.
    pub id: CalendarId,
    /// Whose: everything that lies in it goes by it, unless it has one of its own.
    pub organization: OrganizationId,
    /// What people call it.
    pub name: String,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// On which weekdays school is held.
    pub weekdays: Weekdays,
    /// Closures and special days, by their first day.
    pub special: Vec<SpecialDays>,
}

/// A calendar that cannot be, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCalendar {
    /// It ends before it begins.
    #[error("\"{name}\" ends ({last}) before it begins ({first}): give a last day after the first")]
    EndsBeforeItBegins {
        /// The calendar.
        name: String,
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// It spans more than three years.
    #[error("\"{name}\" spans {days} days: {MOST_CALENDAR_DAYS} is the most, so make one for each year")]
    TooLong {
        /// The calendar.
        name: String,
        /// How many days it spans.
        days: i32,
    },
    /// No school is ever held.
    #[error(
        "\"{name}\" has no school days between {first} and {last}: choose weekdays, or take closures away"
    )]
    NoSchoolDays {
        /// The calendar.
        name: String,
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// A special day that ends before it begins.
    #[error("\"{day}\" ends ({last}) before it begins ({first})")]
    SpecialEndsBeforeItBegins {
        /// What it is called.
        day: String,
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// More special days than one calendar takes.
    #[error("\"{name}\" has {given} closures and special days: {MOST_SPECIAL_DAYS} is the most")]
    TooManySpecial {
        /// The calendar.
        name: String,
        /// How many were given.
        given: usize,
    },
}

impl Calendar {
    /// Checks it and brings its special days into order.
    pub fn checked(mut self) -> Result<Self, BadCalendar> {
        let (name, first, last) = (self.name.clone(), self.first, self.last);
        if last < first {
            return Err(BadCalendar::EndsBeforeItBegins { name, first, last });
        }
        let days = days_between(first, last) + 1;
        if days > MOST_CALENDAR_DAYS {
            return Err(BadCalendar::TooLong { name, days });
        }
        if self.special.len() > MOST_SPECIAL_DAYS {
            return Err(BadCalendar::TooManySpecial { name, given: self.special.len() });
        }
        if let Some(bad) = self.special.iter().find(|special| special.last < special.first) {
            let (day, first, last) = (bad.name.clone(), bad.first, bad.last);
            return Err(BadCalendar::SpecialEndsBeforeItBegins { day, first, last });
        }
        self.special.sort_by(|a, b| (a.first, a.last, &a.name).cmp(&(b.first, b.last, &b.name)));
        if self.days().any(|day| self.on(day).is_school()) {
            Ok(self)
        } else {
            Err(BadCalendar::NoSchoolDays { name, first, last })
        }
    }

    /// What `day` is. A day on which school is held by name outweighs a closure.
    pub fn on(&self, day: Date) -> DayKind<'_> {
        if !(self.first..=self.last).contains(&day) {
            return DayKind::Outside;
        }
        let named = |school| self.special.iter().find(|one| one.school == school && one.contains(day));
        match (named(true), named(false)) {
            (Some(special), _) => DayKind::Special(&special.name),
            (None, Some(closure)) => DayKind::Closed(&closure.name),
            (None, None) if self.weekdays.contains(day.weekday()) => DayKind::School,
            (None, None) => DayKind::OtherWeekday,
        }
    }

    /// Every day from the first to the last, school or not.
    pub fn days(&self) -> impl Iterator<Item = Date> + use<> {
        let last = self.last;
        std::iter::successors(Some(self.first), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
    }
}

/// The day that lies so many days after `day`, or before it; `None` at the ends of the calendar.
pub fn days_after(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// How many days `later` lies after `earlier`; below zero where it lies before.
pub fn days_between(earlier: Date, later: Date) -> i32 {
    // Of dates of four-digit years a difference in days always fits.
    earlier.until(later).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn calendar() -> Calendar {
        let special =
            |first, last, name: &str, school| SpecialDays { first, last, name: name.to_owned(), school };
        Calendar {
            id: CalendarId::from_bytes([1; 16]),
            organization: OrganizationId::from_bytes([2; 16]),
            name: "2026/27".to_owned(),
            first: date(2026, 11, 23),
            last: date(2026, 12, 31),
            weekdays: Weekdays::MONDAY_TO_FRIDAY,
            special: vec![
                special(date(2026, 12, 21), date(2027, 1, 1), "Winter break", false),
                special(date(2026, 11, 26), date(2026, 11, 27), "Thanksgiving", false),
                special(date(2026, 12, 22), date(2026, 12, 22), "Make-up day", true),
                special(date(2026, 12, 5), date(2026, 12, 5), "Science fair", true),
            ],
        }
    }

    #[test]
    fn a_day_is_what_its_name_says_before_what_its_weekday_says() {
        let calendar = calendar().checked().expect("school is held");
        for (day, kind) in [
            (date(2026, 11, 22), DayKind::Outside),
            (date(2026, 11, 23), DayKind::School),
            (date(2026, 11, 26), DayKind::Closed("Thanksgiving")),
            (date(2026, 11, 28), DayKind::OtherWeekday),
            (date(2026, 12, 5), DayKind::Special("Science fair")),
            (date(2026, 12, 22), DayKind::Special("Make-up day")),
            (date(2026, 12, 31), DayKind::Closed("Winter break")),
            (date(2027, 1, 1), DayKind::Outside),
        ] {
            assert_eq!(calendar.on(day), kind, "{day}");
        }
        assert_eq!(calendar.special[0].name, "Thanksgiving", "in order");
        assert_eq!(calendar.days().count(), 39);
    }

    #[test]
    fn a_calendar_without_school_days_is_refused_by_name() {
        for bad in [
            Calendar { weekdays: Weekdays::NONE, special: vec![], ..calendar() },
            Calendar { first: date(2026, 11, 28), last: date(2026, 11, 29), special: vec![], ..calendar() },
            Calendar { first: date(2026, 11, 26), last: date(2026, 11, 27), ..calendar() },
        ] {
            let refused = bad.checked().expect_err("no school is held").to_string();
            assert!(refused.starts_with("\"2026/27\" has no school days between "), "{refused}");
        }
    }

    #[test]
    fn what_is_out_of_order_or_too_long_is_named() {
        let back = Calendar { last: date(2026, 11, 22), ..calendar() };
        assert!(matches!(back.checked(), Err(BadCalendar::EndsBeforeItBegins { .. })));
        let long = Calendar { last: date(2029, 11, 23), ..calendar() };
        assert!(matches!(long.checked(), Err(BadCalendar::TooLong { days: 1_097, .. })));
        let mut special = calendar();
        special.special[1].last = date(2026, 11, 25);
        assert!(matches!(special.checked(), Err(BadCalendar::SpecialEndsBeforeItBegins { .. })));
        let mut many = calendar();
        many.special = vec![many.special[0].clone(); MOST_SPECIAL_DAYS + 1];
        assert!(matches!(many.checked(), Err(BadCalendar::TooManySpecial { given: 401, .. })));
    }

    #[test]
    fn weekdays_read_back_from_bits_and_words() {
        for bits in 0..0x80 {
            let days = Weekdays::from_bits(bits).expect("seven days");
            assert_eq!((days.bits(), Weekdays::from_words(days.words())), (bits, Ok(days)));
        }
        assert_eq!((Weekdays::from_bits(0x80), Weekdays::from_bits(-1)), (None, None));
        assert_eq!(Weekdays::from_words(["mon", "funday"]), Err("funday"));
    }

    #[test]
    fn days_are_counted_across_years_and_backwards() {
        assert_eq!(days_between(date(2026, 12, 31), date(2027, 1, 1)), 1);
        assert_eq!(days_between(date(2028, 3, 1), date(2028, 2, 28)), -2);
        assert_eq!(days_after(date(2026, 12, 31), 1), Some(date(2027, 1, 1)));
        assert_eq!(days_after(date(9999, 12, 31), 1), None);
        assert_eq!(days_after(date(2026, 1, 1), i64::MIN), None);
        assert_eq!(days_between(date(1, 1, 1), date(9999, 12, 31)), 3_652_058);
    }
}
