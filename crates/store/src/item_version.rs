//! The texts of items, version by version, as QTI 3.0 writes them; and the files that they show.

use domain::{
    DistrictId, ItemId, PersonId, ResourceId, StimulusId, Timestamp, chain::Digest, item::ItemState,
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

/// One version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemVersion {
    /// Of which item.
    pub item: ItemId,
    /// From 1.
    pub version: i64,
    /// The item as QTI 3.0 writes it.
    pub content: String,
    /// SHA-256 of that.
    pub digest: Digest,
    /// Where it stands.
    pub state: ItemState,
    /// Who wrote it; `None` for the platform.
    pub written_by: Option<PersonId>,
    /// When.
    pub written_at: Timestamp,
    /// What is new in it.
    pub note: String,
    /// Who reviewed it.
    pub reviewed_by: Option<PersonId>,
    /// When.
    pub reviewed_at: Option<Timestamp>,
    /// What they said.
    pub review_note: String,
    /// From when it was taken.
    pub live_at: Option<Timestamp>,
    /// Since when it is no longer.
    pub retired_at: Option<Timestamp>,
}

const COLUMNS: &str = "item_id, version, content, digest, state, written_by, written_at, note, reviewed_by,
    reviewed_at, review_note, live_at, retired_at";

/// Adds a version.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &ItemVersion) -> Result<(), StoreError> {
    add_all(tx, district, std::slice::from_ref(one)).await
}

/// Adds versions.
pub async fn add_all(tx: &mut Tx, district: DistrictId, all: &[ItemVersion]) -> Result<(), StoreError> {
    let head = format!("insert into item_version (district_id, {COLUMNS})");
    let rows: Vec<Arg<'_>> = all
        .iter()
        .flat_map(|one| {
            [
                Arg::from(district),
                Arg::from(one.item),
                Arg::from(one.version),
                Arg::from(&one.content),
                Arg::from(&one.digest),
                Arg::from(one.state.word()),
                Arg::from(one.written_by),
                Arg::from(one.written_at),
                Arg::from(&one.note),
                Arg::from(one.reviewed_by),
                Arg::from(one.reviewed_at),
                Arg::from(&one.review_note),
                Arg::from(one.live_at),
                Arg::from(one.retired_at),
            ]
        })
        .collect();
    bulk::insert(tx, &head, 14, "", &rows).await.map(drop)
}

/// Takes over where a version stands in its review.
pub async fn set_review(tx: &mut Tx, district: DistrictId, one: &ItemVersion) -> Result<(), StoreError> {
    let sql = "update item_version set state = $4, reviewed_by = $5, reviewed_at = $6, review_note = $7,
                 live_at = $8, retired_at = $9
               where district_id = $1 and item_id = $2 and version = $3";
    let values = args![
        district,
        one.item,
        one.version,
        one.state.word(),
        one.reviewed_by,
        one.reviewed_at,
        &one.review_note,
        one.live_at,
        one.retired_at,
    ];
    tx.run(sql, values).await.map(drop)
}

/// One version.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
    version: i64,
) -> Result<Option<ItemVersion>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from item_version where district_id = $1 and item_id = $2 and version = $3"
    );
    tx.row(&sql, args![district, item, version]).await?.as_ref().map(from_row).transpose()
}

/// SHA-256 of a version's text.
pub async fn digest_of(
    tx: &mut Tx,
    district: DistrictId,
    item: ItemId,
    version: i64,
) -> Result<Option<Digest>, StoreError> {
    let sql = "select digest from item_version where district_id = $1 and item_id = $2 and version = $3";
    tx.row(sql, args![district, item, version]).await?.map(|row| row.array("digest")).transpose()
}

/// Every version of an item, newest first.
pub async fn list(tx: &mut Tx, district: DistrictId, item: ItemId) -> Result<Vec<ItemVersion>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from item_version where district_id = $1 and item_id = $2 order by version desc"
    );
    tx.rows(&sql, args![district, item]).await?.iter().map(from_row).collect()
}

/// Says under which name an item shows a content.
pub async fn show_asset(
    tx: &mut Tx,
    district: DistrictId,
    owner: AssetOwner,
    name: &str,
    digest: &Digest,
) -> Result<(), StoreError> {
    let sql = "insert into item_asset (district_id, owner_id, name, digest) values ($1, $2, $3, $4)
               on conflict (district_id, owner_id, name) do update set digest = excluded.digest";
    tx.run(sql, args![district, owner.bytes(), name, digest]).await.map(drop)
}

/// The files that an item or stimulus shows, by name.
pub async fn assets_of(
    tx: &mut Tx,
    district: DistrictId,
    owner: AssetOwner,
) -> Result<Vec<(String, Digest)>, StoreError> {
    let sql = "select name, digest from item_asset where district_id = $1 and owner_id = $2 order by name";
    let rows = tx.rows(sql, args![district, owner.bytes()]).await?;
    rows.iter().map(|row| Ok((row.text("name")?, row.array("digest")?))).collect()
}

/// Whether any item or stimulus shows a content.
pub async fn is_shown(tx: &mut Tx, district: DistrictId, digest: &Digest) -> Result<bool, StoreError> {
    let sql = "select count(*) as found from item_asset where district_id = $1 and digest = $2";
    let found = tx.row(sql, args![district, digest]).await?.map_or(Ok(0), |row| row.number("found"))?;
    Ok(found > 0)
}

/// What shows a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssetOwner {
    /// An item.
    Item(ItemId),
    /// A stimulus.
    Stimulus(StimulusId),
    /// A resource: what its pages show, or the file that it is.
    Resource(ResourceId),
}

impl AssetOwner {
    fn bytes(self) -> [u8; 16] {
        match self {
            Self::Item(id) => *id.as_bytes(),
            Self::Stimulus(id) => *id.as_bytes(),
            Self::Resource(id) => *id.as_bytes(),
        }
    }
}

fn from_row(row: &Row) -> Result<ItemVersion, StoreError> {
    Ok(ItemVersion {
        item: ItemId::from_bytes(row.array("item_id")?),
        version: row.number("version")?,
        content: row.text("content")?,
        digest: row.array("digest")?,
        state: column::word(row, "state", ItemState::from_word)?,
        written_by: row.array_or_null("written_by")?.map(PersonId::from_bytes),
        written_at: row.time("written_at")?,
        note: row.text("note")?,
        reviewed_by: row.array_or_null("reviewed_by")?.map(PersonId::from_bytes),
        reviewed_at: row.time_or_null("reviewed_at")?,
        review_note: row.text("review_note")?,
        live_at: row.time_or_null("live_at")?,
        retired_at: row.time_or_null("retired_at")?,
    })
}
