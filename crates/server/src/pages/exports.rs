//! Files to take away: people, and a framework as a table or as a CASE package.

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::get,
};
use domain::FrameworkId;
use usecases::{export_case::export_case, export_framework::export_framework, export_people::export_people};

use crate::{download, page_error::Page, session::SignedIn, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/people/export", get(people))
        .route("/frameworks/{framework}/export", get(framework))
}

#[derive(serde::Deserialize)]
struct Asked {
    format: Option<String>,
}

/// `GET /admin/people/export?format=csv|json`
async fn people(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let shape = download::shape(asked.format.as_deref())?;
    Ok(download::table("people", shape, export_people(&site.app, &signed_in.actor, shape).await?))
}

/// `GET /frameworks/{framework}/export?format=csv|json|case`
async fn framework(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<FrameworkId>,
    Query(asked): Query<Asked>,
) -> Page {
    if asked.format.as_deref() == Some("case") {
        let out = export_case(&site.app, &signed_in.actor, id).await?;
        return Ok(download::package(&out.file_name, out.bytes));
    }
    let shape = download::shape(asked.format.as_deref())?;
    let out = export_framework(&site.app, &signed_in.actor, id, shape).await?;
    Ok(download::table(&out.framework.title, shape, out.file))
}
