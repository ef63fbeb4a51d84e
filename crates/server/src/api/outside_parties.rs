//! Apps and outside parties that get data.

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use domain::{PartyId, privacy};
use serde::{Deserialize, Serialize};
use usecases::outside_parties::{self, PartyForm};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id},
    whole_record::MadeId,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/outside-parties", get(list_parties).post(add_party))
        .route("/outside-parties/{party}", axum::routing::put(put_party))
}

/// An app or outside party.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutsideParty {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// `app` or `organization`.
    pub kind: &'static str,
    /// What for.
    pub purpose: String,
    /// Which fields.
    pub fields: String,
    /// By which right.
    pub ground: String,
    /// The agreement: its title, and where it lies.
    pub agreement: String,
    /// The first day it holds.
    pub begins_on: Option<Day>,
    /// The last day.
    pub ends_on: Option<Day>,
}

impl From<privacy::OutsideParty> for OutsideParty {
    fn from(one: privacy::OutsideParty) -> Self {
        Self {
            id: one.id.into(),
            name: one.name,
            kind: one.kind.word(),
            purpose: one.purpose,
            fields: one.fields,
            ground: one.ground,
            agreement: one.agreement,
            begins_on: one.dates.begins().map(Day),
            ends_on: one.dates.ends().map(Day),
        }
    }
}

/// A party as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewParty {
    /// Its name.
    name: String,
    /// `app` or `organization`.
    kind: String,
    /// What for.
    purpose: String,
    /// Which fields.
    fields: String,
    /// By which right.
    ground: String,
    /// The agreement: its title, and where it lies.
    agreement: String,
    /// The first day it holds.
    begins_on: Option<Day>,
    /// The last day.
    ends_on: Option<Day>,
}

impl From<NewParty> for PartyForm {
    fn from(new: NewParty) -> Self {
        Self {
            name: new.name,
            kind: new.kind,
            purpose: new.purpose,
            fields: new.fields,
            ground: new.ground,
            agreement: new.agreement,
            begins_on: new.begins_on.map(|day| day.0),
            ends_on: new.ends_on.map(|day| day.0),
        }
    }
}

/// Lists the inventory by name.
#[utoipa::path(get, path = "/api/v1/outside-parties", tag = "Privacy",
    responses((status = 200, body = Vec<OutsideParty>)))]
pub(super) async fn list_parties(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<OutsideParty>>, ApiError> {
    let all = outside_parties::list_parties(&site.app, &actor).await?;
    Ok(Json(all.into_iter().map(Into::into).collect()))
}

/// Adds a party to the inventory.
#[utoipa::path(post, path = "/api/v1/outside-parties", tag = "Privacy", request_body = NewParty,
    responses((status = 201, body = MadeId)))]
pub(super) async fn add_party(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewParty>,
) -> Result<(StatusCode, Json<MadeId>), ApiError> {
    let id = outside_parties::put_party(&site.app, &actor, None, new.into()).await?;
    Ok((StatusCode::CREATED, Json(MadeId { id: id.into() })))
}

/// Changes a party. None is deleted: its agreement ends.
#[utoipa::path(put, path = "/api/v1/outside-parties/{party}", tag = "Privacy", request_body = NewParty,
    responses((status = 204)))]
pub(super) async fn put_party(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(party): Named<PartyId>,
    Sent(new): Sent<NewParty>,
) -> Result<StatusCode, ApiError> {
    outside_parties::put_party(&site.app, &actor, Some(party), new.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
