//! What a path is asked about.

use domain::{
    CompetencyId, Timestamp,
    path::{Choice, Directive},
};
use measurement::memory::{Memory, Weights};

use crate::{graph::Graph, standing::Standings};

/// The most goals of one learner at one moment.
pub const MOST_GOALS: usize = 64;

/// More goals than a path can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a path takes at most {most} goals at once, not {given}: end some of them")]
pub struct TooManyGoals {
    /// How many were given.
    pub given: usize,
    /// The most.
    pub most: usize,
}

/// Everything that decides a path. The order within each list does not matter.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What comes before what.
    pub graph: &'a Graph,
    /// Where the learner stands.
    pub standings: &'a Standings,
    /// What is to be reached.
    pub goals: &'a [Goal],
    /// What educators said; what does not stand at `now` is left out.
    pub directives: &'a [Directive],
    /// What the learner picked.
    pub choices: &'a [Choice],
    /// What the learner likes.
    pub interests: &'a [Interest],
    /// The numbers it goes by.
    pub rules: &'a Rules,
    /// When.
    pub now: Timestamp,
}

/// Something to reach.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Goal {
    /// What belongs to it.
    pub competencies: Vec<CompetencyId>,
    /// What it takes as known.
    pub assumes: Assumes,
    /// By when.
    pub due: Option<Timestamp>,
}

/// What a goal takes as known until evidence says otherwise. What a goal names itself, and what another goal needs
/// and does not take as known, is never taken as known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Assumes {
    /// Nothing: the way begins where evidence begins.
    #[default]
    Nothing,
    /// These, such as what lies below a grade band's floor.
    These(Vec<CompetencyId>),
    /// Everything that it does not name, as a class that begins in the middle of a framework does.
    EverythingElse,
}

/// A competency that has to do with something the learner likes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    /// Which.
    pub competency: CompetencyId,
    /// What the learner likes, in their word.
    pub word: String,
}

/// The numbers that a path goes by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// Of review memory.
    pub weights: Weights,
    retention: f64,
    days_per_stability: f64,
}

/// A retention that nothing can be held to.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a wished chance of recall lies above 0 and below 1, not {0}")]
pub struct BadRetention(pub f64);

impl Rules {
    /// `retention`: the chance of recall below which something is to be looked at again. Errors: [`BadRetention`].
    pub fn new(weights: Weights, retention: f64) -> Result<Self, BadRetention> {
        let one_day = Memory { stability: 1.0, difficulty: 1.0 };
        let days_per_stability = one_day.days_until(&weights, retention).ok_or(BadRetention(retention))?;
        Ok(Self { weights, retention, days_per_stability })
    }

    /// The published weights of FSRS-6, and a retention of 0.8: its authors advise 0.7 to 0.97, and a class
    /// looks again at whole competencies, not at cards of seconds.
    ///
    /// # Panics
    ///
    /// Never: 0.8 is a retention.
    pub fn published() -> Self {
        Self::new(Weights::PUBLISHED, 0.8).expect("0.8 is a retention")
    }

    /// The wished chance of recall.
    pub fn retention(&self) -> f64 {
        self.retention
    }

    /// How many days a memory of a stability of one day lasts.
    pub(super) fn days_per_stability(&self) -> f64 {
        self.days_per_stability
    }
}
