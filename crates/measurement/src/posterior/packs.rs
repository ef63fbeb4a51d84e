//! Several items looked up at once.
//!
//! Items are packed into groups with few joint answers (five two-category items have 32). One table row
//! per joint answer holds the sum of the items' log-probabilities on the grid, so that a learner's
//! likelihood is the sum of one row per pack, not one per item; and a learner's posterior is added to one
//! row per pack, from which the items' counts are summed up once at the end. A missing answer is one more
//! answer, with a row of zeros.

use crate::{
    models::Item,
    responses::{MISSING, Patterns},
};

/// The most joint answers of a pack of several items.
const MOST_STATES: usize = 32;

#[derive(Debug)]
struct Pack {
    /// First item and one past the last.
    items: std::ops::Range<usize>,
    /// Where the pack's rows begin in the table, in rows.
    first_row: usize,
    /// Joint answers.
    states: usize,
}

/// Patterns of answers, coded by pack.
#[derive(Debug)]
pub(crate) struct Packs {
    joint: Vec<Pack>,
    /// Categories of each item and where its rows begin among all items' rows.
    categories: Vec<usize>,
    first_rows: Vec<usize>,
    /// Answers of each item as counted in a pack: its categories, and one more when some are missing.
    sizes: Vec<usize>,
    /// Row of the table for each pattern and pack.
    rows: Vec<u32>,
    table_rows: usize,
    item_rows: usize,
}

impl Packs {
    /// Codes the patterns. Every code of item i must be below `categories[i]`, or missing.
    pub(crate) fn new(patterns: &Patterns, categories: &[usize]) -> Self {
        let sizes: Vec<usize> = (0..categories.len())
            .map(|item| {
                let gap = (0..patterns.len()).any(|pattern| patterns.row(pattern)[item] == MISSING);
                categories[item] + usize::from(gap)
            })
            .collect();
        let mut packs: Vec<Pack> = Vec::new();
        for (item, size) in sizes.iter().enumerate() {
            match packs.last_mut() {
                Some(pack) if pack.states * size <= MOST_STATES => {
                    pack.states *= size;
                    pack.items.end = item + 1;
                }
                _ => packs.push(Pack { items: item..item + 1, first_row: 0, states: *size }),
            }
        }
        let mut table_rows = 0;
        for pack in &mut packs {
            pack.first_row = table_rows;
            table_rows += pack.states;
        }
        let mut rows = Vec::with_capacity(patterns.len() * packs.len());
        for pattern in 0..patterns.len() {
            let codes = patterns.row(pattern);
            for pack in &packs {
                let state = pack.items.clone().rev().fold(0, |state, item| {
                    let code = codes[item];
                    let answer = if code == MISSING { categories[item] } else { usize::from(code) };
                    state * sizes[item] + answer
                });
                rows.push(u32::try_from(pack.first_row + state).expect("a table has fewer than 2^32 rows"));
            }
        }
        let mut item_rows = 0;
        let first_rows = categories
            .iter()
            .map(|categories| {
                item_rows += categories;
                item_rows - categories
            })
            .collect();
        Self { joint: packs, categories: categories.to_vec(), first_rows, sizes, rows, table_rows, item_rows }
    }

    /// Rows of the table of packs.
    pub(crate) fn table_rows(&self) -> usize {
        self.table_rows
    }

    /// Rows of all items' categories together.
    pub(crate) fn item_rows(&self) -> usize {
        self.item_rows
    }

    /// Where the rows of an item begin.
    pub(crate) fn first_row(&self, item: usize) -> usize {
        self.first_rows[item]
    }

    /// The rows of the table that one pattern adds up.
    pub(crate) fn of_pattern(&self, pattern: usize) -> &[u32] {
        &self.rows[pattern * self.joint.len()..][..self.joint.len()]
    }

    /// Log-probabilities of every category of every item at the abilities `at`; one row of `stride`
    /// numbers per category, 0 in the padding.
    pub(crate) fn log_probabilities(&self, items: &[Item], at: &[f64], stride: usize) -> Vec<f64> {
        let mut rows = vec![0.0; self.item_rows * stride];
        for (item, first_row) in items.iter().zip(&self.first_rows) {
            let mut log_p = vec![0.0; item.categories()];
            for (q, theta) in at.iter().enumerate() {
                item.log_probabilities(*theta, &mut log_p);
                for (k, log_p) in log_p.iter().enumerate() {
                    rows[(first_row + k) * stride + q] = *log_p;
                }
            }
        }
        rows
    }

    /// Visits every (row of the table, row of the items) that belong together.
    fn each_pair(&self, mut visit: impl FnMut(usize, usize)) {
        for pack in &self.joint {
            for state in 0..pack.states {
                let mut rest = state;
                for item in pack.items.clone() {
                    let answer = rest % self.sizes[item];
                    rest /= self.sizes[item];
                    if answer < self.categories[item] {
                        visit(pack.first_row + state, self.first_rows[item] + answer);
                    }
                }
            }
        }
    }

    /// The table of packs: each row the sum of its items' rows.
    pub(crate) fn table(&self, item_rows: &[f64], stride: usize) -> Vec<f64> {
        let mut table = vec![0.0; self.table_rows * stride];
        self.each_pair(|row, item_row| {
            let from = &item_rows[item_row * stride..][..stride];
            for (to, from) in table[row * stride..][..stride].iter_mut().zip(from) {
                *to += from;
            }
        });
        table
    }

    /// Sums the rows of packs into rows of items: the other way round.
    pub(crate) fn counts(&self, table: &[f64], stride: usize) -> Vec<f64> {
        let mut counts = vec![0.0; self.item_rows * stride];
        self.each_pair(|row, item_row| {
            let from = &table[row * stride..][..stride];
            for (to, from) in counts[item_row * stride..][..stride].iter_mut().zip(from) {
                *to += from;
            }
        });
        counts
    }
}
