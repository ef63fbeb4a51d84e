//! Tails of the normal and chi-square distributions.

/// `P(Z > z)` of the standard normal; relative error near 1e-15.
pub(crate) fn normal_above(z: f64) -> f64 {
    0.5 * libm::erfc(z / std::f64::consts::SQRT_2)
}

/// `P(X > x)` of chi-square with `df` degrees of freedom.
///
/// The regularized incomplete gamma function by its series below `df / 2 + 1` and by Lentz's continued
/// fraction above; error near 1e-14.
pub(crate) fn chi_square_above(x: f64, df: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let (a, x) = (0.5 * df, 0.5 * x);
    let front = (a * x.ln() - x - libm::lgamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        while term > sum * 1e-17 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return (1.0 - front * sum).max(0.0);
    }
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1e300, 1.0 / b);
    let mut fraction = d;
    for i in 1..10_000 {
        let i = f64::from(i);
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        fraction *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    front * fraction
}

/// The z with `P(Z < z) = p`, p between 0 and 1: bisection on the tail, exact to the last digits.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if normal_above(-middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_those_of_the_tables() {
        for (found, table) in [
            (normal_above(1.959_963_984_540_054), 0.025),
            (normal_above(-1.281_551_565_544_6), 0.9),
            (chi_square_above(3.841_458_820_694_124, 1.0), 0.05),
            (chi_square_above(11.070_497_693_516_35, 5.0), 0.05),
            (chi_square_above(1.145_476_226_061_769_3, 5.0), 0.95),
            (chi_square_above(124.342_113_404_007_5, 100.0), 0.05),
            (chi_square_above(0.0, 3.0), 1.0),
            (normal_quantile(0.975), 1.959_963_984_540_054),
            (normal_quantile(0.01), -2.326_347_874_040_841),
        ] {
            assert!((found - table).abs() < 1e-12, "{found} {table}");
        }
    }
}
