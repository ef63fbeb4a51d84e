//! A day's place for a substitute: given, listed, taken back.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{delete, get},
};
use domain::SubstitutionId;
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    substitutes::{self, ListedPlace, NewPerson, NewPlaces, Who},
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
        .route("/substitutions", get(list_substitutions).post(add_substitutions))
        .route("/substitutions/{substitution}", delete(end_substitution))
}

/// One day's place in one section.
#[derive(Debug, Serialize, ToSchema)]
pub struct Substitution {
    /// Our id.
    pub id: Id,
    /// Where.
    pub section: Id,
    /// The section's title.
    pub section_title: String,
    /// Who has it.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// The day, by the district's clock.
    pub day: Day,
    /// The moment it begins.
    pub begins_at: Moment,
    /// The moment it is over by itself.
    pub ends_at: Moment,
    /// Who gave it.
    pub given_by: String,
}

impl From<ListedPlace> for Substitution {
    fn from(one: ListedPlace) -> Self {
        Self {
            id: one.place.id.into(),
            section: one.place.section.into(),
            section_title: one.section,
            person: one.place.person.into(),
            name: one.person,
            day: Day(one.place.day),
            begins_at: Moment(one.place.begins_at),
            ends_at: Moment(one.place.ends_at),
            given_by: one.by,
        }
    }
}

/// Lists places that are not over, in sections whose places are the caller's to give.
#[utoipa::path(get, path = "/api/v1/substitutions", tag = "People", params(PageQuery),
    responses((status = 200, body = Page<Substitution>)))]
pub(super) async fn list_substitutions(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Substitution>>, ApiError> {
    let all = substitutes::show_substitutes(&site.app, &actor).await?.places;
    let after = query.after.as_deref();
    Ok(Json(answered::page(all, query.limit, after, |one| one.place.id.to_string(), Into::into)))
}

/// A substitute's day: `person` or `new`, not both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubstitution {
    /// Where.
    sections: Vec<Id>,
    /// Somebody who works at the school, or was a substitute before.
    person: Option<Id>,
    /// Somebody who is not here yet.
    new: Option<NewSubstitute>,
    /// Today where it is not given; at most 14 days ahead.
    day: Option<Day>,
}

/// A person to be made, who is a substitute and nothing else.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubstitute {
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
pub struct GivenPlaces {
    /// To whom.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// One per section, in the order that was sent.
    pub substitutions: Vec<Id>,
    /// Until when: the end of the day.
    pub ends_at: Option<Moment>,
    /// For somebody who is nothing else here: the path that signs them in once, until the day is over.
    pub path: Option<String>,
}

/// Gives one person a day's place in sections, all or none.
#[utoipa::path(post, path = "/api/v1/substitutions", tag = "People", request_body = NewSubstitution,
    responses((status = 201, body = GivenPlaces)))]
pub(super) async fn add_substitutions(
    State(site): State<Site>,
    Caller(actor): Caller,
    Sent(new): Sent<NewSubstitution>,
) -> Result<(StatusCode, Json<GivenPlaces>), ApiError> {
    let who = match (new.person, new.new) {
        (Some(person), None) => Who::Known(person.into()),
        (None, Some(new)) => {
            Who::New(NewPerson { given_name: new.given_name, family_name: new.family_name, email: new.email })
        }
        _ => return Err(Refusal::invalid("person", "or new has to be given, and not both").into()),
    };
    let sections = new.sections.into_iter().map(Into::into).collect();
    let new = NewPlaces { sections, who, day: new.day.map(|day| day.0) };
    let given = substitutes::give_places(&site.app, &actor, new).await?;
    let code = given.district_code;
    let answer = GivenPlaces {
        person: given.person.id.into(),
        name: given.person.name(),
        substitutions: given.places.iter().map(|one| one.id.into()).collect(),
        ends_at: given.places.first().map(|one| Moment(one.ends_at)),
        path: given.token.map(|token| format!("/link/{code}/{token}")),
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Takes a place back: from this moment it gives nothing.
#[utoipa::path(delete, path = "/api/v1/substitutions/{substitution}", tag = "People",
    responses((status = 204)))]
pub(super) async fn end_substitution(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(substitution): Named<SubstitutionId>,
) -> Result<StatusCode, ApiError> {
    substitutes::take_back_place(&site.app, &actor, substitution).await?;
    Ok(StatusCode::NO_CONTENT)
}
