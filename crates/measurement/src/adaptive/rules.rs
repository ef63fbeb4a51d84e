//! How a test selects and when it stops.

use super::{
    Classification,
    bank::Bank,
    sets::{self, PerSet},
    shadow,
};
use crate::{
    assembly::{BadBlueprint, Blueprint},
    posterior::Grid,
};

/// How the next item is selected among those allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Selection {
    /// The most informative at the estimate (MFI). Exact: no table lookup decides.
    MaximumInformation,
    /// The largest information averaged over the posterior (MPWI; van der Linden, 1998).
    PosteriorWeighted,
    /// The largest Kullback-Leibler distance from the estimate, averaged over the posterior (KLP; Chang &
    /// Ying, 1996).
    KullbackLeibler,
    /// Random at first, informative at last: `(1 - s) R + s I`, R random up to the largest information, s the
    /// share of the test that is done (Revuelta & Ponsoda, 1998).
    Progressive,
    /// Low slopes first: the bank is cut into `strata` of rising slope, one per stage, and the nearest
    /// difficulty is taken (Chang & Ying, 1999).
    Stratified {
        /// Number of strata, at least 1.
        strata: usize,
    },
    /// By lot among the `from` most informative (Kingsbury & Zara, 1989).
    Randomesque {
        /// How many share the lot, at least 1.
        from: usize,
    },
}

/// How much of one content area a test holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// The area.
    pub content: usize,
    /// The fewest items; no rule but running out stops a test before.
    pub at_least: usize,
    /// The most items.
    pub at_most: usize,
}

/// When a test stops: at the first rule that says so, once `least` items and all quotas are met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stopping {
    /// The fewest items.
    pub least: usize,
    /// The most items.
    pub most: usize,
    /// Stop when the standard error is this small, logits.
    pub error: Option<f64>,
    /// Stop when no item left gives this much information at the estimate.
    pub information: Option<f64>,
    /// Stop when the learner is classified.
    pub classification: Option<Classification>,
}

impl Stopping {
    /// A fixed number of items.
    pub fn after(items: usize) -> Self {
        Self { least: items, most: items, error: None, information: None, classification: None }
    }
}

/// How one test goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// How items are selected.
    pub selection: Selection,
    /// Content; areas without a quota are free.
    pub quotas: Vec<Quota>,
    /// How many questions a learner gets about one stimulus; `None` when stimuli do not count.
    pub per_set: Option<PerSet>,
    /// What every whole test holds, kept by a shadow test before each question: goes with a fixed length, without
    /// quotas and questions per stimulus (it has its own), by [`Selection::MaximumInformation`],
    /// `PosteriorWeighted` or `KullbackLeibler`. Enemies of the bank count too.
    pub blueprint: Option<Blueprint>,
    /// When to stop.
    pub stopping: Stopping,
    /// Where the posterior is held, in logits around 0.
    pub grid: Grid,
}

impl Rules {
    /// Selection and stopping without quotas, on 121 nodes from -6 to 6 logits.
    pub fn new(selection: Selection, stopping: Stopping) -> Self {
        let grid = Grid::new(121, 6.0).unwrap_or_default();
        Self { selection, quotas: Vec::new(), per_set: None, blueprint: None, stopping, grid }
    }
}

