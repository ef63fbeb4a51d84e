//! A simulated year: what path and schedule are worth, against simpler ways to decide who learns what.
//!
//! Learners with hidden ability learn by lesson and modality, forget, and are absent; whoever plans sees what a school
//! sees: slips, attendance, and who sat where. Each way to plan ([`arms`]) has the same learners, rooms, educators,
//! lessons and chance. No clock, no hidden chance: a seed gives the same year on every machine. What came of it, and
//! every assumption: `docs/planning-results.md`.

#![expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]

pub mod arms;
pub mod figures;
mod fill;
mod learning;
mod room;
mod school;
mod seen;
mod year;

pub use school::{School, Size};
pub use year::{Gains, year};
