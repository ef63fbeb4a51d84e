//! Competencies as their publisher wrote them, where they were edited here: what edits are told from.

use domain::{CompetencyId, DistrictId, FrameworkId, framework::Competency};

use crate::{Arg, StoreError, Tx, args, bulk, column, competency};

/// Keeps what the publisher wrote.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Competency]) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 12);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.id,
            one.framework,
            &one.guid,
            &one.code,
            &one.statement,
            &one.short,
            &one.kind,
            column::join(&one.grades),
            one.position,
            one.retired,
            one.extra.as_text().to_owned(),
        ]);
    }
    bulk::insert(
        tx,
        "insert into published_competency (district_id, competency_id, framework_id, guid, code, statement,
           short, kind, grades, position, retired, extra)",
        12,
        "on conflict (district_id, competency_id) do update set
           code = excluded.code, statement = excluded.statement, short = excluded.short,
           kind = excluded.kind, grades = excluded.grades, position = excluded.position,
           retired = excluded.retired, extra = excluded.extra",
        &rows,
    )
    .await
    .map(drop)
}

/// Forgets what the publisher wrote: nothing is edited here any more.
pub async fn remove(tx: &mut Tx, district: DistrictId, competency: CompetencyId) -> Result<(), StoreError> {
    let sql = "delete from published_competency where district_id = $1 and competency_id = $2";
    tx.run(sql, args![district, competency]).await.map(drop)
}

/// The competencies of a framework that were edited here, as published.
pub async fn of_framework(
    tx: &mut Tx,
    district: DistrictId,
    framework: FrameworkId,
) -> Result<Vec<Competency>, StoreError> {
    let sql = format!(
        "select {} from published_competency where district_id = $1 and framework_id = $2
         order by position, competency_id",
        competency::COLUMNS
    );
    tx.rows(&sql, args![district, framework]).await?.iter().map(competency::from_row).collect()
}
