//! The stream of a class at an assessment: its rows whenever somebody answers. It ends after some minutes, and the
//! browser comes back: whoever lost access meanwhile is refused then.

use std::{convert::Infallible, time::Duration};

use askama::Template as _;
use axum::{
    extract::{Path, State},
    response::{
        IntoResponse as _,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::AssignmentId;
use futures::stream;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use usecases::{Actor, App, Change, watch_assignment::watch_assignment};

use super::row;
use crate::{page_error::Page, session::SignedIn, site::Site, views::assignment::AssignmentRows};

/// How long one stream lasts.
const LASTS: Duration = Duration::from_mins(5);

/// A class answers at once: rows are sent this often at most.
const AT_MOST: Duration = Duration::from_secs(1);

/// `GET /assignments/{assignment}/stream`: `{"rows": "<tr>..."}` per change.
pub(super) async fn stream(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(assignment): Path<AssignmentId>,
) -> Page {
    let changes = site.app.listen();
    watch_assignment(&site.app, &signed_in.actor, assignment).await?;
    let watch = Watch { app: site.app.clone(), actor: signed_in.actor, assignment, changes };
    let events = stream::unfold(watch, |mut watch| async move {
        let html = watch.next().await?;
        let body = serde_json::json!({ "rows": html }).to_string();
        Some((Ok::<_, Infallible>(Event::default().data(body)), watch))
    });
    let events = futures::StreamExt::take_until(events, tokio::time::sleep(LASTS));
    Ok(Sse::new(events).keep_alive(KeepAlive::new()).into_response())
}

struct Watch {
    app: App,
    actor: Actor,
    assignment: AssignmentId,
    changes: Receiver<Change>,
}

impl Watch {
    /// The rows after the next change; `None` when they may not be seen any more.
    async fn next(&mut self) -> Option<String> {
        loop {
            match self.changes.recv().await {
                Ok(change) if change.sittings_of == Some(self.assignment) => break,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return None,
            }
        }
        tokio::time::sleep(AT_MOST).await;
        while self.changes.try_recv().is_ok() {}
        let found = watch_assignment(&self.app, &self.actor, self.assignment).await.ok()?;
        let rows = found.learners.iter().map(|one| row(one, &found)).collect();
        AssignmentRows { rows, unlocks: found.plan.unlock && found.may_judge }.render().ok()
    }
}
