//! The numbers that a district sets for its privacy; versions are added, never changed.

use domain::{DistrictId, PersonId, Timestamp};

use crate::{Row, StoreError, Tx, args};

/// One version of one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivacySetting {
    /// The number's word.
    pub field: String,
    /// Counts from 1 for each number.
    pub version: i64,
    /// `None` for ever.
    pub value: Option<i64>,
    /// When it was adopted.
    pub adopted_at: Timestamp,
    /// By whom.
    pub adopted_by: PersonId,
    /// Why.
    pub why: String,
}

const COLUMNS: &str = "field, version, value, adopted_at, adopted_by, why";

/// Adds a version.
pub async fn add(tx: &mut Tx, district: DistrictId, setting: &PrivacySetting) -> Result<(), StoreError> {
    tx.run(
        "insert into privacy_policy (district_id, field, version, value, adopted_at, adopted_by, why)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![
            district,
            &setting.field,
            setting.version,
            setting.value,
            setting.adopted_at,
            setting.adopted_by,
            &setting.why,
        ],
    )
    .await
    .map(drop)
}

/// Every version of every number, newest first within each.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<PrivacySetting>, StoreError> {
    let sql =
        format!("select {COLUMNS} from privacy_policy where district_id = $1 order by field, version desc");
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

/// The version of a number that stands.
pub async fn latest(
    tx: &mut Tx,
    district: DistrictId,
    field: &str,
) -> Result<Option<PrivacySetting>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from privacy_policy where district_id = $1 and field = $2
         order by version desc limit 1"
    );
    tx.row(&sql, args![district, field]).await?.as_ref().map(from_row).transpose()
}

fn from_row(row: &Row) -> Result<PrivacySetting, StoreError> {
    Ok(PrivacySetting {
        field: row.text("field")?,
        version: row.number("version")?,
        value: row.number_or_null("value")?,
        adopted_at: row.time("adopted_at")?,
        adopted_by: PersonId::from_bytes(row.array("adopted_by")?),
        why: row.text("why")?,
    })
}
