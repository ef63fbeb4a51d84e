//! Item banks: what an item is, how sure its parameters are, and what it is about.

mod entry;
mod json;
mod table;

use std::{collections::HashMap, path::Path};

use measurement::{
    adaptive::{Bank as TestBank, BankItem},
    models::{Item, Model},
    posterior::Population,
};

pub use entry::{Entry, Errors, numbers};
pub use json::document;
pub(crate) use table::rows as table_rows;

use crate::{
    answers::{Answers, shown},
    trouble::{Problem, Trouble},
};

/// An item bank, read or calibrated.
#[derive(Debug, Clone, PartialEq)]
pub struct Bank {
    /// The file, as errors give it.
    pub file: String,
    /// The items.
    pub items: Vec<Entry>,
    /// The populations of the calibration, by the names of their groups.
    pub populations: Vec<BankPopulation>,
    /// Columns of the file that are not read.
    pub unread: Vec<String>,
}

/// A population on the scale of the bank.
#[derive(Debug, Clone, PartialEq)]
pub struct BankPopulation {
    /// The group's name; empty for the only one.
    pub group: String,
    /// Mean and standard deviation, logits.
    pub population: Population,
    /// Their standard errors, logits; 0 for a number that was not estimated.
    pub errors: Option<(f64, f64)>,
}

/// The names of the models, as files and options spell them.
pub const MODELS: [(&str, Model); 9] = [
    ("rasch", Model::Rasch),
    ("1pl", Model::OneParameter),
    ("2pl", Model::TwoParameter),
    ("3pl", Model::ThreeParameter),
    ("pcm", Model::PartialCredit),
    ("rsm", Model::RatingScale),
    ("grm", Model::Graded),
    ("gpcm", Model::GeneralizedPartialCredit),
    ("nominal", Model::Nominal),
];

/// The model of a name, whatever its case.
pub fn model_named(name: &str) -> Option<Model> {
    MODELS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, model)| *model)
}

/// The name of a model.
pub fn model_name(model: Model) -> &'static str {
    MODELS.iter().find(|(_, known)| *known == model).map_or("", |(name, _)| name)
}

/// The names of all models, as an error lists them.
pub fn model_names() -> String {
    MODELS.map(|(name, _)| name).join(", ")
}

