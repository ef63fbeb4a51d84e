//! Many items of the bank at once: looked at first, moved on, and taken back.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{BatchId, ItemId, item::ItemState};
use usecases::{
    Refusal,
    export_items::{Chosen, export_items},
    review_items::{Moved, preview_review, review_items},
    undo_item_batch::{ShownItemBatch, show_item_batch, undo_item_batch},
};

use crate::{
    download,
    form::Fields,
    frame,
    page_error::{Page, PageError, page},
    session::SignedIn,
    site::Site,
    views::{items::ItemsMany, shell::Link},
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/items/many", post(look))
        .route("/items/many/moves", post(moves))
        .route("/items/many/{batch}", get(show))
        .route("/items/many/{batch}/undo", post(undo))
}

/// Where items can be moved: the state, what the choice says, what is said of many, what was done to them.
pub(super) const MOVES: [(ItemState, &str, &str, &str); 4] = [
    (ItemState::Reviewed, "Approve", "Approve", "approved"),
    (ItemState::Live, "Put live", "Put live", "put live"),
    (ItemState::Draft, "Send back to draft", "Send back", "sent back to draft"),
    (ItemState::Retired, "Retire", "Retire", "retired"),
];

fn chosen_items(form: &Fields) -> Vec<ItemId> {
    form.all("item").filter_map(|id| id.parse().ok()).collect()
}

fn wanted(word: &str) -> Result<(ItemState, &'static str, &'static str), Refusal> {
    let found = MOVES.iter().find(|(state, ..)| state.word() == word);
    found
        .map(|(state, says, button, _)| (*state, *says, *button))
        .ok_or_else(|| Refusal::invalid("to", "is no state of an item: go back and choose again"))
}

/// `POST /items/many`: what would become of those that are chosen; or their package.
async fn look(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let items = chosen_items(&form);
    if form.one("to") == "export" {
        let package = export_items(&site.app, &signed_in.actor, Chosen::Items(items)).await?;
        return Ok(download::zip(&package.file_name, package.bytes));
    }
    let (to, says, button) = wanted(form.one("to"))?;
    let would = preview_review(&site.app, &signed_in.actor, &items, to).await?;
    let moving: Vec<String> =
        would.iter().filter(|one| one.why_not.is_none()).map(|one| one.item.to_string()).collect();
    let count = moving.len();
    page(&ItemsMany {
        heading: says.to_owned(),
        summary: format!("{count} of {} will move.", would.len()),
        to: to.word().to_owned(),
        button: format!("{button} {count}"),
        items: moving,
        rows: would.iter().map(row).collect(),
        ..empty(&site, &signed_in).await?
    })
}

async fn empty(site: &Site, signed_in: &SignedIn) -> Result<ItemsMany, PageError> {
    Ok(ItemsMany {
        shell: frame::shell(site, signed_in, "Many items", "/items").await?,
        crumbs: vec![Link::new("Items", "/items")],
        heading: String::new(),
        summary: String::new(),
        to: String::new(),
        button: String::new(),
        items: Vec::new(),
        rows: Vec::new(),
        undo: String::new(),
    })
}

/// `POST /items/many/moves`
async fn moves(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let items = chosen_items(&form);
    let (to, says, _) = wanted(form.one("to"))?;
    let (batch, done) = review_items(&site.app, &signed_in.actor, &items, to, form.one("note")).await?;
    if let Some(batch) = batch {
        return Ok(Redirect::to(&format!("/items/many/{batch}")).into_response());
    }
    page(&ItemsMany {
        heading: says.to_owned(),
        summary: format!("0 of {} moved.", done.len()),
        rows: done.iter().map(row).collect(),
        ..empty(&site, &signed_in).await?
    })
}

fn row(one: &Moved) -> (Link, String, String) {
    let link = Link::new(&one.title, &format!("/items/{}", one.item));
    let becomes = one.why_not.as_ref().map_or("moves".to_owned(), |why| format!("stays: it {why}"));
    (link, one.from.word().to_owned(), becomes)
}

/// What a step did, in a sentence.
pub(super) fn said_of(step: &ShownItemBatch) -> String {
    let did = MOVES.iter().find(|(state, ..)| *state == step.batch.to).map_or("moved", |(.., did)| did);
    let items = match step.moved() {
        1 => "1 item".to_owned(),
        many => format!("{many} items"),
    };
    format!("{items} {did}, {}", when::moment(step.batch.made_at))
}

/// `GET /items/many/{batch}`: what became of each, and the way back.
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(batch): Path<BatchId>) -> Page {
    let step = show_item_batch(&site.app, &signed_in.actor, batch).await?;
    let (moved, kept, of) = (step.moved(), step.kept(), step.rows.len());
    let (summary, undo) = match step.batch.undone_at {
        None => (format!("{moved} of {of} moved."), format!("/items/many/{batch}/undo")),
        Some(at) => {
            let back = moved - kept;
            let left = match kept {
                0 => String::new(),
                1 => " 1 stays where it is: it was moved since.".to_owned(),
                many => format!(" {many} stay where they are: they were moved since."),
            };
            (
                format!("{back} of {moved} are back where they were, {}.{left}", when::moment(at)),
                String::new(),
            )
        }
    };
    let undone = step.batch.undone_at.is_some();
    let rows = step.rows.iter().map(|(row, _, title)| {
        let became = match (row.why_not.as_str(), row.kept_why.as_str()) {
            ("", "") if undone => "back where it was".to_owned(),
            ("", "") => "moved".to_owned(),
            ("", kept) => format!("stays: it {kept}"),
            (why, _) => format!("stayed: it {why}"),
        };
        (Link::new(title, &format!("/items/{}", row.item)), row.state.word().to_owned(), became)
    });
    page(&ItemsMany {
        heading: said_of(&step),
        summary,
        rows: rows.collect(),
        undo,
        ..empty(&site, &signed_in).await?
    })
}

/// `POST /items/many/{batch}/undo`
async fn undo(State(site): State<Site>, signed_in: SignedIn, Path(batch): Path<BatchId>, _: Fields) -> Page {
    undo_item_batch(&site.app, &signed_in.actor, batch).await?;
    Ok(Redirect::to(&format!("/items/many/{batch}")).into_response())
}
