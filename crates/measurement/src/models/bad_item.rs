//! What cannot be an item.

use super::{Item, MOST_CATEGORIES};

/// Numbers that make no item.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadItem {
    /// NaN or infinite.
    #[error("an item's parameters are finite numbers, not {0}")]
    NotFinite(f64),
    /// The lower asymptote is a probability below 1.
    #[error("a lower asymptote lies from 0 to below 1, not at {0}")]
    Guessing(f64),
    /// Graded thresholds must rise (intercepts fall).
    #[error("graded intercepts must fall from category to category: {second} comes after {first}")]
    NotFalling {
        /// The earlier intercept.
        first: f64,
        /// The later one, not below it.
        second: f64,
    },
    /// One category or too many.
    #[error("an item has 2 to {MOST_CATEGORIES} categories, not {0}")]
    Categories(usize),
    /// A nominal item has as many slopes as intercepts.
    #[error("{slopes} slopes do not fit {intercepts} intercepts")]
    Lengths {
        /// How many slopes were given.
        slopes: usize,
        /// How many intercepts were given.
        intercepts: usize,
    },
}

pub(super) fn check(item: &Item) -> Result<(), BadItem> {
    let (slopes, intercepts) = match item {
        Item::Logistic { slope, intercept, .. } => {
            (std::slice::from_ref(slope), std::slice::from_ref(intercept))
        }
        Item::Graded { slope, intercepts } | Item::PartialCredit { slope, intercepts } => {
            (std::slice::from_ref(slope), intercepts.as_slice())
        }
        Item::Nominal { slopes, intercepts } => (slopes.as_slice(), intercepts.as_slice()),
    };
    if let Some(bad) = slopes.iter().chain(intercepts).find(|number| !number.is_finite()) {
        return Err(BadItem::NotFinite(*bad));
    }
    if !(2..=MOST_CATEGORIES).contains(&item.categories()) {
        return Err(BadItem::Categories(item.categories()));
    }
    match item {
        Item::Logistic { guessing, .. } if !(0.0..1.0).contains(guessing) => {
            Err(BadItem::Guessing(*guessing))
        }
        Item::Graded { .. } => match intercepts.windows(2).find(|pair| pair[0] <= pair[1]) {
            Some(pair) => Err(BadItem::NotFalling { first: pair[0], second: pair[1] }),
            None => Ok(()),
        },
        Item::Nominal { .. } if slopes.len() != intercepts.len() => {
            Err(BadItem::Lengths { slopes: slopes.len(), intercepts: intercepts.len() })
        }
        _ => Ok(()),
    }
}
