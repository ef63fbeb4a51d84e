//! A refusal as a page: a sentence, what to do, one HTTP status.

use std::sync::Arc;

use askama::Template as _;
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use usecases::{Refusal, words::words_for};
use wording::{Audience, Language, Words};

use crate::{
    frame, session,
    site::Site,
    views::{error_page::ErrorPage, shell::Shell},
};

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
        Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Full => StatusCode::INSUFFICIENT_STORAGE,
        Refusal::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What an answer says that is an error, so that it can be said again in its reader's language.
#[derive(Debug, Clone)]
struct Told {
    status: StatusCode,
    /// The keys of the sentence and the advice.
    keys: (&'static str, &'static str),
    /// What a use case says in English, where that is more exact.
    english: Option<String>,
    /// How long to wait; 0 where that is not what is wrong.
    seconds: i64,
}

impl Told {
    /// For somebody who is not signed in.
    fn page(&self, words: Arc<Words>) -> Response {
        let title = words.say("error-title");
        self.within(Shell { title, words, ..Shell::signed_out("", "Onramp") })
    }

    /// In a frame, with the words of its reader.
    fn within(&self, shell: Shell) -> Response {
        let words = &shell.words;
        let seconds = self.seconds.to_string();
        let exact = self.english.as_ref().filter(|_| words.language() == Language::English);
        let (sentence, advice) = self.keys;
        let view = ErrorPage {
            sentence: exact.cloned().unwrap_or_else(|| words.say(sentence)),
            advice: words.tell(advice, &[("seconds", (&seconds).into())]),
            ways_on: Vec::new(),
            reference: self.status.as_u16().to_string(),
            shell,
        };
        let html = view.render().unwrap_or_else(|_| self.status.to_string());
        let mut response = (self.status, Html(html)).into_response();
        if self.seconds > 0 {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(self.seconds));
        }
        response
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut told = Told { status, keys: ErrorPage::keys(status.as_u16()), english: None, seconds: 0 };
        let mut language = Language::English;
        match &self {
            Self::SignedOut { next } => {
                let next = crate::address::encode(next);
                return Redirect::to(&format!("/sign-in?next={next}")).into_response();
            }
            Self::Forged => told.keys = ("error-forged", "error-forged-advice"),
            Self::TooFast { seconds, language: asked } => {
                told.keys = ("too-fast", "too-fast-wait");
                told.seconds = *seconds;
                language = asked.unwrap_or(Language::English);
            }
            Self::Refused(Refusal::NotFound(LINK)) => told.keys = ("error-link", "error-link-advice"),
            Self::Refused(Refusal::NotFound(_)) => {}
            Self::Refused(refusal @ Refusal::Internal(_)) => {
                tracing::error!(error = refusal.logged(), "a use case failed");
            }
            Self::Refused(refusal) => {
                told.english = Some(capitalized(&refusal.to_string()));
                if let Refusal::TooMany { seconds } = refusal {
                    told.seconds = *seconds;
                }
            }
            Self::Template(error) => tracing::error!(%error, "a template failed"),
        }
        let mut response = told.page(Words::built_in(Audience::Family, language));
        response.extensions_mut().insert(told);
        response
    }
}

/// What [`Refusal::NotFound`] names where a link or code signs nobody in.
const LINK: &str = "this link";

/// Who asked, as far as it matters to the language of an error.
pub struct Asked {
    headers: HeaderMap,
    chosen: Option<Language>,
}

impl Asked {
    /// Reads it from a request.
    pub fn of(request: &Request) -> Self {
        let kept = [header::COOKIE, header::ACCEPT_LANGUAGE];
        let of_request = |name: &HeaderName| {
            request
                .headers()
                .get_all(name)
                .iter()
                .map(|value| (name.clone(), value.clone()))
                .collect::<Vec<_>>()
        };
        let query = request.uri().query().unwrap_or_default();
        let chosen = query.split('&').find_map(|pair| pair.strip_prefix("language="));
        Self {
            headers: kept.iter().flat_map(of_request).collect(),
            chosen: chosen.and_then(Language::from_tag),
        }
    }
}

/// An answer that is an error, in the frame and the language of its reader: the way on stays at hand. Who is not
/// signed in reads it in the language that was chosen or that the browser asks for.
pub async fn in_readers_words(site: &Site, asked: &Asked, mut response: Response) -> Response {
    let Some(told) = response.extensions_mut().remove::<Told>() else { return response };
    if let Ok(Some(signed_in)) = session::signed_in(&asked.headers, site).await
        && let Ok(words) = words_for(&site.app, &signed_in.actor, Audience::Family).await
    {
        let title = words.say("error-title");
        if let Ok(shell) = frame::worded(site, &signed_in, words, &title, "").await {
            return told.within(shell);
        }
    }
    let browser = asked.chosen.or_else(|| session::asked_language(&asked.headers));
    let language = browser.unwrap_or(Language::English);
    if language == Language::English {
        return response;
    }
    told.page(Words::built_in(Audience::Family, language))
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let full_stop = if sentence.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{full_stop}", letters.as_str())
}
