//! Maximum likelihood from several starts.

use rayon::prelude::*;

use super::{
    Parameters,
    climber::{Climber, FREE, Point},
    pass::{Counts, LANES, Moment, Sequences},
};
use crate::numbers::logistic::sigmoid;

/// Where the climbs begin: prior, learn, guess, slip.
const STARTS: [[f64; 4]; LANES] = [
    [0.5, 0.1, 0.2, 0.1],
    [0.2, 0.2, 0.3, 0.2],
    [0.8, 0.05, 0.1, 0.3],
    [0.3, 0.4, 0.15, 0.05],
    [0.6, 0.02, 0.4, 0.2],
    [0.1, 0.05, 0.25, 0.1],
];
/// The chance of forgetting that a fit with forgetting begins with.
const FORGET: f64 = 0.05;

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Whether known may become not known.
    pub forgetting: bool,
    /// Strength of a prior that keeps each number off 0 and 1, `weight (log p + log(1 - p))`: that many
    /// sightings either way. 0 is maximum likelihood.
    pub weight: f64,
    /// The fit has converged when a further step promises to raise the log-likelihood by less.
    pub tolerance: f64,
    /// The most passes over the answers.
    pub most_passes: usize,
}

impl Default for Settings {
    /// Without forgetting. The weight was chosen among 0.001 to 4 by five-fold cross-validation over the
    /// training learners of ASSISTments 2009.
    fn default() -> Self {
        Self { forgetting: false, weight: 1.0, tolerance: 1e-4, most_passes: 200 }
    }
}

/// A fitted competency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The best of the starts.
    pub parameters: Parameters,
    /// Its log-likelihood.
    pub log_likelihood: f64,
    /// How many of the starts came within 0.1 of it: one alone is a warning.
    pub agreeing: usize,
    /// Whether the best start converged.
    pub converged: bool,
}

/// Fits one competency to sequences of answers, one per learner; `None` without any answer.
///
/// Six starts climb together by BFGS on the exact gradient (Fisher's identity on the smoothed counts), on
/// `logit prior, logit learn, logit (1 - slip), logit (guess / (1 - slip))` and, if asked, `logit forget`: so
/// `guess + slip < 1` holds by itself, and the two states cannot swap their names. Identical sequences are
/// counted, not repeated. Source: Baum, Petrie, Soules & Weiss (1970); Corbett & Anderson (1995).
pub fn fit(sequences: &[Vec<bool>], settings: &Settings) -> Option<Fit> {
    let sequences = Sequences::new(sequences);
    if sequences.longest() == 0 {
        return None;
    }
    let mut path = vec![Moment::START; sequences.longest()];
    let mut climbers: Vec<Climber> = STARTS.iter().map(|start| Climber::new(to_point(start))).collect();
    let mut log_likelihoods = [f64::NEG_INFINITY; LANES];
    for _ in 0..settings.most_passes {
        let parameters = std::array::from_fn(|lane| to_parameters(&climbers[lane].ask, settings.forgetting));
        let counts = sequences.pass(&parameters, &mut path);
        for (lane, climber) in climbers.iter_mut().enumerate() {
            let before = climber.value;
            let (value, gradient, information) = look(&counts, lane, &climber.ask, settings);
            climber.hear(value, gradient, &information, settings.tolerance);
            if climber.value > before {
                log_likelihoods[lane] = counts.log_likelihood[lane];
            }
        }
        if climbers.iter().all(|climber| climber.done) {
            break;
        }
    }
    let best = (0..LANES).max_by(|a, b| climbers[*a].value.total_cmp(&climbers[*b].value))?;
    Some(Fit {
        parameters: to_parameters(&climbers[best].best, settings.forgetting),
        log_likelihood: log_likelihoods[best],
        agreeing: log_likelihoods.iter().filter(|value| **value > log_likelihoods[best] - 0.1).count(),
        converged: climbers[best].done,
    })
}

/// [`fit`] of every competency, side by side; [`Log::by_skill`](crate::trace::Log::by_skill) makes the
/// sequences.
pub fn fit_skills(skills: &[Vec<Vec<bool>>], settings: &Settings) -> Vec<Option<Fit>> {
    skills.par_iter().map(|sequences| fit(sequences, settings)).collect()
}

fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn to_point(start: &[f64; 4]) -> Point {
    let [prior, learn, guess, slip] = *start;
    [logit(prior), logit(learn), logit(1.0 - slip), logit(guess / (1.0 - slip)), logit(FORGET)]
}

fn to_parameters(point: &Point, forgetting: bool) -> Parameters {
    let right = sigmoid(point[2]);
    Parameters {
        prior: sigmoid(point[0]),
        learn: sigmoid(point[1]),
        forget: if forgetting { sigmoid(point[4]) } else { 0.0 },
        guess: right * sigmoid(point[3]),
        slip: 1.0 - right,
    }
}

/// Value with prior, gradient, and the diagonal of the complete-data information, at one lane's point.
fn look(counts: &Counts, lane: usize, point: &Point, settings: &Settings) -> (f64, Point, Point) {
    let p = point.map(sigmoid);
    let [prior, learn, right, share, forget] = p;
    let guess = right * share;
    let [known_wrong, known_right] = [counts.known[0][lane], counts.known[1][lane]];
    let (unknown_wrong, unknown_right) = (counts.answers[0] - known_wrong, counts.answers[1] - known_right);
    let (known, unknown) = (known_wrong + known_right, unknown_wrong + unknown_right);
    let (could_learn, could_forget) = (counts.could_learn[lane], counts.could_forget[lane]);
    let of_guess = unknown_right - unknown_wrong * guess / (1.0 - guess);
    let mut gradient = [
        counts.first_known[lane] - counts.sequences * prior,
        counts.learned[lane] - could_learn * learn,
        known_right - known * right + of_guess * (1.0 - right),
        of_guess * (1.0 - share),
        counts.forgot[lane] - could_forget * forget,
    ];
    let mut information = [
        counts.sequences * prior * (1.0 - prior),
        could_learn * learn * (1.0 - learn),
        known * right * (1.0 - right) + unknown * guess * (1.0 - right).powi(2) / (1.0 - guess),
        unknown * guess * (1.0 - share).powi(2) / (1.0 - guess),
        could_forget * forget * (1.0 - forget),
    ];
    let mut value = counts.log_likelihood[lane];
    for i in 0..FREE {
        if i == 4 && !settings.forgetting {
            gradient[i] = 0.0;
            continue;
        }
        value += settings.weight * (p[i] * (1.0 - p[i])).max(f64::MIN_POSITIVE).ln();
        gradient[i] += settings.weight * (1.0 - 2.0 * p[i]);
        information[i] += 2.0 * settings.weight * p[i] * (1.0 - p[i]);
    }
    (value, gradient, information)
}