/// Rules that contradict each other or the bank.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BadRules {
    /// Fewest above most, or no item at all.
    #[error("a test of at least {least} and at most {most} items cannot be")]
    Length {
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
    },
    /// The bank is too small.
    #[error("the test needs {least} items and the bank has {bank}")]
    Bank {
        /// The fewest items of the test.
        least: usize,
        /// Items of the bank.
        bank: usize,
    },
    /// A quota that no test can meet.
    #[error("content area {content} needs {at_least} items, and the bank has {available}")]
    QuotaBeyondBank {
        /// The area.
        content: usize,
        /// The fewest items asked for.
        at_least: usize,
        /// Items of the area.
        available: usize,
    },
    /// A quota turned round, or given twice.
    #[error("content area {content} has contradicting quotas: at least {at_least} and at most {at_most}")]
    Quota {
        /// The area.
        content: usize,
        /// The fewest.
        at_least: usize,
        /// The most.
        at_most: usize,
    },
    /// The quotas together need more than the test may hold.
    #[error("the quotas need {needed} items, and the test stops after {most}")]
    QuotasBeyondLength {
        /// The sum of the fewest.
        needed: usize,
        /// The most items of the test.
        most: usize,
    },
    /// The quotas together allow less than the test needs.
    #[error("the quotas allow {allowed} items, and the test needs {least}")]
    QuotasBelowLength {
        /// The sum of the most, free areas as far as the bank goes.
        allowed: usize,
        /// The fewest items of the test.
        least: usize,
    },
    /// Questions per stimulus that contradict each other or the test.
    #[error(
        "at least {at_least} and at most {at_most} questions on a stimulus cannot be in a test of at most {most}"
    )]
    PerSet {
        /// The fewest.
        at_least: usize,
        /// The most.
        at_most: usize,
        /// The most items of the test.
        most: usize,
    },
    /// A stimulus that can never be given.
    #[error("stimulus {set} has {items} questions, and at least {at_least} are asked about each")]
    SetTooSmall {
        /// The stimulus.
        set: usize,
        /// Its questions in the bank.
        items: usize,
        /// The fewest asked for.
        at_least: usize,
    },
    /// A blueprint that is none, or that no test can keep.
    #[error(transparent)]
    Blueprint(#[from] BadBlueprint),
    /// Something that a blueprint does not go with.
    #[error("a blueprint does not go with {what}")]
    BesideBlueprint {
        /// What was given beside it.
        what: &'static str,
    },
    /// A number that means nothing: a standard error of 0, a risk of 1, no stratum.
    #[error("{what} cannot be {value}")]
    Number {
        /// Which number.
        what: &'static str,
        /// What was given.
        value: f64,
    },
}

pub(super) fn check(bank: &Bank, rules: &Rules) -> Result<(), BadRules> {
    let Stopping { least, most, error, information, classification } = rules.stopping;
    if let Some(blueprint) = &rules.blueprint {
        shadow::check(bank, rules, blueprint)?;
    }
    if most == 0 || least > most {
        return Err(BadRules::Length { least, most });
    }
    if least > bank.len() {
        return Err(BadRules::Bank { least, bank: bank.len() });
    }
    let positive = |what, value: Option<f64>| match value {
        Some(value) if !(value.is_finite() && value > 0.0) => Err(BadRules::Number { what, value }),
        _ => Ok(()),
    };
    positive("the standard error to stop at", error)?;
    positive("the information to stop at", information)?;
    if let Some(classification) = classification {
        classification.check()?;
    }
    if let Some(per_set) = rules.per_set {
        sets::check(bank, per_set, most)?;
    }
    match rules.selection {
        Selection::Stratified { strata: 0 } => {
            return Err(BadRules::Number { what: "the number of strata", value: 0.0 });
        }
        Selection::Randomesque { from: 0 } => {
            return Err(BadRules::Number { what: "the size of a lot", value: 0.0 });
        }
        _ => {}
    }
    let available = |content| bank.items().iter().filter(|entry| entry.content == content).count();
    let mut allowed = bank.len();
    for (place, Quota { content, at_least, at_most }) in rules.quotas.iter().copied().enumerate() {
        let twice = rules.quotas[..place].iter().any(|quota| quota.content == content);
        if at_least > at_most || twice {
            return Err(BadRules::Quota { content, at_least, at_most });
        }
        if available(content) < at_least {
            return Err(BadRules::QuotaBeyondBank { content, at_least, available: available(content) });
        }
        allowed -= available(content).saturating_sub(at_most);
    }
    let needed = rules.quotas.iter().map(|quota| quota.at_least).sum();
    if needed > most {
        return Err(BadRules::QuotasBeyondLength { needed, most });
    }
    if allowed < least {
        return Err(BadRules::QuotasBelowLength { allowed, least });
    }
    Ok(())
}
