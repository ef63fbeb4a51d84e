//! Rules: conditions, and what is set.

use domain::item::Rule;

use super::lookup::looked_up;
use super::{Machine, Problem, State};

/// How a list of rules ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// All are done.
    Done,
    /// One of them ended the processing.
    Exit,
    /// What was drawn breaks a constraint.
    Unmet,
}

impl Machine {
    /// Does rules in their order. After an error [`Machine::path`] names the rule.
    pub fn run(&mut self, state: &mut dyn State, rules: &[Rule]) -> Result<Flow, Problem> {
        self.run_from(state, rules, 0)
    }

    /// As [`Machine::run`], beginning with the rule at the place `first`.
    pub fn run_from(&mut self, state: &mut dyn State, rules: &[Rule], first: usize) -> Result<Flow, Problem> {
        self.deeper()?;
        for (place, rule) in rules.iter().enumerate().skip(first) {
            self.path.push(place + 1);
            let flow = self.rule(state, rule)?;
            if flow != Flow::Done {
                // The path stays: whoever draws again asks at which constraint it stopped.
                self.shallower();
                return Ok(flow);
            }
            self.path.pop();
        }
        self.shallower();
        Ok(Flow::Done)
    }

    fn rule(&mut self, state: &mut dyn State, rule: &Rule) -> Result<Flow, Problem> {
        self.spend(1)?;
        match rule {
            Rule::Condition { branches, otherwise } => {
                for (condition, rules) in branches {
                    if self.is_true(state, condition)? {
                        return self.run(state, rules);
                    }
                }
                return self.run(state, otherwise);
            }
            Rule::SetValue { identifier, to } => {
                let value = self.value(state, to)?;
                state.set(identifier, value)?;
            }
            Rule::SetCorrect { identifier, to } => {
                let value = self.value(state, to)?;
                state.set_correct(identifier, value)?;
            }
            Rule::SetDefault { identifier, to } => {
                let value = self.value(state, to)?;
                state.set_default(identifier, value)?;
            }
            Rule::Lookup { identifier, of } => {
                let value = self.value(state, of)?;
                let unknown = || Problem::UnknownVariable(identifier.clone());
                let value = looked_up(state.outcome(identifier).ok_or_else(unknown)?, &value)?;
                state.set(identifier, value)?;
            }
            Rule::TemplateConstraint(condition) => {
                if !self.is_true(state, condition)? {
                    return Ok(Flow::Unmet);
                }
            }
            Rule::Exit => return Ok(Flow::Exit),
        }
        Ok(Flow::Done)
    }
}
