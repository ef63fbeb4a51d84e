//! Mixed integer linear programs, solved by HiGHS.
//!
//! A thin wrapper, alone in its crate: HiGHS is built from source with cmake and clang, some minutes once, and only
//! what needs it depends on it. Nothing of learning is known here. One thread and no time limit, so that the same
//! program has the same solution every time.

mod program;
#[cfg(test)]
mod tests;

pub use program::{BadProgram, Column, Program, Row, Solution, solve};
