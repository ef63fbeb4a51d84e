//! What stands in one place of a table.

/// One cell: the same for programs in every language, and as the reader reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    pub(super) value: String,
    pub(super) shown: Option<String>,
}

impl Cell {
    /// A cell of which people read `shown`: a word for a code, a local moment for one in UTC.
    pub fn shown(value: impl Into<String>, shown: impl Into<String>) -> Self {
        Self { value: value.into(), shown: Some(shown.into()) }
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self { value, shown: None }
    }
}
