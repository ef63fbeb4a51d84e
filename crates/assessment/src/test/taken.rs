//! What was done with one item of a test.

use std::collections::BTreeMap;

use domain::item::{Scalar, Value};

use crate::session::{Outcomes, Prepared};

/// What was done with one item of a test, as far as the test asks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taken {
    /// Responses and outcomes by name, with what every item has: `numAttempts` and `duration`.
    pub values: BTreeMap<String, Value>,
    /// Whether a response differs from what it was beforehand.
    pub responded: bool,
    /// Whether every response is as its key says; `None` where one has no key.
    pub correct: Option<bool>,
}

impl Taken {
    /// Of an item that was shown and answered, or passed over with nothing.
    pub fn new(prepared: &Prepared<'_>, responses: &BTreeMap<String, Value>, outcomes: &Outcomes) -> Self {
        let mut values = outcomes.values.clone();
        values.insert("numAttempts".to_owned(), Value::Single(Scalar::Integer(i64::from(outcomes.attempts))));
        values.insert("duration".to_owned(), Value::Single(Scalar::Duration(outcomes.seconds)));
        let mut responded = false;
        for one in &prepared.item().responses {
            let given = responses.get(&one.identifier).cloned().unwrap_or_default();
            responded |= !given.is_null() && prepared.initial(&one.identifier).as_ref() != Some(&given);
            values.insert(one.identifier.clone(), given);
        }
        Self { values, responded, correct: prepared.correctly(responses) }
    }
}
