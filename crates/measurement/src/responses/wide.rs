//! A wide table of answers in CSV: one line per learner, one column per item.

use std::collections::HashSet;

use super::{BadResponses, Responses};

/// A wide table, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Names of the item columns, in the order of the file.
    pub items: Vec<String>,
    /// The learner of each row; empty when the file has no such column.
    pub learners: Vec<String>,
    /// The names of the groups, in the order in which they first come; one empty name without a column.
    pub groups: Vec<String>,
    /// The answers.
    pub responses: Responses,
}

/// Something wrong in the file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct Problem {
    /// The line, from 1 (the header).
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong and what is expected.
    pub message: String,
}

/// Reads a wide table: a header, then one line per learner.
///
/// Columns named `learner` (or `id`, `learner_id`), `group`, and `weight` (or `freq`, `frequency`) are
/// what they say, whatever their case; every other column is an item. A blank cell, `NA` or `.` is
/// missing. Quotes around a cell are taken off; a cell holds no comma. Errors: every problem of the file
/// at once.
pub fn read_wide(text: &str) -> Result<Table, Vec<Problem>> {
    let mut lines =
        text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let at = |line: usize, column: usize, message: String| Problem { line, column, message };
    let Some((_, header)) = lines.next() else {
        return Err(vec![at(1, 1, "the file is empty; it needs a header and a line per learner".to_owned())]);
    };
    let columns: Vec<Column> = header.split(',').map(|name| Column::named(bare(name))).collect();
    let mut problems = Vec::new();
    let mut names = HashSet::new();
    for (place, name) in header.split(',').map(bare).enumerate() {
        if !names.insert(name) {
            problems.push(at(1, place + 1, format!("a second column is named \"{name}\"")));
        }
    }
    let items: Vec<String> = header
        .split(',')
        .map(bare)
        .zip(&columns)
        .filter(|(_, column)| **column == Column::Item)
        .map(|(name, _)| name.to_owned())
        .collect();
    let mut read = Rows::default();
    for (number, line) in lines {
        let width = line.split(',').count();
        if width != columns.len() {
            problems.push(at(number + 1, width, format!("{width} cells under {} columns", columns.len())));
            continue;
        }
        for (place, (cell, column)) in line.split(',').map(bare).zip(&columns).enumerate() {
            if let Err(message) = read.take(*column, cell) {
                problems.push(at(number + 1, place + 1, message));
            }
        }
    }
    let whole = |problem: BadResponses| vec![at(1, 1, problem.to_string())];
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut responses = Responses::from_scores(items.len(), &read.scores).map_err(whole)?;
    if !read.weights.is_empty() {
        responses = responses.with_weights(read.weights).map_err(whole)?;
    }
    if read.groups.is_empty() {
        read.group_names.push(String::new());
    } else {
        responses = responses.with_groups(read.groups).map_err(whole)?;
    }
    Ok(Table { items, learners: read.learners, groups: read.group_names, responses })
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    Learner,
    Group,
    Weight,
    Item,
}

impl Column {
    fn named(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "learner" | "learner_id" | "id" => Self::Learner,
            "group" => Self::Group,
            "weight" | "freq" | "frequency" => Self::Weight,
            _ => Self::Item,
        }
    }
}

#[derive(Default)]
struct Rows {
    scores: Vec<Option<i32>>,
    weights: Vec<f64>,
    groups: Vec<u16>,
    group_names: Vec<String>,
    learners: Vec<String>,
    seen: HashSet<String>,
}

impl Rows {
    fn take(&mut self, column: Column, cell: &str) -> Result<(), String> {
        match column {
            Column::Learner => {
                if !self.seen.insert(cell.to_owned()) {
                    return Err(format!("the learner \"{cell}\" has a line already"));
                }
                self.learners.push(cell.to_owned());
            }
            Column::Group => {
                let place = self.group_names.iter().position(|name| name == cell).unwrap_or_else(|| {
                    self.group_names.push(cell.to_owned());
                    self.group_names.len() - 1
                });
                self.groups.push(u16::try_from(place).map_err(|_| "too many groups".to_owned())?);
            }
            Column::Weight => {
                self.weights.push(cell.parse().map_err(|_| format!("a weight is a number, not \"{cell}\""))?);
            }
            Column::Item if matches!(cell, "" | "NA" | ".") => self.scores.push(None),
            Column::Item => {
                let score: i32 = cell.parse().map_err(|_| {
                    format!("a score is a whole number, or blank when missing, not \"{cell}\"")
                })?;
                self.scores.push(Some(score));
            }
        }
        Ok(())
    }
}

fn bare(cell: &str) -> &str {
    cell.trim().trim_matches('"')
}
