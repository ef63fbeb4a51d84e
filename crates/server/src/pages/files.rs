//! Files that learners gave.

use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    routing::get,
};
use domain::LearnerId;
use usecases::keep_content::show_content;

use crate::{page_error::Page, sent_file, session::SignedIn, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/files/{learner}/{digest}", get(show))
}

/// `GET /files/{learner}/{digest}`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((learner, digest)): Path<(LearnerId, String)>,
    headers: HeaderMap,
) -> Page {
    let digest = sent_file::digest(&digest)?;
    let stretch = sent_file::stretch(&headers);
    let shown = show_content(&site.app, &signed_in.actor, learner, digest, stretch).await?;
    Ok(sent_file::answer(shown))
}
