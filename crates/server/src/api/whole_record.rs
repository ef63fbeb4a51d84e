//! The whole record of one learner, and what left of it.

use axum::{Json, Router, extract::State, http::StatusCode, response::Response, routing::get};
use domain::{LearnerId, privacy};
use serde::{Deserialize, Serialize};
use usecases::{disclosures, export_record};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::Page,
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment},
};
use crate::{pages::rights::file, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/record", get(take_record))
        .route("/learners/{learner}/disclosures", get(list_disclosures_of).post(record_disclosure))
        .route("/disclosures", get(list_disclosures))
}

/// The whole record as a zip that people and programs read; written down as a disclosure.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/record", tag = "Privacy",
    responses((status = 200, content_type = "application/zip", body = Vec<u8>)))]
pub(super) async fn take_record(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Response, ApiError> {
    Ok(file(export_record::export_record(&site.app, &actor, learner).await?))
}

/// One time that records left.
#[derive(Debug, Serialize, ToSchema)]
pub struct Disclosure {
    /// Its id.
    pub id: Id,
    /// When.
    pub at: Moment,
    /// `export`, `api`, `printed`, `whole_record` or `recorded` by hand.
    pub way: &'static str,
    /// The outside party of the inventory, if it is one.
    pub party: Option<Id>,
    /// To whom; empty where it was another member of the family.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// By which right.
    pub ground: String,
    /// Which fields.
    pub fields: String,
    /// Whether it holds everybody in the district.
    pub everybody: bool,
}

impl From<privacy::Disclosure> for Disclosure {
    fn from(one: privacy::Disclosure) -> Self {
        Self {
            id: one.id.into(),
            at: one.at.into(),
            way: one.way.word(),
            party: one.party.map(Into::into),
            recipient: one.recipient,
            purpose: one.purpose,
            ground: one.ground,
            fields: one.fields,
            everybody: one.everybody,
        }
    }
}

/// Lists what left of one learner's record, newest first, 500 at most.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/disclosures", tag = "Privacy",
    responses((status = 200, body = Vec<Disclosure>)))]
pub(super) async fn list_disclosures_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<Vec<Disclosure>>, ApiError> {
    let found = disclosures::disclosures_of(&site.app, &actor, learner).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// What somebody handed over by hand. Of an outside party of the inventory, what is left out is taken from
/// there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDisclosure {
    /// The outside party, if it is one of the inventory.
    party: Option<Id>,
    /// To whom.
    #[serde(default)]
    recipient: String,
    /// What for.
    #[serde(default)]
    purpose: String,
    /// By which right.
    #[serde(default)]
    ground: String,
    /// Which fields.
    #[serde(default)]
    fields: String,
}

/// The id of what was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeId {
    /// Its id.
    pub id: Id,
}

/// Writes down that something of a learner's record was handed over.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/disclosures", tag = "Privacy",
    request_body = NewDisclosure, responses((status = 201, body = MadeId)))]
pub(super) async fn record_disclosure(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<NewDisclosure>,
) -> Result<(StatusCode, Json<MadeId>), ApiError> {
    let new = disclosures::NewDisclosure {
        party: new.party.map(Into::into),
        recipient: new.recipient,
        purpose: new.purpose,
        ground: new.ground,
        fields: new.fields,
    };
    let id = disclosures::record_disclosure(&site.app, &actor, learner, new).await?;
    Ok((StatusCode::CREATED, Json(MadeId { id: id.into() })))
}

/// Where the list goes on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SkipQuery {
    /// The `next` of the page before.
    after: Option<i64>,
}

/// One time that records left, with how many learners it names.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedDisclosure {
    /// The disclosure.
    pub disclosure: Disclosure,
    /// How many learners it names.
    pub learners: i64,
}

/// Lists everything that left the district, newest first, 100 at once.
#[utoipa::path(get, path = "/api/v1/disclosures", tag = "Privacy", params(SkipQuery),
    responses((status = 200, body = Page<ListedDisclosure>)))]
pub(super) async fn list_disclosures(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<SkipQuery>,
) -> Result<Json<Page<ListedDisclosure>>, ApiError> {
    let skip = query.after.unwrap_or(0).max(0);
    let found = disclosures::list_disclosures(&site.app, &actor, skip).await?;
    let more = i64::try_from(found.len()).is_ok_and(|count| count == disclosures::PAGE);
    let items = found
        .into_iter()
        .map(|(one, learners)| ListedDisclosure { disclosure: one.into(), learners })
        .collect();
    Ok(Json(Page { items, next: more.then(|| (skip + disclosures::PAGE).to_string()) }))
}
