//! The search: simulated annealing over seats and groups, in runs that grow longer.

mod moves;
mod tidy;

use std::time::Duration;

use crate::random::Random;
use crate::solve::bound::Bound;
use crate::solve::draft::Draft;
use crate::solve::outcome::{Limits, Stopped};
use crate::solve::score::{Score, count};

/// How many steps go by between two looks at the clock.
const LOOK: u64 = 256;
/// The temperatures between which a run cools, in worth.
const HOT: f64 = 0.08;
const COLD: f64 = 0.002;
/// Steps of the first run for each party; every further run is so many times as long.
const FIRST_RUN: f64 = 40.0;
const LONGER: f64 = 2.5;
/// The share of the time that goes into the bound.
const BOUND_SHARE: f64 = 0.3;

/// A search under way.
pub struct Search<'d, 'a, 'c> {
    pub draft: Draft<'d, 'a>,
    pub best: Draft<'d, 'a>,
    random: Random,
    limits: Limits,
    clock: &'c dyn Fn() -> Duration,
    began: Duration,
    pub steps: u64,
    /// Who a repair moves about most: those who lost their seats.
    focus: Vec<usize>,
    pub stopped: Stopped,
}

impl<'d, 'a, 'c> Search<'d, 'a, 'c> {
    pub fn new(
        draft: Draft<'d, 'a>,
        random: Random,
        limits: &Limits,
        clock: &'c dyn Fn() -> Duration,
    ) -> Self {
        Self {
            best: draft.clone(),
            draft,
            random,
            limits: *limits,
            began: clock(),
            clock,
            steps: 0,
            focus: Vec::new(),
            stopped: Stopped::Time,
        }
    }

    fn passed(&self) -> Duration {
        (self.clock)().saturating_sub(self.began)
    }

    /// Searches until the schedule is near enough to the bound, or a limit is reached.
    pub fn run(&mut self, bound: &mut Bound) {
        self.look(bound);
        self.tidy();
    }

    fn look(&mut self, bound: &mut Bound) {
        let mut length = FIRST_RUN * count(self.draft.day.parties.len()) + 2000.0;
        loop {
            if self.near_enough(bound) {
                self.stopped = Stopped::Gap;
                return;
            }
            let going = self.anneal(length, Some(bound));
            if !self.near_enough(bound) && going {
                self.tighten(bound);
            }
            if self.near_enough(bound) {
                self.stopped = Stopped::Gap;
                return;
            }
            if !going {
                return;
            }
            length *= LONGER;
            self.draft = self.best.clone();
        }
    }

    /// A repair: whoever lost a seat is moved about, the others stay, for one run.
    pub fn mend(&mut self, least_moved: usize) {
        let parties = count(self.draft.day.parties.len());
        self.stopped = Stopped::Steps;
        for length in [FIRST_RUN * parties + 2000.0, LONGER * FIRST_RUN * parties + 2000.0] {
            self.focus =
                (0..self.draft.day.parties.len()).filter(|party| self.draft.differs(*party)).collect();
            if self.focus.is_empty() || !self.anneal(length, None) {
                return;
            }
            if self.best.score.unseated == 0 && self.best.score.moved <= least_moved {
                self.stopped = Stopped::Gap;
                return;
            }
            self.draft = self.best.clone();
        }
    }

    fn near_enough(&self, bound: &Bound) -> bool {
        let score = &self.best.score;
        score.unseated == 0 && score.not_led == 0 && score.value >= bound.best * (1.0 - self.limits.gap)
    }

    /// Brings the bound down for a share of the time.
    fn tighten(&mut self, bound: &mut Bound) {
        let begun = self.passed();
        let share = begun.mul_f64(BOUND_SHARE).max(Duration::from_millis(20));
        let until = (begun + share).min(self.limits.time);
        let target = self.best.score.value;
        let by_steps = self.limits.steps.is_some();
        for round in 0_u64.. {
            let enough = if by_steps { round >= 20 } else { self.passed() >= until };
            if enough
                || self.near_enough(bound)
                || self.passed() >= self.limits.time
                || !bound.improve(target, 10)
            {
                break;
            }
        }
    }

