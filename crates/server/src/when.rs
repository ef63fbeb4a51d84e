//! Moments, days and browsers, as people read them: in English, or in the words of a learner or family.

use domain::{Date, Timestamp};
use usecases::chance;
use wording::{Words, english};

/// `today, 08:12`, `yesterday, 19:40` or `14 November, 07:05`.
pub fn moment(moment: Timestamp) -> String {
    let local = chance::local(moment);
    format!("{}, {:02}:{:02}", day(local.date()), local.hour(), local.minute())
}

/// `today`, `yesterday`, `14 November`, or with the year when it is another one.
pub fn day(day: Date) -> String {
    english().day_near(day, chance::today())
}

/// The day of a moment, likewise.
pub fn day_of(moment: Timestamp) -> String {
    day(chance::date_of(moment))
}

/// A moment in the words of its reader.
pub fn moment_in(words: &Words, moment: Timestamp) -> String {
    let local = chance::local(moment);
    let (day, time) = (day_in(words, local.date()), format!("{:02}:{:02}", local.hour(), local.minute()));
    words.tell("moment", &[("day", (&day).into()), ("time", (&time).into())])
}

/// A day in the words of its reader.
pub fn day_in(words: &Words, day: Date) -> String {
    words.day_near(day, chance::today())
}

/// The day of a moment, likewise.
pub fn day_of_in(words: &Words, moment: Timestamp) -> String {
    day_in(words, chance::date_of(moment))
}

/// A browser and its system in the words of its reader, from what it says of itself.
pub fn device(words: &Words, user_agent: &str) -> String {
    let has = |word: &str| user_agent.contains(word);
    let browser = match () {
        () if has("Edg/") => "Edge",
        () if has("Firefox/") => "Firefox",
        () if has("Chrome/") || has("Chromium/") => "Chrome",
        () if has("Safari/") => "Safari",
        () => "unknown",
    };
    let system = match () {
        () if has("iPhone") || has("iPad") => "iphone",
        () if has("Android") => "Android",
        () if has("CrOS") => "chromebook",
        () if has("Windows") => "Windows",
        () if has("Macintosh") => "mac",
        () if has("Linux") => "Linux",
        () => "unknown",
    };
    words.tell("device", &[("browser", browser.into()), ("system", system.into())])
}
