//! What was measured beforehand and judgements name: which sets are in use, and which were.

use axum::{Router, extract::State, routing::get};
use usecases::list_measured_sets::{ShownSet, list_measured_sets};

use crate::{
    figures::grouped,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        measured_sets::{MeasuredSets, SetRow},
        shell::Link,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/admin/measured", get(list))
}

/// `GET /admin/measured`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let sets = list_measured_sets(&site.app, &signed_in.actor).await?;
    page(&MeasuredSets {
        shell: frame::shell(&site, &signed_in, "Item parameters and tracing", "/admin/measured").await?,
        crumbs: vec![Link::new("Administration", "/admin")],
        rows: sets.iter().map(row).collect(),
    })
}

fn row(set: &ShownSet) -> SetRow {
    SetRow {
        name: format!("{}, version {}", set.kind.name(), set.version),
        in_use: set.in_use,
        about: format!("{} {}", grouped(set.items), set.kind.counts()),
        from: set.file_name.clone(),
        since: when::moment(set.since),
        by: set.by.clone(),
        digest: domain::chain::hex(&set.digest).chars().take(16).collect(),
    }
}
