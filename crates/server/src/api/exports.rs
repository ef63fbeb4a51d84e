//! Tables to take away: people, and a framework.

use axum::{Router, extract::State, response::Response, routing::get};
use domain::FrameworkId;
use serde::Deserialize;
use usecases::{export_case, export_framework, export_people};
use utoipa::IntoParams;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query},
};
use crate::{download, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/people/export", get(export_people))
        .route("/frameworks/{framework}/export", get(export_framework))
}

/// How a table is written.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FormatQuery {
    /// `csv` or `json`: an array of objects, whose fields are named like the columns. CSV where it is not
    /// given.
    format: Option<String>,
}

/// Everybody as a table, sorted by name.
#[utoipa::path(get, path = "/api/v1/people/export", tag = "People", params(FormatQuery),
    responses((status = 200, content_type = "text/csv", body = String)))]
pub(super) async fn export_people(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<FormatQuery>,
) -> Result<Response, ApiError> {
    let shape = download::shape(query.format.as_deref())?;
    Ok(download::table("people", shape, export_people::export_people(&site.app, &actor, shape).await?))
}

/// How a framework is written.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FrameworkFormatQuery {
    /// `csv` or `json`: the table that an import reads; `case`: a CASE 1.1 package with everything. CSV
    /// where it is not given.
    format: Option<String>,
}

/// A framework as a table or as a CASE 1.1 package; both can be imported again.
#[utoipa::path(get, path = "/api/v1/frameworks/{framework}/export", tag = "Frameworks",
    params(FrameworkFormatQuery),
    responses((status = 200, content_type = "text/csv", body = String)))]
pub(super) async fn export_framework(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(framework): Named<FrameworkId>,
    Query(query): Query<FrameworkFormatQuery>,
) -> Result<Response, ApiError> {
    if query.format.as_deref() == Some("case") {
        let out = export_case::export_case(&site.app, &actor, framework).await?;
        return Ok(download::package(&out.file_name, out.bytes));
    }
    let shape = download::shape(query.format.as_deref())?;
    let out = export_framework::export_framework(&site.app, &actor, framework, shape).await?;
    Ok(download::table(&out.framework.title, shape, out.file))
}
