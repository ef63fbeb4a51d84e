//! What people have decided, and the numbers of the site.

/// Learners who must not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Two or more, by place, ascending.
    pub learners: Vec<usize>,
    /// Where no two of them may be at once.
    pub within: ApartIn,
}

/// What learners who are kept apart must not share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApartIn {
    /// A group.
    Group,
    /// A room, and so a group.
    Room,
}

/// A group that stands already.
///
/// It stands as it is, and nobody asks whether its learners are ready for it, have had it, or whether it has the
/// right size; it takes its educator (who leads one group more that day), the seats and devices of its room and one
/// of the room's groups, and counts for each of its learners as a period of its modality and as its lesson for the
/// day. Keep-apart and needs are kept in it as everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedGroup {
    /// Unique among the fixed groups.
    pub id: String,
    /// As people say it, such as "Advisory" or "Bridges, day 2 of 4".
    pub name: String,
    /// When, by place.
    pub period: usize,
    /// How, by place.
    pub modality: usize,
    /// What they work on, by place; `None` for advisory and the like.
    pub lesson: Option<usize>,
    /// Who leads it, by place.
    pub educator: Option<usize>,
    /// Where, by place.
    pub room: usize,
    /// Who is in it, by place, ascending: of these, whoever is there in the period sits in it. Nobody else joins.
    pub learners: Vec<usize>,
}

/// What a person has decided of one period. What is `None` is left open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lock {
    /// Where a learner sits.
    Seat {
        /// Who decided it.
        by: String,
        /// Whose seat, by place.
        learner: usize,
        /// When, by place.
        period: usize,
        /// How.
        modality: Option<usize>,
        /// With which lesson.
        lesson: Option<usize>,
        /// With whom.
        educator: Option<usize>,
        /// Where.
        room: Option<usize>,
    },
    /// What an educator leads.
    Leads {
        /// Who decided it.
        by: String,
        /// Which educator, by place.
        educator: usize,
        /// When, by place.
        period: usize,
        /// How.
        modality: Option<usize>,
        /// With which lesson.
        lesson: Option<usize>,
        /// Where.
        room: Option<usize>,
    },
    /// An educator who leads nothing and watches nothing.
    Free {
        /// Who decided it.
        by: String,
        /// Which educator, by place.
        educator: usize,
        /// When, by place.
        period: usize,
    },
    /// A room that nobody uses.
    Closed {
        /// Who decided it.
        by: String,
        /// Which room, by place.
        room: usize,
        /// When, by place.
        period: usize,
    },
}

impl Lock {
    /// Who decided it.
    pub fn by(&self) -> &str {
        match self {
            Self::Seat { by, .. }
            | Self::Leads { by, .. }
            | Self::Free { by, .. }
            | Self::Closed { by, .. } => by,
        }
    }
}

/// The numbers that sites disagree on.
///
/// What a seat is worth is said at [`crate::worth`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// After so many tries that were not passed only a modality with an educator is given.
    pub tries_before_educator: u32,
    /// How often a day a learner works on the same competency at most, groups that stand already left out.
    pub most_of_a_competency: u32,
    /// What the balance of modalities is worth beside a full value of 1: 0 for nothing.
    pub balance: f64,
    /// How much more a learner counts whom the days before gave nothing: 0 for no more, 1 for twice.
    pub fairness: f64,
}

impl Rules {
    /// Three tries, each competency once a day, a fifth for balance, half as much again for who was last.
    pub const BUILT_IN: Self =
        Self { tries_before_educator: 3, most_of_a_competency: 1, balance: 0.2, fairness: 0.5 };
}
