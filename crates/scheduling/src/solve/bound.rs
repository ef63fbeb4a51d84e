//! What no schedule is worth more than: a Lagrangian relaxation.
//!
//! One seat a period, the limits of a learner's day, devices and seats are given prices instead of being kept. What
//! is left falls apart: each group takes whoever is worth more to it than they cost, each educator leads the best
//! groups. For any prices that is at least what the best schedule is worth; the prices are moved to make it least.
//! Source: Fisher (1981), Management Science 27; Camerini, Fratta & Maffioli (1975) for the direction.

mod eval;
mod relaxed;

use crate::solve::day::Day;
use relaxed::Relaxed;

/// Steps without a better bound after which the next are half as long.
const PATIENCE: u32 = 12;
/// How much of the last direction the next one keeps.
const KEPT: f64 = 0.6;
const SHORTEST: f64 = 1e-4;

/// A bound that can be brought down.
pub struct Bound {
    /// The least that was proven.
    pub best: f64,
    /// The least that the prices gave.
    reached: f64,
    relaxed: Relaxed,
    prices: Vec<f64>,
    best_prices: Vec<f64>,
    direction: Vec<f64>,
    length: f64,
    waited: u32,
}

impl Bound {
    /// Begins with a bound that is known, such as what everybody could have alone.
    pub fn new(day: &Day, known: f64) -> Self {
        let relaxed = Relaxed::new(day);
        let prices = relaxed.first_prices();
        Self {
            best: known,
            reached: f64::INFINITY,
            direction: vec![0.0; prices.len()],
            best_prices: prices.clone(),
            prices,
            relaxed,
            length: 1.0,
            waited: 0,
        }
    }

    /// So many steps toward the least bound, which is thought to be near `target`; false when nothing is left to gain.
    pub fn improve(&mut self, target: f64, rounds: u32) -> bool {
        for _ in 0..rounds {
            if self.length < SHORTEST || self.prices.is_empty() {
                return false;
            }
            let (value, slope) = self.relaxed.eval(&self.prices);
            self.best = self.best.min(value);
            if value < self.reached {
                let much = value < self.reached - 1e-5 * self.reached.abs();
                self.reached = value;
                self.best_prices.clone_from(&self.prices);
                if much {
                    self.waited = 0;
                }
            }
            self.waited += 1;
            if self.waited > PATIENCE {
                self.waited = 0;
                self.length *= 0.7;
                self.prices.clone_from(&self.best_prices);
                self.direction.iter_mut().for_each(|one| *one = 0.0);
                if value > self.reached {
                    continue;
                }
            }
            for (direction, slope) in self.direction.iter_mut().zip(&slope) {
                *direction = KEPT * *direction + (1.0 - KEPT) * slope;
            }
            let square: f64 = self.direction.iter().map(|one| one * one).sum();
            if square < 1e-12 {
                return false;
            }
            let step = self.length * (value - target).max(1e-6 * value.abs()) / square;
            for (price, direction) in self.prices.iter_mut().zip(&self.direction) {
                *price = (*price - step * direction).max(0.0);
            }
        }
        true
    }
}
