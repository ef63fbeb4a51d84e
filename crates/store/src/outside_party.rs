//! The inventory of apps and outside parties that get data.

use domain::{
    DistrictId, PartyId, PersonId, Timestamp,
    privacy::{OutsideParty, PartyKind},
};

use crate::{Row, StoreError, Tx, args, column};

const COLUMNS: &str = "party_id, name, kind, purpose, fields, ground, agreement, begins_on, ends_on";

/// Adds a party, or takes over what changed.
pub async fn put(
    tx: &mut Tx,
    district: DistrictId,
    party: &OutsideParty,
    by: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "insert into outside_party (district_id, party_id, name, kind, purpose, fields, ground, agreement,
           begins_on, ends_on, changed_by, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (district_id, party_id) do update set
           name = excluded.name, kind = excluded.kind, purpose = excluded.purpose, fields = excluded.fields,
           ground = excluded.ground, agreement = excluded.agreement, begins_on = excluded.begins_on,
           ends_on = excluded.ends_on, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        args![
            district,
            party.id,
            &party.name,
            party.kind.word(),
            &party.purpose,
            &party.fields,
            &party.ground,
            &party.agreement,
            party.dates.begins(),
            party.dates.ends(),
            by,
            now,
        ],
    )
    .await
    .map(drop)
}

/// Every party, by name.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<OutsideParty>, StoreError> {
    let sql = format!("select {COLUMNS} from outside_party where district_id = $1 order by name, party_id");
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

/// One party.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    party: PartyId,
) -> Result<Option<OutsideParty>, StoreError> {
    let sql = format!("select {COLUMNS} from outside_party where district_id = $1 and party_id = $2");
    tx.row(&sql, args![district, party]).await?.as_ref().map(from_row).transpose()
}

fn from_row(row: &Row) -> Result<OutsideParty, StoreError> {
    Ok(OutsideParty {
        id: PartyId::from_bytes(row.array("party_id")?),
        name: row.text("name")?,
        kind: column::word(row, "kind", PartyKind::from_word)?,
        purpose: row.text("purpose")?,
        fields: row.text("fields")?,
        ground: row.text("ground")?,
        agreement: row.text("agreement")?,
        dates: column::dates(row)?,
    })
}
