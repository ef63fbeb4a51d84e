//! What several items share: a text, a table, a picture.

use domain::{DistrictId, PersonId, StimulusId, Timestamp, chain::Digest};

use crate::{Row, StoreError, Tx, args};

/// One stimulus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StimulusRow {
    /// Its id.
    pub id: StimulusId,
    /// By which packages name it.
    pub identifier: String,
    /// What it is called.
    pub title: String,
    /// As QTI 3.0 writes it.
    pub content: String,
    /// SHA-256 of that.
    pub digest: Digest,
    /// Who wrote it; `None` for the platform.
    pub written_by: Option<PersonId>,
    /// When.
    pub written_at: Timestamp,
}

const COLUMNS: &str = "stimulus_id, identifier, title, content, digest, written_by, written_at";

/// Sets a stimulus.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &StimulusRow) -> Result<(), StoreError> {
    let sql = format!(
        "insert into stimulus (district_id, {COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (district_id, stimulus_id) do update set identifier = excluded.identifier,
           title = excluded.title, content = excluded.content, digest = excluded.digest,
           written_by = excluded.written_by, written_at = excluded.written_at"
    );
    let values = args![
        district,
        one.id,
        &one.identifier,
        &one.title,
        &one.content,
        &one.digest,
        one.written_by,
        one.written_at
    ];
    tx.run(&sql, values).await.map(drop)
}

/// One stimulus.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    stimulus: StimulusId,
) -> Result<Option<StimulusRow>, StoreError> {
    let sql = format!("select {COLUMNS} from stimulus where district_id = $1 and stimulus_id = $2");
    tx.row(&sql, args![district, stimulus]).await?.as_ref().map(from_row).transpose()
}

/// The stimulus of an identifier.
pub async fn by_identifier(
    tx: &mut Tx,
    district: DistrictId,
    identifier: &str,
) -> Result<Option<StimulusRow>, StoreError> {
    let sql = format!("select {COLUMNS} from stimulus where district_id = $1 and identifier = $2");
    tx.row(&sql, args![district, identifier]).await?.as_ref().map(from_row).transpose()
}

/// Every stimulus, by title.
pub async fn list(tx: &mut Tx, district: DistrictId, limit: i64) -> Result<Vec<StimulusRow>, StoreError> {
    let sql =
        format!("select {COLUMNS} from stimulus where district_id = $1 order by title, identifier limit $2");
    tx.rows(&sql, args![district, limit]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<StimulusRow, StoreError> {
    Ok(StimulusRow {
        id: StimulusId::from_bytes(row.array("stimulus_id")?),
        identifier: row.text("identifier")?,
        title: row.text("title")?,
        content: row.text("content")?,
        digest: row.array("digest")?,
        written_by: row.array_or_null("written_by")?.map(PersonId::from_bytes),
        written_at: row.time("written_at")?,
    })
}
