//! Sets that were measured beforehand and that judgements name by digest, version by version. Never changed,
//! never deleted.

use domain::{DistrictId, PersonId, Timestamp, chain::Digest};

use crate::{Row, StoreError, Tx, args};

/// One version, without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The word of its kind.
    pub kind: String,
    /// From 1.
    pub version: i64,
    /// SHA-256 of the body.
    pub digest: Digest,
    /// How many items it is about.
    pub items: i64,
    /// The file it came from, as it was named.
    pub file_name: String,
    /// SHA-256 of what was sent.
    pub file_digest: Digest,
    /// When it came in; it is in use from then on, until the next version.
    pub recorded_at: Timestamp,
    /// Who brought it in; `None` for the platform.
    pub recorded_by: Option<PersonId>,
}

const COLUMNS: &str = "kind, version, digest, items, file_name, file_digest, recorded_at, recorded_by";

/// Adds a version, and its body unless that is kept already.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Version, body: &str) -> Result<(), StoreError> {
    let keep = "insert into measured_body (district_id, digest, body) values ($1, $2, $3)
                on conflict (district_id, digest) do nothing";
    tx.run(keep, args![district, &one.digest, body]).await?;
    let sql = format!(
        "insert into measured_set (district_id, {COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let values = args![
        district,
        &one.kind,
        one.version,
        &one.digest,
        one.items,
        &one.file_name,
        &one.file_digest,
        one.recorded_at,
        one.recorded_by,
    ];
    tx.run(&sql, values).await.map(drop)
}

/// The version of a kind that was in use at `moment`.
pub async fn in_use(
    tx: &mut Tx,
    district: DistrictId,
    kind: &str,
    moment: Timestamp,
) -> Result<Option<Version>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from measured_set
         where district_id = $1 and kind = $2 and recorded_at <= $3
         order by version desc limit 1"
    );
    tx.row(&sql, args![district, kind, moment]).await?.as_ref().map(from_row).transpose()
}

/// Every version of every kind, newest first within its kind.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<Version>, StoreError> {
    let sql =
        format!("select {COLUMNS} from measured_set where district_id = $1 order by kind, version desc");
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

/// The body with this digest.
pub async fn body(tx: &mut Tx, district: DistrictId, digest: &Digest) -> Result<Option<String>, StoreError> {
    let sql = "select body from measured_body where district_id = $1 and digest = $2";
    tx.row(sql, args![district, digest]).await?.map(|row| row.text("body")).transpose()
}

fn from_row(row: &Row) -> Result<Version, StoreError> {
    Ok(Version {
        kind: row.text("kind")?,
        version: row.number("version")?,
        digest: row.array("digest")?,
        items: row.number("items")?,
        file_name: row.text("file_name")?,
        file_digest: row.array("file_digest")?,
        recorded_at: row.time("recorded_at")?,
        recorded_by: row.array_or_null("recorded_by")?.map(PersonId::from_bytes),
    })
}
