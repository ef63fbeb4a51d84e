//! What follows from a basis: its inverse, reduced costs, and where every variable stands.

use super::{PIVOT, Simplex};

impl Simplex<'_> {
    /// Makes the inverse from the basis; `false` when it has none.
    pub(super) fn invert(&mut self) -> bool {
        let m = self.matrix.rows;
        self.inside.fill(false);
        let mut work = vec![0.0; m * m];
        for place in 0..m {
            let variable = self.basis[place];
            self.inside[variable] = true;
            self.entries(variable, |row, by| work[row * m + place] = by);
        }
        self.inverse.fill(0.0);
        for row in 0..m {
            self.inverse[row * m + row] = 1.0;
        }
        for place in 0..m {
            let size = |row: &usize| f64::abs(work[row * m + place]);
            let Some(best) = (place..m).max_by(|a, b| size(a).total_cmp(&size(b))) else { return false };
            if size(&best) < PIVOT {
                return false;
            }
            for column in 0..m {
                work.swap(place * m + column, best * m + column);
                self.inverse.swap(place * m + column, best * m + column);
            }
            let by = 1.0 / work[place * m + place];
            for column in 0..m {
                work[place * m + column] *= by;
                self.inverse[place * m + column] *= by;
            }
            for row in (0..m).filter(|row| *row != place) {
                let by = work[row * m + place];
                if by != 0.0 {
                    for column in 0..m {
                        work[row * m + column] -= by * work[place * m + column];
                        self.inverse[row * m + column] -= by * self.inverse[place * m + column];
                    }
                }
            }
        }
        self.steps = 0;
        true
    }

    /// Reduced costs from the inverse.
    pub(super) fn price(&mut self) {
        let m = self.matrix.rows;
        let mut prices = vec![0.0; m];
        for (place, variable) in self.basis.iter().enumerate() {
            let cost = self.cost[*variable];
            if cost != 0.0 {
                for (price, by) in prices.iter_mut().zip(&self.inverse[place * m..][..m]) {
                    *price += cost * by;
                }
            }
        }
        for variable in 0..self.low.len() {
            let mut own = self.cost[variable];
            self.entries(variable, |row, by| own -= prices[row] * by);
            self.reduced[variable] = if self.inside[variable] { 0.0 } else { own };
        }
    }

    /// Puts every variable outside the basis at the bound that it prefers, and finds those inside.
    pub(in super::super) fn place(&mut self) {
        let m = self.matrix.rows;
        let mut sums = vec![0.0; m];
        for variable in 0..self.low.len() {
            if self.inside[variable] {
                continue;
            }
            let prefers_high = self.reduced[variable] < 0.0;
            let value = if prefers_high { self.high[variable] } else { self.low[variable] };
            self.value[variable] = value;
            if value != 0.0 {
                self.entries(variable, |row, by| sums[row] += by * value);
            }
        }
        for place in 0..m {
            let row = &self.inverse[place * m..][..m];
            self.value[self.basis[place]] = -row.iter().zip(&sums).map(|(by, sum)| by * sum).sum::<f64>();
        }
    }
}
