//! The judgements that adoptions replaced, each with what stood there before and what stands there since.

use domain::{
    AdoptionId, CompetencyId, DistrictId, LearnerId, Points, Timestamp,
    chain::Digest,
    evidence::Sequence,
    judgement::{Context, Mastery},
};

use crate::{
    Arg, Row, StoreError, Tx, args, bulk,
    mastery::{context_bytes, context_of, finding},
};

/// One judgement that an adoption replaced, or made where there was none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptedCell {
    /// Whose.
    pub learner: LearnerId,
    /// Of what.
    pub competency: CompetencyId,
    /// In which context.
    pub context: Context,
    /// Which way it turned, as a word.
    pub turn: String,
    /// What it says since.
    pub new: NewJudgement,
    /// What stood there before; `None` where there was no judgement.
    pub before: Option<Mastery>,
}

/// What an adoption judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJudgement {
    /// Points on the scale.
    pub value: Option<Points>,
    /// Code of the level.
    pub level: Option<String>,
    /// Whether it is mastered.
    pub mastered: bool,
    /// Digest of its inputs.
    pub inputs: Digest,
    /// The last entry of the chain that it read.
    pub read_to: Sequence,
}

const COLUMNS: &str = "c.learner_id, c.competency_id, c.context, c.turn, c.new_value, c.new_level,
    c.new_mastered, c.new_inputs, c.read_to, c.value, c.level, c.mastered, c.trend, c.evidence_count,
    c.last_worked_at, c.decided, c.changes_at, c.rule, c.rule_version, c.inputs, c.last_sequence, c.why,
    c.judged_at";

/// Keeps what an adoption replaced.
pub async fn add(
    tx: &mut Tx,
    district: DistrictId,
    adoption: AdoptionId,
    cells: &[AdoptedCell],
) -> Result<(), StoreError> {
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(cells.len() * 25);
    for one in cells {
        let (new, before) = (&one.new, one.before.as_ref());
        let finding = before.map(|before| &before.finding);
        rows.extend_from_slice(args![
            district,
            adoption,
            one.learner,
            one.competency,
            context_bytes(&one.context),
            &one.turn,
            new.value,
            &new.level,
            new.mastered,
            &new.inputs,
            new.read_to.0,
            finding.and_then(|found| found.value),
            finding.and_then(|found| found.level.as_deref()),
            finding.map(|found| i64::from(found.mastered)),
            finding.and_then(|found| found.trend),
            finding.map(|found| found.evidence_count),
            finding.and_then(|found| found.last_worked_at),
            finding.map(|found| i64::from(found.decided)),
            finding.and_then(|found| found.changes_at),
            before.map(|before| before.rule.as_str()),
            before.map(|before| before.rule_version),
        ]);
        rows.push(Arg::Bytes(before.map(|before| before.inputs.as_slice())));
        rows.push(Arg::from(before.map(|before| before.last_sequence.0)));
        rows.push(Arg::Bytes(before.map(|before| before.why.as_slice())));
        rows.push(Arg::from(before.map(|before| before.judged_at)));
    }
    bulk::insert(
        tx,
        "insert into adopted_cell (district_id, adoption_id, learner_id, competency_id, context, turn,
           new_value, new_level, new_mastered, new_inputs, read_to, value, level, mastered, trend,
           evidence_count, last_worked_at, decided, changes_at, rule, rule_version, inputs, last_sequence,
           why, judged_at)",
        25,
        "on conflict (district_id, adoption_id, learner_id, competency_id, context) do nothing",
        &rows,
    )
    .await
    .map(drop)
}

