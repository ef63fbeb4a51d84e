//! Where a person is signed in.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{SessionId, Timestamp};
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
    let shell = frame::personal(&site, &signed_in, "sessions-title", "/sessions").await?;
    let words = &shell.words;
    let used = |since: Timestamp, last: Timestamp| {
        let (since, last) = (when::moment_in(words, since), when::moment_in(words, last));
        words.tell("sessions-used", &[("since", (&since).into()), ("last", (&last).into())])
    };
    let rows = sessions
        .iter()
        .map(|session| SessionRow {
            device: when::device(words, &session.device),
            used: used(session.created_at, session.seen_at),
            current: session.token == signed_in.session,
            end_action: format!("/sessions/{}/end", session.id),
        })
        .collect();
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
