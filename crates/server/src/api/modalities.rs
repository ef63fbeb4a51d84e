//! Ways of learning of the district.

use axum::{Json, Router, extract::State, routing::get};
use domain::modality;
use serde::{Deserialize, Serialize};
use usecases::modalities;
use utoipa::ToSchema;

use super::{caller::Caller, problem::ApiError, received::Sent};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/modalities", get(list_modalities).put(put_modalities))
}

/// A way of learning in a session.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked and answered by itself")]
pub struct Modality {
    /// Small letters, digits and `-`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// The fewest learners of one group.
    pub group_least: u32,
    /// The most.
    pub group_most: u32,
    /// Whether an educator is with the group.
    pub needs_educator: bool,
    /// Whether each learner needs a device.
    pub needs_device: bool,
    /// Whether its minutes count as screen time.
    pub screen_time: bool,
    /// Whether everyone has a lesson of their own.
    pub own_lesson: bool,
    /// Kinds of room that it can be in; empty for any.
    #[serde(default)]
    pub room_kinds: Vec<String>,
}

impl From<modality::Modality> for Modality {
    fn from(one: modality::Modality) -> Self {
        Self {
            key: one.key,
            name: one.name,
            group_least: one.group_least,
            group_most: one.group_most,
            needs_educator: one.needs_educator,
            needs_device: one.needs_device,
            screen_time: one.screen_time,
            own_lesson: one.own_lesson,
            room_kinds: one.room_kinds,
        }
    }
}

impl From<Modality> for modality::Modality {
    fn from(one: Modality) -> Self {
        Self {
            key: one.key,
            name: one.name,
            group_least: one.group_least,
            group_most: one.group_most,
            needs_educator: one.needs_educator,
            needs_device: one.needs_device,
            screen_time: one.screen_time,
            own_lesson: one.own_lesson,
            room_kinds: one.room_kinds,
        }
    }
}

/// Lists the ways of learning: the district's own, or the usual ones.
#[utoipa::path(get, path = "/api/v1/modalities", tag = "Resources",
    responses((status = 200, body = Vec<Modality>)))]
pub(super) async fn list_modalities(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<Modality>>, ApiError> {
    let found = modalities::list_modalities(&site.app, &actor).await?;
    Ok(Json(found.modalities.into_iter().map(Into::into).collect()))
}

/// Takes over the district's whole list: for an administrator or a program lead.
#[utoipa::path(put, path = "/api/v1/modalities", tag = "Resources", request_body = Vec<Modality>,
    responses((status = 200, body = Vec<Modality>)))]
pub(super) async fn put_modalities(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(all): Sent<Vec<Modality>>,
) -> Result<Json<Vec<Modality>>, ApiError> {
    let all = all.into_iter().map(Into::into).collect();
    modalities::put_modalities(&site.app, &actor, all).await?;
    let found = modalities::list_modalities(&site.app, &actor).await?;
    Ok(Json(found.modalities.into_iter().map(Into::into).collect()))
}
