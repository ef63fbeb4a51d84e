//! Sums and weighted means that lose nothing on the way.

use crate::rules::Piece;

/// A sum that carries what each addition rounds away (Neumaier's compensated summation).
#[derive(Clone, Copy, Default)]
pub(crate) struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    pub(crate) fn add(&mut self, term: f64) {
        let next = self.total + term;
        self.lost += if self.total.abs() >= term.abs() {
            (self.total - next) + term
        } else {
            (term - next) + self.total
        };
        self.total = next;
    }

    pub(crate) fn total(self) -> f64 {
        self.total + self.lost
    }
}

/// The mean of the pieces' values, each by its weight; `None` without any weight.
pub(crate) fn weighted<'p>(pieces: impl IntoIterator<Item = &'p Piece<'p>>) -> Option<f64> {
    of(pieces.into_iter().map(|piece| (piece.value, piece.weight)))
}

/// The mean of `(value, weight)`; `None` without any weight.
pub(crate) fn of(terms: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    let (mut sum, mut weights) = (Sum::default(), Sum::default());
    for (value, weight) in terms {
        sum.add(value * weight);
        weights.add(weight);
    }
    (weights.total() > 0.0).then(|| sum.total() / weights.total())
}

#[cfg(test)]
mod tests {
    use super::{Sum, of};

    #[test]
    fn ten_tenths_are_one() {
        let mut sum = Sum::default();
        (0..10).for_each(|_| sum.add(0.1));
        assert_eq!(sum.total().to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn no_weight_is_no_mean() {
        assert_eq!(of([]), None);
        assert_eq!(of([(3.0, 0.0)]), None);
        assert_eq!(of([(1.0, 1.0), (4.0, 2.0)]), Some(3.0));
    }
}
