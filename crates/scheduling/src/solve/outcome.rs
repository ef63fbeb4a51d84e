//! What solving gives.

use std::time::Duration;

use crate::{NotForThem, Schedule, Spread};

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Time to search; the best schedule so far stands.
    pub time: Duration,
    /// Steps of the search at most, for the same schedule on every machine; `None` for no limit but time.
    pub steps: Option<u64>,
    /// The share of the bound that the schedule may fall short of it.
    pub gap: f64,
    /// Where the chance begins.
    pub seed: u64,
}

impl Limits {
    /// A minute, or a hundredth short of the bound.
    pub const BUILT_IN: Self = Self { time: Duration::from_mins(1), steps: None, gap: 0.01, seed: 1 };
}

/// A schedule, and what is proven of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The best that was found: it keeps every rule.
    pub schedule: Schedule,
    /// What it is worth, by [`crate::worth::schedule`].
    pub value: f64,
    /// What no schedule of this day is worth more than.
    pub bound: f64,
    /// Who has no seat, by learner, then period.
    pub unseated: Vec<Unseated>,
    /// What people decided and could not be kept.
    pub broken: Vec<Broken>,
    /// How often a learner changes rooms between two periods that follow each other.
    pub room_changes: usize,
    /// How the day is spread over the learners.
    pub spread: Spread,
    /// Why the search ended.
    pub stopped: Stopped,
    /// Steps of the search.
    pub steps: u64,
}

impl Outcome {
    /// The share of the bound that the value falls short of it at most; 0 where nothing can be worth anything.
    pub fn gap(&self) -> f64 {
        if self.bound > 0.0 { ((self.bound - self.value) / self.bound).max(0.0) } else { 0.0 }
    }
}

/// Why the search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// The schedule is near enough to the bound.
    Gap,
    /// The time was over.
    Time,
    /// The steps were over.
    Steps,
}

/// A learner without a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unseated {
    /// Who, by place.
    pub learner: usize,
    /// When, by place.
    pub period: usize,
    /// Why.
    pub why: NoSeat,
}

/// Why somebody has no seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoSeat {
    /// They are ready for nothing.
    ReadyForNothing,
    /// They are ready for something, and no lesson of it is for them; the reason that stands against most.
    NoLesson(NotForThem),
    /// The fixed group they are in, by place, cannot stand.
    FixedGroup(usize),
    /// What people decided of their seat leaves nothing.
    Locks,
    /// There are lessons for them, and no seat was left that keeps every rule.
    NoRoomLeft,
}

/// A decision that could not be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Broken {
    /// A lock, by place.
    Lock(usize),
    /// A group that stands already, by place.
    Fixed(usize),
}
