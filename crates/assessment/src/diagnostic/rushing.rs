//! Whether a learner rushed, by response times.
//!
//! An answer is rapid below a threshold of its item: a share of the item's median time (NT10 of Wise & Ma, 2012: a
//! tenth, 10 seconds at the most), or, while too few have answered it, a time by the length of its text (Wise & Kong,
//! 2005). Thresholds do not grow with a learner's extended time, and nobody who has it is called slow.

use domain::accommodation::TimeFactor;

use crate::plan::{RushingAct, RushingRule};

/// The fewest response times that a median is taken from.
pub const FEWEST_TIMES: usize = 30;
/// The fewest rapid answers that are rushing, so that one slip in a short sitting is none.
const FEWEST_RAPID: usize = 2;
/// So many times the median is slow, where time is the usual.
const SLOW: u64 = 3;

/// What is known of the time that an item takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemTime {
    /// Median response time of earlier answers; `None` below [`FEWEST_TIMES`] of them. Unit: milliseconds.
    pub median: Option<u32>,
    /// Characters of the item's text, with options and without a stimulus read before.
    pub characters: usize,
}

/// The time below which an answer is rapid. Unit: milliseconds.
pub fn threshold(rule: &RushingRule, time: ItemTime) -> u32 {
    let most = rule.most_seconds.saturating_mul(1000);
    let by_length = match time.characters {
        0..200 => 3000,
        200..=1000 => 5000,
        _ => 10_000,
    };
    let of_median = |median: u32| {
        let share = u64::try_from(rule.share_of_median.millionths()).unwrap_or(0);
        u32::try_from(u64::from(median).saturating_mul(share) / 1_000_000).unwrap_or(u32::MAX)
    };
    time.median.map_or(by_length, of_median).min(most)
}

/// How long one answer took, beside others to the same item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Below the threshold.
    Rapid,
    /// As usual, or nothing known.
    Usual,
    /// More than three times the median. Never for a learner with extended time.
    Slow,
}

/// The pace of one answer.
pub fn pace(rule: &RushingRule, time: ItemTime, milliseconds: u32, factor: TimeFactor) -> Pace {
    let slow = |median: u32| u64::from(milliseconds) > SLOW * u64::from(median);
    if milliseconds < threshold(rule, time) {
        Pace::Rapid
    } else if factor == TimeFactor::Usual && time.median.is_some_and(slow) {
        Pace::Slow
    } else {
        Pace::Usual
    }
}

/// What response times say of a sitting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rushing {
    /// Answers looked at.
    pub answers: usize,
    /// Rapid ones.
    pub rapid: usize,
    /// Whether that is rushing by the rule.
    pub rushing: bool,
    /// Whether the sitting is not placed, and taken again.
    pub not_placed: bool,
}

impl Rushing {
    /// Response time effort: the share of answers that were not rapid; 1 without answers.
    pub fn effort(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "numbers of answers")]
        let share = self.rapid as f64 / self.answers.max(1) as f64;
        1.0 - share
    }
}

/// Judges a sitting by response times (milliseconds) and what is known of the items. "Not taught" is no answer here:
/// leave those out.
pub fn judge(rule: &RushingRule, answers: &[(u32, ItemTime)]) -> Rushing {
    let rapid = answers.iter().filter(|(took, time)| *took < threshold(rule, *time)).count();
    let share = i128::from(rule.share_of_answers.millionths());
    let much = rapid as i128 * 1_000_000 >= share * answers.len() as i128;
    let rushing = rule.act != RushingAct::Ignore && rapid >= FEWEST_RAPID && much;
    let not_placed = rushing && rule.act == RushingAct::NotPlaced;
    Rushing { answers: answers.len(), rapid, rushing, not_placed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Plan, PlanKind};

    fn rule() -> RushingRule {
        Plan::preset(PlanKind::AdaptiveDiagnostic).rushing
    }

    fn time(median: Option<u32>, characters: usize) -> ItemTime {
        ItemTime { median, characters }
    }

    #[test]
    fn thresholds_are_a_tenth_of_the_median_or_by_the_length_of_the_text() {
        for (median, characters, expected) in [
            (Some(42_000), 100, 4200),
            (Some(180_000), 100, 10_000),
            (None, 199, 3000),
            (None, 200, 5000),
            (None, 1000, 5000),
            (None, 1001, 10_000),
        ] {
            assert_eq!(threshold(&rule(), time(median, characters)), expected, "{median:?} {characters}");
        }
    }

    #[test]
    fn a_tenth_of_rapid_answers_is_rushing_and_is_not_placed() {
        let answers = |rapid: usize, all: usize| {
            (0..all)
                .map(|n| (if n < rapid { 900 } else { 20_000 }, time(Some(40_000), 100)))
                .collect::<Vec<_>>()
        };
        for (rapid, all, expected) in
            [(1, 30, false), (2, 30, false), (3, 30, true), (1, 5, false), (2, 5, true), (0, 0, false)]
        {
            let found = judge(&rule(), &answers(rapid, all));
            assert_eq!(
                (found.rapid, found.rushing, found.not_placed),
                (rapid, expected, expected),
                "{rapid} of {all}"
            );
        }
        let notice = RushingRule { act: RushingAct::Notice, ..rule() };
        let found = judge(&notice, &answers(9, 30));
        assert_eq!((found.rushing, found.not_placed), (true, false));
        assert!((found.effort() - 0.7).abs() < 1e-12);
        assert!(!judge(&RushingRule { act: RushingAct::Ignore, ..rule() }, &answers(30, 30)).rushing);
    }

    #[test]
    fn who_has_extended_time_is_never_slow() {
        let known = time(Some(30_000), 100);
        assert_eq!(pace(&rule(), known, 90_001, TimeFactor::Usual), Pace::Slow);
        assert_eq!(pace(&rule(), known, 90_000, TimeFactor::Usual), Pace::Usual);
        for (factor, word) in TimeFactor::ALL.into_iter().skip(1) {
            assert_eq!(pace(&rule(), known, u32::MAX, factor), Pace::Usual, "{word}");
        }
        assert_eq!(pace(&rule(), known, 2999, TimeFactor::Double), Pace::Rapid);
    }
}
