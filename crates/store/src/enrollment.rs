//! Who has what place in which section, and when.

use domain::{
    DistrictId, PersonId, SectionId,
    people::{Enrollment, SectionRole},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

const COLUMNS: &str = "section_id, person_id, role, begins_on, ends_on, sourced_id";

/// Adds enrollments, or takes over what changed.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Enrollment]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 7);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.section,
            one.person,
            one.role.word(),
            one.sourced_id.as_deref().unwrap_or_default(),
            one.dates.begins(),
            one.dates.ends(),
        ]);
    }
    bulk::insert(
        tx,
        "insert into enrollment (district_id, section_id, person_id, role, sourced_id, begins_on, ends_on)",
        7,
        "on conflict (district_id, section_id, person_id, role, sourced_id) do update set
           begins_on = excluded.begins_on, ends_on = excluded.ends_on",
        &rows,
    )
    .await
    .map(drop)
}

/// Takes away a place that never lasted a day.
pub async fn remove(tx: &mut Tx, district: DistrictId, one: &Enrollment) -> Result<(), StoreError> {
    let sql = "delete from enrollment where district_id = $1 and section_id = $2 and person_id = $3
               and role = $4 and sourced_id = $5";
    let sourced_id = one.sourced_id.as_deref().unwrap_or_default();
    tx.run(sql, args![district, one.section, one.person, one.role.word(), sourced_id]).await.map(drop)
}

/// A person, and whose records are merged into theirs: their places are the kept record's too. They are asked
/// for one by one, because in one statement SQLite would walk through everybody of the district.
pub(crate) async fn own_and_merged(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<Vec<PersonId>, StoreError> {
    let mut all = vec![person];
    all.extend(crate::record_link::merged_into(tx, district, person).await?);
    Ok(all)
}

/// Everyone's places in one section, past and future included; of a merged record, as the kept one's.
pub async fn of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Vec<Enrollment>, StoreError> {
    let sql = "select e.section_id, coalesce(p.merged_into, e.person_id) as person_id, e.role, e.begins_on,
                 e.ends_on, e.sourced_id
               from enrollment e
               join person p on p.district_id = e.district_id and p.person_id = e.person_id
               where e.district_id = $1 and e.section_id = $2
               order by e.role, 2, e.sourced_id";
    tx.rows(sql, args![district, section]).await?.iter().map(from_row).collect()
}

/// Everyone's places in one section as they were given, whether their record is merged or not.
pub async fn given_in(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Vec<Enrollment>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from enrollment where district_id = $1 and section_id = $2
         order by role, person_id, sourced_id"
    );
    tx.rows(&sql, args![district, section]).await?.iter().map(from_row).collect()
}

/// One person's places in all sections, past and future included, with those of records that are merged into
/// theirs; each names the person to whom it was given.
pub async fn of_person(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<Vec<Enrollment>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from enrollment where district_id = $1 and person_id = $2
         order by section_id, role, sourced_id"
    );
    let mut all = Vec::new();
    for one in own_and_merged(tx, district, person).await? {
        for row in tx.rows(&sql, args![district, one]).await? {
            all.push(from_row(&row)?);
        }
    }
    all.sort_by_key(|place: &Enrollment| (place.section, place.role.word()));
    Ok(all)
}

/// One person's places in one section, past and future included, likewise.
pub async fn of_person_in(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
    section: SectionId,
) -> Result<Vec<Enrollment>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from enrollment where district_id = $1 and section_id = $2 and person_id = $3
         order by role, sourced_id"
    );
    let mut all = Vec::new();
    for one in own_and_merged(tx, district, person).await? {
        for row in tx.rows(&sql, args![district, section, one]).await? {
            all.push(from_row(&row)?);
        }
    }
    all.sort_by_key(|place: &Enrollment| place.role.word());
    Ok(all)
}

/// Everyone's places with this role in every section, past and future included; of a merged record, as the
/// kept one's.
pub async fn with_role(
    tx: &mut Tx,
    district: DistrictId,
    role: SectionRole,
) -> Result<Vec<Enrollment>, StoreError> {
    let sql = "select e.section_id, coalesce(p.merged_into, e.person_id) as person_id, e.role, e.begins_on,
                 e.ends_on, e.sourced_id
               from enrollment e
               join person p on p.district_id = e.district_id and p.person_id = e.person_id
               where e.district_id = $1 and e.role = $2
               order by 2, e.section_id, e.sourced_id";
    tx.rows(sql, args![district, role.word()]).await?.iter().map(from_row).collect()
}

/// How many places of each role every section has, on `day` given as an ISO text.
pub async fn counts(
    tx: &mut Tx,
    district: DistrictId,
    day: domain::Date,
) -> Result<Vec<(SectionId, SectionRole, i64)>, StoreError> {
    let sql = "select e.section_id, e.role, count(*) - count(twice.person_id) as places
               from enrollment e
               join person p on p.district_id = e.district_id and p.person_id = e.person_id
               left join (select distinct district_id, section_id, role, person_id from enrollment
                          where district_id = $1 and (begins_on is null or begins_on <= $2)
                            and (ends_on is null or ends_on >= $2)) twice
                 on twice.district_id = p.district_id and twice.person_id = p.merged_into
                   and twice.section_id = e.section_id and twice.role = e.role
               where e.district_id = $1 and (e.begins_on is null or e.begins_on <= $2)
                 and (e.ends_on is null or e.ends_on >= $2)
               group by e.section_id, e.role order by e.section_id, e.role";
    let rows = tx.rows(sql, args![district, day]).await?;
    rows.iter()
        .map(|row| {
            Ok((
                SectionId::from_bytes(row.array("section_id")?),
                column::word(row, "role", SectionRole::from_word)?,
                row.number("places")?,
            ))
        })
        .collect()
}

fn from_row(row: &Row) -> Result<Enrollment, StoreError> {
    Ok(Enrollment {
        section: SectionId::from_bytes(row.array("section_id")?),
        person: PersonId::from_bytes(row.array("person_id")?),
        role: column::word(row, "role", SectionRole::from_word)?,
        dates: column::dates(row)?,
        sourced_id: Some(row.text("sourced_id")?).filter(|id| !id.is_empty()),
    })
}
