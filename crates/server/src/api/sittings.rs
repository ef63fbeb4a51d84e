//! Taking an assessment by a program, and what came of it.

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
    Refusal, annul_sitting, plan_next_try,
    record_response::{self, Act, Given, Sent as SentAnswers, Taken},
    score_response,
    show_sitting::{self, ShownPlace, ShownSitting},
    sitting_result::{self, SittingResult},
    start_sitting::{self, Starting},
    words::words_for,
};
use utoipa::ToSchema;
use wording::Audience;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{Named, Sent},
    scalars::{Id, Moment, Number},
    shapes::{Competency, Reason},
};
use crate::{item_html, site::Site};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assignments/{assignment}/sittings", post(start_sitting))
        .route("/sittings/{sitting}", get(show_sitting))
        .route("/sittings/{sitting}/answers", post(record_response))
        .route("/sittings/{sitting}/result", get(show_result))
        .route("/sittings/{sitting}/plan", post(plan_next_try))
        .route("/sittings/{sitting}/score", post(score_response))
        .route("/sittings/{sitting}/annul", post(annul_sitting))
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

fn texts(value: &Value) -> Vec<String> {
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

/// What came of a sitting, as far as the caller sees it now.
#[derive(Debug, Serialize, ToSchema)]
pub struct SittingOutcome {
    /// Our id.
    pub id: Id,
    /// Whose.
    pub learner: Id,
    /// The assignment.
    pub assignment: Id,
    /// What it is called.
    pub title: String,
    /// `open`, `paused`, `waiting`, `scored` or `annulled`.
    pub state: &'static str,
    /// Which attempt, from 1.
    pub attempt: i64,
    /// When it began.
    pub started_at: Moment,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// Whether points and feedback are told now.
    pub told: bool,
    /// Points.
    pub points: Option<Number>,
    /// Of so many.
    pub points_possible: Option<Number>,
    /// Whether that passes.
    pub passed: Option<bool>,
    /// By competency.
    pub competencies: Vec<CompetencyOutcome>,
    /// Where a diagnostic places.
    pub placement: Option<PlacementOutcome>,
    /// Each question; empty where they are not told.
    pub questions: Vec<QuestionOutcome>,
}

/// What was shown of one competency.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompetencyOutcome {
    /// Which.
    pub competency: Competency,
    /// Points.
    pub points: Number,
    /// Of so many.
    pub points_possible: Number,
    /// From how many questions.
    pub items: usize,
    /// Whether they exempt from it, where the plan exempts.
    pub exempt: Option<bool>,
}

/// Where a diagnostic places.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacementOutcome {
    /// Ability over all domains. Unit: logits.
    pub ability: Option<f64>,
    /// Its standard error. Unit: logits.
    pub standard_error: Option<f64>,
    /// The grades that are likely, lowest first; `null` stands for below the lowest.
    pub grades: Vec<Option<String>>,
    /// By domain.
    pub domains: Vec<DomainOutcome>,
}

/// One domain.
#[derive(Debug, Serialize, ToSchema)]
pub struct DomainOutcome {
    /// What it is called.
    pub title: String,
    /// Ability. Unit: logits.
    pub ability: Option<f64>,
    /// Its standard error. Unit: logits.
    pub standard_error: Option<f64>,
    /// The grades that are likely.
    pub grades: Vec<Option<String>>,
    /// Questions that were answered.
    pub answered: usize,
    /// Of which right.
    pub right: usize,
    /// Questions that were not taught yet.
    pub not_taught: usize,
}

/// What came of one question.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionOutcome {
    /// Its place, from 0.
    pub place: i64,
    /// The item.
    pub item: Id,
    /// Which version of it.
    pub version: i64,
    /// How far it came.
    pub state: &'static str,
    /// What was answered, by response.
    pub values: BTreeMap<String, Vec<String>>,
    /// The key, by response, where the caller may see it.
    pub key: Option<BTreeMap<String, Vec<String>>>,
    /// Points; `null` where nobody has scored it.
    pub points: Option<Number>,
    /// Of so many.
    pub points_possible: Option<Number>,
    /// How long it was worked on. Unit: milliseconds.
    pub milliseconds: i64,
}

