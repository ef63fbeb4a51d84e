//! What a calibration found.

use super::{
    Layout, SetAside,
    climb::Summit,
    layout::{Link, Slots},
};
use crate::{models::Item, posterior::Population, responses::Responses};

/// The fitted items and populations.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// One place per item of the answers; empty where the item was set aside.
    pub items: Vec<Option<Item>>,
    /// Standard errors of the same items; empty where there are none.
    pub errors: Vec<Option<ItemErrors>>,
    /// One per group.
    pub populations: Vec<Population>,
    /// Standard errors of the populations; 0 for a number that was not estimated.
    pub population_errors: Option<Vec<PopulationErrors>>,
    /// Marginal log-likelihood on the grid of the settings.
    pub log_likelihood: f64,
    /// Log-density of the priors, 0 without any.
    pub log_prior: f64,
    /// Free numbers.
    pub parameters: usize,
    /// Weighted number of learners with an answer to a fitted item.
    pub learners: f64,
    /// Steps of the climb; each takes one E-step, or a few.
    pub steps: usize,
    /// Whether the tolerance was reached.
    pub converged: bool,
    /// Items left out, with reasons.
    pub set_aside: Vec<SetAside>,
    /// Which free numbers move each item, and the populations.
    links: Vec<Vec<Link>>,
    slots: Vec<Slots>,
}

/// Standard errors of one item's parameters; 0 for what was fixed.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemErrors {
    /// Of the slope, or of each slope of a nominal item.
    pub slopes: Vec<f64>,
    /// Of each intercept.
    pub intercepts: Vec<f64>,
    /// Of the lower asymptote.
    pub guessing: f64,
    /// Of each difficulty of [`Item::difficulties`], by the delta method.
    pub difficulties: Vec<f64>,
}

/// Standard errors of one population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PopulationErrors {
    /// Of the mean, logits.
    pub mean: f64,
    /// Of the standard deviation, logits.
    pub sd: f64,
}

impl Calibration {
    /// The fitted items with their places among the columns, without those set aside: what
    /// [`Responses::of_items`] and scoring take.
    pub fn fitted(&self) -> (Vec<usize>, Vec<Item>) {
        self.items.iter().enumerate().filter_map(|(place, item)| Some((place, item.clone()?))).unzip()
    }

    /// `d E(score of item) / d free number` at ability `theta`, z standard deviations from the mean of the
    /// first population. Nothing for an item that was set aside.
    pub(crate) fn mean_derivatives(&self, item: usize, theta: f64, z: f64) -> Vec<(usize, f64)> {
        let Some(fitted) = &self.items[item] else { return Vec::new() };
        let (categories, naturals) = (fitted.categories(), fitted.naturals());
        let mut log_p = vec![0.0; categories];
        let (mut first, mut second) = (vec![0.0; categories], vec![0.0; categories]);
        let mut jacobian = vec![0.0; categories * naturals];
        fitted.slopes_into(theta, &mut log_p, &mut first, &mut second);
        fitted.jacobian(theta, &log_p, &mut jacobian);
        let mean = |of: &dyn Fn(usize) -> f64| -> f64 {
            log_p.iter().enumerate().map(|(k, log_p)| k as f64 * log_p.exp() * of(k)).sum()
        };
        let by_link =
            |link: &Link| (link.free, link.times * mean(&|k| jacobian[k * naturals + link.natural]));
        let mut out: Vec<(usize, f64)> = self.links[item].iter().map(by_link).collect();
        let by_theta = mean(&|k| first[k]);
        out.extend(self.slots[0].mean.map(|free| (free, by_theta)));
        out.extend(self.slots[0].log_sd.map(|free| (free, by_theta * z * self.populations[0].sd)));
        out
    }

    /// Akaike's criterion, `-2 log L + 2 p`; smaller is better.
    pub fn aic(&self) -> f64 {
        -2.0 * self.log_likelihood + 2.0 * self.parameters as f64
    }

    /// Schwarz's criterion, `-2 log L + p log N`; smaller is better.
    pub fn bic(&self) -> f64 {
        -2.0 * self.log_likelihood + self.parameters as f64 * self.learners.ln()
    }
}

