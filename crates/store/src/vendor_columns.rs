//! Which column of a vendor's table says what, by the vendor's name.

use domain::{DistrictId, PersonId, Timestamp};

use crate::{Row, StoreError, Tx, args};

/// What was said of a vendor's tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorColumns {
    /// The vendor's name, as imports give it.
    pub source: String,
    /// Which column says what, as the use case writes it.
    pub mapping: String,
    /// Who said so last.
    pub set_by: PersonId,
    /// When.
    pub set_at: Timestamp,
}

const COLUMNS: &str = "source, mapping, set_by, set_at";

/// Keeps what was said, in place of what was said before.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &VendorColumns) -> Result<(), StoreError> {
    let sql = format!(
        "insert into vendor_columns (district_id, {COLUMNS}) values ($1, $2, $3, $4, $5)
         on conflict (district_id, source) do update set mapping = excluded.mapping, set_by = excluded.set_by,
           set_at = excluded.set_at"
    );
    tx.run(&sql, args![district, &one.source, &one.mapping, one.set_by, one.set_at]).await.map(drop)
}

/// What was said of a vendor's tables; `None` where nobody said anything yet.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    source: &str,
) -> Result<Option<VendorColumns>, StoreError> {
    let sql = format!("select {COLUMNS} from vendor_columns where district_id = $1 and source = $2");
    tx.row(&sql, args![district, source]).await?.as_ref().map(from_row).transpose()
}

/// Every vendor of whom something was said, by name.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<VendorColumns>, StoreError> {
    let sql = format!("select {COLUMNS} from vendor_columns where district_id = $1 order by source");
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<VendorColumns, StoreError> {
    Ok(VendorColumns {
        source: row.text("source")?,
        mapping: row.text("mapping")?,
        set_by: PersonId::from_bytes(row.array("set_by")?),
        set_at: row.time("set_at")?,
    })
}
