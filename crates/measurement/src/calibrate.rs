//! Item parameters by marginal maximum likelihood.
//!
//! The likelihood of a learner's answers is integrated over a normal population on a grid. The EM
//! algorithm's own step (gradient divided by complete-data information) is the preconditioner of an
//! L-BFGS climb on the exact marginal gradient, with a guard that the likelihood never falls: the safety
//! of EM, without its slow end. Learners are summed in fixed chunks in a fixed order, so that the result
//! has the same digits for any number of threads, and for any order of rows.
//!
//! Source: Bock & Aitkin (1981); Lange (1995) and Jamshidian & Jennrich (1997) for the acceleration;
//! Oakes (1999) for the standard errors.

mod climb;
mod expectation;
mod gradient;
mod layout;
mod outcome;
mod plan;
mod progress;
mod screen;
mod solver;
mod standard_errors;
mod start;

pub(crate) use outcome::by_delta;
pub use outcome::{Calibration, ItemErrors, PopulationErrors};
pub use plan::{Errors, ItemPlan, Normal, PopulationPlan, Priors, Settings};
pub use progress::{BadProgress, Progress};
pub use screen::{Reason, SetAside};

use climb::Course;
pub(crate) use expectation::Answers;
use layout::{Entry, Layout};

use std::ops::ControlFlow;

use crate::{
    models::Item,
    posterior::Population,
    responses::{Patterns, Responses},
};

/// A calibration that cannot begin.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CannotCalibrate {
    /// The plan is for another number of items.
    #[error("the plan has {plan} items and the answers have {answers}")]
    Items {
        /// Items of the plan.
        plan: usize,
        /// Items of the answers.
        answers: usize,
    },
    /// The plan is for another number of populations.
    #[error("the plan has {plan} populations and the answers have {answers}")]
    Populations {
        /// Populations of the plan.
        plan: usize,
        /// Groups of the answers.
        answers: usize,
    },
    /// A population without a positive spread, or not finite.
    #[error("a population has a finite mean and a positive standard deviation, not {mean} and {sd}")]
    Population {
        /// The mean given.
        mean: f64,
        /// The standard deviation given.
        sd: f64,
    },
    /// Fewer than two items are left to fit; `set_aside` says why.
    #[error("{left} items are left to fit, and two are needed; {} were set aside", set_aside.len())]
    TooFewItems {
        /// Items that could be fitted.
        left: usize,
        /// The others, with reasons.
        set_aside: Vec<SetAside>,
    },
    /// The progress to go on from is that of other answers, another plan or other settings.
    #[error("the progress kept is that of another calibration: begin anew")]
    OtherProgress,
    /// The watcher ended it.
    #[error("the calibration was stopped after {0} steps")]
    Stopped(usize),
}

/// Fits the items of `plan` to `responses`.
///
/// Unit: logits; the first population has mean 0, and standard deviation 1 unless an item has its slope
/// fixed at 1 or is anchored. Shape: one plan per item; the calibration has one place per item, empty for
/// those set aside (no answers, one category only, an empty category, a negative slope), each named with
/// its reason; the rest is fitted. Errors: [`CannotCalibrate`].
pub fn calibrate(
    responses: &Responses,
    plan: &[ItemPlan],
    settings: &Settings,
) -> Result<Calibration, CannotCalibrate> {
    fit(responses, plan, settings, None, &mut |_, _, _| ControlFlow::Continue(()))
}

/// [`calibrate`], heard step by step, and taken up where an earlier one was left.
///
/// `watch` gets the [`Progress`] after every step and may end the calibration with
/// [`CannotCalibrate::Stopped`]. One that begins `from` a progress of the same answers, plan and settings ends
/// with the same digits as one that was never interrupted; [`CannotCalibrate::OtherProgress`] otherwise.
pub fn calibrate_watched(
    responses: &Responses,
    plan: &[ItemPlan],
    settings: &Settings,
    from: Option<&Progress>,
    watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
) -> Result<Calibration, CannotCalibrate> {
    let fingerprint = progress::fingerprint(responses, plan, settings);
    if from.is_some_and(|from| from.fingerprint != fingerprint) {
        return Err(CannotCalibrate::OtherProgress);
    }
    fit(responses, plan, settings, from, &mut |inverted, course, log_likelihood| {
        watch(&Progress { fingerprint, inverted: inverted.to_vec(), course: course.clone(), log_likelihood })
    })
}

