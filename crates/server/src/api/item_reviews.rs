//! Items are moved on in their review, one or several, and tried.

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use domain::{
    BatchId, ItemId,
    item::{Scalar, Value},
};
use serde::{Deserialize, Serialize};
use usecases::{
    review_item,
    review_items::{self, Moved},
    show_item::show_item,
    try_item::{Answer, try_item},
    undo_item_batch::{self, ShownItemBatch},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    item_whole::ItemWhole,
    items::state,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Id, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/items/reviews", post(review_items))
        .route("/items/reviews/{batch}", get(show_reviews))
        .route("/items/reviews/{batch}/undo", post(undo_reviews))
        .route("/items/{item}/review", post(review))
        .route("/items/{item}/trial", post(try_one))
}

/// Where an item is to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemMove {
    /// `reviewed`, `live`, `draft` or `retired`.
    to: String,
    /// The version that was looked at.
    seen: i64,
    /// What to say; needed to send it back to draft.
    #[serde(default)]
    note: String,
}

/// Moves an item on in its review: a draft is reviewed by somebody else than who wrote it, then put live.
#[utoipa::path(post, path = "/api/v1/items/{item}/review", tag = "Items", request_body = ItemMove,
    responses((status = 200, body = ItemWhole)))]
pub(super) async fn review(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(item): Named<ItemId>,
    Sent(sent): Sent<ItemMove>,
) -> Result<Json<ItemWhole>, ApiError> {
    let to = state(&sent.to)?;
    review_item::review_item(&site.app, &actor, item, sent.seen, to, &sent.note).await?;
    Ok(Json(show_item(&site.app, &actor, item).await?.into()))
}

/// Where several items are to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemMoves {
    /// Our ids, at most 500.
    items: Vec<Id>,
    /// `reviewed`, `live`, `draft` or `retired`.
    to: String,
    /// What to say.
    #[serde(default)]
    note: String,
    /// Only look at what would become of each.
    #[serde(default)]
    dry_run: bool,
}

/// What became of one item, or would.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemMoved {
    /// Our id.
    pub item: Id,
    /// By which packages name it.
    pub identifier: String,
    /// Where it stood.
    pub from: &'static str,
    /// Why it stays there; `null` where it moves.
    pub why_not: Option<String>,
}

impl From<Moved> for ItemMoved {
    fn from(one: Moved) -> Self {
        Self {
            item: one.item.into(),
            identifier: one.identifier,
            from: one.from.word(),
            why_not: one.why_not,
        }
    }
}

/// What became of several items, or would.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemsMoved {
    /// By which the step is looked at and taken back; `null` where nothing moved.
    pub batch: Option<Id>,
    /// Each item, in the order in which they were sent.
    pub items: Vec<ItemMoved>,
}

/// Moves several items on, each for itself.
#[utoipa::path(post, path = "/api/v1/items/reviews", tag = "Items", request_body = ItemMoves,
    responses((status = 200, body = ItemsMoved)))]
pub(super) async fn review_items(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(sent): Sent<ItemMoves>,
) -> Result<Json<ItemsMoved>, ApiError> {
    let to = state(&sent.to)?;
    let items: Vec<ItemId> = sent.items.iter().map(|id| (*id).into()).collect();
    let (batch, moved) = if sent.dry_run {
        (None, review_items::preview_review(&site.app, &actor, &items, to).await?)
    } else {
        review_items::review_items(&site.app, &actor, &items, to, &sent.note).await?
    };
    Ok(Json(ItemsMoved { batch: batch.map(Into::into), items: moved.into_iter().map(Into::into).collect() }))
}

/// Several items that were moved on at once.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemReviews {
    /// By which the step is known.
    pub batch: Id,
    /// Where the items were moved: `reviewed`, `live`, `draft` or `retired`.
    pub to: &'static str,
    /// What was said.
    pub note: String,
    /// When.
    pub made_at: Moment,
    /// When it was taken back; `null` while it stands.
    pub undone_at: Option<Moment>,
    /// Each item.
    pub items: Vec<ItemOfReviews>,
}

