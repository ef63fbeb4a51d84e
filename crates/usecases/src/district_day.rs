//! The district's clock: one for today, for dated access, for the times that pages show, and for when letters
//! go out. Its time zone is in the mail settings; without any it is the zone where the server stands. Zones are
//! kept in memory, because every request asks for the day.

use std::{
    collections::HashMap,
    sync::{LazyLock, PoisonError, RwLock},
};

use domain::{Date, DistrictId, Timestamp};
use jiff::tz::TimeZone;

use crate::{App, Refusal, show_person};

static ZONES: LazyLock<RwLock<HashMap<DistrictId, TimeZone>>> = LazyLock::new(RwLock::default);

/// The time zone of a district.
pub fn zone_of(district: DistrictId) -> TimeZone {
    let zones = ZONES.read().unwrap_or_else(PoisonError::into_inner);
    zones.get(&district).cloned().unwrap_or_else(TimeZone::system)
}

/// Keeps the zone that a district has chosen; without any, or with one that this machine does not know, it is
/// the server's.
pub(crate) fn keep_zone(district: DistrictId, name: Option<&str>) {
    let mut zones = ZONES.write().unwrap_or_else(PoisonError::into_inner);
    match name.and_then(|name| TimeZone::get(name).ok()) {
        Some(zone) => zones.insert(district, zone),
        None => zones.remove(&district),
    };
}

/// Reads the zone of every district: at the start, and now and then, because another server may have
/// changed one.
pub async fn read_zones(app: &App) -> Result<(), Refusal> {
    for district in show_person::list_districts(app).await? {
        let id = district.id;
        let find = app.db.look_up(id, |tx, id| {
            Box::pin(async move { Ok::<_, Refusal>(store::mail_server::find(tx, *id).await?) })
        });
        keep_zone(id, find.await?.as_ref().map(|server| server.time_zone.as_str()));
    }
    Ok(())
}

/// The clock of a district.
#[derive(Debug, Clone)]
pub struct DistrictClock(TimeZone);

impl DistrictClock {
    /// The one that it has.
    pub fn of(district: DistrictId) -> Self {
        Self(zone_of(district))
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
