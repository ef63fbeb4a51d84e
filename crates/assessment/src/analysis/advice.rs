//! Advice in plain words, with the figures it rests on; none where chance may well be all there is to a figure.

use std::fmt;

use super::{
    Figures, Settings,
    classical::f64_of,
    model::{Dif, DifSize},
    options::OptionReport,
};

/// Below, an item hardly tells learners apart: Ebel & Frisbie (1991), ch. 13, would revise or reject it.
const LEAST_CORRELATION: f64 = 0.2;
/// Above, an item is nearly free: of a hundred learners fewer than five learn anything from it.
const EASIEST: f64 = 0.95;
/// Below, an item without options is out of reach.
const HARDEST: f64 = 0.2;
/// An option that fewer choose draws nobody: Haladyna & Downing (1993).
const LEAST_SHARE: f64 = 0.05;
/// A wrong option that draws the stronger by so much may be right too.
const SECOND_KEY: f64 = 0.1;
/// Left without an answer by more, an item is not understood or not reached.
const MOST_OMITTED: f64 = 0.1;
/// Mean squares of usual items: Wright & Linacre (1994), for multiple choice.
const USUAL_FIT: std::ops::RangeInclusive<f64> = 0.7..=1.3;
/// An item that takes so many times as long as the usual one.
const LONG: u64 = 3;

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

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: f64| (share * 100.0).round();
        match self {
            Self::TooFew { given, needed } => {
                write!(f, "too few to say: {given} responses, and {needed} are needed")
            }
            Self::KeyMayBeWrong { option, chose_it, chose_key } => write!(
                f,
                "the key may be wrong: option {option} is chosen by the stronger half ({chose_it} of them, and {chose_key} chose the key): check the key"
            ),
            Self::TurnedRound { correlation } => write!(
                f,
                "learners who do better on the other items do worse on this one (correlation {correlation:.2}): check the key and the wording"
            ),
            Self::SecondKey { option, correlation } => write!(
                f,
                "option {option} draws the stronger learners too (correlation {correlation:.2}): see whether it is right as well"
            ),
            Self::LargeDif { delta } | Self::ModerateDif { delta } => {
                let size = if matches!(self, Self::LargeDif { .. }) { "much" } else { "somewhat" };
                let how = if *delta < 0.0 { "harder" } else { "easier" };
                let what = if matches!(self, Self::LargeDif { .. }) {
                    "do not count it until it is understood"
                } else {
                    "have somebody of that group read it"
                };
                write!(
                    f,
                    "{size} {how} for the focal group than for others with the same score (delta {delta:.1}): {what}"
                )
            }
            Self::TellsLittle { correlation } => write!(
                f,
                "it hardly tells stronger learners from weaker ones (correlation {correlation:.2}, and 0.20 is the least): make it clearer or replace it"
            ),
            Self::BelowGuessing { p, options } => write!(
                f,
                "{} % are right, fewer than by guessing among {options} options: check the key and what the item misleads to",
                percent(*p)
            ),
            Self::TooHard { p } => {
                write!(f, "{} % of the points are reached: see whether it was taught", percent(*p))
            }
            Self::TooEasy { p } => {
                write!(
                    f,
                    "{} % of the points are reached: it tells little of anybody; keep it to begin with",
                    percent(*p)
                )
            }
            Self::IdleOptions { options } => {
                let verb = if options.len() == 1 { "is" } else { "are" };
                write!(
                    f,
                    "option {} {verb} chosen by fewer than 5 %: replace by errors that learners make",
                    options.join(", ")
                )
            }
            Self::OftenOmitted { omitted } => write!(
                f,
                "{} % leave it without an answer: see whether it is understood, and whether time is too short",
                percent(*omitted)
            ),
            Self::Noisy { mean_square } => write!(
                f,
                "answers are noisier than its difficulty explains (mean square {mean_square:.2}, and 1.30 is the most): look for guessing or a second meaning"
            ),
            Self::TooSmooth { mean_square } => write!(
                f,
                "answers are smoother than its difficulty explains (mean square {mean_square:.2}, and 0.70 is the least): see whether another item gives it away"
            ),
            Self::TakesLong { seconds, usual_seconds } => {
                write!(
                    f,
                    "it takes {seconds} seconds, and the usual item {usual_seconds}: shorten it or count it for more"
                )
            }
            Self::GivenTooOften { exposure, limit } => write!(
                f,
                "{} % of the learners got it, and {} % is the most: add items like it",
                percent(*exposure),
                percent(*limit)
            ),
        }
    }
}

