//! What a day's schedule is made from.
//!
//! Everything refers to everything else by its place in the lists of [`Instance`]; ids and names are for people and
//! files. An instance is sound: places exist, ids are unique,
//! numbers lie in their ranges.

mod learners;
mod library;
mod limits;
mod places;

use domain::Date;

pub use learners::{Learner, Levels, Needs, Ready};
pub use library::{Competency, GroupSize, Lesson, LessonOf, Modality};
pub use limits::{Apart, ApartIn, FixedGroup, Lock, Rules};
pub use places::{Educator, Period, Qualified, Room};

/// One day of one program: who is there, where, with whom, and what there is to learn.
#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    /// What a schedule names when it says which instance it is for.
    pub id: String,
    /// The day.
    pub day: Date,
    /// The time zone of the periods, as in the IANA database.
    pub zone: String,
    /// The periods, earliest first; they do not overlap.
    pub periods: Vec<Period>,
    /// What can be learned.
    pub competencies: Vec<Competency>,
    /// The ways of learning.
    pub modalities: Vec<Modality>,
    /// Where.
    pub rooms: Vec<Room>,
    /// Who leads and watches.
    pub educators: Vec<Educator>,
    /// What is taught in a session.
    pub lessons: Vec<Lesson>,
    /// Who learns.
    pub learners: Vec<Learner>,
    /// Learners who must not meet.
    pub apart: Vec<Apart>,
    /// Learners who stay in one group in each period in which both are there.
    pub together: Vec<Vec<usize>>,
    /// Groups that stand already: those that last several days, and advisory.
    pub fixed: Vec<FixedGroup>,
    /// What people have decided.
    pub locks: Vec<Lock>,
    /// The numbers that sites disagree on.
    pub rules: Rules,
}
