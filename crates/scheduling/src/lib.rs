//! The day's schedule: who learns what, how, where and with whom in each period.
//!
//! Pure: no clock but the one that is handed in, no database.

pub mod admission;
mod alone;
pub mod check;
pub mod conflict;
pub mod explain;
pub mod file;
mod instance;
pub mod invent;
mod random;
pub mod repair;
mod schedule;
mod solve;
pub mod spread;
pub mod worth;

pub use admission::NotForThem;
pub use check::check;
pub use conflict::conflicts;
pub use instance::{
    Apart, ApartIn, Competency, Educator, FixedGroup, GroupSize, Instance, Learner, Lesson, LessonOf, Levels,
    Lock, Modality, Needs, Period, Qualified, Ready, Room, Rules,
};
pub use repair::repair;
pub use schedule::{Group, Schedule, Seat, Watch};
pub use solve::{Broken, Limits, NoSeat, Outcome, Stopped, Unseated, solve};
pub use spread::Spread;
