//! The table of responses.

use domain::ItemId;

use crate::forms::Parameters;

/// Responses of many learners to many items.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The items.
    pub columns: Vec<Column>,
    /// The learners, each once.
    pub rows: Vec<Row>,
}

/// One item.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The item.
    pub item: ItemId,
    /// Its options, for items of one choice; empty for others.
    pub options: Vec<Choice>,
    /// Its curve, where it is right or wrong and calibrated.
    pub parameters: Option<Parameters>,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What people call it, such as "C".
    pub label: String,
    /// Whether it is the key.
    pub is_key: bool,
}

/// Which of two groups a learner is of, where items are compared by groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The group that is compared with.
    Reference,
    /// The group that is looked at.
    Focal,
}

/// One learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Of which group; `None` for neither.
    pub group: Option<Group>,
    /// One cell per item.
    pub cells: Vec<Cell>,
}

/// One response.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell {
    /// The item was not given to this learner.
    NotGiven,
    /// It was given and left without an answer.
    Omitted,
    /// It was answered.
    Answered {
        /// Share of its points, 0 to 1.
        share: f64,
        /// The option chosen, by place; `None` for items of another kind.
        option: Option<usize>,
        /// How long it took, by the server's clock; `None` where items stood on one page. Unit: milliseconds.
        milliseconds: Option<u32>,
    },
}

/// A table that is none.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BadTable {
    /// No item or no learner.
    #[error("the table has {columns} items and {rows} learners: at least one of each is needed")]
    Empty {
        /// Items.
        columns: usize,
        /// Learners.
        rows: usize,
    },
    /// A row of another length.
    #[error("row {row} (from 0) has {cells} cells for {columns} items: give one for each")]
    Length {
        /// Which row.
        row: usize,
        /// Its cells.
        cells: usize,
        /// Items.
        columns: usize,
    },
    /// A share that is none.
    #[error("row {row}, item {column} (both from 0): {share} is no share of points, from 0 to 1")]
    Share {
        /// Which row.
        row: usize,
        /// Which item.
        column: usize,
        /// What was given.
        share: f64,
    },
    /// An option that the item does not have.
    #[error("row {row}, item {column} (both from 0): option {option} (from 0) is not one of {options}")]
    Option {
        /// Which row.
        row: usize,
        /// Which item.
        column: usize,
        /// What was given.
        option: usize,
        /// How many there are.
        options: usize,
    },
}

impl Cell {
    /// The share of points; `None` for an item that was not given, 0 for one left without an answer.
    pub(super) fn score(self) -> Option<f64> {
        match self {
            Self::NotGiven => None,
            Self::Omitted => Some(0.0),
            Self::Answered { share, .. } => Some(share),
        }
    }

    pub(super) fn is_omitted(self) -> bool {
        self == Self::Omitted
    }

    pub(super) fn option(self) -> Option<usize> {
        if let Self::Answered { option, .. } = self { option } else { None }
    }
}

impl Table {
    pub(super) fn check(&self) -> Result<(), BadTable> {
        let columns = self.columns.len();
        if columns == 0 || self.rows.is_empty() {
            return Err(BadTable::Empty { columns, rows: self.rows.len() });
        }
        for (number, row) in self.rows.iter().enumerate() {
            if row.cells.len() != columns {
                return Err(BadTable::Length { row: number, cells: row.cells.len(), columns });
            }
            for (column, cell) in row.cells.iter().enumerate() {
                let Cell::Answered { share, option, .. } = *cell else { continue };
                if !(0.0..=1.0).contains(&share) {
                    return Err(BadTable::Share { row: number, column, share });
                }
                let options = self.columns[column].options.len();
                if let Some(option) = option.filter(|option| *option >= options) {
                    return Err(BadTable::Option { row: number, column, option, options });
                }
            }
        }
        Ok(())
    }

    /// Rows that an item was given to, with its cell.
    pub(super) fn given(&self, column: usize) -> impl Iterator<Item = (usize, Cell)> {
        let cells = self.rows.iter().enumerate().map(move |(row, of)| (row, of.cells[column]));
        cells.filter(|(_, cell)| *cell != Cell::NotGiven)
    }
}
