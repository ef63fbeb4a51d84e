//! The next item.

use std::cmp::Ordering;

use super::{
    prepared::Test,
    rules::Selection,
    shadow::{Proof, Shadow},
    sitting::Sitting,
};
use crate::{
    numbers::exp::exp,
    random::{Generator, lot},
};

/// An item chosen, and by what.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// The item, by place in the bank.
    pub item: usize,
    /// What the selection maximized: information, its mean, a distance, or minus the distance of a
    /// difficulty.
    pub criterion: f64,
    /// Information of the item at the estimate.
    pub information: f64,
    /// How good the shadow test is that it was taken from; `None` without a blueprint.
    pub shadow: Option<Proof>,
}

/// Lots that are drawn for one sitting, told apart.
const LOT_OF_POSITION: u64 = 1 << 40;
const LOT_OF_EXPOSURE: u64 = 1 << 41;
const LOT_OF_PRICE: u64 = 1 << 42;

/// The least that any learner pays, as a share of the price.
pub(super) const LEAST_SHARE: f64 = 0.5;

/// The item to give next, or `None` when none is allowed. Items that would have been selected but for
/// their exposure are added to `passed`.
pub(super) fn choose(sitting: &Sitting, passed: &mut Vec<usize>) -> Option<Choice> {
    passed.clear();
    if let Some(shadow) = &sitting.test().shadow {
        return from_shadow(sitting, shadow);
    }
    let restricted = sitting.test().bank.items().iter().any(|entry| entry.exposure < 1.0);
    if restricted {
        if let Some(choice) = among(sitting, &mut |item| lucky(sitting, item), passed) {
            return Some(choice);
        }
        passed.clear();
    }
    // Nobody is left without a question because of exposure.
    among(sitting, &mut |_| true, passed)
}

/// Whether this learner may get the item at all: one lot per learner and item, drawn from the seed, which
/// is Sympson and Hetter's rule without anything to remember.
fn lucky(sitting: &Sitting, item: usize) -> bool {
    let exposure = sitting.test().bank.items()[item].exposure;
    exposure >= 1.0 || lot(sitting.state().seed, LOT_OF_EXPOSURE | item as u64) < exposure
}

/// What the item costs this learner: its price, half of it to half as much again by lot, so that learners who
/// cannot be told apart yet do not all get the same item.
fn price(sitting: &Sitting, item: usize) -> f64 {
    let price = sitting.test().bank.items()[item].price;
    if price == 0.0 {
        return 0.0;
    }
    price * (LEAST_SHARE + lot(sitting.state().seed, LOT_OF_PRICE | item as u64))
}

fn among(sitting: &Sitting, lucky: &mut dyn FnMut(usize) -> bool, passed: &mut Vec<usize>) -> Option<Choice> {
    let test = sitting.test();
    let theta = sitting.estimate().theta;
    let position = sitting.state().answers.len();
    let mut chance = Generator::of(sitting.state().seed, LOT_OF_POSITION, position as u64);
    let information = |item: usize| test.item(item).information(theta);
    let (item, criterion) = match test.rules.selection {
        Selection::MaximumInformation if test.rules.per_set.is_some() => by_stimulus(sitting, lucky, passed)?,
        Selection::MaximumInformation => most_informative(sitting, 1, lucky, passed).pop()?,
        Selection::Randomesque { from } => {
            let best = most_informative(sitting, from, lucky, passed);
            let place = chance.below(best.len());
            *best.get(place)?
        }
        Selection::PosteriorWeighted => {
            let mean = mean_information(sitting);
            best(sitting, lucky, passed, |item| mean(item) - price(sitting, item))?
        }
        Selection::KullbackLeibler => best(sitting, lucky, passed, distance(sitting))?,
        Selection::Progressive => {
            let (_, top) = most_informative(sitting, 1, &mut |_| true, &mut Vec::new()).pop()?;
            let share = position as f64 / test.rules.stopping.most as f64;
            best(sitting, lucky, passed, |item| {
                (1.0 - share) * chance.uniform() * top + share * (information(item) - price(sitting, item))
            })?
        }
        Selection::Stratified { strata } => {
            let stage = position * strata / test.rules.stopping.most;
            // A stratum that is used up passes to the nearest one.
            let far = |item: usize| {
                let (stratum, location) = test.strata[item];
                -1e3 * stratum.abs_diff(stage) as f64 - (location - theta).abs()
            };
            best(sitting, lucky, passed, far)?
        }
    };
    Some(Choice { item, criterion, information: information(item), shadow: None })
}

