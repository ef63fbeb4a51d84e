//! Invented days, for examples, tests and measurements: the same seed gives the same day.
//!
//! Like a School of One room: learners stand somewhere in ten strands of a framework, near those of their age and
//! spread around them; they are ready for what comes next in each strand; a few need something, are kept apart or
//! together; each modality has lessons for most of what can be learned.

mod learners;
mod library;
mod people;
mod places;

use domain::Date;

use crate::random::Random;
use crate::{Instance, Rules};

/// What to invent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Invention {
    /// How many learners.
    pub learners: usize,
    /// How many competencies, in ten strands or fewer.
    pub competencies: usize,
    /// How many educators.
    pub educators: usize,
    /// How many periods.
    pub periods: usize,
    /// How many rooms.
    pub rooms: usize,
    /// How many seats in all for each learner; below 1 not everybody finds one.
    pub seats: f64,
    /// The share of educators who may not teach everything.
    pub specialists: f64,
    /// The share of learners who need something, are kept apart or together, or do not know every language.
    pub particular: f64,
    /// Whether there are groups that stand already, such as advisory.
    pub fixed: bool,
    /// Where the chance begins.
    pub seed: u64,
}

impl Invention {
    /// A day of `learners`, with everything else as it is in such a program.
    pub const fn of(learners: usize, seed: u64) -> Self {
        let educators = if learners < 25 { 2 } else { learners.div_ceil(30) + 1 };
        let rooms = if learners <= 70 { 2 } else { learners.div_ceil(70) + 1 };
        Self {
            learners,
            competencies: if learners < 25 { 40 } else { 300 },
            educators,
            periods: 2,
            rooms,
            seats: 1.2,
            specialists: 0.3,
            particular: 0.1,
            fixed: true,
            seed,
        }
    }

    /// One room for everybody.
    #[must_use]
    pub const fn in_one_room(self) -> Self {
        Self { rooms: 1, ..self }
    }
}

/// The day that belongs to the `wanted` numbers.
///
/// Zero competencies, educators, rooms or periods are invented as one.
pub fn invent(wanted: &Invention) -> Instance {
    let wanted = Invention {
        competencies: wanted.competencies.max(1),
        educators: wanted.educators.max(1),
        periods: wanted.periods.max(1),
        rooms: wanted.rooms.max(1),
        ..*wanted
    };
    let chance = &mut Random::new(wanted.seed);
    let mut day = Instance {
        id: format!("invented-{}-{}", wanted.learners, wanted.seed),
        day: Date::constant(2027, 7, 6),
        zone: "America/New_York".to_owned(),
        periods: places::periods(wanted.periods),
        competencies: library::competencies(wanted.competencies),
        modalities: library::modalities(wanted.periods),
        rooms: places::rooms(&wanted, chance),
        educators: Vec::new(),
        lessons: Vec::new(),
        learners: Vec::new(),
        apart: Vec::new(),
        together: Vec::new(),
        fixed: Vec::new(),
        locks: Vec::new(),
        rules: Rules::BUILT_IN,
    };
    day.lessons = library::lessons(&day, chance);
    day.educators = people::educators(&wanted, &day, chance);
    day.learners = learners::learners(&wanted, &day, chance);
    (day.apart, day.together) = people::pairs(&wanted, chance);
    if wanted.fixed {
        day.fixed = people::advisory(&mut day, chance);
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_day() {
        let wanted = Invention::of(40, 7);
        assert_eq!(invent(&wanted), invent(&wanted));
        assert_ne!(invent(&wanted), invent(&Invention { seed: 8, ..wanted }));
    }

    #[test]
    fn nothing_is_invented_of_nothing() {
        let wanted = Invention {
            learners: 0,
            competencies: 0,
            educators: 0,
            periods: 0,
            rooms: 0,
            ..Invention::of(0, 1)
        };
        let day = invent(&wanted);
        assert!(day.learners.is_empty() && day.rooms.len() == 1 && day.periods.len() == 1);
    }
}
