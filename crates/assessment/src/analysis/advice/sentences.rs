//! Advice as a sentence for an educator: what was found, with its figures, and what to do.

use std::fmt;

use super::{
    super::model::{Dif, DifSize},
    Advice,
};

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

impl fmt::Display for Dif {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NotCompared => f.write_str(
                "not compared: that takes a question that is right or wrong for everybody, and that some of both groups \
                 answer otherwise than others with the same score",
            ),
            Self::TooSmall => {
                f.write_str("too few to say: a group has too few learners who were given every question")
            }
            Self::Compared { delta, size: DifSize::Large, .. } => Advice::LargeDif { delta }.fmt(f),
            Self::Compared { delta, size: DifSize::Moderate, .. } => Advice::ModerateDif { delta }.fmt(f),
            Self::Compared { delta, error, size: DifSize::Negligible } if delta.abs() >= 1.0 => write!(
                f,
                "no difference beyond chance (delta {delta:.1} \u{b1} {error:.1}): compare again with more learners"
            ),
            Self::Compared { .. } => f.write_str("as hard for both groups, at the same score: nothing to do"),
        }
    }
}
