//! Which competencies an item shows: `item,competency`, one pair a row, several per item.

use std::collections::{BTreeMap, HashMap};

use super::{ResponseRow, Responses};
use crate::{Parsed, Problem, Problems, table::Table};

/// Items with the competencies they show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemMap {
    /// Competencies as written, in the order they first occur.
    pub competencies: Vec<String>,
    by_item: HashMap<String, Vec<u32>>,
}

impl ItemMap {
    /// Reads the pairs. A pair that comes twice counts once.
    pub fn read(file: &str, bytes: &[u8]) -> Parsed<Self> {
        let mut problems = Problems::default();
        let mut map = Self::default();
        if let Some(table) = Table::read(file, bytes, b",;\t", &mut problems) {
            let item = table.required_column(&["item", "item_id"], &mut problems);
            let competency =
                table.required_column(&["competency", "skill", "skill_id", "code"], &mut problems);
            let mut numbers: HashMap<&str, u32> = HashMap::new();
            for row in table.rows().filter(|_| item.is_some() && competency.is_some()) {
                let (Some(item), Some(competency)) = (row.filled(item), row.filled(competency)) else {
                    let advice = "Fill in item and competency.";
                    problems.add(row.error("item", "the pair is not complete; the row is left out", advice));
                    continue;
                };
                let number = *numbers.entry(competency).or_insert_with(|| {
                    map.competencies.push(competency.to_owned());
                    u32::try_from(map.competencies.len() - 1).unwrap_or(u32::MAX)
                });
                let shown = map.by_item.entry(item.to_owned()).or_default();
                if !shown.contains(&number) {
                    shown.push(number);
                }
            }
        }
        problems.finish(map)
    }

    /// Indexes into [`ItemMap::competencies`] that the item shows; `None` for an unknown item.
    pub fn of(&self, item: &str) -> Option<&[u32]> {
        self.by_item.get(item).map(Vec::as_slice)
    }

    /// How many items are known.
    pub fn len(&self) -> usize {
        self.by_item.len()
    }

    /// Whether no item is known.
    pub fn is_empty(&self) -> bool {
        self.by_item.is_empty()
    }

    /// Every answer once for each competency its item shows, in line order, then map order, with the
    /// index of the competency. Answers to unknown items give nothing.
    pub fn entries<'r>(&self, responses: &'r Responses) -> impl Iterator<Item = (&'r ResponseRow, u32)> {
        let by_index: Vec<&[u32]> =
            responses.items.iter().map(|item| self.of(item).unwrap_or_default()).collect();
        responses
            .rows
            .iter()
            .flat_map(move |row| by_index[row.item as usize].iter().map(move |competency| (row, *competency)))
    }

    /// One error per item that the map does not know, with how many answers it takes along.
    pub fn unknown_items(&self, file: &str, responses: &Responses) -> Parsed<Vec<String>> {
        let mut unknown: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
        for row in &responses.rows {
            if self.of(&responses.items[row.item as usize]).is_none() {
                unknown.entry(row.item).or_insert((row.line, 0)).1 += 1;
            }
        }
        let mut problems = Problems::default();
        let mut names = Vec::with_capacity(unknown.len());
        for (item, (line, answers)) in unknown {
            let name = &responses.items[item as usize];
            let what = format!("no competency is known for this item; its {answers} answers are left out");
            let problem = Problem::error(file, what, "Add the item to the item-to-competency map.");
            problems.add(problem.at_line(line).in_field("item").with_value(name));
            names.push(name.clone());
        }
        problems.finish(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::responses::{ResponseColumns, read};

    #[test]
    fn an_answer_counts_once_for_each_competency_of_its_item() {
        let map = ItemMap::read("m.csv", b"item,competency\n9,A\n9,B\n9,A\n8,B\n,C\n");
        assert_eq!((map.errors, map.batch.len()), (1, 2));
        let text = b"user_id,item_id,timestamp,correct\n5,9,0,1\n5,8,0,0\n5,7,0,0\n4,7,0,0\n";
        let responses = read("r.csv", text, &ResponseColumns::usual()).batch;
        let entries: Vec<_> = map.batch.entries(&responses).map(|(row, c)| (row.line, c)).collect();
        assert_eq!(entries, [(2, 0), (2, 1), (3, 1)]);
        let unknown = map.batch.unknown_items("r.csv", &responses);
        assert_eq!(unknown.batch, ["7"]);
        assert!(unknown.problems[0].what.contains("its 2 answers"));
    }
}
