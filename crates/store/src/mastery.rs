//! Current judgements: thrown away and rebuilt from the ledger to the same rows.

use std::collections::BTreeMap;

use domain::{
    CompetencyId, DistrictId, FrameworkId, LearnerId, SectionId, Timestamp,
    evidence::Sequence,
    judgement::{Context, Finding, Mastery},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

const COLUMNS: &str = "m.learner_id, m.competency_id, m.context, m.value, m.level, m.mastered, m.trend,
    m.evidence_count, m.last_worked_at, m.decided, m.changes_at, m.rule, m.rule_version, m.inputs,
    m.last_sequence, m.why, m.judged_at";

/// Sets judgements.
pub async fn put(tx: &mut Tx, district: DistrictId, all: &[Mastery]) -> Result<(), StoreError> {
    crate::activity::judged(all.len());
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(all.len() * 18);
    for one in all {
        rows.extend_from_slice(args![
            district,
            one.learner,
            one.competency,
            context_bytes(&one.context),
            one.finding.value,
            &one.finding.level,
            one.finding.mastered,
            one.finding.trend,
            one.finding.evidence_count,
            one.finding.last_worked_at,
            one.finding.decided,
            one.finding.changes_at,
            &one.rule,
            one.rule_version,
            &one.inputs,
            one.last_sequence.0,
            &one.why,
            one.judged_at,
        ]);
    }
    bulk::insert(
        tx,
        "insert into mastery (district_id, learner_id, competency_id, context, value, level, mastered,
           trend, evidence_count, last_worked_at, decided, changes_at, rule, rule_version, inputs,
           last_sequence, why, judged_at)",
        18,
        "on conflict (district_id, learner_id, competency_id, context) do update set
           value = excluded.value, level = excluded.level, mastered = excluded.mastered,
           trend = excluded.trend, evidence_count = excluded.evidence_count,
           last_worked_at = excluded.last_worked_at, decided = excluded.decided,
           changes_at = excluded.changes_at, rule = excluded.rule,
           rule_version = excluded.rule_version, inputs = excluded.inputs,
           last_sequence = excluded.last_sequence, why = excluded.why, judged_at = excluded.judged_at",
        &rows,
    )
    .await
    .map(drop)
}

/// One judgement.
pub async fn find(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    competency: CompetencyId,
    context: Context,
) -> Result<Option<Mastery>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from mastery m
         where m.district_id = $1 and m.learner_id = $2 and m.competency_id = $3 and m.context = $4"
    );
    let context = context_bytes(&context);
    tx.row(&sql, args![district, learner, competency, context]).await?.as_ref().map(from_row).transpose()
}

/// Everything one learner has been judged on, in every context.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Mastery>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from mastery m where m.district_id = $1 and m.learner_id = $2
         order by m.competency_id, m.context"
    );
    tx.rows(&sql, args![district, learner]).await?.iter().map(from_row).collect()
}

/// The judgements of a competency, for all learners, in one context.
pub async fn of_competency(
    tx: &mut Tx,
    district: DistrictId,
    competency: CompetencyId,
    context: Context,
) -> Result<Vec<Mastery>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from mastery m
         where m.district_id = $1 and m.competency_id = $2 and m.context = $3 order by m.learner_id"
    );
    let context = context_bytes(&context);
    tx.rows(&sql, args![district, competency, context]).await?.iter().map(from_row).collect()
}

/// The learners who have a judgement of a competency in the record.
pub async fn learners_of(
    tx: &mut Tx,
    district: DistrictId,
    competency: CompetencyId,
) -> Result<Vec<LearnerId>, StoreError> {
    let sql = "select learner_id from mastery
               where district_id = $1 and competency_id = $2 and context = $3 order by learner_id";
    let rows = tx.rows(sql, args![district, competency, context_bytes(&Context::Record)]).await?;
    rows.iter().map(|row| row.array("learner_id").map(LearnerId::from_bytes)).collect()
}

