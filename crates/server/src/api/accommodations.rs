//! Accommodations: what a learner is to be given on a day, and, for their case manager, the versions with
//! their reasons.

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use domain::{
    LearnerId,
    accommodation::{Accommodations as Given, PrintSize, Profile, TimeFactor},
};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    accommodations_in_force::accommodations_in_force,
    write_accommodations::{self, Case, NewProfile, VersionLine},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Day, Id, Moment},
    shapes::{Learner, PageQuery},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/accommodations", get(show_accommodations).post(write_accommodations))
        .route("/learners/{learner}/accommodations/versions", get(list_versions))
        .route("/cases", get(list_cases))
}

/// On which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OnDay {
    /// Today where it is not given.
    on: Option<Day>,
}

/// What a learner is to be given. Nothing here says why.
#[derive(Debug, Serialize, ToSchema)]
pub struct Accommodations {
    /// How much of the usual time: `1`, `1.25`, `1.5`, `2` or `unlimited`.
    pub time_factor: String,
    /// Whether text is read aloud.
    pub reader: bool,
    /// `standard`, `large` (18 points) or `very_large` (24 points or more).
    pub print_size: String,
    /// The language of instructions; `null` for the usual one.
    pub language: Option<String>,
    /// Where they sit; `null` for anywhere.
    pub seat: Option<String>,
    /// What else whoever gives the task has to know.
    pub delivery: Option<String>,
}

impl From<&Given> for Accommodations {
    fn from(given: &Given) -> Self {
        Self {
            time_factor: given.time.word().to_owned(),
            reader: given.reader,
            print_size: given.print.word().to_owned(),
            language: given.language.clone(),
            seat: given.seat.clone(),
            delivery: given.delivery.clone(),
        }
    }
}

/// What is in force on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccommodationsInForce {
    /// Whose.
    pub learner: Id,
    /// On which day.
    pub on: Day,
    /// The version that counts; `null` where nothing was written for that day.
    pub version: Option<i64>,
    /// Its last day.
    pub ends_on: Option<Day>,
    /// What is given; what everybody gets where nothing was written.
    pub given: Accommodations,
}

/// Shows what a learner is to be given on a day, to everybody who may see the learner.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/accommodations", tag = "Learners", params(OnDay),
    responses((status = 200, body = AccommodationsInForce)))]
pub(super) async fn show_accommodations(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Query(asked): Query<OnDay>,
) -> Result<Json<AccommodationsInForce>, ApiError> {
    let found = accommodations_in_force(&site.app, &actor, learner, asked.on.map(|day| day.0)).await?;
    Ok(Json(AccommodationsInForce {
        learner: learner.into(),
        on: Day(found.day),
        version: found.profile.as_ref().map(|one| one.version),
        ends_on: found.profile.as_ref().and_then(|one| one.dates.ends()).map(Day),
        given: (&found.given()).into(),
    }))
}

/// A version to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccommodations {
    /// First day; today where it is not given.
    begins_on: Option<Day>,
    /// Last day; open where it is not given.
    ends_on: Option<Day>,
    /// `1`, `1.25`, `1.5`, `2` or `unlimited`; `1` where it is not given.
    time_factor: Option<String>,
    /// Whether text is read aloud.
    #[serde(default)]
    reader: bool,
    /// `standard`, `large` or `very_large`; `standard` where it is not given.
    print_size: Option<String>,
    /// The language of instructions.
    language: Option<String>,
    /// Where they sit.
    seat: Option<String>,
    /// What else whoever gives the task has to know: what, never why.
    delivery: Option<String>,
    /// Why. Case managers of the learner read it, and nobody else.
    reason: String,
}

/// The number of the version.
#[derive(Debug, Serialize, ToSchema)]
pub struct Written {
    /// 1, 2, 3, ... of this learner.
    pub version: i64,
}

/// Writes the next version; only for who has the learner on a case manager's caseload.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/accommodations", tag = "Learners",
    request_body = NewAccommodations, responses((status = 201, body = Written)))]
