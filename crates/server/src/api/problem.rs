//! What the API answers when it does not do what was asked: `application/problem+json` (RFC 9457).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use usecases::Refusal;
use utoipa::ToSchema;

use crate::page_error;

/// Why a request was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of problem, as an address that stays the same: `/api/v1#denied`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong with this request, and what to do.
    pub detail: String,
    /// The field that cannot be used, as a path into what was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The line of the body, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column of that line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

/// A problem on its way out.
#[derive(Debug)]
pub struct ApiError {
    problem: Box<Problem>,
    /// Seconds after which to try again.
    retry_after: Option<i64>,
}

impl ApiError {
    /// With the word of its kind, such as `malformed`.
    pub fn new(status: StatusCode, kind: &str, title: &str, detail: impl Into<String>) -> Self {
        let problem = Problem {
            kind: format!("/api/v1#{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            field: None,
            line: None,
            column: None,
        };
        Self { problem: Box::new(problem), retry_after: None }
    }

    /// No token, or one that does not work (any more).
    pub fn signed_out() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "signed-out",
            "No usable token",
            "Send a token that has not expired: \"Authorization: Bearer <token>\". Make one at /tokens.",
        )
    }

    /// Nothing answers at this address.
    pub fn no_such_address() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "Not found",
            "There is nothing at this address: /api/v1/openapi.json lists every one.",
        )
    }

    /// Something there does not take this method.
    pub fn wrong_method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method",
            "Method not allowed",
            "This address does not take this method: /api/v1/openapi.json says which it takes.",
        )
    }

    /// Names the field.
    #[must_use]
    pub fn in_field(mut self, field: impl Into<String>) -> Self {
        self.problem.field = Some(field.into());
        self
    }

    /// Names the place in the body.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        (self.problem.line, self.problem.column) = (Some(line), Some(column));
        self
    }
}

impl<E: Into<Refusal>> From<E> for ApiError {
    fn from(refusal: E) -> Self {
        let refusal = refusal.into();
        let status = page_error::status(&refusal);
        match refusal {
            Refusal::NotFound(what) => {
                let detail = format!("There is no such thing as {what}, or none that you may know of.");
                Self::new(status, "not-found", "Not found", detail)
            }
            Refusal::Denied(why) => Self::new(status, "denied", "Not allowed", why),
            Refusal::Invalid { field, why } => {
                let detail = format!("The field \"{field}\" {why}.");
                Self::new(status, "invalid", "A field cannot be used", detail).in_field(field)
            }
            Refusal::Conflict(why) => Self::new(status, "conflict", "It no longer fits what is stored", why),
            Refusal::TooLarge { megabytes } => {
                let detail = format!("The file is larger than is taken: {megabytes} MB is the most.");
                Self::new(status, "too-large", "Too large", detail)
            }
            Refusal::TooMany { seconds } => {
                let detail = format!("Wait {seconds} seconds and try again.");
                let mut error = Self::new(status, "too-many", "Too many tries", detail);
                error.retry_after = Some(seconds);
                error
            }
            Refusal::Full => {
                let detail = "The server's disk is full or cannot be written: nothing of this was kept.";
                Self::new(status, "full", "No room", detail)
            }
            Refusal::Internal(error) => {
                tracing::error!(error = error.logged(), "a use case failed");
                let detail = "Something went wrong here; it is in the server's log. Nothing was changed.";
                Self::new(status, "internal", "The platform failed", detail)
            }
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.problem).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