/// The cells of the next learners of an adoption, in id order, after `after`, at most so many learners.
pub async fn of_next(
    tx: &mut Tx,
    district: DistrictId,
    adoption: AdoptionId,
    after: Option<LearnerId>,
    limit: i64,
) -> Result<Vec<AdoptedCell>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from adopted_cell c
         where c.district_id = $1 and c.adoption_id = $2 and c.learner_id in (
           select distinct learner_id from adopted_cell
           where district_id = $1 and adoption_id = $2 and ($3 is null or learner_id > $3)
           order by learner_id limit $4)
         order by c.learner_id, c.competency_id, c.context"
    );
    tx.rows(&sql, args![district, adoption, after, limit]).await?.iter().map(from_row).collect()
}

/// The cells of an adoption whose level or mastery changed, in key order, at most so many.
pub async fn turned(
    tx: &mut Tx,
    district: DistrictId,
    adoption: AdoptionId,
    limit: i64,
) -> Result<Vec<AdoptedCell>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from adopted_cell c
         where c.district_id = $1 and c.adoption_id = $2 and c.turn not in ('same', 'value')
         order by c.learner_id, c.competency_id, c.context limit $3"
    );
    tx.rows(&sql, args![district, adoption, limit]).await?.iter().map(from_row).collect()
}

/// The cells of an adoption that were judged again because something was recorded since, with what stands
/// there now, latest first, at most so many.
pub async fn judged_since(
    tx: &mut Tx,
    district: DistrictId,
    adoption: AdoptionId,
    limit: i64,
) -> Result<Vec<(AdoptedCell, Mastery)>, StoreError> {
    let sql = format!("select {COLUMNS} {JUDGED_SINCE} order by m.judged_at desc, c.learner_id limit $3");
    let rows = tx.rows(&sql, args![district, adoption, limit]).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let cell = from_row(row)?;
        let now = crate::mastery::find(tx, district, cell.learner, cell.competency, cell.context).await?;
        found.extend(now.map(|now| (cell, now)));
    }
    Ok(found)
}

/// How many cells of an adoption were judged again because something was recorded since.
pub async fn count_judged_since(
    tx: &mut Tx,
    district: DistrictId,
    adoption: AdoptionId,
) -> Result<i64, StoreError> {
    let sql = format!("select count(*) as cells {JUDGED_SINCE}");
    tx.row(&sql, args![district, adoption]).await?.map_or(Ok(0), |row| row.number("cells"))
}

const JUDGED_SINCE: &str = "from adopted_cell c
    join mastery m on m.district_id = c.district_id and m.learner_id = c.learner_id
      and m.competency_id = c.competency_id and m.context = c.context
    where c.district_id = $1 and c.adoption_id = $2 and m.last_sequence > c.read_to";

/// How many cells of an adoption turned one way, with mastery before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// Which way, as a word.
    pub turn: String,
    /// Whether it was mastered before.
    pub was_mastered: bool,
    /// Whether it is mastered since.
    pub is_mastered: bool,
    /// How many cells.
    pub cells: i64,
}

/// The cells of an adoption, counted.
pub async fn counted(
    tx: &mut Tx,
    district: DistrictId,
    adoption: AdoptionId,
) -> Result<Vec<Turned>, StoreError> {
    let sql = "select turn, coalesce(mastered, 0) as was_mastered, new_mastered, count(*) as cells
               from adopted_cell where district_id = $1 and adoption_id = $2
               group by turn, coalesce(mastered, 0), new_mastered
               order by turn, was_mastered, new_mastered";
    let rows = tx.rows(sql, args![district, adoption]).await?;
    rows.iter()
        .map(|row| {
            Ok(Turned {
                turn: row.text("turn")?,
                was_mastered: row.flag("was_mastered")?,
                is_mastered: row.flag("new_mastered")?,
                cells: row.number("cells")?,
            })
        })
        .collect()
}

/// How many learners have a cell in an adoption that turned in a way that people see.
pub async fn learners_turned(
    tx: &mut Tx,
    district: DistrictId,
    adoption: AdoptionId,
) -> Result<i64, StoreError> {
    let sql = "select count(distinct learner_id) as learners from adopted_cell
               where district_id = $1 and adoption_id = $2 and turn not in ('same', 'value')";
    tx.row(sql, args![district, adoption]).await?.map_or(Ok(0), |row| row.number("learners"))
}

