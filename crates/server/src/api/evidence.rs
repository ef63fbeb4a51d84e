//! Evidence from another system, thousands of rows at once, each with its receipt.

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    routing::post,
};
use domain::evidence::Source;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use usecases::{
    ledger::Receipt,
    record_evidence::{NewEvidence, NewResult, WhichCompetency, WhichLearner, record_evidence},
};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    problem::ApiError,
    received::{self, SentBytes},
    scalars::{Id, Moment, Number},
};
use crate::site::Site;

/// The most bytes of one call.
const MOST_BYTES: usize = 8 << 20;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    let add = post(add_evidence).layer(DefaultBodyLimit::max(MOST_BYTES));
    Router::new().route("/evidence", add)
}

/// One piece of evidence. Its learner and its competency are each named in one of two ways; how well it
/// went is points or a level.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRow {
    /// The caller's own key: the same caller and key are recorded once, however often they are sent.
    key: String,
    /// The learner, by our id.
    learner: Option<Id>,
    /// The learner, by the roster source's identifier.
    learner_sourced_id: Option<String>,
    /// The competency, by our id.
    competency: Option<Id>,
    /// The competency, by its code or the publisher's identifier.
    competency_code: Option<String>,
    /// Points earned.
    points: Option<Number>,
    /// The most that could be earned; above 0.
    points_possible: Option<Number>,
    /// Code of a level on the framework's scale, instead of points.
    level: Option<String>,
    /// The instrument's own mastery cut, as a fraction of the points possible, 0 to 1.
    mastery_cut: Option<Number>,
    /// Results of one sitting.
    result_group: Option<String>,
    /// `item_response`, `rating`, `observation`, `import`, `prior_learning` or `transfer`; `import`
    /// where it is not given.
    source: Option<String>,
    /// The test, task or item.
    instrument: Option<String>,
    /// Which try, from 1.
    attempt: Option<i64>,
    /// The section it was done in.
    section: Option<Id>,
    /// When the work was done; now where it is not given.
    worked_at: Option<Moment>,
    /// What the judge wrote.
    note: Option<String>,
    /// Content digest or address of the work itself.
    attachment: Option<String>,
}

impl EvidenceRow {
    /// As the use case takes it, or why it cannot.
    fn evidence(self) -> Result<NewEvidence, String> {
        let learner = match (self.learner, self.learner_sourced_id) {
            (Some(id), None) => WhichLearner::Id(id.into()),
            (None, Some(name)) => WhichLearner::SourcedId(name),
            (None, None) => return Err("learner is missing: give learner or learner_sourced_id".to_owned()),
            _ => return Err("learner is named twice: give learner or learner_sourced_id".to_owned()),
        };
        let competency = match (self.competency, self.competency_code) {
            (Some(id), None) => WhichCompetency::Id(id.into()),
            (None, Some(code)) => WhichCompetency::Code(code),
            (None, None) => {
                return Err("competency is missing: give competency or competency_code".to_owned());
            }
            _ => return Err("competency is named twice: give competency or competency_code".to_owned()),
        };
        let result = match (self.points, self.points_possible, self.level) {
            (Some(points), Some(possible), None) => {
                NewResult::Points { points: points.0, points_possible: possible.0 }
            }
            (None, None, Some(level)) => NewResult::Level(level),
            _ => return Err("the result is unclear: give points and points_possible, or level".to_owned()),
        };
        let source = match self.source.as_deref() {
            None => Source::Import,
            Some(word) => Source::from_word(word).ok_or_else(|| {
                let known: Vec<&str> = Source::ALL.iter().map(|(_, word)| *word).collect();
                format!("source is not known: use one of {}", known.join(", "))
            })?,
        };
        Ok(NewEvidence {
            key: self.key,
            learner,
            competency,
            result,
            mastery_cut: self.mastery_cut.map(|cut| cut.0),
            result_group: self.result_group,
            source,
            instrument: self.instrument,
            attempt: self.attempt,
            section: self.section.map(Into::into),
            worked_at: self.worked_at.map(|at| at.0),
            note: self.note,
            attachment: self.attachment,
        })
    }
}

/// What became of the rows.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recorded {
    /// Rows recorded now.
    pub accepted: u64,
    /// Rows recorded before.
    pub repeated: u64,
    /// Rows that cannot be recorded.
    pub refused: u64,
    /// One per row, in order.
    pub receipts: Vec<RowReceipt>,
}

/// What became of one row.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum RowReceipt {
    /// Recorded now.
    Accepted {
        /// The place in the learner's chain.
        sequence: i64,
    },
    /// Recorded before; nothing was written.
    Repeated {
        /// The place in the learner's chain.
        sequence: i64,
    },
    /// It cannot be recorded.
    Refused {
        /// Why, and what to do.
        reason: String,
    },
}

/// Records evidence: row by row, a receipt per row, in order. At most 5,000 rows and 8 MB at once.
#[utoipa::path(post, path = "/api/v1/evidence", tag = "Evidence", request_body = Vec<EvidenceRow>,
    responses((status = 200, body = Recorded)))]
pub(super) async fn add_evidence(
    State(site): State<Site>,
    Caller(actor): Caller,
    SentBytes(body): SentBytes,
) -> Result<Json<Recorded>, ApiError> {
    let rows = rows(&body)?;
    let mut receipts: Vec<Option<Receipt>> = Vec::with_capacity(rows.len());
    let mut evidence = Vec::with_capacity(rows.len());
    for row in rows {
        match row.and_then(EvidenceRow::evidence) {
            Ok(one) => {
                evidence.push(one);
                receipts.push(None);
            }
            Err(why) => receipts.push(Some(Receipt::Refused(why))),
        }
    }
    let mut recorded = record_evidence(&site.app, &actor, evidence).await?.into_iter();
    let mut answer =
        Recorded { accepted: 0, repeated: 0, refused: 0, receipts: Vec::with_capacity(receipts.len()) };
    for receipt in receipts {
        let receipt = receipt.or_else(|| recorded.next());
        answer.add(receipt.unwrap_or_else(|| Receipt::Refused("this row was passed over".to_owned())));
    }
    Ok(Json(answer))
}

impl Recorded {
    fn add(&mut self, receipt: Receipt) {
        let (count, shown) = match receipt {
            Receipt::Accepted(at) => (&mut self.accepted, RowReceipt::Accepted { sequence: at.0 }),
            Receipt::Repeated(at) => (&mut self.repeated, RowReceipt::Repeated { sequence: at.0 }),
            Receipt::Refused(reason) => (&mut self.refused, RowReceipt::Refused { reason }),
        };
        *count += 1;
        self.receipts.push(shown);
    }
}

/// Reads the rows. When one of them cannot be used, each is read by itself, so that the others can.
fn rows(body: &[u8]) -> Result<Vec<Result<EvidenceRow, String>>, ApiError> {
    match serde_json::from_slice::<Vec<EvidenceRow>>(body) {
        Ok(rows) => Ok(rows.into_iter().map(Ok).collect()),
        // A number that no computer holds is no fault of the other rows either.
        Err(_) => match serde_json::from_slice::<Vec<&RawValue>>(body) {
            Ok(rows) => Ok(rows.into_iter().map(row).collect()),
            Err(_) => {
                Err(received::read::<Vec<EvidenceRow>>(body).err().unwrap_or_else(ApiError::signed_out))
            }
        },
    }
}

fn row(text: &RawValue) -> Result<EvidenceRow, String> {
    let mut json = serde_json::Deserializer::from_str(text.get());
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let said = error.into_inner().to_string();
        if path == "." { said } else { format!("{path}: {said}") }
    })
}
