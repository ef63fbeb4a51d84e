//! Taking an assessment by a program.

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use domain::{
    AssignmentId, SittingId,
    item::{Cardinality, InteractionKind, Node, Scalar, Value},
};
use serde::{Deserialize, Serialize};
use usecases::{
    Refusal,
    record_response::{self, Act, Given, Sent as SentAnswers, Taken},
    show_sitting::{self, ShownPlace, ShownSitting},
    start_sitting::{self, Starting},
    words::words_for,
};
use utoipa::ToSchema;
use wording::Audience;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Id, Moment},
};
use crate::{item_html, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assignments/{assignment}/sittings", post(start_sitting))
        .route("/sittings/{sitting}", get(show_sitting))
        .route("/sittings/{sitting}/answers", post(record_response))
}

/// What is said at the beginning.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSitting {
    /// The proctor's code, where one is asked for.
    code: Option<String>,
    /// What the program says it is.
    device: Option<String>,
}

/// A sitting that was begun, or goes on.
#[derive(Debug, Serialize, ToSchema)]
pub struct BegunSitting {
    /// Our id.
    pub id: Id,
}

/// Begins an assessment that is given to the caller, or finds the sitting that is open already.
#[utoipa::path(post, path = "/api/v1/assignments/{assignment}/sittings", tag = "Assessments",
    request_body = NewSitting, responses((status = 201, body = BegunSitting)))]
pub(super) async fn start_sitting(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(assignment): Named<AssignmentId>,
    Sent(new): Sent<NewSitting>,
) -> Result<(StatusCode, Json<BegunSitting>), ApiError> {
    let starting = Starting { code: new.code, device: new.device, network: None };
    let id = start_sitting::start_sitting(&site.app, &actor, assignment, starting).await?;
    Ok((StatusCode::CREATED, Json(BegunSitting { id: id.into() })))
}

/// A sitting as its learner sees it now.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnSitting {
    /// Our id.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// `open`, `paused`, `waiting`, `scored` or `annulled`.
    pub state: &'static str,
    /// To be sent back with what comes next.
    pub turn: i64,
    /// The place that is shown, from 0.
    pub place: i64,
    /// Until when answers are taken; `null` for without limit.
    pub deadline: Option<Moment>,
    /// How far each place is: `planned`, `shown`, `saved`, `answered`, `skipped`, `not_taught` or `unscorable`.
    pub places: Vec<&'static str>,
    /// The questions that are asked now; none where everything is looked over, or it is over.
    pub questions: Vec<AskedQuestion>,
}

/// One question that is asked now. It holds no key.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedQuestion {
    /// Its place, from 0.
    pub place: i64,
    /// What is shown, as HTML.
    pub html: String,
    /// What is to be answered.
    pub responses: Vec<AskedResponse>,
    /// What was answered so far, by response.
    pub values: BTreeMap<String, Vec<String>>,
    /// Whether the answer was all right, where that is told at once.
    pub right: Option<bool>,
    /// Whether it is answered in steps and asks for another one.
    pub in_steps: bool,
}

/// What is to be answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedResponse {
    /// Its name, under which values are sent.
    pub identifier: String,
    /// `single`, `multiple`, `ordered` or `record`.
    pub cardinality: &'static str,
    /// The type of each value as QTI names it, such as `identifier`; `null` for a record.
    pub base_type: Option<&'static str>,
    /// What can be chosen, for a list; in the order in which it is shown.
    pub choices: Vec<String>,
}

impl AskedQuestion {
    fn new(one: &ShownPlace, words: &presentation::Words) -> Self {
        let response = |shape: &presentation::ResponseShape| {
            let mut choices = Vec::new();
            chosen_from(&one.shown.body, &shape.identifier, &mut choices);
            AskedResponse {
                identifier: shape.identifier.clone(),
                cardinality: shape.cardinality.word(),
                base_type: shape.base_type.map(domain::item::BaseType::word),
                choices,
            }
        };
        Self {
            place: one.place,
            html: item_html::answering(one, words, &[], None),
            responses: one.shapes.iter().map(response).collect(),
            values: one.answers.iter().map(|(name, value)| (name.clone(), texts(value))).collect(),
            right: one.told,
            in_steps: one.in_steps,
        }
    }
}

