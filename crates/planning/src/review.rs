//! When to look at something again: before it is forgotten.
//!
//! Evidence of a competency is taken as its reviews, and memory by FSRS-6 ([`measurement::memory`]) says when the
//! chance of recall falls to what is wanted. Whoever passes work that builds on something recalled that too:
//! [`with_implied`] takes it as a review, so that what is used every week does not come back as if it lay fallow.

use domain::Timestamp;
use measurement::memory::{Memory, Weights};

pub use measurement::memory::Recall;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// One review: work of a moment, and how it went ([`Recall::of_score`] says it of a score).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// When the work was done.
    pub at: Timestamp,
    /// How it went.
    pub recall: Recall,
}

/// What is remembered after a number of reviews.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Remembered {
    /// Stability in days, and difficulty.
    pub memory: Memory,
    /// The last review.
    pub since: Timestamp,
}

/// The reviews of a competency, and those that work on what directly builds on it implies: what was passed of it after
/// the first review of its own counts as recalled, what was not passed says nothing, because much can be missing.
///
/// Source of the idea: implicit repetition in hierarchies of skills (Skycak, 2023, fractional implicit repetition);
/// the whole review for a direct prerequisite, and none for what lies deeper, is a convention of ours.
pub fn with_implied(own: &[Review], building: impl IntoIterator<Item = Review>) -> Vec<Review> {
    let Some(first) = own.iter().map(|review| review.at).min() else { return Vec::new() };
    let implied = building.into_iter().filter(|review| review.recall != Recall::Again && review.at > first);
    own.iter().copied().chain(implied.map(|review| Review { at: review.at, recall: Recall::Good })).collect()
}

/// What comes of reviews, in any order; `None` without any. Reviews less than 24 hours apart are of the same day.
pub fn remembered(weights: &Weights, reviews: &[Review]) -> Option<Remembered> {
    let mut reviews = reviews.to_vec();
    // At one moment the worse one comes first, so that the order of arrival does not matter.
    reviews.sort_unstable_by_key(|review| (review.at, review.recall));
    let (first, rest) = reviews.split_first()?;
    let mut found = Remembered { memory: Memory::first(weights, first.recall), since: first.at };
    for review in rest {
        let days = whole_days(found.since, review.at);
        found = Remembered { memory: found.memory.review(weights, days, review.recall), since: review.at };
    }
    Some(found)
}

impl Remembered {
    /// The chance of recall at `now`, 0 to 1; 1 before the last review.
    pub fn chance(&self, weights: &Weights, now: Timestamp) -> f64 {
        let seconds = now.duration_since(self.since).as_secs_f64();
        self.memory.retrievability(weights, seconds / SECONDS_PER_DAY)
    }

    /// When the chance of recall falls to `retention`: the moment to look at it again. `None` unless `retention`
    /// lies above 0 and below 1, and for a moment beyond the calendar.
    pub fn due(&self, weights: &Weights, retention: f64) -> Option<Timestamp> {
        let seconds = (self.memory.days_until(weights, retention)? * SECONDS_PER_DAY).floor();
        let since = self.since.as_second();
        #[expect(clippy::cast_possible_truncation, reason = "checked to fit a timestamp")]
        let at = (seconds < 1e15).then_some(since.saturating_add(seconds as i64))?;
        Timestamp::from_second(at).ok()
    }
}

/// Whole days from one moment to a later one, at most a century.
fn whole_days(from: Timestamp, to: Timestamp) -> u32 {
    let days = to.duration_since(from).as_secs().max(0) / 86_400;
    u32::try_from(days.min(36_500)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Recall, Review, Weights, remembered, with_implied};
    use domain::Timestamp;

    const W: Weights = Weights::PUBLISHED;
    const DAY: i64 = 86_400;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_767_225_600 + seconds).expect("a time")
    }

    fn reviews(given: &[(i64, Recall)]) -> Vec<Review> {
        given.iter().map(|(day, recall)| Review { at: at(day * DAY), recall: *recall }).collect()
    }

    // The history of the crate's own test: again, then good after 0, 1, 3, 8 and 21 days. 102.23568 days to 0.85.
    #[test]
    fn the_moment_to_look_again_is_that_of_the_crate() {
        let good = Recall::Good;
        let given = [(0, Recall::Again), (0, good), (1, good), (4, good), (12, good), (33, good)];
        let found = remembered(&W, &reviews(&given)).expect("a memory");
        assert!((found.memory.stability / 53.626_91 - 1.0).abs() < 1e-5);
        let due = found.due(&W, 0.85).expect("a moment").duration_since(at(33 * DAY)).as_secs_f64();
        assert!((due / 86_400.0 / 102.235_68 - 1.0).abs() < 1e-5, "{due}");
        assert!((found.chance(&W, at(43 * DAY)) - 0.974_443_3).abs() < 1e-5);
        assert!((found.chance(&W, at(0)) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn work_that_builds_on_it_and_passed_is_a_review_and_work_that_failed_says_nothing() {
        let own = reviews(&[(0, Recall::Good)]);
        let building =
            reviews(&[(-3, Recall::Good), (9, Recall::Easy), (12, Recall::Again), (20, Recall::Hard)]);
        let good = Recall::Good;
        assert_eq!(with_implied(&own, building.clone()), reviews(&[(0, good), (9, good), (20, good)]));
        assert_eq!(with_implied(&[], building), []);
    }

    #[test]
    fn nothing_is_remembered_of_nothing_and_impossible_wishes_have_no_moment() {
        assert_eq!(remembered(&W, &[]), None);
        let found = remembered(&W, &reviews(&[(0, Recall::Good)])).expect("a memory");
        for none in [0.0, 1.0, 2.0, f64::NAN, 1e-9] {
            assert_eq!(found.due(&W, none), None, "{none}");
        }
        let end = [
            Review { at: Timestamp::MIN, recall: Recall::Good },
            Review { at: Timestamp::MAX, recall: Recall::Easy },
        ];
        assert_eq!(remembered(&W, &end).and_then(|found| found.due(&W, 0.9)), None);
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter_and_what_is_due_is_nearly_forgotten(
            drawn in prop::collection::vec((0..1_000_i64, 0..4_usize), 1..12),
            turn in 0..12_usize,
            retention in 0.5..0.99_f64,
        ) {
            let of = |place: usize| [Recall::Again, Recall::Hard, Recall::Good, Recall::Easy][place];
            let given: Vec<_> = drawn.iter().map(|(day, recall)| (*day, of(*recall))).collect();
            let mut reviews = reviews(&given);
            let found = remembered(&W, &reviews).expect("a memory");
            let turn = turn % reviews.len();
            reviews.rotate_left(turn);
            prop_assert_eq!(remembered(&W, &reviews), Some(found));
            if let Some(due) = found.due(&W, retention) {
                let second = found.chance(&W, due);
                prop_assert!(second >= retention - 1e-9);
                let later = Timestamp::from_second(due.as_second() + 1).expect("a time");
                prop_assert!(found.chance(&W, later) <= retention + 1e-9);
            }
        }
    }
}
