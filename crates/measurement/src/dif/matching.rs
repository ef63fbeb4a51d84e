//! Learners matched by sum score, with items that differ taken out of the score.

use super::{CannotCompare, Size};
use crate::responses::Responses;

/// Rounds of taking items out of the matching score.
const ROUNDS: usize = 10;

/// Rows without missing answers: scores, group and weight.
pub(super) struct Matched<'r> {
    responses: &'r Responses,
    pub(super) rows: Vec<usize>,
}

impl<'r> Matched<'r> {
    pub(super) fn new(responses: &'r Responses) -> Result<Self, CannotCompare> {
        if responses.group_count() != 2 {
            return Err(CannotCompare::Groups(responses.group_count()));
        }
        let items = responses.items();
        let rows: Vec<usize> = (0..responses.rows())
            .filter(|row| (0..items).all(|item| responses.score(*row, item).is_some()))
            .collect();
        let more = |item: &usize| rows.iter().any(|row| responses.row(*row)[*item] > 1);
        if let Some(item) = (0..items).find(more) {
            return Err(CannotCompare::Categories(item));
        }
        let both = [0, 1].iter().all(|group| rows.iter().any(|row| responses.group(*row) == *group));
        if items < 2 || !both {
            return Err(CannotCompare::TooFew);
        }
        Ok(Self { responses, rows })
    }

    pub(super) fn items(&self) -> usize {
        self.responses.items()
    }

    pub(super) fn right(&self, row: usize, item: usize) -> bool {
        self.responses.row(row)[item] == 1
    }

    pub(super) fn group(&self, row: usize) -> usize {
        self.responses.group(row)
    }

    pub(super) fn weight(&self, row: usize) -> f64 {
        self.responses.weight(row)
    }

    /// The sum over the items that match and the studied one.
    pub(super) fn score(&self, row: usize, matching: &[bool], studied: usize) -> usize {
        let codes = self.responses.row(row);
        let counts =
            |(item, code): (usize, &u8)| usize::from((matching[item] || item == studied) && *code == 1);
        codes.iter().enumerate().map(counts).sum()
    }

    /// Judges every item, takes those of size B and C out of the matching score, and judges again until the
    /// score stays.
    pub(super) fn purify<T>(
        &self,
        judge: impl Fn(usize, &[bool]) -> T,
        size: impl Fn(&T) -> Option<Size>,
    ) -> Vec<T> {
        let mut matching = vec![true; self.items()];
        let mut found: Vec<T> = (0..self.items()).map(|item| judge(item, &matching)).collect();
        for _ in 0..ROUNDS {
            let next: Vec<bool> =
                found.iter().map(|item| size(item).is_none_or(|size| size == Size::A)).collect();
            if next == matching || next.iter().filter(|kept| **kept).count() < 2 {
                break;
            }
            matching = next;
            found = (0..self.items()).map(|item| judge(item, &matching)).collect();
        }
        found
    }
}