/// What hears of a step: items set aside as inverted so far, where the climb stands, the log-likelihood.
type Watcher<'w> = dyn FnMut(&[SetAside], &Course, f64) -> ControlFlow<()> + 'w;

fn fit(
    responses: &Responses,
    plan: &[ItemPlan],
    settings: &Settings,
    from: Option<&Progress>,
    watch: &mut Watcher,
) -> Result<Calibration, CannotCalibrate> {
    if plan.len() != responses.items() {
        return Err(CannotCalibrate::Items { plan: plan.len(), answers: responses.items() });
    }
    let populations = populations(responses, plan, settings)?;
    let screened = screen::set_aside(responses, plan, settings.fewest_answers);
    let mut inverted: Vec<SetAside> = from.map_or_else(Vec::new, |from| from.inverted.clone());
    let mut left_at = from.map(|from| from.course.clone());
    loop {
        let mut set_aside = [screened.as_slice(), &inverted].concat();
        set_aside.sort_by_key(|aside| aside.item);
        let used: Vec<usize> =
            (0..plan.len()).filter(|item| !set_aside.iter().any(|aside| aside.item == *item)).collect();
        let anchored = used.iter().any(|item| matches!(plan[*item], ItemPlan::Anchored(_)));
        if used.is_empty() || (used.len() == 1 && !anchored) {
            return Err(CannotCalibrate::TooFewItems { left: used.len(), set_aside });
        }
        let entries: Vec<Entry> =
            used.iter().map(|item| start::entry(responses, *item, &plan[*item])).collect();
        let (layout, start) = Layout::new(entries, &populations, &settings.priors);
        let items = layout.items(&start);
        let categories: Vec<usize> = items.iter().map(Item::categories).collect();
        let answers = Answers::new(Patterns::new(responses, &used, false), &categories, settings.grid);
        let course = left_at.take().unwrap_or_else(|| Course::from(start));
        if course.free.len() != layout.len {
            return Err(CannotCalibrate::OtherProgress);
        }
        let mut steps = course.steps;
        let mut listener = |course: &Course, log_likelihood: f64| {
            steps = course.steps;
            watch(&inverted, course, log_likelihood)
        };
        let Some(summit) = climb::climb(&answers, &layout, course, settings, &mut listener) else {
            return Err(CannotCalibrate::Stopped(steps));
        };
        let found = if settings.keep_negative_slopes {
            Vec::new()
        } else {
            screen::negative(&layout.items(&summit.free), &used, plan)
        };
        if found.is_empty() {
            let covariance = standard_errors::covariance(&answers, &layout, &summit, settings.errors);
            return Ok(outcome::gather(responses, &layout, &summit, &used, set_aside, covariance.as_deref()));
        }
        inverted.extend(found);
    }
}

/// The populations with what is free of them: start, mean, standard deviation.
fn populations(
    responses: &Responses,
    plan: &[ItemPlan],
    settings: &Settings,
) -> Result<Vec<(Population, bool, bool)>, CannotCalibrate> {
    let groups = responses.group_count();
    let anchored = plan.iter().any(|plan| matches!(plan, ItemPlan::Anchored(_)));
    let fixed_slope =
        plan.iter().any(|plan| matches!(plan, ItemPlan::Estimate(model) if model.has_fixed_slope()));
    let Some(given) = &settings.populations else {
        let standard = Population::STANDARD;
        return Ok((0..groups)
            .map(|group| (standard, anchored || group > 0, anchored || group > 0 || fixed_slope))
            .collect());
    };
    if given.len() != groups {
        return Err(CannotCalibrate::Populations { plan: given.len(), answers: groups });
    }
    given
        .iter()
        .map(|plan| {
            let (population, free) = match plan {
                PopulationPlan::Fixed(population) => (*population, (false, false)),
                PopulationPlan::FreeSpread(population) => (*population, (false, true)),
                PopulationPlan::Free(population) => (*population, (true, true)),
            };
            let Population { mean, sd } = population;
            if mean.is_finite() && sd.is_finite() && sd > 0.0 {
                Ok((population, free.0, free.1))
            } else {
                Err(CannotCalibrate::Population { mean, sd })
            }
        })
        .collect()
}
