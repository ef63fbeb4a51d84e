//! The library of rubrics.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use domain::{
    RubricId,
    rubric::{self},
};
use serde::{Deserialize, Serialize};
use usecases::{browse_rubrics, write_rubric};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment, Number},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/rubrics", get(list_rubrics).post(add_rubric))
        .route("/rubrics/offered", get(list_offered))
        .route("/rubrics/{rubric}", get(show_rubric).put(change_rubric))
        .route("/rubrics/{rubric}/copy", post(copy_rubric))
}

/// What is searched for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RubricQuery {
    /// Part of a title.
    #[serde(default)]
    q: String,
}

/// A rubric of the library.
#[derive(Debug, Serialize, ToSchema)]
pub struct RubricListed {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// The version written last.
    pub version: i64,
    /// Who made it.
    pub by: String,
    /// Whether that is the caller, who alone may change it.
    pub own: bool,
    /// The rubric that it is a copy of.
    pub copied_from: Option<Id>,
    /// When it was made.
    pub made_at: Moment,
}

impl From<browse_rubrics::Listed> for RubricListed {
    fn from(one: browse_rubrics::Listed) -> Self {
        Self {
            id: one.kept.id.into(),
            title: one.kept.title,
            version: one.kept.version,
            by: one.by,
            own: one.own,
            copied_from: one.kept.copied_from.map(Into::into),
            made_at: one.kept.made_at.into(),
        }
    }
}

/// How work is judged.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// What people read.
    pub title: String,
    /// More words.
    #[serde(default)]
    pub description: String,
    /// In order, 1 to 30.
    pub criteria: Vec<Criterion>,
}

/// One thing that is looked at.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// What people read.
    pub title: String,
    /// More words.
    #[serde(default)]
    pub description: String,
    /// Competencies that it is evidence of; none, or several.
    #[serde(default)]
    pub competencies: Vec<Id>,
    /// Lowest first, 2 to 10.
    pub levels: Vec<RubricLevel>,
    /// The place of the lowest level that meets it, counted from 0; not the lowest of all.
    pub met: usize,
}

/// One level.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RubricLevel {
    /// Its name.
    pub name: String,
    /// What work at this level looks like.
    #[serde(default)]
    pub descriptor: String,
    /// What it gives.
    pub points: Number,
}

impl From<rubric::Rubric> for Rubric {
    fn from(one: rubric::Rubric) -> Self {
        let level = |one: rubric::RubricLevel| RubricLevel {
            name: one.name,
            descriptor: one.descriptor,
            points: one.points.into(),
        };
        let criterion = |one: rubric::Criterion| Criterion {
            title: one.title,
            description: one.description,
            competencies: one.competencies.into_iter().map(Into::into).collect(),
            levels: one.levels.into_iter().map(level).collect(),
            met: one.met,
        };
        Self {
            title: one.title,
            description: one.description,
            criteria: one.criteria.into_iter().map(criterion).collect(),
        }
    }
}

impl From<Rubric> for rubric::Rubric {
    fn from(one: Rubric) -> Self {
        let level = |one: RubricLevel| rubric::RubricLevel {
            name: one.name,
            descriptor: one.descriptor,
            points: one.points.0,
        };
        let criterion = |one: Criterion| rubric::Criterion {
            title: one.title,
            description: one.description,
            competencies: one.competencies.into_iter().map(Into::into).collect(),
            levels: one.levels.into_iter().map(level).collect(),
            met: one.met,
        };
        Self {
            title: one.title,
            description: one.description,
            criteria: one.criteria.into_iter().map(criterion).collect(),
        }
    }
}

/// A rubric with its place in the library.
#[derive(Debug, Serialize, ToSchema)]
pub struct RubricShown {
    /// Its place.
    pub listed: RubricListed,
    /// What it says.
    pub rubric: Rubric,
}

/// A rubric that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct RubricMade {
    /// Its id.
    pub id: Id,
}

/// A rubric that came with a framework.
#[derive(Debug, Serialize, ToSchema)]
pub struct RubricOffered {
    /// The framework's title.
    pub framework: String,
    /// What it says; adding it takes it into the library.
    pub rubric: Rubric,
}

/// Lists rubrics by title, 100 at most: everybody's.
#[utoipa::path(get, path = "/api/v1/rubrics", tag = "Tasks", params(RubricQuery),
    responses((status = 200, body = Vec<RubricListed>)))]
pub(super) async fn list_rubrics(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<RubricQuery>,
) -> Result<Json<Vec<RubricListed>>, ApiError> {
    let found = browse_rubrics::list_rubrics(&site.app, &actor, &query.q).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Lists rubrics that came with frameworks (CASE `CFRubrics`).
#[utoipa::path(get, path = "/api/v1/rubrics/offered", tag = "Tasks",
    responses((status = 200, body = Vec<RubricOffered>)))]
pub(super) async fn list_offered(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<RubricOffered>>, ApiError> {
    let found = browse_rubrics::offered_rubrics(&site.app, &actor).await?;
    let one =
        |one: browse_rubrics::Offered| RubricOffered { framework: one.framework, rubric: one.rubric.into() };
    Ok(Json(found.into_iter().map(one).collect()))
}

/// Shows one rubric, the version written last.
#[utoipa::path(get, path = "/api/v1/rubrics/{rubric}", tag = "Tasks",
    responses((status = 200, body = RubricShown)))]
pub(super) async fn show_rubric(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(rubric): Named<RubricId>,
) -> Result<Json<RubricShown>, ApiError> {
    let shown = browse_rubrics::show_rubric(&site.app, &actor, rubric, None).await?;
    Ok(Json(RubricShown { listed: shown.listed.into(), rubric: shown.rubric.into() }))
}

/// Adds a rubric to the library.
#[utoipa::path(post, path = "/api/v1/rubrics", tag = "Tasks", request_body = Rubric,
    responses((status = 200, body = RubricMade)))]
pub(super) async fn add_rubric(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(rubric): Sent<Rubric>,
) -> Result<Json<RubricMade>, ApiError> {
    let id = write_rubric::add_rubric(&site.app, &actor, rubric.into()).await?;
    Ok(Json(RubricMade { id: id.into() }))
}

/// Writes the next version of an own rubric; tasks that were given stay with theirs.
#[utoipa::path(put, path = "/api/v1/rubrics/{rubric}", tag = "Tasks", request_body = Rubric,
    responses((status = 200, body = RubricShown)))]
pub(super) async fn change_rubric(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(rubric): Named<RubricId>,
    Sent(new): Sent<Rubric>,
) -> Result<Json<RubricShown>, ApiError> {
    write_rubric::change_rubric(&site.app, &actor, rubric, new.into()).await?;
    let shown = browse_rubrics::show_rubric(&site.app, &actor, rubric, None).await?;
    Ok(Json(RubricShown { listed: shown.listed.into(), rubric: shown.rubric.into() }))
}

/// Copies a rubric: the copy is the caller's own.
#[utoipa::path(post, path = "/api/v1/rubrics/{rubric}/copy", tag = "Tasks",
    responses((status = 200, body = RubricMade)))]
pub(super) async fn copy_rubric(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(rubric): Named<RubricId>,
) -> Result<Json<RubricMade>, ApiError> {
    let id = write_rubric::copy_rubric(&site.app, &actor, rubric).await?;
    Ok(Json(RubricMade { id: id.into() }))
}
