//! Sections: classes with their learners and educators.

use domain::{DistrictId, OrganizationId, PersonId, SectionId, TermId, people::Section};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column, enrollment::own_and_merged};

const COLUMNS: &str = "section_id, organization_id, term_id, title, begins_on, ends_on, grades, subjects,
                       sourced_id, extra";

/// Adds sections, or takes over what changed.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Section]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 11);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.id,
            one.organization,
            one.term,
            &one.title,
            one.dates.begins(),
            one.dates.ends(),
            column::join(&one.grades),
            column::join(&one.subjects),
            &one.sourced_id,
            one.extra.as_text().to_owned(),
        ]);
    }
    bulk::insert(
        tx,
        "insert into section (district_id, section_id, organization_id, term_id, title, begins_on,
           ends_on, grades, subjects, sourced_id, extra)",
        11,
        "on conflict (district_id, section_id) do update set
           organization_id = excluded.organization_id, term_id = excluded.term_id,
           title = excluded.title, begins_on = excluded.begins_on, ends_on = excluded.ends_on,
           grades = excluded.grades, subjects = excluded.subjects, sourced_id = excluded.sourced_id,
           extra = excluded.extra",
        &rows,
    )
    .await
    .map(drop)
}

/// One section.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Option<Section>, StoreError> {
    let sql = format!("select {COLUMNS} from section where district_id = $1 and section_id = $2");
    tx.row(&sql, args![district, section]).await?.as_ref().map(from_row).transpose()
}

/// The sections in which a person has a place of any role, past and future included.
pub async fn of_person(
    tx: &mut Tx,
    district: DistrictId,
    person: PersonId,
) -> Result<Vec<Section>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from section where district_id = $1 and section_id in
           (select section_id from enrollment where district_id = $1 and person_id = $2)"
    );
    let mut all = Vec::new();
    for one in own_and_merged(tx, district, person).await? {
        for row in tx.rows(&sql, args![district, one]).await? {
            all.push(from_row(&row)?);
        }
    }
    all.sort_by_key(|section: &Section| section.id);
    all.dedup_by_key(|section| section.id);
    Ok(all)
}

/// Every section of the district, by title.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<Section>, StoreError> {
    let sql = format!("select {COLUMNS} from section where district_id = $1 order by title, section_id");
    tx.rows(&sql, args![district]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Section, StoreError> {
    Ok(Section {
        id: SectionId::from_bytes(row.array("section_id")?),
        organization: OrganizationId::from_bytes(row.array("organization_id")?),
        term: row.array_or_null("term_id")?.map(TermId::from_bytes),
        title: row.text("title")?,
        dates: column::dates(row)?,
        grades: column::split(&row.text("grades")?),
        subjects: column::split(&row.text("subjects")?),
        sourced_id: row.text_or_null("sourced_id")?,
        extra: domain::framework::Extra::of_text(&row.text("extra")?),
    })
}
