//! `/style`: every component in every state.

use axum::{Router, routing::get};

use crate::{
    page_error::{Page, page},
    site::Site,
    views::style::Style,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/style", get(style))
}

async fn style() -> Page {
    page(&Style::sample())
}
