//! Roles in the district and its schools: listed, given by hand, ended.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{PersonId, people::RoleKind};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal, end_role,
    end_role::EndedRole,
    give_role,
    give_role::NewRole,
    show_roles,
    show_roles::HeldRole,
    substitutes::{NewPerson, Who},
};
use utoipa::ToSchema;

use super::{
    answered::{self, Page},
    caller::Caller,
    problem::ApiError,
    received::{Named, Query, Sent},
    scalars::{Day, Id, Moment},
    shapes::PageQuery,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/roles", get(list_roles).post(give_role))
        .route("/people/{person}/roles", get(list_roles_of))
        .route("/people/{person}/roles/end", post(end_role))
}

/// A role in an organization.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleInPlace {
    /// Who holds it.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// Such as `principal`.
    pub role: String,
    /// Where.
    pub organization: Id,
    /// The organization's name.
    pub organization_name: String,
    /// First day; `null` for always.
    pub begins_on: Option<Day>,
    /// Last day; `null` while it is open.
    pub ends_on: Option<Day>,
    /// Whether it stands because somebody gave it by hand: no roster ends it.
    pub by_hand: bool,
    /// Who gave or ended it last by hand; empty for a roster, and for whoever runs the machine.
    pub changed_by: String,
    /// When; `null` where no hand touched it.
    pub changed_at: Option<Moment>,
    /// Why.
    pub reason: String,
}

impl From<HeldRole> for RoleInPlace {
    fn from(one: HeldRole) -> Self {
        Self {
            person: one.person.id.into(),
            name: one.person.name(),
            role: one.role.kind.word().to_owned(),
            organization: one.role.organization.into(),
            organization_name: one.place,
            begins_on: one.role.dates.begins().map(Day),
            ends_on: one.role.dates.ends().map(Day),
            by_hand: one.by_hand,
            changed_by: one.by,
            changed_at: one.at.map(Moment),
            reason: one.reason,
        }
    }
}

/// Lists the roles, of today and later, of people who work with learners where the caller gives roles.
#[utoipa::path(get, path = "/api/v1/roles", tag = "People", params(PageQuery),
    responses((status = 200, body = Page<RoleInPlace>)))]
pub(super) async fn list_roles(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<RoleInPlace>>, ApiError> {
    let all = show_roles::list_roles(&site.app, &actor, false).await?;
    let after = query.after.as_deref();
    let key =
        |one: &HeldRole| format!("{}.{}.{}", one.role.kind.word(), one.role.person, one.role.organization);
    Ok(Json(answered::page(all, query.limit, after, key, Into::into)))
}

/// Lists one person's roles, past and future included.
#[utoipa::path(get, path = "/api/v1/people/{person}/roles", tag = "People",
    responses((status = 200, body = Vec<RoleInPlace>)))]
pub(super) async fn list_roles_of(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(person): Named<PersonId>,
) -> Result<Json<Vec<RoleInPlace>>, ApiError> {
    let found = show_roles::show_roles(&site.app, &actor, person).await?;
    Ok(Json(found.roles.into_iter().map(Into::into).collect()))
}

/// A role to be given, to `person` or to somebody `new`, not both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRoleInPlace {
    /// Somebody of the district.
    person: Option<Id>,
    /// Somebody who is not here yet.
    new: Option<NewColleague>,
    /// `administrator`, `program_lead`, `principal`, `counselor`, `case_manager` or `educator`.
    role: String,
    /// Where.
    organization: Id,
    /// First day; today where it is not given.
    begins_on: Option<Day>,
    /// Last day; open where it is not given.
    ends_on: Option<Day>,
    /// Why.
    reason: String,
}

/// A person to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewColleague {
    /// Given name.
    #[serde(default)]
    given_name: String,
    /// Family name.
    #[serde(default)]
    family_name: String,
    /// May be left out.
    #[serde(default)]
    email: String,
}

/// What was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleGiven {
    /// To whom.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// First day.
    pub begins_on: Option<Day>,
    /// Last day.
    pub ends_on: Option<Day>,
    /// For somebody who had no account: the path that signs them in once, within three days.
    pub path: Option<String>,
}

fn kind(word: &str) -> Result<RoleKind, Refusal> {
    RoleKind::from_word(word).ok_or_else(|| Refusal::invalid("role", "is not a role"))
}

/// Gives a role by hand: no roster ends it. An administrator of the district gives any anywhere, one of a
/// school those of the school.
#[utoipa::path(post, path = "/api/v1/roles", tag = "People", request_body = NewRoleInPlace,
    responses((status = 201, body = RoleGiven)))]
pub(super) async fn give_role(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewRoleInPlace>,
) -> Result<(StatusCode, Json<RoleGiven>), ApiError> {
    let who = match (new.person, new.new) {
        (Some(person), None) => Who::Known(person.into()),
        (None, Some(new)) => {
            Who::New(NewPerson { given_name: new.given_name, family_name: new.family_name, email: new.email })
        }
        _ => return Err(Refusal::invalid("person", "or new has to be given, and not both").into()),
    };
    let new = NewRole {
        who,
        kind: kind(&new.role)?,
        organization: new.organization.into(),
        begins: new.begins_on.map(|day| day.0),
        ends: new.ends_on.map(|day| day.0),
        reason: new.reason,
    };
    let given = give_role::give_role(&site.app, &actor, new).await?;
    let code = given.district_code;
    let answer = RoleGiven {
        person: given.person.id.into(),
        name: given.person.name(),
        begins_on: given.role.dates.begins().map(Day),
        ends_on: given.role.dates.ends().map(Day),
        path: given.token.map(|token| format!("/link/{code}/{token}")),
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Which role ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndOfRole {
    /// Which.
    role: String,
    /// Where.
    organization: Id,
    /// Its last day, today or later; at once where it is not given.
    last_day: Option<Day>,
    /// Why.
    reason: String,
}

/// A role that ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleEnded {
    /// Its last day.
    pub ends_on: Option<Day>,
}

/// Ends a role, at once or after a day. The last administrator of the district stays.
#[utoipa::path(post, path = "/api/v1/people/{person}/roles/end", tag = "People", request_body = EndOfRole,
    responses((status = 200, body = RoleEnded)))]
pub(super) async fn end_role(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(person): Named<PersonId>,
    Sent(ended): Sent<EndOfRole>,
) -> Result<Json<RoleEnded>, ApiError> {
    let ended = EndedRole {
        person,
        kind: kind(&ended.role)?,
        organization: ended.organization.into(),
        last_day: ended.last_day.map(|day| day.0),
        reason: ended.reason,
    };
    let role = end_role::end_role(&site.app, &actor, ended).await?;
    Ok(Json(RoleEnded { ends_on: role.dates.ends().map(Day) }))
}
