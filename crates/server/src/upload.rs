//! Forms with files (`multipart/form-data`) of signed-in people: read whole within a limit, its `csrf`
//! field must be the session's.

use axum::extract::{FromRequest, Multipart, Request};
use usecases::Refusal;

use crate::{page_error::PageError, session, site::Site};

/// The most bytes of one upload. Unit: bytes.
pub const MOST_BYTES: usize = 256 << 20;

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
        let broken = |_| PageError::Refused(Refusal::invalid("file", "is too large or broke off"));
        let mut parts = Multipart::from_request(request, site)
            .await
            .map_err(|_| PageError::Refused(Refusal::invalid("form", "is not a form with a file")))?;
        let mut read = Self { fields: Vec::new(), files: Vec::new() };
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file =
                part.file_name().map(|file| file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned());
            match file {
                Some(file) => {
                    // The token comes first: nobody fills the memory without it.
                    if expected.as_deref() != Some(read.one("csrf")) {
                        return Err(PageError::Forged);
                    }
                    let bytes = part.bytes().await.map_err(broken)?;
                    read.files.push((name, file, bytes.into()));
                }
                None => read.fields.push((name, part.text().await.map_err(broken)?)),
            }
        }
        if expected.is_none_or(|expected| expected != read.one("csrf")) {
            return Err(PageError::Forged);
        }
        Ok(read)
    }
}
