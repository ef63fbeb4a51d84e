//! Competencies: of a framework, found by words, one in full.

use axum::{Json, Router, extract::State, routing::get};
use domain::{CompetencyId, FrameworkId};
use serde::{Deserialize, Serialize};
use usecases::{
    browse_framework::{FrameworkTree, browse_framework},
    search_competencies, show_competency, show_competency_detail,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query},
    scalars::Id,
    section_competency::Distribution,
    shapes::{Competency, Scale},
};
use crate::site::Site;

/// The most competencies that a search goes through.
const MOST_FOUND: usize = 5_000;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/frameworks/{framework}/competencies", get(list_competencies))
        .route("/competencies", get(search_competencies))
        .route("/competencies/{competency}", get(show_competency))
        .route("/competencies/{competency}/organizations", get(list_distributions))
}

/// Which competencies.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CompetencyQuery {
    /// Words of the code or the statement; the first three count.
    q: Option<String>,
    /// The most entries of the page: 1 to 1,000; 100 where it is not given.
    limit: Option<usize>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// A competency with its place.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedCompetency {
    /// The competency.
    #[serde(flatten)]
    pub competency: Competency,
    /// Its parents; several are possible. Empty in a search.
    pub parents: Vec<Id>,
    /// Labels above it, top first; empty in a search of all frameworks.
    pub path: Vec<String>,
}

/// Lists the competencies of a framework in its order, or finds those with some words, best first.
#[utoipa::path(get, path = "/api/v1/frameworks/{framework}/competencies", tag = "Frameworks",
    params(CompetencyQuery), responses((status = 200, body = Page<PlacedCompetency>)))]
pub(super) async fn list_competencies(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(framework): Named<FrameworkId>,
    Query(query): Query<CompetencyQuery>,
) -> Result<Json<Page<PlacedCompetency>>, ApiError> {
    if query.q.as_deref().is_some_and(|words| !words.trim().is_empty()) {
        return found(&site, &actor, Some(framework), query).await;
    }
    let tree = browse_framework(&site.app, &actor, framework).await?;
    let places: Vec<usize> = (0..tree.nodes.len()).collect();
    let id = |place: &usize| tree.nodes[*place].competency.id.to_string();
    let after = query.after.as_deref();
    Ok(Json(answered::page(places, query.limit, after, id, |place| placed(&tree, place))))
}

fn placed(tree: &FrameworkTree, place: usize) -> PlacedCompetency {
    let node = &tree.nodes[place];
    PlacedCompetency {
        competency: (&node.competency).into(),
        parents: node.parents.iter().map(|parent| tree.nodes[*parent].competency.id.into()).collect(),
        path: tree.path(place),
    }
}

/// Finds competencies of every framework by words, best first.
#[utoipa::path(get, path = "/api/v1/competencies", tag = "Frameworks", params(CompetencyQuery),
    responses((status = 200, body = Page<PlacedCompetency>)))]
pub(super) async fn search_competencies(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<CompetencyQuery>,
) -> Result<Json<Page<PlacedCompetency>>, ApiError> {
    found(&site, &actor, None, query).await
}

async fn found(
    site: &Site,
    actor: &usecases::Actor,
    framework: Option<FrameworkId>,
    query: CompetencyQuery,
) -> Result<Json<Page<PlacedCompetency>>, ApiError> {
    let words = query.q.as_deref().unwrap_or_default();
    let found =
        search_competencies::search_competencies(&site.app, actor, framework, words, MOST_FOUND).await?;
    let id = |one: &search_competencies::FoundCompetency| one.competency.id.to_string();
    let after = query.after.as_deref();
    Ok(Json(answered::page(found.found, query.limit, after, id, |one| PlacedCompetency {
        competency: (&one.competency).into(),
        parents: Vec::new(),
        path: one.path,
    })))
}

/// A competency in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompetencyDetail {
    /// The competency.
    #[serde(flatten)]
    pub competency: Competency,
    /// The framework's title.
    pub framework_title: String,
    /// The scale it is judged on.
    pub scale: Scale,
    /// What relates it to others, in file order.
    pub relations: Vec<Relation>,
}

/// One association of a competency.
#[derive(Debug, Serialize, ToSchema)]
pub struct Relation {
    /// As CASE spells it, such as `isChildOf` or `precedes`.
    pub kind: String,
    /// Whether the competency is its origin.
    pub outgoing: bool,
    /// The other end, when it is known here.
    pub competency: Option<Id>,
    /// What the file calls the other end.
    pub named: String,
}

/// Shows one competency.
#[utoipa::path(get, path = "/api/v1/competencies/{competency}", tag = "Frameworks",
    responses((status = 200, body = CompetencyDetail)))]
pub(super) async fn show_competency(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(competency): Named<CompetencyId>,
) -> Result<Json<CompetencyDetail>, ApiError> {
    let detail = show_competency_detail::show_competency_detail(&site.app, &actor, competency).await?;
    let relation = |one: show_competency_detail::Relation| Relation {
        kind: one.kind.word().to_owned(),
        outgoing: one.outgoing,
        competency: one.other.map(|other| other.id.into()),
        named: one.named,
    };
    Ok(Json(CompetencyDetail {
        competency: (&detail.competency).into(),
        framework_title: detail.framework.title,
        scale: (&detail.framework.scale).into(),
        relations: detail.relations.into_iter().map(relation).collect(),
    }))
}

/// How the learners of one organization stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganizationDistribution {
    /// Where.
    pub organization: Id,
    /// Its name.
    pub name: String,
    /// How many are at each level; small numbers are left out.
    pub distribution: Distribution,
}

/// Shows how the organizations stand where the caller may see learners: numbers only.
#[utoipa::path(get, path = "/api/v1/competencies/{competency}/organizations", tag = "Frameworks",
    responses((status = 200, body = Vec<OrganizationDistribution>)))]
pub(super) async fn list_distributions(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(competency): Named<CompetencyId>,
) -> Result<Json<Vec<OrganizationDistribution>>, ApiError> {
    let (_, scale, places) =
        show_competency::show_competency_in_places(&site.app, &actor, competency).await?;
    let shown = places.into_iter().map(|place| OrganizationDistribution {
        organization: place.organization.into(),
        name: place.name,
        distribution: Distribution::of(&scale, &place.distribution),
    });
    Ok(Json(shown.collect()))
}
