//! What a test in progress must remember: little.

use crate::posterior::Population;

/// The version of the bytes.
const VERSION: u8 = 1;

/// One answer of a test in progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// The item, by place in the bank.
    pub item: u32,
    /// The category of the answer.
    pub category: u8,
}

/// A test in progress: everything else follows from the test and this.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The seed of every lot that is drawn.
    pub seed: u64,
    /// What is known of the learner beforehand.
    pub prior: Population,
    /// The answers so far, in order.
    pub answers: Vec<Answered>,
}

/// Bytes that are no state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadState {
    /// Another version.
    #[error("these are bytes of version {0}, and this program reads version {VERSION}")]
    Version(u8),
    /// Cut short, or too long.
    #[error("{0} bytes are no whole state")]
    Length(usize),
    /// A prior that is none.
    #[error("the prior is not a finite mean and a positive standard deviation")]
    Prior,
}

impl State {
    /// A test that begins, with a standard normal prior.
    pub fn new(seed: u64) -> Self {
        Self { seed, prior: Population::STANDARD, answers: Vec::new() }
    }

    /// A test that begins from what is known: the mean and standard deviation of an earlier estimate.
    pub fn starting_from(seed: u64, prior: Population) -> Self {
        Self { seed, prior, answers: Vec::new() }
    }

    /// The state as bytes: 25, and 5 per answer. Version, seed, mean, standard deviation, then item and
    /// category of each answer, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        out.extend(self.seed.to_le_bytes());
        out.extend(self.prior.mean.to_le_bytes());
        out.extend(self.prior.sd.to_le_bytes());
        for answer in &self.answers {
            out.extend(answer.item.to_le_bytes());
            out.push(answer.category);
        }
        out
    }

    /// The state that [`State::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadState> {
        let length = BadState::Length(bytes.len());
        match bytes.first() {
            Some(&VERSION) => {}
            Some(version) => return Err(BadState::Version(*version)),
            None => return Err(length),
        }
        let eight = |from: usize| {
            bytes.get(from..from + 8).and_then(|part| <[u8; 8]>::try_from(part).ok()).ok_or(length)
        };
        let seed = u64::from_le_bytes(eight(1)?);
        let prior = Population { mean: f64::from_le_bytes(eight(9)?), sd: f64::from_le_bytes(eight(17)?) };
        if !(prior.mean.is_finite() && prior.sd.is_finite() && prior.sd > 0.0) {
            return Err(BadState::Prior);
        }
        let answers = bytes[25..].chunks(5).map(|part| match part {
            [a, b, c, d, category] => {
                Ok(Answered { item: u32::from_le_bytes([*a, *b, *c, *d]), category: *category })
            }
            _ => Err(length),
        });
        Ok(Self { seed, prior, answers: answers.collect::<Result<_, _>>()? })
    }
}
