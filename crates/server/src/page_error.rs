//! A refusal as a page: a sentence, what to do, one HTTP status.

use askama::Template as _;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use usecases::Refusal;
use wording::{Audience, Language, Words};

use crate::views::{error_page::ErrorPage, shell::Shell};

/// Why a page is not shown.
#[derive(Debug)]
pub enum PageError {
    /// Nobody is signed in: to the sign-in page, and back to this address afterwards.
    SignedOut {
        /// Path and query that were asked for.
        next: String,
    },
    /// The request did not come from this site, or its form is too old.
    Forged,
    /// This person, or their network, asks faster than the server wants to answer.
    TooFast {
        /// After how long to try again.
        seconds: i64,
        /// The language that was asked for.
        language: Option<Language>,
    },
    /// A use case refused.
    Refused(Refusal),
    /// A template failed; a bug.
    Template(askama::Error),
}

impl<E: Into<Refusal>> From<E> for PageError {
    fn from(refusal: E) -> Self {
        Self::Refused(refusal.into())
    }
}

/// A page ready to send.
pub type Page = Result<Response, PageError>;

/// Renders a view.
pub fn page(view: &impl askama::Template) -> Page {
    match view.render() {
        Ok(html) => Ok(Html(html).into_response()),
        Err(error) => Err(PageError::Template(error)),
    }
}

impl PageError {
    fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut { .. } => StatusCode::SEE_OTHER,
            Self::Forged => StatusCode::FORBIDDEN,
            Self::TooFast { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(refusal) => status(refusal),
            Self::Template(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The one HTTP status of each refusal.
pub fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound(_) => StatusCode::NOT_FOUND,
        Refusal::Denied(_) => StatusCode::FORBIDDEN,
        Refusal::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Conflict(_) => StatusCode::CONFLICT,
        Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Full => StatusCode::INSUFFICIENT_STORAGE,
        Refusal::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut shell = Shell::signed_out("Not shown", "Onramp");
        let (sentence, advice) = ErrorPage::words(status.as_u16());
        let (sentence, advice) = match &self {
            Self::SignedOut { next } => {
                let next = crate::address::encode(next);
                return Redirect::to(&format!("/sign-in?next={next}")).into_response();
            }
            Self::Forged => (
                "This form is too old, or was not sent from this site.".to_owned(),
                "Go back, reload the page, and send it again; what you typed is still there.".to_owned(),
            ),
            Self::TooFast { seconds, language } => {
                shell.words = Words::built_in(Audience::Family, language.unwrap_or(Language::English));
                let seconds = seconds.to_string();
                (shell.say("too-fast"), shell.words.tell("too-fast-wait", &[("seconds", (&seconds).into())]))
            }
            Self::Refused(refusal @ (Refusal::Internal(_) | Refusal::NotFound(_))) => {
                if matches!(refusal, Refusal::Internal(_)) {
                    tracing::error!(error = refusal.logged(), "a use case failed");
                }
                (sentence.to_owned(), advice.to_owned())
            }
            Self::Refused(refusal) => (capitalized(&refusal.to_string()), advice.to_owned()),
            Self::Template(error) => {
                tracing::error!(%error, "a template failed");
                (sentence.to_owned(), advice.to_owned())
            }
        };
        let view = ErrorPage {
            shell,
            sentence,
            advice,
            ways_on: Vec::new(),
            reference: status.as_u16().to_string(),
        };
        let html = view.render().unwrap_or_else(|_| status.to_string());
        let mut response = (status, Html(html)).into_response();
        if let Self::TooFast { seconds, .. } | Self::Refused(Refusal::TooMany { seconds }) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let full_stop = if sentence.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{full_stop}", letters.as_str())
}
