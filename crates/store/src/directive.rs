//! What educators direct on learners' paths. A directive is ended, never taken away; an erasure takes it.

use domain::{
    CompetencyId, DirectiveId, DistrictId, LearnerId, PersonId,
    path::{Directive, DirectiveKind, Ended},
};

use crate::{Row, StoreError, Tx, args, column, goal};

const COLUMNS: &str = "directive_id, learner_id, competency_id, kind, reason, given_by, given_at, until_at,
    ended_at, ended_by";

/// Adds a directive.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Directive) -> Result<(), StoreError> {
    tx.run(
        "insert into directive (district_id, directive_id, learner_id, competency_id, kind, reason, given_by,
           given_at, until_at, ended_at, ended_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            district,
            one.id,
            one.learner,
            one.competency,
            one.kind.word(),
            &one.reason,
            one.given_by,
            one.given_at,
            one.until,
            one.ended.map(|ended| ended.at),
            one.ended.map(|ended| ended.by),
        ],
    )
    .await
    .map(drop)
}

/// Ends a directive that was not ended; whether it was not.
pub async fn end(
    tx: &mut Tx,
    district: DistrictId,
    directive: DirectiveId,
    ended: Ended,
) -> Result<bool, StoreError> {
    let sql = "update directive set ended_at = $3, ended_by = $4
               where district_id = $1 and directive_id = $2 and ended_at is null";
    Ok(tx.run(sql, args![district, directive, ended.at, ended.by]).await? > 0)
}

/// One directive.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    directive: DirectiveId,
) -> Result<Option<Directive>, StoreError> {
    let sql = format!("select {COLUMNS} from directive where district_id = $1 and directive_id = $2");
    tx.row(&sql, args![district, directive]).await?.as_ref().map(from_row).transpose()
}

/// Every directive for a learner, those that are over too, oldest first.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Directive>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from directive where district_id = $1 and learner_id = $2
         order by given_at, directive_id"
    );
    tx.rows(&sql, args![district, learner]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Directive, StoreError> {
    Ok(Directive {
        id: DirectiveId::from_bytes(row.array("directive_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        competency: CompetencyId::from_bytes(row.array("competency_id")?),
        kind: column::word(row, "kind", DirectiveKind::from_word)?,
        reason: row.text("reason")?,
        given_by: PersonId::from_bytes(row.array("given_by")?),
        given_at: row.time("given_at")?,
        until: row.time_or_null("until_at")?,
        ended: goal::ended(row)?,
    })
}
