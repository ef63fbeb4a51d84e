//! Standard errors of what is said of many learners.

/// The mean.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The standard deviation, by N - 1; NaN of fewer than two.
pub fn sd(values: &[f64]) -> f64 {
    let center = mean(values);
    (values.iter().map(|value| (value - center).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0)).sqrt()
}

/// The mean with its standard error.
pub fn mean_with_error(values: &[f64]) -> (f64, f64) {
    (mean(values), sd(values) / (values.len() as f64).sqrt())
}

/// The standard error of a figure from what each learner adds to it: its influence, up to a constant.
pub fn of_influences(influences: &[f64]) -> f64 {
    sd(influences) / (influences.len() as f64).sqrt()
}

/// The standard deviation with its standard error, whatever the distribution: what a learner adds is
/// `((x - mean)^2 - variance) / (2 sd)`.
pub fn sd_with_error(values: &[f64]) -> (f64, f64) {
    let (center, spread) = (mean(values), sd(values));
    let influences: Vec<f64> = values.iter().map(|value| (value - center).powi(2) / (2.0 * spread)).collect();
    (spread, of_influences(&influences))
}

#[cfg(test)]
mod tests {
    use measurement::random::Generator;

    use super::{mean_with_error, sd_with_error};

    #[test]
    fn the_errors_of_a_mean_and_a_spread_are_those_of_theory() {
        let mut generator = Generator::new(3);
        let values: Vec<f64> = (0..4000).map(|_| 2.0 + 3.0 * generator.normal()).collect();
        // Of normal values: sd / sqrt(n) and sd / sqrt(2 n).
        let (mean, error) = mean_with_error(&values);
        assert!((mean - 2.0).abs() < 4.0 * error && (error - 3.0 / 4000_f64.sqrt()).abs() < 0.002, "{error}");
        let (sd, error) = sd_with_error(&values);
        assert!((sd - 3.0).abs() < 4.0 * error && (error - 3.0 / 8000_f64.sqrt()).abs() < 0.002, "{error}");
    }
}
