//! What a test names has to exist: items, sections, outcomes, where branches go.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    item::{Expression, ItemSubset, Rule},
    test_plan::{Branch, ItemRef, TestChild, TestPlan, TestSection},
};

use super::{
    names_used::{Use, in_expression, in_rules, parts},
    reading::Reading,
    tree::Tag,
};

/// Where a branch may go that is no name.
const ENDS: [&str; 3] = ["EXIT_TEST", "EXIT_TESTPART", "EXIT_SECTION"];

/// The names of a test, by their place in the order in which it is taken.
#[derive(Default)]
struct Places<'p> {
    at: BTreeMap<&'p str, usize>,
    items: BTreeMap<&'p str, &'p ItemRef>,
    sections: BTreeSet<&'p str>,
    twice: Vec<&'p str>,
    rules: Vec<(&'p str, usize, &'p [Branch])>,
    conditions: Vec<&'p Expression>,
}

impl<'p> Places<'p> {
    fn add(&mut self, name: &'p str, branches: &'p [Branch], preconditions: &'p [Expression]) {
        let place = self.at.len() + self.twice.len();
        if self.at.insert(name, place).is_some() {
            self.twice.push(name);
        }
        self.rules.push((name, place, branches));
        self.conditions.extend(branches.iter().map(|branch| &branch.when).chain(preconditions));
    }

    fn section(&mut self, section: &'p TestSection) {
        self.add(&section.identifier, &section.branches, &section.preconditions);
        self.sections.insert(&section.identifier);
        for child in &section.children {
            match child {
                TestChild::Section(section) => self.section(section),
                TestChild::Item(item) => {
                    self.add(&item.identifier, &item.branches, &item.preconditions);
                    self.items.insert(&item.identifier, item);
                }
            }
        }
    }
}

impl Reading<'_> {
    pub(super) fn check_test(&mut self, root: &Tag, plan: &TestPlan) {
        let mut places = Places::default();
        for part in &plan.parts {
            places.add(&part.identifier, &part.branches, &part.preconditions);
            for section in &part.sections {
                places.section(section);
            }
        }
        for name in &places.twice {
            let what = format!("two parts, sections or items are called {name}");
            self.refuse(root, what, "Give each its own name.");
        }
        for (name, place, branches) in &places.rules {
            for branch in *branches {
                let target = branch.target.as_str();
                match places.at.get(target) {
                    _ if ENDS.contains(&target) => {}
                    Some(at) if at > place => {}
                    Some(_) => {
                        let what = format!("the branch of {name} goes back to {target}");
                        self.refuse(root, what, "A branch goes forward, to a later name of the test.");
                    }
                    None => {
                        let what = format!("the branch of {name} goes to {target}, which is not in the test");
                        self.refuse(root, what, "Name an item, section or part of the test, or EXIT_TEST.");
                    }
                }
            }
        }
        self.check_names(root, plan, &places);
    }

    fn check_names(&mut self, root: &Tag, plan: &TestPlan, places: &Places<'_>) {
        let mut uses = Vec::new();
        in_rules(&plan.outcome_processing, &mut uses);
        for condition in &places.conditions {
            in_expression(condition, &mut uses);
        }
        let outcomes: BTreeSet<&str> = plan.outcomes.iter().map(|one| one.identifier.as_str()).collect();
        let mut missing = BTreeSet::new();
        for used in uses {
            let (Use::Variable(name) | Use::Response(name) | Use::Set(name)) = &used;
            let outcome = outcomes.contains(name.as_str());
            let known = match (&used, name.split_once('.')) {
                (Use::Set(_), _) => outcome,
                (_, None) => outcome || name == "duration" || name == "QTI_CONTEXT",
                (_, Some((of, "duration"))) => places.at.contains_key(of),
                // An item that is taken several times is named with its turn: `ITEM.2.SCORE`.
                (_, Some((of, _))) => places.items.contains_key(of),
            };
            if !known && missing.insert(name.clone()) {
                let what = format!("the test names {name}, which is not in it");
                self.refuse(root, what, "Declare the outcome, or correct the name.");
            }
        }
        let mut subsets = Vec::new();
        in_rules_of(&plan.outcome_processing, &mut subsets);
        for condition in &places.conditions {
            subsets_of(condition, &mut subsets);
        }
        for section in subsets.iter().filter_map(|items| items.section.as_deref()) {
            if !places.sections.contains(section) {
                let what =
                    format!("outcome processing names the section {section}, which is not in the test");
                self.note(root, what, "No item counts there. Correct the name; capitals matter.");
            }
        }
    }
}

fn in_rules_of<'r>(rules: &'r [Rule], into: &mut Vec<&'r ItemSubset>) {
    for rule in rules {
        match rule {
            Rule::Condition { branches, otherwise } => {
                for (condition, rules) in branches {
                    subsets_of(condition, into);
                    in_rules_of(rules, into);
                }
                in_rules_of(otherwise, into);
            }
            Rule::SetValue { to: of, .. }
            | Rule::SetCorrect { to: of, .. }
            | Rule::SetDefault { to: of, .. }
            | Rule::Lookup { of, .. }
            | Rule::TemplateConstraint(of) => subsets_of(of, into),
            Rule::Exit => {}
        }
    }
}

fn subsets_of<'e>(expression: &'e Expression, into: &mut Vec<&'e ItemSubset>) {
    match expression {
        Expression::TestVariables { items, .. }
        | Expression::OutcomeBound { items, .. }
        | Expression::Count(_, items) => into.push(items),
        other => parts(other).into_iter().for_each(|part| subsets_of(part, into)),
    }
}
