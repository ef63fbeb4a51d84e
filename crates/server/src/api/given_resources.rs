//! Giving resources to classes, and what they were given.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get, post},
};
use domain::{LearnerId, ResourceId, SectionId, resource};
use serde::{Deserialize, Serialize};
use usecases::{Refusal, give_resource};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    resources::Resource,
    scalars::{Id, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/resources/{resource}/given", post(give))
        .route("/resources/{resource}/given/{section}", delete(take_back))
        .route("/sections/{section}/resources", get(list_given))
}

/// To whom a resource is given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceToGive {
    /// The class.
    pub section: Id,
    /// Some of its learners; empty for everybody.
    #[serde(default)]
    pub learners: Vec<Id>,
    /// What the educator says to it.
    #[serde(default)]
    pub note: String,
    /// `none`, `own`, `exit_slip` or `check`.
    pub check: Option<String>,
}

/// A resource that was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceGiven {
    /// The check that was given along.
    pub check: Option<Id>,
}

/// Gives a resource to a class, with a check of what is learned from it.
#[utoipa::path(post, path = "/api/v1/resources/{resource}/given", tag = "Resources",
    request_body = ResourceToGive, responses((status = 200, body = ResourceGiven)))]
pub(super) async fn give(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<ResourceId>,
    Sent(new): Sent<ResourceToGive>,
) -> Result<Json<ResourceGiven>, ApiError> {
    let check = match new.check.as_deref() {
        None => give_resource::GivenCheck::None,
        Some(word) => give_resource::GivenCheck::from_word(word).ok_or_else(|| {
            Refusal::invalid("check", format!("is \"{word}\": use none, own, exit_slip or check"))
        })?,
    };
    let learners: Vec<LearnerId> = new.learners.into_iter().map(Into::into).collect();
    let giving = give_resource::ResourceGiving { learners, note: new.note, check };
    let section: SectionId = new.section.into();
    let check = give_resource::give_resource(&site.app, &actor, id, section, giving).await?;
    Ok(Json(ResourceGiven { check: check.map(Into::into) }))
}

/// Takes a resource back from a class. What learners did with it stands.
#[utoipa::path(delete, path = "/api/v1/resources/{resource}/given/{section}", tag = "Resources",
    responses((status = 204)))]
pub(super) async fn take_back(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((id, section)): Named<(ResourceId, SectionId)>,
) -> Result<StatusCode, ApiError> {
    give_resource::withdraw_resource(&site.app, &actor, id, section).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A resource that a class was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct GivenResource {
    /// It.
    pub resource: Resource,
    /// To whom; `null` for everybody in the class.
    pub learners: Option<Vec<Id>>,
    /// What the educator says to it.
    pub note: String,
    /// The check that was given along.
    pub check: Option<Id>,
    /// When it was given.
    pub given_at: Moment,
}

/// Lists what a class was given to learn from, newest first.
#[utoipa::path(get, path = "/api/v1/sections/{section}/resources", tag = "Resources",
    responses((status = 200, body = Vec<GivenResource>)))]
pub(super) async fn list_given(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
) -> Result<Json<Vec<GivenResource>>, ApiError> {
    let found = give_resource::list_given_resources(&site.app, &actor, section).await?;
    let one = |(given, resource): (resource::GivenResource, resource::Resource)| GivenResource {
        resource: (&resource).into(),
        learners: given.learners.map(|some| some.into_iter().map(Into::into).collect()),
        note: given.note,
        check: given.check.map(Into::into),
        given_at: given.at.into(),
    };
    Ok(Json(found.into_iter().map(one).collect()))
}
