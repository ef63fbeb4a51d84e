//! What is sent: JSON bodies, queries and ids in paths, refused with the place of what is wrong.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use serde::de::DeserializeOwned;

use super::problem::ApiError;
use crate::site::Site;

/// A JSON body.
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for Sent<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, ApiError> {
        let body = SentBytes::from_request(request, site).await?.0;
        read(&body).map(Self)
    }
}

/// A JSON body that the handler reads itself.
pub struct SentBytes(pub Bytes);

impl FromRequest<Site> for SentBytes {
    type Rejection = ApiError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media-type",
                "Not JSON",
                "Send JSON, with the header \"Content-Type: application/json\".",
            ));
        }
        Bytes::from_request(request, site).await.map(Self).map_err(|why| broken(&why))
    }
}

/// A body of bytes.
pub struct Raw(pub Bytes);

impl FromRequest<Site> for Raw {
    type Rejection = ApiError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, ApiError> {
        Bytes::from_request(request, site).await.map(Self).map_err(|why| broken(&why))
    }
}

fn broken(why: &BytesRejection) -> ApiError {
    if why.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "Too large",
            "The body is larger than this address takes: send it in several parts.",
        );
    }
    ApiError::new(StatusCode::BAD_REQUEST, "malformed", "Broken off", "The body broke off: send it again.")
}

fn is_json(headers: &HeaderMap) -> bool {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = sent.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// Reads a body; what is wrong is named by line, column and field.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    // The quick way first: keeping the path of each field costs time, and is needed for refusals only.
    if let Ok(read) = serde_json::from_slice(body) {
        return Ok(read);
    }
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Ok(read) => match deserializer.end() {
            Ok(()) => Ok(read),
            Err(error) => Err(malformed(&error)),
        },
        Err(error) => {
            let path = error.path().to_string();
            let inner = error.into_inner();
            if !inner.is_data() {
                return Err(malformed(&inner));
            }
            Err(unusable(&inner, &path))
        }
    }
}

fn malformed(error: &serde_json::Error) -> ApiError {
    let detail = format!("The body is not JSON: {error}.");
    ApiError::new(StatusCode::BAD_REQUEST, "malformed", "Not JSON", detail).at(error.line(), error.column())
}

fn unusable(error: &serde_json::Error, path: &str) -> ApiError {
    let said = error.to_string();
    // Of an unknown or missing field, the path names what should hold it, and the message the field.
    let named = said
        .strip_prefix("missing field `")
        .or_else(|| said.strip_prefix("unknown field `"))
        .and_then(|rest| rest.split('`').next());
    let field = match (path, named) {
        (".", Some(named)) => named.to_owned(),
        (path, Some(named)) if path == named || path.ends_with(&format!(".{named}")) => path.to_owned(),
        (path, Some(named)) => format!("{path}.{named}"),
        (path, None) => path.to_owned(),
    };
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "A field cannot be used", format!("{said}."))
        .in_field(field)
        .at(error.line(), error.column())
}

/// The query of an address.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Site> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, ApiError> {
        let read = serde_urlencoded::from_str(parts.uri.query().unwrap_or_default());
        read.map(Self).map_err(|error| {
            let said = error.to_string();
            let named = said.split('`').nth(1).map(str::to_owned);
            let error = ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "invalid",
                "The query cannot be used",
                format!("The query of the address cannot be used: {said}."),
            );
            match named {
                Some(named) => error.in_field(named),
                None => error,
            }
        })
    }
}

/// The ids of an address; what is not an id names nothing.
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Site> for Named<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ApiError> {
        let path = Path::<T>::from_request_parts(parts, site).await;
        path.map(|Path(named)| Self(named)).map_err(|why| {
            let detail = format!("The address names nothing: {}.", why.body_text());
            ApiError::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
        })
    }
}
