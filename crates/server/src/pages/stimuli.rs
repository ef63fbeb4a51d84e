//! Texts and pictures that several items share: the list, and one with its items.

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::get,
};
use domain::{StimulusId, chain::hex};
use usecases::{
    search_items::may_write_items,
    show_stimulus::{WholeStimulus, show_stimulus},
    words::words_for,
    write_stimulus::{Listed, list_stimuli},
};
use wording::Audience;

use super::items::state_name;
use crate::{
    figures::grouped,
    frame, item_html,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        shell::{Link, Shell},
        stimuli::{Stimuli, StimulusLine, StimulusPage},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/stimuli", get(list)).route("/stimuli/{stimulus}", get(show))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

/// `GET /stimuli?q=`
async fn list(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let found = list_stimuli(&site.app, &signed_in.actor, &asked.q).await?;
    let line = |one: Listed| StimulusLine {
        title: Link::new(&one.title, &format!("/stimuli/{}", one.id)),
        identifier: one.identifier,
        items: match one.items {
            0 => "no items".to_owned(),
            1 => "1 item".to_owned(),
            many => format!("{} items", grouped(many)),
        },
    };
    page(&Stimuli {
        shell: frame::shell(&site, &signed_in, "Shared texts", "/items").await?,
        crumbs: vec![Link::new("Items", "/items")],
        may_write: may_write_items(&site.app, &signed_in.actor).await?,
        q: asked.q,
        rows: found.into_iter().map(line).collect(),
    })
}

/// `GET /stimuli/{stimulus}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<StimulusId>) -> Page {
    let found = show_stimulus(&site.app, &signed_in.actor, id).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let html = item_html::shared(&found.shown, &item_html::words(&words));
    let shell = frame::shell(&site, &signed_in, &found.row.title, "/items").await?;
    page(&view(&found, html, shell))
}

fn view(found: &WholeStimulus, html: String, shell: Shell) -> StimulusPage {
    let row = &found.row;
    let by = if found.written_by.is_empty() { "Onramp" } else { &found.written_by };
    StimulusPage {
        crumbs: vec![Link::new("Items", "/items"), Link::new("Shared texts", "/stimuli")],
        title: row.title.clone(),
        identifier: row.identifier.clone(),
        written: format!("Written by {by}, {}.", when::moment(row.written_at)),
        edit: if found.may_write && found.text.is_some() {
            format!("/stimuli/{}/edit", row.id)
        } else {
            String::new()
        },
        elsewhere: found.may_write && found.text.is_none(),
        html,
        items: found
            .items
            .iter()
            .map(|item| {
                let link = Link::new(&item.title, &format!("/items/{}", item.id));
                (link, item.identifier.clone(), state_name(item.state).to_lowercase())
            })
            .collect(),
        files: found
            .files
            .iter()
            .map(|(name, digest)| Link::new(name, &format!("/content/{}", hex(digest))))
            .collect(),
        shell,
    }
}
