//! The key, for those who may see it.

use std::collections::BTreeMap;

use domain::item::Value;

use super::Prepared;
use super::maximum::best_of;

impl Prepared<'_> {
    /// The answers that are right, as they were drawn; where a response has no key, what its mapping gives most
    /// for. What has neither is left out. Whoever calls this has asked whether the key may be shown.
    pub fn solution(&self) -> BTreeMap<String, Value> {
        let mut answers = BTreeMap::new();
        for one in &self.item.responses {
            let key = self.correct(one).cloned();
            let best = || one.mapping.as_ref().map(|mapping| best_of(mapping, one.cardinality, usize::MAX));
            if let Some(value) = key.or_else(best).filter(|value| !value.is_null()) {
                answers.insert(one.identifier.clone(), value);
            }
        }
        answers
    }

    /// Whether every response that has a key is answered as the key says; `None` where a response has none.
    /// What QTI's `number-correct` counts.
    pub fn correctly(&self, responses: &BTreeMap<String, Value>) -> Option<bool> {
        let mut all = true;
        for one in &self.item.responses {
            let key = self.correct(one).filter(|key| !key.is_null())?;
            let given = responses.get(&one.identifier).unwrap_or(&Value::Null);
            all &= crate::processing::same_value(key, given);
        }
        Some(all).filter(|_| !self.item.responses.is_empty())
    }
}
