//! Organizations: district, schools, academies, employers.

use domain::{DistrictId, OrganizationId, people::Organization};

use crate::{Row, StoreError, Tx, args, bulk};

/// Adds organizations, or takes over what changed.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Organization]) -> Result<(), StoreError> {
    let extra: Vec<String> = all.iter().map(|one| one.extra.as_text().to_owned()).collect();
    let mut rows = Vec::with_capacity(all.len() * 7);
    for (one, extra) in all.iter().zip(&extra) {
        rows.extend_from_slice(args![
            district,
            one.id,
            one.parent,
            &one.kind,
            &one.name,
            &one.sourced_id,
            extra,
        ]);
    }
    bulk::insert(
        tx,
        "insert into organization (district_id, organization_id, parent_id, kind, name, sourced_id, extra)",
        7,
        "on conflict (district_id, organization_id) do update set
           parent_id = excluded.parent_id, kind = excluded.kind, name = excluded.name,
           sourced_id = excluded.sourced_id, extra = excluded.extra",
        &rows,
    )
    .await
    .map(drop)
}

/// Every organization of the district, by name.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<Organization>, StoreError> {
    let sql = "select organization_id, parent_id, kind, name, sourced_id, extra
               from organization where district_id = $1 order by name, organization_id";
    tx.rows(sql, args![district]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Organization, StoreError> {
    Ok(Organization {
        id: OrganizationId::from_bytes(row.array("organization_id")?),
        parent: row.array_or_null("parent_id")?.map(OrganizationId::from_bytes),
        kind: row.text("kind")?,
        name: row.text("name")?,
        sourced_id: row.text_or_null("sourced_id")?,
        extra: domain::framework::Extra::of_text(&row.text("extra")?),
    })
}
