//! Rounding to decimals, half away from zero, as Ruby rounds a float: Canvas computes in Ruby, and a
//! value one hair below a half must fall on the same side here.

/// `value` rounded to `10^-decimals`, half away from zero.
///
/// The float nearest to a decimal half often lies just below it (5.015 is stored as 5.01499...); it
/// counts as the half when dividing the half back gives the same float, so that 5.015 becomes 5.02.
/// Shape: finite values of a size that points can have.
/// Source: Ruby `Float#round`, whose own tests name 5.015 to 5.02.
pub(crate) fn half_away(value: f64, decimals: u8) -> f64 {
    let scale = [1.0, 10.0, 100.0, 1_000.0, 10_000.0][usize::from(decimals.min(4))];
    let size = value.abs();
    let mut units = (size * scale).round();
    if (units + 0.5) / scale <= size {
        units += 1.0;
    }
    (units / scale).copysign(value)
}

#[cfg(test)]
mod tests {
    use super::half_away;

    #[test]
    fn a_decimal_half_goes_away_from_zero_even_when_its_float_lies_below() {
        for (value, rounded) in
            [(4.125, 4.13), (5.015, 5.02), (1.005, 1.01), (2.675, 2.68), (-4.125, -4.13), (0.0, 0.0)]
        {
            check(value, 2, rounded);
        }
    }

    #[test]
    fn what_is_not_a_half_goes_to_the_nearest() {
        for (value, rounded) in [(4.469_618_75, 4.47), (3.334_999, 3.33), (2.0 / 3.0, 0.67)] {
            check(value, 2, rounded);
        }
        check(2.0 / 3.0, 4, 0.6667);
    }

    #[track_caller]
    fn check(value: f64, decimals: u8, rounded: f64) {
        assert_eq!(half_away(value, decimals).to_bits(), rounded.to_bits(), "{value}");
    }
}
