//! What a diagnostic in progress must remember.

use domain::ItemId;

/// The version of the bytes.
const VERSION: u8 = 1;
/// Bytes before the events, and of each event.
const HEAD: usize = 25;
const EACH: usize = 21;

/// What a learner answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Right.
    Right,
    /// Wrong, or left without an answer.
    Wrong,
    /// "I have not been taught this": says nothing about ability.
    NotTaught,
}

impl Answer {
    fn code(self) -> u8 {
        match self {
            Self::Wrong => 0,
            Self::Right => 1,
            Self::NotTaught => 2,
        }
    }
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// To which item.
    pub item: ItemId,
    /// What.
    pub answer: Answer,
    /// How long it took, by the server's clock. Unit: milliseconds.
    pub milliseconds: u32,
}

/// What is known of a learner before the first answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start {
    /// Mean ability of learners like this one, or an earlier measure. Unit: logits.
    pub mean: f64,
    /// Its standard deviation. Unit: logits.
    pub sd: f64,
}

impl Start {
    /// Nothing known: mean 0, standard deviation 1.
    pub const UNKNOWN: Self = Self { mean: 0.0, sd: 1.0 };
}

/// A diagnostic in progress: everything else follows from the bank, the plan and this.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The seed of every lot.
    pub seed: u64,
    /// What was known beforehand.
    pub start: Start,
    /// The answers, in their order.
    pub events: Vec<Event>,
}

/// A state that cannot be gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadState {
    /// Another version.
    #[error(
        "these are bytes of version {0}, and this program reads version {VERSION}: use the program that wrote them"
    )]
    Version(u8),
    /// Cut short, or too long.
    #[error("{0} bytes are no whole state: it begins again")]
    Length(usize),
    /// What was known beforehand is not a finite mean and a positive spread.
    #[error("the start is not a finite mean and a standard deviation above 0")]
    Start,
    /// No answer.
    #[error("{0} is no answer")]
    Answer(u8),
    /// An item that the bank does not have. A sitting goes on with the versions that it began with.
    #[error("item {0} was answered and is not in the bank: hand in the items that the sitting began with")]
    ItemGone(ItemId),
    /// An item that was answered twice.
    #[error("item {0} was answered twice")]
    Twice(ItemId),
}

impl State {
    /// A diagnostic that begins.
    pub fn new(seed: u64, start: Start) -> Self {
        Self { seed, start, events: Vec::new() }
    }

    /// The state as bytes: 25, and 21 per answer. Version, seed, mean and standard deviation; then item, answer and
    /// milliseconds of each; little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEAD + EACH * self.events.len());
        out.push(VERSION);
        out.extend(self.seed.to_le_bytes());
        out.extend(self.start.mean.to_le_bytes());
        out.extend(self.start.sd.to_le_bytes());
        for event in &self.events {
            out.extend(event.item.as_bytes());
            out.push(event.answer.code());
            out.extend(event.milliseconds.to_le_bytes());
        }
        out
    }

    /// The state that [`State::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadState> {
        let length = BadState::Length(bytes.len());
        let (version, rest) = bytes.split_first().ok_or(length)?;
        if *version != VERSION {
            return Err(BadState::Version(*version));
        }
        let (head, events) = rest.split_at_checked(HEAD - 1).ok_or(length)?;
        let eight = |from: usize| <[u8; 8]>::try_from(&head[from..from + 8]).map_err(|_| length);
        let start = Start { mean: f64::from_le_bytes(eight(8)?), sd: f64::from_le_bytes(eight(16)?) };
        start.check()?;
        let read = |bytes: &[u8]| {
            let item = <[u8; 16]>::try_from(bytes.get(..16).ok_or(length)?).map_err(|_| length)?;
            let milliseconds = <[u8; 4]>::try_from(bytes.get(17..).ok_or(length)?).map_err(|_| length)?;
            let answer = match bytes[16] {
                0 => Answer::Wrong,
                1 => Answer::Right,
                2 => Answer::NotTaught,
                other => return Err(BadState::Answer(other)),
            };
            Ok(Event {
                item: ItemId::from_bytes(item),
                answer,
                milliseconds: u32::from_le_bytes(milliseconds),
            })
        };
        let events = events.chunks(EACH).map(read).collect::<Result<_, _>>()?;
        Ok(Self { seed: u64::from_le_bytes(eight(0)?), start, events })
    }
}

impl Start {
    pub(super) fn check(self) -> Result<(), BadState> {
        let fine = self.mean.is_finite() && self.sd.is_finite() && self.sd > 0.0;
        if fine { Ok(()) } else { Err(BadState::Start) }
    }
}
