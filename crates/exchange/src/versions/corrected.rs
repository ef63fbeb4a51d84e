//! What differs, when a person has corrected the suggested crosswalk.

use std::collections::{HashMap, HashSet};

use domain::CompetencyId;

use super::{Changed, Difference, Link, LocalEdit, Merged, Retired, Split, Version, edits, fields};

impl Difference {
    /// The difference along another crosswalk than the suggested one: `links` stand, nothing else does.
    /// `edits` are the local edits of the old version.
    #[must_use]
    pub fn along(
        mut self,
        old: &Version<'_>,
        new: &Version<'_>,
        links: Vec<Link>,
        edits: &[LocalEdit],
    ) -> Self {
        let (mut of_old, mut of_new) = (HashMap::new(), HashMap::new());
        for link in &links {
            of_old.entry(link.old).or_insert_with(Vec::new).push(link.new);
            of_new.entry(link.new).or_insert_with(Vec::new).push(link.old);
        }
        let stated: HashSet<(CompetencyId, CompetencyId)> =
            links.iter().map(|link| (link.old, link.new)).collect();
        let single = |link: &Link| of_old[&link.old].len() == 1 && of_new[&link.new].len() == 1;
        let find_old: HashMap<_, _> = old.competencies.iter().map(|one| (one.id, one)).collect();
        let find_new: HashMap<_, _> = new.competencies.iter().map(|one| (one.id, one)).collect();
        self.changed = links
            .iter()
            .filter(|link| single(link))
            .filter_map(|link| {
                let fields = fields::differing(find_old.get(&link.old)?, find_new.get(&link.new)?);
                (!fields.is_empty()).then_some(Changed { old: link.old, new: link.new, fields })
            })
            .collect();
        self.moved.retain(|moved| stated.contains(&(moved.old, moved.new)));
        let marked: HashMap<CompetencyId, CompetencyId> =
            self.retired.iter().filter_map(|one| Some((one.old, one.marked?))).collect();
        let gone = |id: &CompetencyId| !of_old.contains_key(id) || marked.contains_key(id);
        let ends = old.competencies.iter().map(|one| one.id).filter(gone);
        self.retired = ends.map(|old| Retired { old, marked: marked.get(&old).copied() }).collect();
        let added = new.competencies.iter().map(|one| one.id).filter(|id| !of_new.contains_key(id));
        self.added = added.collect();
        let several = |ends: &HashMap<CompetencyId, Vec<CompetencyId>>, id: CompetencyId| {
            ends.get(&id).filter(|others| others.len() > 1).cloned()
        };
        let split = old.competencies.iter().map(|one| one.id);
        self.split = split.filter_map(|old| Some(Split { old, into: several(&of_old, old)? })).collect();
        let merged = new.competencies.iter().map(|one| one.id);
        self.merged = merged.filter_map(|into| Some(Merged { old: several(&of_new, into)?, into })).collect();
        self.edits = edits::fates(edits, old, new, &links);
        self.crosswalk = links;
        self
    }
}