/// Information averaged over the posterior.
fn mean_information<'s>(sitting: &Sitting<'s>) -> impl Fn(usize) -> f64 + use<'s> {
    let test = sitting.test();
    let (window, weights) = sitting.window();
    move |item| f64::from(dot(&test.averages[item * test.coarse..][window.clone()], &weights))
}

/// Kullback-Leibler distance from the estimate, averaged over the posterior.
fn distance<'s>(sitting: &Sitting<'s>) -> impl Fn(usize) -> f64 + use<'s> {
    let test = sitting.test();
    let (window, weights) = sitting.window();
    let near = Near::new(test, sitting.estimate().theta);
    move |item| {
        let mut sum = 0.0;
        for row in test.first_row[item]..test.first_row[item + 1] {
            let row = &test.averages[row * test.coarse..][..test.coarse];
            let log_p = near.of(row);
            sum += exp(log_p) * (log_p - f64::from(dot(&row[window.clone()], &weights)));
        }
        sum
    }
}

/// The next item of a shadow test.
fn from_shadow(sitting: &Sitting, shadow: &Shadow) -> Option<Choice> {
    let test = sitting.test();
    let theta = sitting.estimate().theta;
    let items = 0..test.bank.len();
    let values: Vec<f64> = match test.rules.selection {
        Selection::PosteriorWeighted => {
            let mean = mean_information(sitting);
            items.map(|item| mean(item) - price(sitting, item)).collect()
        }
        Selection::KullbackLeibler => items.map(distance(sitting)).collect(),
        _ => items.map(|item| test.item(item).information(theta) - price(sitting, item)).collect(),
    };
    let (item, criterion, proof) = shadow.choose(sitting, &values)?;
    Some(Choice { item, criterion, information: test.item(item).information(theta), shadow: Some(proof) })
}

/// The best item of the best of: each item alone, the stimulus at hand, each new stimulus. A stimulus at hand
/// counts as its best item, a new one as the mean of as many of its best items as it must give.
fn by_stimulus(
    sitting: &Sitting,
    lucky: &mut dyn FnMut(usize) -> bool,
    passed: &mut Vec<usize>,
) -> Option<(usize, f64)> {
    let test = sitting.test();
    let theta = sitting.estimate().theta;
    let fewest = test.rules.per_set.map_or(1, |per_set| per_set.at_least);
    let mut alone: Vec<(usize, f64)> = Vec::new();
    let mut together: Vec<Vec<(usize, f64)>> = Vec::new();
    let mut unlucky = Vec::new();
    for item in (0..test.bank.len()).filter(|item| sitting.allowed(*item)) {
        let told = (item, test.item(item).information(theta) - price(sitting, item));
        let set = test.bank.items()[item].set.filter(|set| sitting.stimulus() != Some(*set));
        match set {
            _ if !lucky(item) => unlucky.push(told),
            None => alone.push(told),
            Some(set) => {
                if together.len() <= set {
                    together.resize(set + 1, Vec::new());
                }
                together[set].push(told);
            }
        }
    }
    let units = alone.iter().map(|told| (*told, told.1)).chain(together.iter_mut().filter_map(|items| {
        items.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let best = items.get(..fewest.min(items.len())).filter(|best| !best.is_empty())?;
        Some((best[0], best.iter().map(|told| told.1).sum::<f64>() / best.len() as f64))
    }));
    let first = |one: &((usize, f64), f64), other: &((usize, f64), f64)| {
        one.1.total_cmp(&other.1).then(other.0.0.cmp(&one.0.0))
    };
    let (chosen, _) = units.max_by(first)?;
    passed.extend(unlucky.iter().filter(|told| told.1 > chosen.1).map(|told| told.0));
    Some(chosen)
}

