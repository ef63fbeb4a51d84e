//! Knowledge structures: what must be known before what.
//!
//! [`Prerequisites`] is the relation, closed and free of cycles; its down-closed sets are the knowledge
//! states. [`Prerequisites::outer_fringe`] is what a learner is ready for. [`fit_careless_guessing`] fits the
//! basic local independence model (BLIM): how common each state is, and how often answers betray it.
//! [`discover_prerequisites`] proposes a relation from answers, with the evidence for each pair.
//!
//! Source: Doignon & Falmagne (1999); Stefanutti & Robusto (2009); Heller & Wickelmaier (2013).

mod blim;
mod discovery;
#[cfg(test)]
mod discovery_tests;
mod known;
mod pairs;
mod prerequisites;
#[cfg(test)]
mod tests;

pub use blim::{BadStructure, CarelessGuessing, fit_careless_guessing};
pub use discovery::{BadDiscovery, Demands, Discovery, Proposal, discover_prerequisites};
pub use known::Known;
pub use pairs::Counts;
pub use prerequisites::{BadPrerequisites, Prerequisites};
