//! Rubrics: how a piece of work is judged, criterion by criterion (CASE `CFRubric`).

use crate::{CompetencyId, Points};

/// The most criteria of a rubric: a page of paper has fewer.
pub const MOST_CRITERIA: usize = 30;

/// The most levels of a criterion.
pub const MOST_LEVELS: usize = 10;

/// One version of a rubric; never changed once it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rubric {
    /// What people read.
    pub title: String,
    /// More words; may be empty.
    pub description: String,
    /// In order; never empty.
    pub criteria: Vec<Criterion>,
}

/// One thing that a rubric looks at (CASE `CFRubricCriterion`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// What people read.
    pub title: String,
    /// More words; may be empty.
    pub description: String,
    /// What it shows: none, or several, of which each gets the same result.
    pub competencies: Vec<CompetencyId>,
    /// Lowest first; at least two.
    pub levels: Vec<RubricLevel>,
    /// The place of the lowest level that meets the criterion, from 1: the lowest of all never does.
    pub met: usize,
}

/// One level of a criterion (CASE `CFRubricCriterionLevel`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RubricLevel {
    /// Its name, such as "Proficient".
    pub name: String,
    /// What work at this level looks like; may be empty.
    pub descriptor: String,
    /// What it gives.
    pub points: Points,
}

/// What a rater says of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// The work does not let the criterion be judged; no evidence comes of it.
    NotApplicable,
    /// The place of a level, from 0.
    Level(usize),
}

impl Mark {
    /// As it is stored: the place of the level, -1 for not applicable.
    pub fn code(self) -> i64 {
        match self {
            Self::NotApplicable => -1,
            Self::Level(place) => i64::try_from(place).unwrap_or(i64::MAX),
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: i64) -> Option<Self> {
        if code == -1 { Some(Self::NotApplicable) } else { usize::try_from(code).ok().map(Self::Level) }
    }
}

/// What two ratings of one criterion come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// They are near enough; this stands.
    Agreed(Mark),
    /// They are too far apart: a third person decides.
    Apart,
}

/// Two ratings within `tolerance` levels agree, and the lower one stands: nothing is said of the work that one
/// of the two did not see in it. A level and "not applicable" are always apart.
pub fn settle(first: Mark, second: Mark, tolerance: usize) -> Settled {
    match (first, second) {
        (Mark::NotApplicable, Mark::NotApplicable) => Settled::Agreed(Mark::NotApplicable),
        (Mark::Level(first), Mark::Level(second)) if first.abs_diff(second) <= tolerance => {
            Settled::Agreed(Mark::Level(first.min(second)))
        }
        _ => Settled::Apart,
    }
}

/// A rubric that nobody can judge by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRubric {
    /// Nothing to look at, or too much.
    #[error("has {0} criteria: 1 is the least, {MOST_CRITERIA} the most")]
    Criteria(usize),
    /// Too few or too many levels.
    #[error("has {levels} levels for \"{criterion}\": 2 are the least, {MOST_LEVELS} the most")]
    Levels {
        /// Where.
        criterion: String,
        /// How many.
        levels: usize,
    },
    /// A higher level gives less, or the highest nothing.
    #[error("gives fewer points for a higher level of \"{0}\", or none for the highest")]
    Points(String),
    /// The level that meets the criterion is none of its levels, or the lowest.
    #[error("has no level above the lowest that meets \"{0}\"")]
    Met(String),
}

impl Rubric {
    /// Checks that it can be judged by.
    pub fn checked(self) -> Result<Self, BadRubric> {
        if self.criteria.is_empty() || self.criteria.len() > MOST_CRITERIA {
            return Err(BadRubric::Criteria(self.criteria.len()));
        }
        for one in &self.criteria {
            let levels = one.levels.len();
            if !(2..=MOST_LEVELS).contains(&levels) {
                return Err(BadRubric::Levels { criterion: one.title.clone(), levels });
            }
            let rises = one.levels.is_sorted_by_key(|level| level.points);
            let least = one.levels.first().is_some_and(|level| level.points < Points::ZERO);
            if !rises || least || one.points_possible() <= Points::ZERO {
                return Err(BadRubric::Points(one.title.clone()));
            }
            if !(1..levels).contains(&one.met) {
                return Err(BadRubric::Met(one.title.clone()));
            }
        }
        Ok(self)
    }
}

