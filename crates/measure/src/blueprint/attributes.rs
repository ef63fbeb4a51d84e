//! What is known of each item, and conditions on it.

use std::path::Path;

use crate::{
    bank::Bank,
    table_file::TableFile,
    trouble::{Problem, Trouble},
};

/// Columns of every item: those of the bank, and those of a file of attributes.
#[derive(Debug, Clone, PartialEq)]
pub struct Attributes {
    columns: Vec<String>,
    /// A cell per column, item by item.
    cells: Vec<Vec<String>>,
}

/// Signs of conditions; the longer first.
const SIGNS: [&str; 6] = ["!=", ">=", "<=", "=", ">", "<"];

impl Attributes {
    /// Item, content and set of a bank, and the columns of a CSV with a column `item`, if there is one.
    pub fn read(bank: &Bank, path: Option<&Path>) -> Result<Self, Trouble> {
        let mut columns = ["item", "content", "set"].map(str::to_owned).to_vec();
        let own =
            |entry: &crate::bank::Entry| vec![entry.name.clone(), entry.content.clone(), entry.set.clone()];
        let mut cells: Vec<Vec<String>> = bank.items.iter().map(own).collect();
        let Some(path) = path else { return Ok(Self { columns, cells }) };
        let mut table = TableFile::open(path)?;
        let Some(item) = table.column(&["item", "item_id", "id"]) else {
            let says = "a column named item is needed: which item each line is about";
            return Err(Problem::new(table.name, says).line(1).into());
        };
        let others: Vec<usize> = (0..table.header.len()).filter(|place| *place != item).collect();
        columns.extend(others.iter().map(|place| table.header[*place].clone()));
        let places = bank.places();
        let mut trouble = Trouble::default();
        while let Some(row) = table.next() {
            let read = row.and_then(|row| {
                let Some(place) = places.get(row.text(item)?) else { return Ok(()) };
                if cells[*place].len() > 3 {
                    return Err(row.problem(item, "this item has a line already: give each item one"));
                }
                for other in &others {
                    let cell = row.text(*other)?;
                    cells[*place].push(if cell == "NA" { String::new() } else { cell.to_owned() });
                }
                Ok(())
            });
            if let Err(problem) = read {
                trouble.add(problem);
            }
        }
        for (entry, cells) in bank.items.iter().zip(&cells).filter(|(_, cells)| cells.len() < columns.len()) {
            let says = "this item of the bank has no attributes: add a line for it";
            trouble.add(Problem::new(table.name.as_str(), says).field("item").value(cells[0].as_str()));
            debug_assert_eq!(entry.name, cells[0]);
        }
        trouble.or(Self { columns, cells })
    }

    /// The items that meet a condition: `COLUMN=VALUE|VALUE`, also with `!=`, `>=`, `<=`, `>`, `<`; several joined
    /// by `&` must all hold. All items without one.
    pub(super) fn matching(&self, condition: &str) -> Result<Vec<usize>, String> {
        let mut items: Vec<usize> = (0..self.cells.len()).collect();
        if condition.trim().is_empty() {
            return Ok(items);
        }
        for part in condition.split('&') {
            let (place, sign, values) = self.part(part.trim())?;
            items.retain(|item| {
                let cell = self.cells[*item][place].as_str();
                match sign {
                    "=" => values.contains(&cell),
                    "!=" => !values.contains(&cell),
                    _ => match (cell.parse::<f64>(), values[0].parse::<f64>()) {
                        (Ok(cell), Ok(value)) => match sign {
                            ">=" => cell >= value,
                            "<=" => cell <= value,
                            ">" => cell > value,
                            _ => cell < value,
                        },
                        _ => false,
                    },
                }
            });
        }
        if items.is_empty() {
            return Err("no item of the bank meets this: correct the condition, or add items".to_owned());
        }
        Ok(items)
    }

    fn part<'c>(&self, part: &'c str) -> Result<(usize, &'static str, Vec<&'c str>), String> {
        let first = part.find(['!', '>', '<', '=']);
        let found =
            first.and_then(|at| SIGNS.iter().find(|sign| part[at..].starts_with(**sign)).map(|s| (at, *s)));
        let Some((at, sign)) = found else {
            return Err(
                "a condition is written COLUMN=VALUE, such as content=number|shape & grade>=4".to_owned()
            );
        };
        let name = part[..at].trim();
        let Some(place) = self.columns.iter().position(|column| column.eq_ignore_ascii_case(name)) else {
            let known = self.columns.join(", ");
            return Err(format!("no column is named \"{name}\"; there are {known}"));
        };
        let values: Vec<&str> = part[at + sign.len()..].split('|').map(str::trim).collect();
        let number = |value: &str| value.parse::<f64>().is_ok_and(f64::is_finite);
        if !matches!(sign, "=" | "!=") && (values.len() > 1 || !number(values[0])) {
            return Err(format!("{sign} needs one number behind it"));
        }
        Ok((place, sign, values))
    }
}

#[cfg(test)]
mod tests {
    use super::Attributes;

    fn attributes() -> Attributes {
        let rows = [["a", "number", "4"], ["b", "number", ""], ["c", "shape", "5"], ["d", "chance", "3"]];
        Attributes {
            columns: ["item", "content", "grade"].map(str::to_owned).to_vec(),
            cells: rows.map(|row| row.map(str::to_owned).to_vec()).to_vec(),
        }
    }

    #[test]
    fn conditions_choose_items() {
        let check = |condition: &str, expected: &[usize]| {
            assert_eq!(attributes().matching(condition).unwrap(), expected, "{condition}");
        };
        check("", &[0, 1, 2, 3]);
        check("content=number", &[0, 1]);
        check("Content = shape | chance", &[2, 3]);
        check("content!=number", &[2, 3]);
        check("grade>=4", &[0, 2]);
        check("grade<4", &[3]);
        check("grade!= & content=number", &[0]);
        check("grade=", &[1]);
    }

    #[test]
    fn what_is_no_condition_says_so() {
        let check = |condition: &str, part: &str| {
            let said = attributes().matching(condition).unwrap_err();
            assert!(said.contains(part), "{condition}: {said}");
        };
        check("content", "COLUMN=VALUE");
        check("level=3", "item, content, grade");
        check("grade>=four", "one number");
        check("content=music", "no item");
        check("content=number & ", "COLUMN=VALUE");
    }
}
