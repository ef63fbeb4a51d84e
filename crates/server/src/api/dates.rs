//! By when competencies are to be mastered: dates of sections and programs.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{
    OrganizationId, SectionId,
    framework::Competency as Known,
    pace::{DatedTarget as Kept, USUAL_MINUTES},
};
use serde::{Deserialize, Serialize};
use usecases::date_targets;
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id},
    shapes::Competency,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/dates", get(show_dates).put(put_dates))
        .route("/sections/{section}/dates/spread", post(spread_dates))
        .route("/organizations/{organization}/dates", get(show_program_dates).put(put_program_dates))
}

/// Dates of a section or program.
#[derive(Debug, Serialize, ToSchema)]
pub struct TargetDates {
    /// In order.
    pub targets: Vec<DatedTarget>,
    /// Whether anybody gave dates.
    pub planned: bool,
    /// The name of the calendar; null without one, and for a program.
    pub calendar: Option<String>,
    /// School days from the first day to the last; null without a calendar.
    pub school_days: Option<u32>,
    /// The last day within the calendar.
    pub last: Option<Day>,
}

/// A competency with its day.
#[derive(Debug, Serialize, ToSchema)]
pub struct DatedTarget {
    /// Which.
    pub competency: Competency,
    /// What it takes. Unit: minutes.
    pub minutes: u32,
    /// By when.
    pub due: Option<Day>,
}

fn shown(targets: &[(Known, Kept)]) -> Vec<DatedTarget> {
    let one = |(competency, dated): &(Known, Kept)| DatedTarget {
        competency: competency.into(),
        minutes: dated.minutes,
        due: dated.due.map(Day),
    };
    targets.iter().map(one).collect()
}

/// Shows the dates of a section.
#[utoipa::path(get, path = "/api/v1/sections/{section}/dates", tag = "Pace",
    responses((status = 200, body = TargetDates)))]
pub(super) async fn show_dates(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
) -> Result<Json<TargetDates>, ApiError> {
    let dates = date_targets::show_section_dates(&site.app, &actor, section).await?;
    Ok(Json(TargetDates {
        targets: shown(&dates.targets),
        planned: dates.planned,
        calendar: dates.calendar,
        school_days: dates.school_days,
        last: dates.last.map(Day),
    }))
}

/// Dates to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DatesWritten {
    /// In order; what is left out loses its date.
    targets: Vec<DateWritten>,
}

/// One of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DateWritten {
    /// Which.
    competency: Id,
    /// What it takes; 60 where it is not given. Unit: minutes.
    minutes: Option<u32>,
    /// By when; follows from the effort where nothing is dated.
    due: Option<Day>,
}

impl DatesWritten {
    fn read(self) -> Vec<Kept> {
        let one = |written: DateWritten| Kept {
            competency: written.competency.into(),
            minutes: written.minutes.unwrap_or(USUAL_MINUTES),
            due: written.due.map(|day| day.0),
        };
        self.targets.into_iter().map(one).collect()
    }
}

/// Replaces the dates of a section's targets.
#[utoipa::path(put, path = "/api/v1/sections/{section}/dates", tag = "Pace", request_body = DatesWritten,
    responses((status = 204)))]
pub(super) async fn put_dates(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(written): Sent<DatesWritten>,
) -> Result<StatusCode, ApiError> {
    date_targets::date_section(&site.app, &actor, section, written.read()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Until when to spread.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DatesSpread {
    /// The last day; that of the section where it is not given.
    until: Option<Day>,
}

/// Spreads a section's targets over its school days, by what each takes.
#[utoipa::path(post, path = "/api/v1/sections/{section}/dates/spread", tag = "Pace",
    request_body = DatesSpread, responses((status = 204)))]
pub(super) async fn spread_dates(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(spread): Sent<DatesSpread>,
) -> Result<StatusCode, ApiError> {
    date_targets::spread_section(&site.app, &actor, section, spread.until.map(|day| day.0)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows the dates of a program, school or district.
#[utoipa::path(get, path = "/api/v1/organizations/{organization}/dates", tag = "Pace",
    responses((status = 200, body = TargetDates)))]
pub(super) async fn show_program_dates(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(organization): Named<OrganizationId>,
) -> Result<Json<TargetDates>, ApiError> {
    let dates = date_targets::show_program_dates(&site.app, &actor, organization).await?;
    Ok(Json(TargetDates {
        planned: !dates.targets.is_empty(),
        targets: shown(&dates.targets),
        calendar: None,
        school_days: None,
        last: None,
    }))
}

/// Replaces the dates of a program, school or district; a section's own dates stand before them.
#[utoipa::path(put, path = "/api/v1/organizations/{organization}/dates", tag = "Pace",
    request_body = DatesWritten, responses((status = 204)))]
pub(super) async fn put_program_dates(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(organization): Named<OrganizationId>,
    Sent(written): Sent<DatesWritten>,
) -> Result<StatusCode, ApiError> {
    date_targets::date_program(&site.app, &actor, organization, written.read()).await?;
    Ok(StatusCode::NO_CONTENT)
}
