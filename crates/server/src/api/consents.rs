//! Consent by purpose, and the purposes.

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use domain::{LearnerId, time::Dates};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, chance,
    consents::{self, OwnPurpose, PurposeShown},
    words::words_for,
};
use utoipa::{IntoParams, ToSchema};
use wording::Audience;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Day, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/consents", get(show_consents).post(say_consent))
        .route("/consent-purposes", get(list_purposes).put(put_purpose))
}

/// How consent for one purpose stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentTo {
    /// The purpose's word.
    pub purpose: String,
    /// What it is called, in the caller's language.
    pub title: String,
    /// What consent allows.
    pub about: String,
    /// Whether consent is in force on the day.
    pub in_force: bool,
    /// Everything that was said, newest first.
    pub said: Vec<SaidConsent>,
}

/// One consent or withdrawal.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaidConsent {
    /// Given, or withdrawn.
    pub given: bool,
    /// When it was written down.
    pub recorded_at: Moment,
    /// By whom; empty for another member of the family.
    pub by: String,
    /// The first day.
    pub from: Option<Day>,
    /// The last day; `null` for until it is withdrawn.
    pub until: Option<Day>,
}

impl From<PurposeShown> for ConsentTo {
    fn from(one: PurposeShown) -> Self {
        let said = one.said.into_iter().map(|(consent, by)| SaidConsent {
            given: consent.given,
            recorded_at: consent.recorded_at.into(),
            by,
            from: consent.dates.begins().map(Day),
            until: consent.dates.ends().map(Day),
        });
        Self {
            purpose: one.purpose,
            title: one.title,
            about: one.about,
            in_force: one.in_force,
            said: said.collect(),
        }
    }
}

/// On which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OnDay {
    /// Whether consent is in force on this day; today where it is not given.
    day: Option<Day>,
}

/// Shows for every purpose whether consent is in force for a learner on a day, and everything that was said.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/consents", tag = "Privacy", params(OnDay),
    responses((status = 200, body = Vec<ConsentTo>)))]
pub(super) async fn show_consents(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Query(query): Query<OnDay>,
) -> Result<Json<Vec<ConsentTo>>, ApiError> {
    let day = query.day.map_or_else(|| chance::today(actor.district), |day| day.0);
    let words = words_for(&site.app, &actor, Audience::Family).await?;
    let found = consents::show_consents(&site.app, &actor, learner, day, &words).await?;
    Ok(Json(found.purposes.into_iter().map(Into::into).collect()))
}

/// A consent, or its withdrawal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConsent {
    /// The purpose's word.
    purpose: String,
    /// `true` to give, `false` to withdraw.
    given: bool,
    /// The first day; today where it is not given.
    from: Option<Day>,
    /// The last day of a consent; until it is withdrawn where it is not given.
    until: Option<Day>,
}

/// Gives or withdraws consent; for who has custody, and for learners who are of age.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/consents", tag = "Privacy",
    request_body = NewConsent, responses((status = 204)))]
pub(super) async fn say_consent(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<NewConsent>,
) -> Result<StatusCode, ApiError> {
    let dates = Dates::new(new.from.map(|day| day.0), new.until.map(|day| day.0))
        .map_err(|error| Refusal::invalid("until", format!("is wrong: {error}")))?;
    consents::say_consent(&site.app, &actor, learner, &new.purpose, new.given, dates).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A purpose that consent is asked for.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentPurpose {
    /// Its word: small letters, digits and _.
    pub purpose: String,
    /// What it is called, in English.
    pub title_en: String,
    /// In Spanish.
    pub title_es: String,
    /// What consent allows, in English.
    pub about_en: String,
    /// In Spanish.
    pub about_es: String,
    /// Whether families are asked.
    pub asked: bool,
}

impl From<OwnPurpose> for ConsentPurpose {
    fn from(one: OwnPurpose) -> Self {
        let OwnPurpose { purpose, title_en, title_es, about_en, about_es, asked } = one;
        Self { purpose, title_en, title_es, about_en, about_es, asked }
    }
}

/// Lists the purposes, those that ship and the district's own.
#[utoipa::path(get, path = "/api/v1/consent-purposes", tag = "Privacy",
    responses((status = 200, body = Vec<ConsentPurpose>)))]
pub(super) async fn list_purposes(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<ConsentPurpose>>, ApiError> {
    let all = consents::list_purposes(&site.app, &actor).await?;
    Ok(Json(all.into_iter().map(Into::into).collect()))
}

/// Adds a purpose, or changes the one with this word.
#[utoipa::path(put, path = "/api/v1/consent-purposes", tag = "Privacy", request_body = ConsentPurpose,
    responses((status = 204)))]
pub(super) async fn put_purpose(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<ConsentPurpose>,
) -> Result<StatusCode, ApiError> {
    let ConsentPurpose { purpose, title_en, title_es, about_en, about_es, asked } = new;
    let new = OwnPurpose { purpose, title_en, title_es, about_en, about_es, asked };
    consents::put_purpose(&site.app, &actor, new).await?;
    Ok(StatusCode::NO_CONTENT)
}