/// One cell of a grid: what a screen shows, without what decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Whose.
    pub learner: LearnerId,
    /// Of what.
    pub competency: CompetencyId,
    /// What was found.
    pub finding: Finding,
}

/// The record's judgements of a section's learners (any time enrolled) in its targets, in no
/// particular order.
pub async fn of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
) -> Result<Vec<Cell>, StoreError> {
    let sql = "select m.learner_id, m.competency_id, m.value, m.level, m.mastered, m.trend, m.evidence_count,
                 m.last_worked_at, m.decided, m.changes_at
               from (select distinct p.district_id, coalesce(p.merged_into, p.person_id) as person_id
                     from enrollment i
                     join person p on p.district_id = i.district_id and p.person_id = i.person_id
                     where i.district_id = $1 and i.section_id = $2 and i.role = 'learner') e
               join mastery m on m.district_id = e.district_id and m.learner_id = e.person_id
               where m.district_id = $1 and m.context = $3 and m.competency_id in (
                 select competency_id from target where district_id = $1 and section_id = $2)";
    let record = context_bytes(&Context::Record);
    tx.rows(sql, args![district, section, record]).await?.iter().map(cell).collect()
}

/// Judgements that time alone has changed by `now`: evidence grew too old, a decision expired.
pub async fn due(
    tx: &mut Tx,
    district: DistrictId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Mastery>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from mastery m where m.district_id = $1 and m.changes_at <= $2
         order by m.learner_id, m.competency_id limit $3"
    );
    tx.rows(&sql, args![district, now, limit]).await?.iter().map(from_row).collect()
}

/// A stretch of all judgements of the district in key order, for comparing with a rebuild.
pub async fn after(
    tx: &mut Tx,
    district: DistrictId,
    learner: Option<LearnerId>,
    limit: i64,
) -> Result<Vec<Mastery>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from mastery m
         where m.district_id = $1 and m.learner_id in (
           select distinct learner_id from mastery
           where district_id = $1 and ($2 is null or learner_id > $2) order by learner_id limit $3)
         order by m.learner_id, m.competency_id, m.context"
    );
    tx.rows(&sql, args![district, learner, limit]).await?.iter().map(from_row).collect()
}

/// How far evidence covers one competency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covered {
    /// Learners of whom something counts.
    pub learners: i64,
    /// Pieces of evidence that count.
    pub pieces: i64,
    /// Learners who have mastered it.
    pub mastered: i64,
    /// How many learners are at each level that anybody is at, without an order.
    pub levels: Vec<i64>,
}

/// The competencies of a framework of which something counts, by the record.
pub async fn coverage(
    tx: &mut Tx,
    district: DistrictId,
    framework: FrameworkId,
) -> Result<BTreeMap<CompetencyId, Covered>, StoreError> {
    let sql = "select m.competency_id, m.level, m.mastered, count(*) as learners,
                 cast(sum(m.evidence_count) as bigint) as pieces
               from competency c
               join mastery m on m.district_id = c.district_id and m.competency_id = c.competency_id
               join person p on p.district_id = m.district_id and p.person_id = m.learner_id
               where c.district_id = $1 and c.framework_id = $2 and m.context = $3 and m.evidence_count > 0
                 and p.merged_into is null
               group by m.competency_id, m.level, m.mastered order by m.competency_id, m.level, m.mastered";
    let rows = tx.rows(sql, args![district, framework, context_bytes(&Context::Record)]).await?;
    let mut all: BTreeMap<CompetencyId, Covered> = BTreeMap::new();
    for row in &rows {
        let of = all.entry(CompetencyId::from_bytes(row.array("competency_id")?)).or_default();
        let learners = row.number("learners")?;
        of.learners += learners;
        of.pieces += row.number("pieces")?;
        of.mastered += if row.flag("mastered")? { learners } else { 0 };
        of.levels.push(learners);
    }
    Ok(all)
}