/// The names of what can be chosen for a response.
fn chosen_from(nodes: &[Node], response: &str, found: &mut Vec<String>) {
    for node in nodes {
        if let Node::Interaction(interaction) = node
            && interaction.response == response
        {
            let choices = match &interaction.kind {
                InteractionKind::Choice { choices, .. }
                | InteractionKind::InlineChoice { choices, .. }
                | InteractionKind::Order { choices, .. } => choices.as_slice(),
                _ => &[],
            };
            found.extend(choices.iter().map(|one| one.identifier.clone()));
        }
        chosen_from(node.children(), response, found);
    }
}

pub(super) fn texts(value: &Value) -> Vec<String> {
    let text = |scalar: &Scalar| match scalar {
        Scalar::File(file) => file.name.clone(),
        other => other.text(),
    };
    match value {
        Value::Record(fields) => fields
            .iter()
            .map(|(name, scalar)| format!("{name}={}", scalar.as_ref().map(text).unwrap_or_default()))
            .collect(),
        other => other.scalars().iter().map(text).collect(),
    }
}

async fn shown(site: &Site, actor: &usecases::Actor, found: &ShownSitting) -> Result<OwnSitting, ApiError> {
    let words = words_for(&site.app, actor, Audience::Learner).await?;
    let words = item_html::words(&words);
    Ok(OwnSitting {
        id: found.sitting.id.into(),
        title: found.title.clone(),
        state: found.sitting.state.word(),
        turn: found.sitting.turn,
        place: found.sitting.place,
        deadline: found.sitting.deadline.map(Into::into),
        places: found.places.iter().map(|one| one.state.word()).collect(),
        questions: found.items.iter().map(|one| AskedQuestion::new(one, &words)).collect(),
    })
}

/// Shows the caller's own sitting: what is asked now, without any key.
#[utoipa::path(get, path = "/api/v1/sittings/{sitting}", tag = "Assessments",
    responses((status = 200, body = OwnSitting)))]
pub(super) async fn show_sitting(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
) -> Result<Json<OwnSitting>, ApiError> {
    let found = show_sitting::show_sitting(&site.app, &actor, sitting).await?;
    Ok(Json(shown(&site, &actor, &found).await?))
}

/// Answers, and what is to happen then.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswers {
    /// The `turn` that was seen.
    turn: i64,
    /// Answers by place.
    #[serde(default)]
    answers: Vec<NewAnswer>,
    /// `save`: keep them. `attempt`: count them and stay. `next`: count them and go on. `previous` and `go`: keep them and
    /// go. `flag`: mark a place. `not_taught`: "I have not been taught this." `pause`; `take_over`; `submit`: count
    /// everything and end.
    act: String,
    /// For `go` and `flag`: which place, from 0.
    to: Option<i64>,
    /// The device's own time; kept, never decided by.
    device_at: Option<Moment>,
}

/// One answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    /// Its place, from 0.
    place: i64,
    /// Values by response, each as QTI writes it; an empty list takes an answer back.
    values: BTreeMap<String, Vec<String>>,
}

/// What came of answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenAnswers {
    /// `at`: they are kept. `paused`. `ended`: it is over. `before`: the same was taken before, and nothing is done again.
    pub taken: &'static str,
    /// To be sent with what comes next.
    pub turn: Option<i64>,
    /// The place that is shown.
    pub place: Option<i64>,
}

