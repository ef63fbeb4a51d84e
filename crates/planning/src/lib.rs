//! The path: what a learner can learn next, and when to look at something again. The pace: by when.
//!
//! Pure over the words of `domain`: no clock, no database. Every answer comes from what is given, and
//! the same question gives the same answer.

pub mod alerts;
pub mod calendar;
pub mod finish;
pub mod pace;
pub mod ready;
pub mod replan;
pub mod review;
pub mod share_difference;
pub mod worked_for;
