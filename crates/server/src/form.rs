//! Forms of signed-in people: the body is read once, its `csrf` field must be the session's.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use serde::de::DeserializeOwned;
use usecases::Refusal;

use crate::{page_error::PageError, session, site::Site};

/// A form whose `csrf` field was checked. Fields may repeat; see [`Fields`].
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for Form<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, PageError> {
        let fields = Fields::from_request(request, site).await?;
        let read = serde_urlencoded::from_str(&fields.body);
        read.map(Self).map_err(|error| PageError::Refused(Refusal::invalid("form", error)))
    }
}

/// A form as its names and values, for fields that repeat.
pub struct Fields {
    body: String,
    /// Names and values in order.
    pub pairs: Vec<(String, String)>,
}

impl Fields {
    /// The first value of a field, empty when there is none.
    pub fn one(&self, name: &str) -> &str {
        self.pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

impl FromRequest<Site> for Fields {
    type Rejection = PageError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, PageError> {
        let expected = session::csrf_of(request.headers());
        let bytes = Bytes::from_request(request, site)
            .await
            .map_err(|_| PageError::Refused(Refusal::invalid("form", "is too large or broke off")))?;
        let body = String::from_utf8(bytes.into())
            .map_err(|_| PageError::Refused(Refusal::invalid("form", "is not UTF-8")))?;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&body)
            .map_err(|error| PageError::Refused(Refusal::invalid("form", error)))?;
        let sent = pairs.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value);
        if expected.is_none_or(|expected| sent != Some(&expected)) {
            return Err(PageError::Forged);
        }
        Ok(Self { body, pairs })
    }
}
