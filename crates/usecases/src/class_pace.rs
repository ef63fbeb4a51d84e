//! The pace of everybody in a class: loads dates, calendar, attendance, pauses, accommodations and what is mastered,
//! and asks `planning`. Whoever calls has checked access. It reads judgements and changes none.

use std::collections::{BTreeSet, HashMap};

use domain::{
    CompetencyId, Date, DistrictId, LearnerId, Timestamp,
    accommodation::TimeFactor,
    attendance::{self, Attendance},
    calendar::Calendar,
    framework::Competency,
    judgement::Finding,
    pace::{DatedTarget, OwnDate, PaceStanding, PlanOf, USUAL_MINUTES},
    pause::Pause,
    people::{Section, SectionRole},
    time::Dates,
};
use planning::{
    calendar::SchoolDays,
    finish::{self, Finish, Speed},
    pace::{self, Pace, Step},
    replan,
};
use store::Tx;

use crate::{
    Refusal,
    accommodations_in_force::on_day,
    class_list::{self, Columns, Listed},
    keep_calendar,
    pace_policy::{Begin, PacePolicies, PacePolicy},
    show_grid,
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

/// What is known of the learners of a class.
struct Known {
    learners: Vec<Listed>,
    begins: HashMap<LearnerId, Date>,
    times: HashMap<LearnerId, TimeFactor>,
    attendance: HashMap<LearnerId, Vec<Attendance>>,
    pauses: HashMap<LearnerId, Vec<Pause>>,
    own: HashMap<LearnerId, Vec<OwnDate>>,
    findings: HashMap<(LearnerId, CompetencyId), Finding>,
    /// Where mastery begins, by competency.
    cuts: HashMap<CompetencyId, f64>,
    district: DistrictId,
}

impl Known {
    async fn load(
        tx: &mut Tx,
        district: DistrictId,
        class: &ClassPace,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let section = &class.section;
        let learners = class_list::learners(tx, district, section, class.today).await?;
        let ids: Vec<LearnerId> = learners.iter().map(|one| one.learner).collect();
        let mut begins: HashMap<LearnerId, Date> = HashMap::new();
        for place in store::enrollment::of_section(tx, district, section.id).await? {
            if place.role == SectionRole::Learner {
                let first = place.dates.begins().map_or(class.first, |day| day.max(class.first));
                // Who left and came again began on the first of those days.
                begins
                    .entry(place.person.as_learner())
                    .and_modify(|known| *known = first.min(*known))
                    .or_insert(first);
            }
        }
        let mut pauses: HashMap<LearnerId, Vec<Pause>> = HashMap::new();
        for id in &ids {
            let mut found = store::pause::of_learner(tx, district, *id).await?;
            found.retain(|one| one.revoked_at.is_none());
            pauses.insert(*id, found);
        }
        let mut attendance: HashMap<LearnerId, Vec<Attendance>> = HashMap::new();
        for one in store::attendance::standing(tx, district, &ids, class.first, class.today).await? {
            attendance.entry(one.learner).or_default().push(one);
        }
        let mut own: HashMap<LearnerId, Vec<OwnDate>> = HashMap::new();
        for one in store::dated_target::own(tx, district, section.id, None).await? {
            own.entry(one.learner).or_default().push(one);
        }
        let given = on_day(tx, district, &ids, class.today).await?;
        let cells = store::mastery::of_section(tx, district, section.id).await?;
        let cells = show_grid::current(tx, district, cells, now).await?;
        let ids: Vec<CompetencyId> = class.targets.iter().map(|one| one.competency.id).collect();
        let columns = Columns::load(tx, district, &ids).await?;
        let cut = |id: CompetencyId| columns.with_scale(id).map(|(_, scale)| (id, scale.mastery().to_f64()));
        Ok(Self {
            times: given.into_iter().map(|(learner, profile)| (learner, profile.given.time)).collect(),
            findings: cells.into_iter().map(|cell| ((cell.learner, cell.competency), cell.finding)).collect(),
            cuts: ids.iter().filter_map(|id| cut(*id)).collect(),
            learners,
            begins,
            attendance,
            pauses,
            own,
            district,
        })
    }

    fn learner(&self, class: &ClassPace, policies: &PacePolicies, listed: &Listed) -> LearnerPace {
        let id = listed.learner;
        let policy = policies.of(class.section.id, class.section.organization, Some(id));
        let begins = self.begins.get(&id).copied().unwrap_or(class.first);
        let first = if policy.begin == Begin::Own { begins } else { class.first };
        let pauses = self.pauses.get(&id).cloned().unwrap_or_default();
        let spans: Vec<Dates> = pauses.iter().map(|one| one.dates).collect();
        let own = class.days.as_ref().map(|days| days.without(&spans, &self.away(id, &policy)));
        let elapsed = own.as_ref().map_or(0, |own| own.count(first, class.today));
        let time = self.times.get(&id).copied().unwrap_or_default();
        let steps: Vec<Step> = class
            .targets
            .iter()
            .map(|target| self.step(class, target, listed, own.as_ref(), first, time))
            .collect();
        let due = steps.iter().map(|step| own.as_ref()?.nth(first, step.due_day?)).collect();
        let pace = pace::pace(policy.rule, &steps, elapsed);
        let paused = pauses.iter().any(|one| one.dates.contains(class.today));
        let standing = if paused && pace.standing != PaceStanding::Finished {
            PaceStanding::Paused
        } else {
            pace.standing
        };
        LearnerPace {
            learner: listed.clone(),
            standing,
            speed: self.speed(class, id, first, &steps, elapsed),
            overall: overall(&steps),
            pace,
            steps,
            due,
            own,
            first,
            elapsed,
            finish: None,
            pauses,
            time,
            policy,
        }
    }

    /// The days on which the learner was away and which the policy spares.
    fn away(&self, learner: LearnerId, policy: &PacePolicy) -> BTreeSet<Date> {
        let mut by_day: HashMap<Date, Vec<&Attendance>> = HashMap::new();
        for one in self.attendance.get(&learner).into_iter().flatten() {
            by_day.entry(one.day).or_default().push(one);
        }
        let spared = |(day, entries): (Date, Vec<&Attendance>)| {
            attendance::of_day(&entries)
                .is_some_and(|presence| policy.absences.spare(presence))
                .then_some(day)
        };
        by_day.into_iter().filter_map(spared).collect()
    }

    fn step(
        &self,
        class: &ClassPace,
        target: &PacedTarget,
        listed: &Listed,
        own: Option<&SchoolDays>,
        first: Date,
        time: TimeFactor,
    ) -> Step {
        let id = target.competency.id;
        let finding = self.findings.get(&(listed.learner, id));
        let mastered = finding.is_some_and(|finding| finding.mastered);
        let share = |finding: &Finding| Some(finding.value?.to_f64() / self.cuts.get(&id)?);
        let score = if mastered { 1.0 } else { finding.and_then(share).unwrap_or(0.0).clamp(0.0, 1.0) };
        let of_own =
            self.own.get(&listed.learner).and_then(|all| all.iter().find(|one| one.competency == id));
        let due_day = match (of_own, target.due, own, &class.days) {
            // As long as it takes: nothing is ever due.
            _ if time == TimeFactor::Unlimited => None,
            (Some(date), _, Some(own), _) => {
                Some(own.count(first, date.from).saturating_add(date.after_days))
            }
            (None, Some(due), _, Some(days)) => time.of_minutes(days.through(class.first, due)),
            _ => None,
        };
        Step { minutes: target.minutes, due_day, score, mastered }
    }

    /// What was mastered by work since the first day. What is not dated, or was done before, says nothing of speed.
    fn speed(&self, class: &ClassPace, learner: LearnerId, first: Date, steps: &[Step], days: u32) -> Speed {
        let since = crate::district_day::DistrictClock::of(self.district);
        let done = class.targets.iter().zip(steps).filter(|(target, step)| {
            let finding = self.findings.get(&(learner, target.competency.id));
            let worked = finding.and_then(|finding| finding.last_worked_at);
            step.mastered && worked.is_some_and(|at| since.day_of(at) >= first)
        });
        let (minutes, competencies) =
            done.fold((0.0, 0), |(minutes, count), (_, step)| (minutes + f64::from(step.minutes), count + 1));
        Speed { minutes, competencies, days }
    }
}

/// The mean of the scores of what was judged, weighted by effort, in points of 100.
fn overall(steps: &[Step]) -> Option<f64> {
    let judged = || steps.iter().filter(|step| step.mastered || step.score > 0.0);
    let minutes: f64 = judged().map(|step| f64::from(step.minutes)).sum();
    (minutes > 0.0)
        .then(|| 100.0 * judged().map(|step| f64::from(step.minutes) * step.score).sum::<f64>() / minutes)
}

/// Says of everybody when they will be done, with the others of the class as what is known beforehand.
fn project(class: &mut ClassPace) {
    let count = class.targets.len() as f64;
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
