//! Room programs, their classes, and the versions of their setup.

use domain::{
    DistrictId, LearnerId, OrganizationId, PersonId, RoomProgramId, SectionId, Timestamp,
    room_program::{RoomProgram, SetupVersion},
};

use crate::{Row, StoreError, Tx, args};

const COLUMNS: &str = "program_id, organization_id, name, made_by, made_at, archived_at";

/// Adds a program with its classes, or changes its name, its classes and whether it is put away.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &RoomProgram) -> Result<(), StoreError> {
    tx.run(
        "insert into room_program (district_id, program_id, organization_id, name, made_by, made_at,
           archived_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (district_id, program_id) do update set
           name = excluded.name, archived_at = excluded.archived_at",
        args![district, one.id, one.organization, &one.name, one.made_by, one.made_at, one.archived_at],
    )
    .await?;
    let sql = "delete from room_program_section where district_id = $1 and program_id = $2";
    tx.run(sql, args![district, one.id]).await?;
    for section in &one.sections {
        let sql = "insert into room_program_section (district_id, program_id, section_id)
                   values ($1, $2, $3)";
        tx.run(sql, args![district, one.id, *section]).await?;
    }
    Ok(())
}

/// One.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    id: RoomProgramId,
) -> Result<Option<RoomProgram>, StoreError> {
    let sql = format!("select {COLUMNS} from room_program where district_id = $1 and program_id = $2");
    let Some(row) = tx.row(&sql, args![district, id]).await? else { return Ok(None) };
    let mut found = from_row(&row)?;
    found.sections = sections(tx, district, id).await?;
    Ok(Some(found))
}

/// All of them by name, those that were put away too.
pub async fn list(tx: &mut Tx, district: DistrictId) -> Result<Vec<RoomProgram>, StoreError> {
    let sql = format!("select {COLUMNS} from room_program where district_id = $1 order by name, program_id");
    let rows = tx.rows(&sql, args![district]).await?;
    let mut all: Vec<RoomProgram> = rows.iter().map(from_row).collect::<Result<_, _>>()?;
    for one in &mut all {
        one.sections = sections(tx, district, one.id).await?;
    }
    Ok(all)
}

/// The programs of a class, in id order.
pub async fn of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Vec<RoomProgramId>, StoreError> {
    let sql = "select program_id from room_program_section
               where district_id = $1 and section_id = $2 order by program_id";
    let rows = tx.rows(sql, args![district, section]).await?;
    rows.iter().map(|row| row.array("program_id").map(RoomProgramId::from_bytes)).collect()
}

async fn sections(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
) -> Result<Vec<SectionId>, StoreError> {
    let sql = "select section_id from room_program_section
               where district_id = $1 and program_id = $2 order by section_id";
    let rows = tx.rows(sql, args![district, program]).await?;
    rows.iter().map(|row| row.array("section_id").map(SectionId::from_bytes)).collect()
}

/// Adds a version of the setup.
pub async fn add_setup(tx: &mut Tx, district: DistrictId, one: &SetupVersion) -> Result<(), StoreError> {
    tx.run(
        "insert into room_setup (district_id, program_id, version, setup, written_by, written_at)
         values ($1, $2, $3, $4, $5, $6)",
        args![district, one.program, one.version, &one.setup, one.written_by, one.written_at],
    )
    .await
    .map(drop)
}

/// The last version of the setup.
pub async fn setup(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
) -> Result<Option<SetupVersion>, StoreError> {
    let sql = "select version, setup, written_by, written_at from room_setup
               where district_id = $1 and program_id = $2 order by version desc limit 1";
    let row = tx.row(sql, args![district, program]).await?;
    row.map(|row| {
        Ok(SetupVersion {
            program,
            version: row.number("version")?,
            setup: row.text("setup")?,
            written_by: PersonId::from_bytes(row.array("written_by")?),
            written_at: row.time("written_at")?,
        })
    })
    .transpose()
}

/// Says what the schedule must give a learner, as text; empty for nothing.
pub async fn put_needs(
    tx: &mut Tx,
    district: DistrictId,
    (program, learner): (RoomProgramId, LearnerId),
    needs: &str,
    (by, at): (PersonId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "insert into room_learner (district_id, program_id, learner_id, needs, written_by, written_at)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (district_id, program_id, learner_id) do update set
                 needs = excluded.needs, written_by = excluded.written_by,
                 written_at = excluded.written_at";
    tx.run(sql, args![district, program, learner, needs, by, at]).await.map(drop)
}

/// What the schedule must give, by learner.
pub async fn needs(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
) -> Result<Vec<(LearnerId, String)>, StoreError> {
    let sql = "select learner_id, needs from room_learner
               where district_id = $1 and program_id = $2 order by learner_id";
    let rows = tx.rows(sql, args![district, program]).await?;
    rows.iter().map(|row| Ok((LearnerId::from_bytes(row.array("learner_id")?), row.text("needs")?))).collect()
}

fn from_row(row: &Row) -> Result<RoomProgram, StoreError> {
    Ok(RoomProgram {
        id: RoomProgramId::from_bytes(row.array("program_id")?),
        organization: OrganizationId::from_bytes(row.array("organization_id")?),
        name: row.text("name")?,
        sections: Vec::new(),
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        archived_at: row.time_or_null("archived_at")?,
    })
}
