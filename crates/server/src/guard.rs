//! What every answer carries and every changing request must show: security headers, same origin.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use usecases::Refusal;

use crate::{
    page_error::{Asked, PageError, in_readers_words},
    site::Site,
};

/// Everything from this server only: no inline script or style, no frame, no plug-in.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; object-src 'none'; base-uri 'none'; \
     frame-ancestors 'none'; form-action 'self'; img-src 'self' data:";

/// A year without plain HTTP, for this name only: others under the same domain are not ours to decide.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

/// Refuses changes that another site made this browser send, and adds the security headers.
pub async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let asked = Asked::of(&request);
    let mut response = if changes && !api && !same_origin(&request) {
        PageError::Forged.into_response()
    } else {
        next.run(request).await
    };
    if !api && bare(&response) {
        response = PageError::Refused(Refusal::NotFound("this page")).into_response();
    }
    let mut response = in_readers_words(&site, &asked, response).await;
    let headers = response.headers_mut();
    let mut set = |name, value| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    // Records are private: no shared computer shows them again after signing out.
    set(header::CACHE_CONTROL, "no-store");
    if site.reach.tls {
        set(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY);
    }
    response
}

/// Whether the router itself refused, in plain text or none: an address whose parts cannot be read.
fn bare(response: &Response) -> bool {
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    response.status().is_client_error() && plain
}

/// Browsers say where a request comes from; one that says nothing of it is not a browser with cookies
/// of another site, and the form's token is still checked.
fn same_origin(request: &Request) -> bool {
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok()) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
        }
        (Some(_), None) => false,
        (None, _) => true,
    }
}
