//! The bells of a day: periods between two wall times.

use jiff::{civil::Time, tz::TimeZone};

use crate::{CalendarId, PeriodId, calendar::Weekdays, time::Date};

/// The most periods of one calendar.
pub const MOST_PERIODS: usize = 60;

/// A period of the day, by the clock on the wall.
///
/// Shape: what [`Bells::new`] lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BellPeriod {
    /// Ours.
    pub id: PeriodId,
    /// Whose bells.
    pub calendar: CalendarId,
    /// What people call it.
    pub name: String,
    /// On which weekdays it rings.
    pub weekdays: Weekdays,
    /// From when to when.
    pub bells: Bells,
}

/// Two wall times of one day, to the minute.
///
/// Shape: the second is later than the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bells {
    begins: Time,
    ends: Time,
}

/// Times that make no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPeriod {
    /// It has no minute.
    #[error("a period from {0} to {0} has zero minutes: let it end later than it begins")]
    ZeroMinutes(Time),
    /// It ends before it begins.
    #[error("a period cannot end ({ends}) before it begins ({begins})")]
    EndsBeforeItBegins {
        /// When it begins.
        begins: Time,
        /// When it ends.
        ends: Time,
    },
    /// A minute that no day has.
    #[error("minute {0} is no minute of a day: 0 to 1439 are")]
    NoMinute(i64),
}

impl Bells {
    /// Checks that the period has minutes; seconds are left out.
    pub fn new(begins: Time, ends: Time) -> Result<Self, NoPeriod> {
        let minute = |time: Time| Time::constant(time.hour(), time.minute(), 0, 0);
        let (begins, ends) = (minute(begins), minute(ends));
        match begins.cmp(&ends) {
            std::cmp::Ordering::Less => Ok(Self { begins, ends }),
            std::cmp::Ordering::Equal => Err(NoPeriod::ZeroMinutes(begins)),
            std::cmp::Ordering::Greater => Err(NoPeriod::EndsBeforeItBegins { begins, ends }),
        }
    }

    /// From minutes after midnight, as they are stored.
    pub fn from_minutes(begins: i64, ends: i64) -> Result<Self, NoPeriod> {
        let time = |minute: i64| {
            let bad = NoPeriod::NoMinute(minute);
            let (hour, rest) = (minute.div_euclid(60), minute.rem_euclid(60));
            let hour = i8::try_from(hour).map_err(|_| bad)?;
            let rest = i8::try_from(rest).map_err(|_| bad)?;
            Time::new(hour, rest, 0, 0).map_err(|_| bad)
        };
        Self::new(time(begins)?, time(ends)?)
    }

    /// When it begins, by the clock on the wall.
    pub const fn begins(self) -> Time {
        self.begins
    }

    /// When it ends, by the clock on the wall.
    pub const fn ends(self) -> Time {
        self.ends
    }

    /// Both in minutes after midnight.
    pub fn minutes(self) -> (i64, i64) {
        let minute = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
        (minute(self.begins), minute(self.ends))
    }

    /// How long it really is on `day`: an hour more or less where clocks change within it.
    ///
    /// Unit: minutes. A wall time that the day does not have is as long after midnight as it would be;
    /// one that it has twice is the first of them. `None` at the end of the calendar.
    pub fn real_minutes(self, day: Date, zone: &TimeZone) -> Option<i64> {
        let moment = |time| Some(day.to_datetime(time).to_zoned_datetime(zone.clone()).ok()?.timestamp());
        let seconds = moment(self.ends)?.as_second() - moment(self.begins)?.as_second();
        Some(seconds / 60)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn a_period_of_zero_minutes_and_one_that_ends_first_are_refused() {
        let nine = time(9, 0, 0, 0);
        assert_eq!(Bells::new(nine, nine), Err(NoPeriod::ZeroMinutes(nine)));
        assert_eq!(Bells::new(nine, time(9, 0, 59, 0)), Err(NoPeriod::ZeroMinutes(nine)));
        let eight = time(8, 30, 0, 0);
        assert_eq!(
            Bells::new(nine, eight).expect_err("refused").to_string(),
            "a period cannot end (08:30:00) before it begins (09:00:00)"
        );
        for minute in [-1, 1_440, i64::MAX, i64::MIN] {
            assert_eq!(Bells::from_minutes(minute, minute), Err(NoPeriod::NoMinute(minute)), "{minute}");
        }
        assert_eq!(Bells::from_minutes(540, 585).map(Bells::minutes), Ok((540, 585)));
    }

    #[test]
    fn a_period_across_a_change_of_clocks_has_its_real_minutes() {
        let zone = TimeZone::posix("CST6CDT,M3.2.0,M11.1.0").expect("a zone");
        for (day, begins, ends, minutes) in [
            (date(2026, 11, 24), 60, 240, 180),
            // Clocks go from 2:00 to 3:00.
            (date(2026, 3, 8), 60, 240, 120),
            (date(2026, 3, 8), 135, 165, 30),
            (date(2026, 3, 8), 90, 150, 60),
            // Clocks go from 2:00 back to 1:00.
            (date(2026, 11, 1), 30, 180, 210),
            (date(2026, 11, 1), 75, 105, 30),
        ] {
            let bells = Bells::from_minutes(begins, ends).expect("a period");
            assert_eq!(bells.real_minutes(day, &zone), Some(minutes), "{day} {begins}");
        }
    }
}