pub(super) async fn write_accommodations(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<NewAccommodations>,
) -> Result<(StatusCode, Json<Written>), ApiError> {
    let words = |all: &[&str]| format!("is none of {}", all.join(", "));
    let time = match new.time_factor.as_deref() {
        None => TimeFactor::Usual,
        Some(word) => TimeFactor::from_word(word)
            .ok_or_else(|| Refusal::invalid("time_factor", words(&TimeFactor::ALL.map(|(_, word)| word))))?,
    };
    let print = match new.print_size.as_deref() {
        None => PrintSize::Standard,
        Some(word) => PrintSize::from_word(word)
            .ok_or_else(|| Refusal::invalid("print_size", words(&PrintSize::ALL.map(|(_, word)| word))))?,
    };
    let new = NewProfile {
        given: Given {
            time,
            reader: new.reader,
            print,
            language: new.language,
            seat: new.seat,
            delivery: new.delivery,
        },
        begins: new.begins_on.map(|day| day.0),
        ends: new.ends_on.map(|day| day.0),
        reason: new.reason,
    };
    let version = write_accommodations::write_accommodations(&site.app, &actor, learner, new).await?;
    Ok((StatusCode::CREATED, Json(Written { version })))
}

/// One version of a learner's accommodations.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccommodationVersion {
    /// 1, 2, 3, ... of this learner.
    pub version: i64,
    /// First day.
    pub begins_on: Option<Day>,
    /// Last day.
    pub ends_on: Option<Day>,
    /// What is given.
    pub given: Accommodations,
    /// Who wrote it; empty for the learner and their family.
    pub written_by: String,
    /// When.
    pub written_at: Moment,
    /// Whether it counts today.
    pub current: bool,
    /// Why; `null` for everybody but a case manager of the learner.
    pub reason: Option<String>,
}

impl From<VersionLine> for AccommodationVersion {
    fn from(one: VersionLine) -> Self {
        Self {
            version: one.profile.version,
            begins_on: one.profile.dates.begins().map(Day),
            ends_on: one.profile.dates.ends().map(Day),
            given: (&one.profile.given).into(),
            written_by: one.by,
            written_at: Moment(one.profile.written_at),
            current: one.current,
            reason: one.reason,
        }
    }
}

/// Lists versions, newest first: all with their reasons for a case manager of the learner, today's and
/// later ones without reasons for others who see the learner.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/accommodations/versions", tag = "Learners",
    responses((status = 200, body = Vec<AccommodationVersion>)))]
pub(super) async fn list_versions(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<Vec<AccommodationVersion>>, ApiError> {
    let shown = write_accommodations::show_accommodations(&site.app, &actor, learner).await?;
    Ok(Json(shown.versions.into_iter().map(Into::into).collect()))
}

/// One learner of a case manager.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseOfLearner {
    /// Who.
    pub learner: Learner,
    /// What is in force today; `null` for nothing.
    pub given: Option<Accommodations>,
    /// Its last day.
    pub ends_on: Option<Day>,
    /// When the next version begins.
    pub next_begins_on: Option<Day>,
}

/// Lists the learners of the caller's caseload as a case manager, with what they are given today.
#[utoipa::path(get, path = "/api/v1/cases", tag = "People", params(PageQuery),
    responses((status = 200, body = Page<CaseOfLearner>)))]
pub(super) async fn list_cases(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<CaseOfLearner>>, ApiError> {
    let all = write_accommodations::list_cases(&site.app, &actor).await?;
    let ends = |one: &Option<Profile>| one.as_ref().and_then(|one| one.dates.ends()).map(Day);
    let show = |one: Case| CaseOfLearner {
        learner: (&one.learner).into(),
        given: one.now.as_ref().map(|one| (&one.given).into()),
        ends_on: ends(&one.now),
        next_begins_on: one.next.as_ref().and_then(|one| one.dates.begins()).map(Day),
    };
    let after = query.after.as_deref();
    Ok(Json(answered::page(all, query.limit, after, |one| one.learner.id.to_string(), show)))
}
