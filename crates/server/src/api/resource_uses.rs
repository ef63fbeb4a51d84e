//! What a learner can learn from, and what they worked with.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get},
};
use domain::{CompetencyId, LearnerId, ResourceId, ResourceUseId};
use serde::{Deserialize, Serialize};
use usecases::{list_my_resources, show_resource, use_resource};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    resources::Resource,
    scalars::{Id, Moment, Number},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/me/resources", get(list_mine))
        .route("/resources/{resource}/opened", get(open_resource))
        .route("/learners/{learner}/resource-uses", get(list_uses).post(note_use))
        .route("/learners/{learner}/resource-uses/{use}", delete(take_back_use))
        .route("/learners/{learner}/competencies/{competency}/resources", get(list_about))
}

/// A resource that the caller was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyResource {
    /// It.
    pub resource: Resource,
    /// What the educator says to it.
    pub note: String,
    /// The check that was given along.
    pub check: Option<Id>,
    /// Whether the caller noted that they worked with it.
    pub used: bool,
}

/// Lists what the caller was given to learn from, newest first.
#[utoipa::path(get, path = "/api/v1/me/resources", tag = "Resources",
    responses((status = 200, body = Vec<MyResource>)))]
pub(super) async fn list_mine(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<MyResource>>, ApiError> {
    let mine = list_my_resources::list_my_resources(&site.app, &actor).await?;
    let one =
        |(given, resource, used): (domain::resource::GivenResource, domain::resource::Resource, bool)| {
            MyResource {
                resource: (&resource).into(),
                note: given.note,
                check: given.check.map(Into::into),
                used,
            }
        };
    Ok(Json(mine.given.into_iter().map(one).collect()))
}

/// A resource as a learner opens it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenedResource {
    /// It.
    pub resource: Resource,
    /// What educators say to it.
    pub notes: Vec<String>,
    /// Checks that can be begun: their assignments.
    pub checks: Vec<Id>,
}

/// Opens a resource, for whoever is signed in; what was retired for those to whom it was given.
#[utoipa::path(get, path = "/api/v1/resources/{resource}/opened", tag = "Resources",
    responses((status = 200, body = OpenedResource)))]
pub(super) async fn open_resource(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<ResourceId>,
) -> Result<Json<OpenedResource>, ApiError> {
    let found = show_resource::open_resource(&site.app, &actor, id).await?;
    Ok(Json(OpenedResource {
        resource: (&found.resource).into(),
        notes: found.notes,
        checks: found.checks.into_iter().map(|(id, _)| id.into()).collect(),
    }))
}

/// One time that a learner worked with a resource.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceUse {
    /// Its id.
    pub id: Id,
    /// With what.
    pub resource: Resource,
    /// When.
    pub used_at: Moment,
    /// How long; `null` where nobody knows.
    pub minutes: Option<i64>,
    /// What came of it as a share, 0 to 1.
    pub result: Option<Number>,
    /// The system that reports it; `onramp` for what was noted here.
    pub source: String,
}

/// Lists what a learner worked with, newest first.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/resource-uses", tag = "Resources",
    responses((status = 200, body = Vec<ResourceUse>)))]
pub(super) async fn list_uses(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<Vec<ResourceUse>>, ApiError> {
    let found = use_resource::list_uses(&site.app, &actor, learner).await?;
    let one = |(used, resource): (domain::resource::ResourceUse, domain::resource::Resource)| ResourceUse {
        id: used.id.into(),
        resource: (&resource).into(),
        used_at: used.used_at.into(),
        minutes: used.minutes,
        result: used.result.map(Into::into),
        source: used.source,
    };
    Ok(Json(found.into_iter().map(one).collect()))
}

/// What a learner worked with today.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UseToNote {
    /// With what.
    pub resource: Id,
    /// How long: 0 to 600.
    pub minutes: Option<i64>,
}

/// A use that was noted.
#[derive(Debug, Serialize, ToSchema)]
pub struct UseNoted {
    /// Its id.
    pub id: Id,
}

/// Notes that a learner worked with a resource today; twice on one day it is noted once. It is no evidence.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/resource-uses", tag = "Resources",
    request_body = UseToNote, responses((status = 200, body = UseNoted)))]
pub(super) async fn note_use(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<UseToNote>,
) -> Result<Json<UseNoted>, ApiError> {
    let id = use_resource::note_use(&site.app, &actor, learner, new.resource.into(), new.minutes).await?;
    Ok(Json(UseNoted { id: id.into() }))
}

/// Takes back what was noted here by mistake.
#[utoipa::path(delete, path = "/api/v1/learners/{learner}/resource-uses/{use}", tag = "Resources",
    responses((status = 204)))]
pub(super) async fn take_back_use(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, id)): Named<(LearnerId, ResourceUseId)>,
) -> Result<StatusCode, ApiError> {
    use_resource::take_back_use(&site.app, &actor, learner, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists what there is to learn a competency from, in the learner's language first.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/competencies/{competency}/resources", tag = "Resources",
    responses((status = 200, body = Vec<Resource>)))]
pub(super) async fn list_about(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, competency)): Named<(LearnerId, CompetencyId)>,
) -> Result<Json<Vec<Resource>>, ApiError> {
    let found = list_my_resources::resources_about(&site.app, &actor, learner, competency).await?;
    Ok(Json(found.iter().map(Into::into).collect()))
}
