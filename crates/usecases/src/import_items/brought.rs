//! What another format brings in the shape of a package: its items and files go the way of every package.

use std::collections::BTreeMap;

use domain::{CompetencyId, ItemId, chain::Digest, item::Stimulus};
use exchange::{
    Problem,
    qti::{self, package::Package},
};

use super::{ImportedItem, Planning, contents::Contents, known::Known};
use crate::{Actor, App, Refusal, chance, import_report::ImportReport, keep_content::Checked, media};

/// A package in the middle of being brought in.
pub(crate) struct Brought<'p> {
    package: &'p Package,
    planning: Planning<'p>,
    /// Files that are resources of their own.
    files: BTreeMap<Digest, Checked>,
}

impl<'p> Brought<'p> {
    /// Begins with a package; `from` is the name under which its items are kept.
    pub async fn begin(
        app: &App,
        actor: &Actor,
        package: &'p Package,
        from: String,
    ) -> Result<Self, Refusal> {
        let planning = Planning {
            from,
            known: Known::load(app, actor, package).await?,
            now: chance::now(),
            by: actor.person,
            report: ImportReport::default(),
            contents: Contents::of(package),
        };
        Ok(Self { package, planning, files: BTreeMap::new() })
    }

    /// What will change, and what was wrong.
    pub fn report(&mut self) -> &mut ImportReport {
        &mut self.planning.report
    }

    /// The items, each with its new version.
    pub fn items(&mut self) -> Vec<ImportedItem> {
        self.planning.items(self.package, &BTreeMap::new())
    }

    /// Items of the package that are here already, by identifier.
    pub fn known_items(&self) -> BTreeMap<String, ItemId> {
        self.planning.known.items.iter().map(|(name, known)| (name.clone(), known.row.id)).collect()
    }

    /// The competency of a code, GUID or id.
    pub fn competency(&self, name: &str) -> Option<CompetencyId> {
        self.planning.known.competency(name)
    }

    /// A page with the addresses of this installation, and the files that it shows.
    pub fn page(&mut self, text: &Stimulus) -> (Stimulus, Vec<(String, Digest)>) {
        let references = qti::stimulus_asset_references(text);
        let (addresses, shown) = self.planning.contents.addresses("", &references, &mut self.planning.report);
        (qti::stimulus_with_assets(text.clone(), &|name| addresses.get(name).cloned()), shown)
    }

    /// A file that is a resource of its own; `None` after saying why it is not taken.
    pub fn file(&mut self, path: &str) -> Option<(Digest, String)> {
        let asset = self.package.assets.iter().find(|asset| asset.path == path)?;
        match Checked::new(path, asset.content.clone(), media::EVERYTHING) {
            Ok(checked) => {
                let (digest, name) = (checked.as_value().digest, crate::item_kept_text::bare_name(path));
                self.files.insert(digest, checked);
                Some((digest, name))
            }
            Err(why) => {
                let advice = "Add it in a kind that is taken, or link to where it lies.";
                self.planning.report.note(Problem::error(
                    path,
                    format!("the file is not taken: {why}"),
                    advice,
                ));
                None
            }
        }
    }

    /// The files that have to be kept, each once.
    pub fn contents(&mut self) -> Vec<Checked> {
        let known = &self.planning.known.contents;
        let mut all = self.planning.contents.needed(known, &mut self.planning.report);
        for (digest, checked) in std::mem::take(&mut self.files) {
            if all.iter().any(|one| one.as_value().digest == digest) {
                continue;
            }
            let line = self.planning.report.line("files");
            if known.contains(&digest) {
                line.unchanged += 1;
            } else {
                line.added += 1;
                all.push(checked);
            }
        }
        all
    }

    /// What came of it.
    pub fn finish(self) -> ImportReport {
        self.planning.report
    }
}
