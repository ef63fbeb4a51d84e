//! Periods, rooms and educators.

use domain::Date;

use crate::{
    Educator, Period, Qualified, Room,
    file::{
        Kind,
        json::Node,
        reading::{At, Fields, MOST, Names, Reading},
        wall_time::{self, NoMoment},
    },
};

/// Every place of a list of so many.
fn all(count: usize) -> Vec<usize> {
    (0..count).collect()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The periods, earliest first.
pub(super) fn periods(reading: &mut Reading, file: &Fields, day: Option<Date>, zone: &str) -> Vec<Period> {
    let found = wall_time::zone(zone);
    if found.is_none() && !zone.is_empty() {
        let what = format!("{} is no time zone", Node::Text(zone.to_owned()));
        let advice = "give a name of the IANA database, such as America/New_York";
        reading.note(Kind::Meaning, &file.at.field("zone"), what, advice);
    }
    let clock = day.zip(found);
    let mut periods = file.required(reading, "periods", |reading, node, at| {
        reading.each(node, at, 1, |reading, node, at| period(reading, node, at, clock.as_ref()))
    });
    periods.sort_by_key(|period| (period.starts, period.ends));
    let at = file.at.field("periods");
    for pair in
        periods.windows(2).filter(|pair| pair[1].starts < pair[0].ends && pair[0].starts < pair[0].ends)
    {
        let [one, other] = pair else { continue };
        let what = format!(
            "\"{}\" ({} to {}) and \"{}\" ({} to {}) overlap",
            one.id,
            wall_time::clock(one.starts),
            wall_time::clock(one.ends),
            other.id,
            wall_time::clock(other.starts),
            wall_time::clock(other.ends)
        );
        reading.note(Kind::Meaning, &at, what, "let each begin when the one before has ended");
    }
    periods
}

fn period(reading: &mut Reading, node: &Node, at: &At, clock: Option<&(Date, jiff::tz::TimeZone)>) -> Period {
    let fields = reading.object(node, at, &["id", "name", "starts", "ends"]);
    let id = fields.id(reading);
    let name = fields.name_or(reading, &id);
    let starts = fields.required(reading, "starts", |reading, node, at| time(reading, node, at, false));
    let ends = fields.required(reading, "ends", |reading, node, at| time(reading, node, at, true));
    let mut period = Period { id, name, starts: starts.unwrap_or(0), ends: ends.unwrap_or(0), minutes: 0 };
    if let (Some(starts), Some(ends)) = (starts, ends) {
        if ends <= starts {
            let (begins, ended) = (wall_time::clock(starts), wall_time::clock(ends));
            let what = format!("a period from {begins} to {ended} has no minutes");
            reading.note(Kind::Meaning, at, what, "let it end after it begins, on the same day");
        } else if let Some((day, zone)) = clock {
            let mut moment = |field: &str, minutes: u32| {
                let found = wall_time::moment(zone, *day, minutes);
                found.map_err(|why| no_moment(reading, &at.field(field), minutes, *day, why)).ok()
            };
            if let (Some(starts), Some(ends)) = (moment("starts", starts), moment("ends", ends)) {
                period.minutes = u32::try_from((ends.as_second() - starts.as_second()) / 60).unwrap_or(0);
            }
        }
    }
    period
}

/// A time by the clock, in minutes after midnight; `24:00` only where a period ends.
fn time(reading: &mut Reading, node: &Node, at: &At, end: bool) -> Option<u32> {
    let found = match node {
        Node::Text(text) => wall_time::minutes(text).filter(|minutes| end || *minutes < 24 * 60),
        _ => None,
    };
    if found.is_none() {
        let what = format!("{node} is not a time of the day written as HH:MM");
        reading.note(Kind::Shape, at, what, "write a time such as 09:05 or 13:40");
    }
    found
}

fn no_moment(reading: &mut Reading, at: &At, minutes: u32, day: Date, why: NoMoment) {
    let clock = wall_time::clock(minutes);
    let what = match why {
        NoMoment::Skipped => format!("there is no {clock} on {day}: clocks are put forward over it"),
        NoMoment::Twice => format!("there are two {clock} on {day}: clocks are put back over it"),
    };
    reading.note(Kind::Meaning, at, what, "move the period out of the hour in which clocks change");
}

/// The rooms.
pub(super) fn rooms(reading: &mut Reading, file: &Fields, periods: &Names, count: usize) -> Vec<Room> {
    const FIELDS: &[&str] =
        &["id", "name", "kind", "seats", "devices", "groups", "features", "watched", "periods"];
    let room = |reading: &mut Reading, node: &Node, at: &At| {
        let fields = reading.object(node, at, FIELDS);
        let id = fields.id(reading);
        let seats = fields.required(reading, "seats", |reading, node, at| reading.count(node, at, 0));
        Room {
            name: fields.name_or(reading, &id),
            id,
            kind: fields.optional(reading, "kind", Reading::text).unwrap_or_default(),
            seats,
            devices: fields.count(reading, "devices", 0, 0),
            groups: fields.count(reading, "groups", 0, seats),
            features: fields.texts(reading, "features"),
            watched: fields.flag(reading, "watched"),
            periods: fields.places(reading, "periods", periods).unwrap_or_else(|| all(count)),
        }
    };
    file.required(reading, "rooms", |reading, node, at| reading.each(node, at, 0, room))
}

/// The educators.
pub(super) fn educators(
    reading: &mut Reading,
    file: &Fields,
    periods: &Names,
    count: usize,
    competencies: &Names,
    modalities: &Names,
) -> Vec<Educator> {
    const FIELDS: &[&str] =
        &["id", "name", "periods", "competencies", "modalities", "features", "most_groups"];
    let educator = |reading: &mut Reading, node: &Node, at: &At| {
        let fields = reading.object(node, at, FIELDS);
        let id = fields.id(reading);
        let mut qualified = |name: &str, names: &Names| {
            fields.places(reading, name, names).map_or(Qualified::All, Qualified::Only)
        };
        let competencies = qualified("competencies", competencies);
        let modalities = qualified("modalities", modalities);
        Educator {
            name: fields.name_or(reading, &id),
            id,
            periods: fields.places(reading, "periods", periods).unwrap_or_else(|| all(count)),
            competencies,
            modalities,
            features: fields.texts(reading, "features"),
            most_groups: fields.count(reading, "most_groups", 0, number(count).min(MOST)),
        }
    };
    file.required(reading, "educators", |reading, node, at| reading.each(node, at, 0, educator))
}
