//! What the goals need, and how far away each of it is.

use std::collections::VecDeque;

use domain::CompetencyId;

use super::{
    asked::{Asked, Assumes, Goal},
    marks::Marks,
    score::Recalls,
};
use crate::bits::Bits;

/// Not reached by mastering one ready competency after another.
const NEVER: u32 = u32::MAX;

/// Everything that goals, directives and choices reach.
pub(super) struct Reach {
    /// The numbers, lowest first.
    pub listed: Vec<usize>,
    /// The goals that need each, one bit per goal.
    pub needed: Vec<u64>,
    /// The goals that name each.
    pub named: Vec<u64>,
    /// Whether something before each is not met.
    pub waits: Vec<bool>,
    /// What is listed and not met.
    pub open: Bits,
    /// Chances of recall, for who ranks what is reached.
    pub recalls: Recalls,
    depth: Vec<u32>,
    nearest: Vec<(u32, u32)>,
}

impl Reach {
    /// Lists what is reached; `marks` learns what the goals take as known.
    pub fn new(asked: &Asked<'_>, marks: &mut Marks<'_>) -> Self {
        let len = asked.graph.len();
        let mut reach = Self {
            listed: Vec::new(),
            needed: vec![0; len],
            named: vec![0; len],
            waits: vec![false; len],
            open: Bits::none(len),
            recalls: Recalls::new(asked),
            depth: vec![NEVER; len],
            nearest: vec![(NEVER, NEVER); len],
        };
        let mut listing = Listing { listed: Bits::none(len), passed: Bits::none(len) };
        for (place, goal) in asked.goals.iter().enumerate() {
            let bit = 1_u64 << place;
            let named: Vec<usize> =
                goal.competencies.iter().filter_map(|one| asked.graph.find(*one)).collect();
            for number in &named {
                reach.named[*number] |= bit;
            }
            let known = TakenAsKnown::new(asked, goal);
            reach.list(asked, marks, &mut listing, named, bit, &known);
        }
        let chosen = asked.choices.iter().filter_map(|choice| asked.graph.find(choice.competency));
        let said: Vec<usize> = marks.directives().iter().map(|(number, _)| *number).chain(chosen).collect();
        reach.list(asked, marks, &mut listing, said, 0, &TakenAsKnown::Nothing);
        reach.listed = (0..len).filter(|number| listing.listed.has(*number)).collect();
        for number in (0..len).filter(|number| listing.passed.has(*number)) {
            if !reach.open.has(number) {
                marks.assume(number);
            }
        }
        reach.measure(asked, marks);
        reach
    }

    /// Lists `stack` and, of what is not met, everything before it that is not met nor taken as known.
    fn list(
        &mut self,
        asked: &Asked<'_>,
        marks: &Marks<'_>,
        listing: &mut Listing,
        mut stack: Vec<usize>,
        bit: u64,
        known: &TakenAsKnown,
    ) {
        let mut seen = Bits::none(asked.graph.len());
        while let Some(number) = stack.pop() {
            if !seen.add(number) {
                continue;
            }
            listing.listed.add(number);
            self.needed[number] |= bit;
            if marks.is_met(number) {
                continue;
            }
            self.open.add(number);
            for before in marks.unmet_before(asked.graph, number) {
                let unknown = asked.standings.all()[before].pieces == 0 && !marks.is_sent_back(before);
                let named = bit != 0 && self.named[before] & bit != 0;
                if unknown && !named && known.has(before) {
                    listing.passed.add(before);
                } else {
                    stack.push(before);
                }
            }
        }
    }

    /// How far each is, in the order in which they open (Kahn, 1962).
    fn measure(&mut self, asked: &Asked<'_>, marks: &Marks<'_>) {
        let graph = asked.graph;
        let mut left: Vec<u32> = vec![0; graph.len()];
        let mut open = VecDeque::new();
        for &number in self.listed.iter().filter(|number| self.open.has(**number)) {
            let before = marks.unmet_before(graph, number).count();
            let missing = if graph.lacks_nothing() { 0 } else { graph.missing(number).count() };
            left[number] = u32::try_from(before + missing).unwrap_or(NEVER);
            self.waits[number] = left[number] > 0;
            if left[number] == 0 {
                self.depth[number] = 0;
                self.nearest[number] = (0, u32::try_from(number).unwrap_or(NEVER));
                open.push_back(number);
            }
        }
        while let Some(number) = open.pop_front() {
            let (steps, nearest) = self.nearest[number];
            for after in graph.after(number).filter(|after| self.open.has(*after)) {
                self.nearest[after] = self.nearest[after].min((steps + 1, nearest));
                left[after] -= 1;
                if left[after] == 0 {
                    self.depth[after] = self.depth[number] + 1;
                    open.push_back(after);
                }
            }
        }
    }

    /// How many have to be mastered one after another before it opens; `None` without a way.
    pub fn depth(&self, number: usize) -> Option<u32> {
        (self.depth[number] != NEVER).then_some(self.depth[number])
    }

    /// What is ready and leads towards it by the fewest steps; of several, the first of the graph.
    pub fn nearest(&self, number: usize) -> Option<usize> {
        (self.nearest[number].1 != NEVER).then_some(self.nearest[number].1 as usize)
    }

    /// Whether it can be learned now: listed, not met, and nothing before it is open.
    pub fn is_ready(&self, number: usize) -> bool {
        self.open.has(number) && !self.waits[number]
    }
}

/// What has been listed so far, and what was passed by because a goal takes it as known.
struct Listing {
    listed: Bits,
    passed: Bits,
}

/// What one goal takes as known.
enum TakenAsKnown {
    Nothing,
    These(Bits),
    Everything,
}

impl TakenAsKnown {
    fn new(asked: &Asked<'_>, goal: &Goal) -> Self {
        match &goal.assumes {
            Assumes::Nothing => Self::Nothing,
            Assumes::EverythingElse => Self::Everything,
            Assumes::These(all) => {
                let mut known = Bits::none(asked.graph.len());
                for number in all.iter().filter_map(|one| asked.graph.find(*one)) {
                    known.add(number);
                }
                Self::These(known)
            }
        }
    }

    fn has(&self, number: usize) -> bool {
        match self {
            Self::Nothing => false,
            Self::These(known) => known.has(number),
            Self::Everything => true,
        }
    }
}

/// What can be learned now and is not listed.
pub(super) fn beyond(asked: &Asked<'_>, marks: &Marks<'_>, reach: &Reach) -> Vec<CompetencyId> {
    let graph = asked.graph;
    let mut listed = reach.listed.iter().copied().peekable();
    let mut found = Vec::new();
    for number in 0..graph.len() {
        if listed.next_if_eq(&number).is_some() || marks.is_met(number) {
            continue;
        }
        let lacks = !graph.lacks_nothing() && graph.missing(number).next().is_some();
        if !lacks && marks.unmet_before(graph, number).next().is_none() {
            found.push(graph.id(number));
        }
    }
    found
}
