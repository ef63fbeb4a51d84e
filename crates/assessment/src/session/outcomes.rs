//! What an attempt comes to.

use std::collections::BTreeMap;

use domain::item::{Scalar, Value};
use measurement::random::Generator;

use super::Prepared;
use super::scope::{COMPLETION, Running};
use crate::processing::{Machine, Process, ProcessingError};

/// One attempt at an item.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// What was answered, by the name of the response; what is missing was not answered.
    pub responses: &'a BTreeMap<String, Value>,
    /// Which attempt it is, from 1.
    pub number: u32,
    /// How long the learner has been at the item, over all attempts.
    ///
    /// Unit: seconds.
    pub seconds: f64,
    /// What the attempt before came to; an adaptive item goes on from there.
    pub before: Option<&'a Outcomes>,
}

impl<'a> Attempt<'a> {
    /// The first attempt, where nobody measures how long it takes.
    pub fn first(responses: &'a BTreeMap<String, Value>) -> Self {
        Self { responses, number: 1, seconds: 0.0, before: None }
    }
}

/// What attempts at an item have come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcomes {
    /// Every declared outcome, with `completionStatus`, and `MAXSCORE` where it is known.
    pub values: BTreeMap<String, Value>,
    /// How many attempts have ended.
    pub attempts: u32,
    /// How long the learner has been at the item.
    ///
    /// Unit: seconds.
    pub seconds: f64,
}

impl Outcomes {
    /// `SCORE`; `None` where a person has to say it, or the item has none.
    pub fn score(&self) -> Option<f64> {
        self.values.get("SCORE").and_then(Value::number)
    }

    /// The most that `SCORE` can be; `None` where nothing says it.
    pub fn max_score(&self) -> Option<f64> {
        self.values.get("MAXSCORE").and_then(Value::number)
    }

    /// Whether the item says that the learner is done with it.
    pub fn completed(&self) -> bool {
        self.is(COMPLETION, "completed")
    }

    fn is(&self, outcome: &str, name: &str) -> bool {
        matches!(self.values.get(outcome), Some(Value::Single(Scalar::Identifier(value))) if value == name)
    }
}

impl Prepared<'_> {
    /// Outcomes before anything was answered.
    pub fn beginning(&self) -> Outcomes {
        let mut values = self.initial_outcomes("not_attempted");
        self.add_maximum(&mut values);
        Outcomes { values, attempts: 0, seconds: 0.0 }
    }

    /// What an attempt comes to. What is not scored by rules has nothing in `SCORE`, not 0.
    ///
    /// Errors: a rule is wrong; the item is then not scored.
    pub fn answered(&self, attempt: &Attempt<'_>) -> Result<Outcomes, ProcessingError> {
        let mut values = self.processed(attempt)?;
        if !self.item.adaptive
            && let Some(status) = values.get_mut(COMPLETION)
            && matches!(status, Value::Single(Scalar::Identifier(name)) if name == "unknown")
        {
            *status = Value::identifier("completed");
        }
        self.add_maximum(&mut values);
        Ok(Outcomes { values, attempts: attempt.number, seconds: attempt.seconds })
    }

    /// The outcomes as response processing leaves them.
    pub(super) fn processed(
        &self,
        attempt: &Attempt<'_>,
    ) -> Result<BTreeMap<String, Value>, ProcessingError> {
        let outcomes = match attempt.before {
            Some(before) if self.item.adaptive && before.attempts > 0 => before.values.clone(),
            _ => self.initial_outcomes("unknown"),
        };
        let mut running = Running {
            prepared: self,
            responses: attempt.responses,
            outcomes,
            number: attempt.number,
            seconds: attempt.seconds,
        };
        let mut machine = Machine::new(Generator::of(self.seed, 1, u64::from(attempt.number)));
        machine.run(&mut running, &self.item.response_processing).map_err(|problem| ProcessingError {
            identifier: self.item.identifier.clone(),
            process: Process::Response,
            rule: machine.path().to_vec(),
            problem: Box::new(problem),
        })?;
        Ok(running.outcomes)
    }

    fn initial_outcomes(&self, status: &str) -> BTreeMap<String, Value> {
        let mut values = BTreeMap::new();
        for one in &self.item.outcomes {
            let unscored = one.identifier == "SCORE" && self.item.response_processing.is_empty();
            let value =
                if unscored { Value::Null } else { self.initial(&one.identifier).unwrap_or_default() };
            values.insert(one.identifier.clone(), value);
        }
        values.insert(COMPLETION.to_owned(), Value::identifier(status));
        values
    }

    fn add_maximum(&self, values: &mut BTreeMap<String, Value>) {
        // An item that declares it and leaves it at nothing or 0 has not said it.
        let said = values.get("MAXSCORE").and_then(Value::number).is_some_and(|most| most > 0.0);
        if let (false, Some(most)) = (said, self.max_score) {
            values.insert("MAXSCORE".to_owned(), Value::float(most));
        }
    }
}
