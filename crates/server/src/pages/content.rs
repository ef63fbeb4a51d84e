//! Pictures, sounds and other files that items show, by their content: the address of a content never shows another.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use domain::chain::hex;
use usecases::show_item_file::show_item_file;

use crate::{page_error::Page, sent_file, session::SignedIn, site::Site};

/// A day in this browser only. What it holds is looked at again by its digest, which costs no bytes.
const KEPT: &str = "private, max-age=86400, immutable";

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/content/{digest}", get(show))
}

/// `GET /content/{digest}`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(digest): Path<String>,
    headers: HeaderMap,
) -> Page {
    let digest = sent_file::digest(&digest)?;
    let shown = show_item_file(&site.app, &signed_in.actor, digest, sent_file::stretch(&headers)).await?;
    let tag = format!("\"{}\"", hex(&digest));
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes());
    let mut response: Response =
        if known { axum::http::StatusCode::NOT_MODIFIED.into_response() } else { sent_file::answer(shown) };
    let kept = response.headers_mut();
    kept.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        kept.insert(header::ETAG, tag);
    }
    Ok(response)
}
