//! What came of one sitting, as QTI results reporting 3.0.
//!
//! Source: 1EdTech QTI 3.0, Results Reporting (`assessmentResult`).

use domain::item::{BaseType, Cardinality, Scalar, Value};

use super::tree::Tag;

const RESULTS: &str = "http://www.imsglobal.org/xsd/imsqti_result_v3p0";
const SCHEMA: &str = "http://www.imsglobal.org/xsd/imsqti_result_v3p0 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_resultv3p0_v1p0.xsd";

/// One sitting. Moments are texts as XML Schema writes them, such as `2026-11-30T09:30:00Z`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AssessmentResult {
    /// Who answered: a `sourcedId`.
    pub sourced_id: Option<String>,
    /// By which names systems know the sitting: who gave the name, and the name.
    pub sessions: Vec<(String, String)>,
    /// What came of the test, if there was one.
    pub test: Option<TestResult>,
    /// What came of items, one each attempt.
    pub items: Vec<ItemResult>,
}

/// What came of a test.
#[derive(Debug, Clone, PartialEq)]
pub struct TestResult {
    /// The identifier of the test.
    pub identifier: String,
    /// When.
    pub datestamp: String,
    /// What was answered or measured, such as `duration`.
    pub responses: Vec<ResponseVariable>,
    /// What came of it.
    pub outcomes: Vec<OutcomeVariable>,
}

/// What came of one attempt at an item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemResult {
    /// The identifier of the item in the test.
    pub identifier: String,
    /// The place in the order in which it was taken, from 1.
    pub sequence_index: Option<u32>,
    /// When.
    pub datestamp: String,
    /// How far it was.
    pub status: SessionStatus,
    /// What the learner said beside the answer.
    pub comment: Option<String>,
    /// What was answered.
    pub responses: Vec<ResponseVariable>,
    /// What came of it.
    pub outcomes: Vec<OutcomeVariable>,
}

/// How far an attempt was when the result was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionStatus {
    /// Nothing was answered.
    Initial,
    /// Answered, not yet scored.
    PendingSubmission,
    /// Answered, and a person still scores.
    PendingResponseProcessing,
    /// Done.
    Final,
}

impl SessionStatus {
    /// The word in QTI.
    pub fn word(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::PendingSubmission => "pendingSubmission",
            Self::PendingResponseProcessing => "pendingResponseProcessing",
            Self::Final => "final",
        }
    }
}

/// One response.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseVariable {
    /// Its identifier.
    pub identifier: String,
    /// How many scalars.
    pub cardinality: Cardinality,
    /// Of which type; `None` for a record.
    pub base_type: Option<BaseType>,
    /// In which order the choices stood, if they were shuffled.
    pub choice_sequence: Vec<String>,
    /// The key, if it may be told.
    pub correct: Option<Value>,
    /// The answer. A file is written as its name.
    pub candidate: Value,
}

/// One outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeVariable {
    /// Its identifier.
    pub identifier: String,
    /// How many scalars.
    pub cardinality: Cardinality,
    /// Of which type; `None` for a record.
    pub base_type: Option<BaseType>,
    /// The most it can be.
    pub normal_maximum: Option<f64>,
    /// The least it can be.
    pub normal_minimum: Option<f64>,
    /// From which value on mastery is shown.
    pub mastery_value: Option<f64>,
    /// What it is.
    pub value: Value,
}

/// Writes the results of one sitting. The same results always give the same bytes.
pub fn write_result(result: &AssessmentResult) -> String {
    let session = |(source, identifier): &(String, String)| {
        Tag::new("sessionIdentifier").with("sourceID", source).with("identifier", identifier)
    };
    let context = Tag::new("context")
        .maybe("sourcedId", result.sourced_id.clone())
        .holding_all(result.sessions.iter().map(session));
    let test = result.test.as_ref().map(|test| {
        let tag = Tag::new("testResult").with("identifier", &test.identifier);
        tag.with("datestamp", &test.datestamp)
            .holding_all(test.responses.iter().map(response))
            .holding_all(test.outcomes.iter().map(outcome))
    });
    Tag::new("assessmentResult")
        .with("xmlns", RESULTS)
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("xsi:schemaLocation", SCHEMA)
        .holding(context)
        .holding_all(test)
        .holding_all(result.items.iter().map(item))
        .file()
}

fn item(item: &ItemResult) -> Tag {
    Tag::new("itemResult")
        .with("identifier", &item.identifier)
        .maybe("sequenceIndex", item.sequence_index.map(|index| index.to_string()))
        .with("datestamp", &item.datestamp)
        .with("sessionStatus", item.status.word())
        .holding_all(item.responses.iter().map(response))
        .holding_all(item.outcomes.iter().map(outcome))
        .holding_all(item.comment.as_ref().map(|comment| Tag::new("candidateComment").saying(comment)))
}

fn variable(name: &str, identifier: &str, cardinality: Cardinality, base: Option<BaseType>) -> Tag {
    Tag::new(name)
        .with("identifier", identifier)
        .with("cardinality", cardinality.word())
        .maybe("baseType", base.map(BaseType::word))
}

fn response(one: &ResponseVariable) -> Tag {
    let sequence = Some(one.choice_sequence.join(" ")).filter(|names| !names.is_empty());
    let correct = one.correct.as_ref().map(|key| Tag::new("correctResponse").holding_all(values(key)));
    variable("responseVariable", &one.identifier, one.cardinality, one.base_type)
        .maybe("choiceSequence", sequence)
        .holding_all(correct)
        .holding(Tag::new("candidateResponse").holding_all(values(&one.candidate)))
}

fn outcome(one: &OutcomeVariable) -> Tag {
    let number = |number: Option<f64>| number.map(super::values::number_text);
    variable("outcomeVariable", &one.identifier, one.cardinality, one.base_type)
        .maybe("normalMaximum", number(one.normal_maximum))
        .maybe("normalMinimum", number(one.normal_minimum))
        .maybe("masteryValue", number(one.mastery_value))
        .holding_all(values(&one.value))
}

fn values(value: &Value) -> Vec<Tag> {
    let Value::Record(fields) = value else {
        return value.scalars().iter().map(|scalar| Tag::new("value").saying(&scalar.text())).collect();
    };
    let field = |(name, scalar): (&String, &Option<Scalar>)| {
        let tag = Tag::new("value").with("fieldIdentifier", name);
        match scalar {
            Some(scalar) => tag.with("baseType", scalar.base_type().word()).saying(&scalar.text()),
            None => tag,
        }
    };
    fields.iter().map(field).collect()
}
