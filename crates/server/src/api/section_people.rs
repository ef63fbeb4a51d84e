//! The people of a section: who they are, new ones, new passwords and sign-in cards.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::SectionId;
use serde::{Deserialize, Serialize};
use usecases::{add_section, list_section_people, sign_in_links};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id, Moment},
    shapes::{Learner, Section},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/people", get(list_section_people).post(add_section_people))
        .route("/sections/{section}/passwords", post(reset_passwords))
        .route("/sections/{section}/cards", post(make_cards))
}

/// The people of a section today.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionPeople {
    /// The section.
    pub section: Section,
    /// Educators, aides, substitutes.
    pub adults: Vec<SectionAdult>,
    /// Learners by name.
    pub learners: Vec<SectionLearner>,
    /// Places that have ended or not begun, by name.
    pub others: Vec<OtherPlace>,
}

/// A place that does not run today.
#[derive(Debug, Serialize, ToSchema)]
pub struct OtherPlace {
    /// Whose.
    pub person: Id,
    /// Given name first.
    pub name: String,
    /// `learner`, `educator`, `aide` or `substitute`.
    pub role: String,
    /// First day.
    pub begins_on: Option<Day>,
    /// Last day.
    pub ends_on: Option<Day>,
}

/// One adult of a section.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionAdult {
    /// Our id.
    pub id: Id,
    /// Given name first.
    pub name: String,
    /// `educator`, `aide` or `substitute`.
    pub role: String,
}

/// One learner of a section.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionLearner {
    /// Who.
    #[serde(flatten)]
    pub learner: Learner,
    /// The roster source's identifier.
    pub sourced_id: Option<String>,
    /// The name they sign in with, if they have an account.
    pub sign_in_name: Option<String>,
    /// When they were last signed in, as far as sessions tell.
    pub last_seen_at: Option<Moment>,
}

/// Lists the people of a section.
#[utoipa::path(get, path = "/api/v1/sections/{section}/people", tag = "Sections",
    responses((status = 200, body = SectionPeople)))]
pub(super) async fn list_section_people(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
) -> Result<Json<SectionPeople>, ApiError> {
    let people = list_section_people::list_section_people(&site.app, &actor, section).await?;
    let adults = people.adults.iter().map(|(person, role)| SectionAdult {
        id: person.id.into(),
        name: person.name(),
        role: role.word().to_owned(),
    });
    let learners = people.learners.iter().map(|one| SectionLearner {
        learner: (&one.person).into(),
        sourced_id: one.person.sourced_id.clone(),
        sign_in_name: one.sign_in_name.clone(),
        last_seen_at: one.last_seen.map(Moment),
    });
    let others = people.others.iter().map(|one| OtherPlace {
        person: one.person.id.into(),
        name: one.person.name(),
        role: one.role.word().to_owned(),
        begins_on: one.dates.begins().map(Day),
        ends_on: one.dates.ends().map(Day),
    });
    Ok(Json(SectionPeople {
        others: others.collect(),
        section: (&people.section).into(),
        adults: adults.collect(),
        learners: learners.collect(),
    }))
}

/// Learners to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLearners {
    /// One learner each, as people write them.
    names: Vec<String>,
}

/// How many were added.
#[derive(Debug, Serialize, ToSchema)]
pub struct Added {
    /// Learners.
    pub learners: u64,
}

/// Adds new people to a section as learners.
#[utoipa::path(post, path = "/api/v1/sections/{section}/people", tag = "Sections",
    request_body = NewLearners, responses((status = 201, body = Added)))]
pub(super) async fn add_section_people(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(new): Sent<NewLearners>,
) -> Result<(StatusCode, Json<Added>), ApiError> {
    let count = add_section::add_learners(&site.app, &actor, section, &new.names.join("\n")).await?;
    Ok((StatusCode::CREATED, Json(Added { learners: count as u64 })))
}

/// For whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForLearners {
    /// Learners of the section; all of them when none is named.
    #[serde(default)]
    learners: Vec<Id>,
}

/// A new password, shown once.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewPassword {
    /// Whose.
    pub learner: Learner,
    /// The name they sign in with.
    pub sign_in_name: String,
    /// The password.
    pub password: String,
}

/// Gives learners new passwords, all in one go, and ends their sessions.
#[utoipa::path(post, path = "/api/v1/sections/{section}/passwords", tag = "Sections",
    request_body = ForLearners, responses((status = 200, body = Vec<NewPassword>)))]
pub(super) async fn reset_passwords(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(chosen): Sent<ForLearners>,
) -> Result<Json<Vec<NewPassword>>, ApiError> {
    let learners = chosen.learners.into_iter().map(Into::into).collect();
    let made = sign_in_links::reset_passwords(&site.app, &actor, section, learners).await?;
    let shown = made.into_iter().map(|one| NewPassword {
        learner: (&one.person).into(),
        sign_in_name: one.sign_in_name,
        password: one.password,
    });
    Ok(Json(shown.collect()))
}

/// A card that signs a learner in, shown once.
#[derive(Debug, Serialize, ToSchema)]
pub struct Card {
    /// Whose.
    pub learner: Learner,
    /// The path to open on this server; as a QR code on the card.
    pub path: String,
}

/// Makes new sign-in cards; earlier cards of these learners stop working.
#[utoipa::path(post, path = "/api/v1/sections/{section}/cards", tag = "Sections",
    request_body = ForLearners, responses((status = 200, body = Vec<Card>)))]
pub(super) async fn make_cards(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(section): Named<SectionId>,
    Sent(chosen): Sent<ForLearners>,
) -> Result<Json<Vec<Card>>, ApiError> {
    let learners = chosen.learners.into_iter().map(Into::into).collect();
    let made = sign_in_links::make_cards(&site.app, &actor, section, learners).await?;
    let code = usecases::show_person::show_person(&site.app, &actor).await?.district.code;
    let shown = made
        .into_iter()
        .map(|card| Card { learner: (&card.person).into(), path: format!("/link/{code}/{}", card.token) });
    Ok(Json(shown.collect()))
}
