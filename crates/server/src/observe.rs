//! Every request is counted, and written into the log by the pattern of its address. An address holds ids,
//! and what somebody searched for may be a name: neither is written down.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use usecases::chance::Stopwatch;

use crate::site::Site;

/// Counts and logs one request.
pub async fn observe(State(site): State<Site>, request: Request, next: Next) -> Response {
    let clock = Stopwatch::start();
    let method = word(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let (seconds, status) = (clock.seconds(), response.status().as_u16());
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    site.requests.count(route, method, status, seconds);
    let milliseconds = seconds * 1e3;
    match status {
        500.. => tracing::error!(method, route, status, milliseconds, "answered"),
        // What watches, and what never changes, would drown the rest.
        _ if route.starts_with("/health/") || route == "/metrics" || route.starts_with("/static/") => {
            tracing::debug!(method, route, status, milliseconds, "answered");
        }
        _ => tracing::info!(method, route, status, milliseconds, "answered"),
    }
    response
}

/// A request whose handler crashed. What the crash says may hold what somebody typed: its place is enough,
/// and [`say_where`] writes that.
pub fn crashed(_: Box<dyn std::any::Any + Send>) -> Response {
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// From now on a crash writes its place in the program into the log, and nothing else.
pub fn say_where() {
    std::panic::set_hook(Box::new(|crash| {
        let place = crash.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "the program crashed here; whoever asked was told");
    }));
}

/// Methods are a closed list here: anybody can send any word.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
