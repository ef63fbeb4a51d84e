//! The items of a package, one after another: what of each is new.

use std::collections::BTreeMap;

use domain::{
    CompetencyId, Points, StimulusId,
    chain::Digest,
    item::{Item, ItemState, StimulusRef},
    text,
};
use exchange::{
    Problem,
    qti::{
        self,
        package::{Package, PackagedItem, resolve},
    },
};
use store::{
    item::{ItemRow, Parameters},
    item_version::ItemVersion,
};

use super::{DIFFICULTY, GRADES, ImportedItem, Planning, Shared, known::KnownItem, titled};
use crate::{
    chance,
    item_kept_text::{self, KeptText},
    write_item::{MOST_OF_ONE, MOST_TAG_CHARACTERS, pictures_without_words, without_key},
};

impl Planning<'_> {
    pub(super) fn items(
        &mut self,
        package: &Package,
        stimuli: &BTreeMap<String, Shared>,
    ) -> Vec<ImportedItem> {
        let mut new = Vec::new();
        for one in &package.items {
            let read = match &one.result {
                Ok(read) => read,
                Err(problems) => {
                    self.refused(problems);
                    continue;
                }
            };
            self.notes(&read.notes);
            let identifier = &read.item.identifier;
            if !self.usable(one, identifier, &read.item.title) {
                continue;
            }
            if self.known.in_package.values().any(|known| known == identifier) {
                let what = format!("the identifier \"{identifier}\" is that of another item of this package");
                self.report.note(Problem::error(&one.path, what, "Give each item an identifier of its own."));
                continue;
            }
            self.known.in_package.insert(one.path.clone(), identifier.clone());
            self.remark_on(&one.path, &read.item);
            let (item, stimulus, shown) = self.placed(one, &read.item, stimuli);
            if let Some(item) = self.compared(one, &item, stimulus, shown) {
                new.push(item);
            }
        }
        new
    }

    /// What somebody should look at before the item is taken.
    fn remark_on(&mut self, path: &str, item: &Item) {
        if without_key(item) {
            let advice = "Write a new version with a key before it is put live.";
            self.report.note(Problem::warning(path, "it is scored by a key and has none", advice));
        }
        for picture in pictures_without_words(item).iter().take(5) {
            let what = format!("the picture \"{picture}\" has no alternative text");
            let advice =
                "Learners who do not see it cannot answer: write a new version that says what it shows.";
            self.report.note(Problem::warning(path, what, advice));
        }
        if item.interactions().is_empty() {
            let advice = "It can be shown, and nobody can answer it.";
            self.report.note(Problem::warning(path, "it asks nothing", advice));
        }
    }

    /// The item with the addresses of this bank instead of those of the package.
    fn placed(
        &mut self,
        one: &PackagedItem,
        item: &Item,
        stimuli: &BTreeMap<String, Shared>,
    ) -> (Item, Option<StimulusId>, Vec<(String, Digest)>) {
        let references = qti::asset_references(item);
        let (addresses, shown) = self.contents.addresses(&one.path, &references, &mut self.report);
        let mut item = qti::with_assets(item.clone(), &|name| addresses.get(name).cloned());
        let (mut named, mut first) = (Vec::new(), None);
        for stimulus in &item.stimuli {
            let path = resolve(&one.path, &stimulus.href);
            let shared = path.and_then(|path| stimuli.get(&path));
            let shared =
                shared.or_else(|| stimuli.values().find(|one| one.identifier == stimulus.identifier));
            let found = shared.map(|shared| (shared.id, shared.identifier.clone())).or_else(|| {
                self.known.stimuli.get(&stimulus.identifier).map(|row| (row.id, row.identifier.clone()))
            });
            let Some((id, identifier)) = found else {
                let what = format!("it is shown with \"{}\", which did not come in", stimulus.identifier);
                let advice = "Bring the text in too, and then this item again.";
                self.report.note(Problem::warning(&one.path, what, advice));
                continue;
            };
            first = first.or(Some(id));
            let href = item_kept_text::stimulus_href(&identifier);
            named.push(StimulusRef { identifier, href, title: stimulus.title.clone() });
        }
        item.stimuli = named;
        (item, first, shown)
    }

    /// What of the item is new; `None` where nothing is.
    fn compared(
        &mut self,
        one: &PackagedItem,
        item: &Item,
        stimulus: Option<StimulusId>,
        shown: Vec<(String, Digest)>,
    ) -> Option<ImportedItem> {
        let kept = KeptText::of_item(item);
        let title = titled(&item.title, &item.identifier);
        let about = self.about(one);
        let before = self.known.items.get(&item.identifier).cloned();
        if let Some(known) = &before
            && known.digest != kept.digest
            && !self.is_the_same(known, &title)
        {
            let what = format!(
                "its identifier \"{}\" is that of another item here, \"{}\" from {}",
                item.identifier, known.row.title, known.row.from_source
            );
            let advice = "Give it another identifier where the package was made.";
            self.report.note(Problem::error(&one.path, what, advice));
            return None;
        }
        let changed = before.as_ref().is_none_or(|known| known.digest != kept.digest);
        let (mut competencies, mut tags, row) = match before {
            Some(known) => (known.competencies, known.tags, Some(known.row)),
            None => (Vec::new(), Vec::new(), None),
        };
        let more_competencies = add_missing(&mut competencies, about.competencies);
        let more_tags = add_missing(&mut tags, about.tags);
        let is_new = row.is_none();
        let mut row = row.unwrap_or_else(|| ItemRow {
            id: chance::item_id(self.now),
            identifier: item.identifier.clone(),
            title: String::new(),
            kinds: String::new(),
            stimulus: None,
            state: ItemState::Draft,
            version: 0,
            live_version: None,
            grades: String::new(),
            parameters: Parameters::default(),
            from_source: self.from.clone(),
            written_by: Some(self.by),
            written_at: self.now,
        });
        let (had_difficulty, had_grades) = (row.parameters.difficulty, row.grades.clone());
        row.parameters.difficulty = row.parameters.difficulty.or(about.difficulty);
        if row.grades.is_empty() {
            row.grades = about.grades;
        }
        let said = more_competencies || more_tags || row.parameters.difficulty != had_difficulty;
        let line = self.report.line("items");
        if !changed && !said && row.grades == had_grades {
            line.unchanged += 1;
            return None;
        }
        *(if is_new { &mut line.added } else { &mut line.changed }) += 1;
        if changed {
            row.version += 1;
            row.state = ItemState::Draft;
            row.kinds = item_kept_text::kinds(item);
            row.title = title;
            row.stimulus = stimulus;
            (row.written_by, row.written_at) = (Some(self.by), self.now);
        }
        let search_key = item_kept_text::search_key(&row.title, &row.identifier, &tags, &kept.content);
        let version = changed.then(|| ItemVersion {
            item: row.id,
            version: row.version,
            content: kept.content,
            digest: kept.digest,
            state: ItemState::Draft,
            written_by: Some(self.by),
            written_at: self.now,
            note: format!("From {}", self.from),
            reviewed_by: None,
            reviewed_at: None,
            review_note: String::new(),
            live_at: None,
            retired_at: None,
        });
        Some(ImportedItem { row, version, search_key, competencies, tags, shown })
    }

    /// Whether an item of the same identifier is the one that is here: from the same package, or from one that was
    /// written here, or called the same.
    fn is_the_same(&self, known: &KnownItem, title: &str) -> bool {
        self.known.ours || known.row.from_source == self.from || known.row.title == title
    }

    /// What the package says about an item.
    fn about(&mut self, one: &PackagedItem) -> Said {
        let mut said = Said::default();
        for alignment in &one.alignments {
            let by_label = || alignment.label.as_deref().and_then(|label| self.known.competency(label));
            match self.known.competency(&alignment.identifier).or_else(by_label) {
                Some(id) if !said.competencies.contains(&id) => said.competencies.push(id),
                Some(_) => {}
                None => {
                    let name = alignment.label.as_ref().unwrap_or(&alignment.identifier);
                    let what = format!("it is aligned to \"{name}\", which is not here");
                    let advice = "Bring in the framework and then this file again, or align it by hand.";
                    self.report.note(Problem::warning(&one.path, what, advice));
                }
            }
        }
        for metadata in &one.metadata {
            let value = metadata.value.trim();
            match metadata.name.as_str() {
                "keyword" => said.tags.extend(tag(value).filter(|tag| !said.tags.contains(tag))),
                DIFFICULTY => said.difficulty = difficulty(value),
                GRADES => said.grades = value.chars().take(40).collect(),
                name if name.starts_with("taxon:") => {
                    if let Some(id) =
                        self.known.competency(value).filter(|id| !said.competencies.contains(id))
                    {
                        said.competencies.push(id);
                    }
                }
                _ => {}
            }
        }
        said.tags.truncate(MOST_OF_ONE);
        said.competencies.truncate(MOST_OF_ONE);
        said
    }
}

/// What a package says about an item.
#[derive(Default)]
struct Said {
    competencies: Vec<CompetencyId>,
    tags: Vec<String>,
    grades: String,
    difficulty: Option<Points>,
}

fn tag(keyword: &str) -> Option<String> {
    text::optional(keyword, MOST_TAG_CHARACTERS).ok().flatten()
}

/// A difficulty as it is written in a package of ours: millionths of a logit, so that it comes back the same.
fn difficulty(value: &str) -> Option<Points> {
    let logits: f64 = value.parse().ok()?;
    if !(-6.0..=6.0).contains(&logits) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within 6 logits")]
    let millionths = (logits * 1_000_000.0).round() as i64;
    Some(Points::from_millionths(millionths))
}

/// Adds what is not there yet; whether anything was.
fn add_missing<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) -> bool {
    let before = all.len();
    for one in more {
        if !all.contains(&one) && all.len() < MOST_OF_ONE {
            all.push(one);
        }
    }
    all.len() > before
}
