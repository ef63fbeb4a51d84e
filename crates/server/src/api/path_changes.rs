//! What changes a path: goals, directives, choices, interests.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, post, put},
};
use domain::{CompetencyId, DirectiveId, GoalId, LearnerId, path::DirectiveKind};
use serde::Deserialize;
use usecases::{
    Refusal, choose_next, direct_path,
    direct_path::NewDirective,
    set_goal,
    set_goal::{NewAim, NewGoal},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id},
    shapes::Made,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/goals", post(set_goal))
        .route("/goals/{goal}", delete(end_goal))
        .route("/learners/{learner}/directives", post(direct_path))
        .route("/directives/{directive}", delete(end_directive))
        .route("/learners/{learner}/interests", put(put_interests))
        .route("/me/choices/{competency}", put(choose_next).delete(put_back))
}

/// A goal: `competencies` or `band`, not both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PathGoalToSet {
    /// What people read; the name of what it leads to where it is not given.
    #[serde(default)]
    title: String,
    /// What to reach; of a heading, everything under it.
    competencies: Option<Vec<Id>>,
    /// Or what a framework has for some grades.
    band: Option<GradeBand>,
    /// By when.
    due: Option<Day>,
}

/// Grades of a framework.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeBand {
    /// Of what.
    framework: Id,
    /// The lowest grade: `PK`, `K`, `1` to `13`. What lies below is taken as known until evidence says otherwise.
    floor: String,
    /// The highest.
    ceiling: String,
}

/// Sets a goal of a learner. Nothing that was recorded changes.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/goals", tag = "Paths",
    request_body = PathGoalToSet, responses((status = 201, body = Made)))]
pub(super) async fn set_goal(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<PathGoalToSet>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let aim = match (new.competencies, new.band) {
        (Some(ids), None) => NewAim::Competencies(ids.into_iter().map(Into::into).collect()),
        (None, Some(band)) => {
            NewAim::Band { framework: band.framework.into(), floor: band.floor, ceiling: band.ceiling }
        }
        _ => return Err(Refusal::invalid("competencies", "or band is needed, and not both").into()),
    };
    let goal = NewGoal { title: new.title, aim, due: new.due.map(|day| day.0) };
    let id = set_goal::set_goal(&site.app, &actor, learner, goal).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.into() })))
}

/// Ends a goal. It stays readable in the record; ended again, nothing changes.
#[utoipa::path(delete, path = "/api/v1/goals/{goal}", tag = "Paths", responses((status = 204)))]
pub(super) async fn end_goal(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(goal): Named<GoalId>,
) -> Result<StatusCode, ApiError> {
    set_goal::end_goal(&site.app, &actor, goal).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an educator directs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PathDirectiveToGive {
    /// About what.
    competency: Id,
    /// `pin` (first of all), `skip` (not for this learner; holds nothing up), or `send_back` (once more).
    kind: String,
    /// Why; learner and family read it.
    reason: String,
    /// The last day on which it stands.
    until: Option<Day>,
}

/// Pins, skips or sends back; what stood for the same competency ends. Mastery does not change.
#[utoipa::path(post, path = "/api/v1/learners/{learner}/directives", tag = "Paths",
    request_body = PathDirectiveToGive, responses((status = 201, body = Made)))]
pub(super) async fn direct_path(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<PathDirectiveToGive>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let kind = DirectiveKind::from_word(&new.kind)
        .ok_or_else(|| Refusal::invalid("kind", "is one of pin, skip, send_back"))?;
    let until = new.until.map(|day| day.0);
    let new = NewDirective { competency: new.competency.into(), kind, reason: new.reason, until };
    let id = direct_path::direct_path(&site.app, &actor, learner, new).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.into() })))
}

/// Ends a directive; ended again, nothing changes.
#[utoipa::path(delete, path = "/api/v1/directives/{directive}", tag = "Paths", responses((status = 204)))]
pub(super) async fn end_directive(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(directive): Named<DirectiveId>,
) -> Result<StatusCode, ApiError> {
    direct_path::end_directive(&site.app, &actor, directive).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a learner likes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Interests {
    /// Words such as `music`; at most 20.
    interests: Vec<String>,
}

/// Replaces what a learner likes.
#[utoipa::path(put, path = "/api/v1/learners/{learner}/interests", tag = "Paths",
    request_body = Interests, responses((status = 204)))]
pub(super) async fn put_interests(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<Interests>,
) -> Result<StatusCode, ApiError> {
    choose_next::set_interests(&site.app, &actor, learner, new.interests).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Picks something to work on, among what is offered to the caller.
#[utoipa::path(put, path = "/api/v1/me/choices/{competency}", tag = "Paths", responses((status = 204)))]
pub(super) async fn choose_next(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(competency): Named<CompetencyId>,
) -> Result<StatusCode, ApiError> {
    choose_next::choose_next(&site.app, &actor, competency).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts back what the caller picked.
#[utoipa::path(delete, path = "/api/v1/me/choices/{competency}", tag = "Paths", responses((status = 204)))]
pub(super) async fn put_back(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(competency): Named<CompetencyId>,
) -> Result<StatusCode, ApiError> {
    choose_next::put_back(&site.app, &actor, competency).await?;
    Ok(StatusCode::NO_CONTENT)
}
