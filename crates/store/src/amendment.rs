//! What learners and families ask to amend.

use domain::{
    AmendmentId, DistrictId, LearnerId, PersonId,
    evidence::Sequence,
    privacy::{Amendment, AmendmentFact, AmendmentState, Answer},
};

use crate::{Row, StoreError, Tx, args, column};

const COLUMNS: &str = "amendment_id, learner_id, sequence, fact, wanted, reason, asked_by, asked_at, due_on,
    state, answer, decided_by, decided_at, statement, stated_by, stated_at";

/// Adds a request.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Amendment) -> Result<(), StoreError> {
    tx.run(
        "insert into amendment (district_id, amendment_id, learner_id, sequence, fact, wanted, reason,
           asked_by, asked_at, due_on, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            district,
            one.id,
            one.learner,
            one.entry.map(|entry| entry.0),
            one.fact.word(),
            &one.wanted,
            &one.reason,
            one.asked_by,
            one.asked_at,
            one.due_on,
            one.state.word(),
        ],
    )
    .await
    .map(drop)
}

/// Takes over the answer and the statement of a request.
pub async fn update(tx: &mut Tx, district: DistrictId, one: &Amendment) -> Result<(), StoreError> {
    let (answer, statement) = (one.answer.as_ref(), one.statement.as_ref());
    tx.run(
        "update amendment set state = $3, answer = $4, decided_by = $5, decided_at = $6, statement = $7,
           stated_by = $8, stated_at = $9
         where district_id = $1 and amendment_id = $2",
        args![
            district,
            one.id,
            one.state.word(),
            answer.map(|answer| answer.text.as_str()),
            answer.map(|answer| answer.by),
            answer.map(|answer| answer.at),
            statement.map(|statement| statement.text.as_str()),
            statement.map(|statement| statement.by),
            statement.map(|statement| statement.at),
        ],
    )
    .await
    .map(drop)
}

/// One request.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    amendment: AmendmentId,
) -> Result<Option<Amendment>, StoreError> {
    let sql = format!("select {COLUMNS} from amendment where district_id = $1 and amendment_id = $2");
    tx.row(&sql, args![district, amendment]).await?.as_ref().map(from_row).transpose()
}

/// The requests about one learner, newest first.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Amendment>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from amendment where district_id = $1 and learner_id = $2
         order by asked_at desc, amendment_id desc"
    );
    tx.rows(&sql, args![district, learner]).await?.iter().map(from_row).collect()
}

/// Requests of a state, those to be answered first in front; of every state when none is named.
pub async fn list(
    tx: &mut Tx,
    district: DistrictId,
    state: Option<AmendmentState>,
    limit: i64,
) -> Result<Vec<Amendment>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from amendment where district_id = $1 and ($2 is null or state = $2)
         order by due_on, asked_at, amendment_id limit $3"
    );
    let state = state.map(AmendmentState::word);
    tx.rows(&sql, args![district, state, limit]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Amendment, StoreError> {
    Ok(Amendment {
        id: AmendmentId::from_bytes(row.array("amendment_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        fact: column::word(row, "fact", AmendmentFact::from_word)?,
        entry: row.number_or_null("sequence")?.map(Sequence),
        wanted: row.text("wanted")?,
        reason: row.text("reason")?,
        asked_by: PersonId::from_bytes(row.array("asked_by")?),
        asked_at: row.time("asked_at")?,
        due_on: row.date("due_on")?,
        state: column::word(row, "state", AmendmentState::from_word)?,
        answer: said(row, "answer", "decided_by", "decided_at")?,
        statement: said(row, "statement", "stated_by", "stated_at")?,
    })
}

fn said(
    row: &Row,
    text: &'static str,
    by: &'static str,
    at: &'static str,
) -> Result<Option<Answer>, StoreError> {
    let Some(text) = row.text_or_null(text)? else { return Ok(None) };
    Ok(Some(Answer { text, by: PersonId::from_bytes(row.array(by)?), at: row.time(at)? }))
}