/// The `count` most informative items with their information less their price, highest first.
fn most_informative(
    sitting: &Sitting,
    count: usize,
    lucky: &mut dyn FnMut(usize) -> bool,
    passed: &mut Vec<usize>,
) -> Vec<(usize, f64)> {
    let test = sitting.test();
    let theta = sitting.estimate().theta;
    let mut top: Vec<(usize, f64)> = Vec::with_capacity(count + 1);
    let mut unlucky: Vec<(usize, f64)> = Vec::new();
    for (item, bound) in test.bounds.list(theta) {
        if top.len() == count && bound < top[count - 1].1 {
            break;
        }
        if !sitting.allowed(item) {
            continue;
        }
        let information = test.item(item).information(theta) - price(sitting, item);
        let beats = |(other, most): &(usize, f64)| match information.total_cmp(most) {
            Ordering::Greater => true,
            Ordering::Equal => item < *other,
            Ordering::Less => false,
        };
        if top.len() == count && !beats(&top[count - 1]) {
            continue;
        }
        if !lucky(item) {
            unlucky.push((item, information));
            continue;
        }
        let place = top.iter().position(beats).unwrap_or(top.len());
        top.insert(place, (item, information));
        top.truncate(count);
    }
    let least = top.last().map_or(f64::NEG_INFINITY, |(_, information)| *information);
    passed.extend(unlucky.iter().filter(|(_, information)| *information > least).map(|(item, _)| *item));
    top
}

/// The allowed item with the highest criterion; the first of equals.
fn best(
    sitting: &Sitting,
    lucky: &mut dyn FnMut(usize) -> bool,
    passed: &mut Vec<usize>,
    mut criterion: impl FnMut(usize) -> f64,
) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    let mut unlucky: Vec<(usize, f64)> = Vec::new();
    for item in (0..sitting.test().bank.len()).filter(|item| sitting.allowed(*item)) {
        let value = criterion(item);
        if best.is_none_or(|(_, most)| value > most) {
            if lucky(item) {
                best = Some((item, value));
            } else {
                unlucky.push((item, value));
            }
        }
    }
    let least = best.map_or(f64::NEG_INFINITY, |(_, value)| value);
    passed.extend(unlucky.iter().filter(|(_, value)| *value > least).map(|(item, _)| *item));
    best
}

/// A cubic between four nodes of the coarse grid.
struct Near {
    first: usize,
    weights: [f64; 4],
}

impl Near {
    fn new(test: &Test, theta: f64) -> Self {
        let nodes = test.nodes.div_ceil(2);
        let step = 2.0 * (test.at[1] - test.at[0]);
        let place = (theta - test.at[0]) / step;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the nodes")]
        let first = (place - 1.0).clamp(0.0, nodes.saturating_sub(4) as f64) as usize;
        // Lagrange's weights at 0, 1, 2, 3.
        let x = place - first as f64;
        let (a, b, c, d) = (x, x - 1.0, x - 2.0, x - 3.0);
        Self { first, weights: [-b * c * d / 6.0, a * c * d / 2.0, -a * b * d / 2.0, a * b * c / 6.0] }
    }

    fn of(&self, row: &[f32]) -> f64 {
        row[self.first..].iter().zip(self.weights).map(|(value, weight)| f64::from(*value) * weight).sum()
    }
}

/// Sum of products in eight lanes.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum()
}
