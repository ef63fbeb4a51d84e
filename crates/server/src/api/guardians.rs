//! Who speaks for a learner and what custody lets them see.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{LearnerId, PersonId, time::Dates};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    decide_custody::{self, Adult, DecisionLine, EndOfRights, GuardianLine, NewRights},
    substitutes::NewPerson,
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Day, Id, Moment},
    shapes::{Learner, Made},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/people/{person}/guardians", get(list_guardians).post(decide_custody))
        .route("/people/{person}/guardians/{guardian}/end", post(end_guardianship))
}

/// Who speaks for one learner.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the names are those of the JSON")]
pub struct Guardians {
    /// Whom.
    pub learner: Learner,
    /// Everybody who does, did or will, by name.
    pub guardians: Vec<Guardian>,
    /// What was decided here, newest first.
    pub decisions: Vec<CustodyDecision>,
}

/// One adult.
#[derive(Debug, Serialize, ToSchema)]
pub struct Guardian {
    /// Our id.
    pub id: Id,
    /// Given name first.
    pub name: String,
    /// What they are to the learner.
    pub relation: Option<String>,
    /// Whether custody lets them see the record.
    pub may_see: bool,
    /// First day.
    pub begins_on: Option<Day>,
    /// Last day.
    pub ends_on: Option<Day>,
    /// Whether they see the record today.
    pub sees: bool,
    /// Whether somebody here decided it: then no roster changes it.
    pub by_hand: bool,
}

impl From<GuardianLine> for Guardian {
    fn from(one: GuardianLine) -> Self {
        Self {
            id: one.person.id.into(),
            name: one.person.name(),
            relation: one.rights.relation,
            may_see: one.rights.may_see,
            begins_on: one.rights.dates.begins().map(Day),
            ends_on: one.rights.dates.ends().map(Day),
            sees: one.sees,
            by_hand: one.by_hand,
        }
    }
}

/// One decision about custody.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustodyDecision {
    /// About whom.
    pub guardian: Id,
    /// Their name.
    pub name: String,
    /// Whether they may see the record.
    pub may_see: bool,
    /// First day.
    pub begins_on: Option<Day>,
    /// Last day.
    pub ends_on: Option<Day>,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub decided_by: String,
    /// When.
    pub decided_at: Moment,
}

impl From<DecisionLine> for CustodyDecision {
    fn from(one: DecisionLine) -> Self {
        let rights = one.decision.rights;
        Self {
            guardian: rights.guardian.into(),
            name: one.guardian,
            may_see: rights.may_see,
            begins_on: rights.dates.begins().map(Day),
            ends_on: rights.dates.ends().map(Day),
            reason: one.decision.reason,
            decided_by: one.by,
            decided_at: one.decision.decided_at.into(),
        }
    }
}

/// Lists who speaks for a learner, with what was decided here.
#[utoipa::path(get, path = "/api/v1/people/{person}/guardians", tag = "People",
    responses((status = 200, body = Guardians)))]
pub(super) async fn list_guardians(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
) -> Result<Json<Guardians>, ApiError> {
    let found = decide_custody::show_guardians(&site.app, &actor, learner).await?;
    Ok(Json(Guardians {
        learner: (&found.learner).into(),
        guardians: found.guardians.into_iter().map(Into::into).collect(),
        decisions: found.decisions.into_iter().map(Into::into).collect(),
    }))
}

/// One adult's rights for one learner. The adult is named in one of two ways.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGuardian {
    /// Somebody who is here: our id, the roster's identifier, the e-mail address, or the whole name.
    guardian: Option<String>,
    /// Somebody who is not here yet.
    new: Option<NewAdult>,
    /// What they are to the learner, such as `parent`.
    #[serde(default)]
    relation: String,
    /// Whether custody lets them see the record.
    may_see: bool,
    /// First day; open where it is not given.
    begins_on: Option<Day>,
    /// Last day; open where it is not given.
    ends_on: Option<Day>,
    /// Why; kept and shown.
    reason: String,
}

/// Somebody who is not here yet.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAdult {
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

/// Says what one adult may see of a learner. It stands over every roster until it is said otherwise here.
#[utoipa::path(post, path = "/api/v1/people/{person}/guardians", tag = "People",
    request_body = NewGuardian, responses((status = 201, body = Made)))]
pub(super) async fn decide_custody(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(learner): Named<LearnerId>,
    Sent(new): Sent<NewGuardian>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let guardian = match (new.guardian, new.new) {
        (Some(name), None) => Adult::Known(name),
        (None, Some(new)) => Adult::New(NewPerson {
            given_name: new.given_name,
            family_name: new.family_name,
            email: new.email,
        }),
        _ => return Err(Refusal::invalid("guardian", "is unclear: give guardian or new").into()),
    };
    let dates = Dates::new(new.begins_on.map(|day| day.0), new.ends_on.map(|day| day.0));
    let rights = NewRights {
        guardian,
        relation: new.relation,
        may_see: new.may_see,
        dates: dates.map_err(|error| Refusal::invalid("ends_on", format!("cannot be used: {error}")))?,
        reason: new.reason,
    };
    let id = decide_custody::decide_custody(&site.app, &actor, learner, rights).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.into() })))
}

/// When and why it ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndOfGuardianship {
    /// The last day; yesterday where it is not given, so that it ends at once.
    last_day: Option<Day>,
    /// Why; kept and shown.
    reason: String,
}

/// Ends what one adult is to a learner; it stays in the history.
#[utoipa::path(post, path = "/api/v1/people/{person}/guardians/{guardian}/end", tag = "People",
    request_body = EndOfGuardianship, responses((status = 204)))]
pub(super) async fn end_guardianship(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((learner, guardian)): Named<(LearnerId, PersonId)>,
    Sent(end): Sent<EndOfGuardianship>,
) -> Result<StatusCode, ApiError> {
    let last = end.last_day.map_or_else(yesterday, |day| day.0);
    let end = EndOfRights { guardian, last, reason: end.reason };
    decide_custody::end_guardianship(&site.app, &actor, learner, &end).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The last day of what ends at once.
pub(super) fn yesterday() -> domain::Date {
    crate::when::today().yesterday().unwrap_or_else(|_| crate::when::today())
}
