//! The dual simplex method for programs whose variables all have two bounds.
//!
//! With two bounds on every variable any basis is a start, whatever the costs: each variable outside it goes to
//! the bound that its reduced cost prefers, and what then breaks bounds inside is mended. So a basis of other
//! costs, or of other bounds, is never lost.
//!
//! Variables are the columns and, for each row, the sum of the row: `A x - y = 0`. Least cost.
//! Source: Koberstein (2005), ch. 3 (bound flipping, steepest edges).

mod inverse;
mod matrix;

pub(super) use matrix::Matrix;

/// A bound that is broken by less counts as kept.
const FEASIBLE: f64 = 1e-7;
/// The smallest number to divide by.
const PIVOT: f64 = 1e-7;
/// Steps after which the inverse is made anew.
const FRESH: usize = 40;
/// The most steps of one run, per row.
const MOST_STEPS: usize = 200;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At the least cost.
    Optimal,
    /// No point keeps all bounds.
    Infeasible,
    /// The least cost is not below the cutoff.
    Cutoff,
    /// Too many steps.
    GaveUp,
}

/// Which variables are in the basis, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Basis(Vec<usize>);

/// A program at work.
#[derive(Debug, Clone)]
pub(super) struct Simplex<'m> {
    matrix: &'m Matrix,
    /// Bounds of columns and rows.
    pub(super) low: Vec<f64>,
    pub(super) high: Vec<f64>,
    cost: Vec<f64>,
    basis: Vec<usize>,
    inside: Vec<bool>,
    /// The inverse of the basis, row by row.
    inverse: Vec<f64>,
    /// Values of columns and rows.
    pub(super) value: Vec<f64>,
    /// Reduced costs.
    pub(super) reduced: Vec<f64>,
    /// Variables that are not fixed for good.
    live: Vec<usize>,
    along: Vec<f64>,
    steps: usize,
}

impl<'m> Simplex<'m> {
    /// Costs of columns, bounds of columns and then rows, and where to begin (the rows themselves without).
    pub(super) fn new(
        matrix: &'m Matrix,
        cost: &[f64],
        low: Vec<f64>,
        high: Vec<f64>,
        start: Option<&Basis>,
    ) -> Self {
        let (rows, columns) = (matrix.rows, matrix.columns());
        let all = rows + columns;
        let mut costs = cost.to_vec();
        costs.resize(all, 0.0);
        let basis = start.map_or_else(|| (columns..all).collect(), |start| start.0.clone());
        let mut out = Self {
            matrix,
            low,
            high,
            cost: costs,
            basis,
            inside: vec![false; all],
            inverse: vec![0.0; rows * rows],
            value: vec![0.0; all],
            reduced: vec![0.0; all],
            live: Vec::new(),
            along: vec![0.0; all],
            steps: 0,
        };
        if !out.invert() {
            out.basis = (columns..all).collect();
            out.invert();
        }
        out.thin();
        out.price();
        out.place();
        out
    }

    /// The basis as it stands.
    pub(super) fn basis(&self) -> Basis {
        Basis(self.basis.clone())
    }

    /// Whether a variable is in the basis.
    pub(super) fn is_inside(&self, variable: usize) -> bool {
        self.inside[variable]
    }

    /// The cost of the columns as they stand.
    pub(super) fn objective(&self) -> f64 {
        self.cost.iter().zip(&self.value).map(|(cost, value)| cost * value).sum()
    }

    /// Leaves out of the search what is fixed.
    pub(super) fn thin(&mut self) {
        self.live = (0..self.low.len()).filter(|v| self.low[*v] < self.high[*v]).collect();
    }

    /// Brings variables back into the search.
    pub(super) fn enliven(&mut self, variables: impl Iterator<Item = usize>) {
        self.live.extend(variables);
        self.live.sort_unstable();
        self.live.dedup();
    }

    /// The coefficients of a variable, row by row.
    fn entries(&self, variable: usize, mut each: impl FnMut(usize, f64)) {
        match variable.checked_sub(self.matrix.columns()) {
            Some(row) => each(row, -1.0),
            None => self.matrix.column(variable).iter().for_each(|(row, by)| each(*row, *by)),
        }
    }

    /// Goes to the least cost, or until it is known to reach `cutoff`.
    pub(super) fn run(&mut self, cutoff: f64) -> End {
        let m = self.matrix.rows;
        for step in 0..MOST_STEPS * m.max(10) {
            let Some((leaving, rises)) = self.leaving() else {
                return if self.objective() >= cutoff { End::Cutoff } else { End::Optimal };
            };
            // Costs only rise; looking at every fourth step is enough.
            if step % 4 == 3 && self.objective() >= cutoff {
                return End::Cutoff;
            }
            let Some(entering) = self.entering(leaving, rises) else { return End::Infeasible };
            if !self.exchange(leaving, rises, entering) {
                return End::GaveUp;
            }
        }
        End::GaveUp
    }

