//! The stream of a grid's changed cells. It ends after some minutes, and the browser comes back: whoever
//! lost access meanwhile is refused then, and after each change. It ends within seconds of its session.

use std::{convert::Infallible, time::Duration};

use askama::Template as _;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{
        IntoResponse as _,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{CompetencyId, DistrictId, LearnerId, SectionId, chain::Digest};
use futures::{StreamExt as _, stream};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use usecases::{
    Actor, App, Change, Refusal, chance,
    sessions::is_open,
    show_grid::{Grid, changed_cells, show_grid},
};

use super::{cell, why_href};
use crate::{page_error::Page, session::SignedIn, site::Site};

/// How long one stream lasts.
const LASTS: Duration = Duration::from_mins(5);

/// How often a stream looks whether its session is still there.
const LOOKS: Duration = Duration::from_secs(3);

/// How often a silent stream says that it lives.
const ALIVE: Duration = Duration::from_secs(20);

/// `GET /sections/{section}/grid/stream`: `{"cells":[{"href": "...", "html": "..."}]}` per change.
pub(super) async fn stream(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    headers: HeaderMap,
) -> Page {
    // Listening begins before the grid is read, so that nothing falls between.
    let changes = site.app.listen();
    let grid = show_grid(&site.app, &signed_in.actor, section).await?;
    let returning = headers.contains_key("last-event-id");
    let first = if returning { everything(&grid) } else { Vec::new() };
    let ended = ended(site.app.clone(), signed_in.actor.district, signed_in.session);
    let watch = Watch { app: site.app.clone(), actor: signed_in.actor, section, grid, changes };
    let opened = stream::once(async move { Ok::<_, Infallible>(event(&first)) });
    let later = stream::unfold(watch, |mut watch| async move {
        let cells = watch.next().await?;
        Some((Ok(event(&cells)), watch))
    });
    let events = opened.chain(later).take_until(tokio::time::timeout(LASTS, ended));
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)).into_response())
}

/// Comes back when the session has ended: signed out here or elsewhere, or too old.
async fn ended(app: App, district: DistrictId, session: Digest) {
    loop {
        tokio::time::sleep(LOOKS).await;
        if !is_open(&app, district, session).await.unwrap_or(false) {
            return;
        }
    }
}

/// A cell that is sent: its address and its HTML.
type Sent = (String, String);

struct Watch {
    app: App,
    actor: Actor,
    section: SectionId,
    /// The grid as it was when the stream was opened, for its scales.
    grid: Grid,
    changes: Receiver<Change>,
}

impl Watch {
    /// The next cells that changed here; `None` when the stream ends.
    async fn next(&mut self) -> Option<Vec<Sent>> {
        loop {
            let changed = match self.changes.recv().await {
                Ok(change) => self.here(change),
                Err(RecvError::Lagged(_)) => {
                    let grid = show_grid(&self.app, &self.actor, self.section).await.ok()?;
                    return Some(everything(&grid));
                }
                Err(RecvError::Closed) => return None,
            };
            if changed.is_empty() {
                continue;
            }
            let cells = self.read(changed).await.ok()?;
            if !cells.is_empty() {
                return Some(cells);
            }
        }
    }

    /// The cells of a change that this grid may show.
    fn here(&self, change: Change) -> Vec<(LearnerId, CompetencyId)> {
        if change.district != self.actor.district || change.drafts_of.is_some() {
            return Vec::new();
        }
        let column = |wanted| self.grid.columns.competencies.iter().any(|one| one.id == wanted);
        change.cells.into_iter().filter(|(_, competency)| column(*competency)).collect()
    }

    async fn read(&self, changed: Vec<(LearnerId, CompetencyId)>) -> Result<Vec<Sent>, Refusal> {
        let now = chance::now();
        let cells = changed_cells(&self.app, &self.actor, self.section, changed).await?;
        let sent = cells.iter().filter_map(|found| {
            let (_, scale) = self.grid.columns.with_scale(found.competency)?;
            sent(cell(why_href(found.learner, found.competency), Some(&found.finding), scale, now))
        });
        Ok(sent.collect())
    }
}

/// Every cell, for a browser that may have missed some.
fn everything(grid: &Grid) -> Vec<Sent> {
    let mut all = Vec::new();
    for row in &grid.rows {
        for (competency, finding) in grid.columns.competencies.iter().zip(&row.cells) {
            if let Some(scale) = grid.columns.scale(competency.framework) {
                let href = why_href(row.learner.learner, competency.id);
                all.extend(sent(cell(href, finding.as_ref(), scale, grid.as_of)));
            }
        }
    }
    all
}

fn sent(cell: crate::views::grid::GridCell) -> Option<Sent> {
    let html = cell.render().ok()?;
    Some((cell.href, html))
}

fn event(cells: &[Sent]) -> Event {
    let cells: Vec<_> =
        cells.iter().map(|(href, html)| serde_json::json!({ "href": href, "html": html })).collect();
    // The id tells a browser that comes back from one that is new.
    Event::default().id("seen").data(serde_json::json!({ "cells": cells }).to_string())
}
