//! Rubrics and their versions, which are written once.

use std::collections::BTreeMap;

use domain::{
    CompetencyId, DistrictId, PersonId, RubricId, Timestamp,
    rubric::{Criterion, Rubric, RubricLevel},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

/// A rubric of the library, without its criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: RubricId,
    /// Of the version written last.
    pub title: String,
    /// The version written last, from 1.
    pub version: i64,
    /// The rubric that it is a copy of.
    pub copied_from: Option<RubricId>,
    /// Publisher's package and identifier; empty for one that was written here.
    pub from_source: String,
    /// Who made it; `None` for a publisher's.
    pub made_by: Option<PersonId>,
    /// When.
    pub made_at: Timestamp,
    /// When it was put away.
    pub archived_at: Option<Timestamp>,
    /// What it is found by.
    pub search_key: String,
}

const COLUMNS: &str = "rubric_id, title, version, copied_from, from_source, made_by, made_at, archived_at,
    search_key";

/// Adds a rubric to the library, or takes over what changed.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &Kept) -> Result<(), StoreError> {
    tx.run(
        "insert into rubric (district_id, rubric_id, title, version, copied_from, from_source, made_by, made_at,
           archived_at, search_key)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (district_id, rubric_id) do update set title = excluded.title, version = excluded.version,
           archived_at = excluded.archived_at, search_key = excluded.search_key",
        args![
            district,
            one.id,
            &one.title,
            one.version,
            one.copied_from,
            &one.from_source,
            one.made_by,
            one.made_at,
            one.archived_at,
            &one.search_key,
        ],
    )
    .await
    .map(drop)
}

/// One rubric of the library.
pub async fn find(tx: &mut Tx, district: DistrictId, rubric: RubricId) -> Result<Option<Kept>, StoreError> {
    let sql = format!("select {COLUMNS} from rubric where district_id = $1 and rubric_id = $2");
    tx.row(&sql, args![district, rubric]).await?.as_ref().map(kept).transpose()
}

/// Rubrics that were not put away and whose key contains `part`, by title.
pub async fn search(
    tx: &mut Tx,
    district: DistrictId,
    part: &str,
    limit: i64,
) -> Result<Vec<Kept>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from rubric
         where district_id = $1 and archived_at is null and search_key like $2 escape '\\'
         order by search_key, rubric_id limit $3"
    );
    let escaped = part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let rows = tx.rows(&sql, args![district, format!("%{escaped}%"), limit]).await?;
    rows.iter().map(kept).collect()
}

fn kept(row: &Row) -> Result<Kept, StoreError> {
    Ok(Kept {
        id: RubricId::from_bytes(row.array("rubric_id")?),
        title: row.text("title")?,
        version: row.number("version")?,
        copied_from: row.array_or_null("copied_from")?.map(RubricId::from_bytes),
        from_source: row.text("from_source")?,
        made_by: row.array_or_null("made_by")?.map(PersonId::from_bytes),
        made_at: row.time("made_at")?,
        archived_at: row.time_or_null("archived_at")?,
        search_key: row.text("search_key")?,
    })
}

/// Adds a version with its criteria and levels.
pub async fn add_version(
    tx: &mut Tx,
    district: DistrictId,
    (id, version): (RubricId, i64),
    one: &Rubric,
    (by, now): (Option<PersonId>, Timestamp),
) -> Result<(), StoreError> {
    tx.run(
        "insert into rubric_version (district_id, rubric_id, version, title, description, written_by, written_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![district, id, version, &one.title, &one.description, by, now],
    )
    .await?;
    let (mut criteria, mut levels, mut aligned) = (Vec::new(), Vec::new(), Vec::new());
    for (place, criterion) in (0_i64..).zip(&one.criteria) {
        criteria.extend_from_slice(args![
            district,
            id,
            version,
            place,
            &criterion.title,
            &criterion.description
        ]);
        criteria.push(Arg::from(i64::try_from(criterion.met).unwrap_or(i64::MAX)));
        for (step, level) in (0_i64..).zip(&criterion.levels) {
            levels.extend_from_slice(args![
                district,
                id,
                version,
                place,
                step,
                &level.name,
                &level.descriptor
            ]);
            levels.push(Arg::from(level.points));
        }
        for (step, competency) in (0_i64..).zip(&criterion.competencies) {
            aligned.extend_from_slice(args![district, id, version, place, step, *competency]);
        }
    }
    let head =
        "insert into rubric_criterion (district_id, rubric_id, version, place, title, description, met)";
    bulk::insert(tx, head, 7, "", &criteria).await?;
    let head =
        "insert into rubric_level (district_id, rubric_id, version, criterion, place, name, descriptor,
        points)";
    bulk::insert(tx, head, 8, "", &levels).await?;
    let head = "insert into criterion_competency (district_id, rubric_id, version, criterion, place,
        competency_id)";
    bulk::insert(tx, head, 6, "", &aligned).await.map(drop)
}

/// One version; `None` where there is no such.
pub async fn version(
    tx: &mut Tx,
    district: DistrictId,
    rubric: RubricId,
    version: i64,
) -> Result<Option<Rubric>, StoreError> {
    let sql = "select title, description from rubric_version
               where district_id = $1 and rubric_id = $2 and version = $3";
    let Some(head) = tx.row(sql, args![district, rubric, version]).await? else { return Ok(None) };
    let sql = "select place, title, description, met from rubric_criterion
               where district_id = $1 and rubric_id = $2 and version = $3";
    let mut criteria = BTreeMap::new();
    for row in tx.rows(sql, args![district, rubric, version]).await? {
        let criterion = Criterion {
            title: row.text("title")?,
            description: row.text("description")?,
            competencies: Vec::new(),
            levels: Vec::new(),
            met: usize::try_from(row.number("met")?).unwrap_or(usize::MAX),
        };
        criteria.insert(row.number("place")?, criterion);
    }
    let sql = "select criterion, name, descriptor, points from rubric_level
               where district_id = $1 and rubric_id = $2 and version = $3
               order by criterion, place";
    for row in tx.rows(sql, args![district, rubric, version]).await? {
        if let Some(criterion) = criteria.get_mut(&row.number("criterion")?) {
            let (name, descriptor) = (row.text("name")?, row.text("descriptor")?);
            criterion.levels.push(RubricLevel { name, descriptor, points: row.points("points")? });
        }
    }
    let sql = "select criterion, competency_id from criterion_competency
               where district_id = $1 and rubric_id = $2 and version = $3
               order by criterion, place";
    for row in tx.rows(sql, args![district, rubric, version]).await? {
        if let Some(criterion) = criteria.get_mut(&row.number("criterion")?) {
            criterion.competencies.push(CompetencyId::from_bytes(row.array("competency_id")?));
        }
    }
    Ok(Some(Rubric {
        title: head.text("title")?,
        description: head.text("description")?,
        criteria: criteria.into_values().collect(),
    }))
}
