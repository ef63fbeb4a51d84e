//! Answers to an item that are scored anew: how, why, and how far it is.

use domain::{DistrictId, ItemId, PersonId, RegradeId, SittingId, Timestamp};

use crate::{Row, StoreError, Tx, args};

/// One item scored anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regrade {
    /// Its id.
    pub id: RegradeId,
    /// The item.
    pub item: ItemId,
    /// By which version.
    pub version: i64,
    /// Whether anybody may lose, as a word.
    pub losing: String,
    /// Why.
    pub reason: String,
    /// Who began it.
    pub begun_by: PersonId,
    /// When.
    pub begun_at: Timestamp,
    /// The last sitting that was looked at, in the order of their ids.
    pub done_to: Option<SittingId>,
    /// Sittings whose points changed so far.
    pub changed: i64,
    /// Sittings that stayed as they were so far.
    pub unchanged: i64,
    /// Sittings that were not theirs to score.
    pub left_out: i64,
    /// When it came to its end.
    pub finished_at: Option<Timestamp>,
    /// Why it ended before everything was looked at; empty where it did not.
    pub stopped_why: String,
}

const COLUMNS: &str = "regrade_id, item_id, version, losing, reason, begun_by, begun_at, done_to, changed,
    unchanged, left_out, finished_at, stopped_why";

/// Adds one.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Regrade) -> Result<(), StoreError> {
    let sql = format!(
        "insert into regrade (district_id, {COLUMNS})
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    let values = args![
        district,
        one.id,
        one.item,
        one.version,
        &one.losing,
        &one.reason,
        one.begun_by,
        one.begun_at,
        one.done_to,
        one.changed,
        one.unchanged,
        one.left_out,
        one.finished_at,
        &one.stopped_why
    ];
    tx.run(&sql, values).await.map(drop)
}

/// Sets how far one is.
pub async fn update(tx: &mut Tx, district: DistrictId, one: &Regrade) -> Result<(), StoreError> {
    let sql =
        "update regrade set done_to = $3, changed = $4, unchanged = $5, left_out = $6, finished_at = $7,
                 stopped_why = $8
               where district_id = $1 and regrade_id = $2";
    let values = args![
        district,
        one.id,
        one.done_to,
        one.changed,
        one.unchanged,
        one.left_out,
        one.finished_at,
        &one.stopped_why
    ];
    tx.run(sql, values).await.map(drop)
}

/// One of them.
pub async fn find(tx: &mut Tx, district: DistrictId, id: RegradeId) -> Result<Option<Regrade>, StoreError> {
    let sql = format!("select {COLUMNS} from regrade where district_id = $1 and regrade_id = $2");
    tx.row(&sql, args![district, id]).await?.as_ref().map(from_row).transpose()
}

/// One of them, locked until the transaction ends, so that whoever else works on it waits.
pub async fn lock(tx: &mut Tx, district: DistrictId, id: RegradeId) -> Result<Option<Regrade>, StoreError> {
    let sql = "update regrade set version = version where district_id = $1 and regrade_id = $2";
    tx.run(sql, args![district, id]).await?;
    find(tx, district, id).await
}

/// The last one of an item.
pub async fn last_of_item(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
) -> Result<Option<Regrade>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from regrade where district_id = $1 and item_id = $2
         order by regrade_id desc limit 1"
    );
    tx.row(&sql, args![district, item]).await?.as_ref().map(from_row).transpose()
}

/// Those that are not at their end, oldest first; of one item only, when one is named.
pub async fn running(
    tx: &mut Tx,
    district: DistrictId,
    item: Option<ItemId>,
) -> Result<Vec<RegradeId>, StoreError> {
    let sql = "select regrade_id from regrade
               where district_id = $1 and finished_at is null and ($2 is null or item_id = $2)
               order by regrade_id";
    let rows = tx.rows(sql, args![district, item]).await?;
    rows.iter().map(|row| row.array("regrade_id").map(RegradeId::from_bytes)).collect()
}

fn from_row(row: &Row) -> Result<Regrade, StoreError> {
    Ok(Regrade {
        id: RegradeId::from_bytes(row.array("regrade_id")?),
        item: ItemId::from_bytes(row.array("item_id")?),
        version: row.number("version")?,
        losing: row.text("losing")?,
        reason: row.text("reason")?,
        begun_by: PersonId::from_bytes(row.array("begun_by")?),
        begun_at: row.time("begun_at")?,
        done_to: row.array_or_null("done_to")?.map(SittingId::from_bytes),
        changed: row.number("changed")?,
        unchanged: row.number("unchanged")?,
        left_out: row.number("left_out")?,
        finished_at: row.time_or_null("finished_at")?,
        stopped_why: row.text("stopped_why")?,
    })
}
