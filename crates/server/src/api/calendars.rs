//! Calendars with their closures, special days and bells, and by which of them a section goes.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, put},
};
use domain::{
    CalendarId, SectionId,
    bell::Bells,
    calendar::{SpecialDays, Weekdays},
};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    keep_calendar::{self, NewCalendar, NewPeriod, ShownCalendar},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/calendars", get(list_calendars).post(add_calendar))
        .route("/calendars/{calendar}", put(put_calendar).delete(remove_calendar))
        .route("/sections/{section}/calendar", put(choose_calendar))
}

/// A calendar.
#[derive(Debug, Serialize, ToSchema)]
pub struct Calendar {
    /// Our id.
    pub id: Id,
    /// Whose.
    pub organization: Id,
    /// Its name.
    pub name: String,
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// On which weekdays school is held: `mon` to `sun`.
    pub weekdays: Vec<String>,
    /// Closures and special days.
    pub special_days: Vec<SpecialDay>,
    /// The bells, by when they begin.
    pub periods: Vec<Period>,
    /// How many school days it has.
    pub school_days: u32,
    /// Periods that are longer or shorter than the clock on the wall says, because clocks change within them.
    pub changed_clocks: Vec<ChangedClock>,
}

/// Days with a name.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// The first of them.
    pub first: Day,
    /// The last of them; the first where it is not given.
    pub last: Option<Day>,
    /// What they are called.
    pub name: String,
    /// Whether school is held on them, whatever the weekday; closed otherwise.
    #[serde(default)]
    pub school: bool,
}

/// A period of the day, by the clock on the wall.
#[derive(Debug, Serialize, ToSchema)]
pub struct Period {
    /// Our id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// When it begins, `08:05`.
    pub begins: String,
    /// When it ends.
    pub ends: String,
    /// On which weekdays it rings.
    pub weekdays: Vec<String>,
}

/// A period on a day on which clocks change within it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedClock {
    /// The day.
    pub day: Day,
    /// The period's name.
    pub period: String,
    /// How long it really is. Unit: minutes.
    pub minutes: i64,
}

impl From<&ShownCalendar> for Calendar {
    fn from(shown: &ShownCalendar) -> Self {
        let one = &shown.calendar;
        let words = |days: Weekdays| days.words().into_iter().map(str::to_owned).collect();
        Self {
            id: one.id.into(),
            organization: one.organization.into(),
            name: one.name.clone(),
            first: Day(one.first),
            last: Day(one.last),
            weekdays: words(one.weekdays),
            special_days: one
                .special
                .iter()
                .map(|special| SpecialDay {
                    first: Day(special.first),
                    last: Some(Day(special.last)),
                    name: special.name.clone(),
                    school: special.school,
                })
                .collect(),
            periods: shown
                .periods
                .iter()
                .map(|period| Period {
                    id: period.id.into(),
                    name: period.name.clone(),
                    begins: clock(period.bells.minutes().0),
                    ends: clock(period.bells.minutes().1),
                    weekdays: words(period.weekdays),
                })
                .collect(),
            school_days: shown.school_days,
            changed_clocks: shown
                .changed_clocks
                .iter()
                .map(|(day, period, minutes)| ChangedClock {
                    day: Day(*day),
                    period: period.clone(),
                    minutes: *minutes,
                })
                .collect(),
        }
    }
}

/// A minute of the day as people write it.
fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Lists every calendar of the district.
#[utoipa::path(get, path = "/api/v1/calendars", tag = "Pace", responses((status = 200, body = Vec<Calendar>)))]
pub(super) async fn list_calendars(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<Calendar>>, ApiError> {
    let shown = keep_calendar::show_calendars(&site.app, &actor).await?;
    Ok(Json(shown.calendars.iter().map(Into::into).collect()))
}

/// A calendar to be kept. What is left out of its special days and periods goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarWritten {
    /// Whose.
    organization: Id,
    /// Its name.
    name: String,
    /// The first day.
    first: Day,
    /// The last day.
    last: Day,
    /// On which weekdays school is held: `mon` to `sun`.
    weekdays: Vec<String>,
    /// Closures and special days.
    #[serde(default)]
    special_days: Vec<SpecialDay>,
    /// The bells.
    #[serde(default)]
    periods: Vec<PeriodWritten>,
}

