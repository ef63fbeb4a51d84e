//! ML, MAP and WLE: where a derivative crosses zero from above.

use rayon::prelude::*;

use super::{Estimate, Method};
use crate::{models::Item, posterior::Population, responses::Patterns};

/// Places where crossings are looked for first, in standard deviations of the population.
const REACH: f64 = 8.0;
const NODES: usize = 65;
/// Where the search gives up, in standard deviations.
const FARTHEST: f64 = 64.0;
/// Abilities are found to this many logits.
const PRECISION: f64 = 1e-10;
/// Half the width of the difference that gives the curvature of the weighted likelihood.
const CURVATURE_STEP: f64 = 1e-4;

pub(super) fn estimates(
    patterns: &Patterns,
    items: &[Item],
    populations: &[Population],
    method: Method,
) -> Vec<Option<Estimate>> {
    let mut out = Vec::with_capacity(patterns.len());
    for (group, population) in populations.iter().enumerate().take(patterns.starts.len() - 1) {
        let search = Search::new(items, *population, method);
        let members: Vec<usize> = (patterns.starts[group]..patterns.starts[group + 1]).collect();
        let found: Vec<Option<Estimate>> =
            members.par_iter().map(|pattern| search.peak(patterns.row(*pattern))).collect();
        out.extend(found);
    }
    out
}

/// What a learner's answers sum to at one ability.
#[derive(Debug, Default, Clone)]
struct Sums {
    log_likelihood: f64,
    /// First derivative of the log-likelihood.
    first: f64,
    /// Second derivative of the log-likelihood.
    second: f64,
    /// Expected information.
    information: f64,
    /// Warm's J: `sum over items and categories of P' P'' / P`.
    warm: f64,
}

/// Sums of each item and answer at one node, and what does not depend on the answer.
struct Node {
    theta: f64,
    answers: Vec<Sums>,
}

struct Search<'a> {
    items: &'a [Item],
    population: Population,
    method: Method,
    nodes: Vec<Node>,
    first_answer: Vec<usize>,
    most_categories: usize,
}

impl<'a> Search<'a> {
    fn new(items: &'a [Item], population: Population, method: Method) -> Self {
        let mut first_answer = Vec::with_capacity(items.len());
        let mut answers = 0;
        for item in items {
            first_answer.push(answers);
            answers += item.categories();
        }
        let most_categories = items.iter().map(Item::categories).max().unwrap_or(0);
        let mut search = Self { items, population, method, nodes: Vec::new(), first_answer, most_categories };
        let mut room = search.room();
        search.nodes = (0..NODES)
            .map(|q| {
                let theta = population.at(REACH * (2.0 * q as f64 / (NODES - 1) as f64 - 1.0));
                let mut every = |item: &Item| -> Vec<Sums> {
                    (0..item.categories()).map(|k| search.of_answer(item, k, theta, &mut room)).collect()
                };
                Node { theta, answers: items.iter().flat_map(&mut every).collect() }
            })
            .collect();
        search
    }

    /// Room for the derivatives of one item.
    fn room(&self) -> Vec<f64> {
        vec![0.0; 3 * self.most_categories]
    }

    fn of_answer(&self, item: &Item, answer: usize, theta: f64, room: &mut [f64]) -> Sums {
        let (log_p, rest) = room.split_at_mut(self.most_categories);
        let (first, second) = rest.split_at_mut(self.most_categories);
        let categories = item.categories();
        let (log_p, first, second) =
            (&mut log_p[..categories], &mut first[..categories], &mut second[..categories]);
        item.slopes_into(theta, log_p, first, second);
        let mut sums = Sums {
            log_likelihood: log_p[answer],
            first: first[answer],
            second: second[answer],
            ..Sums::default()
        };
        for k in 0..categories {
            let p = log_p[k].exp();
            sums.information += p * first[k] * first[k];
            sums.warm += p * first[k] * (second[k] + first[k] * first[k]);
        }
        sums
    }

    /// Sums of a whole row, exactly, at any ability.
    fn at(&self, codes: &[u8], theta: f64, room: &mut [f64]) -> Sums {
        let mut total = Sums::default();
        for (item, code) in self.items.iter().zip(codes) {
            if usize::from(*code) < item.categories() {
                total.add(&self.of_answer(item, usize::from(*code), theta, room));
            }
        }
        total
    }

    /// The derivative whose crossing is sought.
    fn derivative(&self, sums: &Sums, theta: f64) -> f64 {
        let Population { mean, sd } = self.population;
        match self.method {
            Method::Map => sums.first - (theta - mean) / (sd * sd),
            Method::Wle if sums.information > 0.0 => sums.first + sums.warm / (2.0 * sums.information),
            _ => sums.first,
        }
    }

