//! What a class showed by target, what waits for a person, and what a learner was given.

use axum::{Json, Router, extract::State, routing::get};
use domain::{AssignmentId, LearnerId};
use serde::{Deserialize, Serialize};
use usecases::{
    accommodations_delivered::{self, DeliveredSitting},
    class_list::Listed,
    competency_results::{self, CompetencyResults},
    scoring_queue,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query},
    scalars::{Id, Moment, Number},
    shapes::{Competency, PageQuery},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assignments/{assignment}/competencies", get(show_targets))
        .route("/assignments/{assignment}/waiting", get(show_waiting))
        .route("/learners/{learner}/accommodations/given", get(list_given))
}

/// What a class showed of each target.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassResults {
    /// What it is called.
    pub title: String,
    /// How many handed it in.
    pub taken: usize,
    /// Of how many.
    pub given: usize,
    /// From which share of a target's points on it counts as reached.
    pub reached_from: Number,
    /// Each target.
    pub targets: Vec<ClassTarget>,
    /// For a diagnostic: where everybody stands.
    pub placements: Vec<ClassPlacement>,
    /// The median share of the typical goal of those who took it before.
    pub median_of_typical: Option<f64>,
    /// The median share of the stretch goal.
    pub median_of_stretch: Option<f64>,
}

/// One target.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassTarget {
    /// Which.
    pub competency: Competency,
    /// Points of all together.
    pub points: Number,
    /// Of so many.
    pub points_possible: Number,
    /// Who has reached it.
    pub reached: Vec<Id>,
    /// Who has not yet.
    pub not_yet: Vec<Id>,
}

/// Where one learner stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassPlacement {
    /// Who.
    pub learner: Id,
    /// The sitting.
    pub sitting: Id,
    /// The grades that are likely, lowest first; `null` stands for below the lowest.
    pub grades: Vec<Option<String>>,
    /// Ability. Unit: logits.
    pub ability: Option<f64>,
    /// Its standard error. Unit: logits.
    pub standard_error: Option<f64>,
}

impl From<CompetencyResults> for ClassResults {
    fn from(found: CompetencyResults) -> Self {
        let ids = |all: &[Listed]| all.iter().map(|one| one.learner.into()).collect::<Vec<Id>>();
        let placed = found.placements.as_ref();
        Self {
            title: found.title.clone(),
            taken: found.taken,
            given: found.learners,
            reached_from: found.reached_from.into(),
            targets: found
                .targets
                .iter()
                .map(|one| ClassTarget {
                    competency: (&one.competency).into(),
                    points: one.points.into(),
                    points_possible: one.points_possible.into(),
                    reached: ids(&one.reached),
                    not_yet: ids(&one.not_yet),
                })
                .collect(),
            placements: placed
                .map(|placed| placed.rows.as_slice())
                .unwrap_or_default()
                .iter()
                .map(|(listed, sitting, one)| ClassPlacement {
                    learner: listed.learner.into(),
                    sitting: (*sitting).into(),
                    grades: one.grades.clone(),
                    ability: one.overall.map(|one| one.ability),
                    standard_error: one.overall.map(|one| one.error),
                })
                .collect(),
            median_of_typical: placed.and_then(|placed| placed.of_typical),
            median_of_stretch: placed.and_then(|placed| placed.of_stretch),
        }
    }
}

/// Shows what a class showed of each target.
#[utoipa::path(get, path = "/api/v1/assignments/{assignment}/competencies", tag = "Assessments",
    responses((status = 200, body = ClassResults)))]
pub(super) async fn show_targets(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
) -> Result<Json<ClassResults>, ApiError> {
    Ok(Json(competency_results::competency_results(&site.app, &actor, assignment).await?.into()))
}

/// How many answers are passed over.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WaitingQuery {
    /// How many to pass over; none where it is not given.
    skip: Option<usize>,
}

/// What waits for a person to score it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingAnswers {
    /// How many wait.
    pub waiting: usize,
    /// The first behind those that are passed over; `null` where none is.
    pub next: Option<WaitingAnswer>,
}

/// One answer that waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingAnswer {
    /// The sitting.
    pub sitting: Id,
    /// Its place, from 0.
    pub place: i64,
    /// The item.
    pub item: Id,
    /// Whose, family name first.
    pub name: String,
    /// Of how many points, as the item says.
    pub points_possible: Option<Number>,
    /// Why no rule could score it; `null` where none should.
    pub failed: Option<String>,
}

/// Shows what waits for a person to score it, by question.
#[utoipa::path(get, path = "/api/v1/assignments/{assignment}/waiting", tag = "Assessments",
    params(WaitingQuery), responses((status = 200, body = WaitingAnswers)))]
pub(super) async fn show_waiting(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
    Query(query): Query<WaitingQuery>,
) -> Result<Json<WaitingAnswers>, ApiError> {
    let skip = query.skip.unwrap_or(0);
    let found = scoring_queue::scoring_queue(&site.app, &actor, assignment, skip).await?;
    let next = found.next.map(|one| WaitingAnswer {
        sitting: one.sitting.into(),
        place: one.item.place,
        item: one.item.item.into(),
        name: one.learner,
        points_possible: one.possible.map(Into::into),
        failed: one.failed,
    });
    Ok(Json(WaitingAnswers { waiting: found.waiting, next }))
}

/// What was given in one sitting.
#[derive(Debug, Serialize, ToSchema)]
pub struct GivenInSitting {
    /// The sitting.
    pub sitting: Id,
    /// What it is called.
    pub title: String,
    /// When it began.
    pub started_at: Moment,
    /// `screen` or `paper`.
    pub medium: &'static str,
    /// The version of the accommodations that it began with; `null` where none was in force.
    pub version: Option<i64>,
    /// What that says.
    pub given: String,
    /// What needed a person.
    pub by_a_person: Vec<String>,
    /// The usual time; `null` for without limit. Unit: minutes.
    pub usual_minutes: Option<u32>,
    /// The time that was given; `null` for without limit. Unit: minutes.
    pub given_minutes: Option<u32>,
    /// The time that was worked. Unit: minutes.
    pub used_minutes: i64,
}

impl From<DeliveredSitting> for GivenInSitting {
    fn from(one: DeliveredSitting) -> Self {
        Self {
            sitting: one.sitting.id.into(),
            title: one.title,
            started_at: one.sitting.started_at.into(),
            medium: one.sitting.medium.word(),
            version: one.version,
            given: one.given,
            by_a_person: one.supports.by_a_person,
            usual_minutes: one.usual_minutes,
            given_minutes: one.given_minutes,
            used_minutes: one.used_minutes,
        }
    }
}

/// Lists what a learner was given in each assessment, newest first; for their case manager.
#[utoipa::path(get, path = "/api/v1/learners/{learner}/accommodations/given", tag = "Learners",
    params(PageQuery), responses((status = 200, body = Page<GivenInSitting>)))]
pub(super) async fn list_given(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<GivenInSitting>>, ApiError> {
    let all = accommodations_delivered::accommodations_delivered(&site.app, &actor, learner).await?.sittings;
    let key = |one: &DeliveredSitting| one.sitting.id.to_string();
    Ok(Json(answered::page(all, query.limit, query.after.as_deref(), key, Into::into)))
}