/// When a cell was judged because of an adoption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Which adoption.
    pub adoption: AdoptionId,
    /// The competency.
    pub competency: CompetencyId,
    /// The context.
    pub context: Context,
    /// As of when.
    pub at: Timestamp,
    /// From when it no longer holds; `None` while it does.
    pub undone_at: Option<Timestamp>,
    /// The last entry of the chain that it read.
    pub read_to: Sequence,
    /// Digest of its inputs.
    pub inputs: Digest,
}

/// When cells of one learner were judged because of an adoption, undone ones too, oldest first.
pub async fn moments(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Moment>, StoreError> {
    let sql = "select c.adoption_id, c.competency_id, c.context, c.read_to, c.new_inputs, a.adopted_at,
                 a.undone_at
               from adopted_cell c
               join adoption a on a.district_id = c.district_id and a.adoption_id = c.adoption_id
               where c.district_id = $1 and c.learner_id = $2
               order by a.adopted_at, c.competency_id, c.context";
    let rows = tx.rows(sql, args![district, learner]).await?;
    rows.iter()
        .map(|row| {
            Ok(Moment {
                adoption: AdoptionId::from_bytes(row.array("adoption_id")?),
                competency: CompetencyId::from_bytes(row.array("competency_id")?),
                context: context_of(row)?,
                at: row.time("adopted_at")?,
                undone_at: row.time_or_null("undone_at")?,
                read_to: Sequence(row.number("read_to")?),
                inputs: row.array("new_inputs")?,
            })
        })
        .collect()
}

/// A later adoption that stands and judged a cell of `adoption` again, if there is one.
pub async fn taken_over_by(
    tx: &mut Tx,
    district: DistrictId,
    adoption: AdoptionId,
) -> Result<Option<AdoptionId>, StoreError> {
    let sql = "select later.adoption_id
               from adoption own
               join adoption later on later.district_id = own.district_id
                 and later.adopted_at > own.adopted_at and later.undone_at is null
               where own.district_id = $1 and own.adoption_id = $2 and 0 < (
                 select count(*) from adopted_cell mine
                 join adopted_cell theirs on theirs.district_id = mine.district_id
                   and theirs.learner_id = mine.learner_id and theirs.competency_id = mine.competency_id
                   and theirs.context = mine.context and theirs.adoption_id = later.adoption_id
                 where mine.district_id = $1 and mine.adoption_id = $2)
               order by later.adopted_at desc limit 1";
    let row = tx.row(sql, args![district, adoption]).await?;
    row.map(|row| row.array("adoption_id").map(AdoptionId::from_bytes)).transpose()
}

fn from_row(row: &Row) -> Result<AdoptedCell, StoreError> {
    let learner = LearnerId::from_bytes(row.array("learner_id")?);
    let competency = CompetencyId::from_bytes(row.array("competency_id")?);
    let context = context_of(row)?;
    let before = match row.array_or_null("inputs")? {
        None => None,
        Some(inputs) => Some(Mastery {
            learner,
            competency,
            context,
            finding: finding(row)?,
            rule: row.text("rule")?,
            rule_version: row.number("rule_version")?,
            inputs,
            last_sequence: Sequence(row.number("last_sequence")?),
            why: row.array("why")?,
            judged_at: row.time("judged_at")?,
        }),
    };
    Ok(AdoptedCell {
        learner,
        competency,
        context,
        turn: row.text("turn")?,
        new: NewJudgement {
            value: row.points_or_null("new_value")?,
            level: row.text_or_null("new_level")?,
            mastered: row.flag("new_mastered")?,
            inputs: row.array("new_inputs")?,
            read_to: Sequence(row.number("read_to")?),
        },
        before,
    })
}
