//! What the rules and expressions of QTI 3.0 come to.
//!
//! A [`Machine`] evaluates; a [`Scope`] says what the variables are, a [`State`] takes what rules set. The same
//! expressions over the same scope and seed give the same value on every machine. What an expression has no
//! value for is [`domain::item::Value::Null`], as the specification says; what an author got wrong is a
//! [`ProcessingError`], after which an item counts as not scored, never as 0.
//!
//! Where the specification leaves it open: a whole number stands for a float and a whole float for an integer;
//! names, texts and addresses compare as text; arithmetic that leaves the range of its type has no value.

mod comparing;
mod containers;
mod counting;
mod drawing;
mod fitting;
mod logic;
mod lookup;
mod machine;
mod mapping;
mod mathematics;
mod number;
mod pattern;
mod problem;
mod rounding;
mod rules;
mod scope;
mod shapes;
mod statistics;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use fitting::fit;
pub use machine::{MAX_DEPTH, MAX_STEPS, Machine};
pub use mapping::map_response;
pub use pattern::Pattern;
pub use problem::{Problem, Process, ProcessingError};
pub use rounding::rounded;
pub use rules::Flow;
pub use scope::{Scope, State};
pub use shapes::holds;

pub(crate) use comparing::same_value;
pub(crate) use drawing::below;
pub(crate) use number::Number;
