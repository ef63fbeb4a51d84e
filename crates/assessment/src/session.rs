//! One learner on one item: what is drawn for them, what their answers come to, what they may see.
//!
//! A [`Prepared`] item belongs to a seed, and is the same on every machine as often as it is prepared. It borrows
//! the item; nothing of it is stored but the seed.

mod drawn;
mod maximum;
mod order;
mod outcomes;
mod prepared;
mod printing;
mod scope;
mod shown;
mod solution;
mod validation;

#[cfg(test)]
pub(crate) mod tests;

pub use maximum::max_score;
pub use order::order;
pub(crate) use order::{named, shuffled};
pub use outcomes::{Attempt, Outcomes};
pub use prepared::Prepared;
pub use printing::printed;
pub use validation::{InvalidResponse, Invalidity, Reason};
