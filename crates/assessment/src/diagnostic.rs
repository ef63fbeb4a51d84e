//! Adaptive diagnostics by domain: state in, next item or stop out; then a placement, and growth.
//!
//! 1. [`Diagnostic::new`] prepares a bank by a plan, shared by all sittings; a part of the plan's blueprint is a
//!    domain.
//! 2. [`Run`] is one learner's sitting. Its [`State`] is small, turns to bytes and resumes on any machine and any day.
//! 3. [`place`] reads a measure against cuts by grade, and says how sure it is.
//! 4. [`rushing`] looks at response times; [`growth`] compares two occasions.
//!
//! Items are chosen at the posterior of their domain, which begins where the answers in other domains point. Results are
//! Warm's weighted likelihood estimates: nearly without bias at any ability, which a posterior mean is not.

pub mod growth;
mod placement;
mod prepared;
mod result;
mod run;
pub mod rushing;
mod state;
mod steps;
#[cfg(test)]
mod tests;
mod turns;

pub use placement::{BadCuts, Cuts, Placement, Standing, place};
pub use prepared::{Diagnostic, NoDiagnostic};
pub use result::{DomainResult, Measured, Report};
pub use run::Run;
pub use state::{Answer, BadState, Event, Start, State};
pub use steps::{Ended, LeftBecause, Next, NotTaken};
