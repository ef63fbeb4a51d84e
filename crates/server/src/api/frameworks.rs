//! Frameworks and their competencies.

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use domain::FrameworkId;
use serde::{Deserialize, Serialize};
use usecases::{
    add_framework,
    browse_framework::{self, FrameworkTree, ListedFramework},
};
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::Id,
    shapes::{Made, PageQuery, Scale},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/frameworks", get(list_frameworks).post(add_framework))
        .route("/frameworks/{framework}", get(show_framework))
}

/// A framework.
#[derive(Debug, Serialize, ToSchema)]
pub struct Framework {
    /// Our id.
    pub id: Id,
    /// The publisher's identifier.
    pub guid: String,
    /// What people read.
    pub title: String,
    /// The publisher.
    pub creator: String,
    /// The publisher's version text.
    pub version: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Subjects, as written.
    pub subjects: Vec<String>,
    /// The licence's title or address.
    pub licence: Option<String>,
    /// Named levels and where mastery begins.
    pub scale: Scale,
    /// Competencies that are not retired.
    pub competencies: u64,
    /// Pairs of which one must come before the other.
    pub prerequisites: u64,
}

fn framework(one: &domain::framework::Framework, competencies: u64, prerequisites: u64) -> Framework {
    Framework {
        id: one.id.into(),
        guid: one.guid.clone(),
        title: one.title.clone(),
        creator: one.creator.clone(),
        version: one.version.clone(),
        language: one.language.clone(),
        subjects: one.subjects.clone(),
        licence: one.licence.clone(),
        scale: (&one.scale).into(),
        competencies,
        prerequisites,
    }
}

impl From<ListedFramework> for Framework {
    fn from(one: ListedFramework) -> Self {
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        framework(&one.framework, count(one.competencies), count(one.prerequisites))
    }
}

/// Lists frameworks by title.
#[utoipa::path(get, path = "/api/v1/frameworks", tag = "Frameworks", params(PageQuery),
    responses((status = 200, body = Page<Framework>)))]
pub(super) async fn list_frameworks(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Framework>>, ApiError> {
    let all = browse_framework::list_frameworks(&site.app, &actor).await?;
    let after = query.after.as_deref();
    Ok(Json(answered::page(all, query.limit, after, |one| one.framework.id.to_string(), Framework::from)))
}

/// A framework to be made here.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFramework {
    /// What people read.
    title: String,
    /// One competency each: its code and its statement, or only its statement.
    competencies: Vec<String>,
}

/// Makes a framework from lines, one competency each. The same title again adds what has new codes.
#[utoipa::path(post, path = "/api/v1/frameworks", tag = "Frameworks", request_body = NewFramework,
    responses((status = 201, body = Made)))]
pub(super) async fn add_framework(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewFramework>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let lines = new.competencies.join("\n");
    let id = add_framework::add_framework(&site.app, &actor, &new.title, &lines).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.into() })))
}

/// A framework with what was found while arranging it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FrameworkDetail {
    /// The framework.
    #[serde(flatten)]
    pub framework: Framework,
    /// Competencies without a parent, in order.
    pub roots: Vec<Id>,
    /// Associations of which one end is not in this framework.
    pub leaving: u64,
    /// Links left out because they would close a circle.
    pub circles: u64,
}

impl From<&FrameworkTree> for FrameworkDetail {
    fn from(tree: &FrameworkTree) -> Self {
        Self {
            framework: framework(&tree.framework, tree.nodes.len() as u64, tree.prerequisites as u64),
            roots: tree.roots.iter().map(|place| tree.nodes[*place].competency.id.into()).collect(),
            leaving: tree.leaving as u64,
            circles: tree.circles as u64,
        }
    }
}

/// Shows one framework.
#[utoipa::path(get, path = "/api/v1/frameworks/{framework}", tag = "Frameworks",
    responses((status = 200, body = FrameworkDetail)))]
pub(super) async fn show_framework(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(framework): Named<FrameworkId>,
) -> Result<Json<FrameworkDetail>, ApiError> {
    let tree = browse_framework::browse_framework(&site.app, &actor, framework).await?;
    Ok(Json((&tree).into()))
}
