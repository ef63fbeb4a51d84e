//! How sure a rule is that works with chances, and such a chance on the scale of points.

use crate::{rounding::half_away, rules::Sample};

/// The chance that a rule judges by, and how sure that makes it.
///
/// Unit: chances lie from 0 to 1, abilities and the cut are in logits of the calibrated scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Doubt {
    /// Of what the chance is.
    pub of: Event,
    /// The chance.
    pub chance: f64,
    /// From which chance on mastered is said.
    pub enough: f64,
    /// Up to which chance not yet is said; between this and `enough` nothing is.
    pub too_little: f64,
    /// Where the learner stands on the scale of the items, for a rule that places learners there.
    pub placed: Option<Placed>,
    /// How many more answers would decide it, each telling as much as those so far did on average, if the
    /// estimate stays where it is. `None` when it is decided, or when no number of them can be named.
    pub more_answers: Option<u32>,
}

/// What a chance is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The competency is known.
    Known,
    /// Ability lies at or above the cut.
    AboveCut,
    /// The next answer is right.
    NextRight,
}

/// A place on the scale of the items, in logits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Mean of the posterior.
    pub ability: f64,
    /// Its standard deviation.
    pub error: f64,
    /// The cut.
    pub cut: f64,
}

impl Doubt {
    /// Of a rule that always says one or the other: mastered from `enough` on, not yet below.
    pub(crate) fn at_one_cut(of: Event, chance: f64, enough: f64) -> Self {
        Self { of, chance, enough, too_little: enough, placed: None, more_answers: None }
    }

    /// Whether mastered or not yet is said.
    pub fn is_decided(&self) -> bool {
        self.chance >= self.enough || self.chance <= self.too_little
    }

    /// The chance that saying "mastered" would be wrong; `None` where the chance is about something else.
    pub fn wrong_if_mastered(&self) -> Option<f64> {
        (self.of != Event::NextRight).then_some(1.0 - self.chance)
    }

    /// The chance that saying "not yet" would be wrong; `None` where the chance is about something else.
    pub fn wrong_if_not_yet(&self) -> Option<f64> {
        (self.of != Event::NextRight).then_some(self.chance)
    }
}

/// A chance as points on the scale: 0 is 0, `enough` is the mastery cut, 1 the points possible, and straight
/// lines between. Rounding to two decimals never carries it over the cut, neither way.
pub(crate) fn on_scale(sample: &Sample<'_>, chance: f64, enough: f64) -> f64 {
    let cut = sample.mastery;
    if chance >= enough {
        let above = if enough < 1.0 { (chance - enough) / (1.0 - enough) } else { 1.0 };
        let points = half_away(cut + (sample.possible - cut) * above, 2);
        return if points < cut { points + 0.01 } else { points };
    }
    let points = half_away(cut * chance / enough, 2);
    if points >= cut { points - 0.01 } else { points }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::on_scale;
    use crate::{
        judge::sample,
        policy::Inputs,
        testing::{inputs, scale_of},
    };

    fn of(inputs: &Inputs, chance: f64, enough: f64) -> f64 {
        on_scale(&sample(inputs, &[], crate::testing::COMPETENCY), chance, enough)
    }

    #[test]
    fn zero_the_cut_and_certainty_are_fixed_points() {
        let inputs = inputs("bkt", &[], scale_of("3", "5"));
        for (chance, enough, points) in [
            (0.0, 0.95, 0.0),
            (0.475, 0.95, 1.5),
            (0.949_999, 0.95, 2.99),
            (0.95, 0.95, 3.0),
            (1.0, 0.95, 5.0),
        ] {
            assert!((of(&inputs, chance, enough) - points).abs() < 1e-9, "{chance}");
        }
        assert!((of(&inputs, 1.0, 1.0) - 5.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn rounding_never_crosses_the_cut(chance in 0.0..=1.0_f64, enough in 0.5..=1.0_f64, cut in 1..500_i32) {
            let scale = scale_of("3", "5");
            let inputs = inputs("bkt", &[("cut_percent", cut.min(100))], scale);
            let points = of(&inputs, chance, enough);
            let sample = sample(&inputs, &[], crate::testing::COMPETENCY);
            prop_assert_eq!(points >= sample.mastery, chance >= enough);
        }
    }
}
