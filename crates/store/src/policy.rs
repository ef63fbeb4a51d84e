//! Settings of policies: versions are added, none is changed.

use domain::{
    DistrictId, PersonId, Timestamp,
    policy::{Effect, Scope, ScopeKind, Setting, Value},
};

use crate::{Row, StoreError, Tx, args, column};

/// A setting with who wrote it and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The setting.
    pub setting: Setting,
    /// Who; `None` for the platform.
    pub recorded_by: Option<PersonId>,
    /// Why.
    pub why: String,
}

/// Adds the next version of a setting; its version must be one more than the last.
pub async fn add(tx: &mut Tx, district: DistrictId, recorded: &Recorded) -> Result<(), StoreError> {
    let setting = &recorded.setting;
    let (number, choice) = match &setting.value {
        Some(Value::Number(points)) => (Some(points.millionths()), None),
        Some(Value::Choice(word)) => (None, Some(word.as_str())),
        None => (None, None),
    };
    tx.run(
        "insert into policy (district_id, scope_kind, scope_id, field, effect, version, value_number,
           value_choice, effective_from, recorded_at, recorded_by, why)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            district,
            setting.scope.kind.word(),
            setting.scope.id,
            &setting.field,
            setting.effect.word(),
            setting.version,
            number,
            choice,
            setting.effective_from,
            setting.recorded_at,
            recorded.recorded_by,
            &recorded.why,
        ],
    )
    .await
    .map(drop)
}

/// The number of the next version of a scope's field and effect.
pub async fn next_version(
    tx: &mut Tx,
    district: DistrictId,
    scope: &Scope,
    field: &str,
    effect: Effect,
) -> Result<i64, StoreError> {
    let sql = "select coalesce(max(version), 0) + 1 as next from policy
               where district_id = $1 and scope_kind = $2 and scope_id = $3 and field = $4 and effect = $5";
    let args = args![district, scope.kind.word(), scope.id, field, effect.word()];
    tx.row(sql, args).await?.map_or(Ok(1), |row| row.number("next"))
}

/// Every version of every setting of the district, oldest first.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<Recorded>, StoreError> {
    let sql = "select scope_kind, scope_id, field, effect, version, value_number, value_choice,
                 effective_from, recorded_at, recorded_by, why
               from policy where district_id = $1
               order by field, scope_kind, scope_id, effect, version";
    tx.rows(sql, args![district]).await?.iter().map(from_row).collect()
}

/// A moment no later than which nothing has been set since: the newest `recorded_at`.
pub async fn changed_at(tx: &mut Tx, district: DistrictId) -> Result<Option<Timestamp>, StoreError> {
    let sql = "select max(recorded_at) as changed_at from policy where district_id = $1";
    tx.row(sql, args![district]).await?.map_or(Ok(None), |row| row.time_or_null("changed_at"))
}

fn from_row(row: &Row) -> Result<Recorded, StoreError> {
    let number = row.points_or_null("value_number")?.map(Value::Number);
    let choice = row.text_or_null("value_choice")?.map(Value::Choice);
    Ok(Recorded {
        setting: Setting {
            scope: Scope {
                kind: column::word(row, "scope_kind", ScopeKind::from_word)?,
                id: row.array("scope_id")?,
            },
            field: row.text("field")?,
            effect: column::word(row, "effect", Effect::from_word)?,
            value: number.or(choice),
            effective_from: row.date("effective_from")?,
            version: row.number("version")?,
            recorded_at: row.time("recorded_at")?,
        },
        recorded_by: row.array_or_null("recorded_by")?.map(PersonId::from_bytes),
        why: row.text("why")?,
    })
}
