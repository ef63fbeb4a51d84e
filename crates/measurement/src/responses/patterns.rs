//! Identical rows merged: the distinct answers, with how often each was given.

use super::{MISSING, Responses};

/// Distinct rows of chosen items, sorted by group and content, so that the order of learners in the
/// input cannot change a digit of any sum over them.
#[derive(Debug, Clone)]
pub(crate) struct Patterns {
    /// Codes, row by row over the chosen items.
    pub(crate) codes: Vec<u8>,
    /// Items per row.
    pub(crate) items: usize,
    /// Summed weight of each pattern.
    pub(crate) weights: Vec<f64>,
    /// Patterns of group g are `starts[g]..starts[g + 1]`.
    pub(crate) starts: Vec<usize>,
    /// The pattern of each row of the input; `usize::MAX` for a row that counts for nothing.
    pub(crate) of_row: Vec<usize>,
}

impl Patterns {
    /// Merges the rows over `items`. Rows of weight 0, and without any answer to these items, count for
    /// nothing unless `keep_all`.
    pub(crate) fn new(responses: &Responses, items: &[usize], keep_all: bool) -> Self {
        let rows = responses.rows();
        let mut codes = Vec::with_capacity(rows * items.len());
        for row in 0..rows {
            let given = responses.row(row);
            codes.extend(items.iter().map(|item| given[*item]));
        }
        let of = |row: usize| &codes[row * items.len()..][..items.len()];
        let counts = |row: &usize| {
            keep_all || (responses.weight(*row) > 0.0 && of(*row).iter().any(|code| *code != MISSING))
        };
        let mut order: Vec<usize> = (0..rows).filter(counts).collect();
        order.sort_by(|a, b| {
            let key = |row: usize| (responses.group(row), of(row));
            key(*a).cmp(&key(*b)).then(responses.weight(*a).total_cmp(&responses.weight(*b)))
        });
        let mut patterns = Self {
            codes: Vec::new(),
            items: items.len(),
            weights: Vec::new(),
            starts: vec![0],
            of_row: vec![usize::MAX; rows],
        };
        let mut last: Option<usize> = None;
        for row in order {
            let group = responses.group(row);
            if last.is_none_or(|last| responses.group(last) != group || of(last) != of(row)) {
                while patterns.starts.len() <= group {
                    patterns.starts.push(patterns.weights.len());
                }
                patterns.codes.extend_from_slice(of(row));
                patterns.weights.push(0.0);
            }
            let place = patterns.weights.len() - 1;
            patterns.weights[place] += responses.weight(row);
            patterns.of_row[row] = place;
            last = Some(row);
        }
        while patterns.starts.len() <= responses.group_count() {
            patterns.starts.push(patterns.weights.len());
        }
        patterns
    }

    /// The codes of one pattern.
    pub(crate) fn row(&self, pattern: usize) -> &[u8] {
        &self.codes[pattern * self.items..][..self.items]
    }

    /// How many distinct patterns there are.
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }
}
