//! What came of an assignment, to take away: a table with one row per answer, or QTI results with one file per sitting.

use std::collections::{BTreeMap, HashMap, btree_map::Entry};

use domain::{
    AssignmentId, ItemId, LearnerId, Timestamp,
    access::Relationship,
    item::{BaseType, Cardinality, Item, Scalar, Value},
    people::Person,
    sitting::{ResponseState, SittingState},
};
use exchange::{
    exports::{
        Shape,
        assessment_results::{self, AnswerRow},
    },
    qti::results::{
        AssessmentResult, ItemResult, OutcomeVariable, ResponseVariable, SessionStatus, TestResult,
    },
};
use store::{Tx, item::ItemRow, response::Response, sitting::Sitting};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, items_kept,
    response_text::{self, Values},
    sitting_end,
};

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultsFile {
    /// What was given, to name the file by.
    pub title: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A table with one row per answer, for who sees the class's records whole.
pub async fn export_results(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
    shape: Shape,
) -> Result<ResultsFile, Refusal> {
    let found = load_and_log(app, actor, assignment).await?;
    let mut rows = Vec::new();
    for taken in &found.sittings {
        for response in &taken.responses {
            rows.push(found.row(taken, response)?);
        }
    }
    Ok(ResultsFile { title: found.title, bytes: assessment_results::write(shape, rows) })
}

/// A zip with one file of QTI results per sitting.
pub async fn export_qti_results(
    app: &App,
    actor: &Actor,
    assignment: AssignmentId,
) -> Result<ResultsFile, Refusal> {
    let found = load_and_log(app, actor, assignment).await?;
    let mut files = Vec::with_capacity(found.sittings.len());
    for taken in &found.sittings {
        files.push((format!("{}.xml", taken.sitting.id), found.qti(taken)?));
    }
    let bytes = assessment_results::write_qti(&files)
        .map_err(|why| Refusal::Conflict(format!("The results do not fit a zip file: {why}.")))?;
    Ok(ResultsFile { title: found.title, bytes })
}

/// Everything that goes out.
struct Found {
    title: String,
    relationship: Relationship,
    sittings: Vec<Taken>,
    people: HashMap<LearnerId, Person>,
    rows: HashMap<ItemId, ItemRow>,
    items: BTreeMap<(ItemId, i64), std::sync::Arc<Item>>,
}

struct Taken {
    sitting: Sitting,
    responses: Vec<Response>,
}

async fn load_and_log(app: &App, actor: &Actor, assignment: AssignmentId) -> Result<Found, Refusal> {
    let now = chance::now();
    let found = app
        .db
        .read(actor.clone(), |tx, actor| Box::pin(async move { load(tx, actor, assignment, now).await }))
        .await?;
    let mut learners: Vec<LearnerId> = found.sittings.iter().map(|one| one.sitting.learner).collect();
    learners.dedup();
    access::log(app, actor, "results of an assessment, as a file", found.relationship, learners, now).await?;
    Ok(found)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    assignment: AssignmentId,
    now: Timestamp,
) -> Result<Found, Refusal> {
    const NONE: Refusal = Refusal::NotFound("this assessment");
    let district = actor.district;
    let today = chance::date_of(district, now);
    let given = store::assignment::find(tx, district, assignment).await?.ok_or(NONE)?;
    let relationship = match access::section(tx, actor, given.section, Action::Whole, today).await {
        Err(Refusal::NotFound(_)) => return Err(NONE),
        other => other?.1,
    };
    let row = store::assessment::find(tx, district, given.assessment).await?.ok_or(NONE)?;
    let mut by_sitting: HashMap<_, Vec<Response>> = HashMap::new();
    for response in store::response::of_assignment(tx, district, assignment).await? {
        by_sitting.entry(response.sitting).or_default().push(response);
    }
    let sittings: Vec<Taken> = store::sitting::of_assignment(tx, district, assignment)
        .await?
        .into_iter()
        .map(|sitting| Taken { responses: by_sitting.remove(&sitting.id).unwrap_or_default(), sitting })
        .collect();
    let mut people: Vec<_> = sittings.iter().map(|one| one.sitting.learner.as_person()).collect();
    people.dedup();
    let people = store::person::find_all(tx, district, &people).await?;
    let mut items = BTreeMap::new();
    for response in sittings.iter().flat_map(|one| &one.responses) {
        let key = (response.item, response.item_version);
        if let Entry::Vacant(entry) = items.entry(key) {
            entry.insert(items_kept::load(tx, district, key.0, key.1).await?);
        }
    }
    let mut ids: Vec<ItemId> = items.keys().map(|(id, _)| *id).collect();
    ids.dedup();
    let rows = store::item::find_all(tx, district, &ids).await?;
    Ok(Found {
        title: row.title,
        relationship,
        sittings,
        people: people.into_iter().map(|person| (person.id.as_learner(), person)).collect(),
        rows: rows.into_iter().map(|row| (row.id, row)).collect(),
        items,
    })
}

impl Found {
    fn sourced_id(&self, learner: LearnerId) -> String {
        let known = self.people.get(&learner).and_then(|person| person.sourced_id.clone());
        known.unwrap_or_else(|| learner.to_string())
    }

    fn row(&self, taken: &Taken, response: &Response) -> Result<AnswerRow, Refusal> {
        let (sitting, person) = (&taken.sitting, self.people.get(&taken.sitting.learner));
        let answer = values(response.answer.as_deref())?;
        let points = |points: Option<domain::Points>| points.map(|one| one.to_string()).unwrap_or_default();
        Ok(AnswerRow {
            learner: self.sourced_id(sitting.learner),
            family_name: person.map(|one| one.family_name.clone()).unwrap_or_default(),
            given_name: person.map(|one| one.given_name.clone()).unwrap_or_default(),
            sitting: sitting.id.to_string(),
            attempt: sitting.attempt,
            sitting_state: sitting.state.word(),
            medium: sitting.medium.word(),
            place: response.place + 1,
            item: self.rows.get(&response.item).map(|row| row.identifier.clone()).unwrap_or_default(),
            item_version: response.item_version,
            seed: response.seed,
            state: response.state.word(),
            answer: as_text(&answer),
            points: points(response.points),
            points_possible: points(response.points_possible),
            correct: response.correct,
            seconds: format!("{}.{:03}", response.milliseconds / 1_000, response.milliseconds % 1_000),
            answered_at: response.answered_at.map(|at| at.to_string()).unwrap_or_default(),
            repeated: response.repeated_from.is_some(),
        })
    }

    fn qti(&self, taken: &Taken) -> Result<AssessmentResult, Refusal> {
        let sitting = &taken.sitting;
        let moment = |at: Timestamp| at.to_string();
        let outcome = |name: &str, points: Option<domain::Points>, most: Option<domain::Points>| {
            points.map(|points| OutcomeVariable {
                identifier: name.to_owned(),
                cardinality: Cardinality::Single,
                base_type: Some(BaseType::Float),
                normal_maximum: most.map(domain::Points::to_f64),
                normal_minimum: None,
                mastery_value: None,
                value: Value::float(points.to_f64()),
            })
        };
        let seconds = sitting.ended_at.unwrap_or(sitting.touched_at).duration_since(sitting.started_at);
        let duration = ResponseVariable {
            identifier: "duration".to_owned(),
            cardinality: Cardinality::Single,
            base_type: Some(BaseType::Duration),
            choice_sequence: Vec::new(),
            correct: None,
            candidate: Value::Single(Scalar::Duration(seconds.as_secs_f64())),
        };
        let counts = sitting.state != SittingState::Annulled;
        let test = TestResult {
            identifier: sitting.assessment.to_string(),
            datestamp: moment(sitting.ended_at.unwrap_or(sitting.touched_at)),
            responses: vec![duration],
            outcomes: outcome("SCORE", sitting.points.filter(|_| counts), sitting.points_possible)
                .into_iter()
                .chain(outcome("MAXSCORE", sitting.points_possible.filter(|_| counts), None))
                .collect(),
        };
        let mut items = Vec::with_capacity(taken.responses.len());
        for response in &taken.responses {
            items.push(self.qti_item(sitting, response)?);
        }
        Ok(AssessmentResult {
            sourced_id: Some(self.sourced_id(sitting.learner)),
            sessions: vec![("onramp".to_owned(), sitting.id.to_string())],
            test: Some(test),
            items,
        })
    }

    fn qti_item(&self, sitting: &Sitting, response: &Response) -> Result<ItemResult, Refusal> {
        let item = &self.items[&(response.item, response.item_version)];
        let (answers, outcomes) =
            (values(response.answer.as_deref())?, values(response.outcomes.as_deref())?);
        let responses = item
            .responses
            .iter()
            .map(|declared| ResponseVariable {
                identifier: declared.identifier.clone(),
                cardinality: declared.cardinality,
                base_type: declared.base_type,
                choice_sequence: Vec::new(),
                correct: None,
                candidate: answers.get(&declared.identifier).cloned().unwrap_or_default(),
            })
            .collect();
        // What counts is what the sitting counts: a person may have scored what no rule did.
        let score = response.points.map(|points| OutcomeVariable {
            identifier: "SCORE".to_owned(),
            cardinality: Cardinality::Single,
            base_type: Some(BaseType::Float),
            normal_maximum: response.points_possible.map(domain::Points::to_f64),
            normal_minimum: None,
            mastery_value: None,
            value: Value::float(points.to_f64()),
        });
        let declared =
            item.outcomes.iter().filter(|one| one.identifier != "SCORE").map(|one| OutcomeVariable {
                identifier: one.identifier.clone(),
                cardinality: one.cardinality,
                base_type: one.base_type,
                normal_maximum: one.normal_maximum,
                normal_minimum: one.normal_minimum,
                mastery_value: one.mastery_value,
                value: outcomes.get(&one.identifier).cloned().unwrap_or_default(),
            });
        let status = match response.state {
            ResponseState::Planned | ResponseState::Shown => SessionStatus::Initial,
            ResponseState::Saved => SessionStatus::PendingSubmission,
            _ if sitting_end::needs_a_person(response) => SessionStatus::PendingResponseProcessing,
            _ => SessionStatus::Final,
        };
        let at = response.answered_at.or(response.shown_at).unwrap_or(sitting.started_at);
        Ok(ItemResult {
            identifier: item.identifier.clone(),
            sequence_index: u32::try_from(response.place + 1).ok(),
            datestamp: at.to_string(),
            status,
            comment: None,
            responses,
            outcomes: score.into_iter().chain(declared).collect(),
        })
    }
}

fn values(text: Option<&str>) -> Result<Values, Refusal> {
    Ok(text.map_or(Ok(Values::new()), response_text::read)?)
}

/// An answer in one cell: `RESPONSE: choice_A`.
pub(crate) fn as_text(answers: &Values) -> String {
    let scalar = |one: &Scalar| match one {
        Scalar::File(file) => file.name.clone(),
        other => other.text(),
    };
    let one = |(name, value): (&String, &Value)| {
        let scalars: Vec<String> = match value {
            Value::Record(fields) => {
                let field = |(name, one): (&String, &Option<Scalar>)| {
                    format!("{name}={}", one.as_ref().map(scalar).unwrap_or_default())
                };
                fields.iter().map(field).collect()
            }
            other => other.scalars().iter().map(scalar).collect(),
        };
        (!value.is_null()).then(|| format!("{name}: {}", scalars.join(" | ")))
    };
    answers.iter().filter_map(one).collect::<Vec<_>>().join("; ")
}
