//! Equipercentile equating of groups that differ in ability and share an anchor test.

use super::{BadCounts, ScoreCounts, percentile::equated};

/// Numbers of learners by score of a form and of the anchor test.
///
/// Shape: `counts[form][anchor]`, all rows of one length, finite and not negative; at least two scores of each
/// are reached.
#[derive(Debug, Clone, PartialEq)]
pub struct AnchorCounts {
    counts: Vec<Vec<f64>>,
    form: ScoreCounts,
    anchor: ScoreCounts,
}

impl AnchorCounts {
    /// Checks numbers of learners. Errors: those of [`ScoreCounts::new`] for the sums of either score; rows of
    /// unequal length count as too few scores.
    pub fn new(counts: Vec<Vec<f64>>) -> Result<Self, BadCounts> {
        let anchors = counts.first().map_or(0, Vec::len);
        if counts.iter().any(|row| row.len() != anchors) {
            return Err(BadCounts::OneScore);
        }
        for (score, row) in counts.iter().enumerate() {
            if let Some(count) = row.iter().find(|count| !(count.is_finite() && **count >= 0.0)) {
                return Err(BadCounts::Count { score, count: *count });
            }
        }
        let form = ScoreCounts::new(counts.iter().map(|row| row.iter().sum()).collect())?;
        let of_anchor = |anchor: usize| counts.iter().map(|row| row[anchor]).sum();
        let anchor = ScoreCounts::new((0..anchors).map(of_anchor).collect())?;
        Ok(Self { counts, form, anchor })
    }

    /// From pairs of scores (form, anchor) and the highest score of each.
    pub fn of_scores(scores: &[(usize, usize)], highest: (usize, usize)) -> Result<Self, BadCounts> {
        let mut counts = vec![vec![0.0; highest.1 + 1]; highest.0 + 1];
        for (form, anchor) in scores {
            let cell = counts.get_mut(*form).and_then(|row| row.get_mut(*anchor));
            *cell.ok_or(BadCounts::Count { score: *form, count: 1.0 })? += 1.0;
        }
        Self::new(counts)
    }

    /// The shares of the form's scores in a population with the anchor scores of `other` in the share
    /// `weight` and its own in the rest: the form given the anchor is taken to be the same in both.
    fn synthetic(&self, other: &Self, weight: f64) -> Result<ScoreCounts, BadCounts> {
        let (own_total, other_total) = (self.form.total(), other.anchor.total());
        let share = |row: &Vec<f64>| {
            let cell = |(anchor, count): (usize, &f64)| {
                let own = self.anchor.counts()[anchor];
                let there = other.anchor.counts().get(anchor).copied().unwrap_or(0.0) / other_total;
                // An anchor score that this group never reached says nothing about the form.
                let moved = if own > 0.0 { count / own * there } else { 0.0 };
                (1.0 - weight) * count / own_total + weight * moved
            };
            row.iter().enumerate().map(cell).sum()
        };
        ScoreCounts::new(self.counts.iter().map(share).collect())
    }
}

/// Frequency estimation: equipercentile equating in the population of both groups together, weighed by their
/// numbers, each form's distribution there put together from its distribution given the anchor.
///
/// Shape: one number per score of X, from 0. X is the form of the first group. Errors: a form that comes to a
/// single score. Source: Braun & Holland (1982); Kolen & Brennan (2014), ch. 5.
pub fn frequency_estimation(x: &AnchorCounts, y: &AnchorCounts) -> Result<Vec<f64>, BadCounts> {
    let share = x.form.total() / (x.form.total() + y.form.total());
    let (of_x, of_y) = (x.synthetic(y, 1.0 - share)?, y.synthetic(x, share)?);
    Ok((0..x.counts.len()).map(|score| equated(&of_x, &of_y, score as f64)).collect())
}

/// X to the anchor in the first group, the anchor to Y in the second, both equipercentile.
///
/// Shape: one number per score of X, from 0. Source: Livingston, Dorans & Wright (1990).
pub fn chained_equipercentile(x: &AnchorCounts, y: &AnchorCounts) -> Vec<f64> {
    (0..x.counts.len())
        .map(|score| equated(&y.anchor, &y.form, equated(&x.form, &x.anchor, score as f64)))
        .collect()
}
