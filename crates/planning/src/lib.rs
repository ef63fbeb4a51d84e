//! The path: what a learner can learn next and why, what a goal still takes, and when to look at something again. The
//! pace: by when.
//!
//! Pure over the words of `domain`: no clock, no database. Every answer comes from what is given, and
//! the same question gives the same answer, whatever the order of what is given.
//!
//! The way through the path:
//!
//! 1. [`graph`]: what comes before what, made once for many learners; circles are found and named.
//! 2. [`standing`]: where a learner stands in each competency, and how sure that is; [`review`]: what is remembered.
//! 3. [`path`]: everything the learner is ready for, ranked, each with its reasons, and where everything else is.
//! 4. [`what_if`]: what a goal still takes, in competencies and hours with an interval.

pub mod alerts;
pub mod band;
mod bits;
pub mod calendar;
pub mod finish;
pub mod graph;
pub mod pace;
pub mod path;
pub mod replan;
pub mod review;
pub mod share_difference;
pub mod standing;
pub mod what_if;
pub mod worked_for;
