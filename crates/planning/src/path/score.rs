//! What decides the order: expected worth, readiness and decay.
//!
//! Learning: `worth x (1 - p) x readiness x decay`. Looking again: `worth x p x (1 - R)`. Both are worth what it is
//! times the chance that it is not there: what is forgotten is not there either. A review opens nothing anew.
//!
//! - *worth*: goals that need it (a half where none does) times `1 + log2(1 + opens)` times urgency times 1.25 where
//!   the learner likes it. The logarithm, because the hundredth competency behind a door is not worth the first.
//! - *p*: the chance that it is mastered already; `1 - p` is what there is to gain.
//! - *readiness*: the product of the chances of what comes directly before it: that all of it is there.
//! - *decay*: the chance of recall of that of it which is nearest to being forgotten (FSRS-6).
//! - *R*: the chance of recall now.
//! - *urgency*: `1 + 1 / (1 + weeks left)` of the goal that is due first, 2 from its day on.
//!
//! Source: the product of information, readiness and recall follows the recommendation of knowledge-space systems
//! (Doignon & Falmagne, 1999; Falmagne & Doignon, 2011) with the retrievability of spaced repetition (Ye, Su & Cao,
//! 2022) as its decay. The half and the quarter are conventions of ours.

use std::cell::Cell;

use domain::Timestamp;

use super::{asked::Asked, marks::Marks, reach::Reach};

/// How much an interest of the learner adds.
const LIKED: f64 = 1.25;
/// What something that no goal needs is worth beside something that one goal needs.
const WITHOUT_GOAL: f64 = 0.5;
const SECONDS_PER_WEEK: f64 = 604_800.0;
const SECONDS_PER_DAY: f64 = 86_400.0;

/// The parts of a score; none below 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// What it is worth to the goals.
    pub worth: f64,
    /// The chance that it is not there, 0 to 1: not learned yet, or forgotten.
    pub gain: f64,
    /// The chance that everything before it is there, 0 to 1.
    pub readiness: f64,
    /// The chance of recall of what comes before it, 0 to 1.
    pub decay: f64,
}

impl Score {
    /// The product of its parts.
    pub fn total(&self) -> f64 {
        self.worth * self.gain * self.readiness * self.decay
    }
}

/// Of learning something.
pub(super) fn of_learning(
    asked: &Asked<'_>,
    marks: &Marks<'_>,
    reach: &Reach,
    number: usize,
    opens: usize,
    liked: bool,
) -> Score {
    let standings = asked.standings.all();
    let (mut readiness, mut decay) = (1.0_f64, 1.0_f64);
    for before in asked.graph.before(number).filter(|before| !marks.is_skipped(*before)) {
        readiness *= standings[before].chance.get();
        decay = decay.min(reach.recalls.of(asked, before));
    }
    let gain = 1.0 - if marks.is_mastered(number) { 0.0 } else { standings[number].chance.get() };
    Score { worth: worth(asked, reach, number, opens, liked), gain, readiness, decay }
}

/// Of looking at something again.
pub(super) fn of_review(asked: &Asked<'_>, reach: &Reach, number: usize, liked: bool) -> Score {
    let gain = asked.standings.all()[number].chance.get() * (1.0 - reach.recalls.of(asked, number));
    Score { worth: worth(asked, reach, number, 0, liked), gain, readiness: 1.0, decay: 1.0 }
}

/// Chances of recall now, each computed when it is first asked for: a power is most of the work of a path.
pub(super) struct Recalls(Vec<Cell<Option<f64>>>);

impl Recalls {
    pub fn new(asked: &Asked<'_>) -> Self {
        Self(vec![Cell::new(None); asked.graph.len()])
    }

    /// 1 where nothing is known of memory.
    pub fn of(&self, asked: &Asked<'_>, number: usize) -> f64 {
        let memory = asked.standings.all()[number].memory;
        let Some(memory) = memory else { return 1.0 };
        let known = self.0[number].get();
        let recall = known.unwrap_or_else(|| memory.chance(&asked.rules.weights, asked.now));
        self.0[number].set(Some(recall));
        recall
    }
}

/// Until when the wished chance of recall holds; `None` where nothing is known of memory, or beyond the calendar.
pub(super) fn due_at(asked: &Asked<'_>, number: usize) -> Option<Timestamp> {
    let memory = asked.standings.all()[number].memory?;
    let seconds = (memory.memory.stability * asked.rules.days_per_stability() * SECONDS_PER_DAY).floor();
    #[expect(clippy::cast_possible_truncation, reason = "a stability is at most a century")]
    Timestamp::from_second(memory.since.as_second().saturating_add(seconds as i64)).ok()
}

/// Whether it is to be looked at again within so many days.
pub(super) fn is_due(asked: &Asked<'_>, number: usize, within_days: f64) -> bool {
    asked.standings.all()[number].memory.is_some_and(|memory| {
        #[expect(clippy::cast_precision_loss, reason = "seconds of a calendar")]
        let days = (asked.now.as_second() - memory.since.as_second()) as f64 / SECONDS_PER_DAY;
        days + within_days >= memory.memory.stability * asked.rules.days_per_stability()
    })
}

/// The goal that needs it and is due first.
pub(super) fn first_due(asked: &Asked<'_>, reach: &Reach, number: usize) -> Option<Timestamp> {
    goals_of(reach.needed[number]).filter_map(|place| asked.goals[place].due).min()
}

/// The places of the bits that are set.
pub(super) fn goals_of(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(place)
    })
}

#[expect(clippy::cast_precision_loss, reason = "a count of competencies")]
fn worth(asked: &Asked<'_>, reach: &Reach, number: usize, opens: usize, liked: bool) -> f64 {
    let goals = reach.needed[number].count_ones();
    let goals = if goals == 0 { WITHOUT_GOAL } else { f64::from(goals) };
    let opens = 1.0 + libm::log2(1.0 + opens as f64);
    let urgency = first_due(asked, reach, number).map_or(1.0, |due| {
        let weeks = due.duration_since(asked.now).as_secs_f64() / SECONDS_PER_WEEK;
        1.0 + 1.0 / (1.0 + weeks.max(0.0))
    });
    goals * opens * urgency * if liked { LIKED } else { 1.0 }
}
