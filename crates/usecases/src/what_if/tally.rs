//! Counting which way judgements turn.

use std::collections::{BTreeMap, HashMap};

use domain::{
    CompetencyId, LearnerId, Points, SectionId,
    judgement::{Context, Finding},
    policy::Scope,
    scale::Scale,
};
use mastery::what_if::Turn;

/// The most judgements that are listed one by one; all are counted.
pub(super) const MOST_CELLS: usize = 200;

/// How many judgements turn which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// To a higher level or to mastered.
    pub up: u64,
    /// To a lower level or to not mastered.
    pub down: u64,
    /// From not enough evidence to a level.
    pub judged: u64,
    /// From a level to not enough evidence.
    pub not_enough: u64,
    /// Another value at the same level.
    pub value: u64,
    /// Judged again to the same.
    pub same: u64,
    /// Newly mastered; among the others.
    pub mastered: u64,
    /// No longer mastered; among the others.
    pub no_longer_mastered: u64,
}

impl Tally {
    /// Counts one judgement, mastered before and after or not.
    pub fn add(&mut self, turn: Turn, was_mastered: bool, is_mastered: bool, times: u64) {
        *(match turn {
            Turn::Up => &mut self.up,
            Turn::Down => &mut self.down,
            Turn::Judged => &mut self.judged,
            Turn::NotEnough => &mut self.not_enough,
            Turn::Value => &mut self.value,
            Turn::Same => &mut self.same,
        }) += times;
        self.mastered += if is_mastered && !was_mastered { times } else { 0 };
        self.no_longer_mastered += if was_mastered && !is_mastered { times } else { 0 };
    }

    /// How many change in a way that people see: level or mastery.
    pub fn changed(&self) -> u64 {
        self.up + self.down + self.judged + self.not_enough
    }

    fn merge(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.up, other.up),
            (&mut self.down, other.down),
            (&mut self.judged, other.judged),
            (&mut self.not_enough, other.not_enough),
            (&mut self.value, other.value),
            (&mut self.same, other.same),
            (&mut self.mastered, other.mastered),
            (&mut self.no_longer_mastered, other.no_longer_mastered),
        ] {
            *mine += theirs;
        }
    }
}

/// A judgement before or after the change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade {
    /// Name of the level; `None` for not enough evidence.
    pub level: Option<String>,
    /// Whether it is mastered.
    pub mastered: bool,
    /// Points on the scale; left out where many are counted together.
    pub value: Option<Points>,
}

impl Grade {
    pub(crate) fn of(finding: Option<&Finding>, scale: &Scale) -> Self {
        let level = finding.and_then(|finding| scale.level(finding.level.as_deref()?));
        Self {
            level: level.map(|level| level.name.clone()),
            mastered: finding.is_some_and(|finding| finding.mastered),
            value: finding.and_then(|finding| finding.value),
        }
    }

    fn without_value(&self) -> Self {
        Self { value: None, ..self.clone() }
    }
}

/// From one level to another, or with and without mastery at the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Before.
    pub before: Grade,
    /// After.
    pub after: Grade,
    /// How many judgements.
    pub judgements: u64,
}

/// One judgement that would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub learner: LearnerId,
    pub competency: CompetencyId,
    pub context: Context,
    pub turn: Turn,
    pub before: Grade,
    pub after: Grade,
}

/// What belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    School(Scope),
    Section(SectionId),
    Competency(CompetencyId),
}

/// What was counted of some learners.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub judgements: u64,
    pub learners_changed: u64,
    pub tally: Tally,
    pub moves: BTreeMap<(Grade, Grade), u64>,
    /// By what belongs together: learners who change, and their judgements.
    pub groups: HashMap<Key, (u64, Tally)>,
    /// By stretch, so that the same ones are listed however many worked.
    cells: BTreeMap<usize, Vec<Cell>>,
}

impl Counted {
    /// Counts one judgement.
    pub fn count(&mut self, cell: Cell) {
        let (was, is) = (cell.before.mastered, cell.after.mastered);
        self.judgements += 1;
        self.tally.add(cell.turn, was, is, 1);
        let of = &mut self.groups.entry(Key::Competency(cell.competency)).or_default().1;
        of.add(cell.turn, was, is, 1);
        if matches!(cell.turn, Turn::Value | Turn::Same) {
            return;
        }
        *self.moves.entry((cell.before.without_value(), cell.after.without_value())).or_default() += 1;
        let listed = self.cells.entry(0).or_default();
        if listed.len() < MOST_CELLS {
            listed.push(cell);
        }
    }

    /// Counts the judgements of one learner in a group.
    pub fn count_group(&mut self, key: Key, tally: &Tally) {
        let of = self.groups.entry(key).or_default();
        of.0 += u64::from(tally.changed() > 0);
        of.1.merge(tally);
    }

    /// Takes in what was counted of a stretch.
    pub fn add(&mut self, place: usize, other: Self) {
        self.judgements += other.judgements;
        self.learners_changed += other.learners_changed;
        self.tally.merge(&other.tally);
        for (key, count) in other.moves {
            *self.moves.entry(key).or_default() += count;
        }
        for (key, (learners, tally)) in other.groups {
            let of = self.groups.entry(key).or_default();
            of.0 += learners;
            of.1.merge(&tally);
        }
        self.cells.entry(place).or_default().extend(other.cells.into_values().flatten());
    }

    /// The first judgements that change, in the order of learners.
    pub fn take_cells(&mut self) -> Vec<Cell> {
        std::mem::take(&mut self.cells).into_values().flatten().take(MOST_CELLS).collect()
    }
}
