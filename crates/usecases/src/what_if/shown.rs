//! What a reader may see of what was counted: everything, for who may open the records; else figures without
//! small numbers, without classes, and without single judgements that would give a number away.

use super::{CellTurned, Grade, Group, Tally, WhatIf};
use crate::small_cells::{Shown, Smallest};

/// How many judgements turn which way, as far as it is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ShownTally {
    /// To a higher level or to mastered.
    pub up: Shown,
    /// To a lower level or to not mastered.
    pub down: Shown,
    /// From not enough evidence to a level.
    pub judged: Shown,
    /// From a level to not enough evidence.
    pub not_enough: Shown,
    /// Another value at the same level.
    pub value: Shown,
    /// Judged again to the same.
    pub same: Shown,
    /// Newly mastered; among the others.
    pub mastered: Shown,
    /// No longer mastered; among the others.
    pub no_longer_mastered: Shown,
}

/// What belongs together, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownGroup {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Learners of whom a level or mastery would change; 0 for competencies.
    pub learners: Shown,
    /// Their judgements.
    pub tally: ShownTally,
}

/// From one level to another, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMove {
    /// Before.
    pub before: Grade,
    /// After.
    pub after: Grade,
    /// How many judgements.
    pub judgements: Shown,
}

/// What a change would do, as far as its reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLook {
    /// Learners to whom it can apply.
    pub learners: Shown,
    /// Entries in their chains.
    pub entries: Shown,
    /// Judgements that would be made again.
    pub judgements: Shown,
    /// Learners of whom a level or mastery would change.
    pub learners_changed: Shown,
    /// What would become of the judgements.
    pub tally: ShownTally,
    /// From which level to which, most first.
    pub moves: Vec<ShownMove>,
    /// By school.
    pub schools: Vec<ShownGroup>,
    /// By section; none for who may not open the records.
    pub sections: Vec<ShownGroup>,
    /// By competency.
    pub competencies: Vec<ShownGroup>,
    /// Single judgements of learners whom the reader may open.
    pub cells: Vec<CellTurned>,
}

impl ShownTally {
    /// As it is.
    pub const fn exact(tally: &Tally) -> Self {
        Self {
            up: Some(tally.up),
            down: Some(tally.down),
            judged: Some(tally.judged),
            not_enough: Some(tally.not_enough),
            value: Some(tally.value),
            same: Some(tally.same),
            mastered: Some(tally.mastered),
            no_longer_mastered: Some(tally.no_longer_mastered),
        }
    }

    /// Without small numbers. Where `learners` is not shown, nothing of what changes is.
    pub fn without_small(tally: &Tally, learners: Shown, smallest: Smallest) -> Self {
        let turns = [tally.up, tally.down, tally.judged, tally.not_enough, tally.value, tally.same];
        let Some(shown) = smallest.row(&turns).filter(|_| learners.is_some()) else {
            return Self::default();
        };
        let in_all = turns.iter().sum();
        let whole = shown.iter().all(Option::is_some);
        let among = |part: u64| smallest.part(part, in_all).filter(|_| whole || part == 0);
        Self {
            up: shown[0],
            down: shown[1],
            judged: shown[2],
            not_enough: shown[3],
            value: shown[4],
            same: shown[5],
            mastered: among(tally.mastered),
            no_longer_mastered: among(tally.no_longer_mastered),
        }
    }

    /// How many change in a way that people see; `None` where a part is not shown.
    pub fn changed(&self) -> Shown {
        Some(self.up? + self.down? + self.judged? + self.not_enough?)
    }
}

/// Single judgements of learners whom the reader may open. Of others there are figures only: judgements in the
/// order of learners, with their values, would be whole profiles, and who knows one value knows whose.
pub(crate) fn cells(all: &[CellTurned]) -> Vec<CellTurned> {
    all.iter().filter(|cell| cell.learner.is_some()).cloned().collect()
}

impl WhatIf {
    /// As its reader may see it.
    pub fn shown(&self) -> ShownLook {
        match self.leave_out {
            None => self.exact(),
            Some(smallest) => self.without_small(smallest),
        }
    }

    fn exact(&self) -> ShownLook {
        let group = |one: &Group| ShownGroup {
            id: one.id.clone(),
            name: one.name.clone(),
            learners: Some(one.learners),
            tally: ShownTally::exact(&one.tally),
        };
        ShownLook {
            learners: Some(self.learners),
            entries: Some(self.entries),
            judgements: Some(self.judgements),
            learners_changed: Some(self.learners_changed),
            tally: ShownTally::exact(&self.tally),
            moves: self.moves(true),
            schools: self.schools.iter().map(group).collect(),
            sections: self.sections.iter().map(group).collect(),
            competencies: self.competencies.iter().map(group).collect(),
            cells: cells(&self.cells),
        }
    }

