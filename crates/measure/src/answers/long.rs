//! A line per answer.

use std::collections::HashMap;

use measurement::responses::{MISSING, Responses};

use super::{
    Answers, AnswersFile, moment,
    names::{Names, Numbered},
    wide,
};
use crate::{
    table_file::{Row, TableFile},
    trouble::{Problem, Trouble},
};

/// The most cells that a long table is made into: one byte each.
const MOST_CELLS: usize = 8_000_000_000;

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LongAnswer {
    /// The learner's number.
    pub learner: u32,
    /// The item's number.
    pub item: u32,
    /// The competency's number; 0 without such a column.
    pub competency: u32,
    /// The group's number; 0 without such a column.
    pub group: u32,
    /// The score, from 0.
    pub score: u8,
    /// When, in seconds; 0 without such a column.
    pub at: f64,
    /// The line in the file.
    pub line: u32,
}

/// A table with a line per answer, oldest first for each learner.
#[derive(Debug, Clone)]
pub struct Long {
    /// The file, as errors give it.
    pub file: String,
    /// Names of the learners, by number.
    pub learners: Vec<String>,
    /// Names of the items, by number.
    pub items: Vec<String>,
    /// Names of the competencies, by number; empty without such a column.
    pub competencies: Vec<String>,
    /// Names of the groups, by number; empty without such a column.
    pub groups: Vec<String>,
    /// The answers.
    pub answers: Vec<LongAnswer>,
    /// Whether it is known when answers were given.
    pub timed: bool,
    /// Lines that only named a further competency of the answer before.
    pub merged: usize,
    /// The competencies that a number stands for, by name, where it stands for several.
    pub together: HashMap<u32, Vec<String>>,
}

struct Columns {
    learner: usize,
    item: usize,
    score: usize,
    competency: Option<usize>,
    time: Option<usize>,
    group: Option<usize>,
}

const LEARNER: &[&str] = &["learner", "learner_id", "user_id"];
const ITEM: &[&str] = &["item", "item_id"];
const SCORE: &[&str] = &["score", "correct"];

impl Columns {
    fn of(table: &TableFile) -> Option<Self> {
        Some(Self {
            learner: table.column(LEARNER)?,
            item: table.column(ITEM)?,
            score: table.column(SCORE)?,
            competency: table.column(&["competency", "competency_id", "skill", "skill_id"]),
            time: table.column(&["time", "timestamp"]),
            group: table.column(&["group"]),
        })
    }
}

/// Whether the header names a learner, an item and a score.
pub(super) fn is_long(table: &TableFile) -> bool {
    Columns::of(table).is_some()
}

/// Reads all answers; every problem of the file at once.
pub(super) fn read(mut table: TableFile, file: &AnswersFile) -> Result<Long, Trouble> {
    let Some(columns) = Columns::of(&table) else {
        return Err(Problem::new(table.name, "the columns learner, item and score are needed")
            .line(1)
            .into());
    };
    let mut trouble = Trouble::default();
    let mut reading = Reading::default();
    while let Some(row) = table.next() {
        if let Err(problem) = row.and_then(|row| reading.take(&row, &columns, file)) {
            trouble.add(problem);
        }
    }
    trouble.or(())?;
    if reading.answers.is_empty() {
        return Err(Problem::new(table.name, "there is no answer: add a line for each answer").into());
    }
    Ok(Long {
        file: table.name,
        learners: reading.learners.into_names(),
        items: reading.items.into_names(),
        competencies: columns.competency.map_or_else(Vec::new, |_| reading.competencies.into_names()),
        groups: columns.group.map_or_else(Vec::new, |_| reading.groups.into_names()),
        answers: reading.answers,
        timed: columns.time.is_some(),
        merged: reading.merged,
        together: reading.together,
    })
}

#[derive(Default)]
struct Reading {
    learners: Numbered,
    items: Numbered,
    competencies: Numbered,
    groups: Numbered,
    answers: Vec<LongAnswer>,
    /// When each learner last answered, and the line that says so.
    last: Vec<Option<(f64, usize)>>,
    /// The competencies of the answer before, by name, and when it was given.
    before: String,
    before_at: Option<f64>,
    merged: usize,
    together: HashMap<u32, Vec<String>>,
}