/// A period to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodWritten {
    /// Which one is changed; one of the same name where it is not given, or a new one.
    id: Option<Id>,
    /// Its name.
    name: String,
    /// When it begins by the clock on the wall, `08:05`.
    begins: String,
    /// When it ends.
    ends: String,
    /// On which weekdays it rings; every school day where it is not given.
    #[serde(default)]
    weekdays: Vec<String>,
}

impl CalendarWritten {
    fn read(self, id: Option<CalendarId>) -> Result<NewCalendar, Refusal> {
        let special = self.special_days.into_iter().map(|one| SpecialDays {
            first: one.first.0,
            last: one.last.unwrap_or(one.first).0,
            name: one.name,
            school: one.school,
        });
        Ok(NewCalendar {
            id,
            organization: self.organization.into(),
            name: self.name,
            first: self.first.0,
            last: self.last.0,
            weekdays: weekdays(&self.weekdays)?,
            special: special.collect(),
            periods: self.periods.into_iter().map(PeriodWritten::read).collect::<Result<_, _>>()?,
        })
    }
}

impl PeriodWritten {
    fn read(self) -> Result<NewPeriod, Refusal> {
        let time = |text: &str| {
            let bad =
                || Refusal::invalid("periods", format!("have \"{text}\", which is no time: write 08:05"));
            text.parse().map_err(|_| bad())
        };
        let bells = Bells::new(time(&self.begins)?, time(&self.ends)?);
        Ok(NewPeriod {
            id: self.id.map(Into::into),
            weekdays: weekdays(&self.weekdays)?,
            bells: bells.map_err(|bad| Refusal::invalid("periods", format!("cannot be kept: {bad}")))?,
            name: self.name,
        })
    }
}

fn weekdays(words: &[String]) -> Result<Weekdays, Refusal> {
    Weekdays::from_words(words.iter().map(String::as_str)).map_err(|word| {
        Refusal::invalid("weekdays", format!("have \"{word}\": {} are known", Weekdays::WORDS.join(", ")))
    })
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarAdded {
    /// Its id.
    pub id: Id,
}

/// Adds a calendar.
#[utoipa::path(post, path = "/api/v1/calendars", tag = "Pace", request_body = CalendarWritten,
    responses((status = 201, body = CalendarAdded)))]
pub(super) async fn add_calendar(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<CalendarWritten>,
) -> Result<(StatusCode, Json<CalendarAdded>), ApiError> {
    let id = keep_calendar::keep_calendar(&site.app, &actor, new.read(None)?).await?;
    Ok((StatusCode::CREATED, Json(CalendarAdded { id: id.into() })))
}

/// Changes a calendar as a whole.
#[utoipa::path(put, path = "/api/v1/calendars/{calendar}", tag = "Pace", request_body = CalendarWritten,
    responses((status = 204)))]
pub(super) async fn put_calendar(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(calendar): Named<CalendarId>,
    Sent(new): Sent<CalendarWritten>,
) -> Result<StatusCode, ApiError> {
    keep_calendar::keep_calendar(&site.app, &actor, new.read(Some(calendar))?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a calendar away; what was recorded in its periods stays.
#[utoipa::path(delete, path = "/api/v1/calendars/{calendar}", tag = "Pace", responses((status = 204)))]
pub(super) async fn remove_calendar(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(calendar): Named<CalendarId>,
) -> Result<StatusCode, ApiError> {
    keep_calendar::remove_calendar(&site.app, &actor, calendar).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// By which calendar a section goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarChosen {
    /// Which; that of its school where it is null.
    calendar: Option<Id>,
}

/// Says by which calendar a section goes.
#[utoipa::path(put, path = "/api/v1/sections/{section}/calendar", tag = "Pace", request_body = CalendarChosen,
    responses((status = 204)))]
pub(super) async fn choose_calendar(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(chosen): Sent<CalendarChosen>,
) -> Result<StatusCode, ApiError> {
    let calendar = chosen.calendar.map(Into::into);
    keep_calendar::choose_calendar(&site.app, &actor, section, calendar).await?;
    Ok(StatusCode::NO_CONTENT)
}
