//! Learning resources, their texts version by version, and the competencies that they are aligned to.

use domain::{
    AssessmentId, CompetencyId, DistrictId, PersonId, ResourceId, Timestamp,
    chain::Digest,
    resource::{Resource, ResourceKind},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

/// The text of a page, once written never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceVersion {
    /// Of which resource.
    pub resource: ResourceId,
    /// From 1.
    pub version: i64,
    /// As QTI 3.0 writes a stimulus.
    pub content: String,
    /// SHA-256 of that.
    pub digest: Digest,
    /// Who wrote it; `None` for the platform.
    pub written_by: Option<PersonId>,
    /// When.
    pub written_at: Timestamp,
}

/// What is looked for in the library; nothing for all that was not retired.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Part of the search key.
    pub part: String,
    /// Only what is aligned to this.
    pub competency: Option<CompetencyId>,
    /// Only of this modality.
    pub modality: Option<String>,
    /// Only in this language.
    pub language: Option<String>,
    /// Only of this kind.
    pub kind: Option<ResourceKind>,
    /// Only what came from this cartridge or system.
    pub from_source: Option<String>,
    /// What was retired instead of what was not.
    pub retired: bool,
}

const COLUMNS: &str =
    "resource_id, kind, title, about, version, modality_key, minutes, language, grades, address,
    file_digest, file_name, assessment_id, from_source, from_identifier, made_by, made_at, retired_at";

/// Adds resources, or takes over what is said of them: never their kind, nor who made them and when.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[(Resource, String)]) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(all.len() * 20);
    for (one, search_key) in all {
        let (digest, name) = match &one.file {
            Some((digest, name)) => (Some(digest.as_slice()), name.as_str()),
            None => (None, ""),
        };
        rows.extend([
            Arg::from(district),
            Arg::from(one.id),
            Arg::from(one.kind.word()),
            Arg::from(&one.title),
            Arg::from(&one.about),
            Arg::from(one.version),
            Arg::from(&one.modality),
            Arg::from(one.minutes),
            Arg::from(&one.language),
            Arg::from(column::join(&one.grades)),
            Arg::from(&one.address),
            Arg::from(digest),
            Arg::from(name),
            Arg::from(one.check),
            Arg::from(&one.from_source),
            Arg::from(&one.from_identifier),
            Arg::from(one.made_by),
            Arg::from(one.made_at),
            Arg::from(one.retired_at),
            Arg::from(search_key),
        ]);
    }
    let head = format!("insert into resource (district_id, {COLUMNS}, search_key)");
    let tail =
        "on conflict (district_id, resource_id) do update set title = excluded.title, about = excluded.about,
        version = excluded.version, modality_key = excluded.modality_key, minutes = excluded.minutes,
        language = excluded.language, grades = excluded.grades, address = excluded.address,
        file_digest = excluded.file_digest, file_name = excluded.file_name,
        assessment_id = excluded.assessment_id, retired_at = excluded.retired_at,
        search_key = excluded.search_key";
    bulk::insert(tx, &head, 20, tail, &rows).await.map(drop)
}

/// One resource.
pub async fn find(tx: &mut Tx, district: DistrictId, id: ResourceId) -> Result<Option<Resource>, StoreError> {
    let sql = format!("select {COLUMNS} from resource where district_id = $1 and resource_id = $2");
    tx.row(&sql, args![district, id]).await?.as_ref().map(from_row).transpose()
}

/// One resource, locked until the transaction ends, so that whoever else changes it waits.
pub async fn lock(tx: &mut Tx, district: DistrictId, id: ResourceId) -> Result<Option<Resource>, StoreError> {
    let sql = "update resource set title = title where district_id = $1 and resource_id = $2";
    tx.run(sql, args![district, id]).await?;
    find(tx, district, id).await
}

/// What is looked for, by title, `limit` from the place `from` on.
pub async fn search(
    tx: &mut Tx,
    district: DistrictId,
    wanted: &Wanted,
    from: i64,
    limit: i64,
) -> Result<Vec<Resource>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from resource r
         where district_id = $1 and search_key like $2 escape '\\'
           and ($3 is null or modality_key = $3) and ($4 is null or language = $4)
           and ($5 is null or kind = $5) and ($6 is null or from_source = $6)
           and (case when retired_at is null then 0 else 1 end) = $7
           and ($8 is null or (select count(*) from resource_competency a
                where a.district_id = $1 and a.resource_id = r.resource_id and a.competency_id = $8) > 0)
         order by search_key, resource_id limit $9 offset $10"
    );
    let escaped = wanted.part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let values = args![
        district,
        format!("%{escaped}%"),
        &wanted.modality,
        &wanted.language,
        wanted.kind.map(ResourceKind::word),
        &wanted.from_source,
        wanted.retired,
        wanted.competency,
        limit,
        from,
    ];
    tx.rows(&sql, values).await?.iter().map(from_row).collect()
}

/// What came from a cartridge or system, by what that calls it, retired or not.
pub async fn of_source(tx: &mut Tx, district: DistrictId, source: &str) -> Result<Vec<Resource>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from resource where district_id = $1 and from_source = $2
         order by from_identifier, resource_id"
    );
    tx.rows(&sql, args![district, source]).await?.iter().map(from_row).collect()
}

