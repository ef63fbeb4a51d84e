//! Lawful erasure of one learner's record.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::ErasureId;
use serde::{Deserialize, Serialize};
use usecases::erase_record::{self, Erasure as Kept, ErasureShown, Plan};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment},
    whole_record::MadeId,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/erasures", get(list_erasures).post(ask_for_erasure))
        .route("/erasures/plan", get(plan_erasure))
        .route("/erasures/{erasure}/confirm", post(confirm_erasure))
        .route("/erasures/{erasure}/withdraw", post(withdraw_erasure))
}

/// One erasure: who, why, how much; nothing of what was there.
#[derive(Debug, Serialize, ToSchema)]
pub struct Erasure {
    /// Its id.
    pub id: Id,
    /// Whose record.
    pub learner: Id,
    /// By which right.
    pub ground: String,
    /// Why; empty once it is done.
    pub reason: String,
    /// When it was asked for.
    pub asked_at: Moment,
    /// `asked`, `done` or `withdrawn`.
    pub state: &'static str,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// Entries of the ledger that were emptied.
    pub entries: i64,
    /// Rows of other tables that went.
    pub other_rows: i64,
}

impl From<Kept> for Erasure {
    fn from(one: Kept) -> Self {
        Self {
            id: one.id.into(),
            learner: one.learner.into(),
            ground: one.ground,
            reason: one.reason,
            asked_at: one.asked_at.into(),
            state: one.state.word(),
            ended_at: one.ended_at.map(Moment),
            entries: one.entries,
            other_rows: one.other_rows,
        }
    }
}

/// Lists erasures, newest first, 200 at most.
#[utoipa::path(get, path = "/api/v1/erasures", tag = "Privacy", responses((status = 200, body = Vec<Erasure>)))]
pub(super) async fn list_erasures(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<Erasure>>, ApiError> {
    let all = erase_record::list_erasures(&site.app, &actor).await?;
    Ok(Json(all.into_iter().map(|ErasureShown { erasure, .. }| erasure.into()).collect()))
}

/// Of whom.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PlanQuery {
    /// Whose record.
    learner: Id,
}

/// What an erasure would take away.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasurePlan {
    /// The name that confirms it.
    pub name: String,
    /// Entries of the ledger whose content goes; their places and seals stay.
    pub entries: i64,
    /// How many rows go, by table.
    pub rows: Vec<TableCount>,
    /// Guardians who speak for nobody else, and of whom everything goes too.
    pub guardians: u64,
    /// Why it cannot be done; `null` when it can.
    pub hindrance: Option<String>,
}

/// How many rows of a table.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableCount {
    /// The table.
    pub table: &'static str,
    /// How many rows.
    pub rows: i64,
}

impl From<Plan> for ErasurePlan {
    fn from(plan: Plan) -> Self {
        Self {
            name: plan.learner.name(),
            entries: plan.entries,
            rows: plan.rows.into_iter().map(|(table, rows)| TableCount { table, rows }).collect(),
            guardians: plan.guardians.len() as u64,
            hindrance: Some(plan.hindrance).filter(|text| !text.is_empty()),
        }
    }
}

/// Shows what an erasure would take away; nothing goes.
#[utoipa::path(get, path = "/api/v1/erasures/plan", tag = "Privacy", params(PlanQuery),
    responses((status = 200, body = ErasurePlan)))]
pub(super) async fn plan_erasure(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PlanQuery>,
) -> Result<Json<ErasurePlan>, ApiError> {
    Ok(Json(erase_record::plan_erasure(&site.app, &actor, query.learner.into()).await?.into()))
}

/// An erasure to be asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewErasure {
    /// Whose record.
    learner: Id,
    /// By which right.
    ground: String,
    /// Why.
    reason: String,
}

/// Asks for the erasure of a record; nothing goes before it is confirmed.
#[utoipa::path(post, path = "/api/v1/erasures", tag = "Privacy", request_body = NewErasure,
    responses((status = 201, body = MadeId)))]
pub(super) async fn ask_for_erasure(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewErasure>,
) -> Result<(StatusCode, Json<MadeId>), ApiError> {
    let learner = new.learner.into();
    let id = erase_record::ask_for_erasure(&site.app, &actor, learner, &new.ground, &new.reason).await?;
    Ok((StatusCode::CREATED, Json(MadeId { id: id.into() })))
}

/// The confirmation of an erasure.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmErasure {
    /// The learner's name, as it is written here.
    name: String,
}

/// Erases; cannot be taken back. Another administrator than asked for it, where there is another.
#[utoipa::path(post, path = "/api/v1/erasures/{erasure}/confirm", tag = "Privacy",
    request_body = ConfirmErasure, responses((status = 200, body = Erasure)))]
pub(super) async fn confirm_erasure(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(erasure): Named<ErasureId>,
    Sent(new): Sent<ConfirmErasure>,
) -> Result<Json<Erasure>, ApiError> {
    Ok(Json(erase_record::confirm_erasure(&site.app, &actor, erasure, &new.name).await?.into()))
}

/// Gives up an erasure that was asked for.
#[utoipa::path(post, path = "/api/v1/erasures/{erasure}/withdraw", tag = "Privacy",
    responses((status = 204)))]
pub(super) async fn withdraw_erasure(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(erasure): Named<ErasureId>,
) -> Result<StatusCode, ApiError> {
    erase_record::withdraw_erasure(&site.app, &actor, erasure).await?;
    Ok(StatusCode::NO_CONTENT)
}
