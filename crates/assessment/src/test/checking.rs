//! What is wrong with a plan, before anybody takes it.

use std::collections::BTreeMap;

use domain::test_plan::{Branch, Part, TestChild, TestPlan, TestSection, TimeLimits};

use super::selecting::is_required;

/// How deep sections may be nested.
pub const MAX_SECTIONS_DEEP: usize = 20;

/// Something wrong with a plan.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{identifier:?}: {fault}")]
pub struct PlanProblem {
    /// The part, section, item or test, by its name in the plan.
    pub identifier: String,
    /// What is wrong.
    pub fault: PlanFault,
}

/// What is wrong with a plan.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlanFault {
    /// Another part, section or item has the same name.
    #[error("the name is there more than once; give each its own")]
    Duplicate,
    /// There is nothing in it.
    #[error("there is nothing in it; add something, or take it out")]
    Empty,
    /// More are to be taken than there are.
    #[error("{wanted} of {there} are to be taken; lower the number, or allow repetition")]
    TooFew {
        /// To be taken.
        wanted: u32,
        /// There are.
        there: usize,
    },
    /// Fewer are to be taken than are always taken.
    #[error("{wanted} are to be taken but {required} are required; raise the number")]
    TooManyRequired {
        /// To be taken.
        wanted: u32,
        /// Always taken.
        required: usize,
    },
    /// A branch leads to a name that is not there.
    #[error("a branch leads to {0:?}, which is not in the test; correct the name")]
    UnknownTarget(String),
    /// A branch leads back, or to itself.
    #[error("a branch leads to {0:?}, which does not come later; branches only go forward")]
    Backwards(String),
    /// A branch of an item or section leads to another part's item or section.
    #[error("a branch leads to {0:?} in another part; lead to the part itself, or stay in this one")]
    OtherPart(String),
    /// A branch leads to something that may be taken several times.
    #[error("a branch leads to {0:?}, which may be taken several times; lead elsewhere")]
    Repeated(String),
    /// The least time is longer than the most.
    #[error("it takes at least {least} seconds but at most {most}; change one")]
    Time {
        /// At least.
        least: f64,
        /// At most.
        most: f64,
    },
    /// Too many items, or sections too deep.
    #[error("a sitting has at most {items} items, in sections at most {deep} deep; make it smaller")]
    TooLarge {
        /// Most items.
        items: usize,
        /// Deepest sections.
        deep: usize,
    },
}

/// Where something stands in a plan.
#[derive(Clone, Copy)]
struct Spot {
    /// Among everything, in reading order.
    order: usize,
    /// The last that is within it.
    last: usize,
    part: usize,
    is_part: bool,
    repeated: bool,
}

/// Everything that is wrong with a plan; empty where it can be taken.
pub fn check(plan: &TestPlan) -> Vec<PlanProblem> {
    let mut checking = Checking::default();
    if plan.parts.is_empty() {
        checking.add(&plan.identifier, PlanFault::Empty);
    }
    checking.time(&plan.identifier, &plan.time);
    for (number, part) in plan.parts.iter().enumerate() {
        checking.part(number, part);
    }
    checking.branches();
    checking.problems
}

#[derive(Default)]
struct Checking<'a> {
    problems: Vec<PlanProblem>,
    spots: BTreeMap<&'a str, Spot>,
    /// Branches, with the name and spot of what has them.
    branches: Vec<(&'a str, Spot, &'a Branch)>,
    next: usize,
}

impl<'a> Checking<'a> {
    fn add(&mut self, identifier: &str, fault: PlanFault) {
        self.problems.push(PlanProblem { identifier: identifier.to_owned(), fault });
    }

    fn time(&mut self, identifier: &str, time: &TimeLimits) {
        if let (Some(least), Some(most)) = (time.least, time.most)
            && least > most
        {
            self.add(identifier, PlanFault::Time { least, most });
        }
    }

    /// Takes a name and what leads on from it, once everything within it has been looked at.
    fn place(&mut self, identifier: &'a str, spot: Spot, branches: &'a [Branch]) {
        if self.spots.insert(identifier, spot).is_some() {
            self.add(identifier, PlanFault::Duplicate);
        }
        self.branches.extend(branches.iter().map(|branch| (identifier, spot, branch)));
    }

    fn part(&mut self, number: usize, part: &'a Part) {
        let order = self.take();
        self.time(&part.identifier, &part.time);
        if part.sections.is_empty() {
            self.add(&part.identifier, PlanFault::Empty);
        }
        for section in &part.sections {
            self.section(number, section, 1, false);
        }
        let spot = Spot { order, last: self.next, part: number, is_part: true, repeated: false };
        self.place(&part.identifier, spot, &part.branches);
    }

    fn section(&mut self, part: usize, section: &'a TestSection, depth: usize, repeated: bool) {
        let order = self.take();
        self.time(&section.identifier, &section.time);
        if depth > MAX_SECTIONS_DEEP {
            let fault = PlanFault::TooLarge { items: super::MAX_ITEMS, deep: MAX_SECTIONS_DEEP };
            self.add(&section.identifier, fault);
            return;
        }
        if section.children.is_empty() {
            self.add(&section.identifier, PlanFault::Empty);
        } else {
            self.selection(section);
        }
        let within = repeated || section.select.is_some_and(|select| select.with_replacement);
        for child in &section.children {
            match child {
                TestChild::Section(inner) => self.section(part, inner, depth + 1, within),
                TestChild::Item(item) => {
                    let order = self.take();
                    self.time(&item.identifier, &item.time);
                    let spot = Spot { order, last: order, part, is_part: false, repeated: within };
                    self.place(&item.identifier, spot, &item.branches);
                }
            }
        }
        let spot = Spot { order, last: self.next, part, is_part: false, repeated };
        self.place(&section.identifier, spot, &section.branches);
    }

    fn selection(&mut self, section: &TestSection) {
        let Some(select) = section.select else { return };
        let there = section.children.len();
        let required = section.children.iter().filter(|child| is_required(child)).count();
        if select.count as usize > super::MAX_ITEMS {
            let fault = PlanFault::TooLarge { items: super::MAX_ITEMS, deep: MAX_SECTIONS_DEEP };
            self.add(&section.identifier, fault);
        } else if !select.with_replacement && select.count as usize > there {
            self.add(&section.identifier, PlanFault::TooFew { wanted: select.count, there });
        }
        if required > select.count as usize {
            self.add(&section.identifier, PlanFault::TooManyRequired { wanted: select.count, required });
        }
    }

    fn take(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    fn branches(&mut self) {
        for (identifier, from, branch) in std::mem::take(&mut self.branches) {
            let target = branch.target.as_str();
            if matches!(target, "EXIT_TEST" | "EXIT_TESTPART" | "EXIT_SECTION") {
                continue;
            }
            let name = target.to_owned();
            let fault = match self.spots.get(target) {
                None => PlanFault::UnknownTarget(name),
                Some(to) if to.order <= from.last => PlanFault::Backwards(name),
                Some(to) if !to.is_part && (from.is_part || to.part != from.part) => {
                    PlanFault::OtherPart(name)
                }
                Some(to) if to.repeated => PlanFault::Repeated(name),
                Some(_) => continue,
            };
            self.add(identifier, fault);
        }
    }
}
