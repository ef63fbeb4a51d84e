//! The start page, and what is not there.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use usecases::{Refusal, show_person};

use crate::{
    frame,
    page_error::{Page, PageError},
    session::SignedIn,
    site::Site,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/", get(home))
}

/// `GET /`: to where this person's work is.
async fn home(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let person = show_person::show_person(&site.app, &signed_in.actor).await?;
    Ok(Redirect::to(frame::home(&person)).into_response())
}

/// Any address that nobody answers.
pub async fn no_such_page() -> PageError {
    PageError::Refused(Refusal::NotFound("this page"))
}
