//! The district's day: when it begins and ends by the clock of its time zone, which its mail settings name;
//! else by the clock where the server stands.

use domain::{Date, DistrictId, Timestamp};
use jiff::tz::TimeZone;
use store::Tx;

use crate::Refusal;

/// The clock of a district.
#[derive(Debug, Clone)]
pub struct DistrictClock(TimeZone);

impl DistrictClock {
    /// Loads it.
    pub async fn load(tx: &mut Tx, district: DistrictId) -> Result<Self, Refusal> {
        let named = store::mail_server::find(tx, district).await?.map(|server| server.time_zone);
        let zone = named.and_then(|name| TimeZone::get(&name).ok());
        Ok(Self(zone.unwrap_or_else(TimeZone::system)))
    }

    /// The day it is at `moment`.
    pub fn day_of(&self, moment: Timestamp) -> Date {
        moment.to_zoned_datetime(self.0.clone()).date()
    }

    /// The first moment of `day`, and the first that is no longer part of it; `None` at the end of the
    /// calendar.
    pub fn span(&self, day: Date) -> Option<(Timestamp, Timestamp)> {
        let first = |day: Date| Some(day.at(0, 0, 0, 0).to_zoned_datetime(self.0.clone()).ok()?.timestamp());
        Some((first(day)?, first(day.tomorrow().ok()?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_of_its_own_clock_also_when_clocks_change() {
        let clock = DistrictClock(TimeZone::get("America/Chicago").expect("a zone"));
        for (day, begins, ends) in [
            ("2026-11-24", "2026-11-24T06:00:00Z", "2026-11-25T06:00:00Z"),
            ("2026-03-08", "2026-03-08T06:00:00Z", "2026-03-09T05:00:00Z"),
            ("2026-11-01", "2026-11-01T05:00:00Z", "2026-11-02T06:00:00Z"),
        ] {
            let (begins, ends) = (begins.parse().expect("a moment"), ends.parse().expect("a moment"));
            let day: Date = day.parse().expect("a day");
            assert_eq!(clock.span(day), Some((begins, ends)), "{day}");
            assert_eq!(clock.day_of(begins), day);
            assert_eq!(clock.day_of(ends), day.tomorrow().expect("a day"));
        }
    }
}
