//! Two competencies, counted.

use crate::{numbers::distributions::normal_above, responses::Responses};

/// Strata of learners by the share of the other answers that are right.
const STRATA: usize = 21;
/// Standard errors on each side of a 95 % interval.
const REACH: f64 = 1.959_963_984_540_054;

/// Learners with answers to both of a pair, by what they got right.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counts {
    /// Both.
    pub both: f64,
    /// The earlier only.
    pub only_before: f64,
    /// The later only: the exceptions.
    pub only_after: f64,
    /// Neither.
    pub neither: f64,
}

impl Counts {
    /// All learners.
    pub fn learners(&self) -> f64 {
        self.both + self.only_before + self.only_after + self.neither
    }

    /// The share of exceptions among those right on the later, and its Wilson interval (1927); 0 to 1 when nobody is.
    pub(super) fn exceptions(&self) -> (f64, (f64, f64)) {
        let n = self.both + self.only_after;
        if n <= 0.0 {
            return (0.0, (0.0, 1.0));
        }
        let share = self.only_after / n;
        let z2 = REACH * REACH;
        let middle = (share + 0.5 * z2 / n) / (1.0 + z2 / n);
        let half = REACH / (1.0 + z2 / n) * (share * (1.0 - share) / n + 0.25 * z2 / (n * n)).sqrt();
        (share, ((middle - half).max(0.0), (middle + half).min(1.0)))
    }

    /// The chance of so few exceptions among those who have one only, if either were as likely: the lower tail of the
    /// binomial distribution with a half.
    pub(super) fn order_p(&self) -> f64 {
        let (few, n) = (self.only_after.floor(), (self.only_before + self.only_after).round());
        if few >= n {
            return 1.0;
        }
        let log_of = |k: f64| {
            libm::lgamma(n + 1.0)
                - libm::lgamma(k + 1.0)
                - libm::lgamma(n - k + 1.0)
                - n * std::f64::consts::LN_2
        };
        // Terms fall by more than half a time from the middle outwards: the far ones add nothing.
        let (mut term, mut k, mut sum) = (log_of(few).exp(), few, 0.0);
        if few > 0.5 * n {
            return 1.0;
        }
        while k >= 0.0 && term > sum * 1e-17 {
            sum += term;
            term *= k / (n - k + 1.0);
            k -= 1.0;
        }
        sum.min(1.0)
    }
}

/// A pair with what chance would make of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub(super) counts: Counts,
    /// Exceptions expected when the two have nothing to do with each other within strata.
    pub(super) expected: f64,
    /// Exceptions expected of the pair the other way round.
    expected_turned: f64,
    /// Variance of the exceptions.
    pub(super) variance: f64,
}

impl Pair {
    /// Counts a pair; `None` when fewer than `fewest` learners have answers to both, or chance leaves nothing to
    /// compare with.
    pub(super) fn count(answers: &Responses, before: usize, after: usize, fewest: usize) -> Option<Self> {
        let mut strata = [Counts::default(); STRATA];
        for row in 0..answers.rows() {
            let (Some(first), Some(then)) = (answers.score(row, before), answers.score(row, after)) else {
                continue;
            };
            let others = (0..answers.items()).filter(|item| *item != before && *item != after);
            let scores: Vec<f64> =
                others.filter_map(|item| answers.score(row, item)).map(f64::from).collect();
            let share = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share")]
            let stratum = &mut strata[(share * (STRATA - 1) as f64).round() as usize];
            *match (first, then) {
                (0, 0) => &mut stratum.neither,
                (0, _) => &mut stratum.only_after,
                (_, 0) => &mut stratum.only_before,
                _ => &mut stratum.both,
            } += answers.weight(row);
        }
        let mut out = Self { counts: Counts::default(), expected: 0.0, expected_turned: 0.0, variance: 0.0 };
        for stratum in &strata {
            let n = stratum.learners();
            out.counts.both += stratum.both;
            out.counts.only_before += stratum.only_before;
            out.counts.only_after += stratum.only_after;
            out.counts.neither += stratum.neither;
            if n > 1.0 {
                let (wrong, right) =
                    (stratum.only_after + stratum.neither, stratum.only_after + stratum.both);
                out.expected += wrong * right / n;
                out.expected_turned += (n - wrong) * (n - right) / n;
                out.variance += wrong * (n - wrong) * right * (n - right) / (n * n * (n - 1.0));
            } else {
                out.expected += stratum.only_after;
                out.expected_turned += stratum.only_before;
            }
        }
        let enough = out.counts.learners() >= fewest as f64;
        (enough && out.variance > 0.0 && out.expected > 0.0 && out.expected_turned > 0.0).then_some(out)
    }

    /// The pair the other way round.
    pub(super) fn turned(&self) -> Self {
        let Counts { both, only_before, only_after, neither } = self.counts;
        Self {
            counts: Counts { both, only_before: only_after, only_after: only_before, neither },
            expected: self.expected_turned,
            expected_turned: self.expected,
            variance: self.variance,
        }
    }

    /// The chance of so few exceptions when the two have nothing to do with each other within strata, with half an
    /// exception for continuity.
    pub(super) fn association_p(&self) -> f64 {
        normal_above((self.expected - self.counts.only_after - 0.5) / self.variance.sqrt())
    }
}
