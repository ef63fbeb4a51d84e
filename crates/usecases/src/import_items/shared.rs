//! What several items of a package share, and its tests.

use std::collections::{BTreeMap, BTreeSet};

use exchange::{
    Problem,
    qti::{self, package::Package},
};
use store::{qti_test::QtiTest, stimulus::StimulusRow};

use super::{ImportedStimulus, Planning, Shared, tests_of, titled};
use crate::{chance, item_kept_text::KeptText};

impl Planning<'_> {
    /// What several items share, by its path in the package.
    pub(super) fn stimuli(&mut self, package: &Package) -> BTreeMap<String, Shared> {
        let mut found = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for one in &package.stimuli {
            let read = match &one.result {
                Ok(read) => read,
                Err(problems) => {
                    self.refused(problems);
                    continue;
                }
            };
            self.notes(&read.notes);
            let identifier = read.content.identifier.clone();
            if !self.usable(one, &identifier, &read.content.title) || !taken.insert(identifier.clone()) {
                continue;
            }
            let references = qti::stimulus_asset_references(&read.content);
            let (addresses, shown) = self.contents.addresses(&one.path, &references, &mut self.report);
            let content =
                qti::stimulus_with_assets(read.content.clone(), &|name| addresses.get(name).cloned());
            let kept = KeptText::of_stimulus(&content);
            let before = self.known.stimuli.get(&identifier);
            let line = self.report.line("texts and pictures for several items");
            let id = before.map_or_else(|| chance::stimulus_id(self.now), |row| row.id);
            let new = match before {
                Some(row) if row.digest == kept.digest => {
                    line.unchanged += 1;
                    None
                }
                before => {
                    *(if before.is_some() { &mut line.changed } else { &mut line.added }) += 1;
                    let row = StimulusRow {
                        id,
                        identifier: identifier.clone(),
                        title: titled(&content.title, &identifier),
                        content: kept.content,
                        digest: kept.digest,
                        written_by: Some(self.by),
                        written_at: self.now,
                    };
                    Some(ImportedStimulus { row, shown })
                }
            };
            found.insert(one.path.clone(), Shared { id, identifier, new });
        }
        found
    }

    pub(super) fn tests(&mut self, package: &Package) -> Vec<QtiTest> {
        let mut new = Vec::new();
        for one in &package.tests {
            let read = match &one.result {
                Ok(read) => read,
                Err(problems) => {
                    self.refused(problems);
                    continue;
                }
            };
            self.notes(&read.notes);
            if !self.usable(one, &read.content.identifier, &read.content.title) {
                continue;
            }
            let plan = match tests_of::placed(one, &read.content, &self.known) {
                Ok(plan) => plan,
                Err(missing) => {
                    let what = format!("it takes items that did not come in: {}", missing.join(", "));
                    let advice = "Mend those items, then bring the package in again.";
                    self.report.note(Problem::error(&one.path, what, advice));
                    continue;
                }
            };
            let kept = KeptText::of(qti::write_test(&plan));
            let before = self.known.tests.get(&plan.identifier);
            let line = self.report.line("tests");
            if before == Some(&kept.digest) {
                line.unchanged += 1;
                continue;
            }
            *(if before.is_some() { &mut line.changed } else { &mut line.added }) += 1;
            new.push(QtiTest {
                title: titled(&plan.title, &plan.identifier),
                identifier: plan.identifier,
                content: kept.content,
                digest: kept.digest,
                from_source: self.from.clone(),
                written_by: Some(self.by),
                written_at: self.now,
            });
        }
        new
    }
}
