//! The numbers of privacy, and retention.

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use domain::privacy::Kept;
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    privacy_numbers::{self, NumberShown},
    retention::{self, Due},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::Sent,
    scalars::{Day, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/privacy/numbers", get(show_numbers).put(set_number))
        .route("/privacy/retention", get(look_at_retention).post(apply_retention))
}

/// A number of privacy.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrivacyNumber {
    /// Its word, such as `smallest_group` or `years_kept.access_log`.
    pub field: String,
    /// What holds; `null` for ever.
    pub value: Option<i64>,
    /// The least that can be set.
    pub least: i64,
    /// The most.
    pub most: i64,
    /// Every version that was set, newest first.
    pub versions: Vec<PrivacyVersion>,
}

/// One version of a number.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrivacyVersion {
    /// 1, 2, 3, ...
    pub version: i64,
    /// What was set; `null` for ever.
    pub value: Option<i64>,
    /// When.
    pub adopted_at: Moment,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: String,
}

impl From<NumberShown> for PrivacyNumber {
    fn from(shown: NumberShown) -> Self {
        let (least, most) = shown.number.bounds();
        let version = |one: privacy_numbers::VersionShown| PrivacyVersion {
            version: one.version,
            value: one.value,
            adopted_at: one.at.into(),
            by: one.by,
            why: one.why,
        };
        Self {
            field: shown.number.word(),
            value: shown.value,
            least,
            most,
            versions: shown.versions.into_iter().map(version).collect(),
        }
    }
}

/// Shows every number of privacy with its history.
#[utoipa::path(get, path = "/api/v1/privacy/numbers", tag = "Privacy",
    responses((status = 200, body = Vec<PrivacyNumber>)))]
pub(super) async fn show_numbers(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<PrivacyNumber>>, ApiError> {
    let all = privacy_numbers::show_privacy_numbers(&site.app, &actor).await?;
    Ok(Json(all.into_iter().map(Into::into).collect()))
}

/// A number to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPrivacyNumber {
    /// Its word.
    field: String,
    /// The number; `null` for what is built in: for ever, of years.
    value: Option<i64>,
    /// Why.
    why: String,
}

/// Sets a number of privacy.
#[utoipa::path(put, path = "/api/v1/privacy/numbers", tag = "Privacy", request_body = NewPrivacyNumber,
    responses((status = 204)))]
pub(super) async fn set_number(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewPrivacyNumber>,
) -> Result<StatusCode, ApiError> {
    privacy_numbers::set_privacy_number(&site.app, &actor, &new.field, new.value, &new.why).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What would go, and what went.
#[derive(Debug, Serialize, ToSchema)]
pub struct Retention {
    /// Kind by kind, what would go today.
    pub due: Vec<RetentionDue>,
    /// The last runs, newest first.
    pub runs: Vec<RetentionRun>,
}

/// What would go of one kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionDue {
    /// `records`, `access_log`, `disclosures`, `notices`, `sign_ins` or `imports`.
    pub kind: &'static str,
    /// For how many years it is kept; `null` for ever.
    pub years: Option<i64>,
    /// What is older than this day goes.
    pub before: Option<Day>,
    /// How many would go.
    pub count: i64,
    /// By the year they are from.
    pub by_year: Vec<YearCount>,
}

/// How many are from a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct YearCount {
    /// The year.
    pub year: i16,
    /// How many.
    pub count: i64,
}

/// One run.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionRun {
    /// Of which kind.
    pub kind: &'static str,
    /// What was older than this day went.
    pub before: Day,
    /// When it began.
    pub begun_at: Moment,
    /// How many went.
    pub taken: i64,
    /// When it ended; `null` where it was stopped.
    pub finished_at: Option<Moment>,
}

impl From<retention::Run> for RetentionRun {
    fn from(run: retention::Run) -> Self {
        Self {
            kind: run.kind.word(),
            before: run.before.into(),
            begun_at: run.begun_at.into(),
            taken: run.taken,
            finished_at: run.finished_at.map(Moment),
        }
    }
}

impl From<Due> for RetentionDue {
    fn from(due: Due) -> Self {
        Self {
            kind: due.kind.word(),
            years: due.years,
            before: due.before.map(Day),
            count: due.in_all(),
            by_year: due.by_year.into_iter().map(|(year, count)| YearCount { year, count }).collect(),
        }
    }
}

/// Counts by kind and year what retention would take away today; nothing is written.
#[utoipa::path(get, path = "/api/v1/privacy/retention", tag = "Privacy",
    responses((status = 200, body = Retention)))]
pub(super) async fn look_at_retention(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Retention>, ApiError> {
    let (due, runs) = retention::look_at_retention(&site.app, &actor).await?;
    Ok(Json(Retention {
        due: due.into_iter().map(Into::into).collect(),
        runs: runs.into_iter().map(Into::into).collect(),
    }))
}

/// What is to go.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplyRetention {
    /// `records`, `access_log`, `disclosures`, `notices`, `sign_ins` or `imports`.
    kind: String,
}

/// Takes away what is due of one kind, step by step.
#[utoipa::path(post, path = "/api/v1/privacy/retention", tag = "Privacy", request_body = ApplyRetention,
    responses((status = 200, body = RetentionRun)))]
pub(super) async fn apply_retention(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<ApplyRetention>,
) -> Result<Json<RetentionRun>, ApiError> {
    let kind =
        Kept::from_word(&new.kind).ok_or_else(|| Refusal::invalid("kind", "is nothing that is kept"))?;
    Ok(Json(retention::apply_retention(&site.app, &actor, kind, |_| ()).await?.into()))
}
