//! The calendar of the invented district: a term around today, school from Monday to Friday.
//!
//! The district keeps UTC: school runs from 8:00 to 15:30 UTC.

use std::time::Duration;

use domain::{Date, Timestamp, time::Dates};

const DAY: Duration = Duration::from_hours(24);
const SCHOOL_DAYS_PER_WEEK: u32 = 5;
const WEEKS_BEFORE_TODAY: u32 = 12;
const TERM_WEEKS: u32 = 19;

/// From the Monday twelve weeks before the week of `today` to the Friday six weeks after that week.
pub fn term(today: Date) -> Dates {
    let days_since_monday = u32::from(today.weekday().to_monday_zero_offset().unsigned_abs());
    let begins = back(today, days_since_monday + 7 * WEEKS_BEFORE_TODAY);
    let ends = forward(begins, 7 * (TERM_WEEKS - 1) + SCHOOL_DAYS_PER_WEEK - 1);
    Dates::new(Some(begins), Some(ends)).expect("a term ends after it begins")
}

/// The school days of a term, in order.
pub fn school_days(term: Dates) -> Vec<Date> {
    let (Some(begins), Some(ends)) = (term.begins(), term.ends()) else { return Vec::new() };
    (0..7 * TERM_WEEKS)
        .map(|days| forward(begins, days))
        .take_while(|day| *day <= ends)
        .filter(|day| u32::from(day.weekday().to_monday_zero_offset().unsigned_abs()) < SCHOOL_DAYS_PER_WEEK)
        .collect()
}

/// `days` days before `day`.
pub fn back(day: Date, days: u32) -> Date {
    day.saturating_sub(DAY * days)
}

/// `days` days after `day`.
pub fn forward(day: Date, days: u32) -> Date {
    day.saturating_add(DAY * days)
}

/// The moment on `day` so many seconds after midnight.
pub fn moment(day: Date, seconds: i64) -> Timestamp {
    let since_1970 = day.duration_since(Date::constant(1970, 1, 1));
    Timestamp::from_second(since_1970.as_secs() + seconds).expect("a school day lies within all calendars")
}