/// Everything that the figures give reason for, most urgent first.
pub(super) fn advise(
    figures: &Figures,
    given: usize,
    exposure: f64,
    usual_time: Option<u32>,
    settings: Settings,
) -> Vec<Advice> {
    let mut out = Vec::new();
    // The standard error of a correlation near 0.
    let chance = 1.0 / f64_of(given).sqrt();
    keys(figures, chance, &mut out);
    match figures.dif {
        Dif::Compared { delta, size: DifSize::Large, .. } => out.push(Advice::LargeDif { delta }),
        Dif::Compared { delta, size: DifSize::Moderate, .. } => out.push(Advice::ModerateDif { delta }),
        _ => {}
    }
    let turned =
        out.iter().any(|one| matches!(one, Advice::KeyMayBeWrong { .. } | Advice::TurnedRound { .. }));
    let extreme = !(HARDEST..=EASIEST).contains(&figures.p);
    // Where nearly everybody is right or wrong a low correlation says nothing more.
    if let Some(correlation) =
        figures.correlation.filter(|r| *r + chance < LEAST_CORRELATION && !turned && !extreme)
    {
        out.push(Advice::TellsLittle { correlation });
    }
    difficulty(figures, &mut out);
    if figures.omitted > MOST_OMITTED {
        out.push(Advice::OftenOmitted { omitted: figures.omitted });
    }
    if let Some(fit) = figures.fit {
        let (least, most) = (fit.infit.min(fit.outfit), fit.infit.max(fit.outfit));
        if most > *USUAL_FIT.end() {
            out.push(Advice::Noisy { mean_square: most });
        } else if least < *USUAL_FIT.start() {
            out.push(Advice::TooSmooth { mean_square: least });
        }
    }
    let idle: Vec<String> =
        figures.options.iter().filter(|one| !one.is_key && one.share < LEAST_SHARE).map(label).collect();
    // An item that nearly everybody gets right has no use for its other options.
    if !idle.is_empty() && figures.p <= EASIEST {
        out.push(Advice::IdleOptions { options: idle });
    }
    if let (Some(median), Some(usual)) = (figures.median_milliseconds, usual_time)
        && u64::from(median) > LONG * u64::from(usual)
    {
        out.push(Advice::TakesLong { seconds: median / 1000, usual_seconds: usual / 1000 });
    }
    if let Some(limit) = settings.exposure_limit.filter(|limit| exposure > *limit) {
        out.push(Advice::GivenTooOften { exposure, limit });
    }
    out
}

/// What options and correlation say of the key.
fn keys(figures: &Figures, chance: f64, out: &mut Vec<Advice>) {
    let key = figures.options.iter().find(|option| option.is_key);
    let wrong = || figures.options.iter().filter(|option| !option.is_key);
    let rival = key.and_then(|key| {
        let better = |one: &&OptionReport| {
            one.others > key.others && clearly_more(one.stronger_half, key.stronger_half)
        };
        wrong().filter(better).max_by_key(|one| one.stronger_half).map(|rival| (rival, key))
    });
    if let Some((rival, key)) = rival {
        out.push(Advice::KeyMayBeWrong {
            option: rival.label.clone(),
            chose_it: rival.stronger_half,
            chose_key: key.stronger_half,
        });
    } else if let Some(correlation) = figures.correlation.filter(|r| *r < -2.0 * chance) {
        out.push(Advice::TurnedRound { correlation });
    }
    let named = rival.map(|(rival, _)| rival.label.as_str());
    let draws = |one: &&OptionReport| one.share >= LEAST_SHARE && Some(one.label.as_str()) != named;
    for one in wrong().filter(draws) {
        if let Some(correlation) = one.correlation.filter(|r| *r >= SECOND_KEY.max(2.0 * chance)) {
            out.push(Advice::SecondKey { option: one.label.clone(), correlation });
        }
    }
}

/// Whether one count is above another by two standard errors of their difference.
fn clearly_more(one: usize, other: usize) -> bool {
    one > other && (one - other) * (one - other) > 4 * (one + other)
}

fn difficulty(figures: &Figures, out: &mut Vec<Advice>) {
    let options = figures.options.len();
    let chance = if options >= 2 { 1.0 / f64_of(options) } else { HARDEST };
    if figures.p > EASIEST {
        out.push(Advice::TooEasy { p: figures.p });
    } else if figures.p < chance && options >= 2 {
        out.push(Advice::BelowGuessing { p: figures.p, options });
    } else if figures.p < HARDEST {
        out.push(Advice::TooHard { p: figures.p });
    }
}

fn label(option: &OptionReport) -> String {
    option.label.clone()
}
