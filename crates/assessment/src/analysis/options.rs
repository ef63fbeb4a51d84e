//! Who chooses which option.

use super::{
    classical::{Rests, correlation, f64_of, share},
    table::{Cell, Table},
};

/// One option of an item of one choice.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionReport {
    /// What people call it.
    pub label: String,
    /// Whether it is the key.
    pub is_key: bool,
    /// How many chose it.
    pub chosen: usize,
    /// Share of those who got the item.
    pub share: f64,
    /// Mean share of points on other items of those who chose it; `None` when nobody did.
    pub others: Option<f64>,
    /// Correlation of choosing it with the share of points on other items: above 0 it draws the stronger.
    pub correlation: Option<f64>,
    /// How many of the stronger half (by points on other items) chose it.
    pub stronger_half: usize,
}

pub(super) fn reports(table: &Table, column: usize, rests: &Rests) -> Vec<OptionReport> {
    let beside = rests.beside(table, column);
    let given = table.given(column).count();
    let mut all: Vec<f64> = beside.iter().map(|(_, rest)| *rest).collect();
    all.sort_by(f64::total_cmp);
    let middle = all.get(all.len() / 2).copied().unwrap_or(f64::INFINITY);
    let report = |(number, choice): (usize, &super::Choice)| {
        let takes = |cell: Cell| cell.option() == Some(number);
        let chosen = table.given(column).filter(|(_, cell)| takes(*cell)).count();
        let rests: Vec<f64> = beside.iter().filter(|(cell, _)| takes(*cell)).map(|(_, rest)| *rest).collect();
        let pairs: Vec<(f64, f64)> =
            beside.iter().map(|(cell, rest)| (f64::from(u8::from(takes(*cell))), *rest)).collect();
        OptionReport {
            label: choice.label.clone(),
            is_key: choice.is_key,
            chosen,
            share: share(chosen, given),
            others: (!rests.is_empty()).then(|| rests.iter().sum::<f64>() / f64_of(rests.len())),
            correlation: correlation(&pairs),
            stronger_half: rests.iter().filter(|rest| **rest >= middle).count(),
        }
    };
    table.columns[column].options.iter().enumerate().map(report).collect()
}
