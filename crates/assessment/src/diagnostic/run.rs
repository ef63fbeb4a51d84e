//! One learner's diagnostic.

use domain::ItemId;
use measurement::{
    adaptive::{self, Sitting, Step},
    posterior::Population,
    random::Generator,
    score::Estimate,
};

use super::{
    prepared::Diagnostic,
    state::{Answer, BadState, Event, Start, State},
    steps::{Ended, LeftBecause, Next, NotTaken},
};

/// How far domains of one learner lie apart beyond what is known of the learner: the spread that is added where a
/// domain begins from the others. Unit: logits. Wide on purpose: it only steers the first items of a domain.
const DOMAIN_SPREAD: f64 = 0.5;
/// Nodes of the posterior over all domains, on -6 to 6 logits: enough for the mean to a thousandth.
const NODES: usize = 121;
const REACH: f64 = 6.0;

/// One domain of one learner.
#[derive(Debug)]
pub(super) struct Course<'d> {
    /// The adaptive test, once begun.
    pub(super) sitting: Option<Sitting<'d>>,
    pub(super) answered: usize,
    pub(super) not_taught: usize,
    pub(super) wrong_in_a_row: usize,
    pub(super) left: Option<LeftBecause>,
    /// Items that must not come, by place in the domain's test: of a domain that has not begun, for later.
    barred: Vec<usize>,
}

/// One learner's diagnostic, running.
#[derive(Debug)]
pub struct Run<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    pub(super) courses: Vec<Course<'d>>,
    state: State,
    /// Logarithm of the posterior over all domains, on the nodes.
    posterior: Vec<f64>,
}

impl Diagnostic {
    /// Begins; the seed is kept with the sitting.
    ///
    /// Errors: [`BadState::Start`].
    pub fn begin(&self, seed: u64, start: Start) -> Result<Run<'_>, BadState> {
        self.resume(&State::new(seed, start))
    }

    /// Goes on where a state was left: on any machine and day the same next item.
    ///
    /// Errors: a state of other items, or none at all.
    pub fn resume(&self, state: &State) -> Result<Run<'_>, BadState> {
        state.start.check()?;
        let course = |_| Course {
            sitting: None,
            answered: 0,
            not_taught: 0,
            wrong_in_a_row: 0,
            left: None,
            barred: Vec::new(),
        };
        let prior = |node| {
            let z = (theta(node) - state.start.mean) / state.start.sd;
            -0.5 * z * z
        };
        let mut run = Run {
            diagnostic: self,
            courses: self.domains.iter().map(course).collect(),
            state: State { events: Vec::with_capacity(state.events.len()), ..*state },
            posterior: (0..NODES).map(prior).collect(),
        };
        for event in &state.events {
            run.take(*event)?;
        }
        Ok(run)
    }
}

impl<'d> Run<'d> {
    /// The state to keep.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The next item, or why it is over. Asking twice gives the same.
    pub fn next_item(&self) -> Next {
        let answers: usize = self.courses.iter().map(|course| course.answered).sum();
        if answers >= self.diagnostic.most {
            return Next::Stop(Ended::Most(answers));
        }
        let error = self.estimate().error;
        let limit = self.diagnostic.error;
        if answers >= self.diagnostic.least && self.met() && error <= limit {
            return Next::Stop(Ended::Sure { answers, error, limit });
        }
        let mut used_up = vec![false; self.courses.len()];
        while let Some(domain) = self.domain(&used_up) {
            if let Some(item) = self.ask(domain) {
                return Next::Ask { item: self.diagnostic.entries[item].id, domain };
            }
            used_up[domain] = true;
        }
        Next::Stop(Ended::EveryDomain(answers))
    }

    /// Takes the answer to the item that was asked.
    pub fn answer(&mut self, item: ItemId, answer: Answer, milliseconds: u32) -> Result<(), NotTaken> {
        let asked = match self.next_item() {
            Next::Ask { item, .. } => Some(item),
            Next::Stop(_) => None,
        };
        if asked != Some(item) {
            return Err(NotTaken::NotAsked { given: item, asked });
        }
        if answer == Answer::NotTaught && self.diagnostic.not_taught_leaves_after.is_none() {
            return Err(NotTaken::NotAnAnswer);
        }
        let event = Event { item, answer, milliseconds };
        self.take(event).map_err(|_| NotTaken::NotAsked { given: item, asked })
    }

