//! A bank as JSON.

use std::{fs, path::Path};

use measurement::posterior::Population;
use serde::{Deserialize, Serialize};

use super::{
    Bank, BankPopulation, Entry,
    entry::{Raw, numbers},
    model_name,
};
use crate::{
    answers::shown,
    trouble::{Problem, Trouble},
};

/// One number or several.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(untagged)]
enum Numbers {
    #[default]
    None,
    One(f64),
    Several(Vec<f64>),
}

impl Numbers {
    fn of(numbers: Vec<f64>) -> Self {
        match numbers.as_slice() {
            [] => Self::None,
            [one] => Self::One(*one),
            _ => Self::Several(numbers),
        }
    }

    fn list(self) -> Vec<f64> {
        match self {
            Self::None => Vec::new(),
            Self::One(number) => vec![number],
            Self::Several(numbers) => numbers,
        }
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct ItemDocument {
    item: String,
    #[serde(default)]
    model: String,
    #[serde(default)]
    a: Numbers,
    #[serde(default)]
    b: Numbers,
    #[serde(default)]
    c: Option<f64>,
    #[serde(default)]
    d: Numbers,
    #[serde(default)]
    a_se: Numbers,
    #[serde(default)]
    b_se: Numbers,
    #[serde(default)]
    c_se: Option<f64>,
    #[serde(default)]
    d_se: Numbers,
    #[serde(default)]
    content: String,
    #[serde(default)]
    set: String,
    #[serde(default)]
    enemies: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct PopulationDocument {
    #[serde(default)]
    group: String,
    mean: f64,
    sd: f64,
    #[serde(default)]
    mean_se: Option<f64>,
    #[serde(default)]
    sd_se: Option<f64>,
}

#[derive(Debug, Serialize, Deserialize)]
struct BankDocument {
    items: Vec<ItemDocument>,
    #[serde(default)]
    populations: Vec<PopulationDocument>,
}

/// A whole result holds its bank under this key.
#[derive(Debug, Deserialize)]
struct ResultDocument {
    bank: BankDocument,
}

/// The bank as a JSON value: what [`Bank::read`] reads.
pub fn document(bank: &Bank) -> serde_json::Value {
    let items = bank.items.iter().map(item).collect();
    let populations = bank.populations.iter().map(|known| PopulationDocument {
        group: known.group.clone(),
        mean: known.population.mean,
        sd: known.population.sd,
        mean_se: known.errors.map(|errors| errors.0),
        sd_se: known.errors.map(|errors| errors.1),
    });
    let document = BankDocument { items, populations: populations.collect() };
    serde_json::to_value(document).unwrap_or_default()
}

fn item(entry: &Entry) -> ItemDocument {
    let (a, b, c, d) = entry.item.as_ref().map(numbers).unwrap_or_default();
    ItemDocument {
        item: entry.name.clone(),
        model: entry.model.map_or("", model_name).to_owned(),
        a: Numbers::of(a),
        b: Numbers::of(b),
        c,
        d: Numbers::of(d),
        a_se: Numbers::of(entry.errors.a.clone()),
        b_se: Numbers::of(entry.errors.b.clone()),
        c_se: entry.errors.c,
        d_se: Numbers::of(entry.errors.d.clone()),
        content: entry.content.clone(),
        set: entry.set.clone(),
        enemies: entry.enemies.clone(),
    }
}

type Read = (Vec<Raw>, Vec<BankPopulation>, Vec<String>);

pub(super) fn read(path: &Path) -> Result<Read, Trouble> {
    let file = shown(path);
    let cannot = |says: String| Trouble::from(Problem::new(file.as_str(), says));
    let text = fs::read_to_string(path)
        .map_err(|error| cannot(format!("cannot be read ({error}): check the name and the rights")))?;
    if text.trim().is_empty() {
        return Err(cannot("the file is empty: it needs an object with the list \"items\"".to_owned()));
    }
    let text = text.trim_start_matches('\u{feff}');
    let whole: Result<BankDocument, _> = serde_json::from_str(text);
    // What `calibrate --json` prints is a bank too.
    let document = whole.or_else(|error| {
        serde_json::from_str::<ResultDocument>(text).map(|result| result.bank).map_err(|_| error)
    });
    let document = document.map_err(|error| {
        let says = format!("{error}: a bank is an object with the list \"items\" (docs/measure.md)");
        Trouble::from(Problem::new(file.as_str(), says).line(error.line()))
    })?;
    let mut trouble = Trouble::default();
    let mut populations = Vec::new();
    for known in document.populations {
        if known.sd <= 0.0 {
            let says = "a standard deviation is above 0: correct it";
            trouble
                .add(Problem::new(file.as_str(), says).field("populations.sd").value(known.sd.to_string()));
        }
        let population = Population { mean: known.mean, sd: known.sd };
        let errors = known.mean_se.zip(known.sd_se);
        populations.push(BankPopulation { group: known.group, population, errors });
    }
    let raw = |(place, item): (usize, ItemDocument)| Raw {
        place: format!("item {}", place + 1),
        name: item.item,
        model: item.model,
        a: item.a.list(),
        b: item.b.list(),
        c: item.c,
        d: item.d.list(),
        a_se: item.a_se.list(),
        b_se: item.b_se.list(),
        c_se: item.c_se,
        d_se: item.d_se.list(),
        content: item.content,
        set: item.set,
        enemies: item.enemies,
    };
    let raws = document.items.into_iter().enumerate().map(raw).collect();
    trouble.or((raws, populations, Vec::new()))
}
