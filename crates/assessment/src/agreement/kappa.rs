//! Agreement of two raters.

use super::BadRatings;

/// Standard errors that a 95 % interval reaches.
const REACH: f64 = 1.959_963_984_540_054;
/// The most levels of a scale.
pub(super) const MOST_LEVELS: usize = 100;

/// A coefficient of agreement: 1 in full, 0 as by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    /// The coefficient.
    pub value: f64,
    /// Its large-sample standard error.
    pub error: f64,
    /// Ends of its 95 % interval, within -1 and 1.
    pub interval: (f64, f64),
}

/// How far two raters agree on one criterion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairAgreement {
    /// Pieces of work that both rated.
    pub pieces: usize,
    /// Share with the same level.
    pub exact: f64,
    /// Share with the same level or the next one.
    pub adjacent: f64,
    /// Mean of the second rater's level less the first's: above 0 the second is more generous.
    pub difference: f64,
    /// Cohen's kappa; `None` where chance alone agrees fully (both used one and the same level only).
    pub kappa: Option<Coefficient>,
    /// Kappa with quadratic weights: a difference of two levels counts four times one of one; `None` as above.
    pub weighted: Option<Coefficient>,
}

/// Ratings of one criterion of a rubric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionRatings {
    /// The criterion.
    pub name: String,
    /// Levels of its scale.
    pub levels: usize,
    /// Levels of the same work, first and second rater.
    pub pairs: Vec<(usize, usize)>,
}

/// Agreement on one criterion of a rubric.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionAgreement {
    /// The criterion.
    pub name: String,
    /// Levels of its scale.
    pub levels: usize,
    /// How far the two agree.
    pub agreement: PairAgreement,
}

/// Agreement on a rubric.
#[derive(Debug, Clone, PartialEq)]
pub struct RubricAgreement {
    /// Each criterion.
    pub criteria: Vec<CriterionAgreement>,
    /// Ratings of all criteria together.
    pub ratings: usize,
    /// Share of all ratings with the same level.
    pub exact: f64,
    /// Share of all ratings with the same level or the next one.
    pub adjacent: f64,
    /// Mean of the weighted kappas that there are; scales of different lengths have no table in common.
    pub mean_weighted: Option<f64>,
    /// By how many levels the second rater lies above the first on average.
    pub difference: f64,
}

/// How far two raters agree: pairs of levels of the same work, first and second rater.
///
/// Kappa is Cohen's (1960), weighted kappa Cohen's (1968) with quadratic weights; standard errors by Fleiss, Cohen &
/// Everitt (1969), good from about 20 pieces on. Errors: [`BadRatings`].
pub fn of_pair(levels: usize, pairs: &[(usize, usize)]) -> Result<PairAgreement, BadRatings> {
    let table = Table::new(levels, pairs)?;
    let share = |near: usize| pairs.iter().filter(|(a, b)| a.abs_diff(*b) <= near).count();
    #[expect(clippy::cast_precision_loss, reason = "numbers of pieces and levels")]
    let (of, difference) = (
        |count: usize| count as f64 / pairs.len() as f64,
        pairs.iter().map(|(a, b)| *b as f64 - *a as f64).sum::<f64>() / pairs.len() as f64,
    );
    Ok(PairAgreement {
        pieces: pairs.len(),
        exact: of(share(0)),
        adjacent: of(share(1)),
        difference,
        kappa: table.kappa(|a, b| f64::from(u8::from(a == b))),
        weighted: table.kappa(|a, b| {
            let (far, most) = (f64_of(a.abs_diff(b)), f64_of(levels - 1));
            1.0 - far * far / (most * most)
        }),
    })
}

