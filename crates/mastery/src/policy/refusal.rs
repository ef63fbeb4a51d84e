//! Why a policy, or one value for a field, is refused.

use domain::Points;

/// A policy that cannot judge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPolicy {
    /// No such field.
    #[error("there is no policy field \"{0}\"")]
    UnknownField(String),
    /// No such rule.
    #[error("there is no mastery rule \"{0}\"")]
    UnknownRule(String),
    /// The rule has no such parameter.
    #[error("the rule {rule} has no parameter \"{parameter}\"")]
    UnknownParameter {
        /// The rule.
        rule: &'static str,
        /// What was given.
        parameter: String,
    },
    /// Parameters that cannot judge together.
    #[error("the parameters of {rule} cannot judge together: {why}")]
    Together {
        /// The rule.
        rule: &'static str,
        /// Why.
        why: &'static str,
    },
    /// A word where a number belongs.
    #[error("{field} takes a number, not \"{given}\"")]
    NotANumber {
        /// The field.
        field: String,
        /// What was given.
        given: String,
    },
    /// A fraction where a whole number belongs.
    #[error("{field} takes a whole number, not {given}")]
    NotWhole {
        /// The field.
        field: String,
        /// What was given.
        given: Points,
    },
    /// Too small or too large.
    #[error("{field} lies within {least} to {most}, not {given}")]
    OutOfRange {
        /// The field.
        field: String,
        /// What was given.
        given: Points,
        /// The least it can be.
        least: Points,
        /// The most it can be.
        most: Points,
    },
    /// Not one of the words that the field takes.
    #[error("{field} is one of {}, not \"{given}\"", choices.join(", "))]
    NotAChoice {
        /// The field.
        field: String,
        /// What was given.
        given: String,
        /// The words it takes.
        choices: Vec<&'static str>,
    },
    /// A text that holds no levels.
    #[error("the levels cannot be read: {0}")]
    Scale(String),
}
