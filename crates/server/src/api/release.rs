//! Releasing drafts, now or by the clock.

use axum::{
    Json, Router,
    extract::State,
    routing::{post, put},
};
use domain::SectionId;
use serde::{Deserialize, Serialize};
use usecases::release_drafts;
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Id, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/release", post(release_drafts))
        .route("/sections/{section}/release-time", put(plan_release))
}

/// Which drafts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhichDrafts {
    /// Of these competencies; of all when none is named.
    #[serde(default)]
    competencies: Vec<Id>,
}

/// What a release did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Released {
    /// Ratings that became evidence.
    pub ratings: u64,
    /// Learners they concern.
    pub learners: u64,
    /// Drafts that could not be released and stay.
    pub refused: Vec<NotReleased>,
}

/// A draft that stays.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotReleased {
    /// Whose.
    pub learner: Id,
    /// Of what.
    pub competency: Id,
    /// Why.
    pub reason: String,
}

/// Releases drafts: they become evidence, and learners and families see them.
#[utoipa::path(post, path = "/api/v1/sections/{section}/release", tag = "Rating",
    request_body = WhichDrafts, responses((status = 200, body = Released)))]
pub(super) async fn release_drafts(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(which): Sent<WhichDrafts>,
) -> Result<Json<Released>, ApiError> {
    let competencies = which.competencies.into_iter().map(Into::into).collect();
    let released = release_drafts::release_drafts(&site.app, &actor, section, competencies).await?;
    let refused = released.refused.into_iter().map(|(draft, reason)| NotReleased {
        learner: draft.learner.into(),
        competency: draft.competency.into(),
        reason,
    });
    Ok(Json(Released {
        ratings: released.ratings as u64,
        learners: released.learners as u64,
        refused: refused.collect(),
    }))
}

/// When the clock releases drafts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseTime {
    /// When; `null` takes the clock away.
    at: Option<Moment>,
    /// Of these competencies; of all when none is named.
    #[serde(default)]
    competencies: Vec<Id>,
}

/// What a plan did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Planned {
    /// How many drafts it concerns.
    pub drafts: u64,
}

/// Sets when the clock releases drafts, or takes the clock away.
#[utoipa::path(put, path = "/api/v1/sections/{section}/release-time", tag = "Rating",
    request_body = ReleaseTime, responses((status = 200, body = Planned)))]
pub(super) async fn plan_release(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(plan): Sent<ReleaseTime>,
) -> Result<Json<Planned>, ApiError> {
    let competencies = plan.competencies.into_iter().map(Into::into).collect();
    let at = plan.at.map(|at| at.0);
    let drafts = release_drafts::plan_release(&site.app, &actor, section, competencies, at).await?;
    Ok(Json(Planned { drafts }))
}