impl Reading {
    fn take(&mut self, row: &Row<'_>, columns: &Columns, file: &AnswersFile) -> Result<(), Problem> {
        let item = row.text(columns.item)?;
        if !file.counts(item) {
            return Ok(());
        }
        let Some(score) = file.score(row, columns.score)? else { return Ok(()) };
        for place in [columns.learner, columns.item] {
            if row.cell(place).is_empty() {
                return Err(row.problem(place, "a name is missing: say whose answer to what this is"));
            }
        }
        let learner = self.learners.number(row.text(columns.learner)?);
        let at = columns.time.map(|place| time(row, place)).transpose()?;
        self.in_order(row, columns, learner, at)?;
        let item = self.items.number(item);
        let named = columns.competency.map_or(Ok(""), |place| row.text(place))?;
        let line = u32::try_from(row.line).unwrap_or(u32::MAX);
        // A further line of the same answer names another competency of its item: it is no second answer.
        let again = self.answers.last().is_some_and(|last| {
            (last.learner, last.item, last.score) == (learner, item, score)
                && self.before_at == at
                && line == last.line + 1 + u32::try_from(self.before.matches('+').count()).unwrap_or(0)
                && !self.before.split('+').any(|known| known == named)
        });
        if again && columns.competency.is_some() {
            self.merged += 1;
            let one = self.answers.last().and_then(|last| self.together.get(&last.competency));
            let mut all = one.cloned().unwrap_or_else(|| vec![self.before.clone()]);
            all.push(named.to_owned());
            self.before = format!("{}+{named}", self.before);
            let both = self.competencies.number(&self.before);
            self.together.insert(both, all);
            if let Some(last) = self.answers.last_mut() {
                last.competency = both;
            }
            return Ok(());
        }
        named.clone_into(&mut self.before);
        self.before_at = at;
        let competency = self.competencies.number(named);
        let group = match columns.group {
            Some(place) => self.groups.number(row.text(place)?),
            None => 0,
        };
        self.answers.push(LongAnswer {
            learner,
            item,
            competency,
            group,
            score,
            at: at.unwrap_or(0.0),
            line,
        });
        Ok(())
    }

    /// Refuses a time before the learner's last one.
    fn in_order(
        &mut self,
        row: &Row<'_>,
        columns: &Columns,
        learner: u32,
        at: Option<f64>,
    ) -> Result<(), Problem> {
        let (Some(at), Some(place)) = (at, columns.time) else { return Ok(()) };
        let learner = learner as usize;
        if self.last.len() <= learner {
            self.last.resize(learner + 1, None);
        }
        if let Some((before, line)) = self.last[learner]
            && at < before
        {
            let says = format!(
                "time runs backwards: the same learner's answer on line {line} is later. Sort the file by \
                 learner and time, or correct the time"
            );
            return Err(row.problem(place, says));
        }
        self.last[learner] = Some((at, row.line));
        Ok(())
    }
}

fn time(row: &Row<'_>, place: usize) -> Result<f64, Problem> {
    moment::seconds(row.text(place)?).ok_or_else(|| {
        row.problem(place, "a time is a number of seconds or a date such as 2026-03-01T10:15:00Z: correct it")
    })
}

impl Long {
    /// The table with one row per learner; a learner's second answer to an item is a problem.
    pub fn into_table(self) -> Result<Answers, Trouble> {
        let (rows, items) = (self.learners.len(), self.items.len());
        let cells = rows.checked_mul(items).filter(|cells| *cells <= MOST_CELLS).ok_or_else(|| {
            let says = format!(
                "{rows} learners times {items} items do not fit into memory: split the file by items"
            );
            Problem::new(self.file.as_str(), says)
        })?;
        let mut trouble = Trouble::default();
        let mut codes = vec![MISSING; cells];
        let mut lines = vec![0_u32; rows];
        let mut groups = vec![None; rows];
        for answer in &self.answers {
            let (learner, item) = (answer.learner as usize, answer.item as usize);
            let cell = &mut codes[learner * items + item];
            let at = |says: &str| Problem::new(self.file.as_str(), says).line(answer.line as usize);
            if *cell == MISSING {
                *cell = answer.score;
            } else {
                let says = "this learner has answered this item before: keep one answer of each learner to each \
                            item (the first, say)";
                trouble.add(
                    at(says)
                        .field("item")
                        .value(format!("{} of {}", self.items[item], self.learners[learner])),
                );
            }
            if lines[learner] == 0 {
                lines[learner] = answer.line;
            }
            if *groups[learner].get_or_insert(answer.group) != answer.group {
                let says = "this learner was in another group before: give each learner one group";
                trouble.add(at(says).field("group").value(self.groups[answer.group as usize].as_str()));
            }
        }
        trouble.or(())?;
        let whole = |problem: measurement::responses::BadResponses| {
            Trouble::from(Problem::new(self.file.as_str(), wide::explained(&problem)))
        };
        let mut responses = Responses::from_codes(items, codes).map_err(whole)?;
        let mut names = Names::default();
        self.learners.iter().for_each(|name| names.push(name));
        let mut group_names = vec![String::new()];
        if !self.groups.is_empty() {
            let numbers: Vec<u32> = groups.iter().map(|group| group.unwrap_or_default()).collect();
            responses = responses.with_groups(wide::group_numbers(&numbers)).map_err(whole)?;
            group_names.clone_from(&self.groups);
        }
        Ok(Answers {
            file: self.file,
            items: self.items,
            learners: Some(names),
            groups: group_names,
            responses,
            lines,
        })
    }
}
