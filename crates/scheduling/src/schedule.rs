//! A day's schedule: who is where, with whom, and on what.

/// Every group of the day, and who watches rooms.
///
/// Places are those of the [`crate::Instance`] it is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    /// The groups, by period, then room.
    pub groups: Vec<Group>,
    /// Educators who lead no group in a period and are in a room for its learners.
    pub watches: Vec<Watch>,
}

/// Learners in one room for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// When.
    pub period: usize,
    /// Where.
    pub room: usize,
    /// How.
    pub modality: usize,
    /// Who leads it.
    pub educator: Option<usize>,
    /// The lesson of all; `None` where everybody has their own, and for a group that stands already without one.
    pub lesson: Option<usize>,
    /// The fixed group that this is.
    pub fixed: Option<usize>,
    /// Who is in it, by place of the learner, ascending.
    pub seats: Vec<Seat>,
}

/// One learner in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// Who.
    pub learner: usize,
    /// What they work on: the group's lesson, or their own; `None` in a group that stands already without one.
    pub lesson: Option<usize>,
}

/// An educator in a room whose groups nobody there leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Watch {
    /// When.
    pub period: usize,
    /// Where.
    pub room: usize,
    /// Who.
    pub educator: usize,
}
