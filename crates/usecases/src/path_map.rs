//! The competencies around a path: their frameworks, what comes before what, and under what each is shown.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{
    CompetencyId, DistrictId, FrameworkId,
    framework::{AssociationKind, Competency, Framework},
};
use planning::graph::{Graph, Place};
use store::Tx;

use crate::Refusal;

/// Some frameworks, made ready for the paths of one learner or of a class.
pub(crate) struct PathMap {
    /// What comes before what.
    pub graph: Graph,
    /// The frameworks, in the order in which they were first needed.
    pub frameworks: Vec<Framework>,
    /// Every competency of them, the retired ones too.
    pub competencies: HashMap<CompetencyId, Competency>,
    /// The first parent of each.
    pub parents: HashMap<CompetencyId, CompetencyId>,
    /// What has something under it: a heading, unless somebody names it.
    pub headings: HashSet<CompetencyId>,
}

impl PathMap {
    /// Loads the frameworks of `seeds`, those of `frameworks`, and those of everything that comes before.
    ///
    /// What is retired is not part of a path, and holds nobody up.
    pub async fn load(
        tx: &mut Tx,
        district: DistrictId,
        seeds: &[CompetencyId],
        frameworks: &[FrameworkId],
    ) -> Result<Self, Refusal> {
        let pairs = store::association::pairs(tx, district, &AssociationKind::Precedes).await?;
        let mut map = Self {
            graph: Graph::new(&[], &[]),
            frameworks: Vec::new(),
            competencies: HashMap::new(),
            parents: HashMap::new(),
            headings: HashSet::new(),
        };
        let mut wanted: Vec<FrameworkId> = frameworks.to_vec();
        let mut unknown: Vec<CompetencyId> = seeds.to_vec();
        while !wanted.is_empty() || !unknown.is_empty() {
            for one in store::competency::find_all(tx, district, &unknown).await? {
                wanted.push(one.framework);
            }
            for framework in std::mem::take(&mut wanted) {
                map.add(tx, district, framework).await?;
            }
            // What was asked for and is not there is not asked for again.
            let asked: BTreeSet<CompetencyId> = unknown.into_iter().collect();
            let before = pairs.iter().filter(|(before, after)| {
                map.competencies.contains_key(after)
                    && !map.competencies.contains_key(before)
                    && !asked.contains(before)
            });
            unknown = before.map(|(before, _)| *before).collect();
            unknown.sort_unstable();
            unknown.dedup();
        }
        map.draw(&pairs);
        Ok(map)
    }

    async fn add(&mut self, tx: &mut Tx, district: DistrictId, id: FrameworkId) -> Result<(), Refusal> {
        if self.frameworks.iter().any(|one| one.id == id) {
            return Ok(());
        }
        self.frameworks.extend(store::framework::find(tx, district, id).await?);
        let all = store::competency::of_framework(tx, district, id).await?;
        self.competencies.extend(all.into_iter().map(|one| (one.id, one)));
        let kind = AssociationKind::IsChildOf;
        for one in store::association::of_framework(tx, district, id, Some(&kind)).await? {
            if let (Some(child), Some(parent)) = (one.origin.competency, one.destination.competency) {
                self.parents.entry(child).or_insert(parent);
                self.headings.insert(parent);
            }
        }
        Ok(())
    }

    fn draw(&mut self, pairs: &[(CompetencyId, CompetencyId)]) {
        let rank = |framework: FrameworkId| self.frameworks.iter().position(|one| one.id == framework);
        let mut live: Vec<&Competency> = self.competencies.values().filter(|one| !one.retired).collect();
        live.sort_by_key(|one| (rank(one.framework), one.position, one.id));
        let places: Vec<Place> =
            live.iter().zip(0..).map(|(one, position)| Place { competency: one.id, position }).collect();
        let known: HashSet<CompetencyId> = live.iter().map(|one| one.id).collect();
        let pairs: Vec<(CompetencyId, CompetencyId)> = pairs
            .iter()
            .filter(|(before, after)| known.contains(before) && known.contains(after))
            .copied()
            .collect();
        self.graph = Graph::new(&places, &pairs);
    }

    /// The title under which a competency is shown: of its parent, else of its framework.
    pub fn strand(&self, competency: &Competency) -> String {
        let parent = self.parents.get(&competency.id).and_then(|parent| self.competencies.get(parent));
        let framework = || self.frameworks.iter().find(|one| one.id == competency.framework);
        parent.map(Competency::title).or_else(|| framework().map(|one| one.title.clone())).unwrap_or_default()
    }

    /// The scale of a competency's framework.
    pub fn scale(&self, competency: CompetencyId) -> Option<&domain::scale::Scale> {
        let framework = self.competencies.get(&competency)?.framework;
        self.frameworks.iter().find(|one| one.id == framework).map(|one| &one.scale)
    }
}

impl PathMap {
    /// A competency, or everything under a heading that is none itself, in the order of the framework; nothing that
    /// is retired.
    pub fn under(&self, id: CompetencyId) -> Vec<CompetencyId> {
        let mut children: HashMap<CompetencyId, Vec<CompetencyId>> = HashMap::new();
        for (child, parent) in &self.parents {
            children.entry(*parent).or_default().push(*child);
        }
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![id];
        while let Some(one) = open.pop().filter(|_| found.len() <= self.competencies.len()) {
            if !seen.insert(one) {
                continue;
            }
            match children.get(&one) {
                Some(children) => open.extend(children),
                None => found.extend(self.graph.find(one)),
            }
        }
        found.sort_unstable();
        found.into_iter().map(|number| self.graph.id(number)).collect()
    }
}
