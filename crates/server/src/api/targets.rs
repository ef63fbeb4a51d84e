//! What a section works on.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{CompetencyId, SectionId};
use serde::{Deserialize, Serialize};
use usecases::{choose_targets, write_targets};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::Id,
    shapes::{Competency, Section},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/targets", get(show_targets).put(put_targets))
        .route("/sections/{section}/own-targets", post(write_targets))
}

/// What a section works on.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionTargets {
    /// The section.
    pub section: Section,
    /// In order.
    pub targets: Vec<Competency>,
}

/// Shows what a section works on.
#[utoipa::path(get, path = "/api/v1/sections/{section}/targets", tag = "Sections",
    responses((status = 200, body = SectionTargets)))]
pub(super) async fn show_targets(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
) -> Result<Json<SectionTargets>, ApiError> {
    let shown = choose_targets::show_targets(&site.app, &actor, section).await?;
    Ok(Json(SectionTargets {
        section: (&shown.section).into(),
        targets: shown.chosen.iter().map(Into::into).collect(),
    }))
}

/// What a section is to work on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTargets {
    /// Competencies, in order.
    targets: Vec<Id>,
}

/// Says what a section works on, and in what order. What was recorded about other competencies stays.
#[utoipa::path(put, path = "/api/v1/sections/{section}/targets", tag = "Sections",
    request_body = NewTargets, responses((status = 204)))]
pub(super) async fn put_targets(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(new): Sent<NewTargets>,
) -> Result<StatusCode, ApiError> {
    let add: Vec<CompetencyId> = new.targets.into_iter().map(Into::into).collect();
    let before = choose_targets::show_targets(&site.app, &actor, section).await?;
    // All are taken away and added again, so that the order is the one that was sent. A retired one
    // cannot be added, only kept.
    let (kept, gone): (Vec<_>, Vec<_>) =
        before.chosen.iter().partition(|one| one.retired && add.contains(&one.id));
    let add = add.into_iter().filter(|id| kept.iter().all(|one| one.id != *id)).collect();
    let remove = gone.iter().map(|one| one.id).collect();
    choose_targets::choose_targets(&site.app, &actor, section, add, remove).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Targets in the words of the section's educators.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnTargets {
    /// One each: its code and what it says, or only what it says.
    competencies: Vec<String>,
}

/// Writes competencies for a section and makes them its targets. The same words again are the same target.
#[utoipa::path(post, path = "/api/v1/sections/{section}/own-targets", tag = "Sections",
    request_body = OwnTargets, responses((status = 204)))]
pub(super) async fn write_targets(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(new): Sent<OwnTargets>,
) -> Result<StatusCode, ApiError> {
    write_targets::write_targets(&site.app, &actor, section, &new.competencies.join("\n")).await?;
    Ok(StatusCode::NO_CONTENT)
}