    /// One run of so many steps; false when a limit is reached.
    fn anneal(&mut self, length: f64, bound: Option<&Bound>) -> bool {
        let begun = self.steps;
        loop {
            if self.steps.is_multiple_of(LOOK) {
                self.keep_best();
                if self.limits.steps.is_some_and(|most| self.steps >= most) {
                    self.stopped = Stopped::Steps;
                    return false;
                }
                if self.passed() >= self.limits.time {
                    self.stopped = Stopped::Time;
                    return false;
                }
                if bound.is_some_and(|bound| self.near_enough(bound)) {
                    return true;
                }
            }
            let share = steps(self.steps - begun) / length;
            if share >= 1.0 {
                break;
            }
            self.step(HOT * (COLD / HOT).powf(share));
            self.steps += 1;
        }
        self.keep_best();
        true
    }

    fn keep_best(&mut self) {
        if self.draft.score.total() > self.best.score.total() + 1e-9 {
            self.best = self.draft.clone();
        }
    }

    /// Tries one change, and keeps it if it is better, or now and then if it is not much worse.
    fn step(&mut self, temperature: f64) {
        let before = self.draft.score;
        let mark = self.draft.mark();
        let mut waiting = Vec::new();
        let done = self.change(&mut waiting) && self.draft.settle(&mut waiting);
        let gained = self.draft.score.total() - before.total();
        if done && (gained >= 0.0 || self.random.unit() < (gained / temperature).exp()) {
            self.draft.keep();
        } else {
            self.draft.back_to(mark);
            // Sums of what was added and taken away again are not quite what they were.
            self.draft.score = Score { value: before.value, ..self.draft.score };
            debug_assert_eq!(self.draft.score, before);
        }
    }
}

impl<'d, 'a> Search<'d, 'a, '_> {
    /// Tries one change, and keeps it if it is better.
    fn try_change(&mut self, change: impl FnOnce(&mut Draft<'d, 'a>, &mut Vec<usize>) -> bool) -> bool {
        let before = self.draft.score;
        let mark = self.draft.mark();
        let mut waiting = Vec::new();
        let done = change(&mut self.draft, &mut waiting) && self.draft.settle(&mut waiting);
        if done && self.draft.score.total() > before.total() + 1e-9 {
            self.draft.keep();
            return true;
        }
        self.draft.back_to(mark);
        self.draft.score = Score { value: before.value, ..self.draft.score };
        false
    }
}

#[expect(clippy::cast_precision_loss, reason = "a search takes fewer steps than fit")]
const fn steps(of: u64) -> f64 {
    of as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invent::{Invention, invent};
    use crate::solve::day::Day;
    use crate::worth;

    #[test]
    fn sums_stay_what_they_are_when_added_anew() {
        let instance = invent(&Invention { rooms: 3, ..Invention::of(60, 3) });
        let day = Day::new(&instance);
        let mut draft = Draft::new(&day);
        let mut random = Random::new(1);
        check(&draft, "empty");
        draft.build(&mut random);
        check(&draft, "built");
        let limits = Limits { steps: Some(1000), ..Limits::BUILT_IN };
        let clock = || Duration::ZERO;
        let mut search = Search::new(draft, random, &limits, &clock);
        for step in 0..1000 {
            search.step(0.02);
            check(&search.draft, &step.to_string());
        }
    }

    #[track_caller]
    fn check(draft: &Draft, when: &str) {
        let anew = worth::schedule(draft.day.instance, &draft.schedule());
        let sum = draft.score.value;
        assert!((anew - sum).abs() < 1e-6, "{when}: {sum} is {anew} when added anew");
    }
}
