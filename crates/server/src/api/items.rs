//! The item bank: items are found, and exported as a package; they come in under `/imports`.

use std::collections::BTreeMap;

use axum::{Json, Router, extract::State, response::Response, routing::get};
use domain::item::ItemState;
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    export_items::{Chosen, export_items},
    search_items::{Looked, PAGE, competency_called, search_items},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    item_whole::add_item,
    problem::ApiError,
    received::Query,
    scalars::{Id, Number},
};
use crate::{download, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/items", get(list_items).post(add_item)).route("/items/package", get(export_package))
}

/// What of items is looked for; nothing for anything.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ItemQuery {
    /// Words of the text, title, identifier or a tag; the first three count.
    text: Option<String>,
    /// `draft`, `reviewed`, `live` or `retired`; `live` finds whatever is taken.
    state: Option<String>,
    /// An interaction, such as `choice` or `text-entry`.
    kind: Option<String>,
    /// A tag.
    tag: Option<String>,
    /// A competency by code, identifier or our id, with whatever lies in it.
    competency: Option<String>,
    /// Who wrote the last version, by our id.
    author: Option<Id>,
    /// The least difficulty. Unit: logits.
    easiest: Option<Number>,
    /// The greatest difficulty. Unit: logits.
    hardest: Option<Number>,
    /// Which page of 50, from 1.
    page: Option<i64>,
}

impl ItemQuery {
    async fn looked(self, site: &Site, actor: &usecases::Actor) -> Result<Looked, ApiError> {
        let state = match self.state {
            None => None,
            Some(word) => Some(state(&word)?),
        };
        let competency = match self.competency {
            None => None,
            Some(name) => match competency_called(&site.app, actor, &name).await? {
                Ok(id) => Some(id),
                Err(why) => return Err(Refusal::invalid("competency", format!("is none: {why}")).into()),
            },
        };
        Ok(Looked {
            text: self.text.unwrap_or_default(),
            tag: self.tag,
            competency,
            kind: self.kind,
            state,
            author: self.author.map(Into::into),
            easiest: self.easiest.map(|one| one.0),
            hardest: self.hardest.map(|one| one.0),
        })
    }
}

pub(super) fn state(word: &str) -> Result<ItemState, Refusal> {
    ItemState::from_word(word)
        .ok_or_else(|| Refusal::invalid("state", "is not known: use draft, reviewed, live or retired"))
}

/// An item in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemLine {
    /// Our id.
    pub id: Id,
    /// By which packages name it.
    pub identifier: String,
    /// What it is called; learners do not see it.
    pub title: String,
    /// Where its last version stands.
    pub state: &'static str,
    /// Its last version, from 1.
    pub version: i64,
    /// The version that is taken; `null` where none is.
    pub live_version: Option<i64>,
    /// Its interactions.
    pub kinds: Vec<String>,
    /// What it shows that a learner can do, by our ids, the main one first.
    pub competencies: Vec<Id>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// How hard its author, or a calibration, takes it to be. Unit: logits.
    pub difficulty: Option<Number>,
}

/// A page of items.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemList {
    /// The items, by identifier.
    pub items: Vec<ItemLine>,
    /// How many there are in all.
    pub total: i64,
    /// How many stand where, by state.
    pub states: BTreeMap<&'static str, i64>,
    /// The next page; `null` on the last.
    pub next_page: Option<i64>,
}

/// Looks for items, by identifier, 50 on a page. For whoever works with learners.
#[utoipa::path(get, path = "/api/v1/items", tag = "Items", params(ItemQuery),
    responses((status = 200, body = ItemList)))]
pub(super) async fn list_items(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<ItemQuery>,
) -> Result<Json<ItemList>, ApiError> {
    let page = query.page.unwrap_or(1).clamp(1, 1_000_000);
    let looked = query.looked(&site, &actor).await?;
    let found = search_items(&site.app, &actor, &looked, (page - 1) * PAGE).await?;
    let items = found.items.into_iter().map(|one| ItemLine {
        id: one.row.id.into(),
        identifier: one.row.identifier,
        title: one.row.title,
        state: one.row.state.word(),
        version: one.row.version,
        live_version: one.row.live_version,
        kinds: one.row.kinds.split_whitespace().map(str::to_owned).collect(),
        competencies: one.competencies.iter().map(|about| about.id.into()).collect(),
        tags: one.tags,
        difficulty: one.row.parameters.difficulty.map(Number),
    });
    Ok(Json(ItemList {
        items: items.collect(),
        total: found.total,
        states: found.states.iter().map(|(state, count)| (state.word(), *count)).collect(),
        next_page: (page * PAGE < found.total).then_some(page + 1),
    }))
}

/// What is found, as a QTI 3.0 package with what it shares and shows, its alignments and tests. For whoever works
/// with learners.
#[utoipa::path(get, path = "/api/v1/items/package", tag = "Items", params(ItemQuery),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>)))]
pub(super) async fn export_package(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<ItemQuery>,
) -> Result<Response, ApiError> {
    let looked = query.looked(&site, &actor).await?;
    let package = export_items(&site.app, &actor, Chosen::Found(looked)).await?;
    Ok(download::zip(&package.file_name, package.bytes))
}