impl From<SittingResult> for SittingOutcome {
    fn from(found: SittingResult) -> Self {
        let sitting = &found.sitting;
        let told = found.told && sitting.state.has_ended();
        let all = |values: &BTreeMap<String, Value>| {
            values.iter().map(|(name, value)| (name.clone(), texts(value))).collect::<BTreeMap<_, _>>()
        };
        Self {
            id: sitting.id.into(),
            learner: sitting.learner.into(),
            assignment: sitting.assignment.into(),
            title: found.title.clone(),
            state: sitting.state.word(),
            attempt: sitting.attempt,
            started_at: sitting.started_at.into(),
            ended_at: sitting.ended_at.map(Into::into),
            told,
            points: sitting.points.filter(|_| told).map(Into::into),
            points_possible: sitting.points_possible.filter(|_| told).map(Into::into),
            passed: sitting.passed.filter(|_| told),
            competencies: found
                .competencies
                .iter()
                .map(|one| CompetencyOutcome {
                    competency: (&one.competency).into(),
                    points: one.points.into(),
                    points_possible: one.points_possible.into(),
                    items: one.items,
                    exempt: one.exempt,
                })
                .collect(),
            placement: found.placed.as_ref().map(|placed| PlacementOutcome {
                ability: placed.overall.map(|one| one.ability),
                standard_error: placed.overall.map(|one| one.error),
                grades: placed.grades.clone(),
                domains: placed
                    .domains
                    .iter()
                    .map(|one| DomainOutcome {
                        title: one.title.clone(),
                        ability: one.measured.map(|one| one.ability),
                        standard_error: one.measured.map(|one| one.error),
                        grades: one.grades.clone(),
                        answered: one.answered,
                        right: one.right,
                        not_taught: one.not_taught,
                    })
                    .collect(),
            }),
            questions: found
                .items
                .iter()
                .map(|one| QuestionOutcome {
                    place: one.place,
                    item: one.item.into(),
                    version: one.version,
                    state: one.state.word(),
                    values: all(&one.answers),
                    key: one.solution.as_ref().map(all),
                    points: one.points.map(Into::into),
                    points_possible: one.points_possible.map(Into::into),
                    milliseconds: one.milliseconds,
                })
                .collect(),
        }
    }
}

/// Shows what came of a sitting to whoever may see its learner's record.
#[utoipa::path(get, path = "/api/v1/sittings/{sitting}/result", tag = "Assessments",
    responses((status = 200, body = SittingOutcome)))]
pub(super) async fn show_result(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
) -> Result<Json<SittingOutcome>, ApiError> {
    Ok(Json(sitting_result::sitting_result(&site.app, &actor, sitting).await?.into()))
}

/// What a learner plans before the next attempt.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NextTry {
    /// What they will do first.
    plan: String,
}

/// Keeps what the caller plans before the next attempt.
#[utoipa::path(post, path = "/api/v1/sittings/{sitting}/plan", tag = "Assessments",
    request_body = NextTry, responses((status = 204)))]
pub(super) async fn plan_next_try(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
    Sent(next): Sent<NextTry>,
) -> Result<StatusCode, ApiError> {
    plan_next_try::plan_next_try(&site.app, &actor, sitting, &next.plan).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Points for an answer that waits for a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewScore {
    /// Its place, from 0.
    place: i64,
    /// Points.
    points: Number,
    /// Of so many.
    points_possible: Number,
}

/// Scores an answer that waits for a person.
#[utoipa::path(post, path = "/api/v1/sittings/{sitting}/score", tag = "Assessments",
    request_body = NewScore, responses((status = 204)))]
pub(super) async fn score_response(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
    Sent(new): Sent<NewScore>,
) -> Result<StatusCode, ApiError> {
    let (points, possible) = (new.points.0, new.points_possible.0);
    score_response::score_response(&site.app, &actor, sitting, new.place, points, possible).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a sitting back: it counts nowhere, and the attempt is given back.
#[utoipa::path(post, path = "/api/v1/sittings/{sitting}/annul", tag = "Assessments",
    request_body = Reason, responses((status = 204)))]
pub(super) async fn annul_sitting(
    State(site): State<Site>,
    Caller(actor): Caller,
    Named(sitting): Named<SittingId>,
    Sent(why): Sent<Reason>,
) -> Result<StatusCode, ApiError> {
    annul_sitting::annul_sitting(&site.app, &actor, sitting, &why.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
