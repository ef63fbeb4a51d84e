//! Adoptions of changed policies, and undoing them.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::AdoptionId;
use serde::{Deserialize, Serialize};
use usecases::{
    adopt_policy::{self, Adopt},
    show_adoption::{self, AdoptionDetail, MadeSince, ShownAdoption},
    undo_adoption,
};
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment},
    shapes::PageQuery,
    shapes::Reason,
    what_if::{CellTurned, Grade, PolicyChange, Turns},
};
use crate::{pages::adoptions::work_on, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/policies/adoptions", get(list_adoptions).post(adopt_policy))
        .route("/policies/adoptions/{adoption}", get(show_adoption))
        .route("/policies/adoptions/{adoption}/undo", post(undo_adoption))
}

/// A change that is adopted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAdoption {
    /// The change.
    change: PolicyChange,
    /// Whether what was judged before is judged again.
    for_past: bool,
    /// Why; shown beside it for ever, and in *why*.
    why: String,
}

/// One adoption.
#[derive(Debug, Serialize, ToSchema)]
pub struct AdoptedPolicy {
    /// Its id.
    pub id: Id,
    /// The field, such as `mastery.cut_percent`.
    pub field: String,
    /// Where it applies, in words.
    pub scope: String,
    /// `set`, `floor`, `ceiling` or `lock`.
    pub effect: String,
    /// The version of the setting that it wrote.
    pub version: i64,
    /// Whether what was judged before was judged again.
    pub for_past: bool,
    /// When.
    pub adopted_at: Moment,
    /// Who.
    pub by: String,
    /// Why.
    pub why: String,
    /// Learners judged so far.
    pub learners_done: i64,
    /// Learners in all.
    pub learners_in_all: i64,
    /// `running`, `adopted`, `being_undone` or `undone`.
    pub state: &'static str,
    /// When it was undone.
    pub undone_at: Option<Moment>,
    /// Who undid it; empty while it stands.
    pub undone_by: String,
    /// Why it was undone.
    pub undo_why: Option<String>,
    /// The version of the setting that took it back; `null` where it stands, or a later version does.
    pub undo_version: Option<i64>,
}

impl From<ShownAdoption> for AdoptedPolicy {
    fn from(one: ShownAdoption) -> Self {
        let adoption = one.adoption;
        let undo = adoption.undo.as_ref();
        Self {
            id: adoption.id.into(),
            field: adoption.field.clone(),
            scope: one.scope,
            effect: adoption.effect.word().to_owned(),
            version: adoption.version,
            for_past: adoption.for_past,
            adopted_at: adoption.adopted_at.into(),
            by: one.by,
            why: adoption.reason.clone(),
            learners_done: adoption.learners_done,
            learners_in_all: adoption.learners_in_all,
            state: match (adoption.stands(), adoption.is_running()) {
                (true, true) => "running",
                (true, false) => "adopted",
                (false, true) => "being_undone",
                (false, false) => "undone",
            },
            undone_at: undo.map(|undo| undo.at.into()),
            undone_by: one.undone_by,
            undo_why: undo.map(|undo| undo.reason.clone()),
            undo_version: undo.and_then(|undo| undo.version),
        }
    }
}

/// One adoption with what it did.
#[derive(Debug, Serialize, ToSchema)]
pub struct AdoptionDone {
    /// The adoption.
    pub adoption: AdoptedPolicy,
    /// What became of the judgements so far.
    pub turns: Turns,
    /// Learners of whom a level or mastery changed.
    pub learners_changed: Option<u64>,
    /// The first judgements whose level or mastery changed, of learners whose records the caller may open;
    /// none of others.
    pub cells: Vec<CellTurned>,
    /// Judgements that were made again since, because evidence or a decision came in: an undo leaves them
    /// to a person.
    pub since: Vec<Since>,
    /// How many of those there are in all.
    pub since_in_all: Option<u64>,
    /// Awards since: `none recorded yet`, because awards are not recorded here yet.
    pub awards: &'static str,
}

