//! Files that learners gave.

use axum::{Json, Router, extract::State, http::HeaderMap, response::Response, routing::get};
use domain::{LearnerId, chain::hex};
use serde::Serialize;
use usecases::keep_content::{list_content, show_content};
use utoipa::ToSchema;

use super::{caller::Caller, problem::ApiError, received::Named, scalars::Moment};
use crate::{sent_file, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/files", get(list_files))
        .route("/learners/{learner}/files/{digest}", get(take_file))
}

/// A file that a learner gave.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnerFile {
    /// SHA-256 of the content, in hexadecimal.
    pub digest: String,
    /// As the learner named it.
    pub name: String,
    /// What it was found to be.
    pub media_type: String,
    /// How many bytes.
    pub size: i64,
    /// When it came.
    pub given_at: Moment,
}

/// Lists what a learner gave, oldest first.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/files", tag = "Learners",
    responses((status = 200, body = Vec<LearnerFile>)))]
pub(super) async fn list_files(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<Vec<LearnerFile>>, ApiError> {
    let files = list_content(&site.app, &actor, learner).await?;
    let files = files.into_iter().map(|(file, given_at)| LearnerFile {
        digest: hex(&file.digest),
        name: file.name,
        media_type: file.media_type,
        size: file.size,
        given_at: given_at.into(),
    });
    Ok(Json(files.collect()))
}

/// One file, as it was given; a stretch of it with the header `Range`.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/files/{digest}", tag = "Learners",
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub(super) async fn take_file(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, digest)): Named<(LearnerId, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let digest = sent_file::digest(&digest)?;
    Ok(sent_file::answer(
        show_content(&site.app, &actor, learner, digest, sent_file::stretch(&headers)).await?,
    ))
}
