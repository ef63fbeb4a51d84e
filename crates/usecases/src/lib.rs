//! One file per thing that a person or a timer can make the platform do: who may; load, decide, save;
//! one transaction each.
//!
//! There is no SQL here, no HTML and no HTTP type. The clock and randomness are read in [`chance`] only.

pub mod access;
mod app;
pub mod chance;
pub mod demonstration;
pub mod judging;
pub mod ledger;
mod refusal;

pub use app::{Actor, App, Change};
pub use refusal::Refusal;
