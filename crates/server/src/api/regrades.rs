//! A mended item scored anew: what it would do, then doing it.

use assessment::regrade::Crossing;
use axum::{Json, Router, extract::State, routing::get};
use domain::ItemId;
use serde::{Deserialize, Serialize};
use usecases::regrade_item::{self, ChangedSitting, RegradePreview, Regrading};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment, Number},
};
use crate::{pages::regrade::losing_of, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/items/{item}/regrade", get(preview_regrade).post(regrade_item))
}

/// How it would be scored.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RegradeQuery {
    /// By which version; the live one where it is not given.
    version: Option<i64>,
    /// `keeps_the_old`: nobody loses; `counts`: the new score counts, whatever it is. The first where it is not given.
    losing: Option<String>,
}

/// What scoring anew would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegradeLook {
    /// The item.
    pub item: Id,
    /// By which version.
    pub version: i64,
    /// How many sittings change; `null` where that is too few to say.
    pub changed: Option<u64>,
    /// How many stay as they are.
    pub unchanged: usize,
    /// How many of classes that are not the caller's are left as they are; `null` where that is too few to say.
    pub left_out: Option<u64>,
    /// Answers that stand, because a person scored them or they were given in steps.
    pub standing: usize,
    /// A regrade of this item that is not at its end, or that ended early; `null` where there is none.
    pub unfinished: Option<UnfinishedRegrade>,
    /// Sittings that change, of learners whose records the caller may open.
    pub changes: Vec<RegradeChange>,
}

/// A regrade that did not come to its end. While it is not stopped the platform goes on with it by itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnfinishedRegrade {
    /// By which version.
    pub version: i64,
    /// When it was begun.
    pub begun_at: Moment,
    /// Sittings that it has looked at so far.
    pub looked_at: u64,
    /// Why it ended early; `null` while it goes on.
    pub stopped_why: Option<String>,
}

/// One sitting that changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegradeChange {
    /// The sitting.
    pub sitting: Id,
    /// Whose.
    pub learner: Id,
    /// Points before.
    pub points_before: Number,
    /// Of so many.
    pub possible_before: Number,
    /// Points after.
    pub points_after: Number,
    /// Of so many.
    pub possible_after: Number,
    /// `none`, `now_passes` or `no_longer_passes`.
    pub crossing: &'static str,
}

impl From<&ChangedSitting> for RegradeChange {
    fn from(one: &ChangedSitting) -> Self {
        let change = &one.change;
        Self {
            sitting: change.sitting.into(),
            learner: change.learner.into(),
            points_before: change.before.points.into(),
            possible_before: change.before.possible.into(),
            points_after: change.after.points.into(),
            possible_after: change.after.possible.into(),
            crossing: match change.crossing {
                Crossing::None => "none",
                Crossing::NowPasses => "now_passes",
                Crossing::NoLongerPasses => "no_longer_passes",
            },
        }
    }
}

impl From<RegradePreview> for RegradeLook {
    fn from(found: RegradePreview) -> Self {
        Self {
            item: found.item.id.into(),
            version: found.version,
            changed: found.changed,
            unchanged: found.unchanged,
            left_out: found.left_out,
            standing: found.standing,
            unfinished: found.unfinished.map(|one| UnfinishedRegrade {
                version: one.version,
                begun_at: one.begun_at.into(),
                looked_at: one.looked_at,
                stopped_why: Some(one.stopped_why).filter(|why| !why.is_empty()),
            }),
            changes: found.changes.iter().map(Into::into).collect(),
        }
    }
}

/// Looks at what scoring the answers to an item anew would do.
#[utoipa::path(get, path = "/api/v1/items/{item}/regrade", tag = "Assessments", params(RegradeQuery),
    responses((status = 200, body = RegradeLook)))]
pub(super) async fn preview_regrade(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(item): Named<ItemId>,
    Query(query): Query<RegradeQuery>,
) -> Result<Json<RegradeLook>, ApiError> {
    let how =
        Regrading { version: query.version, losing: losing_of(query.losing.as_deref().unwrap_or_default())? };
    Ok(Json(regrade_item::preview_regrade(&site.app, &actor, item, how).await?.into()))
}

/// How it is scored.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRegrade {
    /// By which version; the live one where it is left out.
    version: Option<i64>,
    /// `keeps_the_old`: nobody loses; `counts`: the new score counts, whatever it is.
    losing: String,
    /// Why; stays with every answer and in the record.
    reason: String,
}

/// What scoring anew did.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegradeDone {
    /// Sittings whose points changed.
    pub changed: usize,
    /// Sittings that stayed as they were.
    pub unchanged: usize,
}

/// Scores the answers to an item anew. Stopped half way the platform goes on with it by itself; sent again, what is
/// left of it is done first, as it was begun. Nothing is scored twice.
#[utoipa::path(post, path = "/api/v1/items/{item}/regrade", tag = "Assessments", request_body = NewRegrade,
    responses((status = 200, body = RegradeDone)))]
pub(super) async fn regrade_item(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(item): Named<ItemId>,
    Sent(new): Sent<NewRegrade>,
) -> Result<Json<RegradeDone>, ApiError> {
    let how = Regrading { version: new.version, losing: losing_of(&new.losing)? };
    let done = regrade_item::regrade_item(&site.app, &actor, item, how, &new.reason).await?;
    Ok(Json(RegradeDone { changed: done.changed, unchanged: done.unchanged }))
}