    fn without_small(&self, smallest: Smallest) -> ShownLook {
        let enough = self.learners >= smallest.learners();
        let learners_changed = smallest.part(self.learners_changed, self.learners);
        let tally = ShownTally::without_small(&self.tally, learners_changed, smallest);
        let all_moves =
            tally.changed().is_some() && self.moves.iter().all(|one| !smallest.is_small(one.judgements));
        ShownLook {
            learners: Some(self.learners).filter(|_| enough),
            entries: Some(self.entries).filter(|_| enough),
            judgements: Some(self.judgements).filter(|_| enough),
            learners_changed,
            moves: self.moves(all_moves),
            schools: groups(&self.schools, &tally, learners_changed, smallest),
            sections: Vec::new(),
            competencies: groups(&self.competencies, &tally, Some(0), smallest),
            cells: cells(&self.cells),
            tally,
        }
    }

    fn moves(&self, counted: bool) -> Vec<ShownMove> {
        let shown = self.moves.iter().map(|one| ShownMove {
            before: one.before.clone(),
            after: one.after.clone(),
            judgements: Some(one.judgements).filter(|_| counted),
        });
        shown.collect()
    }
}

/// Groups that add up to a tally: each column is a row of numbers with a total; one whose total is not shown
/// is not shown either.
fn groups(all: &[Group], total: &ShownTally, learners: Shown, smallest: Smallest) -> Vec<ShownGroup> {
    let column = |of: fn(&Tally) -> u64, total: Shown| -> Vec<Shown> {
        let counts: Vec<u64> = all.iter().map(|one| of(&one.tally)).collect();
        let shown = total.and_then(|_| smallest.row(&counts));
        shown
            .unwrap_or_else(|| counts.iter().map(|count| Some(*count).filter(|_| total == Some(0))).collect())
    };
    let up = column(|tally| tally.up, total.up);
    let down = column(|tally| tally.down, total.down);
    let judged = column(|tally| tally.judged, total.judged);
    let not_enough = column(|tally| tally.not_enough, total.not_enough);
    let value = column(|tally| tally.value, total.value);
    let same = column(|tally| tally.same, total.same);
    let people: Vec<u64> = all.iter().map(|one| one.learners).collect();
    let people: Vec<Shown> = match learners {
        Some(0) => people.iter().map(|count| Some(*count).filter(|count| *count == 0)).collect(),
        Some(_) => smallest.row(&people).unwrap_or_else(|| vec![None; people.len()]),
        None => vec![None; people.len()],
    };
    let shown = all.iter().enumerate().map(|(at, one)| ShownGroup {
        id: one.id.clone(),
        name: one.name.clone(),
        learners: people[at],
        tally: ShownTally {
            up: up[at],
            down: down[at],
            judged: judged[at],
            not_enough: not_enough[at],
            value: value[at],
            same: same[at],
            // Among the others, and so told by them: only where there is nobody.
            mastered: Some(one.tally.mastered).filter(|count| *count == 0),
            no_longer_mastered: Some(one.tally.no_longer_mastered).filter(|count| *count == 0),
        },
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: Smallest = Smallest::new(10);

    fn group(name: &str, learners: u64, down: u64) -> Group {
        let tally = Tally { down, same: 40, ..Tally::default() };
        Group { id: name.to_owned(), name: name.to_owned(), learners, tally }
    }

    #[test]
    fn a_few_who_change_are_not_told() {
        let tally = Tally { down: 30, same: 70, ..Tally::default() };
        assert_eq!(ShownTally::without_small(&tally, None, TEN), ShownTally::default());
        let shown = ShownTally::without_small(&tally, Some(30), TEN);
        assert_eq!((shown.down, shown.same, shown.up), (Some(30), Some(70), Some(0)));
        let few = Tally { down: 3, same: 70, value: 27, ..Tally::default() };
        let shown = ShownTally::without_small(&few, Some(30), TEN);
        assert_eq!((shown.down, shown.value, shown.same), (None, None, Some(70)));
    }

    #[test]
    fn a_school_that_is_left_out_takes_another_along() {
        let all = [group("A", 30, 30), group("B", 4, 4), group("C", 50, 50)];
        let total = Tally { down: 84, same: 120, ..Tally::default() };
        let total = ShownTally::without_small(&total, Some(84), TEN);
        let shown = groups(&all, &total, Some(84), TEN);
        let down: Vec<Shown> = shown.iter().map(|one| one.tally.down).collect();
        assert_eq!(down, [None, None, Some(50)]);
        let learners: Vec<Shown> = shown.iter().map(|one| one.learners).collect();
        assert_eq!(learners, [None, None, Some(50)]);
    }

    #[test]
    fn parts_of_a_number_that_is_not_shown_are_not_shown() {
        let all = [group("A", 30, 30), group("B", 40, 40)];
        let shown = groups(&all, &ShownTally::default(), None, TEN);
        assert!(shown.iter().all(|one| one.tally.down.is_none() && one.learners.is_none()));
    }
}
