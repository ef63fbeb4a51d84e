//! What is known of the learners of a class, and what comes of it for each.

use std::collections::{BTreeSet, HashMap};

use domain::{
    CompetencyId, Date, DistrictId, LearnerId, Timestamp,
    accommodation::TimeFactor,
    attendance::{self, Attendance},
    judgement::Finding,
    pace::{OwnDate, PaceStanding},
    pause::Pause,
    people::SectionRole,
    time::Dates,
};
use planning::{
    calendar::SchoolDays,
    finish::Speed,
    pace::{self, Step},
};
use store::Tx;

use super::{ClassPace, LearnerPace, PacedTarget};
use crate::{
    Refusal,
    accommodations_in_force::on_day,
    class_list::{self, Columns, Listed},
    district_day::DistrictClock,
    pace_policy::{Begin, PacePolicies, PacePolicy},
    show_grid,
};

/// What is known of the learners of a class.
pub(super) struct Known {
    /// In the order of the class list.
    pub learners: Vec<Listed>,
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
    pub async fn load(
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

    /// The pace of one of them; the finish is still to be projected.
    pub fn learner(&self, class: &ClassPace, policies: &PacePolicies, listed: &Listed) -> LearnerPace {
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
        let stands_still = pauses.iter().any(|one| one.dates.contains(class.today));
        let standing = if stands_still && pace.standing != PaceStanding::Finished {
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
        let since = DistrictClock::of(self.district);
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
