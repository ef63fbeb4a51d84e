//! Dates and moments as files write them.

use domain::{Date, Timestamp, time::YEARS};

/// A date that was read, and whether it was in the form of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadDate {
    /// The day.
    pub date: Date,
    /// Written as `2026-09-01`, alone.
    pub clean: bool,
}

/// A text that is no usable date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadDate {
    /// No form that is known.
    #[error("this is not a date")]
    Unreadable,
    /// A day that no calendar has, such as 30 February.
    #[error("there is no such day")]
    NoSuchDay,
    /// Beyond the years that are accepted.
    #[error("the year {0} is outside {first} to {last}", first = YEARS.start(), last = YEARS.end())]
    Year(i32),
}

/// How to write a date; goes with every [`BadDate`].
pub const DATE_ADVICE: &str = "Write dates as 2026-09-01.";

/// Reads `2026-09-01`; also, as not clean, a moment of that day (`2026-09-01T00:00:00Z`), `20260901`,
/// `2026/9/1` and `9/1/2026` (month first, unless the first number can only be a day).
pub fn date(text: &str) -> Result<ReadDate, BadDate> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let whole = day.len() == text.len();
    if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(ReadDate { date: day_of(&day[..4], &day[4..6], &day[6..])?, clean: false });
    }
    let mut parts = day.split(['-', '/', '.']);
    let (Some(first), Some(second), Some(third), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(BadDate::Unreadable);
    };
    if first.len() >= 4 {
        let clean = whole && day.len() == 10 && day.as_bytes()[4] == b'-';
        return Ok(ReadDate { date: day_of(first, second, third)?, clean });
    }
    if third.len() < 4 {
        return Err(BadDate::Unreadable);
    }
    let day_first = number(first)? > 12;
    let (month, day) = if day_first { (second, first) } else { (first, second) };
    Ok(ReadDate { date: day_of(third, month, day)?, clean: false })
}

fn number(text: &str) -> Result<i32, BadDate> {
    if text.is_empty() || text.len() > 6 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadDate::Unreadable);
    }
    text.parse().map_err(|_| BadDate::Unreadable)
}

fn day_of(year: &str, month: &str, day: &str) -> Result<Date, BadDate> {
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year)).ok_or(BadDate::Year(year))?;
    let small = |number: i32| i8::try_from(number).map_err(|_| BadDate::NoSuchDay);
    Date::new(year, small(month)?, small(day)?).map_err(|_| BadDate::NoSuchDay)
}

/// Reads when work was done: a moment (`2026-09-01T10:30:00Z`, or with an offset), a local time
/// (taken as UTC) or a day (taken as its noon in UTC, which is the same day almost everywhere).
pub fn moment(text: &str) -> Result<Timestamp, BadDate> {
    let text = text.trim();
    let day = date(text)?.date;
    let Some((_, time)) = text.split_once(['T', ' ']) else {
        return format!("{day}T12:00:00Z").parse().map_err(|_| BadDate::Unreadable);
    };
    let with_offset = time.ends_with(['Z', 'z']) || time.contains(['+', '-']);
    let seconds = if time.len() == 5 { ":00" } else { "" };
    let offset = if with_offset { "" } else { "Z" };
    format!("{day}T{}{seconds}{offset}", time.trim()).parse().map_err(|_| BadDate::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_the_standard_is_clean() {
        check("2026-09-01", Ok(("2026-09-01", true)));
    }

    #[test]
    fn other_forms_are_read_but_not_clean() {
        for text in ["09/01/2026", "9/1/2026", "2026/9/1", "20260901", "2026-09-01T00:00:00.000Z", "2026-9-1"]
        {
            check(text, Ok(("2026-09-01", false)));
        }
        check("31/12/2026", Ok(("2026-12-31", false)));
    }

    #[test]
    fn dates_from_other_centuries_and_impossible_days_are_refused() {
        check("1799-09-01", Err(BadDate::Year(1799)));
        check("2300-01-01", Err(BadDate::Year(2300)));
        check("0026-09-01", Err(BadDate::Year(26)));
        check("2026-02-30", Err(BadDate::NoSuchDay));
        check("2026-13-01", Err(BadDate::NoSuchDay));
        for text in ["", "soon", "9/1/26", "2026-09", "-2026-09-01", "٢٠٢٦-٠٩-٠١", "é026-09-01", "é234567"]
        {
            check(text, Err(BadDate::Unreadable));
        }
    }

    #[test]
    fn moments_carry_their_offset_and_days_stand_for_noon() {
        for (text, expected) in [
            ("2026-09-01T10:30:00Z", "2026-09-01T10:30:00Z"),
            ("2026-09-01T10:30:00-04:00", "2026-09-01T14:30:00Z"),
            ("2026-09-01 10:30", "2026-09-01T10:30:00Z"),
            ("2026-09-01", "2026-09-01T12:00:00Z"),
        ] {
            assert_eq!(moment(text).map(|moment| moment.to_string()), Ok(expected.to_owned()), "{text}");
        }
        assert!(moment("2026-09-01T99:00:00Z").is_err());
    }

    #[track_caller]
    fn check(text: &str, expected: Result<(&str, bool), BadDate>) {
        let read = date(text).map(|read| (read.date.to_string(), read.clean));
        assert_eq!(read, expected.map(|(day, clean)| (day.to_owned(), clean)), "{text}");
    }
}
