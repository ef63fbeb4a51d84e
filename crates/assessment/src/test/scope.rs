//! The variables of a test, and of its items.

use std::collections::BTreeMap;

use domain::item::{
    BaseType, Cardinality, Expression, ItemCount, ItemSubset, OutcomeDeclaration, ResponseDeclaration,
    Scalar, Value,
};

use super::{Sequence, Step, Taken};
use crate::processing::{Number, Problem, Scope, State, fit};

/// A test while something is asked of it.
pub(super) struct Standing<'a> {
    pub(super) sequence: &'a Sequence<'a>,
    /// By step; `None` for what was not begun.
    pub(super) taken: &'a [Option<Taken>],
    pub(super) outcomes: BTreeMap<String, Value>,
}

impl<'a> Standing<'a> {
    pub(super) fn new(sequence: &'a Sequence<'a>, taken: &'a [Option<Taken>]) -> Self {
        let mut outcomes = BTreeMap::new();
        for one in &sequence.plan.outcomes {
            outcomes.insert(one.identifier.clone(), beginning(one));
        }
        Self { sequence, taken, outcomes }
    }

    fn taken(&self, place: usize) -> Option<&Taken> {
        self.taken.get(place).and_then(Option::as_ref)
    }

    /// The step that `ITEM.VARIABLE` or `ITEM.2.VARIABLE` means, and the variable. Of an item that is taken
    /// several times it is the last that was begun, else the first.
    fn named<'n>(&self, identifier: &'n str) -> Option<(usize, &'n str)> {
        let (item, rest) = identifier.split_once('.')?;
        let numbered =
            rest.split_once('.').and_then(|(number, rest)| Some((number.parse::<u32>().ok()?, rest)));
        let (occurrence, variable) = numbered.map_or((None, rest), |(number, rest)| (Some(number), rest));
        let all = || {
            let steps = self.sequence.steps.iter().enumerate();
            steps.filter(|(_, step)| {
                step.reference.identifier == item && occurrence.is_none_or(|wanted| step.occurrence == wanted)
            })
        };
        let begun = all().rfind(|(place, _)| self.taken(*place).is_some());
        begun.or_else(|| all().next()).map(|(place, _)| (place, variable))
    }

    /// Whether a name is of an item that was not selected: its variables hold nothing.
    fn left_out(&self, identifier: &str) -> bool {
        let item = identifier.split_once('.').map(|(item, _)| item);
        item.is_some_and(|item| self.sequence.references.contains(item)) && self.named(identifier).is_none()
    }

    /// The value of an item's variable; what it is beforehand where the item was not begun.
    fn value_of(&self, place: usize, variable: &str) -> Option<Value> {
        if let Some(value) = self.taken(place).and_then(|taken| taken.values.get(variable)) {
            return Some(value.clone());
        }
        let Some(item) = self.sequence.steps[place].item else { return Some(Value::Null) };
        if let Some(outcome) = item.outcome(variable) {
            return Some(beginning(outcome));
        }
        if let Some(response) = item.response(variable) {
            return Some(response.default.clone().unwrap_or_default());
        }
        match variable {
            "completionStatus" => Some(Value::identifier("not_attempted")),
            "numAttempts" => Some(Value::Single(Scalar::Integer(0))),
            "duration" => Some(Value::Single(Scalar::Duration(0.0))),
            _ => None,
        }
    }

    fn subset<'s>(&'s self, items: &'s ItemSubset) -> impl Iterator<Item = (usize, &'s Step<'a>)> {
        self.sequence.steps.iter().enumerate().filter(|(_, step)| {
            let in_section = items.section.as_ref().is_none_or(|wanted| {
                step.sections.iter().any(|around| around.section.identifier == *wanted)
                    || self.sequence.part(step).identifier == *wanted
            });
            let has = |wanted: &[String]| step.reference.categories.iter().any(|one| wanted.contains(one));
            in_section && (items.include.is_empty() || has(&items.include)) && !has(&items.exclude)
        })
    }

    fn variables(
        &self,
        variable: &str,
        base: Option<BaseType>,
        weight: Option<&str>,
        items: &ItemSubset,
    ) -> Value {
        let mut all: Vec<Scalar> = Vec::new();
        for (place, step) in self.subset(items) {
            let Some(Value::Single(scalar)) = self.value_of(place, variable) else { continue };
            let wanted = match base {
                Some(base) => scalar.base_type() == base,
                None => matches!(scalar, Scalar::Integer(_) | Scalar::Float(_)),
            };
            if !wanted {
                continue;
            }
            all.push(match (weight, Number::of(&scalar)) {
                (Some(weight), Some(number)) => Scalar::Float(number.float() * weight_of(step, weight)),
                _ => scalar,
            });
        }
        // Whole numbers beside others become like them.
        if all.iter().any(|one| matches!(one, Scalar::Float(_))) {
            for one in &mut all {
                if let Scalar::Integer(number) = *one {
                    *one = Scalar::Float(Number::Integer(number).float());
                }
            }
        }
        Value::container(Cardinality::Multiple, all)
    }

    fn bounds(&self, maximum: bool, variable: &str, weight: Option<&str>, items: &ItemSubset) -> Value {
        let mut all = Vec::new();
        for (_, step) in self.subset(items) {
            let declared = step.item.and_then(|item| item.outcome(variable));
            let bound =
                declared.and_then(|one| if maximum { one.normal_maximum } else { one.normal_minimum });
            match bound {
                Some(bound) => {
                    all.push(Scalar::Float(bound * weight.map_or(1.0, |weight| weight_of(step, weight))));
                }
                None if maximum => return Value::Null,
                None => {}
            }
        }
        Value::container(Cardinality::Multiple, all)
    }

    fn count(&self, what: ItemCount, items: &ItemSubset) -> Value {
        let counted = self.subset(items).filter(|(place, _)| {
            let taken = self.taken(*place);
            match what {
                ItemCount::Selected => true,
                ItemCount::Presented => taken.is_some(),
                ItemCount::Responded => taken.is_some_and(|taken| taken.responded),
                ItemCount::Correct => taken.is_some_and(|taken| taken.correct == Some(true)),
                ItemCount::Incorrect => taken.is_some_and(|taken| taken.correct == Some(false)),
            }
        });
        i64::try_from(counted.count()).map_or(Value::Null, |count| Value::Single(Scalar::Integer(count)))
    }
}

