//! What learners are to reach. A goal is ended, never taken away; an erasure takes it.

use std::collections::HashMap;

use domain::{
    CompetencyId, DistrictId, FrameworkId, GoalId, LearnerId, PersonId,
    access::Relationship,
    grade::Grade,
    path::{Aim, Band, Ended, Goal},
};

use crate::{Arg, Row, StoreError, Tx, args, bulk, column};

const COLUMNS: &str =
    "goal_id, learner_id, title, framework_id, floor, ceiling, due_on, set_by, relationship,
    set_at, ended_at, ended_by";

/// Adds a goal.
pub async fn add(tx: &mut Tx, district: DistrictId, goal: &Goal) -> Result<(), StoreError> {
    let band = match &goal.aim {
        Aim::Band(band) => Some(band),
        Aim::Competencies(_) => None,
    };
    let grade = |grade: Option<Grade>| grade.map(|grade| grade.to_string());
    tx.run(
        "insert into goal (district_id, goal_id, learner_id, title, framework_id, floor, ceiling, due_on, set_by,
           relationship, set_at, ended_at, ended_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            district,
            goal.id,
            goal.learner,
            &goal.title,
            band.map(|band| band.framework),
            &grade(band.map(|band| band.floor)),
            &grade(band.map(|band| band.ceiling)),
            goal.due,
            goal.set_by,
            goal.relationship.word(),
            goal.set_at,
            goal.ended.map(|ended| ended.at),
            goal.ended.map(|ended| ended.by),
        ],
    )
    .await?;
    let Aim::Competencies(competencies) = &goal.aim else { return Ok(()) };
    let rows: Vec<Arg<'_>> = competencies
        .iter()
        .zip(1_i64..)
        .flat_map(|(competency, position)| {
            let of = (Arg::from(goal.id), Arg::from(goal.learner));
            [Arg::from(district), of.0, Arg::from(position), of.1, Arg::from(*competency)]
        })
        .collect();
    let sql = "insert into goal_competency (district_id, goal_id, position, learner_id, competency_id)";
    bulk::insert(tx, sql, 5, "", &rows).await.map(drop)
}

/// Ends a goal that stands; whether it did.
pub async fn end(tx: &mut Tx, district: DistrictId, goal: GoalId, ended: Ended) -> Result<bool, StoreError> {
    let sql = "update goal set ended_at = $3, ended_by = $4
               where district_id = $1 and goal_id = $2 and ended_at is null";
    Ok(tx.run(sql, args![district, goal, ended.at, ended.by]).await? > 0)
}

/// One goal.
pub async fn find(tx: &mut Tx, district: DistrictId, goal: GoalId) -> Result<Option<Goal>, StoreError> {
    let sql = format!("select {COLUMNS} from goal where district_id = $1 and goal_id = $2");
    let Some(row) = tx.row(&sql, args![district, goal]).await? else { return Ok(None) };
    let sql = "select goal_id, competency_id from goal_competency where district_id = $1 and goal_id = $2
               order by position";
    let named = tx.rows(sql, args![district, goal]).await?;
    from_row(&row, &mut by_goal(&named)?).map(Some)
}

/// Every goal of a learner, the ended ones too, oldest first.
pub async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
) -> Result<Vec<Goal>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from goal where district_id = $1 and learner_id = $2 order by set_at, goal_id"
    );
    let rows = tx.rows(&sql, args![district, learner]).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "select goal_id, competency_id from goal_competency where district_id = $1 and learner_id = $2
               order by goal_id, position";
    let mut named = by_goal(&tx.rows(sql, args![district, learner]).await?)?;
    rows.iter().map(|row| from_row(row, &mut named)).collect()
}

fn by_goal(rows: &[Row]) -> Result<HashMap<GoalId, Vec<CompetencyId>>, StoreError> {
    let mut found: HashMap<GoalId, Vec<CompetencyId>> = HashMap::new();
    for row in rows {
        let goal = GoalId::from_bytes(row.array("goal_id")?);
        found.entry(goal).or_default().push(CompetencyId::from_bytes(row.array("competency_id")?));
    }
    Ok(found)
}

fn from_row(row: &Row, named: &mut HashMap<GoalId, Vec<CompetencyId>>) -> Result<Goal, StoreError> {
    let id = GoalId::from_bytes(row.array("goal_id")?);
    let framework = row.array_or_null("framework_id")?.map(FrameworkId::from_bytes);
    Ok(Goal {
        id,
        learner: LearnerId::from_bytes(row.array("learner_id")?),
        title: row.text("title")?,
        aim: match framework {
            Some(framework) => {
                let grade = |name| column::word(row, name, |text| text.parse::<Grade>().ok());
                Aim::Band(Band { framework, floor: grade("floor")?, ceiling: grade("ceiling")? })
            }
            None => Aim::Competencies(named.remove(&id).unwrap_or_default()),
        },
        due: row.date_or_null("due_on")?,
        set_by: PersonId::from_bytes(row.array("set_by")?),
        relationship: column::word(row, "relationship", Relationship::from_word)?,
        set_at: row.time("set_at")?,
        ended: ended(row)?,
    })
}

/// The end in `ended_at` and `ended_by`.
pub(crate) fn ended(row: &Row) -> Result<Option<Ended>, StoreError> {
    let by = row.array_or_null("ended_by")?.map(PersonId::from_bytes);
    Ok(row.time_or_null("ended_at")?.zip(by).map(|(at, by)| Ended { at, by }))
}