/// One of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemOfReviews {
    /// Our id.
    pub item: Id,
    /// By which packages name it.
    pub identifier: String,
    /// Where it stood.
    pub from: &'static str,
    /// Why it stayed there; `null` where it moved.
    pub why_not: Option<String>,
    /// Why taking the step back left it: it was moved or written anew since. `null` where it did not.
    pub kept_why: Option<String>,
}

impl From<ShownItemBatch> for ItemReviews {
    fn from(step: ShownItemBatch) -> Self {
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            batch: step.batch.id.into(),
            to: step.batch.to.word(),
            note: step.batch.note,
            made_at: step.batch.made_at.into(),
            undone_at: step.batch.undone_at.map(Into::into),
            items: step
                .rows
                .into_iter()
                .map(|(row, identifier, _)| ItemOfReviews {
                    item: row.item.into(),
                    identifier,
                    from: row.state.word(),
                    why_not: said(row.why_not),
                    kept_why: said(row.kept_why),
                })
                .collect(),
        }
    }
}

/// Several items that the caller moved on at once, and what became of each.
#[utoipa::path(get, path = "/api/v1/items/reviews/{batch}", tag = "Items",
    responses((status = 200, body = ItemReviews)))]
pub(super) async fn show_reviews(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(batch): Named<BatchId>,
) -> Result<Json<ItemReviews>, ApiError> {
    Ok(Json(undo_item_batch::show_item_batch(&site.app, &actor, batch).await?.into()))
}

/// Takes back that several items were moved on at once, for who did it: whatever is still where that put it goes back
/// to where it was, and what was moved since stays and says why.
#[utoipa::path(post, path = "/api/v1/items/reviews/{batch}/undo", tag = "Items",
    responses((status = 200, body = ItemReviews)))]
pub(super) async fn undo_reviews(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(batch): Named<BatchId>,
) -> Result<Json<ItemReviews>, ApiError> {
    Ok(Json(undo_item_batch::undo_item_batch(&site.app, &actor, batch).await?.into()))
}

/// An answer to try an item with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemTrial {
    /// Which version; the newest where none is named.
    version: Option<i64>,
    /// What everything that is drawn follows from.
    #[serde(default)]
    seed: u64,
    /// Answers by response, each scalar as QTI writes it: `{"RESPONSE": ["A"]}`. Without answers nothing is scored.
    answers: Option<BTreeMap<String, Vec<String>>>,
}

/// What an answer comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemTried {
    /// Which version.
    pub version: Option<i64>,
    /// The seed.
    pub seed: u64,
    /// The points; `null` where a person scores it, or nothing was answered.
    pub score: Option<f64>,
    /// The most points; `null` where nothing says it.
    pub max_score: Option<f64>,
    /// Whether the key says that all is right.
    pub correct: Option<bool>,
    /// Every outcome, each scalar as QTI writes it.
    pub outcomes: BTreeMap<String, Vec<String>>,
    /// The right answers, as they were drawn.
    pub solution: BTreeMap<String, Vec<String>>,
    /// What of the answer cannot be taken.
    pub problems: Vec<String>,
}

fn texts(values: &BTreeMap<String, Value>) -> BTreeMap<String, Vec<String>> {
    let text = |value: &Value| value.scalars().iter().map(Scalar::text).collect();
    values.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

/// Tries an item: draws it, and scores an answer. Nothing is kept. For whoever works with learners.
#[utoipa::path(post, path = "/api/v1/items/{item}/trial", tag = "Items", request_body = ItemTrial,
    responses((status = 200, body = ItemTried)))]
pub(super) async fn try_one(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(item): Named<ItemId>,
    Sent(sent): Sent<ItemTrial>,
) -> Result<Json<ItemTried>, ApiError> {
    let answer = sent.answers.map(Answer::Texts);
    let tried = try_item(&site.app, &actor, item, sent.version, sent.seed, answer).await?;
    let mut problems = tried.problems;
    problems.extend(tried.failure);
    Ok(Json(ItemTried {
        version: tried.version,
        seed: tried.seed,
        score: tried.outcomes.as_ref().and_then(assessment::session::Outcomes::score),
        max_score: tried.max_score,
        correct: tried.correct,
        outcomes: tried.outcomes.map(|outcomes| texts(&outcomes.values)).unwrap_or_default(),
        solution: texts(&tried.solution),
        problems,
    }))
}
