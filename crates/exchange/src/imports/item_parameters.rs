//! Parameters of items: the bank that `onramp measure calibrate` writes, as CSV or JSON, or the whole JSON
//! document that it prints. What each item is, the reader decides; here are its numbers, each finite.
//!
//! Columns: `item`, `model`, `a`, `b` (several separated by blanks, or `b1`, `b2`, ...), `c`, `d`. A line of
//! the model `population` has its mean in `b` and its standard deviation in `a`. Standard errors, content,
//! sets and enemies are passed over: judging does not read them.

mod document;

use crate::{
    Parsed, Problem, Problems,
    table::{Row, Table},
};

/// One item as a file gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterRow {
    /// The line of a table, or the place in the list of a document; from 1.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// The word of its model, in small letters; may be empty.
    pub model: String,
    /// Slopes, per logit.
    pub a: Vec<f64>,
    /// Difficulty, thresholds or steps, in logits.
    pub b: Vec<f64>,
    /// Lower asymptote.
    pub c: Option<f64>,
    /// Intercepts of a nominal item, in logits.
    pub d: Vec<f64>,
}

/// A population of abilities on the scale of the items.
#[derive(Debug, Clone, PartialEq)]
pub struct PopulationRow {
    /// Its group; may be empty.
    pub group: String,
    /// Mean, in logits.
    pub mean: f64,
    /// Standard deviation, in logits.
    pub sd: f64,
}

/// A bank as a file gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parameters {
    /// Items, in file order.
    pub items: Vec<ParameterRow>,
    /// Populations, in file order.
    pub populations: Vec<PopulationRow>,
}

/// The most items of a file.
pub const MOST_ITEMS: usize = 100_000;

/// Reads a bank: JSON when it begins with a brace, a table otherwise.
pub fn read(file: &str, bytes: &[u8]) -> Parsed<Parameters> {
    let mut problems = Problems::default();
    let begins = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let json = begins.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let mut found = Parameters::default();
    if json {
        document::read(file, bytes, &mut found, &mut problems);
    } else if let Some(table) = Table::read(file, bytes, b",;\t", &mut problems) {
        read_table(&table, &mut found, &mut problems);
    }
    if found.items.len() > MOST_ITEMS {
        let what = format!("{} items are more than the {MOST_ITEMS} that a set holds", found.items.len());
        problems.stop(Problem::error(file, what, "Leave out items that nobody is asked any more."));
    } else if found.items.is_empty() {
        let advice = "Give one line for each item, with the columns item, model, a, b and c.";
        problems.stop(Problem::error(file, "there is no item with parameters", advice));
    }
    problems.finish(found)
}

fn read_table(table: &Table, found: &mut Parameters, problems: &mut Problems) {
    let Some(item) = table.required_column(&["item", "item_id"], problems) else { return };
    let [model, a, c, d] = ["model", "a", "c", "d"].map(|name| table.column(&[name]));
    let numbered: Vec<String> = (1..100).map(|step| format!("b{step}")).collect();
    let steps = numbered.iter().map_while(|name| table.column(&[name]));
    let b: Vec<(&str, usize)> = (table.column(&["b"]).map(|column| ("b", column)).into_iter())
        .chain(numbered.iter().map(String::as_str).zip(steps))
        .collect();
    for row in table.rows() {
        let mut lists = |columns: &[(&str, usize)]| -> Option<Vec<f64>> {
            let mut all = Vec::new();
            for (name, column) in columns {
                all.extend(numbers(&row, name, *column, problems)?);
            }
            Some(all)
        };
        let one =
            |name, column: Option<usize>| column.map(|column| (name, column)).into_iter().collect::<Vec<_>>();
        let read = (lists(&one("a", a)), lists(&b), lists(&one("c", c)), lists(&one("d", d)));
        let (Some(a), Some(b), Some(c), Some(d)) = read else { continue };
        let made = ParameterRow {
            line: row.line,
            name: row.cell(Some(item)).to_owned(),
            model: row.cell(model).to_lowercase(),
            a,
            b,
            c: c.first().copied(),
            d,
        };
        if made.model != "population" {
            found.items.push(made);
        } else if let ([mean], [sd]) = (&made.b[..], &made.a[..]) {
            found.populations.push(PopulationRow { group: made.name, mean: *mean, sd: *sd });
        } else {
            let advice = "Write its mean in b and its standard deviation in a.";
            problems.add(row.error("b", "a population has one mean and one standard deviation", advice));
        }
    }
}

/// The numbers of a cell; `None` after reporting what is none.
fn numbers(row: &Row<'_>, name: &str, column: usize, problems: &mut Problems) -> Option<Vec<f64>> {
    let cell = row.cell(Some(column));
    let words = cell.split_whitespace().filter(|word| *word != "NA");
    let read: Option<Vec<f64>> =
        words.map(|word| word.parse().ok().filter(|number: &f64| number.is_finite())).collect();
    if read.is_none() {
        let advice = "Write finite numbers with a point, several separated by blanks: -0.5 0.25.";
        problems.add(row.error(name, "this is no number; the item is left out", advice).with_value(cell));
    }
    read
}

#[cfg(test)]
mod tests;
