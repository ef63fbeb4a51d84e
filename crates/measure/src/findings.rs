//! What a command found: figures and tables, each number with its unit and, where there is one, its standard
//! error; written as text, JSON, CSV, SVG or HTML.

mod csv;
pub mod html;
mod json;
mod svg;
mod text;

use std::path::Path;

use crate::{
    bank::Bank,
    keep,
    tracing::Tracing,
    trouble::{Problem, Trouble},
};

/// The version of the JSON that is written; counted up when a key changes its meaning.
pub const SCHEMA: &str = "onramp-measure/1";

/// Units, as they are written.
pub mod unit {
    /// Ability, difficulty.
    pub const LOGIT: &str = "logit";
    /// Slopes.
    pub const PER_LOGIT: &str = "per logit";
    /// Information.
    pub const INFORMATION: &str = "per squared logit";
    /// Log-likelihoods.
    pub const LOG: &str = "natural log";
    /// Probabilities and shares.
    pub const SHARE: &str = "share";
    /// Scores.
    pub const POINTS: &str = "points";
    /// Numbers without a unit.
    pub const NONE: &str = "";
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// A name or a sentence.
    Text(String),
    /// A number; not finite counts as nothing.
    Number(f64),
    /// A count.
    Count(u64),
    /// Several numbers.
    Numbers(Vec<f64>),
    /// Yes or no.
    Truth(bool),
}

/// A figure with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its key in JSON.
    pub key: &'static str,
    /// Its name for a person.
    pub name: &'static str,
    /// What it is.
    pub value: Cell,
    /// Its standard error.
    pub error: Option<f64>,
    /// Its unit.
    pub unit: &'static str,
}

/// A column of a table; one that ends in `_se` holds the standard errors of the column before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its key.
    pub key: String,
    /// Its unit.
    pub unit: &'static str,
}

/// Rows under columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its key in JSON.
    pub key: &'static str,
    /// Its title for a person.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, a cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Lines through the rows.
    Lines,
    /// One bar per row.
    Bars,
    /// The first series as a line, the others as dots.
    LineAndDots,
    /// Bars sideways and names at their places: abilities beside difficulties.
    Wright,
}

/// A chart of columns of a table, so that every chart has its numbers beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it shows, as a sentence.
    pub title: String,
    /// The key of its table.
    pub table: &'static str,
    /// The column along the bottom.
    pub x: String,
    /// The columns drawn.
    pub y: Vec<String>,
    /// How.
    pub shape: Shape,
    /// Rows drawn; all when empty.
    pub rows: Option<std::ops::Range<usize>>,
}

/// Everything that a command found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// The command.
    pub command: &'static str,
    /// Figures.
    pub facts: Vec<Fact>,
    /// Tables, the main one first.
    pub tables: Vec<Table>,
    /// What to know and what to do.
    pub notes: Vec<String>,
    /// A bank, when one was made.
    pub bank: Option<Bank>,
    /// The model of the next answer, when one was made to judge by.
    pub tracing: Option<Tracing>,
    /// Charts.
    pub charts: Vec<Chart>,
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Empty }
    }
}

impl Cell {
    /// A number that is a count unless weights made it a fraction.
    pub fn counted(number: f64) -> Self {
        if number.fract() == 0.0 && (0.0..1e15).contains(&number) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and in range"
            )]
            return Self::Count(number as u64);
        }
        Self::from(number)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<bool> for Cell {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Vec<f64>> for Cell {
    fn from(numbers: Vec<f64>) -> Self {
        match numbers.as_slice() {
            [] => Self::Empty,
            [one] => Self::from(*one),
            _ => Self::Numbers(numbers),
        }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl Table {
    /// An empty table; columns are given as key and unit.
    pub fn new(key: &'static str, title: impl Into<String>, columns: &[(&str, &'static str)]) -> Self {
        let column = |(key, unit): &(&str, &'static str)| Column { key: (*key).to_owned(), unit };
        Self { key, title: title.into(), columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    /// The place of a column.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    /// The numbers of a column; NaN where a cell holds none.
    pub fn numbers(&self, key: &str) -> Vec<f64> {
        let Some(place) = self.column(key) else { return Vec::new() };
        let number = |row: &Vec<Cell>| match &row[place] {
            Cell::Number(number) => *number,
            Cell::Count(count) => *count as f64,
            _ => f64::NAN,
        };
        self.rows.iter().map(number).collect()
    }
}

impl Findings {
    /// Nothing found yet.
    pub fn new(command: &'static str) -> Self {
        Self { command, ..Self::default() }
    }

    /// Adds a figure without a standard error.
    pub fn fact(
        &mut self,
        key: &'static str,
        name: &'static str,
        value: impl Into<Cell>,
        unit: &'static str,
    ) {
        self.facts.push(Fact { key, name, value: value.into(), error: None, unit });
    }

    /// Adds a figure with its standard error.
    pub fn figure(&mut self, key: &'static str, name: &'static str, value: (f64, f64), unit: &'static str) {
        let error = value.1.is_finite().then_some(value.1);
        self.facts.push(Fact { key, name, value: value.0.into(), error, unit });
    }

    /// Adds a remark.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// A table by its key.
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.key == key)
    }

    /// For a person at a terminal.
    pub fn to_text(&self) -> String {
        text::of(self)
    }

    /// As one JSON document, indented.
    pub fn to_json(&self) -> String {
        json::of(self)
    }

    /// Writes what the file's ending asks for: `.json` everything, `.csv` the bank or else the first table,
    /// `.svg` the charts, `.html` a page with charts and tables.
    pub fn write(&self, path: &Path) -> Result<(), Trouble> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let wrong = |says: String| Err(Problem::new("--out", says).value(path.display().to_string()).into());
        match ending.to_ascii_lowercase().as_str() {
            "json" => keep::whole(path, |out| out.write_all(self.to_json().as_bytes())),
            "csv" if self.tables.is_empty() && self.bank.is_none() => {
                wrong(format!("{} has no table: write .json", self.command))
            }
            "csv" => keep::whole(path, |out| csv::write(self, out)),
            "svg" if self.charts.is_empty() => {
                wrong(format!("{} draws nothing: write .csv or .json", self.command))
            }
            "svg" => keep::whole(path, |out| out.write_all(svg::of_all(self).as_bytes())),
            "html" => keep::whole(path, |out| out.write_all(html::page(self).as_bytes())),
            _ => wrong(
                "a file's name ends in .csv, .json, .svg or .html: that says what is written".to_owned(),
            ),
        }
    }
}
