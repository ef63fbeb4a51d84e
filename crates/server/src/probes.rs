//! What machines ask: is it alive, can it serve, what is it doing. Nothing of anybody is in the answers.

use std::net::SocketAddr;

use axum::{
    Json, Router,
    extract::{ConnectInfo, State},
    http::{Extensions, HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use serde_json::json;
use usecases::{
    Refusal,
    measure_server::{is_ready, measure_server},
    tokens::may_watch,
};

use crate::{api::ApiError, metrics, process::Process, session, site::Site};

/// Headers that a proxy adds; a request that has one was not made on this machine.
const FORWARDED: [&str; 4] = ["x-forwarded-for", "forwarded", "x-real-ip", "via"];

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/health/live", get(live))
        .route("/health/ready", get(ready))
        .route("/metrics", get(show_metrics))
}

/// It runs.
async fn live() -> Json<serde_json::Value> {
    Json(json!({ "live": true }))
}

/// The database answers. Writing may still fail while its disk is full; reading goes on then.
async fn ready(State(site): State<Site>) -> Response {
    let ready = is_ready(&site.app).await;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let writes_fail = site.app.db.activity().writes_fail;
    (status, Json(json!({ "ready": ready, "writes_fail": writes_fail }))).into_response()
}

/// Figures for Prometheus: for this machine itself, and for tokens with the scope `metrics`.
async fn show_metrics(
    State(site): State<Site>,
    headers: HeaderMap,
    extensions: Extensions,
) -> Result<Response, ApiError> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    if !is_from_here(peer.map(|peer| peer.0), &headers) {
        let token = session::bearer(&headers).ok_or_else(ApiError::signed_out)?;
        if !may_watch(&site.app, token).await? {
            return Err(Refusal::Denied("This token does not have the scope metrics.").into());
        }
    }
    let measures = measure_server(&site.app).await?;
    let text = metrics::text(&site.requests, &site.limits, &measures, Process::read().as_ref());
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

/// Whether a program on this machine asks, and no proxy on this machine for somebody else.
fn is_from_here(peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
    let forwarded = FORWARDED.iter().any(|name| headers.contains_key(*name));
    !forwarded && peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_on_this_machine_is_not_this_machine() {
        for (peer, header, here) in [
            (Some("127.0.0.1:5000"), None, true),
            (Some("[::1]:5000"), None, true),
            (Some("[::ffff:127.0.0.1]:5000"), None, true),
            (Some("127.0.0.1:5000"), Some("X-Forwarded-For"), false),
            (Some("127.0.0.1:5000"), Some("Via"), false),
            (Some("192.0.2.1:5000"), None, false),
            (None, None, false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(name) = header {
                let name: header::HeaderName = name.parse().expect("a name");
                headers.insert(name, "198.51.100.7".parse().expect("a value"));
            }
            let address = peer.map(|peer| peer.parse().expect("an address"));
            assert_eq!(is_from_here(address, &headers), here, "{peer:?} {header:?}");
        }
    }
}