    /// What is (nearly, for WLE of some models) maximized: it chooses among several crossings.
    fn height(&self, sums: &Sums, theta: f64) -> f64 {
        let Population { mean, sd } = self.population;
        match self.method {
            Method::Map => sums.log_likelihood - 0.5 * ((theta - mean) / sd).powi(2),
            Method::Wle => sums.log_likelihood + 0.5 * sums.information.max(f64::MIN_POSITIVE).ln(),
            _ => sums.log_likelihood,
        }
    }

    fn peak(&self, codes: &[u8]) -> Option<Estimate> {
        let Population { mean, sd } = self.population;
        if codes.iter().zip(self.items).all(|(code, item)| usize::from(*code) >= item.categories()) {
            return (self.method == Method::Map).then_some(Estimate { theta: mean, error: sd });
        }
        let mut room = self.room();
        let mut best: Option<(f64, f64, f64)> = None;
        let mut last: Option<(f64, f64)> = None;
        for node in &self.nodes {
            let mut sums = Sums::default();
            for ((code, first), item) in codes.iter().zip(&self.first_answer).zip(self.items) {
                if usize::from(*code) < item.categories() {
                    sums.add(&node.answers[first + usize::from(*code)]);
                }
            }
            let derivative = self.derivative(&sums, node.theta);
            if let Some((before, theta)) = last
                && before > 0.0
                && derivative <= 0.0
            {
                let height = self.height(&sums, node.theta);
                if best.is_none_or(|(most, _, _)| height > most) {
                    best = Some((height, theta, node.theta));
                }
            }
            last = Some((derivative, node.theta));
        }
        let (low, high) = match best {
            Some((_, low, high)) => (low, high),
            None => self.beyond(codes, &mut room)?,
        };
        let theta = self.refine(codes, low, high, &mut room);
        let sums = self.at(codes, theta, &mut room);
        let information = match self.method {
            Method::Map => -sums.second + 1.0 / (sd * sd),
            Method::Wle => {
                let mut of = |theta: f64| self.derivative(&self.at(codes, theta, &mut room), theta);
                (of(theta - CURVATURE_STEP) - of(theta + CURVATURE_STEP)) / (2.0 * CURVATURE_STEP)
            }
            _ => -sums.second,
        };
        // Far out all is flat to the last digit, and a crossing there is noise: no peak of the likelihood.
        let information = match self.method {
            _ if information > 0.0 => information,
            Method::Map => 1.0 / (sd * sd),
            Method::Wle => sums.information,
            _ => return None,
        };
        (information > 0.0).then(|| Estimate { theta, error: 1.0 / information.sqrt() })
    }

    /// A crossing outside the nodes, between doubled distances.
    fn beyond(&self, codes: &[u8], room: &mut [f64]) -> Option<(f64, f64)> {
        let mut distance = REACH;
        while distance < FARTHEST {
            for side in [1.0, -1.0] {
                let (near, far) =
                    (self.population.at(side * distance), self.population.at(side * 2.0 * distance));
                let (low, high) = if side > 0.0 { (near, far) } else { (far, near) };
                let mut of = |theta: f64| self.derivative(&self.at(codes, theta, room), theta);
                if of(low) > 0.0 && of(high) <= 0.0 {
                    return Some((low, high));
                }
            }
            distance *= 2.0;
        }
        None
    }

    /// Regula falsi with the Illinois rule: always inside the bracket, nearly as quick as a secant.
    fn refine(&self, codes: &[u8], mut low: f64, mut high: f64, room: &mut [f64]) -> f64 {
        let mut of = |theta: f64| self.derivative(&self.at(codes, theta, room), theta);
        let (mut at_low, mut at_high) = (of(low), of(high));
        let mut last_side = 0;
        for _ in 0..200 {
            if high - low < PRECISION || at_low <= at_high {
                break;
            }
            let theta = (high * at_low - low * at_high) / (at_low - at_high);
            let value = of(theta);
            if value == 0.0 {
                return theta;
            }
            if value > 0.0 {
                if theta - low < PRECISION && last_side == 1 {
                    return theta;
                }
                (low, at_low) = (theta, value);
                if last_side == 1 {
                    at_high *= 0.5;
                }
                last_side = 1;
            } else {
                if high - theta < PRECISION && last_side == -1 {
                    return theta;
                }
                (high, at_high) = (theta, value);
                if last_side == -1 {
                    at_low *= 0.5;
                }
                last_side = -1;
            }
        }
        0.5 * (low + high)
    }
}

impl Sums {
    fn add(&mut self, other: &Self) {
        self.log_likelihood += other.log_likelihood;
        self.first += other.first;
        self.second += other.second;
        self.information += other.information;
        self.warm += other.warm;
    }
}
