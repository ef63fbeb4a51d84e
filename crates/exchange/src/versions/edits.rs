//! Edits that were made here, and what becomes of them when the publisher's next version comes.

use std::collections::{BTreeSet, HashMap};

use domain::{CompetencyId, framework::Competency};

use super::{Field, Link, Version, fields::differing};

/// A field that was changed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalEdit {
    /// In the old version.
    pub competency: CompetencyId,
    /// Which field.
    pub field: Field,
    /// What the publisher wrote, as [`Field::of`] gives it.
    pub published: Option<String>,
    /// What is written here.
    pub here: Option<String>,
}

/// What becomes of one edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditFate {
    /// The edit.
    pub edit: LocalEdit,
    /// The competency that takes its place; `None` when there is no single one.
    pub new: Option<CompetencyId>,
    /// What the publisher writes now.
    pub newly: Option<String>,
    /// What happens.
    pub fate: Fate,
}

/// What happens to an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The publisher left the field alone: the edit stays.
    Kept,
    /// The publisher writes the same now: there is nothing left to keep.
    Agreed,
    /// Both changed it: the edit stays until someone decides.
    Contested,
    /// The competency has no single successor: the edit stays with the old version only.
    Left,
}

/// The edits between a version as published and the same version as it stands here. Competencies
/// are matched by id; what only one side has is no edit.
pub fn local_edits(published: &[Competency], here: &[Competency]) -> Vec<LocalEdit> {
    let by_id: HashMap<_, _> = here.iter().map(|one| (one.id, one)).collect();
    let pairs = published.iter().filter_map(|one| Some((one, *by_id.get(&one.id)?)));
    pairs
        .flat_map(|(one, other)| {
            differing(one, other).into_iter().map(|field| LocalEdit {
                competency: one.id,
                published: field.of(one),
                here: field.of(other),
                field,
            })
        })
        .collect()
}

/// What becomes of each edit, in the order given. Edits of unknown competencies are [`Fate::Left`].
pub(super) fn fates(
    edits: &[LocalEdit],
    old: &Version<'_>,
    new: &Version<'_>,
    crosswalk: &[Link],
) -> Vec<EditFate> {
    let known: BTreeSet<_> = old.competencies.iter().map(|one| one.id).collect();
    let new_by_id: HashMap<_, _> = new.competencies.iter().map(|one| (one.id, one)).collect();
    let successors = successors(crosswalk);
    edits
        .iter()
        .map(|edit| {
            let successor = successors.get(&edit.competency).filter(|_| known.contains(&edit.competency));
            let Some(successor) = successor.and_then(|id| new_by_id.get(id)) else {
                return EditFate { edit: edit.clone(), new: None, newly: None, fate: Fate::Left };
            };
            let newly = edit.field.of(successor);
            let fate = if newly == edit.here {
                Fate::Agreed
            } else if newly == edit.published {
                Fate::Kept
            } else {
                Fate::Contested
            };
            EditFate { edit: edit.clone(), new: Some(successor.id), newly, fate }
        })
        .collect()
}

/// The one competency that takes the place of each; those with several or shared ones are left out.
pub(super) fn successors(crosswalk: &[Link]) -> HashMap<CompetencyId, CompetencyId> {
    use super::Relation::{Replaced, Same};
    let single = crosswalk.iter().filter(|link| matches!(link.relation, Same | Replaced));
    single.map(|link| (link.old, link.new)).collect()
}

/// Writes the edits that stay (kept and contested) into the new version's competencies.
pub fn keep_edits(fates: &[EditFate], competencies: &mut [Competency]) {
    let places: HashMap<_, _> = competencies.iter().enumerate().map(|(place, one)| (one.id, place)).collect();
    for fate in fates.iter().filter(|fate| matches!(fate.fate, Fate::Kept | Fate::Contested)) {
        if let Some(place) = fate.new.and_then(|id| places.get(&id)) {
            fate.edit.field.put(&mut competencies[*place], fate.edit.here.clone());
        }
    }
}
