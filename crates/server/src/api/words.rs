//! A district's own words for learners and families.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, put},
};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    own_words::{self, Kept, WordFile},
};
use utoipa::ToSchema;
use wording::{File, Language};

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::Moment,
};
use crate::site::Site;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/wording", get(list_words)).route("/wording/{file}/{language}", put(put_words))
}

/// A file of words in one language, in Fluent's format.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordingFile {
    /// `everyone`, `learner` or `family`.
    pub file: String,
    /// Tag of its language.
    pub language: String,
    /// What ships.
    pub shipped: String,
    /// The texts that the district changes; empty for none.
    pub own: String,
    /// Who changed them last.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: Option<Moment>,
    /// Why the district's texts are not said, after an upgrade.
    pub problems: Vec<WordingProblem>,
}

/// Something in a file of words that cannot be used.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordingProblem {
    /// The line, from 1.
    pub line: usize,
    /// The text it is about; empty when none could be read.
    pub key: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl From<WordFile> for WordingFile {
    fn from(one: WordFile) -> Self {
        let (changed_by, changed_at) = one.changed.unzip();
        let problem = |problem: wording::Problem| WordingProblem {
            line: problem.line,
            key: problem.key,
            what: problem.what,
        };
        Self {
            file: one.file.word().to_owned(),
            language: one.language.tag().to_owned(),
            shipped: one.shipped.to_owned(),
            own: one.own,
            changed_by,
            changed_at: changed_at.map(Moment),
            problems: one.problems.into_iter().map(problem).collect(),
        }
    }
}

/// Lists what learners and families read, in each language.
#[utoipa::path(get, path = "/api/v1/wording", tag = "Wording",
    responses((status = 200, body = Vec<WordingFile>)))]
pub(super) async fn list_words(
    State(site): State<Site>,
    Caller(actor): Caller,
) -> Result<Json<Vec<WordingFile>>, ApiError> {
    let files = own_words::list_words(&site.app, &actor).await?;
    Ok(Json(files.into_iter().map(Into::into).collect()))
}

/// A district's own texts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnTexts {
    /// The texts that are changed, in Fluent's format; empty to say what ships.
    text: String,
}

/// Says a district's own texts in the place of those that ship. One that cannot be used refuses them all.
#[utoipa::path(put, path = "/api/v1/wording/{file}/{language}", tag = "Wording", request_body = OwnTexts,
    responses((status = 204)))]
pub(super) async fn put_words(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named((file, language)): Named<(String, String)>,
    Sent(new): Sent<OwnTexts>,
) -> Result<StatusCode, ApiError> {
    let file = File::from_word(&file).ok_or(Refusal::NotFound("this file of words"))?;
    let language = Language::from_tag(&language).ok_or(Refusal::NotFound("this language"))?;
    match own_words::change_words(&site.app, &actor, file, language, &new.text).await? {
        Kept::Done => Ok(StatusCode::NO_CONTENT),
        Kept::Refused(problems) => {
            let first = problems.first().map_or(1, |problem| problem.line);
            let lines = problems.iter().map(|one| format!("line {}: {} {}", one.line, one.key, one.what));
            let detail = lines.collect::<Vec<_>>().join("\n");
            let error = ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "invalid",
                "These texts cannot be used",
                detail,
            );
            Err(error.in_field("text").at(first, 1))
        }
    }
}