/// How far two raters agree on a rubric.
pub fn of_rubric(criteria: &[CriterionRatings]) -> Result<RubricAgreement, BadRatings> {
    let mut found = Vec::with_capacity(criteria.len());
    let (mut ratings, mut exact, mut adjacent, mut difference) = (0, 0.0, 0.0, 0.0);
    for CriterionRatings { name, levels, pairs } in criteria {
        let agreement = of_pair(*levels, pairs)?;
        ratings += pairs.len();
        exact += agreement.exact * f64_of(pairs.len());
        adjacent += agreement.adjacent * f64_of(pairs.len());
        difference += agreement.difference * f64_of(pairs.len());
        found.push(CriterionAgreement { name: name.clone(), levels: *levels, agreement });
    }
    if ratings == 0 {
        return Err(BadRatings::Empty);
    }
    let kappas: Vec<f64> = found.iter().filter_map(|one| Some(one.agreement.weighted?.value)).collect();
    let mean_weighted = (!kappas.is_empty()).then(|| kappas.iter().sum::<f64>() / f64_of(kappas.len()));
    let all = f64_of(ratings);
    Ok(RubricAgreement {
        criteria: found,
        ratings,
        exact: exact / all,
        adjacent: adjacent / all,
        mean_weighted,
        difference: difference / all,
    })
}

/// Shares of pairs of levels.
pub(super) struct Table {
    levels: usize,
    pieces: f64,
    shares: Vec<f64>,
}

impl Table {
    pub(super) fn new(levels: usize, pairs: &[(usize, usize)]) -> Result<Self, BadRatings> {
        if !(2..=MOST_LEVELS).contains(&levels) {
            return Err(BadRatings::Levels(levels));
        }
        if pairs.is_empty() {
            return Err(BadRatings::Empty);
        }
        let pieces = f64_of(pairs.len());
        let mut shares = vec![0.0; levels * levels];
        for (place, (a, b)) in pairs.iter().enumerate() {
            if let Some(level) = [*a, *b].into_iter().find(|level| *level >= levels) {
                return Err(BadRatings::Level { place, level, levels });
            }
            shares[a * levels + b] += 1.0 / pieces;
        }
        Ok(Self { levels, pieces, shares })
    }

    /// Kappa with weights of agreement, 1 for equal levels.
    pub(super) fn kappa(&self, weight: impl Fn(usize, usize) -> f64) -> Option<Coefficient> {
        let levels = 0..self.levels;
        let cell = |a: usize, b: usize| self.shares[a * self.levels + b];
        let first: Vec<f64> = levels.clone().map(|a| levels.clone().map(|b| cell(a, b)).sum()).collect();
        let second: Vec<f64> = levels.clone().map(|b| levels.clone().map(|a| cell(a, b)).sum()).collect();
        let cells = || levels.clone().flat_map(|a| levels.clone().map(move |b| (a, b)));
        let observed: f64 = cells().map(|(a, b)| weight(a, b) * cell(a, b)).sum();
        let expected: f64 = cells().map(|(a, b)| weight(a, b) * first[a] * second[b]).sum();
        let room = 1.0 - expected;
        if room < 1e-12 {
            return None;
        }
        let value = (observed - expected) / room;
        let of_first: Vec<f64> =
            levels.clone().map(|a| levels.clone().map(|b| second[b] * weight(a, b)).sum()).collect();
        let of_second: Vec<f64> =
            levels.clone().map(|b| levels.clone().map(|a| first[a] * weight(a, b)).sum()).collect();
        let square = |x: f64| x * x;
        let spread: f64 = cells()
            .map(|(a, b)| cell(a, b) * square(weight(a, b) - (of_first[a] + of_second[b]) * (1.0 - value)))
            .sum();
        let variance = (spread - square(value - expected * (1.0 - value))) / (self.pieces * square(room));
        let error = variance.max(0.0).sqrt();
        let interval = ((value - REACH * error).max(-1.0), (value + REACH * error).min(1.0));
        Some(Coefficient { value, error, interval })
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of pieces and levels")]
pub(super) fn f64_of(count: usize) -> f64 {
    count as f64
}
