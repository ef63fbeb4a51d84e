//! Who calls, and where they are signed in.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get},
};
use domain::SessionId;
use serde::Serialize;
use usecases::{sessions, show_family, show_person};
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query},
    scalars::{Id, Moment},
    shapes::PageQuery,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/me", get(show_me))
        .route("/me/children", get(list_children))
        .route("/me/sessions", get(list_sessions))
        .route("/me/sessions/{session}", delete(end_session))
}

/// Who a token acts for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The person.
    pub id: Id,
    /// Given name first.
    pub name: String,
    /// What they are today, most far-reaching first.
    pub roles: Vec<String>,
    /// The district.
    pub district: District,
    /// Whether the token may only read.
    pub read_only: bool,
}

/// A district.
#[derive(Debug, Serialize, ToSchema)]
pub struct District {
    /// Our id.
    pub id: Id,
    /// What people read.
    pub name: String,
    /// The short word in addresses.
    pub code: String,
    /// Whether its people and records are invented.
    pub demonstration: bool,
}

/// Shows who the token acts for.
#[utoipa::path(get, path = "/api/v1/me", tag = "Me", responses((status = 200, body = Me)))]
pub(super) async fn show_me(State(site): State<Site>, Caller(actor): Caller) -> Result<Json<Me>, ApiError> {
    let frame = show_person::show_person(&site.app, &actor).await?;
    Ok(Json(Me {
        id: frame.person.id.into(),
        name: frame.person.name(),
        roles: frame.roles.iter().map(|role| role.word().to_owned()).collect(),
        district: District {
            id: frame.district.id.into(),
            name: frame.district.name,
            code: frame.district.code,
            demonstration: frame.district.demonstration,
        },
        read_only: actor.read_only,
    }))
}

/// A child, as their family reads about them.
#[derive(Debug, Serialize, ToSchema)]
pub struct Child {
    /// Who.
    pub id: Id,
    /// Given name.
    pub name: String,
    /// Their school's name.
    pub school: Option<String>,
    /// Their grade, as the roster writes it.
    pub grade: Option<String>,
    /// How it stands, what is newest, what comes next.
    pub sentences: Vec<String>,
    /// One helpful thing to do.
    pub helpful: String,
}

impl From<show_family::Child> for Child {
    fn from(child: show_family::Child) -> Self {
        Self {
            id: child.learner.into(),
            name: child.name,
            school: child.school,
            grade: child.grade,
            sentences: child.sentences.to_vec(),
            helpful: child.helpful,
        }
    }
}

/// Lists the children whom the caller speaks for.
#[utoipa::path(get, path = "/api/v1/me/children", tag = "Me", params(PageQuery),
    responses((status = 200, body = Page<Child>)))]
pub(super) async fn list_children(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Child>>, ApiError> {
    let (_, all) = show_family::show_family(&site.app, &actor).await?;
    let after = query.after.as_deref();
    Ok(Json(answered::page(all, query.limit, after, |one| one.learner.to_string(), Child::from)))
}

/// A browser that is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Our id.
    pub id: Id,
    /// What the browser says it is.
    pub device: String,
    /// Since when.
    pub created_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
}

/// Lists where the caller is signed in with a browser.
#[utoipa::path(get, path = "/api/v1/me/sessions", tag = "Me", params(PageQuery),
    responses((status = 200, body = Page<Session>)))]
pub(super) async fn list_sessions(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Session>>, ApiError> {
    let all = sessions::list_sessions(&site.app, &actor).await?;
    let after = query.after.as_deref();
    Ok(Json(answered::page(
        all,
        query.limit,
        after,
        |one| one.id.to_string(),
        |one| Session {
            id: one.id.into(),
            device: one.device,
            created_at: one.created_at.into(),
            seen_at: one.seen_at.into(),
        },
    )))
}

/// Signs one browser of the caller out.
#[utoipa::path(delete, path = "/api/v1/me/sessions/{session}", tag = "Me", responses((status = 204)))]
pub(super) async fn end_session(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(session): Named<SessionId>,
) -> Result<StatusCode, ApiError> {
    sessions::end_session(&site.app, &actor, session).await?;
    Ok(StatusCode::NO_CONTENT)
}
