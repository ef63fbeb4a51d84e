//! Where a person is signed in.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::SessionId;
use usecases::sessions;

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::sessions::{SessionRow, Sessions},
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sessions", get(list))
        .route("/sessions/end-others", post(end_others))
        .route("/sessions/{session}/end", post(end))
}

async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let sessions = sessions::list_sessions(&site.app, &signed_in.actor).await?;
    let rows = sessions
        .iter()
        .map(|session| SessionRow {
            device: when::device(&session.device),
            since: when::moment(session.created_at),
            last_used: when::moment(session.seen_at),
            current: session.token == signed_in.session,
            end_action: format!("/sessions/{}/end", session.id),
        })
        .collect();
    let shell = frame::shell(&site, &signed_in, "Where you are signed in", "/sessions").await?;
    page(&Sessions { shell, sessions: rows })
}

async fn end(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(session): Path<SessionId>,
    _: Fields,
) -> Page {
    sessions::end_session(&site.app, &signed_in.actor, session).await?;
    Ok(Redirect::to("/sessions").into_response())
}

async fn end_others(State(site): State<Site>, signed_in: SignedIn, _: Fields) -> Page {
    sessions::end_other_sessions(&site.app, &signed_in.actor, signed_in.session).await?;
    Ok(Redirect::to("/sessions").into_response())
}
