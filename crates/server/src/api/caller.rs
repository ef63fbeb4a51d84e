//! Who calls: the person whose token is sent as `Authorization: Bearer <district>.<secret>`.

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
};
use usecases::{Actor, access, tokens};

use super::problem::ApiError;
use crate::{session, site::Site};

/// The header in which an administrator says why they open records they have no relationship to.
pub const REASON_HEADER: &str = "onramp-reason";

/// The most characters of a reason.
const MOST_REASON_CHARACTERS: usize = 300;

/// Somebody with a token that works and has the scope for the method of the request.
pub struct Caller(pub Actor);

impl FromRequestParts<Site> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ApiError> {
        let token = session::bearer(&parts.headers).ok_or_else(ApiError::signed_out)?;
        let mut actor = tokens::actor_of_token(&site.app, token).await?.ok_or_else(ApiError::signed_out)?;
        actor.language = session::asked_language(&parts.headers);
        let counted = site.limits.person(parts, &actor);
        counted.map_err(|seconds| usecases::Refusal::TooMany { seconds })?;
        if !matches!(parts.method, Method::GET | Method::HEAD) {
            access::may_write(&actor)?;
        }
        if let Some(reason) = parts.headers.get(REASON_HEADER) {
            let reason = std::str::from_utf8(reason.as_bytes())
                .map_err(|_| usecases::Refusal::invalid("Onramp-Reason", "is not UTF-8"))?;
            actor.break_glass = domain::text::optional(reason, MOST_REASON_CHARACTERS)
                .map_err(usecases::Refusal::text("Onramp-Reason"))?;
        }
        Ok(Self(actor))
    }
}
