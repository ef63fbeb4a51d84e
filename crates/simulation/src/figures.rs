//! Figures over simulated schools: means and differences with their intervals.

/// A mean over schools and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Half the width of the interval; not a number with fewer than two schools.
    pub half: f64,
}

impl Mean {
    /// Of one number per school, by Student's t.
    pub fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let half = student_975(n - 1.0) * libm::sqrt(squares / (n - 1.0) / n);
        Self { mean, half }
    }

    /// Of the differences of two numbers per school: what the same schools were under two plans.
    pub fn of_differences(ours: &[f64], others: &[f64]) -> Self {
        let differences: Vec<f64> = ours.iter().zip(others).map(|(our, other)| our - other).collect();
        Self::of(&differences)
    }
}

/// The point below which 97.5 % of Student's t with `freedom` degrees lie.
///
/// Source: Abramowitz & Stegun (1964), 26.7.5: to 0.002 from four degrees on.
fn student_975(freedom: f64) -> f64 {
    let x = 1.959_963_984_540_054_f64;
    let [x3, x5, x7, x9] = [3, 5, 7, 9].map(|power| x.powi(power));
    x + (x3 + x) / (4.0 * freedom)
        + (5.0 * x5 + 16.0 * x3 + 3.0 * x) / (96.0 * freedom.powi(2))
        + (3.0 * x7 + 19.0 * x5 + 17.0 * x3 - 15.0 * x) / (384.0 * freedom.powi(3))
        + (79.0 * x9 + 776.0 * x7 + 1_482.0 * x5 - 1_920.0 * x3 - 945.0 * x) / (92_160.0 * freedom.powi(4))
}

#[cfg(test)]
mod tests {
    use super::{Mean, student_975};

    // Reference: tables of Student's t.
    #[test]
    fn the_points_are_those_of_the_tables() {
        for (freedom, point) in [(5.0, 2.5706), (9.0, 2.2622), (19.0, 2.0930), (29.0, 2.0452)] {
            assert!((student_975(freedom) - point).abs() < 0.002, "{freedom}: {}", student_975(freedom));
        }
    }

    // Reference: Student (1908), the additional hours of sleep of ten patients under two drugs: mean 1.58, its
    // standard error 0.389.
    #[test]
    fn the_sleep_of_student() {
        let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let more = Mean::of_differences(&second, &first);
        assert!((more.mean - 1.58).abs() < 1e-9);
        assert!((more.half / 2.2622 - 0.389).abs() < 1e-3);
    }
}