    /// Takes an event as it was.
    fn take(&mut self, event: Event) -> Result<(), BadState> {
        let diagnostic = self.diagnostic;
        let number = *diagnostic.by_id.get(&event.item).ok_or(BadState::ItemGone(event.item))?;
        if self.state.events.iter().any(|before| before.item == event.item) {
            return Err(BadState::Twice(event.item));
        }
        let entry = &diagnostic.entries[number];
        if self.courses[entry.domain].sitting.is_none() {
            self.courses[entry.domain].sitting = self.begun(entry.domain);
        }
        let course = &mut self.courses[entry.domain];
        match event.answer {
            Answer::NotTaught => {
                course.not_taught += 1;
                course.bar(entry.place);
                let limit = diagnostic.not_taught_leaves_after.filter(|limit| course.not_taught >= *limit);
                course.left = course.left.or(limit.map(LeftBecause::NotTaught));
            }
            Answer::Right | Answer::Wrong => {
                let category = u8::from(event.answer == Answer::Right);
                if let Some(sitting) = &mut course.sitting {
                    sitting.answer(entry.place, category).map_err(|_| BadState::Twice(event.item))?;
                }
                course.answered += 1;
                course.wrong_in_a_row = if category == 1 { 0 } else { course.wrong_in_a_row + 1 };
                let limit = diagnostic.wrong_leaves_after.filter(|limit| course.wrong_in_a_row >= *limit);
                course.left = course.left.or(limit.map(LeftBecause::Wrong));
                self.weigh(number, category);
            }
        }
        for enemy in &entry.enemies {
            let enemy = &diagnostic.entries[*enemy];
            self.courses[enemy.domain].bar(enemy.place);
        }
        self.state.events.push(event);
        Ok(())
    }

    /// Multiplies the posterior over all domains by the likelihood of an answer.
    fn weigh(&mut self, number: usize, category: u8) {
        let mut log_p = [0.0; 2];
        for (node, weight) in self.posterior.iter_mut().enumerate() {
            self.diagnostic.entries[number].curve.log_probabilities(theta(node), &mut log_p);
            *weight += log_p[usize::from(category)];
        }
    }

    /// Mean and standard deviation of the posterior over all domains. Unit: logits.
    pub fn estimate(&self) -> Estimate {
        let most = self.posterior.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (mut sum, mut first, mut second) = (0.0, 0.0, 0.0);
        for (node, weight) in self.posterior.iter().enumerate() {
            let (weight, theta) = (libm::exp(weight - most), theta(node));
            sum += weight;
            first += weight * theta;
            second += weight * theta * theta;
        }
        let mean = first / sum;
        Estimate { theta: mean, error: (second / sum - mean * mean).max(0.0).sqrt() }
    }

    /// A domain as it begins: where the other answers point, with room for domains to differ.
    fn begun(&self, domain: usize) -> Option<Sitting<'d>> {
        let known = self.estimate();
        let sd = if self.state.events.is_empty() { known.error } else { known.error.hypot(DOMAIN_SPREAD) };
        let seed = Generator::of(self.state.seed, domain as u64, 0).bits();
        let state = adaptive::State::starting_from(seed, Population { mean: known.theta, sd });
        let mut sitting = Sitting::resume(&self.diagnostic.domains[domain].test, &state).ok()?;
        for place in &self.courses[domain].barred {
            sitting.bar(*place).ok()?;
        }
        Some(sitting)
    }

    /// The item that a domain would ask. A question alone leaves no trace: a domain begins with its first answer.
    fn ask(&self, domain: usize) -> Option<usize> {
        let step = match &self.courses[domain].sitting {
            Some(sitting) => sitting.next(),
            None => self.begun(domain)?.next(),
        };
        match step {
            Step::Ask(choice) => Some(self.diagnostic.domains[domain].items[choice.item]),
            Step::Stop(_) => None,
        }
    }

    /// The diagnostic.
    pub fn diagnostic(&self) -> &'d Diagnostic {
        self.diagnostic
    }
}

impl Course<'_> {
    /// Passes an item over for good.
    fn bar(&mut self, place: usize) {
        self.barred.push(place);
        if let Some(sitting) = &mut self.sitting {
            // Places come from the same bank.
            let _ = sitting.bar(place);
        }
    }
}

/// The ability at a node.
fn theta(node: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a node of 121")]
    let share = node as f64 / (NODES - 1) as f64;
    REACH * (2.0 * share - 1.0)
}
