//! The odds of a right answer in two groups, matched by score.

use super::{CannotCompare, Size, matching::Matched};
use crate::{numbers::distributions::chi_square_above, responses::Responses};

/// One item's common odds ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MantelHaenszel {
    /// Odds of the reference group over odds of the focal group, at equal scores; 1 without an effect.
    pub odds_ratio: f64,
    /// MH D-DIF, `-2.35 log(odds ratio)`, in ETS delta points: below 0 the item is harder for the focal
    /// group.
    pub delta: f64,
    /// Standard error of the delta.
    pub error: f64,
    /// Chi-square of one degree of freedom, with the correction for continuity.
    pub chi_square: f64,
    /// Chance of a chi-square as large without an effect.
    pub p: f64,
    /// Size by the rules of ETS.
    pub size: Size,
}

/// Right and wrong of both groups at one score.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Table {
    pub(super) reference_right: f64,
    pub(super) reference_wrong: f64,
    pub(super) focal_right: f64,
    pub(super) focal_wrong: f64,
}

/// Mantel-Haenszel statistics of every two-category item, from the rows without missing answers.
///
/// Items of size B or C are taken out of the matching score, round by round; an item always counts in its
/// own score. `None` where no score was reached by both groups with rights and wrongs. Errors:
/// [`CannotCompare`]. Source: Holland & Thayer (1988); the error by Robins, Breslow & Greenland (1986); A:
/// not significant at 0.05 or below 1, C: at least 1.5 and significantly above 1, B: the rest (Zwick, 2012).
pub fn mantel_haenszel(responses: &Responses) -> Result<Vec<Option<MantelHaenszel>>, CannotCompare> {
    let matched = Matched::new(responses)?;
    let judge = |item: usize, matching: &[bool]| {
        let mut tables = vec![Table::default(); matched.items() + 1];
        for row in &matched.rows {
            let table = &mut tables[matched.score(*row, matching, item)];
            let cell = match (matched.group(*row), matched.right(*row, item)) {
                (0, true) => &mut table.reference_right,
                (0, false) => &mut table.reference_wrong,
                (_, true) => &mut table.focal_right,
                (_, false) => &mut table.focal_wrong,
            };
            *cell += matched.weight(*row);
        }
        of_tables(&tables)
    };
    Ok(matched.purify(judge, |found| found.map(|found| found.size)))
}

pub(super) fn of_tables(tables: &[Table]) -> Option<MantelHaenszel> {
    let (mut r_sum, mut s_sum, mut pr, mut mixed, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut right, mut expected, mut variance) = (0.0, 0.0, 0.0);
    for Table { reference_right: a, reference_wrong: b, focal_right: c, focal_wrong: d } in tables {
        let n = a + b + c + d;
        if n <= 1.0 || a + b == 0.0 || c + d == 0.0 {
            continue;
        }
        let (r, s) = (a * d / n, b * c / n);
        let (p, q) = ((a + d) / n, (b + c) / n);
        r_sum += r;
        s_sum += s;
        pr += p * r;
        mixed += p * s + q * r;
        qs += q * s;
        right += a;
        expected += (a + b) * (a + c) / n;
        variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1.0));
    }
    if r_sum <= 0.0 || s_sum <= 0.0 || variance <= 0.0 {
        return None;
    }
    let odds_ratio = r_sum / s_sum;
    let of_log = pr / (2.0 * r_sum * r_sum) + mixed / (2.0 * r_sum * s_sum) + qs / (2.0 * s_sum * s_sum);
    let (delta, error) = (-2.35 * odds_ratio.ln(), 2.35 * of_log.sqrt());
    let chi_square = ((right - expected).abs() - 0.5).max(0.0).powi(2) / variance;
    let p = chi_square_above(chi_square, 1.0);
    let size = if p >= 0.05 || delta.abs() < 1.0 {
        Size::A
    } else if delta.abs() >= 1.5 && delta.abs() - 1.0 > 1.645 * error {
        Size::C
    } else {
        Size::B
    };
    Some(MantelHaenszel { odds_ratio, delta, error, chi_square, p, size })
}
