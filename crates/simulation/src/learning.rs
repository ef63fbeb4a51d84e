//! How learners learn and forget, in the simulation.
//!
//! Assumptions, not findings: each is a number with a name here and stands in `docs/planning-results.md`. What is
//! compared are ways to plan under the same assumptions.

use measurement::random::Generator;

use crate::{
    room::WORKS,
    school::{Hidden, School},
};

/// The chance, in logits, that an average learner learns an average competency in one session.
const LEARNS: f64 = -0.4;
/// What an ability of 1 adds.
const ABILITY: f64 = 0.7;
/// What each session on it that did not help yet adds, at most three times.
const AGAIN: f64 = 0.25;
/// What a competency that it builds on and is not there takes away: the first, and each further one.
const MISSING: (f64, f64) = (2.0, 0.7);
/// What was known once is learned more easily.
const RELEARNS: f64 = 1.2;
/// The days after which something just learned is still there with a chance of 0.9, for an average learner; an
/// ability of 1 multiplies it by e to the power of the second number.
const STABLE_DAYS: (f64, f64) = (25.0, 0.3);
/// What looking at something again does to those days: in a session of its own, and in one that builds on it.
const STRONGER: (f64, f64) = (2.5, 1.15);
/// The curve of forgetting of FSRS-6, which falls to 0.9 after as many days as the stability.
const DECAY: f64 = 0.1542;
/// The chance of a right answer of who can do it and who cannot.
const RIGHT: (f64, f64) = (0.92, 0.2);
/// An exit slip: so many items, passed from so many on.
const SLIP: (u32, u32) = (5, 4);

/// What one learner can do now.
#[derive(Debug, Clone, PartialEq)]
pub struct Mind {
    known: Vec<Option<Memory>>,
    once: Vec<bool>,
    tried: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Memory {
    stable_days: f64,
    days: u32,
}

impl Mind {
    /// As the year begins.
    pub fn new(learner: &Hidden) -> Self {
        let memory = Memory { stable_days: stable(learner) * STRONGER.0, days: 0 };
        Self {
            known: learner.knows.iter().map(|knows| knows.then_some(memory)).collect(),
            once: learner.knows.clone(),
            tried: vec![0; learner.knows.len()],
        }
    }

    /// Whether they can do it now.
    pub fn knows(&self, skill: usize) -> bool {
        self.known[skill].is_some()
    }

    /// How many they can do now.
    pub fn count(&self) -> usize {
        self.known.iter().flatten().count()
    }

    /// One session on `skill`.
    pub fn session(
        &mut self,
        school: &School,
        learner: &Hidden,
        skill: usize,
        modality: usize,
        chance: &mut Generator,
    ) {
        let draw = chance.uniform();
        for &before in &school.skills[skill].before {
            if let Some(memory) = &mut self.known[before] {
                *memory = Memory { stable_days: memory.stable_days * STRONGER.1, days: 0 };
            }
        }
        if let Some(memory) = &mut self.known[skill] {
            *memory = Memory { stable_days: memory.stable_days * STRONGER.0, days: 0 };
            return;
        }
        if draw < self.chance(school, learner, skill, modality) {
            self.known[skill] = Some(Memory { stable_days: stable(learner), days: 0 });
            self.once[skill] = true;
            self.tried[skill] = 0;
        } else {
            self.tried[skill] += 1;
        }
    }

    fn chance(&self, school: &School, learner: &Hidden, skill: usize, modality: usize) -> f64 {
        let of = &school.skills[skill];
        let missing = of.before.iter().filter(|&&before| !self.knows(before)).count();
        let mut logits =
            LEARNS + ABILITY * learner.ability - of.harder + WORKS[modality] + learner.likes[modality];
        logits += AGAIN * f64::from(self.tried[skill].min(3));
        if missing > 0 {
            logits -= MISSING.0 + MISSING.1 * (missing - 1) as f64;
        }
        if self.once[skill] {
            logits += RELEARNS;
        }
        logistic(logits)
    }

