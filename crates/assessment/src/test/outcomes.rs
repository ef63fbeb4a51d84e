//! What a test comes to.

use std::collections::BTreeMap;

use domain::item::{Value, Variant};
use measurement::random::Generator;

use super::scope::Standing;
use super::{Sequence, Step, Taken};
use crate::processing::{Flow, Machine, Problem, Process, ProcessingError};

/// What a test has come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TestOutcomes {
    /// Every declared outcome.
    pub values: BTreeMap<String, Value>,
    /// Whether a rule has ended the test (QTI exit-test).
    pub ended: bool,
}

impl Sequence<'_> {
    /// What the test has come to, by what was done with its items so far: `taken` has one place for each step.
    /// Outcomes begin anew every time.
    ///
    /// Errors: a rule is wrong.
    pub fn outcomes(&self, taken: &[Option<Taken>]) -> Result<TestOutcomes, ProcessingError> {
        let mut standing = Standing::new(self, taken);
        let mut machine = Machine::new(Generator::new(0));
        let flow = machine.run(&mut standing, &self.plan.outcome_processing).map_err(|problem| {
            self.failed(Process::Outcome, &self.plan.identifier, machine.path(), problem)
        })?;
        Ok(TestOutcomes { values: standing.outcomes, ended: flow == Flow::Exit })
    }

    /// The feedback that these outcomes show.
    pub fn feedback<'s>(&'s self, outcomes: &'s TestOutcomes) -> impl Iterator<Item = &'s Variant> {
        self.plan.feedback.iter().filter(|one| {
            let value = outcomes.values.get(&one.variable);
            let there = value
                .is_some_and(|value| value.scalars().iter().any(|scalar| scalar.text() == one.identifier));
            there == one.show
        })
    }

    /// What the test sets of the template variables of a step, for [`crate::session::Prepared::new`].
    ///
    /// Errors: an expression is wrong.
    pub fn template_defaults(
        &self,
        step: &Step<'_>,
        taken: &[Option<Taken>],
    ) -> Result<Vec<(String, Value)>, ProcessingError> {
        if step.reference.template_defaults.is_empty() {
            return Ok(Vec::new());
        }
        let mut standing = Standing::new(self, taken);
        standing.outcomes = self.outcomes(taken)?.values;
        let mut machine = Machine::new(Generator::of(step.seed, 2, 0));
        let mut set = Vec::new();
        for (identifier, expression) in &step.reference.template_defaults {
            let value = machine.value(&standing, expression).map_err(|problem| {
                self.failed(Process::Template, &step.reference.identifier, machine.path(), problem)
            })?;
            set.push((identifier.clone(), value));
        }
        Ok(set)
    }

    pub(super) fn failed(
        &self,
        process: Process,
        identifier: &str,
        rule: &[usize],
        problem: Problem,
    ) -> ProcessingError {
        let within = identifier != self.plan.identifier;
        let identifier =
            if within { format!("{}: {identifier}", self.plan.identifier) } else { identifier.to_owned() };
        ProcessingError { identifier, process, rule: rule.to_vec(), problem: Box::new(problem) }
    }
}
