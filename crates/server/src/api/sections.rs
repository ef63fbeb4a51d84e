//! Sections and schools.

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use domain::SectionId;
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, add_section,
    list_my_sections::{MySection, list_my_sections},
    list_organizations,
};
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::Id,
    shapes::{Made, PageQuery, Section},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/organizations", get(list_organizations))
        .route("/sections", get(list_sections).post(add_section))
        .route("/sections/{section}", get(show_section))
}

/// A school, academy, district or employer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Organization {
    /// Our id.
    pub id: Id,
    /// The one it lies in.
    pub parent: Option<Id>,
    /// As OneRoster spells it, such as `school`.
    pub kind: String,
    /// What people read.
    pub name: String,
    /// The roster source's identifier.
    pub sourced_id: Option<String>,
}

/// Lists every organization by name.
#[utoipa::path(get, path = "/api/v1/organizations", tag = "Sections", params(PageQuery),
    responses((status = 200, body = Page<Organization>)))]
pub(super) async fn list_organizations(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Organization>>, ApiError> {
    let all = list_organizations::list_organizations(&site.app, &actor).await?;
    let after = query.after.as_deref();
    Ok(Json(answered::page(
        all,
        query.limit,
        after,
        |one| one.id.to_string(),
        |one| Organization {
            id: one.id.into(),
            parent: one.parent.map(Id::from),
            kind: one.kind,
            name: one.name,
            sourced_id: one.sourced_id,
        },
    )))
}

/// A section that the caller may see.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedSection {
    /// The section.
    #[serde(flatten)]
    pub section: Section,
    /// By which relationship it is open, such as `educator`.
    pub relationship: String,
    /// The school's name.
    pub organization_name: String,
    /// The term's title.
    pub term: Option<String>,
    /// How many learn there today.
    pub learners: i64,
    /// How many ratings wait to be released; 0 for who may not rate.
    pub drafts: u64,
    /// Whether it runs today.
    pub running: bool,
}

impl From<MySection> for ListedSection {
    fn from(one: MySection) -> Self {
        Self {
            section: (&one.section).into(),
            relationship: one.relationship.word().to_owned(),
            organization_name: one.organization,
            term: one.term,
            learners: one.learners,
            drafts: one.drafts as u64,
            running: one.running,
        }
    }
}

/// Lists the sections that the caller may see: own ones first, running ones before others.
#[utoipa::path(get, path = "/api/v1/sections", tag = "Sections", params(PageQuery),
    responses((status = 200, body = Page<ListedSection>)))]
pub(super) async fn list_sections(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ListedSection>>, ApiError> {
    let all = list_my_sections(&site.app, &actor).await?;
    let after = query.after.as_deref();
    Ok(Json(answered::page(all, query.limit, after, |one| one.section.id.to_string(), Into::into)))
}

/// Shows one section.
#[utoipa::path(get, path = "/api/v1/sections/{section}", tag = "Sections",
    responses((status = 200, body = ListedSection)))]
pub(super) async fn show_section(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
) -> Result<Json<ListedSection>, ApiError> {
    let all = list_my_sections(&site.app, &actor).await?;
    let found = all.into_iter().find(|one| one.section.id == section);
    Ok(Json(found.ok_or(Refusal::NotFound("this class"))?.into()))
}

/// A section to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSection {
    /// What people read.
    title: String,
    /// The school.
    organization: Id,
    /// One learner each, as people write them: `Ada Lovelace` or `Lovelace, Ada`. May be empty.
    #[serde(default)]
    names: Vec<String>,
}

/// Makes a section; the caller is its educator from today.
#[utoipa::path(post, path = "/api/v1/sections", tag = "Sections", request_body = NewSection,
    responses((status = 201, body = Made)))]
pub(super) async fn add_section(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewSection>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let new = add_section::NewSection {
        title: new.title,
        organization: new.organization.into(),
        names: new.names.join("\n"),
    };
    let id = add_section::add_section(&site.app, &actor, new).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.into() })))
}
