//! Forms with files (`multipart/form-data`) of signed-in people: read whole within a limit, its `csrf`
//! field must be the session's.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures::StreamExt as _;
use usecases::{Refusal, keep_content::MOST_RECORDING_BYTES};

use crate::{page_error::PageError, session, site::Site};

/// The most bytes of one upload. Unit: bytes.
pub const MOST_BYTES: usize = 256 << 20;

/// The most bytes of a form with which a learner or an educator sends work: one recording and what is written
/// beside it. Unit: bytes.
pub const MOST_WORK_BYTES: usize = MOST_RECORDING_BYTES + (2 << 20);

/// The most bytes of what is too large that are read and thrown away, so that the browser hears why before it
/// has sent everything; beyond that the connection ends. Unit: bytes.
const MOST_THROWN_AWAY: usize = 512 << 20;

/// Refuses a form that says it is larger than [`MOST_WORK_BYTES`] before any of it is kept in memory.
pub async fn refuse_large(request: Request, next: Next) -> Response {
    let said = request.headers().get(header::CONTENT_LENGTH).and_then(|said| said.to_str().ok());
    let large = said.and_then(|said| said.parse::<usize>().ok()).is_some_and(|said| said > MOST_WORK_BYTES);
    if !large {
        return next.run(request).await;
    }
    let mut sent = request.into_body().into_data_stream();
    let mut thrown_away = 0;
    while let Some(Ok(piece)) = sent.next().await {
        thrown_away += piece.len();
        if thrown_away > MOST_THROWN_AWAY {
            break;
        }
    }
    PageError::Refused(too_large()).into_response()
}

fn too_large() -> Refusal {
    Refusal::TooLarge { megabytes: MOST_RECORDING_BYTES >> 20 }
}

fn broken(why: &MultipartError) -> PageError {
    PageError::Refused(if why.status() == StatusCode::PAYLOAD_TOO_LARGE {
        too_large()
    } else {
        Refusal::invalid("file", "is too large or broke off")
    })
}

/// A form with files whose `csrf` field was checked.
pub struct Upload {
    fields: Vec<(String, String)>,
    files: Vec<(String, String, Vec<u8>)>,
}

impl Upload {
    /// The first value of a field, empty when there is none.
    pub fn one(&self, name: &str) -> &str {
        self.fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Takes the file of a field: its name and bytes; `None` when none was chosen.
    pub fn take_file(&mut self, name: &str) -> Option<(String, Vec<u8>)> {
        let place = self.files.iter().position(|(field, file, _)| field == name && !file.is_empty())?;
        let (_, file, bytes) = self.files.remove(place);
        Some((file, bytes))
    }
}

impl FromRequest<Site> for Upload {
    type Rejection = PageError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, PageError> {
        let expected = session::csrf_of(request.headers());
        let mut parts = Multipart::from_request(request, site)
            .await
            .map_err(|_| PageError::Refused(Refusal::invalid("form", "is not a form with a file")))?;
        let mut read = Self { fields: Vec::new(), files: Vec::new() };
        while let Some(part) = parts.next_field().await.map_err(|why| broken(&why))? {
            let name = part.name().unwrap_or_default().to_owned();
            let file =
                part.file_name().map(|file| file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned());
            match file {
                Some(file) => {
                    // The token comes first: nobody fills the memory without it.
                    if expected.as_deref() != Some(read.one("csrf")) {
                        return Err(PageError::Forged);
                    }
                    let bytes = part.bytes().await.map_err(|why| broken(&why))?;
                    read.files.push((name, file, bytes.into()));
                }
                None => read.fields.push((name, part.text().await.map_err(|why| broken(&why))?)),
            }
        }
        if expected.is_none_or(|expected| expected != read.one("csrf")) {
            return Err(PageError::Forged);
        }
        Ok(read)
    }
}
