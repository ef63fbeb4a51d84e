//! Domain types that take more than one call to read or write: lists, spans, words, extra fields.

use domain::time::Dates;

use crate::{Row, StoreError};

/// The unit separator: it cannot occur in a stored list's members, which are trimmed visible text.
const SEPARATOR: char = '\u{1f}';

/// Joins a list of short texts into one column.
pub(crate) fn join(list: &[String]) -> String {
    list.join("\u{1f}")
}

/// Splits a column that [`join`] wrote.
pub(crate) fn split(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { text.split(SEPARATOR).map(str::to_owned).collect() }
}

/// The span in `begins_on` and `ends_on`.
pub(crate) fn dates(row: &Row) -> Result<Dates, StoreError> {
    Dates::new(row.date_or_null("begins_on")?, row.date_or_null("ends_on")?)
        .map_err(|error| StoreError::Corrupt { column: "ends_on", value: error.to_string() })
}

/// A word of a closed list.
pub(crate) fn word<T>(
    row: &Row,
    column: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    let text = row.text(column)?;
    read(&text).ok_or(StoreError::Corrupt { column, value: text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_back() {
        for list in [vec![], vec!["06".to_owned()], vec!["06".to_owned(), "07".to_owned()]] {
            assert_eq!(split(&join(&list)), list);
        }
    }
}
