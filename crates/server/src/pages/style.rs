//! `/style`: every component in every state, and a sample of every page.

use axum::{
    Router,
    extract::Path,
    response::{Html, IntoResponse as _},
    routing::get,
};
use usecases::Refusal;

use crate::{
    page_error::{Page, PageError, page},
    site::Site,
    views::{samples, style::Style},
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/style", get(style)).route("/style/pages/{name}", get(sample))
}

async fn style() -> Page {
    page(&Style::sample())
}

/// `GET /style/pages/{name}`: a page with invented data; its links and buttons lead nowhere.
async fn sample(Path(name): Path<String>) -> Page {
    let rendered = samples::page(&name).ok_or(PageError::Refused(Refusal::NotFound("this page")))?;
    rendered.map(|html| Html(html).into_response()).map_err(PageError::Template)
}
