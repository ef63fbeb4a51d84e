//! Advice in plain words, with the figures it rests on; none where chance may well be all there is to a figure.

mod reasons;
mod sentences;

pub(super) use reasons::advise;

/// What to do with an item, and why.
#[derive(Debug, Clone, PartialEq)]
pub enum Advice {
    /// Too few responses to say anything.
    TooFew {
        /// How many there are.
        given: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Another option draws the stronger half.
    KeyMayBeWrong {
        /// The option.
        option: String,
        /// Of the stronger half, how many chose it.
        chose_it: usize,
        /// Of the stronger half, how many chose the key.
        chose_key: usize,
    },
    /// The stronger do worse.
    TurnedRound {
        /// The correlation with the other items.
        correlation: f64,
    },
    /// A wrong option draws the stronger.
    SecondKey {
        /// The option.
        option: String,
        /// Its correlation with the other items.
        correlation: f64,
    },
    /// Much harder for one group of equal scores.
    LargeDif {
        /// MH D-DIF.
        delta: f64,
    },
    /// Somewhat harder for one group of equal scores.
    ModerateDif {
        /// MH D-DIF.
        delta: f64,
    },
    /// Hardly tells learners apart.
    TellsLittle {
        /// The correlation with the other items.
        correlation: f64,
    },
    /// Harder than by guessing.
    BelowGuessing {
        /// Share of right answers.
        p: f64,
        /// Options.
        options: usize,
    },
    /// Too hard.
    TooHard {
        /// Mean share of points.
        p: f64,
    },
    /// Too easy.
    TooEasy {
        /// Mean share of points.
        p: f64,
    },
    /// Options that hardly anybody chooses.
    IdleOptions {
        /// Which.
        options: Vec<String>,
    },
    /// Often left without an answer.
    OftenOmitted {
        /// The share.
        omitted: f64,
    },
    /// Answers noisier than its curve.
    Noisy {
        /// The larger of both mean squares.
        mean_square: f64,
    },
    /// Answers smoother than its curve.
    TooSmooth {
        /// The smaller of both mean squares.
        mean_square: f64,
    },
    /// Takes long.
    TakesLong {
        /// Median time, seconds.
        seconds: u32,
        /// That of the usual item, seconds.
        usual_seconds: u32,
    },
    /// Given too often.
    GivenTooOften {
        /// The share of learners.
        exposure: f64,
        /// The limit.
        limit: f64,
    },
}

impl Advice {
    /// The word in storage, the API and wording files.
    pub fn word(&self) -> &'static str {
        match self {
            Self::TooFew { .. } => "too_few",
            Self::KeyMayBeWrong { .. } => "key_may_be_wrong",
            Self::TurnedRound { .. } => "turned_round",
            Self::SecondKey { .. } => "second_key",
            Self::LargeDif { .. } => "large_dif",
            Self::ModerateDif { .. } => "moderate_dif",
            Self::TellsLittle { .. } => "tells_little",
            Self::BelowGuessing { .. } => "below_guessing",
            Self::TooHard { .. } => "too_hard",
            Self::TooEasy { .. } => "too_easy",
            Self::IdleOptions { .. } => "idle_options",
            Self::OftenOmitted { .. } => "often_omitted",
            Self::Noisy { .. } => "noisy",
            Self::TooSmooth { .. } => "too_smooth",
            Self::TakesLong { .. } => "takes_long",
            Self::GivenTooOften { .. } => "given_too_often",
        }
    }
}
