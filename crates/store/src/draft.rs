//! Ratings that are not released yet: outside the ledger, changed and removed freely.

use domain::{CompetencyId, DistrictId, LearnerId, PersonId, SectionId, Timestamp};

use crate::{Row, StoreError, Tx, args};

/// One rating before its release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where it was rated.
    pub section: SectionId,
    /// Whom.
    pub learner: LearnerId,
    /// In what.
    pub competency: CompetencyId,
    /// Code of the level on the framework's scale.
    pub level: String,
    /// What the judge wrote.
    pub note: Option<String>,
    /// Who rated last.
    pub judge: PersonId,
    /// When.
    pub rated_at: Timestamp,
    /// When a clock releases it; `None` until an educator does.
    pub release_at: Option<Timestamp>,
}

const COLUMNS: &str = "section_id, learner_id, competency_id, level, note, judge_id, rated_at, release_at";

/// Sets one draft.
pub async fn put(tx: &mut Tx, district: DistrictId, draft: &Draft) -> Result<(), StoreError> {
    tx.run(
        "insert into draft (district_id, section_id, learner_id, competency_id, level, note, judge_id,
           rated_at, release_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (district_id, section_id, learner_id, competency_id) do update set
           level = excluded.level, note = excluded.note, judge_id = excluded.judge_id,
           rated_at = excluded.rated_at, release_at = excluded.release_at",
        args![
            district,
            draft.section,
            draft.learner,
            draft.competency,
            &draft.level,
            &draft.note,
            draft.judge,
            draft.rated_at,
            draft.release_at,
        ],
    )
    .await
    .map(drop)
}

/// Takes one draft away; whether there was one.
pub async fn remove(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    learner: LearnerId,
    competency: CompetencyId,
) -> Result<bool, StoreError> {
    let sql = "delete from draft where district_id = $1 and section_id = $2 and learner_id = $3
               and competency_id = $4";
    Ok(tx.run(sql, args![district, section, learner, competency]).await? > 0)
}

/// One draft.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    learner: LearnerId,
    competency: CompetencyId,
) -> Result<Option<Draft>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from draft where district_id = $1 and section_id = $2 and learner_id = $3
         and competency_id = $4"
    );
    tx.row(&sql, args![district, section, learner, competency]).await?.as_ref().map(from_row).transpose()
}

/// The drafts of a section, or of one competency in it.
pub async fn of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    competency: Option<CompetencyId>,
) -> Result<Vec<Draft>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from draft
         where district_id = $1 and section_id = $2 and ($3 is null or competency_id = $3)
         order by learner_id, competency_id"
    );
    tx.rows(&sql, args![district, section, competency]).await?.iter().map(from_row).collect()
}

/// Sets when the drafts of a section are released by the clock; `None` takes the clock away.
pub async fn set_release(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    competency: Option<CompetencyId>,
    release_at: Option<Timestamp>,
) -> Result<u64, StoreError> {
    let sql = "update draft set release_at = $4
               where district_id = $1 and section_id = $2 and ($3 is null or competency_id = $3)";
    tx.run(sql, args![district, section, competency, release_at]).await
}

/// Sections of the district with drafts whose release time has come.
pub async fn due(tx: &mut Tx, district: DistrictId, now: Timestamp) -> Result<Vec<Draft>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from draft where district_id = $1 and release_at <= $2
         order by learner_id, competency_id limit 1000"
    );
    tx.rows(&sql, args![district, now]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Draft, StoreError> {
    Ok(Draft {
        section: SectionId::from_bytes(row.array("section_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        competency: CompetencyId::from_bytes(row.array("competency_id")?),
        level: row.text("level")?,
        note: row.text_or_null("note")?,
        judge: PersonId::from_bytes(row.array("judge_id")?),
        rated_at: row.time("rated_at")?,
        release_at: row.time_or_null("release_at")?,
    })
}
