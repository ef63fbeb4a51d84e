//! Tests of a package, naming items and shared texts by the identifiers that they have here.

use domain::test_plan::{TestChild, TestPlan, TestSection};
use exchange::qti::{
    ReadTest,
    package::{Packaged, resolve},
};

use super::known::Known;
use crate::item_kept_text::stimulus_href;

/// The test with our identifiers as the addresses of its items; or the items that are not here.
pub(super) fn placed(
    one: &Packaged<ReadTest>,
    plan: &TestPlan,
    known: &Known,
) -> Result<TestPlan, Vec<String>> {
    let mut missing = Vec::new();
    let mut plan = plan.clone();
    let item = |href: &str| {
        let path = resolve(&one.path, href);
        let of_package = path.and_then(|path| known.in_package.get(&path).cloned());
        of_package.or_else(|| known.identifiers.contains(href).then(|| href.to_owned()))
    };
    let stimulus = |identifier: &str| stimulus_href(identifier);
    each_address(&mut plan, &mut |address| match address {
        Address::Item(href) => match item(href) {
            Some(identifier) => *href = identifier,
            None => missing.push(href.clone()),
        },
        Address::Stimulus { identifier, href } => *href = stimulus(identifier),
    });
    if missing.is_empty() { Ok(plan) } else { Err(missing) }
}

/// An address in a test.
pub(crate) enum Address<'a> {
    /// Of an item.
    Item(&'a mut String),
    /// Of a shared text.
    Stimulus {
        /// Its identifier.
        identifier: &'a str,
        /// The address.
        href: &'a mut String,
    },
}

/// Does something with every address of a test.
pub(crate) fn each_address(plan: &mut TestPlan, change: &mut dyn FnMut(Address<'_>)) {
    for part in &mut plan.parts {
        for section in &mut part.sections {
            in_section(section, change);
        }
    }
}

fn in_section(section: &mut TestSection, change: &mut dyn FnMut(Address<'_>)) {
    for stimulus in &mut section.stimuli {
        change(Address::Stimulus { identifier: &stimulus.identifier, href: &mut stimulus.href });
    }
    for child in &mut section.children {
        match child {
            TestChild::Section(section) => in_section(section, change),
            TestChild::Item(item) => change(Address::Item(&mut item.href)),
        }
    }
}
