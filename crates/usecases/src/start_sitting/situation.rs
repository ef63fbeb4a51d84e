//! What is known of a learner who stands before an assessment.

use assessment::plan::{BankRoom, NotNow, PastSitting, Plan, RushingAct, Situation};
use domain::{
    Date, DistrictId, LearnerId, SittingId, Timestamp, people::SectionRole, sitting::SittingState,
    time::Dates,
};
use jiff::ToSpan as _;
use store::{
    Tx,
    assignment::{Assignment, Unlocking},
    sitting::Sitting,
};

use crate::{Refusal, chance};

/// Whether an assignment is given to `learner` today.
pub(super) async fn is_given(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    assignment: &Assignment,
    today: Date,
) -> Result<bool, Refusal> {
    let person = learner.as_person();
    let places = store::enrollment::of_person_in(tx, district, person, assignment.section).await?;
    let learns = places.iter().any(|place| place.role == SectionRole::Learner && place.dates.contains(today));
    if !learns || assignment.everybody {
        return Ok(learns);
    }
    let named = store::assignment::learners_of(tx, district, assignment.id).await?;
    Ok(named.contains(&learner))
}

/// What is known.
pub(super) struct Known {
    past: Vec<Sitting>,
    /// The last time that somebody let them begin, if it opened nothing yet or is the last.
    pub unlocking: Option<Unlocking>,
    planned_at: Option<Timestamp>,
    year: Dates,
    today: Date,
    district: DistrictId,
    pub room: Option<BankRoom>,
}

impl Known {
    pub async fn load(
        tx: &mut Tx,
        district: DistrictId,
        learner: LearnerId,
        assignment: &Assignment,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let today = chance::date_of(district, now);
        let past = store::sitting::of_learner_with(tx, district, learner, assignment.assessment).await?;
        let unlockings = store::assignment::unlockings(tx, district, learner, assignment.id).await?;
        let planned_at = match past.iter().rev().find(|one| one.state.has_ended()) {
            None => None,
            Some(last) => {
                let plan = store::sitting::reflection(tx, district, learner, last.id).await?;
                // A plan that was begun before the sitting ended is the plan after it.
                plan.map(|(_, at)| last.ended_at.map_or(at, |ended| at.max(ended)))
            }
        };
        let year = school_year(tx, district, today).await?;
        Ok(Self {
            past,
            unlocking: unlockings.into_iter().last(),
            planned_at,
            year,
            today,
            district,
            room: None,
        })
    }

    /// The sitting that is open, if one is.
    pub fn running(&self) -> Option<SittingId> {
        self.past.iter().find(|one| !one.state.has_ended()).map(|one| one.id)
    }

    /// The last sitting that ended.
    pub fn last(&self) -> Option<SittingId> {
        self.past.iter().rev().find(|one| one.state.has_ended()).map(|one| one.id)
    }

    /// How many ended and count, and whether the last of them passed.
    pub fn ended(&self) -> (usize, Option<bool>) {
        let ended: Vec<&Sitting> = self
            .past
            .iter()
            .filter(|one| one.ended_at.is_some() && one.state != SittingState::Annulled)
            .collect();
        (ended.len(), ended.last().and_then(|last| last.passed))
    }

    /// Which attempt the next one is.
    pub fn next_attempt(&self) -> i64 {
        self.past.last().map_or(1, |last| last.attempt + 1)
    }

    /// Asks `judge` with everything that counts. Somebody who let the learner begin lets them beyond the number of
    /// attempts and the waiting time: that is what they were asked for.
    pub fn judged(
        &self,
        plan: &Plan,
        code_given: bool,
        now: Timestamp,
        judge: impl Fn(&Plan, &Situation<'_>) -> Result<(), NotNow>,
    ) -> Result<(), NotNow> {
        let past: Vec<PastSitting> = self.past.iter().map(|one| self.past_sitting(plan, one)).collect();
        let situation = Situation {
            past: &past,
            year: self.year,
            today: self.today,
            plan_made_at: self.planned_at,
            unlocked_at: self.unlocking.as_ref().map(|one| one.unlocked_at),
            code_given,
            bank: self.room,
        };
        let open = self.unlocking.as_ref().is_some_and(|one| one.sitting.is_none() && now <= one.until);
        if !open {
            return judge(plan, &situation);
        }
        let beyond = Plan { attempts: None, wait_minutes: 0, per_year: None, days_apart: 0, ..plan.clone() };
        judge(&beyond, &situation)
    }

    fn past_sitting(&self, plan: &Plan, one: &Sitting) -> PastSitting {
        let spared = one.rushed == Some(true) && plan.rushing.act == RushingAct::NotPlaced;
        PastSitting {
            started_at: one.started_at,
            day: chance::date_of(self.district, one.started_at),
            ended_at: one.ended_at.filter(|_| one.state.has_ended()),
            passed: one.passed,
            counts: one.state != SittingState::Annulled && !spared,
        }
    }
}

/// The days of the school year that holds `today`; without one in the roster, the last twelve months.
async fn school_year(tx: &mut Tx, district: DistrictId, today: Date) -> Result<Dates, Refusal> {
    let terms = store::term::list(tx, district).await?;
    let year = terms.iter().find(|term| term.kind == "schoolYear" && term.dates.contains(today));
    if let Some(year) = year {
        return Ok(year.dates);
    }
    let first = today.checked_sub(1.year()).unwrap_or(today);
    Ok(Dates::new(Some(first), None).unwrap_or(Dates::ALWAYS))
}
