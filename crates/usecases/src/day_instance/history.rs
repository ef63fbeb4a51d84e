//! What the days before tell: lessons that learners had, minutes in the round, how well they were served, and what
//! exit slips showed.

use std::collections::{BTreeSet, HashMap};

use domain::{CompetencyId, Date, DistrictId, LearnerId, RoomProgramId, calendar::days_after};
use store::Tx;

use crate::{Refusal, room_setup::Setup};

/// How far back is looked. Unit: days.
const LOOKS_BACK: i64 = 400;

/// What stands in the place of results that are not there yet, so that one slip does not decide how a way of
/// learning works for somebody. Unit: slips.
const PRIOR: f64 = 4.0;

/// What the days before gave.
pub(super) struct History {
    /// Resources that learners had, and may not have again.
    pub had: HashMap<LearnerId, BTreeSet<[u8; 16]>>,
    /// Of those, the ones that a person agreed to give again.
    pub repeats: HashMap<LearnerId, BTreeSet<[u8; 16]>>,
    /// Minutes of this round, by place of the way of learning.
    pub minutes: HashMap<LearnerId, Vec<u32>>,
    /// How well learners were served, 0 to 1.
    pub served: HashMap<LearnerId, f64>,
}

/// Loads it for a day: only what was before counts.
pub(super) async fn load(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    setup: &Setup,
    day: Date,
) -> Result<History, Refusal> {
    let span = before(day);
    let sessions = store::session_had::of_program(tx, district, program, span).await?;
    let days: BTreeSet<Date> = sessions.iter().map(|one| one.day).collect();
    let round = usize::try_from(setup.numbers.round_days).unwrap_or(1).max(1);
    // Rounds follow one another from the first day; one that is full begins the next.
    let begins = days.iter().nth(days.len() / round * round).copied();
    let mut history = History {
        had: HashMap::new(),
        repeats: HashMap::new(),
        minutes: HashMap::new(),
        served: HashMap::new(),
    };
    let mut last: HashMap<(LearnerId, [u8; 16]), Date> = HashMap::new();
    for one in &sessions {
        if let Some(lesson) = one.lesson {
            history.had.entry(one.learner).or_default().insert(lesson);
            last.insert((one.learner, lesson), one.day);
        }
        if begins.is_some_and(|begins| begins <= one.day)
            && let Some(place) = setup.modality(&one.modality)
        {
            let of = history.minutes.entry(one.learner).or_insert_with(|| vec![0; setup.modalities.len()]);
            of[place] = of[place].saturating_add(u32::try_from(one.minutes).unwrap_or(0));
        }
    }
    for (learner, lesson, agreed) in store::kept_group::repeats(tx, district, program).await? {
        let agreed = crate::chance::date_of(district, agreed);
        if last.get(&(learner, lesson)).is_some_and(|had| *had <= agreed) {
            history.repeats.entry(learner).or_default().insert(lesson);
        }
    }
    for (learner, millionths) in store::session_had::served(tx, district, program, day).await? {
        let served = domain::Points::from_millionths(millionths).to_f64();
        history.served.insert(learner, served.clamp(0.0, 1.0));
    }
    Ok(history)
}

fn before(day: Date) -> (Date, Date) {
    (days_after(day, -LOOKS_BACK).unwrap_or(day), days_after(day, -1).unwrap_or(day))
}

/// What exit slips of a program showed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Results {
    /// Tries that were not passed since the last that was.
    tries: HashMap<(LearnerId, CompetencyId), u32>,
    /// Slips and how many of them were passed, by way of learning.
    by_modality: HashMap<(LearnerId, String), (u32, u32)>,
    all: (u32, u32),
}

impl Results {
    /// How often a learner tried a competency and did not pass, since they last did.
    pub fn tries(&self, learner: LearnerId, competency: CompetencyId) -> u32 {
        self.tries.get(&(learner, competency)).copied().unwrap_or(0)
    }

    /// How well each way of learning works for a learner, by place: their share of passed slips in it, drawn
    /// towards everybody's, over everybody's. 1 is as for others.
    ///
    /// Shape: 0 to 2. Beta-binomial shrinkage with a prior of [`PRIOR`] slips at everybody's share.
    pub fn works(&self, learner: LearnerId, setup: &Setup) -> Vec<f64> {
        let (all, passed) = self.all;
        if all == 0 || passed == 0 {
            return vec![1.0; setup.modalities.len()];
        }
        let usual = f64::from(passed) / f64::from(all);
        let works = |key: &String| {
            let (slips, passed) = self.by_modality.get(&(learner, key.clone())).copied().unwrap_or_default();
            let share = (f64::from(passed) + PRIOR * usual) / (f64::from(slips) + PRIOR);
            (share / usual).clamp(0.0, 2.0)
        };
        setup.modalities.iter().map(|one| works(&one.key)).collect()
    }

    fn note(&mut self, learner: LearnerId, competency: CompetencyId, modality: &str, passed: bool) {
        let tries = self.tries.entry((learner, competency)).or_default();
        *tries = if passed { 0 } else { *tries + 1 };
        let of = self.by_modality.entry((learner, modality.to_owned())).or_default();
        for counted in [of, &mut self.all] {
            counted.0 += 1;
            counted.1 += u32::from(passed);
        }
    }
}

/// What the exit slips of the days before `day` showed.
pub(crate) async fn results(
    tx: &mut Tx,
    district: DistrictId,
    program: RoomProgramId,
    day: Date,
) -> Result<Results, Refusal> {
    let mut results = Results::default();
    for slip in store::session_had::slips(tx, district, program, before(day)).await? {
        for sitting in store::sitting::of_assignment(tx, district, slip.assignment).await? {
            if let Some(passed) = sitting.passed {
                results.note(sitting.learner, slip.competency, &slip.modality, passed);
            }
        }
    }
    Ok(results)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room_setup::template;

    #[test]
    fn tries_begin_anew_when_one_is_passed_and_a_way_that_works_better_says_so() {
        let (learner, competency) = (LearnerId::from_bytes([1; 16]), CompetencyId::from_bytes([2; 16]));
        let setup = template("station").expect("a template").setup();
        let mut results = Results::default();
        assert_eq!(results.works(learner, &setup), [1.0; 3]);
        for (passed, tries) in [(false, 1), (false, 2), (true, 0), (false, 1)] {
            results.note(learner, competency, "small-group", passed);
            assert_eq!(results.tries(learner, competency), tries);
        }
        for _ in 0..4 {
            results.note(learner, competency, "virtual-instruction", true);
        }
        let works = results.works(learner, &setup);
        // Everybody: 5 of 8. Small groups: (1 + 4 x 0.625) / (4 + 4) = 0.4375, over 0.625 = 0.7.
        assert!((works[1] - 0.7).abs() < 1e-9, "{works:?}");
        assert!((works[0] - 1.0).abs() < 1e-9 && works[2] > 1.2, "{works:?}");
    }
}
