//! Goals of a learner: set by the learner, the family, or who answers for them; ended, never taken away.

use domain::{
    CompetencyId, Date, DistrictId, FrameworkId, GoalId, LearnerId, Timestamp,
    access::Relationship,
    grade::Grade,
    path::{Aim, Band, Ended, Goal},
    text,
};
use store::Tx;

use crate::{Actor, App, Refusal, access, chance, path_rights};

/// The most goals that stand at once.
const MOST_GOALS: usize = 20;
/// The most competencies that one goal names.
const MOST_COMPETENCIES: usize = 2_000;
/// The most characters of a title.
const MOST_TITLE: usize = 200;

/// A goal to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGoal {
    /// What people read; empty for the name of what it leads to.
    pub title: String,
    /// What belongs to it.
    pub aim: NewAim,
    /// By when.
    pub due: Option<Date>,
}

/// What belongs to a goal to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewAim {
    /// These; of a heading, everything under it.
    Competencies(Vec<CompetencyId>),
    /// What a framework has for these grades.
    Band {
        /// Of what.
        framework: FrameworkId,
        /// The lowest grade, as written.
        floor: String,
        /// The highest.
        ceiling: String,
    },
}

/// Sets a goal. What was recorded stays as it is; only the path changes.
pub async fn set_goal(app: &App, actor: &Actor, learner: LearnerId, new: NewGoal) -> Result<GoalId, Refusal> {
    let now = chance::now();
    let (id, relationship) = app
        .db
        .write((actor.clone(), new), move |tx, (actor, new)| {
            Box::pin(async move { set(tx, actor, learner, new, now).await })
        })
        .await?;
    access::log(app, actor, "goal set", relationship, vec![learner], now).await?;
    Ok(id)
}

async fn set(
    tx: &mut Tx,
    actor: &Actor,
    learner: LearnerId,
    new: &NewGoal,
    now: Timestamp,
) -> Result<(GoalId, Relationship), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let relationship = path_rights::check(tx, actor, learner, path_rights::sets_goals, today).await?;
    store::learner::lock(tx, district, learner, now).await?;
    if new.due.is_some_and(|due| due < today) {
        return Err(Refusal::invalid("due", "is over: choose today or a later day"));
    }
    let standing = store::goal::of_learner(tx, district, learner).await?;
    if standing.iter().filter(|goal| goal.ended.is_none()).count() >= MOST_GOALS {
        let why = format!("{MOST_GOALS} goals at once are the most: end one that is reached or over.");
        return Err(Refusal::Conflict(why));
    }
    let (aim, name) = aim(tx, district, &new.aim).await?;
    let title = text::optional(&new.title, MOST_TITLE).map_err(Refusal::text("title"))?.unwrap_or(name);
    let id = chance::goal_id(now);
    let goal = Goal {
        id,
        learner,
        title,
        aim,
        due: new.due,
        set_by: actor.person,
        relationship,
        set_at: now,
        ended: None,
    };
    store::goal::add(tx, district, &goal).await?;
    Ok((id, relationship))
}

/// What belongs to it, and what it is called where nobody says.
async fn aim(tx: &mut Tx, district: DistrictId, new: &NewAim) -> Result<(Aim, String), Refusal> {
    match new {
        NewAim::Competencies(named) => competencies(tx, district, named).await,
        NewAim::Band { framework, floor, ceiling } => {
            let grade = |field, text: &str| {
                text.parse::<Grade>().map_err(|_| {
                    Refusal::invalid(field, "is not a grade: write PK, K, or a number from 1 to 13")
                })
            };
            let (floor, ceiling) = (grade("floor", floor)?, grade("ceiling", ceiling)?);
            let band = Band::new(*framework, floor, ceiling)
                .map_err(|why| Refusal::invalid("ceiling", format!("lies below the floor: {why}")))?;
            let found = store::framework::find(tx, district, *framework).await?;
            let found =
                found.ok_or_else(|| Refusal::invalid("framework", "is not a framework of this district"))?;
            Ok((Aim::Band(band), format!("{} {floor}\u{2013}{ceiling}", found.title)))
        }
    }
}

async fn competencies(
    tx: &mut Tx,
    district: DistrictId,
    named: &[CompetencyId],
) -> Result<(Aim, String), Refusal> {
    let found = store::competency::find_all(tx, district, named).await?;
    let first = named.first().ok_or_else(|| Refusal::invalid("competencies", "names nothing"))?;
    let title = found.iter().find(|one| one.id == *first).map(domain::framework::Competency::title);
    let mut all: Vec<CompetencyId> = Vec::new();
    for id in named {
        let known = found.iter().find(|one| one.id == *id).filter(|one| !one.retired);
        let known = known.ok_or_else(|| {
            Refusal::invalid("competencies", format!("names {id}, which is not known here or is retired"))
        })?;
        let map = crate::path_map::PathMap::load(tx, district, &[], &[known.framework]).await?;
        for leaf in map.under(*id) {
            if !all.contains(&leaf) {
                all.push(leaf);
            }
        }
    }
    if all.len() > MOST_COMPETENCIES {
        let why =
            format!("comes to {} competencies: {MOST_COMPETENCIES} are the most of one goal", all.len());
        return Err(Refusal::invalid("competencies", why));
    }
    Ok((Aim::Competencies(all), title.unwrap_or_default()))
}

/// Ends a goal that stands. A learner ends their own, a family those of the learner and the family, who answers for
/// them any.
pub async fn end_goal(app: &App, actor: &Actor, goal: GoalId) -> Result<LearnerId, Refusal> {
    let now = chance::now();
    let (learner, relationship) = app
        .db
        .write((actor.clone(), goal), move |tx, (actor, goal)| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let found = store::goal::find(tx, district, *goal).await?;
                let found = found.ok_or(Refusal::NotFound("this goal"))?;
                let relationship =
                    path_rights::check(tx, actor, found.learner, path_rights::sets_goals, today).await?;
                if !may_end(relationship, found.relationship) {
                    return Err(Refusal::Denied("Ask whoever set this goal to end it."));
                }
                store::learner::lock(tx, district, found.learner, now).await?;
                store::goal::end(tx, district, *goal, Ended { at: now, by: actor.person }).await?;
                Ok((found.learner, relationship))
            })
        })
        .await?;
    access::log(app, actor, "goal ended", relationship, vec![learner], now).await?;
    Ok(learner)
}

/// Whether somebody of one relationship ends a goal that somebody of another set.
pub(crate) fn may_end(own: Relationship, set_by: Relationship) -> bool {
    match own {
        Relationship::Own => set_by == Relationship::Own,
        Relationship::Guardian => matches!(set_by, Relationship::Own | Relationship::Guardian),
        other => path_rights::sets_goals(other),
    }
}