/// The weight of that name; 1 where there is none. Source: QTI 3.0, weight.
fn weight_of(step: &Step<'_>, name: &str) -> f64 {
    step.reference.weights.iter().find(|(known, _)| known == name).map_or(1.0, |(_, weight)| *weight)
}

/// What an outcome is before anything was answered: a number that says nothing begins at 0.
fn beginning(outcome: &OutcomeDeclaration) -> Value {
    match (&outcome.default, outcome.cardinality, outcome.base_type) {
        (Some(value), ..) => value.clone(),
        (None, ..) if outcome.external_scored => Value::Null,
        (None, Cardinality::Single, Some(BaseType::Float)) => Value::float(0.0),
        (None, Cardinality::Single, Some(BaseType::Integer)) => Value::Single(Scalar::Integer(0)),
        _ => Value::Null,
    }
}

impl Scope for Standing<'_> {
    fn value(&self, identifier: &str, weight: Option<&str>) -> Option<Value> {
        if let Some(value) = self.outcomes.get(identifier) {
            return Some(value.clone());
        }
        if self.left_out(identifier) {
            return Some(Value::Null);
        }
        let (place, variable) = self.named(identifier)?;
        let value = self.value_of(place, variable)?;
        let Some(weight) = weight else { return Some(value) };
        let weight = weight_of(&self.sequence.steps[place], weight);
        Some(value.number().map_or(value, |number| Value::float(number * weight)))
    }

    fn initial(&self, identifier: &str) -> Option<Value> {
        if let Some(one) = self.sequence.plan.outcomes.iter().find(|one| one.identifier == identifier) {
            return Some(beginning(one));
        }
        if self.left_out(identifier) {
            return Some(Value::Null);
        }
        let (place, variable) = self.named(identifier)?;
        let item = self.sequence.steps[place].item?;
        let response = item.response(variable).map(|one| one.default.clone().unwrap_or_default());
        response.or_else(|| item.outcome(variable).map(beginning))
    }

    fn correct(&self, identifier: &str) -> Option<Value> {
        if self.left_out(identifier) {
            return Some(Value::Null);
        }
        self.response(identifier).map(|one| one.correct.clone().unwrap_or_default())
    }

    fn response(&self, identifier: &str) -> Option<&ResponseDeclaration> {
        let (place, variable) = self.named(identifier)?;
        self.sequence.steps[place].item?.response(variable)
    }

    fn over_items(&self, question: &Expression) -> Option<Value> {
        match question {
            Expression::TestVariables { variable, base_type, weight, items } => {
                Some(self.variables(variable, *base_type, weight.as_deref(), items))
            }
            Expression::OutcomeBound { maximum, variable, weight, items } => {
                Some(self.bounds(*maximum, variable, weight.as_deref(), items))
            }
            Expression::Count(what, items) => Some(self.count(*what, items)),
            _ => None,
        }
    }
}

impl State for Standing<'_> {
    fn set(&mut self, identifier: &str, value: Value) -> Result<(), Problem> {
        let one = self.outcome(identifier).ok_or_else(|| Problem::UnknownVariable(identifier.to_owned()))?;
        let value = fit(identifier, one.cardinality, one.base_type, value)?;
        self.outcomes.insert(identifier.to_owned(), value);
        Ok(())
    }

    fn outcome(&self, identifier: &str) -> Option<&OutcomeDeclaration> {
        self.sequence.plan.outcomes.iter().find(|one| one.identifier == identifier)
    }
}
