//! Why a use case did not do what was asked: one variant, one HTTP status.

use domain::text::BadText;
use store::{StoreError, Transient};

/// A typed reason; a crash would be a bug.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing, or none that this person may know of. 404
    #[error("not found: {0}")]
    NotFound(&'static str),
    /// This person may not. 403
    #[error("{0}")]
    Denied(&'static str),
    /// Something that was sent cannot be used. 422
    #[error("{field} {why}")]
    Invalid {
        /// Which field.
        field: &'static str,
        /// What is wrong and what to do, following the field's name in a sentence.
        why: String,
    },
    /// It no longer fits what is stored. 409
    #[error("{0}")]
    Conflict(String),
    /// A file or a form is larger than is taken. 413
    #[error(
        "this is larger than is taken ({megabytes} MB is the most): go back, where what you typed still is, and \
         send something smaller"
    )]
    TooLarge {
        /// How much is taken. Unit: 1,048,576 bytes.
        megabytes: usize,
    },
    /// Too many tries. 429
    #[error("too many tries: wait {seconds} seconds and try again")]
    TooMany {
        /// How long to wait.
        seconds: i64,
    },
    /// There is no room to keep it. 507
    #[error(
        "the server's disk is full or cannot be written, so nothing of this was kept: tell whoever runs it to \
         make room, then do it again"
    )]
    Full,
    /// The platform failed. 500
    #[error("something went wrong here: {0}")]
    Internal(#[source] StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            other => Self::Internal(other),
        }
    }
}

impl Refusal {
    /// A field cannot be used, for a reason that follows its name in a sentence.
    #[expect(clippy::needless_pass_by_value, reason = "errors and texts are given away here")]
    pub fn invalid(field: &'static str, why: impl ToString) -> Self {
        Self::Invalid { field, why: why.to_string() }
    }

    /// A text field cannot be stored.
    pub fn text(field: &'static str) -> impl FnOnce(BadText) -> Self {
        move |why| Self::invalid(field, why)
    }
}

impl Refusal {
    /// What may stand in a log: nothing that somebody typed, and no value out of the database.
    pub fn logged(&self) -> String {
        match self {
            Self::Internal(error) => error.logged(),
            Self::Invalid { field, .. } => format!("the field {field} cannot be used"),
            Self::Conflict(_) => "it does not fit what is stored".to_owned(),
            other => other.to_string(),
        }
    }
}

impl Transient for Refusal {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Internal(error) if error.is_transient())
    }
}
