//! Releasing ratings: now, at a time, or not then after all.

use std::fmt::Write as _;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::post,
};
use domain::{CompetencyId, SectionId, Timestamp};
use usecases::{
    Refusal,
    release_drafts::{plan_release, release_drafts},
};

use crate::{form::Fields, page_error::Page, pages::rate::back, session::SignedIn, site::Site, when};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/release", post(release))
        .route("/sections/{section}/release/cancel", post(cancel))
}

/// `POST /sections/{section}/release`: fields `competency` (several) and `at` (empty: now).
async fn release(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let mut address = back(section, &form);
    if let Some(at) = moment(form.one("at"))? {
        let planned =
            plan_release(&site.app, &signed_in.actor, section, competencies(&form), Some(at)).await?;
        let _ = write!(address, "planned={planned}");
    } else {
        let released = release_drafts(&site.app, &signed_in.actor, section, competencies(&form)).await?;
        let _ = write!(address, "released={}", released.ratings);
    }
    Ok(Redirect::to(&address).into_response())
}

/// `POST /sections/{section}/release/cancel`
async fn cancel(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let left = plan_release(&site.app, &signed_in.actor, section, competencies(&form), None).await?;
    let mut address = back(section, &form);
    let _ = write!(address, "unplanned={left}");
    Ok(Redirect::to(&address).into_response())
}

fn competencies(form: &Fields) -> Vec<CompetencyId> {
    form.all("competency").filter_map(|text| text.parse().ok()).collect()
}

/// A moment by the clock on the district's wall, as a browser sends it; `None` for empty.
fn moment(text: &str) -> Result<Option<Timestamp>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = usecases::chance::moment_by_the_wall(when::here(), text);
    read.map(Some).ok_or_else(|| Refusal::invalid("at", "is no day and time: write it as 2026-11-24T16:00"))
}
