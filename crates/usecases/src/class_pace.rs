//! The pace of everybody in a class: loads dates, calendar, attendance, pauses, accommodations and what is mastered,
//! and asks `planning`. Whoever calls has checked access. It reads judgements and changes none.

mod known;

use domain::{
    CompetencyId, Date, DistrictId, LearnerId, Timestamp,
    accommodation::TimeFactor,
    calendar::Calendar,
    framework::Competency,
    pace::{DatedTarget, PaceStanding, PlanOf, USUAL_MINUTES},
    pause::Pause,
    people::Section,
};
use planning::{
    calendar::SchoolDays,
    finish::{self, Finish, Speed},
    pace::{Pace, Step},
    replan,
};
use store::Tx;

use self::known::Known;
use crate::{
    Refusal,
    class_list::{Columns, Listed},
    keep_calendar,
    pace_policy::{PacePolicies, PacePolicy},
};

/// A class with its line and everybody's pace.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassPace {
    /// The class.
    pub section: Section,
    /// By which calendar it goes.
    pub calendar: Option<Calendar>,
    /// Its school days; `None` without a calendar.
    pub days: Option<SchoolDays>,
    /// What it works on, in order, with its dates.
    pub targets: Vec<PacedTarget>,
    /// The first day of the class within its calendar.
    pub first: Date,
    /// The last day of the class within its calendar.
    pub last: Date,
    /// The day it is.
    pub today: Date,
    /// The policy of the class.
    pub policy: PacePolicy,
    /// Everybody, in the order of the class list.
    pub learners: Vec<LearnerPace>,
}

/// One target with its date.
#[derive(Debug, Clone, PartialEq)]
pub struct PacedTarget {
    /// Which.
    pub competency: Competency,
    /// What it takes. Unit: minutes.
    pub minutes: u32,
    /// By when, for the class; `None` without dates.
    pub due: Option<Date>,
}

/// One learner's pace in a class.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnerPace {
    /// Who.
    pub learner: Listed,
    /// In one word.
    pub standing: PaceStanding,
    /// What the rule found.
    pub pace: Pace,
    /// One for each target of the class, in order.
    pub steps: Vec<Step>,
    /// When each is due for this learner; `None` without a date, or beyond the calendar.
    pub due: Vec<Option<Date>>,
    /// The learner's own school days, from their first day on.
    pub own: Option<SchoolDays>,
    /// The first day from which they are counted.
    pub first: Date,
    /// How many of them are over.
    pub elapsed: u32,
    /// When they will be done.
    pub finish: Option<DatedFinish>,
    /// The pauses that count, by their first day.
    pub pauses: Vec<Pause>,
    /// Whether dates are stretched, because the learner has more time.
    pub time: TimeFactor,
    /// The learner's policy.
    pub policy: PacePolicy,
    /// What was mastered since their first day, for the speed.
    speed: Speed,
    /// The mean of the scores of what was judged, by effort, in points of 100; `None` before anything was.
    pub overall: Option<f64>,
}

/// A finish by the calendar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DatedFinish {
    /// As likely before as after; `None` after the last day of the calendar.
    pub likely: Option<Date>,
    /// One of ten are done before.
    pub early: Option<Date>,
    /// One of ten are not done by then.
    pub late: Option<Date>,
    /// In own school days from today on.
    pub days: Finish,
}

/// Loads the pace of a class on the day of `now`; of one learner of it alone, with the class's speed behind it.
pub(crate) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    section: &Section,
    today: Date,
    now: Timestamp,
) -> Result<ClassPace, Refusal> {
    let policies = PacePolicies::load(tx, district, today).await?;
    let calendar = keep_calendar::of_section(tx, district, section, policies.organizations(), today).await?;
    let days = match &calendar {
        Some(calendar) => Some(
            SchoolDays::of(calendar)
                .map_err(|bad| Refusal::Conflict(format!("the calendar cannot be used: {bad}")))?,
        ),
        None => None,
    };
    let span = |day: Option<Date>, edge: fn(&Calendar) -> Date, nearer: fn(Date, Date) -> Date| match (
        day, &calendar,
    ) {
        (Some(day), Some(calendar)) => nearer(day, edge(calendar)),
        (Some(day), None) => day,
        (None, Some(calendar)) => edge(calendar),
        (None, None) => today,
    };
    let first = span(section.dates.begins(), |calendar| calendar.first, Date::max);
    let last = span(section.dates.ends(), |calendar| calendar.last, Date::min);
    let targets = targets(tx, district, section, &policies, days.as_ref(), (first, last)).await?;
    let mut class = ClassPace {
        policy: policies.of(section.id, section.organization, None),
        section: section.clone(),
        calendar,
        days,
        targets,
        first,
        last,
        today,
        learners: Vec::new(),
    };
    let known = Known::load(tx, district, &class, now).await?;
    class.learners = known.learners.iter().map(|listed| known.learner(&class, &policies, listed)).collect();
    project(&mut class);
    Ok(class)
}

