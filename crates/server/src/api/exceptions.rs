//! What needs somebody in the schools that the caller leads or runs.

use axum::{Json, Router, extract::State, routing::get};
use serde::{Deserialize, Serialize};
use usecases::{
    show_exceptions::{self, Line, State as Is, Subject},
    silence::USUAL_DAYS,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    problem::ApiError,
    received::Query,
    scalars::{Day, Id},
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/exceptions", get(show_exceptions))
}

/// When something counts as silent.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExceptionParameters {
    /// After how many days: 1 to 365; 10 where it is not given.
    days: Option<i64>,
}

/// What is not as it should be; without items, nothing needs anybody.
#[derive(Debug, Serialize, ToSchema)]
pub struct Exceptions {
    /// After how many days something is silent.
    pub days: i64,
    /// `school_days`, Monday to Friday within terms, or `days` where no term has dates.
    pub counted_in: String,
    /// Names of the schools, or the district, that were looked at.
    pub places: Vec<String>,
    /// Whether learners were looked at: only for a principal.
    pub with_learners: bool,
    /// By kind.
    pub items: Vec<Exception>,
}

/// One kind with everything that it names.
#[derive(Debug, Serialize, ToSchema)]
pub struct Exception {
    /// Such as `silent_learners`.
    pub kind: String,
    /// How many.
    pub count: u64,
    /// What.
    pub lines: Vec<ExceptionLine>,
}

/// One thing.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExceptionLine {
    /// `learner`, `section`, `import`, `adoption` or `rules`.
    pub about: String,
    /// Its id; `null` for the rules.
    pub id: Option<Id>,
    /// Its name.
    pub name: String,
    /// Days of silence.
    pub silent_days: Option<i64>,
    /// The newest day something was heard, or the oldest from which something waits.
    pub since: Option<Day>,
    /// Ratings that wait.
    pub drafts: Option<u64>,
    /// Who rated them, by name.
    pub by: Vec<String>,
    /// The day from which it counts.
    pub effective_from: Option<Day>,
    /// More, in words.
    pub text: Option<String>,
}

/// Shows what needs somebody, for a principal or an administrator.
#[utoipa::path(get, path = "/api/v1/exceptions", tag = "People", params(ExceptionParameters),
    responses((status = 200, body = Exceptions)))]
pub(super) async fn show_exceptions(
    State(site): State<Site>,
    Caller(actor): Caller,
    Query(asked): Query<ExceptionParameters>,
) -> Result<Json<Exceptions>, ApiError> {
    let days = asked.days.unwrap_or(USUAL_DAYS);
    let found = show_exceptions::show_exceptions(&site.app, &actor, days).await?;
    Ok(Json(Exceptions {
        days: found.days,
        counted_in: if found.school_days { "school_days" } else { "days" }.to_owned(),
        places: found.places,
        with_learners: found.with_learners,
        items: found
            .all
            .into_iter()
            .map(|one| Exception {
                kind: one.kind.word().to_owned(),
                count: one.lines.len() as u64,
                lines: one.lines.into_iter().map(line).collect(),
            })
            .collect(),
    }))
}

fn line(one: Line) -> ExceptionLine {
    let (about, id) = match one.subject {
        Subject::Learner(id) => ("learner", Some(id.into())),
        Subject::Section(id) => ("section", Some(id.into())),
        Subject::Import(id) => ("import", Some(id.into())),
        Subject::Adoption(id) => ("adoption", Some(id.into())),
        Subject::Rules => ("rules", None),
    };
    let mut line = ExceptionLine {
        about: about.to_owned(),
        id,
        name: one.name,
        silent_days: None,
        since: None,
        drafts: None,
        by: Vec::new(),
        effective_from: None,
        text: None,
    };
    match one.state {
        Is::Silent { days, last } => {
            (line.silent_days, line.since) = (Some(days), last.map(Day));
        }
        Is::Waiting { drafts, since, by } => {
            (line.drafts, line.since, line.by) = (Some(drafts as u64), Some(Day(since)), by);
        }
        Is::Text(text) => line.text = Some(text).filter(|text| !text.is_empty()),
        Is::From(day) => line.effective_from = Some(Day(day)),
    }
    line
}
