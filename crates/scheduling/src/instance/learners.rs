//! Who learns, what they are ready for, and what they need.

/// A learner on this day.
#[derive(Debug, Clone, PartialEq)]
pub struct Learner {
    /// Unique among the learners.
    pub id: String,
    /// As it stands on the wall.
    pub name: String,
    /// The periods in which they are there, ascending. In each they need one seat.
    pub periods: Vec<usize>,
    /// What they are ready for. Nothing else is scheduled.
    pub ready: Vec<Ready>,
    /// The grade levels between which their competencies lie.
    pub levels: Levels,
    /// The languages they learn in; empty for no matter.
    pub languages: Vec<String>,
    /// Whether they bring a device.
    pub own_device: bool,
    /// What must be given to them.
    pub needs: Needs,
    /// Lessons they had, by place, ascending: not given again.
    pub had: Vec<usize>,
    /// Of those, the ones that a person agreed to give again.
    pub repeats: Vec<usize>,
    /// Minutes they had in each modality in this round, by place.
    pub minutes_had: Vec<u32>,
    /// How well each modality works for them, by place: 1 is as for others, 0 to 2.
    pub works: Vec<f64>,
    /// The share of what was best for them that the days before gave them, 0 to 1; 1 before the first day.
    pub served: f64,
}

/// Something that a learner is ready for.
#[derive(Debug, Clone, PartialEq)]
pub struct Ready {
    /// Which competency, by place.
    pub competency: usize,
    /// What an hour of it is worth to this learner now, 0 to 1.
    pub value: f64,
    /// How often they tried and did not pass.
    pub tries: u32,
}

/// A floor and a ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Levels {
    /// The lowest level; `None` for none.
    pub floor: Option<i32>,
    /// The highest level; `None` for none.
    pub ceiling: Option<i32>,
}

impl Levels {
    /// Whether something of `level` lies between them.
    pub fn contain(&self, level: Option<i32>) -> bool {
        level.is_none_or(|level| {
            self.floor.is_none_or(|floor| floor <= level)
                && self.ceiling.is_none_or(|ceiling| level <= ceiling)
        })
    }
}

/// What a seat must give: accommodations, never wishes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needs {
    /// The largest group they sit in; `None` for no limit.
    pub group_most: Option<u32>,
    /// What the room must offer.
    pub room_features: Vec<String>,
    /// What the educator of the group must offer, where one leads it.
    pub educator_features: Vec<String>,
    /// Modalities that they are not put in, by place, ascending.
    pub not_modalities: Vec<usize>,
}
