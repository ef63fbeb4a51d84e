//! What the caller chose for themselves.

use axum::{Json, Router, extract::State, routing::get};
use serde::{Deserialize, Serialize};
use usecases::preferences::{self, Change};
use utoipa::ToSchema;

use super::{caller::Caller, problem::ApiError, received::Sent};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/me/preferences", get(show_preferences).put(put_preferences))
}

/// What the caller chose.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preferences {
    /// Tag of the language that pages and sentences for them are in.
    pub language: String,
    /// Whether they chose it themselves.
    pub chosen: bool,
    /// How often a guardian gets notices: `daily`, `weekly` or `never`.
    pub notices: String,
}

/// Shows what the caller chose.
#[utoipa::path(get, path = "/api/v1/me/preferences", tag = "Me",
    responses((status = 200, body = Preferences)))]
pub(super) async fn show_preferences(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Preferences>, ApiError> {
    let found = preferences::show_preferences(&site.app, &actor).await?;
    Ok(Json(Preferences {
        language: found.language.tag().to_owned(),
        chosen: found.chosen,
        notices: found.notices.word().to_owned(),
    }))
}

/// What is changed; what is not given stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedPreferences {
    /// Tag of a language there are words in, such as `es`.
    language: Option<String>,
    /// `daily`, `weekly` or `never`.
    notices: Option<String>,
}

/// Changes what the caller chose.
#[utoipa::path(put, path = "/api/v1/me/preferences", tag = "Me", request_body = ChangedPreferences,
    responses((status = 200, body = Preferences)))]
pub(super) async fn put_preferences(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(changed): Sent<ChangedPreferences>,
) -> Result<Json<Preferences>, ApiError> {
    let change = Change { language: changed.language, notices: changed.notices };
    preferences::change_preferences(&site.app, &actor, change).await?;
    show_preferences(State(site), Caller(actor)).await
}
