//! What a goal still takes a learner: the missing competencies, hours with an interval, and whether a date can be
//! kept at the speed of late.

use domain::{CompetencyId, Date, GoalId, LearnerId, access::Relationship};
pub use planning::what_if::{Interval, Outlook};
use planning::{
    path::Stage,
    what_if::{Effort, Minutes, Missing, Recent, Speed, chance_at_recent_speed},
};

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    learner_path::{self, GoalOrigin, Said, mastered_after},
    show_path::Loaded,
};

/// How far the speed of late looks back.
const WEEKS_BACK: f64 = 8.0;
const SECONDS_PER_WEEK: f64 = 604_800.0;

/// What a goal still takes.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalPlan {
    /// Which goal.
    pub goal: GoalId,
    /// Of whom, by which relationship it is open.
    pub relationship: Relationship,
    /// What is missing, in the order in which it opens.
    pub missing: Vec<CompetencyId>,
    /// What of it no way leads to.
    pub stuck: usize,
    /// Minutes with an interval of 80 %; `None` when nothing is missing.
    pub minutes: Option<Interval>,
    /// From how many cases of the learner's own.
    pub cases: usize,
    /// Mastered within the last weeks, and how many weeks those are.
    pub recent: (u32, f64),
    /// By which day, if by any.
    pub by: Option<Date>,
    /// Weeks until then; above 0.
    pub weeks: Option<f64>,
    /// Competencies a week to keep the day.
    pub per_week: Option<f64>,
    /// The chance to keep the day at the speed of late, 0 to 1.
    pub chance: Option<f64>,
    /// The same in a word.
    pub outlook: Option<Outlook>,
}

/// Says what a goal still takes; `by` goes before the goal's own day.
pub async fn plan_goal(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
    goal: GoalId,
    by: Option<Date>,
) -> Result<GoalPlan, Refusal> {
    let now = chance::now();
    let plan = app
        .db
        .read((actor, learner, goal, by), |tx, (actor, learner, goal, by)| {
            Box::pin(async move {
                let (district, today) = (actor.district, chance::date_of(actor.district, now));
                let relationship = access::learner(tx, actor, *learner, Action::Whole, today).await?;
                let loaded = Loaded::of(tx, district, *learner, now).await?;
                let alone = alone(&loaded.said, *goal).ok_or(Refusal::NotFound("this goal"))?;
                let by = by.or_else(|| alone.goals.first().and_then(|goal| goal.due));
                if by.is_some_and(|by| by < today) {
                    return Err(Refusal::invalid("by", "is over: choose today or a later day"));
                }
                let only = learner_path::Classes { targets: Vec::new() };
                let found =
                    learner_path::path_of(district, &loaded.map, &only, &loaded.judged, &alone, now, false)?;
                let mut missing = Vec::new();
                let goal_place =
                    found.goals.iter().position(|goal| matches!(goal.origin, GoalOrigin::Set(_)));
                for step in &found.path.steps {
                    let open = matches!(step.stage, Stage::Ready | Stage::Next | Stage::Later);
                    if open && goal_place.is_some_and(|place| found.needs(place, step.competency)) {
                        let steps = step.blocked.as_ref().map_or(0, |blocked| blocked.steps);
                        let stuck = step.blocked.as_ref().is_some_and(|blocked| blocked.stuck.is_some());
                        missing.push((stuck, steps, step.competency));
                    }
                }
                missing.sort_by_key(|(stuck, steps, _)| (*stuck, *steps));
                let stuck = missing.iter().filter(|one| one.0).count();
                let missing: Vec<CompetencyId> = missing.into_iter().map(|one| one.2).collect();
                let back = now - jiff::SignedDuration::from_secs(8 * 7 * 86_400);
                let mastered = u32::try_from(mastered_after(&loaded.judged, back)).unwrap_or(u32::MAX);
                let weeks = by.and_then(|by| chance::end_of(district, by));
                let weeks = weeks.map(|ends| ends.duration_since(now).as_secs_f64() / SECONDS_PER_WEEK);
                Ok::<_, Refusal>(said(*goal, relationship, missing, stuck, mastered, by, weeks))
            })
        })
        .await?;
    access::log(app, actor, "goal planned", plan.relationship, vec![learner], now).await?;
    Ok(plan)
}

/// What was said, with one goal that stands and no other.
fn alone(said: &Said, goal: GoalId) -> Option<Said> {
    let goal = said.standing_goals().find(|one| one.id == goal)?.clone();
    Some(Said { goals: vec![goal], choices: Vec::new(), ..said.clone() })
}

fn said(
    goal: GoalId,
    relationship: Relationship,
    missing: Vec<CompetencyId>,
    stuck: usize,
    mastered: u32,
    by: Option<Date>,
    weeks: Option<f64>,
) -> GoalPlan {
    // Where resources say how long they take, that goes in here; until then the convention does.
    let expected =
        |competency: &CompetencyId| Missing { competency: *competency, expected: Minutes::OF_CONVENTION };
    let speed = Speed::of(&[]);
    let effort = Effort::of(&missing.iter().map(expected).collect::<Vec<_>>(), &speed);
    let recent = Recent { mastered, weeks: WEEKS_BACK };
    let chance = weeks.filter(|_| stuck == 0);
    let chance = chance.and_then(|weeks| chance_at_recent_speed(missing.len(), weeks, recent));
    #[expect(clippy::cast_precision_loss, reason = "a count of competencies")]
    let count = missing.len() as f64;
    GoalPlan {
        goal,
        relationship,
        stuck,
        minutes: effort.map(|effort| effort.minutes()),
        cases: speed.cases,
        recent: (mastered, WEEKS_BACK),
        by,
        weeks,
        per_week: weeks.filter(|weeks| *weeks > 0.0).map(|weeks| count / weeks.max(1.0)),
        chance,
        outlook: chance.map(Outlook::of),
        missing,
    }
}
