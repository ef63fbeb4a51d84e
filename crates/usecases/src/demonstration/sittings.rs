//! When an invented section works on what: the plan of a term before anybody has done anything.

/// The school days of a term during which new competencies begin; the rest is for catching up.
const TEACHING_SHARE: (usize, usize) = (9, 10);
const DAYS_PER_WEEK: usize = 5;

/// A kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Five short questions, scored by their key.
    Practice,
    /// The educator watches some learners.
    Observation,
    /// A piece of work that the educator rates.
    Task,
    /// The quiz at the end of the week; all its results are one group.
    WeeklyCheck,
    /// Four mixed questions, three weeks later.
    Review,
}

/// One occasion for one competency. Earlier work is smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sitting {
    /// Position among the term's school days, from 0.
    pub day: usize,
    /// What kind of work.
    pub kind: Kind,
    /// Position in the teaching order, from 0.
    pub competency: usize,
    /// Which try, from 1.
    pub attempt: i64,
}

impl Sitting {
    /// The week of the term, from 1.
    pub const fn week(&self) -> usize {
        self.day / DAYS_PER_WEEK + 1
    }
}

/// The school day on which the competency at `position` of `count` begins.
pub const fn begins_on(position: usize, count: usize, school_days: usize) -> usize {
    position * school_days * TEACHING_SHARE.0 / (count * TEACHING_SHARE.1)
}

/// Everything planned for a term, first tries only, in the order of the days.
pub fn planned(count: usize, school_days: usize) -> Vec<Sitting> {
    let mut sittings: Vec<Sitting> = (0..count)
        .flat_map(|competency| {
            let begins = begins_on(competency, count, school_days);
            let friday = (begins + 1) / DAYS_PER_WEEK * DAYS_PER_WEEK + DAYS_PER_WEEK - 1;
            let review = (competency % 5 < 3).then_some((Kind::Review, begins + 3 * DAYS_PER_WEEK));
            [
                (Kind::Practice, begins + 1),
                (Kind::Observation, begins + 2),
                (Kind::Task, begins + 4),
                (Kind::WeeklyCheck, friday),
            ]
            .into_iter()
            .chain(review)
            .map(move |(kind, day)| Sitting { day, kind, competency, attempt: 1 })
        })
        .filter(|sitting| sitting.day < school_days)
        .collect();
    sittings.sort_unstable();
    sittings
}
