//! Linear equating of groups that differ in ability and share an anchor test.

use super::Line;

/// Means, standard deviations and covariance of a form and the anchor test in one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnchorGroup {
    /// Mean and standard deviation of the form.
    pub form: (f64, f64),
    /// Mean and standard deviation of the anchor test.
    pub anchor: (f64, f64),
    /// Covariance of form and anchor.
    pub covariance: f64,
    /// Learners: the group's weight in the synthetic population.
    pub learners: f64,
}

impl AnchorGroup {
    /// From pairs of scores (form, anchor); `None` with fewer than two learners or without spread.
    pub fn of_scores(scores: &[(f64, f64)]) -> Option<Self> {
        let n = scores.len() as f64;
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| scores.iter().map(of).sum::<f64>() / n;
        let (form, anchor) = (mean(&|s| s.0), mean(&|s| s.1));
        let (spread, wide) =
            (mean(&|s| (s.0 - form).powi(2)).sqrt(), mean(&|s| (s.1 - anchor).powi(2)).sqrt());
        let covariance = mean(&|s| (s.0 - form) * (s.1 - anchor));
        (spread > 0.0 && wide > 0.0).then_some(Self {
            form: (form, spread),
            anchor: (anchor, wide),
            covariance,
            learners: n,
        })
    }
}

/// Tucker's method: the regression of a form on the anchor is the same in both groups.
///
/// Slopes `covariance / variance of the anchor`, synthetic means and variances by eqs. 4.17 to 4.20 of
/// Kolen & Brennan (2014), weights by numbers of learners. X is the form of the first group.
pub fn tucker(x: &AnchorGroup, y: &AnchorGroup) -> Line {
    let slope = |group: &AnchorGroup| group.covariance / group.anchor.1.powi(2);
    synthetic(x, y, slope(x), slope(y))
}

/// Levine's observed-score method: true scores of form and anchor are in a straight line.
///
/// The slope of a group is `variance of the form / covariance` for an anchor that is part of the form
/// (`internal`), and `(variance of the form + covariance) / (variance of the anchor + covariance)` for one
/// beside it. Source: Kolen & Brennan (2014), eqs. 4.38, 4.58 and 4.59.
pub fn levine(x: &AnchorGroup, y: &AnchorGroup, internal: bool) -> Line {
    let slope = |group: &AnchorGroup| {
        let (form, anchor) = (group.form.1.powi(2), group.anchor.1.powi(2));
        if internal {
            form / group.covariance
        } else {
            (form + group.covariance) / (anchor + group.covariance)
        }
    };
    synthetic(x, y, slope(x), slope(y))
}

/// X to the anchor in the first group, the anchor to Y in the second, both linearly.
pub fn chained_linear(x: &AnchorGroup, y: &AnchorGroup) -> Line {
    let (first, second) = (Line::through(x.form, x.anchor), Line::through(y.anchor, y.form));
    Line { slope: first.slope * second.slope, intercept: second.of(first.intercept) }
}

fn synthetic(x: &AnchorGroup, y: &AnchorGroup, slope_x: f64, slope_y: f64) -> Line {
    let share = x.learners / (x.learners + y.learners);
    let (far, wide) = (x.anchor.0 - y.anchor.0, x.anchor.1.powi(2) - y.anchor.1.powi(2));
    let (w, v) = (share, 1.0 - share);
    let mean_x = x.form.0 - v * slope_x * far;
    let mean_y = y.form.0 + w * slope_y * far;
    let between = w * v * far * far;
    let variance_x = x.form.1.powi(2) - v * slope_x.powi(2) * wide + slope_x.powi(2) * between;
    let variance_y = y.form.1.powi(2) + w * slope_y.powi(2) * wide + slope_y.powi(2) * between;
    Line::through((mean_x, variance_x.sqrt()), (mean_y, variance_y.sqrt()))
}
