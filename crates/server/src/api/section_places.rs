//! Who is in a section, by hand: an adult put in, anybody taken out by a date.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{PersonId, SectionId, people::SectionRole, time::Dates};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    give_place::{self, NewPlace},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    guardians::yesterday,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/places", get(list_places).post(give_place))
        .route("/sections/{section}/places/end", post(end_places))
}

/// A place of an adult that is not over.
#[derive(Debug, Serialize, ToSchema)]
pub struct AdultPlace {
    /// Whose.
    pub person: Id,
    /// Given name first.
    pub name: String,
    /// `educator`, `aide` or `substitute`.
    pub role: String,
    /// First day.
    pub begins_on: Option<Day>,
    /// Last day.
    pub ends_on: Option<Day>,
}

/// Lists the adults of a section, for who may give a place in it; nothing of its learners.
#[utoipa::path(get, path = "/api/v1/sections/{section}/places", tag = "Sections",
    responses((status = 200, body = Vec<AdultPlace>)))]
pub(super) async fn list_places(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
) -> Result<Json<Vec<AdultPlace>>, ApiError> {
    let found = give_place::show_adults(&site.app, &actor, section).await?;
    let places = found.adults.into_iter().map(|(person, place)| AdultPlace {
        person: person.id.into(),
        name: person.name(),
        role: place.role.word().to_owned(),
        begins_on: place.dates.begins().map(Day),
        ends_on: place.dates.ends().map(Day),
    });
    Ok(Json(places.collect()))
}

/// An adult's place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSectionPlace {
    /// Somebody who works at the school.
    person: Id,
    /// `educator` or `aide`.
    role: String,
    /// First day; today where it is not given.
    begins_on: Option<Day>,
    /// Last day; open where it is not given.
    ends_on: Option<Day>,
}

/// Gives an adult a place in a section.
#[utoipa::path(post, path = "/api/v1/sections/{section}/places", tag = "Sections",
    request_body = NewSectionPlace, responses((status = 204)))]
pub(super) async fn give_place(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(new): Sent<NewSectionPlace>,
) -> Result<StatusCode, ApiError> {
    let role = SectionRole::from_word(&new.role);
    let begins = new.begins_on.map_or_else(crate::when::today, |day| day.0);
    let dates = Dates::new(Some(begins), new.ends_on.map(|day| day.0));
    let place = NewPlace {
        person: new.person.into(),
        role: role.ok_or_else(|| Refusal::invalid("role", "is educator or aide"))?,
        dates: dates.map_err(|error| Refusal::invalid("ends_on", format!("cannot be used: {error}")))?,
    };
    give_place::give_place(&site.app, &actor, section, place).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is taken out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndOfPlaces {
    /// Learners and adults of the section.
    people: Vec<Id>,
    /// Their last day; yesterday where it is not given, so that it ends at once.
    last_day: Option<Day>,
}

/// How many places ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndedPlaces {
    /// Places.
    pub ended: u64,
}

/// Takes people out of a section, all or none; the places stay in the history.
#[utoipa::path(post, path = "/api/v1/sections/{section}/places/end", tag = "Sections",
    request_body = EndOfPlaces, responses((status = 200, body = EndedPlaces)))]
pub(super) async fn end_places(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(end): Sent<EndOfPlaces>,
) -> Result<Json<EndedPlaces>, ApiError> {
    let people: Vec<PersonId> = end.people.into_iter().map(Into::into).collect();
    let last = end.last_day.map_or_else(yesterday, |day| day.0);
    let ended = give_place::end_places(&site.app, &actor, section, people, last).await?;
    Ok(Json(EndedPlaces { ended: ended as u64 }))
}
