//! Rounding of what an author reads: the digits of the shortest decimal number that stands for the float.

use std::fmt::Write;

use domain::item::Rounding;

use super::Problem;

/// More figures than a float has change nothing; what is asked for beyond is not counted out.
const MOST_FIGURES: i64 = 400;

/// How many figures, if it is a number that can be rounded to.
pub(super) fn figures(operator: &'static str, rounding: Rounding, figures: i64) -> Result<i32, Problem> {
    let least = i64::from(rounding == Rounding::SignificantFigures);
    if figures < least {
        return Err(Problem::OutOfRange { operator, what: "the figures", found: figures.to_string() });
    }
    Ok(i32::try_from(figures.min(MOST_FIGURES)).unwrap_or(i32::MAX))
}

/// The number rounded to so many figures: a deciding digit of 5 or more goes away from 0. The digits are those of
/// the shortest decimal number that reads back as the float, so that 1.005 to two places is 1.01.
pub fn rounded(number: f64, rounding: Rounding, figures: i32) -> f64 {
    if !number.is_finite() || number == 0.0 {
        return number;
    }
    let written = format!("{:e}", number.abs());
    let Some((digits, exponent)) = written.split_once('e') else { return number };
    let Ok(exponent) = exponent.parse::<i32>() else { return number };
    let mut digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    let keep = match rounding {
        Rounding::SignificantFigures => figures,
        Rounding::DecimalPlaces => exponent + 1 + figures,
    };
    if keep < 0 {
        return 0.0;
    }
    let keep = usize::try_from(keep).unwrap_or(usize::MAX);
    if keep >= digits.len() {
        return number;
    }
    let up = digits[keep] >= 5;
    digits.truncate(keep);
    // A place in front takes what carries over.
    digits.insert(0, 0);
    if up {
        for digit in digits.iter_mut().rev() {
            if *digit == 9 {
                *digit = 0;
            } else {
                *digit += 1;
                break;
            }
        }
    }
    let mut text: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
    let places = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let _ = write!(text, "e{}", exponent + 2 - places);
    text.parse::<f64>().map_or(number, |size| size.copysign(number) + 0.0)
}

#[cfg(test)]
mod tests {
    use domain::item::Rounding::{DecimalPlaces, SignificantFigures};

    use super::rounded;

    #[test]
    fn digits_decide_as_they_are_written() {
        for (number, how, figures, expected) in [
            (1.005, DecimalPlaces, 2, 1.01),
            (2.5, DecimalPlaces, 0, 3.0),
            (-2.5, DecimalPlaces, 0, -3.0),
            (0.05, DecimalPlaces, 0, 0.0),
            (0.5, DecimalPlaces, 0, 1.0),
            (0.04, DecimalPlaces, 1, 0.0),
            (0.06, DecimalPlaces, 1, 0.1),
            (9.999, DecimalPlaces, 2, 10.0),
            (1234.5678, DecimalPlaces, 3, 1234.568),
            (1234.5678, SignificantFigures, 2, 1200.0),
            (0.001_234_56, SignificantFigures, 3, 0.001_23),
            (99.96, SignificantFigures, 3, 100.0),
            (3.175, SignificantFigures, 3, 3.18),
            (7.0, SignificantFigures, 5, 7.0),
            (0.0, SignificantFigures, 2, 0.0),
            (f64::INFINITY, DecimalPlaces, 2, f64::INFINITY),
            (1e300, DecimalPlaces, 2, 1e300),
            (f64::MAX, SignificantFigures, 1, f64::INFINITY),
            (5e-324, DecimalPlaces, 300, 0.0),
        ] {
            assert_eq!(
                rounded(number, how, figures).to_bits(),
                expected.to_bits(),
                "{number} {how:?} {figures}"
            );
        }
    }
}
