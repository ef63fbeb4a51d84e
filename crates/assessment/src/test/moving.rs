//! Where a learner is in a test, and where they go on.

use domain::item::Expression;
use domain::test_plan::Branch;
use measurement::random::Generator;

use super::scope::Standing;
use super::{Sequence, Taken};
use crate::processing::{Machine, Process, ProcessingError};

/// Where a learner is in a test. Small, for the caller to keep.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// At which step, from 0; `None` once the test has ended.
    pub step: Option<usize>,
    /// Steps that were shown, in the order in which they first were.
    pub shown: Vec<usize>,
}

impl Place {
    fn at(&self, step: Option<usize>) -> Self {
        let mut shown = self.shown.clone();
        shown.extend(step.filter(|step| !self.shown.contains(step)));
        Self { step, shown }
    }

    /// Whether the test has ended.
    pub fn ended(&self) -> bool {
        self.step.is_none()
    }
}

/// Where to go on from somewhere.
enum Onward {
    /// At the next step.
    Next,
    /// At this step, by a jump: no branch rule is asked on the way.
    Jump(usize),
}

impl Sequence<'_> {
    /// The first step that is taken.
    ///
    /// Errors: a precondition is wrong.
    pub fn begin(&self, taken: &[Option<Taken>]) -> Result<Place, ProcessingError> {
        let mut walk = Walk::new(self, taken)?;
        Ok(Place::default().at(walk.settle(None, 0)?))
    }

    /// Where it goes on after the step at `place`, once it was answered or passed over: `taken` has one place for
    /// each step. In a part that is moved through freely it is the next step, and after its last one what comes
    /// after the part.
    ///
    /// Errors: a rule of the test is wrong.
    pub fn advance(&self, place: &Place, taken: &[Option<Taken>]) -> Result<Place, ProcessingError> {
        let Some(here) = place.step.filter(|here| *here < self.steps.len()) else {
            return Ok(place.at(None));
        };
        let mut walk = Walk::new(self, taken)?;
        if walk.ended {
            return Ok(place.at(None));
        }
        let step = &self.steps[here];
        let onward = if self.part(step).free_navigation {
            Onward::Next
        } else {
            walk.branched(here, &step.reference.branches, &step.reference.identifier, step.sections.len())?
        };
        let next = match onward {
            Onward::Next => walk.leave(here, here + 1, step.sections.len())?,
            Onward::Jump(to) => to,
        };
        Ok(place.at(walk.settle(Some(here), next)?))
    }

    /// Where it goes on after the whole part that the learner is in, whose items they hand in together or are done
    /// with.
    ///
    /// Errors: a rule of the test is wrong.
    pub fn leave_part(&self, place: &Place, taken: &[Option<Taken>]) -> Result<Place, ProcessingError> {
        let Some(here) = place.step.filter(|here| *here < self.steps.len()) else {
            return Ok(place.at(None));
        };
        let last = self.after_part(here) - 1;
        let mut walk = Walk::new(self, taken)?;
        if walk.ended {
            return Ok(place.at(None));
        }
        let next = walk.leave(last, last + 1, 0)?;
        Ok(place.at(walk.settle(Some(last), next)?))
    }

    /// The steps that the learner may go to by themselves: all of the part, where it is moved through freely.
    pub fn reachable(&self, place: &Place) -> Vec<usize> {
        let Some(here) = place.step.and_then(|here| self.steps.get(here)) else { return Vec::new() };
        if !self.part(here).free_navigation {
            return place.step.into_iter().collect();
        }
        (0..self.steps.len()).filter(|step| self.steps[*step].part == here.part).collect()
    }

    /// The learner at another step, where they may go there.
    pub fn go(&self, place: &Place, step: usize) -> Option<Place> {
        self.reachable(place).contains(&step).then(|| place.at(Some(step)))
    }

    /// The first step after all that are in the part of a step.
    fn after_part(&self, from: usize) -> usize {
        let part = self.steps[from].part;
        (from..self.steps.len()).find(|step| self.steps[*step].part != part).unwrap_or(self.steps.len())
    }

    /// The first step after all that are in the section around a step, at this depth.
    fn after_section(&self, from: usize, depth: usize) -> usize {
        let around = self.steps[from].sections[depth];
        (from..self.steps.len())
            .find(|step| self.steps[*step].sections.get(depth) != Some(&around))
            .unwrap_or(self.steps.len())
    }
}

/// A learner on the way to what comes next: always forward.
struct Walk<'a> {
    sequence: &'a Sequence<'a>,
    standing: Standing<'a>,
    machine: Machine,
    /// Whether a rule has ended the test.
    ended: bool,
}

impl<'a> Walk<'a> {
    fn new(sequence: &'a Sequence<'a>, taken: &'a [Option<Taken>]) -> Result<Self, ProcessingError> {
        let mut standing = Standing::new(sequence, taken);
        let outcomes = sequence.outcomes(taken)?;
        standing.outcomes = outcomes.values;
        Ok(Self { sequence, standing, machine: Machine::new(Generator::new(0)), ended: outcomes.ended })
    }

