//! Moments, days and browsers, as people read them: in English, or in the words of a learner or family.

use axum::{extract::Request, middleware::Next, response::Response};
use domain::{Date, DistrictId, Timestamp};
use usecases::chance;
use wording::{Words, english};

use crate::session;

tokio::task_local! {
    /// Whose clock the request is answered by.
    static HERE: DistrictId;
}

/// Answers a request by the clock of the district that its cookie or token names.
pub async fn by_the_districts_clock(request: Request, next: Next) -> Response {
    match session::named_district(request.headers()) {
        Some(district) => HERE.scope(district, next.run(request)).await,
        None => next.run(request).await,
    }
}

/// The day it is.
pub fn today() -> Date {
    chance::today(here())
}

/// The district of the request; for whoever is not signed in one that nobody has, which has the server's clock.
pub fn here() -> DistrictId {
    HERE.try_with(|district| *district).unwrap_or(DistrictId::from_bytes([0; 16]))
}

/// `today, 08:12`, `yesterday, 19:40` or `14 November, 07:05`.
pub fn moment(moment: Timestamp) -> String {
    let local = chance::local(here(), moment);
    format!("{}, {:02}:{:02}", day(local.date()), local.hour(), local.minute())
}

/// `today`, `yesterday`, `14 November`, or with the year when it is another one.
pub fn day(day: Date) -> String {
    english().day_near(day, today())
}

/// The day of a moment, likewise.
pub fn day_of(moment: Timestamp) -> String {
    day(chance::date_of(here(), moment))
}

/// A moment in the words of its reader.
pub fn moment_in(words: &Words, moment: Timestamp) -> String {
    let local = chance::local(here(), moment);
    let (day, time) = (day_in(words, local.date()), format!("{:02}:{:02}", local.hour(), local.minute()));
    words.tell("moment", &[("day", (&day).into()), ("time", (&time).into())])
}

/// A day in the words of its reader.
pub fn day_in(words: &Words, day: Date) -> String {
    words.day_near(day, today())
}

/// The day of a moment, likewise.
pub fn day_of_in(words: &Words, moment: Timestamp) -> String {
    day_in(words, chance::date_of(here(), moment))
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
