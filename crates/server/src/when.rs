//! Moments, days and browsers, as people read them.

use domain::{Date, Timestamp};
use usecases::chance;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `today, 08:12`, `yesterday, 19:40` or `14 November, 07:05`.
pub fn moment(moment: Timestamp) -> String {
    let local = chance::local(moment);
    format!("{}, {:02}:{:02}", day(local.date()), local.hour(), local.minute())
}

/// `today`, `yesterday`, `14 November`, or with the year when it is another one.
pub fn day(day: Date) -> String {
    relative(day, chance::today())
}

/// The day of a moment, likewise.
pub fn day_of(moment: Timestamp) -> String {
    day(chance::date_of(moment))
}

fn relative(day: Date, today: Date) -> String {
    if day == today {
        return "today".to_owned();
    }
    if today.yesterday().is_ok_and(|yesterday| day == yesterday) {
        return "yesterday".to_owned();
    }
    let month = usize::try_from(day.month() - 1).map_or("", |at| MONTHS[at]);
    if day.year() == today.year() {
        format!("{} {month}", day.day())
    } else {
        format!("{} {month} {}", day.day(), day.year())
    }
}

/// A browser and its system in words, from what it says of itself.
pub fn device(user_agent: &str) -> String {
    let has = |word: &str| user_agent.contains(word);
    let browser = match () {
        () if has("Edg/") => "Edge",
        () if has("Firefox/") => "Firefox",
        () if has("Chrome/") || has("Chromium/") => "Chrome",
        () if has("Safari/") => "Safari",
        () => "A browser",
    };
    let system = match () {
        () if has("iPhone") || has("iPad") => "an iPhone or iPad",
        () if has("Android") => "Android",
        () if has("CrOS") => "a Chromebook",
        () if has("Windows") => "Windows",
        () if has("Macintosh") => "a Mac",
        () if has("Linux") => "Linux",
        () => "another system",
    };
    format!("{browser} on {system}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_near_today_have_words() {
        let today = date(2026, 3, 1);
        for (day, words) in [
            (today, "today"),
            (date(2026, 2, 28), "yesterday"),
            (date(2026, 1, 14), "14 January"),
            (date(2025, 12, 31), "31 December 2025"),
        ] {
            assert_eq!(relative(day, today), words);
        }
    }
}