    /// A day passes.
    pub fn night(&mut self, chance: &mut Generator) {
        for known in &mut self.known {
            let draw = chance.uniform();
            let Some(memory) = known else { continue };
            let now = recall(f64::from(memory.days) / memory.stable_days);
            memory.days += 1;
            let then = recall(f64::from(memory.days) / memory.stable_days);
            if draw >= then / now {
                *known = None;
            }
        }
    }

    /// An exit slip on `skill`: whether it is passed.
    pub fn slip(&self, skill: usize, chance: &mut Generator) -> bool {
        let right = if self.knows(skill) { RIGHT.0 } else { RIGHT.1 };
        let rights = (0..SLIP.0).filter(|_| chance.uniform() < right).count();
        rights >= SLIP.1 as usize
    }
}

fn stable(learner: &Hidden) -> f64 {
    STABLE_DAYS.0 * libm::exp(STABLE_DAYS.1 * learner.ability)
}

/// FSRS-6: the chance of recall after `time` stabilities.
fn recall(time: f64) -> f64 {
    let factor = libm::pow(0.9, -1.0 / DECAY) - 1.0;
    libm::pow(1.0 + factor * time, -DECAY)
}

fn logistic(logits: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logits))
}

#[cfg(test)]
mod tests {
    use super::{Mind, recall};
    use crate::school::{School, Size};
    use measurement::random::Generator;

    fn school() -> School {
        School::new(Size { learners: 30, strands: 3, depth: 10, educators: 2, days: 10 }, 5)
    }

    #[test]
    fn after_as_many_days_as_the_stability_nine_of_ten_are_left() {
        assert!((recall(1.0) - 0.9).abs() < 1e-12);
        let school = school();
        let mut chance = Generator::new(1);
        let (mut first, mut left) = (0, 0);
        for learner in &school.learners {
            let mut mind = Mind::new(learner);
            first += mind.count();
            let mut days = super::stable(learner) * super::STRONGER.0;
            while days > 0.5 {
                mind.night(&mut chance);
                days -= 1.0;
            }
            left += mind.count();
        }
        let share = left as f64 / first as f64;
        assert!((share - 0.9).abs() < 0.05, "{left} of {first}");
    }

    #[test]
    fn what_builds_on_something_missing_is_seldom_learned() {
        let school = school();
        let learner = &school.learners[0];
        let mut reached = [0; 2];
        for seed in 0..2_000 {
            let mut mind = Mind::new(learner);
            let open = (0..school.skills.len()).find(|&skill| {
                !mind.knows(skill) && school.skills[skill].before.iter().all(|&before| mind.knows(before))
            });
            let far = (0..school.skills.len()).rfind(|&skill| {
                let before = &school.skills[skill].before;
                !mind.knows(skill) && !before.is_empty() && !before.iter().any(|&before| mind.knows(before))
            });
            for (place, skill) in [open, far].into_iter().flatten().enumerate() {
                mind.session(&school, learner, skill, 0, &mut Generator::new(seed));
                reached[place] += u32::from(mind.knows(skill));
            }
        }
        assert!(reached[0] > 2 * reached[1], "{reached:?}");
    }

    #[test]
    fn a_slip_tells_who_can_do_it_from_who_cannot() {
        let school = school();
        let mind = Mind::new(&school.learners[0]);
        let skill = (0..school.skills.len()).find(|&skill| mind.knows(skill)).expect("something known");
        let not = (0..school.skills.len()).find(|&skill| !mind.knows(skill)).expect("something not known");
        let mut chance = Generator::new(3);
        let mut share = |skill| (0..4_000).filter(|_| mind.slip(skill, &mut chance)).count() as f64 / 4_000.0;
        // The binomial: 5 x .92^4 x .08 + .92^5, and 5 x .2^4 x .8 + .2^5.
        assert!((share(skill) - 0.945_7).abs() < 0.02);
        assert!((share(not) - 0.006_7).abs() < 0.005);
    }
}
