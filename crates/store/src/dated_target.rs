//! By when competencies are to be mastered: dates of classes and programs, and learners' own.

use domain::{
    CompetencyId, DistrictId, LearnerId, PersonId, ReplanId, SectionId, Timestamp,
    pace::{DatedTarget, OwnDate, PlanOf, Replan},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk};

/// Replaces the dates of a class or program.
pub async fn replace(
    tx: &mut Tx,
    district: DistrictId,
    of: PlanOf,
    targets: &[DatedTarget],
) -> Result<(), StoreError> {
    let sql = "delete from dated_target where district_id = $1 and plan_kind = $2 and plan_id = $3";
    tx.run(sql, args![district, of.word(), of.bytes()]).await?;
    let mut rows: Vec<Arg<'_>> = Vec::with_capacity(targets.len() * 7);
    for (one, position) in targets.iter().zip(1_i64..) {
        rows.extend_from_slice(args![
            district,
            of.word(),
            of.bytes(),
            one.competency,
            position,
            i64::from(one.minutes),
            one.due,
        ]);
    }
    bulk::insert(
        tx,
        "insert into dated_target (district_id, plan_kind, plan_id, competency_id, position, minutes, due_on)",
        7,
        "",
        &rows,
    )
    .await
    .map(drop)
}

/// The dates of a class or program, in order.
pub async fn of_plan(tx: &mut Tx, district: DistrictId, of: PlanOf) -> Result<Vec<DatedTarget>, StoreError> {
    let sql = "select competency_id, minutes, due_on from dated_target
               where district_id = $1 and plan_kind = $2 and plan_id = $3 order by position, competency_id";
    let rows = tx.rows(sql, args![district, of.word(), of.bytes()]).await?;
    rows.iter()
        .map(|row| {
            Ok(DatedTarget {
                competency: CompetencyId::from_bytes(row.array("competency_id")?),
                minutes: whole(row, "minutes")?,
                due: row.date_or_null("due_on")?,
            })
        })
        .collect()
}

/// The classes and programs that have dates, in id order.
pub async fn plans(tx: &mut Tx, district: DistrictId) -> Result<Vec<PlanOf>, StoreError> {
    let sql = "select distinct plan_kind, plan_id from dated_target where district_id = $1
               order by plan_kind, plan_id";
    let rows = tx.rows(sql, args![district]).await?;
    rows.iter()
        .map(|row| {
            let word = row.text("plan_kind")?;
            PlanOf::read(&word, row.array("plan_id")?)
                .ok_or(StoreError::Corrupt { column: "plan_kind", value: word })
        })
        .collect()
}

/// Adds a re-plan.
pub async fn add_replan(tx: &mut Tx, district: DistrictId, one: &Replan) -> Result<(), StoreError> {
    tx.run(
        "insert into replan (district_id, learner_id, replan_id, section_id, from_on, until_on, made_by,
           made_at, undone_at, undone_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            district,
            one.learner,
            one.id,
            one.section,
            one.from,
            one.until,
            one.made_by,
            one.made_at,
            one.undone_at,
            one.undone_by,
        ],
    )
    .await
    .map(drop)
}

/// The re-plans of a learner, newest first.
pub async fn replans(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Replan>, StoreError> {
    let sql = "select learner_id, replan_id, section_id, from_on, until_on, made_by, made_at, undone_at,
                 undone_by
               from replan where district_id = $1 and learner_id = $2 order by made_at desc, replan_id desc";
    tx.rows(sql, args![district, learner]).await?.iter().map(replan).collect()
}

/// Undoes a re-plan: what stood before its dates stands again. Whether nobody had.
pub async fn undo_replan(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    id: ReplanId,
    by: PersonId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "update replan set undone_at = $4, undone_by = $5
               where district_id = $1 and learner_id = $2 and replan_id = $3 and undone_at is null";
    let undone = tx.run(sql, args![district, learner, id, now, by]).await? > 0;
    if undone {
        let sql = "update own_date set undone_at = $4
                   where district_id = $1 and learner_id = $2 and replan_id = $3 and undone_at is null";
        tx.run(sql, args![district, learner, id, now]).await?;
    }
    Ok(undone)
}

/// Adds a learner's own dates, each as the next version of its competency.
pub async fn add_own(tx: &mut Tx, district: DistrictId, all: &[OwnDate]) -> Result<(), StoreError> {
    let next = "select coalesce(max(version), 0) + 1 as next from own_date
                where district_id = $1 and learner_id = $2 and section_id = $3 and competency_id = $4";
    let insert = "insert into own_date (district_id, learner_id, section_id, competency_id, version, from_on,
                    after_days, due_on, replan_id)
                  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    for one in all {
        let row = tx.row(next, args![district, one.learner, one.section, one.competency]).await?;
        let version = row.map_or(Ok(1), |row| row.number("next"))?;
        tx.run(
            insert,
            args![
                district,
                one.learner,
                one.section,
                one.competency,
                version,
                one.from,
                i64::from(one.after_days),
                one.due,
                one.replan,
            ],
        )
        .await?;
    }
    Ok(())
}

/// The own dates that stand in a class, of one learner or of all; by learner and competency.
pub async fn own(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    learner: Option<LearnerId>,
) -> Result<Vec<OwnDate>, StoreError> {
    let sql =
        "select o.learner_id, o.section_id, o.competency_id, o.from_on, o.after_days, o.due_on, o.replan_id
               from own_date o
               where o.district_id = $1 and o.section_id = $2 and ($3 is null or o.learner_id = $3)
                 and o.undone_at is null
                 and not exists (select 1 from own_date later
                   where later.district_id = o.district_id and later.learner_id = o.learner_id
                     and later.section_id = o.section_id and later.competency_id = o.competency_id
                     and later.undone_at is null and later.version > o.version)
               order by o.learner_id, o.competency_id";
    let rows = tx.rows(sql, args![district, section, learner]).await?;
    rows.iter()
        .map(|row| {
            Ok(OwnDate {
                learner: LearnerId::from_bytes(row.array("learner_id")?),
                section: SectionId::from_bytes(row.array("section_id")?),
                competency: CompetencyId::from_bytes(row.array("competency_id")?),
                from: row.date("from_on")?,
                after_days: whole(row, "after_days")?,
                due: row.date("due_on")?,
                replan: row.array_or_null("replan_id")?.map(ReplanId::from_bytes),
            })
        })
        .collect()
}

fn whole(row: &Row, column: &'static str) -> Result<u32, StoreError> {
    let number = row.number(column)?;
    u32::try_from(number).map_err(|_| StoreError::Corrupt { column, value: number.to_string() })
}

fn replan(row: &Row) -> Result<Replan, StoreError> {
    Ok(Replan {
        id: ReplanId::from_bytes(row.array("replan_id")?),
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        section: SectionId::from_bytes(row.array("section_id")?),
        from: row.date("from_on")?,
        until: row.date("until_on")?,
        made_by: PersonId::from_bytes(row.array("made_by")?),
        made_at: row.time("made_at")?,
        undone_at: row.time_or_null("undone_at")?,
        undone_by: row.array_or_null("undone_by")?.map(PersonId::from_bytes),
    })
}
