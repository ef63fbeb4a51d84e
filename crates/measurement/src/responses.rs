//! The table of answers: who scored what on which item.

mod bad_responses;
mod patterns;
#[cfg(test)]
mod tests;
mod wide;

pub use bad_responses::BadResponses;
pub(crate) use patterns::Patterns;
pub use wide::{Problem, Table, read_wide};

use crate::models::MOST_CATEGORIES;

/// The code of an answer that is not there.
pub const MISSING: u8 = u8::MAX;

/// Scores of learners on items, checked.
///
/// Unit: scores count from 0 (the category). Shape: one row per learner, one cell per item, row by row
/// in one flat array of bytes: 1,000,000 learners on 200 items take 200 MB. A cell may be [`MISSING`],
/// which says nothing about ability. Each row has a weight (1 unless set) and a group (0 unless set).
#[derive(Debug, Clone, PartialEq)]
pub struct Responses {
    items: usize,
    codes: Vec<u8>,
    weights: Vec<f64>,
    groups: Vec<u16>,
}

impl Responses {
    /// Checks scores given row by row, `None` where there is no answer.
    ///
    /// Errors: no item, no learner, a row cut short, a score below 0 or of [`MOST_CATEGORIES`] or more.
    pub fn from_scores(items: usize, scores: &[Option<i32>]) -> Result<Self, BadResponses> {
        let code = |(place, score): (usize, &Option<i32>)| match score {
            None => Ok(MISSING),
            Some(score) => u8::try_from(*score)
                .ok()
                .filter(|code| usize::from(*code) < MOST_CATEGORIES)
                .ok_or(BadResponses::Score {
                    row: place / items.max(1),
                    item: place % items.max(1),
                    score: *score,
                }),
        };
        Self::from_codes(items, scores.iter().enumerate().map(code).collect::<Result<_, _>>()?)
    }

    /// Takes codes row by row without copying: a score each, or [`MISSING`].
    pub fn from_codes(items: usize, codes: Vec<u8>) -> Result<Self, BadResponses> {
        if items == 0 {
            return Err(BadResponses::NoItems);
        }
        if codes.is_empty() {
            return Err(BadResponses::NoLearners);
        }
        if !codes.len().is_multiple_of(items) {
            return Err(BadResponses::Length { cells: codes.len(), items });
        }
        let bad = |code: &u8| *code != MISSING && usize::from(*code) >= MOST_CATEGORIES;
        if let Some(place) = codes.iter().position(bad) {
            let score = i32::from(codes[place]);
            return Err(BadResponses::Score { row: place / items, item: place % items, score });
        }
        let rows = codes.len() / items;
        Ok(Self { items, codes, weights: vec![1.0; rows], groups: vec![0; rows] })
    }

    /// The same answers, each row counted `weights[row]` times. Weights are finite and not negative.
    pub fn with_weights(mut self, weights: Vec<f64>) -> Result<Self, BadResponses> {
        if weights.len() != self.rows() {
            return Err(BadResponses::Rows { rows: self.rows(), given: weights.len() });
        }
        if let Some(row) = weights.iter().position(|weight| !(weight.is_finite() && *weight >= 0.0)) {
            return Err(BadResponses::Weight { row, weight: weights[row] });
        }
        if weights.iter().sum::<f64>() <= 0.0 {
            return Err(BadResponses::NoLearners);
        }
        self.weights = weights;
        Ok(self)
    }

    /// The same answers, each row in the population `groups[row]`. Groups are numbered from 0 and none
    /// is left out.
    pub fn with_groups(mut self, groups: Vec<u16>) -> Result<Self, BadResponses> {
        if groups.len() != self.rows() {
            return Err(BadResponses::Rows { rows: self.rows(), given: groups.len() });
        }
        let most = groups.iter().copied().max().unwrap_or(0);
        let mut there = vec![false; usize::from(most) + 1];
        for group in &groups {
            there[usize::from(*group)] = true;
        }
        if let Some(empty) = there.iter().position(|there| !there) {
            return Err(BadResponses::EmptyGroup(empty));
        }
        self.groups = groups;
        Ok(self)
    }

    /// The same rows with the columns `items` only, in that order; `None` when one is not there.
    pub fn of_items(&self, items: &[usize]) -> Option<Self> {
        if items.is_empty() || items.iter().any(|item| *item >= self.items) {
            return None;
        }
        let rows = 0..self.rows();
        let codes = rows.flat_map(|row| items.iter().map(move |item| self.codes[row * self.items + item]));
        Some(Self {
            items: items.len(),
            codes: codes.collect(),
            weights: self.weights.clone(),
            groups: self.groups.clone(),
        })
    }

    /// How many rows (learners, or patterns with a weight) there are.
    pub fn rows(&self) -> usize {
        self.weights.len()
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.items
    }

    /// How many populations there are.
    pub fn group_count(&self) -> usize {
        self.groups.iter().copied().max().map_or(1, |most| usize::from(most) + 1)
    }

    /// The codes of one row, one per item.
    pub fn row(&self, row: usize) -> &[u8] {
        &self.codes[row * self.items..][..self.items]
    }

    /// The weight of one row.
    pub fn weight(&self, row: usize) -> f64 {
        self.weights[row]
    }

    /// The population of one row.
    pub fn group(&self, row: usize) -> usize {
        usize::from(self.groups[row])
    }

    /// The answer of a row to an item, or `None` when missing.
    pub fn score(&self, row: usize, item: usize) -> Option<u8> {
        let code = self.codes[row * self.items + item];
        (code != MISSING).then_some(code)
    }

    /// Weighted number of answers to `item` in each category up to the highest seen; empty without any.
    pub fn counts(&self, item: usize) -> Vec<f64> {
        let mut counts = Vec::new();
        for row in 0..self.rows() {
            if let Some(score) = self.score(row, item) {
                let score = usize::from(score);
                if counts.len() <= score {
                    counts.resize(score + 1, 0.0);
                }
                counts[score] += self.weights[row];
            }
        }
        counts
    }
}