/// What is aligned to competencies and was not retired: each competency with a resource, in the order of the
/// competencies' ids, then by title.
pub async fn about(
    tx: &mut Tx,
    district: DistrictId,
    competencies: &[CompetencyId],
) -> Result<Vec<(CompetencyId, Resource)>, StoreError> {
    let sql = "select competency_id, resource_id from resource_competency
               where district_id = $1 and competency_id = $2";
    let mut found = Vec::new();
    for competency in competencies {
        for row in tx.rows(sql, args![district, *competency]).await? {
            let id = ResourceId::from_bytes(row.array("resource_id")?);
            if let Some(one) = find(tx, district, id).await?.filter(|one| one.retired_at.is_none()) {
                found.push((*competency, one));
            }
        }
    }
    found.sort_by(|(a, one), (b, other)| (a, &one.title, one.id).cmp(&(b, &other.title, other.id)));
    Ok(found)
}

/// Replaces what a resource is aligned to.
pub async fn align(
    tx: &mut Tx,
    district: DistrictId,
    id: ResourceId,
    competencies: &[CompetencyId],
) -> Result<(), StoreError> {
    let sql = "delete from resource_competency where district_id = $1 and resource_id = $2";
    tx.run(sql, args![district, id]).await?;
    let rows: Vec<Arg<'_>> = (1_i64..)
        .zip(competencies)
        .flat_map(|(place, one)| [Arg::from(district), Arg::from(id), Arg::from(*one), Arg::from(place)])
        .collect();
    let head = "insert into resource_competency (district_id, resource_id, competency_id, place)";
    bulk::insert(tx, head, 4, "", &rows).await.map(drop)
}

/// What a resource is aligned to, in order.
pub async fn aligned(
    tx: &mut Tx,
    district: DistrictId,
    id: ResourceId,
) -> Result<Vec<CompetencyId>, StoreError> {
    let sql = "select competency_id from resource_competency where district_id = $1 and resource_id = $2
               order by place, competency_id";
    let rows = tx.rows(sql, args![district, id]).await?;
    rows.iter().map(|row| row.array("competency_id").map(CompetencyId::from_bytes)).collect()
}

/// Every alignment of the district: resource and competency.
pub async fn alignments(
    tx: &mut Tx,
    district: DistrictId,
) -> Result<Vec<(ResourceId, CompetencyId)>, StoreError> {
    let sql = "select resource_id, competency_id from resource_competency where district_id = $1
               order by resource_id, place, competency_id";
    let rows = tx.rows(sql, args![district]).await?;
    let pair = |row: &Row| {
        let resource = ResourceId::from_bytes(row.array("resource_id")?);
        Ok((resource, CompetencyId::from_bytes(row.array("competency_id")?)))
    };
    rows.iter().map(pair).collect()
}

/// Adds versions of texts.
pub async fn add_versions(
    tx: &mut Tx,
    district: DistrictId,
    all: &[ResourceVersion],
) -> Result<(), StoreError> {
    let rows: Vec<Arg<'_>> = all
        .iter()
        .flat_map(|one| {
            [
                Arg::from(district),
                Arg::from(one.resource),
                Arg::from(one.version),
                Arg::from(&one.content),
                Arg::from(&one.digest),
                Arg::from(one.written_by),
                Arg::from(one.written_at),
            ]
        })
        .collect();
    let head = "insert into resource_version (district_id, resource_id, version, content, digest, written_by,
        written_at)";
    bulk::insert(tx, head, 7, "", &rows).await.map(drop)
}

/// One version of a text.
pub async fn version(
    tx: &mut Tx,
    district: DistrictId,
    id: ResourceId,
    version: i64,
) -> Result<Option<ResourceVersion>, StoreError> {
    let sql = "select version, content, digest, written_by, written_at from resource_version
               where district_id = $1 and resource_id = $2 and version = $3";
    let row = tx.row(sql, args![district, id, version]).await?;
    row.as_ref().map(|row| version_row(row, id)).transpose()
}

/// Every version of a text, newest first.
pub async fn versions(
    tx: &mut Tx,
    district: DistrictId,
    id: ResourceId,
) -> Result<Vec<ResourceVersion>, StoreError> {
    let sql = "select version, content, digest, written_by, written_at from resource_version
               where district_id = $1 and resource_id = $2 order by version desc";
    tx.rows(sql, args![district, id]).await?.iter().map(|row| version_row(row, id)).collect()
}

fn version_row(row: &Row, resource: ResourceId) -> Result<ResourceVersion, StoreError> {
    Ok(ResourceVersion {
        resource,
        version: row.number("version")?,
        content: row.text("content")?,
        digest: row.array("digest")?,
        written_by: row.array_or_null("written_by")?.map(PersonId::from_bytes),
        written_at: row.time("written_at")?,
    })
}

fn from_row(row: &Row) -> Result<Resource, StoreError> {
    let name = row.text("file_name")?;
    Ok(Resource {
        id: ResourceId::from_bytes(row.array("resource_id")?),
        kind: column::word(row, "kind", ResourceKind::from_word)?,
        title: row.text("title")?,
        about: row.text("about")?,
        version: row.number("version")?,
        modality: row.text("modality_key")?,
        minutes: row.number("minutes")?,
        language: row.text("language")?,
        grades: column::split(&row.text("grades")?),
        address: row.text("address")?,
        file: row.array_or_null("file_digest")?.map(|digest| (digest, name)),
        check: row.array_or_null("assessment_id")?.map(AssessmentId::from_bytes),
        from_source: row.text("from_source")?,
        from_identifier: row.text("from_identifier")?,
        made_by: row.array_or_null("made_by")?.map(PersonId::from_bytes),
        made_at: row.time("made_at")?,
        retired_at: row.time_or_null("retired_at")?,
    })
}
