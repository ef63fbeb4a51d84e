//! Adoptions of changed policies: who, why, from when, how far each has come, and what undid it.

use domain::{
    AdoptionId, DistrictId, LearnerId, PersonId, Timestamp,
    policy::{Effect, Scope, ScopeKind},
};

use crate::{Row, StoreError, Tx, args, column};

/// One adoption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Its id.
    pub id: AdoptionId,
    /// Scope of the setting that was adopted.
    pub scope: Scope,
    /// Field of the setting.
    pub field: String,
    /// Effect of the setting.
    pub effect: Effect,
    /// Version of the setting.
    pub version: i64,
    /// Whether what was judged before is judged again; else it counts from now on.
    pub for_past: bool,
    /// The moment as of which everything is judged.
    pub adopted_at: Timestamp,
    /// Who; `None` for the platform.
    pub adopted_by: Option<PersonId>,
    /// Why.
    pub reason: String,
    /// Learners judged so far.
    pub learners_done: i64,
    /// Learners to judge in all.
    pub learners_in_all: i64,
    /// The last learner who is done, in id order.
    pub judged_to: Option<LearnerId>,
    /// When the last learner was judged.
    pub finished_at: Option<Timestamp>,
    /// What undid it.
    pub undo: Option<Undo>,
}

/// The undoing of an adoption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    /// The moment from which it no longer holds.
    pub at: Timestamp,
    /// Who.
    pub by: Option<PersonId>,
    /// Why.
    pub reason: String,
    /// The version of the setting that took it back; `None` where a later version stands.
    pub version: Option<i64>,
    /// Learners restored so far.
    pub learners_restored: i64,
    /// The last learner who is restored, in id order.
    pub restored_to: Option<LearnerId>,
    /// When the last learner was restored.
    pub finished_at: Option<Timestamp>,
}

impl Adoption {
    /// Whether it holds: it was not undone.
    pub fn stands(&self) -> bool {
        self.undo.is_none()
    }

    /// Whether learners are still to be judged, or to be restored.
    pub fn is_running(&self) -> bool {
        self.undo.as_ref().map_or(self.finished_at.is_none(), |undo| undo.finished_at.is_none())
    }
}

const COLUMNS: &str = "adoption_id, scope_kind, scope_id, field, effect, version, for_past, adopted_at,
    adopted_by, reason, judged_to, learners_done, learners_in_all, finished_at, undone_at, undone_by,
    undo_reason, undo_version, restored_to, learners_restored, undo_finished_at";

/// Adds an adoption that has judged nobody yet.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Adoption) -> Result<(), StoreError> {
    tx.run(
        "insert into adoption (district_id, adoption_id, scope_kind, scope_id, field, effect, version,
           for_past, adopted_at, adopted_by, reason, learners_in_all, finished_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            district,
            one.id,
            one.scope.kind.word(),
            one.scope.id,
            &one.field,
            one.effect.word(),
            one.version,
            one.for_past,
            one.adopted_at,
            one.adopted_by,
            &one.reason,
            one.learners_in_all,
            one.finished_at,
        ],
    )
    .await
    .map(drop)
}

/// One adoption.
pub async fn find(tx: &mut Tx, district: DistrictId, id: AdoptionId) -> Result<Option<Adoption>, StoreError> {
    let sql = format!("select {COLUMNS} from adoption where district_id = $1 and adoption_id = $2");
    tx.row(&sql, args![district, id]).await?.as_ref().map(from_row).transpose()
}

/// One adoption, locked until the transaction ends, so that whoever else works on it waits.
pub async fn lock(tx: &mut Tx, district: DistrictId, id: AdoptionId) -> Result<Option<Adoption>, StoreError> {
    let sql = "update adoption set version = version where district_id = $1 and adoption_id = $2";
    tx.run(sql, args![district, id]).await?;
    find(tx, district, id).await
}

/// Every adoption, newest first.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<Adoption>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from adoption where district_id = $1 order by adopted_at desc, adoption_id desc"
    );
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

/// Adoptions of which learners are still to be judged or restored, oldest first.
pub async fn running(tx: &mut Tx, district: DistrictId) -> Result<Vec<AdoptionId>, StoreError> {
    let sql = "select adoption_id from adoption where district_id = $1
               and ((undone_at is null and finished_at is null)
                 or (undone_at is not null and undo_finished_at is null))
               order by adopted_at, adoption_id";
    let rows = tx.rows(sql, args![district]).await?;
    rows.iter().map(|row| row.array("adoption_id").map(AdoptionId::from_bytes)).collect()
}

/// Moves on to `learner`, with so many more done; ends with `finished_at`.
pub async fn judged(
    tx: &mut Tx,
    district: DistrictId,
    id: AdoptionId,
    (learner, more): (Option<LearnerId>, i64),
    finished_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    let sql = "update adoption set judged_to = $3, learners_done = learners_done + $4, finished_at = $5
               where district_id = $1 and adoption_id = $2";
    tx.run(sql, args![district, id, learner, more, finished_at]).await.map(drop)
}

/// Begins to undo it.
pub async fn undo(tx: &mut Tx, district: DistrictId, id: AdoptionId, undo: &Undo) -> Result<(), StoreError> {
    let sql = "update adoption set undone_at = $3, undone_by = $4, undo_reason = $5, undo_version = $6,
                 undo_finished_at = $7
               where district_id = $1 and adoption_id = $2";
    tx.run(sql, args![district, id, undo.at, undo.by, &undo.reason, undo.version, undo.finished_at])
        .await
        .map(drop)
}

/// Moves the undo on to `learner`, with so many more restored; ends with `finished_at`.
pub async fn restored(
    tx: &mut Tx,
    district: DistrictId,
    id: AdoptionId,
    (learner, more): (Option<LearnerId>, i64),
    finished_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    let sql = "update adoption
               set restored_to = $3, learners_restored = learners_restored + $4, undo_finished_at = $5
               where district_id = $1 and adoption_id = $2";
    tx.run(sql, args![district, id, learner, more, finished_at]).await.map(drop)
}

fn from_row(row: &Row) -> Result<Adoption, StoreError> {
    let person = |column| Ok::<_, StoreError>(row.array_or_null(column)?.map(PersonId::from_bytes));
    let learner = |column| Ok::<_, StoreError>(row.array_or_null(column)?.map(LearnerId::from_bytes));
    let undo = match row.time_or_null("undone_at")? {
        None => None,
        Some(at) => Some(Undo {
            at,
            by: person("undone_by")?,
            reason: row.text_or_null("undo_reason")?.unwrap_or_default(),
            version: row.number_or_null("undo_version")?,
            learners_restored: row.number("learners_restored")?,
            restored_to: learner("restored_to")?,
            finished_at: row.time_or_null("undo_finished_at")?,
        }),
    };
    Ok(Adoption {
        id: AdoptionId::from_bytes(row.array("adoption_id")?),
        scope: Scope {
            kind: column::word(row, "scope_kind", ScopeKind::from_word)?,
            id: row.array("scope_id")?,
        },
        field: row.text("field")?,
        effect: column::word(row, "effect", Effect::from_word)?,
        version: row.number("version")?,
        for_past: row.flag("for_past")?,
        adopted_at: row.time("adopted_at")?,
        adopted_by: person("adopted_by")?,
        reason: row.text("reason")?,
        learners_done: row.number("learners_done")?,
        learners_in_all: row.number("learners_in_all")?,
        judged_to: learner("judged_to")?,
        finished_at: row.time_or_null("finished_at")?,
        undo,
    })
}
