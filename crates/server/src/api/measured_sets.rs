//! Sets that were measured beforehand and that judgements name.

use axum::{Json, Router, extract::State, routing::get};
use serde::Serialize;
use usecases::list_measured_sets::{self, ShownSet};
use utoipa::ToSchema;

use super::{caller::Caller, problem::ApiError, scalars::Moment};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/measured-sets", get(list_measured_sets))
}

/// One version of a set.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasuredSet {
    /// `item_parameters` or `tracing`.
    pub kind: &'static str,
    /// From 1.
    pub version: i64,
    /// SHA-256 of the set: what judgements name it by.
    pub digest: String,
    /// How many items, or competencies for `tracing`, it is about.
    pub items: i64,
    /// The file it came from, as it was named.
    pub file_name: String,
    /// SHA-256 of that file.
    pub file_digest: String,
    /// From when judgements are made with it, until the next version.
    pub since: Moment,
    /// Who brought it in, by name; empty when that is not known.
    pub by: String,
    /// Whether it is the newest of its kind.
    pub in_use: bool,
}

impl From<ShownSet> for MeasuredSet {
    fn from(one: ShownSet) -> Self {
        Self {
            kind: one.kind.word(),
            version: one.version,
            digest: domain::chain::hex(&one.digest),
            items: one.items,
            file_name: one.file_name,
            file_digest: domain::chain::hex(&one.file_digest),
            since: Moment(one.since),
            by: one.by,
            in_use: one.in_use,
        }
    }
}

/// Lists every version, newest first within its kind. A new one comes in by an import of that kind. For
/// administrators.
#[utoipa::path(get, path = "/api/v1/measured-sets", tag = "Policies",
    responses((status = 200, body = Vec<MeasuredSet>)))]
pub(super) async fn list_measured_sets(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<MeasuredSet>>, ApiError> {
    let all = list_measured_sets::list_measured_sets(&site.app, &actor).await?;
    Ok(Json(all.into_iter().map(Into::into).collect()))
}
