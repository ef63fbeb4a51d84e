//! Growth between two diagnostics, beside typical and stretch goals.
//!
//! Goals are for a year of instruction of 30 weeks and are prorated: `goal / 30 x weeks`. The figure of a group is the
//! median. Source: what i-Ready publishes of its growth measures (typical growth, stretch growth, percent progress).

use super::result::Measured;

/// Weeks of instruction that a goal is for.
pub const WEEKS_OF_A_GOAL: f64 = 30.0;

/// Goals of one learner for a year: of their grade and starting placement. Unit: that of the measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goals {
    /// The average growth of learners who began alike.
    pub typical: f64,
    /// The growth that leads to proficiency.
    pub stretch: f64,
}

/// Goals that are none.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadGoals {
    /// Not above 0.
    #[error("a goal is a number above 0, not {0}")]
    Goal(f64),
    /// No time.
    #[error("growth takes more than 0 and up to 60 weeks, not {0}")]
    Weeks(f64),
    /// A measure that is none.
    #[error("a measure is a finite number with a standard error of 0 or more")]
    Measure,
}

/// Growth of one learner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// The later measure less the earlier.
    pub gain: f64,
    /// Its standard error.
    pub error: f64,
    /// The typical goal for these weeks.
    pub typical: f64,
    /// The stretch goal for these weeks.
    pub stretch: f64,
    /// Share of the typical goal; 1 when it is reached.
    pub of_typical: f64,
    /// Share of the stretch goal.
    pub of_stretch: f64,
}

impl Growth {
    /// Whether the gain is larger than chance explains: above 1.96 of its standard errors.
    pub fn is_certain(&self) -> bool {
        self.gain > 1.96 * self.error
    }
}

/// A goal for a year as a goal for so many weeks of instruction.
pub fn prorated(goal: f64, weeks: f64) -> f64 {
    goal / WEEKS_OF_A_GOAL * weeks
}

/// The growth of one learner over so many weeks of instruction.
pub fn growth(before: Measured, after: Measured, weeks: f64, goals: Goals) -> Result<Growth, BadGoals> {
    for goal in [goals.typical, goals.stretch] {
        if !(goal.is_finite() && goal > 0.0) {
            return Err(BadGoals::Goal(goal));
        }
    }
    if !(weeks > 0.0 && weeks <= 60.0) {
        return Err(BadGoals::Weeks(weeks));
    }
    let fine = |one: Measured| one.ability.is_finite() && one.error.is_finite() && one.error >= 0.0;
    if !fine(before) || !fine(after) {
        return Err(BadGoals::Measure);
    }
    let gain = after.ability - before.ability;
    let (typical, stretch) = (prorated(goals.typical, weeks), prorated(goals.stretch, weeks));
    Ok(Growth {
        gain,
        error: before.error.hypot(after.error),
        typical,
        stretch,
        of_typical: gain / typical,
        of_stretch: gain / stretch,
    })
}

/// The figure of a group: the median share of the typical goal; `None` without learners.
pub fn of_group(growths: &[Growth]) -> Option<f64> {
    let mut shares: Vec<f64> = growths.iter().map(|growth| growth.of_typical).collect();
    shares.sort_by(f64::total_cmp);
    let middle = shares.len() / 2;
    match shares.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(shares[middle]),
        _ => Some(f64::midpoint(shares[middle - 1], shares[middle])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ability: f64, error: f64) -> Measured {
        Measured { ability, error }
    }

    #[test]
    fn a_goal_of_26_over_18_weeks_is_15_6_and_a_gain_of_20_is_128_percent() {
        let goals = Goals { typical: 26.0, stretch: 39.0 };
        let found = growth(at(440.0, 9.0), at(460.0, 12.0), 18.0, goals).expect("growth");
        assert!((found.typical - 15.6).abs() < 1e-9, "{found:?}");
        // 20 / 15.6 = 1.28205.
        assert!((found.of_typical - 1.282_05).abs() < 1e-5, "{found:?}");
        // 39 x 18 / 30 = 23.4; 20 / 23.4 = 0.85470.
        assert!((found.of_stretch - 0.854_70).abs() < 1e-5, "{found:?}");
        // 9 and 12 make 15; 20 is below 1.96 x 15.
        assert!((found.error - 15.0).abs() < 1e-9 && !found.is_certain());
    }

    #[test]
    fn the_figure_of_a_group_is_the_median() {
        let goals = Goals { typical: 30.0, stretch: 40.0 };
        let of = |gain: f64| growth(at(0.0, 1.0), at(gain, 1.0), 30.0, goals).expect("growth");
        assert_eq!(of_group(&[]), None);
        assert_eq!(of_group(&[of(15.0), of(300.0), of(30.0)]), Some(1.0));
        assert_eq!(of_group(&[of(15.0), of(300.0), of(30.0), of(0.0)]), Some(0.75));
    }

    #[test]
    fn what_is_no_growth_is_refused() {
        let goals = Goals { typical: 26.0, stretch: 39.0 };
        let one = at(0.0, 1.0);
        assert_eq!(growth(one, one, 0.0, goals), Err(BadGoals::Weeks(0.0)));
        assert_eq!(growth(one, one, 9.0, Goals { typical: 0.0, ..goals }), Err(BadGoals::Goal(0.0)));
        assert_eq!(growth(one, at(f64::NAN, 1.0), 9.0, goals), Err(BadGoals::Measure));
    }
}
