//! Points: exact, in millionths, so that both database engines and every machine agree.

use std::{fmt, str::FromStr};

const MILLION: i64 = 1_000_000;

/// A number of points, a weight or a fraction.
///
/// Unit: millionths (1.5 points are 1,500,000).
/// Shape: any `i64`; negative only as a difference.
/// Errors: reading a text refuses what is not a finite decimal number, or is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(i64);

/// A text or number that is no amount of points.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a number of points: write a decimal number such as 3 or 2.5, at most 1,000,000,000")]
pub struct NotPoints(pub String);

impl Points {
    /// No points.
    pub const ZERO: Self = Self(0);
    /// One whole point.
    pub const ONE: Self = Self(MILLION);
    /// The largest amount that is accepted from outside, either side of zero.
    pub const LARGEST: Self = Self(1_000_000_000 * MILLION);

    /// Points as they are stored.
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// A whole number of points.
    pub const fn whole(points: i32) -> Self {
        Self(points as i64 * MILLION)
    }

    /// As stored.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// The nearest number of points to `value` (half away from zero).
    /// Refuses NaN, infinities and what is beyond [`Points::LARGEST`].
    pub fn from_f64(value: f64) -> Result<Self, NotPoints> {
        let millionths = (value * 1e6).round();
        #[expect(clippy::cast_precision_loss, reason = "the largest amount is exact in f64 to a unit")]
        if millionths.is_nan() || millionths.abs() > Self::LARGEST.0 as f64 {
            return Err(NotPoints(value.to_string()));
        }
        #[expect(clippy::cast_possible_truncation, reason = "checked on the line above")]
        Ok(Self(millionths as i64))
    }

    /// For arithmetic in a rule. Exact up to nine billion points.
    #[expect(clippy::cast_precision_loss, reason = "amounts are bounded by LARGEST")]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// The difference `self - other`.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Points {
    /// The shortest decimal text: `3`, `2.5`, `-0.000001`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.unsigned_abs() / 1_000_000;
        let rest = self.0.unsigned_abs() % 1_000_000;
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{rest:06}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl FromStr for Points {
    type Err = NotPoints;

    /// Reads a plain decimal number with up to six decimals kept (the seventh rounds).
    fn from_str(text: &str) -> Result<Self, NotPoints> {
        let refuse = || NotPoints(text.chars().take(40).collect());
        let trimmed = text.trim();
        let plain = trimmed.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
        if trimmed.is_empty() || !plain {
            return Err(refuse());
        }
        let value: f64 = trimmed.parse().map_err(|_| refuse())?;
        Self::from_f64(value).map_err(|_| refuse())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_has_no_decimals() {
        check("3", Ok("3"));
        check(" 4 ", Ok("4"));
    }

    #[test]
    fn decimals_are_exact_to_a_millionth() {
        check("2.5", Ok("2.5"));
        check("4.1299999", Ok("4.13"));
        check("-0.000001", Ok("-0.000001"));
    }

    #[test]
    fn what_is_not_finite_or_not_a_number_is_refused() {
        for hostile in ["NaN", "inf", "1e400", "", "three", "1,5", "0x10", "1e10"] {
            check(hostile, Err(()));
        }
    }

    #[track_caller]
    fn check(text: &str, expected: Result<&str, ()>) {
        let read = text.parse::<Points>().map(|points| points.to_string()).map_err(|_| ());
        assert_eq!(read, expected.map(str::to_owned));
    }
}