    fn holds(&mut self, process: Process, of: &str, condition: &Expression) -> Result<bool, ProcessingError> {
        self.machine = Machine::new(Generator::new(0));
        let truth = self.machine.is_true(&self.standing, condition);
        truth.map_err(|problem| self.sequence.failed(process, of, &[], problem))
    }

    /// Where the first branch that is true leads. `depth` is how many sections are around what has the branches.
    fn branched(
        &mut self,
        here: usize,
        branches: &[Branch],
        of: &str,
        depth: usize,
    ) -> Result<Onward, ProcessingError> {
        for branch in branches {
            if self.holds(Process::Branch, of, &branch.when)? {
                // A target that is not ahead, because it was not selected say, leads nowhere: it goes on.
                return Ok(self.target(here, &branch.target, depth).map_or(Onward::Next, Onward::Jump));
            }
        }
        Ok(Onward::Next)
    }

    fn target(&self, here: usize, target: &str, depth: usize) -> Option<usize> {
        let sequence = self.sequence;
        match target {
            "EXIT_TEST" => return Some(sequence.steps.len()),
            "EXIT_TESTPART" => return Some(sequence.after_part(here)),
            "EXIT_SECTION" => {
                return Some(match depth.checked_sub(1) {
                    Some(depth) => sequence.after_section(here, depth),
                    None => sequence.after_part(here),
                });
            }
            _ => {}
        }
        let part = sequence.steps[here].part;
        (here + 1..sequence.steps.len()).find(|place| {
            let step = &sequence.steps[*place];
            let before = &sequence.steps[*place - 1];
            let begins = |(depth, around): (usize, &super::Around<'_>)| {
                around.section.identifier == target && before.sections.get(depth) != Some(around)
            };
            let in_part = step.part == part
                && (step.reference.identifier == target || step.sections.iter().enumerate().any(begins));
            in_part
                || (step.part != part && before.part != step.part && sequence.part(step).identifier == target)
        })
    }

    /// From `here` on to the step `next`, asking the branches of the sections, the `depth` outer ones, and of the
    /// part that are left.
    fn leave(&mut self, here: usize, next: usize, depth: usize) -> Result<usize, ProcessingError> {
        let sequence = self.sequence;
        let left = &sequence.steps[here];
        let new = sequence.steps.get(next);
        let linear = !sequence.part(left).free_navigation;
        for (depth, around) in left.sections.iter().enumerate().take(depth).rev().filter(|_| linear) {
            if new.is_some_and(|new| new.sections.get(depth) == Some(around)) {
                return Ok(next);
            }
            let section = around.section;
            if let Onward::Jump(to) = self.branched(here, &section.branches, &section.identifier, depth)? {
                return Ok(to);
            }
        }
        if new.is_some_and(|new| new.part == left.part) {
            return Ok(next);
        }
        let part = sequence.part(left);
        match self.branched(here, &part.branches, &part.identifier, 0)? {
            Onward::Jump(to) => Ok(to),
            Onward::Next => Ok(next),
        }
    }

    /// The first step from `next` on whose preconditions are met, and those of what is around it. `before` is the
    /// step that was shown last: what is around it too was entered already.
    fn settle(&mut self, before: Option<usize>, mut next: usize) -> Result<Option<usize>, ProcessingError> {
        let sequence = self.sequence;
        // The last step whose sections were entered; those are left by their branch rules.
        let mut inside = before;
        'steps: while let Some(step) = sequence.steps.get(next) {
            let part = sequence.part(step);
            let known = inside.map(|inside| &sequence.steps[inside]);
            let same_part = known.is_some_and(|known| known.part == step.part);
            if !same_part && !self.all(&part.preconditions, &part.identifier)? {
                next = sequence.after_part(next);
                continue;
            }
            if part.free_navigation {
                return Ok(Some(next));
            }
            for (depth, around) in step.sections.iter().enumerate() {
                let entered = known.is_some_and(|known| known.sections.get(depth) == Some(around));
                if !entered && !self.all(&around.section.preconditions, &around.section.identifier)? {
                    // It is passed over with its own branches; what is around it may end with it.
                    inside = Some(next);
                    next = self.leave(next, sequence.after_section(next, depth), depth)?;
                    continue 'steps;
                }
            }
            if self.all(&step.reference.preconditions, &step.reference.identifier)? {
                return Ok(Some(next));
            }
            inside = Some(next);
            next = self.leave(next, next + 1, step.sections.len())?;
        }
        Ok(None)
    }

    fn all(&mut self, conditions: &[Expression], of: &str) -> Result<bool, ProcessingError> {
        for condition in conditions {
            if !self.holds(Process::Precondition, of, condition)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
