//! What there is to learn, and how.

/// One thing that a learner can be able to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competency {
    /// Unique among the competencies.
    pub id: String,
    /// As educators know it.
    pub name: String,
    /// Its grade level, for the floor and ceiling of learners; `None` fits everybody.
    pub level: Option<i32>,
}

/// A way of learning in a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Modality {
    /// Unique among the modalities.
    pub id: String,
    /// As people say it.
    pub name: String,
    /// How many learners make a group.
    pub group: GroupSize,
    /// Whether an educator leads the group; nobody leads one of a modality without.
    pub educator: bool,
    /// Whether each learner needs a device.
    pub device: bool,
    /// Whether the minutes count as screen time.
    pub screen: bool,
    /// Whose the lesson is.
    pub lesson_of: LessonOf,
    /// The kinds of room it can be in; empty for every kind.
    pub room_kinds: Vec<String>,
    /// How many periods a day a learner spends in it at most.
    pub most_a_day: u32,
    /// The share of a round's minutes that it should have, 0 to 1.
    pub share: f64,
}

/// Whose a lesson is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LessonOf {
    /// The group has one.
    Group,
    /// Everybody in the group works on one of their own; who leads it may teach what each of them works on.
    Learner,
}

/// How many learners make a group.
///
/// Shape: `1 <= least <= most`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupSize {
    /// At least.
    pub least: u32,
    /// At most.
    pub most: u32,
}

/// What is taught or worked on in one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Unique among the lessons.
    pub id: String,
    /// As educators know it.
    pub name: String,
    /// What it teaches, by place.
    pub competency: usize,
    /// How, by place.
    pub modality: usize,
    /// How long it takes; a period must last as long.
    pub minutes: u32,
    /// The languages it can be had in; empty for no matter.
    pub languages: Vec<String>,
    /// What has to be there, for whoever prepares the room.
    pub materials: Vec<String>,
    /// How many learners can work with the materials at once, in all groups of a period; `None` for no limit.
    pub copies: Option<u32>,
}
