//! One pass forward and backward over all sequences, for several sets of parameters at once.

#![expect(clippy::needless_range_loop, reason = "loops over lanes, which become vector code")]

use super::Parameters;

/// Sets of parameters in one pass: the starts of a fit.
pub(super) const LANES: usize = 6;

pub(super) type Lanes = [f64; LANES];

/// Answers whose likelihoods are multiplied before a logarithm is taken.
const RUN: usize = 32;

/// Distinct sequences of one competency, with how often each came.
#[derive(Debug)]
pub(super) struct Sequences {
    answers: Vec<u8>,
    /// Where each begins; one more at the end.
    starts: Vec<usize>,
    weights: Vec<f64>,
    longest: usize,
}

/// Expected numbers, per lane.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub(super) log_likelihood: Lanes,
    pub(super) sequences: f64,
    /// Known at the first answer.
    pub(super) first_known: Lanes,
    /// Moves from not known to known, and times not known before another answer.
    pub(super) learned: Lanes,
    pub(super) could_learn: Lanes,
    /// Moves from known to not known, and times known before another answer.
    pub(super) forgot: Lanes,
    pub(super) could_forget: Lanes,
    /// Known at wrong and at right answers.
    pub(super) known: [Lanes; 2],
    /// Wrong and right answers in all.
    pub(super) answers: [f64; 2],
}

/// A learner's way through the states: after each answer, and one over the chance of the answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    after: Lanes,
    inverse: Lanes,
}

impl Moment {
    pub(super) const START: Self = Self { after: [0.0; LANES], inverse: [0.0; LANES] };
}

impl Sequences {
    pub(super) fn new(sequences: &[Vec<bool>]) -> Self {
        let mut order: Vec<&Vec<bool>> = sequences.iter().filter(|sequence| !sequence.is_empty()).collect();
        order.sort_unstable();
        let mut out = Self { answers: Vec::new(), starts: vec![0], weights: Vec::new(), longest: 0 };
        for alike in order.chunk_by(|a, b| a == b) {
            out.answers.extend(alike[0].iter().map(|correct| u8::from(*correct)));
            out.starts.push(out.answers.len());
            out.weights.push(alike.len() as f64);
            out.longest = out.longest.max(alike[0].len());
        }
        out
    }

    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Expected numbers under each lane's parameters. `path` has room for the longest sequence.
    pub(super) fn pass(&self, parameters: &[Parameters; LANES], path: &mut [Moment]) -> Counts {
        let of =
            |get: fn(&Parameters) -> f64| -> Lanes { std::array::from_fn(|lane| get(&parameters[lane])) };
        let prior = of(|p| p.prior);
        let (learn, forget) = (of(|p| p.learn), of(|p| p.forget));
        // Chance of an answer (wrong, right) when known, and when not.
        let known = [of(|p| p.slip), of(|p| 1.0 - p.slip)];
        let unknown = [of(|p| 1.0 - p.guess), of(|p| p.guess)];
        let mut counts = Counts::default();
        for (pair, weight) in self.starts.windows(2).zip(&self.weights) {
            let answers = &self.answers[pair[0]..pair[1]];
            counts.sequences += weight;
            let mut p = prior;
            let mut likelihood = [1.0_f64; LANES];
            for (t, (answer, moment)) in answers.iter().zip(path.iter_mut()).enumerate() {
                let answer = usize::from(*answer);
                counts.answers[answer] += weight;
                let (k, u) = (&known[answer], &unknown[answer]);
                for lane in 0..LANES {
                    let of_known = p[lane] * k[lane];
                    let total = of_known + (1.0 - p[lane]) * u[lane];
                    likelihood[lane] *= total;
                    moment.inverse[lane] = 1.0 / total;
                    moment.after[lane] = of_known * moment.inverse[lane];
                    p[lane] = moment.after[lane] * (1.0 - forget[lane] - learn[lane]) + learn[lane];
                }
                if t % RUN == RUN - 1 || t + 1 == answers.len() {
                    for lane in 0..LANES {
                        counts.log_likelihood[lane] += weight * likelihood[lane].ln();
                        likelihood[lane] = 1.0;
                    }
                }
            }
            let mut to_known = [1.0_f64; LANES];
            let mut to_unknown = [1.0_f64; LANES];
            for t in (0..answers.len()).rev() {
                let answer = usize::from(answers[t]);
                for lane in 0..LANES {
                    counts.known[answer][lane] += weight * path[t].after[lane] * to_known[lane];
                }
                if t == 0 {
                    break;
                }
                let (k, u) = (&known[answer], &unknown[answer]);
                for lane in 0..LANES {
                    let of_known = k[lane] * to_known[lane] * path[t].inverse[lane];
                    let of_unknown = u[lane] * to_unknown[lane] * path[t].inverse[lane];
                    let was_known = weight * path[t - 1].after[lane];
                    let was_unknown = weight - was_known;
                    let gained = learn[lane] * of_known;
                    let lost = forget[lane] * of_unknown;
                    to_known[lane] = of_known - forget[lane] * of_known + lost;
                    to_unknown[lane] = of_unknown - learn[lane] * of_unknown + gained;
                    counts.learned[lane] += was_unknown * gained;
                    counts.could_learn[lane] += was_unknown * to_unknown[lane];
                    counts.forgot[lane] += was_known * lost;
                    counts.could_forget[lane] += was_known * to_known[lane];
                }
            }
            for lane in 0..LANES {
                counts.first_known[lane] += weight * path[0].after[lane] * to_known[lane];
            }
        }
        counts
    }
}
