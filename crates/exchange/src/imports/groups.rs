//! Two groups of learners to be compared, as a table: `learner,group`, one learner a row, `reference` or `focal`.
//! It is read for one comparison and kept nowhere.

use std::collections::HashMap;

use crate::{
    Parsed, Problem, Problems,
    table::{Row, Table},
};

/// Which of two groups a learner is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedGroup {
    /// The group that is compared with.
    Reference,
    /// The group that is looked at.
    Focal,
}

impl ListedGroup {
    const ALL: [(Self, &'static str); 2] = [(Self::Reference, "reference"), (Self::Focal, "focal")];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).map_or("", |(_, word)| word)
    }

    fn from_word(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(one, _)| *one)
    }
}

/// One learner of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// Its line, from 1.
    pub line: u64,
    /// Whom, as written.
    pub learner: String,
    /// Of which group.
    pub group: ListedGroup,
}

/// Reads the rows. Every row that cannot be used is reported with its line, and so is a group that nobody is of.
pub fn read(file: &str, bytes: &[u8]) -> Parsed<Vec<GroupRow>> {
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    if let Some(table) = Table::read(file, bytes, b",;\t", &mut problems) {
        let learner = table
            .required_column(&["learner", "learner_id", "student", "student_id", "sourcedId"], &mut problems);
        let group = table.required_column(&["group"], &mut problems);
        if learner.is_some() && group.is_some() {
            rows = of_table(&table, (learner, group), &mut problems);
        }
    }
    problems.finish(rows)
}

fn of_table(
    table: &Table,
    (learner, group): (Option<usize>, Option<usize>),
    problems: &mut Problems,
) -> Vec<GroupRow> {
    let mut lines: HashMap<&str, u64> = HashMap::new();
    let mut rows = Vec::with_capacity(table.len());
    for row in table.rows() {
        let (name, word) = (row.cell(learner), row.cell(group));
        let known = ListedGroup::from_word(word);
        if known.is_none() {
            let what = "this is none of the two groups; the row is left out";
            problems.add(row.error("group", what, "Write reference or focal.").with_value(word));
        }
        if name.is_empty() {
            let what = "the cell is empty; the row is left out";
            problems.add(row.error("learner", what, "Write the learner's identifier."));
            continue;
        }
        let Some(group) = known else { continue };
        if let Some(first) = lines.get(name) {
            problems.add(twice(&row, name, *first));
            continue;
        }
        lines.insert(name, row.line);
        rows.push(GroupRow { line: row.line, learner: name.to_owned(), group });
    }
    for (group, word) in ListedGroup::ALL {
        if rows.iter().all(|row| row.group != group) {
            let what = format!("no row names a learner of the group {word}");
            let advice = format!("Write {word} beside each learner of that group.");
            problems.add(Problem::error(&table.file, what, advice).in_field("group"));
        }
    }
    rows
}

fn twice(row: &Row<'_>, name: &str, first: u64) -> Problem {
    let what = format!("line {first} names this learner too; this row is left out");
    row.error("learner", what, "Name each learner once.").with_value(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learners_and_their_groups_are_read_whatever_the_capitals_and_the_separator() {
        let rows = check("learner,group\nL1,reference\nL2,focal\n", &[]);
        let found: Vec<_> =
            rows.iter().map(|row| (row.line, row.learner.as_str(), row.group.word())).collect();
        assert_eq!(found, [(2, "L1", "reference"), (3, "L2", "focal")]);
        assert_eq!(check("\u{feff}Student ID;Group\r\nL1;Reference\r\nL2;FOCAL\r\n", &[]).len(), 2);
    }

    #[test]
    fn every_row_that_cannot_be_used_is_named_with_its_line() {
        let text = "learner,group\nL1,reference\n,focal\nL2,boys\nL1,focal\nL3,\nL4,focal\n";
        let wrong = [(3, "learner"), (4, "group"), (5, "learner"), (6, "group")];
        assert_eq!(check(text, &wrong).len(), 2);
    }

    #[test]
    fn two_groups_are_needed() {
        check("learner,group\nL1,focal\n", &[(0, "group")]);
        check("learner,group\n", &[(0, "group"), (0, "group")]);
        for broken in [&b"learner\nL1\n"[..], b"group\nfocal\n", b"", b"a,b\n1,2\n"] {
            assert!(read("g.csv", broken).stopped);
        }
    }

    #[track_caller]
    fn check(text: &str, errors: &[(u64, &str)]) -> Vec<GroupRow> {
        let parsed = read("g.csv", text.as_bytes());
        let found: Vec<_> = parsed
            .problems
            .iter()
            .map(|one| (one.line.unwrap_or(0), one.field.clone().unwrap_or_default()))
            .collect();
        let expected: Vec<_> = errors.iter().map(|(line, field)| (*line, (*field).to_owned())).collect();
        assert_eq!(found, expected);
        parsed.batch
    }
}
