//! What must come before what.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get},
};
use domain::{AssociationId, FrameworkId};
use serde::{Deserialize, Serialize};
use usecases::edit_prerequisites;
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::Id,
    shapes::PageQuery,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/frameworks/{framework}/prerequisites", get(list_prerequisites).post(add_prerequisite))
        .route("/frameworks/{framework}/prerequisites/{prerequisite}", delete(remove_prerequisite))
}

/// One pair.
#[derive(Debug, Serialize, ToSchema)]
pub struct Prerequisite {
    /// The association's id.
    pub id: Id,
    /// The competency that comes first.
    pub before: Id,
    /// The competency that needs it.
    pub after: Id,
    /// Made here, and so to be removed here; else it is in the publisher's file.
    pub by_hand: bool,
}

/// Lists the prerequisites of a framework.
#[utoipa::path(get, path = "/api/v1/frameworks/{framework}/prerequisites", tag = "Frameworks",
    params(PageQuery), responses((status = 200, body = Page<Prerequisite>)))]
pub(super) async fn list_prerequisites(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(framework): Named<FrameworkId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Prerequisite>>, ApiError> {
    let all = edit_prerequisites::show_prerequisites(&site.app, &actor, framework).await?.pairs;
    let after = query.after.as_deref();
    Ok(Json(answered::page(
        all,
        query.limit,
        after,
        |one| one.id.to_string(),
        |one| Prerequisite {
            id: one.id.into(),
            before: one.before.id.into(),
            after: one.after.id.into(),
            by_hand: one.by_hand,
        },
    )))
}

/// A pair to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPrerequisite {
    /// The competency that comes first.
    before: Id,
    /// The competency that needs it.
    after: Id,
}

/// Says that one competency must come before another. The same pair again changes nothing.
#[utoipa::path(post, path = "/api/v1/frameworks/{framework}/prerequisites", tag = "Frameworks",
    request_body = NewPrerequisite, responses((status = 204)))]
pub(super) async fn add_prerequisite(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(framework): Named<FrameworkId>,
    Sent(new): Sent<NewPrerequisite>,
) -> Result<StatusCode, ApiError> {
    let (before, after) = (new.before.into(), new.after.into());
    edit_prerequisites::add_prerequisite(&site.app, &actor, framework, before, after).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes back a pair that was made here.
#[utoipa::path(delete, path = "/api/v1/frameworks/{framework}/prerequisites/{prerequisite}",
    tag = "Frameworks", responses((status = 204)))]
pub(super) async fn remove_prerequisite(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((framework, pair)): Named<(FrameworkId, AssociationId)>,
) -> Result<StatusCode, ApiError> {
    edit_prerequisites::remove_prerequisite(&site.app, &actor, framework, pair).await?;
    Ok(StatusCode::NO_CONTENT)
}
