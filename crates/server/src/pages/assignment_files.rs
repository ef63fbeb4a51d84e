//! What came of an assignment, to take away.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderName, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use domain::AssignmentId;
use exchange::exports::Shape;
use usecases::export_results::{export_qti_results, export_results};

use crate::{download, page_error::Page, session::SignedIn, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assignments/{assignment}/results.csv", get(table))
        .route("/assignments/{assignment}/results.zip", get(package))
}

/// `GET /assignments/{assignment}/results.csv`
async fn table(State(site): State<Site>, signed_in: SignedIn, Path(assignment): Path<AssignmentId>) -> Page {
    let file = export_results(&site.app, &signed_in.actor, assignment, Shape::Csv).await?;
    Ok(download::table(&file.title, Shape::Csv, file.bytes))
}

/// `GET /assignments/{assignment}/results.zip`: QTI results, a file per sitting.
async fn package(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
) -> Page {
    let file = export_qti_results(&site.app, &signed_in.actor, assignment).await?;
    Ok(zip(file.bytes))
}

/// A zip of results.
pub fn zip(bytes: Vec<u8>) -> Response {
    let headers: [(HeaderName, &str); 2] = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"results.zip\""),
    ];
    (headers, bytes).into_response()
}