/// A judgement that was made again after an adoption.
#[derive(Debug, Serialize, ToSchema)]
pub struct Since {
    /// Whose; `null` for who may not see the record.
    pub learner: Option<Id>,
    /// Of what.
    pub competency: Id,
    /// The section whose own judgement it is; `null` for the record.
    pub section: Option<Id>,
    /// When.
    pub judged_at: Moment,
    /// Whether an educator's decision stands over the rule now.
    pub decided: bool,
    /// Before the adoption.
    pub before: Grade,
    /// Now.
    pub now: Grade,
}

impl From<&MadeSince> for Since {
    fn from(one: &MadeSince) -> Self {
        Self {
            learner: one.learner.as_ref().map(|(id, _)| (*id).into()),
            competency: one.competency.id.into(),
            section: one.section.as_ref().map(|(id, _)| (*id).into()),
            judged_at: one.judged_at.into(),
            decided: one.decided,
            before: (&one.before).into(),
            now: (&one.now).into(),
        }
    }
}

impl From<AdoptionDetail> for AdoptionDone {
    fn from(found: AdoptionDetail) -> Self {
        let counts = found.counts();
        Self {
            turns: (&counts.tally).into(),
            learners_changed: counts.learners_changed,
            cells: counts.cells.iter().map(Into::into).collect(),
            since: counts.since.iter().map(Into::into).collect(),
            since_in_all: counts.since_in_all,
            awards: "none recorded yet",
            adoption: found.shown.into(),
        }
    }
}

async fn shown(site: &Site, actor: &usecases::Actor, id: AdoptionId) -> Result<Json<AdoptionDone>, ApiError> {
    Ok(Json(show_adoption::show_adoption(&site.app, actor, id).await?.into()))
}

/// Adopts a change of policy, from now on or for the past. The work goes on when the answer says `running`.
#[utoipa::path(post, path = "/api/v1/policies/adoptions", tag = "Policies", request_body = NewAdoption,
    responses((status = 201, body = AdoptionDone)))]
pub(super) async fn adopt_policy(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewAdoption>,
) -> Result<(StatusCode, Json<AdoptionDone>), ApiError> {
    let asked = Adopt { change: new.change.with_reason(actor.district, new.why)?, for_past: new.for_past };
    let id = adopt_policy::adopt_policy(&site.app, &actor, asked).await?;
    work_on(&site, actor.district, id).await;
    Ok((StatusCode::CREATED, shown(&site, &actor, id).await?))
}

/// Lists adoptions, newest first.
#[utoipa::path(get, path = "/api/v1/policies/adoptions", tag = "Policies", params(PageQuery),
    responses((status = 200, body = Page<AdoptedPolicy>)))]
pub(super) async fn list_adoptions(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<AdoptedPolicy>>, ApiError> {
    let all = show_adoption::list_adoptions(&site.app, &actor).await?;
    let key = |one: &ShownAdoption| one.adoption.id.to_string();
    Ok(Json(answered::page(all, query.limit, query.after.as_deref(), key, AdoptedPolicy::from)))
}

/// Shows one adoption, what it did, and what came in since.
#[utoipa::path(get, path = "/api/v1/policies/adoptions/{adoption}", tag = "Policies",
    responses((status = 200, body = AdoptionDone)))]
pub(super) async fn show_adoption(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<AdoptionId>,
) -> Result<Json<AdoptionDone>, ApiError> {
    shown(&site, &actor, id).await
}

/// Undoes an adoption: the setting gets back its value, and judgements that nothing has touched since are
/// put back exactly as they stood.
#[utoipa::path(post, path = "/api/v1/policies/adoptions/{adoption}/undo", tag = "Policies",
    request_body = Reason, responses((status = 200, body = AdoptionDone)))]
pub(super) async fn undo_adoption(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(id): Named<AdoptionId>,
    Sent(why): Sent<Reason>,
) -> Result<Json<AdoptionDone>, ApiError> {
    undo_adoption::undo_adoption(&site.app, &actor, id, &why.reason).await?;
    work_on(&site, actor.district, id).await;
    shown(&site, &actor, id).await
}
