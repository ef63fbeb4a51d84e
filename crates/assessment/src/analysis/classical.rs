//! Figures that need no model.

use super::table::{Cell, Table};

/// A learner's other items say something from so many on.
const FEWEST_OTHERS: usize = 3;

/// Sums of each learner, from which any item can be taken out.
pub(super) struct Rests {
    sums: Vec<(f64, usize)>,
}

impl Rests {
    pub(super) fn new(table: &Table) -> Self {
        let sum = |row: &super::Row| {
            let scores = row.cells.iter().filter_map(|cell| cell.score());
            scores.fold((0.0, 0), |(sum, count), score| (sum + score, count + 1))
        };
        Self { sums: table.rows.iter().map(sum).collect() }
    }

    /// Of learners whose sums, the item among them, are known already.
    pub(super) fn of(sums: Vec<(f64, usize)>) -> Self {
        Self { sums }
    }

    /// The share of points on the other items of a learner; `None` from too few of them.
    pub(super) fn rest(&self, row: usize, own: f64) -> Option<f64> {
        let (sum, count) = self.sums[row];
        (count > FEWEST_OTHERS).then(|| ((sum - own) / f64_of(count - 1)).clamp(0.0, 1.0))
    }

    /// Each response with the share of points on the other items.
    pub(super) fn beside(&self, table: &Table, column: usize) -> Vec<(Cell, f64)> {
        let with = |(row, cell): (usize, Cell)| Some((cell, self.rest(row, cell.score()?)?));
        table.given(column).filter_map(with).collect()
    }

    /// The corrected item-total correlation.
    pub(super) fn correlation(&self, table: &Table, column: usize) -> Option<f64> {
        let pairs: Vec<(f64, f64)> = self
            .beside(table, column)
            .iter()
            .filter_map(|(cell, rest)| Some((cell.score()?, *rest)))
            .collect();
        correlation(&pairs)
    }
}

/// Pearson's correlation; `None` from fewer than three pairs, or without spread.
pub(super) fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 3 {
        return None;
    }
    let n = f64_of(pairs.len());
    let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / n, y + pair.1 / n));
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        xx += (a - x) * (a - x);
        xy += (a - x) * (b - y);
        yy += (b - y) * (b - y);
    }
    (xx > 1e-12 && yy > 1e-12).then(|| (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0))
}

/// The biserial correlation of an item that is right or wrong, from its point-biserial one: `r sqrt(p q) / y`, y the
/// ordinate of the normal density where it cuts off p. `None` for other items. Source: Lord & Novick (1968), ch. 15.
pub(super) fn biserial(scores: &[f64], point_biserial: f64) -> Option<f64> {
    #[expect(clippy::float_cmp, reason = "right and wrong are exactly 1 and 0")]
    let right_or_wrong = scores.iter().all(|score| *score == 0.0 || *score == 1.0);
    let (p, _) = mean(scores);
    if !right_or_wrong || p <= 0.0 || p >= 1.0 {
        return None;
    }
    let z = normal_quantile(p);
    let ordinate = libm::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
    Some(point_biserial * (p * (1.0 - p)).sqrt() / ordinate)
}

/// The standard normal deviate that a share p stays below, by halving.
fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-9.0, 9.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if 0.5 * libm::erfc(-middle / std::f64::consts::SQRT_2) < p { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// Scores of everybody who got an item.
pub(super) fn scores(table: &Table, column: usize) -> Vec<f64> {
    table.given(column).filter_map(|(_, cell)| cell.score()).collect()
}

/// Mean and its standard error.
pub(super) fn mean(values: &[f64]) -> (f64, f64) {
    let n = f64_of(values.len().max(1));
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n;
    (mean, (variance / n).sqrt())
}

/// The median time of those who answered; `None` where no time is known.
pub(super) fn median_time(table: &Table, column: usize) -> Option<u32> {
    let time = |(_, cell): (usize, Cell)| {
        if let Cell::Answered { milliseconds, .. } = cell { milliseconds } else { None }
    };
    median(table.given(column).filter_map(time).collect())
}

/// The median, the lower of two in the middle.
pub(super) fn median(mut values: Vec<u32>) -> Option<u32> {
    values.sort_unstable();
    let middle = values.len().checked_sub(1)? / 2;
    values.get(middle).copied()
}

pub(super) fn share(part: usize, all: usize) -> f64 {
    f64_of(part) / f64_of(all.max(1))
}

#[expect(clippy::cast_precision_loss, reason = "numbers of learners and items")]
pub(super) fn f64_of(count: usize) -> f64 {
    count as f64
}
