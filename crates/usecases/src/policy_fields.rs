//! Every field that policies have: those of mastery, and those of pace.

use domain::policy::{Setting, Value};
use mastery::policy::{self, BadPolicy, Field};

use crate::pace_policy;

/// The field with this word.
pub fn field(name: &str) -> Option<Field> {
    policy::field(name).or_else(|| pace_policy::fields().into_iter().find(|one| one.name == name))
}

/// Every field in the order that people set them.
pub fn all_fields() -> Vec<Field> {
    policy::all_fields().into_iter().chain(pace_policy::fields()).collect()
}

/// What ships, as settings of the built-in scope.
pub fn built_in() -> Vec<Setting> {
    policy::built_in().into_iter().chain(pace_policy::built_in()).collect()
}

/// Checks the value of a new setting of `name`.
pub fn check(name: &str, value: &Value) -> Result<(), BadPolicy> {
    field(name).ok_or_else(|| BadPolicy::UnknownField(name.to_owned()))?.check(value)
}
