//! One part of a cartridge after another: what of each is new.

use std::collections::BTreeMap;

use domain::{
    CompetencyId, ItemId, Timestamp,
    item::{Node, Stimulus},
    resource::{Resource, ResourceKind},
};
use exchange::{
    Problem,
    imports::common_cartridge::{Cartridge, Part, PartContent},
};
use store::{
    assessment::{AssessmentRow, PlanVersion},
    resource::ResourceVersion,
};

use super::{Before, CHECKS, ImportedResource, RESOURCES, check, derived, minutes_of};
use crate::{
    Actor,
    import_items::Brought,
    item_kept_text::KeptText,
    plans_kept,
    write_resource::{MOST_ABOUT, MOST_TITLE, search_key},
};

/// About how long a link, a file, or one question takes. Unit: minutes.
const MINUTES_OF_LINK: i64 = 10;
const MINUTES_OF_QUESTION: i64 = 2;

pub(super) struct Planning<'p> {
    pub from: String,
    pub before: Before,
    /// Items by identifier: those that are here, and those that come.
    pub ids: BTreeMap<String, ItemId>,
    pub brought: Brought<'p>,
    pub actor: Actor,
    pub now: Timestamp,
}

impl Planning<'_> {
    /// What a part brings; `None` where nothing of it is new, or it cannot be taken.
    pub(super) fn part(&mut self, part: &Part) -> Option<ImportedResource> {
        let mut one = ImportedResource::bare(self.resource(part));
        let mut changed = false;
        match &part.content {
            PartContent::Link(address) => one.resource.address.clone_from(address),
            PartContent::File(path) => {
                let (digest, name) = self.brought.file(path)?;
                one.resource.file = Some((digest, name.clone()));
                one.shown = vec![(name, digest)];
            }
            PartContent::Page(text) => changed = self.page(part, text, &mut one),
            PartContent::Quiz(items) => changed = self.quiz(part, items, &mut one),
        }
        one.competencies = self.competencies(part);
        one.search_key = search_key(&one.resource);
        let before = self.before.resources.get(&part.identifier);
        let quiz = matches!(part.content, PartContent::Quiz(_));
        let line = self.brought.report().line(if quiz { CHECKS } else { RESOURCES });
        match before {
            None => line.added += 1,
            Some((known, _, aligned)) => {
                let more = one.competencies.iter().any(|competency| !aligned.contains(competency));
                if !changed && !more && same(known, &one.resource) {
                    line.unchanged += 1;
                    return None;
                }
                line.changed += 1;
            }
        }
        Some(one)
    }

    /// The resource as it is here, with what the cartridge says of it; what somebody said of it here stays.
    fn resource(&self, part: &Part) -> Resource {
        let title: String = part.title.chars().take(MOST_TITLE).collect();
        if let Some((known, ..)) = self.before.resources.get(&part.identifier) {
            return Resource { title, ..known.clone() };
        }
        let (kind, minutes) = match &part.content {
            PartContent::Page(text) => (ResourceKind::CartridgePage, minutes_of(words(&text.body))),
            PartContent::Link(_) => (ResourceKind::Link, MINUTES_OF_LINK),
            PartContent::File(_) => (ResourceKind::File, MINUTES_OF_LINK),
            PartContent::Quiz(items) => {
                let questions = i64::try_from(items.len()).unwrap_or(i64::MAX);
                (ResourceKind::CartridgePage, questions.saturating_mul(MINUTES_OF_QUESTION).clamp(2, 120))
            }
        };
        let (of_page, of_others) = &self.before.modalities;
        let on_screen = matches!(part.content, PartContent::Page(_) | PartContent::Link(_));
        let about: String = part.folders.join(" › ");
        Resource {
            id: derived(&self.actor, &self.from, &part.identifier).0,
            kind,
            title,
            about: about.chars().take(MOST_ABOUT).collect(),
            version: 0,
            modality: (if on_screen { of_page } else { of_others }).clone(),
            minutes,
            language: language(part),
            grades: Vec::new(),
            address: String::new(),
            file: None,
            check: None,
            from_source: self.from.clone(),
            from_identifier: part.identifier.clone(),
            made_by: Some(self.actor.person),
            made_at: self.now,
            retired_at: None,
        }
    }

    /// The text of a page; whether it is another one than was here.
    fn page(&mut self, part: &Part, text: &Stimulus, one: &mut ImportedResource) -> bool {
        let (text, shown) = self.brought.page(text);
        let kept = KeptText::of_stimulus(&text);
        let before = self.before.resources.get(&part.identifier).and_then(|(_, digest, _)| *digest);
        if before == Some(kept.digest) {
            return false;
        }
        one.resource.version += 1;
        one.version = Some(ResourceVersion {
            resource: one.resource.id,
            version: one.resource.version,
            content: kept.content,
            digest: kept.digest,
            written_by: Some(self.actor.person),
            written_at: self.now,
        });
        one.shown = shown;
        true
    }

    /// The check that a quiz is; whether its questions are others than they were.
    fn quiz(&mut self, part: &Part, names: &[String], one: &mut ImportedResource) -> bool {
        let items: Vec<ItemId> = names.iter().filter_map(|name| self.ids.get(name)).copied().collect();
        let known = one.resource.check.and_then(|check| self.before.checks.get(&check));
        if known.is_some_and(|(_, had)| *had == items) {
            return false;
        }
        if items.is_empty() {
            let what = format!("no question of \"{}\" came in", part.title);
            self.brought.report().note(Problem::error(&part.identifier, what, "Mend its questions first."));
            return false;
        }
        let plan = check(items);
        let (row, version) = if let Some((row, _)) = known {
            (row.clone(), row.version + 1)
        } else {
            let id = derived(&self.actor, &self.from, &part.identifier).1;
            let row = AssessmentRow {
                id,
                title: one.resource.title.clone(),
                kind: plan.kind.word().to_owned(),
                organization: None,
                section: None,
                version: 1,
                archived_at: None,
                made_by: self.actor.person,
                made_at: self.now,
            };
            (row, 1)
        };
        one.resource.check = Some(row.id);
        let written = PlanVersion {
            assessment: row.id,
            version,
            plan: plans_kept::write(&plan),
            criteria: String::new(),
            written_by: self.actor.person,
            written_at: self.now,
        };
        one.check = Some((AssessmentRow { version, ..row }, written));
        true
    }

    fn competencies(&mut self, part: &Part) -> Vec<CompetencyId> {
        let mut found = Vec::new();
        for alignment in &part.alignments {
            let by_label = || alignment.label.as_deref().and_then(|label| self.brought.competency(label));
            match self.brought.competency(&alignment.identifier).or_else(by_label) {
                Some(id) if !found.contains(&id) => found.push(id),
                Some(_) => {}
                None => {
                    let name = alignment.label.as_ref().unwrap_or(&alignment.identifier);
                    let what = format!("\"{}\" is aligned to \"{name}\", which is not here", part.title);
                    let advice = "Bring in the framework and then this file again, or align it by hand.";
                    self.brought.report().note(Problem::warning(&part.identifier, what, advice));
                }
            }
        }
        found
    }

    /// What somebody has to do before everything of it can be used.
    pub(super) fn remarks(&mut self, cartridge: &Cartridge) {
        let quizzes =
            cartridge.parts.iter().filter(|part| matches!(part.content, PartContent::Quiz(_))).count();
        let bare = cartridge.parts.iter().filter(|part| part.alignments.is_empty()).count();
        let report = self.brought.report();
        if quizzes > 0 {
            report.remarks.push(
                "Its questions come in as drafts: somebody else than who brought them in reviews them and puts them \
                 live; then its checks can be taken."
                    .to_owned(),
            );
        }
        if bare > 0 {
            report.remarks.push(format!(
                "{bare} of its parts name no competency: say on each one's page what it is about, so that it is found \
                 there and what its check shows reaches the record."
            ));
        }
    }
}

fn language(part: &Part) -> String {
    let said = match &part.content {
        PartContent::Page(text) => text.language.as_deref().unwrap_or("en"),
        _ => "en",
    };
    said.to_lowercase()
}

/// Whether nothing that a cartridge says of a resource has changed.
fn same(known: &Resource, new: &Resource) -> bool {
    let said = |one: &Resource| (one.title.clone(), one.address.clone(), one.file.clone(), one.check);
    said(known) == said(new)
}

fn words(nodes: &[Node]) -> usize {
    let one = |node: &Node| match node {
        Node::Text(text) => text.split_whitespace().count(),
        other => words(other.children()),
    };
    nodes.iter().map(one).sum()
}