impl Criterion {
    /// What the highest level gives.
    pub fn points_possible(&self) -> Points {
        self.levels.last().map_or(Points::ZERO, |level| level.points)
    }

    /// The level of a mark; `None` where it is not applicable, or no level of this criterion.
    pub fn level(&self, mark: Mark) -> Option<&RubricLevel> {
        match mark {
            Mark::Level(place) => self.levels.get(place),
            Mark::NotApplicable => None,
        }
    }

    /// Whether a rater can give this mark.
    pub fn takes(&self, mark: Mark) -> bool {
        mark == Mark::NotApplicable || self.level(mark).is_some()
    }

    /// Whether nothing more is asked of the learner here: met, or not applicable.
    pub fn is_met(&self, mark: Mark) -> bool {
        match mark {
            Mark::NotApplicable => true,
            Mark::Level(place) => place >= self.met,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criterion(points: &[i32], met: usize) -> Criterion {
        let level = |points: &i32| RubricLevel {
            name: points.to_string(),
            descriptor: String::new(),
            points: Points::whole(*points),
        };
        Criterion {
            title: "Ideas".to_owned(),
            description: String::new(),
            competencies: Vec::new(),
            levels: points.iter().map(level).collect(),
            met,
        }
    }

    #[track_caller]
    fn check(criteria: Vec<Criterion>, expected: Result<(), &str>) {
        let rubric = Rubric { title: "Essay".to_owned(), description: String::new(), criteria };
        let checked = rubric.checked().map(drop).map_err(|why| why.to_string());
        assert_eq!(checked, expected.map_err(str::to_owned));
    }

    #[test]
    fn a_rubric_that_nobody_can_judge_by_says_why() {
        check(vec![criterion(&[0, 1], 1)], Ok(()));
        check(vec![criterion(&[0, 0, 4], 2)], Ok(()));
        check(Vec::new(), Err("has 0 criteria: 1 is the least, 30 the most"));
        check(vec![criterion(&[0, 1], 1); 31], Err("has 31 criteria: 1 is the least, 30 the most"));
        check(vec![criterion(&[1], 0)], Err("has 1 levels for \"Ideas\": 2 are the least, 10 the most"));
        let fewer = "gives fewer points for a higher level of \"Ideas\", or none for the highest";
        check(vec![criterion(&[2, 1], 1)], Err(fewer));
        check(vec![criterion(&[0, 0], 1)], Err(fewer));
        check(vec![criterion(&[-1, 1], 1)], Err(fewer));
        let met = "has no level above the lowest that meets \"Ideas\"";
        check(vec![criterion(&[0, 1], 0)], Err(met));
        check(vec![criterion(&[0, 1], 2)], Err(met));
    }

    #[test]
    fn what_is_not_applicable_asks_for_nothing_more() {
        let one = criterion(&[0, 1, 2], 1);
        assert!(one.is_met(Mark::NotApplicable) && one.is_met(Mark::Level(1)) && !one.is_met(Mark::Level(0)));
        assert!(one.takes(Mark::Level(2)) && !one.takes(Mark::Level(3)) && one.takes(Mark::NotApplicable));
    }

    fn marks() -> impl Iterator<Item = Mark> {
        std::iter::once(Mark::NotApplicable).chain((0..MOST_LEVELS).map(Mark::Level))
    }

    #[test]
    fn two_raters_agree_whatever_their_order_and_never_on_more_than_either_saw() {
        for tolerance in 0..4 {
            for a in marks() {
                assert_eq!(settle(a, a, tolerance), Settled::Agreed(a));
                for b in marks() {
                    assert_eq!(settle(a, b, tolerance), settle(b, a, tolerance));
                    if let Settled::Agreed(mark) = settle(a, b, tolerance) {
                        assert!(mark <= a && mark <= b);
                    }
                }
            }
        }
        assert_eq!(settle(Mark::Level(2), Mark::Level(3), 0), Settled::Apart);
        assert_eq!(settle(Mark::Level(2), Mark::Level(3), 1), Settled::Agreed(Mark::Level(2)));
        assert_eq!(settle(Mark::Level(0), Mark::NotApplicable, 9), Settled::Apart);
    }

    #[test]
    fn a_mark_reads_back() {
        for mark in marks() {
            assert_eq!(Mark::from_code(mark.code()), Some(mark));
        }
        assert_eq!(Mark::from_code(-2), None);
    }
}