fn act(word: &str, to: Option<i64>) -> Result<Act, Refusal> {
    let place = || to.ok_or_else(|| Refusal::invalid("to", "is missing: name a place"));
    Ok(match word {
        "save" => Act::Save,
        "attempt" => Act::Attempt,
        "next" => Act::Next,
        "previous" => Act::Previous,
        "go" => Act::Go(place()?),
        "flag" => Act::Flag(place()?),
        "not_taught" => Act::NotTaught,
        "pause" => Act::Pause,
        "take_over" => Act::TakeOver,
        "submit" => Act::Submit,
        _ => {
            return Err(Refusal::invalid(
                "act",
                "is one of save, attempt, next, previous, go, flag, not_taught, pause, take_over, submit",
            ));
        }
    })
}

/// Reads values as the question that is asked declares them.
fn given(found: &ShownSitting, answer: &NewAnswer) -> Result<(i64, Given), Refusal> {
    let not_asked =
        || Refusal::invalid("place", format!("{} is not asked now: see which questions are", answer.place));
    let asked = found.items.iter().find(|one| one.place == answer.place).ok_or_else(not_asked)?;
    let mut values = asked.answers.clone();
    for (name, texts) in &answer.values {
        let shape = asked.shapes.iter().find(|shape| shape.identifier == *name);
        let shape = shape.ok_or_else(|| {
            let name: String = name.chars().take(100).collect();
            Refusal::invalid("values", format!("name \"{name}\", which is no response of this question"))
        })?;
        values.insert(name.clone(), value(shape, texts)?);
    }
    Ok((answer.place, Given::Values(values)))
}

fn value(shape: &presentation::ResponseShape, texts: &[String]) -> Result<Value, Refusal> {
    let wrong = |why: String| Refusal::invalid("values", format!("of {} {why}", shape.identifier));
    if texts.is_empty() {
        return Ok(Value::Null);
    }
    let base = match shape.base_type {
        Some(base) if base != domain::item::BaseType::File => base,
        _ => return Err(wrong("are a file or a record: give these on the page".to_owned())),
    };
    if shape.cardinality == Cardinality::Single && texts.len() > 1 {
        return Err(wrong("are several, and one is asked for".to_owned()));
    }
    let scalar = |text: &String| {
        Scalar::read(base, text).ok_or_else(|| {
            let text: String = text.chars().take(100).collect();
            wrong(format!("hold \"{text}\", which is no {}", base.word()))
        })
    };
    Ok(Value::container(shape.cardinality, texts.iter().map(scalar).collect::<Result<_, _>>()?))
}

/// Takes answers to the caller's own sitting, once each, whatever is sent twice.
#[utoipa::path(post, path = "/api/v1/sittings/{sitting}/answers", tag = "Assessments",
    request_body = NewAnswers, responses((status = 200, body = TakenAnswers)))]
pub(super) async fn record_response(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
    Sent(new): Sent<NewAnswers>,
) -> Result<Json<TakenAnswers>, ApiError> {
    let act = act(&new.act, new.to)?;
    let found = show_sitting::show_sitting(&site.app, &actor, sitting).await?;
    // What is stale is told as such by the use case, not as a place that is not asked.
    let fresh = new.turn == found.sitting.turn && !found.sitting.state.has_ended();
    let answers = if fresh {
        new.answers.iter().map(|one| given(&found, one)).collect::<Result<_, _>>()?
    } else {
        Vec::new()
    };
    let sent = SentAnswers {
        turn: new.turn,
        page: String::new(),
        answers,
        act,
        device_at: new.device_at.map(|at| at.0),
    };
    let taken = record_response::record_response(&site.app, &actor, sitting, sent).await?;
    Ok(Json(match taken {
        Taken::At { turn, place } => TakenAnswers { taken: "at", turn: Some(turn), place: Some(place) },
        Taken::Paused => TakenAnswers { taken: "paused", turn: None, place: None },
        Taken::Ended => TakenAnswers { taken: "ended", turn: None, place: None },
        Taken::Before => TakenAnswers { taken: "before", turn: None, place: None },
    }))
}
