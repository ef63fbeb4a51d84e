//! The logistic curve, exact in both tails.

/// `1 / (1 + exp(-x))`; never NaN for a finite x.
#[inline]
pub(crate) fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + (-x).exp())
    } else {
        let e = x.exp();
        e / (1.0 + e)
    }
}

/// `log(1 / (1 + exp(-x)))`, without underflow.
#[inline]
pub(crate) fn log_sigmoid(x: f64) -> f64 {
    x.min(0.0) - (-x.abs()).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tails_keep_their_digits() {
        assert!((sigmoid(-40.0) / (-40.0_f64).exp() - 1.0).abs() < 1e-15);
        assert!((log_sigmoid(-800.0) + 800.0).abs() < 1e-12);
        assert!((log_sigmoid(40.0) + (-40.0_f64).exp()).abs() < 1e-30);
    }
}
