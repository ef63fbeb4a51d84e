//! The three grades of credit recovery: overall, actual and relative. Unit: points of 100. None of them is mastery,
//! and 'actual' is pace: it ships turned off.
//!
//! Source: Edgenuity as described in reference 4. Its worked example: 83.3 x 2.2 / 4.4 = 41.65.

/// One category of work: its weight, and the mean of what is scored in it; `None` before anything is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Category {
    /// Its weight; any unit, as all have the same.
    pub weight: f64,
    /// The mean of its completed work.
    pub completed: Option<f64>,
    /// How much of its work is scored: 0 to 1.
    pub scored: f64,
}

/// The weighted mean of completed work; what a category without any would weigh is spread over the others. `None`
/// before anything is scored.
pub fn overall(categories: &[Category]) -> Option<f64> {
    let known = || categories.iter().filter_map(|one| Some((one.weight, one.completed?)));
    let weight: f64 = known().map(|(weight, _)| weight).sum();
    (weight > 0.0).then(|| known().map(|(weight, mean)| weight * mean).sum::<f64>() / weight)
}

/// The overall grade as far as the pace carries it: times progress over target, and never above the overall grade.
/// Both are shares of the effort, in the same unit.
pub fn actual(overall: f64, progress: f64, target: f64) -> f64 {
    if target > 0.0 { (overall * progress / target).min(overall) } else { overall }
}

/// With a zero for everything that is not scored: what a withdrawal would leave.
pub fn relative(categories: &[Category]) -> Option<f64> {
    let weight: f64 = categories.iter().map(|one| one.weight).sum();
    let points = categories.iter().map(|one| one.weight * one.completed.unwrap_or(0.0) * one.scored);
    (weight > 0.0).then(|| points.sum::<f64>() / weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(weight: f64, completed: Option<f64>, scored: f64) -> Category {
        Category { weight, completed, scored }
    }

    #[test]
    fn the_published_example_of_the_actual_grade() {
        assert!((actual(83.3, 2.2, 4.4) - 41.65).abs() < 1e-12);
        assert!((actual(83.3, 0.022, 0.044) - 41.65).abs() < 1e-12);
    }

    #[test]
    fn the_actual_grade_is_never_above_the_overall_one() {
        for (progress, target) in [(4.4, 4.4), (9.0, 4.4), (0.0, 0.0), (5.0, 0.0)] {
            assert!((actual(83.3, progress, target) - 83.3).abs() < 1e-12, "{progress} {target}");
        }
        assert!(actual(83.3, 0.0, 4.4).abs() < 1e-12);
    }

    #[test]
    fn a_category_without_work_gives_its_weight_to_the_others() {
        let all =
            [category(50.0, Some(80.0), 0.5), category(30.0, Some(60.0), 1.0), category(20.0, None, 0.0)];
        assert!((overall(&all).expect("scored") - 72.5).abs() < 1e-12);
        assert_eq!(overall(&all[2..]), None);
        assert_eq!(overall(&[]), None);
    }

    #[test]
    fn the_relative_grade_has_zeros_for_what_is_not_scored() {
        let all =
            [category(50.0, Some(80.0), 0.5), category(30.0, Some(60.0), 1.0), category(20.0, None, 0.0)];
        assert!((relative(&all).expect("weights") - 38.0).abs() < 1e-12);
        assert_eq!(relative(&[]), None);
    }
}
