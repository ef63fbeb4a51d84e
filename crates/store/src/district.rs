//! Districts: the root of every key.

use domain::{DistrictId, Timestamp};

use crate::{Row, StoreError, Tx, args};

/// A district of this installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Its id.
    pub id: DistrictId,
    /// What people read.
    pub name: String,
    /// The short word in addresses, such as `riverbend`.
    pub code: String,
    /// Whether its people and records are invented; said on every page.
    pub demonstration: bool,
}

/// Adds a district.
pub async fn add(tx: &mut Tx, district: &District, now: Timestamp) -> Result<(), StoreError> {
    tx.run(
        "insert into district (district_id, name, code, demonstration, created_at) values ($1, $2, $3, $4, $5)",
        args![district.id, &district.name, &district.code, district.demonstration, now],
    )
    .await
    .map(drop)
}

/// One district.
pub async fn find(tx: &mut Tx, district: DistrictId) -> Result<Option<District>, StoreError> {
    let sql = "select district_id, name, code, demonstration from district where district_id = $1";
    tx.row(sql, args![district]).await?.as_ref().map(from_row).transpose()
}

/// One district by the word in its address.
pub async fn find_by_code(tx: &mut Tx, code: &str) -> Result<Option<District>, StoreError> {
    let sql = "select district_id, name, code, demonstration from district where code = $1";
    tx.row(sql, args![code]).await?.as_ref().map(from_row).transpose()
}

/// Every district of this installation, oldest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<District>, StoreError> {
    let sql = "select district_id, name, code, demonstration from district order by created_at, district_id";
    tx.rows(sql, &[]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<District, StoreError> {
    Ok(District {
        id: DistrictId::from_bytes(row.array("district_id")?),
        name: row.text("name")?,
        code: row.text("code")?,
        demonstration: row.flag("demonstration")?,
    })
}
