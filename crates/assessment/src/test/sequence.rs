//! The items of a sitting, one after another.

use std::collections::{BTreeMap, BTreeSet};

use domain::item::Item;
use domain::test_plan::{ItemRef, Part, TestChild, TestPlan, TestSection, TimeLimits};
use measurement::random::Generator;

use super::selecting::Drawing;
use super::{Control, MAX_SECTIONS_DEEP, PlanFault, PlanProblem};
use crate::session::named;

/// How many items a sitting may have.
pub const MAX_ITEMS: usize = 5_000;

/// The items of one sitting, in their order, which stays the same throughout.
#[derive(Debug, Clone)]
pub struct Sequence<'a> {
    pub(super) plan: &'a TestPlan,
    /// Names of all items of the plan, selected or not.
    pub(super) references: BTreeSet<&'a str>,
    /// The items, in their order.
    pub steps: Vec<Step<'a>>,
}

/// One item in a sitting.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// As the plan names it.
    pub reference: &'a ItemRef,
    /// The item, where it is known.
    pub item: Option<&'a Item>,
    /// Which time the same reference is taken, from 1.
    pub occurrence: u32,
    /// Which part of the plan it is in, from 0.
    pub part: usize,
    /// The sections around it, outermost first.
    pub sections: Vec<Around<'a>>,
    /// What a learner may do with it.
    pub control: Control,
    /// From which what is drawn in it comes.
    pub seed: u64,
}

/// A section around an item.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The section.
    pub section: &'a TestSection,
    /// Which of the sitting's sections: one that is taken twice is two.
    pub number: usize,
}

impl PartialEq for Around<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<'a> Sequence<'a> {
    /// Selects and orders the items of a plan for a seed. `find` gives the item that a reference means.
    ///
    /// Errors: sections are nested deeper than [`MAX_SECTIONS_DEEP`], or there are more than [`MAX_ITEMS`].
    pub fn new(
        plan: &'a TestPlan,
        seed: u64,
        find: &dyn Fn(&ItemRef) -> Option<&'a Item>,
    ) -> Result<Self, PlanProblem> {
        let mut drawing = Drawing {
            generator: Generator::of(seed, named(&plan.identifier), 0),
            sections: 0,
            room: MAX_ITEMS,
        };
        let mut steps: Vec<Step<'a>> = Vec::new();
        let mut times: BTreeMap<&str, u32> = BTreeMap::new();
        for (number, part) in plan.parts.iter().enumerate() {
            for section in &part.sections {
                let items = drawing.section(section, &[]).ok_or_else(|| PlanProblem {
                    identifier: section.identifier.clone(),
                    fault: PlanFault::TooLarge { items: MAX_ITEMS, deep: MAX_SECTIONS_DEEP },
                })?;
                for (reference, sections) in items {
                    let occurrence = times.entry(&reference.identifier).or_insert(0);
                    *occurrence += 1;
                    let control = sections
                        .iter()
                        .fold(Control::default().within(&part.control), |control, around| {
                            control.within(&around.section.control)
                        })
                        .within(&reference.control);
                    let seed =
                        Generator::of(seed, named(&reference.identifier), u64::from(*occurrence)).bits();
                    steps.push(Step {
                        reference,
                        item: find(reference),
                        occurrence: *occurrence,
                        part: number,
                        sections,
                        control,
                        seed,
                    });
                }
            }
        }
        let mut references = BTreeSet::new();
        for section in plan.parts.iter().flat_map(|part| &part.sections) {
            names(section, 0, &mut references);
        }
        Ok(Self { plan, references, steps })
    }

    /// The plan.
    pub fn plan(&self) -> &'a TestPlan {
        self.plan
    }

    /// The part that a step is in.
    pub fn part(&self, step: &Step<'_>) -> &'a Part {
        &self.plan.parts[step.part]
    }

    /// Every time limit that holds at a step, from the test inwards, with the name of what it is of.
    pub fn limits(&self, step: &Step<'a>) -> Vec<(&'a str, &'a TimeLimits)> {
        let part = self.part(step);
        let sections = step.sections.iter().map(|one| (one.section.identifier.as_str(), &one.section.time));
        let mut limits =
            vec![(self.plan.identifier.as_str(), &self.plan.time), (part.identifier.as_str(), &part.time)];
        limits.extend(sections);
        limits.push((step.reference.identifier.as_str(), &step.reference.time));
        limits.retain(|(_, time)| time.least.is_some() || time.most.is_some());
        limits
    }
}

fn names<'a>(section: &'a TestSection, depth: usize, found: &mut BTreeSet<&'a str>) {
    if depth > MAX_SECTIONS_DEEP {
        return;
    }
    for child in &section.children {
        match child {
            TestChild::Item(item) => {
                found.insert(&item.identifier);
            }
            TestChild::Section(inner) => names(inner, depth + 1, found),
        }
    }
}
