//! Files that items, stimuli and tests name: what is there becomes a dependency, what is not is noted.

use std::collections::BTreeSet;

use super::{Packaged, resources::Sorting};
use crate::{Problem, qti};

impl Sorting<'_> {
    pub(super) fn look_for_missing(&mut self) {
        let there: BTreeSet<String> = self.package.assets.iter().map(|asset| asset.path.clone()).collect();
        let mut items = std::mem::take(&mut self.package.items);
        for item in &mut items {
            let Ok(named) = item.result.as_ref().map(|read| qti::asset_references(&read.item)) else {
                continue;
            };
            let gone = self.needed(item, &named, Some(&there));
            if let Ok(read) = &mut item.result {
                read.notes.extend(gone);
            }
        }
        self.package.items = items;
        let mut stimuli = std::mem::take(&mut self.package.stimuli);
        for stimulus in &mut stimuli {
            let named = stimulus.result.as_ref().map(|read| qti::stimulus_asset_references(&read.content));
            let Ok(named) = named else { continue };
            let gone = self.needed(stimulus, &named, Some(&there));
            if let Ok(read) = &mut stimulus.result {
                read.notes.extend(gone);
            }
        }
        self.package.stimuli = stimuli;
        let mut tests = std::mem::take(&mut self.package.tests);
        for test in &mut tests {
            let Ok(named) = test.result.as_ref().map(|read| qti::item_references(&read.content)) else {
                continue;
            };
            let gone = self.needed(test, &named, None);
            if let Ok(read) = &mut test.result {
                read.notes.extend(gone);
            }
        }
        self.package.tests = tests;
    }

    /// Makes dependencies of what is there; gives a note for everything else.
    fn needed<T>(
        &self,
        one: &mut Packaged<T>,
        named: &[String],
        taken: Option<&BTreeSet<String>>,
    ) -> Vec<Problem> {
        let mut gone = Vec::new();
        for href in named {
            let found = self.find(&one.path, href);
            match found.filter(|path| taken.is_none_or(|taken| taken.contains(path))) {
                Some(path) if one.dependencies.contains(&path) => {}
                Some(path) => one.dependencies.push(path),
                None => {
                    let what = format!("the file {href} that it names is not in the package, or not taken");
                    let advice = "Make the package again with the file in it.";
                    gone.push(Problem::warning(&one.path, what, advice));
                }
            }
        }
        gone
    }
}
