//! Calculation methods to the policy fields that do the same.

use std::collections::BTreeMap;

use domain::{Points, policy::Value};

use super::rows::Columns;
use crate::{Problems, table::Row};

/// A calculation method and how many outcomes have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// Canvas' word, such as `n_mastery`; empty where Canvas takes its default.
    pub word: String,
    /// `calculation_int`: percent for an average that favours new work, times for `n_mastery`.
    pub number: Option<i64>,
    /// How many outcomes have it.
    pub outcomes: u64,
    /// Policy fields and values that judge in the same way; empty when the method is not known.
    pub settings: Vec<(String, Value)>,
}

/// A method that is known: word, rule here, parameter, least and most of its number, its default.
type Known = (&'static str, &'static str, Option<(&'static str, i64, i64, i64)>);

/// What Canvas calls `decaying_average` is a weighted average of the newest and the mean of the rest.
const KNOWN: [Known; 7] = [
    ("decaying_average", "weighted_average", Some(("weight_percent", 1, 99, 65))),
    ("weighted_average", "weighted_average", Some(("weight_percent", 1, 99, 65))),
    ("standard_decaying_average", "decaying_average", Some(("weight_percent", 50, 99, 65))),
    ("n_mastery", "n_mastery", Some(("times", 1, 10, 5))),
    ("highest", "highest", None),
    ("latest", "latest", None),
    ("average", "average", None),
];

/// What Canvas takes where an outcome names no method.
const DEFAULT: &str = "decaying_average";

/// Counts the methods of outcomes.
#[derive(Default)]
pub(super) struct Tally {
    found: BTreeMap<(String, Option<i64>), u64>,
}

impl Tally {
    /// Takes up one outcome, and reports a method or number that Canvas would not take.
    pub fn count(&mut self, row: &Row<'_>, columns: &Columns, problems: &mut Problems) {
        let word = row.cell(columns.calculation_method);
        let written = row.cell(columns.calculation_int);
        let number = written.parse::<i64>().ok();
        let known = find(word);
        if known.is_none() {
            let what = "this calculation method is not known; it is kept, and no policy follows from it";
            let advice = "Choose a rule in the policies after the import.";
            problems.add(row.warning("calculation_method", what, advice).with_value(word));
        }
        let fits = match known.and_then(|(_, _, parameter)| parameter.as_ref()) {
            Some((_, least, most, _)) => {
                written.is_empty() || number.is_some_and(|number| (*least..=*most).contains(&number))
            }
            None => written.is_empty() || known.is_none(),
        };
        if !fits {
            let what =
                "the method does not take this number; it is kept, and the method's own default counts";
            let advice = "Correct it in Canvas, or choose the number in the policies.";
            problems.add(row.warning("calculation_int", what, advice).with_value(written));
        }
        let number = number.filter(|_| fits);
        *self.found.entry((word.to_owned(), number)).or_default() += 1;
    }

    /// The methods, the most used first.
    pub fn finish(self) -> Vec<Method> {
        let mut methods: Vec<_> = self
            .found
            .into_iter()
            .map(|((word, number), outcomes)| {
                let settings = settings(&word, number);
                Method { word, number, outcomes, settings }
            })
            .collect();
        methods.sort_by_key(|method| std::cmp::Reverse(method.outcomes));
        methods
    }
}

fn find(word: &str) -> Option<&'static Known> {
    let word = if word.is_empty() { DEFAULT } else { word };
    KNOWN.iter().find(|(known, ..)| *known == word)
}

fn settings(word: &str, number: Option<i64>) -> Vec<(String, Value)> {
    let Some((_, rule, parameter)) = find(word) else { return Vec::new() };
    let mut settings = vec![("mastery.rule".to_owned(), Value::Choice((*rule).to_owned()))];
    if let Some((name, _, _, default)) = parameter {
        let number = number.unwrap_or(*default);
        let points = i32::try_from(number).map_or(Points::ZERO, Points::whole);
        settings.push((format!("mastery.{rule}.{name}"), Value::Number(points)));
    }
    settings
}