/// The targets with the dates of the class, or of the nearest program that dates them. Where nobody gave any day but
/// somebody said that there are to be some, days follow from the effort.
async fn targets(
    tx: &mut Tx,
    district: DistrictId,
    section: &Section,
    policies: &PacePolicies,
    days: Option<&SchoolDays>,
    (first, last): (Date, Date),
) -> Result<Vec<PacedTarget>, Refusal> {
    let wanted = store::target::of_section(tx, district, section.id).await?;
    let columns = Columns::load(tx, district, &wanted).await?;
    let mut plans = vec![store::dated_target::of_plan(tx, district, PlanOf::Section(section.id)).await?];
    let mut at = Some(section.organization);
    for _ in 0..=policies.organizations().len() {
        let Some(here) = at else { break };
        plans.push(store::dated_target::of_plan(tx, district, PlanOf::Program(here)).await?);
        at = policies.organizations().iter().find(|one| one.id == here).and_then(|one| one.parent);
    }
    let of = |competency: CompetencyId| -> Option<DatedTarget> {
        plans.iter().find_map(|plan| plan.iter().find(|one| one.competency == competency)).copied()
    };
    let mut targets: Vec<PacedTarget> = columns
        .competencies
        .into_iter()
        .map(|competency| {
            let dated = of(competency.id);
            PacedTarget {
                minutes: dated.map_or(USUAL_MINUTES, |one| one.minutes),
                due: dated.and_then(|one| one.due),
                competency,
            }
        })
        .collect();
    let planned = plans.iter().any(|plan| !plan.is_empty());
    if planned && targets.iter().all(|one| one.due.is_none()) {
        let minutes: Vec<u32> = targets.iter().map(|one| one.minutes).collect();
        if let Some(spread) = days.and_then(|days| replan::spread(days, first, last, &minutes).ok()) {
            for (target, day) in targets.iter_mut().zip(spread) {
                target.due = Some(day.date);
            }
        }
    }
    Ok(targets)
}

/// Says of everybody when they will be done, with the others of the class as what is known beforehand.
fn project(class: &mut ClassPace) {
    let count: f64 = class.targets.iter().map(|_| 1.0).sum();
    let minutes: f64 = class.targets.iter().map(|one| f64::from(one.minutes)).sum();
    let (Some(days), true) = (&class.days, count > 0.0) else { return };
    let usual = minutes / count;
    let planned = minutes / f64::from(days.through(class.first, class.last).max(1));
    let speeds: Vec<Speed> = class.learners.iter().map(|one| one.speed).collect();
    let today = class.today;
    for (place, learner) in class.learners.iter_mut().enumerate() {
        if learner.standing == PaceStanding::Finished {
            continue;
        }
        let others: Vec<Speed> =
            speeds.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, speed)| *speed).collect();
        let left: f64 =
            learner.steps.iter().filter(|step| !step.mastered).map(|step| f64::from(step.minutes)).sum();
        let own = &learner.speed;
        let found =
            finish::prior(&others, usual, planned).and_then(|prior| finish::finish(prior, own, left, usual));
        learner.finish = found.map(|days| {
            let day = |wait: f64| learner.own.as_ref().and_then(|own| own.nth(today, whole_days(wait)));
            DatedFinish { likely: day(days.likely), early: day(days.early), late: day(days.late), days }
        });
    }
}

/// The school day on which a wait ends: the first is 1.
fn whole_days(wait: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what a calendar holds"
    )]
    let days = wait.ceil().clamp(1.0, 1e6) as u32;
    days
}

impl ClassPace {
    /// One learner of the class.
    pub fn of(&self, learner: LearnerId) -> Option<&LearnerPace> {
        self.learners.iter().find(|one| one.learner.learner == learner)
    }
}

impl LearnerPace {
    /// For how many own school days something has been overdue: since the day after the earliest that is.
    pub fn days_behind(&self) -> u32 {
        let due = self.pace.overdue.iter().filter_map(|place| self.steps.get(*place)?.due_day).min();
        due.map_or(0, |day| self.elapsed.saturating_sub(day) + 1)
    }

    /// How far ahead: minutes that are mastered and due later. Unit: minutes.
    pub fn minutes_early(&self) -> u32 {
        self.pace.early.iter().filter_map(|place| self.steps.get(*place)).map(|step| step.minutes).sum()
    }

    /// The places of what is not mastered, in the order of their days.
    pub fn left(&self) -> Vec<usize> {
        let mut left: Vec<usize> =
            (0..self.steps.len()).filter(|place| !self.steps[*place].mastered).collect();
        left.sort_by_key(|place| (self.steps[*place].due_day.unwrap_or(u32::MAX), *place));
        left
    }
}
