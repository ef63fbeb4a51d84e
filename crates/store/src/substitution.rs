//! Places of substitutes: one section, one day.

use domain::{DistrictId, PersonId, SectionId, SubstitutionId, Timestamp, substitution::Substitution};

use crate::{Row, StoreError, Tx, args};

const COLUMNS: &str = "substitution_id, section_id, person_id, day, begins_at, ends_at, made_by, made_at,
   revoked_at, revoked_by";

/// Adds one.
pub async fn add(tx: &mut Tx, district: DistrictId, one: &Substitution) -> Result<(), StoreError> {
    tx.run(
        "insert into substitution (district_id, substitution_id, section_id, person_id, day, begins_at,
           ends_at, made_by, made_at, revoked_at, revoked_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            district,
            one.id,
            one.section,
            one.person,
            one.day,
            one.begins_at,
            one.ends_at,
            one.made_by,
            one.made_at,
            one.revoked_at,
            one.revoked_by,
        ],
    )
    .await
    .map(drop)
}

/// One.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    id: SubstitutionId,
) -> Result<Option<Substitution>, StoreError> {
    let sql = format!("select {COLUMNS} from substitution where district_id = $1 and substitution_id = $2");
    tx.row(&sql, args![district, id]).await?.as_ref().map(from_row).transpose()
}

/// Takes one back; whether nobody had.
pub async fn revoke(
    tx: &mut Tx,
    district: DistrictId,
    id: SubstitutionId,
    by: PersonId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "update substitution set revoked_at = $3, revoked_by = $4
               where district_id = $1 and substitution_id = $2 and revoked_at is null";
    Ok(tx.run(sql, args![district, id, at, by]).await? > 0)
}

/// One person's places that are not over at `now`, by when they begin; those that were taken back are left
/// out.
pub async fn of_person(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<Substitution>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from substitution
         where district_id = $1 and person_id = $2 and ends_at > $3 and revoked_at is null
         order by begins_at, substitution_id"
    );
    tx.rows(&sql, args![district, person, now]).await?.iter().map(from_row).collect()
}

/// Everybody's places in a section that are not over at `now`, by when they begin; those that were taken
/// back are left out.
pub async fn of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    now: Timestamp,
) -> Result<Vec<Substitution>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from substitution
         where district_id = $1 and section_id = $2 and ends_at > $3 and revoked_at is null
         order by begins_at, substitution_id"
    );
    tx.rows(&sql, args![district, section, now]).await?.iter().map(from_row).collect()
}

/// Everybody's places that are not over at `now`, by when they begin; those that were taken back are left
/// out.
pub async fn list(
    tx: &mut Tx,
    district: DistrictId,
    now: Timestamp,
) -> Result<Vec<Substitution>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from substitution
         where district_id = $1 and ends_at > $2 and revoked_at is null
         order by begins_at, substitution_id"
    );
    tx.rows(&sql, args![district, now]).await?.iter().map(from_row).collect()
}

/// Who had a place that was not over at `since`, in id order.
pub async fn people_since(
    tx: &mut Tx,
    district: DistrictId,
    since: Timestamp,
) -> Result<Vec<PersonId>, StoreError> {
    let sql = "select distinct person_id from substitution where district_id = $1 and ends_at > $2
               order by person_id";
    let rows = tx.rows(sql, args![district, since]).await?;
    rows.iter().map(|row| row.array("person_id").map(PersonId::from_bytes)).collect()
}

fn from_row(row: &Row) -> Result<Substitution, StoreError> {
    Ok(Substitution {
        id: SubstitutionId::from_bytes(row.array("substitution_id")?),
        section: SectionId::from_bytes(row.array("section_id")?),
        person: PersonId::from_bytes(row.array("person_id")?),
        day: row.date("day")?,
        begins_at: row.time("begins_at")?,
        ends_at: row.time("ends_at")?,
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        revoked_at: row.time_or_null("revoked_at")?,
        revoked_by: row.array_or_null("revoked_by")?.map(PersonId::from_bytes),
    })
}
