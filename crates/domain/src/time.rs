//! Moments and dates. Nothing here reads a clock.

pub use jiff::{Timestamp, civil::Date};

/// The first and last year that a date from outside may have.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// When the first of [`YEARS`] begins, wherever its clock is.
pub const FIRST_MOMENT: Timestamp = Timestamp::constant(-2_208_988_800 - 86_400, 0);

/// A span of dates, both ends included; an open end has no limit.
///
/// Shape: `begins <= ends` where both are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dates {
    begins: Option<Date>,
    ends: Option<Date>,
}

/// A span that ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a span cannot end ({ends}) before it begins ({begins})")]
pub struct EndsBeforeItBegins {
    /// The first day given.
    pub begins: Date,
    /// The last day given.
    pub ends: Date,
}

impl Dates {
    /// Without limits.
    pub const ALWAYS: Self = Self { begins: None, ends: None };

    /// Checks the order of the two ends.
    pub fn new(begins: Option<Date>, ends: Option<Date>) -> Result<Self, EndsBeforeItBegins> {
        match (begins, ends) {
            (Some(begins), Some(ends)) if ends < begins => Err(EndsBeforeItBegins { begins, ends }),
            _ => Ok(Self { begins, ends }),
        }
    }

    /// The first day, if there is one.
    pub const fn begins(&self) -> Option<Date> {
        self.begins
    }

    /// The last day, if there is one.
    pub const fn ends(&self) -> Option<Date> {
        self.ends
    }

    /// Whether `day` lies within the span.
    pub fn contains(&self, day: Date) -> bool {
        self.begins.is_none_or(|begins| begins <= day) && self.ends.is_none_or(|ends| day <= ends)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn both_ends_are_included() {
        let span = Dates::new(Some(date(2026, 9, 1)), Some(date(2027, 6, 30))).expect("in order");
        for (day, inside) in [
            (date(2026, 8, 31), false),
            (date(2026, 9, 1), true),
            (date(2027, 6, 30), true),
            (date(2027, 7, 1), false),
        ] {
            assert_eq!(span.contains(day), inside, "{day}");
        }
    }

    #[test]
    fn a_span_that_ends_before_it_begins_is_refused() {
        assert!(Dates::new(Some(date(2027, 1, 2)), Some(date(2027, 1, 1))).is_err());
    }
}
