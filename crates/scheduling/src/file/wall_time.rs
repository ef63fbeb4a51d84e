//! Times by the clock on the wall, and how long is between them.

use domain::Date;
use jiff::{
    SignedDuration,
    civil::{DateTime, Time},
    tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase},
};

/// Minutes of a day by the clock.
const DAY: u32 = 24 * 60;

/// Why a time by the clock says no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoMoment {
    /// Clocks are put forward over it.
    Skipped,
    /// Clocks are put back over it.
    Twice,
}

/// A zone of the bundled IANA database: the same answer on every machine.
pub(super) fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// Minutes after midnight of `HH:MM`, up to `24:00`.
pub(super) fn minutes(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse::<u32>().ok() } else { None }
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let all = hours * 60 + minutes;
    (minutes < 60 && all <= DAY).then_some(all)
}

/// `HH:MM` of minutes after midnight.
pub(super) fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The moment of so many minutes after midnight by the clock.
pub(super) fn moment(zone: &TimeZone, day: Date, minutes: u32) -> Result<jiff::Timestamp, NoMoment> {
    let (day, minutes) =
        if minutes >= DAY { (day.tomorrow().unwrap_or(day), minutes - DAY) } else { (day, minutes) };
    let (hour, minute) = (minutes / 60, minutes % 60);
    let time = Time::MIN + SignedDuration::from_mins(i64::from(hour * 60 + minute));
    let found = zone.to_ambiguous_timestamp(DateTime::from_parts(day, time));
    match found.offset() {
        AmbiguousOffset::Unambiguous { .. } => found.unambiguous().map_err(|_| NoMoment::Skipped),
        AmbiguousOffset::Gap { .. } => Err(NoMoment::Skipped),
        AmbiguousOffset::Fold { .. } => Err(NoMoment::Twice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_two_digits_twice_and_lies_in_the_day() {
        for (text, expected) in [
            ("00:00", Some(0)),
            ("09:05", Some(545)),
            ("24:00", Some(1440)),
            ("24:01", None),
            ("12:60", None),
            ("9:05", None),
            ("+9:05", None),
            ("0905", None),
            ("09:05:00", None),
            ("", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
            if let Some(minutes) = expected {
                assert_eq!(clock(minutes), text);
            }
        }
    }
}
