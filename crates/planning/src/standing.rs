//! Where a learner stands in each competency, and how sure that is.

use domain::{CompetencyId, Timestamp};

use crate::{graph::Graph, review::Remembered};

/// The chance that a competency is mastered.
///
/// Shape: 0 to 1. Errors: [`NotAChance`] for any other number, NaN included.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Chance(f64);

/// A number that is no chance.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a chance lies within 0 to 1, not {0}")]
pub struct NotAChance(pub f64);

/// The standard error of one piece of evidence, as a share of the scale: one level of a scale of four. A convention:
/// two raters of one piece rarely differ by more than a level.
const SPREAD_OF_ONE_PIECE: f64 = 0.25;

impl Chance {
    /// What somebody entitled has decided is as sure as anything gets.
    pub const CERTAIN: Self = Self(1.0);
    /// Decided against.
    pub const NONE: Self = Self(0.0);
    /// Of a competency of which nothing is known. A convention, near the published starting points of knowledge
    /// tracing.
    pub const UNKNOWN: Self = Self(0.2);

    /// Checks that `chance` is one.
    pub fn new(chance: f64) -> Result<Self, NotAChance> {
        if (0.0..=1.0).contains(&chance) { Ok(Self(chance)) } else { Err(NotAChance(chance)) }
    }

    /// From a judged value: how likely the true value reaches the cut, `Phi((value - cut) / se)`, where the standard
    /// error is that of one piece of evidence over the root of their number.
    ///
    /// Unit: `value`, `cut` and `possible` in points of one scale. Without evidence, or on a scale without points,
    /// [`Chance::UNKNOWN`].
    /// Source: the standard error of a mean of parallel measures, Lord & Novick (1968), ch. 5.
    pub fn of_value(value: f64, cut: f64, possible: f64, pieces: u32) -> Self {
        let se = SPREAD_OF_ONE_PIECE * possible / libm::sqrt(f64::from(pieces));
        let z = (value - cut) / se;
        if pieces == 0 || z.is_nan() {
            return Self::UNKNOWN;
        }
        Self(0.5 * libm::erfc(-z / std::f64::consts::SQRT_2))
    }

    /// 0 to 1.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// Where a learner stands in one competency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Whether it is mastered.
    pub mastered: bool,
    /// How likely that is true.
    pub chance: Chance,
    /// How many pieces of evidence counted.
    pub pieces: u32,
    /// Since when it is mastered, where that is known.
    pub mastered_since: Option<Timestamp>,
    /// When it was last worked on.
    pub worked_at: Option<Timestamp>,
    /// What is remembered of it.
    pub memory: Option<Remembered>,
}

impl Standing {
    /// Of a competency of which nothing is known.
    pub const UNKNOWN: Self = Self {
        mastered: false,
        chance: Chance::UNKNOWN,
        pieces: 0,
        mastered_since: None,
        worked_at: None,
        memory: None,
    };
}

/// Standings of one learner in the competencies of a graph.
#[derive(Debug, Clone)]
pub struct Standings(Vec<Standing>);

impl Standings {
    /// Nothing is known of what is not given; what is not in the graph is left out. Of two of one competency, the
    /// later counts.
    pub fn new(graph: &Graph, given: impl IntoIterator<Item = (CompetencyId, Standing)>) -> Self {
        let mut all = vec![Standing::UNKNOWN; graph.len()];
        for (competency, standing) in given {
            if let Some(number) = graph.find(competency) {
                all[number] = standing;
            }
        }
        Self(all)
    }

    /// In the order of the graph's numbers.
    pub(crate) fn all(&self) -> &[Standing] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    // Expected values from a table of the normal distribution: Phi(1) = 0.8413, Phi(2) = 0.9772.
    #[test]
    fn evidence_at_the_cut_says_nothing_and_more_evidence_says_more() {
        check((3.0, 3.0, 4.0, 5), 0.5);
        check((4.0, 3.0, 4.0, 1), 0.8413);
        check((4.0, 3.0, 4.0, 4), 0.9772);
        check((2.0, 3.0, 4.0, 1), 1.0 - 0.8413);
        check((80.0, 80.0, 100.0, 3), 0.5);
    }

    #[test]
    fn without_evidence_nothing_is_known() {
        check((0.0, 3.0, 4.0, 0), 0.2);
        check((0.0, 0.0, 0.0, 3), 0.2);
        check((f64::NAN, 3.0, 4.0, 3), 0.2);
    }

    #[test]
    fn what_is_no_chance_is_refused() {
        for hostile in [-0.01, 1.01, f64::NAN, f64::INFINITY] {
            assert!(Chance::new(hostile).is_err(), "{hostile}");
        }
        assert_eq!(Chance::new(0.4).map(Chance::get), Ok(0.4));
    }

    #[track_caller]
    fn check((value, cut, possible, pieces): (f64, f64, f64, u32), expected: f64) {
        let found = Chance::of_value(value, cut, possible, pieces).get();
        assert!((found - expected).abs() < 1e-4, "{found}");
    }
}
