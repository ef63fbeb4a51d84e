//! Observations: one competency, several learners, one level, recorded at once.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, post},
};
use domain::{EvidenceId, SectionId};
use serde::{Deserialize, Serialize};
use usecases::observe;
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::Id,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/observations", post(add_observation))
        .route("/sections/{section}/observations/{observation}", delete(undo_observation))
}

/// What was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewObservation {
    /// Of what.
    competency: Id,
    /// Code of the level, on the framework's scale.
    level: String,
    /// Of whom.
    learners: Vec<Id>,
    /// In a few words.
    #[serde(default)]
    note: String,
}

/// What was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObservationMade {
    /// By what it is taken back.
    pub id: Id,
    /// How many learners.
    pub learners: usize,
}

/// Records what an educator saw of several learners.
#[utoipa::path(post, path = "/api/v1/sections/{section}/observations", tag = "Evidence",
    request_body = NewObservation, responses((status = 200, body = ObservationMade)))]
pub(super) async fn add_observation(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(new): Sent<NewObservation>,
) -> Result<Json<ObservationMade>, ApiError> {
    let seen = observe::NewObservation {
        competency: new.competency.into(),
        level: new.level,
        learners: new.learners.into_iter().map(Into::into).collect(),
        note: new.note,
    };
    let done = observe::observe(&site.app, &actor, section, seen).await?;
    Ok(Json(ObservationMade { id: done.id.into(), learners: done.learners }))
}

/// Takes an observation of the last day back, of everybody.
#[utoipa::path(delete, path = "/api/v1/sections/{section}/observations/{observation}", tag = "Evidence",
    responses((status = 204)))]
pub(super) async fn undo_observation(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((section, observation)): Named<(SectionId, EvidenceId)>,
) -> Result<StatusCode, ApiError> {
    observe::undo_observation(&site.app, &actor, section, observation).await?;
    Ok(StatusCode::NO_CONTENT)
}
