//! Forms of answers: with or without files, read whole within a limit; the `csrf` field must be the session's.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::header,
};
use usecases::Refusal;

use crate::{page_error::PageError, session, site::Site};

/// The most bytes of one form of answers, files included: a recording of some minutes.
pub const MOST_BYTES: usize = 60 << 20;

/// What a form of answers sent.
pub struct AnswerForm {
    /// Names and values, in order, without the token.
    pub fields: Vec<(String, String)>,
    /// Field, name and bytes of each file that was chosen.
    pub files: Vec<(String, String, Vec<u8>)>,
}

impl AnswerForm {
    /// The first value of a field, empty when there is none.
    pub fn one(&self, name: &str) -> &str {
        self.fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }
}

impl FromRequest<Site> for AnswerForm {
    type Rejection = PageError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, PageError> {
        let expected = session::csrf_of(request.headers());
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let mut read = if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            multipart(request, site, expected.as_deref()).await?
        } else {
            let bytes = Bytes::from_request(request, site).await.map_err(|_| too_large())?;
            let fields = serde_urlencoded::from_bytes(&bytes)
                .map_err(|error| PageError::Refused(Refusal::invalid("form", error)))?;
            Self { fields, files: Vec::new() }
        };
        if expected.is_none_or(|expected| expected != read.one("csrf")) {
            return Err(PageError::Forged);
        }
        read.fields.retain(|(name, _)| name != "csrf");
        Ok(read)
    }
}

fn too_large() -> PageError {
    let why = format!("is too large or broke off: {} MB is the most at once", MOST_BYTES >> 20);
    PageError::Refused(Refusal::invalid("form", why))
}

async fn multipart(request: Request, site: &Site, expected: Option<&str>) -> Result<AnswerForm, PageError> {
    let mut parts = Multipart::from_request(request, site)
        .await
        .map_err(|_| PageError::Refused(Refusal::invalid("form", "cannot be read: load the page again")))?;
    let mut read = AnswerForm { fields: Vec::new(), files: Vec::new() };
    while let Some(part) = parts.next_field().await.map_err(|_| too_large())? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(|file| file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned());
        match file {
            // The token comes first: nobody fills the memory without it.
            Some(_) if expected != Some(read.one("csrf")) => return Err(PageError::Forged),
            Some(file) => {
                let bytes = part.bytes().await.map_err(|_| too_large())?;
                if !file.is_empty() {
                    read.files.push((name, file, bytes.into()));
                }
            }
            None => read.fields.push((name, part.text().await.map_err(|_| too_large())?)),
        }
    }
    Ok(read)
}
