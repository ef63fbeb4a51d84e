//! Is everything well?

use axum::{Json, Router, extract::State, routing::get};
use serde::Serialize;
use usecases::show_health;
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    scalars::{Id, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/health", get(show_health))
}

/// What runs and how much there is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// Size of the database. Unit: bytes.
    pub database_bytes: i64,
    /// How long the database took to answer. Unit: microseconds.
    pub answered_in_microseconds: u64,
    /// People.
    pub people: i64,
    /// Learners with entries in the ledger.
    pub chains: i64,
    /// Entries in the ledger.
    pub entries: i64,
    /// Sections.
    pub sections: u64,
    /// Frameworks.
    pub frameworks: u64,
    /// The newest import.
    pub last_import: Option<Id>,
    /// An import that was interrupted and waits to go on.
    pub interrupted_import: Option<Id>,
    /// When this was looked at.
    pub at: Moment,
}

/// Shows how the installation is, for administrators.
#[utoipa::path(get, path = "/api/v1/health", tag = "Administration",
    responses((status = 200, body = Health)))]
pub(super) async fn show_health(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Health>, ApiError> {
    let health = show_health::show_health(&site.app, &actor).await?;
    Ok(Json(Health {
        engine: format!("{:?}", health.engine).to_lowercase(),
        database_bytes: health.database_bytes,
        answered_in_microseconds: health.answered_in_microseconds,
        people: health.people,
        chains: health.chains,
        entries: health.entries,
        sections: health.sections as u64,
        frameworks: health.frameworks as u64,
        last_import: health.last_import.map(|import| import.id.into()),
        interrupted_import: health.interrupted.map(|import| import.id.into()),
        at: health.at.into(),
    }))
}
