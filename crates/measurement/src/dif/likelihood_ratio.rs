//! An item fitted for both groups together and for each alone.

use super::{CannotCompare, Size};
use crate::{
    calibrate::{CannotCalibrate, Errors, ItemPlan, Settings, calibrate},
    models::Item,
    numbers::distributions::chi_square_above,
    posterior::{Grid, Population},
    responses::{MISSING, Responses},
};

/// One item, alike and apart.
#[derive(Debug, Clone, PartialEq)]
pub struct LikelihoodRatio {
    /// Twice the difference of the log-likelihoods.
    pub statistic: f64,
    /// Parameters that the item has more when it differs.
    pub df: f64,
    /// Chance of a statistic as large without an effect.
    pub p: f64,
    /// Mean difference of the expected scores, focal minus reference, over the focal group's abilities and as
    /// a share of the highest score: below 0 the item is harder for the focal group.
    pub effect: f64,
    /// Size: A when not significant at 0.05 or below 0.05 of the score, C from 0.10.
    pub size: Size,
    /// The item as the reference group and as the focal group answer it.
    pub items: [Item; 2],
}

/// Compares one item of any model between two groups, all others held in common.
///
/// `plan` is that of the calibration; the ability distributions of both groups are estimated. Give a plan
/// without the items that differ (or leave their answers out) to purify. Errors: [`CannotCompare`] unless
/// there are two groups; a fit that fails gives `Ok(None)`. Source: Thissen, Steinberg & Wainer (1993); the
/// effect after Raju (1988) and Chalmers (2023).
pub fn likelihood_ratio(
    responses: &Responses,
    plan: &[ItemPlan],
    studied: usize,
    settings: &Settings,
) -> Result<Option<LikelihoodRatio>, CannotCompare> {
    if responses.group_count() != 2 {
        return Err(CannotCompare::Groups(responses.group_count()));
    }
    if studied >= plan.len() || plan.len() != responses.items() {
        return Err(CannotCompare::TooFew);
    }
    let settings = Settings { errors: Errors::None, keep_negative_slopes: true, ..settings.clone() };
    Ok(compare(responses, plan, studied, &settings).ok().flatten())
}

fn compare(
    responses: &Responses,
    plan: &[ItemPlan],
    studied: usize,
    settings: &Settings,
) -> Result<Option<LikelihoodRatio>, CannotCalibrate> {
    let alike = calibrate(responses, plan, settings)?;
    let Some(split) = split(responses, studied) else { return Ok(None) };
    let mut plan = plan.to_vec();
    plan.push(plan[studied].clone());
    let apart = calibrate(&split, &plan, settings)?;
    let (Some(reference), Some(focal)) = (apart.items[studied].clone(), apart.items[plan.len() - 1].clone())
    else {
        return Ok(None);
    };
    let statistic = (2.0 * (apart.log_likelihood - alike.log_likelihood)).max(0.0);
    let df = apart.parameters as f64 - alike.parameters as f64;
    if df <= 0.0 {
        return Ok(None);
    }
    let p = chi_square_above(statistic, df);
    let highest = (reference.categories().max(focal.categories()) - 1) as f64;
    let effect = mean_difference(&reference, &focal, apart.populations[1]) / highest;
    let size = Size::of_share(effect, p);
    Ok(Some(LikelihoodRatio { statistic, df, p, effect, size, items: [reference, focal] }))
}

/// The studied item in two columns: the reference group's answers in place, the focal group's at the end.
fn split(responses: &Responses, studied: usize) -> Option<Responses> {
    let rows = 0..responses.rows();
    let codes = rows.clone().flat_map(|row| {
        let focal = responses.group(row) == 1;
        let own = responses.row(row)[studied];
        let place = move |(item, code): (usize, &u8)| if item == studied && focal { MISSING } else { *code };
        responses.row(row).iter().enumerate().map(place).chain([if focal { own } else { MISSING }])
    });
    let groups = rows.clone().map(|row| u16::from(responses.group(row) == 1)).collect();
    let weights = rows.map(|row| responses.weight(row)).collect();
    Responses::from_codes(responses.items() + 1, codes.collect())
        .and_then(|split| split.with_weights(weights))
        .and_then(|split| split.with_groups(groups))
        .ok()
}

fn mean_difference(reference: &Item, focal: &Item, population: Population) -> f64 {
    let nodes = Grid::default().nodes();
    let at = |(z, log_weight): (&f64, &f64)| {
        let theta = population.at(*z);
        log_weight.exp() * (focal.expected_score(theta) - reference.expected_score(theta))
    };
    nodes.at.iter().zip(&nodes.log_weights).map(at).sum()
}
