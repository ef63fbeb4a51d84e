//! What is known of the items of an assessment, one row per item, for spreadsheets.

use super::Shape;

/// The columns.
pub const COLUMNS: [&str; 14] = [
    "item",
    "title",
    "given",
    "share_of_points",
    "standard_error",
    "correlation",
    "biserial",
    "omitted",
    "median_seconds",
    "infit",
    "outfit",
    "key",
    "options",
    "advice",
];

/// One item. What is not known, or not shown, is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemRow {
    /// By which it is known.
    pub item: String,
    /// What its author calls it.
    pub title: String,
    /// To how many it was given.
    pub given: String,
    /// Mean share of its points, 0 to 1.
    pub share_of_points: String,
    /// Its standard error.
    pub standard_error: String,
    /// Correlation with the other items.
    pub correlation: String,
    /// The same as a biserial one.
    pub biserial: String,
    /// Share left without an answer.
    pub omitted: String,
    /// Median time of an answer.
    pub median_seconds: String,
    /// Information-weighted mean square.
    pub infit: String,
    /// Mean square.
    pub outfit: String,
    /// Label of its key.
    pub key: String,
    /// Who chose what: `A 12; B 5`.
    pub options: String,
    /// What to do.
    pub advice: String,
}

/// The whole table, UTF-8, in the order given.
pub fn write(shape: Shape, rows: impl IntoIterator<Item = ItemRow>) -> Vec<u8> {
    super::write(shape, &COLUMNS, rows.into_iter().map(cells))
}

fn cells(row: ItemRow) -> [String; 14] {
    [
        row.item,
        row.title,
        row.given,
        row.share_of_points,
        row.standard_error,
        row.correlation,
        row.biserial,
        row.omitted,
        row.median_seconds,
        row.infit,
        row.outfit,
        row.key,
        row.options,
        row.advice,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_is_a_formula_is_harmless() {
        let row = ItemRow { item: "q1".to_owned(), title: "=2+2".to_owned(), ..ItemRow::default() };
        let text = String::from_utf8(write(Shape::Csv, [row])).expect("UTF-8");
        assert_eq!(text, format!("{}\r\nq1,'=2+2,,,,,,,,,,,,\r\n", COLUMNS.join(",")));
    }
}
