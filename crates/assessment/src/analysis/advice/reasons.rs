//! Which figures are a reason for which advice.

use super::{
    super::{
        Figures, Settings,
        classical::f64_of,
        model::{Dif, DifSize, Fit},
        options::OptionReport,
    },
    Advice,
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

/// Everything that the figures give reason for, most urgent first.
pub(crate) fn advise(
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
    out.extend(figures.fit.and_then(misfit));
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

/// A mean square out of the usual, where chance is an unlikely reason.
fn misfit(fit: Fit) -> Option<Advice> {
    let squares = [(fit.infit, fit.infit_z), (fit.outfit, fit.outfit_z)];
    let certain = || squares.into_iter().filter(|(_, z)| z.abs() > 2.0).map(|(square, _)| square);
    let most = certain().fold(f64::NEG_INFINITY, f64::max);
    let least = certain().fold(f64::INFINITY, f64::min);
    if most > *USUAL_FIT.end() {
        Some(Advice::Noisy { mean_square: most })
    } else if least < *USUAL_FIT.start() {
        Some(Advice::TooSmooth { mean_square: least })
    } else {
        None
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
