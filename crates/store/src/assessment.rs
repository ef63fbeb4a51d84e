//! Plans of diagnostics, exit slips, checks, tests and finals, version by version.

use domain::{AssessmentId, DistrictId, OrganizationId, PersonId, SectionId, Timestamp};

use crate::{Row, StoreError, Tx, args};

/// One assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentRow {
    /// Its id.
    pub id: AssessmentId,
    /// What it is called.
    pub title: String,
    /// The word of its kind.
    pub kind: String,
    /// The school or academy that it belongs to; `None` for the whole district.
    pub organization: Option<OrganizationId>,
    /// The class that it was made for; `None` for any.
    pub section: Option<SectionId>,
    /// Its last version, from 1.
    pub version: i64,
    /// Since when it is not given any more.
    pub archived_at: Option<Timestamp>,
    /// Who made it.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
}

/// One version of its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersion {
    /// Of which assessment.
    pub assessment: AssessmentId,
    /// From 1.
    pub version: i64,
    /// Fields of the plan, as text.
    pub plan: String,
    /// Cuts and goals by grade that a diagnostic places by, as text; empty for none.
    pub criteria: String,
    /// Who wrote it.
    pub written_by: PersonId,
    /// When.
    pub written_at: Timestamp,
}

const COLUMNS: &str =
    "assessment_id, title, kind, organization_id, section_id, version, archived_at, made_by, made_at";

/// Sets an assessment.
pub async fn put(tx: &mut Tx, district: DistrictId, one: &AssessmentRow) -> Result<(), StoreError> {
    let sql = format!(
        "insert into assessment (district_id, {COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (district_id, assessment_id) do update set title = excluded.title,
           kind = excluded.kind, organization_id = excluded.organization_id,
           section_id = excluded.section_id, version = excluded.version,
           archived_at = excluded.archived_at"
    );
    let values = args![
        district,
        one.id,
        &one.title,
        &one.kind,
        one.organization,
        one.section,
        one.version,
        one.archived_at,
        one.made_by,
        one.made_at,
    ];
    tx.run(&sql, values).await.map(drop)
}

/// Adds a version of a plan.
pub async fn add_version(tx: &mut Tx, district: DistrictId, one: &PlanVersion) -> Result<(), StoreError> {
    let sql =
        "insert into assessment_version (district_id, assessment_id, version, plan, criteria, written_by, written_at)
               values ($1, $2, $3, $4, $5, $6, $7)";
    let values = args![
        district,
        one.assessment,
        one.version,
        &one.plan,
        &one.criteria,
        one.written_by,
        one.written_at
    ];
    tx.run(sql, values).await.map(drop)
}

/// One assessment.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    assessment: AssessmentId,
) -> Result<Option<AssessmentRow>, StoreError> {
    let sql = format!("select {COLUMNS} from assessment where district_id = $1 and assessment_id = $2");
    tx.row(&sql, args![district, assessment]).await?.as_ref().map(from_row).transpose()
}

/// Every assessment that is given still, newest first.
pub async fn list(tx: &mut Tx, district: DistrictId, limit: i64) -> Result<Vec<AssessmentRow>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from assessment where district_id = $1 and archived_at is null
         order by made_at desc, assessment_id limit $2"
    );
    tx.rows(&sql, args![district, limit]).await?.iter().map(from_row).collect()
}

/// One version of a plan.
pub async fn version(
    tx: &mut Tx,
    district: DistrictId,
    assessment: AssessmentId,
    version: i64,
) -> Result<Option<PlanVersion>, StoreError> {
    let sql = "select plan, criteria, written_by, written_at from assessment_version
               where district_id = $1 and assessment_id = $2 and version = $3";
    let Some(row) = tx.row(sql, args![district, assessment, version]).await? else { return Ok(None) };
    Ok(Some(PlanVersion {
        assessment,
        version,
        plan: row.text("plan")?,
        criteria: row.text("criteria")?,
        written_by: PersonId::from_bytes(row.array("written_by")?),
        written_at: row.time("written_at")?,
    }))
}

fn from_row(row: &Row) -> Result<AssessmentRow, StoreError> {
    Ok(AssessmentRow {
        id: AssessmentId::from_bytes(row.array("assessment_id")?),
        title: row.text("title")?,
        kind: row.text("kind")?,
        organization: row.array_or_null("organization_id")?.map(OrganizationId::from_bytes),
        section: row.array_or_null("section_id")?.map(SectionId::from_bytes),
        version: row.number("version")?,
        archived_at: row.time_or_null("archived_at")?,
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
    })
}
