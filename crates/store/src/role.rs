//! Dated roles of people in organizations.

use domain::{
    DistrictId, OrganizationId, PersonId,
    people::{Role, RoleKind},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column, enrollment::own_and_merged};

const COLUMNS: &str = "person_id, kind, organization_id, begins_on, ends_on";

/// Adds roles, or takes over their dates.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Role]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 6);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.person,
            one.kind.word(),
            one.organization,
            one.dates.begins(),
            one.dates.ends(),
        ]);
    }
    bulk::insert(
        tx,
        "insert into role (district_id, person_id, kind, organization_id, begins_on, ends_on)",
        6,
        "on conflict (district_id, person_id, kind, organization_id) do update set
           begins_on = excluded.begins_on, ends_on = excluded.ends_on",
        &rows,
    )
    .await
    .map(drop)
}

/// One person's roles, past and future included, with those of records that are merged into theirs.
pub async fn of_person(tx: &mut Tx, district: DistrictId, person: PersonId) -> Result<Vec<Role>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from role where district_id = $1 and person_id = $2 order by kind, organization_id"
    );
    let mut all = Vec::new();
    for one in own_and_merged(tx, district, person).await? {
        for row in tx.rows(&sql, args![district, one]).await? {
            all.push(from_row(&row)?);
        }
    }
    all.sort_by_key(|role: &Role| (role.kind.word(), role.organization));
    Ok(all)
}

/// Everyone with a role of this kind, past and future included.
pub async fn of_kind(tx: &mut Tx, district: DistrictId, kind: RoleKind) -> Result<Vec<Role>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from role where district_id = $1 and kind = $2 order by person_id, organization_id"
    );
    tx.rows(&sql, args![district, kind.word()]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Role, StoreError> {
    Ok(Role {
        person: PersonId::from_bytes(row.array("person_id")?),
        kind: column::word(row, "kind", RoleKind::from_word)?,
        organization: OrganizationId::from_bytes(row.array("organization_id")?),
        dates: column::dates(row)?,
    })
}
