//! Attendance of a section, by day or period; apart from mastery.

use axum::{Json, Router, extract::State, routing::get};
use domain::{SectionId, attendance::Presence};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    take_attendance::{self, Sheet, Taken},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Day, Id, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/sections/{section}/attendance", get(show_attendance).post(take_attendance))
}

/// Which sheet.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SheetQuery {
    /// The day; today where it is not given.
    day: Option<Day>,
    /// The period; the whole day where it is not given.
    period: Option<Id>,
}

/// A section on one day.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttendanceSheet {
    /// The day.
    pub day: Day,
    /// The period; null for the whole day.
    pub period: Option<Id>,
    /// Why no attendance is taken on the day; null where it is.
    pub closed: Option<String>,
    /// The class list.
    pub learners: Vec<AttendanceLine>,
}

/// One learner of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttendanceLine {
    /// Who.
    pub learner: Id,
    /// Their name.
    pub name: String,
    /// `present`, `absent`, `late` or `excused`; null before anybody said.
    pub presence: Option<String>,
    /// How late. Unit: minutes.
    pub minutes_late: Option<i64>,
    /// How many versions there are.
    pub version: i64,
    /// When the latest was written.
    pub recorded_at: Option<Moment>,
}

impl From<&Sheet> for AttendanceSheet {
    fn from(sheet: &Sheet) -> Self {
        let line =
            |(listed, stands): &(usecases::class_list::Listed, Option<domain::attendance::Attendance>)| {
                AttendanceLine {
                    learner: listed.learner.into(),
                    name: listed.name.clone(),
                    presence: stands.as_ref().map(|one| one.presence.word().to_owned()),
                    minutes_late: stands.as_ref().and_then(|one| one.presence.minutes_late()),
                    version: stands.as_ref().map_or(0, |one| one.version),
                    recorded_at: stands.as_ref().map(|one| Moment(one.recorded_at)),
                }
            };
        Self {
            day: Day(sheet.day),
            period: sheet.period.map(Into::into),
            closed: sheet.closed.clone(),
            learners: sheet.rows.iter().map(line).collect(),
        }
    }
}

/// Shows who was there.
#[utoipa::path(get, path = "/api/v1/sections/{section}/attendance", tag = "Pace", params(SheetQuery),
    responses((status = 200, body = AttendanceSheet)))]
pub(super) async fn show_attendance(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Query(asked): Query<SheetQuery>,
) -> Result<Json<AttendanceSheet>, ApiError> {
    let (day, period) = (asked.day.map(|day| day.0), asked.period.map(Into::into));
    let sheet = take_attendance::show_sheet(&site.app, &actor, section, day, period).await?;
    Ok(Json((&sheet).into()))
}

/// What is said of a section on a day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendanceTaken {
    /// The day; today where it is not given.
    day: Option<Day>,
    /// The period; the whole day where it is not given.
    period: Option<Id>,
    /// Who was, or was not, there.
    learners: Vec<PresenceSaid>,
    /// Whether everybody else who has no entry yet was there.
    #[serde(default)]
    others_present: bool,
}

/// What is said of one learner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceSaid {
    /// Who.
    learner: Id,
    /// `present`, `absent`, `late` or `excused`.
    presence: String,
    /// How late, for who is late. Unit: minutes.
    minutes_late: Option<i64>,
}

/// How much was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttendanceWritten {
    /// How many entries were added; what stands as it is said is not written again.
    pub written: usize,
}

/// Takes attendance. A later word stands in the place of an earlier one, which is kept.
#[utoipa::path(post, path = "/api/v1/sections/{section}/attendance", tag = "Pace",
    request_body = AttendanceTaken, responses((status = 200, body = AttendanceWritten)))]
pub(super) async fn take_attendance(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(taken): Sent<AttendanceTaken>,
) -> Result<Json<AttendanceWritten>, ApiError> {
    let mark = |one: PresenceSaid| {
        let presence = Presence::read(&one.presence, one.minutes_late);
        Ok((
            one.learner.into(),
            presence.map_err(|bad| Refusal::invalid("presence", format!("cannot be: {bad}")))?,
        ))
    };
    let taken = Taken {
        day: taken.day.map(|day| day.0),
        period: taken.period.map(Into::into),
        marks: taken.learners.into_iter().map(mark).collect::<Result<_, Refusal>>()?,
        others_present: taken.others_present,
    };
    let written = take_attendance::take_attendance(&site.app, &actor, section, taken).await?;
    Ok(Json(AttendanceWritten { written }))
}
