//! The measurement engine on files: the command line `onramp-measure`, and `onramp measure` in the server's.
//!
//! A command reads tables of answers ([`answers`]) and item banks ([`bank`]), asks the crate `measurement`,
//! and returns [`findings`]: figures and tables with units and standard errors, which are then written as
//! text, JSON, CSV, SVG or one page of HTML. What is wrong with a file is a [`trouble::Trouble`] that names
//! file, line, field, value and what to do. The formats are described in `docs/measure.md`.

#![expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]

pub mod answers;
pub mod bank;
mod blueprint;
mod commands;
pub mod findings;
mod keep;
mod progress;
mod spread;
mod table_file;
pub mod tracing;
pub mod trouble;

pub use commands::{Measure, run};
