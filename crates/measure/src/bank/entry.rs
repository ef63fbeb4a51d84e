//! One item of a bank, as files give it and as it is checked.

use measurement::{
    calibrate::ItemErrors,
    models::{Item, Model},
};

use super::{model_name, model_named, model_names};
use crate::trouble::Problem;

/// One item.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its model, when it is known.
    pub model: Option<Model>,
    /// Its curve, when it has parameters.
    pub item: Option<Item>,
    /// Standard errors of the parameters.
    pub errors: Errors,
    /// Its content area; may be empty.
    pub content: String,
    /// The stimulus that it shares with others; empty when it stands alone.
    pub set: String,
    /// Items that must not come in the same test, by name.
    pub enemies: Vec<String>,
}

/// Standard errors of a, b, c and d; empty where there are none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Errors {
    /// Of the slope, or of each slope of a nominal item, per logit.
    pub a: Vec<f64>,
    /// Of the difficulty, thresholds or steps, logits.
    pub b: Vec<f64>,
    /// Of the lower asymptote.
    pub c: Option<f64>,
    /// Of the intercepts of a nominal item, logits.
    pub d: Vec<f64>,
}

impl Errors {
    /// Those of a calibration.
    pub fn of(item: &Item, errors: &ItemErrors) -> Self {
        let nominal = matches!(item, Item::Nominal { .. });
        Self {
            a: errors.slopes.clone(),
            b: errors.difficulties.clone(),
            c: (item.guessing() > 0.0).then_some(errors.guessing),
            d: if nominal { errors.intercepts.clone() } else { Vec::new() },
        }
    }
}

/// The numbers a, b, c and d of an item as files give them.
pub fn numbers(item: &Item) -> (Vec<f64>, Vec<f64>, Option<f64>, Vec<f64>) {
    match item {
        Item::Nominal { slopes, intercepts } => (slopes.clone(), Vec::new(), None, intercepts.clone()),
        _ => (
            vec![item.slope()],
            item.difficulties(),
            (item.guessing() > 0.0).then(|| item.guessing()),
            Vec::new(),
        ),
    }
}

/// An item as a file gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Raw {
    /// Where it stands, such as `line 3`.
    pub place: String,
    pub name: String,
    pub model: String,
    pub a: Vec<f64>,
    pub b: Vec<f64>,
    pub c: Option<f64>,
    pub d: Vec<f64>,
    pub a_se: Vec<f64>,
    pub b_se: Vec<f64>,
    pub c_se: Option<f64>,
    pub d_se: Vec<f64>,
    pub content: String,
    pub set: String,
    pub enemies: Vec<String>,
}

/// A problem at a place of a file.
pub(super) fn at(file: &str, place: &str, says: impl Into<String>) -> Problem {
    match place.strip_prefix("line ").and_then(|line| line.parse().ok()) {
        Some(line) => Problem::new(file, says).line(line),
        None => Problem::new(format!("{file}, {place}"), says),
    }
}

impl Raw {
    /// The item, when its numbers make one; without any number it is an item to be calibrated.
    pub(super) fn checked(self, file: &str) -> Result<Entry, Problem> {
        let problem =
            |field: &str, value: String, says: String| at(file, &self.place, says).field(field).value(value);
        if self.name.is_empty() {
            return Err(at(file, &self.place, "the item has no name: give each item one").field("item"));
        }
        let given = (!self.model.is_empty()).then_some(self.model.as_str());
        let model = given.map(|name| {
            model_named(name).ok_or_else(|| {
                problem("model", name.to_owned(), format!("a model is one of {}", model_names()))
            })
        });
        let model = model.transpose()?.or_else(|| self.guessed());
        let bare = self.a.is_empty() && self.b.is_empty() && self.c.is_none() && self.d.is_empty();
        let item = if bare {
            None
        } else {
            let Some(model) = model else {
                let says = "several difficulties fit several models: say in the column model which (grm or gpcm, say)";
                return Err(problem("model", String::new(), says.to_owned()));
            };
            Some(self.item(model).map_err(|(field, says)| {
                let value = match field {
                    "a" => list(&self.a),
                    "c" => self.c.map_or_else(String::new, |c| c.to_string()),
                    "d" => list(&self.d),
                    _ => list(&self.b),
                };
                problem(field, value, says)
            })?)
        };
        let errors = Errors { a: self.a_se, b: self.b_se, c: self.c_se, d: self.d_se };
        Ok(Entry {
            name: self.name,
            model,
            item,
            errors,
            content: self.content,
            set: self.set,
            enemies: self.enemies,
        })
    }

    /// The model that the numbers leave no doubt of.
    fn guessed(&self) -> Option<Model> {
        match (self.b.len(), self.c, self.d.len() > 1) {
            (_, _, true) => Some(Model::Nominal),
            (1, Some(c), _) if c > 0.0 => Some(Model::ThreeParameter),
            (1, _, _) if self.a.is_empty() => Some(Model::Rasch),
            (1, _, _) => Some(Model::TwoParameter),
            _ => None,
        }
    }

    fn item(&self, model: Model) -> Result<Item, (&'static str, String)> {
        let nominal = model == Model::Nominal;
        if !(nominal || self.d.is_empty() || self.d == [1.0]) {
            let says =
                "d is the list of intercepts of a nominal item; an upper asymptote below 1 is not supported";
            return Err(("d", says.to_owned()));
        }
        let slope = match self.a.as_slice() {
            [a] if !nominal => *a,
            [] if model.has_fixed_slope() => 1.0,
            _ if nominal => 1.0,
            _ => return Err(("a", format!("one slope is needed for the model {}", model_name(model)))),
        };
        let one = || match self.b.as_slice() {
            [b] => Ok(*b),
            _ => Err(("b", format!("one difficulty is needed for the model {}", model_name(model)))),
        };
        let several = || match self.b.as_slice() {
            [] => Err(("b", "at least one threshold or step is needed, separated by blanks".to_owned())),
            b => Ok(b),
        };
        let made = match model {
            Model::Rasch | Model::OneParameter | Model::TwoParameter => Item::two_parameter(slope, one()?),
            Model::ThreeParameter => Item::three_parameter(slope, one()?, self.c.unwrap_or(0.0)),
            Model::Graded => Item::graded(slope, several()?),
            Model::PartialCredit | Model::RatingScale | Model::GeneralizedPartialCredit => {
                Item::partial_credit(slope, several()?)
            }
            Model::Nominal => Item::nominal(&self.a, &self.d),
        };
        if slope == 0.0 {
            return Err(("a", "a slope of 0 tells nobody apart: take the item out".to_owned()));
        }
        let field = |why: &measurement::models::BadItem| match why {
            measurement::models::BadItem::Guessing(_) => "c",
            measurement::models::BadItem::Lengths { .. } => "d",
            _ => "b",
        };
        made.map_err(|why| (field(&why), format!("{why}: correct the item's parameters")))
    }
}

fn list(numbers: &[f64]) -> String {
    numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")
}