pub(super) fn gather(
    responses: &Responses,
    layout: &Layout,
    summit: &Summit,
    used: &[usize],
    set_aside: Vec<SetAside>,
    covariance: Option<&[f64]>,
) -> Calibration {
    let populations = layout.populations(&summit.free);
    let mut items = vec![None; responses.items()];
    let mut errors = vec![None; responses.items()];
    let mut links = vec![Vec::new(); responses.items()];
    for (place, (item, fitted)) in used.iter().zip(layout.items(&summit.free)).enumerate() {
        errors[*item] = covariance.map(|covariance| item_errors(layout, place, &fitted, covariance));
        items[*item] = Some(fitted);
        links[*item].clone_from(&layout.items[place].links);
    }
    let error = |covariance: &[f64], free: usize| covariance[free * layout.len + free].max(0.0).sqrt();
    let population_errors = covariance.map(|covariance| {
        let slots = layout.populations.iter().zip(&populations);
        slots
            .map(|(slots, population)| PopulationErrors {
                mean: slots.mean.map_or(0.0, |free| error(covariance, free)),
                sd: slots.log_sd.map_or(0.0, |free| population.sd * error(covariance, free)),
            })
            .collect()
    });
    let counts = |row: &usize| used.iter().any(|item| responses.score(*row, *item).is_some());
    let learners = (0..responses.rows()).filter(counts).map(|row| responses.weight(row)).sum();
    Calibration {
        items,
        errors,
        populations,
        population_errors,
        log_likelihood: summit.ascent.log_likelihood,
        log_prior: summit.ascent.log_prior,
        parameters: layout.len,
        learners,
        steps: summit.steps,
        converged: summit.converged,
        set_aside,
        links,
        slots: layout.populations.clone(),
    }
}

/// The delta method from the free numbers, through the natural ones.
fn item_errors(layout: &Layout, place: usize, item: &Item, covariance: &[f64]) -> ItemErrors {
    let placed = &layout.items[place];
    by_delta(item, |weights: &[(usize, f64)]| {
        let mut of_free: Vec<(usize, f64)> = Vec::new();
        for (natural, weight) in weights {
            for link in placed.links.iter().filter(|link| link.natural == *natural) {
                of_free.push((link.free, weight * link.times));
            }
        }
        let mut variance = 0.0;
        for (a, by_a) in &of_free {
            for (b, by_b) in &of_free {
                variance += by_a * by_b * covariance[a * layout.len + b];
            }
        }
        variance.max(0.0).sqrt()
    })
}

/// Standard errors of an item's parameters; `error` gives that of a sum of multiples of its natural numbers.
pub(crate) fn by_delta(item: &Item, error: impl Fn(&[(usize, f64)]) -> f64) -> ItemErrors {
    let naturals = item.to_naturals();
    let one = |natural: usize| error(&[(natural, 1.0)]);
    let slope = item.slope();
    let difficulties = item.difficulties();
    match item {
        Item::Logistic { guessing, .. } => ItemErrors {
            slopes: vec![one(0)],
            intercepts: vec![one(1)],
            guessing: guessing * (1.0 - guessing) * one(2),
            difficulties: difficulties.iter().map(|b| error(&[(0, -b / slope), (1, -1.0 / slope)])).collect(),
        },
        Item::Graded { intercepts, .. } => ItemErrors {
            slopes: vec![one(0)],
            intercepts: (1..=intercepts.len()).map(one).collect(),
            guessing: 0.0,
            difficulties: difficulties
                .iter()
                .enumerate()
                .map(|(k, b)| error(&[(0, -b / slope), (k + 1, -1.0 / slope)]))
                .collect(),
        },
        Item::PartialCredit { intercepts, .. } => ItemErrors {
            slopes: vec![one(0)],
            intercepts: (1..=intercepts.len()).map(one).collect(),
            guessing: 0.0,
            difficulties: difficulties
                .iter()
                .enumerate()
                .map(|(k, b)| match k {
                    0 => error(&[(0, -b / slope), (1, -1.0 / slope)]),
                    _ => error(&[(0, -b / slope), (k + 1, -1.0 / slope), (k, 1.0 / slope)]),
                })
                .collect(),
        },
        Item::Nominal { slopes, .. } => ItemErrors {
            slopes: (0..slopes.len()).map(one).collect(),
            intercepts: (slopes.len()..naturals.len()).map(one).collect(),
            guessing: 0.0,
            difficulties: Vec::new(),
        },
    }
}
