//! What is answered: the tag of an answer, so that what did not change is not sent again, and paging.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use super::problem::ApiError;

/// Entries on one page of a list, where the request does not say.
const USUAL_LIMIT: usize = 100;

/// The most entries of one page.
const MOST_LIMIT: usize = 1_000;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The entries, in the list's order.
    pub items: Vec<T>,
    /// What to send as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The part of a list that comes after the entry named by `after`. What `after` names is gone: the list
/// has changed, and begins again.
pub fn page<S, T>(
    all: Vec<S>,
    limit: Option<usize>,
    after: Option<&str>,
    key: impl Fn(&S) -> String,
    show: impl Fn(S) -> T,
) -> Page<T> {
    let limit = within(limit);
    let begin =
        after.and_then(|after| all.iter().position(|one| key(one) == after)).map_or(0, |place| place + 1);
    let more = all.len() > begin + limit;
    let next = more.then(|| key(&all[begin + limit - 1]));
    Page { items: all.into_iter().skip(begin).take(limit).map(show).collect(), next }
}

/// A limit as it is kept.
pub fn within(limit: Option<usize>) -> usize {
    limit.unwrap_or(USUAL_LIMIT).clamp(1, MOST_LIMIT)
}

/// Gives every answer to a `GET` the tag of its content, and answers 304 to who has it already.
pub async fn tag(request: Request, next: Next) -> Response {
    let reads = *request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    if !reads || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return ApiError::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "The platform failed",
            "The answer broke off.",
        )
        .into_response();
    };
    let tag = tag_of(&bytes);
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if known.is_some_and(|known| matches(&known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Weak, because the same content may travel compressed.
fn tag_of(bytes: &[u8]) -> String {
    format!("W/\"{}\"", domain::chain::hex(&Sha256::digest(bytes)[..16]))
}

fn matches(known: &HeaderValue, tag: &str) -> bool {
    let bare = |text: &str| text.trim().trim_start_matches("W/").to_owned();
    known
        .to_str()
        .is_ok_and(|known| known.trim() == "*" || known.split(',').any(|one| bare(one) == bare(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_paged_without_gaps_or_repeats() {
        let all: Vec<u32> = (0..7).collect();
        let mut seen = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let page = page(all.clone(), Some(3), after.as_deref(), u32::to_string, |one| one);
            seen.extend(page.items);
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, all);
    }

    #[test]
    fn a_tag_is_known_weak_or_strong_alone_or_among_others() {
        let tag = tag_of(b"content");
        let strong = tag.trim_start_matches("W/").to_owned();
        for (known, expected) in [
            (tag.clone(), true),
            (strong, true),
            (format!("\"other\", {tag}"), true),
            ("*".to_owned(), true),
            ("\"other\"".to_owned(), false),
        ] {
            let header = HeaderValue::from_str(&known).expect("a header");
            assert_eq!(matches(&header, &tag), expected, "{known}");
        }
    }
}
