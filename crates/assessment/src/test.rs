//! One learner on a test: which items, in which order, where to go on, what it comes to.
//!
//! A [`Sequence`] belongs to a plan and a seed, and never changes during a sitting. Where the learner is in it is a
//! [`Place`], which the caller keeps; what they did with the items is [`Taken`], by step.

mod checking;
mod control;
mod moving;
mod outcomes;
mod scope;
mod selecting;
mod sequence;
mod taken;

#[cfg(test)]
mod tests;

pub use checking::{MAX_SECTIONS_DEEP, PlanFault, PlanProblem, check};
pub use control::Control;
pub use moving::Place;
pub use outcomes::TestOutcomes;
pub use sequence::{Around, MAX_ITEMS, Sequence, Step};
pub use taken::Taken;