impl Bank {
    /// Reads a bank: JSON when the name ends in `.json`, CSV otherwise. Items may lack parameters.
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        let (raws, populations, unread) = if json { json::read(path)? } else { table::read(path)? };
        let file = shown(path);
        let mut trouble = Trouble::default();
        let mut items: Vec<Entry> = Vec::with_capacity(raws.len());
        let mut lines: HashMap<String, String> = HashMap::new();
        for raw in raws {
            let place = raw.place.clone();
            match raw.checked(&file) {
                Ok(entry) => {
                    if let Some(first) = lines.insert(entry.name.clone(), place.clone()) {
                        let says = format!("{first} has this item already: give each item one entry");
                        trouble.add(entry::at(&file, &place, says).field("item").value(entry.name.as_str()));
                    }
                    items.push(entry);
                }
                Err(problem) => trouble.add(problem),
            }
        }
        for entry in &items {
            for enemy in
                entry.enemies.iter().filter(|enemy| !lines.contains_key(*enemy) || **enemy == entry.name)
            {
                let says = "an enemy is another item of the bank: correct the name, or take it away";
                trouble.add(
                    Problem::new(file.as_str(), says)
                        .field(format!("enemies of {}", entry.name))
                        .value(enemy.as_str()),
                );
            }
        }
        if items.is_empty() {
            trouble.add(Problem::new(file.as_str(), "the bank has no item: add one line for each item"));
        }
        trouble.or(Self { file, items, populations, unread })
    }

    /// Reads a bank whose items all have parameters.
    pub fn read_calibrated(path: &Path) -> Result<Self, Trouble> {
        let bank = Self::read(path)?;
        let mut trouble = Trouble::default();
        for entry in bank.items.iter().filter(|entry| entry.item.is_none()) {
            let says =
                "the item has no parameters: calibrate it first with `calibrate`, or take it out of the bank";
            trouble.add(Problem::new(bank.file.as_str(), says).field("item").value(entry.name.as_str()));
        }
        trouble.or(bank)
    }

    /// Each item's place by its name.
    pub fn places(&self) -> HashMap<&str, usize> {
        self.items.iter().enumerate().map(|(place, entry)| (entry.name.as_str(), place)).collect()
    }

    /// The bank's item of each column of answers; a column that is not in the bank is a problem.
    pub fn items_of(&self, answers: &Answers) -> Result<Vec<Item>, Trouble> {
        let places = self.places();
        let mut trouble = Trouble::default();
        let mut items = Vec::with_capacity(answers.items.len());
        for (column, name) in answers.items.iter().enumerate() {
            match places.get(name.as_str()).and_then(|place| self.items[*place].item.clone()) {
                Some(item) => items.push(item),
                None => trouble.add(answers.problem(
                    column,
                    format!(
                        "is not an item of the bank {}: add it to the bank, or leave it out with --leave-out",
                        self.file
                    ),
                )),
            }
        }
        trouble.or(items)
    }

    /// The population of each group of the answers: that of the same name, the only one, or mean 0 and
    /// standard deviation 1 when the bank states none.
    pub fn populations_of(&self, answers: &Answers) -> Result<Vec<Population>, Trouble> {
        match self.populations.as_slice() {
            [] => Ok(vec![Population::STANDARD; answers.groups.len()]),
            [only] => Ok(vec![only.population; answers.groups.len()]),
            several => {
                let of = |group: &String| several.iter().find(|known| known.group == *group);
                let mut trouble = Trouble::default();
                for group in answers.groups.iter().filter(|group| of(group).is_none()) {
                    let known: Vec<&str> = several.iter().map(|known| known.group.as_str()).collect();
                    let says = format!(
                        "the bank {} knows the groups {}: name the group as there",
                        self.file,
                        known.join(", ")
                    );
                    trouble
                        .add(Problem::new(answers.file.as_str(), says).field("group").value(group.as_str()));
                }
                trouble.or(())?;
                Ok(answers
                    .groups
                    .iter()
                    .filter_map(|group| of(group).map(|known| known.population))
                    .collect())
            }
        }
    }

    /// The content areas by name, in the order in which they come.
    pub fn areas(&self) -> Vec<&str> {
        let mut areas: Vec<&str> = Vec::new();
        for entry in &self.items {
            if !areas.contains(&entry.content.as_str()) {
                areas.push(&entry.content);
            }
        }
        areas
    }

    /// The stimuli by name, in the order in which they come.
    pub fn sets(&self) -> Vec<&str> {
        let mut sets: Vec<&str> = Vec::new();
        for entry in self.items.iter().filter(|entry| !entry.set.is_empty()) {
            if !sets.contains(&entry.set.as_str()) {
                sets.push(&entry.set);
            }
        }
        sets
    }

    /// The bank as adaptive tests draw from it.
    pub fn for_tests(&self) -> Result<TestBank, Trouble> {
        let (places, areas, sets) = (self.places(), self.areas(), self.sets());
        let entries = self.items.iter().filter_map(|entry| {
            let item = entry.item.clone()?;
            let set =
                (!entry.set.is_empty()).then(|| sets.iter().position(|set| *set == entry.set)).flatten();
            let content = areas.iter().position(|area| *area == entry.content).unwrap_or(0);
            let enemies =
                entry.enemies.iter().filter_map(|enemy| places.get(enemy.as_str()).copied()).collect();
            Some(BankItem { content, set, enemies, ..BankItem::new(item) })
        });
        TestBank::new(entries.collect())
            .map_err(|why| Problem::new(self.file.as_str(), format!("{why}: correct the bank")).into())
    }
}
