//! Whole tests from a blueprint: the most information that keeps every rule.
//!
//! 1. A [`Blueprint`] says how long a test is, how much of each content it holds, what comes together or not at
//!    all, and what must not meet.
//! 2. [`Assembler::new`] checks it against a bank; rules that no test keeps together are named.
//! 3. [`Assembler::assemble`] makes the test that is worth most, with what has been given already inside: a fixed
//!    form, or the shadow test behind the next question of an adaptive one
//!    (`adaptive`).
//!
//! The search is branch and bound over linear programs, by a dual simplex method of our own that starts where the
//! last one ended. It proves how near the best it came; where it does not finish in time another [`Solver`] can be
//! handed in.

mod assembler;
mod blueprint;
mod program;
mod simplex;
#[cfg(test)]
mod tests;

pub use assembler::{Assembled, Assembler, GAP, Settled, Start};
pub(crate) use blueprint::cliques;
pub use blueprint::{BadBlueprint, Blueprint, ContentRule, RuleName, SetRule};
pub use program::{Row, Solution, Solver, ZeroOne};
