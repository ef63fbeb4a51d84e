//! The difference of two shares with its interval.

/// z of an interval that holds the true value in 95 of 100 cases.
const Z: f64 = 1.959_963_984_540_054;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many of them.
    pub reached: u32,
    /// Out of how many.
    pub of: u32,
}

/// The difference of two shares.
///
/// Unit: shares, -1.0 to 1.0; the interval holds the true difference in 95 of 100 cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The first share less the second.
    pub difference: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Share {
    /// The share as a number; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.reached) / f64::from(self.of))
    }

    /// Wilson's score interval.
    ///
    /// Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    fn interval(self) -> Option<(f64, f64)> {
        let (share, n) = (self.value()?, f64::from(self.of));
        let square = Z * Z / n;
        let middle = (share + square / 2.0) / (1.0 + square);
        let half = Z * (share * (1.0 - share) / n + square / (4.0 * n)).sqrt() / (1.0 + square);
        Some((middle - half, middle + half))
    }
}

/// The difference of two independent shares with Newcombe's hybrid score interval, which stays within -1 and 1 and
/// holds near 0 and 1. `None` where one of them is of nothing, or more than all.
///
/// Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
pub fn difference(first: Share, second: Share) -> Option<Difference> {
    if first.reached > first.of || second.reached > second.of {
        return None;
    }
    let (p, q) = (first.value()?, second.value()?);
    let ((p_low, p_high), (q_low, q_high)) = (first.interval()?, second.interval()?);
    let difference = p - q;
    Some(Difference {
        difference,
        low: difference - (p - p_low).hypot(q_high - q),
        high: difference + (p_high - p).hypot(q - q_low),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn share(reached: u32, of: u32) -> Share {
        Share { reached, of }
    }

    /// Newcombe (1998), table II, method 10.
    #[test]
    fn the_intervals_are_those_of_the_source() {
        for (a, m, b, n, low, high) in [
            (56, 70, 48, 80, 0.0524, 0.3339),
            (9, 10, 3, 10, 0.1705, 0.8090),
            (6, 7, 2, 7, 0.0582, 0.8062),
            (5, 56, 0, 29, -0.0381, 0.1926),
            (0, 10, 0, 20, -0.1611, 0.2775),
            (0, 10, 0, 10, -0.2775, 0.2775),
            (10, 10, 0, 20, 0.6791, 1.0),
            (10, 10, 0, 10, 0.6075, 1.0),
        ] {
            let found = difference(share(a, m), share(b, n)).expect("is one");
            assert!((found.low - low).abs() < 5e-5, "{a}/{m} - {b}/{n}: {found:?}");
            assert!((found.high - high).abs() < 5e-5, "{a}/{m} - {b}/{n}: {found:?}");
        }
    }

    #[test]
    fn there_is_none_of_nothing_or_of_more_than_all() {
        for (first, second) in
            [(share(0, 0), share(1, 2)), (share(1, 2), share(0, 0)), (share(3, 2), share(1, 2))]
        {
            assert_eq!(difference(first, second), None);
        }
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_difference_and_turns_round(
            m in 1_u32..500, n in 1_u32..500, a in 0_u32..500, b in 0_u32..500
        ) {
            let (first, second) = (share(a.min(m), m), share(b.min(n), n));
            let there = difference(first, second).expect("is one");
            let back = difference(second, first).expect("is one");
            prop_assert!(there.low <= there.difference && there.difference <= there.high);
            prop_assert!(there.low >= -1.0 - 1e-12 && there.high <= 1.0 + 1e-12);
            prop_assert!((there.low + back.high).abs() < 1e-12 && (there.high + back.low).abs() < 1e-12);
        }

        #[test]
        fn more_cases_say_it_more_exactly(of in 1_u32..50, reached in 0_u32..50, times in 2_u32..20) {
            let reached = reached.min(of);
            let few = difference(share(reached, of), share(of - reached, of)).expect("is one");
            let many = difference(share(reached * times, of * times), share((of - reached) * times, of * times));
            let many = many.expect("is one");
            prop_assert!(many.high - many.low < few.high - few.low);
        }
    }
}
