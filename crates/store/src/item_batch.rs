//! Many items moved on at once, where each stood before, and what undid it.

use domain::{BatchId, DistrictId, ItemId, PersonId, Timestamp, item::ItemState};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemBatch {
    /// Its id.
    pub id: BatchId,
    /// Where the items were moved.
    pub to: ItemState,
    /// What was said; may be empty.
    pub note: String,
    /// By whom.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// When they took it back.
    pub undone_at: Option<Timestamp>,
}

/// One item of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemBatchRow {
    /// Its place, from 0.
    pub place: i64,
    /// The item.
    pub item: ItemId,
    /// Its version that was moved.
    pub version: i64,
    /// Where that stood before.
    pub state: ItemState,
    /// Which version was live before.
    pub live_version: Option<i64>,
    /// Who had reviewed it before.
    pub reviewed_by: Option<PersonId>,
    /// When.
    pub reviewed_at: Option<Timestamp>,
    /// What they had said.
    pub review_note: String,
    /// When it had gone live.
    pub live_at: Option<Timestamp>,
    /// When it had been retired.
    pub retired_at: Option<Timestamp>,
    /// Why it stayed where it was; empty where it moved.
    pub why_not: String,
    /// Why an undo left it; empty where it did not.
    pub kept_why: String,
}

const COLUMNS: &str = "batch_id, to_state, note, made_by, made_at, undone_at";
const ROW_COLUMNS: &str =
    "place, item_id, version, state, live_version, reviewed_by, reviewed_at, review_note,
    live_at, retired_at, why_not, kept_why";

/// Adds a step with its items.
pub async fn add(
    tx: &mut Tx,
    district: DistrictId,
    batch: &ItemBatch,
    rows: &[ItemBatchRow],
) -> Result<(), StoreError> {
    let sql = format!("insert into item_batch (district_id, {COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)");
    let values = args![
        district,
        batch.id,
        batch.to.word(),
        &batch.note,
        batch.made_by,
        batch.made_at,
        batch.undone_at
    ];
    tx.run(&sql, values).await?;
    let head = format!("insert into item_batch_row (district_id, batch_id, {ROW_COLUMNS})");
    let values: Vec<Arg<'_>> = rows
        .iter()
        .flat_map(|row| {
            [
                Arg::from(district),
                batch.id.into(),
                row.place.into(),
                row.item.into(),
                row.version.into(),
                row.state.word().into(),
                row.live_version.into(),
                row.reviewed_by.into(),
                row.reviewed_at.into(),
                (&row.review_note).into(),
                row.live_at.into(),
                row.retired_at.into(),
                (&row.why_not).into(),
                (&row.kept_why).into(),
            ]
        })
        .collect();
    bulk::insert(tx, &head, 14, "", &values).await.map(drop)
}

/// One step.
pub async fn find(tx: &mut Tx, district: DistrictId, id: BatchId) -> Result<Option<ItemBatch>, StoreError> {
    let sql = format!("select {COLUMNS} from item_batch where district_id = $1 and batch_id = $2");
    tx.row(&sql, args![district, id]).await?.as_ref().map(from_row).transpose()
}

/// One step, locked until the transaction ends, so that whoever else undoes it waits.
pub async fn lock(tx: &mut Tx, district: DistrictId, id: BatchId) -> Result<Option<ItemBatch>, StoreError> {
    let sql = "update item_batch set note = note where district_id = $1 and batch_id = $2";
    tx.run(sql, args![district, id]).await?;
    find(tx, district, id).await
}

/// The last step of one person.
pub async fn last_of(
    tx: &mut Tx,
    district: DistrictId,
    by: PersonId,
) -> Result<Option<ItemBatch>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from item_batch where district_id = $1 and made_by = $2
         order by batch_id desc limit 1"
    );
    tx.row(&sql, args![district, by]).await?.as_ref().map(from_row).transpose()
}

/// The items of a step, in their order.
pub async fn rows(tx: &mut Tx, district: DistrictId, id: BatchId) -> Result<Vec<ItemBatchRow>, StoreError> {
    let sql = format!(
        "select {ROW_COLUMNS} from item_batch_row where district_id = $1 and batch_id = $2 order by place"
    );
    tx.rows(&sql, args![district, id]).await?.iter().map(item_row).collect()
}

/// Notes that a step was taken back, and which items that left where they are, and why.
pub async fn undo(
    tx: &mut Tx,
    district: DistrictId,
    id: BatchId,
    at: Timestamp,
    kept: &[(i64, String)],
) -> Result<(), StoreError> {
    let sql = "update item_batch set undone_at = $3 where district_id = $1 and batch_id = $2";
    tx.run(sql, args![district, id, at]).await?;
    let sql = "update item_batch_row set kept_why = $4
               where district_id = $1 and batch_id = $2 and place = $3";
    for (place, why) in kept {
        tx.run(sql, args![district, id, *place, why]).await?;
    }
    Ok(())
}

fn from_row(row: &Row) -> Result<ItemBatch, StoreError> {
    Ok(ItemBatch {
        id: BatchId::from_bytes(row.array("batch_id")?),
        to: column::word(row, "to_state", ItemState::from_word)?,
        note: row.text("note")?,
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        undone_at: row.time_or_null("undone_at")?,
    })
}

fn item_row(row: &Row) -> Result<ItemBatchRow, StoreError> {
    Ok(ItemBatchRow {
        place: row.number("place")?,
        item: ItemId::from_bytes(row.array("item_id")?),
        version: row.number("version")?,
        state: column::word(row, "state", ItemState::from_word)?,
        live_version: row.number_or_null("live_version")?,
        reviewed_by: row.array_or_null("reviewed_by")?.map(PersonId::from_bytes),
        reviewed_at: row.time_or_null("reviewed_at")?,
        review_note: row.text("review_note")?,
        live_at: row.time_or_null("live_at")?,
        retired_at: row.time_or_null("retired_at")?,
        why_not: row.text("why_not")?,
        kept_why: row.text("kept_why")?,
    })
}
