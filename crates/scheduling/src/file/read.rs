//! An instance from a file.

mod learners;
mod library;
mod limits;
mod places;

use domain::{Date, time::YEARS};

use super::{
    INSTANCE_FORMAT, Kind, Unreadable, json,
    reading::{At, FILE, Names, Reading},
};
use crate::{Instance, Rules};

const FIELDS: &[&str] = &[
    "format",
    "id",
    "day",
    "zone",
    "periods",
    "competencies",
    "modalities",
    "rooms",
    "educators",
    "lessons",
    "learners",
    "apart",
    "together",
    "fixed",
    "locks",
    "rules",
];

/// The names of everything that is referred to.
struct All {
    periods: Names,
    modalities: Names,
    rooms: Names,
    educators: Names,
    lessons: Names,
    learners: Names,
}

pub(super) fn instance(bytes: &[u8]) -> Result<Instance, Unreadable> {
    let file = json::parse(bytes)?;
    let reading = &mut Reading::default();
    let at = FILE;
    let fields = reading.object(&file, &at, FIELDS);
    fields.required(reading, "format", |reading, node, at| reading.word(node, at, &[INSTANCE_FORMAT]));
    let id = fields.id(reading);
    let day = fields.required(reading, "day", date);
    let zone = fields.required(reading, "zone", Reading::text);
    let periods = places::periods(reading, &fields, day, &zone);
    let period_names = reading.names("period", "periods", periods.iter().map(|one| one.id.as_str()));
    let competencies = library::competencies(reading, &fields);
    let competency_names =
        reading.names("competency", "competencies", competencies.iter().map(|one| one.id.as_str()));
    let modalities = library::modalities(reading, &fields, periods.len());
    let modality_names =
        reading.names("modality", "modalities", modalities.iter().map(|one| one.id.as_str()));
    let rooms = places::rooms(reading, &fields, &period_names, periods.len());
    let room_names = reading.names("room", "rooms", rooms.iter().map(|one| one.id.as_str()));
    let educators =
        places::educators(reading, &fields, &period_names, periods.len(), &competency_names, &modality_names);
    let educator_names = reading.names("educator", "educators", educators.iter().map(|one| one.id.as_str()));
    let lessons = library::lessons(reading, &fields, &competency_names, &modality_names);
    let lesson_names = reading.names("lesson", "lessons", lessons.iter().map(|one| one.id.as_str()));
    let known = learners::Known {
        periods: &period_names,
        period_count: periods.len(),
        competencies: &competency_names,
        modalities: &modality_names,
        modality_count: modalities.len(),
        lessons: &lesson_names,
    };
    let learners = learners::learners(reading, &fields, &known);
    let learner_names = reading.names("learner", "learners", learners.iter().map(|one| one.id.as_str()));
    let all = All {
        periods: period_names,
        modalities: modality_names,
        rooms: room_names,
        educators: educator_names,
        lessons: lesson_names,
        learners: learner_names,
    };
    let read = Instance {
        id,
        day: day.unwrap_or(Date::constant(2000, 1, 1)),
        zone,
        periods,
        competencies,
        modalities,
        rooms,
        educators,
        lessons,
        learners,
        apart: limits::apart(reading, &fields, &all),
        together: limits::together(reading, &fields, &all),
        fixed: limits::fixed(reading, &fields, &all),
        locks: limits::locks(reading, &fields, &all),
        rules: fields.optional(reading, "rules", limits::rules).unwrap_or(Rules::BUILT_IN),
    };
    std::mem::take(reading).end(read)
}

/// A day of the calendar.
fn date(reading: &mut Reading, node: &json::Node, at: &At) -> Option<Date> {
    let text = match node {
        json::Node::Text(text) if is_written_as_date(text) => text,
        _ => {
            let what = format!("{node} is not a day written as YYYY-MM-DD");
            reading.note(Kind::Shape, at, what, "write a day such as 2027-07-06");
            return None;
        }
    };
    match text.parse::<Date>() {
        Ok(day) if YEARS.contains(&day.year()) => Some(day),
        Ok(_) => {
            let advice = format!("give one of the years {} to {}", YEARS.start(), YEARS.end());
            reading.note(Kind::Meaning, at, format!("{node} lies too far away"), advice);
            None
        }
        Err(_) => {
            reading.note(
                Kind::Meaning,
                at,
                format!("{node} is not in the calendar"),
                "give a day that there is",
            );
            None
        }
    }
}

fn is_written_as_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
