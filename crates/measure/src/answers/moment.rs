//! When an answer was given, as far as order is concerned.

/// Seconds of a moment: a plain number, or a date with or without a time of day (`2026-03-01`,
/// `2026-03-01 10:15`, `2026-03-01T10:15:30.5Z`, `2026-03-01T10:15:30+01:00`). `None` for anything else.
pub fn seconds(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse::<f64>() {
        return number.is_finite().then_some(number);
    }
    let (date, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let days = days(date)?;
    if rest.is_empty() {
        return Some(days * 86_400.0);
    }
    let (clock, offset) = offset(rest)?;
    Some(days * 86_400.0 + of_clock(clock)? - offset)
}

/// Days since 1970-01-01 of the proleptic Gregorian calendar.
fn days(date: &str) -> Option<f64> {
    let mut parts = date.split('-');
    let mut next = |digits: usize| {
        let part = parts.next()?;
        (part.len() == digits).then(|| part.parse::<u32>().ok().map(i64::from)).flatten()
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March, so that the leap day is the last.
    let year = if month < 3 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some((365 * year + year / 4 - year / 100 + year / 400 + of_year - 719_468) as f64)
}

/// The time of day, and the seconds by which it is ahead of UTC.
fn offset(text: &str) -> Option<(&str, f64)> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock, 0.0));
    }
    let Some(at) = text.rfind(['+', '-']) else { return Some((text, 0.0)) };
    let sign = if text[at..].starts_with('-') { -1.0 } else { 1.0 };
    Some((&text[..at], sign * of_clock(&text[at + 1..])?))
}

fn of_clock(clock: &str) -> Option<f64> {
    let parts: Option<Vec<f64>> = clock.split(':').map(|part| part.trim().parse::<f64>().ok()).collect();
    match parts?[..] {
        [hours, minutes] => Some(3600.0 * hours + 60.0 * minutes),
        [hours, minutes, seconds] => Some(3600.0 * hours + 60.0 * minutes + seconds),
        _ => None,
    }
    .filter(|seconds| (0.0..=86_400.0).contains(seconds))
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn moments_are_seconds_since_1970() {
        for (text, expected) in [
            ("12.5", Some(12.5)),
            ("1970-01-01", Some(0.0)),
            ("2000-03-01", Some(951_868_800.0)),
            ("2026-02-28T23:59:59Z", Some(1_772_323_199.0)),
            ("2026-02-28 23:59", Some(1_772_323_140.0)),
            ("2026-03-01T01:00:00+01:00", Some(1_772_323_200.0)),
            ("2026-02-28T19:00:00-05:00", Some(1_772_323_200.0)),
            ("yesterday", None),
            ("2026-13-01", None),
            ("2026-1-1", None),
            ("2026-01-01T25:99", None),
            ("inf", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