/// The rules by which a competency was judged, in any context.
pub async fn rules_of(
    tx: &mut Tx,
    district: DistrictId,
    competency: CompetencyId,
) -> Result<Vec<String>, StoreError> {
    let sql = "select distinct rule from mastery where district_id = $1 and competency_id = $2 order by rule";
    let rows = tx.rows(sql, args![district, competency]).await?;
    rows.iter().map(|row| row.text("rule")).collect()
}

/// Every judgement of the learners from `first` to `last` in id order.
pub async fn between(
    tx: &mut Tx,
    district: DistrictId,
    first: LearnerId,
    last: LearnerId,
) -> Result<Vec<Mastery>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from mastery m
         where m.district_id = $1 and m.learner_id >= $2 and m.learner_id <= $3
         order by m.learner_id, m.competency_id, m.context"
    );
    tx.rows(&sql, args![district, first, last]).await?.iter().map(from_row).collect()
}

/// Takes away one judgement in one context.
pub async fn remove_one(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    competency: CompetencyId,
    context: Context,
) -> Result<(), StoreError> {
    let sql = "delete from mastery
               where district_id = $1 and learner_id = $2 and competency_id = $3 and context = $4";
    let context = context_bytes(&context);
    tx.run(sql, args![district, learner, competency, context]).await.map(drop)
}

/// Takes away the judgements of a learner in a competency of which nothing is recorded any more.
pub async fn remove(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    competency: CompetencyId,
) -> Result<(), StoreError> {
    let sql = "delete from mastery where district_id = $1 and learner_id = $2 and competency_id = $3";
    tx.run(sql, args![district, learner, competency]).await.map(drop)
}

/// How many judgements there are, and how many of them say mastered.
pub async fn count(tx: &mut Tx, district: DistrictId) -> Result<(i64, i64), StoreError> {
    let sql = "select count(*) as judged, cast(coalesce(sum(mastered), 0) as bigint) as mastered
               from mastery where district_id = $1";
    let row = tx.row(sql, args![district]).await?;
    row.map_or(Ok((0, 0)), |row| Ok((row.number("judged")?, row.number("mastered")?)))
}

/// The record is sixteen zeros; a section is its own id.
pub(crate) const fn context_bytes(context: &Context) -> [u8; 16] {
    match context {
        Context::Record => [0; 16],
        Context::Section(section) => *section.as_bytes(),
    }
}

/// The context of a row.
pub(crate) fn context_of(row: &Row) -> Result<Context, StoreError> {
    let context: [u8; 16] = row.array("context")?;
    if context == [0; 16] {
        return Ok(Context::Record);
    }
    Ok(Context::Section(SectionId::from_bytes(context)))
}

fn from_row(row: &Row) -> Result<Mastery, StoreError> {
    Ok(Mastery {
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        competency: CompetencyId::from_bytes(row.array("competency_id")?),
        context: context_of(row)?,
        finding: finding(row)?,
        rule: row.text("rule")?,
        rule_version: row.number("rule_version")?,
        inputs: row.array("inputs")?,
        last_sequence: Sequence(row.number("last_sequence")?),
        why: row.array("why")?,
        judged_at: row.time("judged_at")?,
    })
}

fn cell(row: &Row) -> Result<Cell, StoreError> {
    Ok(Cell {
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        competency: CompetencyId::from_bytes(row.array("competency_id")?),
        finding: finding(row)?,
    })
}

pub(crate) fn finding(row: &Row) -> Result<Finding, StoreError> {
    Ok(Finding {
        value: row.points_or_null("value")?,
        level: row.text_or_null("level")?,
        mastered: row.flag("mastered")?,
        trend: row.points_or_null("trend")?,
        evidence_count: row.number("evidence_count")?,
        last_worked_at: row.time_or_null("last_worked_at")?,
        decided: row.flag("decided")?,
        changes_at: row.time_or_null("changes_at")?,
    })
}
