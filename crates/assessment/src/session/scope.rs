//! The variables of one attempt.

use std::collections::BTreeMap;

use domain::item::{BaseType, Cardinality, OutcomeDeclaration, ResponseDeclaration, Scalar, Value};

use super::Prepared;
use crate::processing::{Problem, Scope, State, fit};

/// The outcome that says how far a learner is with an item. Every item has it.
pub(super) const COMPLETION: &str = "completionStatus";

/// An attempt while its outcomes are worked out.
pub(super) struct Running<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) responses: &'a BTreeMap<String, Value>,
    pub(super) outcomes: BTreeMap<String, Value>,
    pub(super) number: u32,
    pub(super) seconds: f64,
}

impl Scope for Running<'_> {
    fn value(&self, identifier: &str, _weight: Option<&str>) -> Option<Value> {
        if let Some(value) = self.outcomes.get(identifier) {
            return Some(value.clone());
        }
        if self.prepared.item.response(identifier).is_some() {
            let given = self.responses.get(identifier).cloned().unwrap_or_default();
            let unpressed = given.is_null() && self.prepared.buttons.contains(&identifier);
            return Some(if unpressed { Value::Single(Scalar::Boolean(false)) } else { given });
        }
        match identifier {
            "numAttempts" => Some(Value::Single(Scalar::Integer(i64::from(self.number)))),
            "duration" => Some(Value::Single(Scalar::Duration(self.seconds))),
            _ => self.prepared.drawn.templates.get(identifier).cloned(),
        }
    }

    fn initial(&self, identifier: &str) -> Option<Value> {
        self.prepared.initial(identifier)
    }

    fn correct(&self, identifier: &str) -> Option<Value> {
        let declared = self.prepared.item.response(identifier)?;
        Some(self.prepared.correct(declared).cloned().unwrap_or_default())
    }

    fn response(&self, identifier: &str) -> Option<&ResponseDeclaration> {
        self.prepared.item.response(identifier)
    }
}

impl State for Running<'_> {
    fn set(&mut self, identifier: &str, value: Value) -> Result<(), Problem> {
        let (cardinality, base) = match self.prepared.item.outcome(identifier) {
            Some(one) => (one.cardinality, one.base_type),
            None if identifier == COMPLETION => (Cardinality::Single, Some(BaseType::Identifier)),
            None => return Err(Problem::UnknownVariable(identifier.to_owned())),
        };
        let value = fit(identifier, cardinality, base, value)?;
        match self.outcomes.get_mut(identifier) {
            Some(place) => *place = value,
            None => {
                self.outcomes.insert(identifier.to_owned(), value);
            }
        }
        Ok(())
    }

    fn outcome(&self, identifier: &str) -> Option<&OutcomeDeclaration> {
        self.prepared.item.outcome(identifier)
    }
}
