//! A sparse matrix.

/// A sparse matrix by columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in super::super) struct Matrix {
    pub(super) rows: usize,
    starts: Vec<usize>,
    entries: Vec<(usize, f64)>,
}

impl Matrix {
    /// The matrix of rows that list their columns with coefficients.
    pub(in super::super) fn new(columns: usize, rows: &[Vec<(usize, f64)>]) -> Self {
        let mut lists = vec![Vec::new(); columns];
        for (row, entries) in rows.iter().enumerate() {
            for (column, coefficient) in entries {
                lists[*column].push((row, *coefficient));
            }
        }
        let mut starts = vec![0];
        for list in &lists {
            starts.push(starts[starts.len() - 1] + list.len());
        }
        Self { rows: rows.len(), starts, entries: lists.concat() }
    }

    pub(super) fn columns(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn column(&self, column: usize) -> &[(usize, f64)] {
        &self.entries[self.starts[column]..self.starts[column + 1]]
    }
}
