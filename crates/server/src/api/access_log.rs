//! Who read whose record.

use axum::{Json, Router, extract::State, routing::get};
use domain::EvidenceId;
use serde::{Deserialize, Serialize};
use usecases::{Refusal, list_access_log};
use utoipa::{IntoParams, ToSchema};

use super::{
    answered::Page,
    caller::Caller,
    problem::ApiError,
    received::Query,
    scalars::{Day, Id, Moment},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/access-log", get(list_access_log))
}

/// Which lines are looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccessQuery {
    /// Read by this person.
    reader: Option<Id>,
    /// About this learner.
    learner: Option<Id>,
    /// The first day, such as `2027-05-24`.
    from: Option<Day>,
    /// The last day.
    to: Option<Day>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// One line.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessLine {
    /// When.
    pub at: Moment,
    /// Who read, by name.
    pub reader: String,
    /// What, such as `mastery grid`.
    pub what: String,
    /// By which relationship.
    pub relationship: String,
    /// The typed reason, where there was no relationship.
    pub reason: Option<String>,
    /// How many records.
    pub learners: u64,
    /// Names of the first few.
    pub names: Vec<String>,
}

/// Lists the access log, newest first, 100 lines at once.
#[utoipa::path(get, path = "/api/v1/access-log", tag = "Administration", params(AccessQuery),
    responses((status = 200, body = Page<AccessLine>)))]
pub(super) async fn list_access_log(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(query): Query<AccessQuery>,
) -> Result<Json<Page<AccessLine>>, ApiError> {
    let before = match query.after {
        None => None,
        Some(text) => {
            let id: EvidenceId = text.parse().map_err(|error| Refusal::invalid("after", error))?;
            Some(*id.as_bytes())
        }
    };
    let asked = list_access_log::AccessQuery {
        reader: query.reader.map(Into::into),
        learner: query.learner.map(Into::into),
        from: query.from.map(|day| day.0),
        to: query.to.map(|day| day.0),
        before,
    };
    let page = list_access_log::list_access_log(&site.app, &actor, asked).await?;
    let line = |line: list_access_log::AccessLine| AccessLine {
        at: line.at.into(),
        reader: line.reader,
        what: line.what,
        relationship: line.relationship.word().to_owned(),
        reason: line.reason,
        learners: line.learners as u64,
        names: line.names,
    };
    Ok(Json(Page {
        items: page.lines.into_iter().map(line).collect(),
        next: page.next.map(|id| EvidenceId::from_bytes(id).to_string()),
    }))
}