    /// The place in the basis whose bound is broken most for the length of its edge, and whether it must rise.
    fn leaving(&self) -> Option<(usize, bool)> {
        let m = self.matrix.rows;
        let mut worst = None;
        let mut most = 0.0;
        for (place, variable) in self.basis.iter().enumerate() {
            let value = self.value[*variable];
            let below = self.low[*variable] - value;
            let off = below.max(value - self.high[*variable]);
            if off <= FEASIBLE {
                continue;
            }
            let edge: f64 = self.inverse[place * m..][..m].iter().map(|by| by * by).sum();
            if off * off / edge > most {
                most = off * off / edge;
                worst = Some((place, below > 0.0));
            }
        }
        worst
    }

    /// The variable to take into the basis: past each one whose flip to its other bound does not mend enough.
    fn entering(&mut self, leaving: usize, rises: bool) -> Option<usize> {
        let m = self.matrix.rows;
        let sign = if rises { 1.0 } else { -1.0 };
        let row = &self.inverse[leaving * m..][..m];
        let mut candidates: Vec<(f64, f64, usize)> = Vec::new();
        for variable in &self.live {
            let variable = *variable;
            if self.inside[variable] {
                continue;
            }
            let along = match variable.checked_sub(self.matrix.columns()) {
                Some(place) => -row[place],
                None => self.matrix.column(variable).iter().map(|(place, by)| row[*place] * by).sum(),
            };
            self.along[variable] = along;
            let (low, high) = (self.low[variable], self.high[variable]);
            let signed = sign * along;
            let at_high = self.value[variable] >= high;
            if low < high && (if at_high { signed > PIVOT } else { signed < -PIVOT }) {
                candidates.push((self.reduced[variable].abs() / along.abs(), along.abs(), variable));
            }
        }
        candidates.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let variable = self.basis[leaving];
        let bound = if rises { self.low[variable] } else { self.high[variable] };
        let mut left = (bound - self.value[variable]).abs();
        for (_, along, candidate) in candidates {
            left -= along * (self.high[candidate] - self.low[candidate]);
            // What is left by rounding counts as mended.
            if left <= FEASIBLE {
                return Some(candidate);
            }
        }
        None
    }

    /// One change of basis; `false` when numbers have become useless.
    fn exchange(&mut self, leaving: usize, rises: bool, entering: usize) -> bool {
        let m = self.matrix.rows;
        let out = self.basis[leaving];
        let by = self.along[entering];
        let step = -self.reduced[entering] / by;
        // Reduced costs move; whoever changes sign flips to the other bound.
        let mut sums = vec![0.0; m];
        for place in 0..self.live.len() {
            let variable = self.live[place];
            if self.inside[variable] || variable == entering {
                continue;
            }
            let before = self.reduced[variable];
            let after = before + step * self.along[variable];
            self.reduced[variable] = after;
            let (low, high) = (self.low[variable], self.high[variable]);
            let is_high = self.value[variable] >= high;
            let flips = if is_high { after > 0.0 } else { after < 0.0 };
            // Rounding alone does not flip.
            if flips && low < high && after.abs() > 1e-12 {
                let change = if is_high { low - high } else { high - low };
                self.value[variable] += change;
                self.entries(variable, |row, by| sums[row] += by * change);
            }
        }
        let mut column = vec![0.0; m];
        self.entries(entering, |row, by| {
            for (place, value) in column.iter_mut().enumerate() {
                *value += self.inverse[place * m + row] * by;
            }
        });
        for place in 0..m {
            let row = &self.inverse[place * m..][..m];
            self.value[self.basis[place]] -= row.iter().zip(&sums).map(|(by, sum)| by * sum).sum::<f64>();
        }
        if column[leaving].abs() < PIVOT {
            return false;
        }
        let bound = if rises { self.low[out] } else { self.high[out] };
        let length = (self.value[out] - bound) / column[leaving];
        for (variable, by) in self.basis.iter().zip(&column) {
            self.value[*variable] -= length * by;
        }
        self.value[entering] += length;
        self.value[out] = bound;
        self.reduced[out] = step;
        self.reduced[entering] = 0.0;
        self.basis[leaving] = entering;
        self.inside[out] = false;
        self.inside[entering] = true;
        self.steps += 1;
        if self.steps >= FRESH {
            if !self.invert() {
                return false;
            }
            self.price();
            self.place();
            return true;
        }
        let by = 1.0 / column[leaving];
        for value in &mut self.inverse[leaving * m..][..m] {
            *value *= by;
        }
        let pivot = self.inverse[leaving * m..][..m].to_vec();
        for place in (0..m).filter(|place| *place != leaving && column[*place] != 0.0) {
            for (value, pivot) in self.inverse[place * m..][..m].iter_mut().zip(&pivot) {
                *value -= column[place] * pivot;
            }
        }
        true
    }
}
