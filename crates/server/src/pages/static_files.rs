//! Style sheets, scripts and icons; their addresses carry a digest, so a browser keeps them for a year.

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};

use crate::{site::Site, static_files};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/static/{*path}", get(file))
}

async fn file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some((bytes, content_type, etag)) = static_files::find(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep = [(header::CACHE_CONTROL, "public, max-age=31536000, immutable"), (header::ETAG, etag)];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == etag) {
        return (StatusCode::NOT_MODIFIED, keep).into_response();
    }
    (keep, [(header::CONTENT_TYPE, content_type)], bytes).into_response()
}
