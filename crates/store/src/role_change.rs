//! Roles that were given and ended by hand: who, when, why. Lines are added, never changed.

use domain::{
    DistrictId, OrganizationId, PersonId, Timestamp,
    people::{Role, RoleKind},
};

use crate::{Row, StoreError, Tx, args, column};

/// One line: a role was given with these dates, or ended with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChange {
    /// The role with its dates from then on.
    pub role: Role,
    /// Whether it was given; ended otherwise.
    pub given: bool,
    /// Why.
    pub reason: String,
    /// Who did it; `None` for whoever runs the machine.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

const COLUMNS: &str =
    "person_id, kind, organization_id, given, begins_on, ends_on, reason, changed_by, changed_at";

/// Adds a line after those of the same role.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &RoleChange) -> Result<(), StoreError> {
    let role = &one.role;
    let sql = "select count(*) as found from role_change
               where district_id = $1 and person_id = $2 and kind = $3 and organization_id = $4";
    let row = tx.row(sql, args![district, role.person, role.kind.word(), role.organization]).await?;
    let before = row.map_or(Ok(0), |row| row.number("found"))?;
    let sql =
        "insert into role_change (district_id, person_id, kind, organization_id, change, given, begins_on,
                 ends_on, reason, changed_by, changed_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let values = args![
        district,
        role.person,
        role.kind.word(),
        role.organization,
        before + 1,
        i64::from(one.given),
        role.dates.begins(),
        role.dates.ends(),
        &one.reason,
        one.by,
        one.at,
    ];
    tx.run(sql, values).await.map(drop)
}

/// What was given and ended of one person's roles, oldest first.
pub async fn of_person(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<Vec<RoleChange>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from role_change where district_id = $1 and person_id = $2
         order by kind, organization_id, change"
    );
    tx.rows(&sql, args![district, person]).await?.iter().map(from_row).collect()
}

/// The last line of every role that was ever given by hand.
pub async fn last(tx: &mut Tx, district: DistrictId) -> Result<Vec<RoleChange>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from role_change r where district_id = $1 and change =
           (select max(change) from role_change m where m.district_id = r.district_id
              and m.person_id = r.person_id and m.kind = r.kind and m.organization_id = r.organization_id)
         order by person_id, kind, organization_id"
    );
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<RoleChange, StoreError> {
    Ok(RoleChange {
        role: Role {
            person: PersonId::from_bytes(row.array("person_id")?),
            kind: column::word(row, "kind", RoleKind::from_word)?,
            organization: OrganizationId::from_bytes(row.array("organization_id")?),
            dates: column::dates(row)?,
        },
        given: row.number("given")? != 0,
        reason: row.text("reason")?,
        by: row.array_or_null("changed_by")?.map(PersonId::from_bytes),
        at: row.time("changed_at")?,
    })
}
