//! A district's own words.

use domain::{DistrictId, PersonId, Timestamp};

use crate::{Row, StoreError, Tx, args};

/// The texts of one file in one language that a district changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWords {
    /// Which file.
    pub file: String,
    /// The tag of its language.
    pub language: String,
    /// The texts, in Fluent's format.
    pub text: String,
    /// Who changed it last.
    pub changed_by: PersonId,
    /// When.
    pub changed_at: Timestamp,
}

/// Every file of a district, or of one language of it, by name.
pub async fn list(
    tx: &mut Tx,
    district: DistrictId,
    language: Option<&str>,
) -> Result<Vec<OwnWords>, StoreError> {
    let sql = "select file, language, own, changed_by, changed_at from wording
               where district_id = $1 and ($2 is null or language = $2) order by file, language";
    tx.rows(sql, args![district, language]).await?.iter().map(from_row).collect()
}

/// Keeps one file in the place of what was there.
pub async fn put(tx: &mut Tx, district: DistrictId, own: &OwnWords) -> Result<(), StoreError> {
    let sql = "insert into wording (district_id, file, language, own, changed_by, changed_at)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (district_id, file, language) do update set
                 own = excluded.own, changed_by = excluded.changed_by, changed_at = excluded.changed_at";
    tx.run(sql, args![district, &own.file, &own.language, &own.text, own.changed_by, own.changed_at])
        .await
        .map(drop)
}

/// Takes one file away, so that what ships is said again; whether there was one.
pub async fn remove(
    tx: &mut Tx,
    district: DistrictId,
    file: &str,
    language: &str,
) -> Result<bool, StoreError> {
    let sql = "delete from wording where district_id = $1 and file = $2 and language = $3";
    Ok(tx.run(sql, args![district, file, language]).await? > 0)
}

fn from_row(row: &Row) -> Result<OwnWords, StoreError> {
    Ok(OwnWords {
        file: row.text("file")?,
        language: row.text("language")?,
        text: row.text("own")?,
        changed_by: PersonId::from_bytes(row.array("changed_by")?),
        changed_at: row.time("changed_at")?,
    })
}
