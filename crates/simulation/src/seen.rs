//! What a school sees of its learners: slips, attendance and who sat where. Nothing hidden.

/// What is seen of everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// By learner.
    pub learners: Vec<Record>,
    /// By modality: slips passed and taken after lessons in it on what was not mastered before.
    pub slips: Vec<(u32, u32)>,
}

/// What is seen of one learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// By competency: whether it counts as mastered.
    pub mastered: Vec<bool>,
    /// By competency: each slip, as the day and whether it was passed.
    pub reviews: Vec<Vec<(u32, bool)>>,
    /// By competency: how often it was tried without passing since it was last passed.
    pub tries: Vec<u32>,
    /// Lessons had, by place, ascending.
    pub had: Vec<usize>,
    /// By modality: minutes had in this round.
    pub minutes: Vec<u32>,
    /// The share of what was best for them that days before gave them, as the schedule says.
    pub served: f64,
}

impl Record {
    /// Takes a slip down. What was mastered and is not passed any more is not mastered any more.
    pub fn slip(&mut self, skill: usize, day: u32, passed: bool) {
        self.reviews[skill].push((day, passed));
        self.mastered[skill] = passed;
        self.tries[skill] = if passed { 0 } else { self.tries[skill] + 1 };
    }

    /// Takes a lesson down.
    pub fn lesson(&mut self, lesson: usize) {
        if let Err(place) = self.had.binary_search(&lesson) {
            self.had.insert(place, lesson);
        }
    }
}
