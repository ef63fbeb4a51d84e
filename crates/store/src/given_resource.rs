//! Resources that educators gave to classes, or to some of their learners.

use domain::{AssignmentId, DistrictId, LearnerId, PersonId, ResourceId, SectionId, resource::GivenResource};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

const COLUMNS: &str =
    "section_id, resource_id, everybody, note, assignment_id, given_by, given_at, withdrawn_at";

/// Gives a resource, or gives it anew: to whom, and what is said to it, is taken over.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &GivenResource) -> Result<(), StoreError> {
    let sql = format!(
        "insert into given_resource (district_id, {COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (district_id, section_id, resource_id) do update set everybody = excluded.everybody,
           note = excluded.note, assignment_id = excluded.assignment_id, given_by = excluded.given_by, given_at = excluded.given_at,
           withdrawn_at = excluded.withdrawn_at"
    );
    let everybody = one.learners.is_none();
    let values = args![
        district,
        one.section,
        one.resource,
        everybody,
        &one.note,
        one.check,
        one.by,
        one.at,
        one.withdrawn_at
    ];
    tx.run(&sql, values).await?;
    let sql = "delete from given_resource_learner
               where district_id = $1 and section_id = $2 and resource_id = $3";
    tx.run(sql, args![district, one.section, one.resource]).await?;
    let rows: Vec<Arg<'_>> = one
        .learners
        .iter()
        .flatten()
        .flat_map(|learner| {
            [Arg::from(district), Arg::from(one.section), Arg::from(one.resource), Arg::from(*learner)]
        })
        .collect();
    let head = "insert into given_resource_learner (district_id, section_id, resource_id, learner_id)";
    let tail = "on conflict (district_id, section_id, resource_id, learner_id) do nothing";
    bulk::insert(tx, head, 4, tail, &rows).await.map(drop)
}

/// What was given to a class, newest first, taken back or not.
pub async fn of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Vec<GivenResource>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from given_resource where district_id = $1 and section_id = $2
         order by given_at desc, resource_id"
    );
    let rows = tx.rows(&sql, args![district, section]).await?;
    with_learners(tx, district, &rows).await
}

/// To which classes a resource was given, newest first, taken back or not.
pub async fn of_resource(
    tx: &mut Tx,
    district: DistrictId,
    resource: ResourceId,
) -> Result<Vec<GivenResource>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from given_resource where district_id = $1 and resource_id = $2
         order by given_at desc, section_id"
    );
    let rows = tx.rows(&sql, args![district, resource]).await?;
    with_learners(tx, district, &rows).await
}

async fn with_learners(
    tx: &mut Tx,
    district: DistrictId,
    rows: &[Row],
) -> Result<Vec<GivenResource>, StoreError> {
    let sql = "select learner_id from given_resource_learner
               where district_id = $1 and section_id = $2 and resource_id = $3 order by learner_id";
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let section = SectionId::from_bytes(row.array("section_id")?);
        let resource = ResourceId::from_bytes(row.array("resource_id")?);
        let learners = if row.flag("everybody")? {
            None
        } else {
            let rows = tx.rows(sql, args![district, section, resource]).await?;
            let learner = |row: &Row| row.array("learner_id").map(LearnerId::from_bytes);
            Some(rows.iter().map(learner).collect::<Result<Vec<_>, _>>()?)
        };
        found.push(GivenResource {
            section,
            resource,
            learners,
            note: row.text("note")?,
            check: row.array_or_null("assignment_id")?.map(AssignmentId::from_bytes),
            by: PersonId::from_bytes(row.array("given_by")?),
            at: row.time("given_at")?,
            withdrawn_at: row.time_or_null("withdrawn_at")?,
        });
    }
    Ok(found)
}
