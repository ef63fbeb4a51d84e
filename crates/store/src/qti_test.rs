//! Tests as packages brought them: sections, selection and branches.

use domain::{DistrictId, PersonId, Timestamp, chain::Digest};

use crate::{Row, StoreError, Tx, args};

/// One test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QtiTest {
    /// By which plans name it.
    pub identifier: String,
    /// What it is called.
    pub title: String,
    /// As QTI 3.0 writes it; items are named by their identifiers.
    pub content: String,
    /// SHA-256 of that.
    pub digest: Digest,
    /// Name of the package.
    pub from_source: String,
    /// Who brought it in.
    pub written_by: Option<PersonId>,
    /// When.
    pub written_at: Timestamp,
}

const COLUMNS: &str = "identifier, title, content, digest, from_source, written_by, written_at";

/// Sets a test.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &QtiTest) -> Result<(), StoreError> {
    let sql = format!(
        "insert into qti_test (district_id, {COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (district_id, identifier) do update set title = excluded.title,
           content = excluded.content, digest = excluded.digest, from_source = excluded.from_source,
           written_by = excluded.written_by, written_at = excluded.written_at"
    );
    let values = args![
        district,
        &one.identifier,
        &one.title,
        &one.content,
        &one.digest,
        &one.from_source,
        one.written_by,
        one.written_at
    ];
    tx.run(&sql, values).await.map(drop)
}

/// One test.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    identifier: &str,
) -> Result<Option<QtiTest>, StoreError> {
    let sql = format!("select {COLUMNS} from qti_test where district_id = $1 and identifier = $2");
    tx.row(&sql, args![district, identifier]).await?.as_ref().map(from_row).transpose()
}

/// Every test, by title.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<QtiTest>, StoreError> {
    let sql = format!("select {COLUMNS} from qti_test where district_id = $1 order by title, identifier");
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<QtiTest, StoreError> {
    Ok(QtiTest {
        identifier: row.text("identifier")?,
        title: row.text("title")?,
        content: row.text("content")?,
        digest: row.array("digest")?,
        from_source: row.text("from_source")?,
        written_by: row.array_or_null("written_by")?.map(PersonId::from_bytes),
        written_at: row.time("written_at")?,
    })
}
