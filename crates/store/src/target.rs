//! What a section works on: the columns of its grid, in order.

use domain::{CompetencyId, DistrictId, FrameworkId, SectionId};

use crate::{Arg, StoreError, Tx, args, bulk};

/// Replaces the targets of a section.
pub async fn replace(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    competencies: &[CompetencyId],
) -> Result<(), StoreError> {
    tx.run("delete from target where district_id = $1 and section_id = $2", args![district, section]).await?;
    let rows: Vec<Arg<'_>> = competencies
        .iter()
        .zip(1_i64..)
        .flat_map(|(competency, position)| {
            [Arg::from(district), Arg::from(section), Arg::from(*competency), Arg::from(position)]
        })
        .collect();
    bulk::insert(tx, "insert into target (district_id, section_id, competency_id, position)", 4, "", &rows)
        .await
        .map(drop)
}

/// The targets of a section, in order.
pub async fn of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Vec<CompetencyId>, StoreError> {
    let sql = "select competency_id from target where district_id = $1 and section_id = $2
               order by position, competency_id";
    let rows = tx.rows(sql, args![district, section]).await?;
    rows.iter().map(|row| row.array("competency_id").map(CompetencyId::from_bytes)).collect()
}

/// The sections that have `competency` among their targets.
pub async fn sections_of(
    tx: &mut Tx,
    district: DistrictId,
    competency: CompetencyId,
) -> Result<Vec<SectionId>, StoreError> {
    let sql =
        "select section_id from target where district_id = $1 and competency_id = $2 order by section_id";
    let rows = tx.rows(sql, args![district, competency]).await?;
    rows.iter().map(|row| row.array("section_id").map(SectionId::from_bytes)).collect()
}

/// Every target in a framework with its section, in the order of sections and targets.
pub async fn in_framework(
    tx: &mut Tx,
    district: DistrictId,
    framework: FrameworkId,
) -> Result<Vec<(SectionId, CompetencyId)>, StoreError> {
    let sql = "select t.section_id, t.competency_id from target t
               join competency c on c.district_id = t.district_id and c.competency_id = t.competency_id
               where t.district_id = $1 and c.framework_id = $2
               order by t.section_id, t.position, t.competency_id";
    let rows = tx.rows(sql, args![district, framework]).await?;
    rows.iter()
        .map(|row| {
            let section = SectionId::from_bytes(row.array("section_id")?);
            Ok((section, CompetencyId::from_bytes(row.array("competency_id")?)))
        })
        .collect()
}
