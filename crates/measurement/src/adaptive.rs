//! Adaptive tests: state in, next item or stop out.
//!
//! 1. A [`Bank`] holds the items with content areas, enemies and exposure rates.
//! 2. [`Rules`] say how items are selected, what content is needed, how many questions a shared stimulus has
//!    ([`PerSet`]) and when to stop, or give a whole [`Blueprint`](crate::assembly::Blueprint), kept by shadow
//!    tests; [`Test::new`] checks that bank and rules fit and prepares tables.
//! 3. A [`Sitting`] is one learner's test: [`Sitting::next`] asks for an item or stops with a reason,
//!    [`Sitting::answer`] takes the answer. Its [`State`] is small, serializes to bytes and resumes on any
//!    machine; every choice follows from the bank, the rules and the state's seed.
//! 4. [`simulate_sittings`] tries a test on known abilities; [`price_exposure`] and [`sympson_hetter`] keep
//!    exposure down.
//!
//! Ability is the posterior mean on a grid of equal steps; answers multiply into the posterior.

mod bank;
mod bounds;
mod classification;
mod exposure;
mod prepared;
mod prices;
mod rules;
mod select;
mod sets;
mod shadow;
#[cfg(test)]
mod shadow_tests;
mod simulation;
mod sitting;
mod state;
mod stop;
#[cfg(test)]
mod tests;

pub use bank::{BadBank, Bank, BankItem};
pub use classification::{Classification, Decision, DecisionRule, Side};
pub use exposure::{ExposureTrial, sympson_hetter};
pub use prepared::Test;
pub use prices::price_exposure;
pub use rules::{BadRules, Quota, Rules, Selection, Stopping};
pub use select::Choice;
pub use sets::PerSet;
pub use shadow::Proof;
pub use simulation::{Conditional, Outcome, Shadows, Simulation, simulate_sittings};
pub use sitting::{BadAnswer, Sitting, Step};
pub use state::{Answered, BadState, State};
pub use stop::StopReason;
