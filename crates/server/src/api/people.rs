//! People of the district, for administrators: who they are and what they may, never their records.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post, put},
};
use domain::{PersonId, people::RoleKind};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, add_person, correct_person, search_people, show_person, sign_in_links, substitutes::NewPerson,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Id, Moment},
    shapes::Made,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/people", get(search_people).post(add_person))
        .route("/people/{person}", put(correct_person))
        .route("/people/{person}/sign-in-link", post(make_link))
}

/// Who is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PeopleQuery {
    /// A part of a name or e-mail address.
    q: Option<String>,
    /// Only who holds this role today, such as `educator`; with `learner` also of whom anything was recorded.
    role: Option<String>,
    /// The most entries of the page; 50 at most.
    limit: Option<usize>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// One person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Person {
    /// Our id.
    pub id: Id,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// For signing in and notices.
    pub email: Option<String>,
    /// Grade, as the roster writes it.
    pub grade: Option<String>,
    /// The roster source's identifier.
    pub sourced_id: Option<String>,
    /// Still here.
    pub active: bool,
    /// Roles that hold today.
    pub roles: Vec<HeldRole>,
    /// Whether they learn here: by a role of today, or because something was recorded of them.
    pub learns: bool,
    /// When they last signed in; `null` for never.
    pub last_signed_in_at: Option<Moment>,
}

/// A role that somebody holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldRole {
    /// Such as `educator`.
    pub role: String,
    /// The organization's name.
    pub organization: String,
}

impl From<search_people::FoundPerson> for Person {
    fn from(found: search_people::FoundPerson) -> Self {
        let person = found.person;
        let roles = found.roles.into_iter();
        Self {
            last_signed_in_at: found.last_signed_in.map(Moment),
            learns: found.learns,
            id: person.id.into(),
            given_name: person.given_name,
            family_name: person.family_name,
            email: person.email,
            grade: person.grade,
            sourced_id: person.sourced_id,
            active: person.active,
            roles: roles
                .map(|(role, organization)| HeldRole { role: role.word().to_owned(), organization })
                .collect(),
        }
    }
}

/// Finds people by name or e-mail address, sorted by name.
#[utoipa::path(get, path = "/api/v1/people", tag = "People", params(PeopleQuery),
    responses((status = 200, body = Page<Person>)))]
pub(super) async fn search_people(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PeopleQuery>,
) -> Result<Json<Page<Person>>, ApiError> {
    let role = match query.role.as_deref() {
        None | Some("") => None,
        Some(word) => {
            Some(RoleKind::from_word(word).ok_or_else(|| Refusal::invalid("role", "is not a role"))?)
        }
    };
    let after = match query.after {
        None => None,
        Some(id) => Some(id.parse().map_err(|error| Refusal::invalid("after", error))?),
    };
    let words = query.q.unwrap_or_default();
    let asked = search_people::PeopleQuery { words, role, after };
    let found = search_people::search_people(&site.app, &actor, asked).await?;
    // The use case gives whole pages; a shorter one ends earlier and goes on from there.
    let next = found.next.map(|next| next.to_string());
    let limit = answered::within(query.limit.or(Some(search_people::PAGE)));
    let mut page =
        answered::page(found.people, Some(limit), None, |one| one.person.id.to_string(), Person::from);
    page.next = page.next.or(next);
    Ok(Json(page))
}

/// A link that signs somebody in once.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInLink {
    /// The path to open on this server; shown once.
    pub path: String,
}

/// Makes a one-time link that signs a person in.
#[utoipa::path(post, path = "/api/v1/people/{person}/sign-in-link", tag = "People",
    responses((status = 201, body = SignInLink)))]
pub(super) async fn make_link(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(person): Named<PersonId>,
) -> Result<(StatusCode, Json<SignInLink>), ApiError> {
    let token = sign_in_links::make_link(&site.app, &actor, person).await?;
    let code = show_person::show_person(&site.app, &actor).await?.district.code;
    Ok((StatusCode::CREATED, Json(SignInLink { path: format!("/link/{code}/{token}") })))
}

/// Somebody to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Newcomer {
    /// Given name.
    #[serde(default)]
    given_name: String,
    /// Family name.
    #[serde(default)]
    family_name: String,
    /// May be left out.
    #[serde(default)]
    email: String,
    /// Grade of a learner; may be left out.
    #[serde(default)]
    grade: String,
    /// `learner`, `educator` or `guardian`; every other role is given to who is here.
    role: String,
    /// The school.
    organization: Id,
}

/// Adds one person with their first role, from today.
#[utoipa::path(post, path = "/api/v1/people", tag = "People", request_body = Newcomer,
    responses((status = 201, body = Made)))]
pub(super) async fn add_person(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<Newcomer>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let role = RoleKind::from_word(&new.role).ok_or_else(|| Refusal::invalid("role", "is not a role"))?;
    let newcomer = add_person::Newcomer {
        who: NewPerson { given_name: new.given_name, family_name: new.family_name, email: new.email },
        grade: new.grade,
        role,
        organization: new.organization.into(),
    };
    let id = add_person::add_person(&site.app, &actor, newcomer).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.into() })))
}

/// What somebody is called from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectedPerson {
    /// Given name.
    given_name: String,
    /// Family name.
    family_name: String,
    /// Empty for none.
    email: String,
    /// Empty for none.
    grade: String,
}

/// What will become of a correction.
#[derive(Debug, Serialize, ToSchema)]
pub struct Correction {
    /// Whether the person came with a roster, so that the next one writes again what it says.
    pub roster_overwrites: bool,
}

/// Corrects the name, the e-mail address and the grade of a person.
#[utoipa::path(put, path = "/api/v1/people/{person}", tag = "People", request_body = CorrectedPerson,
    responses((status = 200, body = Correction)))]
pub(super) async fn correct_person(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(person): Named<PersonId>,
    Sent(new): Sent<CorrectedPerson>,
) -> Result<Json<Correction>, ApiError> {
    let who = NewPerson { given_name: new.given_name, family_name: new.family_name, email: new.email };
    let new = correct_person::Corrected { who, grade: new.grade };
    let roster_overwrites = correct_person::correct_person(&site.app, &actor, person, new).await?;
    Ok(Json(Correction { roster_overwrites }))
}
