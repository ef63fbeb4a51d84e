//! Parameters of items: what each answer says of ability.

mod numbers;

use std::collections::BTreeMap;

use domain::evidence::ScoredResult;
use measurement::{models::Item, posterior::Population};

pub use numbers::{BadNumbers, Numbers};

use super::{
    BadMeasured,
    text::{line, number, numbers, numbers_text, parts},
};

pub(super) const HEADING: &str = "onramp-item-parameters-1";

/// Items with their parameters, and the population of abilities that they were calibrated on.
///
/// Unit: slopes per logit, intercepts, mean and standard deviation in logits of the calibrated scale.
/// Shape: one item or more, each by its own name; no nominal ones, whose categories have no order that a
/// score could name. Text: a heading, a line with the population, one line per item in the order of names
/// (`item`, its name, `logistic`, `graded` or `partial_credit`, slope, intercepts separated by blanks, lower
/// asymptote); parts are separated by one tab.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemParameters {
    population: Population,
    items: BTreeMap<String, Item>,
}

/// Items that cannot judge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadItems {
    /// Nothing to judge by.
    #[error("there is no item")]
    None,
    /// The same name twice.
    #[error("the item \"{0}\" is there twice")]
    Twice(String),
    /// A name that evidence cannot give.
    #[error("an item's name has 1 to 300 characters, not \"{0}\"")]
    Name(String),
    /// A nominal item.
    #[error("the item \"{0}\" is nominal: its categories have no order, so that a score names none of them")]
    Nominal(String),
    /// No population.
    #[error("mean {mean} and standard deviation {sd} are no population: finite, and above 0")]
    Population {
        /// The mean given.
        mean: String,
        /// The standard deviation given.
        sd: String,
    },
}

/// Why a result says nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    /// It names no item.
    NoItem,
    /// Its item is not in the set.
    UnknownItem,
    /// Its score is none of the item's categories.
    NoCategory,
}

/// The most characters of an item's name, as the import of evidence takes them.
const MOST_CHARACTERS: usize = 300;

/// Whether evidence can name an item so.
pub(super) fn is_name(name: &str) -> bool {
    name.trim() == name && !name.contains('\0') && (1..=MOST_CHARACTERS).contains(&name.chars().count())
}

impl ItemParameters {
    /// Items for a population. Errors: [`BadItems`].
    pub fn new(
        population: Population,
        items: impl IntoIterator<Item = (String, Item)>,
    ) -> Result<Self, BadItems> {
        let Population { mean, sd } = population;
        if !(mean.is_finite() && sd.is_finite() && sd > 0.0) {
            return Err(BadItems::Population { mean: mean.to_string(), sd: sd.to_string() });
        }
        let mut known = BTreeMap::new();
        for (name, item) in items {
            if !is_name(&name) {
                return Err(BadItems::Name(name.chars().take(MOST_CHARACTERS).collect()));
            }
            if matches!(item, Item::Nominal { .. }) {
                return Err(BadItems::Nominal(name));
            }
            if known.contains_key(&name) {
                return Err(BadItems::Twice(name));
            }
            known.insert(name, item);
        }
        if known.is_empty() {
            return Err(BadItems::None);
        }
        Ok(Self { population, items: known })
    }

    /// Items by name, in order.
    pub fn items(&self) -> impl Iterator<Item = (&str, &Item)> {
        self.items.iter().map(|(name, item)| (name.as_str(), item))
    }

    /// The item of a name.
    pub fn item(&self, name: &str) -> Option<&Item> {
        self.items.get(name)
    }

    /// The population of abilities.
    pub const fn population(&self) -> Population {
        self.population
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Never: there is one item or more.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// An item with its category, read from a result: the part of the points possible that was earned,
    /// times the item's highest category, must be a whole number. Errors: [`NotRead`], never a guess.
    pub fn answer(&self, instrument: Option<&str>, result: &ScoredResult) -> Result<(&Item, u8), NotRead> {
        let name = instrument.ok_or(NotRead::NoItem)?;
        let item = self.items.get(name).ok_or(NotRead::UnknownItem)?;
        let (points, possible) = (result.points.millionths(), result.points_possible.millionths());
        if possible <= 0 || !(0..=possible).contains(&points) {
            return Err(NotRead::NoCategory);
        }
        let highest = i128::try_from(item.categories() - 1).unwrap_or(0);
        let (earned, whole) = (i128::from(points) * highest, i128::from(possible));
        if earned % whole != 0 {
            return Err(NotRead::NoCategory);
        }
        Ok((item, u8::try_from(earned / whole).map_err(|_| NotRead::NoCategory)?))
    }

    pub(super) fn write(&self) -> String {
        let mut text = format!("{HEADING}\n");
        let Population { mean, sd } = self.population;
        line(&mut text, &["population", &mean.to_string(), &sd.to_string()]);
        for (name, item) in &self.items {
            let (model, intercepts, guessing) = match item {
                Item::Logistic { intercept, guessing, .. } => ("logistic", vec![*intercept], *guessing),
                Item::Graded { intercepts, .. } => ("graded", intercepts.clone(), 0.0),
                Item::PartialCredit { intercepts, .. } => ("partial_credit", intercepts.clone(), 0.0),
                Item::Nominal { .. } => continue,
            };
            let (slope, guessing) = (item.slope().to_string(), guessing.to_string());
            line(&mut text, &["item", name, model, &slope, &numbers_text(&intercepts), &guessing]);
        }
        text
    }

    pub(super) fn read(text: &str) -> Result<Self, BadMeasured> {
        let bad =
            |number: usize, line: &str| BadMeasured::Line { number, line: line.chars().take(80).collect() };
        let (mut population, mut items) = (None, Vec::new());
        for (written, number) in text.lines().zip(1..).skip(1) {
            let parts = parts(written).ok_or_else(|| bad(number, written))?;
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let read = match parts[..] {
                ["population", mean, sd] => {
                    self::number(mean).zip(self::number(sd)).and_then(|(mean, sd)| {
                        population.replace(Population { mean, sd }).is_none().then_some(())
                    })
                }
                ["item", name, model, slope, intercepts, guessing] => {
                    item(model, slope, intercepts, guessing).map(|item| items.push((name.to_owned(), item)))
                }
                _ => None,
            };
            read.ok_or_else(|| bad(number, written))?;
        }
        let population = population.ok_or_else(|| bad(2, "population"))?;
        Ok(Self::new(population, items)?)
    }
}

fn item(model: &str, slope: &str, intercepts: &str, guessing: &str) -> Option<Item> {
    let (slope, intercepts, guessing) = (number(slope)?, numbers(intercepts)?, number(guessing)?);
    let item = match (model, &intercepts[..]) {
        ("logistic", [intercept]) => Item::Logistic { slope, intercept: *intercept, guessing },
        ("graded", _) => Item::Graded { slope, intercepts },
        ("partial_credit", _) => Item::PartialCredit { slope, intercepts },
        _ => return None,
    };
    item.checked().ok()
}

#[cfg(test)]
mod tests;
